from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from progress.errors import NotFound
from progress.log import Answered, Drafted, hash_of
from progress.moment import Moment
from progress.rating import Rating
from progress.records import Draft, SittingRecord
from progress.store import Store

At = Callable[..., Moment]


@pytest.fixture
def exam(store: Store, ann: Any, noon: Moment) -> str:
    return store.start_sitting(ann.id, "exam", ["air/year", "air/rain"], noon, topics=["air"], seconds=600, seed=2**31 - 1)


def test_a_sitting_is_kept_as_it_was_started(store: Store, exam: str, noon: Moment) -> None:
    assert store.sitting(exam) == SittingRecord(
        exam, "exam", ("air/year", "air/rain"), ("air",), 600, 2**31 - 1, noon, ended=None, how="", spent=0, answers=0, rights=0, score=None
    )


def test_a_sitting_is_hers_who_began_it_though_someone_else_answered_in_it(store: Store, ann: Any, ben: Any) -> None:
    ann.answers("air/year", sitting=ben.sitting)
    ben.answers("air/year", sitting=ann.sitting)
    derived = store.derived()
    store.rebuild()
    assert store.derived() == derived
    assert [each.id for each in store.sittings(ann.id)] == [ann.sitting]


def test_a_sitting_tells_its_tallies(ann: Any) -> None:
    ann.answers("air/year")
    ann.answers("air/rain", Rating.HARD, outcome="partly", score=0.6667)
    ann.answers("air/lake", Rating.AGAIN)
    sitting = ann.store.sitting(ann.sitting)
    assert (sitting.answers, sitting.rights, sitting.score) == (3, 1, pytest.approx(0.55556, abs=1e-5))  # (1 + 0.6667 + 0) / 3


def test_sittings_come_newest_first(ann: Any, at: At) -> None:
    later = [ann.store.start_sitting(ann.id, "review", [], at(hours=hours)) for hours in (2, 1, 3)]
    assert [sitting.id for sitting in ann.store.sittings(ann.id)] == [later[2], later[0], later[1], ann.sitting]


def test_only_so_many_sittings_are_given_as_asked_for_and_none_without_answers(ann: Any, at: At) -> None:
    later = [ann.store.start_sitting(ann.id, "review", [], at(hours=hours)) for hours in (1, 2, 3, 4)]
    for sitting in later[:3]:
        ann.answers(sitting=sitting, now=at(hours=5))
    assert [sitting.id for sitting in ann.store.sittings(ann.id, limit=2)] == [later[2], later[1]]


def test_sittings_of_another_learner_are_not_given(ann: Any, ben: Any) -> None:
    assert [sitting.id for sitting in ann.store.sittings(ann.id)] == [ann.sitting]


def test_a_sitting_whose_start_has_not_arrived_is_not_given_yet(ann: Any) -> None:
    ann.answers(sitting="from another device")
    assert [sitting.id for sitting in ann.store.sittings(ann.id)] == [ann.sitting]


def test_a_score_loses_nothing_to_its_whole_points(ann: Any) -> None:
    ann.answers(outcome="partly", score=0.57)  # 0.57 · 10 000 is 5 699.999… in binary
    assert ann.store.sitting(ann.sitting).score == 0.57


def test_a_sitting_that_is_not_there_is_said_to_be_so(store: Store) -> None:
    with pytest.raises(NotFound, match="There is no such sitting"):
        store.sitting("nothing")


def test_the_time_used_is_remembered(ann: Any, noon: Moment) -> None:
    ann.store.pause_sitting(ann.id, ann.sitting, 90_000, noon)
    assert ann.store.sitting(ann.sitting).spent == 90_000


def test_the_time_used_never_shrinks(ann: Any, at: At) -> None:
    for minute, spent in enumerate((90_000, 60_000)):
        ann.store.pause_sitting(ann.id, ann.sitting, spent, at(minutes=minute))
    assert ann.store.sitting(ann.sitting).spent == 90_000


def test_a_sitting_that_ended_says_when_and_how(ann: Any, at: At) -> None:
    ann.store.end_sitting(ann.id, ann.sitting, "finished", 120_000, at(minutes=5))
    sitting = ann.store.sitting(ann.sitting)
    assert (sitting.over, sitting.ended, sitting.how, sitting.spent) == (True, at(minutes=5).at, "finished", 120_000)


def test_a_sitting_ends_once(ann: Any, at: At) -> None:
    ann.store.end_sitting(ann.id, ann.sitting, "finished", 120_000, at(minutes=5))
    before = ann.store.sitting(ann.sitting), ann.store.entries()
    ann.store.end_sitting(ann.id, ann.sitting, "time-up", 600_000, at(minutes=9))
    assert (ann.store.sitting(ann.sitting), ann.store.entries()) == before


