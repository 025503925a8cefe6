"""Item analysis as a table of so many columns of the terminal: the more there are, the more it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quiz.display import fitted, one_line
from quiz.items.analysing import Placed
from quiz.items.words import figure, flags_in_words, place, seconds
from quiz.plain.wrapping import width

ALWAYS = ("question", "tries", "right", "apart", "look")
FURTHER = ("between", "time", "at")
"""What is told too where there is room, the more wanted first."""
_ORDER = ("question", "tries", "right", "between", "apart", "time", "look", "at")
NUMBERS = {"tries", "right", "between", "apart", "time"}
_GAP = 2
_LEAST = {"question": 24, "look": 12}
_LEAST_TOPIC = 2


def cells(placed: Placed) -> dict[str, str]:
    """Return what each column says of a question."""
    item = placed.item
    low, high = item.facility_interval
    look = flags_in_words(item) or "–"
    return {
        "question": one_line(item.question),
        "tries": str(item.tries),
        "right": f"{item.facility:.2f}",
        "between": f"{low:.2f}–{high:.2f}",
        "apart": figure(item.discrimination),
        "time": seconds(item.took),
        "look": look if placed.now or placed.path is None else f"by an earlier key: {look}",
        "at": place(placed),
    }


def table_lines(items: Sequence[Placed], columns: int) -> Iterator[str]:
    """Yield the table, none of whose lines is wider than so many columns if that is sixty or more."""
    rows = [cells(placed) for placed in items]
    wide = {name: max(width(name), *(width(row[name]) for row in rows)) for name in _ORDER}
    told = set(ALWAYS)
    for name in FURTHER:
        if _total(wide, {*told, name}) <= columns:
            told.add(name)
    for name, least in _LEAST.items():
        wide[name] = max(min(wide[name], least), wide[name] - max(0, _total(wide, told) - columns))
    names = [name for name in _ORDER if name in told]
    for row in ({name: name for name in names}, *rows):
        yield (" " * _GAP).join(_cell(name, row[name], wide[name]) for name in names).rstrip()


def _total(wide: dict[str, int], names: set[str]) -> int:
    return sum(wide[name] for name in names) + _GAP * (len(names) - 1)


def _cell(name: str, text: str, wide: int) -> str:
    if name in NUMBERS:
        return " " * (wide - width(text)) + text
    return fitted(short_id(text, wide) if name == "question" else text, wide)


def short_id(question: str, wide: int) -> str:
    """Return the id of a question in so many columns: its topic is cut first, for what follows the stroke finds it too."""
    topic, stroke, name = question.partition("/")
    room = wide - width(name) - 1
    return question if width(question) <= wide or not stroke or room < _LEAST_TOPIC else f"{fitted(topic, room)}/{name}"
