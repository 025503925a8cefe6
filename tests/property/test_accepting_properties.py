"""Whatever is accepted in whatever bank: it is right from then on, and the bank says the same of everything else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.kinds import AnyQuestion, Cloze
from questions.mending.accepting import TAKES, CannotAccept, widened
from questions.reading import SHIPPED, read_bank_text
from questions.verdict import Outcome, Response

FILES = sorted(SHIPPED.glob("*.yaml"))
BANKS = {path: read_bank_text(path.read_bytes(), path) for path in FILES}
PLACES = [(path, question) for path, bank in BANKS.items() for question in bank.questions if isinstance(question, TAKES)]
SIGNS = st.text("ab 1:#'\"\\[]{}|,-&*!%@`>?\t\n\xe9\U0001f600", max_size=12)


def response_of(question: AnyQuestion, typed: str) -> Response:
    return [typed, *(blank[0] for blank in question.blanks()[1:])] if isinstance(question, Cloze) else typed


@settings(max_examples=60)
@given(st.sampled_from(PLACES), st.one_of(SIGNS, st.text(max_size=8)))
def test_a_bank_is_widened_by_just_this_or_left(place, typed: str) -> None:
    path, question = place
    response = response_of(question, typed)
    try:
        after = widened(path.read_bytes(), path, question, response)
    except CannotAccept:
        return
    bank, before = read_bank_text(after.content, path), BANKS[path]
    now = {each.id: each for each in bank.questions}
    assert now[question.id].mark(response).outcome is Outcome.RIGHT
    assert now[question.id] == replace(question, **{"prompt" if isinstance(question, Cloze) else "accept": _of(now[question.id])})
    assert [now[each.id] for each in before.questions if each.id != question.id] == [q for q in before.questions if q.id != question.id]
    assert (bank.problems, bank.title, len(bank.questions)) == ((), before.title, len(before.questions))


def _of(question: AnyQuestion) -> object:
    return question.prompt if isinstance(question, Cloze) else question.accept  # type: ignore[union-attr]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_question_of_the_shipped_banks_takes_another_wording(path) -> None:
    places = [question for each, question in PLACES if each == path]
    raw = path.read_bytes()
    added = [widened(raw, path, question, response_of(question, "zebra: 'crossing'")).content for question in places]
    assert [len(content) > len(raw) for content in added] == [True] * len(places)
