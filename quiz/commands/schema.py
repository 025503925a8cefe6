"""``quiz schema``: what an editor needs to help with a bank."""

from __future__ import annotations

from quiz.commands.base import DONE, as_command, common
from quiz.places import Places


@as_command("schema")
@common
def command(where: Places) -> int:  # noqa: ARG001 - the options that stand everywhere are taken all the same
    """Print the JSON Schema (2020-12) of a bank. An editor that knows it completes keys and underlines mistakes."""
    from questions.schema import bank_schema
    from quiz.readout import print_json

    print_json(bank_schema())
    return DONE
