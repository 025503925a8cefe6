"""``quiz fit``: a schedule of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quiz.commands.base import DONE, WrongUse, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from quiz.schedule.personal import Changed, Fitted, Mine
    from quiz.study import Study


@as_command("fit")
@click.option("--dry-run", is_flag=True, help="Say what it would do, and change nothing.")
@click.option("--retention", metavar="SHARE", help="Ask again when the chance of recall has fallen to this: 0.70 to 0.97.")
@click.option("--default", is_flag=True, help="Back to everyone's parameters, and to 0.9.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, dry_run: bool, retention: str | None, default: bool, as_json: bool) -> int:
    """Fit the parameters of memory to your own answers, and adopt them if they predict you better.

    The last fifth of your reviews is held out: whether the present parameters or the fitted ones predict it better is said
    in numbers, and only a difference that is more than chance changes anything. With --retention or --default nothing is
    fitted. Fitting needs the extra fit; the other two don't.
    """
    from quiz.readout import opened
    from quiz.schedule.personal import read_retention

    wanted = None
    if retention is not None:
        try:
            wanted = read_retention(retention)
        except ValueError as error:
            raise WrongUse(f"--retention: {error}") from None
    with opened(where) as study:
        if wanted is not None or default:
            _change(study, wanted, default=default, dry_run=dry_run, as_json=as_json)
        else:
            _fit(study, dry_run=dry_run, as_json=as_json)
    return DONE


def _fit(study: Study, *, dry_run: bool, as_json: bool) -> None:
    from quiz.readout import print_json, say
    from quiz.schedule.personal import fit
    from quiz.schedule.words import fitted_lines

    fitted = fit(study, dry_run=dry_run)
    if as_json:
        print_json(_fitted_row(fitted))
    else:
        say(*fitted_lines(fitted, dry_run=dry_run))


def _change(study: Study, retention: float | None, *, default: bool, dry_run: bool, as_json: bool) -> None:
    from quiz.readout import print_json, say
    from quiz.schedule.personal import change, changed
    from quiz.schedule.words import HAVE_IT, HOLDS, changed_lines

    found = changed(study, retention, default=default)
    does = not dry_run and found.before != found.after
    if does:
        change(study, found.after)
    if as_json:
        print_json(_changed_row(found) | {"changed": does})
    elif found.before == found.after:
        say(HAVE_IT)
    else:
        say(*changed_lines(found), "Nothing was changed: --dry-run." if dry_run else HOLDS)


def _mine_row(mine: Mine) -> dict[str, Any]:
    from progress.fitting import ENOUGH

    return {
        "reviews": mine.reviews,
        "enough": ENOUGH,
        "reviews_a_week": round(mine.pace, 1),
        "retention": mine.schedule.retention,
        "personal": mine.schedule.personal,
        "since": mine.since.isoformat(timespec="seconds") if mine.since else None,
        "parameters": list(mine.schedule.parameters),
    }


def _fitted_row(fitted: Fitted) -> dict[str, Any]:
    from dataclasses import asdict

    compared = None
    if fitted.comparison is not None:
        compared = asdict(fitted.comparison) | {"better": fitted.comparison.better}
    return _mine_row(fitted.mine) | {"adopted": fitted.adopted, "fitted_parameters": list(fitted.parameters), "comparison": compared}


def _changed_row(changed: Changed) -> dict[str, Any]:
    def row(side: str) -> dict[str, Any]:
        schedule, work = getattr(changed, side), getattr(changed, f"work_{side}")
        return {
            "retention": schedule.retention,
            "personal": schedule.personal,
            "reviews_a_day": round(work.reviews, 2),
            "known": round(work.known, 4),
        }

    return {"before": row("before"), "after": row("after")}
