"""The guide to the format keeps its word: its examples are banks, its tables are true."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

import questions
from questions.bank import Bank
from questions.formats import FORMATS
from questions.kinds import KINDS
from questions.problems import as_text
from questions.reading import read_bank_text
from questions.typed import mark_text
from quiz.commands.listed import COMMANDS

GUIDE = Path(questions.__file__).with_name("FORMAT.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
WHOLE_BANKS = [block for block in BLOCKS if block.startswith("topic:")]
EXAMPLES = [block for block in BLOCKS if block.startswith("- id:")]


def read(text: str) -> Bank:
    return read_bank_text(text.encode(), Path("guide.yaml"))


def bank_of(example: str) -> Bank:
    return read("topic: T\nquestions:\n" + textwrap.indent(example, "  "))


def rows(heading: str) -> list[tuple[str, ...]]:
    """The rows of the table whose first line is ``heading``."""
    lines = GUIDE[GUIDE.index(heading) :].split("\n\n")[0].split("\n")[2:]
    return [tuple(cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]) for line in lines]


def test_every_block_of_yaml_is_a_bank_or_a_question() -> None:
    assert len(WHOLE_BANKS) + len(EXAMPLES) == len(BLOCKS) > 10


@pytest.mark.parametrize("text", WHOLE_BANKS)
def test_a_bank_of_the_guide_has_no_problem(text: str) -> None:
    assert as_text(read(text).problems) == ""
    assert read(text).questions


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_of_the_guide_has_no_problem_and_can_be_answered(text: str) -> None:
    bank = bank_of(text)
    assert as_text(bank.problems) == ""
    assert [question.mark(question.right_response()).score for question in bank.questions] == [1]


def test_every_kind_has_an_example_under_its_name() -> None:
    examples = re.findall(r"^### (\S+)\n\n```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert {heading: bank_of(block).questions[0].kind for heading, block in examples} == {kind: kind for kind in KINDS}


def test_every_kind_and_every_key_is_in_a_table() -> None:
    named = set(re.findall(r"`([a-z-]+)`", " ".join(line for line in GUIDE.split("\n") if line.startswith("|"))))
    keys = {name for kind in KINDS.values() for name in kind.__dataclass_fields__} - {"shuffles", "__pydantic_config__"}
    assert set(KINDS) | keys | {"topic", "about", "position", "questions"} <= named


@pytest.mark.parametrize(("answer", "typed", "marked"), rows("| your answer |"))
def test_typed_answers_are_marked_as_the_guide_says(answer: str, typed: str, marked: str) -> None:
    assert mark_text(typed, [answer]).outcome == marked


@pytest.mark.parametrize(("trap", "wrong", "right"), rows("| what to watch |"))
def test_a_trap_of_yaml_is_one_and_the_way_out_is_too(trap: str, wrong: str, right: str) -> None:
    caught, freed = [bank_of(f"- id: a\n  kind: flashcard\n  {cell.strip('`')}\n  answer: A\n") for cell in (wrong, right)]
    meant = re.sub(r"^prompt: ?[\"']?|[\"']?$", "", wrong.strip("`"))
    assert (bool(caught.problems) or caught.questions[0].prompt != meant, freed.problems) == (True, ())
    assert freed.questions[0].prompt.replace('"', "") == meant.replace('"', "")


FOG = """\
- id: fog
  kind: choice
  prompt: What is fog?
  answer: A low cloud
  distractors: [Smoke, Rain]
"""


@pytest.mark.parametrize(("written", "told", "_what_to_do"), rows("| what is written |"))
def test_a_mistake_is_told_as_the_guide_says(written: str, told: str, _what_to_do: str) -> None:
    line = written.strip("`")
    key = line.partition(":")[0].strip("-")[:3]
    wrong = re.sub(rf"\b{key}.*", lambda _: line, FOG, count=1)
    assert (line in wrong, bank_of(wrong).problems[0].message) == (True, told)


@pytest.mark.parametrize("start", "*&!%@`>|,?-[{")
def test_a_text_may_not_begin_with_what_the_guide_warns_of(start: str) -> None:
    assert bank_of(f"- id: a\n  kind: flashcard\n  prompt: {start} x\n  answer: A\n").problems


def test_the_links_of_the_guide_lead_somewhere() -> None:
    headings = {
        re.sub(r"[^a-z -]", "", line.strip("# ").casefold()).replace(" ", "-") for line in GUIDE.split("\n") if line.startswith("#")
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= headings


def test_every_command_of_the_guide_is_one() -> None:
    called = set(re.findall(r"(?:\$ |`)quiz ([a-z]+)", GUIDE))
    assert called - set(COMMANDS) == set()
    assert {"new", "check", "try", "add", "banks", "remove", "regrade", "import", "export", "paper"} <= called


def test_every_format_of_the_guide_is_read_and_written_as_it_says() -> None:
    suffixes = set(re.findall(r"`(\.[a-z]+)`", " ".join(line for row in rows("| from, or to |") for line in row[1:2])))
    assert {suffix for format_ in FORMATS.values() for suffix in format_.suffixes} <= suffixes | {".tab"}


def test_the_guide_is_narrow_enough_to_read() -> None:
    assert [line for line in GUIDE.split("\n") if len(line) > 140] == []
