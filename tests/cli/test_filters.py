"""The language of filters in the commands and the line mode: what is chosen, and what is said of a slip."""

from __future__ import annotations

import json

import pytest
import time_machine
from cli.conftest import NOON

from quiz.plain.home import Home


@pytest.fixture
def at_sevens(quiz, sevens):
    """The command line with the bank of sevens, one of whose questions was missed once and another is flagged."""

    def run(*arguments: str, stdin: tuple[str, ...] = ()):
        return quiz(*arguments, "--banks", str(sevens), stdin=list(stdin))

    # What is missed comes back in ten minutes: just before four in the morning that is on another study day.
    with time_machine.travel(NOON.at):
        run("practice", "sevens", "--only", "id:days", "--count", "1", stdin=("8", "", ":q"))
        yield run


@pytest.fixture
def home(talk):
    """What home says to these lines."""
    return lambda *lines: talk(lambda session: Home(session).stay(), *lines)


@pytest.mark.parametrize("mode", ["review", "practice", "exam"])
def test_a_sitting_asks_only_what_fits(at_sevens, mode: str) -> None:
    told = at_sevens(mode, "sevens", "--only", "wrong>0", "--count", "5").out
    assert ("Days in a week?" in told, "Seas" in told or "Wonders" in told) == (True, False)


def test_a_review_meets_only_new_questions_that_fit(at_sevens) -> None:
    told = at_sevens("review", "--only", "id:sevens/seas or id:wonders", stdin=("7", "", "7", "", "")).out
    assert [prompt in told for prompt in ("Days", "Seas", "Wonders")] == [False, True, True]


def test_a_review_of_what_is_neither_due_nor_new_is_none(at_sevens) -> None:
    ran = at_sevens("review", "--only", "id:days due>3")
    assert (ran.status, ran.err) == (2, "quiz: No question that is due or new fits “id:days due>3d”.\n")


def test_a_review_with_a_filter_goes_on_with_no_other(at_sevens) -> None:
    at_sevens("review", stdin=("7", ":q"))
    assert "Wonders" in at_sevens("review", "--only", "id:sevens/wonders").out


def test_a_paper_has_the_questions_that_fit(at_sevens, tmp_path) -> None:
    at_sevens("paper", "sevens", "--to", str(tmp_path / "exam.md"), "--only", "is:missed or wonders")
    written = (tmp_path / "exam.md").read_text()
    assert [prompt in written for prompt in ("Days", "Seas", "Wonders")] == [True, False, True]


def test_no_paper_is_written_when_nothing_fits(at_sevens, tmp_path) -> None:
    ran = at_sevens("paper", "sevens", "--to", str(tmp_path / "exam.md"), "--only", "kind:choice")
    assert (ran.status, ran.err, list(tmp_path.glob("*.md"))) == (2, "quiz: No question of these banks fits “kind:choice”.\n", [])


def test_topics_and_a_filter_both_narrow(at_sevens) -> None:
    ran = at_sevens("practice", "air", "--only", "id:days")
    assert (ran.status, ran.err) == (2, "quiz: No question that can be asked here fits “id:days”.\n")


@pytest.mark.parametrize(
    "command",
    [("review",), ("practice",), ("exam",), ("paper", "sevens", "--to", "x.md"), ("export", "sevens", "--to", "x.gift"), ("history",)],
)
def test_a_slip_is_pointed_at(at_sevens, command: tuple[str, ...]) -> None:
    ran = at_sevens(*command, "--only", "topic:air awnsers>2")
    assert (ran.status, ran.err) == (
        2,
        "quiz: --only “awnsers>2”, column 11: there is no such filter. Did you mean answers?\n    topic:air awnsers>2\n              ^\n",
    )


def test_a_filter_in_the_place_of_a_topic_is_told_where_it_belongs(at_sevens) -> None:
    ran = at_sevens("practice", "kind:number")
    assert (ran.status, ran.err) == (2, "quiz: “kind:number” is not a topic. A filter stands after --only.\n")


@pytest.mark.parametrize(("only", "sittings"), [("mode:practice", 1), ("mode:exam", 0), ("topic:sevens score<50%", 1), ("score>50%", 0)])
def test_history_lists_the_sittings_that_fit(at_sevens, only: str, sittings: int) -> None:
    as_json, as_csv = at_sevens("history", "--only", only, "--json").out, at_sevens("history", "--only", only, "--csv").out
    assert (len(json.loads(as_json)["sittings"]), len(as_csv.splitlines()) - 1) == (sittings, sittings)


def test_history_says_that_no_sitting_fits(at_sevens) -> None:
    assert at_sevens("history", "--only", "mode:exam").out == "No sitting fits.\n"


def test_history_of_one_sitting_takes_no_filter(at_sevens) -> None:
    ran = at_sevens("history", "last", "--only", "mode:exam")
    assert (ran.status, ran.err) == (2, "quiz: --only chooses among sittings. Name one, or choose.\n")


def test_export_writes_the_questions_that_fit(at_sevens, tmp_path) -> None:
    at_sevens("export", "sevens", "--to", str(tmp_path / "s.gift"), "--only", "is:missed or wonders")
    written = (tmp_path / "s.gift").read_text()
    assert [prompt in written for prompt in ("Days", "Seas", "Wonders")] == [True, False, True]


def test_export_writes_no_file_when_nothing_fits(at_sevens, tmp_path) -> None:
    ran = at_sevens("export", "sevens", "--to", str(tmp_path / "s.gift"), "--only", "kind:choice")
    assert (ran.status, ran.err, list(tmp_path.glob("*.gift"))) == (2, "quiz: No question of sevens fits “kind:choice”.\n", [])


def test_a_log_is_not_filtered(quiz, tmp_path) -> None:
    ran = quiz("export", "--log", str(tmp_path / "ann.quizlog"), "--only", "is:due")
    assert (ran.status, ran.err) == (2, "quiz: --only chooses among the questions of BANK; a log is handed in whole.\n")


def test_home_takes_a_filter_to_the_end_of_the_line(home) -> None:
    assert "1 of 2. Sevens." in home("practice sevens 5 --only kind:number -wonders", ":q")


def test_home_says_that_nothing_fits_and_goes_on(home) -> None:
    told = home("practice --only wrong>0", "topics")
    assert ("No question that can be asked here fits “wrong>0”.\n" in told, "Sevens: 3 questions" in told) == (True, True)


def test_home_reviews_only_what_fits(home) -> None:
    assert "1 of 1. Sevens." in home("review --only id:sevens/seas", ":q")


def test_home_finds_by_what_was_answered(home) -> None:
    told = home("practice sevens --only id:days", "8", ":q", "browse wrong>0")
    assert "sevens/days: Days in a week? (number, back in 10 minutes)\n1 question.\n" in told


def test_home_points_at_a_slip_in_a_search(home) -> None:
    assert "“wrnog>2”, column 5: there is no such filter. Did you mean wrong?\n    sea wrnog>2\n        ^\n" in home("browse sea wrnog>2")


def test_home_lists_the_sittings_that_fit_under_their_own_numbers(home, clock) -> None:
    home("practice sevens 1 --only id:days", "8", ":q")
    clock.passes(hours=1)
    home("exam sevens 1", "7", ":done", "y", "")
    told = home("history mode:practice", "history mode:review")
    assert [line for line in told.splitlines() if "score" in line or "fits" in line] == [
        "2. 2 Mar 2026 12:00, practice, Sevens: 0 of 1 right, score 0 %",
        "No sitting fits.",
    ]
