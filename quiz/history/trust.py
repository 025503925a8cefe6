"""Can I trust it?"""

from __future__ import annotations

from progress.calibration import Calibration, calibration
from progress.periods import Scores
from progress.records import Behind
from quiz.history import saying
from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.phrases import count, percent

KEY, QUESTION = "trust", "Can I trust it?"
_EMPTY = (
    "What the schedule predicted beside what happened will appear here once a question came back on a later day than you met it; "
    "how sure you were beside what was right, once you have told it with answers."
)
_NO_CONFIDENCE = "Nothing here yet: it fills when you tell with your answers how sure you are."
CONFIDENCES = {"sure": "Sure", "think": "Think so", "guess": "Guess"}


def page(seen: Seen) -> Page:
    """Return the page."""
    found = calibration(seen.totals.recalls)
    if found is None and not seen.totals.confidences:
        return Page(KEY, QUESTION, empty=_EMPTY)
    sentences, figures = _predicted(found) if found else ((), ())
    return Page(KEY, QUESTION, sentences, (*figures, _confidence(seen)))


def _predicted(found: Calibration) -> tuple[tuple[str, ...], tuple[Figure, ...]]:
    whole = found.whole
    told = (
        (
            f"Over {count(whole.answers, 'review')} the schedule predicted {percent(whole.said)} recall; "
            f"{saying.with_interval(whole.happened, whole.interval)} happened."
        ),
        (
            f"Brier score {found.brier:.3f}; always saying {percent(whole.happened)} would have {found.constant_brier:.3f}. "
            f"Log loss {found.log_loss:.3f}, beside {found.constant_log_loss:.3f}. Lower is better."
        ),
    )
    rows = [
        Row(
            (f"{round(each.least * 100)}–{round(each.below * 100)} %", each.said, each.answers, each.happened, *each.interval),
            Behind(recall=(each.least, each.below if each.below < 1 else 1.01)),
        )
        for each in found.bins
    ]
    columns = (
        Column("Between"),
        Column("Predicted", "share"),
        Column("Reviews", "count"),
        Column("Recalled", "share"),
        Column("Low", "share"),
        Column("High", "share"),
    )
    draw = Draw("calibration", "Predicted", ("Recalled",), "Low", "High", 1.0)
    scores = Figure(
        "Scores of the prediction",
        (Column("Score"), Column("Schedule", "number"), Column("Always the mean", "number")),
        (
            Row(("Brier score", found.brier, found.constant_brier), Behind(recall=(0, 1.01))),
            Row(("Log loss", found.log_loss, found.constant_log_loss), Behind(recall=(0, 1.01))),
        ),
        note="Lower is better.",
    )
    return told, (Figure("Predicted and recalled", columns, tuple(rows), draw), scores)


def _confidence(seen: Seen) -> Figure:
    sums = dict.fromkeys(CONFIDENCES, Scores())
    for day in seen.totals.confidences:
        sums[day.confidence] += Scores(day.answers, day.points)
    rows = [
        Row((word, sums[name].answers, sums[name].mean, *(sums[name].interval or (None, None))), Behind(confidence=name))
        for name, word in CONFIDENCES.items()
        if sums[name].answers
    ]
    columns = (Column("You were"), Column("Answers", "count"), Column("Score", "share"), Column("Low", "share"), Column("High", "share"))
    draw = Draw("bars", "You were", ("Score",), "Low", "High", 1.0)
    return Figure("How sure you were, and what was right", columns, tuple(rows), draw, "" if rows else _NO_CONFIDENCE)
