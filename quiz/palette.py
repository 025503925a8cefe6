"""The commands of the palette: what can be done on this screen, and from everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.css.query import NoMatches
from textual.screen import Screen

from quiz.screens.base import ClosesOnce, QuizScreen

if TYPE_CHECKING:
    from quiz.app import QuizApp
    from quiz.screens.home import HomeScreen


class Palette(ClosesOnce, CommandPalette):
    """Every command by name."""

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)
    async def _gather_commands(self, search_value: str) -> None:
        gather: Any = CommandPalette._gather_commands
        with suppress(NoMatches):  # it was closed meanwhile, and its list with it
            await gather.__wrapped__(self, search_value)


def commands(app: QuizApp, screen: Screen[Any], home: HomeScreen) -> Iterator[SystemCommand]:
    """Yield a command for each key of the screen that does something now, then those that lead elsewhere."""
    named = set()
    for namespace, binding, enabled, tooltip in screen.active_bindings.values():
        if enabled and binding.id and binding.description not in named and namespace is not app:
            named.add(binding.description)
            run = partial(app.run_action, binding.action, namespace)
            yield SystemCommand(binding.description, tooltip or binding.description, run)
    if not (isinstance(screen, QuizScreen) and screen.holds_sitting):
        everywhere = (
            SystemCommand("Review", "Ask what is due, with new questions", partial(app.begin_review, ())),
            SystemCommand("Practice", "Questions drawn at random, due or not", home.action_practice),
            SystemCommand("Exam", "A timed exam without feedback until the end", home.action_exam),
            SystemCommand("Exam plan", "When your exam is, and whether you are on track", home.action_plan),
            SystemCommand("History", "Every past sitting, and six pages of figures", home.action_history),
            SystemCommand("Browse", "Search, flag and set aside questions", home.action_browse),
            SystemCommand("Which questions don’t work?", "Those that most need a look first", home.action_items),
            SystemCommand("Mixed up", "Which options you take for which, and a drill", home.action_mixed_up),
            SystemCommand("How sure", "Be asked how sure you are of an answer, or no more", home.action_how_sure),
            SystemCommand("My schedule", "How much to recall; parameters of your own", home.action_my_schedule),
            SystemCommand("Class", "How a class stands, from handed-in logs", home.action_classroom),
            SystemCommand("Learners", "Add or switch learners", home.action_learners),
            SystemCommand("Undo", "Take back the last thing you did", app.action_undo),
            SystemCommand("Redo", "Bring back what was undone", app.action_redo),
        )
        yield from (command for command in everywhere if command.title not in named)
    yield SystemCommand("Light or dark", "Change the theme, and remember it", app.action_light_or_dark)
    yield SystemCommand("Help", "All keys, and how the program thinks", app.action_help)
    if "Quit" not in named:
        yield SystemCommand("Quit", "Leave; nothing is lost", app.action_quit)
