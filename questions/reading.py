"""Banks from files: read, checked, with all problems at once, each at its line and column."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from questions import nodes
from questions.bank import Bank, Library
from questions.kinds import KINDS, AnyQuestion, Source
from questions.nodes import Mark, Node
from questions.problems import Problem, nearest, short_path

SHIPPED = Path(__file__).parent / "banks"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 80
_LONGEST_TEXT = 4_000
_MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What a bank says of itself, above its questions."""

    __pydantic_config__ = {"extra": "forbid"}

    topic: str
    id: str = ""
    about: str = ""
    position: int | None = None
    source: Source | None = None


@cache
def _question_adapter() -> TypeAdapter[AnyQuestion]:
    return TypeAdapter(Annotated[AnyQuestion, Field(discriminator="kind")])


@cache
def _head_adapter() -> TypeAdapter[_Head]:
    return TypeAdapter(_Head)


def read_library(paths: Iterable[Path]) -> Library:
    """Return the banks found in files and folders, in a library that carries every problem.

    A topic that two banks claim stays with the first, and is a problem that names both.
    """
    banks: dict[str, Bank] = {}
    problems: list[Problem] = []
    for path in bank_files(paths, problems):
        bank = read_bank(path)
        first = banks.get(bank.topic)
        if first is None:
            banks[bank.topic] = bank
        elif first.path != bank.path:
            problems += bank.problems
            problems.append(
                Problem(
                    short_path(path), 1, 1, "topic-claimed-twice",
                    f"The topic `{bank.topic}` is claimed by {short_path(first.path)} too.",
                    "Give one of the two an `id:` of its own, or rename the file.",
                )
            )
    return Library.of(banks.values(), problems)


def bank_files(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """Yield the banks among ``paths``, folders being looked through; what cannot be read is added to ``problems``."""
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and not p.name.startswith("."))
            if not inside:
                problems.append(Problem(short_path(path), 1, 1, "no-bank", "No bank is in this folder.", "A bank is a file that ends in .yaml."))
            yield from inside
        else:
            yield path


def read_bank(path: Path) -> Bank:
    """Return the bank in a file; it carries the file's problems and the questions that have none."""
    try:
        raw = _bytes_of(path)
    except OSError as error:
        return _unread(path, Problem(short_path(path), 1, 1, "not-readable", f"The file cannot be read: {_plainly(error)}."))
    return read_bank_text(raw, path)


def _bytes_of(path: Path) -> bytes:
    # A FIFO or a device would never end; one byte more than is allowed tells that a file is too large.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("it is not a regular file")
        return file.read(nodes.MAXIMUM_BYTES + 1)


def _plainly(error: OSError) -> str:
    return (error.strerror or str(error)).rstrip(".")


def _unread(path: Path, problem: Problem) -> Bank:
    return Bank(topic=_stem(path), title=_stem(path), path=path, problems=(problem,))


