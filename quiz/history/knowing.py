"""What do I know now?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from heapq import nsmallest
from operator import itemgetter
from statistics import fmean

from progress.calibration import expected
from progress.memory import Memory
from progress.records import Behind
from progress.schedule import recalls
from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.phrases import count, percent
from quiz.told import prompt_text

KEY, QUESTION = "knowing", "What do I know now?"
_EMPTY = "What you are likely to recall, now and in 30 days, will appear here once you have answered a question."
LATER = 30
_MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Known:
    """What a learner has of some questions, in their order, and beside each the chance of recall now and later.

    ``now`` is None of what she has seen today, since the schedule does not predict recall within a day.
    """

    memories: list[Memory]
    now: list[float | None]
    later: list[float]

    def at_risk(self, least: float, most: int | None = None) -> list[tuple[float, Memory]]:
        """Return the learned questions whose recall lies below a share, each behind it, the lowest first, and at most so many."""
        risky = ((now, each) for each, now in zip(self.memories, self.now, strict=True) if now is not None and now < least and each[1])
        return sorted(risky) if most is None else nsmallest(most, risky)

    def of_topic(self, topic: str) -> Known:
        """Return the part that is of one topic."""
        # "0" follows upon "/".
        first, end = (bisect_left(self.memories, each, key=itemgetter(0)) for each in (f"{topic}/", f"{topic}0"))
        return Known(self.memories[first:end], self.now[first:end], self.later[first:end])


def known(seen: Seen) -> Known:
    """Return what the learner has of all questions that can be asked; what is set aside is left out."""
    memories = sorted(seen.memories(), key=itemgetter(0))
    days, stabilities = [each[3] for each in memories], [each[2] for each in memories]
    now = recalls(days, stabilities, seen.standing.schedule)
    later = recalls([since + LATER for since in days], stabilities, seen.standing.schedule)
    return Known(memories, [chance if since else None for since, chance in zip(days, now, strict=True)], later)


def risk(seen: Seen) -> float:
    """Return below which recall a question is at risk: twice as likely to be forgotten as the schedule aims at."""
    return 1 - 2 * (1 - seen.standing.schedule.retention)


def page(seen: Seen) -> Page:
    """Return the page."""
    found = known(seen)
    if not found.memories:
        return Page(KEY, QUESTION, empty=_EMPTY)
    return Page(KEY, QUESTION, tuple(_sentences(seen, found)), (_topics(seen, found), _lowest(seen, found)))


def _sentences(seen: Seen, found: Known) -> Iterable[str]:
    questions = sum(seen.topics_asked().values())
    chances = [chance for chance in found.now if chance is not None]
    today = len(found.memories) - len(chances)
    mean, low, high = expected(chances)
    if chances:
        apart = _apart(today, questions - len(found.memories))
        yield f"You would answer about {mean:.0f} ({low:.0f} to {high:.0f}) of all {count(questions, 'question')} now{apart}."
        then, low, high = expected(found.later)
        yield f"If you do nothing for {LATER} days, about {then:.0f} ({low:.0f} to {high:.0f}) of those that you have met."
    else:
        yield "All that you have met, you saw today: recall within a day cannot be predicted. Come back tomorrow."
    yield f"{sum([each[1] for each in found.memories])} learned, {questions - len(found.memories)} never asked."
    if chances:
        risky = len(found.at_risk(risk(seen)))
        if risky:
            yield f"{count(risky, 'learned question')} at risk of being forgotten: recall below {percent(risk(seen))}."
        else:
            yield f"Nothing that you have learned is at risk of being forgotten: no recall is below {percent(risk(seen))}."


def _apart(today: int, unseen: int) -> str:
    left_out = [f"{today} seen today"] if today else []
    left_out += [f"{unseen} never asked"] if unseen else []
    return f", not counting {' and '.join(left_out)}" if left_out else ""


def _topics(seen: Seen, found: Known) -> Figure:
    rows = [_topic_row(seen.title(topic), asked, found.of_topic(topic), topic) for topic, asked in seen.topics_asked().items()]
    columns = (
        Column("Topic"),
        Column("All", "count"),
        Column("New", "count"),
        Column("Today", "count"),
        Column("Learned", "count"),
        Column("Recall", "share"),
        Column(f"In {LATER} days", "share"),
    )
    note = (
        "New: never asked. Today: seen today, without a figure of recall, since the schedule does not predict within a day. "
        f"Recall: the mean over all others. In {LATER} days: over all that was met, if nothing is done."
    )
    return Figure("Recall by topic", columns, tuple(rows), Draw("bars", "Topic", ("Recall", f"In {LATER} days"), most=1.0), note)


def _topic_row(title: str, asked: int, hers: Known, topic: str) -> Row:
    now, met = [chance for chance in hers.now if chance is not None], len(hers.memories)
    learned = sum([each[1] for each in hers.memories])
    means = (fmean(now) if now else None, fmean(hers.later) if met else None)
    return Row((title, asked, asked - met, met - len(now), learned, *means), Behind(topic=topic) if met else None)


def _lowest(seen: Seen, found: Known) -> Figure:
    rows = []
    for chance, each in found.at_risk(1.01, _MOST_LISTED):
        day, question = seen.now.day - timedelta(days=each.seen), each.question
        rows.append(Row((question, chance, day, prompt_text(seen.library.by_id[question])), Behind(question=question)))
    columns = (Column("Question"), Column("Recall", "share"), Column("Last seen", "day"), Column("Prompt"))
    note = f"The learned questions with the lowest recall. At risk: below {percent(risk(seen))}, twice as likely forgotten as aimed at."
    if not rows:
        note = "Questions that you have learned will be listed here from tomorrow on, those most at risk first."
    return Figure("Least remembered", columns, tuple(rows), Draw("bars", "Question", ("Recall",), most=1.0), note)
