"""Whether banks have changed on the disk since they were last looked at."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_State = tuple[int, int, int]


class Watch:
    """Files, and folders with the banks in them, as they were when last looked at.

    Make it before the banks are read: then no change is lost between the reading and the first look. There is no thread and
    nothing to close; whoever holds it looks as often as it suits, a look at a hundred files taking a few milliseconds.
    An editor may save in several steps, so after a change look again shortly, until nothing changes any more, before reading.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)
        self._states = self._look()

    def changed(self) -> set[Path]:
        """Return the files that are new, gone, replaced or written to since the last look (or since this was made)."""
        before, self._states = self._states, self._look()
        return {path for path in before.keys() | self._states.keys() if before.get(path) != self._states.get(path)}

    def _look(self) -> dict[Path, _State]:
        from questions.reading import bank_files

        return {path: state for path in bank_files(self._paths, []) if (state := _state(path)) is not None}


def _state(path: Path) -> _State | None:
    """Return what no save leaves as it was, or None where there is no file that can be looked at."""
    try:
        seen = path.stat()
    except (OSError, ValueError):
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino
