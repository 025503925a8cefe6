"""Zip files from strangers: what is in them is read within limits, and nothing is written anywhere."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from questions.formats.archive import Archive, NotUnpacked


def packed(how: int = zipfile.ZIP_DEFLATED, /, **members: bytes) -> BytesIO:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def test_members_are_read_by_their_names() -> None:
    archive = Archive(packed(**{"a.xml": b"one", "in/b.xml": b"two"}))
    assert (archive.names, archive.read("in/b.xml", 3)) == (("a.xml", "in/b.xml"), b"two")


@pytest.mark.parametrize("name", ["../a", "in/../../a", "/etc/a", "C:\\a", "..\\a"])
def test_a_member_that_leads_out_of_the_folder_is_named_and_not_read(name: str) -> None:
    archive = Archive(packed(**{name: b"x", "good": b"y"}))
    assert (archive.outside, archive.names) == ((name.replace("\\", "/") if "\\" not in name else name,), ("good",))


def test_a_member_is_measured_as_it_is_unpacked() -> None:
    bomb = packed(bomb=b"\0" * 50_000_000)
    assert len(bomb.getvalue()) < 60_000
    with pytest.raises(NotUnpacked, match=r"^Unpacked, bomb has more than 1,000 bytes, which no file of questions needs\.$"):
        Archive(bomb).read("bomb", 1_000)


def test_a_size_that_a_member_claims_is_not_believed() -> None:
    raw = bytearray(packed(bomb=b"\0" * 5_000_000).getvalue())
    directory = raw.index(b"PK\x01\x02")
    raw[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(NotUnpacked):
        Archive(BytesIO(bytes(raw))).read("bomb", 1_000)


def test_all_that_is_read_of_an_archive_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("questions.formats.archive._MOST_BYTES", 10)
    archive = Archive(packed(a=b"123456", b=b"123456"))
    archive.read("a", 100)
    with pytest.raises(NotUnpacked, match=r"b has more than 4 bytes"):
        archive.read("b", 100)


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"x" * 100, b"x" * 30])
def test_what_is_no_archive_is_said(raw: bytes) -> None:
    with pytest.raises(NotUnpacked, match=r"^It is no zip file, or a damaged one\."):
        Archive(BytesIO(raw))


def test_a_damaged_or_missing_member_is_said() -> None:
    raw = bytearray(packed(a=b"123456" * 100).getvalue())
    raw[34:38] = b"\xff\xff\xff\xff"
    with pytest.raises(NotUnpacked, match=r"^a in it is damaged"):
        Archive(BytesIO(bytes(raw))).read("a", 1_000)
    with pytest.raises(NotUnpacked, match=r"^It holds no b\.$"):
        Archive(packed(a=b"1")).read("b", 1_000)


@pytest.mark.parametrize("how", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_what_is_packed_as_no_file_of_questions_is_not_unpacked(how: int) -> None:
    archive = Archive(packed(how, a=b"123456" * 100))
    for read in (archive.read, archive.start):
        with pytest.raises(NotUnpacked, match=r"^a in it is damaged, encrypted, or packed in a way that is not known here\.$"):
            read("a", 1_000)


def test_a_place_beyond_all_numbers_is_said() -> None:
    """The offset of the member is in a field that holds 64 bits."""
    raw = packed(zipfile.ZIP_STORED, a=b"123456").getvalue()
    directory, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    far = b"\x01\0\x08\0" + b"\xff" * 8
    entry = raw[directory : directory + 30] + bytes([len(far), 0]) + raw[directory + 32 : directory + 42] + b"\xff" * 4 + b"a" + far
    with pytest.raises(NotUnpacked, match=r"^a in it is damaged"):
        Archive(BytesIO(raw[:directory] + entry + raw[end : end + 12] + bytes([len(entry), 0, 0, 0]) + raw[end + 16 :])).read("a", 1_000)
