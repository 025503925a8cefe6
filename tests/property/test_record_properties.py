"""Random work by one learner at two programs, with clocks that go back and forth: what must hold whatever she did."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress import log
from progress.chain import broken_at
from progress.log import Answered, Drafted, Entry, hash_of
from progress.moment import Moment
from progress.rating import Rated, Rating
from progress.records import Behind, EntryId
from progress.schedule import DEFAULT, Card, Schedule, review
from progress.store import MARKS, Store

START = Moment.of(datetime(2026, 3, 7, 22, tzinfo=UTC), -300)
QUESTIONS = ("air/year", "air/rain", "water/lakes")
SITTINGS = ("first", "second")


@dataclass
class Study:
    """One learner at two programs on one database."""

    stores: tuple[Store, Store]
    learner: str
    now: Moment = START
    answers: list[EntryId] = field(default_factory=list)
    undoable: list[EntryId] = field(default_factory=list)

    def at(self, device: int, passed: int, offset: int = -300) -> Store:
        self.now = Moment.of(self.now.at + timedelta(minutes=passed), offset)
        return self.stores[device]


Step = Callable[[Study], object]


def one_of(entries: list[EntryId], which: int) -> list[EntryId]:
    """One of these, if there are any yet."""
    return [entries[which % len(entries)]] if entries else []


def answers(device: int, passed: int, offset: int, question: str, sitting: str, rating: Rating, score: float) -> Step:
    def step(study: Study) -> None:
        outcome = {1.0: "right", 0.3333: "partly", 0.0: "wrong"}[score]
        sure = log.CONFIDENCES[rating % 3]
        asked = (sitting, question, "choice", hash_of(question), ("a", "b"))
        body = Answered(*asked, "a", outcome, score, "", rating, "", 4_000, confidence=sure)
        written = study.at(device, passed, offset).record_answer(study.learner, body, question, study.now).id
        study.answers.append(written)
        study.undoable.append(written)

    return step


def undoes(device: int, passed: int, which: int) -> Step:
    def step(study: Study) -> None:
        for entry in one_of(study.undoable, which):
            study.at(device, passed).undo(study.learner, entry, study.now)

    return step


def redoes(device: int, passed: int, which: int) -> Step:
    def step(study: Study) -> None:
        for entry in one_of(study.undoable, which):
            study.at(device, passed).redo(study.learner, entry, study.now)

    return step


def rerates(device: int, passed: int, which: int, rating: Rating) -> Step:
    def step(study: Study) -> None:
        for entry in one_of(study.answers, which):
            study.undoable.append(study.at(device, passed).rerate(study.learner, entry, Rated(rating, "so"), study.now).id)

    return step


def claims(device: int, passed: int, which: int, claim: str) -> Step:
    def step(study: Study) -> None:
        for entry in one_of(study.answers, which):
            study.undoable.append(study.at(device, passed).claim(study.learner, entry, claim, study.now).id)

    return step


def regrades(device: int, passed: int, which: int, rating: Rating, score: float) -> Step:
    def step(study: Study) -> None:
        for entry in one_of(study.answers, which):
            outcome = "right" if score == 1 else "wrong"
            anew = log.Regraded(*entry, log.hash_of('"anew"'), outcome, score, "so", int(rating), "so")
            study.undoable += study.at(device, passed).regrade(study.learner, [(anew, "air/a", '"anew"')], study.now)

    return step


def reschedules(device: int, passed: int, stability: float, retention: float) -> Step:
    own = Schedule((stability, *DEFAULT.parameters[1:]), retention)
    return lambda study: study.at(device, passed).change_schedule(study.learner, own, study.now)


def marks(device: int, passed: int, question: str, mark: str, on: bool) -> Step:
    def step(study: Study) -> None:
        study.undoable.append(study.at(device, passed).mark_question(study.learner, question, mark, on, study.now))

    return step


def drafts(device: int, passed: int, question: str, sitting: str, response: str) -> Step:
    def step(study: Study) -> None:
        study.at(device, passed).draft(study.learner, Drafted(sitting, question, response, (), 1, len(response)), study.now)

    return step


def ends(device: int, passed: int, sitting: str, how: str) -> Step:
    # Past the store, which ends a sitting once: two devices that had not met may each have ended it.
    return lambda study: study.at(device, passed)._append(study.learner, log.SittingEnded(sitting, how, 1), study.now)


def renames(device: int, passed: int, name: str) -> Step:
    return lambda study: study.at(device, passed).rename_learner(study.learner, name, study.now)


device, which = st.integers(0, 1), st.integers(0, 30)
passed = st.one_of(st.integers(0, 2), st.integers(-3_000, 3_000), st.integers(0, 60_000))
question, sitting, rating = st.sampled_from(QUESTIONS), st.sampled_from(SITTINGS), st.sampled_from(Rating)
answering = st.builds(answers, device, passed, st.sampled_from([-300, 330]), question, sitting, rating, st.sampled_from([1.0, 0.3333, 0.0]))
steps = st.one_of(
    answering,
    answering,
    st.builds(undoes, device, passed, which),
    st.builds(redoes, device, passed, which),
    st.builds(rerates, device, passed, which, rating),
    st.builds(claims, device, passed, which, st.sampled_from(["right", "guess"])),
    st.builds(regrades, device, passed, which, rating, st.sampled_from([1.0, 0.0])),
    st.builds(reschedules, device, passed, st.sampled_from([0.1, 5.0]), st.sampled_from([0.8, 0.95])),
    st.builds(marks, device, passed, question, st.sampled_from(MARKS), st.booleans()),
    st.builds(drafts, device, passed, question, sitting, st.text("ab", max_size=2)),
    st.builds(ends, device, passed, sitting, st.sampled_from(["finished", "time-up"])),
    st.builds(renames, device, passed, st.text("ab", min_size=1, max_size=2)),
)
work = st.lists(steps, min_size=1, max_size=20)
random_work = settings(max_examples=25, deadline=None)


@pytest.fixture(scope="module")
def new_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with nobody in it, to be copied."""
    file = tmp_path_factory.mktemp("record") / "progress.db"
    Store.open(f"sqlite:///{file}", "").close()
    return file


