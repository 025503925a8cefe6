"""``quiz restore``: what a backup has comes back."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from quiz.commands.backup import NEEDS_FILE
from quiz.commands.base import DONE, FILE, WrongUse, as_command, common
from quiz.places import Places


@as_command("restore")
@click.argument("backup", required=False, metavar="[BACKUP]", type=FILE)
@click.option("--exact", is_flag=True, help="Let the backup take the record's place; what is newer is set aside.")
@click.option("--empty", is_flag=True, help="Begin an empty record where one is gone.")
@click.option("--dry-run", is_flag=True, help="Only say what would be gained and lost.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@common
def command(where: Places, backup: Path | None, exact: bool, empty: bool, dry_run: bool, yes: bool) -> int:
    """Add to the record what a backup has: the newest, or the one that is named (see quiz backup --list).

    Nothing newer is lost by it. With --exact the record becomes what the backup is; it is itself backed up first.
    """
    from progress.backups import list_backups
    from quiz import keeping
    from quiz.readout import say

    if where.record is None:
        raise WrongUse(NEEDS_FILE)
    if empty:
        keeping.begin_anew(where)
        say("The next sitting begins a new record.")
        return DONE
    if backup is None:
        backups = list_backups(where.backups)
        if not backups:
            raise WrongUse(f"There are no backups in {where.backups}.")
        backup = backups[0].file
    elif not backup.exists() and (where.backups / backup).exists():
        backup = where.backups / backup
    preview = keeping.preview(where, backup)
    gains, losses = _in_words(preview.gains), _in_words(preview.losses)
    say(f"Backup: {backup}", f"It brings back: {gains or 'nothing that is not here'}.")
    if losses:
        say(f"It does not have: {losses}; {'they will be set aside' if exact else 'they stay'}.")
    if dry_run or (not exact and not gains and not preview.missing):
        return DONE
    if not yes:
        if not sys.stdin.isatty():
            raise WrongUse("Nothing was done yet: say --yes to do it, or --dry-run only to look.")
        if not click.confirm("Go on?"):
            return DONE
    kept = keeping.restore(where, backup, exact=exact)
    say("Done." if kept is None else f"Done. The record as it was before is {kept}.")
    return DONE


def _in_words(answers: Mapping[str, int]) -> str:
    from quiz.phrases import count

    return ", ".join(f"{name} {count(number, 'answer')}" for name, number in sorted(answers.items()))
