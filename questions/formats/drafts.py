"""What every importer ends in: an item of a file on its way to one of our kinds, and the account of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

from questions.bank import Bank
from questions.formats.text import as_id, digest
from questions.kinds import KINDS, AnyQuestion, Distractor, Source
from questions.kinds.base import repeated
from questions.reading import read_bank_text
from questions.typed import typed_fault
from questions.writing import bank_text

NO_MODEL = "There is no model answer: judge for yourself."
"""The back of a flashcard that was an essay without an answer."""
_LONGEST_NAME = 60
# An id has at most 80 characters; six more tell what is asked, and a number may follow.
_LONGEST_SHARED, _LONGEST_NUMBERED = 66, 73
_MOST_ANSWERS = 100
_MOST_DIGITS = 50
_MOST_NOTES = 100
_FULL = 99.99
"""From how many percent on an answer counts as right: other programs write thirds with as many digits as they like."""


class Unfit(ValueError):  # noqa: N818 - the name says what is the matter
    """An item that none of our kinds can hold; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer as other programs know it: its text, what it is worth in percent, and what is said to who gives it."""

    text: str
    worth: float
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one item of the file.

    ``where`` is its place, as in "line 12"; ``name`` its title or how it begins; ``notes`` say what was changed, or why it
    was refused; ``id`` is the question's, if it was taken.
    """

    where: str
    name: str
    outcome: Literal["taken", "changed", "refused"]
    notes: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was found in a file: the questions, and an account with an item for everything that stood in it.

    ``source`` records the file; ``notes`` are about the file as a whole.
    """

    format: str
    questions: tuple[AnyQuestion, ...]
    items: tuple[Item, ...]
    source: Source
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """An item of a file. The methods make it one of our kinds; what that changes is noted.

    ``title`` gives the id, ``name`` how the item is called in the account.
    """

    where: str
    title: str = ""
    prompt: str = ""
    kind: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    name: str = ""

    def note(self, sentence: str) -> None:
        """Say something that was changed, once; of very much, only the first of it."""
        if len(self.notes) < _MOST_NOTES and sentence not in self.notes:
            last = len(self.notes) == _MOST_NOTES - 1
            self.notes.append("More was changed than is told here." if last else sentence)

    def explain(self, *texts: str) -> None:
        """Add to what is shown after the answer."""
        told = [self.fields.get("explanation", ""), *texts]
        self.fields["explanation"] = "\n".join(dict.fromkeys(text for text in told if text.strip()))

    def recall(self, answer: str, why: str = "") -> None:
        """Make it a flashcard; ``why`` says for what reason it is nothing else."""
        if not answer.strip():
            raise Unfit("It has no answer.")
        self._make("flashcard", answer=answer)
        if why:
            self.note(f"It became a flashcard: {why}")

    def leave_open(self, model: str, where: str) -> None:
        """Make it a flashcard of an essay; ``where`` says what the model answer is, if there is one."""
        if model.strip():
            self.recall(model, f"an essay cannot be marked here; {where} is the back of the card.")
        else:
            self.recall(NO_MODEL, "an essay cannot be marked here. No answer came with it: write one on the back of the card.")

    def judge(self, answer: bool, *feedback: str) -> None:
        """Make it a statement that is true or false; what is said to either answer becomes the explanation."""
        self._make("true-false", answer=answer)
        if len([text for text in feedback if text]) > 1:
            self.note("What was said to a right and to a wrong answer stands together in the explanation.")
        self.explain(*feedback)

    def choose(self, options: Sequence[Option], *, several: bool) -> None:
        """Make it a choice, or a select if several options may be right."""
        options = [option for option in options if option.text.strip()]
        of_worth = [[option.text for option in options if (option.worth > 0) is worth] for worth in (True, False)]
        if len([*repeated(of_worth[0] + of_worth[1])]) > len([*repeated(of_worth[0]), *repeated(of_worth[1])]):
            raise Unfit("A right and a wrong option read the same here.")
        options = self._each_once(options)
        right = [option for option in options if (option.worth > 0 if several else option.worth >= _FULL)]
        if not right and (best := max((option.worth for option in options), default=0)) > 0:
            right = [option for option in options if option.worth == best]
            self.note(f"No option was worth 100 %; the best, “{_short(right[0].text)}”, is taken as right.")
        if not right:
            raise Unfit("None of its options is right.")
        wrong = [option for option in options if option not in right]
        if not several and len(right) > 1:
            self.note("Any one of several options was right; all of them have to be chosen here.")
        for option in wrong:
            if option.worth > 0:
                self.note(f"“{_short(option.text)}” was worth {option.worth:g} %; it is wrong here.")
        if several and max(option.worth for option in right) - min(option.worth for option in right) > 1:
            self.note("The right options had different weights; they count alike here.")
        self.explain(*(option.feedback for option in right))
        if not wrong:
            self.recall("\n".join(option.text for option in right), "it has no wrong option.")
            return
        distractors = tuple(Distractor(text=each.text, feedback=each.feedback) if each.feedback else each.text for each in wrong)
        if several or len(right) > 1:
            self._make("select", answer=tuple(option.text for option in right), distractors=distractors)
        else:
            self._make("choice", answer=right[0].text, distractors=distractors)

    def _each_once(self, options: Sequence[Option]) -> list[Option]:
        ranked = sorted(options, key=lambda option: -option.worth)
        twice = [ranked[index] for index in repeated([option.text for option in ranked])]
        for option in twice:
            self.note(f"“{_short(option.text)}” stands twice and was left out once.")
        left = list(options)
        for option in twice:
            # Of two that are the same the last goes.
            del left[len(left) - 1 - left[::-1].index(option)]
        return left

    def type_text(self, answers: Sequence[Option], *, wildcards: bool = False) -> None:
        """Make it a short answer; in some programs ``*`` stands for any text."""
        kept = self._accepted(answers, wildcards=wildcards)
        fault = next((fault for text in kept if (fault := typed_fault(text))), None)
        if fault:
            self.recall("\n".join(kept), f"typed, it could not be marked. {fault[1]}")
        else:
            self._make("short-answer", answer=kept[0], accept=tuple(kept[1:]))

    def fill(self, texts: Sequence[str], answers: Sequence[Sequence[Option]]) -> None:
        """Make it a cloze with a blank between each two texts, or a short answer if its one blank cannot hold the answers."""
        kept = [self._accepted(each, wildcards=True) for each in answers]
        held = not any(set("{}|") & set(wording) for each in kept for wording in each)
        if held and not any(brace in text for brace in ("{{", "}}") for text in texts):
            self._make("cloze")
            self.prompt = texts[0] + "".join(f"{{{{{'|'.join(each)}}}}}{text}" for each, text in zip(kept, texts[1:], strict=True))
            return
        if len(kept) > 1:
            raise Unfit("A blank cannot hold braces or bars.")
        self.prompt = f"{texts[0]}_____{texts[1]}"
        self.note("The gap is shown as a line, for a blank cannot hold braces or bars.")
        self.type_text([Option(text, 100) for text in kept[0]])

    def _accepted(self, answers: Sequence[Option], *, wildcards: bool) -> list[str]:
        kept: list[str] = []
        for option in self._each_once([option for option in answers if option.text.strip()]):
            if option.worth < _FULL:
                worth = (
                    f"was worth {option.worth:g} % and is not accepted" if option.worth > 0 else "was wrong, with a word for who gave it,"
                )
                self.note(f"“{_short(option.text)}” {worth} here.")
                continue
            if wildcards and "*" in option.text:
                self.note(f"In “{_short(option.text)}” the * stood for any text; it is a plain * here.")
            kept.append(option.text)
            self.explain(option.feedback)
        if not kept:
            raise Unfit("None of its answers is right.")
        return kept

    def type_number(self, answers: Sequence[tuple[Decimal, Decimal, Option]], unit: str = "") -> None:
        """Make it a number of these values and tolerances; a flashcard if several are right."""
        right = [each for each in answers if each[2].worth >= _FULL]
        if not right:
            raise Unfit("None of its numbers is right.")
        value, tolerance, option = right[0]
        several = any((other, off) != (value, tolerance) for other, off, _ in right)
        for _, _, other in answers:
            if other is not option and not (several and other.worth >= _FULL):
                self.note(f"The answer “{_short(other.text)}”, worth {other.worth:g} %, is not kept: a number has one here.")
        if several:
            self.explain(*(each.feedback for _, _, each in right))
            self.recall("\n".join(each.text for _, _, each in right), "several numbers are right; a number has one here.")
            return
        self.explain(option.feedback)
        self._make("number", answer=value, tolerance=abs(tolerance), unit=unit)

    def pair(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Make it a match; a pair without a left side is a distractor."""
        pairs = list(pairs)
        whole = [(left, right) for left, right in pairs if left.strip() and right.strip()]
        lefts, rights = [left for left, _ in whole], [right for _, right in whole]
        shown = "\n".join(f"{left} → {right}" for left, right in whole)
        if len(whole) < 2:
            self.recall(shown, "a match needs two pairs.")
        elif [*repeated(lefts), *repeated(rights)]:
            self.recall(shown, "two of its pairs have a side in common.")
        else:
            extra = [right for left, right in pairs if right.strip() and not left.strip()]
            again = {index - len(rights) for index in repeated([*rights, *extra])}
            for index in sorted(again):
                self.note(f"“{_short(extra[index])}” stands twice and was left out once.")
            distractors = tuple(text for index, text in enumerate(extra) if index not in again)
            self._make("match", answer=dict(whole), distractors=distractors)

    def put_in_order(self, items: Sequence[str]) -> None:
        """Make it an order."""
        if len(items) < 2:
            raise Unfit("An order needs at least two items.")
        self._make("order", answer=tuple(items))

    def _make(self, kind: str, **fields: Any) -> None:
        self.kind = kind
        self.fields |= fields


