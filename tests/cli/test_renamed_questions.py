"""A question that is called otherwise since it was answered: the record has a card for each of its names, and the last answer counts."""

from __future__ import annotations

import pytest

from questions.reading import read_library
from quiz.history.seeing import PAGES, page_for, see

NAMES = ["an-early-name", "weekdays"]
"""Before and after the name that it had, "days", in the order in which a database keeps them."""


@pytest.fixture(params=NAMES)
def name(request, study, sevens, clock):
    """A new name of sevens/days, which Ann has answered: under the old one, wrong though she was sure, and two days later under this."""
    answer(study, "sevens/days", "8", "sure")
    clock.passes(days=2)
    bank = sevens.read_text("utf-8").replace("id: days,", f"id: {request.param}, was: [days],")
    sevens.write_text(bank, "utf-8")
    study.library = read_library([study.where.banks[0], sevens])
    answer(study, f"sevens/{request.param}", "7", "sure")
    return f"sevens/{request.param}"


def answer(study, question, response, confidence):
    sitting = study.again([question])
    sitting, _ = study.answer(sitting, study.question(sitting), response, took=8_000, hinted=False, usual=None, confidence=confidence)
    study.next(sitting)


def test_it_is_not_asked_again_before_the_day_that_its_last_answer_gave_it(study, name, clock) -> None:
    due = study.standing().cards[name].due
    asked = []
    while clock().day_ends() <= due:
        asked.append(name in study.today().cards)
        clock.passes(days=1)
    assert (asked[1:], name in study.today().cards) == ([False] * (len(asked) - 1), True)


def test_its_card_is_that_of_its_last_answer(study, name, clock) -> None:
    standing = study.standing()
    assert list(standing.cards) == [name]
    assert standing.cards[name].reviewed.date() == clock().at.date()


def test_a_mistake_under_the_old_name_is_forgotten_once_it_is_answered_rightly(study, name) -> None:
    assert (study.standing().misled, study.today().misled) == (frozenset(), frozenset())
    assert [figure for figure in page_for(study, "trust").figures if figure.title == "Sure, and wrong"] == []


def test_it_is_one_question_at_home(study, name) -> None:
    (sevens,) = (topic for topic in study.home().overview.topics if topic.topic == "sevens")
    assert sevens.started == 1


@pytest.mark.parametrize("key", PAGES)
def test_every_page_is_that_of_all_that_the_record_says(study, name, clock, key) -> None:
    clock.passes(days=3)
    assert page_for(study, key) == PAGES[key](see(study))


@pytest.mark.parametrize("mark", ["suspended", "flagged"])
def test_a_mark_from_before_can_be_taken_back_and_that_undone(study, sevens, mark) -> None:
    study.mark_question("sevens/days", mark, on=True)
    sevens.write_text(sevens.read_text("utf-8").replace("id: days,", "id: weekdays, was: [days],"), "utf-8")
    study.library = read_library([sevens])
    marked = [getattr(study.standing(), mark)]
    taken_back = study.mark_question("sevens/weekdays", mark, on=False)
    marked.append(getattr(study.standing(), mark))
    study.store.undo(study.learner.id, taken_back, study.clock())
    assert [*marked, getattr(study.standing(), mark)] == [{"sevens/weekdays"}, set(), {"sevens/weekdays"}]
