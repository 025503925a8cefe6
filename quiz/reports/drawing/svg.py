"""Elements of SVG: built as a tree, so that no text in it can be taken for markup."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from quiz.display import clean

Inner = Element | str | None
Attribute = str | float | None


def shape(tag: str, *inner: Inner, **attributes: Attribute) -> Element:
    """Return an element. Of an attribute's name a last ``_`` falls away and others become dashes; None is left out.

    ``inner`` are elements, and texts of which each replaces the one before.
    """
    made = Element(tag, {_name(name): _told(value) for name, value in attributes.items() if value is not None})
    for each in inner:
        if isinstance(each, str):
            made.text = clean(each)
        elif each is not None:
            made.append(each)
    return made


def titled(mark: Element, text: str) -> Element:
    """Give a mark what is shown when a pointer rests on it."""
    SubElement(mark, "title").text = clean(text)
    return mark


def source(root: Element) -> str:
    """Return an element as it stands in a page."""
    return tostring(root, encoding="unicode")


def points(places: list[tuple[float, float]]) -> str:
    """Return places as the points of a line."""
    return " ".join(f"{_told(x)},{_told(y)}" for x, y in places)


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _told(value: Attribute) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
