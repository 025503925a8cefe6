"""``quiz rebuild``: everything derived anew from the log."""

from __future__ import annotations

from quiz.commands.base import DONE, as_command, common
from quiz.places import Places


@as_command("rebuild")
@common
def command(where: Places) -> int:
    """Derive everything anew from the log: cards, sittings, totals. The log itself is only read."""
    from progress.moment import Moment
    from quiz.keeping import let_go, open_store
    from quiz.phrases import count
    from quiz.readout import say

    store, _ = open_store(where, Moment.now())
    try:
        store.rebuild()
        say(f"Everything is derived anew from {count(store.size(), 'entry', 'entries')}.")
    finally:
        let_go(where, store)
    return DONE
