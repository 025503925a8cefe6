"""What was done and undone, when something else is done before an undo is written down."""

from __future__ import annotations

from progress.records import EntryId
from quiz.undoing import Step, Steps

FIRST, SECOND = Step(EntryId("s", 1), "the answer"), Step(EntryId("s", 2), "the flag")


def test_what_is_done_while_an_undo_is_written_stays_done():
    steps = Steps()
    steps.add(FIRST)
    steps.add(SECOND)
    steps.swapped("undo", FIRST)
    assert (steps.next("undo"), steps.next("redo")) == (SECOND, FIRST)


def test_what_is_done_while_a_redo_is_written_takes_nothing_from_it():
    steps = Steps()
    steps.add(FIRST)
    steps.swapped("undo", FIRST)
    steps.add(SECOND)
    steps.swapped("redo", FIRST)
    assert steps.next("undo") is FIRST
