"""Can I trust it?"""

from __future__ import annotations

from progress.calibration import Calibration, calibration
from progress.periods import Scores, change
from progress.records import Behind
from quiz.history import saying
from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.phrases import count, percent
from quiz.told import prompt_text

KEY, QUESTION = "trust", "Can I trust it?"
_EMPTY = (
    "What the schedule predicted will appear here beside what happened, once a question has come back on a later day than you met it; "
    "and how sure you were beside what was right, once you say with your answers how sure you are."
)
_NO_CONFIDENCE = (
    "Nothing here yet: how sure you were will stand beside what was right, as soon as you say it before you see the answer. Press w on "
    "the home screen, or type confidence on in the line mode, and you will be asked."
)
_NO_PREDICTION = "Nothing here yet: it fills once a question has come back on a later day than you met it."
CONFIDENCES = {"sure": "Sure", "think": "Think so", "guess": "Guess"}
_SURE = 0.95
"""How often one should be right of what one is sure of."""
_ALL = (0.0, 1.01)
"""Every prediction."""


def page(seen: Seen) -> Page:
    """Return the page. What was predicted is not known by topic: it is told for all of them."""
    found = calibration(seen.totals.recalls)
    if found is None and not seen.totals.confidences:
        return Page(KEY, QUESTION, empty=_EMPTY)
    sums = dict.fromkeys(CONFIDENCES, Scores())
    for day in seen.totals.confidences:
        sums[day.confidence] += Scores(day.answers, day.points)
    predicted = (_bins(found), _scores(found)) if found else (Figure("Predicted and recalled", (), (), note=_NO_PREDICTION),)
    sentences = (*(_judged(found) if found else ()), *_sure_of_oneself(sums))
    if seen.topic:
        sentences = ("Of all topics together: predictions are not kept by topic.", *sentences)
    return Page(KEY, QUESTION, sentences, (*predicted, _confidence(sums), *_misled(seen)))


def _judged(found: Calibration) -> tuple[str, ...]:
    whole, (low, high) = found.whole, found.whole.interval
    if low <= whole.said <= high:
        fits = "what it predicts is what happens, as far as chance lets one see"
    elif whole.happened > whole.said:
        fits = "you recall more than it predicts, so that it asks more often than it need"
    else:
        fits = "you recall less than it predicts, so that it asks too seldom"
    better = "better" if found.brier < found.constant_brier else "no better"
    return (
        (
            f"Over {count(whole.answers, 'review')} the schedule predicted {percent(whole.said)} recall, and "
            f"{saying.with_interval(whole.happened, whole.interval)} was recalled: {fits}."
        ),
        (
            f"Its Brier score is {found.brier:.3f}, its log loss {found.log_loss:.3f}; always saying {percent(whole.happened)} would score "
            f"{found.constant_brier:.3f} and {found.constant_log_loss:.3f}. Lower is better: it tells questions apart {better} than that."
        ),
    )


def _bins(found: Calibration) -> Figure:
    rows = tuple(
        Row(
            (f"{round(each.least * 100)} to {round(each.below * 100)} %", each.said, each.answers, each.happened, *each.interval),
            Behind(recall=(each.least, each.below if each.below < 1 else _ALL[1])),
        )
        for each in found.bins
    )
    columns = (
        Column("Between"),
        Column("Predicted", "share"),
        Column("Reviews", "count"),
        Column("Recalled", "share"),
        Column("Low", "share"),
        Column("High", "share"),
    )
    draw = Draw("calibration", "Predicted", ("Recalled",), "Low", "High", 1.0)
    note = (
        "Reviews by what was predicted for them, neighbours with few of them pooled. Low and High are the ends of the 95 % interval: "
        "a prediction within it may be right."
    )
    return Figure("Predicted and recalled", columns, rows, draw, note)


def _scores(found: Calibration) -> Figure:
    behind = Behind(recall=_ALL)
    rows = (
        Row(("Brier score", found.brier, found.constant_brier), behind),
        Row(("Log loss", found.log_loss, found.constant_log_loss), behind),
        Row(("Distance by twentieths (RMSE)", found.rmse, None), behind),
    )
    columns = (Column("Measure"), Column("The schedule", "number"), Column("Always the mean", "number"))
    note = (
        "Lower is better; nought is perfect. Always the mean: what one would score who knew only how often you recall, and always said "
        "just that. The distance is how far predicted and recalled lie apart, 0 to 1."
    )
    return Figure("Scores of the prediction", columns, rows, note=note)


def _sure_of_oneself(sums: dict[str, Scores]) -> tuple[str, ...]:
    sure, think = sums["sure"], sums["think"]
    if sure.mean is None or sure.interval is None or sure.answers < saying.NOT_ENOUGH:
        return ()
    told = f"Where you were sure, you scored {saying.score(sure)}"
    if sure.interval[1] < _SURE:
        told += f": you are sure too often, since sure should mean {percent(_SURE)} or more."
    elif sure.interval[0] >= _SURE:
        told += ": you can rely on it."
    else:
        told += f": with so few answers ({sure.answers}) that may or may not be the {percent(_SURE)} that sure should mean."
    found = change(think, sure)
    if found is not None and think.answers >= saying.NOT_ENOUGH and not found.sure:
        return told, "You scored about the same where you only thought so: being sure told little."
    return (told,)


def _confidence(sums: dict[str, Scores]) -> Figure:
    rows = [
        Row((word, scores.answers, scores.mean, *(scores.interval or (None, None))), Behind(confidence=name))
        for name, word in CONFIDENCES.items()
        if (scores := sums[name]).answers
    ]
    columns = (Column("You were"), Column("Answers", "count"), Column("Score", "share"), Column("Low", "share"), Column("High", "share"))
    draw = Draw("bars", "You were", ("Score",), "Low", "High", 1.0)
    note = "Low and High are the ends of the 95 % interval." if rows else _NO_CONFIDENCE
    return Figure("How sure you were, and what was right", columns, tuple(rows), draw, note)


def _misled(seen: Seen) -> tuple[Figure, ...]:
    questions = sorted(q for q in seen.standing.misled if q in seen.library.by_id and (not seen.topic or q.startswith(f"{seen.topic}/")))
    if not questions:
        return ()
    rows = tuple(Row((q, prompt_text(seen.library.by_id[q])), Behind(question=q, confidence="sure", outcome="wrong")) for q in questions)
    note = "Your last answer to each was one that you were sure of, and wrong."
    return (Figure("Sure, and wrong", (Column("Question"), Column("Prompt")), rows, note=note),)
