"""Packages of QTI 1.2 and 2.1, and single files of them: which files are read, and what they are called.

A package is a zip file with a manifest (IMS Content Packaging, https://www.imsglobal.org/content/packaging/); one without is read too.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import unquote

from questions.formats.archive import Archive, NotUnpacked
from questions.formats.drafts import Draft, Imported, Intake, Unfit
from questions.formats.elements import Element, NotXml, read_xml, root_name
from questions.formats.qti1 import make_item
from questions.formats.qti1_item import field_of, title_of
from questions.formats.qti2 import make_item_of_2
from questions.formats.qti2_item import ITEMS, TESTS, plain_names
from questions.formats.text import without_hidden

_CALLED = "QTI"
_MOST_BYTES = 20_000_000
_MOST_NAMED = 20
_MOST_BEFORE_ROOT = 100_000
_DAMAGED = "?"
"""Stands for the name of the first element where it cannot be read."""
_ROOTS = {"questestinterop", *ITEMS, *TESTS}
_MAY_HOLD_QUESTIONS = (".xml", ".qti", ".dat")
_NO_WORDS = (
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif", ".tiff", ".ico", ".mp3", ".mp4", ".m4a", ".wav", ".ogg", ".webm",
    ".mov", ".avi", ".css", ".js", ".xsd", ".dtd", ".woff", ".ttf", "imsmanifest.xml", "assessment_meta.xml",
    ".ds_store", "thumbs.db", ".bb-package-info", ".bb-package-sig",
)  # fmt: skip
"""How the names end of files that are passed over: media, what they look like, and what says when a test is open."""


@dataclass(slots=True)
class _Package:
    """What is known of a package while its files are read."""

    intake: Intake
    several: bool
    titles: dict[str, str] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    idents: set[str] = field(default_factory=set)
    pointers: list[tuple[str, str]] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)

    def place(self, file: str, line: int) -> str:
        """Return where an item is; some programs write all of them on one line."""
        place = f"{file}, line {line}" if file else f"line {line}"
        self.places[place] += 1
        return place if self.places[place] == 1 else f"{place}, item {self.places[place]}"


def is_qti(raw: bytes) -> bool:
    """Whether a file of text is QTI, by the name of its first element."""
    return root_name(raw) in _ROOTS


def holds_qti(archive: Archive) -> bool:
    """Whether an archive is a package, or holds a file of questions without a manifest."""
    return _manifest_name(archive) != "" or any(_root_of(archive, name) in _ROOTS for name in archive.names)


def read_qti_xml(raw: bytes, name: str) -> Imported:
    """Return the questions in a single file of QTI; ``name`` is what the file is called.

    Raises:
        NotXml: the file as a whole cannot be read.
    """
    intake = Intake(_CALLED, name)
    package = _Package(intake, several=False)
    _take_file(package, "", read_xml(raw))
    _take_pointers(package)
    return intake.done()


def read_qti(archive: Archive, name: str) -> Imported:
    """Return the questions in all files of a package; ``name`` is what the archive is called."""
    intake = Intake(_CALLED, name)
    ordered = dict.fromkeys([*_named_in_manifest(archive, intake.notes), *archive.names])
    roots = {each: root for each in ordered if (root := _root_of(archive, each)) in _ROOTS or root == _DAMAGED}
    files = _without_twins([each for each in roots if roots[each] not in TESTS], intake.notes)
    tests = [each for each in roots if roots[each] in TESTS]
    package = _Package(intake, several=len(files) > 1 and len(tests) != 1)
    for test in tests:
        files = _in_order_of(package, archive, test, files)
    for file in files:
        try:
            _take_file(package, file if len(files) > 1 else "", read_xml(archive.read(file, _MOST_BYTES)), file)
        except (NotXml, NotUnpacked) as refusal:
            _refuse(intake, file, str(refusal))
    _take_pointers(package)
    _name_the_rest(intake, [each for each in archive.names if each not in roots])
    return intake.done()


def _root_of(archive: Archive, name: str) -> str:
    """Return the name of the first element of a member that may hold questions."""
    if not name.casefold().endswith(_MAY_HOLD_QUESTIONS) or _says_nothing(name):
        return ""
    try:
        root = root_name(archive.start(name, _MOST_BEFORE_ROOT))
    except NotUnpacked:
        return _DAMAGED
    return root or ("" if name.casefold().endswith(".dat") else _DAMAGED)


def _says_nothing(name: str) -> bool:
    """Whether a member is media, or what a system keeps for itself, as macOS does beside every file."""
    return name.casefold().endswith(_NO_WORDS) or posixpath.basename(name).startswith("._")


def _manifest_name(archive: Archive) -> str:
    found = [name for name in archive.names if posixpath.basename(name) == "imsmanifest.xml"]
    return min(found, key=len, default="")


def _named_in_manifest(archive: Archive, notes: list[str]) -> list[str]:
    """Return the names of the members in the order of the manifest."""
    manifest = _manifest_name(archive)
    if not manifest:
        return []
    try:
        root = read_xml(archive.read(manifest, _MOST_BYTES))
    except (NotXml, NotUnpacked) as refusal:
        notes.append(f"The manifest cannot be read, and the files are taken in the order of the archive. {refusal}")
        return []
    names = [
        posixpath.normpath(posixpath.join(posixpath.dirname(manifest), unquote(address)))
        for each in root.walk()
        if each.name in ("resource", "file") and (address := each.attributes.get("href") or each.attributes.get("bb:file"))
        if "://" not in address
    ]
    missing = [name for name in dict.fromkeys(names) if name not in archive and name.casefold().endswith(_MAY_HOLD_QUESTIONS)]
    if missing:
        notes.append(f"The manifest names what is not in the archive: {_listed(missing)}.")
    return [name for name in names if name in archive]


def _without_twins(files: list[str], notes: list[str]) -> list[str]:
    """Return the files without those that hold a test of which Canvas has put a fuller copy beside them."""
    fuller = {posixpath.basename(name).partition(".")[0] for name in files if "non_cc_assessments/" in name}
    twins = [name for name in files if name.endswith("/assessment_qti.xml") and name.split("/")[-2] in fuller]
    if twins:
        notes.append(f"Passed over, for the folder non_cc_assessments holds the same in more detail: {_listed(twins)}.")
    return [name for name in files if name not in twins]


def _in_order_of(package: _Package, archive: Archive, test: str, files: list[str]) -> list[str]:
    """Return the files in the order of a test that asks them, having learned the titles of its sections."""
    try:
        root = plain_names(read_xml(archive.read(test, _MOST_BYTES)))
    except (NotXml, NotUnpacked) as refusal:
        _refuse(package.intake, test, str(refusal))
        return files
    _tell_title(package, root.attributes.get("title", ""))
    ordered: list[str] = []
    for section in root.walk():
        for item in section.all("assessmentItemRef"):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(test), unquote(item.attributes.get("href", ""))))
            ordered.append(name)
            if name not in files:
                _refuse(package.intake, test, f"It asks for the item {name[:100]}, which is not in the archive.")
            elif section.name == "assessmentSection":
                package.titles[name] = _title(section)
    return [*(name for name in dict.fromkeys(ordered) if name in files), *(name for name in files if name not in ordered)]


def _take_file(package: _Package, where: str, root: Element, name: str = "") -> None:
    root = plain_names(root)
    if root.name in TESTS:
        raise NotXml("It is a test that only names its items, which are in files of their own. Import the archive that holds them all.")
    if root.name in ITEMS:
        draft = Draft(where or f"line {root.line}", " ".join(root.attributes.get("title", "").split()))
        section = package.titles.get(name, "")
        draft.fields = {"section": section} if section else {}
        package.intake.add(draft, lambda draft: make_item_of_2(draft, root))
        return
    groups = [each for each in root.children if each.name in ("assessment", "objectbank")]
    for group in root.children:
        title = _title(group) if group.name in ("assessment", "objectbank") else ""
        several = package.several or len(groups) > 1
        if title and not several:
            _tell_title(package, title)
        _take_group(package, where, Element("", {}, 0, [group]), title if several else "")


def _take_group(package: _Package, where: str, group: Element, section: str) -> None:
    for child in group.children:
        if child.name == "item":
            _take_item(package, package.place(where, child.line), child, section)
        elif child.name in ("itemref", "bankentry_item"):
            ident = child.attributes.get("item_ref") or child.attributes.get("linkrefid", "")
            package.pointers.append((package.place(where, child.line), ident))
        elif child.name in ("assessment", "section", "objectbank", ""):
            title = _title(child) if child.name == "section" else ""
            _take_group(package, where, child, title or section)


def _take_item(package: _Package, place: str, item: Element, section: str) -> None:
    ident = item.attributes.get("ident", "")
    package.idents.add(ident)
    # Canvas gives a question of a bank another name where a test asks it, and tells there what it was called.
    ident = field_of(item, "assessment_question_identifierref") or ident
    draft = Draft(place, title_of(item), fields={"section": section} if section else {})
    asked = "".join(piece.text for each in item.all("presentation") for piece in each.walk())
    if ident and (ident, asked) in package.seen:
        draft.prompt = " ".join(item.attributes.get("title", "").split())
        _refuse_draft(package.intake, draft, "The same question stood in the archive before, and was taken there.")
        return
    package.seen.add((ident, asked))
    package.intake.add(draft, lambda draft: make_item(draft, item))


def _take_pointers(package: _Package) -> None:
    """Refuse what only points to a question that is not in the archive."""
    for place, ident in package.pointers:
        if ident not in package.idents:
            name = ident[:100] or "without a name"
            why = f"It only points to a question in a bank, {name}, which is not in the archive."
            _refuse_draft(package.intake, Draft(place, name=name), why)


def _title(element: Element) -> str:
    titles = [element.attributes.get("title", "")]
    for metadata in element.all("qtimetadata"):
        entries = metadata.all("qtimetadatafield")
        titles += [entry.said("fieldentry") for entry in entries if entry.said("fieldlabel").strip() == "bank_title"]
    return next((title for each in titles if (title := " ".join(without_hidden(each, lambda _: None).split()))), "")


def _tell_title(package: _Package, title: str) -> None:
    if title := " ".join(without_hidden(title, lambda _: None).split()):
        package.intake.notes.append(f"It is called “{title[:200]}”.")


def _refuse(intake: Intake, place: str, why: str) -> None:
    _refuse_draft(intake, Draft(place, posixpath.basename(place)), why)


def _refuse_draft(intake: Intake, draft: Draft, why: str) -> None:
    def refuse(_: Draft) -> None:
        raise Unfit(why)

    intake.add(draft, refuse)


def _name_the_rest(intake: Intake, names: list[str]) -> None:
    if left := [name for name in names if not _says_nothing(name)]:
        intake.notes.append(f"No questions are in: {_listed(left)}.")


def _listed(names: list[str]) -> str:
    shown = ", ".join(name[:100] for name in names[:_MOST_NAMED])
    return f"{shown} and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else shown
