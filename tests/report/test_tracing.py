"""From a figure of a report to what stands behind it."""

from __future__ import annotations

import pytest

from progress.records import Behind
from quiz.history.page import Column, Figure, Row
from quiz.reports.tracing import Link, in_words, runs_of, stands_behind, traces
from report.samples import FIRST, answer, report, sitting


def rows(*behinds: Behind) -> list[Figure]:
    return [Figure("F", (Column("A"),), tuple(Row(("a",), behind) for behind in behinds))]


ANSWERS = [answer(number, day=number // 3) for number in range(1, 7)]
"""Days: two answers on the first, three on the second, one on the third."""


@pytest.mark.parametrize(("numbers", "expected"), [([], []), ([4], [(4, 4)]), ([1, 2, 3, 5, 7, 8], [(1, 3), (5, 5), (7, 8)])])
def test_numbers_that_follow_upon_each_other_are_a_run(numbers: list[int], expected: list[tuple[int, int]]) -> None:
    assert runs_of(numbers) == expected


def test_a_day_leads_to_the_first_of_its_answers() -> None:
    second = Behind(FIRST.replace(day=3), FIRST.replace(day=3))
    found = traces(report(figures=rows(second), answers=ANSWERS, sat=[sitting()]))
    assert found.by_behind[second] == Link("answers 3–5", "a3")


def test_answers_that_do_not_follow_upon_each_other_are_listed() -> None:
    given = [one._replace(confidence="sure" if at in (0, 1, 4) else "guess") for at, one in enumerate(ANSWERS)]
    found = traces(report(figures=rows(Behind(confidence="sure")), answers=given, sat=[sitting()]))
    assert found.by_behind[Behind(confidence="sure")] == Link("3 answers", "list-1")
    (listed,) = found.lists
    assert (listed.place, listed.title, listed.links) == ("list-1", "Sure", (Link("1–2", "a1"), Link("5", "a5")))


def test_without_the_answers_a_day_leads_to_its_sittings() -> None:
    sat = [sitting("one"), sitting("two", day=1), sitting("three", day=1)]
    behind = Behind(FIRST.replace(day=3), FIRST.replace(day=3))
    assert traces(report(figures=rows(behind), sat=sat)).by_behind[behind] == Link("sittings 2–3", "s2")


def test_a_sitting_leads_to_its_answers_or_to_its_own_line() -> None:
    row = Row(("a",), sitting="one")
    figures = [Figure("F", (Column("A"),), (row,))]
    assert traces(report(figures=figures, sat=[sitting()])).of(row) == Link("sitting 1", "s1")
    assert traces(report(figures=figures, answers=ANSWERS, sat=[sitting()])).of(row) == Link("answers 1–6", "a1")


def test_a_sitting_that_another_was_laid_into_says_how_many_answers_it_has() -> None:
    given = [one._replace(sitting="two" if at in (2, 3) else "one") for at, one in enumerate(ANSWERS)]
    row = Row(("a",), sitting="one")
    assert traces(report(figures=[], answers=given, sat=[sitting()])).of(row) == Link("4 answers", "a1")


def test_questions_without_answers_are_named() -> None:
    row = Row(("a",), questions=("t/q", "t/r"))
    found = traces(report(figures=[Figure("F", (Column("A"),), (row,))]))
    assert found.of(row) == Link("2 questions", "list-1")
    assert [link.text for link in found.lists[0].links] == ["t/q", "t/r"]


def test_what_nothing_stands_behind_leads_nowhere() -> None:
    assert traces(report(figures=rows(Behind(topic="other")), answers=ANSWERS)).of(Row(("a",), Behind(topic="other"))) is None


def test_days_that_a_wrong_clock_has_mixed_are_found() -> None:
    behind = Behind(FIRST, FIRST)
    found = traces(report(figures=rows(behind), answers=[answer(1, day=5), answer(2), answer(3, day=2)]))
    assert found.by_behind[behind] == Link("answer 2", "a2")


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (Behind(), True),
        (Behind(topic="t", question="t/q", sitting="one", outcome="wrong", confidence="sure", firsts=True), True),
        (Behind(topic="u"), False),
        (Behind(question="t/r"), False),
        (Behind(sitting="two"), False),
        (Behind(outcome="right"), False),
        (Behind(confidence="guess"), False),
        (Behind(firsts=False), False),
        (Behind(recall=(0.0, 1.01)), False),
        (Behind(first_day=FIRST.replace(day=3)), False),
        (Behind(last_day=FIRST), True),
    ],
)
def test_an_answer_stands_behind_what_it_fits(behind: Behind, expected: bool) -> None:
    assert stands_behind(answer(1), behind) is expected


@pytest.mark.parametrize(("recall", "expected"), [(0.85, True), (0.8999, True), (0.9, False), (None, False)])
def test_a_predicted_chance_lies_from_the_least_to_below_the_end(recall: float | None, expected: bool) -> None:
    assert stands_behind(answer(1, recall=recall), Behind(recall=(0.85, 0.9))) is expected


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (Behind(), "All answers"),
        (Behind(FIRST, FIRST, topic="air-quality", firsts=True), "Air quality, first tries, 2 Feb 2026"),
        (Behind(FIRST, FIRST.replace(day=8), firsts=False), "Repeats, 2 Feb 2026 to 8 Feb 2026"),
        (Behind(recall=(0.95, 1.01)), "Predicted recall 95 % to 100 %"),
        (Behind(question="t/q", outcome="wrong"), "T/q, wrong"),
    ],
)
def test_what_stands_behind_is_told_in_words(behind: Behind, expected: str) -> None:
    assert in_words(behind, {"air-quality": "Air quality"}) == expected
