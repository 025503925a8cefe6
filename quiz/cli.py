"""The command line: which command, where things are, and what becomes of errors."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from quiz.places import Places, places

DONE, PROBLEMS, WRONG_USE = 0, 1, 2

COMMANDS = {
    "review": "review",
    "practice": "practice",
    "exam": "exam",
    "topics": "topics",
    "due": "due",
    "history": "history",
    "show": "show",
    "try": "try_",
    "check": "check",
    "learner": "learner",
    "paths": "paths",
}
"""Each command and the module it is in."""

Function = TypeVar("Function", bound=Callable[..., Any])


class Commands(click.Group):
    """Loads a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"quiz.commands.{COMMANDS[name]}").command
        return command


_COMMON = (
    click.option("--data", metavar="DIR", help="Where the record is kept. [env: QUIZ_HOME; else the platform's data folder]"),
    click.option("--database", metavar="URL", help="A database instead of the file in the data folder. [env: QUIZ_DATABASE]"),
    click.option("--learner", metavar="NAME", help="Who is learning; added if new."),
    click.option("--banks", metavar="PATH", multiple=True, help="More banks: a file or a folder. May be given again."),
    click.option("--plain", is_flag=True, help="Lines instead of screens: for pipes, screen readers and braille lines. [env: ACCESSIBLE]"),
)
_NAMES = ("data", "database", "learner", "banks", "plain")


def common(function: Function) -> Function:
    """Give a command the options that stand everywhere, handed on as one ``Places``.

    What is given after the command goes before what is given ahead of it.
    """

    def gathered(*args: Any, **given: Any) -> Any:
        context = click.get_current_context()
        ahead = context.obj or {}
        own = {name: given.pop(name) for name in _NAMES}
        chosen = {name: own[name] or ahead.get(name) for name in _NAMES}
        where = places(chosen["data"], chosen["database"], chosen["learner"], chosen["banks"] or (), plain=bool(chosen["plain"]))
        return function(where, *args, **given)

    gathered.__name__, gathered.__doc__ = function.__name__, function.__doc__
    gathered.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
    for option in reversed(_COMMON):
        gathered = option(gathered)
    return gathered  # type: ignore[return-value]


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="canada-us-quiz", prog_name="quiz")
@click.pass_context
def group(context: click.Context, /, **given: Any) -> None:
    """Learn Canada–United States relations, or any subject written as a bank, ten minutes a day.

    Without a command the program opens on its home screen.
    """
    context.obj = given
    if context.invoked_subcommand is None:
        from quiz.commands.home import run

        where = places(given["data"], given["database"], given["learner"], given["banks"], plain=given["plain"])
        raise SystemExit(run(where))


for _option in reversed(_COMMON):
    group = _option(group)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its status: 0 done, 1 problems found, 2 wrong use."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `quiz history | head` ends quietly
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another encoding gets question marks, not an end.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        status = group.main(args=list(arguments) if arguments is not None else None, prog_name="quiz", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Left. Nothing is lost.", err=True)
        status = 130
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        status = WRONG_USE
    except click.ClickException as error:
        error.show()
        status = WRONG_USE
    except OSError as error:
        click.echo(f"quiz: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", err=True)
        status = WRONG_USE
    except Exception as error:
        status = _told(error)
    sys.stdout.flush()
    # Threads of a library that is still at work must not hold up the shell.
    sys.exit(status if isinstance(status, int) else DONE)


def _told(error: Exception) -> int:
    """Say an error of the record in plain words; anything else is a defect and goes on its way."""
    errors = sys.modules.get("progress.errors")
    if errors is not None and isinstance(error, errors.ProgressError):
        click.echo(f"quiz: {error}", err=True)
        return WRONG_USE
    raise error


def chosen(study_topics: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the topics meant on the command line; wrong use if a word means none."""
    from quiz.sitting import chosen_topics

    try:
        return chosen_topics(study_topics, wanted)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def in_terminal(where: Places) -> bool:
    """Whether there is a terminal to draw screens on, and that is wanted."""
    return not where.plain and os.environ.get("TERM", "") != "dumb"
