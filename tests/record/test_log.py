from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from progress import log
from progress.chain import breaks, broken_at
from progress.log import GENESIS, Body, Entry, canonical, digest, entry_of
from progress.records import EntryId
from progress.schedule import DEFAULT

BODIES: list[Body] = [
    log.StreamOpened("a1", "Ann", "laptop"),
    log.LearnerRenamed("Anna"),
    log.SettingChanged("theme", "dark"),
    log.SittingStarted("s", "exam", ("air/year", "air/rain"), ("air",), 600, 7),
    log.Answered("s", "air/year", "match", "h", ("b", "a"), {"a": "1", "b": "2"}, "partly", 0.5, "One of two.", 2, "part", 4000, True),
    log.Drafted("s", "air/year", None, (), 10, 20, True),
    log.SittingPaused("s", 30),
    log.SittingEnded("s", "time-up", 40),
    log.Undone("x", 5),
    log.Redone("x", 5),
    log.Rerated("x", 5, 4, "you chose so"),
    log.Claimed("x", 5, "guess", 1, "you say so"),
    log.Regraded("x", 5, "w", "right", 1.0, "It is so.", 3, "the key was corrected"),
    log.ScheduleChanged(DEFAULT.parameters, 0.85),
    log.QuestionMarked("air/year", "flagged", True),
    log.LearnersJoined("b2"),
    log.EntriesLost("x", 3, 5, "00ff", "a1"),
]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}'),
        ({"é": "Zoë — 日本 😀"}, '{"é":"Zoë — 日本 😀"}'),
        ('a"b\\c\n\x00\x1b', '"a\\"b\\\\c\\n\\u0000\\u001b"'),
        ((1, 2), "[1,2]"),
        (0.1, "0.1"),
        (1.0, "1.0"),
        (1, "1"),
        ({}, "{}"),
    ],
)
def test_the_same_data_have_one_text(data: Any, text: str) -> None:
    assert canonical(data) == text


@pytest.mark.parametrize("half", ["\udcff", "a\ud800b", "\udfff\udc80"])
def test_half_characters_are_escaped_and_come_back(half: str) -> None:
    text = canonical(half)
    assert (text.isascii(), json.loads(text)) == (True, half)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_json_cannot_hold_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"score": number})


def test_the_digest_is_sha_256_over_the_one_before_and_all_fields() -> None:
    # (head -c 32 /dev/zero; printf 's\n1\n1741600000000\n-300\nundone\n{"seq":1,"stream":"é"}') | sha256sum
    found = digest(GENESIS, "s", 1, 1_741_600_000_000, -300, "undone", '{"seq":1,"stream":"é"}')
    assert found.hex() == "11602ebc762ba13dfa7d526162f1592c97203f44c32e714b7906e882ea25515a"


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.type)
def test_an_entry_reads_back_as_it_was_written(body: Body) -> None:
    assert entry_of("s", 1, 0, 0, body, GENESIS).read() == body


def test_what_is_not_said_of_a_draft_or_an_answer_is_taken_as_no() -> None:
    draft, answer = log.Drafted("s", "q", None, (), 1, 2), log.Answered("s", "q", "k", "w", (), None, "wrong", 0.0, "", 1, "", 3)
    assert (draft.later, answer.hinted, answer.confidence) == (False, False, "")


def test_every_kind_of_entry_is_tried_here() -> None:
    assert {body.type for body in BODIES} == set(log.BODIES)


def test_an_entry_of_a_later_program_reads_as_unknown() -> None:
    assert Entry("s", 1, 0, 0, "dreamt", "{}", GENESIS).read() is None


def test_what_a_later_program_added_to_an_entry_is_passed_over() -> None:
    assert Entry("s", 1, 0, 0, "learner-renamed", '{"mood":"good","name":"Anna"}', GENESIS).read() == log.LearnerRenamed("Anna")


def test_what_an_entry_may_leave_out_has_its_default() -> None:
    body = '{"learner":"a1","name":"Ann","device":"laptop"}'
    assert Entry("s", 1, 0, 0, "stream-opened", body, GENESIS).read() == log.StreamOpened("a1", "Ann", "laptop", log.FORMAT)


