"""What is read of the record again and again: statements for ``progress.reading``."""

from __future__ import annotations

from typing import Any

from progress.statements import sa, statement, tables

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
    return wanted.limit(sa.bindparam("most", type_=sa.Integer()))


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


@statement
def cards() -> sa.Select[Any]:
    return sa.select(tables.CARDS).where(_hers(tables.CARDS.c.learner))


@statement
def misled() -> sa.Select[Any]:
    c = tables.CARDS.c
    return sa.select(c.question).where(_hers(c.learner), c.misled.is_(True))


@statement
def marks() -> sa.Select[Any]:
    m = tables.MARKS.c
    return sa.select(m.question, m.mark, m.on).where(_hers(m.learner), m.undone.is_(False)).order_by(m.at, m.stream, m.seq)


@statement
def days() -> sa.Select[Any]:
    d = tables.DAYS.c
    sums = (sa.func.sum(d.answers), sa.func.sum(d.rights), sa.func.sum(d.points), sa.func.sum(d.took))
    return sa.select(d.day, *sums).where(_hers(d.learner)).group_by(d.day).order_by(d.day)


@statement
def new_on() -> sa.Select[Any]:
    d = tables.DAYS.c
    return sa.select(sa.func.sum(d.firsts)).where(_hers(d.learner), d.day == sa.bindparam("of_day"))


@statement
def times() -> sa.Select[Any]:
    a = tables.ANSWERS.c
    right = sa.select(a.kind, a.took).where(_hers(a.learner), a.undone.is_(False), a.outcome == "right")
    # By day first, because that has an index.
    return right.order_by(a.day.desc(), a.at.desc(), a.stream, a.seq.desc()).limit(sa.bindparam("most", type_=sa.Integer()))


@statement
def last() -> sa.Select[Any]:
    # By day first, because that has an index. Those undone don't count: who undoes what a wrong clock dated is rid of it.
    a = tables.ANSWERS.c
    return sa.select(a.at).where(_hers(a.learner), a.undone.is_(False)).order_by(a.day.desc(), a.at.desc()).limit(1)
