"""The line mode's home: all that the screens can do, by words."""

from __future__ import annotations

import pytest

from progress.errors import NotSaved
from quiz.plain import helps
from quiz.plain.home import Home


@pytest.fixture
def home(talk):
    """What home says to these lines."""
    return lambda *lines, terminal=False: talk(lambda session: Home(session).stay(), *lines, terminal=terminal)


def test_it_greets_with_the_learner_and_what_is_due(home) -> None:
    assert home("quit").startswith("Canada–US relations. Learner: Ann.\n0 due, 10 new, about 3 minutes.\nType review to begin")


@pytest.mark.parametrize("line", ["help", "?", ":help"])
def test_help_lists_the_commands(home, line: str) -> None:
    assert "review [TOPIC]    what is due" in home(line)


def test_an_empty_line_says_what_to_do(home) -> None:
    assert "Type review to begin, help for all commands, quit to leave." in home("")


def test_a_word_that_is_no_command_is_told(home) -> None:
    assert "rewiev is not a command; help lists them." in home("rewiev")


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("review", "1 of 10. All kinds."),
        ("more sevens", "1 of 3. Sevens."),
        ("practice sev 2", "1 of 2. Sevens."),
        ("practice all kinds, sevens --count 12", "1 of 12."),
        ("review --new 1", "1 of 1."),
        ("exam 2 10m", "Exam: 2 questions, 10:00 minutes left."),
        ("exam sevens 5 minutes", "Exam: 3 questions, 5:00 minutes left."),
    ],
)
def test_a_sitting_is_begun_as_it_is_wished(home, line: str, first: str) -> None:
    assert first in home(line, ":q")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("practice seven sees", "“sees” is not a topic. Did you mean sevens?"),
        ("practice 0", "count is a whole number from 1 to 10,000."),
        ("practice --new 3", "--new belongs to review."),
        ("practice --count", "--count needs a number after it."),
        ("practice --cuont 3", "--cuont is not known here; there are --count,"),
        ("history 1", "There are 0 sittings, numbered from the newest."),
        ("show seesaw", "There is no question “seesaw”."),
        ("learner " + "x" * 41, "A learner's name has 1 to 40 characters."),
        ("continue", "Nothing is unfinished."),
        ("again", "You have missed nothing since you came."),
        ("undo", "There is nothing to undo."),
        ("redo", "There is nothing to redo."),
        ("history", "No sittings yet."),
    ],
)
def test_what_cannot_be_done_is_told(home, line: str, told: str) -> None:
    assert told in home(line, "quit")


def test_nothing_due_and_nothing_new_is_told(home) -> None:
    assert "Nothing is due and nothing is new here." in home("review --new 0")


def test_an_exam_of_nothing_but_cards_is_told(home, study) -> None:
    for question in study.library.by_id:
        study.mark_question(question, "suspended", on=question != "all-kinds/flashcard")
    assert "There is no question to ask here" in home("exam")


def test_leaving_a_sitting_leads_back_home(home) -> None:
    assert home("practice 3", ":q", "quit").endswith("quiz> \n")


def test_what_was_left_is_gone_on_with(home) -> None:
    told = home("practice sevens", "7", ":q", "continue", ":q", "exam sevens", "7", ":q", "continue", ":q")
    assert "Going on: 1 of 3 are answered." in told
    assert "Going on with the exam: 1 of 3 answered" in told


@pytest.mark.parametrize(
    ("line", "begun"), [("exam", "Going on"), ("exam all", "Exam: 8 questions"), ("exam sevens --fresh", "Exam: 3 questions")]
)
def test_an_exam_that_was_left_is_gone_on_with_unless_another_is_wished(home, line: str, begun: str) -> None:
    home("exam sevens", "7", ":q")
    assert begun in home(line, ":q")


def test_a_review_that_was_left_is_gone_on_with_unless_another_is_wished(home) -> None:
    home("review sevens", "7", ":q")
    assert "Going on: 1 of 3" in home("review sevens", ":q")
    assert "Going on" not in home("review", ":q")
    assert "Going on" not in home("review sevens 2", ":q")


def test_what_is_unfinished_is_told_at_the_start(home) -> None:
    home("exam sevens", ":q")
    assert "Something is unfinished: continue goes on with it." in home("quit")


