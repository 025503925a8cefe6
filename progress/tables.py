"""The tables. The log and the wordings are the truth; every other table is derived from them and can be rebuilt.

Times are milliseconds since 1970 UTC: whole numbers, which no database turns into local time.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text, text
from sqlmodel import Field, SQLModel

_BY_KEY = {"sqlite_with_rowid": False}
"""For a table that is read in the order of its key: its rows lie in it, and none has to be looked up elsewhere."""


def _integer(*, nullable: bool = False) -> Column[int]:
    return Column(BigInteger, nullable=nullable)


def _text(*, nullable: bool = False) -> Column[str]:
    return Column(Text, nullable=nullable)


class LogEntry(SQLModel, table=True):
    """One entry of the log; see ``progress.log``."""

    __tablename__ = "log"

    stream: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    at: int = Field(sa_column=_integer())
    offset: int
    type: str
    body: str = Field(sa_column=_text())
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Wording(SQLModel, table=True):
    """A question as it was asked, once per content."""

    __tablename__ = "wordings"

    hash: str = Field(primary_key=True)
    question: str
    body: str = Field(sa_column=_text())


class About(SQLModel, table=True):
    """What one program tells another that opens the database: ``needs`` is the first version that can write to it."""

    __tablename__ = "about"

    name: str = Field(primary_key=True)
    value: str


class StreamHead(SQLModel, table=True):
    """Derived: whose a stream is, and where it ends."""

    __tablename__ = "streams"

    stream: str = Field(primary_key=True)
    learner: str = Field(index=True)
    device: str
    seq: int
    at: int = Field(sa_column=_integer())
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class SettingRow(SQLModel, table=True):
    """Derived: the latest value of a learner's settings; her name is one."""

    __tablename__ = "settings"

    learner: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str = Field(sa_column=_text())
    at: int = Field(sa_column=_integer())
    stream: str
    seq: int


class AnswerRow(SQLModel, table=True):
    """Derived: an answer with what became of it, and the state of the card that it produced.

    ``marked_by`` is the wording that it was marked by, if that is another than the one it was asked in; ``first`` whether it
    is the learner's first to its question; ``recall`` how likely it was, by the schedule, that she would recall it, None if
    that was not predicted; ``learned`` is 1 if the question was learned by it, −1 if it fell back.
    """

    __tablename__ = "answers"
    __table_args__ = (
        Index("answers_card", "learner", "question", "at"),
        Index("answers_day", "learner", "day"),
        Index("answers_sitting", "sitting"),
    )

    stream: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    learner: str
    sitting: str
    question: str
    topic: str
    kind: str
    at: int = Field(sa_column=_integer())
    offset: int
    day: int
    wording: str
    shown: str = Field(sa_column=_text())
    response: str = Field(sa_column=_text())
    outcome: str
    score: float
    rule: str = Field(sa_column=_text())
    rating: int
    reason: str = Field(sa_column=_text())
    claim: str
    marked_by: str
    took: int = Field(sa_column=_integer())
    hinted: bool
    confidence: str
    undone: bool
    state: int
    stability: float
    difficulty: float
    due: int = Field(sa_column=_integer())
    first: bool
    recall: float | None = None
    learned: int


class Amendment(SQLModel, table=True):
    """Derived: what a later entry says of an earlier one: that it is undone (or not), its rating, a claim, another marking."""

    __tablename__ = "amendments"
    __table_args__ = (Index("amendments_target", "target_stream", "target_seq"),)

    stream: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    learner: str
    at: int = Field(sa_column=_integer())
    target_stream: str
    target_seq: int
    what: str
    on: bool
    rating: int
    reason: str = Field(sa_column=_text())
    wording: str
    outcome: str
    score: float
    rule: str = Field(sa_column=_text())


class MarkRow(SQLModel, table=True):
    """Derived: every time a question was set aside or flagged, or that was taken back."""

    __tablename__ = "marks"
    __table_args__ = (Index("marks_question", "learner", "question"),)

    stream: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    learner: str
    question: str
    at: int = Field(sa_column=_integer())
    mark: str
    on: bool
    undone: bool


class CardRow(SQLModel, table=True):
    """Derived: a question's schedule for one learner, the last answer that it rests on, and a tally of those that count.

    ``wrong`` is how many were wrong, ``points`` their scores in ten-thousandths, ``missed`` whether the last was not right,
    ``disputed`` whether the learner claims one to be right after all, ``misled`` whether she was sure of the last, it was wrong, and she
    does not claim otherwise.
    """

    __tablename__ = "cards"
    __table_args__ = (
        Index("cards_due", "learner", "due"),
        Index("cards_misled", "learner", "misled", sqlite_where=text("misled IS 1"), postgresql_where=text("misled IS true")),
        _BY_KEY,
    )

    learner: str = Field(primary_key=True)
    question: str = Field(primary_key=True)
    topic: str
    state: int
    step: int | None = None
    stability: float
    difficulty: float
    due: int = Field(sa_column=_integer())
    reviewed: int = Field(sa_column=_integer())
    repetitions: int
    lapses: int
    stream: str
    seq: int
    wrong: int
    points: int = Field(sa_column=_integer())
    missed: bool
    disputed: bool
    misled: bool


