"""The pages of the history by the command and in the line mode: text, JSON and CSV, and the way from a row to its answers."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest

from questions.reading import read_library
from quiz.history.data import page_data
from quiz.history.seeing import PAGES, answers_behind, page_for, see
from quiz.plain.home import Home
from quiz.plain.wrapping import width
from quiz.planning.exam_plan import ExamPlan
from quiz.schedule.why import why_asked
from quiz.streams import spelled

DAYS = (0, 1, 3, 40, 41, 69, 70)


@pytest.fixture
def answered(quiz):
    """The command line after a practice of three questions, the third of which was answered wrongly."""
    quiz("practice", "air-quality", "--count", "3", "--seed", "1", stdin=["1", "1", "1"])
    return quiz


@pytest.fixture
def worked(study, clock):
    """Ann, after seventy days with a practice now and then; the second topic she began late."""
    begun = 0
    for number, day in enumerate(DAYS):
        clock.passes(days=day - begun)
        begun = day
        sitting = study.again(["sevens/days", "sevens/seas", *(["all-kinds/number"] if number > 4 else [])])
        for place in range(len(sitting.planned)):
            question = study.question(sitting)
            response = "8" if (number + place) % 4 == 0 else question.right_response()
            clock.passes(seconds=9)
            sitting, _ = study.answer(sitting, question, response, took=8_000, hinted=False, usual=None)
            sitting = study.ask(sitting)
        study.end(sitting)
    return study


@pytest.fixture
def home(talk):
    """What home says to these lines."""
    return lambda *lines: talk(lambda session: Home(session).stay(), *lines)


# -- the command


@pytest.mark.parametrize("key", PAGES)
def test_a_page_begins_with_its_question_and_fits_a_terminal(answered, key: str) -> None:
    ran = answered("history", key)
    assert (ran.status, ran.err, ran.out.startswith(PAGES_ASK[key])) == (0, "", True)
    assert max(map(width, ran.out.splitlines())) < 80


PAGES_ASK = {
    "doing": "How am I doing?\n\nFirst tries: ",
    "work": "How much do I work?\n\n1 study day since ",
    "coming": "What will come?\n\nToday ",
    "knowing": "What do I know now?\n\nAll that you have met, you saw today",
    "trust": "Can I trust it?\n\nWhat the schedule predicted will appear here",
    "changed": "What changed since last week?\n\nThe last seven days: ",
}


@pytest.mark.parametrize("key", PAGES)
def test_a_newcomer_is_told_what_will_appear(quiz, key: str) -> None:
    ran = quiz("history", key)
    assert (ran.status, ran.out.count("will appear")) == (0, 1)


def test_a_bar_stands_beside_its_number(answered) -> None:
    line = next(line for line in answered("history", "doing", "--figure", "5").out.splitlines() if "Air quality" in line)
    score = int(line.split()[4])
    assert line.count("█") == round(score / 100 * 24)


def test_a_page_in_json_has_its_figures_with_what_stands_behind_each_row(answered) -> None:
    page = json.loads(answered("history", "doing", "--json").out)
    assert set(page) == {"key", "question", "sentences", "empty", "figures"}
    first = page["figures"][0]
    assert set(first) == {"name", "title", "note", "columns", "rows"}
    assert [column["unit"] for column in first["columns"]] == ["day", "count", "share", "share", "share"]
    assert set(first["rows"][0]["cells"]) == {"day", "answers", "score", "low", "high"}
    assert first["rows"][0]["behind"]["firsts"] is True


def test_a_figure_in_csv_has_a_column_each(answered) -> None:
    rows = list(csv.DictReader(io.StringIO(answered("history", "doing", "--figure", "1", "--csv").out)))
    assert (list(rows[0]), rows[0]["answers"]) == (["day", "answers", "score", "low", "high"], "3")


def test_the_answers_behind_a_row_are_listed(answered) -> None:
    given = json.loads(answered("history", "doing", "--figure", "1", "--row", "1", "--json").out)["answers"]
    assert sorted(each["question"] for each in given) == sorted(
        each["question"] for each in json.loads(answered("history", "last", "--json").out)["given"]
    )


def test_no_more_answers_are_listed_than_are_wished(answered) -> None:
    told = answered("history", "doing", "--figure", "1", "--row", "1", "--limit", "2").out
    assert ("2. " in told, "3. " in told, told.endswith("There are more; these are the newest.\n")) == (True, False, True)


def test_behind_a_sitting_is_all_of_it(answered) -> None:
    told = answered("history", "doing", "--figure", "7", "--row", "1").out
    assert told == answered("history", "last").out


def test_behind_a_day_to_come_are_its_questions(answered) -> None:
    told = answered("history", "coming", "--figure", "1", "--csv").out.splitlines()
    day = next(number for number, line in enumerate(told) if number and line.split(",")[1] != "0")
    assert "air-quality/" in answered("history", "coming", "--figure", "1", "--row", str(day)).out


SAID = {
    "history doing --figure 99": "This page has figures 1 to 7.",
    "history doing --row 1": "--row needs --figure: rows are numbered within a figure.",
    "history doing --figure 1 --row 9": "This figure lists 1 row, numbered from 1.",
    "history doing --csv": "As CSV, one figure at a time: --figure 1 to --figure 7.",
    "history doing --period x": "“x” is no period. Write it as 2026-09, or as two dates with .. between them: 2026-09-01..2026-09-15.",
    "history doing --with 2026": "The period beside another needs that other.",
    "history work --period 2026": "--period and --with are for quiz history doing.",
    "history doing --topic nosuch": "“nosuch” is not a topic. The topics are:",
    "history doing --only mode:exam": "--only chooses among sittings. A page takes --topic.",
    "history last --topic parks": "--topic, --period, --with, --figure and --row are for a page: quiz history doing --topic TOPIC.",
}


@pytest.mark.parametrize("line", SAID)
def test_wrong_use_is_told_in_a_sentence(answered, line: str) -> None:
    ran = answered(*line.split())
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"quiz: {SAID[line]}")


def test_two_periods_are_compared(answered) -> None:
    told = " ".join(answered("history", "doing", "--period", "2020-02", "--with", "2019-01..2019-02").out.split())
    assert "1 Feb to 29 Feb 2020 beside 1 Jan to 28 Feb 2019:" in told


# -- read quickly, and read whole


@pytest.mark.parametrize("topic", ["", "sevens", "all-kinds"])
@pytest.mark.parametrize("key", PAGES)
def test_what_is_read_for_one_page_tells_the_same_as_all_that_there_is(worked, key: str, topic: str) -> None:
    assert page_data(page_for(worked, key, topic)) == page_data(PAGES[key](see(worked, topic)))


@pytest.mark.parametrize("key", PAGES)
def test_it_tells_the_same_after_weeks_without_an_answer(worked, clock, key: str) -> None:
    clock.passes(days=40)
    page = page_for(worked, key)
    assert (page.empty, page_data(page)) == ("", page_data(PAGES[key](see(worked))))


def test_behind_the_rows_of_a_figure_are_as_many_answers_as_they_count(worked) -> None:
    for page in (page_for(worked, key) for key in ("doing", "work", "trust", "changed")):
        for figure in page.figures:
            names = [column.name for column in figure.columns]
            counted = next((names.index(name) for name in ("Answers", "Reviews") if name in names), None)
            for row in figure.rows:
                if row.behind is not None and counted is not None:
                    assert len(answers_behind(worked, row.behind)) == row.cells[counted], (page.key, figure.title, row)


def test_a_question_that_was_renamed_has_its_answers_under_both_names(worked, sevens, clock) -> None:
    clock.passes(days=2)
    bank = sevens.read_text("utf-8").replace("id: days,", "id: weekdays, was: [days],")
    sevens.write_text(bank, "utf-8")
    worked.library = read_library([sevens])
    rows = next(each for each in page_for(worked, "knowing").figures if each.title == "Least remembered").rows
    (row,) = (row for row in rows if row.behind.question == "sevens/weekdays")
    assert len(answers_behind(worked, row.behind)) == len(worked.answers_to("sevens/weekdays")) == len(DAYS)


def test_sittings_that_were_left_without_an_answer_take_the_place_of_none_that_is_told(worked, clock) -> None:
    for _ in range(25):
        clock.passes(minutes=1)
        worked.end(worked.again(["sevens/days"]))
    told = next(each for each in page_for(worked, "doing").figures if each.title == "Sittings").rows
    assert len(told) == len(DAYS)


def test_what_comes_follows_the_plan_for_an_exam_and_says_so(worked, clock) -> None:
    worked.keep_plan(ExamPlan(clock().day + timedelta(days=3), (), 0.9))
    (reviews,) = page_for(worked, "coming").figures
    due = [card.due for card in worked.as_asked().cards.values()]
    assert reviews.column("Reviews")[:3] == tuple(sum(clock().day_ends(d - 1) <= at < clock().day_ends(d) for at in due) for d in range(3))
    question = next(id_ for id_, card in worked.standing().cards.items() if card.due != worked.as_asked().cards[id_].due)
    assert "Your exam plan has brought it forward from" in " ".join(why_asked(worked, question))


# -- the line mode


def test_a_page_is_told_in_sentences_with_its_figures_by_number(worked, home) -> None:
    told = home("history work")
    assert "7 study days since 2 Mar 2026: 16 answers, 2 minutes." in told
    assert "1. Study days, 14 rows\n2. Minutes by week, 11 rows\nhistory work and a number tells one." in told


def test_a_figure_is_told_row_by_row_without_bars(worked, home) -> None:
    told = home("history work 2")
    assert "1. 2 Mar 2026: Minutes 0.8, Days 3, Answers 6\n" in told
    assert "█" not in told


def test_the_row_of_a_figure_is_opened_by_its_number(worked, home) -> None:
    told = home("history work 2", "open 1")
    assert told.count("You said: ") == 6
    assert "6. Days in a week? (sevens/days)\n   ✗ Wrong. You said: 8\n" in told


def test_a_page_may_be_of_one_topic(worked, home) -> None:
    assert "7 study days since 2 Mar 2026: 14 answers" in home("history work sevens")


def test_two_periods_are_compared_in_lines(worked, home) -> None:
    assert "1 May to 31 May 2026 beside 1 Mar to 31 Mar 2026:" in home("history doing period:2026-05 with:2026-03")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("open 1",), "open is for a row of a figure: first history doing 1, then open and the number of a row."),
        (("history work 1", "open"), "open takes the number of a row, as in open 3."),
        (("history work 1", "open 99"), "This figure lists 14 rows, numbered from 1."),
        (("history work 1", "open 9"), "There are no answers behind this row."),
        (("history work 9",), "This page has figures 1 to 2."),
        (("history work nosuch",), "“nosuch” is not a topic."),
        (("history work period:2026",), "After a page stand a topic and the number of a figure"),
        (("history trust sevens 99",), "This page has figures 1 to 3."),
    ],
)
def test_what_cannot_be_opened_is_told(worked, home, lines: tuple[str, ...], said: str) -> None:
    assert said in home(*lines)


def test_sittings_are_listed_with_a_word_on_the_pages(worked, home) -> None:
    assert "history and one of doing, work, coming, knowing, trust, changed tells a page." in home("history")


def test_the_shades_of_the_calendar_stay_apart_where_there_is_only_ascii() -> None:
    assert spelled("·░▒▓█") == "-.oO#"
