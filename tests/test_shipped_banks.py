"""The twelve banks that come with the program: whole, varied, fair and sourced."""

from __future__ import annotations

from collections import Counter
from statistics import mean

import pytest

from questions.bank import Bank
from questions.kinds import KINDS, AnyQuestion, Choice, Cloze, Number, Order
from questions.kinds.choice import distractor_texts
from questions.problems import as_text
from questions.reading import SHIPPED, read_library

LIBRARY = read_library([SHIPPED])

each_bank = pytest.mark.parametrize("bank", LIBRARY.banks, ids=lambda bank: bank.topic)
each_question = pytest.mark.parametrize("question", LIBRARY, ids=lambda question: question.id)


def test_there_are_twelve_banks_without_a_problem() -> None:
    assert (as_text(LIBRARY.problems), len(LIBRARY.banks)) == ("", 12)


def test_there_are_two_hundred_questions_or_more() -> None:
    assert len(LIBRARY) >= 200


def test_each_kind_is_used_six_times_or_more() -> None:
    used = Counter(question.kind for question in LIBRARY)
    assert {kind: used[kind] for kind in KINDS if used[kind] < 6} == {}


def test_no_prompt_is_asked_twice() -> None:
    prompts = Counter(question.prompt.casefold() for question in LIBRARY)
    assert [prompt for prompt, times in prompts.items() if times > 1] == []


def test_topics_stand_in_an_order_of_their_own() -> None:
    assert [bank.position for bank in LIBRARY.banks] == list(range(1, 13))


@each_bank
def test_a_bank_has_fourteen_questions_or_more(bank: Bank) -> None:
    assert len(bank.questions) >= 14


@each_bank
def test_a_bank_mixes_four_kinds_or_more(bank: Bank) -> None:
    assert len({question.kind for question in bank.questions}) >= 4


@each_bank
def test_a_bank_says_what_it_is_about_and_where_its_facts_are_from(bank: Bank) -> None:
    assert bank.about
    assert bank.source is not None


@each_bank
def test_the_right_option_is_not_the_longest_on_average(bank: Bank) -> None:
    ratios = [len(q.answer) / mean(map(len, distractor_texts(q.distractors))) for q in bank.questions if isinstance(q, Choice)]
    assert mean(ratios) <= 1


@each_bank
def test_true_and_false_are_both_right_now_and_then(bank: Bank) -> None:
    answers = Counter(question.answer_text() for question in bank.questions if question.kind == "true-false")
    assert abs(answers["True"] - answers["False"]) <= 2


@each_question
def test_a_question_explains_itself_and_names_its_section_and_source(question: AnyQuestion) -> None:
    assert question.explanation
    assert question.section
    assert question.source is not None
    assert question.source.title
    assert question.source.publisher


@each_question
def test_the_right_response_is_marked_right(question: AnyQuestion) -> None:
    assert (question.mark(question.right_response()).outcome, question.mark(question.right_response()).score) == ("right", 1)


@each_question
def test_the_right_response_can_be_typed(question: AnyQuestion) -> None:
    if question.kind == "flashcard":
        typed = "good"
    elif isinstance(question, Cloze):
        typed = "; ".join(blank[0] for blank in question.blanks())
    elif question.options():
        right = question.right_response()
        wanted = right if isinstance(right, list) else list(right.values()) if isinstance(right, dict) else [right]
        typed = " ".join(str(question.options().index(str(option)) + 1) for option in wanted)
    else:
        typed = str(question.right_response())
    assert question.mark(question.parse(typed, question.options())).score == 1


@each_question
def test_a_hint_does_not_give_the_answer_away(question: AnyQuestion) -> None:
    if isinstance(question, Number | Cloze):
        answers = [str(question.answer)] if isinstance(question, Number) else [blank[0] for blank in question.blanks()]
    else:
        answers = [] if isinstance(question, Order) else [question.answer_text()]
    assert [answer for answer in answers if len(answer) > 3 and answer.casefold() in question.hint.casefold().split()] == []


@each_question
def test_a_question_fits_a_screen_of_eighty_by_twenty_four(question: AnyQuestion) -> None:
    assert len(question.prompt) <= 240
    assert len(question.explanation) <= 420
    assert max(map(len, question.options()), default=0) <= 110
    assert len(question.options()) <= 8
