"""Every mending is tried: it stays if the bank is the better for it, and nothing that was sound has changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from time import process_time

from questions.bank import Bank
from questions.guard import LINE_END, MOST_FOUND, decode
from questions.kinds import AnyQuestion
from questions.mending import indenting, listing, naming, quoting
from questions.mending.ordering import in_order
from questions.mending.page import Fix, Fixes, Page, applied, overlap
from questions.nodes import Data
from questions.problems import Problem
from questions.reading import MAXIMUM_BYTES, read_bank_text

Mender = Callable[[Page, Problem], Iterator[Fixes]]

_MENDERS: Mapping[str, tuple[Mender, ...]] = {
    "bad-id": (quoting.strip_smart, naming.rename_id),
    "brace-in-text": (quoting.quote_bracketed,),
    "colon-in-text": (quoting.quote_text,),
    "control-character": (listing.drop_invisible,),
    "dash-before-key": (naming.drop_dash,),
    "empty": (quoting.quote_number_sign,),
    "false-space": (indenting.unfalse,),
    "hash-in-text": (quoting.quote_number_sign,),
    "key-not-text": (quoting.quote_bracketed,),
    "list-expected": (listing.make_list,),
    "missing-colon": (naming.add_colon,),
    "missing-id": (naming.add_id,),
    "missing-key": (naming.rename_kind_key,),
    "missing-space": (naming.add_space,),
    "not-a-number": (quoting.strip_smart,),
    "not-true-or-false": (quoting.strip_smart,),
    "second-document": (listing.drop_line,),
    "smart-quote": (quoting.straighten,),
    "tab": (indenting.untab,),
    "text-after-quote": (quoting.quote_anew,),
    "text-expected": (quoting.quote_item,),
    "unclosed-list": (listing.close_bracket,),
    "unclosed-quote": (quoting.close_quote,),
    "unexpected-text": (quoting.quote_bracketed,),
    "unknown-key": (naming.rename_key,),
    "unknown-kind": (naming.rename_kind,),
    "unreadable-start": (quoting.quote_unreadable,),
    "wrong-indent": (indenting.reindent, indenting.space_dash),
}
# cp1252 has a letter for nearly every byte, so that a file which is UTF-8 in parts must not be taken for it.
_OTHER_ENCODINGS = (
    ("utf-16", re.compile(b"\xff\xfe|\xfe\xff")),
    ("cp1252", re.compile(rb"(?!.*[\xc2-\xf4][\x80-\xbf]|.*\0)", re.DOTALL)),
)
_ROUNDS = 6
_DEEPEST = 3
_MOST_AT_ONCE = 300
_SECONDS = 4.0
"""Of processor time: what a file full of mistakes may take. What is not mended by then is told, as anything that is left."""


@dataclass(frozen=True, slots=True)
class Mending:
    """One mistake that was mended: the code of its problem, and where it stood when it was."""

    code: str
    line: int
    fixes: Fixes = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """A bank as it is after its mendings; with none, the very bytes that were given."""

    content: bytes
    mendings: tuple[Mending, ...] = ()


def mended(raw: bytes, path: Path) -> Mended:
    """Return a bank with all mended that has exactly one right mending, ``path`` being the file's name.

    No question that could be used before is another after it, and there are never more problems.
    """
    found = _text_of(raw)
    if found is None:
        return Mended(raw)
    text, saved_anew = found
    trials = _Trials(path, _State(text, _read(text, path)))
    trials.run()
    mendings = (*saved_anew, *trials.mendings)
    if len(trials.state.problems) > len(read_bank_text(raw, path, most=MOST_FOUND).problems):
        return Mended(raw)  # the encoding had hidden more than can be mended
    return Mended(trials.state.text.encode(), mendings) if mendings else Mended(raw)


def _text_of(raw: bytes) -> tuple[str, tuple[Mending, ...]] | None:
    """Return the text of a file and, if it has to be saved with another encoding, that; None if it isn't clear how it is meant."""
    refused: list[object] = []
    text = decode(raw, refused.append)
    if text is not None:
        return text, (Mending("byte-order-mark", 1),) if raw.startswith(b"\xef\xbb\xbf") else ()
    for encoding, fits in _OTHER_ENCODINGS:
        if len(raw) <= MAXIMUM_BYTES and fits.match(raw):
            with suppress(UnicodeDecodeError):
                text = decode(raw.decode(encoding).encode(), refused.append)
                return (text, (Mending("not-utf-8", 1),)) if text is not None else None
    return None


