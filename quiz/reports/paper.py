"""An exam on paper as files to be printed: a file for each version, and one with the key to all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questions.paper import Item, Paper, Version, key_of, letter
from quiz.phrases import count
from quiz.reports.pages import page
from quiz.reports.paper_markdown import exam_markdown, key_markdown, sheet_markdown

FORMATS = {".html": "html", ".htm": "html", ".md": "md"}
"""What a file may end in, and the format that it then has."""

_HOW = {
    "choice": "Mark the one that is right.",
    "select": "Mark all that are right.",
    "true-false": "Mark one.",
    "cloze": "Fill in what is missing.",
    "match": "Write into each box the letter of what belongs to it.",
    "order": "Number the boxes: 1 is the first.",
}
_SHORT_OPTION = 28
_RULES = {
    "select": "Several right options: (right ones marked − wrong ones marked) ÷ all right ones, times the points; never less than none.",
    "cloze": "Gaps: one point for each.",
    "match": "Pairs: one point for each.",
    "order": "Orders: how many items, not necessarily neighbours, are in the right order at most; one less is the points.",
    "short-answer": "Written answers: capitals, accents, punctuation and articles don’t count; whether a slip of the pen does, you decide.",
    "flashcard": "Open questions: what is meant counts, not the words.",
}


def paper_files(paper: Paper, form: str, *, sheet: bool = False, explained: bool = False) -> Mapping[str, str]:
    """Return the files of an exam by what is added to their name: each version, and last the key.

    ``form`` is html or md. With ``sheet`` each version has a file more, a sheet for all its answers; with ``explained`` the
    key has the explanations of the bank.
    """
    files: dict[str, str] = {}
    for version in paper.versions:
        added = f"-{version.letter}" if len(paper.versions) > 1 else ""
        files[added] = _exam(paper, version, form, sheet=sheet)
        if sheet:
            files[f"{added}-sheet"] = _sheet(paper, version, form)
    return {**files, "-key": _key(paper, form, explained=explained)}


def _called(paper: Paper, version: Version) -> str:
    return f"Version {version.letter}" if len(paper.versions) > 1 else ""


def _exam(paper: Paper, version: Version, form: str, *, sheet: bool) -> str:
    called = _called(paper, version)
    about = f"{count(len(version.items), 'question')}, {count(paper.points, 'point')}."
    if sheet:
        about += " Give all answers on the answer sheet."
    if form == "md":
        return exam_markdown(paper, version, called, about, _HOW, sheet=sheet)
    values = {"paper": paper, "version": version, "called": called, "about": about, "sheet": sheet, "how": _HOW}
    return page("exam.html.jinja", "paper.css.jinja", **values, **_CALLED)


def _sheet(paper: Paper, version: Version, form: str) -> str:
    called = _called(paper, version)
    if form == "md":
        return sheet_markdown(paper, version, called)
    return page("sheet.html.jinja", "paper.css.jinja", paper=paper, version=version, called=called, **_CALLED)


def _key(paper: Paper, form: str, *, explained: bool) -> str:
    kinds = {item.question.kind for item in paper.versions[0].items}
    rules = [rule for kind, rule in _RULES.items() if kind in kinds]
    if form == "md":
        return key_markdown(paper, rules, explained=explained)
    values = {"paper": paper, "called": "Key", "rules": rules, "explained": explained}
    return page("key.html.jinja", "paper.css.jinja", **values, **_CALLED)


def _is_short(item: Item) -> bool:
    """Whether the options of a question are short enough to stand in two columns."""
    return len(item.shown) > 2 and all(len(option) <= _SHORT_OPTION for option in item.shown)


_CALLED: dict[str, Any] = {"letter": letter, "is_short": _is_short, "count": count, "key_of": key_of}
"""What the templates call."""
