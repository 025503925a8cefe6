"""Keys and clicks that come while a screen is being built or closed."""

from __future__ import annotations


async def test_a_dialog_told_twice_to_close_leaves_the_screen_below(desk):
    async with desk.open() as ann:
        await ann.press("p")
        dialog = ann.app.screen
        dialog.dismiss(None)
        dialog.dismiss(None)
        await ann.settle()
        assert ann.screen == "HomeScreen"


async def test_the_palette_told_twice_to_close_leaves_the_screen_below(desk):
    async with desk.open() as ann:
        await ann.press("ctrl+p")
        palette = ann.app.screen
        palette.dismiss()
        palette.dismiss()
        await ann.settle()
        assert ann.screen == "HomeScreen"


async def test_a_key_pressed_before_the_question_is_there_waits_for_it(desk):
    async with desk.open() as ann:
        study = ann.app.study
        await ann.app.hold(study, study.again(["lakes/american"]))
        await ann.pilot.press("d")
        await ann.settle()
        assert len(ann.answers) == 1


async def test_two_questions_asked_at_once_end_with_the_second(desk):
    async with desk.open(lambda study: study.exam(count=3, seed=1)) as ann:
        screen = ann.app.screen
        first = ann.app.run_worker(screen._go_to(1))
        second = ann.app.run_worker(screen._go_to(2))
        await ann.app.workers.wait_for_complete([first, second])
        assert (screen.sheet.control.question.id, len(screen.query("AnswerControl"))) == (screen.exam.planned[2], 1)
