"""Later words on an earlier answer: undo, redo, another rating, a claim; and marks on questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from progress.errors import NotFound
from progress.log import Regraded, hash_of
from progress.moment import Moment
from progress.rating import Rated, Rating
from progress.records import EntryId, Recorded
from progress.schedule import review

At = Callable[..., Moment]

EASY = Rated(Rating.EASY, "you chose so")
HARD = Rated(Rating.HARD, "you chose so")


def derived(student: Any) -> dict[str, Any]:
    """All that answers leave behind: not the amendments themselves, nor where the stream ends."""
    return {name: rows for name, rows in student.store.derived().items() if name not in {"amendments", "streams"}}


def rating_of(student: Any, answer: EntryId) -> tuple[int, str, str]:
    (found,) = [one for one in student.store.answers(student.sitting) if one.id == answer]
    return found.rating, found.reason, found.claim


# -- undo and redo


def test_undoing_an_answer_leaves_no_trace_in_the_totals(ann: Any) -> None:
    ann.undoes(ann.answers().id)
    sitting = ann.store.sitting(ann.sitting)
    assert (sitting.answers, sitting.rights, sitting.score, ann.standing().days) == (0, 0, None, ())


def test_undoing_the_only_answer_takes_the_card_away(ann: Any) -> None:
    ann.undoes(ann.answers().id)
    assert ann.card() is None


def test_undoing_the_last_answer_gives_the_card_before_it(ann: Any, at: At) -> None:
    before = ann.answers().after
    ann.undoes(ann.answers(rating=Rating.AGAIN, now=at(days=2)).id, at(days=2))
    assert ann.card() == before


def test_undoing_an_earlier_answer_replays_those_after_it(ann: Any, at: At) -> None:
    first = ann.answers(rating=Rating.AGAIN)
    ann.answers(now=at(days=2))
    ann.undoes(first.id, at(days=3))
    assert ann.card() == review(None, "air/year", Rating.GOOD, at(days=2))


def test_an_undone_answer_stays_in_the_sitting_and_says_so(ann: Any) -> None:
    ann.undoes(ann.answers().id)
    (answer,) = ann.store.answers(ann.sitting)
    assert (answer.undone, answer.due) == (True, None)


def test_undoing_one_answer_leaves_the_others_in_the_totals(ann: Any) -> None:
    ann.answers("air/rain", Rating.AGAIN, took=1000)
    ann.undoes(ann.answers("air/year", took=2000).id)
    (day,) = ann.standing().days
    assert (day.answers, day.rights, day.took) == (1, 0, 1000)


def test_undoing_twice_is_undoing_once(ann: Any) -> None:
    answer = ann.answers().id
    ann.undoes(answer)
    once = derived(ann)
    ann.undoes(answer)
    assert derived(ann) == once


def test_redo_gives_back_what_undo_took(ann: Any, at: At) -> None:
    ann.answers(rating=Rating.AGAIN)
    answer = ann.answers(now=at(days=2)).id
    before = derived(ann)
    ann.undoes(answer, at(days=2))
    ann.redoes(answer, at(days=2))
    assert derived(ann) == before


@pytest.mark.parametrize("back", [0, 1, 60])
def test_the_last_word_counts_though_the_clock_was_put_back(ann: Any, at: At, back: int) -> None:
    answer = ann.answers(now=at(hours=2)).id
    ann.undoes(answer, at(hours=2))
    ann.redoes(answer, at(hours=2, minutes=-back))
    assert ann.card() is not None


def test_the_last_word_counts_though_another_device_s_clock_is_ahead(ann: Any, ann_elsewhere: Any, at: At) -> None:
    answer = ann.answers().id
    ann_elsewhere.undoes(answer, at(hours=5))
    ann.redoes(answer, at(hours=1))
    assert ann.card() is not None


def test_an_answer_can_be_undone_on_another_device(ann: Any, ann_elsewhere: Any, at: At) -> None:
    ann_elsewhere.undoes(ann.answers().id, at(minutes=1))
    assert ann.card() is None


# -- another rating


def test_another_rating_moves_the_card(ann: Any, noon: Moment) -> None:
    recorded = ann.answers()
    rerated = ann.store.rerate(ann.id, recorded.id, EASY, noon)
    assert (rerated.before, rerated.after) == (recorded.after, review(None, "air/year", Rating.EASY, noon))


def test_another_rating_of_an_earlier_answer_replays_those_after_it(ann: Any, at: At) -> None:
    first = ann.answers()
    ann.answers(now=at(days=2))
    ann.store.rerate(ann.id, first.id, EASY, at(days=3))
    assert ann.card() == review(review(None, "air/year", Rating.EASY, at()), "air/year", Rating.GOOD, at(days=2))


def test_another_rating_brings_its_reason(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    ann.store.rerate(ann.id, answer, HARD, noon)
    assert rating_of(ann, answer) == (2, "you chose so", "")


def test_another_rating_leaves_the_verdict_and_the_tallies(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    before = ann.store.sitting(ann.sitting)
    ann.store.rerate(ann.id, answer, Rated(Rating.AGAIN, "you chose so"), noon)
    assert (ann.store.sitting(ann.sitting), ann.store.answers(ann.sitting)[0].outcome) == (before, "right")


def test_the_last_of_several_ratings_counts(ann: Any, at: At) -> None:
    answer = ann.answers(now=at(hours=1)).id
    ann.store.rerate(ann.id, answer, EASY, at(hours=1))
    ann.store.rerate(ann.id, answer, HARD, at())  # the clock went back
    assert rating_of(ann, answer) == (2, "you chose so", "")


def test_undoing_a_rating_brings_back_the_one_before(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    ann.store.rerate(ann.id, answer, EASY, noon)
    before = derived(ann)
    ann.undoes(ann.store.rerate(ann.id, answer, HARD, noon).id)
    assert derived(ann) == before


def test_undoing_every_rating_brings_back_the_answer_s_own(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    before = derived(ann)
    for rerated in [ann.store.rerate(ann.id, answer, rated, noon) for rated in (EASY, HARD)]:
        ann.undoes(rerated.id)
    assert derived(ann) == before


def test_redoing_a_rating_gives_it_back(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    rerated = ann.store.rerate(ann.id, answer, EASY, noon).id
    ann.undoes(rerated)
    ann.redoes(rerated)
    assert rating_of(ann, answer) == (4, "you chose so", "")


def test_a_rating_of_an_undone_answer_waits_until_it_counts_again(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    ann.undoes(answer)
    rerated = ann.store.rerate(ann.id, answer, EASY, noon)
    ann.redoes(answer)
    assert ((rerated.before, rerated.after), ann.card()) == ((None, None), review(None, "air/year", Rating.EASY, noon))


# -- claims


@pytest.mark.parametrize(
    ("claim", "rating", "reason"),
    [("right", Rating.GOOD, "you say that it was right"), ("guess", Rating.AGAIN, "you say that it was a guess")],
)
def test_a_claim_is_kept_and_changes_the_rating(ann: Any, noon: Moment, claim: str, rating: Rating, reason: str) -> None:
    answer = ann.answers(rating=Rating.HARD).id
    claimed = ann.store.claim(ann.id, answer, claim, noon)
    assert (rating_of(ann, answer), claimed.after) == ((int(rating), reason, claim), review(None, "air/year", rating, noon))


def test_undoing_a_claim_takes_it_away(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    before = derived(ann)
    ann.undoes(ann.store.claim(ann.id, answer, "guess", noon).id)
    assert derived(ann) == before


def test_the_last_claim_counts(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    for claim in ("guess", "right"):
        ann.store.claim(ann.id, answer, claim, noon)
    assert rating_of(ann, answer) == (3, "you say that it was right", "right")


def test_a_rating_after_a_claim_leaves_the_claim(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    ann.store.claim(ann.id, answer, "guess", noon)
    ann.store.rerate(ann.id, answer, HARD, noon)
    assert rating_of(ann, answer) == (2, "you chose so", "guess")


# -- marked anew, because the key was changed


def anew(answer: EntryId, outcome: str = "wrong", score: float = 0.0, rating: Rating = Rating.AGAIN) -> tuple[Regraded, str, str]:
    wording = '"the question, corrected"'
    body = Regraded(*answer, hash_of(wording), outcome, score, "It was another.", int(rating), "the key was corrected")
    return body, "air/year", wording


def test_an_answer_marked_anew_stays_as_it_was_given(ann: Any, noon: Moment) -> None:
    before = ann.answers()
    (given,) = ann.store.answers(ann.sitting)
    ann.store.regrade(ann.id, [anew(before.id)], noon)
    expected = given._replace(
        outcome="wrong",
        score=0.0,
        rule="It was another.",
        rating=1,
        reason="the key was corrected",
        marked_by=hash_of('"the question, corrected"'),
        due=review(None, "air/year", Rating.AGAIN, noon).due,
    )
    assert ann.store.answers(ann.sitting) == (expected,)


def test_marking_anew_brings_totals_and_card_in_line(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    ann.store.regrade(ann.id, [anew(answer)], noon)
    sitting, (day,) = ann.store.sitting(ann.sitting), ann.standing().days
    assert (sitting.answers, sitting.rights, sitting.score, day.answers, day.rights, day.score) == (1, 0, 0.0, 1, 0, 0.0)
    assert ann.card() == review(None, "air/year", Rating.AGAIN, noon)


def test_marking_anew_can_be_undone(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    before = derived(ann)
    (written,) = ann.store.regrade(ann.id, [anew(answer)], noon)
    ann.undoes(written)
    assert derived(ann) == before


def test_what_she_claims_of_an_answer_stays_when_it_is_marked_anew(ann: Any, noon: Moment) -> None:
    answer = ann.answers(rating=Rating.AGAIN).id
    ann.store.claim(ann.id, answer, "right", noon)
    ann.store.regrade(ann.id, [anew(answer, "right", 1.0, Rating.GOOD)], noon)
    assert rating_of(ann, answer) == (3, "the key was corrected", "right")


def test_an_undone_answer_that_is_marked_anew_still_does_not_count(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    ann.undoes(answer)
    ann.store.regrade(ann.id, [anew(answer)], noon)
    assert (ann.standing().days, ann.card()) == ((), None)


def test_the_wording_that_an_answer_is_marked_by_goes_with_the_log(ann: Any, noon: Moment) -> None:
    answer = ann.answers().id
    ann.store.regrade(ann.id, [anew(answer)], noon)
    copy = ann.store.export(ann.store.learner(ann.id))
    assert copy.wordings[hash_of('"the question, corrected"')].question == "air/year"


# -- what is not there, or not hers

AMENDMENTS: dict[str, Callable[[Any, EntryId, Moment], object]] = {
    "undo": lambda who, entry, now: who.store.undo(who.id, entry, now),
    "redo": lambda who, entry, now: who.store.redo(who.id, entry, now),
    "rerate": lambda who, entry, now: who.store.rerate(who.id, entry, EASY, now),
    "claim": lambda who, entry, now: who.store.claim(who.id, entry, "right", now),
    "regrade": lambda who, entry, now: who.store.regrade(who.id, [anew(entry)], now),
}


@pytest.mark.parametrize("amend", AMENDMENTS.values(), ids=AMENDMENTS)
def test_nobody_can_change_another_s_answer(ann: Any, ben: Any, noon: Moment, amend: Callable[..., object]) -> None:
    answer = ben.answers().id
    before = ann.store.entries()
    with pytest.raises(NotFound, match="nothing there that could be changed"):
        amend(ann, answer, noon)
    assert ann.store.entries() == before


@pytest.mark.parametrize("amend", AMENDMENTS.values(), ids=AMENDMENTS)
def test_what_is_not_there_cannot_be_changed(ann: Any, noon: Moment, amend: Callable[..., object]) -> None:
    answer: Recorded = ann.answers()
    with pytest.raises(NotFound, match="nothing there that could be changed"):
        amend(ann, answer.id._replace(seq=99), noon)


@pytest.mark.parametrize("amend", AMENDMENTS.values(), ids=AMENDMENTS)
def test_the_start_of_a_sitting_cannot_be_changed(ann: Any, noon: Moment, amend: Callable[..., object]) -> None:
    (start,) = [entry.id for entry in ann.store.entries() if entry.type == "sitting-started"]
    with pytest.raises(NotFound, match="nothing there that could be changed"):
        amend(ann, start, noon)


# -- marks


@pytest.mark.parametrize("mark", ["suspended", "flagged"])
def test_a_question_can_be_marked(ann: Any, noon: Moment, mark: str) -> None:
    ann.store.mark_question(ann.id, "air/year", mark, True, noon)
    standing = ann.standing()
    marked = {"suspended": standing.suspended, "flagged": standing.flagged}
    assert {name for name, questions in marked.items() if "air/year" in questions} == {mark}


def test_a_mark_can_be_taken_back(ann: Any, noon: Moment) -> None:
    for on in (True, False):
        ann.store.mark_question(ann.id, "air/year", "suspended", on, noon)
    assert ann.standing().suspended == frozenset()


def test_the_last_mark_counts_though_the_clock_was_put_back(ann: Any, at: At) -> None:
    ann.store.mark_question(ann.id, "air/year", "suspended", True, at(hours=1))
    ann.store.mark_question(ann.id, "air/year", "suspended", False, at())
    assert ann.standing().suspended == frozenset()


def test_undoing_a_mark_takes_it_away(ann: Any, noon: Moment) -> None:
    ann.undoes(ann.store.mark_question(ann.id, "air/year", "suspended", True, noon))
    assert ann.standing().suspended == frozenset()


def test_undoing_the_end_of_a_mark_brings_it_back(ann: Any, noon: Moment) -> None:
    ann.store.mark_question(ann.id, "air/year", "flagged", True, noon)
    ann.undoes(ann.store.mark_question(ann.id, "air/year", "flagged", False, noon))
    assert ann.standing().flagged == frozenset({"air/year"})


def test_redoing_a_mark_gives_it_back(ann: Any, noon: Moment) -> None:
    mark = ann.store.mark_question(ann.id, "air/year", "suspended", True, noon)
    ann.undoes(mark)
    ann.redoes(mark)
    assert ann.standing().suspended == frozenset({"air/year"})


def test_a_mark_of_one_learner_is_not_another_s(ann: Any, ben: Any, noon: Moment) -> None:
    ann.store.mark_question(ann.id, "air/year", "suspended", True, noon)
    assert ben.standing().suspended == frozenset()


def test_a_mark_that_does_not_exist_is_refused(ann: Any, noon: Moment) -> None:
    before = ann.store.entries()
    with pytest.raises(ValueError, match="'starred'"):
        ann.store.mark_question(ann.id, "air/year", "starred", True, noon)
    assert ann.store.entries() == before


# -- a clock that ran ahead


def test_answers_dated_ahead_are_taken_back_and_their_questions_come_back(ann: Any, at: At) -> None:
    before = ann.answers(now=at()).after
    ann.answers(now=at(days=18_262))
    ann.answers("air/rain", now=at(days=18_262))
    assert ann.store.take_back_misdated(at(days=1)) == 2
    assert (ann.card(), ann.card("air/rain"), ann.standing(at(days=1)).last) == (before, None, at().at)


def test_of_answers_with_their_right_dates_none_is_taken_back(ann: Any, at: At) -> None:
    ann.answers(now=at(hours=23))
    assert ann.store.take_back_misdated(at()) == 0


def test_a_sitting_that_has_ended_is_not_paused_any_more(ann: Any, at: At) -> None:
    ann.store.end_sitting(ann.id, ann.sitting, "finished", 1_000, at(minutes=1))
    before = ann.store.entries()
    ann.store.pause_sitting(ann.id, ann.sitting, 9_000, at(minutes=2))
    assert ann.store.entries() == before
