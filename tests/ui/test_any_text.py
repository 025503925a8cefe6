"""Any text that a bank or a record may hold is shown letter for letter by every widget that shows such text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.widgets import DataTable, OptionList, Static

from quiz.display import clean
from quiz.screens.card import CardScreen
from quiz.widgets.feedback import FeedbackPanel
from quiz.widgets.rows import Row
from quiz.widgets.sheet import Sheet

PIECES = (
    "[/b]", "[@click=app.quit]x[/]", "a[0]", "\\[", "$primary", "{{x", "\x1b[31m", "\x1b]8;;http://x\x07", "\u202eabc", "\u2066x", "\u200b",
    "👩\u200d👩\u200d👧", "\u200d", "\ufeff", "🇨🇦", "e\u0301", "Å", "漢字", "ｗｉｄｅ", "ﷺ", "ß", "İ", "\t", "x" * 90, "a b",
    "&lt;", "%s", "\x07",
)  # fmt: skip


ANY_TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.characters(exclude_categories=["Cs"])), max_size=12).map(
    lambda pieces: f"A{''.join(pieces)}Z"
)
"""What looks like markup, escapes, other scripts, and characters from anywhere in Unicode."""
KINDS = 9
WIDE = 10_000
"""Cells within which none of these texts is broken."""


def alike(text: str) -> str:
    """Return clean text with all white space alike: how far a tab goes depends on what stands before it."""
    return " ".join(clean(text).split())


def texts_on(screen) -> str:
    """Return all that the widgets of a screen hold, one text after the other."""
    held = [getattr(widget.content, "plain", str(widget.content)) for widget in screen.query(Static)]
    held += [line.plain for row in screen.query(Row) for line in row.lines(WIDE)]
    held += [part.plain for panel in screen.query(FeedbackPanel) for part in panel.told.values()]
    for options in screen.query(OptionList):
        held += [getattr(option.prompt, "plain", str(option.prompt)) for option in options.options]
    for table in screen.query(DataTable):
        held += [cell.plain for row in table.rows for cell in table.get_row(row)]
    return "\n".join(held)


async def not_shown(desk, pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Show pairs of texts by every kind of control, with hint, explanation and section; return those that are not as they were."""
    faults: list[str] = []
    first = {question.kind: question for question in desk.library}
    async with desk.open(desk.asking("lakes/american"), size=(120, 60)) as ann:
        await ann.press("f3")
        feedback, now = ann.app.screen.page.feedback, desk.clock()
        for (text, option), (kind, question) in zip(pairs, cycle(first.items()), strict=False):
            changed = replace(question, hint=text, explanation=text, section=option)
            changed = changed if kind == "cloze" else replace(changed, prompt=text)
            shown = tuple(f"{option}{number}" for number, _ in enumerate(question.options()))
            sheet = ann.app.screen.query_one(Sheet)
            await sheet.ask(changed, shown)
            sheet.hint(changed.hint)
            sheet.query_one(FeedbackPanel).show(feedback._replace(question=changed, response=None), now)
            await ann.pilot.pause()
            held = alike(texts_on(ann.app.screen))
            wanted = [text] if kind == "cloze" else [text, *(shown if kind in ("choice", "select", "order") else ())]
            faults += [f"{kind}: {each!r}" for each in wanted if alike(each) not in held]
            faults += [f"{kind}: section {option!r}"] if alike(option) not in held else []
        ann.app.push_screen(CardScreen(replace(first["choice"], prompt=text, hint=option)))
        await ann.settle()
        faults += [f"card: {each!r}" for each in (text, option) if alike(each) not in alike(texts_on(ann.app.screen))]
    return faults


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(pairs=st.lists(st.tuples(ANY_TEXT, ANY_TEXT), min_size=KINDS, max_size=2 * KINDS))
async def test_every_text_is_shown_letter_for_letter(desk, pairs):
    assert await not_shown(desk, pairs) == []
