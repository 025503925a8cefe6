"""Text from other programs as a bank may hold it: bytes decoded, HTML taken off, hidden characters removed."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from hashlib import sha1

from questions.guard import FORBIDDEN, lines_of

_LONGEST_ID = 60
_UTF_16 = re.compile(rb"\xff\xfe|\xfe\xff")
# What no tag can hold ends the search for its end, so that the work grows with the length of the text alone.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b([^<>]*)>")
_ATTRIBUTE = r"\b{}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
_HIDDEN = ("script", "style")
_BREAKING = {
    "p", "div", "br", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "dl", "dt", "dd", "details",
}  # fmt: skip
_PASSING = {
    "a", "abbr", "acronym", "address", "article", "b", "bdi", "bdo", "big", "body", "button", "caption", "center", "cite", "code", "col",
    "colgroup", "data", "del", "em", "figcaption", "figure", "font", "footer", "form", "head", "header", "html", "i", "input", "ins", "kbd",
    "label", "main", "mark", "nobr", "nolink", "option", "picture", "q", "s", "samp", "section", "select", "small", "source", "span",
    "canvas", "rb", "rp", "rt", "ruby", "strike", "strong", "summary", "tbody", "tfoot", "thead", "time", "title", "tt", "u", "var", "wbr",
}  # fmt: skip
_MEDIA = {"img": "image", "audio": "sound", "video": "film", "iframe": "page", "object": "object", "embed": "object"}
_STANDS_FOR = dict.fromkeys(_BREAKING, ("\n", "\n")) | {"li": ("\n- ", ""), "td": (" | ", ""), "th": (" | ", "")}
_SCRIPTS = {
    "sup": str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}

_KNOWN = {*_STANDS_FOR, *_PASSING, *_MEDIA, *_HIDDEN, *_SCRIPTS}

Note = Callable[[str], None]


def decoded(raw: bytes, note: Note) -> str:
    """Return bytes as text with ``\\n`` at the end of lines: UTF-8, UTF-16 with its mark, or else Windows-1252, which is noted."""
    if _UTF_16.match(raw):
        text = raw.decode("utf-16", "replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
            note("The file is not UTF-8; it was read as Windows-1252. Look whether accents and quotes are as they were.")
    return "\n".join(lines_of(text))


def without_hidden(text: str, note: Note) -> str:
    """Return a text without the characters that a bank may not hold, having noted which were removed."""
    removed = sorted(set(FORBIDDEN.findall(text)))
    if not removed:
        return text
    named = ", ".join(f"U+{ord(character):04X}" for character in removed[:5])
    note(f"Characters that a bank may not hold were removed: {named}{' …' if len(removed) > 5 else ''}.")
    return FORBIDDEN.sub("", text)


def looks_like_html(text: str) -> bool:
    """Whether a text holds a tag that HTML knows, or an entity."""
    return any(found[2].casefold() in _KNOWN for found in _TAG.finditer(text)) or html.unescape(text) != text


def from_html(text: str, note: Note, *, lines_count: bool = False) -> str:
    """Return HTML as plain text: paragraphs as lines, list items with a dash, media named in brackets and noted.

    ``lines_count`` says that line ends of the text itself are line ends, as in Moodle's own format.
    """
    parts: list[str] = []
    links: list[str] = []
    place = 0
    script: dict[int, int] = {}

    def add(piece: str) -> None:
        plain = html.unescape(piece)
        parts.append((plain if lines_count else re.sub(r"[ \t\n\r\f]+", " ", plain)).translate(script))

    text = without(without(text, "<!--", "-->"), "<![CDATA[", "]]>", keep=True)
    for name in _HIDDEN:
        text = without(text, f"<{name}", f"</{name}>")
    for tag in _TAG.finditer(text):
        closing, name, attributes = bool(tag[1]), tag[2].casefold(), tag[3]
        if name not in _KNOWN:
            continue
        add(text[place : tag.start()])
        place = tag.end()
        if name in _STANDS_FOR:
            parts.append(_STANDS_FOR[name][closing])
        elif name in _MEDIA and not closing:
            parts.append(_medium(name, attributes, note))
        elif name in _SCRIPTS:
            script = {} if closing else _SCRIPTS[name]
        elif name == "a":
            _link(closing, _attribute(attributes, "href"), links, parts)
    add(text[place:])
    lines = [line.strip(" \t\n|") if not lines_count else line.strip() for line in "".join(parts).replace("\u00a0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(re.sub(r" {2,}", " ", line) for line in lines)).strip()


def without(text: str, start: str, end: str, *, keep: bool = False) -> str:
    """Return a text without what stands between two marks; with ``keep``, without the marks alone."""
    parts, place = [], 0
    folded = text.casefold() if start.casefold() == start else text
    if len(folded) != len(text):  # a few letters grow when they are folded, and places would no longer fit
        folded = text
    while (begin := folded.find(start, place)) >= 0 and (close := folded.find(end, begin + len(start))) >= 0:
        parts += [text[place:begin], text[begin + len(start) : close] if keep else ""]
        place = close + len(end)
    return "".join([*parts, text[place:]])


def _attribute(attributes: str, name: str) -> str:
    found = re.search(_ATTRIBUTE.format(name), attributes, re.IGNORECASE)
    return html.unescape(found[1] or found[2] or found[3] or "") if found else ""


def _medium(tag: str, attributes: str, note: Note) -> str:
    address = _attribute(attributes, "src") or _attribute(attributes, "data")
    name = "within the file" if address.startswith("data:") else address.rpartition("/")[2].partition("?")[0]
    what, shown = _MEDIA[tag], " ".join((_attribute(attributes, "alt") or name or "without a name").split())[:100]
    note(f"The {what} “{shown}” is named in the text; it is not brought along.")
    return f"[{what}: {shown}]"


def _link(closing: bool, address: str, links: list[str], parts: list[str]) -> None:
    if not closing:
        links.append(address)
    elif links and (target := links.pop()) and "".join(parts[-1:]).strip() != target:
        parts.append(f" ({target})")


def as_id(text: str) -> str:
    """Return a text as an id, cut between words; where it holds no Latin letter, one made from what it says."""
    if len(text) <= 80 and re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", text):
        return text
    plain = unicodedata.normalize("NFKD", text[:1_000]).encode("ascii", "ignore").decode().casefold()
    whole = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not whole:
        return f"q-{sha1(text.encode('utf-8', 'replace'), usedforsecurity=False).hexdigest()[:8]}"
    return whole if len(whole) <= _LONGEST_ID else (whole[: _LONGEST_ID + 1].rpartition("-")[0] or whole[:_LONGEST_ID])
