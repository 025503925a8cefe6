"""HTML as the plain text of a bank: what means something is kept, what cannot be kept is said."""

from __future__ import annotations

import time

import pytest

from questions.formats.text import from_html, from_text, looks_like_html

PLAIN = {
    "<p>One</p><p>Two<br>Three</p>": "One\n\nTwo\nThree",
    "<pre>if a:\n    b = 1\n\treturn</pre>": "if a:\n    b = 1\n    return",
    "<p>See</p><pre><code>\n  x &lt; 1\n</code></pre> now": "See\n\n  x < 1\nnow",
    "<ul>\n<li><p>a</p></li>\n<li>b<ul><li>c</li></ul></li></ul>": "- a\n- b\n  - c",
    "<ol><li>a</li><li>b</li></ol>": "1. a\n2. b",
    '<ol start="3"><li>a<li>b</ol>': "3. a\n4. b",
    "<table>\n<tr>\n<td><p>a</p></td>\n<td>b</td>\n</tr>\n<tr><th>c</th><td></td><td>d</td></tr></table>": "a | b\nc | d",
    "|x| &lt; 2": "|x| < 2",
    "x<sup>2</sup> 10<sup>-x</sup> 1<sup>st</sup>": "x² 10⁻ˣ 1ˢᵗ",
    "x<sup>2Y</sup> a<sub>Q</sub> H<sub>2</sub>O": "x^(2Y) a_Q H₂O",
    "e<sup>x<sup>2</sup></sup>": "e^(x²)",
    "2<sup>3": "2³",
    r"\(x^2\) and $$\frac{a}{b}$$": r"\(x^2\) and $$\frac{a}{b}$$",
    "a<o:p></o:p> b": "a b",
}  # fmt: skip


@pytest.mark.parametrize("html", PLAIN)
def test_html_becomes_plain_text_that_means_the_same(html: str) -> None:
    notes: list[str] = []
    assert (from_html(html, notes.append), notes) == (PLAIN[html], [])


NOTED = {
    "<math><mi>x</mi></math>": ("<math><mi>x</mi></math>", "Tags that are not known here were left as they are: <math>, <mi>."),
    '<a href="@@PLUGINFILE@@/a/low%20fog.mp3">Hear</a>': (
        "Hear (low%20fog.mp3)", "The file “low%20fog.mp3” is named in the text; it is not brought along.",
    ),
    'A <svg width="9"><path d="M 1"/></svg> B': ("A [image: a drawing] B", "A drawing (SVG) is left out."),
}  # fmt: skip


@pytest.mark.parametrize("html", NOTED)
def test_what_cannot_be_kept_is_said(html: str) -> None:
    notes: list[str] = []
    assert (from_html(html, notes.append), *notes) == NOTED[html]


@pytest.mark.parametrize("text", ["Which is bold, <b> or <i>?", "input with <html class='cool'> & more", "a < b > c", "R&D"])
def test_a_text_that_names_tags_is_no_html(text: str) -> None:
    assert not looks_like_html(text)


@pytest.mark.parametrize("text", ["<b>A</b>", "A<br>B", "<p>A", "A &amp; B"])
def test_tags_that_are_closed_or_need_no_end_and_entities_are_html(text: str) -> None:
    assert looks_like_html(text)


def test_tags_taken_off_a_text_that_is_not_supposed_to_be_html_are_noted() -> None:
    notes: list[str] = []
    assert (from_text("<b>A</b><br>B", notes.append), notes) == ("A\nB", ["Tags of HTML were taken off: <b>, <br>."])


HOSTILE = {
    "raised within raised": "<sup>" * 100_000 + "</sup>" * 100_000,
    "blanks": " " * 1_000_000 + "<b>",
    "borders": "<td> " * 200_000,
    "drawings": "<svg" * 250_000,
    "lists": "<ol>" * 200_000 + "<li>" * 50_000,
    "verbatim": "<pre>" + " \n" * 500_000,
}


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("lines_count", [True, False])
def test_a_megabyte_of_hostile_html_takes_no_longer_than_any_other(case: str, lines_count: bool) -> None:
    began = time.process_time()
    from_html(HOSTILE[case], lambda _: None, lines_count=lines_count)
    assert time.process_time() - began < 2
