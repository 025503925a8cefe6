"""The JSON Schema of banks: it is what the models say, and what an editor needs to help."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import questions
from questions.advice import CODES
from questions.kinds import KINDS
from questions.reading import read_bank_text
from questions.schema import bank_schema

SCHEMA = bank_schema()
KNOWN_TO_ALL = {"id", "kind", "prompt", "hint", "explanation", "section", "source", "was", "advice-off"}


def properties(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = SCHEMA["$defs"][KINDS[kind].__name__]["properties"]
    return found


def test_the_shipped_schema_is_the_one_that_the_models_give() -> None:
    shipped = Path(questions.__file__).with_name("bank.schema.json").read_text("utf-8")
    assert json.loads(shipped) == SCHEMA


def test_it_is_of_draft_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_kinds_are_offered() -> None:
    assert SCHEMA["$defs"]["Question"]["properties"]["kind"]["enum"] == list(KINDS)


def test_each_kind_leads_to_its_own_keys() -> None:
    led = {each["if"]["properties"]["kind"]["const"]: each["then"]["$ref"] for each in SCHEMA["$defs"]["Question"]["allOf"]}
    assert led == {kind: f"#/$defs/{model.__name__}" for kind, model in KINDS.items()}


@pytest.mark.parametrize(
    ("kind", "own"),
    [("number", {"answer", "tolerance", "unit"}), ("cloze", set()), ("choice", {"answer", "distractors"}), ("order", {"answer"})],
)
def test_a_kind_has_its_keys_and_no_others(kind: str, own: set[str]) -> None:
    assert (set(properties(kind)), SCHEMA["$defs"][KINDS[kind].__name__]["additionalProperties"]) == (KNOWN_TO_ALL | own, False)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_question_is_explained(kind: str) -> None:
    assert [name for name, schema in properties(kind).items() if "description" not in schema and name != "kind"] == []


def test_a_text_may_look_like_a_number_or_a_truth_value() -> None:
    assert properties("choice")["answer"]["type"] == ["string", "number", "boolean"]


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("true-false", ["true", "FALSE", "Yes", "no", "on", "off", "T", "f", "y", "N", "perhaps", "truely", "10"]),
        ("number", ["5", "-5", "+0.5", ".5", "5.", "1e3", "1_000", " 5 ", "five", "1,000", "5 km", "1/2"]),
    ],
)
def test_a_text_in_quotes_is_right_where_the_reader_takes_it(kind: str, answers: list[str]) -> None:
    lines = "topic: T\nquestions:\n  - id: a\n    kind: {}\n    prompt: P\n    answer: '{}'\n"
    taken = [read_bank_text(lines.format(kind, answer).encode(), Path("bank.yaml")).problems == () for answer in answers]
    assert [re.search(properties(kind)["answer"]["pattern"], answer) is not None for answer in answers] == taken


@pytest.mark.parametrize("kind", KINDS)
def test_the_keys_of_a_kind_begin_as_they_are_written(kind: str) -> None:
    assert list(properties(kind))[:3] == ["id", "kind", "prompt"]


def test_a_reason_is_asked_for_by_the_known_codes() -> None:
    assert properties("choice")["advice-off"]["$ref"] == "#/$defs/Reasons"
    reasons = SCHEMA["$defs"]["Reasons"]
    assert (list(reasons["properties"]), reasons["additionalProperties"]) == (list(CODES), False)


def test_every_reference_leads_somewhere() -> None:
    names = {part.split('"')[0] for part in json.dumps(SCHEMA).split("#/$defs/")[1:]}
    assert names == set(SCHEMA["$defs"])
