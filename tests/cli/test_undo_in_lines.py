"""What was done in a sitting is taken back and brought back, in order."""

from __future__ import annotations

BOTH = ("choice", "short-answer")


def kept(study) -> list[tuple[str, bool]]:
    """The responses of the last sitting, and whether they count."""
    return [(answer.response, not answer.undone) for answer in study.store.answers(study.history()[0].id)]


def test_an_answer_taken_back_is_asked_again_and_counts_no_more(talk, study) -> None:
    told = talk.practise("Toronto", ":u", "Ottawa", "smog", ask=BOTH)
    assert "Undone: the answer. Answer again, or :redo brings it back.\n\n1 of 2." in told
    assert "2 of 2 right at the first try." in told
    assert kept(study) == [("Toronto", False), ("Ottawa", True), ("smog", True)]


def test_what_was_taken_back_can_be_brought_back(talk, study) -> None:
    told = talk.practise("Ottawa", ":u", ":redo", "smog", ask=BOTH)
    assert "Redone: the answer.\n\n2 of 2." in told
    assert kept(study) == [("Ottawa", True), ("smog", True)]


def test_several_answers_are_taken_back_and_brought_back(talk, study) -> None:
    talk.practise("Toronto", "fog", ":u", ":u", ":redo", ":redo", "5", ask=(*BOTH, "number"))
    assert kept(study) == [("Toronto", True), ("fog", True), ("5", True)]


def test_the_last_answer_can_be_taken_back_after_the_results(talk, study) -> None:
    told = talk.practise("Toronto", ":u", "Ottawa")
    assert told.count("Score: ") == 2
    assert kept(study) == [("Toronto", False), ("Ottawa", True)]


def test_a_new_answer_leaves_nothing_to_bring_back(talk) -> None:
    assert "There is nothing to redo in this sitting." in talk.practise("Toronto", ":u", "Ottawa", ":redo", ask=BOTH)


def test_setting_aside_is_taken_back_before_the_answer_ahead_of_it(talk, study) -> None:
    told = talk.practise("Ottawa", ":s", ":u", "smog", ask=BOTH)
    assert "Undone: setting aside.\n\n2 of 2. All kinds.\nSmoke and fog?" in told
    assert not study.standing().suspended
    assert kept(study) == [("Ottawa", True), ("smog", True)]


def test_a_flag_is_taken_back_and_brought_back(talk, study) -> None:
    talk.practise(":f", ":u", ":redo")
    assert study.standing().flagged == {"all-kinds/choice"}


def test_answers_of_before_the_program_was_closed_can_be_taken_back(talk, study) -> None:
    talk.practise("Toronto", ":q", ask=BOTH)
    told = talk(lambda session: session.sit(lambda s: s.resume(s.home().unfinished)), ":u", "Ottawa", "smog")
    assert "2 of 2 right at the first try." in told


def test_answers_of_before_are_brought_back_in_order(talk, study) -> None:
    talk.practise("Toronto", "fog", ":q", ask=(*BOTH, "number"))
    talk(lambda session: session.sit(lambda s: s.resume(s.home().unfinished)), ":u", ":u", ":redo", ":redo", "5")
    assert kept(study) == [("Toronto", True), ("fog", True), ("5", True)]


def test_a_rating_and_a_claim_are_taken_back_before_the_answer(talk, study) -> None:
    told = talk.practise("Toronto", ":r", ":3", ":u", ":u", ask=BOTH)
    assert "Undone: the rating.\n> \nUndone: what you said of the answer.\n> " in told
    (answer,) = study.store.answers(study.history()[0].id)
    assert (answer.undone, answer.claim, answer.reason) == (False, "", "the answer was wrong")


def test_what_was_taken_back_and_brought_back_is_as_it_was(talk, study) -> None:
    talk.practise("Toronto", ":r", ":u", ":u", ":redo", ":redo", ask=BOTH)
    (answer,) = study.store.answers(study.history()[0].id)
    assert (answer.undone, answer.claim) == (False, "right")


def test_a_question_that_came_back_is_asked_anew_once_its_answer_is_taken_back(talk) -> None:
    told = talk(lambda session: session.sit(lambda s: s.review(topics=["sevens"], new=1)), "8", ":u", "7")
    assert told.count("Days in a week?") == 3
