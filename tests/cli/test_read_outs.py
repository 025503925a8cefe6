"""Read-outs as text, JSON and CSV: keys that stay, and no effect on the record."""

from __future__ import annotations

import csv
import io
import json

import pytest

from progress.store import Store

THREE = ("practice", "air-quality", "--count", "3", "--seed", "1")

KEYS = {
    ("topics",): {"topics"},
    ("plan",): {"plan", "outlook"},
    ("due",): {"due", "aside", "new", "minutes", "streak", "forecast", "topics"},
    ("history",): {"sittings"},
    ("history", "last"): {"id", "started", "mode", "topics", "planned", "answers", "right", "score", "state", "seconds", "given"},
    ("try", "agreement-year", "1991"): {"question", "response", "outcome", "score", "rule", "answer"},
    ("check",): {"problems", "advice", "questions", "banks"},
    ("learner",): {"learners"},
    ("paths",): {"data", "database", "backups", "cache", "banks"},
    ("verify",): {"entries", "streams", "findings", "lost"},
    ("backup",): {"backups"},
}
ROWS = {
    ("topics",): {"topic", "title", "questions", "due", "learned", "started", "recall"},
    ("history",): {"id", "started", "mode", "topics", "planned", "answers", "right", "score", "state", "seconds"},
    ("learner",): {"id", "name", "current"},
}
ANSWER = {
    "question", "prompt", "shown", "response", "answer", "outcome", "score", "rule", "rating", "reason", "claim", "when", "seconds",
    "hinted", "confidence", "undone", "earlier_key", "marked_anew",
}  # fmt: skip


@pytest.fixture
def answered(quiz):
    """The command line after a practice of three questions."""
    quiz(*THREE, stdin=["1", "1", "1"])
    return quiz


def read(quiz, *arguments: str):
    """What a command prints as JSON."""
    ran = quiz(*arguments, "--json")
    assert (ran.status, ran.err) == (0, "")
    return json.loads(ran.out)


@pytest.mark.parametrize("command", KEYS)
def test_json_has_the_keys_that_the_readme_promises(answered, command) -> None:
    assert set(read(answered, *command)) == KEYS[command]


@pytest.mark.parametrize("command", ROWS)
def test_rows_in_json_have_their_keys(answered, command) -> None:
    (rows,) = read(answered, *command).values()
    assert rows
    assert all(set(row) == ROWS[command] for row in rows)


def test_a_question_in_json_is_as_the_bank_has_it(quiz) -> None:
    shown = read(quiz, "show", "agreement-year")
    assert (shown["id"], shown["kind"], shown["answer"]) == ("air-quality/agreement-year", "choice", "1991")


def test_every_answer_of_a_sitting_is_told_with_the_figures_behind_it(answered) -> None:
    (sitting,) = read(answered, "history")["sittings"]
    past = read(answered, "history", sitting["id"][:8])
    assert [set(given) for given in past["given"]] == [ANSWER] * 3
    assert sum(given["score"] for given in past["given"]) / 3 == pytest.approx(sitting["score"], abs=1e-4)


def test_history_as_text_tells_every_answer_as_given(answered) -> None:
    told = answered("history", "last").out
    assert told.startswith("Practice of ")
    assert told.count("   Your answer: ") == 3


def test_history_is_listed_newest_first_and_may_be_limited(answered) -> None:
    answered("practice", "energy", "--count", "1", stdin=[":don't know"])
    assert read(answered, "history", "--limit", "1")["sittings"][0]["topics"] == ["energy"]


@pytest.mark.parametrize("command", [("history",), ("topics",), ("history", "last")])
def test_csv_has_a_line_of_names_and_a_line_for_each_row(answered, command) -> None:
    rows = list(csv.reader(io.StringIO(answered(*command, "--csv").out)))
    assert set(rows[0]) == (ANSWER if "last" in command else ROWS[command])
    assert len(rows) == {("history",): 2, ("topics",): 13}.get(command, 4)


def test_csv_of_nothing_is_the_line_of_names(quiz) -> None:
    assert quiz("history", "--csv").out.startswith("id,started,mode")


