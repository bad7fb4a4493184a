"""Zip, WACZ and tar to pages: each member like a file; its name is a label, never a path."""

import os
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple, Self, cast

from cleaner.model import Page, Rejected
from cleaner.read.source import is_asset, is_litter, told_by_name
from cleaner.read.torn_zip import MARK, torn_members
from cleaner.read.unpack import FREE_RATIO_BYTES, STEP, DamagedError, Stream, unpack
from cleaner.settings import Settings

NESTED = frozenset({"zip", "tar", "parquet", "sqlite"})
"""What is not opened inside an archive: an archive in an archive, and files that need to be sought in."""

UNIX = 3
"""The system whose modes a member's attributes hold (APPNOTE 4.4.2)."""


def read_zip(file: BinaryIO, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of a zip file's members, in the order of its directory; of a WACZ, those of its WARCs.

    Where the directory is torn, those of the members that are whole, and what became of the file.
    """
    wacz = address.lower().endswith(".wacz")
    try:
        opened = _opened(file)
    except DamagedError as error:
        yield from _torn_zip(file, address, settings, wacz=wacz)
        yield Rejected(error.reason, "read", str(error), address)
        return
    with opened as archive:
        if archive.infolist() and not any(_is_placed(file, member) for member in archive.infolist()):
            yield from _torn_zip(file, address, settings, wacz=wacz)
            yield Rejected("truncated", "read", "its directory tells of no member where it is", address)
            return
        if any(_OFFICE.match(member.filename) for member in archive.infolist()):
            raise DamagedError("unsupported", "a document of an office program, no archive of pages")
        overlapping = _overlapping(archive)
        met: Counter[str] = Counter()
        for member in archive.infolist():
            name = member.filename
            if _holds_no_page(member) or (wacz and not _is_archived(name)):
                continue
            met[name] += 1
            at = f"{address}#{name}" if met[name] == 1 else f"{address}#{name}-{met[name]}"
            if member in overlapping:
                yield Rejected("bomb", "read", "its bytes are those of other members, too", at)
            else:
                yield from _zip_member(archive, member, at, settings)
        if wacz and not met:
            yield Rejected("parse", "read", "a WACZ without a WARC in it", address)


_OFFICE = re.compile(r"\[Content_Types\]\.xml$|META-INF/manifest\.xml$")
"""Members by which documents of office programs (ECMA-376, OpenDocument) are known from other zip files."""


def _is_archived(name: str) -> bool:
    """Whether a member of a WACZ is one of its WARCs, which some tools lay elsewhere than into archive/."""
    return name.startswith("archive/") or told_by_name(name)[0] == "warc"


def _holds_no_page(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a folder, a link (whose bytes are where it leads), or what systems put beside a file."""
    link = stat.S_ISLNK(member.external_attr >> 16) and member.create_system == UNIX
    return link or member.filename.endswith("/") or is_litter(member.filename)


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    """Open a zip file; raises DamagedError."""
    try:
        file = _to_end_mark(file)
        try:
            return zipfile.ZipFile(file)
        except UnicodeDecodeError:
            return zipfile.ZipFile(cast("Any", _Unflagged(file)))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DamagedError("truncated", f"no zip file, or a torn one: {error}") from error


def _is_placed(file: BinaryIO, member: zipfile.ZipInfo) -> bool:
    """Whether a member's own header stands where the directory says."""
    file.seek(member.header_offset)
    return file.read(len(MARK)) == MARK


_END = struct.Struct("<4s4xHHIIH")
"""What a zip file ends with (APPNOTE 4.3.16): its mark, how many members, where the directory is, a comment's size."""
_END_MARK = b"PK\5\6"


def _to_end_mark(file: BinaryIO) -> BinaryIO:
    """Return the file up to the end mark that a comment reaches to the end from, where another stands in the comment.

    The library takes the last it finds.
    """
    size = file.seek(0, os.SEEK_END)
    start = file.seek(max(0, size - (1 << 16) - _END.size))
    data = file.read()
    at = data.find(_END_MARK)
    while 0 <= at <= len(data) - _END.size:
        _, _, entries, length, _, comment = _END.unpack_from(data, at)
        end = at + _END.size
        if end + comment == len(data) and (entries == 0) == (length == 0):
            return file if data.rfind(_END_MARK) == at else cast("BinaryIO", _Until(file, start + end))
        at = data.find(_END_MARK, at + 1)
    return file


class _Until:
    """A file up to an offset, as the library reads it."""

    def __init__(self, file: BinaryIO, end: int) -> None:
        self._file, self._end = file, end
        self.tell, self.seekable, self.close = file.tell, file.seekable, file.close

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to an offset."""
        return self._file.seek(self._end + offset) if whence == os.SEEK_END else self._file.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes."""
        left = max(0, self._end - self._file.tell())
        return self._file.read(left if size < 0 else min(size, left))


class _Unflagged:
    """A zip file of which some name is not in UTF-8 though it is flagged so: all flags (APPNOTE 4.4.4) read as unset.

    The names come out in code page 437 then, which takes any bytes.
    """

    HEADERS = (re.compile(rb"(PK\x01\x02.{5})(.)", re.DOTALL), re.compile(rb"(PK\x03\x04.{3})(.)", re.DOTALL))
    """The entries of the directory, or a member's own header, up to the byte with the flag (its fourth bit)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable, self.close = file.seek, file.tell, file.seekable, file.close

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes, headers without the flag."""
        data = self._file.read(size)
        for headers in self.HEADERS:
            if headers.match(data):
                return headers.sub(lambda found: found[1] + bytes([found[2][0] & 0xF7]), data)
        return data


def _overlapping(archive: zipfile.ZipFile) -> set[zipfile.ZipInfo]:
    """Return the members that reach into the next, where all together are more than the file holds.

    So is a bomb of a few bytes made that any number of members unpack; a single offset that lies adds nothing.
    """
    members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    for member in members:
        if hasattr(member, "_end_offset"):  # newer Pythons' own check, which refuses the last of them, too
            member._end_offset = None  # noqa: SLF001 - there is no other way
    if sum(member.compress_size for member in members) <= archive.start_dir:
        return set()
    return {
        one for one, following in pairwise(members) if one.header_offset + one.compress_size > following.header_offset
    }


def _zip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, address: str, settings: Settings
) -> Iterator[Page | Rejected]:
    """Yield the pages of one member."""
    if member.file_size > settings.page_ratio * max(member.compress_size, 10_000) and _is_page(member.filename):
        yield Rejected("bomb", "read", f"unpacks more than {settings.page_ratio}:1", address)
        return
    try:
        with archive.open(member) as file:
            ratio = member.file_size / max(1, member.compress_size)
            yield from _member(cast("BinaryIO", file), member.filename, address, settings, lambda: ratio)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        yield Rejected("truncated", "read", f"the member is damaged: {error}", address)
    except (RuntimeError, NotImplementedError) as error:
        yield Rejected("unsupported", "read", str(error), address)


