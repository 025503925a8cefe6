"""The home screen's figures as text: what is due, what comes, how far each topic is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from quiz import phrases
from quiz.planning import words as plan_words

if TYPE_CHECKING:  # importing it would bring the database, and the first paint must not wait for that
    from quiz.planning.today import TopicStanding
    from quiz.study import Home

ALL = "all"
"""The key of the row for all topics."""
_BLOCKS = " ▁▂▃▄▅▆▇█"


def more_new(home: Home) -> bool:
    """Whether the day's new questions are met, and there are more that were never asked."""
    return not home.overview.new and any(topic.started < topic.questions for topic in home.overview.topics)


def counts_text(home: Home) -> str:
    """Return what there is to do today."""
    overview = home.overview
    if not overview.due and not overview.new:
        return "All done for today." if overview.today else "Nothing is due."
    return f"{overview.due} due   {overview.new} new   about {overview.minutes} min"


def plan_lines(home: Home) -> list[str]:
    """Return where the learner stands with her exam plan, and what is set aside today; nothing if neither is."""
    aside = plan_words.aside_text(home.overview)
    said = [plan_words.home_text(home.outlook, home.overview), f"{aside} · a asks for all" if aside else ""]
    return [line for line in said if line]


def start_text(home: Home) -> str:
    """Return what Enter does, or the key that leads on."""
    left = home.unfinished
    if home.exam is not None:
        return "c goes on with your exam"
    if left is not None:
        return f"{'Enter' if left.mode == 'review' and not left.topics else 'c'} goes on ({left.answers} answered)"
    if not home.overview.due and not home.overview.new:
        return "n ten more new · p practice" if more_new(home) else "p practice · e exam"
    return "Enter starts"


def done_text(home: Home) -> str:
    """Return what was done today."""
    today = home.overview.today
    if today is None:
        return "Nothing answered yet today."
    minutes = max(1, round(today.took / 60_000))
    return f"Today so far: {phrases.count(today.answers, 'answer')}, score {phrases.percent(today.score)}, {minutes} min."


def bars(counts: Sequence[int], rows: int = 1) -> list[str]:
    """Return a bar for each count, two columns wide and ``rows`` lines high, from the top line down."""
    most = max(counts, default=0)
    steps = rows * (len(_BLOCKS) - 1)
    heights = [0 if not count else 1 + round((count - 1) / max(most - 1, 1) * (steps - 1)) for count in counts]
    lines = []
    for row in reversed(range(rows)):
        filled = [min(max(height - row * (len(_BLOCKS) - 1), 0), len(_BLOCKS) - 1) for height in heights]
        empty = "··" if row == 0 else "  "
        lines.append(" ".join(_BLOCKS[level] * 2 if level else empty for level in filled))
    return lines


def numbers(counts: Sequence[int]) -> str:
    """Return the counts below their bars; ++ is more than two digits can tell."""
    return " ".join(f"{count:>2}" if count < 100 else "++" for count in counts)


def weekdays(today: date, days: int) -> str:
    """Return the days below their bars, today first."""
    return " ".join(f"{today + timedelta(days=later):%a}"[:2] for later in range(days))


def bar(topic: TopicStanding, length: int) -> str:
    """Return how much of a topic is learned, begun, and untouched."""
    share = topic.questions or 1
    learned = round(topic.learned / share * length)
    started = max(learned, round(topic.started / share * length))
    return "█" * learned + "▒" * (started - learned) + "░" * (length - started)


def total(topics: Sequence[TopicStanding]) -> TopicStanding:
    """Return all topics as one; recall is the mean over the topics that have any."""
    from quiz.planning.today import TopicStanding

    recalls = [topic.recall for topic in topics if topic.recall is not None]
    return TopicStanding(
        topic=ALL,
        title="All topics",
        questions=sum(topic.questions for topic in topics),
        due=sum(topic.due for topic in topics),
        learned=sum(topic.learned for topic in topics),
        started=sum(topic.started for topic in topics),
        recall=sum(recalls) / len(recalls) if recalls else None,
    )
