"""A bank from its text: every question checked, every problem told, each at its line and column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache, reduce
from itertools import takewhile
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from questions.bank import Bank
from questions.guard import MOST_FOUND, Mark, Refusal, decode, lines_of
from questions.kinds import KINDS, AnyQuestion, Source
from questions.kinds.names import kinds_called
from questions.nodes import LONGEST_TEXT, MOST_ENTRIES, Data, Document, Node, read_nodes
from questions.problems import Problem, nearest, short_path
from questions.reading import Keep
from questions.shaping import shaped

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 80
_LONGEST_QUOTED = 40
_OFF = "advice-off"
_HEAD_TEXTS = {"topic", "id", "about"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a bank says of itself, above its questions."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    topic: str
    """The name that students see."""
    id: str = ""
    """The topic's short name, if it is not to be that of the file."""
    about: str = ""
    """One sentence on what the topic teaches."""
    position: int | None = None
    """Where the topic stands in lists: 1, 2, 3 …"""
    source: Source | None = None
    """Where the facts are from."""


@cache
def question_adapter() -> TypeAdapter[AnyQuestion]:
    """Return what makes a question of plain data, and knows the schema of all kinds."""
    from pydantic import Field, TypeAdapter

    every: Any = reduce(or_, KINDS.values())
    return TypeAdapter(Annotated[every, Field(discriminator="kind")])


@cache
def head_adapter() -> TypeAdapter[Head]:
    """Return what makes the head of a bank of plain data, and knows its schema."""
    from pydantic import TypeAdapter

    return TypeAdapter(Head)


def _names(model: type[Head | AnyQuestion]) -> list[str]:
    return [each.name for each in fields(model)]


def checked_bank(raw: bytes, path: Path, keep: Keep | None, most: int) -> Bank:
    """Return the bank in these bytes: what ``reading.read_bank_text`` does."""
    reading = _Reading(short_path(path), topic_of(path))
    text = decode(raw, reading.refuse)
    reading.text = raw.decode("utf-8-sig", "replace") if text is None else text
    if text is None:
        return Bank(topic=reading.topic, title=reading.topic, path=path, problems=reading.listed(most))
    root = read_nodes(text, reading.refuse)
    if keep is not None:
        keep(path, Document(text, root))
    return replace(reading.bank(root, path), problems=reading.listed(most))