def _torn_zip(file: BinaryIO, address: str, settings: Settings, *, wacz: bool) -> Iterator[Page | Rejected]:
    """Yield the pages of a zip file's members, found by their own headers."""
    file.seek(0)
    if file.read(len(MARK)) != MARK:
        return
    for number, member in enumerate(torn_members(file, settings.page_ratio), 1):
        if member.name.endswith("/") or is_litter(member.name) or (wacz and not _is_archived(member.name)):
            continue
        at = f"{address}#{member.name}-{number}"
        if member.fault:
            yield Rejected("unsupported", "read", member.fault, at)
            continue
        try:
            yield from _member(cast("BinaryIO", member.file), member.name, at, settings)
        except (zlib.error, EOFError, ValueError) as error:
            yield Rejected("truncated", "read", f"the member is damaged: {error}", at)


def _is_page(name: str) -> bool:
    return told_by_name(name)[0] in {"html", "text", "mhtml", "unknown"}


def _headers(damaged: list[bytes], stream: Stream, settings: Settings) -> type[tarfile.TarInfo]:
    """Return what reads the headers of a tar file, and notes those that are none.

    Raises DamagedError where zeros without end stand for headers.
    """
    zeros = 0

    class Header(tarfile.TarInfo):
        @classmethod
        def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
            try:
                return super().fromtarfile(tarfile_)
            except ValueError as error:  # a field of a pax header is no number where there must be one
                damaged.append(str(error).encode())
                raise tarfile.InvalidHeaderError from None  # type: ignore[attr-defined]  # reads on behind it

        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
            nonlocal zeros
            try:
                found = super().frombuf(buf, encoding, errors)
            except tarfile.HeaderError:
                if buf.strip(b"\0"):
                    damaged.append(bytes(buf))
                zeros += len(buf)
                if zeros > FREE_RATIO_BYTES and stream.ratio > settings.page_ratio:
                    raise DamagedError("bomb", f"zeros unpack more than {settings.page_ratio}:1") from None
                raise
            zeros = 0
            found.size = max(0, found.size)
            return found

    return Header


