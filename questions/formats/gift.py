"""GIFT, the text format of Moodle: https://docs.moodle.org/en/GIFT_format is where its grammar is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from questions.formats.drafts import Draft, Imported, Intake, Option, Unfit, at_most_a_hundred, number_in
from questions.formats.embedded import begins_with_embedded, fill_embedded
from questions.formats.text import decoded, from_html, looks_like_html, without_hidden

# While a question is taken apart, what was escaped is held by control characters, which no text has by then.
_ESCAPED = {"\\": "\x01", "~": "\x02", "=": "\x03", "#": "\x04", "{": "\x05", "}": "\x06", ":": "\x07", "n": "\x08"}
_HOLD = re.compile(r"\\([\\~=#{}:n])")
_MEANT = str.maketrans({held: "\n" if escaped == "n" else escaped for escaped, held in _ESCAPED.items()})
_WRITTEN = str.maketrans({held: "\n" if escaped == "n" else f"\\{escaped}" for escaped, held in _ESCAPED.items()})
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%\s*([-+]?\d+(?:[.,]\d+)?)\s*%")
_JUDGED = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#|$)", re.IGNORECASE)
# How answers in braces begin, and what they are besides.
_SIGNED = re.compile(r"\s*(?:[=~#]|\d*:[A-Z_]{2,}:)")
_BARE = re.compile(r"\s*(?:T|TRUE|F|FALSE)?\s*", re.IGNORECASE)
# What stands ahead of braces that belong to a formula, as in x^{2} or \\frac{1}{2}.
_IN_FORMULA = re.compile(r"(?:\\[A-Za-z]+|\^|(?<!_)_|\})$")
_IDNUMBER = re.compile(r"\[id:((?:[^\[\]\\]|\\.){0,100})\]")
_TAG = re.compile(r"\[tag:((?:[^\[\]\\]|\\.){0,250})\]")
_CLOSING = ".,;:!?)"
GAP = "_____"
"""How a gap is shown in a question that is not typed into it."""


def read_gift(raw: bytes, name: str) -> Imported:
    """Return the questions in a file of GIFT; ``name`` is what the file is called."""
    intake = Intake("GIFT", name)
    section = ""
    for begins, block, remarks in _blocks(decoded(raw, intake.notes.append)):
        lines, above = block.split("\n"), 0
        while lines and lines[0].lstrip().startswith("$CATEGORY:"):
            section = category(lines.pop(0).partition(":")[2])
            above += 1
        if any(line.strip() for line in lines):
            draft = Draft(f"line {begins + above}", fields={"section": section} if section else {})
            _take(intake, draft, "\n".join(lines), remarks)
    return intake.done()


def escaped(text: str) -> str:
    """Return a text as GIFT writes it: on one line, its own signs behind a backslash."""
    return re.sub(r"[\\~=#{}:\n]", lambda found: "\\n" if found.group() == "\n" else "\\" + found.group(), text)


def category(path: str) -> str:
    """Return the path of a Moodle category as the name of a section: its own names, without those that Moodle puts ahead."""
    parts = [part.replace("\0", "/").strip() for part in path.replace("//", "\0").split("/")]
    while parts and re.fullmatch(r"\$\w+\$|top|", parts[0]):
        parts.pop(0)
    return " / ".join(parts)


def _blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each question: the line on which it begins, its text, and the remarks ahead of it."""
    lines: list[str] = []
    remarks: list[str] = []
    begins = 0
    open_braces = False
    upcoming = text.split("\n")
    for number, line in enumerate(upcoming, 1):
        if line.lstrip().startswith("//"):
            remarks.append(line)
        elif line.strip():
            begins = begins if lines else number
            lines.append(line)
            open_braces = _left_open(line, open_braces)
        elif lines and not (open_braces and _closes_soon(upcoming, number)):
            yield begins, "\n".join(lines), "\n".join(remarks)
            lines, remarks, open_braces = [], [], False
        elif lines:
            lines.append("")
    if lines:
        yield begins, "\n".join(lines), "\n".join(remarks)


def _left_open(line: str, open_before: bool) -> bool:
    if "{" not in line and "}" not in line:
        return open_before
    last = [brace for brace in re.findall(r"\\.|([{}])", line) if brace][-1:]
    return last == ["{"] if last else open_before