# -- the chain


def chain(length: int = 5) -> list[Entry]:
    entries: list[Entry] = []
    for seq in range(1, length + 1):
        before = entries[-1].digest if entries else GENESIS
        entries.append(entry_of("s", seq, 1000 * seq, -300, log.SettingChanged("theme", str(seq)), before))
    return entries


CHANGES: list[dict[str, Any]] = [
    {"stream": "t"},
    {"seq": 9},
    {"at": 1},
    {"offset": 0},
    {"type": "learner-renamed"},
    {"body": "{}"},
    {"digest": hashlib.sha256(b"").digest()},
]


def test_a_sound_chain_is_not_broken() -> None:
    assert broken_at(chain()) is None


def test_an_empty_chain_is_not_broken() -> None:
    assert broken_at([]) is None


@pytest.mark.parametrize("index", [0, 2, 4])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_any_changed_field_is_found(index: int, change: dict[str, Any]) -> None:
    entries = chain()
    entries[index] = replace(entries[index], **change)
    found = {each.entry for each in breaks(entries)}
    # An entry that lost its number leaves a gap: that is found at the one after it.
    expected = entries[index + 1].id if "seq" in change and index < 4 else entries[index].id
    assert expected in found


def test_every_single_flipped_bit_of_a_body_is_found() -> None:
    entries = chain()
    body = entries[2].body.encode()
    flipped = [body[:at] + bytes([body[at] ^ 1 << bit]) + body[at + 1 :] for at in range(len(body)) for bit in range(7)]
    found = {broken_at([*entries[:2], replace(entries[2], body=changed.decode()), *entries[3:]]) for changed in flipped}
    assert found == {EntryId("s", 3)}


def test_an_entry_that_was_changed_and_digested_anew_is_found_by_the_next() -> None:
    entries = chain()
    entries[2] = entry_of("s", 3, 3000, -300, log.SettingChanged("theme", "forged"), entries[1].digest)
    assert broken_at(entries) == EntryId("s", 4)


@pytest.mark.parametrize("index", [0, 1, 3])
def test_a_removed_entry_is_found_at_the_one_after_it(index: int) -> None:
    entries = chain()
    del entries[index]
    assert broken_at(entries) == EntryId("s", index + 2)


def test_an_entry_gone_from_the_end_leaves_a_sound_chain() -> None:
    assert broken_at(chain()[:-1]) is None


@pytest.mark.parametrize("number", [1, 3, 5])
def test_an_entry_put_in_between_is_found(number: int) -> None:
    entries = chain()
    added = entry_of("s", number, 0, 0, log.LearnerRenamed("Eve"), GENESIS)
    assert broken_at([*entries, added]) == EntryId("s", number)


def test_a_number_beyond_the_next_is_found() -> None:
    entries = chain()
    added = entry_of("s", 7, 7000, 0, log.LearnerRenamed("Eve"), entries[-1].digest)
    assert broken_at([*entries, added]) == EntryId("s", 7)


def test_the_order_in_which_entries_are_given_does_not_matter() -> None:
    assert broken_at(reversed(chain())) is None


@pytest.mark.parametrize(
    "body",
    [
        " " + "[" * 200_000,
        '{"stream":"x","seq":5} x',
        '{"stream":"x","seq":5}{}',
        '{"stream":"x","seq":true}',
        '{"stream":"x","seq":0}',
        '{"stream":"\\ud800","seq":5}',
        '{"stream":"x","seq":NaN}',
        '["x",5]',
    ],
    ids=lambda body: body[:30],
)
def test_a_body_that_says_what_cannot_be_is_refused(body: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it, it is one error
        Entry("s", 1, 0, 0, "undone", body, GENESIS).read()


def test_spaces_around_a_body_are_none_of_it() -> None:
    assert Entry("s", 1, 0, 0, "undone", ' {"stream":"x","seq":5}\n', GENESIS).read() == log.Undone("x", 5)
