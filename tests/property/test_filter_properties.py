"""No text crashes the reader of filters, and a filter that is written down and read again is the same."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.filters.language import FILTERS, Wrong, parse
from quiz.filters.search import pointed_at

PARTS = st.sampled_from(
    [
        *(name + sign for names in FILTERS.values() for name in names for sign in (":", "<", ">=", "=")),
        *("2", "80%", "0.1234567", "-7d", "2w", "2026-09", "choice", "fl", "exam", "è", "¨", "İ", "a/b"),
        *("(", ")", "-", '"', "\\", " ", "or", " or ", "\n", "“", "//", "x", "."),
    ]
)
TEXTS = st.text(max_size=30) | st.lists(PARTS, max_size=14).map("".join) | st.lists(PARTS, max_size=10).map(" ".join)


@pytest.mark.parametrize("about", FILTERS)
@given(text=TEXTS)
@example(text='x "or" -(a (b or c) -"\\" )')
@example(text="--(a b) or - or -(or or)")
@example(text="(" * 100)
def test_a_filter_written_and_read_again_is_the_same(about, text):
    meant = parse(text, about)
    assert meant == (meant if isinstance(meant, Wrong) else parse(str(meant), about))


@given(text=TEXTS)
def test_an_error_quotes_what_stands_at_its_column(text):
    meant = parse(text)
    if isinstance(meant, Wrong):
        assert text[meant.column - 1 :].startswith(meant.word)
        assert pointed_at(text, meant.column)[1].endswith("^")
