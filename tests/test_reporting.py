"""Problems as other programs read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from questions.problems import Problem
from questions.reporting import as_annotations, as_data, as_sarif

MISTAKE = Problem("banks/air quality.yaml", 3, 7, "empty", "`answer` has nothing in it.", "Write the text.", "    answer:")
ADVICE = Problem("banks/air quality.yaml", 2, 1, "negative", "The stem says not.", severity="advice")


def results(*problems: Problem) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = as_sarif(problems, "1.2.3")["runs"][0]["results"]
    return found


def test_data_has_the_place_the_code_and_the_words() -> None:
    assert as_data([MISTAKE]) == [
        {
            "path": "banks/air quality.yaml",
            "line": 3,
            "column": 7,
            "code": "empty",
            "message": "`answer` has nothing in it.",
            "advice": "Write the text.",
        }
    ]


def test_a_log_of_sarif_names_the_program_and_the_rules_that_were_broken() -> None:
    assert as_sarif([MISTAKE, ADVICE], "1.2.3")["runs"][0]["tool"]["driver"] == {
        "name": "quiz",
        "version": "1.2.3",
        "rules": [{"id": "empty"}, {"id": "negative"}],
    }


def test_a_result_of_sarif_has_its_rule_its_words_and_its_place() -> None:
    assert results(MISTAKE) == [
        {
            "ruleId": "empty",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "`answer` has nothing in it. Write the text."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "banks/air%20quality.yaml"},
                        "region": {"startLine": 3, "startColumn": 7},
                    }
                }
            ],
        }
    ]


def test_advice_is_a_note_to_sarif_and_a_mistake_an_error() -> None:
    assert [(result["ruleId"], result["level"]) for result in results(MISTAKE, ADVICE)] == [("negative", "note"), ("empty", "error")]


def test_a_file_outside_the_working_directory_has_a_whole_uri(tmp_path: Path) -> None:
    (result,) = results(Problem(str(tmp_path / "b.yaml"), 1, 1, "empty", "Empty."))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": (tmp_path / "b.yaml").as_uri()}


def test_an_annotation_has_the_place_the_code_and_the_words() -> None:
    assert as_annotations([ADVICE, MISTAKE]) == [
        "::notice file=banks/air quality.yaml,line=2,col=1,title=negative::The stem says not.",
        "::error file=banks/air quality.yaml,line=3,col=7,title=empty::`answer` has nothing in it. Write the text.",
    ]


@pytest.mark.parametrize(
    ("path", "message", "expected"),
    [
        ("a,b:c%.yaml", "M.", "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=c::M."),
        ("b.yaml", "50 %, no: 60.", "::error file=b.yaml,line=1,col=1,title=c::50 %25, no: 60."),
        ("b.yaml", "One\r\n::two.", "::error file=b.yaml,line=1,col=1,title=c::One<U+000D><U+000A>::two."),
        ("b\n::c.yaml", "M.", "::error file=b<U+000A>%3A%3Ac.yaml,line=1,col=1,title=c::M."),
    ],
)
def test_no_character_ends_a_part_of_an_annotation_early(path: str, message: str, expected: str) -> None:
    assert as_annotations([Problem(path, 1, 1, "c", message)]) == [expected]
