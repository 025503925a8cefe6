"""A clock that is wrong, is mended, or changes its zone between two answers: nothing is lost, and no date is absurd."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from progress.moment import Moment

THREE = ("lakes/american", "lakes/salty", "lakes/deepest")
TURNS = {
    "an hour back": {"hours": -1},
    "a year back": {"days": -365},
    "to 1970": {"days": -20_779},
    "fifty years ahead": {"days": 18_262},
    "a second back": {"seconds": -1},
}


def due_years(ann):
    """Return the years in which questions come back, as the record has it."""
    cards = ann.record(lambda study: study.standing().cards)
    return {card.due.year for card in cards.values()}


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
async def test_a_clock_that_jumps_in_a_sitting_loses_no_answer(desk, turn):
    async with desk.open(desk.asking(*THREE)) as ann:
        await ann.press("f3", "enter")
        desk.clock.change(**turn)
        await ann.press("f3", "enter", "f3", "enter")
        assert (len(ann.answers), ann.screen) == (3, "ResultsScreen")


@pytest.mark.parametrize("turn", [TURNS["to 1970"], TURNS["fifty years ahead"]])
async def test_home_opens_whatever_the_clock_says(desk, turn):
    async with desk.open(desk.asking(*THREE)) as ann:
        await ann.press("f3", "enter")
    desk.clock.change(**turn)
    async with desk.open() as ann:
        await ann.press("enter")
        assert ann.screen == "QuestionScreen"


WARNINGS = [(TURNS["a year back"], "stands before your last"), (TURNS["fifty years ahead"], "more than a year after")]


@pytest.mark.parametrize(("turn", "said"), WARNINGS)
async def test_home_says_that_the_clock_is_wrong(desk, turn, said):
    async with desk.open(desk.asking(*THREE)) as ann:
        await ann.press("f3", "escape")
    desk.clock.change(**turn)
    async with desk.open() as ann:
        assert said in " ".join(ann.page.split())


async def test_a_zone_that_changes_between_answers_keeps_their_order(desk, monkeypatch):
    offsets = iter((-300, 540, -720, 840))
    now = desk.clock
    offset = next(offsets)
    monkeypatch.setattr(type(desk.clock), "__call__", lambda _self: Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC) + now.passed, offset))
    async with desk.open(desk.asking(*THREE)) as ann:
        for _ in THREE:
            await ann.press("f3", "enter")
            offset = next(offsets)
        assert ([answer.question for answer in ann.answers], due_years(ann)) == (list(THREE), {2026})


async def test_the_day_may_end_in_a_sitting(desk):
    desk.clock.change(hours=15, minutes=59)  # a minute to four in the morning
    async with desk.open(desk.asking(*THREE)) as ann:
        await ann.press("f3", "enter")
        desk.clock.advance(minutes=2)
        await ann.press("f3", "enter", "f3", "escape")
        days = ann.record(lambda study: [(total.day.day, total.answers) for total in study.standing().days])
    assert days == [(22, 1), (23, 2)]


async def test_a_card_answered_while_the_clock_was_ahead_is_told_of_after_it_is_mended(desk):
    async with desk.open(desk.asking(*THREE)) as ann:
        await ann.press("f3", "enter")
        desk.clock.change(**TURNS["fifty years ahead"])
        await ann.press("f3", "escape")
    desk.clock.put_forward *= 0
    async with desk.open() as ann:
        assert "stands before your last answer (2076" in " ".join(ann.page.split())
