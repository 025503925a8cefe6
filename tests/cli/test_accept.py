"""``quiz items QUESTION --accept RESPONSE``: what learners dispute is written into the bank, and past answers marked by it."""

from __future__ import annotations

import json
import os

import pytest

from quiz.plain.home import Home
from quiz.rereading import Banks

FOG = "all-kinds/short-answer"


@pytest.fixture
def accept(quiz, bank):
    """Accept a response to a question of the bank of all kinds."""
    return lambda *arguments: quiz("items", *arguments, "--banks", str(bank))


def test_a_response_is_right_from_now_on(accept, quiz, bank) -> None:
    before = bank.read_text("utf-8")
    ran = accept(FOG, "--accept", "haze")
    assert (ran.status, ran.out) == (0, f"“haze” is right from now on: it stands among its accepted wordings in {bank}:15.\n")
    assert bank.read_text("utf-8") == before.replace("answer: smog,", "answer: smog, accept: [haze],")
    assert quiz("try", FOG, "haze", "--banks", str(bank)).out.startswith("✓ Right")


def test_a_blank_is_named_by_its_place(accept, bank) -> None:
    accept("all-kinds/cloze", "--accept", "beaver; 5 cents")
    assert "{{nickel|5 cents}}" in bank.read_text("utf-8")


def test_past_answers_are_marked_anew_if_that_is_said(accept, talk, quiz) -> None:
    talk.practise("haze", "", ask=["short-answer"])
    ran = accept(FOG, "--accept", "haze", "--yes")
    assert ran.out.splitlines()[1:] == [
        "1 past answer was marked by the earlier key; 1 would be worth more or less.",
        "1 answer marked anew.",
    ]
    assert json.loads(quiz("history", "last", "--json").out)["given"][0]["outcome"] == "right"


def test_where_nobody_can_be_asked_past_answers_stay(accept, talk, quiz) -> None:
    talk.practise("haze", "", ask=["short-answer"])
    assert accept(FOG, "--accept", "haze").out.endswith("Nothing was marked anew; quiz regrade does it, for one learner at a time.\n")
    assert json.loads(quiz("history", "last", "--json").out)["given"][0]["outcome"] == "wrong"


def test_at_a_terminal_it_is_asked(terminal, talk, bank) -> None:
    talk.practise("haze", "", ask=["short-answer"])
    at = terminal("items", FOG, "--accept", "haze", "--banks", str(bank))
    at.until("[y/N]")
    at.type("y\n")
    at.until("1 answer marked anew.")
    assert at.left_with() == 0


@pytest.mark.parametrize(
    ("question", "response", "said"),
    [
        (FOG, "Smog", "This is right by the key of now. quiz regrade marks past answers by it. It is in {bank}:15."),
        ("all-kinds/choice", "Toronto", "A question of the kind choice takes no other wordings. If the key is wrong, correct its"),
        ("all-kinds/number", "6", "A number has no other wordings."),
        ("all-kinds/cloze", "a; b; c", "This is no response to all-kinds/cloze: There are 2 blanks"),
        ("all-kinds/clozed", "a", "There is no question “all-kinds/clozed”. Did you mean all-kinds/cloze?"),
    ],
)
def test_what_cannot_be_accepted_is_told_and_nothing_written(accept, bank, question: str, response: str, said: str) -> None:
    before = bank.read_bytes()
    ran = accept(question, "--accept", response)
    assert (ran.status, ran.out, bank.read_bytes() == before) == (2, "", True)
    assert ran.err.startswith(f"quiz: {said.format(bank=bank)}")


def test_a_question_has_to_be_named(accept) -> None:
    assert accept("--accept", "haze").err.startswith("quiz: --accept takes one QUESTION")


def test_a_bank_that_may_not_be_written_stays(accept, bank, monkeypatch) -> None:
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) != os.path.realpath(bank) and may(path, mode))
    ran = accept(FOG, "--accept", "haze")
    assert (ran.status, ran.err) == (2, f"quiz: {bank} may not be written to, and stays as it is.\n")


def test_a_link_to_a_bank_stays_a_link(quiz, bank, tmp_path) -> None:
    link = tmp_path / "linked" / "all-kinds.yaml"
    link.parent.mkdir()
    link.symlink_to(bank)
    quiz("items", FOG, "--accept", "haze", "--banks", str(link))
    assert (link.is_symlink(), "accept: [haze]" in bank.read_text("utf-8")) == (True, True)


@pytest.fixture
def home(talk, study):
    """What home says to these lines; the banks are read again when they were saved."""
    study.banks = Banks(study.where.banks)
    return lambda *lines: talk(lambda session: Home(session).stay(), *lines)


def test_home_tells_which_questions_need_a_look(home) -> None:
    told = home("practice --only id:all-kinds/short", "haze", ":r", "", "items")
    assert "1 learner, 1 first try at 1 question." in told
    (row,) = (line.split() for line in told.splitlines() if line.startswith(FOG))
    assert (row[:3], " ".join(row).endswith("1 disputed; too few to say")) == ([FOG, "1", "0.00"], True)


def test_home_tells_one_question_in_full_and_what_can_be_accepted(home) -> None:
    told = home("practice --only id:all-kinds/short", "haze", ":r", "", f"items {FOG}")
    assert "    1  haze\naccept all-kinds/short-answer and a response makes it right from now on.\n" in told


def test_home_lists_what_fits_a_filter(home) -> None:
    told = home("practice --only id:all-kinds/short", "haze", "", "items kind:choice", "items kind:short-answer", "items knd:choice")
    assert ("No question that was answered fits." in told, told.count(FOG) > 0, "Did you mean kind?" in told) == (True, True, True)


def test_home_says_that_there_are_no_answers(home) -> None:
    assert "No answers yet." in home("items")


def test_home_accepts_and_marks_anew(home, bank, quiz) -> None:
    told = home("practice --only id:all-kinds/short", "haze", "", f"accept {FOG} haze", "y")
    assert ("accept: [haze]" in bank.read_text("utf-8"), "\n1 marked anew.\n" in told) == (True, True)
    assert json.loads(quiz("history", "last", "--json").out)["given"][0]["outcome"] == "right"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"accept {FOG}", "accept takes a question and a response"),
        (f"accept {FOG} smog", "This is right by the key of now."),
        ("accept all-kinds/cloze a;b;c", "This is no response to all-kinds/cloze: There are 2 blanks"),
        ("accept nowhere/q a", "There is no question “nowhere/q”."),
    ],
)
def test_home_says_why_it_cannot_accept(home, line: str, said: str) -> None:
    assert said in home(line, "quit")
