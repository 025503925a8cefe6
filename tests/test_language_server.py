"""What an editor makes of a bank by its JSON Schema: a real yaml-language-server is asked, over its standard input and output."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import questions
from questions.kinds import KINDS
from questions.reading import SHIPPED, read_bank_text
from questions.starter import starter_bank, starter_schema

SERVER = os.environ.get("QUIZ_YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
pytestmark = pytest.mark.skipif(not SERVER, reason="there is no yaml-language-server here; CONTRIBUTING.md says how to get one")

SECONDS_UNTIL_HUNG = 60
SETTINGS = {"yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}}
FOLDER = Path(questions.__file__).parent
HEADER = f"# yaml-language-server: $schema={(FOLDER / 'bank.schema.json').as_uri()}\n"
BANK = f"""\
{HEADER}topic: Lighthouses
questions:
  - id: lens
    kind: choice
    prompt: Why was the lens made of rings?
    answer: 1822
    distractors:
      - To burn less oil
      - text: true
        feedback: No.
    section: 2020-07-01
    advice-off:
      few-options: There are no more.
  - id: range
    kind: number
    prompt: How far is it seen?
    answer: 20
  - id: judged
    kind: true-false
    prompt: It turns.
    answer: yes
"""
COMMON = {"prompt", "hint", "explanation", "section", "source", "was", "advice-off"}


class Server:
    """A client of a language server; positions are lines and columns from 1."""

    def __init__(self, command: str) -> None:
        self.process = subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.read = b""
        self.calls = 0
        self.numbers = count()
        self.underlined: dict[str, list[dict[str, Any]]] = {}
        self.ask("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": {"workspace": {"configuration": True}}})
        self.send({"method": "initialized", "params": {}})
        while self.receive().get("method") != "workspace/configuration":
            pass

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """The next message, once what is asked in it has been answered and what is underlined by it noted."""
        head, _, self.read = self._through(b"\r\n\r\n").partition(b"\r\n\r\n")
        length = int(re.findall(rb"(?i)content-length: *(\d+)", head)[0])
        while len(self.read) < length:
            self._more()
        message: dict[str, Any] = json.loads(self.read[:length])
        self.read = self.read[length:]
        if message.get("method") == "textDocument/publishDiagnostics":
            self.underlined[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            self.send({"id": message["id"], "result": [SETTINGS.get(item["section"]) for item in message["params"]["items"]]})
        elif "method" in message and "id" in message:
            self.send({"id": message["id"], "result": None})
        return message

    def _through(self, end: bytes) -> bytes:
        while end not in self.read:
            self._more()
        return self.read

    def _more(self) -> None:
        assert self.process.stdout is not None
        assert select.select([self.process.stdout], [], [], SECONDS_UNTIL_HUNG)[0], "the server hangs"
        part = os.read(self.process.stdout.fileno(), 65_536)
        assert part, "the server has ended"
        self.read += part

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.calls += 1
        self.send({"id": self.calls, "method": method, "params": params})
        while (message := self.receive()).get("id") != self.calls or "method" in message:
            pass
        return message["result"]

    def open(self, name: str, text: str) -> None:
        document = {"uri": name, "languageId": "yaml", "version": 1, "text": text}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def problems(self, name: str) -> list[tuple[int, int, str]]:
        while name not in self.underlined:
            self.receive()
        starts = [(each["range"]["start"], each["message"]) for each in self.underlined[name]]
        return [(start["line"] + 1, start["character"] + 1, message) for start, message in starts]

    def at(self, method: str, name: str, line: int, column: int) -> Any:
        place = {"textDocument": {"uri": name}, "position": {"line": line - 1, "character": column - 1}}
        return self.ask(f"textDocument/{method}", place)

    def close(self) -> None:
        self.ask("shutdown", {})
        self.send({"method": "exit"})
        self.process.wait(SECONDS_UNTIL_HUNG)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    assert SERVER is not None
    started = Server(SERVER)
    try:
        yield started
        started.close()
    finally:
        started.process.kill()
        started.process.communicate()


def opened(server: Server, text: str) -> str:
    name = f"file:///banks/{next(server.numbers)}.yaml"
    server.open(name, text)
    return name


def offered(server: Server, before: str) -> dict[str, dict[str, Any]]:
    """What is offered at the end of a text, by what it is called."""
    text = BANK + before
    found = server.at("completion", opened(server, text), text.count("\n") + 1, len(text) - text.rfind("\n"))
    return {item["label"]: item for item in found["items"]}


def explained(server: Server, at: str) -> str:
    lines = BANK[: BANK.index(at, len(HEADER))].split("\n")
    found: str = server.at("hover", opened(server, BANK), len(lines), len(lines[-1]) + 1)["contents"]["value"]
    return found


def test_a_bank_without_mistakes_has_nothing_underlined(server: Server) -> None:
    assert server.problems(opened(server, BANK)) == []


def test_nothing_is_underlined_in_the_shipped_banks_and_their_header_leads_to_the_schema(server: Server) -> None:
    banks = {path.as_uri(): path.read_text("utf-8") for path in SHIPPED.glob("*.yaml")}
    for name, text in banks.items():
        server.open(name, text)
    assert {name: server.problems(name) for name in banks} == {name: [] for name in banks}
    assert ["The name that students see." in server.at("hover", name, 2, 2)["contents"]["value"] for name in banks] == [True] * 12


def test_nothing_is_underlined_in_a_new_bank_and_its_header_leads_to_the_schema_beside_it(server: Server, tmp_path: Path) -> None:
    (tmp_path / "bank.schema.json").write_bytes(starter_schema())
    name, text = (tmp_path / "sea-lights.yaml").as_uri(), starter_bank("Sea lights", bare=True)
    server.open(name, text)
    assert server.problems(name) == []
    line = text.split("\n").index("topic: Sea lights") + 1
    assert "The name that students see." in server.at("hover", name, line, 2)["contents"]["value"]


def test_nothing_is_underlined_in_the_examples_of_the_guide(server: Server) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", (FOLDER / "FORMAT.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    banks = [block if block.startswith("topic:") else "topic: T\nquestions:\n" + textwrap.indent(block, "  ") for block in blocks]
    names = [f"file:///guide/{number}.yaml" for number in range(len(banks))]
    for name, bank in zip(names, banks, strict=True):
        server.open(name, HEADER + bank)
    assert [server.problems(name) for name in names] == [[]] * len(banks)


def test_the_nine_kinds_are_offered_and_explained(server: Server) -> None:
    found = offered(server, "  - id: new\n    kind: ")
    assert set(found) == set(KINDS)
    assert found["order"]["documentation"].startswith("Items to be put in order.")


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("flashcard", {"answer"}),
        ("choice", {"answer", "distractors"}),
        ("short-answer", {"answer", "accept"}),
        ("number", {"answer", "tolerance", "unit"}),
        ("cloze", set()),
    ],
)
def test_a_question_is_offered_the_keys_of_its_kind_and_no_others(server: Server, kind: str, own: set[str]) -> None:
    # The last is one for all the keys that the question still needs.
    assert set(offered(server, f"  - id: new\n    kind: {kind}\n    ")) == COMMON | own | {f"{kind} question"}


def test_a_new_question_is_offered_whole_for_each_kind(server: Server) -> None:
    found = offered(server, "  - ")
    whole = {kind: re.findall(r"^ *(\S+):", found[f"{kind} question"]["insertText"], re.MULTILINE) for kind in KINDS}
    assert {tuple(keys[:3]) for keys in whole.values()} == {("id", "kind", "prompt")}
    assert whole["choice"] == ["id", "kind", "prompt", "answer", "distractors"]


def test_true_and_false_are_offered_for_a_verdict(server: Server) -> None:
    assert set(offered(server, "  - id: new\n    kind: true-false\n    answer: ")) == {"true", "false"}


def test_codes_of_advice_are_offered_and_explained(server: Server) -> None:
    found = offered(server, "  - id: new\n    kind: choice\n    advice-off:\n      ")
    assert found["longest-key"]["documentation"] == "The right option is clearly the longest."


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("distractors", "The wrong options: texts, or mappings of `text` and `feedback`."),
        ("feedback", "Shown to a learner who chose it."),
        ("advice-off", "Advice that does not fit here: a code, and the reason."),
        ("id", "The name of the question within its bank"),
        ("choice", "`cloze`: A text with blanks that the learner fills in."),
    ],
)
def test_what_is_pointed_at_is_explained_in_our_words(server: Server, key: str, words: str) -> None:
    assert words in explained(server, key)


FIRST = "- id: lens"
# What is written instead of what, where that is underlined, and the words.
MISTAKES = {
    "a misspelt key": ("section:", "sektion:", (12, 5), "sektion"),
    "a key of another kind": ("section:", "unit:", (12, 5), "unit"),
    "a misspelt key of a distractor": ("feedback:", "fedback:", (11, 9), "fedback"),
    "a kind that is none": ("kind: choice", "kind: chioce", (5, 11), '"choice", "select"'),
    "a list for a text": ("answer: 1822", "answer: [1822]", (7, 13), "Write one text here"),
    "a text for a number": ("answer: 20", "answer: far off", (18, 13), "Write digits only, as in 1500 or 0.5."),
    "a text for a verdict": ("answer: yes", "answer: perhaps", (22, 13), "Write true or false."),
    "a name with a space": ("id: lens", "id: The lens", (4, 9), "Write small letters, digits and single hyphens"),
    "a code that is none": ("few-options", "fewer-options", (14, 7), "fewer-options"),
    "a text for a list": (FIRST, "- {id: a, kind: order, prompt: P, answer: B}\n  " + FIRST, (4, 45), "Write a line for each"),
    "a key that is missing": ("    answer: 20\n", "", (15, 5), 'Missing property "answer"'),
    "a choice without choice": (FIRST, "- {id: a, kind: choice, prompt: P, answer: A, distractors: []}\n  " + FIRST, (4, 62), "too few"),
    "an order of one": (FIRST, "- {id: a, kind: order, prompt: P, answer: [A]}\n  " + FIRST, (4, 45), "too few"),
    "a match of one": (FIRST, "- {id: a, kind: match, prompt: P, answer: {A: B}}\n  " + FIRST, (4, 45), "fewer"),
    "a cloze without a blank": (FIRST, "- {id: a, kind: cloze, prompt: P}\n  " + FIRST, (4, 34), "as {{answer}}"),
}  # fmt: skip


def with_mistake(old: str, new: str) -> str:
    assert old in BANK
    return BANK.replace(old, new, 1)


@pytest.fixture(scope="module")
def underlined(server: Server) -> dict[str, list[tuple[int, int, str]]]:
    # Opened together, for the server waits a moment before it looks at each.
    names = {mistake: opened(server, with_mistake(old, new)) for mistake, (old, new, *_) in MISTAKES.items()}
    return {mistake: server.problems(name) for mistake, name in names.items()}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_underlined_where_quiz_check_reports_it(underlined: dict[str, list[tuple[int, int, str]]], mistake: str) -> None:
    old, new, place, words = MISTAKES[mistake]
    ((line, column, message),) = underlined[mistake]
    assert ((line, column), words in message) == (place, True)
    assert place in {(each.line, each.column) for each in read_bank_text(with_mistake(old, new).encode(), Path("bank.yaml")).problems}
