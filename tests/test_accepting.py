"""One more wording that is right, written into a bank at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.mending.accepting import CannotAccept, widened
from questions.reading import read_bank_text

PATH = Path("lakes.yaml")
ROUND = "topic: Lakes\nquestions:\n  # One.\n{}  # Two.\n  - {{id: other, kind: true-false, prompt: Is it?, answer: true}}\n"


def widen(question: str, response: object, name: str = "q", **meanwhile: str) -> str:
    """Return the question's own lines after a response to it was added."""
    raw = ROUND.format(question)
    known = {each.id: each for each in read_bank_text(meanwhile.get("seen", raw).encode(), PATH).questions}
    after = widened(raw.encode(), PATH, known[f"lakes/{name}"], response).content.decode()
    before, behind = ROUND.split("{}")
    assert (after.startswith(before), after.endswith(behind.replace("{{", "{").replace("}}", "}"))) == (True, True)
    return after[len(before) : -len(behind) + 2]


HEAD = "  - id: q\n    kind: short-answer\n    prompt: Smoke and fog?\n"


@pytest.mark.parametrize(
    ("question", "response", "expected"),
    [
        ("    answer: smog  # Two.\n    hint: H.\n", "haze", "    answer: smog  # Two.\n    accept: [haze]\n    hint: H.\n"),
        ("    answer: smog\n\n", "thick: haze", '    answer: smog\n    accept: ["thick: haze"]\n\n'),
        ("    answer: >-\n      smog\n\n", "haze", "    answer: >-\n      smog\n    accept: [haze]\n\n"),
        ("    answer: smog\n    accept: [mist, 'fog',]\n", "haze", "    answer: smog\n    accept: [mist, 'fog', haze,]\n"),
        ("    accept: [mist,\n     fog] # x\n    answer: smog\n", "a, b", '    accept: [mist,\n     fog, "a, b"] # x\n    answer: smog\n'),
        ("    answer: smog\n    accept:\n      - mist\n\n", "haze", "    answer: smog\n    accept:\n      - mist\n      - haze\n\n"),
        ("    accept:\n    -   mist  # x\n    answer: smog\n", "# 1", '    accept:\n    -   mist  # x\n    -   "# 1"\n    answer: smog\n'),
        ("    accept:\n    - |\n      fog\n    answer: smog\n", "haze", "    accept:\n    - |\n      fog\n    - haze\n    answer: smog\n"),
        ("    answer: smog\n", ' "  thick\thaze ', "    answer: smog\n    accept: ['\" thick haze']\n"),
        ("    answer: smog\n", "no", "    answer: smog\n    accept: [no]\n"),
    ],
)  # fmt: skip
def test_a_wording_is_added_where_a_teacher_would_write_it(question: str, response: str, expected: str) -> None:
    assert widen(HEAD + question, response) == HEAD + expected


def test_a_question_on_one_line_stays_on_it() -> None:
    line = "  - {id: q, kind: short-answer, prompt: Smoke and fog?, answer: smog, hint: Blend.}\n"
    assert widen(line, "a]b") == line.replace("smog,", 'smog, accept: ["a]b"],')


CLOZE = "  - id: q\n    kind: cloze\n    prompt: "


@pytest.mark.parametrize(
    ("prompt", "response", "expected"),
    [
        ('"The {{beaver}} is on the {{nickel|coin}}."\n', ["beaver", "5¢"], '"The {{beaver}} is on the {{nickel|coin|5¢}}."\n'),
        ('"The {{beaver}} is on the {{nickel}}."\n', ["a", 'b"\\'], '"The {{beaver|a}} is on the {{nickel|b\\"\\\\}}."\n'),
        ("'It''s {{his|her}} own.'\n", ["Ann's"], "'It''s {{his|her|Ann''s}} own.'\n"),
        (">-\n      The {{beaver}}\n      is here.\n", ["rat: the big"], ">-\n      The {{beaver|rat: the big}}\n      is here.\n"),
        ("The {{beaver}} here.\n", ["rat: the big"], '"The {{beaver|rat: the big}} here."\n'),
        ("The {{beaver}} here.  # x\n", ["rat"], "The {{beaver|rat}} here.  # x\n"),
    ],
)
def test_what_a_blank_may_be_is_added_in_the_blank(prompt: str, response: list[str], expected: str) -> None:
    assert widen(CLOZE + prompt, response) == CLOZE + expected


@pytest.mark.parametrize(
    ("question", "response", "said"),
    [
        (HEAD + "    answer: smog\n", "Smog!", "This is right by the key of now."),
        (HEAD + "    answer: smog\n", None, "“I don't know” is no answer."),
        (HEAD + "    answer: smog\n", "ha\x1b[31mze", "It holds characters that no bank may hold."),
        (HEAD + "    answer: smog\n", ["haze"], "This is no response to the question:"),
        (HEAD + "    answer: smog\n", "?!", "It would be a mistake in the bank. Nothing is left of this answer"),
        (CLOZE + '"The {{beaver}} and the {{dog}}."\n', ["rat", " "], "A blank was left empty"),
        (CLOZE + '"The {{beaver}}."\n', ["a|b"], "No wording in a blank may hold |"),
        ("  - {id: q, kind: choice, prompt: Which?, answer: A, distractors: [B]}\n", "B", "A question of the kind choice takes no other"),
        ("  - {id: q, kind: number, prompt: How many?, answer: 5}\n", "6", "A number has no other wordings."),
    ],
)
def test_what_cannot_be_added_is_told(question: str, response: object, said: str) -> None:
    with pytest.raises(CannotAccept) as told:
        widen(question, response)
    assert str(told.value).startswith(said)


def test_a_question_that_was_changed_meanwhile_is_left_alone() -> None:
    seen = ROUND.format(HEAD + "    answer: smog\n")
    with pytest.raises(CannotAccept, match="changed in its bank meanwhile"):
        widen(HEAD + "    answer: mist\n", "haze", seen=seen)


def test_a_question_that_has_a_mistake_by_now_is_left_alone() -> None:
    seen = ROUND.format(HEAD + "    answer: smog\n")
    with pytest.raises(CannotAccept, match="not in its bank any more, or has a mistake"):
        widen(HEAD + "    anwser: smog\n", "haze", seen=seen)


def test_mistakes_elsewhere_in_the_bank_are_left_as_they_are() -> None:
    broken = "  - {id: worse, kind: choice, prompt: Which?}\n" + HEAD
    assert widen(broken + "    answer: smog\n", "haze") == broken + "    answer: smog\n    accept: [haze]\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_the_byte_order_mark_stay(mark: bytes) -> None:
    raw = mark + ROUND.format(HEAD + "    answer: smög\n").replace("\n", "\r\n").encode()
    known = read_bank_text(raw, PATH).questions[0]
    assert widened(raw, PATH, known, "haze").content == raw.replace(b"sm\xc3\xb6g\r\n", b"sm\xc3\xb6g\r\n    accept: [haze]\r\n")


def test_the_last_line_may_have_no_end() -> None:
    raw = ("topic: Lakes\nquestions:\n" + HEAD + "    answer: smog").encode()
    known = read_bank_text(raw, PATH).questions[0]
    assert widened(raw, PATH, known, "haze").content == raw + b"\n    accept: [haze]"
