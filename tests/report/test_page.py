"""A report as a page: whole in itself, obeying nothing that a text says, its colours told apart by anyone."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import quiz.reports
from quiz.display import clean
from quiz.reports.report_page import report_page
from report.samples import HOSTILE, answer, report, sitting

WHOLE = report_page(report(answers=[answer(1), answer(2, outcome="right", score=1.0)], sat=[sitting()]))
BARE = report_page(report(sat=[sitting()]))
STYLE = (Path(quiz.reports.__file__).with_name("templates") / "report.css.jinja").read_text("utf-8")


class Read(HTMLParser):
    """What a browser finds on a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [value for each, value in self.attributes if each == name]


@pytest.fixture(scope="module")
def hostile() -> str:
    return report_page(report(HOSTILE, answers=[answer(1)], sat=[sitting()]))


@pytest.mark.parametrize("page", [WHOLE, BARE], ids=["with answers", "without"])
def test_every_link_leads_to_a_place_that_is_there_once(page: str) -> None:
    read = Read(page)
    places = read.values("id")
    assert len(places) == len(set(places))
    assert {link.removeprefix("#") for link in read.values("href")} - set(places) == set()


def test_headings_go_down_one_step_at_a_time() -> None:
    steps = [int(tag[1]) for tag in Read(WHOLE).tags if re.fullmatch("h[1-6]", tag)]
    assert steps[0] == 1
    assert {later - one for one, later in pairwise(steps) if later > one} == {1}


def test_a_page_tells_its_language_and_its_name() -> None:
    assert '<html lang="en">' in WHOLE
    assert "<title>History of Ann</title>" in WHOLE


def test_every_figure_has_its_numbers_in_a_table() -> None:
    read = Read(WHOLE)
    assert read.tags.count("table") == 5 + len(("topics", "sittings"))
    assert read.values("role").count("img") == 5 * len(("wide", "narrow"))


def test_days_without_answers_are_left_out_of_the_table_and_that_is_said() -> None:
    assert "Days on which nothing was answered are left out of the table: 1." in WHOLE


def test_an_answer_stands_with_what_was_given_and_what_was_right() -> None:
    first = WHOLE.partition('<li id="a1">')[2].partition("</li>")[0]
    assert "Toronto" in first
    assert 'Answer: <span dir="auto">Ottawa</span>' in first
    assert "Wrong" in first
    second = WHOLE.partition('<li id="a2">')[2].partition("</li>")[0]
    assert "Answer:" not in second


def test_a_page_without_figures_says_what_will_come() -> None:
    assert "Nothing yet." in BARE


def test_a_page_has_no_script_and_reaches_for_nothing(hostile: str) -> None:
    read = Read(hostile)
    assert set(read.tags) & {"script", "img", "link", "iframe", "object", "form", "base", "use", "image", "foreignobject"} == set()
    assert {name for name, _ in read.attributes if name.startswith("on") or name in ("style", "src")} == set()
    assert {link[:1] for link in read.values("href")} == {"#"}
    assert re.search(r"url\(|@import", STYLE) is None


def test_the_policy_allows_the_one_style_and_nothing_else(hostile: str) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", hostile, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert policy.replace("'", "&#39;") in hostile


def test_hostile_text_is_read_as_it_stands(hostile: str) -> None:
    assert Read(hostile).text.count(clean(HOSTILE)) >= 5
    assert {"\u202e", "\u2066", "\x00", "\x1b", "\ud800"} & set(hostile) == set()


# -- colours


def palettes() -> dict[str, dict[str, str]]:
    """The colours of the style sheet by their names, in light and in dark."""
    light, dark = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    return {name: dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", text)) for name, text in (("light", light), ("dark", dark))}


def luminance(colour: str) -> float:
    """Relative luminance, by WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("behind", ["paper", "target"])
@pytest.mark.parametrize("colour", ["ink", "soft", "link", "right", "wrong"])
def test_text_can_be_read(colour: str, behind: str, scheme: str) -> None:
    palette = palettes()[scheme]
    assert contrast(palette[colour], palette[behind]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("colour", "behind"), [("mark", "paper"), ("axis", "paper"), ("whisker", "second"), ("mark", "second"), ("mark", "band")]
)
def test_what_is_drawn_can_be_seen(colour: str, behind: str, scheme: str) -> None:
    palette = palettes()[scheme]
    assert contrast(palette[colour], palette[behind]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_shades_of_a_calendar_can_be_told_apart_without_colour(scheme: str) -> None:
    palette = palettes()[scheme]
    shades = [palette[f"day{level}"] for level in range(5)]
    assert min(contrast(one, other) for one, other in pairwise(shades)) >= 1.3


def test_both_schemes_have_the_same_colours() -> None:
    light, dark = palettes().values()
    assert list(light) == list(dark)
