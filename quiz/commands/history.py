"""``quiz history``: the past sittings, or one of them answer by answer."""

from __future__ import annotations

import click

from quiz.cli import common
from quiz.places import Places


@click.command("history")
@click.argument("sitting", required=False)
@click.option("--limit", type=click.IntRange(1), help="At most so many sittings.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV.")
@common
def command(where: Places, sitting: str | None, limit: int | None, as_json: bool, as_csv: bool) -> None:
    """List past sittings, the newest first; with SITTING (its id or how that begins) every answer as it was given."""
    from quiz.phrases import percent
    from quiz.readout import answer_row, opened, past_lines, print_json, put_out, sitting_row

    with opened(where) as study:
        sittings = study.history(limit)
        if sitting is None:
            rows = [sitting_row(s) for s in sittings]
            put_out("sittings", rows, as_json=as_json, as_csv=as_csv, shown={"score": percent})
            return
        matches = [s for s in study.history() if s.id.startswith(sitting)]
        if len(matches) != 1:
            raise click.UsageError(f"{'More than one' if matches else 'No'} sitting begins with {sitting}. `quiz history` lists them.")
        past = study.past(matches[0].id)
        if as_json:
            print_json({**sitting_row(past.sitting), "given": [answer_row(a) for a in past.answers]})
        elif as_csv:
            put_out("given", [answer_row(a) for a in past.answers], as_json=False, as_csv=True)
        else:
            for line in past_lines(past, study.clock()):
                click.echo(line)
