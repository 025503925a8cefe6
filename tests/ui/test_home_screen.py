"""The home screen: what is due, and every way from it."""

from __future__ import annotations

import pytest

from questions.reading import read_library
from quiz.widgets.topics import TopicTable


async def test_enter_gives_a_newcomer_a_round_of_ten_new_questions(desk):
    async with desk.open() as ann:
        await ann.press("enter")
        assert (ann.screen, ann.sees("#tally")) == ("QuestionScreen", "1 of 10 · ✓ 0 ✗ 0")


async def test_a_newcomer_is_told_what_there_is_to_do(desk):
    async with desk.open() as ann:
        assert [ann.sees("#counts"), ann.sees("#start")] == ["0 due   10 new   about 3 min", "Enter starts"]


async def test_a_newcomer_is_asked_nothing_before_the_first_question(desk):
    async with desk.open() as ann:
        assert ann.screen == "HomeScreen"


async def test_enter_held_down_starts_one_sitting_only(desk):
    async with desk.open() as ann:
        await ann.pilot.press("enter", "enter", "enter")
        await ann.settle()
        assert len(ann.record(lambda study: study.store.sittings(study.learner.id))) == 1


async def test_enter_on_a_topic_starts_that_topic_alone(desk):
    async with desk.open() as ann:
        await ann.press("down", "down", "enter")
        assert {question.partition("/")[0] for question in ann.app.screen.sitting.planned} == {"rivers"}


async def test_a_second_click_anywhere_on_a_topic_starts_it(desk):
    async with desk.open() as ann:
        await ann.click(TopicTable, offset=(4, 3))
        await ann.click(TopicTable, offset=(50, 3))
        assert ann.sees("#tally") == "1 of 4 · ✓ 0 ✗ 0"


