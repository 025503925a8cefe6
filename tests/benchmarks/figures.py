"""Every cost that a learner feels, beside the floor that the machine sets and beside Anki: one table, and one file of JSON.

``python tests/benchmarks/figures.py`` measures all rows (an hour); words choose among them, ``--quick`` takes a tenth of the
questions and answers and fewer pairs. What is compared is measured in turn, so that a machine that is busy is busy for both;
the ratio is the median of the pairs, and beside it stands their middle half. ``--keep FOLDER`` keeps the made-up banks and
records for the next time: a hundred thousand questions and a million answers take some minutes. ``--anki PYTHON`` names a
Python that has the package ``anki``, in an environment of its own (it is AGPL, and no part of this project), ``--clanki``
the program of that name on the same engine. ``--python`` names the one that runs the program, which should have it installed
from the wheel.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import answering, checking, daily, peers, starting, whole
from benchmarks.data import Data
from benchmarks.run import Run
from benchmarks.table import Figure, as_data, table

ROWS: Mapping[str, Callable[[Run], list[Figure]]] = {
    "home": starting.home,
    "review": starting.first_question,
    "readouts": starting.read_outs,
    "answer": answering.whole_answers,
    "record": answering.recorded,
    "next": answering.next_on_screen,
    "queue": daily.first_queue,
    "pages": daily.history_pages,
    "read": checking.read,
    "check": checking.check,
    "rebuild": whole.rebuild,
    "merge": whole.merge,
    "backup": whole.backup,
    "verify": whole.verify,
    "search": daily.found,
    "memory": whole.memory,
    "clanki": peers.clanki,
}


def measured(run: Run, names: list[str], keep: Callable[[list[Figure]], object]) -> list[Figure]:
    """Measure these rows, each kept when it is there; one that cannot be measured says why, and the others go on."""
    figures: list[Figure] = []
    for name in names:
        began = time.perf_counter()
        try:
            figures += ROWS[name](run)
        except (OSError, RuntimeError, ValueError, AssertionError, AttributeError, TypeError) as error:
            figures.append(Figure(name, note=f"not measured: {type(error).__name__}: {str(error)[:400]}"))
        keep(figures)
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return figures


def main() -> None:
    """Measure what the arguments ask for, print the table, and write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"which rows; by default all: {', '.join(ROWS)}")
    parser.add_argument("--quick", action="store_true", help="10,000 questions, 100,000 answers, fewer pairs")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what is made up here, or take it from here")
    parser.add_argument("--anki", default="", metavar="PYTHON", help="a Python that has the package anki")
    parser.add_argument("--clanki", default="", metavar="PROGRAM", help="the program clanki, compared where anki is too")
    parser.add_argument("--python", default=sys.executable, help="the Python that runs the program")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    chosen = parser.parse_args()
    if unknown := set(chosen.rows) - ROWS.keys():
        parser.error(f"there is no row {', '.join(sorted(unknown))}; there are {', '.join(ROWS)}")
    names = [name for name in ROWS if name in chosen.rows or not chosen.rows]
    with tempfile.TemporaryDirectory() as temporary:
        folder = (chosen.keep or Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        few = {"questions": 10_000, "answers": 100_000, "pairs": 5, "few": 1, "many": 200} if chosen.quick else {}
        run = Run(Data(folder), chosen.python, chosen.anki, chosen.clanki if chosen.anki else "", **few)
        about = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "machine": platform.platform()}
        about |= {"python": platform.python_version(), "questions": run.questions, "answers": run.answers}

        def keep(figures: list[Figure]) -> None:
            if chosen.json:
                chosen.json.write_text(json.dumps(as_data(figures, about), indent=2, ensure_ascii=False) + "\n", "utf-8")

        print("\n".join(table(measured(run, names, keep))))


if __name__ == "__main__":
    main()
