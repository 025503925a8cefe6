"""Whatever the question and the response: marking is fair, and refuses by nothing but NotAResponse."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from math import isclose
from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from questions.kinds import AnyQuestion, Choice, Cloze, Distractor, Flashcard, Match, Number, Order, Select, ShortAnswer, TrueFalse
from questions.number_words import read_number
from questions.typed import mark_text, normalise
from questions.verdict import NotAResponse, Outcome, Verdict

# Words short and long, with figures, negations and number words among them, so that the rules of marking meet.
WORDS = [
    "smog", "acid", "rain", "Québec", "not", "no", "a", "the", "an", "treaty", "ratified", "unratified", "International", "Joint", "twenty",
    "seven", "hundred", "million", "1991", "27", "1,500", "0.5", "-40", "A", "and", "II", "U.S.", "e-mail", "über", "%", "国境", "C++", "½",
    "m²", "isn't", "Œuvre", "point",
]  # fmt: skip
words = st.sampled_from(WORDS)
phrases = st.lists(words, min_size=1, max_size=5).map(" ".join)
wordings = (phrases | st.text(max_size=30)).filter(normalise)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip) | phrases


def distinct(minimum: int, maximum: int, of: st.SearchStrategy[str] = texts) -> st.SearchStrategy[list[str]]:
    return st.lists(of, min_size=minimum, max_size=maximum, unique_by=lambda text: " ".join(text.casefold().split()))


def split(options: list[str], at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    cut = 1 + at % (len(options) - 1)
    return tuple(options[:cut]), tuple(options[cut:])


def blanks_in(answers: list[str]) -> str:
    return "In " + ", then ".join("{{" + answer + "}}" for answer in answers) + "."


asked = {"id": "t/q", "prompt": "How many treaties?"}
choices = distinct(2, 5).map(lambda o: Choice(**asked, answer=o[0], distractors=(*o[1:-1], Distractor(text=o[-1], feedback="No."))))
selects = st.builds(split, distinct(2, 6), st.integers(0, 9)).map(lambda o: Select(**asked, answer=o[0], distractors=o[1]))
orders = distinct(2, 6).map(lambda o: Order(**asked, answer=tuple(o)))
matches = distinct(4, 9).map(lambda o: Match(**asked, answer=dict(zip(o[:2], o[2:4], strict=True)), distractors=tuple(o[4:])))
clozes = st.lists(wordings.filter(lambda w: not set("{}|") & set(w)), min_size=1, max_size=4).map(
    lambda o: Cloze(id="t/q", prompt=blanks_in(o))
)
shorts = distinct(1, 3, wordings).map(lambda o: ShortAnswer(**asked, answer=o[0], accept=tuple(o[1:])))
decimals = st.decimals(-(10**9), 10**9, allow_nan=False, places=2)
numbers = st.builds(
    lambda a, t, u: Number(**asked, answer=a, tolerance=abs(t), unit=u), decimals, decimals, st.sampled_from(["", "km", "%"])
)
others = st.sampled_from([TrueFalse(**asked, answer=True), TrueFalse(**asked, answer=False), Flashcard(**asked, answer="A")])
questions: st.SearchStrategy[AnyQuestion] = st.one_of(choices, selects, orders, matches, clozes, shorts, numbers, others)

plain_data = st.recursive(
    st.none() | st.booleans() | texts | st.sampled_from(["", "True", "good", "27", "-1e999", "NaN", "x" * 1_001, "٣"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=6,
)


def assert_fair(verdict: Verdict) -> None:
    assert 0 <= verdict.score <= 1
    assert verdict.rule.endswith((".", "”."))
    expected = {Outcome.RIGHT: verdict.score == 1, Outcome.WRONG: verdict.score == 0}
    assert expected.get(verdict.outcome, 0 < verdict.score < 1)


@settings(max_examples=200)
@given(questions)
def test_the_right_response_is_right(question: AnyQuestion) -> None:
    verdict = question.mark(question.right_response())
    assert (verdict.outcome, verdict.score, all(verdict.parts)) == ("right", 1, True)


@settings(max_examples=200)
@given(questions)
def test_a_question_made_well_has_no_fault(question: AnyQuestion) -> None:
    assert [fault.code for fault in question.faults()] == []


@settings(max_examples=400)
@given(questions, plain_data)
def test_any_plain_data_is_marked_fairly_or_is_no_response(question: AnyQuestion, response: Any) -> None:
    with suppress(NotAResponse):
        assert_fair(question.mark(response))


@settings(max_examples=300)
@given(questions, st.text(max_size=20) | phrases | st.text("123abc,; ", max_size=8))
def test_any_line_stands_for_a_response_that_can_be_marked_or_for_none(question: AnyQuestion, line: str) -> None:
    with suppress(NotAResponse):
        assert_fair(question.mark(question.parse(line, question.options())))


@settings(max_examples=200)
@given(choices | selects | orders | matches, st.randoms(use_true_random=False))
def test_the_text_of_an_option_names_that_option(question: Choice | Select | Order | Match, random: Any) -> None:
    shown = random.sample(question.options(), len(question.options()))
    chosen = random.choice(shown)
    response = question.parse(f" {chosen.swapcase() if chosen.swapcase().casefold() == chosen.casefold() else chosen} ", shown)
    assert chosen in (response.values() if isinstance(response, dict) else [response] if isinstance(response, str) else response or [])


@settings(max_examples=100)
@given(selects, st.randoms(use_true_random=False))
def test_the_order_of_what_is_selected_makes_no_difference(question: Select, random: Any) -> None:
    chosen = random.sample(question.options(), random.randint(1, len(question.options())))
    assert question.mark(random.sample(chosen, len(chosen))) == question.mark(chosen)


@settings(max_examples=100)
@given(selects)
def test_selecting_everything_is_never_right_and_worth_nothing_among_as_many_wrong(question: Select) -> None:
    right, wrong = len(question.answer), len(question.distractors)
    assert question.mark(list(question.options())).score == round(max(0, right - wrong) / right, 4) < 1


@settings(max_examples=100)
@given(selects, st.randoms(use_true_random=False))
def test_one_more_wrong_option_never_helps(question: Select, random: Any) -> None:
    chosen = random.sample(question.answer, random.randint(1, len(question.answer)))
    wrong = random.choice([option for option in question.options() if option not in question.answer])
    assert question.mark([*chosen, wrong]).score < question.mark(chosen).score


@settings(max_examples=100)
@given(orders)
def test_the_reverse_order_is_worth_nothing(question: Order) -> None:
    assert question.mark(list(reversed(question.answer))).outcome == "wrong"


@settings(max_examples=100)
@given(orders, st.integers(0, 5), st.integers(0, 5))
def test_one_item_out_of_place_costs_one_step(question: Order, start: int, end: int) -> None:
    items = list(question.answer)
    start, end = start % len(items), end % len(items)
    assume(start != end)
    items.insert(end, items.pop(start))
    assert isclose(question.mark(items).score, (len(items) - 2) / (len(items) - 1), abs_tol=0.0001)


@settings(max_examples=100)
@given(matches, st.randoms(use_true_random=False))
def test_a_match_is_worth_the_share_of_its_pairs(question: Match, random: Any) -> None:
    response = {left: random.choice(question.options()) for left in question.lefts()}
    right = sum(response[left] == question.answer[left] for left in question.lefts())
    assert question.mark(response).score == round(right / len(question.lefts()), 4)


@settings(max_examples=150)
@given(clozes, st.data())
def test_a_cloze_is_worth_the_mean_of_its_blanks(question: Cloze, data: st.DataObject) -> None:
    given_parts = [data.draw(st.sampled_from([blank[0], "nothing of the sort"])) for blank in question.blanks()]
    each = [mark_text(part, blank).score for part, blank in zip(given_parts, question.blanks(), strict=True)]
    assert isclose(question.mark(given_parts).score, sum(each) / len(each), abs_tol=0.0001)


# Typed texts


@settings(max_examples=500)
@given(phrases | st.text(max_size=40) | st.text("0123456789 .,-+%'²½ⅩΣßİé́ai&#", max_size=15))
@example("one 234")
@example("1 2 million")
@example("_+")
@example("İstanbul ŉ ǰ ΐ")
def test_to_normalise_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@settings(max_examples=300)
@given(st.lists(words, min_size=1, max_size=5), st.integers(0, 5), st.sampled_from(["not", "Not", "never", "no"]))
def test_a_negation_more_never_passes(answer: list[str], place: int, negation: str) -> None:
    negated = [*answer[:place], negation, *answer[place:]]
    assert mark_text(" ".join(negated), [" ".join(answer)]).outcome == "wrong"
    assert mark_text(" ".join(answer), [" ".join(negated)]).outcome == "wrong"


@settings(max_examples=200)
@given(
    st.text(st.characters(codec="latin-1", categories=["L", "Zs"]), min_size=1, max_size=20).filter(normalise),
    st.sampled_from(["upper", "lower", "title"]),
)
def test_case_makes_no_difference(text: str, case: str) -> None:
    assert mark_text(getattr(text, case)(), [text]).outcome == "right"


@settings(max_examples=200)
@given(st.text("aeiounycz rs", min_size=1, max_size=20).filter(normalise), st.sampled_from("\u0300\u0301\u0302\u0308\u0327\u030a"))
def test_accents_make_no_difference(text: str, accent: str) -> None:
    accented = text.replace("e", "e" + accent).replace("c", "c" + accent)
    assert (mark_text(accented, [text]).outcome, mark_text(text, [accented]).outcome) == ("right", "right")


@settings(max_examples=200)
@given(wordings, wordings)
def test_a_typed_text_and_its_answer_may_change_places(one: str, other: str) -> None:
    assert mark_text(one, [other]).score == mark_text(other, [one]).score


@settings(max_examples=200)
@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_another_whole_number_never_passes(one: int, other: int) -> None:
    assume(one != other)
    assert mark_text(f"in {one:,}", [f"in {other}"]).outcome == "wrong"


# Numbers


ONES = [
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelt(number: int) -> str:
    """A number below a thousand million in words, said another way than the program reads it."""
    if number >= 1_000_000:
        return f"{spelt(number // 1_000_000)} million {spelt(number % 1_000_000)}".strip()
    if number >= 1_000:
        return f"{spelt(number // 1_000)} thousand {spelt(number % 1_000)}".strip()
    if number >= 100:
        return f"{spelt(number // 100)} hundred" + (f" and {spelt(number % 100)}" if number % 100 else "")
    return ONES[number] if number < 20 else "-".join(filter(None, [TENS[number // 10], ONES[number % 10]]))


@settings(max_examples=300)
@given(st.integers(1, 999_999_999))
def test_a_number_in_words_is_the_number_in_digits(number: int) -> None:
    assert (read_number(spelt(number)), normalise(spelt(number))) == ((Decimal(number), ""), str(number))


@settings(max_examples=200)
@given(decimals, st.sampled_from([",", " ", "\u202f", "'"]))
def test_a_number_is_read_however_its_thousands_are_set_apart(number: Decimal, separator: str) -> None:
    assert read_number(f"{number:,f}".replace(",", separator)) == (number, "")


@settings(max_examples=200)
@given(decimals, decimals.map(abs), decimals)
def test_a_number_is_right_within_its_tolerance_and_wrong_beyond(answer: Decimal, tolerance: Decimal, off: Decimal) -> None:
    question = Number(id="t/q", prompt="P", answer=answer, tolerance=tolerance)
    assert (question.mark(f"{answer + off:f}").score == 1) == (abs(off) <= tolerance)


@settings(max_examples=200)
@given(st.text(max_size=30) | st.text("0123456789 .,-$%kmaboutn", max_size=12))
def test_any_text_is_read_as_a_finite_number_or_refused(text: str) -> None:
    with suppress(NotAResponse):
        value, rest = read_number(text)
        assert (value.is_finite(), rest) == (True, rest.strip())


def test_the_words_of_these_tests_say_the_numbers_they_should() -> None:
    assert [spelt(number) for number in (27, 105, 2_000_013)] == ["twenty-seven", "one hundred and five", "two million thirteen"]
