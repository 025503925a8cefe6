"""The keys, and how the program thinks."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.screens.base import QuizScreen
from quiz.widgets.keybar import KeyBar

_KEYS = {
    "Home": {
        "Enter": "review what is due and new in this topic",
        "c": "go on with what you left",
        "n": "meet ten more new questions",
        "p, e": "practice, timed exam",
        "h, b": "history, browse",
        "x": "exam date, and whether you are on track",
        "a": "all that is due, with what was set aside",
        "i": "which questions don't work, for teachers",
        "l, m": "learners, what you mix up",
        "w, s": "ask how sure you are, or no more; my schedule",
        "K": "a class, from handed-in logs",
        "q": "quit",
    },
    "A question": {
        "1–9": "choose, tick, put in order or match",
        "↑ ↓ Space": "the same; ← → turn through matches",
        "Enter": "answer; after the answer, go on",
        "h, F2": "hint",
        "d, F3": "I don't know",
        "f, F4": "flag, or take the flag away",
        "s, F5": "set aside, ask it no more",
        "w, F7": "ask how sure you are, or no more",
        "y, F9": "why is it due now?",
        "PgUp PgDn": "scroll",
        "Esc": "leave; nothing is lost",
    },
    "While you type, only the F keys and ctrl+z are commands.": {},
    "After an answer": {
        "1 2 3 4": "rate it again, hard, good, easy",
        "r": "I was right: your teacher sees it",
        "g": "that was a guess: it comes back soon",
    },
    "An exam": {
        "PgUp PgDn": "between questions",
        "f, F4": "flag for later",
        "F6": "next question that is open or flagged",
        "F8": "hand in",
        "Esc": "leave: the clock stops until you go on",
    },
    "Browse": {
        "/": "search for any words; narrow it by",
        "": "is:flagged is:aside is:new is:due",
        " ": "is:learned kind:choice topic:water",
        "f, s": "flag, set aside",
    },
    "History": {
        "0–6": "the sittings, and six pages of figures",
        "arrows Tab": "about in a figure, to the next one",
        "Enter": "the answers behind it; there c: the question",
        "v, n, p": "numbers; one topic; which periods",
    },
    "Its sittings, questions that don't work": {
        "/": "list only some; narrow it by topic:water",
        " ": "since:2026-09 score<50% kind:choice",
        "a, e": "accept what is disputed, edit",
    },
    "Everywhere": {
        "u, ctrl+z": "undo the last thing you did",
        "ctrl+y": "bring it back",
        "t": "light or dark",
        "?, F1": "this page",
        "ctrl+p": "every command by name",
        "ctrl+q": "quit",
    },
}
_ABOUT = """\
Every answer is on disk before you see its feedback. A right answer comes back after days, then weeks, then months (FSRS-6); \
a wrong one in minutes. A day of study ends at four in the morning. Recall is the chance that you still know a question now, \
as the schedule predicts it.

In a terminal without a full screen, or for a screen reader: quiz --plain"""


class HelpScreen(QuizScreen[None]):
    """All keys on a page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="help.back", tooltip="Back to where you came from"),
        Binding("q,enter,f1,question_mark", "dismiss", "Back", id="help.back-too", show=False),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(Content("\n").join(_lines()))
        yield KeyBar()


def _lines() -> list[Content]:
    lines = []
    for heading, keys in _KEYS.items():
        lines.append(Content.styled(heading, "bold"))
        lines += [Content.assemble((f"  {key:<11}", "$footer-key-foreground"), what) for key, what in keys.items()]
        lines.append(Content(""))
    return [*lines, Content.styled("How it works", "bold"), Content(_ABOUT)]