def test_a_sitting_ends_once_for_two_programs(ann: Any, ann_elsewhere: Any, at: At) -> None:
    ann.store.end_sitting(ann.id, ann.sitting, "finished", 120_000, at(minutes=5))
    ann_elsewhere.store.end_sitting(ann.id, ann.sitting, "time-up", 600_000, at(minutes=9))
    assert ann.store.sitting(ann.sitting).how == "finished"


def test_an_exam_s_answers_are_written_with_its_end(
    store: Store, ann: Any, exam: str, answered: Callable[..., Answered], noon: Moment
) -> None:
    given = [(answered(exam, question), f'"{question}"') for question in ("air/year", "air/rain")]
    store.end_sitting(ann.id, exam, "finished", 300_000, noon, given)
    kept = [(answer.question, store.wording(answer.wording)) for answer in store.answers(exam)]
    assert (kept, store.sitting(exam).answers) == ([("air/year", '"air/year"'), ("air/rain", '"air/rain"')], 2)


def test_an_exam_handed_in_twice_is_marked_once(store: Store, ann: Any, exam: str, answered: Callable[..., Answered], noon: Moment) -> None:
    for _ in range(2):
        store.end_sitting(ann.id, exam, "finished", 300_000, noon, [(answered(exam), '"air/year"')])
    assert len(store.answers(exam)) == 1


def test_if_one_answer_of_an_exam_cannot_be_written_none_is(
    store: Store, ann: Any, exam: str, answered: Callable[..., Answered], noon: Moment
) -> None:
    before = store.entries(), store.derived()
    good, bad = answered(exam), answered(exam, "air/rain", score=float("nan"))
    with pytest.raises(ValueError, match="score is out of bounds"):
        store.end_sitting(ann.id, exam, "finished", 300_000, noon, [(good, '"air/year"'), (bad, '"air/rain"')])
    assert (store.entries(), store.derived()) == before


# -- drafts


def draft(response: object, *, question: str = "air/year", spent: int = 0, sitting: str = "", later: bool = False) -> Drafted:
    return Drafted(sitting, question, response, ("1991", "1909"), 4000, spent, later)


def test_a_draft_is_kept(store: Store, ann: Any, exam: str, noon: Moment) -> None:
    store.draft(ann.id, draft("1991", sitting=exam, later=True), noon)
    assert store.drafts(exam) == {"air/year": Draft("air/year", "1991", ("1991", "1909"), 4000, True)}


def test_the_latest_draft_wins(store: Store, ann: Any, exam: str, at: At) -> None:
    for minute, response in enumerate(("1991", "1909", None)):
        store.draft(ann.id, draft(response, sitting=exam), at(minutes=minute))
    assert store.drafts(exam)["air/year"].response is None


@pytest.mark.parametrize("back", [0, 1, 600])
def test_the_latest_draft_wins_though_the_clock_was_put_back(store: Store, ann: Any, exam: str, at: At, back: int) -> None:
    store.draft(ann.id, draft("1991", sitting=exam), at(hours=1))
    store.draft(ann.id, draft("1909", sitting=exam), at(hours=1, seconds=-back))
    assert store.drafts(exam)["air/year"].response == "1909"


def test_the_latest_draft_wins_whichever_device_it_is_from(store: Store, ann: Any, ann_elsewhere: Any, exam: str, noon: Moment) -> None:
    for student, response in ((ann, "1"), (ann_elsewhere, "2"), (ann, "3"), (ann_elsewhere, "4")):
        student.store.draft(ann.id, draft(response, sitting=exam), noon)
    assert store.drafts(exam)["air/year"].response == "4"


def test_each_question_has_its_draft(store: Store, ann: Any, exam: str, noon: Moment) -> None:
    for question in ("air/year", "air/rain"):
        store.draft(ann.id, draft(question, sitting=exam, question=question), noon)
    assert {name: kept.response for name, kept in store.drafts(exam).items()} == {"air/year": "air/year", "air/rain": "air/rain"}


def test_a_draft_remembers_the_exam_s_time(store: Store, ann: Any, exam: str, noon: Moment) -> None:
    store.draft(ann.id, draft("1991", sitting=exam, spent=45_000), noon)
    assert store.sitting(exam).spent == 45_000


def test_a_draft_makes_no_card_and_no_answer(store: Store, ann: Any, exam: str, noon: Moment) -> None:
    store.draft(ann.id, draft("1991", sitting=exam), noon)
    assert (store.answers(exam), ann.card(), ann.standing().days) == ((), None, ())


def test_a_draft_keeps_no_wording(store: Store, ann: Any, exam: str, noon: Moment) -> None:
    store.draft(ann.id, draft("1991", sitting=exam), noon)
    with pytest.raises(NotFound):
        store.wording(hash_of('"air/year"'))