@dataclass(slots=True)
class _Reading:
    """The reading of one file: gathers problems, and makes the bank."""

    name: str
    topic: str
    text: str = ""
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused_lines: set[int] = field(default_factory=set)
    found: int = 0
    ids: dict[str, Node] = field(default_factory=dict)
    earlier: set[str] = field(default_factory=set)
    advice_off: dict[str, dict[str, str]] = field(default_factory=dict)

    def refuse(self, refusal: Refusal) -> None:
        """Take a refusal of the guard as a problem."""
        self._add(refusal.mark, refusal.code, refusal.message, refusal.advice)
        self.refused_lines.add(refusal.mark.line)

    def _add(self, mark: Mark, code: str, message: str, advice: str = "") -> None:
        self.found += 1
        # A hostile file can hold a million mistakes; the first of them are enough to tell.
        if len(self.problems) < MOST_FOUND:
            self.problems.append(Problem(self.name, mark.line, mark.column, code, message, advice))

    def _line(self, number: int) -> str:
        if not self.lines:
            # To libyaml the end of the file is on a line of its own.
            self.lines = [*lines_of(self.text), ""]
        return self.lines[number - 1]

    def listed(self, most: int) -> tuple[Problem, ...]:
        """Return the problems in order, each with its line of the file."""
        if not self.problems:
            return ()
        every = sorted(set(self.problems))
        first, rest = every[:most], every[most:]
        if rest:
            message = f"From here on problems are no longer listed: there are more than {most}."
            first.append(Problem(self.name, rest[0].line, rest[0].column, "more-problems", message, "Mend the first, then look again."))
        return tuple(problem._replace(shown=self._line(problem.line)) for problem in first)

    def bank(self, root: Node | None, path: Path) -> Bank:
        """Return the bank that a document holds, without its problems."""
        if root is None or not isinstance(root.data, dict):
            if not self.problems:
                mark = root.at() if root else Mark(1, 1)
                what = "The file is empty" if root is None or root.data == "" else "This is not a bank"
                self._add(mark, "not-a-bank", f"{what}.", "Begin with `topic:` and a name, then `questions:` and a list.")
            return Bank(topic=self.topic, title=self.topic, path=path)
        head = self._head(root, {key: value for key, value in root.data.items() if key not in ("questions", _OFF)})
        self._turn_off_advice(root, "")
        if head.id and self._is_id(root, head.id, ("id",)):
            self.topic = head.id
        nodes = self._question_nodes(root)
        # Who has so many mistakes in questions mends the first before looking further.
        most = self.found + MOST_FOUND
        looked_into = takewhile(lambda _: self.found < most, nodes)
        made = {question.id: (question, node.line) for node in looked_into if (question := self._question(node, head.source))}
        return Bank(
            topic=self.topic,
            title=head.topic,
            path=path,
            about=head.about,
            position=head.position,
            source=head.source,
            questions=tuple(question for question, _ in made.values()),
            lines={name: line for name, (_, line) in made.items()},
            advice_off=self.advice_off,
        )

    def _head(self, root: Node, data: dict[str, Any]) -> Head:
        if not self._check_texts(root, root, ("questions",)):
            return Head(topic=self.topic)
        if "topic" in data and data.keys() <= _HEAD_TEXTS and all(type(text) is str for text in data.values()):
            return Head(**data)
        from pydantic import ValidationError

        try:
            return head_adapter().validate_python(data)
        except ValidationError as error:
            self._explain(error, root, data, [*_names(Head), "questions", _OFF])
            wrong = {details["loc"][0] for details in error.errors(include_url=False)}
            return head_adapter().validate_python({"topic": self.topic, **{k: v for k, v in data.items() if k not in wrong}})

    def _question_nodes(self, root: Node) -> list[Node]:
        """Return the questions that were read to their end, having noted which of them has which id."""
        listed = root.children.get("questions")
        if listed is None or not isinstance(listed.data, list) or not listed.data:
            if root.complete and not root.blanked:
                advice = "Write `questions:` and below it a list, each question beginning with `- id:`."
                self._tell(root, root.key_at(("questions",)), "no-questions", "The bank has no questions.", advice)
            return []
        for index, item in enumerate(listed.data):
            if not isinstance(item, dict) and self.found < MOST_FOUND:
                message = "A question is made of keys such as `id` and `kind`, but this is a text or a list."
                advice = "Begin it with `- id:`, and align its other keys below `id`."
                self._tell(listed, listed.at((index,)), "not-a-question", message, advice)
        nodes = [node for node in listed.children.values() if node.complete and isinstance(node.data, dict)]
        for node in nodes:
            name = self._entries(node).get("id")
            if isinstance(name, str):
                self.ids.setdefault(name, node)
        return nodes

    @staticmethod
    def _entries(node: Node) -> dict[str, Data]:
        return node.data if isinstance(node.data, dict) else {}

    def _question(self, node: Node, source: Source | None) -> AnyQuestion | None:
        before = self.found
        entries = self._entries(node)
        self._check_id(node, entries.get("id"))
        kind = self._kind(node, entries.get("kind"))
        if not self._check_texts(node, node, ("id", "kind")) or kind is None:
            return None
        data: dict[str, Any] = {"source": source, **entries} if source else {**entries}
        data["id"] = f"{self.topic}/{entries.get('id')}"
        if data.pop(_OFF, None) is not None:
            self._turn_off_advice(node, data["id"])
        question = shaped(data) or self._looked_into(node, data, kind)
        if question is None:
            return None
        for fault in question.faults():
            self._tell(node, node.at(fault.path), fault.code, fault.message, fault.advice)
        if question.was:
            self._check_earlier_ids(node, question.was)
        return question if self.found == before and not node.refused else None

    def _looked_into(self, node: Node, data: dict[str, Any], kind: str) -> AnyQuestion | None:
        """Return the question of data that may not have its shape; if it has not, tell why."""
        # Of most banks nothing has to be looked into, and pydantic takes longer to load than they take to read.
        from pydantic import ValidationError

        try:
            return question_adapter().validate_python(data)
        except ValidationError as error:
            self._explain(error, node, data, [*_names(KINDS[kind]), _OFF], kind)
            return None

    def _turn_off_advice(self, node: Node, name: str) -> None:
        """Take the codes of advice that a question, or the bank itself, turns off."""
        off = self._entries(node).get(_OFF)
        if off is None:
            return
        if not isinstance(off, dict):
            advice = "Write a code and a reason below it, as in `longest-key: Names are long.`"
            self._tell(node, node.at((_OFF,)), "pairs-expected", f"`{_OFF}` must be codes with reasons.", advice)
            return
        from questions.advice import CODES

        for code, reason in off.items():
            if code not in CODES:
                meant = nearest(code, CODES)
                advice = f"Did you mean `{meant}`?" if meant else "The codes stand in ADVICE.md."
                message = f"`{code[:_LONGEST_QUOTED]}` is not a code of advice."
                self._tell(node, node.key_at((_OFF, code)), "unknown-advice", message, advice)
            elif not isinstance(reason, str):
                message, advice = f"The reason for `{code}` must be one text.", "Say in a sentence why the advice does not apply."
                self._tell(node, node.at((_OFF, code)), "text-expected", message, advice)
        self.advice_off[name] = {code: reason for code, reason in off.items() if isinstance(reason, str)}

    def _explain(self, error: ValidationError, node: Node, data: dict[str, Any], known: Sequence[str], kind: str = "") -> None:
        from questions.explaining import Place, explain

        for finding in explain(error, data, known, kind):
            # Where reading stopped early, a key may still have come; a missing id is told in better words.
            if finding.place is Place.AROUND and not node.complete:
                continue
            path = finding.path
            mark = (
                node.at(path) if finding.place is Place.VALUE else node.key_at(path) if finding.place is Place.KEY else node.at(path[:-1])
            )
            self._tell(node, mark, finding.code, finding.message, finding.advice)

    def _check_id(self, node: Node, name: Data | None) -> None:
        if type(name) is str and self.ids[name] is node and len(name) <= LONGEST_ID and ID.fullmatch(name):
            return
        mark = node.at(("id",))
        if name is None:
            if not any(key.casefold() == "id" for key in self._entries(node)):
                advice = "Add `id:` and a short name that stays, as in `id: agreement-year`."
                self._tell(node, mark, "missing-id", "The question has no `id`; its history hangs on it.", advice)
        elif not isinstance(name, str) or not name.strip():
            self._tell(node, mark, "bad-id", "`id` must be a short name.", "Write one that stays, as in `id: agreement-year`.")
        elif self._is_id(node, name, ("id",)) and self.ids[name] is not node:
            message = f"The id `{name}` is used already, on line {self.ids[name].at(('id',)).line}."
            self._tell(node, mark, "duplicate-id", message, "Every question needs an id of its own.")

    def _is_id(self, node: Node, name: str, path: tuple[str | int, ...]) -> bool:
        if ID.fullmatch(name) and len(name) <= LONGEST_ID:
            return True
        better = slug(name)
        message = f"`{name[:_LONGEST_QUOTED]}` is not an id: small letters, digits and single hyphens, at most {LONGEST_ID}."
        self._tell(node, node.at(path), "bad-id", message, f"Write `{better}`." if better else "Write a short name.")
        return False

    def _check_earlier_ids(self, node: Node, earlier: Sequence[str]) -> None:
        for index, name in enumerate(earlier):
            if not self._is_id(node, name, ("was", index)):
                continue
            mark = node.at(("was", index))
            if name in self.ids:
                message = f"`{name}` is not an earlier id: the question on line {self.ids[name].at(('id',)).line} has it now."
                self._tell(node, mark, "earlier-id-in-use", message, "Delete it from one of the two.")
            elif name in self.earlier:
                message = f"The earlier id `{name}` is claimed a second time."
                self._tell(node, mark, "earlier-id-in-use", message, "Its history can follow one question only.")
            self.earlier.add(name)

    def _kind(self, node: Node, kind: Data | None) -> str | None:
        if type(kind) is str and kind in KINDS:
            return kind
        mark = node.at(("kind",))
        kinds = f"one of {', '.join(KINDS)}"
        if kind is None:
            slip = next((key for key in self._entries(node) if nearest(key, ["kind"])), None)
            advice = f"Write `kind` for `{slip[:_LONGEST_QUOTED]}`." if slip else f"Add `kind:` and {kinds}."
            self._tell(node, mark, "missing-key", "The question has no `kind`.", advice)
        elif not isinstance(kind, str) or not kind.strip():
            self._tell(node, mark, "unknown-kind", "`kind` must name a kind of question.", f"Write {kinds}.")
        else:
            meant = kinds_called(kind) or [near for near in [nearest(kind, KINDS)] if near]
            advice = f"Did you mean {' or '.join(f'`{each}`' for each in meant)}?" if meant else f"Write {kinds}."
            self._tell(node, mark, "unknown-kind", f"`{kind[:_LONGEST_QUOTED]}` is not a kind of question.", advice)
        return None

    def _check_texts(self, owner: Node, node: Node, skipped: Sequence[str] = (), name: str = "This") -> bool:
        """Tell of texts that are empty or too long; return whether nothing is too long to be looked into."""
        if node.complete and not node.odd and len(node.marks) <= MOST_ENTRIES:
            return True
        if len(node.marks) > MOST_ENTRIES:
            message = f"{name} has {len(node.marks):,} entries; {MOST_ENTRIES} are allowed."
            self._tell(owner, node.at(), "too-long", message, "Shorten it.")
            return False
        fits = True
        entries: Iterable[tuple[str | int, Data]] = node.data.items() if type(node.data) is dict else enumerate(node.data)
        # Nearly all texts are in order: the others are found in one go.
        doubtful = [each for each in entries if type(text := each[1]) is not str or len(text) > LONGEST_TEXT or not text or text.isspace()]
        for step, text in doubtful:
            if step in skipped:
                continue
            step_name = f"`{step[:_LONGEST_QUOTED]}`" if isinstance(step, str) else f"Item {step + 1} of {name}"
            if not isinstance(text, str):
                # Where reading stopped inside, that is told already.
                fits &= node.children[step].complete and self._check_texts(owner, node.children[step], (), step_name)
            elif len(text) > LONGEST_TEXT:
                message = f"This text has {len(text):,} characters; {LONGEST_TEXT:,} are allowed."
                self._tell(owner, node.at((step,)), "too-long", message, "Shorten it.")
                fits = False
            else:
                self._tell(owner, node.at((step,)), "empty", f"{step_name} has nothing in it.", self._what_to_fill_in(node.at((step,))))
        return fits

    def _what_to_fill_in(self, empty: Mark) -> str:
        rest = self._line(empty.line)[empty.column - 1 :][:_LONGEST_QUOTED].lstrip()
        if rest.startswith("#"):
            return "What follows a # is a comment; put the text in quotes if the # belongs to it."
        return "Write the text, or delete the key."

    def _tell(self, node: Node, mark: Mark, code: str, message: str, advice: str) -> None:
        """Add a problem of a question or of the head, unless the guard has refused something on its line already."""
        if node.refused and mark.line in self.refused_lines:
            self.found += 1
        else:
            self._add(mark, code, message, advice)


def slug(text: str, longest: int = LONGEST_ID) -> str:
    """Return a text as an id: accents dropped, hyphens for all that is neither letter nor digit."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:longest].strip("-")


def topic_of(path: Path) -> str:
    """Return the topic of a bank that names none itself: its file's name, as an id."""
    return slug(path.stem) or "bank"