@contextmanager
def stores(new_record: Path, *devices: str) -> Iterator[list[Store]]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(new_record, folder)
        opened = [Store.open(f"sqlite:///{folder}/{new_record.name}", device) for device in devices]
        yield opened
        for store in opened:
            store.close()


@contextmanager
def studied(new_record: Path, program: Sequence[Step]) -> Iterator[Study]:
    with stores(new_record, "laptop", "desktop") as (here, there):
        study = Study((here, there), here.add_learner("Ann", START).id)
        for step in program:
            step(study)
        yield study


def but(tables: dict[str, list[tuple[Any, ...]]], *left_out: str) -> dict[str, list[tuple[Any, ...]]]:
    return {name: rows for name, rows in tables.items() if name not in left_out}


@random_work
@given(program=work)
def test_a_rebuild_changes_nothing(new_record: Path, program: list[Step]) -> None:
    with studied(new_record, program) as study:
        store = study.stores[0]
        before = store.derived()
        store.rebuild()
        assert store.derived() == before


@random_work
@given(program=work, entry=which, then=st.lists(st.tuples(device, passed), min_size=2, max_size=2))
def test_redo_gives_back_what_undo_took(new_record: Path, program: list[Step], entry: int, then: list[tuple[int, int]]) -> None:
    with studied(new_record, program) as study:
        for each in (0, 1):  # so that it counts, and neither program has its stream still to open
            redoes(each, 0, entry)(study)
        before = study.stores[0].derived()
        undoes(*then[0], entry)(study)
        redoes(*then[1], entry)(study)
        assert but(study.stores[0].derived(), "amendments", "streams") == but(before, "amendments", "streams")


@random_work
@given(program=work, data=st.data())
def test_the_order_in_which_entries_arrive_changes_nothing(new_record: Path, program: list[Step], data: st.DataObject) -> None:
    with studied(new_record, program) as study, stores(new_record, "server") as (copy,):
        entries = study.stores[0].entries()
        with copy._write() as connection:
            for entry in data.draw(st.permutations(entries)):
                copy._insert(connection, entry, study.learner)
        assert copy.derived() == study.stores[0].derived()


@random_work
@given(program=work)
def test_every_stream_is_a_sound_chain(new_record: Path, program: list[Step]) -> None:
    with studied(new_record, program) as study:
        streams = defaultdict(list)
        for entry in study.stores[0].entries():
            streams[entry.stream].append(entry)
        assert {broken_at(chain) for chain in streams.values()} == {None}


