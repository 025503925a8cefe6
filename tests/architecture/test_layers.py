"""The house as it is drawn: its rooms, the arrows between them, the names of its modules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = {"questions", "progress", "quiz", "tests"}
PAPERS = {"pyproject.toml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"}
LEFT_BY_TOOLS = {"build", "dist", "snapshot_report.html"}


def test_the_arrows_between_the_rooms_point_one_way() -> None:
    look = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    ran = subprocess.run(look, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_the_top_level_holds_what_is_named_and_no_more() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and not path.name.endswith(".egg-info")}
    assert found - LEFT_BY_TOOLS == ROOMS | PAPERS


def test_no_module_of_the_program_has_the_name_of_one_of_python() -> None:
    modules = [path for path in (ROOT / "quiz").rglob("*.py") if path.stem not in ("__init__", "__main__")]
    assert [path for path in modules if path.stem in sys.stdlib_module_names] == []
