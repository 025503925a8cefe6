"""A sitting of review or practice, key by key."""

from __future__ import annotations

import pytest

from quiz.widgets.answering import AnswerControl
from quiz.widgets.keybar import KeyBar
from quiz.widgets.rows import Row


async def test_a_digit_answers_at_once(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        assert ann.sees(".verdict") == "✓ Right  You chose the right option."


async def test_arrows_and_enter_answer_too(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        place = ann.control.shown.index("Lake Michigan")
        await ann.press(*["down"] * (place + 1), "enter")
        assert ann.sees(".verdict") == "✓ Right  You chose the right option."


@pytest.mark.parametrize(
    ("question", "said"),
    {
        "american": "Choose first: press a number from 1 to 4, or move with ↑ ↓.",
        "canadian-shores": "Nothing is ticked yet: tick all that are right with 1–4, then press Enter.",
        "salty": "Choose first: press a number from 1 to 2, or move with ↑ ↓.",
        "deepest": "Type the answer first, then press Enter.",
        "length": "Type the answer first, then press Enter.",
        "falls": "Fill in a blank first, then press Enter.",
        "cities": "3 still to match: press the number of what belongs to the marked line.",
        "downstream": "4 still to place: press the numbers in the right order; the same one again takes it back.",
        "homes": "Say how well you knew it: press 1, 2, 3 or 4.",
    }.items(),
)
async def test_enter_with_nothing_given_marks_nothing_and_says_what_to_do(desk, question, said):
    async with desk.open(desk.asking(f"lakes/{question}")) as ann:
        await ann.press(*(["space"] if question == "homes" else []), "enter")
        assert (ann.sees("#said"), ann.answers) == (said, [])


async def test_enter_after_the_feedback_goes_on(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.press("1", "enter")
        assert ann.sees("#prompt") == "The Great Lakes are salty."


def controls(ann):
    """The controls on the sheet, each with its question and whether it is shown."""
    return [(control, control.question.id.partition("/")[2], control.display) for control in ann.app.screen.query(AnswerControl)]


async def test_the_next_control_is_made_ready_while_the_feedback_is_read(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/cities")) as ann:
        await ann.press("1")
        ready = next(control for control, question, shown in controls(ann) if question == "cities")
        assert [each[1:] for each in controls(ann)] == [("american", True), ("cities", False)]
        await ann.press("enter")
        assert controls(ann) == [(ready, "cities", True)]
        assert ann.app.focused is ready


async def test_what_was_made_ready_goes_when_the_answer_is_taken_back(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.press("1", "u")
        assert [each[1:] for each in controls(ann)] == [("american", True)]


async def test_another_rating_decides_anew_what_is_asked_next(desk):
    async with desk.open(lambda study: study.review(topics=["lakes"], count=1)) as ann:
        await ann.press("f3")
        assert [each[1:] for each in controls(ann)] == [("american", True), ("american", False)]
        await ann.press("4", "enter")
        assert ann.screen == "ResultsScreen"


async def test_what_is_made_ready_leaves_the_feedback_in_sight(desk):
    scrolled = []
    for others in ([], ["lakes/cities"]):
        async with desk.open(desk.asking("lakes/american", *others), size=(40, 12)) as ann:
            await ann.press("f3")
            scrolled.append(ann.app.screen.query_one("#sheet").scroll_y)
    assert scrolled[1] == scrolled[0] > 0


async def test_a_second_enter_right_after_the_answer_does_not_skip_its_feedback(desk):
    async with desk.open(desk.asking("lakes/deepest", "lakes/salty")) as ann:
        await ann.type("superior")
        await ann.pilot.press("enter")
        await ann.settle()
        await ann.pilot.press("enter")
        await ann.settle()
        assert ann.sees(".verdict").startswith("✓ Right")


async def test_enter_pressed_twice_at_once_is_one_answer(desk):
    async with desk.open(desk.asking("lakes/deepest", "lakes/salty")) as ann:
        await ann.type("superior")
        await ann.pilot.press("enter", "enter", "enter")
        await ann.settle()
        assert [answer.question for answer in ann.answers] == ["lakes/deepest"]


async def test_the_hint_is_shown_and_makes_a_right_answer_hard(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.press("h")
        hint = ann.sees("#hint")
        await ann.pick("Lake Michigan")
        assert (hint, ann.sees(".returns").partition(": ")[2]) == (
            "Hint: A state is called after it.",
            "Hard, because it was right with a hint. 1–4 change it.",
        )


async def test_d_shows_the_answer_and_counts_as_not_known(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.press("d")
        assert (ann.sees(".verdict"), ann.answers[0].response, ann.answers[0].rating) == (
            "✗ Wrong  You said that you don't know.",
            None,
            1,
        )


@pytest.mark.parametrize(("key", "word"), [("1", "Again"), ("2", "Hard"), ("4", "Easy")])
async def test_a_digit_after_the_answer_changes_its_rating(desk, key, word):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press(key)
        assert (f": {word}, because you chose so." in ann.sees(".returns"), ann.answers[0].rating) == (True, int(key))


async def test_r_disputes_the_marking(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Erie")
        await ann.press("r")
        assert (ann.sees("#said"), ann.answers[0].claim, "I was right" in ann.footer) == (
            "Noted: your teacher will see it.",
            "right",
            False,
        )


async def test_g_says_that_it_was_a_guess(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("g")
        assert (ann.sees("#said"), ann.answers[0].claim, ann.answers[0].rating) == ("Noted: a guess.", "guess", 1)


async def test_u_takes_the_answer_back_with_its_tally_and_asks_again(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.pick("Lake Erie")
        await ann.press("enter", "u")
        assert (ann.sees("#tally"), ann.sees("#prompt")[:5], ann.sees(".verdict"), ann.answers) == ("1 of 2 · ✓ 0 ✗ 0", "Which", "", [])


async def test_ctrl_y_brings_the_answer_back_as_it_was(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.pick("Lake Erie")
        await ann.press("u", "ctrl+y")
        assert (ann.sees("#tally"), ann.sees(".verdict")[:7], len(ann.answers)) == ("1 of 2 · ✓ 0 ✗ 1", "✗ Wrong", 1)


async def test_u_takes_back_one_thing_after_the_other(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("2", "f", "u")
        flagged = "⚑" in ann.sees("#topic")
        await ann.press("u")
        assert (flagged, ann.answers[0].rating, ann.sees(".returns").count("Good")) == (False, 3, 1)


async def test_nothing_is_brought_back_once_the_question_is_answered_anew(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Erie")
        await ann.press("u")
        await ann.pick("Lake Michigan")
        await ann.press("ctrl+y")
        assert [answer.outcome for answer in ann.answers] == ["right"]


async def test_answers_given_before_the_sitting_was_left_can_be_taken_back_too(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.pick("Lake Erie")
        await ann.press("escape", "escape")
    async with desk.open() as ann:
        await ann.press("c", "u")
        assert (ann.sees("#tally"), ann.answers) == ("1 of 2 · ✓ 0 ✗ 0", [])


async def test_u_in_a_sitting_takes_nothing_back_from_before_it(desk):
    async with desk.open() as ann:
        await ann.press("b", "f", "escape", "enter", "ctrl+z")
        assert ann.record(lambda study: study.standing().flagged) == {"lakes/american"}


async def test_f_flags_the_question_and_takes_the_flag_away(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.press("f")
        flagged = ann.record(lambda study: study.standing().flagged)
        await ann.press("f")
        assert (flagged, ann.record(lambda study: study.standing().flagged)) == ({"lakes/american"}, frozenset())


async def test_f4_flags_while_the_learner_types_and_keeps_what_she_typed(desk):
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        await ann.type("supe")
        await ann.press("f4")
        await ann.type("rior")
        await ann.press("enter")
        assert (ann.answers[0].response, "⚑" in ann.sees("#topic")) == ("superior", True)


async def test_s_sets_the_question_aside_and_goes_on(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.press("s")
        assert (ann.sees("#prompt"), ann.sees("#tally"), ann.record(lambda study: study.standing().suspended)) == (
            "The Great Lakes are salty.",
            "1 of 1 · ✓ 0 ✗ 0",
            {"lakes/american"},
        )


async def test_u_brings_back_a_question_that_was_set_aside(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.press("s", "u")
        assert (ann.sees("#prompt")[:18], ann.record(lambda study: study.standing().suspended)) == ("Which of the Great", frozenset())


async def test_a_question_set_aside_stays_so_when_the_sitting_is_gone_on_with(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty", "lakes/deepest")) as ann:
        await ann.press("d", "enter", "s", "escape", "escape", "c")
        assert ann.sees("#prompt") == "Which of the Great Lakes is the deepest?"


async def test_escape_shows_the_results_of_what_was_answered(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("escape")
        assert ann.sees("#headline") == "Practice: 1 of 1 right at the first try · score 100 % · 1 question left for later"


async def test_escape_before_the_first_answer_leads_home(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.press("escape")
        assert ann.screen == "HomeScreen"


async def test_escape_pressed_many_times_at_once_ends_on_the_home_screen(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.press("1")
        await ann.pilot.press("escape", "escape", "escape", "escape")
        await ann.settle()
        assert ann.screen in ("ResultsScreen", "HomeScreen")


async def test_a_sitting_gone_on_with_asks_what_is_left(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty", "lakes/deepest")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("escape", "escape")
    async with desk.open() as ann:
        await ann.press("c")
        assert (ann.sees("#prompt"), ann.sees("#tally")) == ("The Great Lakes are salty.", "2 of 3 · ✓ 1 ✗ 0")


async def test_what_was_missed_comes_back_within_the_review(desk):
    async with desk.open(lambda study: study.review(topics=["rivers"], count=2)) as ann:
        await ann.press("d", "enter", "d")
        assert ann.sees("#tally") == "2 of 2 · 2 to see again · ✓ 0 ✗ 2"
        await ann.press("enter")
        assert ann.sees("#prompt") == "Which river leaves Lake Erie?"


async def test_the_time_an_answer_took_is_kept(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        desk.clock.advance(seconds=12)
        await ann.press("1")
        assert ann.answers[0].took == 12_000


async def test_the_order_of_the_options_is_kept_as_it_was_shown(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        shown = ann.control.shown
        await ann.press("1")
        assert ann.answers[0].shown == shown


async def test_what_a_distractor_says_to_those_who_chose_it_is_shown(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Huron")
        assert ann.sees(".why").splitlines()[:2] == ["Answer: Lake Michigan", "The boundary runs through the middle of Lake Huron."]


async def test_long_feedback_can_be_scrolled_by_the_keyboard(desk):
    async with desk.open(desk.asking("lakes/american"), size=(40, 12)) as ann:
        await ann.press("1")
        top = ann.app.screen.query_one("#sheet").scroll_y
        await ann.press("pageup", "end")
        sheet = ann.app.screen.query_one("#sheet")
        assert (sheet.scroll_y, sheet.scroll_y >= top) == (sheet.max_scroll_y, True)


async def test_the_cursor_stays_in_sight_on_a_low_screen(desk):
    async with desk.open(desk.asking("lakes/american"), size=(40, 8)) as ann:
        await ann.press("up")
        last = list(ann.app.screen.query(Row))[-1]
        assert ann.app.screen.query_one("#sheet").region.overlaps(last.region)


async def test_the_footer_names_the_keys_that_work_while_text_is_typed(desk):
    async with desk.open(desk.asking("lakes/deepest")) as ann:
        assert [key.name for key in ann.app.screen.query_one(KeyBar).keys] == ["⏎", "F2", "F3", "F4", "esc"]


async def test_every_command_fits_into_the_footer_of_80_columns(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.press("1", "enter")
        assert ann.footer == ["Answer", "Hint", "Don't know", "Undo", "Flag", "Aside", "Leave", "Help"]


async def test_a_click_beside_the_question_takes_no_key_away(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.click("#sheet", offset=(60, 18))
        await ann.pick("Lake Michigan")
        assert ann.sees(".verdict") == "✓ Right  You chose the right option."
