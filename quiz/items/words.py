"""Item analysis in words that a teacher understands, and as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from progress.figures import Interval
from progress.items import FEWEST, FEWEST_OTHERS, POOR, Chosen, Flag, Group, Item, response_text
from quiz.display import one_line
from quiz.items.analysing import Itemised, Placed
from quiz.phrases import count

ITEM_KEYS = (
    "question", "key", "kind", "path", "line", "learners", "tries", "facility", "facility_low", "facility_high", "deviation",
    "related", "discrimination", "discrimination_low", "discrimination_high", "shrunk", "efficiency", "seconds", "disputes", "flags",
)  # fmt: skip
CHOICE_KEYS = ("question", "key", "response", "number", "best", "middle", "weakest", "score")

_DONT_KNOW = "I don't know"
_LONGEST, _SHORTEST = 60, 20
_SHORT = {
    Flag.KEY: "the key may be wrong",
    Flag.POOR: "tells little about who knows the rest",
    Flag.HARD: "few are right",
    Flag.EASY: "almost all are right",
    Flag.FEW: "too few to say",
}

LEGEND = (
    "right: the mean score, 0 to 1; between: where it lies with so many answers (95 %).",
    f"apart: whether those who are right know the rest too (discrimination, −1 to 1); below {POOR:.2f} is poor, below 0 a fault.",
    "quiz items QUESTION tells who chose what, what is disputed, and in which file and line it stands.",
)


def flags_in_words(item: Item) -> str:
    """Return what is to be looked at, the most pressing first; empty if nothing is."""
    words = [f"{len(item.disputes)} disputed" if flag is Flag.DISPUTED else _SHORT[flag] for flag in item.flags]
    return "; ".join(words)


def overview_line(itemised: Itemised, *, all_tries: bool) -> str:
    """Return on how much the figures rest."""
    tries = count(itemised.answers, "try", "tries") if all_tries else count(itemised.answers, "first try", "first tries")
    questions = count(len({each.item.question for each in itemised.items}), "question")
    return f"{count(itemised.learners, 'learner')}, {tries} at {questions}. Those that most need a look come first."


def place(placed: Placed) -> str:
    """Return where a question stands: the file, as it is seen from here, and the line."""
    if placed.path is None:
        return "in no bank"
    try:
        path = placed.path.resolve().relative_to(Path.cwd())
    except (ValueError, OSError):
        path = placed.path
    return f"{path}:{placed.line}" if placed.line else str(path)


def group_lines(groups: Sequence[Group]) -> Iterator[str]:
    """Yield what each topic is worth as a test."""
    for group in groups:
        basis = f"{group.questions} of {count(group.of, 'question')}, {count(group.learners, 'learner')} who met them all"
        name = one_line(group.topic)
        if group.mean is None:
            yield f"{name} as a test: too few to say ({basis}; it takes {FEWEST} learners and two questions)."
        else:
            yield (
                f"{name} as a test ({basis}): mean {group.mean:.2f}, median {figure(group.median)}, standard deviation "
                f"{figure(group.deviation)}, Cronbach’s alpha {figure(group.alpha)}, standard error {figure(group.error)}, "
                f"skewness {figure(group.skewness)}, kurtosis {figure(group.kurtosis)}."
            )


def item_lines(placed: Placed, *, all_tries: bool, columns: int = 110) -> Iterator[str]:
    """Yield all figures of one version of a question; in its table responses are cut to what ``columns`` leave."""
    item, question = placed.item, placed.question
    yield f"{one_line(item.question)} ({one_line(item.kind)}), {one_line(place(placed))}"
    if question is not None:
        yield one_line(question.prompt)
        yield f"Answer: {one_line(question.answer_text())}"
    if not placed.now:
        yield "These answers were marked by an earlier key, or by a question that is in no bank any more."
    tries = count(item.tries, "try", "tries") if all_tries else count(item.tries, "first try", "first tries")
    yield ""
    yield f"{count(item.learners, 'learner')}, {tries}; median time {seconds(item.took)}."
    yield f"Right: {item.facility:.2f} on average{_between(item.facility_interval)}; standard deviation {figure(item.deviation)}."
    yield _discrimination_line(item)
    yield from _look_lines(item)
    yield from ("", *_choice_lines(placed, columns))


def _discrimination_line(item: Item) -> str:
    if item.discrimination is None:
        return (
            "Tells apart: cannot be said. It takes learners who answered "
            f"{FEWEST_OTHERS} other questions at least, and who did not all do alike here and there."
        )
    # A wrong key makes a question unlike the others: what holds of them says nothing of it.
    alike = item.shrunk is not None and Flag.KEY not in item.flags
    drawn = f"; {figure(item.shrunk)} is likelier, by what the other questions are like" if alike else ""
    return (
        f"Tells apart: discrimination {figure(item.discrimination)}{_between(item.discrimination_interval)}{drawn}. "
        f"Efficiency {figure(item.efficiency)}. It rests on {count(item.related, 'try', 'tries')} of learners who answered others too."
    )


def _look_lines(item: Item) -> Iterator[str]:
    for flag in item.flags:
        if flag is Flag.KEY and item.rival is not None:
            yield (
                f"The key may be wrong: of the {item.thirds[0]} best learners, {item.rival.thirds[0]} "
                f"gave “{_short(item.rival.response)}”, more than gave what is marked right."
            )
        elif flag is Flag.KEY:
            yield "The key may be wrong, or the question misleads: those who know the rest get it wrong more often than those who don’t."
        elif flag is Flag.FEW:
            yield (
                f"Too few answers to say more: it takes {FEWEST}, not all alike, by learners who answered "
                f"{FEWEST_OTHERS} other questions at least."
            )
        elif flag is not Flag.DISPUTED:
            yield f"{_SHORT[flag].capitalize()}."


def _choice_lines(placed: Placed, columns: int) -> Iterator[str]:
    names = [f"{name} {number}" for name, number in zip(("best", "middle", "weakest"), placed.item.thirds, strict=True)]
    head = f"  all  {'  '.join(names)}  score  "
    yield f"{head}response"
    for row in placed.choices():
        thirds = "  ".join(f"{number:>{len(name)}}" for number, name in zip(row.thirds, names, strict=True))
        yield f"{row.number:>5}  {thirds}  {row.score:>5.2f}  {_short(row.response, max(_SHORTEST, columns - len(head)))}"


def dispute_lines(item: Item) -> Iterator[str]:
    """Yield what learners hold for right that was not marked so, nothing if there is none."""
    if item.disputes:
        yield ""
        were = count(len(item.disputes), "answer was", "answers were")
        yield f"Disputed: {were} not marked right, and the learner says it was right."
        given = Counter(_short(response_text(each.response)) for each in item.disputes)
        yield from (f"{number:>5}  {text}" for text, number in given.most_common())


def seconds(milliseconds: float) -> str:
    """Return a time in seconds."""
    return f"{milliseconds / 1000:.0f} s"


def _between(interval: Interval | None) -> str:
    return "" if interval is None else f" (95 %: {figure(interval[0])} to {figure(interval[1])})"


def figure(value: float | None) -> str:
    """Return a figure with two decimals, a dash for one that does not exist."""
    if value is None:
        return "–"
    text = f"{value:.2f}"
    return "0.00" if text == "-0.00" else text.replace("-", "−")


def _short(response: str | None, longest: int = _LONGEST) -> str:
    text = _DONT_KNOW if response is None else one_line(response[: 4 * _LONGEST])
    return text if len(text) <= min(longest, _LONGEST) else f"{text[: min(longest, _LONGEST) - 1]}…"


# -- as rows


def item_row(placed: Placed) -> dict[str, Any]:
    """Return the figures of a question as a row."""
    item = placed.item
    low, high = item.discrimination_interval or (None, None)
    values = (
        item.question,
        "now" if placed.now else "earlier",
        item.kind,
        None if placed.path is None else str(placed.path),
        placed.line,
        item.learners,
        item.tries,
        *map(_rounded, (item.facility, *item.facility_interval, item.deviation)),
        item.related,
        *map(_rounded, (item.discrimination, low, high, item.shrunk, item.efficiency)),
        round(item.took / 1000, 1),
        len(item.disputes),
        [str(flag) for flag in item.flags],
    )
    return dict(zip(ITEM_KEYS, values, strict=True))


def choice_rows(placed: Placed) -> list[dict[str, Any]]:
    """Return who gave which response, as rows."""
    return [_choice_row(placed, row) for row in placed.choices()]


def _choice_row(placed: Placed, row: Chosen) -> dict[str, Any]:
    key = "now" if placed.now else "earlier"
    return dict(zip(CHOICE_KEYS, (placed.item.question, key, row.response, row.number, *row.thirds, _rounded(row.score)), strict=True))


def whole_row(placed: Placed) -> dict[str, Any]:
    """Return all of a question: its figures, who gave which response, and the responses that are disputed."""
    choices = [{key: value for key, value in row.items() if key not in {"question", "key"}} for row in choice_rows(placed)]
    return {**item_row(placed), "choices": choices, "disputed": [each.response for each in placed.item.disputes]}


def group_row(group: Group) -> dict[str, Any]:
    """Return the figures of a topic as a row."""
    names = ("topic", "questions", "of", "learners")
    figures = ("mean", "median", "deviation", "skewness", "kurtosis", "alpha", "error")
    return {name: getattr(group, name) for name in names} | {name: _rounded(getattr(group, name)) for name in figures}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
