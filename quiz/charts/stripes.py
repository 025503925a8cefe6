"""Level bars, one below the other, each with its name before it and its numbers after it: of topics, of how sure one was."""

from __future__ import annotations

from rich.cells import cell_len

from quiz.charts.axes import numbers, top_of, unit_of, window
from quiz.charts.drawn import Drawn, Line, Piece, Spot, Style
from quiz.display import fitted, one_line
from quiz.history.cells import in_words
from quiz.history.page import Draw, Figure

_EIGHTHS = "▏▎▍▌▋▊▉"
_LONGEST_NAME = 34
_POINTER = "› "


def stripes(figure: Figure, draw: Draw, width: int, height: int, chosen: int) -> Drawn:
    """Return level bars, a line for each row, and a legend. The end of a second measured column is a mark on the bar.

    If there is no room for all rows, it is for those around the chosen one.
    """
    names = [one_line(in_words(cell, "text")) for cell in figure.column(draw.along)]
    told = [_numbers(figure, draw, row) for row in range(len(names))]
    after = max((len(each) for each in told), default=0)
    longest = min(_LONGEST_NAME, max((cell_len(name) for name in names), default=0), max(6, (width - after) // 2))
    long = width - longest - after - len(_POINTER) - 3
    measured = [numbers(figure, column) for column in (*draw.measured[:2], draw.low, draw.high) if column]
    top = top_of([value for column in measured for value in column], draw.most)
    lines: list[Line] = []
    room = max(1, height - 1)
    shown = window(len(names), room, chosen - room // 2)
    for row in shown:
        here: Style = "chosen" if row == chosen else ""
        bar = _bar([column[row] for column in measured], bool(draw.low), top, long, here or "mark") if long > 0 else []
        pointer = _POINTER if here else " " * len(_POINTER)
        lines.append((Piece(pointer + fitted(names[row], longest) + "  ", here), *bar, Piece(f" {told[row]:>{after}}", here)))
    part = f"{shown.start + 1} to {shown.stop} of {len(names)}" if len(shown) < len(names) else ""
    legend = f"{part:<{longest}}  {_legend(draw)}"
    lines.append((Piece(" " * len(_POINTER)), Piece(legend[: max(0, width - len(_POINTER))].rstrip(), "axis")))
    spots = tuple(Spot(row, 0, y, width, 1) for y, row in enumerate(shown))
    return Drawn(tuple(lines), spots, down=1)


def _numbers(figure: Figure, draw: Draw, row: int) -> str:
    cells = [in_words(figure.column(name)[row], unit_of(figure, name)) for name in draw.measured[:2]]
    return " ◆ ".join(f"{cell:>5}" for cell in cells)


def _legend(draw: Draw) -> str:
    if draw.low:
        return f"█▓ {draw.measured[0]}  ▓░ 95 % interval"
    return "  ".join(f"{sign} {name}" for sign, name in zip("█◆", draw.measured, strict=False))


def _bar(values: list[float | None], interval: bool, top: float, long: int, style: Style) -> list[Piece]:
    """Return a bar of ``long`` cells: solid to the value or, with an interval, solid to its low end and shaded to its high one."""
    value = values[0]
    if value is None:
        return [Piece("·" * long, "faint")]
    if interval and None not in values[-2:]:
        low, high = (round((end or 0) / top * long) for end in values[-2:])
        middle = min(max(low, round(value / top * long)), high)
        pieces = [Piece("█" * low, style), Piece("▓" * (middle - low), style), Piece("░" * (high - middle), "band")]
        return [*pieces, Piece("·" * (long - high), "faint")]
    eighths = round(value / top * long * 8)
    whole, rest = divmod(eighths, 8)
    bar = "█" * whole + (_EIGHTHS[rest - 1] if rest else "")
    marked = values[1] if len(values) > 1 else None
    if marked is None:
        return [Piece(bar, style), Piece("·" * (long - len(bar)), "faint")]
    place = min(long - 1, round(marked / top * long))
    full = bar.ljust(long, "·")
    ended = min(len(bar), place)
    return [
        Piece(full[:ended], style),
        Piece(full[ended:place], "faint"),
        Piece("◆", "axis"),
        Piece(full[place + 1 : max(place + 1, len(bar))], style),
        Piece(full[max(place + 1, len(bar)) :], "faint"),
    ]
