"""What do I know now?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from heapq import nsmallest
from statistics import fmean

from progress.calibration import expected
from progress.memory import Memory
from progress.records import Behind
from progress.schedule import forgetting
from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.phrases import count, percent
from quiz.told import prompt_text

KEY, QUESTION = "knowing", "What do I know now?"
_EMPTY = "What you are likely to recall, now and in 30 days, will appear here once you have answered a question."
LATER = 30
_MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Known:
    """What a learner has of some questions, and the chance of recall now and later, by question.

    ``now`` has none of what she has seen today, since the schedule does not predict recall within a day.
    """

    memories: list[Memory]
    now: dict[str, float]
    later: dict[str, float]

    def at_risk(self, least: float, most: int | None = None) -> list[str]:
        """Return the learned questions whose recall lies below a share, the lowest first, and at most so many."""
        risky = [(chance, each.question) for each in self.memories if each.learned and (chance := self.now.get(each.question, 2.0)) < least]
        return [question for _, question in (sorted(risky) if most is None else nsmallest(most, risky))]


def known(seen: Seen, *, later: bool = True) -> Known:
    """Return what the learner has of all questions that can be asked, ``later`` too if that is wanted; what is set aside is left out."""
    curve, memories = forgetting(seen.standing.schedule), seen.memories()
    now = {question: curve(days, stability) for question, _, stability, days, _ in memories if days}
    then = {question: curve(days + LATER, stability) for question, _, stability, days, _ in memories} if later else {}
    return Known(memories, now, then)


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
    questions = sum(asked for _, asked in _asked(seen).items())
    today = len(found.memories) - len(found.now)
    mean, low, high = expected(found.now.values())
    if found.now:
        apart = _apart(today, questions - len(found.memories))
        yield f"You would answer about {mean:.0f} ({low:.0f} to {high:.0f}) of all {count(questions, 'question')} now{apart}."
        then, low, high = expected(found.later.values())
        yield f"If you do nothing for {LATER} days, about {then:.0f} ({low:.0f} to {high:.0f}) of those that you have met."
    else:
        yield "All that you have met, you saw today: recall within a day cannot be predicted. Come back tomorrow."
    yield f"{sum(each.learned for each in found.memories)} learned, {questions - len(found.memories)} never asked."
    if found.now:
        risky = len(found.at_risk(risk(seen)))
        if risky:
            yield f"{count(risky, 'learned question')} at risk of being forgotten: recall below {percent(risk(seen))}."
        else:
            yield f"Nothing that you have learned is at risk of being forgotten: no recall is below {percent(risk(seen))}."


def _apart(today: int, unseen: int) -> str:
    left_out = [f"{today} seen today"] if today else []
    left_out += [f"{unseen} never asked"] if unseen else []
    return f", not counting {' and '.join(left_out)}" if left_out else ""


def _asked(seen: Seen) -> dict[str, int]:
    """Return how many questions can be asked, by topic."""
    return {
        bank.topic: sum(question.id not in seen.standing.suspended for question in bank.questions)
        for bank in seen.library.banks
        if seen.topic in ("", bank.topic)
    }


def _topics(seen: Seen, found: Known) -> Figure:
    by_topic: dict[str, list[Memory]] = defaultdict(list)
    for each in found.memories:
        by_topic[each.question.partition("/")[0]].append(each)
    rows = [_topic_row(seen.title(topic), asked, by_topic[topic], found, topic) for topic, asked in _asked(seen).items()]
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


def _topic_row(title: str, asked: int, hers: list[Memory], found: Known, topic: str) -> Row:
    now = [found.now[each.question] for each in hers if each.seen]
    later = [found.later[each.question] for each in hers]
    learned = sum(each.learned for each in hers)
    means = (fmean(now) if now else None, fmean(later) if later else None)
    cells = (title, asked, asked - len(hers), len(hers) - len(now), learned, *means)
    return Row(cells, Behind(topic=topic) if hers else None)


def _lowest(seen: Seen, found: Known) -> Figure:
    days_ago = {each.question: each.seen for each in found.memories}
    rows = []
    for question in found.at_risk(1.01, _MOST_LISTED):
        day = seen.now.day - timedelta(days=days_ago[question])
        rows.append(Row((question, found.now[question], day, prompt_text(seen.library.by_id[question])), Behind(question=question)))
    columns = (Column("Question"), Column("Recall", "share"), Column("Last seen", "day"), Column("Prompt"))
    note = f"The learned questions with the lowest recall. At risk: below {percent(risk(seen))}, twice as likely forgotten as aimed at."
    if not rows:
        note = "Questions that you have learned will be listed here from tomorrow on, those most at risk first."
    return Figure("Least remembered", columns, tuple(rows), Draw("bars", "Question", ("Recall",), most=1.0), note)
