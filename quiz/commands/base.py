"""What the commands have in common: the options that stand everywhere, numbers, and how help is laid out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quiz.commands.listed import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.filters.language import About, Filter
    from quiz.places import Places

DONE, PROBLEMS, WRONG_USE = 0, 1, 2

Function = TypeVar("Function", bound=Callable[..., Any])


class WrongUse(click.ClickException):
    """Something that was asked for is not there; the message says what is."""

    exit_code = WRONG_USE


class Whole(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.2 on
    """A whole number between two bounds."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            number = self.least - 1
        if not self.least <= number <= self.most:
            self.fail(f"“{str(value)[:40]}” is not a whole number from {self.least} to {self.most:,}.", param, ctx)
        return number


class File(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.2 on
    """A file or folder, there or not; ``~`` is the user's own folder, where the shell has left it."""

    name = "file"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> Path:
        from pathlib import Path

        try:
            return Path(value).expanduser()
        except RuntimeError:
            return Path(value)


FILE = File()
QUESTIONS, MINUTES, SEED = Whole(1, 10_000), Whole(1, 24 * 60), Whole(0, 2**31 - 1)


class CommonOption(click.Option):
    """An option that stands everywhere."""


def _common(*names: str, **settings: Any) -> Callable[[Function], Function]:
    return click.option(*names, cls=CommonOption, **settings)


_COMMON = (
    _common("--learner", metavar="NAME", help="Who is learning. A sitting adds a new name."),
    _common("--banks", metavar="PATH", multiple=True, help="More banks: a file or a folder; may be given again."),
    _common("--plain", is_flag=True, help="Lines of text instead of screens. [env: ACCESSIBLE]"),
    _common("--data", metavar="DIR", help="The folder of the record. [env: QUIZ_HOME]"),
    _common("--database", metavar="URL", help="A database for the record. [env: QUIZ_DATABASE]"),
)


def with_common_options(function: Function) -> Function:
    """Give a command the options that stand everywhere."""
    for option in reversed(_COMMON):
        function = option(function)
    return function


def common(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that stand everywhere, handed on as one ``Places``.

    What is given after the command goes before what is given ahead of it; banks add up.
    """

    def gathered(*args: Any, **given: Any) -> int:
        ahead = click.get_current_context().obj or {}
        names = ("learner", "banks", "plain", "data", "database")
        return function(places_of({name: given.pop(name) for name in names}, ahead), *args, **given)

    gathered.__name__, gathered.__doc__ = function.__name__, function.__doc__
    gathered.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
    return with_common_options(gathered)


def places_of(given: dict[str, Any], ahead: dict[str, Any]) -> Places:
    """Return the places that the options name; wrong use if one of them cannot be."""
    from quiz import mishap
    from quiz.places import places

    chosen = {name: value if value not in (None, False) else ahead.get(name) for name, value in given.items()}
    banks = (*ahead.get("banks", ()), *given["banks"])
    try:
        where = places(chosen["data"], chosen["database"], chosen["learner"], banks, plain=bool(chosen["plain"]))
    except ValueError as error:
        raise WrongUse(str(error)) from None
    mishap.keep_reports_in(where.data)
    for bank in where.banks:
        if not bank.exists():
            raise WrongUse(f"There is no file or folder {bank}.")
    return where


class Command(click.Command):
    """A command whose help tells its own options first, then those that stand everywhere."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)

    def get_help(self, ctx: click.Context) -> str:
        return fitting(super().get_help(ctx))


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write the options of a command in two sections."""
    parameters = command.get_params(ctx)
    for heading, common_ones in (("Options", False), ("Everywhere", True)):
        chosen = [each for each in parameters if isinstance(each, click.Option) and isinstance(each, CommonOption) is common_ones]
        records = [record for each in chosen if (record := each.get_help_record(ctx))]
        if records:
            with formatter.section(heading):
                formatter.write_dl(records)


def fitting(text: str) -> str:
    """Return text that standard output can take: click would send UTF-8 even to a terminal that reads only ASCII."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        from quiz.streams import spelled

        return spelled(text)
    return text


def as_command(name: str, **settings: Any) -> Callable[[Callable[..., int]], click.Command]:
    """Make a command of a function that returns its exit status."""
    return click.command(name, cls=Command, short_help=COMMANDS[name].short, **settings)


def only_option(function: Function) -> Function:
    """Give a command the option that chooses by a filter."""
    return click.option("--only", metavar="FILTER", default="", help="Only what fits, as in --only 'kind:number wrong>2'.")(function)


def filter_given(text: str, about: About = "questions") -> Filter:
    """Return the filter that an option names; wrong use, pointing at the word, if it means nothing."""
    from quiz.filters.search import filter_meant

    try:
        return filter_meant(text, about)
    except ValueError as error:
        raise WrongUse(f"--only {error}") from None


def kinds_named(names: str) -> tuple[str, ...]:
    """Return the kinds of question in a list set apart by commas, none meaning all; wrong use if one is no kind."""
    from questions.kinds import KINDS
    from questions.problems import nearest

    named = tuple(name.strip().casefold() for name in names.split(",") if name.strip())
    for name in named:
        if name not in KINDS:
            meant = nearest(name, KINDS)
            raise WrongUse(f"There is no kind {name}. " + (f"Did you mean {meant}?" if meant else f"There are: {', '.join(KINDS)}."))
    return named
