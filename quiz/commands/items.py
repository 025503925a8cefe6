"""``quiz items``: which questions don't work."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.commands.base import DONE, PROBLEMS, WrongUse, as_command, common
from quiz.places import Places

if TYPE_CHECKING:
    from progress.copies import Copy
    from questions.bank import Library
    from quiz.items.analysing import Itemised


@as_command("items", "Which questions don't work: difficulty, discrimination, the key")
@click.argument("names", nargs=-1, metavar="[FILE.quizlog|DIR|QUESTION]...")
@click.option("--topic", "topics", metavar="TOPIC", multiple=True, help="Only this topic; may be given again.")
@click.option("--all-tries", is_flag=True, help="Repeats too, not first tries alone.")
@click.option("--accept", "accepted", metavar="RESPONSE", help="Write into the bank that this response to QUESTION is right.")
@click.option("--yes", is_flag=True, help="After --accept, mark past answers anew without asking.")
@click.option("--sound", is_flag=True, help="Of a broken log, take what is sound.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV.")
@common
def command(
    where: Places,
    names: tuple[str, ...],
    topics: tuple[str, ...],
    all_tries: bool,
    accepted: str | None,
    yes: bool,
    sound: bool,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Tell which questions need a look, from the answers of all learners of this record, or of handed-in logs.

    FILE is a log that quiz export --log wrote, or another record; any number of them are read and nothing is kept. DIR is a
    folder of such files. With QUESTION (topic/id): who chose what, by thirds of ability, and the answers that learners dispute.

    What a learner disputes with good reason is accepted so, for a short answer or a cloze (its blanks set apart by semicolons):

    \b
        quiz items water-quality/treaty --accept 'Boundary Waters Treaty'

    Nothing else of the bank is changed. Past answers in this record are marked anew by it if you say so, or by quiz regrade.

    The exit status is 1 if a file was refused.
    """
    from quiz.readout import complain, opened

    if accepted is not None:
        return _accept(where, names, accepted, yes=yes)
    files = _files(names)
    told: list[str] = []
    if files and where.learner:
        raise WrongUse("--learner chooses among the learners of this record; of handed-in logs, name only those that are meant.")
    if files:
        library = _library(where)
        copies, told = _read(files, sound=sound)
        for sentence in told:
            complain(sentence)
        if not copies:
            return PROBLEMS
        found = _of_logs(copies, library, _topics(library, topics), all_tries=all_tries)
    else:
        from quiz.items.analysing import items_of

        with opened(where) as study:
            library = study.library
            learner = study.learner if where.learner else None
            found = items_of(study.store, library, _topics(library, topics), learner=learner, all_tries=all_tries)
    wanted = [_question(library, found, name) for name in names if not _is_file(name)]
    elsewhere = [id_ for id_ in wanted if topics and id_.partition("/")[0] not in _topics(library, topics)]
    if elsewhere:
        raise WrongUse(f"{elsewhere[0]} is of none of these topics.")
    tell = _tell_questions if wanted else _tell_all
    tell(found, wanted, all_tries=all_tries, as_json=as_json, as_csv=as_csv)
    return PROBLEMS if told else DONE


def _library(where: Places) -> Library:
    from quiz.shelf import all_banks

    return all_banks(where)


def _of_logs(copies: Sequence[Copy], library: Library, topics: Sequence[str], *, all_tries: bool) -> Itemised:
    from quiz.items.analysing import itemised, tries_in

    tries, bodies = tries_in(copies)
    return itemised(tries, bodies, library, topics, all_tries=all_tries)


def _accept(where: Places, names: Sequence[str], typed: str, *, yes: bool) -> int:
    from questions.mending.accepting import CannotAccept
    from questions.verdict import NotAResponse
    from quiz.filters.search import question_named
    from quiz.items import accepting
    from quiz.readout import opened, say

    named = [name for name in names if not _is_file(name)]
    if len(named) != 1:
        raise WrongUse("--accept takes one QUESTION, as in quiz items water-quality/treaty --accept RESPONSE.")
    with opened(where) as study:
        try:
            question = question_named(study.library, named[0])
            response = question.parse(typed, question.options()) if isinstance(question, accepting.TAKES) else typed
            done = accepting.accept(study.library, question.id, response)
        except NotAResponse as error:
            raise WrongUse(f"This is no response to {question.id}: {error}") from None
        except (CannotAccept, ValueError) as error:
            raise WrongUse(str(error)) from None
        say(done.told)
        study.read_again(at_once=True)
        learners = [study.learner] if where.learner else study.store.learners()
        found = accepting.outdated(study.store, study.library, question.id, learners)
        if not found:
            return DONE
        say(accepting.outdated_text(found))
        asks = sys.stdin.isatty() and sys.stdout.isatty()
        if yes or (asks and click.confirm("Mark them by the key of now?", default=False)):
            from quiz.phrases import count

            say(f"{count(accepting.mark_anew(study.store, found, study.clock()), 'answer')} marked anew.")
        else:
            say("Nothing was marked anew; quiz regrade does it, for one learner at a time.")
    return DONE