@dataclass(frozen=True)
class _State:
    """A text and the bank that it makes."""

    text: str
    bank: Bank

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.bank.problems

    @cached_property
    def sound(self) -> dict[str, AnyQuestion]:
        """The questions that can be used, without the source that they have from their bank."""
        return {each.id: replace(each, source=None) if each.source == self.bank.source else each for each in self.bank.questions}

    def keeps(self, before: _State) -> bool:
        """Whether all that was sound before is the same here, and no value has come to be left out for another's sake."""
        if self.doubled > before.doubled:
            return False
        known = before.page.root is not None and before.page.root.complete
        head = (
            "topic",
            *(name for name in ("title", "about", "position", "source") if getattr(before.bank, name) and _has(before.data, name)),
        )
        return all(self.sound.get(name) == question for name, question in before.sound.items()) and (
            not known or all(getattr(self.bank, name) == getattr(before.bank, name) for name in head)
        )

    @property
    def doubled(self) -> int:
        """How many keys stand a second time; of such two, one value is lost."""
        return sum(problem.code == "duplicate-key" for problem in self.problems)

    @cached_property
    def page(self) -> Page:
        return Page(self.text)

    @property
    def data(self) -> Data | None:
        """All that can be read, questions with mistakes too."""
        return self.page.root.data if self.page.root else None

    def number(self, problem: Problem) -> int:
        """Return how many problems of the same sort stand on the same line."""
        return sum((each.code, each.line) == (problem.code, problem.line) for each in self.problems)

    @property
    def cost(self) -> tuple[int, int]:
        """What is better the smaller it is: how many problems there are, and how many questions cannot be looked into."""
        return len(self.problems), -len(self.page.questions())


def _has(data: Data | None, name: str) -> bool:
    """Whether a bank says something of itself; its title is under `topic`."""
    return isinstance(data, dict) and ("topic" if name == "title" else name) in data


def _read(text: str, path: Path) -> Bank:
    return read_bank_text(text.encode(), path, most=MOST_FOUND)


_Step = tuple[_State, list[Mending]]