async def test_home_shows_what_was_learned_when_one_comes_back(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("enter", "enter")
        assert "█░░░░░░░░░   1/9" in ann.row_of("Lakes")


async def test_home_tells_of_the_streak_and_of_what_was_done_today(desk):
    async with desk.open(desk.asking("lakes/american"), size=(120, 40)) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("enter", "enter")
        assert (ann.sees("#who"), ann.sees("#done")) == (
            "ann · Sun 22 Nov · 1-day streak",
            "Today so far: 1 answer, score 100 %, 1 min.",
        )


async def test_a_clock_that_was_put_back_is_told(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.press("1")
        desk.clock.change(days=-3)
        await ann.press("enter", "enter")
        assert ann.sees("#notice").startswith("The clock stands before your last answer")


async def test_c_goes_on_with_a_practice_that_was_left(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.pick("Lake Erie")
        await ann.press("escape", "escape", "c")
        assert ann.sees("#tally") == "2 of 2 · ✓ 0 ✗ 1"


async def test_enter_goes_on_with_a_review_that_was_left(desk):
    async with desk.open() as ann:
        await ann.press("enter", "d", "escape", "escape")
        assert ann.sees("#start") == "Enter goes on (1 answered)"
        await ann.press("enter")
        assert ann.sees("#tally") == "2 of 10 · 1 to see again · ✓ 0 ✗ 1"


async def test_a_sitting_left_without_an_answer_is_not_offered_again(desk):
    async with desk.open() as ann:
        await ann.press("enter", "escape")
        assert (ann.sees("#start"), "Go on" in ann.footer) == ("Enter starts", False)


async def test_n_meets_more_new_questions_once_the_days_ten_are_met(desk):
    async with desk.open() as ann:
        await ann.press("enter", *["f3", "enter"] * 10, "escape", "escape", "n")
        assert len(ann.app.screen.sitting.planned) == 13


async def test_n_is_not_offered_when_every_question_was_met(desk):
    async with desk.open(lambda study: study.review(new=13)) as ann:
        await ann.press(*["f3", "enter"] * 13, "escape", "escape")
        assert (ann.sees("#counts")[:14], "More new" in ann.footer) == ("13 due   0 new", False)


async def test_p_asks_what_to_practise(desk):
    async with desk.open() as ann:
        await ann.press("p")
        assert (ann.screen, ann.sees(".heading")) == ("SetupDialog", "Practice")


async def test_e_asks_what_exam_it_shall_be(desk):
    async with desk.open() as ann:
        await ann.press("e")
        assert (ann.screen, ann.sees(".heading")) == ("SetupDialog", "Exam")


async def test_h_b_and_l_lead_to_history_browse_and_learners(desk):
    async with desk.open() as ann:
        seen = []
        for key in ("h", "b", "l"):
            await ann.press(key)
            seen.append(ann.screen)
            await ann.press("escape")
        assert seen == ["HistoryScreen", "BrowseScreen", "LearnersDialog"]


async def test_a_click_on_the_name_leads_to_the_learners(desk):
    async with desk.open() as ann:
        await ann.click("#who")
        assert ann.screen == "LearnersDialog"


async def test_u_takes_the_last_answer_back_and_the_figures_with_it(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("enter", "enter", "u")
        assert (ann.answers, "░░░░░░░░░░   0/9" in ann.row_of("Lakes")) == ([], True)


async def test_ctrl_y_brings_it_back(desk):
    async with desk.open(desk.asking("lakes/american")) as ann:
        await ann.pick("Lake Michigan")
        await ann.press("enter", "enter", "u", "ctrl+y")
        assert "█░░░░░░░░░   1/9" in ann.row_of("Lakes")


async def test_u_with_nothing_done_says_so(desk):
    async with desk.open() as ann:
        await ann.press("u")
        assert ann.toasts == ["There is nothing to undo."]


async def test_nothing_due_and_nothing_new_is_said(desk):
    def all_seen(study):
        for question in study.library:
            study.mark_question(question.id, "suspended", on=True)

    study = desk.study()
    all_seen(study)
    study.close()
    async with desk.open() as ann:
        await ann.press("enter")
        assert (ann.sees("#counts"), ann.toasts[0][:35]) == ("Nothing is due.", "Nothing is due and nothing is new h")


async def test_q_ends_the_program(desk):
    async with desk.open() as ann:
        await ann.press("q")
        assert ann.app.return_value == 0


async def test_every_command_fits_into_the_footer_of_80_columns(desk):
    async with desk.open(desk.asking("lakes/american", "lakes/salty")) as ann:
        await ann.press("1", "escape", "escape")
        assert ann.footer == ["Start", "Go on", "Practice", "Exam", "History", "Browse", "Help"]


async def test_a_bank_with_problems_is_told_on_the_home_screen(desk, tmp_path):
    (tmp_path / "bad.yaml").write_text("topic: Bad\nquestions:\n  - {id: x, kind: choice, prompt: Which?}\n")
    desk.library = read_library([tmp_path / "bad.yaml"])
    async with desk.open() as ann:
        assert ann.sees("#notice").endswith("in the banks have been found: quiz check says where.")


@pytest.mark.parametrize("width", [120, 100, 80, 60, 40])
async def test_figures_of_a_topic_of_thousands_are_not_cut_off(desk, tmp_path, width):
    bank = tmp_path / "tables.yaml"
    asked = "".join(f"  - {{id: q-{n}, kind: number, prompt: What is {n} and 1?, answer: {n + 1}}}\n" for n in range(1_234))
    bank.write_text(f"topic: Tables\nquestions:\n{asked}", encoding="utf-8")
    desk.library = read_library([bank])
    async with desk.open(size=(width, 24)) as ann:
        assert ann.page.count(" 0/1234") == 2


async def test_a_record_that_cannot_be_opened_is_told_in_words(desk):
    desk.where.data.joinpath("progress.db").write_bytes(b"no database at all" * 99)
    async with desk.open() as ann:
        assert (ann.sees("#counts"), ann.sees("#notice")) == (
            "The record cannot be used.",
            "The record is damaged. quiz repair sets the file aside and keeps all that is sound.",
        )


async def test_a_data_folder_that_is_a_file_is_told_in_words(desk, tmp_path):
    from quiz.app import QuizApp
    from quiz.places import Places

    (tmp_path / "file").touch()
    app = QuizApp(Places(tmp_path / "file"))
    desk.apps.append(app)
    async with desk.open(app=app) as ann:
        assert "cannot be used" in ann.sees("#notice")


async def test_every_key_does_nothing_worse_while_the_record_is_being_opened(desk):
    app = desk.app()
    app._opens = lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    async with app.run_test() as pilot:
        await pilot.press("enter", "c", "n", "p", "e", "h", "b", "l", "u", "t", "ctrl+y", "question_mark", "escape")
        await pilot.pause()
        assert type(app.screen).__name__ == "HomeScreen"


async def test_enter_pressed_before_the_banks_are_read_starts_as_soon_as_they_are(desk, settled):
    import threading

    app, may_open = desk.app(), threading.Event()
    app._opens = lambda _: may_open.wait() and desk.study()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        may_open.set()
        await settled(pilot)
        assert type(app.screen).__name__ == "QuestionScreen"
