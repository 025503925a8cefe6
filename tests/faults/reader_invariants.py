"""What holds of the reading of any bytes whatever: for the fuzzer, and for the bytes that it found worth keeping."""

from __future__ import annotations

import contextlib
import unicodedata
from pathlib import Path

from questions.bank import Bank
from questions.guard import LINE_END
from questions.kinds import AnyQuestion
from questions.problems import as_text
from questions.reading import read_bank_text
from questions.verdict import NotAResponse, Response
from questions.wording import from_json, to_json
from quiz.display import clean

TYPED = ("A", "", "1", "1 2", "-5", "good", "\x1b[31m", "۹ million")
RESPONSES: tuple[Response, ...] = (*TYPED, True, [], ["A"], ["", ""], {}, {"A": "B"}, None)


def check_reading(raw: bytes) -> Bank:
    """Read bytes as a bank and assert what must hold; return the bank."""
    bank = read_bank_text(raw, Path("bank.yaml"))
    assert bank == read_bank_text(raw, Path("bank.yaml")), "read twice, it is another bank"
    assert bank.problems or bank.questions, "a bank without questions has no problem"
    lines = [*LINE_END.split(raw.decode("utf-8-sig", "replace")), ""]
    for problem in bank.problems:
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
        assert len(problem.message + problem.advice) < 500, "a message is longer than two sentences"
    printed = clean(as_text(bank.problems))
    assert not any(character != "\n" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in printed)
    for question in bank.questions:
        check_question(question)
    return bank


def check_question(question: AnyQuestion) -> None:
    """Assert that a question comes back from its record, that what is right is right, and that any response can be marked."""
    assert from_json(to_json(question)) == question
    assert question.mark(question.right_response()).score == 1
    for response in RESPONSES:
        with contextlib.suppress(NotAResponse):
            question.mark(response)
        if isinstance(response, str):
            with contextlib.suppress(NotAResponse):
                question.mark(question.parse(response, question.options()))
    assert question.how()
    assert question.answer_text()
