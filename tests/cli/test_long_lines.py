"""Lines of a megabyte: they are no response, and take no time to speak of."""

from __future__ import annotations

import pytest

MEGABYTE = 1_000_000


@pytest.mark.parametrize("kind", ["choice", "select", "true-false", "short-answer", "number", "cloze", "match", "order"])
@pytest.mark.parametrize("text", ["1 ", "x", "a, "], ids=["numbers", "letters", "commas"])
def test_a_megabyte_is_no_response(talk, kind: str, text: str) -> None:
    said = talk.practise(text * (MEGABYTE // len(text)), ask=[kind])
    assert (talk.study.history(), len(said) < 2_000) == ((), True)


def test_a_megabyte_is_no_name(talk) -> None:
    from quiz.plain.home import Home

    talk(lambda session: Home(session).stay(), "learner " + "x" * MEGABYTE, "q")
    assert [learner.name for learner in talk.study.store.learners()] == ["Ann"]
