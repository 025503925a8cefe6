"""Banks that were written to do harm, and what ``quiz check`` makes of them, each in a process of its own.

``read_hostile_banks(folder, count)`` writes ``count`` of them below ``folder``, always the same ones, and returns what their reading cost.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LARGEST = 3_999_000
"""Bytes: about what a bank may have."""
SECONDS, MEGABYTES = 1.0, 200.0
"""What the reading of a bank may cost: processor time, and memory beyond that of the program."""
_PATIENCE = 20
"""Seconds after which a reader that waits for ever is ended, and counts as one that failed."""
_LEFT_PROPERLY = (0, 1, 2)
_UNCAUGHT = 99
_CANARY = "canary"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reading of one bank came to: processor seconds, megabytes beyond the program's own, and the exit status."""

    name: str
    seconds: float
    megabytes: float
    status: int
    hostile_bytes: int


@dataclass(frozen=True, slots=True)
class Result:
    """How many banks were read, and how many of them did which harm. ``actions`` is 1 if a bank got a command run."""

    files: int
    uncaught: int
    over_a_second: int
    over_200_mb: int
    hostile_bytes: int
    actions: int
    slowest: Reading
    largest: Reading
    harmful: tuple[Reading, ...]


def read_hostile_banks(folder: Path, count: int, largest: int = LARGEST) -> Result:
    """Write ``count`` hostile banks of at most ``largest`` bytes below ``folder``, check each, and return what came of it."""
    made = [(name, _made(folder / f"{number:03}", make, largest)) for number, (name, make) in enumerate(_banks(count))]
    request = json.dumps({"home": str(folder), "banks": [(name, str(path)) for name, path in made]})
    ran = subprocess.run([sys.executable, __file__], input=request, capture_output=True, text=True, check=True)
    readings = [Reading(**json.loads(line)) for line in ran.stdout.splitlines()]
    harms = {
        "uncaught": [each for each in readings if each.status not in _LEFT_PROPERLY],
        "over_a_second": [each for each in readings if each.seconds > SECONDS],
        "over_200_mb": [each for each in readings if each.megabytes > MEGABYTES],
        "hostile_bytes": [each for each in readings if each.hostile_bytes],
    }
    return Result(
        files=len(readings),
        **{harm: len(done) for harm, done in harms.items()},
        actions=int((folder / _CANARY).exists()),
        slowest=max(readings, key=lambda each: each.seconds),
        largest=max(readings, key=lambda each: each.megabytes),
        harmful=tuple(dict.fromkeys(each for done in harms.values() for each in done)),
    )


# Writing them

HEAD = "topic: T\nquestions:\n"
GOOD = HEAD + "  - {id: good, kind: true-false, prompt: P, answer: true}\n"
Content = Callable[[int], str | bytes]