def _closes_soon(lines: list[str], place: int) -> bool:
    """Whether answers that a blank line interrupts go on behind it: what follows closes them before others are opened."""
    for line in lines[place : place + 50]:
        if first := next((brace for brace in re.findall(r"\\.|([{}])", line) if brace), ""):
            return first == "}"
    return False


def _take(intake: Intake, draft: Draft, block: str, remarks: str) -> None:
    if idnumber := _IDNUMBER.search(remarks):
        draft.title = idnumber[1]
    if tags := _TAG.findall(remarks):
        draft.note(f"Tags are not kept: {', '.join(tags)}.")
    if "\n\n" in block:
        draft.note("An empty line among the answers was passed over.")
    held = _HOLD.sub(lambda found: _ESCAPED[found[1]], without_hidden(block, draft.note)).strip()
    if held.startswith("::") and (end := held.find("::", 2)) > 0:
        draft.name = _meant(held[2:end])
        draft.title = draft.title or draft.name
        held = held[end + 2 :]
    format_, held = _format_of(held)
    draft.name = draft.name or _text(held.partition("{")[0], format_, Draft(""))
    intake.add(draft, lambda draft: _make(draft, held, format_))


def _make(draft: Draft, held: str, format_: str) -> None:
    braces = _in_braces(held)
    answers = _answers_among(held, braces)
    if not answers:
        raise Unfit("It is a description: a text that asks nothing, for it has no answers in braces.")
    if begins_with_embedded(held[answers[0].start - 1 :]):
        draft.note("Its answers stand in the text as in a cloze of Moodle’s; each is a blank here.")
        draft.prompt = _text(held.translate(_WRITTEN), format_, draft)
        fill_embedded(draft)
    elif len(answers) > 1:
        _fill_several(draft, held, format_, answers)
    else:
        place = answers[0]
        _ask(draft, (held[: place.start - 1], held[place], held[place.stop + 1 :]), format_)


def _in_braces(held: str) -> list[slice]:
    """Return where the texts in braces stand, each with all that it holds in braces itself; raises Unfit if one is not closed."""
    found: list[slice] = []
    depth = begins = 0
    for brace in re.finditer("[{}]", held):
        if brace.group() == "{":
            begins = begins if depth else brace.end()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append(slice(begins, brace.start()))
    if depth:
        raise Unfit("Its answers begin with { and are never closed with }.")
    return found


def _answers_among(held: str, braces: list[slice]) -> list[slice]:
    """Return which of the texts in braces are answers: code and formulas have braces too, and they are not always escaped."""
    signed = [place for place in braces if _SIGNED.match(held[place])]
    free = [place for place in braces if not _IN_FORMULA.search(held[max(0, place.start - 30) : place.start - 1])]
    bare = [place for place in (free if len(braces) > 1 else braces) if _BARE.fullmatch(held[place].partition("#")[0])]
    # A single right answer to be typed needs no sign ahead.
    return signed or bare or (free if len(free) == 1 else [])


def _fill_several(draft: Draft, held: str, format_: str, answers: list[slice]) -> None:
    """Make a text with several places for answers a cloze, which GIFT does not have and some write all the same."""
    at_most_a_hundred(len(answers))
    pieces = [_split(held[place].partition("####")[0]) for place in answers]
    if not all(piece and {sign for sign, _ in piece} == {"="} for piece in pieces):
        raise Unfit("Answers in braces stand in several places of its text; GIFT has one. A brace of the text itself is written \\{.")
    draft.note("GIFT has one gap in a question; each of its gaps became a blank.")
    bounds = zip([0, *(place.stop + 1 for place in answers)], [*(place.start - 1 for place in answers), len(held)], strict=True)
    texts = [_text(held[begins:ends], format_, draft) for begins, ends in bounds]
    draft.fill(_spaced(texts), [[_option(text, sign, format_, draft) for sign, text in piece] for piece in pieces])
    for place in answers:
        draft.explain(_text(held[place].partition("####")[2], format_, draft))


def _spaced(texts: list[str]) -> list[str]:
    """Return the texts round gaps with the blanks that belong between a gap and a word."""
    ahead = [text and text + " " for text in texts[:-1]]
    return [*(_behind(text) if number else text for number, text in enumerate(ahead)), _behind(texts[-1])]


