"""Makes .github/home.svg, the picture in the README: the home screen after two weeks of study with the shipped banks.

Run it as ``python tests/ui/picture.py`` whenever the home screen looks otherwise.
"""

from __future__ import annotations

import asyncio
import html
import re
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from conftest import Desk, settle  # type: ignore[import-not-found]

from progress.rating import Rating
from questions.reading import SHIPPED, read_library
from quiz.places import Places

PICTURE = Path(__file__).parents[2] / ".github" / "home.svg"
DAYS, ANSWERS_A_DAY, NEW_A_DAY = 13, 24, 9


def study(desk: Desk) -> None:
    """Let Ann study day by day until yesterday; she knows four answers of five."""
    study, random = desk.study(), Random(11)
    for day in range(DAYS):
        desk.clock.put_forward = timedelta(days=day - DAYS)
        sitting = study.review(new=NEW_A_DAY, seed=day)
        while sitting is not None and sitting.asked is not None and len(sitting.given) < ANSWERS_A_DAY:
            question = study.question(sitting)
            knows = random.random() < 0.8
            response = question.right_response() if knows else None
            sitting, feedback = study.answer(sitting, question, response, took=9_000, hinted=False, usual=None)
            if knows and random.random() < 0.2:
                sitting, _ = study.rerate(sitting, feedback, Rating.EASY)
            desk.clock.advance(seconds=15)
            sitting = study.next(sitting)
    desk.clock.put_forward = timedelta()
    study.close()


def self_contained(svg: str) -> str:
    """Place each text by its first letter, since some programs leave out the blanks before it; and name no font elsewhere."""

    def placed(found: re.Match[str]) -> str:
        before, x, between, length, after, text = found.groups()
        characters = html.unescape(text)
        column = float(length) / len(characters)
        kept = characters.strip("\xa0")
        if not kept:
            return ""
        start = float(x) + characters.index(kept) * column
        shown = html.escape(kept, quote=False).replace("\xa0", "&#160;")
        return f"{before}{start:.1f}{between}{len(kept) * column:.1f}{after}{shown}</text>"

    svg = re.sub(r"@font-face {.*?}\s*", "", svg, flags=re.DOTALL)  # no picture should fetch anything
    return re.sub(r'(<text class="[^"]*" x=")([\d.]+)(" y="[\d.]+" textLength=")([\d.]+)("[^>]*>)([^<]*)</text>', placed, svg)


async def take() -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Places(Path(folder)), read_library([SHIPPED]))
        study(desk)
        app = desk.app()
        async with app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            PICTURE.write_text(self_contained(app.export_screenshot(title="quiz")), "utf-8")
        desk.close()


if __name__ == "__main__":
    asyncio.run(take())
