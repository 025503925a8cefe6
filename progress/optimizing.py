"""FSRS's own optimizer, of the package fsrs-rs-python: an extra that nothing else needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from progress.errors import ProgressError
from progress.fitting import History, Review
from progress.schedule import DEFAULT_PARAMETERS, LEAST_PARAMETERS, MOST_PARAMETERS

_RELEARNING_STEPS = 1


class NoOptimizer(ProgressError):  # noqa: N818 - the name says what is the matter
    """The optimizer is not installed; the message says what to install."""


def optimized(histories: Sequence[History], reviews: Sequence[Review]) -> tuple[float, ...]:
    """Return parameters fitted to reviews; what is given must be in the order of time, since later ones weigh more.

    Raises:
        NoOptimizer: it is not installed, or cannot be used here.
    """
    theirs = _package()
    answers = {history.question: _answers(theirs, history) for history in histories}
    items = [theirs.FSRSItem(answers[review.question][: review.number + 1]) for review in reviews]
    found = theirs.FSRS(list(DEFAULT_PARAMETERS)).compute_parameters(items, num_relearning_steps=_RELEARNING_STEPS)
    return within_bounds(found)


def _answers(theirs: Any, history: History) -> list[Any]:
    return [theirs.FSRSReview(int(given.rating), days) for given, days in zip(history.answers, history.days(), strict=True)]


def within_bounds(parameters: Sequence[float]) -> tuple[float, ...]:
    """Return parameters as the schedule takes them: to six places, and within its bounds."""
    bounds = zip(LEAST_PARAMETERS, parameters, MOST_PARAMETERS, strict=True)
    return tuple(min(max(round(float(parameter), 6), least), most) for least, parameter, most in bounds)


def _package() -> Any:
    try:
        import fsrs_rs_python
    except ImportError:
        raise NoOptimizer(
            "To fit parameters to your answers one more package is needed: pip install 'canada-us-quiz[fit]'. "
            "Everything else works without it."
        ) from None
    return fsrs_rs_python