def _behind(text: str) -> str:
    return text if not text or text[0] in _CLOSING else f" {text}"


def _ask(draft: Draft, parts: tuple[str, str, str], format_: str) -> None:
    before, answers, after = parts
    answers, _, general = answers.partition("####")
    before, after = _text(before, format_, draft), _text(after, format_, draft)
    gap = f" {GAP}{_behind(after)}" if after else ""
    draft.prompt = f"{before}{gap}".strip()
    general = _text(general, format_, draft)
    if not answers.strip():
        draft.leave_open(general, "its general feedback")
        return
    _answers(draft, answers, format_, (before, after))
    draft.explain(general)


def _answers(draft: Draft, answers: str, format_: str, around: tuple[str, str]) -> None:
    if judged := _JUDGED.match(answers):
        feedback = [_text(part, format_, draft) for part in answers.split("#")[1:]]
        draft.judge(judged[1].upper().startswith("T"), *feedback)
        return
    if answers.lstrip().startswith("#"):
        _numbers(draft, answers.lstrip()[1:], format_)
        return
    pieces = _split(answers) or [("=", answers)]
    options = [_option(text, sign, format_, draft) for sign, text in pieces]
    signs = {sign for sign, _ in pieces}
    if signs == {"="} and all("->" in text for _, text in pieces):
        draft.pair(_pair(text, format_, draft) for _, text in pieces)
    elif "~" in signs:
        draft.choose(options, several="=" not in signs and not any(option.worth > 99.99 for option in options))
    elif around[1]:
        draft.fill(_spaced(list(around)), [options])
    else:
        draft.type_text(options, wildcards=True)


def _split(answers: str) -> list[tuple[str, str]]:
    at_most_a_hundred(answers.count("=") + answers.count("~"))
    pieces = re.split(r"([=~])", answers)
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


def _option(text: str, sign: str, format_: str, draft: Draft) -> Option:
    worth = 100.0 if sign == "=" else 0.0
    if weight := _WEIGHT.match(text):
        worth, text = float(weight[1].replace(",", ".")), text[weight.end() :]
    answer, _, feedback = text.partition("#")
    return Option(_text(answer, format_, draft), worth, _text(feedback, format_, draft))


def _pair(text: str, format_: str, draft: Draft) -> tuple[str, str]:
    left, _, right = text.partition("->")
    right, _, feedback = right.partition("#")
    if feedback.strip():
        draft.explain(_text(feedback, format_, draft))
    return _text(left, format_, draft), _text(right, format_, draft)


def _numbers(draft: Draft, answers: str, format_: str) -> None:
    pieces = _split(answers if answers.lstrip().startswith(("=", "~")) else f"={answers}")
    numbers: list[tuple[Decimal, Decimal, Option]] = []
    for sign, text in pieces:
        option = _option(text, sign, format_, draft)
        if sign == "~":
            draft.note("What was said to any other number is not kept.")
        else:
            numbers.append((*_interval(option.text), option))
    draft.type_number(numbers)


def _interval(text: str) -> tuple[Decimal, Decimal]:
    least, dots, most = text.partition("..")
    if dots:
        low, high = number_in(least), number_in(most)
        return (low + high) / 2, abs(high - low) / 2
    value, colon, tolerance = text.partition(":")
    return number_in(value), number_in(tolerance) if colon else Decimal(0)


def _format_of(text: str) -> tuple[str, str]:
    found = _FORMAT.match(text)
    return (found[1].casefold(), text[found.end() :]) if found else ("moodle", text)


def _text(held: str, format_: str, draft: Draft) -> str:
    """Return a piece of the file as text; it may say its own format ahead."""
    own, held = _format_of(held)
    format_ = format_ if own == "moodle" else own
    # How the lines of a file are indented is no part of the text.
    text = _meant("\n".join(line.strip(" \t") for line in held.split("\n"))).strip()
    if format_ == "html" or (format_ == "moodle" and looks_like_html(text)):
        return from_html(text, draft.note, lines_count=format_ == "moodle")
    return text


def _meant(held: str) -> str:
    return held.translate(_MEANT)
