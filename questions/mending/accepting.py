"""One more wording that is right, written into a bank at its place; all else of the text stays as it is.

It can be tried in more than one way, as any mending is. The first stays after which the bank says the very same but for this wording.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from questions.bank import Bank
from questions.guard import FORBIDDEN, MOST_FOUND, decode
from questions.kinds import AnyQuestion, Cloze, ShortAnswer
from questions.mending.page import Fix, Fixes, Page, applied
from questions.mending.places import Span, spans
from questions.mending.quoting import quoted
from questions.nodes import Node
from questions.reading import read_bank_text
from questions.typed import mark_text
from questions.verdict import NotAResponse, Outcome, Response
from questions.writing import on_one_line

TAKES = (ShortAnswer, Cloze)
"""The kinds whose answer may have other wordings."""

_BLANK = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)")
_MARK = b"\xef\xbb\xbf"


class CannotAccept(ValueError):  # noqa: N818 - the name says what is the matter
    """The wording cannot be added; the message says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Widened:
    """A bank with one more wording that is right: its bytes, and the question as it is now."""

    content: bytes
    question: AnyQuestion


def widened(raw: bytes, path: Path, known: AnyQuestion, response: Response) -> Widened:
    """Return a bank in which a response to a question is right, ``path`` being the file's name and ``known`` the question as it was seen.

    Of a cloze, what was given for each blank that was not right is added there.

    Raises:
        CannotAccept: it cannot be added; nothing is to be written then.
    """
    before = read_bank_text(raw, path, most=MOST_FOUND)
    today = next((question for question in before.questions if question.id == known.id), None)
    if today is None:
        raise CannotAccept("The question is not in its bank any more, or has a mistake in it: quiz check says which.")
    _look_whether_it_can(today, response)
    if today != known:
        raise CannotAccept("The question has been changed in its bank meanwhile. Look at it again, and try again.")
    wanted = _with(today, response)
    _look_whether_it_is_right(wanted, response)
    text = decode(raw, lambda _: None) or ""
    for fixes in _ways(text, before, today, wanted):
        content = (_MARK if raw.startswith(_MARK) else b"") + applied(text, fixes).encode()
        if _says_the_same_but(before, read_bank_text(content, path, most=MOST_FOUND), wanted):
            return Widened(content, wanted)
    raise CannotAccept("It cannot be told where in the file it belongs. Add it in your editor.")


def _look_whether_it_can(question: AnyQuestion, response: Response) -> None:
    if question.kind == "number":
        raise CannotAccept("A number has no other wordings. If what was given is near enough, write a wider `tolerance`.")
    if not isinstance(question, TAKES):
        raise CannotAccept(
            f"A question of the kind {question.kind} takes no other wordings. If the key is wrong, correct its `answer` in your editor."
        )
    if response is None:
        raise CannotAccept("“I don't know” is no answer.")
    try:
        is_right = question.mark(response).outcome is Outcome.RIGHT
    except NotAResponse as error:
        raise CannotAccept(f"This is no response to the question: {error}") from None
    if is_right:
        raise CannotAccept("This is right by the key of now. quiz regrade marks past answers by it.")


def _look_whether_it_is_right(wanted: AnyQuestion, response: Response) -> None:
    if fault := next(wanted.faults(), None):
        raise CannotAccept(f"It would be a mistake in the bank. {fault.message}")
    try:
        is_right = wanted.mark(response).outcome is Outcome.RIGHT
    except NotAResponse:
        is_right = False
    if not is_right:
        raise CannotAccept("A blank was left empty, and nothing is no wording.")


def _wording(given: str) -> str:
    """Return what was typed as a wording. Raises ``CannotAccept`` if no bank may hold it."""
    wording = " ".join(given.split())
    if FORBIDDEN.search(wording):
        raise CannotAccept("It holds characters that no bank may hold.")
    return wording


def _with(question: AnyQuestion, response: Response) -> AnyQuestion:
    """Return a question that takes one more response for right."""
    if isinstance(question, ShortAnswer):
        return replace(question, accept=(*question.accept, _wording(str(response))))
    if not isinstance(question, Cloze):
        raise TypeError(question)
    missing = _missing(question, response)
    if any("|" in word or "{{" in word or "}}" in word for word in missing.values()):
        raise CannotAccept("No wording in a blank may hold | or {{ or }}.")
    return replace(question, prompt=applied(question.prompt, _in_blanks(question.prompt, 0, missing)))


