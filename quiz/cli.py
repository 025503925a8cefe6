"""The command line: which command, and what becomes of errors."""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from quiz import mishap
from quiz.commands.base import DONE, WRONG_USE, WrongUse, fitting, places_of, with_common_options, write_options
from quiz.commands.listed import COMMANDS
from quiz.signals import interruptible
from quiz.streams import let_go_of_closed, let_go_of_output, take_streams

DEFECT, INTERRUPTED = 70, 130

_EXAMPLES = """\b
Examples:
  quiz review                             what is due, with ten new questions
  quiz practice air-quality --count 3     three questions drawn at random
  quiz history last                       every answer of the last sitting
  quiz check my-bank.yaml                 what is wrong in a bank of yours

Exit status: 0 done, 1 problems found, 2 wrong use."""


class Commands(click.Group):
    """Loads a command when it is asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"quiz.commands.{COMMANDS[name].module}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib

            close = difflib.get_close_matches(name.casefold(), COMMANDS, n=1)
            advice = f"Did you mean {close[0]}?" if close else "quiz --help lists them."
            raise WrongUse(f"There is no command {name}. {advice}")
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.short) for name, listed in COMMANDS.items()])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        write_options(self, ctx, formatter)

    def get_help(self, ctx: click.Context) -> str:
        return fitting(super().get_help(ctx))


@click.group(cls=Commands, epilog=_EXAMPLES, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="canada-us-quiz", prog_name="quiz")
@with_common_options
@click.pass_context
def group(context: click.Context, /, **given: Any) -> int:
    """Learn Canada–United States relations, or any subject written as a bank, ten minutes a day.

    Without a command the program opens on its home screen.
    """
    context.obj = given
    if context.invoked_subcommand is not None:
        return DONE
    from quiz.commands.home import run

    return run(places_of(given, {}))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its status: 0 done, 1 problems found, 2 wrong use."""
    take_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["help"]:
        given = [*given[1:2], "--help"]
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `quiz history | head` ends quietly
    with mishap.threads_watched():
        status = _status_of(given)
    let_go_of_closed()
    sys.exit(status)


def _status_of(arguments: Sequence[str]) -> int:
    """Run a command; tell on standard error, in a sentence, what went wrong if something did."""
    if sys.stdout is None:
        return _tell("Standard output is closed: there is nowhere to write to.", WRONG_USE)
    try:
        with interruptible():
            status = group.main(args=list(arguments), prog_name="quiz", standalone_mode=False)
            sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _tell("Left. Nothing is lost.", INTERRUPTED)
    except click.UsageError as error:
        more = f" {error.ctx.command_path} --help says more." if error.ctx else ""
        return _tell(_in_words(error) + more, WRONG_USE)
    except click.ClickException as error:
        return _tell(error.format_message(), error.exit_code)
    except BrokenPipeError:
        let_go_of_output()
        return DONE
    except OSError as error:
        let_go_of_output()
        return _tell(_plainly(error), WRONG_USE)
    except Exception as error:  # noqa: BLE001 - a learner must never meet a traceback
        return _told(error)
    return status if isinstance(status, int) else DONE


def _in_words(error: click.UsageError) -> str:
    """Return click's complaint in the words of the program."""
    if isinstance(error, click.MissingParameter) and error.param:
        return f"{error.param.make_metavar(error.ctx) if error.ctx else error.param.human_readable_name} is missing."
    if isinstance(error, click.BadParameter) and error.param and error.param.opts:
        return f"{error.param.opts[0]}: {error.message}"
    if isinstance(error, click.NoSuchOption):
        close = f" Did you mean {error.possibilities[0]}?" if error.possibilities else ""
        return f"There is no option {error.option_name}.{close}"
    return error.format_message().rstrip(".") + "."


def _plainly(error: OSError) -> str:
    if type(error).__str__ is not OSError.__str__:  # one of ours, which is a sentence already
        return str(error)
    return f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}."


def _told(error: Exception) -> int:
    """Say an error of the record in its own words; anything else is a defect of the program."""
    errors = sys.modules.get("progress.errors")
    if errors is not None and isinstance(error, errors.ProgressError):
        return _tell(str(error), WRONG_USE)
    return _tell(mishap.told(error), DEFECT)


def _tell(sentence: str, status: int) -> int:
    import shutil

    from quiz.display import clean
    from quiz.plain.wrapping import wrapped

    lines = f"quiz: {clean(mishap.masked(sentence))}".split("\n")
    if sys.stderr is not None and sys.stderr.isatty():
        columns = shutil.get_terminal_size().columns - 1
        lines = [piece for line in lines for piece in wrapped(line, columns)]
    with suppress(OSError):  # the terminal was closed
        click.echo(fitting("\n".join(lines)), err=True)
    return status
