"""What is done in a short way is what the long way gives: shaping, reading, searching."""

from __future__ import annotations

import tempfile
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from formats.strategies import any_text, banks
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from progress.moment import Moment
from progress.records import Standing
from questions.bank import Bank, Library
from questions.cache import Cache
from questions.checking import question_adapter
from questions.folding import folded, plain
from questions.kinds import KINDS, Source
from questions.reading import read_library
from questions.shaping import shaped
from questions.stored import Stored
from questions.writing import bank_text
from quiz.filters.finding import Finder
from quiz.filters.language import Text

NOON = Moment.of(datetime(2026, 11, 22, 17, tzinfo=UTC), -300)
NOBODY = Standing({}, suspended=frozenset(), flagged=frozenset(), days=(), usual={}, settings={}, last=None, new_today=0)

# What a bank can hold is texts, lists and pairs, whatever was meant.
words = st.sampled_from(["", "A", "B", "true", "True", "no", "5", "-0.50", "+5", "1e3", "٣", "1_000", "nan", " 5", "5.", "text"])
values = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "feedback", "title", "publisher", "A"]), inner),
    max_leaves=4,
)
names = sorted({field.name for kind in KINDS.values() for field in fields(kind)} | {"oops"})
fitting = {
    "prompt": words,
    "answer": words | st.lists(words, max_size=3) | st.dictionaries(words, words, max_size=2),
    "distractors": st.lists(words | st.fixed_dictionaries({"text": words}, optional={"feedback": words}), max_size=3),
    "tolerance": words,
    "source": st.builds(Source, title=words, publisher=words) | st.fixed_dictionaries({"title": words, "publisher": words}),
}
data = st.builds(
    lambda kind, usual, other: {"id": "t/q", **usual, **other, "kind": kind},
    st.sampled_from(sorted(KINDS)),
    st.fixed_dictionaries({}, optional=fitting),
    st.dictionaries(st.sampled_from(names), values, max_size=1),
)


def validated(data: dict[str, Any]) -> object:
    try:
        return question_adapter().validate_python(data)
    except ValidationError:
        return None


@settings(max_examples=200)
@given(data)
def test_a_question_that_is_shaped_without_pydantic_is_what_pydantic_makes_of_it(data: dict[str, Any]) -> None:
    question = shaped(data)
    assert question is None or question == validated(data)


SHAPED = {
    "flashcard": {"answer": "A"},
    "choice": {"answer": "A", "distractors": ["B", {"text": "C", "feedback": "D"}]},
    "number": {"answer": "-0.50", "tolerance": "5"},
    "true-false": {"answer": "true"},
    "match": {"answer": {"A": "B"}},
    "order": {"answer": ["A", "B"], "source": {"title": "A", "publisher": "B"}},
}


@pytest.mark.parametrize("kind", SHAPED)
def test_a_question_of_plain_texts_needs_no_pydantic(kind: str) -> None:
    data = {"id": "t/q", "kind": kind, "prompt": "A", **SHAPED[kind]}
    assert shaped(data) == validated(data) is not None


def cold_and_kept(bank: Bank, folder: Path) -> tuple[Library, Library]:
    """Return a library that was just read, and the same from the cache."""
    file = folder / "t.yaml"
    file.write_text(bank_text(bank), "utf-8", newline="")
    read_library([file], cache=Cache(folder / "kept"))
    return read_library([file]), read_library([file], cache=Cache(folder / "kept"))


@settings(max_examples=15)
@given(banks(any_text))
def test_a_library_from_the_cache_is_what_is_read_cold(bank: Bank) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cold, kept = cold_and_kept(bank, Path(folder))
        assert isinstance(kept.banks[0].questions, Stored)
        assert (kept, list(kept), dict(kept.banks[0].lines)) == (cold, list(cold), dict(cold.banks[0].lines))


@settings(max_examples=30)
@given(banks(any_text), st.data())
def test_what_the_index_finds_is_what_is_seen_in_the_texts(bank: Bank, data: st.DataObject) -> None:
    texts = {question.id: folded(question) for question in bank.questions}
    whole = data.draw(st.sampled_from(sorted(texts.values())))
    start = data.draw(st.integers(0, len(whole) - 1))
    sought = plain(whole[start : start + data.draw(st.integers(1, 6))])
    finder = Finder(Library.of([bank]))
    # It is typed letter by letter, and what was found before is remembered.
    for end in range(1, len(sought) + 1):
        found = [name for hits in finder.find(Text(sought[:end]), NOBODY, NOON) for name in hits.ids]
        assert found == [name for name, text in texts.items() if plain(sought[:end]) in text]