def _filled(unit: str, head: str = HEAD, tail: str = "") -> Content:
    """A text over and over; ``@`` in it is a number that rises."""

    def content(size: int) -> str:
        room = size - len((head + tail).encode())
        times = max(1, room // (len(unit.encode()) + 5 * unit.count("@")))
        return head + (unit * times if "@" not in unit else "".join(unit.replace("@", str(n)) for n in range(times))) + tail

    return content


def _questions(kind: str, more: str) -> Content:
    return _filled(f"- {{id: q@, kind: {kind}, prompt: P, {more}}}\n")


def _joined(item: str, times: int) -> str:
    return ",".join(item.replace("@", str(number)) for number in range(times))


def _encoded(encoding: str) -> Content:
    return lambda _: (GOOD + "# Québec\n").encode(encoding)


def _laughs(size: int) -> str:
    rows = (f"{name}: &{name} [{_joined(f'*{of}', 9)}]\n" for of, name in zip("abcdefgh", "bcdefghi", strict=True))
    return "a: &a [ha, ha]\n" + "".join(rows) * (size // 4_000 + 1)


def _merge_bomb(size: int) -> str:
    return "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, size // 40))


def _card(name: str) -> str:
    return f"- {{kind: flashcard, prompt: P, answer: A, id: {name}}}\n"


_RUN = f'!!python/object/apply:os.system ["touch {_CANARY}"]'
_TEXTS: dict[str, Content] = {
    # Nesting
    "brackets": _filled("[", ""),
    "brackets closed": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "braces": _filled("{", ""),
    "braces with keys": _filled("{a: ", ""),
    "braces line by line": _filled("- {\n"),
    "brackets line by line": _filled("- [\n"),
    "dashes": _filled("- ", ""),
    "question marks": _filled("? ", ""),
    "question marks and keys": _filled("? a\n", ""),
    "colons": _filled(": ", ""),
    "as deep as may be, often": _filled("[" * 22 + "]" * 22 + ",", HEAD + "- [", "]"),
    "indented ever further": lambda size: "".join(" " * depth + "a:\n" for depth in range(min(2_500, size // 1_250 + 3))),
    # Many of something
    "list items": _filled("- a\n", ""),
    "questions that are texts": _filled("- a\n"),
    "flow items": _filled("a,", "[", "]"),
    "empty lists": _filled("[],", "[", "]"),
    "empty mappings": _filled("{},", "[", "]"),
    "keys": _filled("k@: v\n", ""),
    "keys of a question": _filled("  k@: v\n", HEAD + "- id: a\n"),
    "a key again and again": _filled("a: b\n", ""),
    "the topic a hundred thousand times": lambda size: "topic: b\n" * min(100_000, size // 9),
    "flow keys again and again": _filled("a: b,", "{", "}"),
    "documents": _filled("---\n", ""),
    "documents ended": _filled("a\n...\n", ""),
    "directives": _filled("%x\n", ""),
    "tag directives": _filled("%TAG !a@! b\n", ""),
    "remarks": _filled("#\n", ""),
    "one remark": _filled("#", ""),
    "blank lines": _filled("\n", "a: 'b"),
    "carriage returns": _filled("\r", "a: 'b"),
    "next lines": _filled("\x85", "a: b"),
    "spaces": _filled(" ", "a: 'b"),
    "tabs": _filled("\t", "a:"),
    "a literal of blank lines": _filled("\n", "a: |\n "),
    "a folded text": _filled("\n x", "a: >\n "),
    "words on lines": _filled("word\n  ", "a: "),
    "blanks before many lines": lambda size: "a: 'b" + " " * (size // 2) + "\nx" * (size // 4),
    "empty lines before many lines": lambda size: "a: |\n x" + "\n" * (size // 2) + " x\n" * (size // 6),
    "as many blanks as may be before many lines": lambda size: "a: 'b" + " " * 490 + "\nx" * (size // 2 - 500),
    "doubled quotes": _filled("''", "a: '", "'"),
    "questions": _filled("- {id: q@, kind: true-false, prompt: P, answer: true}\n"),
    "empty questions": _filled("- {}\n"),
    # What YAML has and a bank may not
    "a billion laughs": _laughs,
    "anchors": _filled("- &a b\n"),
    "aliases": _filled("- *a\n"),
    "tags": _filled("- !a b\n"),
    "tags and anchors": _filled("- !a &a b\n"),
    "merge keys": _filled("- <<: *a\n"),
    "a merge bomb": _merge_bomb,
    "an anchor on anchors": _filled("&a ", "a: "),
    "a long tag": _filled("a", "a: !"),
    "a long anchor": _filled("a", "a: &"),
    "a long alias": _filled("a", "a: *"),
    "a command as a tag": _filled(f"- {_RUN}\n"),
    "a command as a prompt": _filled(f"- {{id: q@, kind: true-false, prompt: {_RUN}, answer: true}}\n"),
    # Characters that a terminal would obey or that hide something
    "ESC": _filled("\x1b", "topic: '"),
    "colours": _filled("- \x1b[31mred\x1b[0m\n"),
    "the clipboard (OSC 52)": _filled("- \x1b]52;c;cm0gLXJmIH4=\x07\n"),
    "a link (OSC 8)": _filled("- \x1b]8;;http://example.com\x1b\\text\x1b]8;;\x1b\\\n"),
    "the title (OSC 0)": _filled("- \x9d0;title\x9c\n"),
    "ESC by its escape": _filled("\\e", 'a: "', '"'),
    "ESC by its escape, in items": _filled('- "\\e]52;c;x\\a"\n'),
    "ESC in keys": _filled('- {"\\x1b[2J@": a}\n'),
    "ESC in an id": _filled('- {id: "\\e[31m@", kind: "\\e[5m"}\n'),
    "ESC in an unknown key": _filled('- {id: q@, kind: flashcard, prompt: P, answer: A, "\\u009b31m": x}\n'),
    "ESC in a tag": _filled("- !\x1b[31m b\n"),
    "overrides": _filled("\u202e\n", "#"),
    "isolates": _filled("- a\u2066b\u2069c\n"),
    "zero width": _filled("- a\u200b\u2060\ufeffb\n"),
    "soft hyphens and tags": _filled("- {id: a\u00ad\U000e0041@, kind: \u00ad}\n"),
    "joiners in an id": _filled("- {id: a\u200db@, kind: choi\u200cce}\n"),
    "spaces that are none": _filled("\u00a0- a\n"),
    "lost characters": _filled("- caf\ufffd\n"),
    "no characters": _filled("- \uffff\ufffe\n"),
    "NUL": _filled("\0", ""),
    "NUL at the end": lambda _: GOOD + "\0",
    "combining marks": _filled("\u0301", "topic: a"),
    "wide letters": _filled("- {id: ｑ@, kind: ｃｈｏｉｃｅ}\n"),
    "ligatures": _filled("- {id: q@, kind: short-answer, prompt: P, answer: " + "ﷺ" * 990 + "}\n"),
    "markup": _filled("- {id: '[/b]@', kind: \"[@click=app.quit]\", prompt: '[link=file:///]x[/]', answer: '[/]'}\n"),
    # Encodings
    "UTF-16": _encoded("utf-16"),
    "UTF-16, little end first": _encoded("utf-16-le"),
    "UTF-16, big end first": _encoded("utf-16-be"),
    "UTF-32": _encoded("utf-32"),
    "UTF-32, big end first": _encoded("utf-32-be"),
    "UTF-7": _encoded("utf-7"),
    "Latin-1": _encoded("latin-1"),
    "Windows": lambda _: (GOOD + "# “é”\n").encode("cp1252"),
    "EBCDIC": _encoded("cp500"),
    "a byte-order mark in the middle": lambda _: GOOD.encode() + b"\xef\xbb\xbf# more\n",
    "two byte-order marks": lambda _: b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD.encode(),
    "surrogates": lambda size: GOOD.encode() + b"# \xed\xa0\x80" * (size // 8),
    "overlong": lambda size: b"# \xc0\xaf" * (size // 4),
    "half a character": lambda _: GOOD.encode() + b"# \xf0\x9f",
    "noise": lambda size: random.Random(1).randbytes(size),
    "zeros": bytes,
    "UTF-16 of many lines": lambda size: ("- a\n" * (size // 8)).encode("utf-16"),
    # Slips, over and over
    "colons in texts": _filled("- id: q@\n  prompt: a: b\n"),
    "colons in items": _filled("- a: b: c\n"),
    "text behind quotes": _filled("- 'a' b\n"),
    "open quotes": _filled("- a: 'b\n"),
    "open lists": _filled("  - a: [x\n"),
    "slips in braces": _filled("- {a: b: c}\n"),
    "a slip at the very end": _filled("- id: q@\n  kind: flashcard\n  prompt: a\n  answer: b\n", tail="  x: y: z\n"),
    "slips after many questions": _filled("- {id: q@, kind: flashcard, prompt: P, answer: A}\n", tail="- a: b: c\n" * 60),
    "dashes without a space": _filled("-a\n"),
    # Questions that have something wrong with them, each of them
    "ids missing": _filled("- {kind: flashcard, prompt: P, answer: A}\n"),
    "nothing but an id": _filled("- {id: q@}\n"),
    "keys misspelt": _questions("flashcard", "answr: A"),
    "an unknown key": _questions("flashcard", "answer: A, colour: x"),
    "many unknown keys": _questions("flashcard", _joined("k@: v", 90).replace("@", "")),
    "a long unknown key": _questions("flashcard", "answer: A, " + "x" * 900 + ": x"),
    "no id at all": _filled("- {id: Q@ é, kind: flashcard, prompt: P, answer: A}\n"),
    "one id": _filled("- {id: q, kind: flashcard, prompt: P, answer: A}\n"),
    "nothing in it": _filled("- {id: q@, kind: '', prompt: '', answer: ''}\n"),
    "empty items": _questions("order", "answer: [" + "''," * 90 + "]"),
    "distractors of no form": _questions("choice", "answer: A, distractors: [" + _joined("{oops: A}", 99) + "]"),
    "distractors in lists": _questions("choice", "answer: A, distractors: [" + _joined("[[A]]", 90) + "]"),
    "one distractor": _questions("choice", "answer: A, distractors: [" + _joined("A", 99) + "]"),
    "long options": _questions("choice", "answer: A, distractors: [" + _joined("x" * 3_900 + "@", 99) + "]"),
    "long kinds": _filled("- {id: q@, kind: " + "true-fals" * 100 + "}\n"),
    "a long id": lambda size: f"{HEAD}- {{id: {'a' * (size // 3)}, kind: {'b' * (size // 3)}}}\n",
    "a long id of the bank": lambda size: f"id: {'a-' * (size // 2)}\n{GOOD}",
    "a long topic": lambda size: f"topic: {'T' * size}\nquestions: []\n",
    "a long key": lambda size: f"{HEAD}- ? {'a' * (size // 2)}\n  : b\n",
    "earlier ids that are in use": _questions("flashcard", "answer: A, was: [q1, q2, q3]"),
    "earlier ids in a circle": lambda _: HEAD + _card("a, was: [b]") + _card("b, was: [c]") + _card("c, was: [a]"),
    "earlier ids by the hundred": _questions("flashcard", "answer: A, was: [" + _joined("w@", 99).replace("@", "") + "]"),
    "ids that are one once composed": lambda _: HEAD + _card("é") + _card("e\u0301"),
    "options that are one once composed": _questions("choice", "answer: é, distractors: [e\u0301, É, E\u0301, ｅ\u0301]"),
    # Numbers
    "numbers of many digits": _questions("number", "answer: " + "9" * 3_900),
    "a number of a million digits": lambda size: f"{HEAD}- {{id: q, kind: number, prompt: P, answer: {'9' * min(size - 80, 1_000_000)}}}\n",
    "exponents": _questions("number", "answer: 1e999999999, tolerance: 1e-999999999"),
    "exponents of many digits": _questions("number", "answer: 1e" + "9" * 900),
    "not a number": _questions("number", "answer: NaN, tolerance: sNaN"),
    "infinity": _questions("number", "answer: -inf, tolerance: Infinity"),
    "a number with a payload": _questions("number", "answer: NaN" + "1" * 900),
    "digits of other scripts": _questions("number", "answer: " + "٣" * 20 + ", tolerance: -१"),
    "a huge position": lambda size: f"topic: T\nposition: {'9' * (size // 2)}\n" + GOOD.split("\n", 1)[1],
    "positions": _filled("position: 1_0\n", ""),
    # Texts that are costly to look into
    "number words": _questions("short-answer", "answer: " + "million " * 120),
    "longer number words": _questions("short-answer", "answer: " + "million " * 480),
    "figures and number words": _questions("short-answer", "answer: " + "1 million " * 95),
    "tens": _questions("short-answer", "answer: " + "twenty " * 140),
    "thousands by commas": _questions("short-answer", 'answer: "' + "1,111," * 160 + '"'),
    "thousands by spaces": _questions("short-answer", 'answer: "' + "111 " * 240 + '"'),
    "initials": _questions("short-answer", 'answer: "' + "a." * 490 + '"'),
    "points": _questions("short-answer", 'answer: "' + "." * 990 + '"'),
    "plus signs": _questions("short-answer", 'answer: "' + "+" * 990 + '"'),
    "marks of no script": _questions("short-answer", 'answer: "' + "! " * 490 + '"'),
    "accents": _questions("short-answer", 'answer: "' + "é" * 900 + '"'),
    "wordings": _questions("short-answer", "answer: A, accept: [" + _joined("x" * 900 + "@", 98) + "]"),
    "short wordings": _questions("short-answer", "answer: A, accept: [" + _joined("@ b", 99).replace("@", "") + "]"),
    "blanks": _filled('- {id: q@, kind: cloze, prompt: "' + "{{a}}" * 790 + '"}\n'),
    "a hundred blanks": _filled('- {id: q@, kind: cloze, prompt: "' + "{{a}}" * 99 + '"}\n'),
    "a hundred thousand blanks": lambda size: f'{HEAD}- {{id: q, kind: cloze, prompt: "{"{{a}}" * min(100_000, size // 6)}"}}\n',
    "blanks that stay open": _filled('- {id: q@, kind: cloze, prompt: "' + "{{" * 1_950 + '"}\n'),
    "blanks that were never opened": _filled('- {id: q@, kind: cloze, prompt: "' + "}}" * 1_950 + '"}\n'),
    "wordings in a blank": _filled('- {id: q@, kind: cloze, prompt: "{{' + "a|" * 1_900 + 'a}}"}\n'),
    "empty blanks": _filled('- {id: q@, kind: cloze, prompt: "' + "{{|}}" * 790 + '"}\n'),
    "items to order": _questions("order", "answer: [" + _joined("i@", 100).replace("@", "") + "]"),
    "a hundred thousand items": lambda size: HEAD + _card(f"q, was: [{_joined('i@', min(100_000, size // 8))}]"),
    "a hundred thousand pairs": lambda size: HEAD + _card(f"q, was: {{{_joined('i@: j@', min(100_000, size // 16))}}}"),
    "pairs": _questions("match", "answer: {" + _joined("i@: j@", 99).replace("@", "") + "}"),
}  # fmt: skip
Make = Callable[[Path, int], Path]
_TOO_LARGE = 10_000_000


def _placed(name: str, content: str | bytes = GOOD) -> Make:
    def make(folder: Path, _size: int) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return make


def _linked(*links: tuple[str, str]) -> Make:
    def make(folder: Path, _size: int) -> Path:
        for name, target in links:
            (folder / name).symlink_to(target)
        return folder

    return make


def _fifo(folder: Path, _size: int) -> Path:
    os.mkfifo(folder / "bank.yaml")
    return folder


def _socket(folder: Path, _size: int) -> Path:
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as listening:  # a socket's path may not be long
        listening.bind(f"{short}/s")
        Path(short, "s").rename(folder / "bank.yaml")
    return folder


def _device(name: str) -> Make:
    return lambda _folder, _size: Path(name)


def _folder_named_as_a_bank(folder: Path, _size: int) -> Path:
    (folder / "bank.yaml").mkdir()
    return folder / "bank.yaml"


def _many_files(folder: Path, size: int) -> Path:
    for number in range(min(10_000, size // 400)):
        (folder / f"{number}.yaml").touch()
    return folder


def _deep(folder: Path, size: int) -> Path:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(min(900, size // 1_000)):  # deeper, and Python itself could not remove it
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    return folder


def _unreadable(folder: Path, _size: int) -> Path:
    _placed("bank.yaml")(folder, 0)
    (folder / "bank.yaml").chmod(0)
    return folder


def _one_topic_often(folder: Path, _size: int) -> Path:
    for number in range(50):
        (folder / f"{number}.yaml").write_text("id: same\n" + GOOD, "utf-8")
    return folder


def _vanished(folder: Path, _size: int) -> Path:
    return folder / "nowhere.yaml"


_FILES: dict[str, Make] = {
    "a FIFO": _fifo,
    "a socket": _socket,
    "zeros without an end": _device("/dev/zero"),
    "standard input": _device("/dev/stdin"),
    "a terminal": _device("/dev/tty"),
    "a folder named as a bank": _folder_named_as_a_bank,
    "a link out of the folder": _linked(("bank.yaml", "/etc/passwd")),
    "a link to a device": _linked(("bank.yaml", "/dev/zero")),
    "a link to itself": _linked(("bank.yaml", "bank.yaml")),
    "links round and round": _linked(("a.yaml", "b.yaml"), ("b.yaml", "a.yaml")),
    "a link to the folder above": _linked(("up", ".."), ("here.yaml", ".")),
    "ten thousand files": _many_files,
    "folders in folders": _deep,
    "a file that may not be read": _unreadable,
    "a file that is not there": _vanished,
    "one topic in fifty files": _one_topic_often,
    "a line end in a name": _placed("a\nb\x1b[31m.yaml", "oops"),
    "a title in a name": _placed("\x1b]0;title\x07\u202e.yaml", "oops"),
    "a name that is no text": _placed(os.fsdecode(b"\xff\xfe.yaml"), "oops"),
    "a name of nothing": _placed("\u200b.yaml"),
    "markup in a name": _placed("[@click=app.quit]x[].yaml", "oops"),
    "an empty file": _placed("bank.yaml", ""),
    "ten megabytes": _placed("bank.yaml", b"a" * _TOO_LARGE),
    "ten megabytes of lines": _placed("bank.yaml", b"- a\n" * (_TOO_LARGE // 4)),
}


def _banks(count: int) -> Iterator[tuple[str, Make]]:
    named = [*_FILES.items(), *((name, _written(content)) for name, content in _TEXTS.items())]
    yield from named[:count]
    for number in range(len(named), count):
        yield _mixture(number)


def _written(content: Content) -> Make:
    def make(folder: Path, size: int) -> Path:
        given = content(size)
        path = folder / "bank.yaml"
        path.write_bytes((given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given)[:size])
        return path

    return make


def _mixture(number: int) -> tuple[str, Make]:
    """Parts of several hostile banks one behind another, some cut off anywhere, below a good question."""
    drawn = random.Random(number)
    names = drawn.sample(list(_TEXTS), drawn.randint(2, 5))
    shares = [drawn.random() for _ in names]
    smaller = drawn.choice([1, 1, 3, 10, 30])

    def content(size: int) -> bytes:
        parts = [GOOD.encode()]
        for name, share in zip(names, shares, strict=True):
            given = _TEXTS[name](size // len(names) // smaller)
            part = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
            parts.append(part.removeprefix(HEAD.encode())[: int(len(part) * share)] + b"\n")
        return b"".join(parts)

    return "mixture: " + ", ".join(names), _written(content)


def _made(folder: Path, make: Make, size: int) -> Path:
    folder.mkdir(parents=True)
    return make(folder, size)


# Reading them: this file run as a program


def _main() -> None:
    """Read each bank of a request as ``quiz check`` does, in a fork of a program that has everything loaded."""
    from questions.problems import as_text
    from questions.reading import read_library
    from quiz.cli import main
    from quiz.commands.listed import COMMANDS

    request = json.load(sys.stdin)
    os.environ["QUIZ_HOME"] = request["home"]
    os.chdir(request["home"])
    importlib.import_module(f"quiz.commands.{COMMANDS['check'].module}")
    importlib.import_module("quiz.readout")
    loaded = Path("loaded.yaml")
    loaded.write_text(GOOD + "- a: b: c\n", "utf-8")
    as_text(read_library([loaded]).problems)
    gc.collect()
    gc.freeze()  # what the forks share is not searched for garbage in each of them
    for name, path in request["banks"]:
        # Of a slow one the quickest of three counts: the machine may have been busy.
        tries = (_in_a_fork(name, path, main) for _ in range(3))
        read = [reading := next(tries)]
        while reading["seconds"] > SECONDS and (reading := next(tries, None)):
            read.append(reading)
        sys.stdout.write(json.dumps(min(read, key=lambda each: each["seconds"])) + "\n")


def _in_a_fork(name: str, path: str, main: Callable[[Sequence[str]], None]) -> dict[str, Any]:
    before = int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if child == 0:
            for stream in (1, 2):
                os.dup2(said.fileno(), stream)
            signal.alarm(_PATIENCE)
            try:
                main(["check", path])
            except SystemExit as left:
                sys.stdout.flush()
                os._exit(int(left.code or 0))
            except BaseException:  # noqa: BLE001 - the fork must not go on as if it were the program
                os._exit(_UNCAUGHT)
        _, status, used = os.wait4(child, 0)
        said.seek(0)
        text = said.read().decode("utf-8", "surrogateescape")
    return {
        "name": name,
        "seconds": used.ru_utime + used.ru_stime,
        "megabytes": (used.ru_maxrss * 1_024 - before) / 1_000_000,
        "status": os.waitstatus_to_exitcode(status),
        "hostile_bytes": sum(c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in text),
    }


if __name__ == "__main__":
    _main()
