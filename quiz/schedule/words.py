"""A schedule of one's own in sentences, the same on screens and in lines."""

from __future__ import annotations

from progress.fitting import ENOUGH, HELD_OUT
from progress.moment import Moment
from quiz import phrases
from quiz.schedule.personal import Changed, Checked, Fitted, Mine

REVIEW = "A review is an answer to a question that you had last answered on an earlier day."
HAVE_IT = "That is what you have already."
HOLDS = "It holds from now on; what is due stays due when it was."
_ANEW = "What you remember was estimated anew from all your answers; what is due stays due when it was."
_FEW = 10
_NOTICED = 0.05
"""From which share on a change of the work is called one."""


def mine_lines(mine: Mine, now: Moment) -> list[str]:
    """Return how a learner's schedule stands."""
    since = f" since {_day(mine, now)}" if mine.since is not None else ""
    whose = f"your own{since}" if mine.schedule.personal else f"everyone's{since}"
    return [
        f"A question comes back when the chance that you still know it has fallen to {phrases.percent(mine.schedule.retention)}.",
        f"The parameters of memory by which that is reckoned are {whose}.",
        reviews_line(mine),
        *([checked_line(mine.checked, now)] if mine.checked is not None else []),
    ]


def _day(mine: Mine, now: Moment) -> str:
    return phrases.date(Moment.of(mine.since, now.offset).day) if mine.since is not None else ""


def reviews_line(mine: Mine) -> str:
    """Return how many reviews there are to fit parameters to, and when there will be enough."""
    if mine.enough:
        return f"You have {mine.reviews:,} reviews; parameters can be fitted to them."
    when = f"about {phrases.count(mine.weeks, 'week')} more at your pace" if mine.weeks else "they grow as you review"
    return f"Too few reviews to fit parameters of your own: {mine.reviews:,} of {ENOUGH:,}; {when}."


def checked_line(checked: Checked, now: Moment) -> str:
    """Return the last comparison."""
    became = "they became yours" if checked.adopted else "you kept what you had"
    day = phrases.date(Moment.of(checked.when, now.offset).day)
    change = f"log loss {checked.present:.3f} → {checked.fitted:.3f}"
    return f"Compared on {day}, of {checked.held_out:,} reviews held out: {change}; {became}."


def fitted_lines(fitted: Fitted, *, dry_run: bool = False) -> list[str]:
    """Return what fitting has brought."""
    comparison = fitted.comparison
    if comparison is None:
        return [reviews_line(fitted.mine), REVIEW]
    present, after, default = comparison.present, comparison.fitted, comparison.default
    share, least, most = (each / present.log_loss for each in (comparison.gain, comparison.least, comparison.most))
    how = f"{abs(share) * 100:.1f} % {'better' if share >= 0 else 'worse'}"
    held_out = f"the last {phrases.count(comparison.reviews, 'review')}, one in {HELD_OUT}, were held out"
    losses, between = f"log loss {present.log_loss:.3f} → {after.log_loss:.3f}", f"between {_signed(least)} and {_signed(most)}"
    briers = f"Brier score {present.brier:.3f} → {after.brier:.3f}"
    errors = f"calibration error {present.calibration * 100:.1f} % → {after.calibration * 100:.1f} %"
    lines = [
        f"Parameters were fitted to {comparison.fitted_to:,} of your reviews; {held_out}.",
        f"Those the fitted parameters predict {how} than the present ones ({losses}; eight times of ten the truth lies {between}).",
        f"{briers}; {errors}.",
    ]
    if default != present:
        lines.append(f"Everyone's parameters: log loss {default.log_loss:.3f}, Brier score {default.brier:.3f}.")
    return [*lines, *_became(fitted, dry_run=dry_run)]


def _signed(share: float) -> str:
    return f"{share * 100:.1f} %".replace("-", "−")


def _became(fitted: Fitted, *, dry_run: bool) -> list[str]:
    comparison = fitted.comparison
    if comparison is None:
        return []
    if fitted.adopted:
        return [f"They are yours from now on. {_ANEW} quiz fit --default goes back."]
    if comparison.better:
        return ["That is more than chance: without --dry-run they would be yours."]
    kept = f"so you {'would ' if dry_run else ''}keep what you have."
    back = fitted.mine.schedule.personal and comparison.default.log_loss < comparison.present.log_loss
    advice = ["Everyone's parameters predict them better than yours: quiz fit --default goes back."] if back else []
    return [f"That may be chance, {kept}" if comparison.gain > 0 else kept.capitalize(), *advice]


def changed_lines(changed: Changed) -> list[str]:
    """Return what another retention costs and brings."""
    before, after = changed.work_before, changed.work_after
    lines = []
    if changed.before.parameters != changed.after.parameters:
        lines.append("The parameters of memory are everyone's again.")
    wanted, had = (phrases.percent(each.retention) for each in (changed.after, changed.before))
    asked = f"A question then comes back when the chance that you still know it has fallen to {wanted}"
    lines.append(f"{asked} (now {had})." if wanted != had else f"{asked}, as now.")
    if not before.reviews:
        return lines
    more = after.reviews / before.reviews - 1
    change = f"{abs(more) * 100:.0f} % {'more' if more > 0 else 'fewer'}" if abs(more) >= _NOTICED else "about as many"
    instead = f"{_a_day(after.reviews)} reviews a day instead of {_a_day(before.reviews)}, {change}"
    known = f"you would know {phrases.percent(after.known)} instead of {phrases.percent(before.known)}"
    return [*lines, f"By a simulation of the next 90 days that is {instead}; of what you will have met by then {known}."]


def _a_day(reviews: float) -> str:
    return f"{reviews:.1f}" if reviews < _FEW else f"{reviews:.0f}"
