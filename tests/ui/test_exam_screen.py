"""A timed exam: no feedback, free movement, and nothing lost."""

from __future__ import annotations

import asyncio

import pytest

from quiz.sitting import move
from quiz.widgets.sheet import Sheet


def exam(**asked):
    return lambda study: study.exam(**({"topics": ["rivers"], "count": 3, "minutes": 5, "seed": 1} | asked))


def exam_at(question):
    """Begin an exam with one question of each kind, at this one."""

    def begin(study):
        whole = study.exam(topics=["lakes"], count=8, seed=1)
        return move(whole, whole.planned.index(f"lakes/{question}"))

    return begin


async def away_and_back(ann):
    """Move to another question and back again."""
    last = ann.app.screen.exam.position == 7
    await ann.press(*(["pageup", "pagedown"] if last else ["pagedown", "pageup"]))


async def test_an_exam_tells_the_time_and_where_the_learner_is(desk):
    async with desk.open(exam()) as ann:
        assert (ann.sees("#topic"), ann.sees("#tally")) == ("Exam · question 1 of 3 · 0 answered", "5:00 left")


async def test_a_choice_is_marked_as_chosen_and_not_as_right(desk):
    async with desk.open(exam()) as ann:
        await ann.press("1")
        assert (ann.page.count("●"), ann.sees(".verdict"), ann.answers) == (1, "", [])


async def test_enter_keeps_the_answer_and_goes_on(desk):
    async with desk.open(exam()) as ann:
        await ann.press("1", "enter")
        assert ann.sees("#topic") == "Exam · question 2 of 3 · 1 answered"


async def test_enter_with_nothing_chosen_says_what_to_do(desk):
    async with desk.open(exam()) as ann:
        await ann.press("enter")
        assert ann.sees("#said") == "Choose first: press a number from 1 to 3, or move with ↑ ↓."


async def test_page_up_and_page_down_move_and_what_was_chosen_is_still_there(desk):
    async with desk.open(exam()) as ann:
        await ann.press("2", "pagedown", "pageup")
        assert (ann.sees("#topic"), ann.control.chosen) == ("Exam · question 1 of 3 · 1 answered", 1)


@pytest.mark.parametrize(
    ("question", "typed", "parts"),
    [("deepest", "Supe", 4), ("falls", "Erie", 2), ("cities", "2", 1), ("downstream", "31", 2), ("canadian-shores", "14", 2)],
)
async def test_what_is_given_only_in_part_is_kept_when_the_learner_moves_on(desk, question, typed, parts):
    async with desk.open(exam_at(question)) as ann:
        await ann.type(typed)
        given = ann.control.current()
        await away_and_back(ann)
        assert (ann.control.current(), len(given)) == (given, parts)


async def test_while_a_question_is_put_on_the_sheet_what_stands_for_it_stays(desk):
    async with desk.open(exam_at("deepest")) as ann:
        await ann.type("Superior")
        await away_and_back(ann)
        screen, stood = ann.app.screen, set()
        asking = asyncio.ensure_future(screen.present())
        while not asking.done():
            await asyncio.sleep(0)
            screen._keep_current()
            stood.add(screen.exam.answer_to("lakes/deepest").response)
        assert stood == {"Superior"}


async def test_f_flags_for_later_and_f6_leads_there(desk):
    async with desk.open(exam()) as ann:
        await ann.press("1", "f", "enter", "1", "enter", "1", "enter", "f6")
        assert ann.sees("#topic") == "Exam · question 1 of 3 · 3 answered · 1 for later ⚑ this one"


async def test_f6_says_when_nothing_is_open(desk):
    async with desk.open(exam()) as ann:
        await ann.press(*["1", "enter"] * 3, "f6")
        assert ann.sees("#said") == "Every question is answered and none is flagged. F8 hands the exam in."


async def test_after_the_last_question_the_learner_is_told_how_to_hand_in(desk):
    async with desk.open(exam()) as ann:
        await ann.press(*["1", "enter"] * 3)
        assert ann.sees("#said") == "This is the last question. F8 hands the exam in, F6 goes to what is still open."


async def test_handing_in_with_questions_unanswered_asks_first(desk):
    async with desk.open(exam()) as ann:
        await ann.press("1", "f8")
        asked = ann.sees(".heading")
        await ann.press("n")
        assert (asked, ann.screen) == ("Hand the exam in with 2 questions unanswered?", "ExamScreen")


async def test_an_exam_handed_in_is_marked_and_shown(desk):
    async with desk.open(exam()) as ann:
        await ann.press("1", "enter", "f8", "y")
        right = sum(answer.outcome == "right" for answer in ann.answers)
        assert (len(ann.answers), ann.sees("#headline").partition(" · ")[0]) == (3, f"Exam: {right} of 3 right")


async def test_what_was_left_blank_is_wrong_and_called_blank(desk):
    async with desk.open(exam()) as ann:
        await ann.press("f8", "enter")
        assert {(answer.outcome, answer.rule) for answer in ann.answers} == {("wrong", "Left blank.")}


