"""An exam on paper as Markdown, for a teacher who goes on writing in an editor of her own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from questions.kinds import Cloze, Match, Number
from questions.paper import Item, Paper, Version, key_of, letter
from quiz.phrases import count

# No text begins a line here, where more would be obeyed.
_OBEYED = re.compile(r"[\\`*_{}\[\]<>#|~^$&]")
_LINE = r"\_" * 40
_GAP = r"\_" * 16
_OPEN_LINES = 4


def exam_markdown(paper: Paper, version: Version, called: str, about: str, how: Mapping[str, str], *, sheet: bool) -> str:
    """Return a version of an exam, with room for the answers unless they go on a sheet."""
    lines = [*_head(markdown_text(paper.title), called, "" if sheet else _who(paper)), about, ""]
    for item in version.items:
        points = count(item.points, "point")
        lines += [f"**{item.number}.** {_prompt(item)} ({points})", ""]
        if said := how.get(item.question.kind):
            lines += [f"*{said}*", ""]
        lines += [*_options(item, boxes=not sheet), *(() if sheet else _space(item))]
    return "\n".join(lines).rstrip("\n") + "\n"


def sheet_markdown(paper: Paper, version: Version, called: str) -> str:
    """Return the sheet for all answers to a version of an exam."""
    lines = _head(f"Answer sheet: {markdown_text(paper.title)}", called, _who(paper))
    for item in version.items:
        lines += [f"**{item.number}.** {_answer_space(item)} / {item.points}", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def key_markdown(paper: Paper, rules: list[str], *, explained: bool) -> str:
    """Return the key to all versions of an exam."""
    lines = [f"# Key: {markdown_text(paper.title)}", "", f"{count(paper.points, 'point')} in all. Made with the seed {paper.seed}.", ""]
    lines += [*(f"- {rule}" for rule in rules), ""]
    for version in paper.versions:
        others = paper.elsewhere(version)
        if others:
            lines += [f"## Version {version.letter}", ""]
        heads = ["No.", "Answer", "Points", "Question", *(f"In {name}" for name in others)]
        lines += [_row(heads), _row(["---"] * len(heads))]
        for item in version.items:
            numbers = [str(each[item.question.id]) for each in others.values()]
            lines.append(_row([str(item.number), _answer(item), str(item.points), _asked(item, explained=explained), *numbers]))
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def markdown_text(text: str) -> str:
    """Return a text on one line, with a backslash before every sign that Markdown would obey."""
    return " ".join(_OBEYED.sub(lambda sign: "\\" + sign.group(), text).split())


def _who(paper: Paper) -> str:
    return f"Name {_LINE} Class {_GAP} Date {_GAP} Score {_GAP} / {paper.points}"


def _head(title: str, called: str, who: str) -> list[str]:
    return [f"# {title}", "", *(each for text in (f"**{called}**" if called else "", who) if text for each in (text, ""))]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _prompt(item: Item) -> str:
    question = item.question
    if not isinstance(question, Cloze):
        return markdown_text(question.prompt)
    first, *rest = question.around()
    # Blanks keep their distance from what is before and after them: the texts are escaped one by one.
    parts = [first] + [f"{_numbered(index, len(rest))}\0{text}" for index, text in enumerate(rest, 1)]
    return markdown_text("".join(parts)).replace("\0", _GAP)


def _numbered(number: int, of: int) -> str:
    return f"({number}) " if of > 1 else ""


def _options(item: Item, *, boxes: bool) -> Iterator[str]:
    question, box = item.question, "☐ " if boxes else ""
    if isinstance(question, Match):
        yield from (f"- {box}{number} {markdown_text(left)}" for number, left in enumerate(question.lefts(), 1))
        yield ""
    for index, option in enumerate(item.shown):
        marks = {"match": f"**{letter(index)}** ", "order": f"{box}{letter(index).lower()} ", "true-false": "○ "}
        sign = "☐" if question.kind == "select" else "○"
        # Another bullet begins another list, where one follows the other.
        bullet = "*" if question.kind == "match" else "-"
        yield f"{bullet} {marks.get(question.kind, f'{sign} **{letter(index)}** ')}{markdown_text(option)}"
    if item.shown:
        yield ""


def _space(item: Item) -> Iterator[str]:
    question = item.question
    if isinstance(question, Number):
        yield from (f"{_GAP} {markdown_text(question.unit)}".rstrip(), "")
    elif question.kind in ("short-answer", "flashcard"):
        for _ in range(_OPEN_LINES if question.kind == "flashcard" else 1):
            yield from (_LINE, "")


def _answer_space(item: Item) -> str:
    question = item.question
    if isinstance(question, Match):
        return " ".join(f"{number} ☐" for number in range(1, len(question.answer) + 1))
    if isinstance(question, Cloze):
        blanks = len(question.blanks())
        return " ".join(_numbered(number, blanks) + _GAP for number in range(1, blanks + 1))
    if item.shown:
        names = [option if question.kind == "true-false" else letter(index) for index, option in enumerate(item.shown)]
        if question.kind == "order":
            return " ".join(f"{name.lower()} ☐" for name in names)
        return " ".join(f"{'☐' if question.kind == 'select' else '○'} {name}" for name in names)
    return next(_space(item))


def _answer(item: Item) -> str:
    key = key_of(item)
    also = f"also: {markdown_text(' · '.join(key.also))}" if key.also else ""
    parts = [f"**{markdown_text(key.mark)}**" if key.mark else "", markdown_text(key.words), also]
    return "; ".join(part for part in parts if part)


def _asked(item: Item, *, explained: bool) -> str:
    question = item.question
    prompt = question.gapped() if isinstance(question, Cloze) else question.prompt
    said = f" *{markdown_text(question.explanation)}*" if explained and question.explanation else ""
    return f"{markdown_text(prompt)}{said} ({markdown_text(question.id)})"
