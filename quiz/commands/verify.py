"""``quiz verify``: whether the record is what was written."""

from __future__ import annotations

from dataclasses import asdict

import click

from quiz.commands.base import DONE, PROBLEMS, WrongUse, as_command, common
from quiz.places import Places


@as_command("verify")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def command(where: Places, as_json: bool) -> int:
    """Look at every page of the record, every entry of its log, and all that is derived from it.

    Says what is wrong and which command mends it. Nothing is changed. The exit status is 1 if anything is wrong.
    """
    from progress.verifying import verify
    from quiz.keeping import refuse_gone, trust
    from quiz.phrases import count
    from quiz.places import read_device
    from quiz.readout import print_json, say

    refuse_gone(where, read_device(where))
    if where.record is not None and not where.record.exists():
        raise WrongUse(f"There is no record yet: {where.record} will be made by the first sitting.")
    found = verify(where.url)
    if not found.findings:
        trust(where)
    if as_json:
        findings = [asdict(finding) for finding in found.findings]
        print_json({"entries": found.entries, "streams": found.streams, "findings": findings, "lost": list(found.lost)})
    else:
        say(*(f"{finding.what} To mend it: {finding.mend}" for finding in found.findings), *found.lost)
        if not found.findings:
            entries, streams = count(found.entries, "entry", "entries"), count(found.streams, "stream")
            say(f"The record is sound: {entries} in {streams}, and all that follows from them.")
    return PROBLEMS if found.findings else DONE