def at_most_a_hundred(answers: int) -> None:
    """Refuse a question with more answers than one of ours can hold, before work is spent on them; raises Unfit."""
    if answers > _MOST_ANSWERS:
        raise Unfit(f"It has {answers:,} answers; {_MOST_ANSWERS} are allowed.")


class Intake:
    """Takes the items of a file one by one, and keeps the account. ``called`` is the name of the format."""

    def __init__(self, called: str, file: str) -> None:
        self._called = called
        self._source = Source(title=_short(file) or "A file", publisher=f"Imported from {called}")
        self._questions: list[AnyQuestion] = []
        self._names: list[str] = []
        self._items: list[Item] = []
        self.notes: list[str] = []

    def add(self, draft: Draft, make: Callable[[Draft], None]) -> None:
        """Let ``make`` turn a draft into one of our kinds, and take it, or refuse it by name."""
        try:
            make(draft)
            question = self._sound(draft)
        except Unfit as refusal:
            self._items.append(Item(draft.where, _named(draft), "refused", (str(refusal),)))
            return
        self._questions.append(question)
        self._names.append(as_id(draft.title or draft.prompt))
        outcome: Literal["taken", "changed"] = "changed" if draft.notes else "taken"
        self._items.append(Item(draft.where, _named(draft), outcome, tuple(draft.notes)))

    def _sound(self, draft: Draft) -> AnyQuestion:
        if not draft.prompt.strip():
            raise Unfit("It asks nothing: it has no text.")
        fields = {key: value for key, value in draft.fields.items() if value not in ("", ())}
        question = KINDS[draft.kind](id="t/q", prompt=draft.prompt, **fields)
        # What the reader of banks takes is what can be used: it is asked, not imitated.
        alone = Bank(topic="t", title="T", path=Path("t.yaml"), questions=(question,))
        text = bank_text(alone)
        read = read_bank_text(text.encode("utf-8", "replace"), alone.path)
        if read.problems:
            problem = read.problems[0]
            keys = re.findall("^ {4}([a-z-]+):", "\n".join(text.split("\n")[: problem.line]), re.MULTILINE)
            place = f"In its {keys[-1]}: " if keys and keys[-1] not in ("kind", "prompt") else ""
            raise Unfit(f"{place}{problem.message} {problem.advice}".strip())
        return replace(read.questions[0], source=question.source or self._source)

    def done(self) -> Imported:
        """Return all that was taken, and the account."""
        ids = _ids(self._names, [question.prompt for question in self._questions])
        questions = tuple(replace(question, id=f"t/{id_}") for question, id_ in zip(self._questions, ids, strict=True))
        left = iter(ids)
        items = tuple(item if item.outcome == "refused" else replace(item, id=next(left)) for item in self._items)
        return Imported(self._called, questions, items, self._source, tuple(self.notes))