@random_work
@given(program=work)
def test_cards_and_totals_are_what_the_log_says(new_record: Path, program: list[Step]) -> None:
    with studied(new_record, program) as study:
        standing = study.stores[0].standing(study.learner, study.now)
        counted = {sitting: study.stores[0].answers(sitting) for sitting in SITTINGS}
        cards, totals = told_by(study.stores[0].entries())
        assert (standing.cards, Counter({total.day: total.answers for total in standing.days})) == (cards, totals)
        assert sum(not answer.undone for answers in counted.values() for answer in answers) == totals.total()


def told_by(entries: Sequence[Entry]) -> tuple[dict[str, Card], Counter[Any]]:
    """Cards and answers a day, worked out from a whole log at once, in its order and with the last word on everything."""
    bodies = {entry.id: entry.read() for entry in entries}
    undone = {EntryId(b.stream, b.seq): isinstance(b, log.Undone) for b in bodies.values() if isinstance(b, log.Undone | log.Redone)}
    counting = {entry: body for entry, body in bodies.items() if not undone.get(entry)}
    rated = {EntryId(b.stream, b.seq): b.rating for b in counting.values() if isinstance(b, log.Rerated | log.Claimed | log.Regraded)}
    cards: dict[str, Card] = {}
    given: dict[str, list[tuple[Rating, Moment]]] = defaultdict(list)
    own = DEFAULT
    days: Counter[Any] = Counter()
    for entry in entries:
        body = counting.get(entry.id)
        if isinstance(body, log.ScheduleChanged):
            own = Schedule(body.parameters, body.retention)
            cards = {question: estimated_anew(card, given[question], own) for question, card in cards.items()}
        if isinstance(body, Answered):
            when = Moment.of_milliseconds(entry.at, entry.offset)
            rating = Rating(rated.get(entry.id, body.rating))
            given[body.question].append((rating, when))
            cards[body.question] = review(cards.get(body.question), body.question, rating, when, own)
            days[when.day] += 1
    return cards, days


def estimated_anew(card: Card, given: Sequence[tuple[Rating, Moment]], own: Schedule) -> Card:
    anew: Card | None = None
    for rating, when in given:
        anew = review(anew, card.question, rating, when, own)
    assert anew is not None
    return card._replace(stability=anew.stability, difficulty=anew.difficulty)


@random_work
@given(program=work)
def test_the_totals_of_the_history_are_the_sums_of_its_answers(new_record: Path, program: list[Step]) -> None:
    with studied(new_record, program) as study:
        store = study.stores[0]
        answers, totals = store.answers_behind(study.learner, Behind()), store.totals(study.learner)
        days = Counter[Any]()
        for answer in answers:
            days[answer.when.day, "answers"] += 1
            days[answer.when.day, "firsts"] += answer.first
        told = Counter[Any]()
        for total in totals.days:
            told[total.day, "answers"] += total.answers
            told[total.day, "firsts"] += total.firsts
        predicted = [answer for answer in answers if answer.recall is not None]
        cards = store.standing(study.learner, study.now).cards.values()
        assert told == days
        assert sum(total.firsts for total in totals.days) == len(cards)
        assert sum(total.learned for total in totals.days) == sum(card.learned for card in cards)
        assert (sum(each.answers for each in totals.recalls), sum(each.recalled for each in totals.recalls)) == (
            len(predicted),
            sum(answer.rating > 1 for answer in predicted),
        )
        squared = sum((answer.recall - (answer.rating > 1)) ** 2 for answer in predicted)
        assert sum(each.squared for each in totals.recalls) == pytest.approx(squared, abs=1e-4)
        sure = Counter((answer.when.day, answer.confidence) for answer in answers)
        assert Counter({(each.day, each.confidence): each.answers for each in totals.confidences}) == sure


@random_work
@given(program=work)
def test_the_tally_of_a_question_is_that_of_its_answers_on_all_days(new_record: Path, program: list[Step]) -> None:
    with studied(new_record, program) as study:
        kept, counted = study.stores[0].tallies(study.learner), study.stores[0].tallies(study.learner, date(1, 1, 2))
        assert {question: replace(tally, points=round(tally.points, 3)) for question, tally in kept.items()} == {
            question: replace(tally, points=round(tally.points, 3)) for question, tally in counted.items()
        }