def test_nothing_yet_is_said_in_words(quiz) -> None:
    assert quiz("history").out == "No sittings yet.\n"


def test_due_is_told_in_words(answered) -> None:
    assert "due, " in answered("due").out


def test_a_table_holds_its_columns_whatever_the_width_of_letters(quiz, tmp_path) -> None:
    path = tmp_path / "wide.yaml"
    path.write_text("topic: 湖\nquestions: [{id: a, kind: true-false, prompt: P, answer: true}]", "utf-8")
    told = quiz("topics", "--banks", str(path)).out
    assert f"{'trade-and-investment':<20}  {'Trade and investment':<20}  {18:>9}  " in told
    assert f"{'wide':<20}  {'湖':<19}  {1:>9}  " in told


def test_a_response_is_tried_without_being_recorded(quiz) -> None:
    ran = quiz("try", "agreement-year", "2000")
    assert ran.status == 0
    assert ran.out.startswith("✗ Wrong (score 0 %): You chose another option.\nResponse: 2000\nAnswer: 1991")
    assert quiz("history").out == "No sittings yet.\n"


def test_a_response_of_several_words_needs_no_quotes(quiz, bank) -> None:
    assert "✓ Right" in quiz("try", "all-kinds/cloze", "beaver;", "nickel", "--banks", str(bank)).out


def test_a_question_is_shown_without_its_answer_unless_asked(quiz) -> None:
    assert "Answer:" not in quiz("show", "agreement-year").out
    assert "\nAnswer: 1991\n" in quiz("show", "agreement-year", "--answer").out


def test_read_outs_add_no_learner_and_leave_who_is_learning(quiz, data) -> None:
    quiz("learner", "Ben")
    assert read(quiz, "topics", "--learner", "ann")
    assert quiz("topics", "--learner", "Carl").err == "quiz: There is no learner Carl. Known: Ann, Ben.\n"
    assert quiz("learner").out == "  Ann\n* Ben\n"


def test_a_learner_is_added_renamed_and_kept_apart(quiz) -> None:
    assert quiz("learner", "Ben").out == "Ben is new here, and was added.\n  Ann\n* Ben\n"
    assert quiz("learner", "ben", "--rename", "Benedict").out.startswith("Ben is called Benedict now.\n")
    assert quiz("learner", "Ann", "--rename", "benedict").err == "quiz: There is a learner Benedict already.\n"


def test_options_may_stand_before_and_after_the_command(quiz, bank, sevens) -> None:
    ahead = json.loads(quiz("--banks", str(bank), "topics", "--banks", str(sevens), "--json").out)
    assert {"all-kinds", "sevens"} <= {topic["topic"] for topic in ahead["topics"]}


def test_what_stands_after_the_command_goes_before(quiz, tmp_path) -> None:
    assert read(quiz, "--data", str(tmp_path / "a"), "paths", "--data", str(tmp_path / "b"))["data"] == str(tmp_path / "b")


def test_paths_make_nothing_and_show_no_password(quiz, tmp_path) -> None:
    told = read(quiz, "paths", "--data", str(tmp_path / "new"), "--database", "postgresql://ann:secret@host/quiz")
    assert told["database"] == "postgresql://ann:***@host/quiz"
    assert not (tmp_path / "new").exists()


def test_banks_with_problems_are_status_1(quiz, tmp_path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("topic: T\nquestions:\n  - {id: a, kind: chioce, prompt: P, answer: A}\n", "utf-8")
    ran = quiz("check", str(path))
    assert ran.status == 1
    assert "Did you mean `choice`?" in ran.out
    assert json.loads(quiz("check", str(path), "--json").out)["problems"][0]["line"] == 3


def test_the_shipped_banks_have_no_problems(quiz) -> None:
    assert quiz("check").out == "No problems in 12 banks with 216 usable questions.\n"


def test_what_was_written_in_one_program_is_read_in_the_next(answered, data) -> None:
    store = Store.open(f"sqlite:///{data / 'progress.db'}", "another")
    assert len(store.sittings(store.learners()[0].id)) == 1
    store.close()
