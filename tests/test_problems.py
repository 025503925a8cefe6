"""What a teacher is told: every mistake, where it is, in plain words, and what to write instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from questions.bank import Bank
from questions.problems import Problem, as_text, nearest, short_path, visible
from questions.reading import read_bank_text

HEAD = "topic: T\nquestions:\n"
GOOD = "  - {id: good, kind: true-false, prompt: P, answer: true}\n"


def read(text: str) -> Bank:
    return read_bank_text(text.encode(), Path("bank.yaml"))


def places(bank: Bank) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.code) for problem in bank.problems]


def question(kind: str, lines: str) -> str:
    """A bank whose question has ``id`` on line 3, ``kind`` on line 4, and what is given from line 5, column 5 on."""
    indented = lines.replace("\n", "\n    ")
    return f"{HEAD}  - id: q\n    kind: {kind}\n    {indented}\n{GOOD}"


# Every mistake of shape, at its place. The numbers are line and column.

CHOICE = "prompt: P\nanswer: A\ndistractors: [B, C]"
MISTAKES = {
    "a key misspelt": (question("choice", "promt: P\nanswer: A\ndistractors: [B]"), [(5, 5, "unknown-key")]),
    "a key in capitals": (question("choice", "Prompt: P\nanswer: A\ndistractors: [B]"), [(5, 5, "unknown-key")]),
    "a key named as pydantic names a step": (
        question("choice", CHOICE + "\nDistractor: D\nstr: D"),
        [(8, 5, "unknown-key"), (9, 5, "unknown-key")],
    ),
    "a key of another kind": (question("choice", CHOICE + "\ntolerance: 5"), [(8, 5, "unknown-key")]),
    "no prompt": (question("choice", "answer: A\ndistractors: [B]"), [(3, 5, "missing-key")]),
    "nothing but a kind": (question("choice", "hint: H"), [(3, 5, "missing-key")] * 3),
    "an empty prompt": (question("choice", "prompt:\nanswer: A\ndistractors: [B]"), [(5, 12, "empty")]),
    "a prompt of spaces": (question("choice", "prompt: '  '\nanswer: A\ndistractors: [B]"), [(5, 13, "empty")]),
    "an empty distractor": (question("choice", "prompt: P\nanswer: A\ndistractors: [B, '']"), [(7, 22, "empty")]),
    "a text too long": (question("flashcard", f"prompt: P\nanswer: {'x' * 4_001}"), [(6, 13, "too-long")]),
    "a list too long": (question("choice", f"prompt: P\nanswer: A\ndistractors: [{'B, ' * 101}]"), [(7, 18, "too-long")]),
    "too many keys": (question("choice", "\n".join(f"k{n}: x" for n in range(101))), [(3, 5, "too-long")]),
    "a list for a text": (question("choice", "prompt: [P]\nanswer: A\ndistractors: [B]"), [(5, 13, "text-expected")]),
    "keys for a text": (question("choice", "prompt: {P: Q}\nanswer: A\ndistractors: [B]"), [(5, 13, "text-expected")]),
    "a text for a list": (question("choice", "prompt: P\nanswer: A\ndistractors: B"), [(7, 18, "list-expected")]),
    "keys for a list": (question("order", "prompt: P\nanswer: {A: B}"), [(6, 13, "list-expected")]),
    "a list for pairs": (question("match", "prompt: P\nanswer: [A, B]"), [(6, 13, "pairs-expected")]),
    "a colon in a distractor": (question("choice", "prompt: P\nanswer: A\ndistractors:\n  - Note: B"), [(8, 9, "text-expected")]),
    "feedback without its text": (question("choice", "prompt: P\nanswer: A\ndistractors:\n  - feedback: F"), [(8, 9, "missing-key")]),
    "feedback misspelt": (question("choice", "prompt: P\nanswer: A\ndistractors:\n  - text: B\n    fedback: F"), [(9, 9, "unknown-key")]),
    "a list among distractors": (question("select", "prompt: P\nanswer: [A]\ndistractors: [B, [C]]"), [(7, 22, "text-expected")]),
    "a text for a source": (question("choice", CHOICE + "\nsource: S"), [(8, 13, "keys-expected")]),
    "a source without a publisher": (question("choice", CHOICE + "\nsource:\n  title: S"), [(9, 7, "missing-key")]),
    "a source with a year": (question("choice", CHOICE + "\nsource: {title: S, publisher: P, year: 1991}"), [(8, 38, "unknown-key")]),
    "neither true nor false": (question("true-false", "prompt: P\nanswer: maybe"), [(6, 13, "not-true-or-false")]),
    "a number with its unit": (question("number", "prompt: P\nanswer: 27 km"), [(6, 13, "not-a-number")]),
    "a number with commas": (question("number", "prompt: P\nanswer: 1,500"), [(6, 13, "not-a-number")]),
    "a number without end": (question("number", "prompt: P\nanswer: .inf"), [(6, 13, "not-a-number")]),
    "no number at all": (question("number", "prompt: P\nanswer: NaN\ntolerance: few"), [(6, 13, "not-a-number"), (7, 16, "not-a-number")]),
    "a number of 21 digits": (question("number", f"prompt: P\nanswer: 1{'0' * 20}"), [(6, 13, "out-of-range")]),
    "a number too small": (question("number", "prompt: P\nanswer: 1e-20"), [(6, 13, "out-of-range")]),
    "a negative tolerance": (question("number", "prompt: P\nanswer: 5\ntolerance: -1"), [(7, 16, "out-of-range")]),
    "a number in a unit": (question("number", "prompt: P\nanswer: 5\nunit: million dollars"), [(7, 11, "number-in-unit")]),
    "no distractors": (question("choice", "prompt: P\nanswer: A\ndistractors: []"), [(7, 18, "too-few")]),
    "the answer among the distractors": (
        question("choice", "prompt: P\nanswer: A b\ndistractors: [C, a  B]"),
        [(7, 22, "duplicate-option")],
    ),
    "a distractor twice": (question("choice", "prompt: P\nanswer: A\ndistractors: [B, {text: b}]"), [(7, 22, "duplicate-option")]),
    "the fourth distractor twice": (
        question("choice", "prompt: P\nanswer: A\ndistractors: [B, C, D, E, e]"),
        [(7, 31, "duplicate-option")],
    ),
    "a select without an answer": (question("select", "prompt: P\nanswer: []\ndistractors: [B]"), [(6, 13, "too-few")]),
    "a select without a distractor": (question("select", "prompt: P\nanswer: [A, B]\ndistractors: []"), [(7, 18, "too-few")]),
    "a right option twice": (question("select", "prompt: P\nanswer: [A, a]\ndistractors: [B]"), [(6, 17, "duplicate-option")]),
    "one thing in order": (question("order", "prompt: P\nanswer: [A]"), [(6, 13, "too-few")]),
    "a thing twice in order": (question("order", "prompt: P\nanswer: [A, B, a]"), [(6, 20, "duplicate-option")]),
    "one pair": (question("match", "prompt: P\nanswer: {A: B}"), [(6, 13, "too-few")]),
    "a right side twice": (question("match", "prompt: P\nanswer: {A: C, B: c}"), [(6, 23, "duplicate-option")]),
    "a right side among the distractors": (
        question("match", "prompt: P\nanswer: {A: C, B: D}\ndistractors: [d, E]"),
        [(7, 19, "duplicate-option")],
    ),
    "a right side among the last distractors": (
        question("match", "prompt: P\nanswer: {A: C, B: D}\ndistractors: [E, F, G, d]"),
        [(7, 28, "duplicate-option")],
    ),
    "a left side twice": (question("match", "prompt: P\nanswer: {A: C, a: D}"), [(6, 23, "duplicate-option")]),
    "an empty left side": (question("match", "prompt: P\nanswer: {A: C, '': D}"), [(6, 24, "wrong-left")]),
    "an empty right side": (question("match", "prompt: P\nanswer: {A: C, B: }"), [(6, 23, "empty")]),
    "a cloze without a blank": (question("cloze", "prompt: P"), [(5, 13, "no-blank")]),
    "an empty blank": (question("cloze", "prompt: P {{A|}}"), [(5, 13, "empty-blank")]),
    "a blank of punctuation": (question("cloze", "prompt: P {{?}}"), [(5, 13, "nothing-to-mark")]),
    "a blank that stays open": (question("cloze", "prompt: P {{A and {{B}}"), [(5, 13, "open-blank")]),
    "a brace too few": (question("cloze", "prompt: P {{A} and {{B}}"), [(5, 13, "open-blank")]),
    "a cloze with an answer": (question("cloze", "prompt: P {{A}}\nanswer: A"), [(6, 5, "unknown-key")]),
    "an answer of punctuation": (question("short-answer", "prompt: P\nanswer: '?'"), [(6, 13, "nothing-to-mark")]),
    "a wording of punctuation": (question("short-answer", "prompt: P\nanswer: A\naccept: [B, '!']"), [(7, 17, "nothing-to-mark")]),
    "an answer nobody types": (question("short-answer", f"prompt: P\nanswer: {'x' * 1_001}"), [(6, 13, "too-long")]),
    "a wording accepted twice": (question("short-answer", "prompt: P\nanswer: A\naccept: [a]"), [(7, 14, "duplicate-option")]),
    "an unknown kind": (question("multiple-choice", "prompt: P"), [(4, 11, "unknown-kind")]),
    "a list for a kind": (question("[choice]", "prompt: P"), [(4, 11, "unknown-kind")]),
    "an empty kind": (question("", "prompt: P"), [(4, 10, "unknown-kind")]),
    "no kind": (HEAD + "  - id: q\n    prompt: P\n" + GOOD, [(3, 5, "missing-key")]),
    "no id": (HEAD + "  - kind: flashcard\n    prompt: P\n    answer: A\n" + GOOD, [(3, 5, "missing-id")]),
    "an id in capitals": (HEAD + "  - ID: q\n    kind: flashcard\n    prompt: P\n    answer: A\n" + GOOD, [(3, 5, "unknown-key")]),
    "an empty id": (HEAD + "  - id:\n    kind: flashcard\n    prompt: P\n    answer: A\n" + GOOD, [(3, 8, "bad-id")]),
    "a list for an id": (HEAD + "  - id: [q]\n    kind: flashcard\n    prompt: P\n    answer: A\n" + GOOD, [(3, 9, "bad-id")]),
    "an id with a space": (HEAD + "  - id: a b\n    kind: flashcard\n    prompt: P\n    answer: A\n" + GOOD, [(3, 9, "bad-id")]),
    "an id of 81 letters": (HEAD + f"  - id: {'x' * 81}\n    kind: flashcard\n    prompt: P\n    answer: A\n" + GOOD, [(3, 9, "bad-id")]),
    "an id twice": (
        question("true-false", "prompt: P\nanswer: true") + "  - {id: q, kind: flashcard, prompt: P, answer: A}\n",
        [(8, 10, "duplicate-id")],
    ),
    "a text for earlier ids": (question("choice", CHOICE + "\nwas: old"), [(8, 10, "list-expected")]),
    "an earlier id that is none": (question("choice", CHOICE + "\nwas: [Old]"), [(8, 11, "bad-id")]),
    "an earlier id that is in use": (question("choice", CHOICE + "\nwas: [old, good]"), [(8, 16, "earlier-id-in-use")]),
    "an earlier id twice": (question("choice", CHOICE + "\nwas: [old, old]"), [(8, 16, "earlier-id-in-use")]),
    "a text for a question": (HEAD + "  - What?\n" + GOOD, [(3, 5, "not-a-question")]),
    "an empty question": (HEAD + "  -\n" + GOOD, [(3, 4, "not-a-question")]),
    "a list for a question": (HEAD + "  - [a]\n" + GOOD, [(3, 5, "not-a-question")]),
    "no questions": ("topic: T\n", [(1, 1, "no-questions")]),
    "an empty list of questions": ("topic: T\nquestions: []\n", [(2, 1, "no-questions")]),
    "questions that are no list": ("topic: T\nquestions:\n  good: {kind: choice}\n", [(2, 1, "no-questions")]),
    "no topic": ("questions:\n" + GOOD, [(1, 1, "missing-key")]),
    "an empty topic": ("topic:\nquestions:\n" + GOOD, [(1, 7, "empty")]),
    "a head key misspelt": ("topic: T\npostion: 1\nquestions:\n" + GOOD, [(2, 1, "unknown-key")]),
    "a position in words": ("topic: T\nposition: first\nquestions:\n" + GOOD, [(2, 11, "not-a-number")]),
    "a bank's id with a space": ("topic: T\nid: a b\nquestions:\n" + GOOD, [(2, 5, "bad-id")]),
    "a bank's source without a title": ("topic: T\nsource: {publisher: P}\nquestions:\n" + GOOD, [(2, 9, "missing-key")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_once_and_at_its_place(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert places(read(text)) == expected


@pytest.mark.parametrize("text", [text for text, _ in MISTAKES.values() if GOOD in text])
def test_the_good_question_of_a_bad_bank_can_be_used(text: str) -> None:
    assert "bank/good" in [question.id for question in read(text).questions]


JARGON = re.compile(
    r"pydantic|libyaml|validat|scalar|token|parser|scann|\bmapping|sequence|input should|NoneType|\bdict\b|\btuple\b|\bstr\b|\bint\b"
    r"|\bbool\b|dataclass|union|discriminator|unexpected_|traceback|errno|__|\\u(?!,)",
    re.IGNORECASE,
)
SLIPS = [
    "a: b: c", "a: 'b", 'a: "b" c', "a: *b* c", "a: &", "a: !", "a: [b", "a: {b", "a: |x", "a: %b", "a: ? b", "a: - b", "a\nb", "\ta: b",
    'a: "\\q"', "? [a]\n: b", "- a\nb: c", "%x", "...\nfoo", "a: }",
    "prompt:b", "-prompt: b", "- prompt: b", "a: “b: c”", "a: b # c", "a: b\n      - c",
    "a: \ufeff", "a: \u202e", "<<: *b", "a: !!python/name:os.system b",
]  # fmt: skip
EVERY = [*(text for text, _ in MISTAKES.values()), *SLIPS, *(HEAD + GOOD + f"  - id: q\n    {slip}\n" for slip in SLIPS), "", "\xff", "\0"]


@pytest.mark.parametrize("text", EVERY)
def test_no_problem_speaks_the_language_of_the_libraries(text: str) -> None:
    said = [f"{problem.message} {problem.advice}" for problem in read(text).problems]
    named = ("`str`", "`Distractor`")  # two keys that a test above gives such a name
    assert said
    assert [words for words in said if JARGON.search(words) and not any(name in words for name in named)] == []


@pytest.mark.parametrize("text", EVERY)
def test_a_problem_is_a_sentence_and_so_is_its_advice(text: str) -> None:
    for problem in read(text).problems:
        assert re.fullmatch(r"[A-Z`“U].{5,160}\.", problem.message)
        assert re.fullmatch(r"[A-Z`].{5,160}[.?]", problem.advice)


# The words


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        (MISTAKES["a key misspelt"][0], "`promt` is not a key of a choice question.", "Did you mean `prompt`?"),
        (
            question("choice", CHOICE + "\ncolour: red"),
            "`colour` is not a key of a choice question.",
            "The keys are id, prompt, hint, explanation, section, source, was, kind, answer, distractors, advice-off.",
        ),
        (
            question("choice", CHOICE + "\nprompt\u00a0: P"),
            "`prompt\u00a0` is not a key of a choice question.",
            "Did you mean `prompt`? A character here only looks like a space or a letter of it.",
        ),
        (
            MISTAKES["a cloze with an answer"][0],
            "`answer` is not a key of a cloze question.",
            "The answers of a cloze stand in its prompt, as {{answer}}.",
        ),
        (
            question("riddle", "prompt: P"),
            "`riddle` is not a kind of question.",
            "Write one of flashcard, choice, select, true-false, short-answer, number, cloze, match, order.",
        ),
        (question("flashcards", "prompt: P"), "`flashcards` is not a kind of question.", "Did you mean `flashcard`?"),
        (MISTAKES["an id twice"][0], "The id `q` is used already, on line 3.", "Every question needs an id of its own."),
        (MISTAKES["an id with a space"][0], "`a b` is not an id: small letters, digits and single hyphens, at most 80.", "Write `a-b`."),
        (
            MISTAKES["an earlier id that is in use"][0],
            "`good` is not an earlier id: the question on line 9 has it now.",
            "Delete it from one of the two.",
        ),
        (MISTAKES["no topic"][0], "A bank needs `topic`.", "Add `topic:`."),
        (MISTAKES["no prompt"][0], "A choice question needs `prompt`.", "Add `prompt:`."),
        (MISTAKES["a source without a publisher"][0], "`source` needs `publisher`.", "Add `publisher:`."),
        (
            MISTAKES["a number with its unit"][0],
            "`answer` must be a number, not “27 km”.",
            "Write digits only, as in 1500 or 0.5; a unit goes under `unit`.",
        ),
        (MISTAKES["a position in words"][0], "`position` must be a whole number, not “first”.", "Write digits only, as in 3."),
        (MISTAKES["neither true nor false"][0], "`answer` must be true or false, not “maybe”.", "Write `true` or `false`."),
        (MISTAKES["feedback misspelt"][0], "`fedback` is not a key of item 1 of `distractors`.", "Did you mean `feedback`?"),
        (MISTAKES["an empty blank"][0], "Blank 1 has a wording with nothing in it.", "Write {{answer}} or {{answer|other wording}}."),
        (
            question("flashcard", "prompt: P\nanswer: caf\ufffd"),
            "U+FFFD is what is left where a character was lost, which a bank may not hold.",
            "Write the character again.",
        ),
        (
            question("flashcard", "prompt: 'Open\nanswer: A") + "  - id: r\n    kind: flashcard\n    prompt: 'What?'\n    answer: A\n",
            "A quoted text begins here and is not closed before line 10.",
            "Add the closing quote.",
        ),
        (MISTAKES["an empty distractor"][0], "Item 2 of `distractors` has nothing in it.", "Write the text, or delete the key."),
        (
            question("flashcard", "prompt: P\nanswer: # 5"),
            "`answer` has nothing in it.",
            "What follows a # is a comment; put the text in quotes if the # belongs to it.",
        ),
    ],
)  # fmt: skip
def test_a_problem_says_what_to_write_instead(text: str, message: str, advice: str) -> None:
    assert [(problem.message, problem.advice) for problem in read(text).problems] == [(message, advice)]


def test_another_encoding_is_named_by_its_first_strange_byte() -> None:
    (problem,) = read_bank_text("topic: Québec".encode("latin-1"), Path("bank.yaml")).problems
    assert (problem.message, problem.advice) == (
        "Byte 0xE9 is not UTF-8; in the older encoding of Windows, cp1252, it is “é”.",
        "Save the file with the encoding UTF-8.",
    )


def test_all_problems_of_a_bank_are_told_at_once_and_in_order() -> None:
    text = (
        "topic: T\npostion: 1\nquestions:\n"
        "  - id: One\n    kind: choice\n    prompt: &p P\n    answer: A\n    distractors: [A]\n    distractor: B\n"
        "  - id: two\n    kind: numbr\n"
        "  - id: two\n    kind: number\n    prompt: P\n    answer: 1,5\n    answer: 2\n"
        "  - kind: cloze\n    prompt: No blank\n    hint: \u200b\n"
    )
    assert places(read(text)) == [
        (2, 1, "unknown-key"),
        (4, 9, "bad-id"),
        (6, 13, "anchor"),
        (9, 5, "unknown-key"),
        (11, 11, "unknown-kind"),
        (12, 9, "duplicate-id"),
        (15, 13, "not-a-number"),
        (16, 5, "duplicate-key"),
        (17, 5, "missing-id"),
        (18, 13, "no-blank"),
        (19, 11, "control-character"),
    ]


def test_after_two_hundred_problems_the_rest_is_said_to_follow() -> None:
    problems = read(HEAD + "  - x\n" * 300).problems
    assert (len(problems), problems[200].line, problems[200].code) == (201, 203, "more-problems")


def test_a_mistake_on_the_line_of_a_refusal_is_told_if_it_is_another_questions() -> None:
    text = (
        "topic: T\nquestions: [{id: a, kind: flashcard, prompt: &p P, answer: A, oops: x}, {id: b, kind: flashcard, prompt: P, hnt: H}]\n"
    )
    assert places(read(text)) == [(2, 46, "anchor"), (2, 73, "missing-key"), (2, 109, "unknown-key")]


def test_a_key_that_may_come_behind_a_slip_in_the_head_is_not_missed() -> None:
    assert places(read("topik: T\nabout: a: b\ntopic: T\n")) == [(1, 1, "unknown-key"), (2, 9, "colon-in-text")]


@pytest.mark.parametrize(
    "text",
    [
        question("flashcard", f"prompt: P\nanswer: {'x' * 4_000}"),
        question("order", f"prompt: P\nanswer: {[f'x{number}' for number in range(100)]}"),
        question("choice", CHOICE + f"\nwas: [{'x' * 80}]"),
    ],
)
def test_what_is_just_short_enough_is_welcome(text: str) -> None:
    assert read(text).problems == ()


def test_a_wrong_head_keeps_what_is_right_in_it() -> None:
    bank = read("topic: Air\nposition: first\nabout: Clean\nquestions:\n" + GOOD)
    assert (bank.title, bank.position, bank.about) == ("Air", None, "Clean")


# How a problem looks


def test_a_problem_begins_with_file_line_and_column() -> None:
    assert str(Problem("air.yaml", 3, 7, "empty", "`answer` has nothing in it.")) == "air.yaml:3:7: `answer` has nothing in it. [empty]"


def test_the_line_is_shown_with_a_caret_below_the_place() -> None:
    assert as_text(read(MISTAKES["a key misspelt"][0]).problems) == (
        "bank.yaml:5:5: `promt` is not a key of a choice question. [unknown-key]\n"
        "    5 |     promt: P\n"
        "      |     ^\n"
        "      = Did you mean `prompt`?"
    )


@pytest.mark.parametrize(
    ("shown", "column", "expected"),
    [
        ("a: \x1b]52", 4, ["a: <U+001B>]52", "   ^"]),
        ("\u202ea: b", 3, ["<U+202E>a: b", "         ^"]),
        ("\ta: b", 5, [" a: b", "    ^"]),
        ("国: b", 4, ["国: b", "    ^"]),
        ("e\u0301: b", 5, ["e\u0301: b", "   ^"]),
        ("x" * 5_000 + "y" + "z" * 5_000, 5_001, ["x" * 50 + "y" + "z" * 49, " " * 50 + "^"]),
    ],
)
def test_the_caret_stands_below_its_character_whatever_comes_before(shown: str, column: int, expected: list[str]) -> None:
    lines = as_text([Problem("b.yaml", 1, column, "code", "Message.", "", shown)]).split("\n")
    assert [line[8:] for line in lines[1:]] == expected


def test_problems_are_shown_in_the_order_of_the_file() -> None:
    problems = [Problem("b.yaml", 10, 1, "z", "Tenth."), Problem("b.yaml", 9, 2, "a", "Ninth."), Problem("a.yaml", 99, 1, "a", "First.")]
    assert [line.split(": ")[1] for line in as_text(problems).split("\n")] == ["First. [a]", "Ninth. [a]", "Tenth. [z]"]


def test_what_is_not_for_printing_is_made_visible() -> None:
    assert visible("a\x1b[2Jb\u202ec\u2028d é 国") == "a<U+001B>[2Jb<U+202E>c<U+2028>d é 国"


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [("promt", ["prompt", "hint"], "prompt"), ("KIND", ["kind"], "kind"), ("colour", ["prompt", "hint"], None), ("x", [], None)],
)
def test_the_nearest_word_is_found_if_one_is_near(word: str, known: list[str], expected: str | None) -> None:
    assert nearest(word, known) == expected


def test_a_path_is_shown_as_seen_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert [short_path(tmp_path / "banks" / "air.yaml"), short_path(Path("/elsewhere/air.yaml"))] == [
        str(Path("banks", "air.yaml")),
        str(Path("/elsewhere/air.yaml")),
    ]
