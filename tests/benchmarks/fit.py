"""What fitting parameters to a learner's own reviews brings, by how many there are: learners drawn with a seed.

``python tests/benchmarks/fit.py`` prints the table (five to ten minutes for 24 learners of each of six kinds; ``--learners 4`` takes a
sixth of that; ``--json`` gives the figures of each). Their memory is FSRS with other parameters than ours, and of one kind with ours;
they study by our schedule. What was fitted to the first N reviews is held against the true chances of the next 600, which only a
simulation knows; losses are mean log losses against these.

``possible``: by how much the true parameters beat everyone's; ``fitted``: by how much the fitted ones do, without a check;
``helps``: for how many learners; ``adopted``: by how many, after the check with the last fifth; ``right``: for how many of these it
was right; ``gained``: by how much the program with its check beats everyone's parameters, all learners together; ``wrong``: how many
of those whose memory is everyone's adopt parameters of their own; ``off``: how far the predicted chances lie from the true ones with
everyone's parameters, and with the fitted ones.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from multiprocessing import Pool
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.simulated import KINDS, Studied, drawn_learner, histories, study

from progress.fitting import History, Review, compare, predictions, reviews_in, split
from progress.optimizing import optimized
from progress.schedule import DEFAULT, Schedule

SIZES = (100, 200, 400, 1000, 3000)
LATER = 600
COLUMNS = ("reviews", "learners", "possible", "fitted", "helps", "adopted", "right", "gained", "wrong", "off before", "off after")


@dataclass(frozen=True)
class Figures:
    """One learner at so many reviews: true mean log losses, distances from the true chances, and the check's gain and bounds."""

    kind: str
    seed: int
    reviews: int
    default: float
    true: float
    fitted: float
    off_default: float
    off_fitted: float
    gain: float
    least: float
    most: float

    @property
    def adopted(self) -> bool:
        return self.least > 0


def held_against_truth(known: Sequence[History], by: Schedule, later: Sequence[Review], studied: Studied) -> tuple[float, float]:
    """Return the expected mean log loss of later reviews, and how far the predicted chances lie from the true ones."""
    loss = off = 0.0
    for each in predictions(known, by, later):
        true, told = studied.chances[each.question, each.number], min(max(each.chance, 1e-6), 1 - 1e-6)
        loss -= true * math.log(told) + (1 - true) * math.log(1 - told)
        off += abs(true - told)
    return loss / len(later), off / len(later)


def figures(of: tuple[str, int]) -> list[Figures]:
    """Return the figures of one learner at each number of reviews."""
    kind, seed = of
    random = Random(f"{kind} {seed}")
    learner = drawn_learner(kind, random)
    studied = study(learner, max(SIZES) + LATER, random)
    known = list(histories(studied))
    reviews = reviews_in(known)
    found = []
    for size in SIZES:
        first, later = reviews[:size], reviews[size : size + LATER]
        until = {(each.question, each.number) for each in first}
        then = [History(each.question, each.answers[: 1 + _last(each, until)]) for each in known if _last(each, until)]
        fitted = Schedule(optimized(then, split(first)[0]))
        compared = compare(then, DEFAULT, fitted)
        default, off_default = held_against_truth(known, DEFAULT, later, studied)
        after, off_fitted = held_against_truth(known, fitted, later, studied)
        true, _ = held_against_truth(known, learner.memory, later, studied)
        told = (default, true, after, off_default, off_fitted, compared.gain, compared.least, compared.most)
        found.append(Figures(kind, seed, size, *told))
    return found


def _last(history: History, until: set[tuple[str, int]]) -> int:
    return max((number for number in range(len(history.answers)) if (history.question, number) in until), default=0)


def row(of_size: Sequence[Figures]) -> tuple[str, ...]:
    """Return a line of the table."""
    adopted, as_all = [each for each in of_size if each.adopted], [each for each in of_size if each.kind == KINDS[0]]

    def mean(values: Sequence[float]) -> float:
        return sum(values) / len(values) if values else math.nan

    return (
        f"{of_size[0].reviews:,}",
        str(len(of_size)),
        f"{mean([each.default - each.true for each in of_size]):+.4f}",
        f"{mean([each.default - each.fitted for each in of_size]):+.4f}",
        f"{mean([each.fitted < each.default for each in of_size]):.0%}",
        f"{len(adopted) / len(of_size):.0%}",
        f"{mean([each.fitted < each.default for each in adopted]):.0%}",
        f"{sum(each.default - each.fitted for each in adopted) / len(of_size):+.4f}",
        f"{mean([each.adopted for each in as_all]):.0%}",
        f"{mean([each.off_default for each in of_size]):.3f}",
        f"{mean([each.off_fitted for each in of_size]):.3f}",
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=24, help="of each kind")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with Pool(given.processes) as pool:
        found = [one for some in pool.imap(figures, [(kind, seed) for seed in range(given.learners) for kind in KINDS]) for one in some]
    if given.json:
        print(json.dumps([asdict(each) | {"adopted": each.adopted} for each in found], indent=2))
        return
    for kind in ("", *KINDS):
        lines = [COLUMNS] + [row([each for each in found if each.reviews == size and kind in ("", each.kind)]) for size in SIZES]
        widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
        print(f"\n{kind or 'all learners'}")
        print("\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines))


if __name__ == "__main__":
    main()
