"""What is typed, pasted and pulled about by someone who means no good: at random, by the megabyte, down to one column."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from faults.signals import QUIET, fresh_folder
from faults.terminals import Terminal, Zygote, answers_kept, is_sound

_PRINTABLE = [chr(code) for code in range(32, 127)]
# Not those that a terminal turns into signals once the program has left it.
_CONTROL = [chr(code) for code in range(1, 32) if chr(code) not in "\x03\x1a\x1b\x1c"]
_SPECIAL = [
    "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x1b[3~", "\x1b[2~", "\x1b[Z", "\x1b[27u",
    "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", *(f"\x1b[{number}~" for number in (15, 17, 18, 19, 20, 21, 23, 24)),
    "\x1b[1;5A", "\x1b[1;5B", "\x1b[1;5C", "\x1b[1;5D", "\x1b[1;2A", "\x1b[1;2B", *(f"\x1b[{key};5u" for key in (13, 9, 122, 99, 92)),
    "\x1bq", "\x1b\r", "\x7f", "é", "漢", "😀",
]  # fmt: skip
_LIKELY = ["\r"] * 3 + list("123dhpebu ") + ["\t", "\x1b[27u"]
"""What leads somewhere, so that more than the first screen is seen."""


@dataclass
class Result:
    """What became of it; ``seconds`` is how long the program took for each thing, where that is measured."""

    keys: int = 0
    starts: int = 0
    tracebacks: list[str] = field(default_factory=list)
    wrong_ends: list[str] = field(default_factory=list)
    answers: int = 0
    sound: bool = True
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def faults(self) -> list[str]:
        """All that was wrong."""
        return [*self.tracebacks, *self.wrong_ends, *([] if self.sound else ["the record is not sound"])]


def random_keys(folder: Path, keys: int, seed: int) -> Result:
    """Press so many keys and mouse buttons at random; the program is started again whenever that has ended it."""
    chance, result, data = random.Random(seed), Result(), fresh_folder(folder)
    with Zygote() as zygote:
        while result.keys < keys:
            result.starts += 1
            with zygote.start(data) as at:
                at.until("216")
                while result.keys < keys and at.alive:
                    batch = [_key(chance) for _ in range(20)]
                    at.press("".join(batch))
                    result.keys += len(batch)
                    at.rest()
                _leave(at, result, data, f"after {result.keys} keys")
    result.answers, result.sound = answers_kept(data), is_sound(data)
    return result


def _key(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.45:
        return chance.choice(_LIKELY)
    if kind < 0.7:
        return chance.choice(_PRINTABLE)
    if kind < 0.75:
        return chance.choice(_CONTROL)
    if kind < 0.92:
        return chance.choice(_SPECIAL)
    x, y = chance.randint(1, 80), chance.randint(1, 24)
    button = chance.choice((0, 0, 0, 2, 35, 64, 65))
    return f"\x1b[<{button};{x};{y}M" + (f"\x1b[<{button};{x};{y}m" if button < 3 else "")


def _leave(at: Terminal, result: Result, data: Path, when: str) -> None:
    at.send(15)
    status = at.wait()
    if at.traceback or (data / "error.log").exists():
        told = (data / "error.log").read_text() if (data / "error.log").exists() else bytes(at.seen[-1500:])
        result.tracebacks.append(f"{when}: {told}")
        (data / "error.log").unlink(missing_ok=True)
    if status not in QUIET or not at.as_it_was:
        result.wrong_ends.append(f"{when}: {status}, {'as it was' if at.as_it_was else 'terminal changed'}")
    at.seen.clear()


PLACES: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "home": ((), (("216", ""),)),
    "a question to choose in": (("practice", "--count", "3", "--seed", "1"), (("Don't know", ""),)),
    "the search": ((), (("216", "b"), ("Search every", "/"))),
    "a learner's name": ((), (("216", "l"), ("Who is learning", "\t"))),
    "help": ((), (("216", "?"), ("go on with what you left", ""))),
    "a short answer": (("practice", "--count", "1"), (("Don't know", ""),)),
    "an exam": (("exam", "--count", "1"), (("Hand in", ""),)),
}
"""Where something is pasted: the arguments, and for each screen what is seen on it and pressed there."""

_BANK = """\
topic: Short
questions:
  - {id: smog, kind: short-answer, prompt: Smoke and fog?, answer: smog}
