"""``quiz repair``: a sound record from what is left of a damaged one."""

from __future__ import annotations

from quiz.commands.base import DONE, WrongUse, as_command, common
from quiz.places import Places

NEEDS_FILE = "This record is kept by a database server: mend it with the server's own tools."


@as_command("repair")
@common
def command(where: Places) -> int:
    """Gather every entry that is sound, from the record, its backups and what was set aside before, into a new record.

    The damaged file is kept beside it. What could not be saved is told, and can still be merged from a copy that has it.
    In a sound record, answers that a wrong clock has dated ahead are taken back: their questions would not come back.
    """
    from progress.moment import Moment
    from progress.repairing import repair
    from progress.verifying import verify
    from quiz.keeping import let_go, open_store, refuse_gone, remember_length
    from quiz.phrases import count
    from quiz.places import read_device, renew_device
    from quiz.readout import say

    device = read_device(where)
    refuse_gone(where, device)
    if where.record is None:
        raise WrongUse(NEEDS_FILE)
    if not where.record.exists():
        raise WrongUse(f"There is no record: {where.record}.")
    if not any(finding.mend == "quiz repair" for finding in verify(where.url).findings):
        now = Moment.now()
        store, _ = open_store(where, now)
        try:
            ahead = store.take_back_misdated(now)
        finally:
            let_go(where, store)
        if ahead:
            say(f"{count(ahead, 'answer')} dated ahead of today, by a clock that was wrong: taken back, and still in the log.")
        else:
            say("There is nothing to repair: every entry is sound.")
        return DONE
    done = repair(where.record, where.backups, renew_device(where, device).id, Moment.now())
    remember_length(where)
    lost = f"{count(done.lost, 'entry is', 'entries are')} lost" if done.lost else "none is lost"
    say(f"{count(done.kept, 'entry was', 'entries were')} kept, {lost}. The damaged record is {done.aside}.")
    return DONE
