"""Machines that study apart and merge, in any order and again and again: hypothesis looks for a way to lose or to differ."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule, run_state_machine_as_test

from faults.result import Result
from faults.students import START
from progress.chain import breaks
from progress.copies import Copy, read_copy
from progress.log import Answered, hash_of
from progress.moment import Moment
from progress.rating import Rated, Rating
from progress.records import EntryId
from progress.schedule import DEFAULT, Schedule
from progress.standings import MARKS
from progress.store import Store

MACHINES = ("laptop", "desktop", "tablet")
machine, question = st.sampled_from(MACHINES), st.sampled_from(["air/year", "air/rain"])


class Killed(BaseException):
    """The program ends here, in the middle of writing."""


class Machines(RuleBasedStateMachine):
    """Three machines, each with a record; Ann is known to all, Ben began on two of them apart."""

    template: Path
    given = Bundle("given")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="quiz-machines-"))
        self.clocks = dict.fromkeys(MACHINES, START)
        self.stores: dict[str, Store] = {}
        self.acknowledged: set[EntryId] = set()

    def open(self, at: str) -> Store:
        self.stores[at] = Store.open(f"sqlite:///{self.folder / at}.db", at)
        return self.stores[at]

    @initialize()
    def begin(self) -> None:
        for each in MACHINES:
            shutil.copy(self.template, self.folder / f"{each}.db")
            self.open(each)
        self.ann = self.stores["laptop"].add_learner("Ann", START).id
        for each in MACHINES[1:]:
            self.stores[each].add_learner("Ben", START)
            self.stores[each].merge(self.stores["laptop"].export(self.stores["laptop"].learners()[0]))
        self.sitting = {each: self.stores[each].start_sitting(self.ann, "review", [], START) for each in MACHINES}

    def now(self, at: str, minutes: int) -> Moment:
        """Let time pass on a machine; its clock may be put back or far ahead."""
        self.clocks[at] = Moment.of(self.clocks[at].at + timedelta(minutes=minutes), -300)
        return self.clocks[at]

    passed = st.one_of(st.integers(0, 3), st.integers(-5_000, 60_000))

    @rule(target=given, at=machine, minutes=passed, question=question, rating=st.sampled_from(Rating), edited=st.integers(0, 2))
    def answer(self, at: str, minutes: int, question: str, rating: Rating, edited: int) -> Any:
        wording = f"{question} as edited {edited} times"
        body = Answered(self.sitting[at], question, "choice", hash_of(wording), ("a",), "a", "right", 1.0, "", rating, "", 4_000)
        written = self.stores[at].record_answer(self.ann, body, wording, self.now(at, minutes)).id
        self.acknowledged.add(written)
        return written

    def _has(self, at: str, answer: EntryId) -> bool:
        return any(entry.id == answer for entry in self.stores[at].entries())

    @rule(at=machine, minutes=passed, answer=given, back=st.booleans())
    def undo(self, at: str, minutes: int, answer: EntryId, back: bool) -> None:
        if self._has(at, answer):
            change = self.stores[at].redo if back else self.stores[at].undo
            change(self.ann, answer, self.now(at, minutes))

    @rule(at=machine, minutes=passed, answer=given, rating=st.sampled_from(Rating))
    def rerate(self, at: str, minutes: int, answer: EntryId, rating: Rating) -> None:
        if self._has(at, answer):
            self.stores[at].rerate(self.ann, answer, Rated(rating, "so"), self.now(at, minutes))

    @rule(at=machine, minutes=passed, stability=st.sampled_from([0.1, 5.0]))
    def reschedule(self, at: str, minutes: int, stability: float) -> None:
        self.stores[at].change_schedule(self.ann, Schedule((stability, *DEFAULT.parameters[1:])), self.now(at, minutes))

    @rule(at=machine, minutes=passed, question=question, mark=st.sampled_from(MARKS), on=st.booleans())
    def mark(self, at: str, minutes: int, question: str, mark: str, on: bool) -> None:
        self.acknowledged.add(self.stores[at].mark_question(self.ann, question, mark, on, self.now(at, minutes)))

    @rule(at=machine, minutes=passed, name=st.sampled_from(["Ann", "Anna"]))
    def rename(self, at: str, minutes: int, name: str) -> None:
        self.stores[at].rename_learner(self.ann, name, self.now(at, minutes))

    @rule(target=given, at=machine, other=machine)
    def merge(self, at: str, other: str) -> Any:
        self.stores[at].merge(everything(self.stores[other], self.folder / f"{other}.db"))
        return multiple()

    @rule(at=machine, minutes=passed)
    def join(self, at: str, minutes: int) -> None:
        bens = [learner.id for learner in self.stores[at].learners() if learner.name == "Ben"]
        if len(bens) > 1:
            self.stores[at].join_learners(bens[0], bens[1], self.now(at, minutes))

    @rule(at=machine, question=question)
    def kill(self, at: str, question: str) -> None:
        """End the program in the middle of a transaction, and start it again."""
        store = self.stores[at]
        body = Answered(self.sitting[at], question, "choice", hash_of("killed"), (), "a", "right", 1.0, "", 3, "", 1)
        try:
            with store._write() as connection:
                store._append_within(connection, store._take_turn(connection, self.ann), body, self.clocks[at])
                raise Killed  # noqa: TRY301 - it is what is tried
        except Killed:
            store.close()
            self.open(at)

    @invariant()
    def nothing_acknowledged_is_lost(self) -> None:
        if self.stores:
            there = {entry.id for store in self.stores.values() for entry in store.entries()}
            assert self.acknowledged <= there

    def teardown(self) -> None:
        try:
            if len(self.stores) == len(MACHINES):
                self._all_agree()
        finally:
            for store in self.stores.values():
                store.close()
            shutil.rmtree(self.folder)

    def _all_agree(self) -> None:
        for at in MACHINES:
            for other in reversed(MACHINES):
                self.stores[at].merge(everything(self.stores[other], self.folder / f"{other}.db"))
        for at in MACHINES[:-1]:
            self.stores[at].merge(everything(self.stores[MACHINES[-1]], self.folder / f"{MACHINES[-1]}.db"))
        told = [(store.entries(), store.derived()) for store in self.stores.values()]
        assert all(each == told[0] for each in told)
        assert breaks(told[0][0]) == ()
        assert self.acknowledged <= {entry.id for entry in told[0][0]}
        self.stores["laptop"].rebuild()
        assert self.stores["laptop"].derived() == told[0][1]


def everything(store: Store, file: Path) -> Copy:
    """Return all that a machine's record has, as another machine reads it."""
    store.learners()
    return read_copy(file)


def merge_in_any_order(folder: Path, runs: int) -> Result:
    """Let hypothesis try so many histories of three machines; it raises if records differ or lack something after one."""
    Machines.template = folder / "template.db"
    Store.open(f"sqlite:///{Machines.template}", "").close()
    chosen = settings(
        max_examples=runs, stateful_step_count=14, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=True
    )
    run_state_machine_as_test(Machines, settings=chosen)  # raises, with the history, if one goes wrong
    return Result(runs, {"histories that differ or lost something": 0})