def test_what_was_missed_is_asked_again(home) -> None:
    assert "Commands begin with a colon; :? lists them.\n\n1 of 1. Sevens." in home("practice sevens 1", "8", "", "again", ":q")


def test_a_command_after_the_results_is_obeyed_at_home(home) -> None:
    assert "1. 2 Mar 2026 12:00, practice, Sevens: 1 of 1 right, score 100 %" in home("practice sevens 1", "7", "history")


def test_sittings_without_an_answer_are_not_counted_among_those_listed(home, study) -> None:
    home("practice sevens 1", "7", "", "practice sevens", ":q")
    assert [sitting.answers for sitting in study.history(1)] == [1]


def test_a_past_sitting_is_opened_by_its_number(home) -> None:
    told = home("practice sevens 1", "8", "", "history 1")
    assert "Practice of 2 Mar 2026 12:00 · 0 of 1 right" in told
    assert "   Your answer: 8\n   ✗ Wrong: The number must be exact.\n   Answer: 7\n" in told


def test_questions_are_searched(home) -> None:
    told = home("browse capital", "browse kind:number days", "browse nothing of it", "browse page:1")
    assert "all-kinds/choice: The capital of Canada? (choice, new)" in told
    assert "sevens/days: Days in a week? (number, new)\n1 question." in told
    assert "\n0 questions; fewer words find more." in told


def test_a_question_is_shown_with_all_answers_to_it(home) -> None:
    told = home("practice sevens", "8", ":u", "7", ":q", "show days", "show sevens/seas", "show wonders")
    assert "Your answers:\n✓ Right: 7\n   2 Mar 2026 12:00 · 0 s · Good: it was right" in told
    assert "taken back, doesn't count\n" in told
    assert told.count("Not answered yet.") == 2


def test_a_question_is_flagged_and_set_aside_and_found_so(home, study) -> None:
    told = home("flag days", "aside seas", "browse is:flagged", "browse is:aside", "aside seas")
    assert "Flagged." in told
    assert "sevens/days: Days in a week? (number, new, flagged)\n1 question." in told
    assert "sevens/seas: Seas of the saying? (number, set aside)\n1 question." in told
    assert "It will be asked again." in told
    assert study.standing().flagged == {"sevens/days"}


def test_the_last_thing_done_is_undone_and_redone(home, study) -> None:
    assert "Undone: the flag." in home("flag days", "undo")
    assert not study.standing().flagged
    assert "Redone: the answer." in home("practice sevens 1", "7", "", "undo", "redo")


def test_an_answer_undone_in_its_sitting_is_not_undone_a_second_time(home) -> None:
    told = home("practice sevens 1", "8", ":u", ":q", "undo")
    assert "There is nothing to undo." in told


def test_a_learner_is_added_and_switched_to(home, study) -> None:
    told = home("learner  Zoé ", "learner ann")
    assert "Zoé is new here, and was added.\n  Ann\n* Zoé\n" in told
    assert study.learner.name == "Ann"


def test_nothing_of_another_learner_is_undone(home) -> None:
    assert "There is nothing to undo." in home("flag days", "learner Zoé", "undo")


def test_how_far_and_what_comes_is_told(home) -> None:
    told = home("topics", "due")
    assert "All kinds: 9 questions, 0 due, 0 learned, recall –" in told
    assert "Next 14 days: 0 0" in told


def test_problems_in_banks_are_told_at_the_start(home, study, tmp_path) -> None:
    from questions.reading import read_library

    (tmp_path / "bad.yaml").write_text("topic: [", "utf-8")
    study.library = read_library([tmp_path / "bad.yaml"])
    assert "in the banks; quiz check says where." in home("quit")


def test_a_record_that_fails_is_told_and_home_stays(home, study, monkeypatch) -> None:
    def fail(*_):
        raise NotSaved("The disk is full.")

    monkeypatch.setattr(study.store, "mark_question", fail)
    assert "The disk is full.\nquiz> " in home("flag days", "quit", terminal=True)
    with pytest.raises(NotSaved):
        home("flag days", "quit")


def test_no_list_of_commands_is_wider_than_a_terminal() -> None:
    lists = [text for name, text in vars(helps).items() if name.isupper()]
    assert max(len(line) for text in lists for line in text.splitlines()) < 79
