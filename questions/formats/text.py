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
    "p", "div", "br", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "dl", "dt", "dd", "details",
}  # fmt: skip
_PASSING = {
    "a", "abbr", "acronym", "address", "article", "b", "bdi", "bdo", "big", "body", "button", "caption", "center", "cite", "code", "col",
    "colgroup", "data", "del", "em", "figcaption", "figure", "font", "footer", "form", "head", "header", "html", "i", "input", "ins", "kbd",
    "label", "main", "mark", "nobr", "nolink", "option", "picture", "q", "s", "samp", "section", "select", "small", "source", "span",
    "canvas", "rb", "rp", "rt", "ruby", "strike", "strong", "summary", "tbody", "tfoot", "thead", "time", "title", "tt", "u", "var", "wbr",
}  # fmt: skip
_MEDIA = {"img": "image", "audio": "sound", "video": "film", "iframe": "page", "object": "object", "embed": "object"}
_CELLS = {"td", "th"}
_SCRIPTS = {
    "sup": str.maketrans("0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"),
    "sub": str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"),
}
_SIGN = {"sup": "^", "sub": "_"}
_LONGEST_SCRIPT = 6
_DEEPEST_SCRIPT = 5
_KNOWN = {*_BREAKING, *_PASSING, *_MEDIA, *_CELLS, *_SCRIPTS, "tr", "li"}
# Which need no end, or have none: others count as HTML only where they are closed.
_OPEN_ENDED = {"p", "br", "hr", "img", "embed", "li", "td", "th", "tr", "dt", "dd", "wbr"}
# While HTML is taken off, these stand for a blank and a line end that count, the border of two cells, where blanks don't count, and
# a new line without any empty ones round it.
_SPACE, _LINE, _BORDER, _TIGHT, _NEW = "\x11", "\x12", "\x13", "\x14", "\x15"

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


def is_html_tag(name: str) -> bool:
    """Whether a name is that of a tag which ``from_html`` takes off."""
    return name.casefold() in _KNOWN


def looks_like_html(text: str) -> bool:
    """Whether a text that does not say so is HTML: it holds an entity, or a tag that HTML knows and that is closed where it must be."""
    opened = {found[2].casefold() for found in _TAG.finditer(text) if not found[1]} & (_KNOWN | set(_HIDDEN))
    closed = {found[2].casefold() for found in _TAG.finditer(text) if found[1]}
    return bool(opened & (closed | _OPEN_ENDED)) or html.unescape(text) != text


def from_text(text: str, note: Note) -> str:
    """Return a text that is not supposed to be HTML, with HTML taken off all the same where it looks like it, which is noted."""
    if not looks_like_html(text):
        return text
    if tags := sorted({found[2].casefold() for found in _TAG.finditer(text)} & _KNOWN):
        note(f"Tags of HTML were taken off: {', '.join(f'<{tag}>' for tag in tags[:5])}{' …' if len(tags) > 5 else ''}.")
    return from_html(text, note, lines_count=True)


def from_html(text: str, note: Note, *, lines_count: bool = False) -> str:
    """Return HTML as plain text: paragraphs as lines, list items marked, cells with bars between, media named in brackets and noted.

    ``lines_count`` says that line ends of the text itself are line ends, as in Moodle's own format.
    """
    text = without(without(text, "<!--", "-->"), "<![CDATA[", "]]>", keep=True)
    for name in _HIDDEN:
        text = without(text, f"<{name}", f"</{name}>")
    if (bare := without(text, "<svg", "</svg>", instead="[image: a drawing]")) != text:
        note("A drawing (SVG) is left out.")
        text = bare
    taken = _TakenOff(note, lines_count)
    place = 0
    unknown: dict[str, None] = {}
    for tag in _TAG.finditer(text):
        if tag[2].casefold() in _KNOWN or tag[3].startswith(":"):  # a word processor's tags have a colon
            taken.add(text[place : tag.start()])
            place = tag.end()
            taken.tag(bool(tag[1]), tag[2].casefold(), tag[3])
        else:
            unknown[tag[2].casefold()] = None
    taken.add(text[place:])
    if unknown and not lines_count:
        note(f"Tags that are not known here were left as they are: {', '.join(f'<{name}>' for name in list(unknown)[:5])}.")
    return taken.text()