def _files(names: Sequence[str]) -> list[Path]:
    """Return the logs that are named, and those in folders that are."""
    from progress.gathering import logs_in

    files: list[Path] = []
    for named in (Path(name) for name in names if _is_file(name)):
        within = list(logs_in(named).values()) if named.is_dir() else [named]
        if not within:
            raise WrongUse(f"There are no logs in {named}.")
        files += within
    return files


def _is_file(name: str) -> bool:
    from progress.copies import SUFFIX

    # Path.exists would raise where a name is too long for one.
    return name.casefold().endswith((SUFFIX, ".db")) or os.path.exists(name)  # noqa: PTH110


def _read(files: Sequence[Path], *, sound: bool) -> tuple[list[Copy], list[str]]:
    """Return the logs that could be read, and why the others could not."""
    from progress.copies import read_copy
    from progress.errors import Refused

    copies: list[Copy] = []
    told: list[str] = []
    for file in files:
        try:
            copy = read_copy(file)
            copies.append(copy.sound() if sound else copy.checked())
        except Refused as error:
            told.append(str(error))
    return copies, told


def _topics(library: Library, words: Sequence[str]) -> tuple[str, ...]:
    from quiz.filters.search import topics_meant

    try:
        return topics_meant(library, words)
    except ValueError as error:
        raise WrongUse(str(error)) from None


def _question(library: Library, found: Itemised, name: str) -> str:
    """Return the id of a question that is meant; it may be in no bank any more."""
    from quiz.filters.search import question_named

    if any(each.item.question == name for each in found.items):
        return name
    try:
        return question_named(library, name).id
    except ValueError as error:
        raise WrongUse(str(error)) from None


def _tell_all(found: Itemised, _wanted: Sequence[str], *, all_tries: bool, as_json: bool, as_csv: bool) -> None:
    from quiz.items import words
    from quiz.items.table import table_lines
    from quiz.readout import print_csv, print_json, say

    if as_json:
        groups = [words.group_row(group) for group in found.groups]
        totals = {"learners": found.learners, "answers": found.answers}
        print_json({**totals, "items": [words.whole_row(each) for each in found.items], "topics": groups})
    elif as_csv:
        print_csv(words.ITEM_KEYS, [words.item_row(each) for each in found.items])
    elif not found.items:
        say("No answers yet. Figures appear here when learners have answered.")
    else:
        columns = _columns()
        _say([words.overview_line(found, all_tries=all_tries), ""], columns)
        say(*table_lines(found.items, columns))
        _say(["", *words.LEGEND, "", *words.group_lines(found.groups)], columns)


def _columns() -> int:
    return shutil.get_terminal_size().columns


def _say(lines: Iterable[str], columns: int) -> None:
    """Write sentences; at a terminal, broken between words."""
    from quiz.plain.wrapping import wrapped
    from quiz.readout import say

    say(*(part for line in lines for part in (wrapped(line, columns) if sys.stdout.isatty() else [line])))


def _tell_questions(found: Itemised, wanted: Sequence[str], *, all_tries: bool, as_json: bool, as_csv: bool) -> None:
    from quiz.items import words
    from quiz.readout import print_csv, print_json, say

    items = [each for id_ in dict.fromkeys(wanted) for each in found.items if each.item.question == id_]
    if as_json:
        print_json({"learners": found.learners, "answers": found.answers, "items": [words.whole_row(each) for each in items]})
        return
    if as_csv:
        print_csv(words.CHOICE_KEYS, [row for each in items for row in words.choice_rows(each)])
        return
    for number, each in enumerate(items):
        told = [*words.item_lines(each, all_tries=all_tries), *words.dispute_lines(each.item)]
        _say([*([""] if number else []), *told], _columns())
    for id_ in dict.fromkeys(wanted):
        if not any(each.item.question == id_ for each in items):
            say(f"{id_}: no answers yet.")
