"""Any text that a bank or a record may hold is shown letter for letter by every widget that shows such text."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from textual.widgets import DataTable, OptionList, Static

from quiz.display import clean
from quiz.screens.card import CardScreen
from quiz.widgets.sheet import Sheet

TEXTS = 3
PIECES = (
    "[/b]", "[@click=app.quit]x[/]", "a[0]", "\\[", "$primary", "{{x", "\x1b[31m", "\x1b]8;;http://x\x07", "\u202eabc", "\u2066x", "\u200b",
    "👩\u200d👩\u200d👧", "\u200d", "\ufeff", "🇨🇦", "e\u0301", "Å", "漢字", "ｗｉｄｅ", "ﷺ", "ß", "İ", "\t", "x" * 90, "a b",
    "&lt;", "%s", "\x07",
)  # fmt: skip


def any_text(chance: random.Random) -> str:
    """Return what looks like markup, escapes, other scripts, and characters from anywhere in Unicode."""
    anywhere = (chr(chance.choice((chance.randrange(0x20, 0x3000), chance.randrange(0x3000, 0x20000)))) for _ in range(6))
    pieces = [*chance.choices(PIECES, k=5), *(c for c in anywhere if not "\ud800" <= c <= "\udfff")]
    chance.shuffle(pieces)
    return "A" + "".join(pieces) + "Z"


def alike(text: str) -> str:
    """Return clean text with all white space alike: how far a tab goes depends on what stands before it."""
    return " ".join(clean(text).split())


def texts_on(screen) -> str:
    """Return all that the widgets of a screen hold, one text after the other."""
    held = [getattr(widget.content, "plain", str(widget.content)) for widget in screen.query(Static)]
    for options in screen.query(OptionList):
        held += [getattr(option.prompt, "plain", str(option.prompt)) for option in options.options]
    for table in screen.query(DataTable):
        held += [cell.plain for row in table.rows for cell in table.get_row(row)]
    return "\n".join(held)


async def not_shown(desk, texts: int, seed: int) -> list[str]:
    """Show so many texts by every kind of control, with hint, explanation and section; return those that are not as they were."""
    chance, faults = random.Random(seed), []
    first = {question.kind: question for question in desk.library}
    async with desk.open(desk.asking("lakes/american"), size=(120, 60)) as ann:
        await ann.press("f3")
        feedback, now = ann.app.screen.page.feedback, desk.clock()
        for _ in range(texts):
            for kind, question in first.items():
                text, option = any_text(chance), any_text(chance)
                changed = replace(question, hint=text, explanation=text, section=option)
                changed = changed if kind == "cloze" else replace(changed, prompt=text)
                shown = tuple(f"{option}{number}" for number, _ in enumerate(question.options()))
                sheet = ann.app.screen.query_one(Sheet)
                await sheet.ask(changed, shown)
                sheet.hint(changed.hint)
                sheet.query_one("FeedbackPanel").show(replace(feedback, question=changed, response=None), now)
                await ann.pilot.pause()
                held = alike(texts_on(ann.app.screen))
                wanted = [text] if kind == "cloze" else [text, *(shown if kind in ("choice", "select", "order") else ())]
                faults += [f"{kind}: {each!r}" for each in wanted if alike(each) not in held]
                faults += [f"{kind}: section {option!r}"] if alike(option) not in held else []
        ann.app.push_screen(CardScreen(replace(first["choice"], prompt=text, hint=option)))
        await ann.settle()
        faults += [f"card: {each!r}" for each in (text, option) if alike(each) not in alike(texts_on(ann.app.screen))]
    return faults


@pytest.mark.parametrize("seed", [1])
async def test_every_text_is_shown_letter_for_letter(desk, seed):
    assert await not_shown(desk, TEXTS, seed) == []
