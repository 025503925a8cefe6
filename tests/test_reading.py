"""Reading banks: what comes out of a file, what the guard refuses and where, what is left of a file with mistakes."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from questions.bank import Bank, Library
from questions.guard import Mark
from questions.nodes import MOST_EVENTS, read_nodes
from questions.reading import MAXIMUM_BYTES, SHIPPED, read_bank, read_bank_text, read_library

GOOD = """\
topic: T
questions:
  - id: good
    kind: true-false
    prompt: P
    answer: true
"""
LAST = """\
  - id: last
    kind: true-false
    prompt: P
    answer: false
"""


def read(text: str | bytes) -> Bank:
    return read_bank_text(text.encode() if isinstance(text, str) else text, Path("bank.yaml"))


def places(bank: Bank) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.code) for problem in bank.problems]


def names(bank: Bank) -> list[str]:
    return [question.id.removeprefix("bank/") for question in bank.questions]


def card(answer: str) -> str:
    """A good question, and on line 10 from column 13 on the back of a flashcard."""
    return f"{GOOD}  - id: bad\n    kind: flashcard\n    prompt: P\n    answer: {answer}\n"


# What a file says


TYPED = ["no", "yes", "on", "~", "null", "012", "0x1F", "0o17", "1_000", "1:30", "2020-07-01", "1.10", ".5", "1e3", ".inf", "=", "<<"]


@pytest.mark.parametrize("typed", TYPED)
def test_a_text_arrives_as_it_was_typed(typed: str) -> None:
    assert read(card(typed)).questions[1].answer_text() == typed


@pytest.mark.parametrize("style", ["plain text", "'plain text'", '"plain text"', ">-\n      plain\n      text", "|-\n      plain text"])
def test_every_style_of_text_says_the_same(style: str) -> None:
    assert read(card(style)).questions[1].answer_text() == "plain text"


def test_the_head_of_a_bank_is_read() -> None:
    bank = read("topic: Air\nabout: Clean air.\nposition: 8\nsource: {title: A, publisher: B}\n" + GOOD.split("\n", 1)[1])
    assert (bank.topic, bank.title, bank.about, bank.position, bank.source.title if bank.source else "") == (
        "bank",
        "Air",
        "Clean air.",
        8,
        "A",
    )


def test_a_question_without_a_source_has_the_banks() -> None:
    bank = read("source: {title: A, publisher: B}\n" + GOOD + LAST + "    source: {title: C, publisher: D}\n")
    assert [question.source.title for question in bank.questions if question.source] == ["A", "C"]


def test_the_line_on_which_each_question_begins_is_known() -> None:
    assert read(GOOD + "\n# a remark\n" + LAST).lines == {"bank/good": 3, "bank/last": 9}


def test_the_topic_is_the_files_name_in_plain_letters() -> None:
    assert read_bank_text(GOOD.encode(), Path("Québec & Ontario.yaml")).topic == "quebec-ontario"


def test_a_bank_may_name_its_topic_itself() -> None:
    assert [question.id for question in read("id: air\n" + GOOD).questions] == ["air/good"]


def test_a_node_knows_where_values_and_keys_stand() -> None:
    root = read_nodes(GOOD, pytest.fail)
    assert root is not None
    assert [root.at(("questions", 0, "answer")), root.key_at(("questions", 0, "answer"))] == [Mark(6, 13), Mark(6, 5)]
    assert root.at(("questions", 0, "nowhere", "at all")) == Mark(3, 5)


# What the guard refuses


REFUSED = {
    "an anchor": ("&a x", [(10, 13, "anchor")]),
    "an alias": ("*a", [(10, 13, "alias")]),
    "a tag": ("!x y", [(10, 13, "tag")]),
    "a tag that makes an object": ("!!python/object/apply:os.system [ls]", [(10, 13, "tag")]),
    "a tag without a name": ("! x", [(10, 13, "tag")]),
    "a tag written out": ("!<tag:yaml.org,2002:int> 5", [(10, 13, "tag")]),
    "a tag and an anchor": ("!t &a x", [(10, 13, "tag"), (10, 16, "anchor")]),
    "an anchor on a list": ("&a [x]", [(10, 13, "anchor")]),
    "a merge key": ("{<<: x}", [(10, 14, "merge-key")]),
    "a key twice": ("{a: x, b: x, a: x}", [(10, 26, "duplicate-key")]),
    "a list for a key": ("{[a]: x}", [(10, 14, "key-not-text")]),
    "ESC by its escape": (r'"a\e]52;c;x"', [(10, 15, "control-character")]),
    "NUL by its escape": (r'"ab\0"', [(10, 16, "control-character")]),
    "DEL by its number": (r'"\x7f"', [(10, 14, "control-character")]),
    "an override by its number": (r'"a\u202Eb"', [(10, 15, "control-character")]),
    "an isolate by its long number": (r'"a\U00002066b"', [(10, 15, "control-character")]),
    "a line separator by its escape": (r'"\L"', [(10, 14, "control-character")]),
    "two escapes of which one is meant": (r'"\\e\e"', [(10, 17, "control-character")]),
    "two control characters": ('"\\e" # \x1b', [(10, 14, "control-character"), (10, 20, "control-character")]),
    "ESC": ("a\x1b]52", [(10, 14, "control-character")]),
    "a backspace": ("ab\x08", [(10, 15, "control-character")]),
    "a C1 character": ("a\x9b31m", [(10, 14, "control-character")]),
    "an override": ("a\u202eb", [(10, 14, "control-character")]),
    "a zero-width space": ("a\u200bb", [(10, 14, "control-character")]),
    "a word joiner": ("a\u2060b", [(10, 14, "control-character")]),
    "an invisible operator": ("a\u2063b", [(10, 14, "control-character")]),
    "a shape of digits": ("a\u206fb", [(10, 14, "control-character")]),
    "an annotation": ("a\ufff9b", [(10, 14, "control-character")]),
    "a byte-order mark inside": ("a\ufeffb", [(10, 14, "control-character")]),
    "what is left of a lost character": ("caf\ufffd", [(10, 16, "control-character")]),
    "what is no character": ("a\uffff", [(10, 14, "control-character")]),
}


@pytest.mark.parametrize(("answer", "expected"), REFUSED.values(), ids=REFUSED)
def test_the_guard_refuses_at_the_exact_place(answer: str, expected: list[tuple[int, int, str]]) -> None:
    bank = read(card(answer) + LAST)
    assert (places(bank), names(bank)) == (expected, ["good", "last"])


def test_joiners_that_scripts_need_are_welcome() -> None:
    assert read(card("می\u200cخواهم 👩\u200d🔬")).questions[1].answer_text() == "می\u200cخواهم 👩\u200d🔬"


def test_a_merge_key_and_its_alias_are_both_told() -> None:
    assert places(read(GOOD + "    <<: *rest\n" + LAST)) == [(7, 5, "merge-key"), (7, 9, "alias")]


def test_a_quoted_merge_key_is_a_key_like_any_other() -> None:
    bank = read(f'{GOOD}  - id: signs\n    kind: match\n    prompt: P\n    answer: {{"<<": far less, ">>": far more}}\n')
    assert bank.questions[1].right_response() == {"<<": "far less", ">>": "far more"}


def test_a_key_twice_names_the_line_of_the_first() -> None:
    (problem,) = read(GOOD + "    prompt: Q\n").problems
    assert (problem.line, problem.column, "the first is on line 5" in problem.message) == (7, 5, True)


def test_of_a_key_twice_the_first_counts_for_nothing_either() -> None:
    assert names(read(GOOD + "    prompt: Q\n" + LAST)) == ["last"]


def test_a_hidden_character_in_a_key_is_told_once() -> None:
    assert places(read(GOOD.replace("prompt", "pro\u200bmpt") + LAST)) == [(5, 8, "control-character")]


def test_a_hidden_character_in_a_remark_costs_no_question() -> None:
    bank = read(f"# \u202e\n{GOOD}")
    assert (places(bank), names(bank)) == ([(1, 3, "control-character")], ["good"])


def test_twenty_four_levels_are_bearable() -> None:
    assert places(read(card("[" * 21 + "]" * 21))) == [(10, 13, "text-expected")]


def test_twenty_five_levels_are_too_deep() -> None:
    assert places(read(card("[" * 22 + "]" * 22))) == [(10, 34, "too-deep")]


@pytest.mark.parametrize(("text", "place"), [("[" * 50_000, (1, 25)), ("{a: " * 50_000, (1, 97)), (card("[" * 50_000), (10, 34))])
def test_fifty_thousand_brackets_are_a_problem_and_no_crash(text: str, place: tuple[int, int]) -> None:
    assert places(read(text)) == [(*place, "too-deep")]


def test_a_billion_laughs_are_not_laughed() -> None:
    nine_of_each = (f"{name}: &{name} [{', '.join([f'*{of}'] * 9)}]\n" for of, name in zip("abcdefgh", "bcdefghi", strict=True))
    bank = read("a: &a [ha, ha]\n" + "".join(nine_of_each))
    assert ({code for _, _, code in places(bank)}, len(bank.problems)) == ({"anchor", "alias"}, 9 + 8 * 9)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (GOOD.encode() + b"# caf\xe9\n", (7, 6, "not-utf-8")),
        (b"\xef\xbb\xbftopic: \xe9\n", (1, 8, "not-utf-8")),
        ("# é\n# ".encode() + b"\xff", (2, 3, "not-utf-8")),
        (b"# \xed\xa0\x80", (1, 3, "not-utf-8")),
        (GOOD.encode("utf-16"), (1, 1, "not-utf-8")),
        (GOOD.encode("utf-16-le"), (1, 1, "not-utf-8")),
        (GOOD.encode("utf-16-be"), (1, 1, "not-utf-8")),
        (GOOD.encode("utf-32"), (1, 1, "not-utf-8")),
        (GOOD.encode() + b"# \0", (7, 3, "control-character")),
        (bytes(64), (1, 1, "control-character")),
    ],
)
def test_bytes_that_are_no_text_are_refused_at_the_first_of_them(raw: bytes, expected: tuple[int, int, str]) -> None:
    bank = read(raw)
    assert (places(bank), names(bank)) == ([expected], [])


@pytest.mark.parametrize(("extra", "expected"), [(0, []), (1, [(1, 1, "too-large")])])
def test_a_bank_may_have_four_million_bytes_and_not_one_more(
    bank_file: Callable[..., Path], extra: int, expected: list[tuple[int, int, str]]
) -> None:
    assert places(read_bank(bank_file(GOOD + "#" * (MAXIMUM_BYTES - len(GOOD) + extra)))) == expected


@pytest.mark.parametrize(("text", "place"), [("---\ntopic: U\n", (7, 1)), ("...\n---\ntopic: U\n", (8, 1))])
def test_a_second_document_is_refused_where_it_begins(text: str, place: tuple[int, int]) -> None:
    bank = read(GOOD + text)
    assert (places(bank), names(bank)) == ([(*place, "second-document")], ["good"])


def test_a_document_mark_at_the_top_is_no_second_document() -> None:
    assert names(read("%YAML 1.1\n---\n" + GOOD + "...\n")) == ["good"]


# Positions


def test_columns_count_characters_and_not_bytes() -> None:
    assert places(read(card("{é😀: &a x}"))) == [(10, 18, "anchor")]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_change_no_place(end: str) -> None:
    text = card("&a x") + LAST + "    colour: x\n"
    assert places(read(text.replace("\n", end))) == places(read(text)) == [(10, 13, "anchor"), (15, 5, "unknown-key")]


def test_a_byte_order_mark_changes_no_place() -> None:
    assert places(read(b"\xef\xbb\xbf" + b"topik: T\n")) == [(1, 1, "no-questions"), (1, 1, "unknown-key")]


# Slips, and what is left of the bank


SLIPS = {
    "a colon in a text": ("prompt: Note: what?", (9, 17, "colon-in-text")),
    "a blank at the beginning": ("prompt: {{Ozone}} was added.", (9, 13, "brace-in-text")),
    "nothing but a blank": ("prompt: {{Ozone}}", (9, 13, "brace-in-text")),
    "an apostrophe in single quotes": ("prompt: 'It's so'", (9, 17, "text-after-quote")),
    "text behind quotes": ('prompt: "Smog" is what?', (9, 20, "text-after-quote")),
    "quotes that stay open": ('prompt: "Smog is what?', (9, 13, "unclosed-quote")),
    "single quotes that stay open": ("prompt: 'Smog is what?", (9, 13, "unclosed-quote")),
    "a star round a word": ("prompt: *Smog* is what?", (9, 13, "unreadable-start")),
    "a star before a word": ("prompt: *Smog is what?", (9, 13, "alias")),
    "an ampersand": ("prompt: & so on", (9, 13, "unreadable-start")),
    "an exclamation mark": ("prompt: !! so on", (9, 13, "unreadable-start")),
    "a percent sign": ("prompt: %5 of what?", (9, 13, "unreadable-start")),
    "an at sign": ("prompt: @home", (9, 13, "unreadable-start")),
    "a backtick": ("prompt: `code`", (9, 13, "unreadable-start")),
    "a greater-than sign": ("prompt: > 5 or < 5?", (9, 13, "unreadable-start")),
    "a bar": ("prompt: | 5 |", (9, 13, "unreadable-start")),
    "a question mark": ("prompt: ? 5", (9, 13, "unreadable-start")),
    "a comma": ("prompt: , and?", (9, 13, "unreadable-start")),
    "a dash": ("prompt: - 5 or 5?", (9, 13, "dash-in-text")),
    "a bracket": ("prompt: [5] or 5?", (9, 17, "unexpected-text")),
    "a bracket that stays open": ("prompt: [5 or 5?", (9, 13, "unclosed-list")),
    "a brace that stays open": ("prompt: {5 or 5?", (9, 13, "unclosed-mapping")),
    "no space after the colon": ("prompt:what?", (9, 5, "missing-space")),
    "a line that should be indented": ("prompt: what\n    and why?", (10, 5, "wrong-indent")),
    "too deep an indent": (" prompt: what?", (9, 6, "wrong-indent")),
    "a tab for an indent": ("prompt:\n\t\twhat?", (10, 1, "tab")),
    "a tab behind spaces": ("prompt: what?\n  \thint: H", (10, 3, "tab")),
    "a backslash in double quotes": (r'prompt: "C:\data"', (9, 16, "unknown-escape")),
    "half an escape": (r'prompt: "\u12"', (9, 16, "unknown-escape")),
    "a surrogate": (r'prompt: "\ud83d\ude00"', (9, 16, "unknown-escape")),
}


@pytest.mark.parametrize(("line", "expected"), SLIPS.values(), ids=SLIPS)
def test_a_slip_of_yaml_is_told_at_its_place_and_costs_one_question(line: str, expected: tuple[int, int, str]) -> None:
    bank = read(f"{GOOD}  - id: slip\n    kind: flashcard\n    {line}\n    answer: A\n{LAST}")
    assert (places(bank), names(bank)) == ([expected], ["good", "last"])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("  -id: slip\n    kind: flashcard\n", (7, 3, "missing-space")),
        ("  - id: slip\n  kind: flashcard\n", (8, 3, "wrong-indent")),
        ("  - id: slip\n   kind: flashcard\n", (8, 4, "wrong-indent")),
        ("  - id: slip\n    kind: choice\n    distractors: [a, b\n", (9, 18, "unclosed-list")),
        ("  - id: slip\n    prompt: 'Open\n    kind: flashcard\n  - id: other\n    prompt: 'What?'\n", (8, 13, "unclosed-quote")),
    ],
)
def test_a_question_out_of_line_costs_no_other(lines: str, expected: tuple[int, int, str]) -> None:
    bank = read(GOOD + lines + LAST)
    assert (places(bank)[0], {"good", "last"} <= set(names(bank))) == (expected, True)


def test_every_slip_of_a_bank_is_told_at_once() -> None:
    slip = "  - id: slip\n    kind: flashcard\n    prompt: What: this?\n    answer: A\n"
    assert places(read(GOOD + slip + LAST + slip + slip)) == [(line, 17, "colon-in-text") for line in (9, 17, 21)]


def test_a_slip_hides_no_problem_of_another_sort() -> None:
    slip = "  - id: slip\n    kind: flashcard\n    prompt: What: this?\n    answer: A\n"
    assert places(read(GOOD + "    hnt: H\n" + slip + LAST + "    section: &a S\n")) == [
        (7, 5, "unknown-key"),
        (10, 17, "colon-in-text"),
        (16, 14, "anchor"),
    ]


def test_a_line_that_is_left_out_stays_a_line_where_line_ends_are_mixed() -> None:
    assert places(read("topic: T\nquestions:\n  - \r    a: b: c\n  - b\n")) == [(4, 9, "colon-in-text"), (5, 5, "not-a-question")]


def test_a_space_that_is_none_is_told_behind_a_carriage_return_too() -> None:
    assert places(read("topic: T\r\u00a0questions: x\r")) == places(read("topic: T\n\u00a0questions: x\n"))


def test_a_slip_in_the_head_is_told_and_what_stands_before_is_kept() -> None:
    bank = read("topic: Air\nabout: Air: clean\n" + GOOD.split("\n", 1)[1])
    assert (places(bank), bank.title) == ([(2, 11, "colon-in-text")], "Air")


def test_a_slip_behind_the_questions_costs_none_of_them() -> None:
    bank = read(GOOD + LAST + "about: Air: clean\n")
    assert places(bank) == [(11, 11, "colon-in-text")]
    assert "good" in names(bank)


def test_a_bank_whose_only_question_has_a_slip_is_not_told_to_have_none() -> None:
    assert places(read("topic: T\nquestions:\n  - id: a\n    prompt: b: c\n")) == [(4, 14, "colon-in-text")]


def test_a_space_that_is_none_is_told_and_read_as_one() -> None:
    bank = read(GOOD.replace("    answer", "\u00a0   answer"))
    assert (places(bank), names(bank)) == ([(6, 1, "false-space")], ["good"])


# Files and folders


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_bank(tmp_path / "nowhere.yaml").problems
    assert str(problem) == f"{tmp_path / 'nowhere.yaml'}:1:1: The file cannot be read: No such file or directory. [not-readable]"


def test_a_file_that_may_not_be_read_is_a_problem(bank_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    path = bank_file(GOOD)
    monkeypatch.setattr(os, "open", denied)
    assert [problem.message for problem in read_bank(path).problems] == ["The file cannot be read: Permission denied."]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_is_a_problem_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "bank.yaml")
    library = read_library([tmp_path])
    assert [problem.message for problem in library.problems] == ["The file cannot be read: it is not a regular file."]


def test_a_folder_named_like_a_bank_is_a_folder(bank_file: Callable[..., Path], tmp_path: Path) -> None:
    bank_file(GOOD, "air.yaml/inner.yml")
    assert [bank.topic for bank in read_library([tmp_path]).banks] == ["inner"]


def test_a_folder_that_is_read_as_a_bank_is_a_problem(tmp_path: Path) -> None:
    assert [problem.code for problem in read_bank(tmp_path).problems] == ["not-readable"]


def test_a_folder_without_banks_is_a_problem(bank_file: Callable[..., Path], tmp_path: Path) -> None:
    bank_file("no bank", "notes.txt")
    assert [(problem.path, problem.code) for problem in read_library([tmp_path]).problems] == [(str(tmp_path), "no-bank")]


def test_a_folder_that_may_not_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: object) -> object:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", denied)
    assert [(p.path, p.message) for p in read_library([tmp_path]).problems] == [
        (str(tmp_path), "The folder cannot be read: Permission denied.")
    ]


def test_banks_are_found_in_folders_below_and_whatever_their_case(bank_file: Callable[..., Path], tmp_path: Path) -> None:
    for name in ("a.YAML", "sub/b.yml", "sub/.c.yaml", ".hidden/d.yaml", "e.txt"):
        bank_file(GOOD, name)
    assert [bank.topic for bank in read_library([tmp_path]).banks] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1:1: The file is empty."),
        ("# nothing\n", "1:1: The file is empty."),
        ("\njust text", "2:1: This is not a bank."),
        ("\n\n- a", "3:1: This is not a bank."),
    ],
)
def test_a_file_that_is_no_bank_says_so(text: str, message: str) -> None:
    assert [str(problem) for problem in read(text).problems] == [f"bank.yaml:{message} [not-a-bank]"]


# The library


def test_a_topic_claimed_twice_names_both_files(bank_file: Callable[..., Path], tmp_path: Path) -> None:
    first, second = bank_file(GOOD, "one/air.yaml"), bank_file(GOOD + LAST, "two/air.yaml")
    library = read_library([first, second])
    (problem,) = library.problems
    assert str(problem) == f"{second}:1:1: The topic `air` is claimed by {first} too. [topic-claimed-twice]"
    assert list(library.by_id) == ["air/good"]


def test_the_problems_of_a_bank_whose_topic_is_taken_are_told_all_the_same(bank_file: Callable[..., Path]) -> None:
    library = read_library([bank_file(GOOD, "one/air.yaml"), bank_file(GOOD + "    hnt: H\n", "two/air.yaml")])
    assert sorted(problem.code for problem in library.problems) == ["topic-claimed-twice", "unknown-key"]


def test_a_file_named_twice_is_read_once(bank_file: Callable[..., Path], tmp_path: Path) -> None:
    path = bank_file(GOOD)
    library = read_library([path, tmp_path, tmp_path / ".." / tmp_path.name])
    assert (len(library.banks), library.problems) == (1, ())


def test_banks_are_listed_by_position_and_then_by_title(bank_file: Callable[..., Path]) -> None:
    heads = {"a": "topic: zebra\n", "b": "topic: Apple\n", "c": "topic: second\nposition: 2\n", "d": "topic: then\nposition: 1\n"}
    paths = [bank_file(head + GOOD.split("\n", 1)[1], f"{name}.yaml") for name, head in heads.items()]
    assert [bank.title for bank in read_library(paths).banks] == ["then", "second", "Apple", "zebra"]


def test_a_renamed_question_is_found_by_its_earlier_ids(bank_file: Callable[..., Path]) -> None:
    assert read_library([bank_file(GOOD + "    was: [old, older]\n")]).renamed == {"bank/old": "bank/good", "bank/older": "bank/good"}


def test_a_library_gives_a_bank_by_its_topic() -> None:
    library = Library.of([read(GOOD)])
    assert (library.bank("bank"), library.bank("other"), len(library), [q.id for q in library]) == (read(GOOD), None, 1, ["bank/good"])


def test_the_shipped_banks_are_where_they_are_looked_for() -> None:
    assert len(list(SHIPPED.glob("*.yaml"))) == 12


def test_each_bank_is_told_of_before_it_is_read(tmp_path: Path) -> None:
    for name in ("air", "water"):
        (tmp_path / f"{name}.yaml").write_text("topic: Something\n", "utf-8")
    told: list[str] = []
    read_library([tmp_path], lambda path: told.append(path.name))
    assert told == ["air.yaml", "water.yaml"]


# What a file may cost


def test_ten_thousand_questions_of_one_file_are_read() -> None:
    bank = read("topic: T\nquestions:\n" + "".join(GOOD[GOOD.index("  -") :].replace("good", f"q{n}") for n in range(10_000)))
    assert (len(bank.questions), bank.problems) == (10_000, ())


def test_a_file_of_more_texts_than_a_bank_can_use_is_read_to_a_place_that_is_told() -> None:
    bank = read(GOOD + "about: [" + "a," * MOST_EVENTS + "]\n" + LAST)
    assert ([problem.code for problem in bank.problems], names(bank)) == (["too-large"], ["good"])


def test_after_a_thousand_refusals_nothing_more_is_read() -> None:
    bank = read(GOOD + "  - &a b\n" * 1_000 + LAST)
    assert (len(bank.problems), bank.problems[-1].code, names(bank)) == (201, "more-problems", ["good"])


def test_after_a_thousand_mistakes_in_questions_the_rest_is_not_looked_into() -> None:
    bank = read(GOOD + "  - {id: a}\n" * 1_000 + LAST)
    assert (len(bank.problems), bank.problems[-1].code, names(bank)) == (201, "more-problems", ["good"])


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_that_prepare_tags_are_refused_before_libyaml_compares_each_with_all(end: str) -> None:
    assert places(read("".join(f"%TAG !a{number}! b{end}" for number in range(50_000)) + "---\n" + GOOD)) == [(1, 1, "tag")]


def test_blanks_that_are_never_closed_are_looked_through_once() -> None:
    question = '  - {id: a, kind: cloze, prompt: "' + "{{" * 1_950 + '"}\n'
    bank = read("topic: T\nquestions:\n" + question * 300)
    assert {problem.code for problem in bank.problems} == {"no-blank", "open-blank", "duplicate-id", "more-problems"}


@pytest.mark.parametrize("blank", [" ", "\n", " \n", "\t ", "\r\n"])
def test_a_thousand_blanks_in_a_row_are_refused_before_libyaml_wipes_them_at_each_line(blank: str) -> None:
    assert [problem.code for problem in read(f"topic: 'T{blank * 200_000}" + "\nx" * 200_000 + "'").problems] == ["blanks"]


def test_four_hundred_blanks_in_a_row_are_bearable() -> None:
    assert names(read(GOOD + "\n" * 400 + LAST.replace("prompt:", "prompt:" + " " * 400))) == ["good", "last"]


# Links


def test_a_link_that_leads_out_of_a_folder_is_refused_by_its_name(bank_file: Callable[..., Path], tmp_path: Path) -> None:
    secret = bank_file("root: secret", "elsewhere/secret")
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "air.yaml").symlink_to(secret)
    problems = read_library([tmp_path / "banks"]).problems
    assert [(Path(problem.path).name, problem.code, problem.shown) for problem in problems] == [("air.yaml", "link-outside", "")]


def test_a_link_that_stays_in_the_folder_is_followed(bank_file: Callable[..., Path], tmp_path: Path) -> None:
    bank_file(GOOD, "banks/.kept/air")
    (tmp_path / "banks" / "air.yaml").symlink_to(".kept/air")
    assert list(read_library([tmp_path / "banks"]).by_id) == ["air/good"]


def test_a_link_that_is_named_itself_may_lead_anywhere(bank_file: Callable[..., Path], tmp_path: Path) -> None:
    link = tmp_path / "air.yaml"
    link.symlink_to(bank_file(GOOD, "elsewhere/bank"))
    assert list(read_library([link]).by_id) == ["air/good"]


def test_a_link_to_itself_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "air.yaml").symlink_to("air.yaml")
    assert [problem.code for problem in read_library([tmp_path]).problems] == ["not-readable"]


def test_folders_are_looked_through_to_a_depth_that_is_told(bank_file: Callable[..., Path], tmp_path: Path) -> None:
    bank_file(GOOD, "d/" * 50 + "air.yaml")
    bank_file(GOOD, "d/" * 51 + "water.yaml")
    library = read_library([tmp_path])
    assert ([bank.topic for bank in library.banks], [problem.code for problem in library.problems]) == (["air"], ["too-deep"])


def test_a_file_that_grows_while_it_is_read_has_an_end(bank_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path, fstat = bank_file(GOOD), os.fstat

    def grown(descriptor: int) -> os.stat_result:
        before = fstat(descriptor)
        with path.open("ab") as file:
            file.write(b"#" * MAXIMUM_BYTES)
        return before

    monkeypatch.setattr(os, "fstat", grown)
    assert places(read_bank(path)) == [(1, 1, "too-large")]
