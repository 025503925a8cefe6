"""``quiz paper``: an exam to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.commands.base import (
    DONE,
    FILE,
    PROBLEMS,
    QUESTIONS,
    SEED,
    Whole,
    WrongUse,
    as_command,
    common,
    filter_given,
    kinds_named,
    only_option,
)
from quiz.places import Places

if TYPE_CHECKING:
    from questions.bank import Bank, Library
    from questions.kinds import AnyQuestion

_MOST_IN_TITLE = 3
_VERSIONS = Whole(1, 6)


@as_command("paper")
@click.argument("names", nargs=-1, required=True, metavar="BANK...")
@click.option("--to", metavar="FILE", type=FILE, required=True, help="The file to write, as in exam.html or exam.md.")
@click.option("--count", metavar="N", type=QUESTIONS, help="How many questions, drawn evenly from the banks; all if not given.")
@click.option("--kinds", "kind_names", metavar="KIND,...", default="", help="Only these kinds, as in choice,true-false.")
@click.option("--versions", metavar="N", type=_VERSIONS, default=1, show_default=True, help="How many, from 1 to 6.")
@click.option("--seed", metavar="N", type=SEED, help="Which questions, and their orders: the same for the same N.")
@click.option("--title", metavar="TEXT", default="", help="What stands on top; else the titles of the banks.")
@click.option("--answer-sheet", is_flag=True, help="For each version a sheet for all answers, in a file of its own.")
@click.option("--explain", is_flag=True, help="Put the banks' explanations into the key.")
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@only_option
@common
def command(
    where: Places,
    names: tuple[str, ...],
    to: Path,
    count: int | None,
    kind_names: str,
    versions: int,
    seed: int | None,
    title: str,
    answer_sheet: bool,
    explain: bool,
    force: bool,
    only: str,
) -> int:
    """Make an exam on paper of the questions in each BANK: a file, a folder of files, or a topic.

    For exam.html it writes these, and for exam.md the same as Markdown, to go on with in a word processor:

    \b
    exam.html          the exam; with --versions 2, exam-A.html and exam-B.html
    exam-sheet.html    a sheet for all answers, with --answer-sheet
    exam-key.html      the key to all versions, for you alone

    The versions have the same questions in another order, with their options in another order. Print from a browser, on A4
    or Letter; no question that fits on a page is broken across two.

    A question is worth a point, one that has parts a point for each; a select and a flashcard, which becomes an open question,
    are worth two.

    The exit status is 1 if questions had to be left out since something is wrong with them.
    """
    from questions.drawing import new_seed
    from questions.paper import make_paper
    from quiz.display import one_line
    from quiz.files import save_all
    from quiz.phrases import count as counted
    from quiz.readout import complain, say
    from quiz.reports.paper import FORMATS, paper_files

    form = FORMATS.get(to.suffix.casefold())
    if form is None:
        raise WrongUse(f"An exam is written as .html, to be printed, or as .md, to be changed; {to.name} is neither.")
    library = _library(where, names)
    kinds = kinds_named(kind_names)
    questions = _chosen(where, library, kinds, only)
    if library.problems:
        told = counted(len(library.problems), "problem")
        complain(f"Questions with problems are left out: {told}, the first in {library.problems[0].path}. quiz check names them.")
    if not questions:
        raise WrongUse("There is no question to put on paper in these banks.")
    name = one_line(title) or _title(library.banks)
    paper = make_paper(questions, name, seed=new_seed() if seed is None else seed, versions=versions, count=count)
    files = paper_files(paper, form, sheet=answer_sheet, explained=explain)
    contents = {to.with_name(f"{to.stem}{added}{to.suffix}"): content for added, content in files.items()}
    save_all(contents, force=force)
    asked = len(paper.versions[0].items)
    fewer = "" if count is None or asked == count else " There are no more."
    say(f"{counted(asked, 'question')}, {counted(paper.points, 'point')}.{fewer}", *map(str, contents))
    say(f"The last is the key: keep it to yourself. The same exam is made again with --seed {paper.seed}.")
    return PROBLEMS if library.problems else DONE


def _chosen(where: Places, library: Library, kinds: Sequence[str], only: str) -> Sequence[AnyQuestion]:
    """Return the questions of these kinds, or of any, that fit a filter, for whoever is learning; wrong use if none does."""
    from quiz.filters.finding import fitting
    from quiz.readout import opened

    wanted = filter_given(only)
    among: Iterable[AnyQuestion] = library
    if only.strip():
        with opened(where) as study:
            among = fitting(wanted, library, study.standing(), study.clock(), study.tallies)
    chosen = [question for question in among if not kinds or question.kind in kinds]
    if only.strip() and not chosen:
        raise WrongUse(f"No question of these banks fits “{only}”.")
    return chosen


def _library(where: Places, names: Sequence[str]) -> Library:
    """Return the banks that are meant; wrong use if a name is no file, folder or topic."""
    from questions.reading import read_library
    from quiz.filters.search import topics_meant
    from quiz.shelf import all_banks

    paths = [Path(name) for name in names if Path(name).exists()]
    topics = [name for name in names if not Path(name).exists()]
    for name in topics:
        if "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
            raise WrongUse(f"There is no file or folder {name}.")
    if not topics:
        return read_library(paths)
    every = all_banks(where)
    try:
        meant = topics_meant(every, topics)
    except ValueError as error:
        raise WrongUse(str(error)) from None
    return read_library([*paths, *(bank.path for bank in every.banks if bank.topic in meant)])


def _title(banks: Sequence[Bank]) -> str:
    return ", ".join(bank.title for bank in banks) if len(banks) <= _MOST_IN_TITLE else "Exam"