class _TakenOff:
    """What is left of HTML, piece by piece."""

    def __init__(self, note: Note, lines_count: bool) -> None:
        self._note, self._lines_count = note, lines_count
        self._parts: list[str] = []
        self._links: list[str] = []
        self._lists: list[int] = []  # how many items a numbered list has so far, -1 for one without numbers
        self._scripts: list[tuple[str, int]] = []
        self._cells = self._verbatim = 0

    def add(self, piece: str) -> None:
        """Add text that stands between tags."""
        plain = html.unescape(piece)
        if self._verbatim:
            plain = plain.expandtabs(4).replace(" ", _SPACE).replace("\n", _LINE)
        elif not self._lines_count:
            plain = re.sub(r"[ \t\n\r\f]+", " ", plain)
        self._parts.append(plain)

    def tag(self, closing: bool, name: str, attributes: str) -> None:
        """Take a tag for what it means."""
        if name in _CELLS:
            self._cells += -1 if closing and self._cells else 0 if closing else 1
            self._parts.append("" if closing else f"{_BORDER}{_TIGHT}")
        elif name == "tr":
            self._cells = 0
            self._parts.append("" if closing else "\n")
        elif name == "li":
            self._parts.append("" if closing else self._item())
        elif name in _BREAKING:
            self._break(closing, name, attributes)
        elif name in _MEDIA and not closing:
            self._parts.append(_medium(name, attributes, self._note))
        elif name in _SCRIPTS:
            self._script(closing, name)
        elif name == "a":
            _link(closing, _attribute(attributes, "href"), self._links, self._parts, self._note)

    def _break(self, closing: bool, name: str, attributes: str) -> None:
        if name in ("ul", "ol"):
            if not closing:
                start = _attribute(attributes, "start")
                self._lists.append(-1 if name == "ul" else int(start) - 1 if start.isdecimal() and len(start) < 5 else 0)
            elif self._lists:
                self._lists.pop()
        elif name == "pre":
            self._verbatim = 0 if closing else 1
        self._parts.append(" " if self._cells else _NEW if self._lists else f"\n{_TIGHT}" if name == "pre" and not closing else "\n")

    def _item(self) -> str:
        mark = "-"
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            mark = f"{self._lists[-1]}."
        return f"{_NEW}{_SPACE * 2 * (min(len(self._lists), 9) - 1)}{mark} {_TIGHT}"

    def _script(self, closing: bool, name: str) -> None:
        if not closing and len(self._scripts) < _DEEPEST_SCRIPT:
            self._scripts.append((name, len(self._parts)))
        elif closing and self._scripts:
            name, begins = self._scripts.pop()
            raised = "".join(self._parts[begins:])
            self._parts[begins:] = [_raised(raised, name)]

    def text(self) -> str:
        """Return all that was added, without blanks that HTML does not show."""
        while self._scripts:
            self._script(True, "")
        joined = re.sub(f"{_TIGHT}[ \n{_TIGHT}{_NEW}]*{_LINE}?", "", "".join(self._parts).replace("\u00a0", " ")).replace(
            f"{_LINE}\n", "\n"
        )
        joined = "\n".join(piece for part in joined.split(_NEW) if (piece := part.strip(" \n")))
        single = re.sub(" {2,}", " ", joined)
        lines = [re.sub(f" ?{_BORDER}[ {_BORDER}]*", " | ", line.strip(f" \t{_BORDER}")) for line in single.split("\n")]
        whole = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
        return whole.translate({ord(_SPACE): " ", ord(_LINE): "\n"}).strip("\n").rstrip()


def _raised(text: str, name: str) -> str:
    """Return a text that stands higher or lower, in letters that do, or else behind a sign: without either, 2ⁿ would become 2n."""
    bare = text.strip()
    if not bare:
        return text
    if len(bare) <= _LONGEST_SCRIPT and all(ord(letter) in _SCRIPTS[name] for letter in bare):
        return bare.translate(_SCRIPTS[name])
    return f"{_SIGN[name]}{bare}" if len(bare) == 1 else f"{_SIGN[name]}({bare})"


def without(text: str, start: str, end: str, *, keep: bool = False, instead: str = "") -> str:
    """Return a text without what stands between two marks; with ``keep``, without the marks alone."""
    parts, place = [], 0
    folded = text.casefold() if start.casefold() == start else text
    if len(folded) != len(text):  # a few letters grow when they are folded, and places would no longer fit
        folded = text
    while (begin := folded.find(start, place)) >= 0 and (close := folded.find(end, begin + len(start))) >= 0:
        parts += [text[place:begin], text[begin + len(start) : close] if keep else instead]
        place = close + len(end)
    return "".join([*parts, text[place:]])


def _attribute(attributes: str, name: str) -> str:
    found = re.search(_ATTRIBUTE.format(name), attributes, re.IGNORECASE)
    return html.unescape(found[1] or found[2] or found[3] or "") if found else ""


def _medium(tag: str, attributes: str, note: Note) -> str:
    if formula := _attribute(attributes, "data-equation-content"):  # as Canvas keeps it
        note("A formula is kept as the LaTeX it was written in.")
        return formula
    address = _attribute(attributes, "src") or _attribute(attributes, "data")
    name = "within the file" if address.startswith("data:") else address.rpartition("/")[2].partition("?")[0]
    what, shown = _MEDIA[tag], " ".join((_attribute(attributes, "alt") or name or "without a name").split())[:100]
    note(f"The {what} “{shown}” is named in the text; it is not brought along.")
    return f"[{what}: {shown}]"


def _link(closing: bool, address: str, links: list[str], parts: list[str], note: Note) -> None:
    if not closing:
        links.append(address)
        return
    target = links.pop() if links else ""
    if target.startswith("@@PLUGINFILE@@"):
        name = target.rpartition("/")[2].partition("?")[0][:100]
        note(f"The file “{name}” is named in the text; it is not brought along.")
        target = name
    if target and "".join(parts[-1:]).strip() != target:
        parts.append(f" ({target})")


def digest(text: str) -> str:
    """Return letters and digits that stay the same for a text and differ from those of another."""
    return sha1(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def as_id(text: str) -> str:
    """Return a text as an id, cut between words; where it holds no Latin letter, one made from what it says."""
    if len(text) <= 80 and re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", text):
        return text
    plain = unicodedata.normalize("NFKD", text[:1_000]).encode("ascii", "ignore").decode().casefold()
    whole = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not whole:
        return f"q-{digest(text)[:8]}"
    return whole if len(whole) <= _LONGEST_ID else (whole[: _LONGEST_ID + 1].rpartition("-")[0] or whole[:_LONGEST_ID])
