"""Zip files from strangers, read in memory and with limits: nothing is ever unpacked to a folder."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, BinaryIO

_MOST_MEMBERS = 20_000
_MOST_BYTES = 400_000_000
"""How much may be read from one archive, all in all."""
_CHUNK = 1 << 20
_PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How the programs that write questions pack them; what unpacks the rest takes memory as the file says."""
_NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file can hold."""


class NotUnpacked(ValueError):  # noqa: N818 - the name says what is the matter
    """An archive that is damaged, or that must not be read; the message says why, in sentences."""


class Archive:
    """The members of a zip file by their names; what a member claims about itself is not believed.

    Raises:
        NotUnpacked: it is no zip file, or has more members than any file of questions.
    """

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
            raise NotUnpacked("It is no zip file, or a damaged one. Export it again.") from None
        self._left = _MOST_BYTES
        members = [member for member in self._zip.infolist() if not member.is_dir()]
        if len(members) > _MOST_MEMBERS:
            raise NotUnpacked(f"It holds {len(members):,} files; {_MOST_MEMBERS:,} are allowed.")
        self.outside = tuple(member.filename for member in members if _leads_out(member.filename))
        """The names of members that would be written outside the folder in which the archive is unpacked; they are not read."""
        self._members = {member.filename: member for member in members if member.filename not in self.outside}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, in the order of the archive."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str, most: int) -> bytes:
        """Return what a member holds, if that is at most so many bytes.

        Raises:
            NotUnpacked: there is no such member, it is larger, encrypted or damaged, or too much was read already.
        """
        pieces, size = [], 0
        with self._opened(name) as member:
            while piece := member.read(_CHUNK):
                size += len(piece)
                if size > min(most, self._left):
                    raise NotUnpacked(f"Unpacked, {name} has more than {min(most, self._left):,} bytes, which no file of questions needs.")
                pieces.append(piece)
        self._left -= size
        return b"".join(pieces)

    def start(self, name: str, most: int) -> bytes:
        """Return what a member begins with, at most so many bytes; raises NotUnpacked as ``read`` does."""
        with self._opened(name) as member:
            return member.read(most)

    @contextmanager
    def _opened(self, name: str) -> Iterator[IO[bytes]]:
        if name not in self._members:
            raise NotUnpacked(f"It holds no {name}.")
        try:
            if self._members[name].compress_type not in _PACKED_AS:
                raise NotImplementedError
            with self._zip.open(self._members[name]) as member:
                yield member
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, OverflowError, RuntimeError, ValueError) as error:
            if isinstance(error, NotUnpacked):
                raise
            raise NotUnpacked(f"{name} in it is damaged, encrypted, or packed in a way that is not known here.") from None


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip file of these members: the same bytes for the same members, whatever day it is."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=_NO_DAY), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":"
