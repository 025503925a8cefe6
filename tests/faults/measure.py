"""Does every fault in full and prints a table; names given choose among them, ``--share 0.1`` does a tenth of each.

python tests/faults/measure.py [--share SHARE] [WORD...]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))


def main() -> int:
    """Measure; return 1 if anything happened that must not."""
    from faults.every import FAULTS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("words", nargs="*")
    given = parser.parse_args()
    failed = False
    for fault in FAULTS:
        if given.words and not any(word.casefold() in fault.name.casefold() for word in given.words):
            continue
        if not fault.possible():
            print(f"{fault.name}: not done, this machine lacks {fault.needs}")
            continue
        before = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="quiz-fault-") as folder:
            result = fault.do(Path(folder), max(1, round(given.share * fault.full)))
        failed = failed or not result.none_bad
        print(f"{fault.name}: {result.runs:,} times in {time.monotonic() - before:.0f} s {'' if result.none_bad else '– FAILED'}")
        for name, number in (*result.bad.items(), *result.measured.items()):
            print(f"    {number:>10}  {name}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
