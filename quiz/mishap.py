"""When the program itself is at fault: what the learner is told, and what is written down so that it can be mended.

What is written down holds no values: neither local variables nor the messages of exceptions, since both may hold answer
keys, responses and the address of a database. The names of exceptions, and the lines of the program, tell enough.
"""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import traceback
    from pathlib import Path

_NAME = "error.log"
_MOST_BYTES = 100_000
_MOST_FRAMES = 40
_MOST_CAUSES = 5
_ROOMS = ("quiz", "questions", "progress")
_PASSWORD = re.compile(r"(?<=://)([^\s/@:]*):[^\s/]*@")
_TELLING: tuple[tuple[type[BaseException], str], ...] = (
    (AttributeError, "name"),
    (NameError, "name"),
    (ImportError, "name"),
    (OSError, "errno"),
)
"""What some exceptions carry beside their message that is of the program, not of the learner."""

_folder: Path | None = None


class Mishap(Exception):  # noqa: N818 - it is named as it would be said
    """The program has to end because of its cause, a mistake of its own; the message says what is kept all the same."""


def keep_reports_in(folder: Path) -> None:
    """Have reports written in this folder from now on."""
    global _folder  # noqa: PLW0603 - there is one program, and threads can fail anywhere in it
    _folder = folder


def told(error: BaseException) -> str:
    """Write a report of an error, and return what the learner is to be told."""
    kept = str(error) if isinstance(error, Mishap) else ""
    kept = kept or "Every answer that was marked is kept."
    cause = _cause(error)
    if os.environ.get("QUIZ_TRACEBACK"):
        import traceback

        return masked("".join(traceback.format_exception(cause))) + kept
    return "\n".join(line for line in (f"The program made a mistake and had to end: {_where(cause)}.", kept, noted(cause)) if line)


def kept_text(answers: int) -> str:
    """Return a sentence on how many answers of a sitting are kept."""
    return {0: "", 1: "The one answer of this sitting is kept."}.get(answers, f"All {answers} answers of this sitting are kept.")


def masked(text: str) -> str:
    """Return text with the passwords in the addresses of databases left out."""
    return _PASSWORD.sub(r"\1:…@", text)


def noted(error: BaseException) -> str:
    """Write a report of an error; return a sentence that says where it is, or why it is not."""
    folder = _folder
    if folder is None:
        return ""
    file = folder / _NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > _MOST_BYTES:
            file.replace(file.with_name("error.old.log"))
        with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(report(_cause(error)))
    except OSError as failure:
        return f"A report of it could not be written to {file}: {failure.strerror or type(failure).__name__}."
    return f"A report for whoever mends it is in {file}; nothing that you answered is in it."


@contextmanager
def threads_watched(tell: Callable[[BaseException], object] = noted) -> Iterator[None]:
    """Have ``tell`` hear of an error that ends a thread, and note what is lost at a clean-up: no traceback on the terminal."""

    before = threading.excepthook, sys.unraisablehook
    threading.excepthook = lambda failed: tell(failed.exc_value) if failed.exc_value is not None else None
    sys.unraisablehook = lambda failed: noted(failed.exc_value) if failed.exc_value is not None else None
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = before


def report(error: BaseException) -> str:
    """Return what is written down of an error: when, what runs here, and where in the program it arose."""
    import platform
    from datetime import UTC, datetime

    runs = f"{_version('canada-us-quiz')} · {_version('textual')} · Python {platform.python_version()} · {platform.platform()}"
    lines = [f"== {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC", runs, *_chain(error)]
    return "\n".join(lines) + "\n\n"


def _cause(error: BaseException) -> BaseException:
    return error.__cause__ if isinstance(error, Mishap) and error.__cause__ is not None else error


def _chain(error: BaseException) -> Iterator[str]:
    causes: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in causes and len(causes) < _MOST_CAUSES:
        causes.append(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    for number, each in enumerate(reversed(causes)):
        if number:
            yield "and from that:"
        for frame in _frames(each):
            yield f"  {_short(frame.filename)}, line {frame.lineno}, in {frame.name}"
            if frame.line:
                yield f"    {frame.line}"
        yield _named(each)


def _frames(error: BaseException) -> traceback.StackSummary:
    import traceback

    return traceback.extract_tb(error.__traceback__, -_MOST_FRAMES)


def _where(error: BaseException) -> str:
    """Return in a few words what went wrong, and in which line of the program."""
    frames = [(_short(frame.filename), frame.lineno) for frame in _frames(error)]
    own = [frame for frame in frames if frame[0].split("/")[0] in _ROOMS] or frames
    return type(error).__name__ + (f" in {own[-1][0]}, line {own[-1][1]}" if own else "")


def _named(error: BaseException) -> str:
    telling = [f"{name} {getattr(error, name)}" for kind, name in _TELLING if isinstance(error, kind)]
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.") + "".join(f" ({each})" for each in telling)


def _short(filename: str) -> str:
    """Return a file as modules are found: where it is installed may hold the learner's name."""
    from pathlib import Path

    path = Path(filename)
    roots = [Path(__file__).parents[1], *map(Path, filter(None, sys.path))]
    found = [path.relative_to(root).as_posix() for root in roots if path.is_relative_to(root)]
    return min(found, key=len, default=path.name)


def _version(name: str) -> str:
    from importlib import metadata  # it takes its time, and is seldom needed

    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return f"{name} of an unknown version"