class _Reads(NamedTuple):
    """What a tar file is read through: less than asked for where there is no more before damage."""

    read: Callable[[int], bytes]


def read_tar(stream: Stream, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of a tar file's members, in their order; links and devices are passed over.

    Where a header is damaged, and where one tar file stands behind another, it is read on at the next header.
    """
    damaged: list[bytes] = []
    met = bytearray(1 << 20)
    at = 0
    try:
        file: Any = _Reads(stream.read1)
        with tarfile.open(
            fileobj=file, mode="r|", ignore_zeros=True, tarinfo=_headers(damaged, stream, settings)
        ) as archive:
            while (member := archive.next()) or damaged:
                if damaged:
                    yield Rejected("truncated", "read", "no member of a tar file stands here", f"{address}#{at}")
                    damaged.clear()
                if member:
                    name = _label(member.name)
                    again = f"-{member.offset}" if _was_met(name, met) else ""
                    yield from _tar_member(archive, member, stream, f"{address}#{name}{again}", settings)
                at = archive.offset
                archive.members = []  # type: ignore[attr-defined]  # it would keep them all
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise DamagedError("truncated", f"no tar file, or a torn one: {error}") from error


def _tar_member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, stream: Stream, address: str, settings: Settings
) -> Iterator[Page | Rejected]:
    """Yield the pages of one member, and read to its end; raises DamagedError where it has none."""
    unread = member.issym() or member.islnk() or is_litter(member.name)
    if not unread and (file := archive.extractfile(member)):
        yield from _member(cast("BinaryIO", file), member.name, address, settings, lambda: stream.ratio)
    behind: Any = archive.fileobj
    while (left := archive.offset - behind.tell()) > 0:  # what seeks there does not see the end
        if not behind.read(min(left, STEP)):
            raise DamagedError("truncated", f"the member {address.rpartition('#')[2]} ends early")


def _was_met(name: str, met: bytearray) -> bool:
    """Whether a name was met before, or one of the same hash: all names of a large archive would not fit in memory."""
    place = zlib.crc32(name.encode("utf-8", "replace")) % (8 * len(met))
    bit = 1 << place % 8
    was = bool(met[place // 8] & bit)
    met[place // 8] |= bit
    return was


def _label(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _member(
    file: BinaryIO, name: str, address: str, settings: Settings, ratio: Callable[[], float] | None = None
) -> Iterator[Page | Rejected]:
    """Yield the pages of a member that is open, `ratio` of its bytes by those that they were packed in."""
    from cleaner.read import read_stream

    if is_asset(name):
        return
    kind, packing = told_by_name(name)
    if kind in NESTED:
        yield Rejected("unsupported", "read", f"a {kind} file inside an archive: unpack it first", address)
        return
    try:
        with unpack(file, packing, ratio) as stream:
            yield from read_stream(stream, kind, address, settings)
    except DamagedError as error:
        yield Rejected(error.reason, "read", str(error), address)
