"""``quiz paths``: where things are."""

from __future__ import annotations

import click

from quiz.cli import common
from quiz.places import Places


@click.command("paths")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, as_json: bool) -> None:
    """Say where the record and the banks are."""
    from importlib.util import find_spec
    from pathlib import Path

    from quiz.readout import print_json

    questions = find_spec("questions")
    shipped = Path(str(questions.origin)).parent / "banks" if questions else Path()
    found = {
        "data": str(where.data),
        "database": _without_password(where.url),
        "banks": [str(shipped), *map(str, where.banks)],
    }
    if as_json:
        print_json(found)
        return
    click.echo(f"data      {found['data']}")
    click.echo(f"database  {found['database']}")
    for bank in found["banks"]:
        click.echo(f"banks     {bank}")


def _without_password(url: str) -> str:
    import re

    return re.sub(r"(://[^:/@]+):[^@]*@", r"\1:***@", url)
