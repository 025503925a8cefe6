"""Standard input, output and error as the program needs them: always there, and never the cause of an end."""

from __future__ import annotations

import codecs
import os
import sys

_SPELLED = {
    "✓": "+", "✗": "x", "≈": "~", "◐": "~", "→": "->", "·": "-", "–": "-", "—": "-", "−": "-", "…": "...", "§": "Section",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "×": "x", "±": "+/-",
    "█": "#", "▓": "O", "▒": "o", "░": ".",
}  # fmt: skip


def spelled(text: str) -> str:
    """Return text in ASCII, as near to what it says as may be."""
    return "".join(character if character.isascii() else _SPELLED.get(character) or _bare(character) for character in text)


def _bare(character: str) -> str:
    """Return a letter without its accents, a question mark for what has no letter."""
    import unicodedata

    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"


def _spell(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return spelled(error.object[error.start : error.end]), error.end


def take_streams() -> None:
    """Make the three streams usable whatever the shell has handed over.

    A terminal of another encoding gets the signs spelled out; bytes that are no text are read as question marks.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # Closed by the shell. The next file to be opened, the record, would take its number and what is written to it.
            os.open(os.devnull, os.O_RDWR)
    codecs.register_error("spelled", _spell)
    if sys.stdin is None:
        from pathlib import Path

        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "spelled"), (sys.stderr, "spelled")):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)


def let_go_of_output(number: int = 1) -> None:
    """Write nothing more to standard output, which cannot be written to: Python would try again at its end, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def let_go_of_closed() -> None:
    """Let go of what can't take what was written to it, since the terminal was closed."""
    for number, stream in enumerate((sys.stdout, sys.stderr), 1):
        if stream is not None:
            try:
                stream.flush()
            except OSError:
                let_go_of_output(number)
