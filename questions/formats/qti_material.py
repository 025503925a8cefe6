"""The texts of QTI: the materials of version 1.2, and the XHTML of version 2."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from questions.formats.elements import Element
from questions.formats.text import Note, from_html, is_html_tag, looks_like_html, without_hidden

_MEDIA = {"matimage": "img", "mataudio": "audio", "matvideo": "video", "matapplication": "object"}
_TEXTS = {"mattext", "matemtext", "mat_formattedtext"}
_BETWEEN = {"msup": "^", "msub": "_", "mfrac": "/"}
_NOT_TEXT = ("response_", "render_")
_YET_TO_SAY = {"altmaterial", "qticomment", "hint"}


def material_text(element: Element | None, note: Note) -> str:
    """Return the text of an element of QTI 1.2, each material on a line, without those of the responses and hints inside it."""
    if element is None:
        return ""
    inside = [element] if element.name in {"material", *_TEXTS, *_MEDIA} else element.children
    return "\n".join(text for each in inside for text in _materials(each, note) if text).strip()


def _materials(element: Element, note: Note) -> Iterator[str]:
    if element.name == "material":
        yield " ".join(text for child in element.children for text in _materials(child, note) if text)
    elif element.name in _TEXTS:
        yield _text(element, note)
    elif element.name in _MEDIA:
        address, label = (html.escape(element.attributes.get(name, "")) for name in ("uri", "label"))
        yield from_html(f'<{_MEDIA[element.name]} src="{address}" alt="{label}">', note)
    elif element.name not in _YET_TO_SAY and not element.name.startswith(_NOT_TEXT):
        for child in element.children:
            yield from _materials(child, note)


def _text(element: Element, note: Note) -> str:
    attributes = element.attributes
    type_ = attributes.get("texttype", attributes.get("type", "")).casefold()
    if element.children:
        return without_hidden(from_html(as_html(element, note), note), note)
    text = element.text
    if "plain" in type_:
        return without_hidden(text, note).strip()
    if "html" in type_ or looks_like_html(text):
        return without_hidden(from_html(text, note, lines_count=type_ == "smart_text"), note)
    # Where no type is said, the ends of lines are how the file is laid out.
    return without_hidden(text if type_ else re.sub(r"\s*\n\s*", " ", text), note).strip()


def xhtml_text(element: Element | None, note: Note, instead: Callable[[Element], str | None] = lambda _: None) -> str:
    """Return the text of XHTML; for elements of which ``instead`` knows HTML, that stands in their place."""
    return without_hidden(from_html(as_html(element, note, instead), note), note) if element is not None else ""


def _formula(element: Element) -> str:
    """Return MathML on a line: with ^ for what stands above, _ for what stands below, and / for a fraction."""
    parts = [_formula(child) for child in element.children if not child.name.startswith("annotation")]
    return element.text.strip() + _BETWEEN.get(element.name, "").join(parts)


def as_html(element: Element, note: Note, instead: Callable[[Element], str | None] = lambda _: None) -> str:
    """Return what stands in an element as HTML, without the tags that HTML has not."""
    parts: list[str] = []
    for piece in element.content:
        if isinstance(piece, str):
            parts.append(html.escape(piece))
        elif (other := instead(piece)) is not None:
            parts.append(other)
        elif piece.name == "math":
            note("A formula written in MathML is kept as plain letters.")
            parts.append(html.escape(_formula(piece)))
        elif piece.name == "rt":
            parts.append(f"({as_html(piece, note, instead)})")
        elif is_html_tag(piece.name):
            attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in piece.attributes.items())
            end = f"</{piece.name}>" if piece.content else ""
            parts.append(f"<{piece.name}{attributes}>{as_html(piece, note, instead)}{end}")
        else:
            parts.append(as_html(piece, note, instead))
    return "".join(parts)
