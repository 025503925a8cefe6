"""``quiz check``: the problems in banks."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from quiz.commands.base import DONE, FILE, PROBLEMS, WrongUse, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from questions.bank import Library
    from questions.nodes import Document
    from questions.problems import Problem

STANDARD_INPUT = Path("-")


@as_command("check", "What is wrong in banks, line by line")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=FILE)
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text", help="For people, or programs.")
@click.option("--json", "form", flag_value="json", help="As --format json.")
@click.option("--no-advice", is_flag=True, help="Without advice on style.")
@click.option("--fix", is_flag=True, help="Mend what has exactly one right mending, once you have seen it.")
@click.option("--yes", is_flag=True, help="With --fix: write it without asking.")
@click.option("--watch", is_flag=True, help="Check again whenever a bank is saved, until Ctrl+C.")
@common
def command(where: Places, paths: tuple[Path, ...], form: str, no_advice: bool, fix: bool, yes: bool, watch: bool) -> int:
    """Say what is wrong in banks, with line and column: in files, in folders, or (with none) in all that are loaded.

    The path - is what comes from standard input. The exit status is 1 if anything is wrong; advice on
    style comes after the problems and does not count.

    --fix mends slips such as missing ids, keys misspelt or out of order, tabs, missing quotes, and files that are
    not UTF-8. Remarks and layout stay. What it would change is shown first, and nothing is written that was not:
    at a terminal you are asked, elsewhere only --yes writes. What could be meant in more than one way is left to you,
    and told. With - the mended bank goes to standard output, and its problems to standard error.
    """
    for path in paths:
        if path != STANDARD_INPUT and not path.exists():
            raise WrongUse(f"There is no file or folder {path}.")
    _refuse_what_does_not_go_together(paths, form, fix=fix, yes=yes, watch=watch)
    if watch:
        _watch(where, paths, no_advice)
    if fix:
        return _fix(where, paths, no_advice, yes)
    given = {STANDARD_INPUT: _standard_input()} if STANDARD_INPUT in paths else {}
    return _check(where, paths, given, form, no_advice)


def _refuse_what_does_not_go_together(paths: tuple[Path, ...], form: str, *, fix: bool, yes: bool, watch: bool) -> None:
    if (fix or watch) and form != "text":
        raise WrongUse(f"--format {form} is for a check alone. Leave --{'fix' if fix else 'watch'} out, or run two commands.")
    if fix and watch:
        raise WrongUse("--fix and --watch don't go together: a file that is open in an editor is mended there.")
    if yes and not fix:
        raise WrongUse("--yes belongs to --fix.")
    if fix and not paths:
        raise WrongUse("Name the files or folders that --fix may mend.")
    if STANDARD_INPUT in paths and (watch or (fix and len(paths) > 1)):
        raise WrongUse("Standard input, -, cannot be watched." if watch else "With --fix, - stands alone.")


def _check(
    where: Places, paths: tuple[Path, ...], given: Mapping[Path, bytes], form: str, no_advice: bool, out: TextIO | None = None
) -> int:
    from questions.reading import read_library
    from quiz.shelf import shelf

    documents: dict[Path, Document] = {}
    with _no_collecting():
        library = read_library(paths or shelf(where), given=given, keep=None if no_advice else documents.__setitem__)
        _print(library, [] if no_advice else _advice(library, documents), form, out or sys.stdout)
    return PROBLEMS if library.problems else DONE


def _fix(where: Places, paths: tuple[Path, ...], no_advice: bool, yes: bool) -> int:
    from questions.mending import mended
    from quiz.fixing import fix_banks
    from quiz.readout import hand_on

    if paths == (STANDARD_INPUT,):
        content = mended(_standard_input(), STANDARD_INPUT).content
        hand_on(content)
        return _check(where, paths, {STANDARD_INPUT: content}, "text", no_advice, sys.stderr)
    written = fix_banks(paths, yes=yes)
    status = _check(where, paths, {}, "text", no_advice)
    return status if written else PROBLEMS


def _watch(where: Places, paths: tuple[Path, ...], no_advice: bool) -> NoReturn:
    from quiz.rechecking import at_every_change
    from quiz.shelf import shelf

    at_every_change(paths or shelf(where), lambda: _check(where, paths, {}, "text", no_advice))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Look for no garbage meanwhile: what is read is kept to the end, and is many things to look through again and again."""
    were_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # As old things they are not looked through at once.
        gc.freeze()
        gc.unfreeze()
        if were_collecting:
            gc.enable()


def _standard_input() -> bytes:
    from questions.reading import MAXIMUM_BYTES

    return sys.stdin.buffer.read(MAXIMUM_BYTES + 1)


def _advice(library: Library, documents: Mapping[Path, Document]) -> list[Problem]:
    from questions.advice import advise, placed_in

    banks = {bank.topic: bank for bank in library.banks}
    hints = advise(library).items()
    return sorted(problem for topic, found in hints for problem in placed_in(found, banks[topic], documents[banks[topic].path]))


def _print(library: Library, advice: Sequence[Problem], form: str, out: TextIO) -> None:
    from questions.problems import as_lines
    from questions.reporting import as_annotations, as_data, as_sarif
    from quiz.phrases import count
    from quiz.readout import print_json, say, say_pieces, wants_colour

    problems = library.problems
    if form == "json":
        told = {"problems": as_data(problems), "advice": as_data(advice)}
        print_json({**told, "questions": len(library), "banks": len(library.banks)})
    elif form == "sarif":
        print_json(as_sarif([*problems, *advice], version("canada-us-quiz")))
    elif form == "github":
        say(*as_annotations([*problems, *advice]))
    else:
        coloured = wants_colour(out, os.environ)
        say_pieces(as_lines(problems), coloured=coloured, out=out)
        say_pieces(as_lines(advice), coloured=coloured, out=out)
        found = count(len(problems), "problem") if problems else "No problems"
        also = f", and advice in {count(len(advice), 'place')}" if advice else ""
        counted = f"{found} in {count(len(library.banks), 'bank')} with {count(len(library), 'usable question')}{also}."
        say_pieces([[("", counted)]], coloured=False, out=out)
