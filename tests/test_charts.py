"""Figures drawn with characters, by the letter: each beside its numbers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quiz.charts.drawing import draw, height_of, told
from quiz.charts.drawn import Spot
from quiz.history.page import Column, Draw, Figure, Row

MONDAY = date(2026, 11, 2)
SHARES = (Column("Answers", "count"), Column("Score", "share"), Column("Low", "share"), Column("High", "share"))


def by_day(*counts, kind="bars"):
    rows = tuple(Row((MONDAY + timedelta(days=number), each)) for number, each in enumerate(counts))
    return Figure("Reviews by day", (Column("Day", "day"), Column("Reviews", "count")), rows, Draw(kind, "Day", ("Reviews",)))


def by_week(*scores):
    rows = tuple(Row((MONDAY + timedelta(weeks=number), *each)) for number, each in enumerate(scores))
    return Figure("Score by week", (Column("Week", "day"), *SHARES), rows, Draw("line", "Week", ("Score",), "Low", "High", 1.0))


def by_topic(*rows, measured=("Score",), low="Low"):
    columns = (Column("Topic"), *SHARES)
    return Figure("By topic", columns, tuple(map(Row, rows)), Draw("bars", "Topic", measured, low, "High" if low else "", 1.0))


def calibrated(*rows):
    columns = (Column("Between"), Column("Predicted", "share"), *SHARES)
    return Figure("Predicted", columns, tuple(map(Row, rows)), Draw("calibration", "Predicted", ("Score",), "Low", "High", 1.0))


def test_bars_of_days_stand_upright_with_their_numbers_on_them():
    expected = """
30 ┤
   │  23
   │ ▇▇▇▇▇
   │ █████  12           7
   │ █████ █████       ▁▁▁▁▁
 0 ┤ █████ █████       █████
   └─────────▲────────────────
     2 Nov       4 Nov"""
    assert expected.lstrip("\n") == draw(by_day(23, 12, 0, 7), 30, 8, chosen=1).text


def test_bars_without_room_for_their_numbers_have_none():
    assert "12" not in draw(by_day(*[12] * 20), 40, 8, chosen=0).text


@pytest.mark.parametrize(("chosen", "drawn"), [(99, range(76, 100)), (10, range(10, 34))])
def test_of_more_bars_than_there_is_room_for_the_last_are_drawn_or_those_from_the_chosen_one_on(chosen, drawn):
    assert list(drawn) == [spot.row for spot in draw(by_day(*range(100)), 30, 8, chosen).spots]


def test_the_calendar_has_weeks_across_and_a_shade_for_how_many():
    expected = """
    Nov
Mon ····████
Tue ░░░░[██]
Wed ░░░░
Thu ▒▒▒▒
Fri ▒▒▒▒
Sat ▓▓▓▓
Sun ████

    Reviews: ·· 0  ░░ 1–2  ▒▒ 3–4  ▓▓ 5–6  ██ 7 or more"""
    assert expected.lstrip("\n") == draw(by_day(0, 1, 2, 3, 4, 5, 8, 8, 7, kind="heat"), 60, 10, chosen=8).text.lstrip("\n")


def test_the_calendar_names_months_and_ends_with_the_last_week_there_is_room_for():
    names = draw(by_day(*[1] * 100, kind="heat"), 24, 10, chosen=99).text.splitlines()[0]
    assert names == "    Dec   Jan       Feb"


def test_the_calendar_goes_back_to_the_chosen_day():
    assert draw(by_day(*[1] * 100, kind="heat"), 24, 10, chosen=0).at(4, 1) == 0


def test_a_line_has_its_band_and_a_gap_where_nothing_is_known():
    expected = """
100 % ┤ ┊      ░░░░░░░░                          ●
      │ ░░░░░░░░░░░⣀⣀⠤●                          ░
 50 % ┤ ░⢀⣀⡠⠤⠤⠒⠒⠊⠉⠉░░░░
      │ ◆⠁░░░░░░░░░░░░░
      │ ░░░░░░
  0 % ┤ ┊
      └─▲─────────────────────────────────────────
        2 Nov         9 Nov        16 Nov
        ● Score  ░ 95 % interval"""
    figure = by_week((4, 0.5, 0.2, 0.8), (9, 0.75, 0.5, 0.9), (0, None, None, None), (8, 1.0, 0.7, 1.0))
    assert expected.lstrip("\n") == draw(figure, 50, 9, chosen=0).text


def test_level_bars_are_solid_to_the_low_end_and_shaded_to_the_high_one():
    expected = """
  Air quality  ███████▓▓▓▓▓▓▓░░░░░░░░·······  50 %