def _missing(question: Cloze, response: Response) -> dict[int, str]:
    """Return what was given for the blanks that were not right, by their places."""
    given = response if isinstance(response, list) else []
    parts = enumerate(zip(given, question.blanks(), strict=False))
    return {place: _wording(part) for place, (part, blank) in parts if part.strip() and mark_text(part, blank).outcome is not Outcome.RIGHT}


def _in_blanks(text: str, start: int, missing: dict[int, str], style: str = "") -> Fixes:
    """Return the changes that add wordings to blanks of a text that stands at a place, as its style has them written."""
    blanks = list(_BLANK.finditer(text))
    ends = {place: start + blanks[place].end() - len("}}") for place in missing}
    return tuple(Fix(ends[place], ends[place], f"|{_in_style(word, style)}") for place, word in missing.items())


def _in_style(word: str, style: str) -> str:
    if style == "'":
        return word.replace("'", "''")
    return word.replace("\\", "\\\\").replace('"', '\\"') if style == '"' else word


def _says_the_same_but(before: Bank, after: Bank, wanted: AnyQuestion) -> bool:
    questions = tuple(wanted if question.id == wanted.id else question for question in before.questions)
    if replace(after, lines={}, problems=()) != replace(before, lines={}, problems=(), questions=questions):
        return False
    problems = [Counter((each.code, each.shown) for each in bank.problems) for bank in (before, after)]
    return problems[0] == problems[1] and after.lines.keys() == before.lines.keys()


# -- where it is written


def _ways(text: str, bank: Bank, today: AnyQuestion, wanted: AnyQuestion) -> Iterator[Fixes]:
    page, ends = Page(text), spans(text)
    node = next((each for each in page.questions() if each.line == bank.lines[today.id]), None)
    if node is None:
        return

    def span(*path: str | int) -> Span | None:
        mark = node.at(path)
        return ends.get((mark.line, mark.column))

    if isinstance(wanted, ShortAnswer):
        items = len(wanted.accept) - 1
        listed, last = (span("accept"), span("accept", items - 1)) if items else (None, None)
        if listed is not None and last is not None:
            yield from _into_list(page, listed, last, wanted.accept[-1])
        elif (answer := span("answer")) is not None:
            yield from _behind_answer(page, node, answer, wanted.accept[-1])
    elif isinstance(wanted, Cloze) and isinstance(today, Cloze) and (prompt := span("prompt")) is not None:
        yield from _into_prompt(page, prompt, today, wanted)


def _into_list(page: Page, listed: Span, last: Span, wording: str) -> Iterator[Fixes]:
    if listed.style == "[":
        for written in _written(wording):
            yield (Fix(last.end, last.end, f", {written}"),)
        return
    line = max(page.text.rfind(end, 0, last.start) for end in "\r\n") + 1
    dash = page.text[line : last.start]
    if re.fullmatch(r" *- +", dash):
        for written in _written(wording):
            yield _new_line(page, last, dash + written)


def _behind_answer(page: Page, node: Node, answer: Span, wording: str) -> Iterator[Fixes]:
    inline = page.text[page.index(node.line, node.column)] == "{"
    for written in _written(wording):
        added = f"accept: [{written}]"
        if inline:
            yield (Fix(answer.end, answer.end, f", {added}"),)
        else:
            yield _new_line(page, answer, " " * (node.key_at(("answer",)).column - 1) + added)


def _into_prompt(page: Page, prompt: Span, today: Cloze, wanted: Cloze) -> Iterator[Fixes]:
    raw = page.text[prompt.start : prompt.end]
    added = [(place, now[len(then) :]) for place, (then, now) in enumerate(zip(today.blanks(), wanted.blanks(), strict=True))]
    missing = {place: words[0] for place, words in added if words}
    if len(_BLANK.findall(raw)) == len(today.blanks()):
        yield _in_blanks(raw, prompt.start, missing, prompt.style)
    if not prompt.style and not re.search(r"[\r\n]", raw):
        yield (Fix(prompt.start, prompt.end, quoted(wanted.prompt)),)


def _written(wording: str) -> Iterator[str]:
    yield on_one_line(wording)
    yield quoted(wording)


def _new_line(page: Page, after: Span, line: str) -> Fixes:
    """Return the change that puts a line below the one on which a text ends, and its remark."""
    end = after.end
    if after.style in {"|", ">"}:  # it ends where the next line begins, or after empty ones
        end = len(page.text[:end].rstrip())
    rest = _REST_OF_LINE.match(page.text, end)
    return (Fix(rest.end(), rest.end(), page.line_end + line),) if rest else ()
