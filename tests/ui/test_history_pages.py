"""The pages of the history: turned, narrowed, told in numbers, opened down to an answer; and how they look."""

from __future__ import annotations

import random
from datetime import date

import pytest
from pytest_textual_snapshot import SVGImageExtension

from quiz.history.seeing import QUESTIONS
from quiz.widgets.chart import Chart
from quiz.widgets.figure import FigureView
from quiz.widgets.tabs import SITTINGS, TABS, TOOLTIPS, PageTabs

SMALL, LARGE = (80, 24), (120, 40)
DIGITS = {key: str(number) for number, key in enumerate(TABS)}


def told(ann, figure=0):
    """Return the line beneath a figure."""
    return str(list(ann.app.screen.query(FigureView))[figure].query_one(".told").content)


def chart(ann, figure=0):
    return list(ann.app.screen.query(Chart))[figure]


def test_there_is_a_tab_for_each_page_in_their_order():
    assert {key: TOOLTIPS[key] for key in TABS if key != SITTINGS} == QUESTIONS


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_the_pages_look_as_before(studied_long, snapshot, size):
    pictures = snapshot.use_extension(SVGImageExtension)
    async with studied_long.open(size=size) as ann:
        await ann.press("h", *("t" if size == LARGE else ""))
        ann.app.clear_notifications()
        for key, digit in DIGITS.items():
            await ann.press(digit)
            assert ann.app.export_screenshot() == pictures(name=f"{key}")
        await ann.press("1", "v")
        assert ann.app.export_screenshot() == pictures(name="numbers")
        await ann.press("enter")
        assert ann.app.export_screenshot() == pictures(name="behind")


async def test_a_page_without_answers_says_what_will_appear(desk):
    async with desk.open() as ann:
        await ann.press("h")
        said = []
        for digit in "123456":
            await ann.press(digit)
            said.append("will appear here" in ann.sees("#sentences"))
    assert said == [True] * 6


async def test_what_she_said_of_her_first_answers_is_told_though_nothing_was_predicted_yet(desk):
    study = desk.study()
    study.ask_how_sure(on=True)
    study.close()
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Huron")
        await ann.press("1", "escape", "escape", "h", "5")
        drawn = [ann.sees("#question"), told(ann, 1)]
        await ann.press("v")
        assert [*drawn, told(ann, 1), told(ann)] == [
            "Can I trust it?",
            "Sure · Answers 1 · Score 0 % (0 % to 79 %)",
            "Sure · Answers 1 · Score 0 % (0 % to 79 %)",
            "",
        ]


async def test_digits_arrows_and_the_mouse_turn_the_pages_and_escape_leads_home(studied_long):
    async with studied_long.open() as ann:
        await ann.press("h", "4")
        seen = [ann.sees("#question")]
        await ann.press("shift+tab", "left")
        seen.append(ann.sees("#question"))
        await ann.click(PageTabs, offset=(ann.page.splitlines()[1].index("Trust"), 0))
        seen.append(ann.sees("#question"))
        await ann.press("0")
        seen.append(ann.screen)
        await ann.press("1", "escape")
        assert [*seen, ann.screen] == ["What do I know now?", "What will come?", "Can I trust it?", "HistoryScreen", "HomeScreen"]


async def test_in_the_calendar_arrows_go_by_day_and_by_week_and_a_day_without_answers_opens_nothing(studied_long):
    async with studied_long.open() as ann:
        await ann.press("h", "2")
        days = [told(ann)[:11]]
        for key in ("up", "left", "right", "home", "end", "enter"):
            await ann.press(key)
            days.append(told(ann)[:11])
        assert (days, ann.toasts) == (
            ["21 Nov 2026", "20 Nov 2026", "13 Nov 2026", "20 Nov 2026", "12 Oct 2026", "22 Nov 2026", "22 Nov 2026"],
            ["There are no answers behind this."],
        )


async def test_left_goes_to_the_week_before_and_up_and_down_lead_to_another_figure(studied_long):
    async with studied_long.open() as ann:
        await ann.press("h", "1", "down")
        newest, second = told(ann, 1), ann.app.focused
        await ann.press("left")
        before = told(ann, 1)
        await ann.press("up")
        assert (newest[:11], before[:10], second, ann.app.focused) == ("16 Nov 2026", "9 Nov 2026", chart(ann, 1), chart(ann))


async def test_enter_opens_the_answers_behind_a_bar_then_their_sitting_then_the_question(studied_long):
    async with studied_long.open() as ann:
        await ann.press("h", "2", "enter")
        screens = [ann.screen, ann.sees("#heading")[:29]]
        await ann.press("down", "enter")
        opened = ann.sees("#answer").splitlines()[0]
        screens.append(ann.screen)
        await ann.press("c")
        assert ([*screens, ann.screen], opened in ann.sees("#question")) == (
            ["BehindScreen", "3 answers · Study days: 21 No", "PastScreen", "CardScreen"],
            True,
        )


async def test_a_click_chooses_and_another_opens(studied_long):
    async with studied_long.open() as ann:
        await ann.press("h", "2")
        spot = next(spot for spot in chart(ann).drawn().spots if chart(ann).figure.rows[spot.row].cells[0] == date(2026, 11, 13))
        await ann.click(Chart, offset=(spot.x, spot.y))
        chosen = ann.screen, told(ann)[:11]
        await ann.click(Chart, offset=(spot.x, spot.y))
        assert (chosen, ann.screen) == (("PagesScreen", "13 Nov 2026"), "BehindScreen")


async def test_reviews_to_come_open_their_questions(studied_long):
    async with studied_long.open() as ann:
        await ann.press("h", "3", "enter")
        listed = ann.screen
        await ann.press("enter")
        assert (listed, ann.screen) == ("ListedScreen", "CardScreen")


async def test_v_shows_the_numbers_of_what_is_drawn_and_n_narrows_it_to_a_topic(studied_long):
    async with studied_long.open() as ann:
        await ann.press("h", "1", "left")
        drawn = told(ann)
        await ann.press("v")
        numbers = told(ann), "Answers  Score" in ann.page
        await ann.press("v", "n", "down", "enter", "2")
        narrowed = ann.sees("#heading")
        await ann.press("n", "up", "enter")
        assert (numbers, narrowed, ann.sees("#heading")) == ((drawn, True), "History · Lakes", "History")


async def test_p_chooses_the_periods_that_are_compared_and_says_how_to_write_them(studied_long):
    async with studied_long.open() as ann:
        await ann.press("h", "1", "p")
        await ann.type("2026-1x")
        await ann.press("enter")
        wrong = ann.sees(".wrong")
        await ann.press("backspace", "0", "enter")
        assert (wrong[:24], "Oct 2026" in ann.sees("#sentences")) == ("“2026-1x” is no period. ", True)


async def test_an_answer_taken_back_is_gone_from_the_page(desk):
    async with desk.open(desk.asking("lakes/american", "rivers/one")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("enter", "d", "enter", "escape", "h", "2")
        before = told(ann)
        await ann.press("u")
        assert (before[:23], told(ann)[:23]) == ("22 Nov 2026 · Answers 2", "22 Nov 2026 · Answers 1")


async def test_random_keys_on_the_pages_do_no_harm(studied_long):
    chance = random.Random(5)
    keys = ["up", "down", "left", "right", "tab", "shift+tab", "enter", "escape", "v", "n", "pagedown", "home", "end", *"0123456"]
    async with studied_long.open(size=(60, 20)) as ann:
        await ann.press("h", "1")
        for _ in range(60):
            await ann.pilot.press(chance.choice(keys))
        await ann.settle()
        assert ann.app.is_running
