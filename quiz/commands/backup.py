"""``quiz backup``: a copy of the record, sound and whole."""

from __future__ import annotations

from pathlib import Path

import click

from quiz.commands.base import DONE, FILE, WrongUse, as_command, common
from quiz.places import Places

NEEDS_FILE = "This record is kept by a database server: back it up with the server's own tools, or with quiz export --log."


@as_command("backup")
@click.option("--to", "file", metavar="FILE", type=FILE, help="Into this file instead of the folder of backups.")
@click.option("--list", "listed", is_flag=True, help="List the backups.")
@click.option("--json", "as_json", is_flag=True, help="List them as JSON.")
@common
def command(where: Places, file: Path | None, listed: bool, as_json: bool) -> int:
    """Copy the record while it may be in use. One is made each day by itself; of older ones 7 daily, 8 weekly and 12 monthly are kept.

    Those made by this command stay until you remove them.
    """
    from progress.backups import copy_database, list_backups
    from progress.moment import Moment
    from quiz.keeping import back_up, refuse_gone, told
    from quiz.places import read_device
    from quiz.readout import print_json, say

    record = where.record
    if record is None:
        raise WrongUse(NEEDS_FILE)
    if listed or as_json:
        backups = list_backups(where.backups)
        if as_json:
            print_json({"backups": [{"made": each.made.isoformat(), "why": each.why, "file": str(each.file)} for each in backups]})
        elif backups:
            say(*(f"{told(each.made)}  {each.why:<16}  {each.file}" for each in backups))
        else:
            say("There are no backups yet.")
        return DONE
    refuse_gone(where, read_device(where))
    if not record.exists():
        raise WrongUse(f"There is no record yet: {record} will be made by the first sitting.")
    if file is not None and file.exists():
        raise WrongUse(f"{file} is there already. Choose another name.")
    if file is not None:
        copy_database(record, file)
    say(f"The record is in {file or back_up(where, 'by-hand', Moment.now())}.")
    return DONE
