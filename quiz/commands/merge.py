"""``quiz merge``: other copies of the record, and logs handed in, joined with this one."""

from __future__ import annotations

from pathlib import Path

import click

from quiz.commands.base import DONE, FILE, PROBLEMS, as_command, common
from quiz.places import Places


@as_command("merge")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@click.option("--sound", is_flag=True, help="Of a broken record, take what is sound.")
@common
def command(where: Places, files: tuple[Path, ...], sound: bool) -> int:
    """Add what other records have: databases (progress.db) or logs that quiz export --log wrote.

    It can be done in any order and any number of times. A backup is made first. A file that is refused is named and
    leaves everything as it is; the others are taken. The exit status is 1 if any was refused.
    """
    from progress.copies import read_copy
    from progress.errors import Refused
    from progress.merging import Merged
    from progress.moment import Moment
    from quiz.keeping import back_up, let_go, open_store
    from quiz.phrases import count
    from quiz.readout import complain, say

    now = Moment.now()
    store, notice = open_store(where, now)
    refused, last = 0, Merged(0, {}, ())
    try:
        if notice:
            complain(notice)
        for file in files:
            try:
                copy = read_copy(file)
                last = store.merge(copy.sound() if sound else copy, lambda: back_up(where, "before-merge", now))
            except Refused as error:
                refused += 1
                complain(str(error))
            else:
                answers = ", ".join(f"{name} {count(number, 'answer')}" for name, number in sorted(last.answers.items()))
                new = count(last.entries, "new entry", "new entries") if last.entries else "nothing new"
                say(f"{file.name}: {new}{f' ({answers})' if answers else ''}.")
    finally:
        let_go(where, store)
    for name in last.twins:
        say(f"There are several learners called {name}. If they are one person: quiz learner “{name}” --join “{name}”.")
    return PROBLEMS if refused else DONE
