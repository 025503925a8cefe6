"""What can be asked for from everywhere: dialogs, help, the palette, the theme; and terminals of every kind."""

from __future__ import annotations

import pytest

# -- practice and exam


async def test_a_practice_is_begun_with_the_topics_and_the_number_asked_for(desk):
    async with desk.open() as ann:
        await ann.press("p", "down", "space", "tab", "ctrl+a", "delete", "delete", "3", "enter")
        sitting = ann.app.screen.sitting
        assert (sitting.topics, len(sitting.planned)) == (("rivers",), 3)


async def test_with_nothing_ticked_a_practice_draws_on_all_topics(desk):
    async with desk.open() as ann:
        await ann.press("p", "enter")
        sitting = ann.app.screen.sitting
        assert (sitting.topics, len(sitting.planned)) == ((), 10)


async def test_the_topic_highlighted_at_home_is_ticked_already(desk):
    async with desk.open() as ann:
        await ann.press("down", "down", "e")
        assert "■ Rivers" in ann.page


async def test_ticks_are_signs_and_not_only_colours(desk):
    async with desk.open() as ann:
        await ann.press("p", "space")
        assert ("■ Lakes" in ann.page, "□ Rivers" in ann.page) == (True, True)


async def test_topics_are_ticked_and_an_exam_begun_by_mouse(desk):
    async with desk.open() as ann:
        await ann.press("e")
        await ann.click("TickList", offset=(3, 1))
        await ann.click("#begin")
        assert {question.partition("/")[0] for question in ann.app.screen.exam.planned} == {"rivers"}


async def test_an_exam_takes_the_minutes_asked_for(desk):
    async with desk.open() as ann:
        await ann.press("e", "tab", "tab", "7", "enter")
        assert (ann.screen, ann.sees("#tally")) == ("ExamScreen", "7:00 left")


@pytest.mark.parametrize("typed", ["0", "-"])
async def test_a_number_that_is_none_is_refused_in_words(desk, typed):
    async with desk.open() as ann:
        await ann.press("e", "tab", "tab", "0" if typed == "0" else "minus", "enter")
        assert (ann.screen, ann.sees(".wrong")) == ("SetupDialog", "Minutes: a number from 1 to 600.")


@pytest.mark.parametrize("leave", ["escape", "cancel"])
async def test_a_practice_is_not_begun_after_all(desk, leave):
    async with desk.open() as ann:
        await ann.press("p")
        await (ann.press("escape") if leave == "escape" else ann.click("#cancel"))
        assert ann.screen == "HomeScreen"


# -- learners


