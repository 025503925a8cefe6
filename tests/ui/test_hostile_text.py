"""Text from a bank or a learner is shown letter for letter, whatever it looks like, and a click on it does nothing."""

from __future__ import annotations

import json

import pytest

from progress.errors import NotSaved
from questions.reading import read_library

HOSTILE = "[/b] [@click=app.quit]x[/] a[0] [link=x]"
_COMMON = {"prompt": f"P {HOSTILE}", "hint": f"H {HOSTILE}", "explanation": f"E {HOSTILE}", "section": f"S {HOSTILE}"}
_OPTIONS = [f"{letter} {HOSTILE}" for letter in "abcd"]
KINDS = {
    "choice": {"answer": _OPTIONS[0], "distractors": [{"text": text, "feedback": f"F {HOSTILE}"} for text in _OPTIONS[1:]]},
    "select": {"answer": _OPTIONS[:2], "distractors": _OPTIONS[2:]},
    "true-false": {"answer": "true"},
    "short-answer": {"answer": HOSTILE},
    "number": {"answer": 4, "unit": f"U {HOSTILE}"},
    "cloze": {"prompt": f"P {HOSTILE} {{{{x[0]}}}}"},
    "match": {"answer": {f"{letter} {HOSTILE}": f"{letter.upper()} {HOSTILE}" for letter in "pq"}, "distractors": [f"R {HOSTILE}"]},
    "order": {"answer": _OPTIONS},
    "flashcard": {"answer": f"A {HOSTILE}"},
}
SIZE = (140, 50)


@pytest.fixture
def desk(desk, tmp_path):
    """Where Ann, who has a name like that too, sits before a bank full of it."""
    questions = [{"id": kind, "kind": kind, **_COMMON, **fields} for kind, fields in KINDS.items()]
    source = {"title": f"T {HOSTILE}", "publisher": f"B {HOSTILE}"}
    bank = {"topic": f"Topic {HOSTILE}", "id": "hostile", "about": HOSTILE, "source": source, "questions": questions}
    (tmp_path / "hostile.yaml").write_text(json.dumps(bank))
    desk.library = read_library([tmp_path / "hostile.yaml"])
    assert not desk.library.problems
    desk.name = HOSTILE
    return desk


def is_inert(ann):
    """Whether nothing on the screen is a link or does something by markup."""
    strips = ann.app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style is not None]
    return not any(style.link or "@click" in (style.meta or {}) for style in styles)


async def looked_at(ann):
    """Click on an x that would quit, and return what stands on the screen."""
    assert is_inert(ann)
    page = ann.page
    for y, line in enumerate(page.splitlines()):
        if HOSTILE in line:
            await ann.pilot.click(offset=(line.index(HOSTILE) + HOSTILE.index("x[/]"), y))
            break
    await ann.settle()
    assert ann.app.return_value is None
    return unwrapped(page)


def unwrapped(page):
    """Return what stands on the screen without its frames and line ends."""
    return " ".join(page.translate(dict.fromkeys(map(ord, "█│▊▎"), " ")).split())


ANSWERS = {
    "choice": ["1"],
    "select": ["1", "3", "enter"],
    "true-false": ["2"],
    "short-answer": ["left_square_bracket", "b", "enter"],
    "number": ["left_square_bracket", "enter", "backspace", "5", "enter"],
    "cloze": ["left_square_bracket", "enter"],
    "match": ["2", "1", "enter"],
    "order": ["4", "3", "2", "1", "enter"],
    "flashcard": ["space", "1"],
}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_question_and_its_feedback_show_it(desk, kind):
    async with desk.open(desk.asking(f"hostile/{kind}"), SIZE) as ann:
        await ann.press("f2")
        asked = await looked_at(ann)
        shown = [f"P {HOSTILE}", f"H {HOSTILE}", f"Topic {HOSTILE}", *desk.library.by_id[f"hostile/{kind}"].options()]
        assert [text for text in shown if text not in asked] == []
    async with desk.open(desk.asking(f"hostile/{kind}"), SIZE) as ann:
        await ann.press(*ANSWERS[kind])
        told = await looked_at(ann)
        assert [text for text in (f"E {HOSTILE}", f"S {HOSTILE}", f"T {HOSTILE}", f"B {HOSTILE}") if text not in told] == []


async def test_results_history_and_every_past_answer_show_it(desk):
    async with desk.open(lambda study: study.review(topics=["hostile"], seed=1), SIZE) as ann:
        for keys in ANSWERS.values():
            await ann.press(*keys, "enter")
        await ann.press("escape")
        pages = [await looked_at(ann)]
        await ann.press("o")
        for _ in KINDS:
            pages.append(await looked_at(ann))
            await ann.press("down")
        await ann.press("escape", "escape", "h")
        pages.append(await looked_at(ann))
        assert [HOSTILE in page for page in pages] == [True] * len(pages)


async def test_home_and_the_dialogs_show_it(desk):
    async with desk.open(size=SIZE) as ann:
        pages = [await looked_at(ann)]
        for key in ("p", "e", "l"):
            await ann.press(key)
            pages.append(unwrapped(ann.page))
            assert is_inert(ann)
            await ann.press("escape")
        assert [HOSTILE in page for page in pages] == [True] * 4


async def test_browse_and_each_card_show_it(desk):
    async with desk.open(size=SIZE) as ann:
        await ann.press("b")
        assert (HOSTILE in ann.page, is_inert(ann)) == (True, True)
        for number in range(len(KINDS)):
            await ann.press("enter")
            page = await looked_at(ann)
            assert [text for text in (f"P {HOSTILE}", f"E {HOSTILE}") if text not in page] == []
            await ann.press("escape", *(["down"] if number + 1 < len(KINDS) else []))


async def test_an_exam_shows_it(desk):
    async with desk.open(lambda study: study.exam(count=2, seed=3), SIZE) as ann:
        page = await looked_at(ann)
        await ann.press("f8")
        assert (f"P {HOSTILE}" in page, is_inert(ann)) == (True, True)


async def test_what_the_record_says_shows_it(desk, monkeypatch):
    def fail(*_args, **_named):
        raise NotSaved(HOSTILE)

    async with desk.open(desk.asking("hostile/choice"), SIZE) as ann:
        monkeypatch.setattr(ann.app.study.store, "mark_question", fail)
        monkeypatch.setattr(ann.app.study.store, "record_answer", fail)
        await ann.press("f", "1")
        page = await looked_at(ann)
        await ann.press("escape")
        assert (ann.toasts, f"Not saved yet. {HOSTILE}" in page, ann.sees(".heading")[: len(HOSTILE)], is_inert(ann)) == (
            [HOSTILE],
            True,
            HOSTILE,
            True,
        )


async def test_what_is_typed_into_the_search_shows_it(desk):
    async with desk.open(size=SIZE) as ann:
        await ann.press("b", "slash")
        ann.app.screen.query_one("#search").value = HOSTILE
        await ann.settle()
        assert (ann.sees("#count"), is_inert(ann)) == ("9 questions", True)
