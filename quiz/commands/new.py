"""``quiz new``: a bank to start from."""

from __future__ import annotations

import re
import shlex
from itertools import count
from pathlib import Path

import click

from quiz.commands.base import DONE, FILE, WrongUse, as_command, common, kinds_named
from quiz.places import Places


@as_command("new", "A bank to start from, with a question of each kind")
@click.argument("words", metavar="TOPIC", nargs=-1, required=True)
@click.option("--to", metavar="FILE", type=FILE, help="The file to write; else called after TOPIC, in this folder.")
@click.option("--kinds", "kind_names", metavar="KIND,...", default="", help="Only these kinds, as in choice,number.")
@click.option("--bare", is_flag=True, help="Without the remarks that say what each line is for.")
@click.option("--force", is_flag=True, help="Replace a FILE that is there already.")
@common
def command(where: Places, words: tuple[str, ...], to: Path | None, kind_names: str, bare: bool, force: bool) -> int:
    """Write a bank with the title TOPIC and an example of each of the nine kinds of question, each with remarks that say what to replace.

    Beside it goes bank.schema.json, if there is none yet, by which an editor completes keys and underlines mistakes; hand it on
    with the bank if you like, or leave it out: the bank does not need it.
    """
    from questions.reading import read_bank_text
    from questions.starter import SCHEMA_NAME, starter_bank, starter_schema
    from quiz.display import one_line
    from quiz.files import save
    from quiz.phrases import count as counted
    from quiz.readout import say

    title = one_line(" ".join(words))
    if not title:
        raise WrongUse('TOPIC is empty. Name what the bank is about, as in quiz new "Air quality".')
    file = to or Path(_file_name(title))
    if file.suffix.casefold() not in (".yaml", ".yml"):
        raise WrongUse(f"A bank is a file that ends in .yaml, and {file.name} does not.")
    own, taken = _topic_for(where, file)
    text = starter_bank(title, own if taken else "", kinds_named(kind_names), bare=bare)
    bank = read_bank_text(text.encode("utf-8"), file)
    for problem in bank.problems[:1]:
        raise WrongUse(f"TOPIC cannot be the title of a bank. {problem.message} {problem.advice}".strip())
    save(file, text, force=force)
    say(f"{file} holds {counted(len(bank.questions), 'question')} to be replaced with yours.")
    if taken:
        say(f"There is a topic {taken} already, so this one has the id {own}.")
    schema = file.with_name(SCHEMA_NAME)
    if not schema.exists():
        save(schema, starter_schema(), force=False)
        say(f"{schema} tells an editor that knows JSON Schema what may stand in a bank.")
    elif schema.read_bytes() != starter_schema():
        say(f"{schema} was there already and is another than this version’s; quiz schema > {shlex.quote(str(schema))} replaces it.")
    name = shlex.quote(str(file))
    say("Open it in an editor. Then:", f"  quiz check {name}", f"  quiz practice --banks {name} {own}")
    return DONE


def _file_name(title: str) -> str:
    from questions.checking import topic_of

    return topic_of(Path(re.sub(r"[/\\]", " ", title) + ".yaml")) + ".yaml"


def _topic_for(where: Places, file: Path) -> tuple[str, str]:
    """Return the topic that a bank in this file can have, and, if it is not the file's own, that which another bank has."""
    from questions.checking import topic_of
    from quiz.shelf import all_banks

    wanted = topic_of(file)
    others = {bank.topic for bank in all_banks(where).banks if bank.path != file.absolute()}
    if wanted not in others:
        return wanted, ""
    free = (f"my-{wanted}" + (f"-{number}" if number > 1 else "") for number in count(1))
    return next(topic for topic in free if topic not in others), wanted
