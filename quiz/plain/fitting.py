"""The command ``fit`` of the line mode's home."""

from __future__ import annotations

from quiz.schedule.personal import change, changed, fit, look, read_retention
from quiz.schedule.words import HAVE_IT, HOLDS, REVIEW, changed_lines, fitted_lines, mine_lines
from quiz.study import Study

_MORE = "fit now fits parameters to your answers; fit 0.85 asks for another share of recall; fit default goes back."


def fit_in_lines(study: Study, rest: str) -> list[str]:
    """Obey the words after ``fit``, and return what to say: none tell how the schedule stands.

    Raises:
        ValueError: they are no retention that may be asked for.
    """
    if not rest:
        return [*mine_lines(look(study), study.clock()), REVIEW, _MORE]
    if rest.casefold() == "now":
        return fitted_lines(fit(study))
    default = rest.casefold() in ("default", "--default")
    found = changed(study, None if default else read_retention(rest.removeprefix("--retention").strip()), default=default)
    if found.before == found.after:
        return [HAVE_IT]
    change(study, found.after)
    return [*changed_lines(found), HOLDS]
