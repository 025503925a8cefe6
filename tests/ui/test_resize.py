"""A window drawn down to one column and up again: every screen is as it was then."""

from __future__ import annotations

import pytest

SCREENS = {
    "home": [],
    "browse": ["b"],
    "card": ["b", "enter"],
    "help": ["question_mark"],
}
QUESTIONS = {
    "feedback": ["d"],
    "past": ["d", "escape", "o"],
    "pages": ["d", "escape", "escape", "h", "1"],
    "answers behind": ["d", "escape", "escape", "h", "2", "enter"],
}


async def pulled_about(ann):
    """Return what stands on the screen before and after the window was of other sizes."""
    before = ann.page
    for size in ((3, 2), (1, 1), (80, 24)):
        await ann.pilot.resize_terminal(*size)
        await ann.settle()
    return before, ann.page


@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
async def test_a_screen_comes_back(desk, keys):
    async with desk.open() as ann:
        await ann.press(*keys)
        before, after = await pulled_about(ann)
    assert after == before


@pytest.mark.parametrize("keys", QUESTIONS.values(), ids=QUESTIONS)
async def test_a_screen_of_a_sitting_comes_back(desk, keys):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.press(*keys)
        before, after = await pulled_about(ann)
    assert after == before


async def test_an_exam_comes_back(desk):
    async with desk.open(lambda study: study.exam(count=2, seed=1)) as ann:
        await ann.press("f8")
        before, after = await pulled_about(ann)
    assert after == before
