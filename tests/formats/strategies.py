"""Questions of all nine kinds with hostile text, such as ``quiz check`` takes."""

from __future__ import annotations

import string
import unicodedata
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from questions.bank import Bank
from questions.guard import FORBIDDEN
from questions.kinds import (
    AnyQuestion,
    Choice,
    Cloze,
    Distractor,
    Flashcard,
    Match,
    Number,
    Order,
    Select,
    ShortAnswer,
    Source,
    TrueFalse,
)
from questions.typed import typed_fault

# What YAML, GIFT, XML, CSV or a cloze would take for something of its own.
_PIECES = [
    "no", "012", "1:30", "1.10", "~", "null", "true", "2020-07-01", "<<", "- x", "-1", "-", "? ", ": ", ":", " #", "#", "'", '"', "\\",
    "\\n", "\n", "\n\n", " ", "  ", "\t", "\r", "\r\n", "{", "}", "{{", "=", "->", "%50%", "%", "~=", "::", "//", "/", "[html]", "[",
    "]", "&amp;", "<b>", "</b>", "<br>", "<", ">", "&", "]]>", "A. ", "ANSWER: A", "ANSWER:", "B) ", ",", ";", "|", "$CATEGORY: x", "$",
    "é", "日本", "😀", "\u00a0", "\u3000", "fog", "a long word or two that make the text run over the end of a line", "****", "####", "T",
    "FALSE", "1..2", "---", "...", "%TAG", "@", "`", "*a", "&a", "!t", "|-", ">-", "_____", " " * 600, "e\u0301",
]  # fmt: skip


def _is_text(text: str) -> bool:
    return bool(text.strip()) and not FORBIDDEN.search(text)


any_text = (
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join)
    | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
).filter(_is_text)
plain_text = st.text(string.ascii_letters + string.digits + " é日", min_size=1, max_size=30).map(str.strip).filter(bool)


def asked(text: st.SearchStrategy[str]) -> st.SearchStrategy[AnyQuestion]:
    """Return questions of all kinds whose texts are such."""
    return st.one_of(*(strategy(text) for strategy in STRATEGIES.values()))


def _common(text: st.SearchStrategy[str]) -> dict[str, st.SearchStrategy[object]]:
    perhaps = st.just("") | text
    source = st.none() | st.builds(Source, title=text, publisher=text, url=st.just("") | text)
    earlier = st.lists(st.from_regex(r"[a-z]{2,5}-[0-9]", fullmatch=True), max_size=1).map(tuple)
    return {
        "id": st.just("t/q"),
        "prompt": text,
        "hint": perhaps,
        "explanation": perhaps,
        "section": perhaps,
        "source": source,
        "was": earlier,
    }


def _distinct(text: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(text, min_size=least, max_size=most, unique_by=_folded)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _with_feedback(text: st.SearchStrategy[str], wrong: list[str]) -> st.SearchStrategy[tuple[str | Distractor, ...]]:
    each = [st.just(option) | st.builds(Distractor, text=st.just(option), feedback=text) for option in wrong]
    return st.tuples(*each)


def choices(text: st.SearchStrategy[str]) -> st.SearchStrategy[AnyQuestion]:
    return _distinct(text, 2, 5).flatmap(
        lambda o: st.builds(Choice, answer=st.just(o[0]), distractors=_with_feedback(text, o[1:]), **_common(text))
    )


def selects(text: st.SearchStrategy[str]) -> st.SearchStrategy[AnyQuestion]:
    return _distinct(text, 3, 6).flatmap(
        lambda o: st.builds(Select, answer=st.just(tuple(o[:2])), distractors=_with_feedback(text, o[2:]), **_common(text))
    )


def _typed(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return text.filter(lambda each: typed_fault(each) is None)


def short_answers(text: st.SearchStrategy[str]) -> st.SearchStrategy[AnyQuestion]:
    return _distinct(_typed(text), 1, 4).flatmap(
        lambda o: st.builds(ShortAnswer, answer=st.just(o[0]), accept=st.just(tuple(o[1:])), **_common(text))
    )


def numbers(text: st.SearchStrategy[str]) -> st.SearchStrategy[AnyQuestion]:
    value = st.decimals(-(10**9), 10**9, allow_nan=False, places=4).map(Decimal.normalize) | st.integers(-9, 99).map(Decimal)
    unit = st.just("") | st.sampled_from(["km", "%", "°C", "no", "# of ships"])
    return st.builds(Number, answer=value, tolerance=st.just(Decimal(0)) | value.map(abs), unit=unit, **_common(text))


def clozes(text: st.SearchStrategy[str]) -> st.SearchStrategy[AnyQuestion]:
    outside = text.filter(lambda each: "{" not in each and "}" not in each)
    word = _typed(text.filter(lambda each: not set("{}|") & set(each)).map(str.strip))
    blank = st.lists(word, min_size=1, max_size=3, unique=True).map(lambda each: "{{" + "|".join(each) + "}}")
    parts = st.lists(st.tuples(outside, blank), min_size=1, max_size=3).map(lambda each: "".join(a + b for a, b in each))
    return st.builds(lambda prompt, **rest: Cloze(**{**rest, "prompt": prompt}), prompt=parts, **_without(_common(text), "prompt"))


def _without(strategies: dict[str, st.SearchStrategy[object]], name: str) -> dict[str, st.SearchStrategy[object]]:
    return {key: value for key, value in strategies.items() if key != name}


def matches(text: st.SearchStrategy[str]) -> st.SearchStrategy[AnyQuestion]:
    fits = text.filter(lambda each: len(each) <= 200)
    return _distinct(fits, 4, 8).flatmap(
        lambda o: st.builds(
            Match,
            answer=st.just(dict(zip(o[:2], o[2:4], strict=True))),
            distractors=st.just(tuple(o[4:])),
            **_common(text),
        )
    )


def orders(text: st.SearchStrategy[str]) -> st.SearchStrategy[AnyQuestion]:
    return _distinct(text, 2, 5).flatmap(lambda o: st.builds(Order, answer=st.just(tuple(o)), **_common(text)))


def true_falses(text: st.SearchStrategy[str]) -> st.SearchStrategy[AnyQuestion]:
    return st.builds(TrueFalse, answer=st.booleans(), **_common(text))


def flashcards(text: st.SearchStrategy[str]) -> st.SearchStrategy[AnyQuestion]:
    return st.builds(Flashcard, answer=text, **_common(text))


STRATEGIES = {
    "flashcard": flashcards,
    "choice": choices,
    "select": selects,
    "true-false": true_falses,
    "short-answer": short_answers,
    "number": numbers,
    "cloze": clozes,
    "match": matches,
    "order": orders,
}


@st.composite
def banks(draw: st.DrawFn, text: st.SearchStrategy[str] = any_text) -> Bank:
    """Return banks whose questions have ids of their own; where the bank has a source, each question has one."""
    source = draw(st.none() | st.builds(Source, title=text, publisher=text, url=st.just("") | text))
    questions = draw(st.lists(asked(text), min_size=1, max_size=4))
    named = [
        replace(each, id=f"t/q-{number}", source=each.source or source, was=tuple(f"{was}-{number}" for was in each.was))
        for number, each in enumerate(questions, 1)
    ]
    about, position = draw(st.just("") | text), draw(st.none() | st.integers(1, 99))
    return Bank(topic="t", title=draw(text), path=Path("t.yaml"), about=about, position=position, source=source, questions=tuple(named))
