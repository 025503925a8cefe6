"""An exam in lines: moving, flagging, handing in, and the time."""

from __future__ import annotations

import itertools

import pytest

from progress.errors import NotSaved
from questions.reading import read_library
from quiz.plain.words import exam_lines
from quiz.sitting import Given, Mode, Sitting


@pytest.fixture
def sit(talk):
    """Sit an exam of three questions, the answer to each of which is 7."""

    def sit(*lines: str, terminal: bool = True) -> str:
        return talk(lambda session: session.sit(lambda study: study.exam(topics=["sevens"])), *lines, terminal=terminal)

    return sit


@pytest.fixture
def go_on(talk):
    """Go on with the exam that was left."""
    return lambda *lines: talk(lambda session: session.sit(lambda study: study.resume_exam(study.home().exam)), *lines, terminal=True)


def test_nothing_is_marked_before_it_is_handed_in(sit) -> None:
    ahead, _, after = sit("7", "7", "7", "y").partition("Every question is answered. Hand in? (y/n)")
    assert "Right" not in ahead
    assert after.count("✓ Right") == 3
    assert "Score: 100 %. 3 of 3 right." in after


def test_from_a_pipe_the_last_response_hands_in(sit) -> None:
    assert "Score: 67 %. 2 of 3 right." in sit("7", "8", "7", terminal=False)


def test_at_a_terminal_the_end_of_input_hands_nothing_in(sit, study) -> None:
    assert "The clock is stopped with 3:00 left" in sit("7", "7", "7")
    assert study.home().exam is not None


def test_the_end_of_a_pipe_leaves_what_is_open_to_be_gone_on_with(sit, study) -> None:
    assert "The clock is stopped with 3:00 left" in sit("7", terminal=False)
    assert study.home().exam is not None


@pytest.mark.parametrize(("line", "told"), [("", "Nothing was given."), ("many", "Give a number, in digits or in words.")])
def test_what_is_no_response_is_asked_again(sit, study, line: str, told: str) -> None:
    assert told in sit(line, ":q")
    assert study.store.drafts(study.home().exam.id) == {}


def test_a_response_can_be_changed_until_it_is_handed_in(sit) -> None:
    told = sit("8", "7", "7", "n", ":go 1", "7", ":done", "y")
    assert "Your response so far: 8" in told
    assert "Score: 100 %." in told


def test_a_response_can_be_taken_away(sit) -> None:
    assert "Taken away.\n> There is no response to take away.\n> 3 questions unanswered." in sit("7", ":p", ":clear", ":clear", ":done")


def test_it_can_be_moved_through(sit) -> None:
    told = sit(":p", ":n", ":n", ":n", ":go 1", ":go 9", ":go x")
    asked = [line.split(".")[0] for line in told.splitlines() if line.startswith("Question ")]
    assert asked == ["Question 1 of 3", "Question 2 of 3", "Question 3 of 3", "Question 1 of 3"]
    assert "This is the first question." in told
    assert "This is the last question." in told
    assert "The questions are numbered 1 to 3." in told
    assert "Say which, as in :go 7." in told


def test_what_is_open_or_flagged_is_come_back_to(sit) -> None:
    told = sit(":f", "7", ":n", "7", ":o", ":o", "7")
    assert "Flagged for later; :o comes back to it." in told
    assert "That was the last question; now the next that is open." in told
    assert "Question 1 of 3. 2 answered, 1 for later, this one flagged." in told


def test_what_is_left_blank_is_told_before_and_after(sit) -> None:
    told = sit(":done", "y")
    assert "3 questions unanswered. Hand in all the same? (y/n)" in told
    assert told.count("Your answer: nothing\n   ✗ Wrong: Left blank.") == 3


def test_what_is_flagged_for_later_is_told_before_it_is_handed_in(sit) -> None:
    assert "Every question is answered. 1 question flagged for later. Hand in? (y/n)" in sit(":f", "7", "7", "7")


def test_the_time_of_each_response_is_kept(talk, sit, study) -> None:
    talk.seconds = itertools.count().__next__
    sit("7", ":p", ":clear", "7", ":q")
    (draft,) = study.store.drafts(study.home().exam.id).values()
    assert draft.took < study.home().exam.spent


def test_it_need_not_be_handed_in_after_all(sit, study) -> None:
    assert "Not handed in." in sit(":done", "n")
    assert study.home().exam is not None


def test_a_command_in_place_of_yes_or_no_is_obeyed(sit) -> None:
    assert "Hand in? (y/n) \nQuestion 3 of 3. 3 answered. 3:00 left." in sit("7", "7", "7", ":t").replace("\n\n", "\n")


def test_what_was_missed_can_be_asked_again(sit) -> None:
    assert "\n1 of 3. Sevens." in sit(":done", "y", ":again")


def test_when_time_is_up_it_hands_itself_in(talk, sit, study) -> None:
    talk.seconds = itertools.count(step=8).__next__
    told = sit("7", *[":t"] * 30)
    assert "0:04 left" in told or "0:12 left" in told
    assert "Time is up: the exam is handed in." in told
    assert study.history()[0].how == "time-up"


def test_an_exam_that_was_left_goes_on_with_the_time_it_had_left(talk, sit, go_on) -> None:
    sit("7", ":q")
    talk.seconds = lambda: 1000.0
    told = go_on(":q")
    assert "Going on with the exam: 1 of 3 answered, 3:00 minutes left." in told
    assert "Question 2 of 3." in told


def test_an_exam_whose_questions_are_all_answered_says_how_to_hand_in(sit, go_on) -> None:
    sit("7", "7", "7")
    assert "Every question is answered: :done hands in." in go_on()


def test_an_exam_none_of_whose_questions_is_left_stands_in_nobody_s_way(sit, study, bank) -> None:
    sit("7", ":q")
    study.library = read_library([bank])
    assert study.home().exam is None


def fail_once(monkeypatch: pytest.MonkeyPatch, store, name: str) -> None:
    """Let the store fail the first time it is asked for this."""
    works, failures = getattr(store, name), [NotSaved("The disk is full.")]

    def fails(*arguments):
        if failures:
            raise failures.pop()
        return works(*arguments)

    monkeypatch.setattr(store, name, fails)


def test_a_response_that_cannot_be_written_is_kept_and_written_later(sit, study, monkeypatch) -> None:
    fail_once(monkeypatch, study.store, "draft")
    assert "Not saved yet. The disk is full. It is kept here" in sit("7", ":q")
    assert len(study.store.drafts(study.home().exam.id)) == 1


def test_an_exam_that_cannot_be_handed_in_is_tried_again(sit, study, monkeypatch) -> None:
    fail_once(monkeypatch, study.store, "end_sitting")
    told = sit("7", "7", "7", "y", "")
    assert told.index("Not handed in yet. The disk is full.") < told.index("Score: 100 %")


def test_results_are_told_by_topic_if_there_are_several(study) -> None:
    past = study.past(study.exam(count=1).id)
    given = (Given(None, "all-kinds/choice", "right", 1.0), Given(None, "sevens/seas", "wrong", 0.0))
    told = exam_lines(past, Sitting("s", Mode.EXAM, (), given=given), study.library, study.clock())
    assert told[-2:] == ["All kinds: 100 % over 1 question", "Sevens: 0 % over 1 question"]
