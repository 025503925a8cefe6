"""A review or practice in lines: feedback, hints, second thoughts, results."""

from __future__ import annotations

import pytest

from progress.errors import NotSaved
from progress.rating import Rating

BOTH = ("choice", "short-answer")


def answers(study):
    """The answers of the last sitting."""
    return study.store.answers(study.history()[0].id)


def test_feedback_tells_the_answer_why_and_when_it_comes_back(talk) -> None:
    told = talk.practise("Toronto")
    assert "✗ Wrong. You chose another option.\nAnswer: Ottawa\nToronto is the largest city.\nQueen Victoria chose it.\n" in told
    assert "§ Capitals · A page, A publisher\nBack in 10 minutes: Again, because the answer was wrong.\n" in told


def test_a_hint_is_shown_and_counts(talk, study) -> None:
    assert "Hint: It lies on a river of its name." in talk.practise(":h", "Ottawa")
    assert answers(study)[0].hinted


def test_a_question_without_a_hint_says_so(talk) -> None:
    assert "This question has no hint." in talk.practise(":hint", ask=["number"])


def test_not_knowing_is_marked_wrong_and_told(talk, study) -> None:
    assert "✗ Wrong. You said that you don't know.\nAnswer: Ottawa" in talk.practise(":d")
    assert answers(study)[0].response is None


def test_the_time_an_answer_took_is_kept(talk, study) -> None:
    talk.seconds = iter([100.0, 107.5]).__next__
    talk.practise("Ottawa")
    assert answers(study)[0].took == 7500


def test_the_results_tell_score_and_what_was_missed(talk) -> None:
    told = talk.practise("Toronto", "smog", ask=BOTH)
    assert "Score: 50 %. 1 of 2 right at the first try.\nMissed: The capital of Canada? Answer: Ottawa\n" in told


def test_what_was_missed_can_be_asked_again(talk, study) -> None:
    told = talk.practise("Toronto", "smog", ":again", "Ottawa", ask=BOTH)
    assert "\n1 of 1. All kinds.\nThe capital of Canada?" in told
    assert [sitting.score for sitting in study.history()] in ([1.0, 0.5], [0.5, 1.0])


def test_nothing_missed_is_nothing_to_ask_again(talk) -> None:
    assert "You missed nothing." in talk.practise("Ottawa", ":again")


def test_every_answer_can_be_read_after_the_results(talk) -> None:
    assert "Your answer: Toronto\n   ✗ Wrong: You chose another option." in talk.practise("Toronto", ":open")


def test_a_wrong_answer_can_be_disputed_even_the_last(talk, study) -> None:
    told = talk.practise("Toronto", ":r")
    assert "Noted: your teacher will see it." in told
    assert answers(study)[0].claim == "right"


def test_a_right_answer_can_be_called_a_guess(talk, study) -> None:
    assert "Noted: it will come back soon." in talk.practise("Ottawa", ":g", "smog", ask=BOTH)
    assert answers(study)[0].claim == "guess"


@pytest.mark.parametrize(
    ("response", "claim", "told"), [("Ottawa", ":r", "It was marked right."), ("Toronto", ":g", "It was not marked right.")]
)
def test_a_claim_that_makes_no_sense_is_not_taken(talk, study, response: str, claim: str, told: str) -> None:
    assert told in talk.practise(response, claim)
    assert answers(study)[0].claim == ""


def test_an_answer_can_be_rated_otherwise(talk, study) -> None:
    assert "Easy, because you chose so." in talk.practise("Ottawa", ":4")
    assert answers(study)[0].rating == Rating.EASY


@pytest.mark.parametrize("command", [":1", ":r", ":u", ":redo"])
def test_before_the_first_answer_there_is_nothing_to_change(talk, command: str) -> None:
    assert "There is no" in talk.practise(command)


def test_a_question_can_be_flagged_and_the_flag_taken_away(talk, study) -> None:
    assert "Flagged.\n> \nFlag taken away." in talk.practise(":f", ":f")
    assert not study.standing().flagged


def test_a_question_set_aside_is_asked_no_more(talk, study) -> None:
    assert "1 of 1. All kinds.\nSmoke and fog?" in talk.practise(":s", ask=BOTH)
    assert study.standing().suspended == {"all-kinds/choice"}


def test_a_command_that_is_none_lists_those_there_are(talk) -> None:
    assert ":frob is no command here.\nType your response" in talk.practise(":frob")


