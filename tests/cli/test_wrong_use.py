"""Whoever mistypes is told so in a sentence, on standard error, with status 2."""

from __future__ import annotations

import pytest

SAID = {
    "histroy": "There is no command histroy. Did you mean history?",
    "frobnicate": "There is no command frobnicate. quiz --help lists them.",
    "practice nosuch": "“nosuch” is not a topic. The topics are: overview,",
    "practice w": "“w” means more than one topic: water-quality, wildlife.",
    "exam fishery": "“fishery” is not a topic. Did you mean fisheries?",
    "practice --count 0": "--count: “0” is not a whole number from 1 to 10,000. quiz practice --help says more.",
    "practice --count many": "--count: “many” is not a whole number from 1 to 10,000.",
    "practice --count": "Option '--count' requires an argument.",
    "practice --cuont 3": "There is no option --cuont. Did you mean --count?",
    "exam --minutes 99999999999999999999": "--minutes: “99999999999999999999” is not a whole number from 1 to 1,440.",
    "practice --seed 99999999999999999999": "--seed: “99999999999999999999” is not a whole number",
    "plan --exam soon": "“soon” is not a date. Write the day of the exam as year-month-day, as in ",
    "plan --exam 2001-01-01": "2001-01-01 is past: a plan needs a day to come, ",
    "plan --topics energy": "There is no exam plan yet: say first when the exam is, as in ",
    "plan --none --target 0.9": "--none drops the plan; it goes with no other option.",
    "show": "QUESTION is missing. quiz show --help says more.",
    "show agreement-yaer": "There is no question “agreement-yaer”. Did you mean air-quality/agreement-year?",
    "show nosuch": "There is no question “nosuch”. Questions are named topic/id.",
    "show a b": "Got unexpected extra argument (b).",
    "try agreement-year": "RESPONSE is missing.",
    "try agreement-year 1066": "Not marked. “1066” is not one of the choices. Type a number from 1 to 4.",
    "history nosuch": "No sitting begins with “nosuch”. quiz history lists them.",
    "history last": "There are no sittings yet.",
    "check nosuch.yaml": "There is no file or folder nosuch.yaml.",
    "topics --banks /nosuch": "There is no file or folder /nosuch.",
    "--banks /nosuch practice": "There is no file or folder /nosuch.",
    "topics --database nosuch://": "This is not the address of a database; write sqlite:///FILE or postgresql://USER@HOST/NAME.",
    "topics --data ~nosuch/x": "There is no such user's folder: ~nosuch/x.",
    "learner --rename X": "Say who shall be called otherwise: quiz learner NAME --rename NEW.",
    "learner X --rename Y": "There is no learner X.",
    "practice --learner xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx": "A learner's name has 1 to 40 characters.",
}


@pytest.mark.parametrize("line", SAID)
def test_wrong_use_is_told_in_a_sentence(quiz, line: str) -> None:
    ran = quiz(*line.split())
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"quiz: {SAID[line]}")


@pytest.mark.parametrize("option", ["--data", "--database", "--banks"])
def test_an_option_that_was_given_nothing_is_told(quiz, option: str) -> None:
    assert quiz("topics", option, "").err == f"quiz: {option} needs a name after it; what was given is empty.\n"


def test_a_topic_that_is_none_is_told_before_any_screen_is_drawn(quiz, monkeypatch) -> None:
    monkeypatch.setattr("quiz.places.wants_plain", lambda: False)
    monkeypatch.delattr("quiz.commands.home.run_app")
    assert quiz("exam", "nosuch").err.startswith("quiz: “nosuch” is not a topic.")


def test_an_empty_response_is_not_marked(quiz) -> None:
    assert quiz("try", "agreement-year", "").status == 2


@pytest.mark.parametrize(("part", "why"), [("", "it is a file, not a folder"), ("/deeper", "part of its path is a file, not a folder")])
@pytest.mark.parametrize("command", ["topics", "practice"])
def test_a_data_folder_that_is_a_file_is_told(quiz, tmp_path, command: str, part: str, why: str) -> None:
    path = tmp_path / "file"
    path.touch()
    ran = quiz(command, "--data", f"{path}{part}")
    assert ran.err == f"quiz: The data folder {path}{part} cannot be used: {why}. Choose another with --data.\n"
    assert ran.status == 2


def test_a_data_folder_that_may_not_be_written_is_told(quiz, tmp_path, monkeypatch) -> None:
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    assert "cannot be used: it may not be written. Choose another with --data." in quiz("topics", "--data", str(tmp_path / "x")).err


def test_a_database_that_is_none_is_told(quiz, data) -> None:
    (data / "progress.db").write_bytes(b"This is not a database." * 99)
    ran = quiz("topics")
    assert ran.status == 2
    assert ran.err.startswith("quiz: The record is damaged.")


def test_a_defect_is_told_without_a_traceback(quiz, monkeypatch) -> None:
    def fail(*_):
        raise RuntimeError("an answer key")

    monkeypatch.setattr("quiz.study.Study.ahead", fail)
    ran = quiz("topics")
    assert (ran.status, ran.err.count("\n"), "an answer key" in ran.err) == (70, 3, False)
    assert ran.err.startswith("quiz: The program made a mistake and had to end: RuntimeError in quiz/commands/topics.py, line ")


def test_a_programmer_may_ask_for_the_traceback(quiz, monkeypatch) -> None:
    def fail(*_):
        raise RuntimeError("odd")

    monkeypatch.setattr("quiz.study.Study.ahead", fail)
    monkeypatch.setenv("QUIZ_TRACEBACK", "1")
    ran = quiz("topics")
    assert (ran.status, "RuntimeError: odd" in ran.err) == (70, True)


def test_an_interrupted_command_ends_quietly(quiz, monkeypatch) -> None:
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("quiz.study.Study.ahead", interrupt)
    ran = quiz("topics")
    assert (ran.status, ran.err.strip()) == (130, "quiz: Left. Nothing is lost.")


def test_help_is_asked_for_in_several_ways(quiz) -> None:
    assert quiz("help").out == quiz("--help").out == quiz("-h").out
    assert quiz("help", "exam").out == quiz("exam", "--help").out


@pytest.mark.parametrize("command", ["review", "practice", "exam", "topics", "due", "history", "show", "try", "check", "learner", "paths"])
def test_every_command_tells_its_own_options_before_those_that_stand_everywhere(quiz, command: str) -> None:
    told = quiz(command, "--help").out
    assert told.startswith(f"Usage: quiz {command} ")
    assert told.index("Options:") < told.index("-h, --help") < told.index("Everywhere:") < told.index("--learner NAME")
    assert max(map(len, told.splitlines())) < 80
