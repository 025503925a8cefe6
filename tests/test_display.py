"""The one way by which text from outside reaches the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quiz.display import cell, clean, display, fitted, one_line

HOSTILE = "[/b] [@click=app.quit]x[/] a[0] [link=x] \\[x] [$primary]"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[31mb", "a[31mb"),
        ("a\x07b\x00c\x7f", "abc"),
        ("a\x9b31mb", "a31mb"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("a\u200bb\ufeffc", "abc"),
        ("a\tb", "a   b"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("é ü 中 ⚑ –", "é ü 中 ⚑ –"),
        ("\U000e0041x", "x"),
        ("a\ud800b", "ab"),
    ],
)
def test_nothing_is_left_that_a_terminal_would_obey_or_hide(text, cleaned):
    assert clean(text) == cleaned


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_clean_text_holds_no_control_character_but_line_ends(text):
    assert [c for c in clean(text) if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"] == []


@given(st.text())
def test_clean_text_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


def test_one_line_has_no_line_end_and_no_run_of_blanks():
    assert one_line("  a \n\n b\tc  ") == "a b c"


def test_markup_is_shown_letter_for_letter():
    content = display(HOSTILE)
    assert (content.plain, content.spans) == (HOSTILE, [])


def test_a_style_applies_to_all_of_a_text_whatever_it_says():
    content = display(HOSTILE, "bold")
    assert (content.plain, [(span.start, span.end, span.style) for span in content.spans]) == (HOSTILE, [(0, len(HOSTILE), "bold")])


@given(st.text())
def test_what_is_displayed_is_the_clean_text_and_nothing_else(text):
    assert display(text).plain == clean(text)


def test_a_cell_of_a_table_is_on_one_line_and_without_markup():
    text = cell(f"{HOSTILE}\nand more")
    assert (text.plain, text.spans, text.no_wrap, text.overflow) == (f"{HOSTILE} and more", [], True, "ellipsis")


@given(st.text(), st.integers(1, 40))
def test_text_fitted_into_columns_takes_just_these(text, width):
    assert cell_len(fitted(text, width)) == width


@pytest.mark.parametrize(
    ("text", "shown"), [("Lakes", "Lakes   "), ("Great Lakes", "Great L…"), ("中中中中", "中中中中"), ("中中中中中", "中中中 …")]
)
def test_what_does_not_fit_ends_in_three_dots(text, shown):
    assert fitted(text, 8) == shown