def test_it_can_be_asked_how_it_goes(talk) -> None:
    assert "1 of 1 right at the first try, 1 question left." in talk.practise("Ottawa", ":t", ask=BOTH)


def test_leaving_keeps_every_answer_and_the_rest_for_later(talk, study) -> None:
    assert "1 question left for later." in talk.practise("Ottawa", ":q", ask=BOTH)
    left = study.home().unfinished
    assert left is not None
    assert study.resume(left).waiting == ("all-kinds/short-answer",)


def test_a_sitting_that_was_left_is_gone_on_with(talk, study) -> None:
    talk.practise("Ottawa", ":q", ask=BOTH)
    told = talk(lambda session: session.sit(lambda s: s.resume(s.home().unfinished)), "smog")
    assert "Going on: 1 of 2 are answered." in told
    assert "2 of 2 right at the first try." in told


def test_the_end_of_a_pipe_leaves_as_quit_does(talk, study) -> None:
    assert "1 question left for later.\n(no more lines)" in talk.practise("Ottawa", ask=BOTH)
    assert study.home().unfinished is not None


def test_more_lines_than_questions_are_left_alone(talk) -> None:
    told = talk.practise("Ottawa", "1", "1")
    assert told.rstrip().endswith("Score: 100 %. 1 of 1 right at the first try.")


def failing_once(study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first answer fail to be written."""
    written = study.store.record_answer
    failures = [NotSaved("The disk is full.")]

    def record(*arguments):
        if failures:
            raise failures.pop()
        return written(*arguments)

    monkeypatch.setattr(study.store, "record_answer", record)


def test_an_answer_that_cannot_be_written_is_kept_and_tried_again(talk, study, monkeypatch) -> None:
    failing_once(study, monkeypatch)
    told = talk.practise("Ottawa", "", terminal=True)
    assert told.index("Not saved yet. The disk is full.") < told.index("✓ Right")
    assert len(answers(study)) == 1


def test_in_a_pipe_an_answer_that_cannot_be_written_is_an_error(talk, study, monkeypatch) -> None:
    failing_once(study, monkeypatch)
    with pytest.raises(NotSaved):
        talk.practise("Ottawa", "smog", ask=BOTH)


def test_a_missed_question_of_a_review_comes_back_within_the_sitting(talk) -> None:
    told = talk(lambda session: session.sit(lambda s: s.review(new=2)), "", "1", "Toronto", "Ottawa", "", "3")
    assert "2 of 2 · 2 to see again." in told
    assert "Score: 0 %. 0 of 2 right at the first try." in told
    assert told.count("✓ Right") == 2


def test_a_sitting_left_after_its_last_answer_is_finished(talk, study) -> None:
    talk.practise("Ottawa", ":q", terminal=True)
    assert study.history()[0].how == "finished"


def test_when_the_time_one_gave_oneself_is_over_nothing_new_is_asked(talk, clock) -> None:
    def begin(study):
        sitting = study.practice(topics=["sevens"], minutes=5)
        clock.passes(minutes=6)
        return sitting

    told = talk(lambda session: session.sit(begin), "7", "7")
    assert "The time you gave yourself is over. 2 questions left for later." in told


def test_at_a_terminal_feedback_is_read_before_the_next_question(talk) -> None:
    told = talk.practise("Toronto", "smog", "", ask=BOTH, terminal=True)
    assert "Enter goes on. > Your answer is marked already." in told
    assert told.index("Enter goes on. > ") < told.index("\n2 of 2.")


def test_the_time_that_reading_feedback_takes_is_not_the_next_answer_s(talk, study) -> None:
    talk.seconds = iter([0.0, 5.0, 100.0, 104.0]).__next__
    talk.practise("Ottawa", "", "smog", ask=BOTH, terminal=True)
    assert [answer.took for answer in answers(study)] == [5000, 4000]


@pytest.mark.parametrize("command", [":u", ":s", ":q"])
def test_commands_are_taken_while_feedback_is_read(talk, command: str) -> None:
    told = talk.practise("Ottawa", command, ":?", ask=BOTH, terminal=True)
    after = told.partition("Enter goes on. > ")[2]
    assert after.startswith({":u": "Undone: the answer.", ":s": "Set aside", ":q": "\nScore: 100 %"}[command])


def test_the_question_just_answered_can_be_flagged(talk, study) -> None:
    talk.practise("Ottawa", ":f", "", ask=BOTH, terminal=True)
    assert study.standing().flagged == {"all-kinds/choice"}
