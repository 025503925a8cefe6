"""XML from strangers as plain elements, with what a hostile file could do refused in words."""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

_DEEPEST = 50
_MOST_ELEMENTS = 500_000
_MOST_BEFORE_ROOT = 100_000


class NotXml(ValueError):  # noqa: N818 - the name says what is the matter
    """A file that is no XML, or XML that must not be read; the message says why, in a sentence."""


@dataclass(slots=True)
class Element:
    """An element: its name without a prefix, attributes, what stands in it, and the line on which it begins, counted from 1."""

    name: str
    attributes: dict[str, str]
    line: int
    content: list[str | Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that stands in the element itself."""
        return "".join(piece for piece in self.content if isinstance(piece, str))

    @property
    def children(self) -> list[Element]:
        """The elements that stand directly inside."""
        return [piece for piece in self.content if isinstance(piece, Element)]

    def walk(self) -> Iterator[Element]:
        """Yield the element and all that is inside it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, name: str) -> Iterator[Element]:
        """Yield the elements of a name that stand directly inside."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        """Return the first element of a name that stands directly inside."""
        return next(self.all(name), None)

    def said(self, *path: str) -> str:
        """Return the text at the end of a path of names, "" if it leads nowhere."""
        element: Element | None = self
        for name in path:
            element = element.first(name) if element is not None else None
        return element.text if element is not None else ""


def read_xml(raw: bytes, without: frozenset[str] = frozenset()) -> Element:
    """Return the root of an XML document; elements named in ``without`` keep no text.

    Raises:
        NotXml: it is not well formed, declares entities, or is deeper or has more elements than any file of questions.
    """
    parser = expat.ParserCreate()
    root = Element("", {}, 0)
    around = [root]
    elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements
        elements += 1
        if elements > _MOST_ELEMENTS or len(around) > _DEEPEST:
            raise NotXml(f"It has more than {_MOST_ELEMENTS:,} elements, or more than {_DEEPEST} inside one another.")
        element = Element(name.rpartition(":")[2], attributes, parser.CurrentLineNumber)
        around[-1].content.append(element)
        around.append(element)

    def end(_name: str) -> None:
        around.pop()

    def characters(text: str) -> None:
        if around[-1].name not in without:
            around[-1].content.append(text)

    def skipped(name: str, is_parameter: bool) -> None:
        # The names of HTML's characters stand in a DTD outside the file, which is not fetched.
        if not is_parameter:
            characters(html.unescape(f"&{name};"))

    def refuse(*_: object) -> NoReturn:
        raise NotXml("It declares entities, by which a few lines can grow into gigabytes. Take the declaration out.")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    parser.EntityDeclHandler, parser.SkippedEntityHandler = refuse, skipped
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise NotXml(f"It is not well-formed XML: on line {error.lineno}, {expat.ErrorString(error.code)}.") from None
    except (LookupError, UnicodeError, ValueError) as error:
        if isinstance(error, NotXml):
            raise
        raise NotXml("It is in an encoding that is not known here. Save it as UTF-8.") from None
    return root.children[0]


def root_name(raw: bytes) -> str:
    """Return the name of the first element of an XML document without its prefix, "" if none can be read."""
    parser = expat.ParserCreate()
    names: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        names.append(name.rpartition(":")[2])
        parser.StartElementHandler = None

    parser.StartElementHandler = start
    with suppress(expat.ExpatError, LookupError, UnicodeError, ValueError):
        # The rest is not looked at, whatever it holds.
        parser.Parse(raw[:_MOST_BEFORE_ROOT], False)
    return names[0] if names else ""
