"""``quiz paths``: where things are."""

from __future__ import annotations

import click

from quiz.commands.base import DONE, as_command, common
from quiz.places import Places


@as_command("paths", "Where the record and the banks are")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, as_json: bool) -> int:
    """Say where the record and the banks are. Nothing is made or changed."""
    from importlib.util import find_spec
    from pathlib import Path

    from quiz.readout import print_json, say
    from quiz.shelf import added

    questions = find_spec("questions")
    shipped = Path(str(questions.origin)).parent / "banks" if questions else Path()
    data, database, banks = str(where.data), _without_password(where.url), [str(shipped), *map(str, (*added(where), *where.banks))]
    backups, cache = str(where.backups), str(where.banks_read)
    if as_json:
        print_json({"data": data, "database": database, "backups": backups, "cache": cache, "banks": banks})
    else:
        named = [("data", data), ("database", database), ("backups", backups), ("cache", cache), *(("banks", bank) for bank in banks)]
        say(*(f"{name:<10}{place}" for name, place in named))
    return DONE


def _without_password(url: str) -> str:
    import re

    return re.sub(r"(://[^:/@]+):.*@|(password=)[^&]*", lambda found: f"{found[1]}:***@" if found[1] else f"{found[2]}***", url)