async def test_a_learner_is_added_and_home_is_hers(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("enter", "enter", "l", "tab")
        await ann.type("Ben")
        await ann.press("enter")
        assert (ann.sees("#who"), ann.sees("#counts"), "0/9" in ann.row_of("Lakes")) == (
            "Ben · Sun 22 Nov",
            "0 due   10 new   about 3 min",
            True,
        )


async def test_the_learner_switched_to_is_here_at_the_next_start_too(desk):
    from quiz.places import read_device

    async with desk.open() as ann:
        await ann.press("l", "tab")
        await ann.type("Ben")
        await ann.press("enter")
        assert read_device(desk.where).learner == ann.app.study.learner.id


async def test_enter_on_a_name_switches_back(desk):
    async with desk.open() as ann:
        await ann.press("l", "tab")
        await ann.type("Ben")
        await ann.press("enter", "l", "up", "enter")
        assert ann.sees("#who") == "ann · Sun 22 Nov"


async def test_the_list_of_learners_tells_who_is_here(desk):
    async with desk.open() as ann:
        await ann.press("l")
        assert "● ann" in ann.page


async def test_a_learner_without_a_name_is_refused_in_words(desk):
    async with desk.open() as ann:
        await ann.press("l", "tab", "enter")
        assert (ann.screen, ann.sees(".wrong")) == ("LearnersDialog", "A learner's name has 1 to 40 characters.")


async def test_what_one_learner_did_another_cannot_undo(desk):
    async with desk.open() as ann:
        await ann.press("b", "f", "escape", "l", "tab")
        await ann.type("Ben")
        await ann.press("enter", "u")
        assert ann.toasts == ["There is nothing to undo."]


# -- theme


async def test_t_turns_light_and_dark_and_it_is_remembered(desk):
    async with desk.open() as ann:
        await ann.press("t")
        worn = ann.app.theme
    async with desk.open() as ann:
        assert (worn, ann.app.theme) == ("textual-light", "textual-light")


async def test_each_learner_has_a_theme_of_her_own(desk):
    async with desk.open() as ann:
        await ann.press("t", "l", "tab")
        await ann.type("Ben")
        await ann.press("enter")
        assert ann.app.theme == "textual-dark"


async def test_no_color_is_respected(desk, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.press("1")
        colours = set()
        for strip in ann.app.screen._compositor.render_strips():
            for segment in strip.apply_filter(ann.app._filters[0], ann.app.screen.background_colors[1]):
                colour = segment.style.color if segment.style else None
                if colour is not None and colour.triplet is not None:
                    colours.add(len(set(colour.triplet)) == 1)
        assert colours == {True}


# -- help and palette


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_opens_scrolls_and_closes(desk, key):
    async with desk.open() as ann:
        await ann.press(key, "end")
        scrolled = ann.app.screen.query_one("#help").scroll_y > 0
        await ann.press("escape")
        assert (scrolled, ann.screen) == (True, "HomeScreen")


async def test_f1_helps_while_text_is_typed_and_the_text_stays(desk):
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        await ann.type("supe")
        await ann.press("f1", "escape")
        assert (ann.screen, ann.control.current()) == ("QuestionScreen", "supe")


async def test_the_palette_lists_what_can_be_done_at_home(desk):
    async with desk.open() as ann:
        titles = [command.title for command in ann.app.get_system_commands(ann.app.screen)]
        assert titles == [
            "Start", "Practice", "Exam", "History", "Browse", "Which questions don’t work?", "Mixed up", "How sure", "Exam plan",
            "My schedule", "Learners", "Class", "Undo", "Quit", "Review", "Redo", "Light or dark", "Help",
        ]  # fmt: skip


async def test_the_palette_lists_what_can_be_done_with_an_answer_and_begins_nothing_else(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Erie")
        titles = [command.title for command in ann.app.get_system_commands(ann.app.screen)]
        assert titles == [
            "Next", "I was right", "Again", "Hard", "Good", "Easy", "Undo", "Redo", "Flag", "Aside", "Edit", "How sure", "Leave",
            "Light or dark", "Help", "Quit",
        ]  # fmt: skip


async def test_a_command_of_the_palette_is_run(desk):
    async with desk.open() as ann:
        await ann.press("ctrl+p")
        await ann.type("brow")
        await ann.press("down", "enter")
        assert ann.screen == "BrowseScreen"


async def test_every_command_has_a_name_of_its_own_and_is_told_of():
    from quiz.app import QuizApp
    from quiz.screens import browse, card, class_, exam, history, home, item, items, lines, past, question, results
    from quiz.screens.help import HelpScreen

    screens = [browse.BrowseScreen, card.CardScreen, exam.ExamScreen, HelpScreen, history.HistoryScreen]
    screens += [class_.ClassScreen, lines.LinesScreen, past.AnswersScreen]
    screens += [home.HomeScreen, item.ItemScreen, items.ItemsScreen, past.PastScreen, question.QuestionScreen, results.ResultsScreen]
    bindings = [binding for screen in [QuizApp, *screens] for binding in screen.BINDINGS if binding.id]
    assert len({binding.id for binding in bindings}) == len(bindings)
    assert [binding.id for binding in bindings if binding.show and not binding.tooltip] == []


# -- terminals of every size

SCREENS = {
    "home": [],
    "question": ["enter"],
    "feedback": ["enter", "d"],
    "results": ["enter", "d", "escape"],
    "history": ["enter", "d", "escape", "escape", "h"],
    "past": ["enter", "d", "escape", "o"],
    "browse": ["b"],
    "items": ["enter", "d", "escape", "escape", "i"],
    "item": ["enter", "d", "escape", "escape", "i", "enter"],
    "card": ["b", "enter"],
    "practice": ["p"],
    "learners": ["l"],
    "class": ["K", "escape"],
    "help": ["question_mark"],
}


@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
async def test_a_terminal_may_be_made_tiny_and_large_again(desk, keys):
    async with desk.open() as ann:
        await ann.press(*keys)
        before = ann.page
        for size in ((20, 5), (1, 1), (200, 60), (80, 24)):
            await ann.pilot.resize_terminal(*size)
            await ann.settle()
        for _ in range(50):  # what is beneath a dialog takes its new size later, unseen by whoever waits for the dialog
            if ann.page != before:
                await ann.settle()
        assert ann.page == before


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_home_uses_the_width_there_is(desk, width):
    async with desk.open(size=(width, 24)) as ann:
        assert max(map(len, ann.page.splitlines())) in range(width - 8, width + 1)
