"""The language in which questions and sittings are chosen: `topic:water wrong>2 since:2026-09 -is:aside`, as frozen values.

What is only half typed (`is:`, `wrong>`, a phrase or a group not closed) hides nothing; what cannot be meant is an error
that points at its word. Words side by side must all hold; `or` binds less than they do; a dash before a word says not.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from questions.folding import plain
from questions.kinds import KINDS
from questions.problems import nearest

About = Literal["questions", "sittings"]
FILTERS: dict[About, tuple[str, ...]] = {
    "questions": ("topic", "kind", "id", "section", "is", "wrong", "answers", "score", "recall", "due", "since", "until", "on"),
    "sittings": ("topic", "mode", "id", "answers", "score", "since", "until", "on"),
}
"""What a filter may be about, and the names that have a meaning there."""
STATES = ("flagged", "aside", "new", "due", "learned", "missed", "disputed")
MODES = ("review", "practice", "exam")
_CHOICES = {"is": STATES, "kind": tuple(KINDS), "mode": MODES}
_TEXTS = ("topic", "id", "section")
_DATES = ("since", "until", "on")
_DEEPEST = 30
_SIGNS = "this is no comparison. There are < <= = >= and >; a dash before it says not, as in -wrong=2."
_SAME = {"≤": "<=", "≥": ">=", ":": "="}

# A number or a date may stand apart from its sign: nobody looks for texts with a > in them.
_COMPARED = re.compile(r"(wrong|answers|score|recall|due)\s*(<=|>=|[≤≥<>=])\s*(?=-?\d)", re.IGNORECASE)
_DATED = re.compile(r"(since|until|on)(:)\s+(?=\d)", re.IGNORECASE)
_NO_SIGN = re.compile(r"(?:wrong|answers|score|recall|due)\s*(?:!=|≠|<>|==|=<|=>)\S*", re.IGNORECASE)
_HEAD = re.compile(r"([^\W\d_]+)(<=|>=|[≤≥:<>=])")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.|\\$)*)"?', re.DOTALL)
_OR = re.compile(r"or(?=[\s()]|$)", re.IGNORECASE)
_SPACE, _WORD, _WORD_IN_GROUP = re.compile(r"\s*"), re.compile(r"\S*"), re.compile(r"[^\s)]*")
_BARE = re.compile(r"\w[\w./'-]*")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_COUNT, _SHARE, _DAYS = re.compile(r"[0-9]{1,9}"), re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,9})?)(%?)"), re.compile(r"(-?[0-9]{1,5})(d|w|)")


@dataclass(frozen=True, slots=True)
class Text:
    """A word, or a phrase in quotes, that stands somewhere in the texts."""

    text: str

    def __str__(self) -> str:
        return _quoted(self.text)


@dataclass(frozen=True, slots=True)
class Field:
    """A property that begins with a value, or for ``section`` contains it."""

    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}:{_quoted(self.value)}"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number compared: counts as they are, ``recall`` and ``score`` from 0 to 1, ``due`` in study days from today."""

    name: str
    sign: str
    number: float

    def __str__(self) -> str:
        text = f"{self.number:.4f}".rstrip("0").rstrip(".")
        return f"{self.name}{self.sign}{text}{'d' if self.name == 'due' else ''}"


@dataclass(frozen=True, slots=True)
class Dates:
    """When it was answered: ``since``, ``until`` or ``on`` a year, month or day, ``value`` as in 2026, 2026-09, 2026-09-15."""

    name: str
    value: str

    @property
    def first(self) -> date:
        """The first study day that counts."""
        year, month, day = _year_month_day(self.value)
        return date.min if self.name == "until" else date(year, month or 1, day or 1)

    @property
    def last(self) -> date:
        """The last study day that counts."""
        year, month, day = _year_month_day(self.value)
        month = month or 12
        return date.max if self.name == "since" else date(year, month, day or monthrange(year, month)[1])

    def __str__(self) -> str:
        return f"{self.name}:{self.value}"


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold."""

    part: Filter

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, (AllOf, AnyOf)) else f"-{self.part}"


@dataclass(frozen=True, slots=True)
class AllOf:
    """All parts hold; without any, everything does."""

    parts: tuple[Filter, ...] = ()

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, (AllOf, AnyOf)) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Filter, ...]

    def __str__(self) -> str:
        return " or ".join(f"({part})" if isinstance(part, AnyOf) else str(part) for part in self.parts)


Filter = Text | Field | Measure | Dates | Not | AllOf | AnyOf
EVERYTHING = AllOf()


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a filter means nothing: the word, its column counted from 1, and a sentence."""

    column: int
    word: str
    message: str

    def __str__(self) -> str:
        return f"“{self.word}”, column {self.column}: {self.message}"


def parse(text: str, about: About = "questions") -> Filter | Wrong:
    """Return the filter that a text means, or what is wrong with it; ``str`` of a filter is a text that means it."""
    try:
        return _Parser(text, about).whole()
    except _UnmeantError as error:
        return error.wrong


class _UnmeantError(Exception):
    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong.message)
        self.wrong = wrong


