"""Texts that need quotes, have too few, or the wrong ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.mending.page import Fix, Fixes, Page
from questions.problems import Problem

_OPENING, _CLOSING = "“„‘‚«»", "”“’‘»«"
_SMART = re.compile(f"[{_OPENING}{_CLOSING}]")
_NUMBER_SIGN = re.compile(r"# ?\d")
# Words that begin with an apostrophe: with them it is not sure that the first one is meant as a quote.
_ELIDED = re.compile(r"'(?:\d|tis\b|twas\b|em\b|til\b|cause\b|n\b)", re.IGNORECASE)


def quoted(text: str) -> str:
    """Return a text in quotes: in double ones if nothing in it has to be escaped then."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _around(page: Page, start: int, end: int) -> Fixes:
    """Return the change that puts quotes around a part of the text."""
    return (Fix(start, end, quoted(page.text[start:end])),)


def _value(page: Page, problem: Problem) -> tuple[int, int] | None:
    """Return from where to where the text goes that a place is in."""
    place = page.value_around(problem.line, problem.column)
    if place is None:
        return None
    start, end = page.index(*place), page.value_end(*place)
    return (start, end) if start < end and page.text[start] not in "\"'" else None


def quote_text(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Put the text around a place in quotes."""
    found = _value(page, problem)
    if found and page.text[found[0]] not in "[{|>":
        yield _around(page, *found)


def quote_bracketed(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Put a text in quotes that begins with a bracket or brace but does not end with its match."""
    found = _value(page, problem)
    if found is None:
        return
    start, end = found
    pairs = {"[": "]", "{": "}"}
    if page.text[start : start + 2] == "{{" or (page.text[start] in pairs and page.text[end - 1] != pairs[page.text[start]]):
        yield _around(page, start, end)


def quote_unreadable(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Quote a text that begins with a sign of YAML; what follows the sign of a folded text goes to the next line."""
    start = page.index(problem.line, problem.column)
    sign = re.compile(r"[|>][-+]?[ \t]+(?=\S)").match(page.text, start)
    if page.value_on(problem.line) != problem.column:
        return
    if sign:
        indent = max(page.indent(problem.line + 1), page.indent(problem.line) + 2)
        after = page.line_end + " " * indent
        yield (Fix(start, sign.end(), page.text[start : sign.end()].rstrip() + after),)
    else:
        yield _around(page, start, page.value_end(problem.line, problem.column))


def quote_number_sign(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Quote a text with a number sign, as in # 1; any other ``#`` may begin a remark."""
    line = page.line(problem.line)
    sign = line.find("#", problem.column - 1)
    place = page.value_around(problem.line, sign + 1)
    if sign < 0 or place is None or not _NUMBER_SIGN.match(line, sign):
        return
    yield _around(page, page.index(*place), page.value_end(*place))


def quote_item(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Quote a text of which a colon made a key, unless it looks like a key that is meant."""
    start = page.index(problem.line, problem.column)
    dash = page.line(problem.line)[: problem.column - 1]
    text = page.text[start : page.end(problem.line)]
    word = re.match(r"[\w-]+", text)
    if re.fullmatch(r" *- +", dash) and word and not is_like_a_key(word.group()):
        yield _around(page, start, page.value_end(problem.line, problem.column))


def is_like_a_key(word: str) -> bool:
    """Return whether a word is a key of a bank, or can be taken for one."""
    from questions.mending.naming import meant_key

    return meant_key(word) is not None


def close_quote(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Close a quote that stays open, where its text ends by the layout."""
    start = page.index(problem.line, problem.column)
    if page.value_on(problem.line) != problem.column or _ELIDED.match(page.text, start):
        return
    end, quote = page.value_end(problem.line, problem.column), page.text[start]
    if quote in page.text[start + 1 : end]:
        return
    smart = page.text[end - 1] in _CLOSING and not _SMART.search(page.text, start, end - 1)
    yield (Fix(end - 1 if smart else end, end, quote),)


def quote_anew(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Quote a text that has quotes inside it which ended it too early."""
    column = page.value_on(problem.line)
    if not column or column > problem.column:
        return
    start, end = page.index(problem.line, column), page.value_end(problem.line, column)
    quote, whole = page.text[start], page.text[start:end]
    if quote not in "\"'" or "\n" in whole or "\\" in whole:
        return
    if not whole.endswith(quote):
        yield (Fix(start, end, quoted(whole)),)
    elif _pairs_up(whole[1:-1], quote):
        yield (Fix(start, end, quoted(whole[1:-1])),)
    elif _pairs_up(whole, quote):
        yield (Fix(start, end, quoted(whole)),)


def _pairs_up(text: str, quote: str) -> bool:
    """Whether quotes open before words and close behind them, in turn; apostrophes within words don't count."""
    quotes = re.finditer(rf"(?<!\w){quote}|{quote}(?!\w)", text)
    opens = [not text[max(0, each.start() - 1) : each.start()].strip(" (") for each in quotes]
    return opens == [True, False] * (len(opens) // 2)


def straighten(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Replace typographic quotes by straight ones where they were to quote a text, or keep them where they may be a part of it.

    An editor makes “ of a straight quote; « is typed by those who mean it.
    """
    start = page.index(problem.line, problem.column)
    if page.value_on(problem.line) != problem.column:
        return
    end = page.value_end(problem.line, problem.column)
    inner = page.text[start + 1 : end - 1 if page.text[end - 1] in _CLOSING else end]
    if page.text[start] in "«»" or re.search(r"[“”„«»]", inner):
        yield _around(page, start, end)
    else:
        yield (Fix(start, end, quoted(inner)),)


def strip_smart(page: Page, problem: Problem) -> Iterator[Fixes]:
    """Drop typographic quotes around a word that needs none."""
    start, end = page.index(problem.line, problem.column), page.value_end(problem.line, problem.column)
    text = page.text[start:end]
    inner = _SMART.sub("", text)
    if page.value_on(problem.line) == problem.column and inner != text and re.fullmatch(r"[\w.-]+", inner):
        yield (Fix(start, end, inner),)
