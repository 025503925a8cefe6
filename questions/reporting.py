"""Problems in the forms that other programs read: JSON, SARIF 2.1.0, annotations of GitHub workflows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from questions.problems import Problem, visible

_KEYS = ("path", "line", "column", "code", "message", "advice")
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "advice": "note"}
_ANNOTATIONS = {"error": "error", "advice": "notice"}


def as_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return the problems as plain data for JSON, in the order of files, lines and columns."""
    return [{key: getattr(problem, key) for key in _KEYS} for problem in sorted(problems)]


def as_sarif(problems: Iterable[Problem], version: str) -> dict[str, Any]:
    """Return the problems as a log of SARIF 2.1.0, ``version`` being that of the program.

    What must be mended is of level "error", advice of level "note". Files below the working directory have relative URIs.
    """
    every = sorted(problems)
    codes = sorted({problem.code for problem in every})
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": _LEVELS[problem.severity],
            "message": {"text": _in_words(problem)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(problem.path)},
                        "region": {"startLine": problem.line, "startColumn": problem.column},
                    }
                }
            ],
        }
        for problem in every
    ]
    driver = {"name": "quiz", "version": version, "rules": [{"id": code} for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def as_annotations(problems: Iterable[Problem]) -> list[str]:
    """Return for each problem the line that makes GitHub annotate its place: an error, or a notice for advice."""
    return [_annotation(problem) for problem in sorted(problems)]


def _annotation(problem: Problem) -> str:
    places = {"file": Path(problem.path).as_posix(), "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(f"{name}={_escaped(visible(str(value)), ':,')}" for name, value in places.items())
    return f"::{_ANNOTATIONS[problem.severity]} {properties}::{_escaped(_in_words(problem))}"


def _escaped(text: str, also: str = "") -> str:
    """Return text with the characters that end a part of an annotation as ``%`` and their code."""
    return "".join(f"%{ord(character):02X}" if character in "%\r\n" + also else character for character in text)


def _in_words(problem: Problem) -> str:
    return visible(f"{problem.message} {problem.advice}".strip())


def _uri(path: str) -> str:
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())
