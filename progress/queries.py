"""What is read of the record again and again: statements for ``progress.reading``."""

from __future__ import annotations

from typing import Any

from progress.schedule import State
from progress.statements import Statement, sa, statement, tables

JOINED = "joined"
"""The setting of a learner who was joined to another: the id that stands for both."""


def _hers(learner: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    return learner == sa.bindparam("of_learner")


@statement
def names() -> sa.Select[Any]:
    s = tables.SETTINGS.c
    return sa.select(s.learner, s.value).where(s.name == "name")


@statement
def joined_to() -> sa.Select[Any]:
    s = tables.SETTINGS.c
    return sa.select(s.value).where(_hers(s.learner), s.name == JOINED)


@statement
def size() -> sa.Select[Any]:
    return sa.select(sa.func.sum(tables.STREAMS.c.seq))


@statement
def settings() -> sa.Select[Any]:
    return sa.select(tables.SETTINGS).where(_hers(tables.SETTINGS.c.learner))


@statement
def drafts() -> sa.Select[Any]:
    return sa.select(tables.DRAFTS).where(tables.DRAFTS.c.sitting == sa.bindparam("of_sitting"))


@statement
def sittings() -> sa.Select[Any]:
    s = tables.SITTINGS.c
    return sa.select(tables.SITTINGS).where(_hers(s.learner), s.mode != "").order_by(s.started.desc(), s.sitting)


@statement
def latest_sittings() -> sa.Select[Any]:
    wanted: sa.Select[Any] = sittings.made("")  # type: ignore[assignment]
    return wanted.limit(sa.bindparam("most", type_=sa.BigInteger()))


@statement
def latest_answered() -> sa.Select[Any]:
    wanted: sa.Select[Any] = latest_sittings.made("")  # type: ignore[assignment]
    return wanted.where(tables.SITTINGS.c.answers > 0)


@statement
def unfinished() -> sa.Select[Any]:
    # Looked for among the latest, since whether one was ended stands behind its long list of questions.
    wanted = latest_sittings.made("")
    latest = wanted.subquery()  # type: ignore[attr-defined]
    return sa.select(latest).where(latest.c.ended.is_(None)).order_by(latest.c.started.desc(), latest.c.sitting)


@statement
def sitting() -> sa.Select[Any]:
    return sa.select(tables.SITTINGS).where(tables.SITTINGS.c.sitting == sa.bindparam("of_sitting"))


@statement
def answers() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    return sa.select(tables.ANSWERS).where(a.sitting == sa.bindparam("of_sitting")).order_by(a.at, a.stream, a.seq)


@statement
def answers_to() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    hers = sa.select(tables.ANSWERS).where(_hers(a.learner), a.question == sa.bindparam("of_question"))
    return hers.order_by(a.at.desc(), a.stream, a.seq.desc())


@statement
def wording() -> sa.Select[Any]:
    return sa.select(tables.WORDINGS.c.body).where(tables.WORDINGS.c.hash == sa.bindparam("of_hash"))


def _cards() -> sa.Select[Any]:
    c = tables.CARDS.c
    schedule = (c.question, c.state, c.step, c.stability, c.difficulty, c.due, c.reviewed, c.repetitions, c.lapses)
    # A number, since a truth value would have to be made of it in each of very many rows.
    return sa.select(*schedule, sa.case((c.misled.is_(True), 1), else_=0)).where(_hers(c.learner))


@statement
def cards() -> sa.Select[Any]:
    return _cards()


@statement
def cards_due() -> sa.Select[Any]:
    return _cards().where(tables.CARDS.c.due < sa.bindparam("before"))


@statement
def cards_answered() -> sa.Select[Any]:
    # By day first, because that has an index; two days before too, since clocks may have been at other offsets, 26 hours apart.
    a, c = tables.ANSWERS.c, tables.CARDS.c
    latest = (_hers(a.learner), a.day >= sa.bindparam("from_day"), a.at >= sa.bindparam("since"), a.undone.is_(False))
    return _cards().where(c.question.in_(sa.select(a.question).where(*latest)))


@statement
def cards_in() -> sa.Select[Any]:
    a, c = tables.ANSWERS.c, tables.CARDS.c
    asked = sa.select(a.question).where(a.sitting == sa.bindparam("of_sitting"))
    return _cards().where(c.question.in_(asked))


def _met(dialect: str) -> sa.Select[Any]:
    c = tables.CARDS.c
    wanted = sa.select(c.question).where(_hers(c.learner))
    if dialect == "sqlite":  # the index by question has them; others have an order of letters of their own
        return wanted.where(c.question >= sa.bindparam("least"), c.question < sa.bindparam("beyond"))
    return wanted.where(c.topic == sa.bindparam("of_topic"))


met = Statement("queries.met", _met)


@statement
def reviewed() -> sa.Select[Any]:
    c = tables.CARDS.c
    return sa.select(c.reviewed).where(_hers(c.learner), c.question == sa.bindparam("of_question"))


@statement
def topics_met() -> sa.Select[Any]:
    m = tables.MET.c
    return sa.select(m.topic, m.answers, m.fingerprint).where(_hers(m.learner))


@statement
def misled() -> sa.Select[Any]:
    c = tables.CARDS.c
    return sa.select(c.question).where(_hers(c.learner), c.misled.is_(True))


@statement
def marks() -> sa.Select[Any]:
    m = tables.MARKS.c
    return sa.select(m.question, m.mark, m.on).where(_hers(m.learner), m.undone.is_(False)).order_by(m.at, m.stream, m.seq)


def _whole_days() -> sa.Select[Any]:
    d = tables.WHOLE_DAYS.c
    return sa.select(d.day, d.answers, d.rights, d.points, d.took).where(_hers(d.learner))


@statement
def days() -> sa.Select[Any]:
    return _whole_days().order_by(tables.WHOLE_DAYS.c.day)


@statement
def latest_days() -> sa.Select[Any]:
    d = tables.WHOLE_DAYS.c
    wanted = _whole_days().where(d.day <= sa.bindparam("last_day"))
    return wanted.order_by(d.day.desc()).limit(sa.bindparam("most", type_=sa.BigInteger()))


@statement
def studied_on() -> sa.Select[Any]:
    d = tables.WHOLE_DAYS.c
    return sa.select(d.day).where(_hers(d.learner), d.day == sa.bindparam("of_day"))


@statement
def new_on() -> sa.Select[Any]:
    d = tables.WHOLE_DAYS.c
    return sa.select(d.firsts).where(_hers(d.learner), d.day == sa.bindparam("of_day"))


@statement
def times() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    right = sa.select(a.kind, a.took).where(_hers(a.learner), a.undone.is_(False), a.outcome == "right")
    # By day first, because that has an index.
    return right.order_by(a.day.desc(), a.at.desc(), a.stream, a.seq.desc()).limit(sa.bindparam("most", type_=sa.BigInteger()))


@statement
def last() -> sa.Select[Any]:
    # By day first, because that has an index. Those undone don't count: who undoes what a wrong clock dated is rid of it.
    a = tables.ANSWERS.c
    return sa.select(a.at).where(_hers(a.learner), a.undone.is_(False)).order_by(a.day.desc(), a.at.desc()).limit(1)


@statement
def marked_by() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    return sa.select(a.question, _marking()).where(_hers(a.learner), a.undone.is_(False)).distinct()


def _marking() -> sa.ColumnElement[str]:
    """The wording that an answer is marked by."""
    a = tables.ANSWERS.c
    return sa.case((a.marked_by == "", a.wording), else_=a.marked_by)


@statement
def tries() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    asked = (a.stream, a.seq, a.learner, a.question, a.kind, _marking(), a.at)
    wanted = sa.select(*asked, a.response, a.outcome, a.score, a.took, a.claim, a.undone)
    disputed = (a.claim == "right") & (a.outcome != "right")
    repeats = sa.bindparam("repeats", type_=sa.Integer()) == 1
    return wanted.where(repeats | a.first.is_(True) | disputed).order_by(a.at, a.stream, a.seq)


@statement
def tries_of() -> sa.Select[Any]:
    everyones: sa.Select[Any] = tries.made("")  # type: ignore[assignment]
    return everyones.where(_hers(tables.ANSWERS.c.learner))


@statement
def histories() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    wanted = sa.select(a.question, a.at, a.offset, a.rating).where(_hers(a.learner), a.undone.is_(False))
    return wanted.order_by(a.question, a.at, a.stream, a.seq)


@statement
def scored() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    return sa.select(a.learner, a.question, a.day, a.outcome, a.score).where(a.undone.is_(False)).order_by(a.at, a.stream, a.seq)


@statement
def topic_days() -> sa.Select[Any]:
    d = tables.DAYS.c
    return sa.select(*list(d)[1:]).where(_hers(d.learner)).order_by(d.day, d.topic)


@statement
def recall_days() -> sa.Select[Any]:
    r = tables.RECALLS.c
    return sa.select(*list(r)[1:]).where(_hers(r.learner)).order_by(r.day, r.twentieth)


@statement
def confidence_days() -> sa.Select[Any]:
    c = tables.CONFIDENCES.c
    return sa.select(*list(c)[1:]).where(_hers(c.learner)).order_by(c.day, c.confidence)


@statement
def confusions() -> sa.Select[Any]:
    c = tables.CONFUSIONS.c
    wanted = sa.select(c.question, c.response, c.answers).where(_hers(c.learner))
    return wanted.order_by(c.answers.desc(), c.question, c.hash).limit(sa.bindparam("most", type_=sa.BigInteger()))


@statement
def confusions_in() -> sa.Select[Any]:
    c = tables.CONFUSIONS.c
    return sa.select(c.question, c.response, c.answers).where(_hers(c.learner), c.question == sa.bindparam("of_question"))


@statement
def answers_behind() -> sa.Select[Any]:
    a = tables.ANSWERS.c

    wanted = sa.select(tables.ANSWERS).where(_hers(a.learner), a.undone.is_(False))
    wanted = wanted.where(a.day.between(sa.bindparam("first_day"), sa.bindparam("last_day")))
    for name in ("topic", "question", "sitting", "outcome", "confidence"):
        wished = sa.bindparam(f"of_{name}", type_=sa.Text())
        wanted = wanted.where((wished == "") | (a[name] == wished))
    first, recall = sa.case((a.first.is_(True), 1), else_=0), sa.func.coalesce(a.recall, -1.0)
    wanted = wanted.where(first.between(sa.bindparam("first_least"), sa.bindparam("first_most")))
    wanted = wanted.where(recall >= sa.bindparam("recall_least"), recall < sa.bindparam("recall_below"))
    return wanted.order_by(a.day.desc(), a.at.desc(), a.stream, a.seq.desc()).limit(sa.bindparam("most", type_=sa.BigInteger()))


@statement
def tallies_kept() -> sa.Select[Any]:
    c = tables.CARDS.c
    return sa.select(c.question, c.repetitions, c.wrong, c.points, c.reviewed, c.missed, c.disputed).where(_hers(c.learner))


@statement
def tallies() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    # Several may be of the same millisecond: the last is the last in the log.
    backwards = sa.func.row_number().over(partition_by=a.question, order_by=(a.at.desc(), a.stream.desc(), a.seq.desc()))
    asked = sa.select(a.question, a.outcome, a.score, a.at, a.claim, backwards.label("place"))
    hers = asked.where(_hers(a.learner), a.undone.is_(False), a.day.between(sa.bindparam("first_day"), sa.bindparam("last_day"))).subquery()
    h = hers.c
    wrong_ones = sa.func.sum(sa.case((h.outcome == "wrong", 1), else_=0))
    wanted = sa.select(
        h.question,
        sa.func.count(),
        wrong_ones,
        sa.func.sum(h.score),
        sa.func.max(h.at),
        sa.func.max(sa.case(((h.place == 1) & (h.outcome != "right"), 1), else_=0)),
        sa.func.max(sa.case((h.claim == "right", 1), else_=0)),
    )
    return wanted.group_by(h.question).having(wrong_ones >= sa.bindparam("least_wrong", type_=sa.Integer()))


@statement
def entries() -> sa.Select[Any]:
    return sa.select(tables.LOG).order_by(tables.LOG.c.at, tables.LOG.c.stream, tables.LOG.c.seq)


@statement
def entries_of() -> sa.Select[Any]:
    everyone: sa.Select[Any] = entries.made("")  # type: ignore[assignment]
    hers = sa.select(tables.STREAMS.c.stream).where(_hers(tables.STREAMS.c.learner))
    return everyone.where(tables.LOG.c.stream.in_(hers))


@statement
def known_as() -> sa.Select[Any]:
    s = tables.SETTINGS.c
    return sa.select(s.learner).where(s.name == JOINED, s.value == sa.bindparam("of_learner"))


@statement
def wordings_of() -> sa.Select[Any]:
    a, m = tables.ANSWERS.c, tables.AMENDMENTS.c
    hers = sa.select(a.wording).where(_hers(a.learner)).union(sa.select(m.wording).where(_hers(m.learner)))
    return sa.select(tables.WORDINGS).where(tables.WORDINGS.c.hash.in_(hers))


@statement
def days_whole() -> sa.Select[Any]:
    d = tables.WHOLE_DAYS.c
    return sa.select(*list(d)[1:]).where(_hers(d.learner)).order_by(d.day)


@statement
def days_of() -> sa.Select[Any]:
    d = tables.DAYS.c
    sums = list(d)[3:]
    return sa.select(d.day, *sums).where(_hers(d.learner), d.topic == sa.bindparam("of_topic")).order_by(d.day)


@statement
def topics_summed() -> sa.Select[Any]:
    d = tables.DAYS.c
    sums = [sa.func.sum(column) for column in list(d)[3:]]
    within = d.day.between(sa.bindparam("first_day"), sa.bindparam("last_day"))
    return sa.select(d.topic, *sums).where(_hers(d.learner), within).group_by(d.topic).order_by(d.topic)


@statement
def firsts_summed() -> sa.Select[Any]:
    d = tables.DAYS.c
    # Most rows have no first answers, and to pass them over in the table's order costs little; a day is asked for, since SQLite
    # would else go by the index of topics, which has none of what is summed.
    hers = (_hers(d.learner), d.day > 0, d.firsts > 0)
    return sa.select(d.topic, sa.func.sum(d.firsts), sa.func.sum(d.first_points)).where(*hers).group_by(d.topic)


@statement
def topics_begun() -> sa.Select[Any]:
    # From each topic to the next one by the index: there are far fewer of them than rows.
    d = tables.DAYS.c
    begun = sa.select(sa.func.min(d.topic).label("topic")).where(_hers(d.learner)).cte("begun", recursive=True)
    after = sa.select(sa.func.min(d.topic)).where(_hers(d.learner), d.topic > begun.c.topic).scalar_subquery()
    begun = begun.union_all(sa.select(after).where(begun.c.topic.is_not(None)))
    first = sa.select(sa.func.min(d.day)).where(_hers(d.learner), d.topic == begun.c.topic).scalar_subquery()
    return sa.select(begun.c.topic, first).where(begun.c.topic.is_not(None))


_A_DAY = 86_400_000
_ANY_NUMBER_OF_DAYS = 1_000_000
"""More than lie between any two moments; added, so that a division does not round towards nought."""


def _memory() -> list[sa.ColumnElement[Any]]:
    """What a memory is made of; ``today`` is when the study day begins."""
    c, today = tables.CARDS.c, sa.bindparam("today", type_=sa.BigInteger())
    learned = sa.case((c.state == int(State.REVIEW), 1), else_=0)
    seen = sa.case((c.reviewed >= today, 0), else_=(today - c.reviewed + (_A_DAY - 1)) // _A_DAY)
    due = (c.due - today + _ANY_NUMBER_OF_DAYS * _A_DAY) // _A_DAY - _ANY_NUMBER_OF_DAYS
    return [c.question, learned, c.stability, seen, due]


@statement
def memories() -> sa.Select[Any]:
    return sa.select(*_memory()).where(_hers(tables.CARDS.c.learner))


@statement
def memories_faded() -> sa.Select[Any]:
    c, (_, _, stability, seen, _) = tables.CARDS.c, _memory()
    faded = seen > stability * sa.bindparam("stabilities", type_=sa.Float())
    return sa.select(*_memory()).where(_hers(c.learner), c.state == int(State.REVIEW), faded)


@statement
def due_before() -> sa.Select[Any]:
    c, (question, *_, due) = tables.CARDS.c, _memory()
    return sa.select(question, due).where(_hers(c.learner), c.due < sa.bindparam("before", type_=sa.BigInteger()))


@statement
def due_from() -> sa.Select[Any]:
    c = tables.CARDS.c
    return sa.select(c.question).where(_hers(c.learner), c.due >= sa.bindparam("before", type_=sa.BigInteger()))


@statement
def recalls_summed() -> sa.Select[Any]:
    r = tables.RECALLS.c
    sums = [sa.func.sum(r[name]) for name in ("answers", "recalled", "predicted", "squared", "loss")]
    return sa.select(sa.func.min(r.day), r.twentieth, *sums).where(_hers(r.learner)).group_by(r.twentieth).order_by(r.twentieth)


@statement
def confidences_summed() -> sa.Select[Any]:
    c = tables.CONFIDENCES.c
    sums = (sa.func.min(c.day), c.confidence, sa.func.sum(c.answers), sa.func.sum(c.rights), sa.func.sum(c.points))
    return sa.select(*sums).where(_hers(c.learner)).group_by(c.confidence).order_by(c.confidence)
