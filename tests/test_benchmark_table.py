"""The table of the benchmarks: what is told of costs that were measured. Nothing is measured here."""

from __future__ import annotations

import json

import pytest
from benchmarks.table import Figure, as_data, cells, compared, compared_late, growth_of, percentile, table, told
from benchmarks.timing import in_turn


def test_a_figure_is_the_median_of_the_ratios_of_pairs_with_their_middle_half() -> None:
    figure = compared("a start", [2.0, 3.0, 4.0, 5.0, 100.0], "a bare one", [1.0, 1.0, 1.0, 1.0, 10.0], target=4)
    assert (figure.ours, figure.theirs, figure.ratio, figure.least, figure.most) == (4.0, 1.0, 4.0, 3.0, 5.0)


def test_pairs_of_which_one_is_missing_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        compared("a start", [1.0, 2.0], "a bare one", [1.0])


def test_a_late_figure_compares_the_99th_percentiles_and_not_the_pairs() -> None:
    ours, theirs = [1.0] * 90 + [50.0] * 10, [1.0] * 90 + [100.0] * 10
    figure = compared_late("an answer", ours, "theirs", theirs)
    assert (figure.ours, figure.theirs, figure.ratio) == (50.0, 100.0, 0.5)


def test_the_percentile_of_one_cost_is_that_cost() -> None:
    assert percentile([7.0], 99) == 7.0


@pytest.mark.parametrize(
    ("costs", "grows"),
    [
        ((10.0, 9.0, 11.0), "constant"),
        ((1.0, 2.0, 3.0), "log"),
        ((1.0, 10.0, 100.0), "linear"),
        ((50.0, 59.0, 149.0), "linear"),
        ((1.0, 13.0, 170.0), "linear"),
        ((1.0, 100.0, 10_000.0), "worse"),
    ],
)
def test_costs_at_one_ten_and_a_hundred_times_tell_how_they_grow(costs: tuple[float, ...], grows: str) -> None:
    assert growth_of(costs) == grows


@pytest.mark.parametrize(("ratio", "reached"), [(1.2, True), (1.25, True), (1.3, False)])
def test_a_target_is_reached_by_a_ratio_that_does_not_exceed_it(ratio: float, reached: bool) -> None:
    assert Figure("home", ratio=ratio, target=1.25).reached is reached


def test_a_cost_is_told_with_three_digits_that_count() -> None:
    assert [told(cost, "ms") for cost in (0.1234, 1.234, 12.34, 1234.0)] == ["0.123 ms", "1.23 ms", "12.3 ms", "1,234 ms"]


def test_a_row_has_its_cells_in_order() -> None:
    figure = Figure("home", "ms", 400.0, "a bare app", 320.0, 1.25, 1.2, 1.31, 9, target=1.2, growth={"questions": (1.0, 1.0, 1.1)})
    row = ("home", "400 ms", "a bare app", "320 ms", "1.25 × (1.20–1.31)", "≤ 1.2 ×", "NO", "questions constant")
    assert cells(figure) == row


def test_a_row_that_could_not_be_measured_says_why_below_the_table() -> None:
    lines = table([Figure("search", note="not compared: no anki here")])
    assert (lines[2].split("|")[1].strip(), lines[-1]) == ("–", "search: not compared: no anki here")


def test_the_data_of_a_figure_can_be_written_as_json_and_say_whether_it_is_reached() -> None:
    data = json.loads(json.dumps(as_data([Figure("home", ratio=1.0, target=1.25, growth={"answers": (1.0, 2.0, 3.0)})], {"python": "3"})))
    figure = data["figures"][0]
    assert (data["python"], figure["reached"], figure["grows"]) == ("3", True, {"answers": "log"})


def test_each_of_a_pair_is_first_in_turn_and_the_warm_up_does_not_count() -> None:
    order: list[str] = []

    def cost(name: str) -> str:
        order.append(name)
        return f"{name}{len(order)}"

    pairs = in_turn(lambda: cost("a"), lambda: cost("b"), 2)
    assert (order, pairs) == (["b", "a", "a", "b", "b", "a"], (["a3", "a6"], ["b4", "b5"]))
