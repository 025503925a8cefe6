"""What holds for the store as a whole, whatever is written: all or nothing, one chain, and everything derived can be derived anew."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, make_url, text

from progress.chain import broken_at
from progress.engine import make_engine
from progress.errors import Damaged, NotFound, NotSaved
from progress.log import Answered, Drafted, Entry
from progress.moment import Moment
from progress.rating import Rated, Rating
from progress.records import EntryId
from progress.schedule import Schedule
from progress.store import Store
from progress.tables import DERIVED, TRUTH, table_of

At = Callable[..., Moment]
Execute = Callable[..., None]


@pytest.fixture
def execute(url: str) -> Execute:
    """Runs SQL past the store."""

    def execute_(*statements: str, **values: Any) -> None:
        engine = make_engine(url)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement), values)
        engine.dispose()

    return execute_


def all_of_a_record(ann: Any, at: At) -> None:
    """Something of every kind of entry."""
    store = ann.store
    store.rename_learner(ann.id, "Anna", at())
    store.change_setting(ann.id, "theme", "dark", at())
    first = ann.answers(now=at(minutes=1))
    second = ann.answers("air/rain", Rating.AGAIN, now=at(minutes=2), confidence="sure")
    store.change_schedule(ann.id, Schedule(retention=0.85), at(minutes=2))
    ann.answers("air/rain", now=at(days=2))
    ann.undoes(first.id, at(minutes=3))
    ann.redoes(first.id, at(minutes=4))
    ann.undoes(store.rerate(ann.id, first.id, Rated(Rating.EASY, "you chose so"), at(minutes=5)).id, at(minutes=6))
    store.claim(ann.id, second.id, "right", at(minutes=7))
    store.mark_question(ann.id, "air/rain", "flagged", True, at(minutes=8))
    ann.undoes(store.mark_question(ann.id, "air/rain", "suspended", True, at(minutes=8)), at(minutes=8))
    exam = store.start_sitting(ann.id, "exam", ["air/year"], at(minutes=9), seconds=60)
    store.draft(ann.id, Drafted(exam, "air/year", "1991", (), 4000, 4000), at(minutes=9))
    store.pause_sitting(ann.id, exam, 9000, at(minutes=10))
    store.end_sitting(ann.id, exam, "finished", 9000, at(minutes=11))


def chains(entries: tuple[Entry, ...]) -> dict[str, list[Entry]]:
    by_stream = defaultdict(list)
    for entry in entries:
        by_stream[entry.stream].append(entry)
    return by_stream


# -- who is not there


WRITES: dict[str, Callable[[Store, Answered, Moment], object]] = {
    "rename": lambda store, _, now: store.rename_learner("nobody", "Eve", now),
    "setting": lambda store, _, now: store.change_setting("nobody", "theme", "dark", now),
    "start": lambda store, _, now: store.start_sitting("nobody", "review", [], now),
    "answer": lambda store, body, now: store.record_answer("nobody", body, "{}", now),
    "draft": lambda store, _, now: store.draft("nobody", Drafted("s", "air/year", "1991", (), 1, 1), now),
    "pause": lambda store, _, now: store.pause_sitting("nobody", "s", 1, now),
    "end": lambda store, _, now: store.end_sitting("nobody", "s", "finished", 1, now),
    "undo": lambda store, _, now: store.undo("nobody", EntryId("x", 1), now),
    "redo": lambda store, _, now: store.redo("nobody", EntryId("x", 1), now),
    "rerate": lambda store, _, now: store.rerate("nobody", EntryId("x", 1), Rated(Rating.EASY, ""), now),
    "schedule": lambda store, _, now: store.change_schedule("nobody", Schedule(), now),
    "claim": lambda store, _, now: store.claim("nobody", EntryId("x", 1), "right", now),
    "mark": lambda store, _, now: store.mark_question("nobody", "air/year", "flagged", True, now),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_nothing_is_written_for_a_learner_who_is_not_there(
    store: Store, answered: Callable[..., Answered], noon: Moment, write: Callable[..., object]
) -> None:
    with pytest.raises(NotFound, match="There is no such learner"):
        write(store, answered(), noon)
    assert store.entries() == ()


# -- all or nothing


def state_of(store: Store) -> tuple[object, object]:
    return store.entries(), store.derived()


@pytest.mark.parametrize("wrong", [{"score": float("nan")}, {"rating": 9}, {"response": {1, 2}}], ids=str)
def test_an_answer_that_makes_no_sense_leaves_nothing_behind(ann: Any, noon: Moment, answered: Callable[..., Answered], wrong: Any) -> None:
    before = state_of(ann.store)
    with pytest.raises((ValueError, TypeError)):
        ann.store.record_answer(ann.id, replace(answered(ann.sitting), **wrong), "{}", noon)
    assert state_of(ann.store) == before


REFUSE = {
    "sqlite": ["CREATE TRIGGER refuse BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'the disk does not want to'); END"],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk does not want to'; END $$",
        "CREATE TRIGGER refuse BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
}
LET_BE = {"sqlite": "DROP TRIGGER refuse", "postgresql": "DROP FUNCTION refuse CASCADE"}


@contextmanager
def refusing(execute: Execute, url: str, table: str) -> Iterator[None]:
    """The database writes nothing into this table."""
    kind = make_url(url).get_backend_name()
    execute(*(statement.format(table=table) for statement in REFUSE[kind]))
    yield
    execute(LET_BE[kind])


@pytest.mark.parametrize("table", ["wordings", "log", "answers", "cards", "days"])
def test_an_answer_that_cannot_be_written_leaves_nothing_behind(ann: Any, url: str, execute: Execute, table: str) -> None:
    before = state_of(ann.store)
    with refusing(execute, url, table), pytest.raises(NotSaved, match=r"^The record could not be used: the disk does not want to\.$"):
        ann.answers()
    assert state_of(ann.store) == before


def test_an_answer_that_could_not_be_written_can_be_given_again(ann: Any, url: str, execute: Execute) -> None:
    with refusing(execute, url, "cards"), pytest.raises(NotSaved):
        ann.answers()
    recorded = ann.answers()
    assert ([answer.id for answer in ann.store.answers(ann.sitting)], ann.card()) == ([recorded.id], recorded.after)


def test_a_name_with_half_a_character_is_refused_in_words(store: Store, noon: Moment) -> None:
    with pytest.raises(NotSaved, match="This text has characters in it that cannot be written down"):
        store.add_learner("Ann\udcff", noon)
    assert store.learners() == ()


# -- the log


def test_the_log_has_every_entry_in_the_order_of_time(ann: Any, at: At) -> None:
    ann.answers(now=at(hours=2))
    ann.answers(now=at(hours=1))
    assert [(entry.type, entry.seq) for entry in ann.store.entries()] == [
        ("stream-opened", 1),
        ("sitting-started", 2),
        ("answered", 4),
        ("answered", 3),
    ]


def test_every_stream_is_a_sound_chain(ann: Any, ben: Any, ann_elsewhere: Any, at: At) -> None:
    for student in (ann, ben, ann_elsewhere):
        all_of_a_record(student, at)
    assert {broken_at(chain) for chain in chains(ann.store.entries()).values()} == {None}


def test_each_learner_on_each_device_has_a_stream(ann: Any, ben: Any, ann_elsewhere: Any) -> None:
    opened = [json.loads(entry.body) for entry in ann.store.entries() if entry.type == "stream-opened"]
    assert {(body["name"], body["device"]) for body in opened} == {("Ann", "laptop"), ("Ann", "desktop"), ("Ben", "laptop")}


def test_a_learner_s_log_is_hers_alone(ann: Any, ben: Any, ann_elsewhere: Any) -> None:
    whole, hers, his = ann.store.entries(), ann.store.entries(ann.id), ann.store.entries(ben.id)
    assert (len(hers) + len(his), {entry.stream for entry in hers} & {entry.stream for entry in his}) == (len(whole), set())


def test_the_head_of_a_stream_is_its_last_entry(ann: Any, at: At) -> None:
    all_of_a_record(ann, at)
    last = max(ann.store.entries(), key=lambda entry: entry.seq)
    ((_, _, _, seq, _, digest),) = ann.store.derived()["streams"]
    assert (seq, digest) == (last.seq, last.digest)


def test_two_programs_of_one_device_take_turns_in_one_chain(ann: Any, open_store: Callable[[str], Store], at: At) -> None:
    for minute in range(6):
        replace(ann, store=(ann.store, open_store("laptop"))[minute % 2]).answers(now=at(minutes=minute))
    ((_, chain),) = chains(ann.store.entries()).items()
    assert (broken_at(chain), max(entry.seq for entry in chain)) == (None, 8)


# -- deriving anew


def test_entries_that_arrive_backwards_give_the_same_tables(ann: Any, ann_elsewhere: Any, at: At) -> None:
    for student in (ann, ann_elsewhere):
        all_of_a_record(student, at)
    before, entries = ann.store.derived(), ann.store.entries()
    with ann.store._write() as connection:
        for model in TRUTH + DERIVED:
            connection.execute(delete(table_of(model)))
        for entry in reversed(entries):
            ann.store._insert(connection, entry, ann.id)
    assert ann.store.derived() == before


def test_a_rebuild_gives_the_same_tables(ann: Any, ben: Any, ann_elsewhere: Any, at: At) -> None:
    for student in (ann, ben, ann_elsewhere):
        all_of_a_record(student, at)
    before = ann.store.derived()
    ann.store.rebuild()
    assert ann.store.derived() == before


def test_every_table_has_something_in_it_after_all_that(ann: Any, at: At) -> None:
    all_of_a_record(ann, at)
    assert [name for name, rows in ann.store.derived().items() if not rows] == []


def test_a_rebuild_mends_tables_that_were_meddled_with(ann: Any, at: At, execute: Execute) -> None:
    all_of_a_record(ann, at)
    before = ann.store.derived()
    execute("UPDATE cards SET stability = 1000", "DELETE FROM days", "UPDATE sittings SET answers = 99", "UPDATE streams SET seq = 1")
    ann.store.rebuild()
    assert ann.store.derived() == before


def test_a_rebuild_leaves_the_log_and_the_wordings(ann: Any, at: At) -> None:
    all_of_a_record(ann, at)
    (answer, *_) = ann.store.answers(ann.sitting)
    before = ann.store.entries(), ann.store.wording(answer.wording)
    ann.store.rebuild()
    assert (ann.store.entries(), ann.store.wording(answer.wording)) == before


def test_what_a_later_program_wrote_is_kept_and_passed_over(ann: Any, at: At, execute: Execute) -> None:
    all_of_a_record(ann, at)
    before = ann.store.derived()
    execute("UPDATE log SET type = 'dreamt' WHERE type = 'question-marked'")
    ann.store.rebuild()
    after = ann.store.derived()
    assert [name for name in after if after[name] != before[name]] == ["marks"]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE log SET body = '{' WHERE seq = 3", "entry 3 of [0-9a-f]+ cannot be read"),
        ("UPDATE log SET body = '{}' WHERE seq = 3", "entry 3 of [0-9a-f]+ cannot be read"),
        ("UPDATE log SET body = '[]' WHERE seq = 3", "entry 3 of [0-9a-f]+ cannot be read"),
        ("DELETE FROM log WHERE seq = 1", "the beginning of [0-9a-f]+ is missing"),
    ],
)
def test_a_damaged_log_is_not_derived_from(ann: Any, execute: Execute, damage: str, said: str) -> None:
    ann.answers()
    before = ann.store.derived()
    execute(damage)
    with pytest.raises(Damaged, match=f"^The record is damaged: {said}. quiz repair keeps what is sound.$"):
        ann.store.rebuild()
    assert ann.store.derived() == before


def test_a_record_survives_closing_and_opening(ann: Any, at: At, open_store: Callable[[str], Store]) -> None:
    all_of_a_record(ann, at)
    before = state_of(ann.store)
    ann.store.close()
    assert state_of(open_store("laptop")) == before
