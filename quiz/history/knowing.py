"""What do I know now?"""

from __future__ import annotations

from datetime import timedelta
from statistics import fmean

from progress.calibration import expected
from progress.records import Behind
from progress.schedule import Card, recall_at
from quiz.history.page import Column, Draw, Figure, Page, Row, Seen
from quiz.phrases import count

KEY, QUESTION = "knowing", "What do I know now?"
_EMPTY = "What you are likely to recall, now and in 30 days, will appear here on the day after your first answers."
LATER = 30
_MOST_AT_RISK = 20


def page(seen: Seen) -> Page:
    """Return the page."""
    ids = {q.id for q in seen.library if not seen.topic or q.topic == seen.topic} - seen.standing.suspended
    cards = [card for id_, card in seen.standing.cards.items() if id_ in ids]
    if not cards:
        return Page(KEY, QUESTION, empty=_EMPTY)
    recall = recall_at(seen.now, seen.standing.schedule)
    now = {card.question: chance for card in cards if (chance := recall(card)) is not None}
    mean, low, high = expected(now.values())
    told = [f"{len(ids)} questions: {sum(card.learned for card in cards)} learned, {len(ids) - len(cards)} not met yet."]
    if now:
        told.append(f"Of {count(len(now), 'question')} met before today you would recall about {mean:.0f} now ({low:.0f} to {high:.0f}).")
    if len(now) < len(cards):
        told.append(f"{count(len(cards) - len(now), 'question')} met today: how well they stick shows from tomorrow on.")
    return Page(KEY, QUESTION, tuple(told), (_topics(seen, cards, now), _risky(seen, cards, now)))


def _topics(seen: Seen, cards: list[Card], now: dict[str, float]) -> Figure:
    by_topic: dict[str, list[Card]] = {}
    for card in cards:
        by_topic.setdefault(card.question.partition("/")[0], []).append(card)
    later = recall_at(seen.now.later(timedelta(days=LATER)), seen.standing.schedule)
    rows = []
    for bank in seen.library.banks:
        if seen.topic not in ("", bank.topic):
            continue
        hers = by_topic.get(bank.topic, [])
        chances = [now[card.question] for card in hers if card.question in now]
        then = [chance for card in hers if (chance := later(card)) is not None]
        asked = sum(q.id not in seen.standing.suspended for q in bank.questions)
        learned = sum(card.learned for card in hers)
        cells = (bank.title, asked, len(hers), learned, fmean(chances) if chances else None, fmean(then) if then else None)
        rows.append(Row(cells, Behind(topic=bank.topic) if hers else None))
    columns = (
        Column("Topic"),
        Column("Questions", "count"),
        Column("Met", "count"),
        Column("Learned", "count"),
        Column("Recall", "share"),
        Column(f"In {LATER} days", "share"),
    )
    note = f"Recall is the mean over questions met before today; in {LATER} days: if nothing is done until then."
    return Figure("Recall by topic", columns, tuple(rows), Draw("bars", "Topic", ("Recall", f"In {LATER} days"), most=1.0), note)


def _risky(seen: Seen, cards: list[Card], now: dict[str, float]) -> Figure:
    learned = sorted((card for card in cards if card.learned and card.question in now), key=lambda card: now[card.question])
    rows = [
        Row((card.question, seen.library.by_id[card.question].prompt, now[card.question]), Behind(question=card.question))
        for card in learned[:_MOST_AT_RISK]
    ]
    columns = (Column("Question"), Column("Prompt"), Column("Recall", "share"))
    return Figure("At risk of being forgotten", columns, tuple(rows), Draw("bars", "Question", ("Recall",), most=1.0))
