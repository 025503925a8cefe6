"""Keys that are corrected after someone answered: past answers stay, say so, and are marked anew when that is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

BANK = """\
topic: Lakes
questions:
  - id: deepest
    kind: choice
    prompt: Which is the deepest of the Great Lakes?
    answer: {answer}
    distractors: {distractors}
  - id: drains
    kind: short-answer
    prompt: Which river drains them?
    answer: St. Lawrence
"""
WRONG_KEY = BANK.format(answer="Huron", distractors="[Superior, Erie]")
CORRECTED = BANK.format(answer="Superior", distractors="[Huron, Erie]")


@pytest.fixture
def lakes(tmp_path: Path) -> Path:
    path = tmp_path / "lakes.yaml"
    path.write_text(WRONG_KEY, "utf-8")
    return path


@pytest.fixture
def answered(quiz: Callable, lakes: Path) -> Callable:
    """The command line, after Ann chose Superior, which the bank then said is wrong, and typed the river."""

    def run(*arguments: str, stdin: tuple[str, ...] = ()):
        return quiz(*arguments, "--banks", str(lakes), stdin=stdin)

    asked = quiz("practice", "lakes", "--count", "2", "--seed", "1", "--banks", str(lakes), stdin=["Superior", "Superior", "Superior"])
    assert "Answer: Huron" in asked.out
    return run


def given(run: Callable) -> dict[str, dict]:
    return {each["question"]: each for each in json.loads(run("history", "last", "--json").out)["given"]}


def test_while_the_key_holds_there_is_nothing_to_mark_anew(answered):
    ran = answered("regrade")
    assert (ran.status, ran.out) == (0, "Every answer is marked by the key of now.\n")


def test_an_answer_under_an_earlier_key_stays_and_says_so(answered, lakes):
    lakes.write_text(CORRECTED, "utf-8")
    answer = given(answered)["lakes/deepest"]
    assert [answer[key] for key in ("response", "outcome", "answer", "earlier_key", "marked_anew")] == [
        "Superior",
        "wrong",
        "Huron",
        True,
        False,
    ]
    told = answered("history", "last").out
    assert "asked under an earlier key" in told
    assert "The answer is now: Superior (quiz regrade marks what was asked under the earlier key)" in " ".join(told.split())


def test_what_would_change_is_told_and_nothing_is_marked_where_no_one_can_be_asked(answered, lakes):
    lakes.write_text(CORRECTED, "utf-8")
    ran = answered("regrade")
    assert ran.status == 1
    assert ran.out == (
        "lakes/deepest: 1 answer under an earlier key.\n"
        "    The answer was: Huron\n"
        "    The answer is:  Superior\n"
        "    1 wrong → right\n"
        "Nothing was marked anew; --yes does it.\n"
    )
    assert given(answered)["lakes/deepest"]["outcome"] == "wrong"


def test_marked_anew_the_answer_counts_by_the_key_of_now(answered, lakes):
    lakes.write_text(CORRECTED, "utf-8")
    ran = answered("regrade", "--yes")
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "1 answer marked anew.")
    answer = given(answered)["lakes/deepest"]
    assert [answer[key] for key in ("response", "outcome", "score", "answer", "earlier_key", "marked_anew", "rating", "reason")] == [
        "Superior", "right", 1.0, "Superior", False, True, "Good", "it was right; the key was corrected",
    ]  # fmt: skip
    assert json.loads(answered("history", "--json").out)["sittings"][0]["right"] == 1
    assert answered("regrade").out == "Every answer is marked by the key of now.\n"


def test_the_record_is_sound_after_marking_anew(answered, lakes):
    lakes.write_text(CORRECTED, "utf-8")
    answered("regrade", "--yes")
    assert answered("verify").status == 0


def test_json_tells_each_answer(answered, lakes):
    lakes.write_text(CORRECTED, "utf-8")
    ran = answered("regrade", "--json")
    told = json.loads(ran.out)
    (question,) = told["questions"]
    (answer,) = question.pop("answers")
    assert (ran.status, told["marked"], question) == (1, 0, {"question": "lakes/deepest", "was": "Huron", "is": "Superior"})
    assert [answer[key] for key in ("response", "outcome", "score", "becomes", "new_score")] == ["Superior", "wrong", 0.0, "right", 1.0]


def test_what_is_no_option_any_more_is_told_and_left(answered, lakes):
    lakes.write_text(BANK.format(answer="Michigan", distractors="[Huron, Erie]"), "utf-8")
    ran = answered("regrade", "--yes")
    assert "    1 cannot be marked by it, and stay as they are: what was chosen is no option any more." in ran.out.splitlines()
    assert (ran.status, given(answered)["lakes/deepest"]["outcome"]) == (0, "wrong")


def test_only_what_is_named_is_marked_anew(answered, lakes):
    lakes.write_text(CORRECTED, "utf-8")
    assert answered("regrade", "lakes/drains").out == "Every answer is marked by the key of now.\n"
    assert answered("regrade", "lakes", "--yes").status == 0


def test_a_topic_that_is_not_there_is_wrong_use(answered):
    ran = answered("regrade", "seas")
    assert (ran.status, ran.err) == (2, "quiz: There is no topic or question seas. quiz topics lists the topics.\n")


def test_rewording_leaves_past_answers_alone(answered, lakes):
    reworded = WRONG_KEY.replace("Which is the deepest of", "Of which is the deepest among").replace(
        "[Superior, Erie]", "[Superior, Erie, Ontario]"
    )
    lakes.write_text(reworded, "utf-8")
    assert answered("regrade").out == "Every answer is marked by the key of now.\n"


def test_a_renamed_question_is_followed(answered, lakes):
    lakes.write_text(CORRECTED.replace("id: deepest", "id: depth\n    was: [deepest]"), "utf-8")
    ran = answered("regrade", "lakes/depth", "--yes")
    assert (ran.status, given(answered)["lakes/deepest"]["outcome"]) == (0, "right")


def test_wordings_of_one_key_are_told_together(answered, lakes):
    lakes.write_text(WRONG_KEY.replace("Which is the deepest", "Which of these is the deepest"), "utf-8")
    answered("practice", "lakes", "--count", "2", "--seed", "1", stdin=("Superior", "Superior", "Superior"))
    lakes.write_text(CORRECTED, "utf-8")
    assert answered("regrade").out.splitlines()[0] == "lakes/deepest: 2 answers under an earlier key."
