"""What comes after a sitting: its results, the history, every past answer."""

from __future__ import annotations

import pytest

from progress.moment import Moment


async def test_the_results_tell_score_topics_and_what_was_missed(desk):
    async with desk.open(desk.asking("lakes/american", "rivers/one")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("enter", "d", "enter")
        assert (ann.sees("#headline"), ann.sees("#by-topic").split(), ann.sees("#missed").splitlines()) == (
            "Practice: 1 of 2 right at the first try · score 50 %",
            ["Lakes", "█" * 20, "100", "%", "of", "1", "Rivers", "░" * 20, "0", "%", "of", "1"],
            ["Missed at the first try", "✗ Which river leaves Lake Erie?  → Niagara"],
        )


async def test_a_asks_again_only_what_was_missed(desk):
    async with desk.open(desk.asking("lakes/american", "rivers/one")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("enter", "d", "enter", "a")
        assert (ann.sees("#prompt"), ann.sees("#tally")) == ("Which river leaves Lake Erie?", "1 of 1 · ✓ 0 ✗ 0")


async def test_a_is_not_offered_when_nothing_was_missed(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("enter", "a")
        assert (ann.screen, ann.footer) == ("ResultsScreen", ["Home", "Every answer", "Undo", "Help"])


async def test_u_on_the_results_takes_the_last_answer_out_of_them(desk):
    async with desk.open(desk.asking("lakes/american", "rivers/one")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("enter", "d", "enter", "u")
        undone = ann.sees("#headline")
        await ann.press("ctrl+y")
        assert (undone[:16], ann.sees("#headline")[:16], len(ann.answers)) == ("Practice: 1 of 1", "Practice: 1 of 2", 2)


async def test_o_opens_every_answer(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.press("1", "enter", "o")
        assert ann.screen == "PastScreen"


async def test_enter_leads_home(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.press("1", "enter", "enter")
        assert ann.screen == "HomeScreen"


async def test_the_history_is_empty_at_first_and_says_so(desk):
    async with desk.open() as ann:
        await ann.press("h")
        assert ann.sees("#empty").startswith("Every sitting will be listed here")


async def test_the_history_lists_the_newest_sitting_first(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("enter", "enter")
        desk.clock.advance(hours=1)
        await ann.press("down", "down", "enter", "d", "escape", "escape", "h")
        lines = [" ".join(line.split()) for line in ann.page.splitlines()[3:5]]
        assert lines == ["22 Nov 2026 13:00 review … Rivers 1 0 0 %", "22 Nov 2026 12:00 practice All topics 1 1 100 %"]


async def test_a_past_sitting_shows_each_answer_as_it_was_given_with_its_options_in_their_order(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/canadian-shores")) as ann:
        shown = ann.control.shown
        desk.clock.advance(seconds=5)
        await ann.pick("Lake Huron")
        await ann.press("enter", "d", "enter", "escape", "h", "enter")
        seen = ann.sees("#answer").splitlines()
        assert seen[1:5] == [
            f"  {number} {'●' if lake == 'Lake Huron' else '○'} {lake}{'  ✓' if lake == 'Lake Michigan' else ''}"
            for number, lake in enumerate(shown, 1)
        ]
        assert seen[5:9] == [
            "Your answer: Lake Huron",
            "Answer: Lake Michigan",
            "✗ Wrong  You chose another option.",
            "22 Nov 2026 12:00 · 5 s · Again: the answer was wrong · then due 22 Nov 2026",
        ]
        await ann.press("down")
        assert "Your answer: I don't know" in ann.sees("#answer")


async def test_a_past_answer_is_shown_as_asked_though_the_bank_was_reworded_since(desk):
    async with desk.open(desk.asking("rivers/one")) as ann:
        await ann.press("1", "enter", "enter")
    reworded = desk.library.bank("rivers").path.read_text().replace("Which river leaves Lake Erie?", "What drains Lake Erie?")
    (desk.where.data / "rivers.yaml").write_text(reworded)
    desk.library = type(desk.library).of([*_read(desk.where.data / "rivers.yaml").banks])
    async with desk.open() as ann:
        await ann.press("h", "enter")
        assert ann.sees("#answer").splitlines()[0] == "Which river leaves Lake Erie?"


def _read(path):
    from questions.reading import read_library

    return read_library([path])


async def test_an_answer_taken_back_is_shown_as_such(desk):
    async with desk.open(desk.asking("rivers/one", "rivers/two")) as ann:
        await ann.press("1", "enter", "1", "enter", "u", "escape", "h", "enter", "down")
        assert " · taken back, doesn't count" in ann.sees("#answer")


async def test_a_long_past_answer_can_be_scrolled_by_the_keyboard(desk):
    async with desk.open(desk.asking("lakes/american"), size=(60, 14)) as ann:
        await ann.press("1", "enter", "o", "tab", "end")
        detail = ann.app.screen.query_one("#detail")
        assert (detail.scroll_y > 0, detail.scroll_y) == (True, detail.max_scroll_y)


async def test_escape_leads_back_the_way_one_came(desk):
    async with desk.open(desk.asking("rivers/one")) as ann:
        await ann.press("1", "enter", "o")
        way = [ann.screen]
        for _ in range(2):
            await ann.press("escape")
            way.append(ann.screen)
        assert way == ["PastScreen", "ResultsScreen", "HomeScreen"]


async def test_times_are_told_as_they_stood_on_the_learners_wall(desk):
    async with desk.open(desk.asking("rivers/one")) as ann:
        await ann.press("1", "enter", "enter")
    desk.clock.__class__ = type("Elsewhere", (type(desk.clock),), {"__call__": lambda self: Moment.of(_now(self), 540)})
    async with desk.open() as ann:
        await ann.press("h")
        assert "22 Nov 2026 12:00" in ann.page


def _now(clock):
    from datetime import UTC, datetime

    return datetime(2026, 11, 23, 1, tzinfo=UTC) + clock.passed


@pytest.fixture
def two_sittings(desk):
    """Ann practised twice; the second time all was right."""
    study = desk.study()
    for response in ("Lake Erie", "Lake Michigan"):
        sitting = study.again(["lakes/american"])
        study.answer(sitting, study.question(sitting), response, took=1_000, hinted=False, usual=None)
        desk.clock.advance(hours=1)
    study.close()
    return desk


async def test_the_history_narrows_while_a_filter_is_typed(two_sittings):
    async with two_sittings.open() as ann:
        await ann.press("h", "slash")
        await ann.type("score<50%")
        assert (ann.sees("#count"), ann.page.count("0 %"), ann.page.count("100 %")) == ("1 sitting", 1, 0)


async def test_a_slip_in_the_filter_of_the_history_is_pointed_at_and_the_list_keeps_what_it_had(two_sittings):
    async with two_sittings.open() as ann:
        await ann.press("h", "slash")
        await ann.type("score<50% -mode:exma")
        assert (ann.sees("#count"), ann.page.count(" 0 %")) == (
            "“mode:exma”, column 12: mode: has no such value. Did you mean exam?",
            1,
        )


async def test_the_filter_of_the_history_is_left_to_the_list_and_stays(two_sittings):
    async with two_sittings.open() as ann:
        await ann.press("h", "slash")
        await ann.type("mode:exam")
        await ann.press("enter")
        told = ann.sees("#count")
        await ann.press("escape")
        assert (told, ann.screen) == ("No sitting fits; fewer words find more.", "HomeScreen")


async def test_a_filter_with_nothing_in_it_goes_away(two_sittings):
    async with two_sittings.open() as ann:
        await ann.press("h", "slash", "escape")
        assert (ann.screen, ann.sees("#count"), ann.app.screen.focused.id) == ("HistoryScreen", "", "sittings")


async def test_what_the_filter_finds_is_opened(two_sittings):
    async with two_sittings.open() as ann:
        await ann.press("h", "slash")
        await ann.type("score<50%")
        await ann.press("down", "enter")
        assert "0 of 1 right" in ann.sees("#heading")
