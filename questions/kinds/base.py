"""What every kind of question has in common."""

from __future__ import annotations

import unicodedata
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from questions.source import Source
from questions.verdict import NotAResponse, Response, Verdict

_MOST_NAMED = 1_000
"""How many names of options are looked up in a typed line; some may stand twice."""


class Fault(NamedTuple):
    """Something wrong with a question that has the right shape: the path of the value, a code, and words for the teacher."""

    path: tuple[str | int, ...]
    code: str
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, known by ``topic/id``.

    A kind derives from this class, adds its fields and says how it is marked. ``id`` is ``topic/id`` once the bank is
    read; in the file it is the part after the stroke.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    shuffles: ClassVar[bool] = True
    """Whether what ``options`` returns is shown in random order."""

    id: str
    """The name of the question within its bank: small letters, digits and hyphens. History hangs on it."""
    prompt: str
    """What the learner is asked."""
    hint: str = ""
    """Shown on demand; a right answer with a hint comes back sooner."""
    explanation: str = ""
    """Shown after the answer: why it is so."""
    section: str = ""
    """The heading in the source that the question comes from."""
    source: Source | None = None
    """Where the facts come from, if not from the bank's own source."""
    was: tuple[str, ...] = ()
    """Earlier ids of the question, so that its history follows a renaming."""

    @property
    def topic(self) -> str:
        """The bank's part of the id."""
        return self.id.partition("/")[0]

    def options(self) -> tuple[str, ...]:
        """Return what is laid before the learner to choose from or to arrange; nothing where she types."""
        return ()

    @abstractmethod
    def mark(self, response: Response) -> Verdict:
        """Return what a response is worth. ``response`` is as ``parse`` or an answer control gives it, never None.

        Raises:
            NotAResponse: the response has not the form that this kind takes.
        """

    @abstractmethod
    def parse(self, line: str, shown: Sequence[str], /) -> Response:
        """Return the response that a typed line stands for, ``shown`` being the options in the order they are seen.

        Raises:
            NotAResponse: the line cannot be taken as a response; the message says what to type.
        """

    @abstractmethod
    def answer_text(self) -> str:
        """Return the right answer as it is shown after marking."""

    @abstractmethod
    def how(self) -> str:
        """Return a short line that says how to respond by typing."""

    def right_response(self) -> Response:
        """Return a response that is fully right."""
        return self.answer_text()

    def response_text(self, response: Response) -> str:
        """Return a response in words."""
        if response is None:
            return "I don't know"
        if isinstance(response, list):
            return " · ".join(part.strip() or "–" for part in response)
        return str(response)

    def feedback(self, _response: Response, /) -> str:
        """Return what the bank says about this very response, if anything."""
        return ""

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the question beyond its shape."""
        yield from ()


def repeated(texts: Sequence[str]) -> Iterator[int]:
    """Yield the places of texts that differ from an earlier one by nothing but case, spaces, and how accents are composed."""
    seen: set[str] = set()
    for index, text in enumerate(texts):
        plain = _plain(text)
        if plain in seen:
            yield index
        seen.add(plain)


def _plain(text: str) -> str:
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return " ".join(composed.casefold().split())


def pick(word: str, shown: Sequence[str]) -> str:
    """Return the option that a typed word stands for: its number, its letter, or its text.

    Raises:
        NotAResponse: it stands for none of them.
    """
    return _pick(word, shown, _by_text(shown))


def _by_text(shown: Sequence[str]) -> dict[str, str]:
    return {_plain(option): option for option in shown}


def _pick(word: str, shown: Sequence[str], texts: Mapping[str, str]) -> str:
    typed = _plain(word)
    # The text goes first: among the options 1, 2 and 3 a typed 2 would otherwise be the second.
    if typed in texts:
        return texts[typed]
    bare = typed.rstrip(".)")
    if bare.isascii() and bare.isdecimal() and len(bare) < 3 and 1 <= int(bare) <= len(shown):
        return shown[int(bare) - 1]
    if len(bare) == 1 and 0 <= ord(bare) - ord("a") < len(shown):
        return shown[ord(bare) - ord("a")]
    raise NotAResponse(f"“{word.strip()[:40]}” is not one of the choices. Type a number from 1 to {len(shown)}.")


def pick_all(line: str, shown: Sequence[str]) -> list[str]:
    """Return the options that a line names, in its order: 1 3, 1,3, a c or ac, or their texts set apart by semicolons.

    Raises:
        NotAResponse: the line names none, or something that is no option.
    """
    texts = _by_text(shown)
    if _plain(line) in texts:
        return [_pick(line, shown, texts)]
    separator = ";" if ";" in line else "," if "," in line else None
    words = [part.strip() for part in line.split(separator) if part.strip()]
    if not words:
        raise NotAResponse(f"Type numbers from 1 to {len(shown)}.")
    if len(words) == 1 and len(shown) < 10 and all(_names_by_place(character, len(shown)) for character in words[0].casefold()):
        words = list(words[0])
    if len(words) > _MOST_NAMED:
        raise NotAResponse(f"Name at most {len(shown)} options.")
    return [_pick(word, shown, texts) for word in words]


def _names_by_place(character: str, options: int) -> bool:
    return character in "abcdefghi"[:options] or character in "123456789"[:options]


def expect_text(response: Response) -> str:
    """Return a response that must be text. Raises NotAResponse if it is not, or is empty."""
    if not isinstance(response, str) or not response.strip():
        raise NotAResponse("Give an answer first.")
    return response


def expect_texts(response: Response) -> list[str]:
    """Return a response that must be a list of texts. Raises NotAResponse if it is not."""
    if not isinstance(response, list) or not all(isinstance(part, str) for part in response):
        raise NotAResponse("Give an answer first.")
    return response
