"""What a learner types finds the question or the topic she means."""

from __future__ import annotations

import pytest

from quiz.filters.search import question_named, search, topics_meant


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["sevens"], ("sevens",)),
        (["SEV"], ("sevens",)),
        (["all", "kinds"], ("all-kinds",)),
        (["All kinds", "sevens"], ("all-kinds", "sevens")),
        (["sevens,all"], ("sevens", "all-kinds")),
        (["sevens", "sev"], ("sevens",)),
        ([], ()),
    ],
)
def test_topics_are_meant_by_id_title_or_beginning(study, words: list[str], found: tuple[str, ...]) -> None:
    assert topics_meant(study.library, words) == found


@pytest.mark.parametrize("name", ["all-kinds/choice", "choice", "Choice", " all-kinds/CHOICE "])
def test_a_question_is_named_by_its_id_or_the_end_of_it(study, name: str) -> None:
    assert question_named(study.library, name).id == "all-kinds/choice"


@pytest.mark.parametrize(
    ("name", "meant"), [("chioce", "all-kinds/choice"), ("all-kind/chioce", "all-kinds/choice"), ("sevens/dys", "sevens/days")]
)
def test_the_nearest_question_is_proposed(study, name: str, meant: str) -> None:
    with pytest.raises(ValueError, match=rf"Did you mean {meant}\?"):
        question_named(study.library, name)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", 12),
        ("capital", 2),
        ("CAPITAL canada", 2),
        ("topic:sev", 3),
        ("kind:number", 4),
        ("kind:number days", 1),
        ("is:new", 12),
        ("is:", 12),
        ("is:learned", 0),
        ("nowhere", 0),
    ],
)
def test_every_word_narrows_the_search(study, wanted: str, found: int) -> None:
    assert len(search(study.library, wanted, study.standing(), study.clock())) == found


def test_flagged_and_set_aside_questions_are_found(study) -> None:
    study.mark_question("sevens/days", "flagged", on=True)
    study.mark_question("sevens/seas", "suspended", on=True)
    found = {state: [q.id for q in search(study.library, f"is:{state}", study.standing(), study.clock())] for state in ("flagged", "aside")}
    assert found == {"flagged": ["sevens/days"], "aside": ["sevens/seas"]}
