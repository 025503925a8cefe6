"""``quiz export``: a bank for another program, or a learner's log to be handed in or merged elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.commands.base import DONE, FILE, PROBLEMS, WrongUse, as_command, common, filter_given, only_option
from quiz.places import Places

if TYPE_CHECKING:
    from questions.bank import Bank


@as_command("export")
@click.argument("bank", required=False, metavar="[BANK]")
@click.option("--to", metavar="FILE", type=FILE, help="The file to write BANK to, as in fog.gift.")
@click.option(
    "--format",
    "format_name",
    metavar="NAME",
    default="",
    help="The format, if FILE does not tell: gift, moodle, aiken, qti, qti2, csv, anki.",
)
@click.option("--force", is_flag=True, help="Replace a FILE that is there already.")
@click.option("--json", "as_json", is_flag=True, help="The account of a bank as JSON.")
@click.option("--log", "log", metavar="FILE", type=FILE, help="The file to write the log to, as in ann.quizlog.")
@only_option
@common
def command(
    where: Places, bank: str | None, to: Path | None, format_name: str, force: bool, as_json: bool, log: Path | None, only: str
) -> int:
    """Write BANK (a file, or a topic) in the format of another program, and say of every question what is not held by it.

    With --log, write instead all that a learner did into one file, which quiz merge takes in elsewhere; an earlier export
    of the same learner's is replaced, any other file left alone.

    The exit status is 1 if a question was refused.
    """
    if only and bank is None:
        raise WrongUse("--only chooses among the questions of BANK; a log is handed in whole.")
    if log is not None and bank is None and to is None:
        return _hand_in(where, log)
    if bank is not None and to is None and log is None:
        raise WrongUse(f"Say which file to write: quiz export {bank} --to FILE, as in fog.gift.")
    if log is not None or bank is None or to is None:
        raise WrongUse("Say what to export: quiz export BANK --to FILE, or quiz export --log FILE.")
    return _write_bank(where, bank, to, format_name, only, force=force, as_json=as_json)


def _write_bank(where: Places, name: str, to: Path, format_name: str, only: str, *, force: bool, as_json: bool) -> int:
    from questions.formats import FORMATS
    from questions.formats.exporting import WRITERS, export_bank
    from questions.formats.extras import NotInstalled
    from quiz.files import save
    from quiz.phrases import count
    from quiz.readout import complain, print_json, say

    known = format_name.casefold() or next((each for each in WRITERS if to.suffix.casefold() in FORMATS[each].suffixes), "")
    if known not in WRITERS:
        told = f"The format {format_name or to.suffix} is not written here." if format_name or to.suffix else f"{to.name} tells no format."
        raise WrongUse(f"{told} Say --format and one of: {', '.join(WRITERS)}.")
    bank = _chosen(where, _bank(where, name), only)
    if bank.problems:
        complain(f"Questions with problems are left out; quiz check {bank.path} names them.")
    try:
        exported = export_bank(bank, known)
    except NotInstalled as error:
        raise WrongUse(str(error)) from None
    if any(item.id for item in exported.items):
        save(to, exported.content, force=force)
    if as_json:
        print_json({"format": known, "items": [asdict(item) for item in exported.items]})
    else:
        for item in exported.items:
            if item.outcome != "taken":
                say(f"{item.where}: {item.outcome}", *(f"    {note}" for note in item.notes))
        found = Counter(item.outcome for item in exported.items)
        told = f"{found['taken']} whole, {found['changed']} changed, {found['refused']} refused"
        say(f"{count(len(exported.items), 'question')}: {told}." + (f" They are in {to}." if found.total() > found["refused"] else ""))
    return PROBLEMS if bank.problems or not exported.items or any(item.outcome == "refused" for item in exported.items) else DONE


def _chosen(where: Places, bank: Bank, only: str) -> Bank:
    """Return the bank with the questions alone that fit a filter."""
    from questions.bank import Library
    from quiz.filters.finding import fitting
    from quiz.readout import opened

    wanted = filter_given(only)
    if not only.strip():
        return bank
    with opened(where) as study:
        chosen = fitting(wanted, Library.of([bank]), study.standing(), study.clock(), study.tallies)
    if not chosen:
        raise WrongUse(f"No question of {bank.topic} fits “{only}”.")
    return replace(bank, questions=tuple(chosen))


def _bank(where: Places, name: str) -> Bank:
    from questions.reading import read_bank
    from quiz.shelf import all_banks

    path = Path(name)
    if path.is_file():
        return read_bank(path)
    library = all_banks(where)
    if bank := library.bank(name):
        return bank
    raise WrongUse(f"There is no file or topic {name}. The topics are: {', '.join(each.topic for each in library.banks)}.")


def _hand_in(where: Places, file: Path) -> int:
    from progress.copies import read_export, write_log
    from quiz.phrases import count
    from quiz.readout import opened, say

    with opened(where) as study:
        if file.is_dir():
            raise WrongUse(f"{file} is a folder. Name a file, as in {file / study.learner.name}.quizlog.")
        copy = study.store.export(study.learner)
        if file.exists() and read_export(file) not in {study.learner.id, *study.store.known_as(study.learner)}:
            raise WrongUse(f"{file} is there already, and is no log of {study.learner.name}’s. Choose another name.")
        beside = file.with_name(f".{file.name}.new")
        try:
            with beside.open("wb") as out:
                write_log(out, copy, study.learner.id)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
        say(f"{count(len(copy.entries), 'entry', 'entries')} of {study.learner.name}’s are in {file}.")
    return DONE
