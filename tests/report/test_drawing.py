"""Figures drawn as SVG: what is where, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest

from quiz.history.page import Column, Draw, Figure, Row
from quiz.reports.drawing import can_be_drawn, drawn
from quiz.reports.drawing.heat import level
from quiz.reports.drawing.scales import Scale, along_labels, every, short, tick_values, ticks
from report.samples import HOSTILE, bars, calendar, minutes, predicted, weeks

EVERY = [bars(), minutes(), weeks(), calendar(), predicted()]
WIDTHS = [320, 680]


def parsed(figure: Figure, width: int = 680) -> Element:
    return fromstring(drawn(figure, "figure", width))  # noqa: S314 - it is ours


def marked(root: Element, *marks: str) -> list[Element]:
    """The elements of a class, or of several."""
    return [each for each in root.iter() if set(marks) <= set(each.get("class", "").split())]


def texts(root: Element, mark: str = "label") -> list[str]:
    return [each.text or "" for each in marked(root, mark) if each.tag == "text"]


def told(root: Element, mark: str) -> list[str]:
    """What is shown when a pointer rests on the marks of a class."""
    return [title.text or "" for each in marked(root, mark) for title in each.iter("title")]


# -- scales


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (0, 31, [0, 10, 20, 30, 40]),
        (0, 4, [0, 1, 2, 3, 4]),
        (0, 50, [0, 20, 40, 60]),
        (-3, 3, [-4, -2, 0, 2, 4]),
        (0, 0.7, [0, 0.2, 0.4, 0.6, 0.8]),
    ],
)
def test_ticks_are_round_and_reach_around_the_values(least: float, most: float, expected: list[float]) -> None:
    assert ticks(least, most) == pytest.approx(expected)


def test_shares_have_quarters() -> None:
    assert tick_values([0.3], "share", 1.0) == [0, 0.25, 0.5, 0.75, 1]


def test_small_counts_have_no_halves() -> None:
    assert tick_values([1.0, 2.0], "count", None) == [0, 1, 2]


def test_nothing_at_all_has_an_axis() -> None:
    assert tick_values([0.0], "minutes", None)[0] == 0


def test_a_value_lies_where_its_share_of_the_scale_is() -> None:
    scale = Scale(0, 40, 226, 26)
    assert [scale(value) for value in (0, 10, 40, 50)] == [226, 176, 26, 26]


def test_labels_are_left_out_until_they_fit() -> None:
    assert [every(number, 600, 60) for number in (0, 5, 10, 11, 40)] == [1, 1, 1, 2, 4]


def test_a_long_label_is_cut() -> None:
    assert (short("Air quality", 82), short("Air quality", 52)) == ("Air quality", "Air qu…")


def test_days_of_more_than_a_year_are_labelled_by_month() -> None:
    days = (date(2025, 1, 6), date(2026, 3, 2))
    assert along_labels(days, "day") == ["Jan 2025", "Mar 2026"]
    assert along_labels(days[:1], "day") == ["6 Jan"]


# -- each drawing


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("figure", EVERY, ids=lambda figure: figure.title)
def test_a_drawing_has_a_name_and_a_description(figure: Figure, width: int) -> None:
    root = parsed(figure, width)
    named = {each.get("id"): each.text for each in root.iter() if each.get("id")}
    title, described = (named[id_] for id_ in root.get("aria-labelledby", "").split())
    assert (root.get("role"), title) == ("img", figure.title)
    assert described.endswith("The table below has every number.")


def places(root: Element) -> Iterator[tuple[float, float]]:
    """Every place at which something is drawn; of a text, both its ends as far as they can be guessed."""
    for each in root.iter():
        number = {
            name: float(value)
            for name, value in each.attrib.items()
            if name in {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height"}
        }
        if each.tag == "rect":
            yield from ((number["x"], number["y"]), (number["x"] + number["width"], number["y"] + number["height"]))
        elif each.tag == "circle":
            yield number["cx"], number["cy"]
        elif each.tag == "line":
            yield from ((number["x1"], number["y1"]), (number["x2"], number["y2"]))
        elif each.tag == "text":
            wide = len(each.text or "") * 5.5
            start = number["x"] - {"end": wide, "middle": wide / 2}.get(each.get("text-anchor", ""), 0)
            yield from ((start, number["y"]), (start + wide, number["y"]))
        elif each.tag in ("polyline", "polygon"):
            yield from (tuple(map(float, pair.split(","))) for pair in each.get("points", "").split())  # type: ignore[misc]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "figure", [*EVERY, calendar(400), minutes([1.0] * 60), weeks([0.5] * 200)], ids=lambda figure: f"{len(figure.rows)} rows"
)
def test_nothing_lies_outside_a_drawing(figure: Figure, width: int) -> None:
    root = parsed(figure, width)
    height = float(root.get("height", ""))
    assert [(x, y) for x, y in places(root) if not (-2 <= x <= width + 2 and 0 <= y <= height)] == []


def test_standing_bars_are_as_high_as_their_values() -> None:
    found = marked(parsed(minutes([10, 0, 20])), "bar", "s1")
    # The axis goes to 20 in steps of 5: 200 pixels from 226 up to 26.
    assert [float(each.get("height", "")) for each in found] == [100, 0, 200]
    assert [float(each.get("y", "")) for each in found] == [126, 226, 26]


def test_few_bars_have_their_numbers_on_them() -> None:
    assert texts(parsed(minutes([10, 0, 20])), "value") == ["10", "0", "20"]
    assert texts(parsed(minutes([1] * 17)), "value") == []


def test_a_bar_below_nought_hangs_from_it() -> None:
    rows = (Row((date(2026, 3, 2), -2)), Row((date(2026, 3, 3), 2)))
    figure = Figure("Change", (Column("Day", "day"), Column("Learned", "number")), rows, Draw("bars", "Day", ("Learned",)))
    below, above = marked(parsed(figure), "bar")
    assert float(above.get("y", "")) + float(above.get("height", "")) == pytest.approx(float(below.get("y", "")))


def test_lying_bars_are_as_long_as_their_values_and_what_is_not_known_has_none() -> None:
    root = parsed(bars((0.5, None, 1.0)))
    half, whole = (float(each.get("width", "")) for each in marked(root, "bar"))
    assert half * 2 == pytest.approx(whole, abs=0.02)
    assert texts(root, "value") == ["50 %", "–", "100 %"]


def test_an_interval_has_a_line_on_its_bar_and_stands_in_what_is_told() -> None:
    root = parsed(bars((0.5, None, 1.0)))
    assert told(root, "bar") == ["Air: 50 % (25 % to 50 %)", "Parks: 100 % (50 % to 100 %)"]
    whole = marked(root, "bar")[1]
    start, width = (float(whole.get(name, "")) for name in ("x", "width"))
    lines = [each for each in marked(root, "whisker") if each.get("y1") == each.get("y2")]
    assert [float(lines[-1].get(name, "")) for name in ("x1", "x2")] == pytest.approx([start + width / 2, start + width], abs=0.02)


def test_two_measures_are_two_bars_with_a_legend() -> None:
    columns = (Column("Topic"), Column("Now", "share"), Column("Later", "share"))
    root = parsed(Figure("Recall", columns, (Row(("Air", 0.9, 0.7)),), Draw("bars", "Topic", ("Now", "Later"), most=1.0)))
    assert texts(root, "name") == ["Now", "Later"]
    assert texts(root, "value") == ["90 %", "70 %"]
    assert len(marked(root, "bar", "s2")) == 2  # one of them in the legend


def test_a_measure_that_is_not_known_yet_is_said_to_be_so() -> None:
    columns = (Column("Topic"), Column("Now", "share"), Column("Later", "share"))
    root = parsed(Figure("Recall", columns, (Row(("Air", None, 0.7)),), Draw("bars", "Topic", ("Now", "Later"), most=1.0)))
    (told_,) = root.iter("desc")
    assert told_.text == "Bars: Now and Later by Topic. Now is not known yet. Later from 70 % to 70 %. The table below has every number."


def test_a_line_has_a_gap_where_nothing_is_known() -> None:
    root = parsed(weeks((0.5, 0.75, None, 1.0)))
    (line,) = [each for each in marked(root, "line") if each.tag == "polyline"]
    heights = [float(pair.split(",")[1]) for pair in line.get("points", "").split()]
    assert heights == [126, 76]
    assert [float(each.get("cy", "")) for each in marked(root, "dot")] == [126, 76, 26]


def test_the_band_of_a_line_goes_along_the_ends_of_the_intervals() -> None:
    (band,) = [each for each in marked(parsed(weeks((0.5, 1.0))), "band") if each.tag == "polygon"]
    assert [float(pair.split(",")[1]) for pair in band.get("points", "").split()] == [126, 26, 126, 176]


def test_a_day_is_as_dark_as_the_quarter_of_the_most_that_it_lies_in() -> None:
    assert [level(value, 40) for value in (0, 1, 10, 11, 20, 30, 31, 40)] == [0, 1, 1, 2, 2, 3, 4, 4]


def test_a_calendar_has_a_column_a_week_and_monday_on_top() -> None:
    days = [each for each in marked(parsed(calendar(9)), "day") if list(each)]
    columns, rows = ([float(each.get(name, "")) for each in days] for name in ("x", "y"))
    assert len(set(columns[:7])) == 1
    assert (columns[7] > columns[0], rows[7] == rows[0], rows[8] == rows[1]) == (True, True, True)


def test_a_calendar_tells_each_day_and_what_each_shade_stands_for() -> None:
    root = parsed(calendar(9))
    assert told(root, "day")[:2] == ["2 Feb 2026: Answers 0", "3 Feb 2026: Answers 1"]
    assert texts(root)[-5:] == ["0", "1–2", "3–4", "5–6", "7–8"]


def test_a_year_of_days_stands_in_bands_below_each_other_on_a_phone() -> None:
    narrow, wide = (len({each.get("y") for each in marked(parsed(calendar(365), width), "day") if list(each)}) for width in WIDTHS)
    assert (narrow, wide) == (14, 7)


def test_what_happened_as_predicted_lies_on_the_line() -> None:
    root = parsed(predicted())
    (line,) = marked(root, "ideal")
    end = [float(line.get(name, "")) for name in ("x2", "y2")]
    below, on_it = ([float(each.get(name, "")) for name in ("cx", "cy")] for each in marked(root, "dot"))
    middle = (float(line.get("x1", "")) + end[0]) / 2, (float(line.get("y1", "")) + end[1]) / 2
    assert on_it == end
    assert (below[0] == pytest.approx(middle[0], abs=0.02), below[1] > middle[1]) == (True, True)


@pytest.mark.parametrize(
    "figure", [bars((None, None, None)), Figure("T", (Column("A"),), ()), weeks(())], ids=["unknown", "no drawing", "no rows"]
)
def test_what_has_nothing_to_show_is_not_drawn(figure: Figure) -> None:
    assert not can_be_drawn(figure)


def test_a_calendar_without_answers_is_drawn_empty() -> None:
    assert {each.get("class") for each in marked(parsed(calendar(1)), "day")} == {"day level0"}


def test_hostile_text_is_text() -> None:
    root = parsed(bars(names=(HOSTILE, "Water", "Parks")))
    assert {each.tag for each in root.iter()} <= {"svg", "title", "desc", "g", "line", "rect", "text"}
    assert "</style></script><script>alert(1)</script>" in told(root, "bar")[0]
    assert {"\u202e", "\x00", "\x1b", "\ud800"} & set("".join(root.itertext())) == set()
