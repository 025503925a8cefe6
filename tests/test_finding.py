"""Searching banks that lie in a cache, letter by letter: what it finds is what looking at each question finds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from progress.moment import Moment
from progress.records import Standing
from questions.bank import Library
from questions.cache import Cache
from questions.folding import folded
from questions.reading import SHIPPED, read_library
from quiz.filters import matching
from quiz.filters.finding import Finder
from quiz.filters.language import Wrong, parse

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
FLAGGED = frozenset({"air-quality/agreement-year"})
NOBODY = Standing({}, suspended=frozenset(), flagged=FLAGGED, days=(), usual={}, settings={}, last=None, new_today=0)
FILTERS = (
    "",
    "water",
    "WATER treaty",
    '"acid rain"',
    "water or -treaty",
    "-water kind:choice",
    "agreement section:air is:flagged",
    "topic:air (ozone or smog)",
    "id:agreement",
    "zzzz",
    "’",
    "kind:c water -lake",
    'section:"\u0301"',
    'kind:"\u0301" water',
    "topic:\u200b -section:\u200b or water",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The shipped banks, from a cache."""
    return read_library([SHIPPED], cache=Cache(tmp_path_factory.mktemp("kept")))


def found(finder: Finder, text: str) -> list[str]:
    wanted = parse(text)
    assert not isinstance(wanted, Wrong)
    return [name for hits in finder.find(wanted, NOBODY, NOON) for name in hits.ids]


def expected(text: str) -> list[str]:
    wanted = parse(text)
    assert not isinstance(wanted, Wrong)
    fits = matching.tester(wanted, NOBODY, NOON, matching.no_tallies, lambda question, text: text in folded(question))
    return [question.id for question in read_library([SHIPPED]) if fits(question)]


@pytest.mark.parametrize("text", FILTERS)
def test_the_same_is_found_as_in_the_questions_themselves(text: str, library: Library) -> None:
    assert found(Finder(library), text) == expected(text)


def test_the_same_is_found_letter_by_letter(library: Library) -> None:
    finder, text = Finder(library), "water treaty -lake"
    typed = [*(text[:end] for end in range(len(text) + 1)), "wat", "treaty", ""]
    assert [found(finder, each) for each in typed] == [expected(each) for each in typed]


def test_a_bank_that_was_saved_is_searched_as_it_is_now(tmp_path: Path) -> None:
    bank, cache = tmp_path / "bank.yaml", Cache(tmp_path / "kept")
    text = "topic: T\nquestions:\n  - {id: a, kind: flashcard, prompt: Heron?, answer: Yes}\n"
    bank.write_text(text)
    before = Finder(read_library([bank], cache=cache))
    bank.write_text(text.replace("Heron", "Gannet"))
    after = Finder(read_library([bank], cache=cache), before)
    assert (found(after, "heron"), found(after, "gannet")) == ([], ["bank/a"])
