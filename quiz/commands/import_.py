"""``quiz import``: the questions of another program as a bank, with an account of every item."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.commands.base import DONE, FILE, PROBLEMS, WrongUse, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from questions.formats import Imported


@as_command("import")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--to", metavar="BANK", type=FILE, help="The bank to write; else beside FILE, called the same.")
@click.option("--format", "format_name", metavar="NAME", default="", help="What FILE is, if it cannot be told from it.")
@click.option("--dry-run", is_flag=True, help="Only say what would become of every item.")
@click.option("--force", is_flag=True, help="Replace a bank that is there already.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(_where: Places, file: Path, to: Path | None, format_name: str, dry_run: bool, force: bool, as_json: bool) -> int:
    """Bring the questions in FILE into a bank, and say of every item whether it was taken, changed or refused, and why.

    The format is known by the file's name and by what is in it. The exit status is 1 if anything was refused.
    """
    from questions.formats import NotRead, bank_of, import_bank
    from questions.reading import read_bank_text
    from questions.writing import bank_text
    from quiz.files import save
    from quiz.readout import print_json

    if not file.is_file():
        raise WrongUse(f"{file} is a folder. Name a file." if file.is_dir() else f"There is no file {file}.")
    if file.suffix.casefold() in (".yaml", ".yml"):
        raise WrongUse(f"{file} is a bank already: quiz check {file} looks at it, and quiz add {file} loads it.")
    target = to or file.with_suffix(".yaml")
    if target.suffix.casefold() not in (".yaml", ".yml"):
        raise WrongUse("A bank is a file that ends in .yaml. Name one with --to.")
    try:
        with file.open("rb") as opened:
            imported = import_bank(opened, file.name, _known(format_name))
    except NotRead as error:
        raise WrongUse(f"{file.name}: {error}") from None
    written = ""
    if imported.questions and not dry_run:
        if target.exists() and target.samefile(file):
            raise WrongUse(f"{target} is the file itself. Name another with --to.")
        text = bank_text(bank_of(imported, target))
        # Each question is sound by itself; all of them together may be more than a bank holds.
        for problem in read_bank_text(text.encode("utf-8"), target).problems[:1]:
            raise WrongUse(f"Nothing was written. {problem.message} {problem.advice}".strip())
        save(target, text, force=force)
        written = str(target)
    if as_json:
        items = [asdict(item) for item in imported.items]
        print_json({"format": imported.format, "bank": written or None, "notes": imported.notes, "items": items})
    else:
        _tell(imported, written)
    return DONE if imported.items and all(item.outcome != "refused" for item in imported.items) else PROBLEMS


def _known(format_name: str) -> str:
    from questions.formats import FORMATS

    if format_name and format_name.casefold() not in FORMATS:
        raise WrongUse(f"There is no format {format_name}. There are: {', '.join(FORMATS)}.")
    return format_name.casefold()


def _tell(imported: Imported, written: str) -> None:
    from quiz.phrases import count
    from quiz.readout import say

    say(f"Read as {imported.format}.", *imported.notes)
    for item in imported.items:
        say(f"{item.where}: {item.outcome}: {item.name}", *(f"    {note}" for note in item.notes))
    found = Counter(item.outcome for item in imported.items)
    say(f"{count(len(imported.items), 'item')}: {found['taken']} taken, {found['changed']} changed, {found['refused']} refused.")
    if written:
        say(f"The bank {written} holds {count(len(imported.questions), 'question')}.")
    elif not imported.questions:
        say("There is nothing to make a bank of.")