class _Parser:
    """Reads one text from its beginning to its end; a part that hides nothing is None."""

    def __init__(self, text: str, about: About) -> None:
        self._text, self._about, self._at = text, about, 0

    def whole(self) -> Filter:
        return self._any(0) or EVERYTHING

    def _any(self, depth: int) -> Filter | None:
        sides = [self._all(depth)]
        while self._take(_OR):
            sides.append(self._all(depth))
        return _joined(AnyOf, [side for side in sides if side is not None])

    def _all(self, depth: int) -> Filter | None:
        """Read what stands side by side, as far as an ``or`` that has something before it."""
        parts: list[Filter] = []
        begun = False
        while not self._at_end(depth) and not (begun and _OR.match(self._text, self._at)):
            begun = True
            part = self._one(depth)
            if part is not None:
                parts.append(part)
        return _joined(AllOf, parts)

    def _one(self, depth: int) -> Filter | None:
        negated = False
        while self._text.startswith("-", self._at):
            negated, self._at = not negated, self._at + 1
        part = self._thing(depth)
        return Not(part) if negated and part is not None else part

    def _thing(self, depth: int) -> Filter | None:
        start = self._at
        if self._text.startswith("(", start):
            return self._group(depth)
        if no_sign := _NO_SIGN.match(self._text, start):
            raise _UnmeantError(Wrong(start + 1, no_sign[0], _SIGNS))
        head = _COMPARED.match(self._text, start) or _DATED.match(self._text, start) or _HEAD.match(self._text, start)
        if head is not None:
            self._at = head.end()
            value = self._value(depth)
            if not self._is_text(head, value):
                return self._named(head[1].casefold(), head[2], value, start)
            self._at = start
        text = self._value(depth)
        return Text(text) if text.strip() else None

    def _group(self, depth: int) -> Filter | None:
        if depth == _DEEPEST:
            raise _UnmeantError(Wrong(self._at + 1, "(", f"groups stand at most {_DEEPEST} deep in one another."))
        self._at += 1
        part = self._any(depth + 1)
        if self._text.startswith(")", self._at):
            self._at += 1
        return part

    def _value(self, depth: int) -> str:
        quoted = self._take(_QUOTED)
        if quoted is not None:
            return re.sub(r"\\(.)", r"\1", quoted[1], flags=re.DOTALL)
        word = self._take(_WORD_IN_GROUP if depth else _WORD)
        return word[0] if word else ""

    def _is_text(self, head: re.Match[str], value: str) -> bool:
        """Whether a word with a colon is no filter but text, such as the beginning of an address, or a word before a colon."""
        known = any(head[1].casefold() in names for names in FILTERS.values())
        return head[2] == ":" and not known and (not value or value.startswith("//"))

    def _named(self, name: str, sign: str, value: str, start: int) -> Filter | None:
        try:
            _check_name(name, self._about)
            return _named(name, _SAME.get(sign, sign), value.strip())
        except ValueError as error:
            raise _UnmeantError(Wrong(start + 1, self._text[start : self._at], str(error))) from None

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return found

    def _at_end(self, depth: int) -> bool:
        self._take(_SPACE)
        return self._at == len(self._text) or (depth > 0 and self._text[self._at] == ")")


def _joined(kind: type[AllOf | AnyOf], parts: Sequence[Filter]) -> Filter | None:
    if len(parts) > 1:
        return kind(tuple(parts))
    return parts[0] if parts else None


def _check_name(name: str, about: About) -> None:
    """Raise ``ValueError`` unless there is a filter of this name."""
    known = FILTERS[about]
    if name in known:
        return
    there_are = f"There are: {', '.join(known)}."
    if any(name in names for names in FILTERS.values()):
        raise ValueError(f"it does not apply to {about}. {there_are}")
    meant = nearest(name, known)
    raise ValueError("there is no such filter. " + (f"Did you mean {meant}?" if meant else f"{there_are} Put text in quotes."))


def _named(name: str, sign: str, value: str) -> Filter | None:
    """Return the filter of a known name. Raises ``ValueError`` if it cannot have this sign or value."""
    if name in (*_CHOICES, *_TEXTS, *_DATES):
        if sign != "=":
            raise ValueError(f"it is not compared. Write {name}: and a value.")
        if not value:
            return None
        if name in _TEXTS:
            return Field(name, value)
        return Dates(name, _date(value)) if name in _DATES else Field(name, _choice(name, value))
    return Measure(name, sign, _number(name, value)) if value else None


def _choice(name: str, value: str) -> str:
    choices, wanted = _CHOICES[name], plain(value).replace(" ", "-")
    if any(choice.startswith(wanted) for choice in choices):
        return wanted
    meant = nearest(wanted, choices)
    raise ValueError(f"{name}: has no such value. " + (f"Did you mean {meant}?" if meant else f"There are: {', '.join(choices)}."))


def _number(name: str, value: str) -> float:
    if name == "due":
        if days := _DAYS.fullmatch(value):
            return int(days[1]) * (7 if days[2] == "w" else 1)
        raise ValueError("the days until it is due are a whole number, as in due<7d or due<2w.")
    if name in ("score", "recall"):
        share = _SHARE.fullmatch(value)
        number = float(share[1].replace(",", ".")) / (100 if share[2] else 1) if share else -1
        if 0 <= number <= 1:
            return round(number, 4)
        raise ValueError(f"it runs from 0 to 1, or from 0% to 100%, as in {name}<80%.")
    if _COUNT.fullmatch(value):
        return int(value)
    raise ValueError(f"it is compared with a whole number, as in {name}>2.")


def _date(value: str) -> str:
    """Return a date as it is written. Raises ``ValueError`` if there is no such date."""
    try:
        year, month, day = _year_month_day(value)
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ValueError("this is no date. Write 2026, 2026-09 or 2026-09-15.") from None
    return "-".join(f"{number:0{digits}}" for number, digits in ((year, 4), (month, 2), (day, 2)) if number is not None)


def _year_month_day(value: str) -> tuple[int, int | None, int | None]:
    found = _DATE.fullmatch(value)
    if found is None:
        raise ValueError(value)
    year, month, day = (None if part is None else int(part) for part in found.groups())
    return year or 0, month, day


def _quoted(text: str) -> str:
    if _BARE.fullmatch(text) and not _OR.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