class SittingRow(SQLModel, table=True):
    """Derived: a sitting, its tallies (answers that are undone don't count; ``points`` are ten-thousandths), its state."""

    __tablename__ = "sittings"
    __table_args__ = (Index("sittings_started", "learner", "started"),)

    sitting: str = Field(primary_key=True)
    learner: str
    mode: str
    questions: str = Field(sa_column=_text())
    topics: str = Field(sa_column=_text())
    seconds: int | None = None
    seed: int = Field(sa_column=_integer())
    started: int = Field(sa_column=_integer())
    offset: int
    ended: int | None = Field(default=None, sa_column=_integer(nullable=True))
    how: str
    spent: int = Field(sa_column=_integer())
    answers: int
    rights: int
    points: int = Field(sa_column=_integer())


class DraftRow(SQLModel, table=True):
    """Derived: in an exam, the latest response to a question."""

    __tablename__ = "drafts"

    sitting: str = Field(primary_key=True)
    question: str = Field(primary_key=True)
    response: str = Field(sa_column=_text())
    shown: str = Field(sa_column=_text())
    took: int = Field(sa_column=_integer())
    later: bool
    at: int = Field(sa_column=_integer())
    stream: str
    seq: int


class ScheduleRow(SQLModel, table=True):
    """Derived: every time that a learner's schedule was changed."""

    __tablename__ = "schedules"
    __table_args__ = (Index("schedules_learner", "learner", "at"),)

    stream: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    learner: str
    at: int = Field(sa_column=_integer())
    parameters: str = Field(sa_column=_text())
    retention: float


class DayRow(SQLModel, table=True):
    """Derived: a learner's totals for one study day and topic; ``points`` are ten-thousandths, ``took`` milliseconds.

    ``firsts`` are the first answers to their questions, ``learned`` how many more questions were learned than fell back.
    """

    __tablename__ = "days"
    __table_args__ = (Index("days_topic", "learner", "topic", "day"), _BY_KEY)

    learner: str = Field(primary_key=True)
    day: int = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    answers: int
    rights: int
    points: int = Field(sa_column=_integer())
    took: int = Field(sa_column=_integer())
    firsts: int
    first_rights: int
    first_points: int = Field(sa_column=_integer())
    learned: int


class WholeDayRow(SQLModel, table=True):
    """Derived: a learner's totals for one study day over all topics; see ``DayRow``."""

    __tablename__ = "whole_days"
    __table_args__ = _BY_KEY

    learner: str = Field(primary_key=True)
    day: int = Field(primary_key=True)
    answers: int
    rights: int
    points: int = Field(sa_column=_integer())
    took: int = Field(sa_column=_integer())
    firsts: int
    first_rights: int
    first_points: int = Field(sa_column=_integer())
    learned: int


class MetRow(SQLModel, table=True):
    """Derived: of a topic, how many questions a learner has met (``answers`` are the first ones to each), and which.

    ``fingerprint`` is the sum of what ``deriving.totals.fingerprint_of`` gives for each of them: it tells whether they are those of a
    bank without looking at any.
    """

    __tablename__ = "met"

    learner: str = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    answers: int
    fingerprint: int = Field(sa_column=_integer())


class RecallRow(SQLModel, table=True):
    """Derived: what the schedule predicted for one study day, and what happened, by the twentieth in which the prediction lay.

    ``predicted`` is the sum of the predictions, ``squared`` of their squared errors, ``loss`` of their log losses, each in
    millionths.
    """

    __tablename__ = "recalls"

    learner: str = Field(primary_key=True)
    day: int = Field(primary_key=True)
    twentieth: int = Field(primary_key=True)
    answers: int
    recalled: int
    predicted: int = Field(sa_column=_integer())
    squared: int = Field(sa_column=_integer())
    loss: int = Field(sa_column=_integer())


class ConfidenceRow(SQLModel, table=True):
    """Derived: answers of one study day by how sure the learner was; ``points`` are ten-thousandths."""

    __tablename__ = "confidences"

    learner: str = Field(primary_key=True)
    day: int = Field(primary_key=True)
    confidence: str = Field(primary_key=True)
    answers: int
    rights: int
    points: int = Field(sa_column=_integer())


class ConfusionRow(SQLModel, table=True):
    """Derived: how often a wrong option of a choice was chosen; ``hash`` stands for it in the key, since options may be long."""

    __tablename__ = "confusions"

    learner: str = Field(primary_key=True)
    question: str = Field(primary_key=True)
    hash: str = Field(primary_key=True)
    response: str = Field(sa_column=_text())
    answers: int


META: tuple[type[SQLModel], ...] = (About,)
TRUTH: tuple[type[SQLModel], ...] = (LogEntry, Wording)
DERIVED: tuple[type[SQLModel], ...] = (
    StreamHead, SettingRow, AnswerRow, Amendment, MarkRow, CardRow, SittingRow, DraftRow,
    ScheduleRow, DayRow, WholeDayRow, MetRow, RecallRow, ConfidenceRow, ConfusionRow,
)  # fmt: skip


def table_of(model: type[SQLModel]) -> Table:
    """Return the table of a model, for statements that go past the object layer."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


LOG, WORDINGS = table_of(LogEntry), table_of(Wording)
STREAMS, SETTINGS, ANSWERS, AMENDMENTS = table_of(StreamHead), table_of(SettingRow), table_of(AnswerRow), table_of(Amendment)
MARKS, CARDS, SITTINGS, DRAFTS = table_of(MarkRow), table_of(CardRow), table_of(SittingRow), table_of(DraftRow)
SCHEDULES, DAYS, WHOLE_DAYS, RECALLS = table_of(ScheduleRow), table_of(DayRow), table_of(WholeDayRow), table_of(RecallRow)
MET, CONFIDENCES, CONFUSIONS = table_of(MetRow), table_of(ConfidenceRow), table_of(ConfusionRow)
