"""The keys, and how the program thinks."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from quiz.screens.base import QuizScreen
from quiz.widgets.keybar import KeyBar

_HELP = """\
Home
  Enter    review the highlighted topic: what is due, with new questions among it
  c        go on with what you left          n  ten more new questions
  p  e     practice, exam                    h  b  history, browse
  l        learners                          t  light or dark
  q        quit

A question
  1-9      choose, tick, rank or match       ↑ ↓ Space  the same by arrows
  Enter    answer; after the answer, go on   ← →  turn through the matches
  h F2     hint                              d F3  I don't know
  f F4     flag                              s F5  set aside, ask it no more
  Esc      leave; nothing is lost            PgUp PgDn  scroll
  While you type an answer, use the F keys and ctrl+z.

After an answer
  1 2 3 4  rate it again, hard, good, easy, if you see it otherwise
  r        I was right: the marking is disputed, your teacher sees it
  g        that was a guess: it comes back soon

An exam
  PgUp PgDn  between questions               F4  flag for later
  F6       next open question                F8  hand in
  Esc      leave: the clock stops, and the exam can be gone on with

Browse
  /        search: any words; is:flagged, is:aside, is:new, is:due, is:learned,
           kind:choice and topic:water narrow it

Everywhere
  u ctrl+z undo the last thing you did       ctrl+y  redo it
  F1 ?     this page                         ctrl+p  every command by name
  ctrl+q   quit

How it works
  Every answer is on disk before you see its feedback. A right answer comes
  back after days, then weeks, then months (FSRS-6); a wrong one in minutes.
  A day of study ends at four in the morning. Recall is the chance that you
  still know a question now, as the schedule predicts it.
  In a terminal without a full screen, or for a screen reader: quiz --plain
"""


class HelpScreen(QuizScreen[None]):
    """All keys on a page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="help.back", tooltip="Back to where you came from"),
        Binding("q,enter,f1,question_mark", "dismiss", "Back", id="help.back-too", show=False),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(_HELP, markup=False)
        yield KeyBar()