async def test_an_exam_whose_time_is_up_hands_itself_in(desk):
    async with desk.open(exam()) as ann:
        await ann.press("1")
        desk.clock.advance(minutes=6)
        ann.app.screen._tick()
        await ann.settle()
        assert (ann.screen, ann.toasts, [answer.response is None for answer in ann.answers]) == (
            "ResultsScreen",
            ["Time is up: the exam was handed in."],
            [False, True, True],
        )


@pytest.mark.parametrize("keys", [["f8"], ["question_mark"], ["ctrl+p"]])
async def test_it_does_so_under_whatever_lies_over_it(desk, keys):
    async with desk.open(exam()) as ann:
        screen = ann.app.screen
        await ann.press(*keys)
        desk.clock.advance(minutes=6)
        screen._tick()
        await ann.settle()
        assert [type(each).__name__ for each in ann.app.screen_stack] == ["HomeScreen", "ResultsScreen"]


async def test_the_last_minute_is_shown_in_alarm(desk):
    async with desk.open(exam()) as ann:
        desk.clock.advance(minutes=4, seconds=1)
        ann.app.screen._tick()
        assert (ann.sees("#tally"), ann.app.screen.query_one("#tally").has_class("-alarming")) == ("0:59 left", True)


async def test_an_exam_left_keeps_its_answers_and_the_time_it_had_left(desk):
    async with desk.open(exam()) as ann:
        await ann.press("1", "pagedown", "2", "f")
        desk.clock.advance(minutes=2)
        await ann.press("escape")
        assert ann.sees("#start") == "c goes on with your exam"
    desk.clock.advance(hours=3)
    async with desk.open() as ann:
        await ann.press("c")
        seen = [ann.sees("#topic"), ann.sees("#tally")]
        await ann.press("pageup")
        assert (seen, ann.control.chosen) == (["Exam · question 3 of 3 · 2 answered · 1 for later", "2:59 left"], 1)


async def test_escape_held_down_leaves_once(desk):
    async with desk.open(exam()) as ann:
        await ann.pilot.press("escape", "escape", "escape")
        await ann.settle()
        assert ann.screen == "HomeScreen"


async def test_the_clock_stands_still_while_the_program_is_closed(desk):
    async with desk.open(exam()) as ann:
        desk.clock.advance(minutes=1)
        await ann.press("ctrl+q")
    desk.clock.advance(days=1)
    async with desk.open() as ann:
        await ann.press("c")
        assert ann.sees("#tally") == "4:00 left"


async def test_the_keys_of_a_review_do_nothing_in_an_exam(desk):
    async with desk.open(exam()) as ann:
        await ann.press("h", "d", "u", "r", "g", "s", "ctrl+z")
        assert (ann.screen, ann.sees("#hint"), ann.sees("#topic")[:22]) == ("ExamScreen", "", "Exam · question 1 of 3")


async def test_an_answer_that_cannot_be_written_down_is_written_with_the_next(desk):
    async with desk.open(exam()) as ann:
        with desk.locked():
            await ann.press("1", "enter")
        said = ann.toasts[0]
        await ann.press("2", "enter")
        drafts = ann.record(lambda study: study.store.drafts(ann.app.screen.exam.id))
        assert (said[:15], len(drafts)) == ("Not saved yet. ", 2)


async def test_an_exam_that_cannot_be_handed_in_goes_on_and_can_be_handed_in_again(desk):
    async with desk.open(exam()) as ann:
        with desk.locked():
            await ann.press("1", "f8", "y")
            said = ann.sees("#said")
        await ann.press("2", "f8", "y")
        assert (said.endswith(" F8 tries again."), ann.screen, len(ann.answers)) == (True, "ResultsScreen", 3)


async def test_an_exam_whose_time_is_up_and_cannot_be_handed_in_takes_no_more_answers_and_tries_again(desk):
    async with desk.open(exam()) as ann:
        with desk.locked():
            desk.clock.advance(minutes=6)
            ann.app.screen._tick()
            await ann.settle()
            said = ann.sees("#said")
            await ann.press("1", "pagedown")
            position = ann.app.screen.exam.position
        await ann.press("enter")
        assert (said.endswith(" Time is up, and Enter tries again."), position, ann.screen) == (True, 0, "ResultsScreen")


async def test_leaving_an_exam_that_cannot_be_written_down_asks_first(desk):
    async with desk.open(exam()) as ann:
        with desk.locked():
            await ann.press("1", "escape")
            asked = ann.sees(".heading")
            await ann.press("n")
        await ann.press("escape")
        assert asked.endswith("What you answered last is not saved. Leave without it?")
        assert (ann.screen, ann.sees("#start")) == ("HomeScreen", "c goes on with your exam")


async def test_every_command_fits_into_the_footer_of_80_columns(desk):
    async with desk.open(exam()) as ann:
        assert ann.footer == ["Answer", "", "Move", "Later", "Next open", "Hand in", "Leave", "Help"]


async def test_an_exam_whose_screen_is_not_whole_can_be_left_all_the_same(desk):
    async with desk.open(exam()) as ann:
        await ann.app.screen.query_one(Sheet).remove()
        await ann.press("ctrl+q")
        assert (ann.app.mistake, ann.app.return_code) == (None, 0)