"""


def megabytes_pasted(folder: Path, characters: int, seed: int, places: Collection[str] = ()) -> Result:
    """Paste so many characters in these places, or in all; then see how long help takes to come."""
    chance, result, fresh = random.Random(seed), Result(), fresh_folder(folder)
    text = "".join(chance.choices("abc 123 [/b] é漢😀\t\x1b[31m'\"\\{}", k=characters))
    bank = folder / "short.yaml"
    bank.write_text(_BANK, "utf-8")
    with Zygote() as zygote:
        for place, (arguments, steps) in PLACES.items():
            if places and place not in places:
                continue
            data = folder / "data"
            shutil.copytree(fresh, data)
            topic = ("short", "--banks", str(bank)) if place in ("a short answer", "an exam") else ()
            with zygote.start(data, *arguments[:1], *topic, *arguments[1:]) as at:
                for seen, pressed in steps:
                    assert at.until(seen), bytes(at.seen[-1500:])
                    at.rest()
                    at.press(pressed)
                at.rest()
                began = time.monotonic()
                at.press("\x1b[200~" + text.replace("\x1b", "") + "\n\x1b[201~")
                result.keys += characters
                at.press("\x1bOP" if place not in ("help", "a learner's name") else "\x1b[27u\x1bOP")
                if not at.until("go on with what you left"):
                    result.wrong_ends.append(f"{place}: it does not react any more")
                result.seconds[place] = round(time.monotonic() - began, 2)
                _leave(at, result, data, place)
            result.answers += answers_kept(data)
            result.sound &= is_sound(data)
            shutil.rmtree(data)
    return result


SCREENS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "home": ((), ()),
    "question": (("practice", "--count", "3", "--seed", "1"), (("Don't know", ""),)),
    "feedback": (("practice", "--count", "3", "--seed", "1"), (("Don't know", "d"), ("change it.", ""))),
    "results": (("practice", "--count", "3", "--seed", "1"), (("Don't know", "d"), ("change it.", "\x1b[27u"), ("Every answer", ""))),
    "past": (("practice", "--count", "3", "--seed", "1"), (("Don't know", "d"), ("change it.", "\x1b[27u"), ("Every answer", "o"))),
    "exam": (("exam", "--count", "3", "--seed", "1"), (("Hand in", ""),)),
    "hand in": (("exam", "--count", "3", "--seed", "1"), (("Hand in", "\x1b[19~"),)),
    "practice dialog": ((), (("216", "p"),)),
    "learners": ((), (("216", "l"),)),
    "history": ((), (("216", "h"),)),
    "pages": ((), (("216", "h"), ("Sittings", "2"))),
    "browse": ((), (("216", "b"),)),
    "card": ((), (("216", "b"), ("Search every", "\t\r"))),
    "help": ((), (("216", "?"),)),
    "palette": ((), (("216", "\x10"),)),
}
_SIZES = ((79, 23), (40, 12), (20, 5), (8, 3), (3, 2), (1, 1), (1, 24), (80, 1), (2, 2), (1, 1), (300, 100))


def resizes(folder: Path, times: int, seed: int, screens: Collection[str] = ()) -> Result:
    """Make the terminal other sizes so often, on these screens or on all."""
    chance, result, fresh = random.Random(seed), Result(), fresh_folder(folder)
    with Zygote() as zygote:
        for name, (arguments, steps) in SCREENS.items():
            if screens and name not in screens:
                continue
            data = folder / "data"
            shutil.copytree(fresh, data)
            with zygote.start(data, *arguments) as at:
                for seen, pressed in steps:
                    assert at.until(seen), bytes(at.seen[-1500:])
                    at.rest()
                    at.press(pressed)
                at.rest(0.3)
                for _ in range(times):
                    for size in chance.sample(_SIZES, len(_SIZES)):
                        at.resize(*size)
                        at.rest(0.05)
                        result.keys += 1
                at.resize(80, 24)
                at.rest(0.2)
                _leave(at, result, data, name)
            result.sound &= is_sound(data)
            shutil.rmtree(data)
    return result