def _ids(names: Sequence[str], prompts: Sequence[str]) -> list[str]:
    """Return an id for each question, made of its name and, where several that ask different things have the same, of what it asks.

    A student's record hangs on the id: when a file is imported again with a question more, none may come by the id of another.
    """
    asked: dict[str, set[str]] = {}
    for name, prompt in zip(names, prompts, strict=True):
        asked.setdefault(name, set()).add(prompt)
    whole = [
        name if len(asked[name]) == 1 else f"{name[:_LONGEST_SHARED].rstrip('-')}-{digest(prompt)[:6]}"
        for name, prompt in zip(names, prompts, strict=True)
    ]
    reserved, found = set(whole), dict[str, None]()
    numbers: Counter[str] = Counter()
    for name in whole:
        free = name
        while free in found or (free != name and free in reserved):
            numbers[name] += 1
            free = f"{name[:_LONGEST_NUMBERED].rstrip('-')}-{numbers[name] + 1}"
        found[free] = None
    return list(found)


def number_in(text: str) -> Decimal:
    """Return a number written in digits, with a point or a comma; raises Unfit if it is none."""
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise Unfit(f"“{_short(text)}” is not a number.")
    if value and abs(value.adjusted()) > _MOST_DIGITS:
        raise Unfit(f"“{_short(text)}” has more than {_MOST_DIGITS} digits.")
    return value


def plain_number(value: Decimal) -> Decimal:
    """Return a number without the zeros at its end that say nothing."""
    return Decimal(f"{value.normalize():f}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1] + "…"


def _named(draft: Draft) -> str:
    return _short(draft.name or draft.title or draft.prompt) or "no text"
