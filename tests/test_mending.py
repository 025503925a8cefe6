"""What has one right mending is mended, to the letter; what has more is left; nothing that was sound becomes another."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_broken_banks import BANK, BROKEN

from questions.mending import mended
from questions.reading import SHIPPED, read_bank_text

PATH = Path("bank.yaml")
HEAD = "topic: T\nquestions:\n"


def mend(text: str | bytes) -> str:
    return mended(text.encode() if isinstance(text, str) else text, PATH).content.decode()


def question(lines: str) -> str:
    """A bank of one question with an id, the lines of which are given from column 1 on."""
    return HEAD + "  - id: q\n    " + lines.replace("\n", "\n    ") + "\n"


CARD = "kind: flashcard\nprompt: P\nanswer: A"
CHOICE = "kind: choice\nprompt: P\nanswer: A\n"

# Sixty mistakes that teachers make

LEFT = {
    # Text that goes on, or a key without its colon.
    "no colon",
    # An item of the list above, or a dash within a text.
    "an item in a text",
    # A distractor that begins with a word and a colon, or the answer in the wrong place.
    "the answer as an item in capitals",
    # Either of the two may be the wrong one.
    "a key twice",
    "an id twice",
}
# Where the mended bank is not the one before the mistake was made: the line that is.
ANOTHER = {
    "a colon in a prompt": '    prompt: "Lens: why was the lens made of rings?"',
    "a colon in a distractor": '      - "Reason: to save oil"',
    "a colon in a title": 'about: "Lighthouses: the lights of the coast."',
    "a colon in the second line of a text": '    prompt: "Why was the lens made of rings,\n      do you think: why?"',
    "a hash in a prompt": '    prompt: "Which is # 1, and why was the lens made of rings?"',
    "a hash before a number": '    answer: "The #1 reason"',
    "a text that is a hash": '    answer: "#1"',
    "a double quote stays open": '    prompt: "Why was the lens made of rings?"',
    "a single quote stays open": "    prompt: 'Whose name has the lens?'",
    "text behind quotes": "    prompt: '\"Why\" was the lens made of rings?'",
    "an apostrophe in single quotes": '    hint: "It\'s about weight."',
    "a quote in double quotes": "    hint: 'It is about \"weight\".'",
    "smart quotes round a text with a colon": '    prompt: "Lens: why was the lens made of rings?"',
    "a smart quote that closes a straight one": '    hint: "It is about weight."',
    "folded text for a list": "    accept:\n      - Augustin\n      - A\n",
    "no space after the last dash": "      - To turn\n",
    "a byte of another encoding": "    prompt: Most lights have keepérs.",
}


@pytest.mark.parametrize("name", BROKEN)
def test_of_sixty_mistakes_all_that_have_one_right_mending_are_mended_wholly(name: str) -> None:
    old, new, *_, code = BROKEN[name]
    raw = BANK.replace(old, new).encode("cp1252" if code == "not-utf-8" else "utf-8")
    after = mended(raw, PATH).content
    if name in LEFT:
        assert after == raw
    elif name in ANOTHER:
        assert ANOTHER[name] in after.decode()
        assert read_bank_text(after, PATH).problems == ()
    else:
        assert after.decode() == BANK


# Each mending


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Keys and kinds
        (question("Kind: flashcard\nPROMPT: P\nAnswer: A"), question(CARD)),
        (question("kind: flashcard\npromt: P\nanwser: A"), question(CARD)),
        (question("kind: flashcard\nprompt\u00a0: P\nanswer : A"), question("kind: flashcard\nprompt: P\nanswer : A")),
        (question("kind: flashcard\npr\u043empt: P  # is it?\nanswer: A"), question("kind: flashcard\nprompt: P  # is it?\nanswer: A")),
        (question(CARD).replace("topic", "Topic").replace("questions", "Question"), question(CARD)),
        (question(CHOICE.replace("choice", "Multiple choice") + "distractors: [B]"), question(CHOICE + "distractors: [B]")),
        (
            question("kind: multiple-choice\nprompt: P\nanswer: [A]\ndistractors: [B]"),
            question("kind: select\nprompt: P\nanswer: [A]\ndistractors: [B]"),
        ),
        (question("kind: True/False\nprompt: P\nanswer: true"), question("kind: true-false\nprompt: P\nanswer: true")),
        (question(CARD.replace("flashcard", "Flash_Card")), question(CARD)),
        # Quotes
        (question(CARD.replace(": P", ": Why: P?  # remark")), question(CARD.replace(": P", ': "Why: P?"  # remark'))),
        (question(CARD.replace(": P", ': The "so-called": P')), question(CARD.replace(": P", ": 'The \"so-called\": P'"))),
        (question(CARD.replace(": P", ": “Why: P?”")), question(CARD.replace(": P", ': "Why: P?"'))),
        (question(CARD.replace(": P", ": “Why”: P?")), question(CARD.replace(": P", ': "“Why”: P?"'))),
        (question(CARD.replace(": P", ": 'Fog' and 'mist'")), question(CARD.replace(": P", ": \"'Fog' and 'mist'\""))),
        (question(CARD.replace(": P", ": @ sign")), question(CARD.replace(": P", ': "@ sign"'))),
        (question(CARD.replace(": P", ": [Fog] or mist?")), question(CARD.replace(": P", ': "[Fog] or mist?"'))),
        # Lists
        (question(CHOICE + "distractors: B"), question(CHOICE + "distractors: [B]")),
        (question(CHOICE + "distractors: B; C, or so; D"), question(CHOICE + 'distractors: [B, "C, or so", D]')),
        (question(CHOICE + "distractors: B, C  # more"), question(CHOICE + "distractors: [B, C]  # more")),
        # Signs that cannot be seen
        (question(CARD.replace(": P", ": P\u200b")), question(CARD)),
        (question(CARD).replace("    prompt", "\u2003\u2003  prompt"), question(CARD)),
        ("\ufeff" + question(CARD), question(CARD)),
        (question(CARD.replace(": P", ": « Why : P ? »")), question(CARD.replace(": P", ': "« Why : P ? »"'))),
        # The head
        (
            question(CARD).replace("questions", "souce:\n  titel: S\n  publsher: P\nquestions"),
            question(CARD).replace("questions", "source:\n  title: S\n  publisher: P\nquestions"),
        ),
        # Ids
        (question(CARD).replace("id: q", 'id: "Fresnel Lens"'), question(CARD).replace("id: q", "id: fresnel-lens")),
        (question(CARD).replace("id: q", "id: Fresnel Lens"), question(CARD).replace("id: q", "id: fresnel-lens")),
    ],
)
def test_a_slip_is_mended_and_all_else_stays(before: str, after: str) -> None:
    assert mend(before) == after


@pytest.mark.parametrize(
    "lines",
    [
        CARD + "\nhnt: H\nhin: I",  # two that may be the same key
        CARD.replace("flashcard", "essay"),
        CARD.replace(": P", ": P # is that all"),  # a text or a remark
        CARD.replace(": P", ": 'Tis a fog"),  # an apostrophe, or a quote that stays open
        CHOICE + "distractors: B, C and D",  # three, or two
        CHOICE + "distractors: 1,500",  # one number, or two
        CARD + "\nwas: [Old]",
        "kind: number\nprompt: P\nanswer: 1,500",
    ],
)
def test_what_can_be_meant_in_two_ways_is_left(lines: str) -> None:
    assert mend(question(lines)) == question(lines)
    assert read_bank_text(question(lines).encode(), PATH).problems != ()


# Ids


def ids(text: str) -> list[str]:
    return [name.partition("/")[2] for name in read_bank_text(mend(text).encode(), PATH).lines]


def card(prompt: str, more: str = "") -> str:
    return f"  - kind: flashcard\n    prompt: {prompt}\n    answer: A\n{more}"


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("Why was the lens made of rings?", "lens-made-rings"),
        ("Où est l'Île-du-Prince-Édouard ?", "ou-est-lile-du-prince"),
        ("What is it?", "what-is-it"),
        ("灯台とは何ですか", "question-6d2a423b"),
    ],
)
def test_a_missing_id_says_what_is_asked(prompt: str, expected: str) -> None:
    assert ids(HEAD + card(prompt)) == [expected]


def test_a_missing_id_does_not_tell_the_answer_of_a_cloze() -> None:
    assert ids(HEAD + '  - kind: cloze\n    prompt: "The {{beaver}} is on the nickel."\n') == ["nickel"]


def test_no_two_missing_ids_become_the_same() -> None:
    assert ids(HEAD + card("Which lens?") * 3) == ["lens", "lens-2", "lens-3"]


def test_an_id_of_earlier_days_is_never_given_again() -> None:
    assert ids(HEAD + card("Which lens?") + card("B", "    id: b\n    was: [lens]\n")) == ["lens-2", "b"]


def test_an_id_in_a_question_that_cannot_be_read_is_taken_too() -> None:
    text = HEAD + card("Which lens?") + "  - id: lens\n    prompt: 'Tis\n"
    assert "- id: lens-2\n    kind" in mend(text)


def test_a_piece_of_a_question_gets_no_id() -> None:
    before = HEAD + "  - id: a\n  - kind: essay\n  - prompt: Which lens?\n  - answer: A\n"
    assert mend(before) == before


def test_an_id_is_added_above_the_first_key_or_behind_the_brace() -> None:
    text = HEAD + "  # one\n" + card("Which lens?") + "  - {kind: flashcard, prompt: Which lamp?, answer: A}\n"
    assert mend(text) == (
        HEAD + "  # one\n  - id: lens\n    kind: flashcard\n    prompt: Which lens?\n    answer: A\n"
        "  - {id: lamp, kind: flashcard, prompt: Which lamp?, answer: A}\n"
    )


# Order


def test_keys_are_put_in_order_and_remarks_go_with_them() -> None:
    before = HEAD + (
        "  # the question\n  - answer: A\n    # why P\n    prompt: P  # see p. 5\n\n    was: [old]\n    explanation: |\n      One\n\n"
        "      # no remark\n    # a card\n    kind: flashcard\n    id: q\n\n  # the next\n"
        "  - {answer: A, id: b, prompt: P, kind: flashcard}\n"
    )
    after = HEAD + (
        "  # the question\n  - id: q\n    # a card\n    kind: flashcard\n\n    # why P\n    prompt: P  # see p. 5\n    answer: A\n"
        "    explanation: |\n      One\n\n      # no remark\n    was: [old]\n\n  # the next\n"
        "  - {answer: A, id: b, prompt: P, kind: flashcard}\n"
    )
    assert mend(before) == after


def test_remarks_above_what_becomes_the_first_key_go_above_the_dash() -> None:
    before = HEAD + "  - kind: flashcard\n    # stays for ever\n    id: q\n    prompt: P\n    answer: A\n"
    assert mend(before) == HEAD + "  # stays for ever\n  - id: q\n    kind: flashcard\n    prompt: P\n    answer: A\n"


def test_a_list_that_is_indented_like_its_key_goes_along() -> None:
    before = HEAD + "  - id: q\n    distractors:\n    - B\n    - C\n    kind: choice\n    prompt: P\n    answer: A\n"
    assert mend(before) == HEAD + "  - id: q\n    kind: choice\n    prompt: P\n    answer: A\n    distractors:\n    - B\n    - C\n"


# The file


def test_line_ends_of_windows_stay_also_in_new_lines() -> None:
    before = HEAD + card("Which lens?")
    assert mended(before.replace("\n", "\r\n").encode(), PATH).content == mend(before).replace("\n", "\r\n").encode()


def test_a_file_without_a_last_line_end_gets_none() -> None:
    before = HEAD + "  - kind: flashcard\n    answer: A\n    id: q\n    prompt: P"
    assert mend(before) == HEAD + "  - id: q\n    kind: flashcard\n    prompt: P\n    answer: A"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings_become_utf_8(encoding: str) -> None:
    text = question(CARD.replace(": P", ": Qu’est-ce que la brume légère ?"))
    assert mend(text.encode(encoding)) == text


def test_another_encoding_that_hides_more_than_can_be_mended_is_left() -> None:
    raw = (question("kind: essay") + "  - {kind: essai}\n# é\n").encode("cp1252")
    assert mended(raw, PATH).content == raw


def test_a_file_that_is_utf_8_in_parts_is_left() -> None:
    raw = question(CARD).encode() + "# é\n".encode() + "# é\n".encode("cp1252")
    assert mended(raw, PATH).content == raw


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_banks_need_no_mending(path: Path) -> None:
    assert mended(path.read_bytes(), path).mendings == ()


# What is hidden behind a mistake


def test_what_a_mistake_had_hidden_is_mended_too() -> None:
    before = "topic: T\nQuestions:\n  - Prompt: Why: P?\n    Kind: Choice\n    anwser: A\n    distractors: B, C\n"
    after = '  - id: p\n    kind: choice\n    prompt: "Why: P?"\n    answer: A\n    distractors: [B, C]\n'
    assert mend(before) == HEAD + after


def test_a_mending_that_brings_more_to_light_than_it_mends_is_left_out() -> None:
    before = "topic: T\nQuestions:\n  - {id: a, kind: essay}\n  - {id: b, kind: essay}\n  - {id: c, kind: essay}\n"
    assert mend(before) == before


def test_a_dash_that_begins_a_second_prompt_is_left() -> None:
    before = question(CARD) + "    - prompt: Q\n      kind: flashcard\n"
    assert mend(before) == before


def test_two_hundred_slips_are_mended() -> None:
    text = HEAD + "".join(card(f"Which lens is number {number}?") for number in range(100))
    assert len(mended(text.replace("kind", "Kind").encode(), PATH).mendings) == 200