def _stem(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-") or "bank"


def read_bank_text(raw: bytes, path: Path) -> Bank:
    """Return the bank in these bytes, ``path`` being the file's name."""
    reading = _Reading(path)
    text = nodes.decode(raw, reading.refuse)
    if text is None:
        return _unread(path, *reading.shown(raw.decode("utf-8", "replace")))
    root = nodes.read_nodes(text, reading.refuse)
    bank = reading.bank(root)
    return replace(bank, problems=reading.shown(text))


@dataclass(slots=True)
class _Reading:
    """The reading of one file: gathers problems, and makes the bank."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    found: int = 0

    def refuse(self, refusal: nodes.Refusal) -> None:
        self._add(refusal.mark, refusal.code, refusal.message, refusal.advice)

    def _add(self, mark: Mark, code: str, message: str, advice: str = "") -> None:
        self.found += 1
        # A hostile file can hold a million mistakes; the first of them are enough to tell.
        if len(self.problems) < _MOST_PROBLEMS * 5:
            self.problems.append(Problem(short_path(self.path), mark.line, mark.column, code, message, advice))

    def shown(self, text: str) -> tuple[Problem, ...]:
        """Return the problems in order, each with its line of the file."""
        lines = re.split("\r\n|\r|\n", text)
        first = sorted(set(self.problems))[:_MOST_PROBLEMS]
        return tuple(replace(p, shown=lines[p.line - 1] if p.line <= len(lines) else "") for p in first)

    def bank(self, root: Node | None) -> Bank:
        topic = _stem(self.path)
        if root is None or not isinstance(root.data, dict):
            if not self.problems:
                mark = root.mark if root else Mark(1, 1)
                what = "The file is empty" if root is None or root.data == "" else "A bank is a mapping of keys"
                self._add(mark, "not-a-bank", f"{what}.", "Begin with `topic:` and a name, then `questions:` and a list.")
            return Bank(topic=topic, title=topic, path=self.path)
        head = self._head(root)
        if head is not None and head.id and self._is_id(head.id, root.at(("id",))):
            topic = head.id
        questions, lines = self._questions(root, topic, head.source if head else None)
        return Bank(
            topic=topic,
            title=head.topic if head else topic,
            path=self.path,
            about=head.about if head else "",
            position=head.position if head else None,
            source=head.source if head else None,
            questions=questions,
            lines=lines,
        )

    def _head(self, root: Node) -> _Head | None:
        assert isinstance(root.data, dict)
        data = {key: value for key, value in root.data.items() if key != "questions"}
        self._check_texts(root, data)
        try:
            return _head_adapter().validate_python(data)
        except ValidationError as error:
            known = [*_Head.__dataclass_fields__, "questions"]
            for details in error.errors(include_url=False, include_context=True):
                if root.complete or details["type"] not in _MISSING:
                    self._explain(details, root, (), known, "a bank")
            return None

    def _questions(self, root: Node, topic: str, source: Source | None) -> tuple[tuple[AnyQuestion, ...], dict[str, int]]:
        listed = root.children.get("questions")
        if listed is None or not isinstance(listed.data, list) or not listed.data:
            if root.complete:
                mark = root.key_at(("questions",)) if listed else root.mark
                self._add(mark, "no-questions", "The bank has no questions.", "Write `questions:` and below it a list, each question beginning with `- id:`.")
            return (), {}
        questions: dict[str, AnyQuestion] = {}
        ids: dict[str, int] = {}
        lines: dict[str, int] = {}
        for index, node in listed.children.items():
            if not node.complete:
                continue  # reading stopped inside it, and that is told already
            question = self._question(node, topic, ids)
            if question is not None:
                questions[question.id] = replace(question, source=question.source or source)
                lines[question.id] = node.mark.line
        return tuple(questions.values()), lines

    def _question(self, node: Node, topic: str, ids: dict[str, int]) -> AnyQuestion | None:
        before = self.found
        if not isinstance(node.data, dict):
            self._add(node.mark, "not-a-question", "A question is a mapping of keys, but this is text or a list.", "Begin it with `- id:`, and align its other keys below `id`.")
            return None
        data = dict(node.data)
        self._check_id(node, data, ids)
        self._check_texts(node, data)
        kind = data.get("kind")
        if isinstance(kind, str) and kind not in KINDS:
            self._unknown_kind(node, kind)
            return None
        if "kind" not in data:
            self._add(node.mark, "missing-key", "The question has no `kind`.", f"Add `kind:` and one of {', '.join(KINDS)}.")
            return None
        try:
            question = _question_adapter().validate_python({**data, "id": f"{topic}/{data.get('id', '')}"})
        except ValidationError as error:
            known = list(KINDS[str(kind)].__dataclass_fields__) if isinstance(kind, str) else list(KINDS)
            for details in error.errors(include_url=False, include_context=True):
                if not _other_form(details, data):
                    self._explain(details, node, (str(kind),), known, f"a {kind} question")
            return None
        for fault in question.faults():
            self._add(node.at(fault.path), fault.code, fault.message, fault.advice)
        return question if self.found == before and not self._refused_inside(node) else None

    def _refused_inside(self, node: Node) -> bool:
        """Whether the guard refused something between the first and the last line of a question."""
        if not self.problems:
            return False
        first, last = node.mark.line, _last_line(node)
        return any(first <= problem.line <= last for problem in self.problems)

    def _check_id(self, node: Node, data: dict[str, Any], ids: dict[str, int]) -> None:
        if "id" not in data:
            self._add(node.mark, "missing-id", "The question has no `id`; its history hangs on it.", "Add `id:` and a short name that stays, as in `id: agreement-year`.")
            return
        name, mark = data["id"], node.at(("id",))
        if not isinstance(name, str) or not self._is_id(name, mark):
            return
        if name in ids:
            self._add(mark, "duplicate-id", f"The id `{name}` is used already, on line {ids[name]}.", "Every question needs an id of its own.")
        ids.setdefault(name, mark.line)

    def _is_id(self, name: str, mark: Mark) -> bool:
        if _ID.fullmatch(name) and len(name) <= _LONGEST_ID:
            return True
        better = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:_LONGEST_ID].strip("-")
        self._add(mark, "bad-id", f"`{name[:40]}` is not an id: small letters, digits and single hyphens, at most {_LONGEST_ID}.", f"Write `{better}`." if better else "Write a short name.")
        return False

    def _unknown_kind(self, node: Node, kind: str) -> None:
        meant = nearest(kind, KINDS)
        advice = f"Did you mean `{meant}`?" if meant else f"The kinds are {', '.join(KINDS)}."
        self._add(node.at(("kind",)), "unknown-kind", f"`{kind[:40]}` is not a kind of question.", advice)

    def _check_texts(self, node: Node, data: dict[str, Any]) -> None:
        for key in data:
            if key in ("id", "kind", "questions"):
                continue
            child = node.children.get(key)
            for text in _leaves(child) if child else ():
                assert isinstance(text.data, str)
                if not text.data.strip():
                    self._add(text.mark if text.mark.line > 1 else node.key_at((key,)), "empty", f"`{key}` has nothing in it.", "Write the text, or delete the key.")
                elif len(text.data) > _LONGEST_TEXT:
                    self._add(text.mark, "too-long", f"This text has {len(text.data):,} characters; {_LONGEST_TEXT:,} are allowed.", "Shorten it.")

    def _explain(self, details: ErrorDetails, node: Node, prefix: Sequence[str], known: Sequence[str], what: str) -> None:
        """Turn one finding of pydantic into a problem in plain words at its place."""
        path = tuple(step for step in details["loc"][len(prefix) :] if step not in _UNION_STEPS)
        code, message, advice = _in_words(details, path, known, what)
        if code == "empty-twin" or (code == "missing-key" and path == ("id",)):
            return
        mark = node.at(path[:-1]) if code == "missing-key" else node.key_at(path) if code == "unknown-key" else node.at(path)
        self._add(mark, code, message, advice)


def _leaves(node: Node) -> Iterator[Node]:
    if isinstance(node.data, str):
        yield node
    for child in node.children.values():
        yield from _leaves(child)


def _last_line(node: Node) -> int:
    return max([node.mark.line, *(_last_line(child) for child in node.children.values())])


_MISSING = {"missing", "missing_argument", "missing_keyword_only_argument"}
_UNKNOWN = {"extra_forbidden", "unexpected_keyword_argument"}
_UNION_STEPS = {"str", "Distractor"}


def _other_form(details: ErrorDetails, data: dict[str, Any]) -> bool:
    """Whether a finding is about the form of a distractor that the teacher did not mean: text, or a mapping with `text`."""
    _, _, index, form, *_ = (*details["loc"], None, None, None)
    if form not in _UNION_STEPS:
        return False
    item = data["distractors"][index]
    means_mapping = isinstance(item, dict) and bool({"text", "feedback"} & set(item))
    return form == ("str" if means_mapping else "Distractor")


def _in_words(details: ErrorDetails, path: tuple[str | int, ...], known: Sequence[str], what: str) -> tuple[str, str, str]:
    """Return the code, the message and the advice for one finding of pydantic."""
    kind, given = details["type"], details["input"]
    name = f"`{path[0]}`" if path else "This"
    if len(path) > 1 and isinstance(path[-1], int):
        name = f"Item {path[-1] + 1} of {name}"
    if kind in _MISSING:
        return "missing-key", f"{what[0].upper()}{what[1:]} needs `{'.'.join(map(str, path))}`.", f"Add `{path[-1]}:`."
    if kind in _UNKNOWN:
        inner = {"source": ["title", "publisher", "url"], "distractors": ["text", "feedback"]}.get(str(path[0]), []) if len(path) > 1 else known
        meant = nearest(str(path[-1]), inner)
        message = f"`{str(path[-1])[:40]}` is not a key of {what}." if len(path) == 1 else f"`{str(path[-1])[:40]}` is not a key here."
        return "unknown-key", message, f"Did you mean `{meant}`?" if meant else f"The keys are {', '.join(inner)}."
    if isinstance(given, str) and not given.strip():
        return "empty-twin", "", ""
    if isinstance(given, dict) and kind in ("string_type", "model_type", "dataclass_type", "dataclass_exact_type"):
        return "text-expected", f"{name} must be text, but a colon made a mapping of it.", "Put the whole text in quotes."
    if isinstance(given, list) and kind == "string_type":
        return "text-expected", f"{name} must be one text, but this is a list.", "Write a single text."
    return _WRONG_VALUES.get(kind, _fallback)(name, given)


def _fallback(name: str, given: object) -> tuple[str, str, str]:
    return "wrong-value", f"{name} has not the form that is needed here.", "See FORMAT.md for what goes here."


def _said(given: object) -> str:
    return f"“{given[:40]}”" if isinstance(given, str) else "this"


_WRONG_VALUES: dict[str, Any] = {
    **dict.fromkeys(
        ("bool_parsing", "bool_type"),
        lambda name, given: ("not-true-or-false", f"{name} must be true or false, not {_said(given)}.", "Write `true` or `false`."),
    ),
    **dict.fromkeys(
        ("decimal_parsing", "decimal_type", "finite_number", "int_parsing", "int_type", "int_parsing_size"),
        lambda name, given: ("not-a-number", f"{name} must be a number, not {_said(given)}.", "Write digits only, as in 1500 or 0.5; a unit goes under `unit`."),
    ),
    **dict.fromkeys(
        ("tuple_type", "list_type"),
        lambda name, given: ("list-expected", f"{name} must be a list.", "Write it as [first, second], or a line each, beginning with `- `."),
    ),
    "dict_type": lambda name, given: ("mapping-expected", f"{name} must be pairs.", "Write them as `left: right`, a line each."),
    **dict.fromkeys(
        ("dataclass_type", "dataclass_exact_type"),
        lambda name, given: ("mapping-expected", f"{name} must be a mapping of keys.", "For a source, write `title:` and `publisher:` below it."),
    ),
}
