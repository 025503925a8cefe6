"""What the record tells: every question that is asked of the database, answered with frozen values."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from progress import queries
from progress.database import Connection
from progress.errors import NotFound
from progress.kept import schedules_of
from progress.later import later
from progress.moment import Moment, from_milliseconds
from progress.rating import Rating
from progress.records import (
    POINTS,
    AnswerRecord,
    Behind,
    ConfidenceDay,
    Confusion,
    Draft,
    EntryId,
    Learner,
    Listed,
    RecallDay,
    Scored,
    SittingRecord,
    Tally,
    TopicDay,
    Totals,
    Try,
)
from progress.schedule import Schedule
from progress.standings import Standings
from progress.statements import sa, tables

if TYPE_CHECKING:
    from progress import copies, fitting, log
else:  # what is not needed before the first question
    copies, fitting, log = map(later, ("progress.copies", "progress.fitting", "progress.log"))

_ALL = 2**62
"""As many as there are."""


class Reader(Standings):
    """Reads one database; any thread may call its methods.

    Every method raises ``ProgressError`` with a sentence for the learner when the database cannot be used.
    """

    # -- learners

    def learners(self) -> tuple[Learner, ...]:
        """Return everyone, by name."""
        with self._read() as connection:
            return self._learners(connection)

    def _learners(self, connection: Connection) -> tuple[Learner, ...]:
        rows = connection.execute(queries.names)
        # Sorted here: each database has its own idea of the alphabet.
        return tuple(sorted((Learner(row.learner, row.value) for row in rows), key=lambda one: (called(one.name), one.name, one.id)))

    # -- sittings

    def drafts(self, sitting: str) -> dict[str, Draft]:
        """Return the latest response to each question of an exam."""
        with self._read() as connection:
            rows = connection.execute(queries.drafts, {"of_sitting": sitting}).all()
        return {
            row.question: Draft(row.question, json.loads(row.response), tuple(json.loads(row.shown)), row.took, row.later) for row in rows
        }

    def sittings(self, learner: str, limit: int | None = None) -> tuple[SittingRecord, ...]:
        """Return a learner's sittings, the newest first: all, or so many of those with an answer that counts."""
        wanted, most = (queries.sittings, {}) if limit is None else (queries.latest_answered, {"most": limit})
        with self._read() as connection:
            return tuple(_sitting_of(row) for row in connection.execute(wanted, {"of_learner": learner, **most}))

    def unfinished(self, learner: str, among: int) -> tuple[SittingRecord, ...]:
        """Return which of a learner's so many latest sittings were not ended, the newest first."""
        with self._read() as connection:
            return tuple(_sitting_of(row) for row in connection.execute(queries.unfinished, {"of_learner": learner, "most": among}))

    def sitting(self, sitting: str) -> SittingRecord:
        """Return one sitting; raises ``NotFound``."""
        with self._read() as connection:
            row = connection.execute(queries.sitting, {"of_sitting": sitting}).first()
        if row is None:
            raise NotFound("There is no such sitting.")
        return _sitting_of(row)

    def answers(self, sitting: str) -> tuple[AnswerRecord, ...]:
        """Return the answers of a sitting in the order they were given; those undone are among them, and marked so."""
        with self._read() as connection:
            return tuple(_answer_of(row) for row in connection.execute(queries.answers, {"of_sitting": sitting}))

    def answers_to(self, learner: str, question: str) -> tuple[AnswerRecord, ...]:
        """Return all of a learner's answers to a question, the newest first."""
        with self._read() as connection:
            rows = connection.execute(queries.answers_to, {"of_learner": learner, "of_question": question})
            return tuple(_answer_of(row) for row in rows)

    def marked_by(self, learner: str) -> tuple[tuple[str, str], ...]:
        """Return each question that a learner's answers that count are marked by: its id, and the hash of its wording."""
        with self._read() as connection:
            rows = connection.execute(queries.marked_by, {"of_learner": learner})
            return tuple(sorted((question, hash_) for question, hash_ in rows))

    def tries(self, learner: str | None = None, *, repeats: bool = True) -> tuple[Try, ...]:
        """Return the answers of all learners or of one, as item analysis needs them, in the order of the log; those undone are marked so.

        Without ``repeats`` only first answers to their questions, and those that are disputed.
        """
        wanted, of_learner = (queries.tries, {}) if learner is None else (queries.tries_of, {"of_learner": learner})
        with self._read() as connection:
            rows = connection.execute(wanted, {"repeats": int(repeats), **of_learner})
            read = cache(json.loads)  # most responses were given by many
            return tuple(Try(EntryId(row[0], row[1]), *(*row[2:7], read(row[7]), *row[8:])) for row in rows)

    def histories(self, learner: str) -> tuple[fitting.History, ...]:
        """Return for each question a learner's answers that count, with the ratings that hold, by question."""
        found: dict[str, list[fitting.Given]] = defaultdict(list)
        with self._read() as connection:
            for question, at, offset, rating in connection.execute(queries.histories, {"of_learner": learner}):
                found[question].append(fitting.Given(Moment.of_milliseconds(at, offset), Rating(rating)))
        return tuple(fitting.History(question, tuple(answers)) for question, answers in sorted(found.items()))

    def schedules(self, learner: str) -> tuple[tuple[datetime, Schedule], ...]:
        """Return every change of a learner's schedule and when it was made, the first first."""
        with self._read() as connection:
            return tuple((from_milliseconds(change.key[0]), change.schedule) for change in schedules_of(connection, learner))

    def scored(self) -> tuple[Scored, ...]:
        """Return what every answer of all learners that counts was worth, in the order of the log."""
        with self._read() as connection:
            return tuple(map(Scored._make, connection.execute(queries.scored)))

    def wording(self, hash_: str) -> str:
        """Return a question as it was asked, as JSON; raises ``NotFound``."""
        with self._read() as connection:
            body = connection.execute(queries.wording, {"of_hash": hash_}).scalar()
        if body is None:
            raise NotFound("The wording of this question was not kept.")
        return str(body)

    # -- what a history rests on

    def totals(self, learner: str) -> Totals:
        """Return what the pages of a learner's history rest on."""
        with self._read() as connection:
            days = connection.execute(queries.topic_days, {"of_learner": learner}).all()
            recalls = connection.execute(queries.recall_days, {"of_learner": learner}).all()
            confidences = connection.execute(queries.confidence_days, {"of_learner": learner}).all()
        on = lru_cache(maxsize=None)(date.fromordinal)
        return Totals(
            tuple(TopicDay(on(day), *sums) for day, *sums in days),
            tuple(RecallDay(on(day), *sums) for day, *sums in recalls),
            tuple(ConfidenceDay(on(day), *sums) for day, *sums in confidences),
        )

    def confusions(self, learner: str, questions: Collection[str] | None = None, limit: int | None = None) -> tuple[Confusion, ...]:
        """Return which wrong options a learner chose, of these questions or of all, the most often chosen first."""
        with self._read() as connection:
            if questions is None:
                rows = connection.execute(queries.confusions, {"of_learner": learner, "most": limit or _ALL}).all()
            else:
                hers = ({"of_learner": learner, "of_question": question} for question in questions)
                rows = [row for one in hers for row in connection.execute(queries.confusions_in, one)]
        read = lru_cache(maxsize=None)(json.loads)  # one option may be chosen in many questions
        found = (Confusion(question, read(response), answers) for question, response, answers in rows)
        return tuple(sorted(found, key=lambda one: (-one.answers, one.question, one.response)))[:limit]

    def answers_behind(self, learner: str, behind: Behind, limit: int | None = None) -> tuple[AnswerRecord, ...]:
        """Return the answers that stand behind a figure, the newest first; those undone are not among them."""
        least, below = behind.recall or (-2.0, 2.0)
        wish = {f"of_{name}": getattr(behind, name) for name in ("topic", "question", "sitting", "outcome", "confidence")}
        wish |= {"of_learner": learner, "recall_least": least, "recall_below": below, "most": limit or _ALL}
        wish |= {"first_least": int(behind.firsts or False), "first_most": int(behind.firsts is not False)}
        with self._read() as connection:
            rows = connection.execute(queries.answers_behind, wish | _between(behind.first_day, behind.last_day))
            return tuple(_answer_of(row) for row in rows)

    def tallies(self, learner: str, first: date = date.min, last: date = date.max, least_wrong: int = 0) -> dict[str, Tally]:
        """Return for each question a tally of a learner's answers that count, from one study day to another, both included.

        Questions that were answered wrongly less often than ``least_wrong`` are left out.
        """
        if (first, last, least_wrong) == (date.min, date.max, 0):
            return self._tallies_kept(learner)
        with self._read() as connection:
            of_learner = {"of_learner": learner, "least_wrong": least_wrong}
            rows = connection.execute(queries.tallies, of_learner | _between(first, last)).all()
        return {
            question: Tally(int(answers), int(wrong), float(points), from_milliseconds(at), bool(missed), bool(claimed))
            for question, answers, wrong, points, at, missed, claimed in rows
        }

    def _tallies_kept(self, learner: str) -> dict[str, Tally]:
        with self._read() as connection:
            rows = connection.execute(queries.tallies_kept, {"of_learner": learner}).all()
        return {
            question: Tally(answers, wrong, points / POINTS, from_milliseconds(reviewed), missed, disputed)
            for question, answers, wrong, points, reviewed, missed, disputed in rows
        }

    # -- the record as a whole

    def entries(self, learner: str | None = None) -> tuple[log.Entry, ...]:
        """Return the log in its order: of one learner, or of all."""
        wanted, of_learner = (queries.entries, {}) if learner is None else (queries.entries_of, {"of_learner": learner})
        with self._read() as connection:
            return tuple(log.Entry(*row) for row in connection.execute(wanted, of_learner))

    def size(self) -> int:
        """Return how many entries the log has, as far as its streams know."""
        with self._read() as connection:
            return int(connection.execute(queries.size).scalar() or 0)

    def learner(self, id_: str) -> Learner | None:
        """Return the learner of this id, or of whom she was joined to; None if there is none."""
        known = {learner.id: learner for learner in self.learners()}
        with self._read() as connection:
            joined = connection.execute(queries.joined_to, {"of_learner": id_}).scalar()
        return known.get(joined or id_)

    def known_as(self, learner: Learner) -> tuple[str, ...]:
        """Return the other ids that a learner had before she was joined to herself."""
        with self._read() as connection:
            return tuple(connection.execute(queries.known_as, {"of_learner": learner.id}).scalars())

    def export(self, learner: Learner) -> copies.Copy:
        """Return a learner's log, whole, with the wordings of the questions she answered."""
        entries = self.entries(learner.id)
        with self._read() as connection:
            rows = connection.execute(queries.wordings_of, {"of_learner": learner.id})
            return copies.Copy(f"the log of {learner.name}", entries, {row.hash: copies.Worded(row.question, row.body) for row in rows})

    def derived(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every derived row by table, sorted by primary key: two records that agree here agree in everything."""
        with self._read() as connection:
            return {table.name: _sorted_rows(connection, table) for table in map(tables.table_of, tables.DERIVED)}


def called(name: str) -> str:
    """Return a name as it is compared: some keyboards write an accented letter as two characters."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def _sorted_rows(connection: Connection, table: sa.Table) -> list[tuple[Any, ...]]:
    # Sorted here: each database has its own idea of the alphabet.
    key = [list(table.columns).index(column) for column in table.primary_key.columns]
    rows = (tuple(row) for row in connection.execute(sa.select(table)))
    return sorted(rows, key=lambda row: [row[index] for index in key])


def _sitting_of(row: Any) -> SittingRecord:
    return SittingRecord(
        id=row.sitting,
        mode=row.mode,
        questions=Listed(row.questions),
        topics=tuple(json.loads(row.topics)),
        seconds=row.seconds,
        seed=row.seed,
        started=Moment.of_milliseconds(row.started, row.offset),
        ended=None if row.ended is None else from_milliseconds(row.ended),
        how=row.how,
        spent=row.spent,
        answers=row.answers,
        rights=row.rights,
        score=row.points / POINTS / row.answers if row.answers else None,
    )


def _answer_of(row: Any) -> AnswerRecord:
    return AnswerRecord(
        id=EntryId(row.stream, row.seq),
        sitting=row.sitting,
        question=row.question,
        kind=row.kind,
        when=Moment.of_milliseconds(row.at, row.offset),
        wording=row.wording,
        shown=tuple(json.loads(row.shown)),
        response=json.loads(row.response),
        outcome=row.outcome,
        score=row.score,
        rule=row.rule,
        rating=row.rating,
        reason=row.reason,
        claim=row.claim,
        marked_by=row.marked_by,
        took=row.took,
        hinted=row.hinted,
        undone=row.undone,
        due=from_milliseconds(row.due) if row.due else None,
        confidence=row.confidence,
        first=row.first,
        recall=row.recall,
    )


def _between(first: date, last: date) -> dict[str, int]:
    return {"first_day": first.toordinal(), "last_day": last.toordinal()}
