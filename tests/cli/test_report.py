"""``quiz report``: a learner's history as a file to be handed on."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine

from progress.periods import Span
from progress.records import Behind
from quiz.plain.home import Home
from quiz.reports.report import Wish, report_of
from quiz.reports.tracing import stands_behind
from quiz.study import Study


@pytest.fixture
def studied(study: Study, clock) -> Iterator[Study]:
    """Ann has answered on three days of March, rightly and wrongly, on two topics."""

    def sit(*given: tuple[str, str]) -> None:
        sitting = study.again([name for name, _ in given])
        assert sitting is not None
        for _ in given:
            sitting = study.ask(sitting)
            question = study.question(sitting)
            assert question is not None
            response = dict(given)[question.id]
            sitting, _ = study.answer(
                sitting, question, question.parse(response, study.shown(sitting, question)), took=4_000, hinted=False, usual=None
            )
            clock.passes(minutes=1)
        study.end(sitting)

    sit(("all-kinds/choice", "Toronto"), ("sevens/days", "7"))
    clock.passes(days=1)
    sit(("all-kinds/choice", "Ottawa"), ("sevens/seas", "8"))
    clock.passes(days=5)
    sit(("sevens/days", "7"), ("sevens/seas", "7"), ("all-kinds/number", "5"))
    with time_machine.travel(clock.now.at, tick=False):
        yield study


@pytest.fixture
def write(quiz, studied, bank: Path, sevens: Path, tmp_path: Path) -> Callable[..., str]:
    """Write a report, and return what is in it."""

    def run(name: str, *options: str) -> str:
        file = tmp_path / name
        ran = quiz("report", "--to", str(file), "--banks", str(bank), "--banks", str(sevens), *options)
        assert (ran.status, ran.err) == (0, "")
        return file.read_text("utf-8")

    return run


@pytest.fixture
def refused(quiz, studied, tmp_path: Path) -> Callable[..., str]:
    """Ask for what is not to be had, and return what is said; nothing is written."""

    def run(*options: str) -> str:
        before = set(tmp_path.iterdir())
        ran = quiz("report", *options)
        assert (ran.status, ran.out, set(tmp_path.iterdir())) == (2, "", before)
        return ran.err

    return run


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# -- what is in it


def test_it_is_said_what_was_written_where(quiz, studied, tmp_path: Path) -> None:
    file = tmp_path / "ann.html"
    assert quiz("report", "--to", str(file), "--answers").out == f"The history of Ann, with 3 sittings and 7 answers, is in {file}.\n"
    assert quiz("report", "--to", str(file), "--force").out == f"The history of Ann, with 3 sittings, is in {file}.\n"


def test_a_page_holds_the_six_pages_of_the_history(write) -> None:
    page = write("ann.html")
    for question in ("How am I doing?", "How much do I work?", "What will come?", "What do I know now?", "What changed since last week?"):
        assert f"{question}</h2>" in page
    assert "Can I trust it?</h2>" in page


def test_sittings_are_a_table(write) -> None:
    rows = table(write("ann.csv"))
    assert [(row["no"], row["started"], row["answers"], row["right"]) for row in rows] == [
        ("1", "2026-03-02T12:00:00-05:00", "2", "1"),
        ("2", "2026-03-03T12:02:00-05:00", "2", "1"),
        ("3", "2026-03-08T12:04:00-05:00", "3", "3"),
    ]


def test_every_answer_is_a_row_without_saying_answers(write) -> None:
    rows = table(write("ann.csv", "--table", "answers"))
    assert Counter((row["question"], row["outcome"]) for row in rows) == {
        ("all-kinds/choice", "wrong"): 1, ("all-kinds/choice", "right"): 1, ("all-kinds/number", "right"): 1,
        ("sevens/days", "right"): 2, ("sevens/seas", "wrong"): 1, ("sevens/seas", "right"): 1,
    }  # fmt: skip
    first = next(row for row in rows if row["question"] == "all-kinds/choice")
    assert {name: first[name] for name in ("response", "right_answer", "score", "first_try", "seconds", "sitting")} == {
        "response": "Toronto", "right_answer": "Ottawa", "score": "0.0", "first_try": "yes", "seconds": "4.0", "sitting": "1",
    }  # fmt: skip


def test_topics_are_a_table(write) -> None:
    rows = {row["topic"]: row for row in table(write("ann.csv", "--table", "topics"))}
    assert {name: rows["Sevens"][name] for name in ("questions", "answers", "score", "first_tries")} == {
        "questions": "3", "answers": "4", "score": "0.75", "first_tries": "0.5",
    }  # fmt: skip


def test_json_and_csv_have_the_same_numbers(write) -> None:
    data = json.loads(write("ann.json"))
    rows = [row["cells"] for row in data["sittings"]["rows"]]
    assert [[str(value) for value in row.values()] for row in rows] == [list(row.values()) for row in table(write("ann.csv"))]
    assert data["answers"] is None


def test_a_workbook_is_written(quiz, studied, tmp_path: Path) -> None:
    file = tmp_path / "ann.xlsx"
    assert quiz("report", "--to", str(file)).status == 0
    assert file.read_bytes().startswith(b"PK")


def test_a_format_can_be_named(write) -> None:
    assert json.loads(write("ann.txt", "--format", "JSON"))["learner"] == "Ann"


def test_somebody_without_answers_has_a_report_that_says_what_will_come(quiz, tmp_path: Path) -> None:
    assert quiz("report", "--to", str(tmp_path / "ann.html")).status == 0
    page = (tmp_path / "ann.html").read_text("utf-8")
    assert "No answers yet" in page
    assert page.count('<p class="empty">') == 7


# -- narrowed


def test_a_topic_narrows_answers_and_sittings_and_leaves_out_what_is_counted_over_all(write) -> None:
    data = json.loads(write("ann.json", "--topic", "sevens", "--answers"))
    assert {row["cells"]["question"].partition("/")[0] for row in data["answers"]["rows"]} == {"sevens"}
    assert [row["cells"]["topic"] for row in data["topics"]["rows"]] == ["Sevens"]
    assert [page["key"] for page in data["pages"]] == ["doing", "work", "coming", "knowing", "changed"]


def test_a_beginning_narrows_what_is_counted(write) -> None:
    data = json.loads(write("ann.json", "--since", "2026-03-03", "--answers"))
    assert (len(data["answers"]["rows"]), len(data["sittings"]["rows"]), data["since"]) == (5, 2, "2026-03-03")
    assert data["pages"][1]["figures"][1]["rows"][0]["cells"]["answers"] == 5


def test_an_end_that_is_past_leaves_out_the_pages_on_now(write) -> None:
    data = json.loads(write("ann.json", "--until", "2026-03-03", "--answers"))
    assert len(data["answers"]["rows"]) == 4
    assert [page["key"] for page in data["pages"]] == ["doing", "work", "trust"]


def test_two_weeks_that_are_not_whole_are_left_out(write) -> None:
    keys = [[page["key"] for page in json.loads(write(f"{day}.json", "--since", f"2026-02-{day}"))["pages"]] for day in (23, 24)]
    assert keys[0][-1] == "changed"
    assert keys[1] == ["doing", "work", "coming", "knowing", "trust"]


@pytest.mark.parametrize("options", [("--since", "9999"), ("--until", "0001-01-01"), ("--since", "2026-03-08", "--until", "2026-03-08")])
def test_any_dates_make_a_report(write, options: tuple[str, ...]) -> None:
    assert "How am I doing?</h2>" in write("ann.html", *options)


def test_topics_stand_as_of_now_whatever_is_counted(write) -> None:
    now, then = (json.loads(write(f"{at}.json", *span))["topics"]["rows"] for at, span in enumerate([(), ("--until", "2026-03-02")]))
    recalled = [{row["cells"]["topic"]: row["cells"]["recall"] for row in rows} for rows in (now, then)]
    assert recalled[0]["All kinds"] is not None
    assert recalled[1]["All kinds"] == recalled[0]["All kinds"]


def test_a_month_is_meant_whole(write) -> None:
    assert len(table(write("ann.csv", "--since", "2026-03", "--until", "2026-03"))) == 3
    assert len(table(write("later.csv", "--since", "2026-04"))) == 0


def test_what_is_counted_is_said_on_the_page(write) -> None:
    page = write("ann.html", "--since", "2026-03-03", "--topic", "sevens")
    assert "only what was answered since 3 Mar 2026" in page
    assert '<dt>Topic</dt><dd dir="auto">Sevens</dd>' in page


# -- traced


def test_every_row_of_every_figure_has_the_answers_that_the_store_finds_behind_it(studied: Study) -> None:
    report = report_of(studied, Wish(answers=True))
    behinds = {row.behind for _, figure in report.tables() for row in figure.rows if row.behind is not None}
    assert len(behinds) > 10
    for behind in behinds:
        found = {answer.id for answer in report.given if stands_behind(answer, behind)}
        assert found == {answer.id for answer in studied.store.answers_behind(studied.learner.id, behind)}


def test_the_numbers_of_a_narrowed_report_are_those_of_its_answers(studied: Study) -> None:
    span = Span(date(2026, 3, 3), date(2026, 3, 8))
    report = report_of(studied, Wish("sevens", span, answers=True))
    calendar = report.pages[1].figures[0]
    counted = {day: answers for day, answers in zip(calendar.column("Day"), calendar.column("Answers"), strict=True) if answers}
    assert counted == Counter(answer.when.day for answer in report.given)


def test_the_answers_are_those_that_count(studied: Study) -> None:
    last = studied.store.answers_behind(studied.learner.id, Behind())[0]
    studied.store.undo(studied.learner.id, last.id, studied.clock())
    assert last.id not in {answer.id for answer in report_of(studied, Wish(answers=True)).given}


def test_halves_of_a_span_that_begins_late_are_compared(studied: Study) -> None:
    report = report_of(studied, Wish(span=Span(date(2026, 3, 3), date.max)))
    assert any("3 Mar to 5 Mar 2026" in cell for figure in report.pages[0].figures for row in figure.rows for cell in map(str, row.cells))


# -- refused


def test_a_file_that_is_there_is_not_replaced_unless_that_is_said(quiz, write, tmp_path: Path) -> None:
    file = tmp_path / "ann.html"
    file.write_text("mine", "utf-8")
    ran = quiz("report", "--to", str(file))
    assert (ran.status, file.read_text("utf-8")) == (2, "mine")
    assert "is there already, and nothing was written" in ran.err
    assert write("ann.html", "--force").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--to", "a.pdf"], "a.pdf tells no format. Name a file that ends in .html, .csv, .json or .xlsx."),
        (["--to", "a.html", "--format", "pdf"], "A report is not written as pdf."),
        (["--to", "a.csv", "--table", "x"], "There is no table x. There are: doing-1 (First tries by day), "),
        (["--to", "a.html", "--table", "topics"], "--table chooses what a CSV holds. The other formats hold every table."),
        (["--to", "a.html", "--since", "yesterday"], "--since: “yesterday” is no date. Write 2026, 2026-09 or 2026-09-15."),
        (["--to", "a.html", "--until", "2026-13"], "--until: “2026-13” is no date."),
        (["--to", "a.html", "--since", "2026-09", "--until", "2026-08"], "--since lies after --until."),
        (["--to", "a.html", "--topic", "weather"], "“weather” is not a topic."),
        (["--to", "nowhere/a.html"], "There is no folder nowhere."),
        (["--to", "a.html", "--learner", "Bob"], "There is no learner Bob."),
        ([], "FILE is missing."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_is_told_in_a_sentence(refused, options: list[str], told: str) -> None:
    assert told in refused(*options)


def test_a_workbook_without_its_package_is_refused_with_what_to_install(refused, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "pip install 'canada-us-quiz[formats]'" in refused("--to", str(tmp_path / "a.xlsx"))


def test_a_name_is_only_text(quiz, study: Study, clock, tmp_path: Path) -> None:
    study.store.rename_learner(study.learner.id, "</title><script>alert(1)</script>\u202e=1+1", clock())
    ran = quiz("report", "--to", str(tmp_path / "a.html"))
    assert "\u202e" not in ran.out
    assert "<script>" not in (tmp_path / "a.html").read_text("utf-8")


# -- in lines


def test_a_report_is_written_from_the_line_mode(studied: Study, talk, tmp_path: Path) -> None:
    file = tmp_path / "ann.csv"
    said = talk(lambda session: Home(session).stay(), f"report {file}", "quit")
    assert f"The table sittings of the history of Ann, with 3 rows, is in {file}." in said
    assert len(table(file.read_text("utf-8"))) == 3


def test_the_line_mode_puts_every_answer_into_it_if_that_is_said(studied: Study, talk, tmp_path: Path) -> None:
    said = talk(lambda session: Home(session).stay(), f"report {tmp_path / 'ann.html'} --answers", "quit")
    assert "with 3 sittings and 7 answers" in said


def test_the_line_mode_replaces_nothing(studied: Study, talk, tmp_path: Path) -> None:
    file = tmp_path / "ann.html"
    file.write_text("mine", "utf-8")
    said = talk(lambda session: Home(session).stay(), f"report {file}", "report", "quit")
    assert f"{file} is there already, and nothing was written. Choose another name." in said
    assert "report takes the name of a file, as in report ann.html" in said
    assert file.read_text("utf-8") == "mine"
