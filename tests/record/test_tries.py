"""Answers for item analysis: the same from the record and from the logs that were exported of it, whatever was said of them later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from progress.copies import Copy
from progress.errors import Refused
from progress.items import analyse
from progress.log import Regraded, hash_of
from progress.moment import Moment
from progress.rating import Rating
from progress.records import Try
from progress.tries import entries_of, tries_of

At = Callable[..., Moment]


def exported(student: Any) -> Copy:
    copy: Copy = student.store.export(student.store.learner(student.id))
    return copy


def from_logs(*students: Any) -> tuple[Try, ...]:
    return tries_of(entries_of([exported(student) for student in students]))


def both_ways(student: Any) -> Try:
    """Return the only answer, after it was seen that record and log tell the same of it."""
    (from_record,) = student.store.tries()
    assert from_logs(student) == (from_record,)
    return from_record  # type: ignore[no-any-return]


def regraded(answer: Any) -> tuple[Regraded, str, str]:
    return Regraded(*answer, hash_of("{}"), "right", 1.0, "By another key.", 3, "it was right"), "air/year", "{}"


def test_an_answer_is_told_by_record_and_log_alike(ann: Any, at: At) -> None:
    ann.answers(rating=Rating.AGAIN, took=1234)
    told = both_ways(ann)
    assert (told.learner, told.question, told.response) == (ann.id, "air/year", "1909")
    assert (told.outcome, told.score, told.took) == ("wrong", 0, 1234)
    assert (told.version, told.claim, told.undone) == (hash_of('"air/year"'), "", False)


def test_an_answer_that_was_undone_is_marked_so(ann: Any, at: At) -> None:
    ann.undoes(ann.answers().id)
    assert both_ways(ann).undone


def test_an_answer_that_was_undone_and_redone_counts(ann: Any, at: At) -> None:
    answer = ann.answers().id
    ann.undoes(answer)
    ann.redoes(answer)
    assert not both_ways(ann).undone


def test_a_claim_is_told_with_its_answer(ann: Any, at: At) -> None:
    ann.store.claim(ann.id, ann.answers(rating=Rating.AGAIN).id, "right", at())
    assert both_ways(ann).claim == "right"


def test_a_claim_that_was_undone_is_none(ann: Any, at: At) -> None:
    claimed = ann.store.claim(ann.id, ann.answers(rating=Rating.AGAIN).id, "right", at())
    ann.undoes(claimed.id)
    assert both_ways(ann).claim == ""


def test_a_new_marking_is_that_of_another_version(ann: Any, at: At) -> None:
    ann.store.regrade(ann.id, [regraded(ann.answers(rating=Rating.AGAIN).id)], at())
    told = both_ways(ann)
    assert (told.outcome, told.score, told.version) == ("right", 1, hash_of("{}"))


def test_several_learners_are_told_apart(ann: Any, ben: Any, at: At) -> None:
    ann.answers()
    ben.answers(now=at(minutes=1))
    assert [one.learner for one in from_logs(ben, ann)] == [ann.id, ben.id]
    assert from_logs(ann, ben) == ann.store.tries()


def test_of_the_repeats_the_analysis_needs_only_those_that_are_disputed(ann: Any, ben: Any, at: At) -> None:
    ann.undoes(ann.answers(rating=Rating.AGAIN).id, now=at(minutes=1))
    for minute, (who, rating) in enumerate([(ann, Rating.GOOD), (ben, Rating.AGAIN), (ann, Rating.AGAIN), (ben, Rating.GOOD)], 2):
        given = who.answers(rating=rating, now=at(minutes=minute))
    ann.store.claim(ann.id, ann.answers(rating=Rating.AGAIN, now=at(minutes=8)).id, "right", at(minutes=9))
    ben.undoes(given.id, now=at(minutes=9))
    few = ann.store.tries(repeats=False)
    assert [(one.learner, one.score, one.claim) for one in few] == [(ann.id, 1, ""), (ben.id, 0, ""), (ann.id, 0, "right")]
    assert analyse(few) == analyse(ann.store.tries())


def test_of_one_learner_only_hers_are_read(ann: Any, ben: Any, at: At) -> None:
    ann.answers()
    ben.answers(now=at(minutes=1))
    assert [one.learner for one in ann.store.tries(ben.id)] == [ben.id]


def test_learners_who_were_joined_are_one(ann: Any, ben: Any, at: At) -> None:
    ann.answers()
    ben.answers("air/rain", now=at(minutes=1))
    one = ann.store.join_learners(ann.id, ben.id, at(minutes=2))
    copy = ann.store.export(one)
    assert {each.learner for each in tries_of(entries_of([copy]))} == {one.id}
    assert tries_of(entries_of([copy])) == ann.store.tries()


def test_a_log_that_is_handed_in_twice_counts_once(ann: Any) -> None:
    ann.answers()
    assert len(from_logs(ann, ann)) == 1


def test_logs_that_contradict_each_other_are_refused(ann: Any) -> None:
    ann.answers()
    copy = exported(ann)
    other = replace(copy, name="ann-2.quizlog", entries=(*copy.entries[:-1], replace(copy.entries[-1], digest=bytes(32))))
    with pytest.raises(Refused, match=r"ann-2\.quizlog: entry \d of Ann’s log .* says something else"):
        entries_of([copy, other])


def test_what_nobody_is_known_to_have_written_tells_nothing(ann: Any) -> None:
    ann.answers()
    assert tries_of(exported(ann).entries[1:]) == ()