› Water        ·····························     –
               █▓ Score  ▓░ 95 % interval"""
    figure = by_topic(("Air quality", 10, 0.5, 0.25, 0.75), ("Water", 0, None, None, None))
    assert expected.lstrip("\n") == draw(figure, 50, 3, chosen=1).text


def test_the_second_of_two_values_is_a_mark_on_the_bar():
    expected = """
› Air quality  ██████████◆███████▉··  90 % ◆  50 %
               █ Score  ◆ Low"""
    figure = by_topic(("Air quality", 10, 0.9, 0.5, 0.75), measured=("Score", "Low"), low="")
    assert expected.lstrip("\n") == draw(figure, 50, 2, chosen=0).text


def test_of_more_level_bars_than_there_is_room_for_those_around_the_chosen_one_are_drawn():
    figure = by_topic(*((f"Topic {number}", 1, 0.5, 0.4, 0.6) for number in range(9)))
    drawn = draw(figure, 60, 4, chosen=4)
    assert ([spot.row for spot in drawn.spots], drawn.text.splitlines()[-1].split("  ")[1]) == ([3, 4, 5], "4 to 6 of 9")


def test_points_stand_beside_the_line_on_which_what_was_predicted_happened():
    expected = """
100 % ┤                                       ····
      │     │                        │ ·······
 80 % ┤     │                   ·····◆·
      │     │             ······     │
      │     ●      ·······           │
 60 % ┤     │······
      │ ····│
      └──────────────────────────────▲────────────
        50 %    60 %    70 %     80 %        100 %
        ● Score  │ 95 % interval  · as predicted"""
    figure = calibrated(("50–60 %", 0.55, 10, 0.7, 0.5, 0.9), ("80–90 %", 0.85, 10, 0.8, 0.7, 0.9))
    assert expected.lstrip("\n") == draw(figure, 50, 10, chosen=1).text


def test_a_row_is_told_with_its_interval_in_brackets():
    figure = calibrated(("50–60 %", 0.55, 10, 0.7, 0.5, 0.9))
    assert told(figure, 0) == "50–60 % · Predicted 55 % · Answers 10 · Score 70 % (50 % to 90 %)"


def test_a_cell_of_a_drawing_belongs_to_a_row_or_to_none():
    drawn = draw(by_day(23, 12, 0, 7), 30, 8, chosen=1)
    assert (drawn.spots[1], drawn.at(11, 5), drawn.at(0, 0)) == (Spot(1, 11, 0, 6, 8), 1, None)


def test_what_has_no_room_says_which_key_shows_the_numbers():
    assert draw(by_day(1, 2), 23, 8, chosen=0).text == "No room to draw: v show"


FIGURES = [
    by_day(0, 3, 700, 12, 5),
    by_day(*range(40), kind="heat"),
    by_week((4, 0.0, 0.0, 0.8), (0, None, None, None), (9, 1.0, 1.0, 1.0)),
    by_topic(("A topic with a long name, 漢字 and an é", 1, 0.1, 0.0, 0.5), ("B", 0, None, None, None)),
    by_topic(("A", 1, 0.1, 0.0, 1.0), measured=("Score", "High"), low=""),
    calibrated(("0–5 %", 0.0, 1, 1.0, 0.2, 1.0), ("95–100 %", 1.0, 1, 0.0, 0.0, 0.8), ("–", None, 0, None, None, None)),
    by_day(0),
    by_day(),
]


@given(figure=st.sampled_from(FIGURES), width=st.integers(0, 130), height=st.integers(0, 45), chosen=st.integers(0, 39))
def test_no_drawing_is_larger_than_its_room(figure, width, height, chosen):
    chosen = min(chosen, max(0, len(figure.rows) - 1))
    drawn = draw(figure, width, min(height, height_of(figure, height, height)), chosen)
    widest = max(map(cell_len, drawn.text.splitlines()), default=0)
    assert (widest <= width, len(drawn.lines) <= max(1, height)) == (True, True)