class _Trials:
    """What has been mended so far, and how much may still be tried."""

    def __init__(self, path: Path, state: _State) -> None:
        self.path = path
        self.state = state
        self.mendings: list[Mending] = []
        self._ends = process_time() + _SECONDS

    def run(self) -> None:
        """Mend, look again, and mend what shows then, until nothing more can be mended."""
        for _ in range(_ROUNDS):
            step = self._improved(self.state, self.state.problems, 0)
            if step is None:
                break
            self._take(*step)
        self._put_in_order()

    def _take(self, state: _State, mendings: Iterable[Mending]) -> None:
        self.state = state
        self.mendings += mendings

    def _ways(self, state: _State, problem: Problem) -> list[Fixes]:
        """Return the ways in which a problem can be mended, each once; none if there is no time left."""
        menders = () if self._is_late() else _MENDERS.get(problem.code, ())
        return list(dict.fromkeys(fixes for mender in menders for fixes in mender(state.page, problem) if fixes))

    def _try(self, state: _State, fixes: Iterable[Fix]) -> _State | None:
        """Return what changes make of a text, if they change anything and there is time left."""
        text = applied(state.text, fixes)
        if text == state.text or self._is_late():
            return None
        return _State(text, _read(text, self.path))

    def _is_late(self) -> bool:
        return process_time() > self._ends

    def _improved(self, state: _State, problems: Sequence[Problem], depth: int) -> _Step | None:
        """Mend as many problems as may be: all at once for which there is one way only, or else one after the other."""
        return self._together(state, problems, depth) or self._one_by_one(state, problems, depth)

    def _together(self, state: _State, problems: Sequence[Problem], depth: int) -> _Step | None:
        single: list[Mending] = []
        fixes: list[Fix] = []
        for problem in problems[:_MOST_AT_ONCE]:
            ways = self._ways(state, problem)
            if len(ways) == 1 and not overlap([*fixes[-3:], *ways[0]]):
                single.append(Mending(problem.code, problem.line, ways[0]))
                fixes += ways[0]
        if len(single) < 2 or overlap(fixes):
            return None
        after = self._try(state, fixes)
        if after is None or not after.keeps(state) or not _all_gone(state, after, single):
            return None
        gained = (len(state.problems) - len(after.problems)) + (len(after.page.questions()) - len(state.page.questions()))
        if len(after.problems) <= len(state.problems) and gained >= len(single):
            return after, single
        return self._follow(state, (after, single), depth) if depth < _DEEPEST else None

    def _one_by_one(self, state: _State, problems: Sequence[Problem], depth: int) -> _Step | None:
        """Mend from the end, so that the places of those above stay as they are."""
        mendings: list[Mending] = []
        for problem in reversed(problems[:_MOST_AT_ONCE]):
            found = self._best(state, problem, depth)
            if found:
                state, mendings = found[0], [*mendings, *found[1]]
        return (state, mendings) if mendings else None

    def _best(self, state: _State, problem: Problem, depth: int) -> _Step | None:
        """Return what mending a problem leads to, if one way is better than all others and than leaving it."""
        tried = [(after, fixes) for fixes in self._ways(state, problem) if (after := self._try(state, fixes))]
        tried = [(after, fixes) for after, fixes in tried if after.number(problem) < state.number(problem) and after.keeps(state)]
        if not tried:
            return None
        best = min(after.cost for after, _ in tried)
        (after, fixes), *others = [each for each in tried if each[0].cost == best]
        if any(other.data != after.data for other, _ in others):
            return None
        step = after, [Mending(problem.code, problem.line, fixes)]
        if after.cost < state.cost:
            return step
        return self._follow(state, step, depth) if depth < _DEEPEST else None

    def _follow(self, before: _State, step: _Step, depth: int) -> _Step | None:
        """Mend also what a mistake had hidden; where that leaves more problems than there were, all of it is left."""
        known = {(problem.code, problem.shown) for problem in before.problems}
        state, mendings = step
        for _ in range(_ROUNDS):
            fresh = [each for each in state.problems if (each.code, each.shown) not in known]
            found = self._improved(state, fresh, depth + 1) if fresh else None
            if found is None:
                break
            state, mendings = found[0], [*mendings, *found[1]]
        return (state, mendings) if state.cost < before.cost and state.keeps(before) else None

    def _put_in_order(self) -> None:
        page = self.state.page
        sound = set(self.state.bank.lines.values())
        moved = [(node.line, fixes) for node in page.questions() if node.line in sound and (fixes := in_order(page, node))]
        if not moved:
            return
        together = self._ordered(self.state, [fix for _, fixes in moved for fix in fixes])
        if together:
            self._take(together, [Mending("order", line, fixes) for line, fixes in moved])
            return
        for line, fixes in reversed(moved):
            after = self._ordered(self.state, fixes)
            if after:
                self._take(after, [Mending("order", line, fixes)])

    def _ordered(self, state: _State, fixes: Iterable[Fix]) -> _State | None:
        after = self._try(state, fixes)
        return after if after and after.cost == self.state.cost and after.sound == self.state.sound and after.keeps(self.state) else None


def _all_gone(before: _State, after: _State, mendings: Sequence[Mending]) -> bool:
    """Whether none of the problems that were mended stands where it stood, lines that came or went above being counted."""
    left = {(problem.code, problem.line) for problem in after.problems}
    grown = sorted(
        (fix.start, _line_ends(fix.replacement) - _line_ends(before.text[fix.start : fix.end])) for each in mendings for fix in each.fixes
    )
    shift, done = 0, 0
    for mending in sorted(mendings, key=lambda mending: mending.line):
        while done < len(grown) and grown[done][0] < before.page.index(mending.line):
            shift, done = shift + grown[done][1], done + 1
        if (mending.code, mending.line + shift) in left:
            return False
    return True


def _line_ends(text: str) -> int:
    return sum(1 for _ in LINE_END.finditer(text))
