"""Bytes to pages: folders, files, rows, archives.  What is damaged becomes a Rejected with its address; nothing raises.

    for source in find(["dump/", "more.jsonl.gz"]):
        for page in read(source, settings):     # Page | Rejected, in a fixed order
            ...

An address is `path#part`: a line's number, a member's name, a row's number or an offset; a whole file has its path
alone.
"""

import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, BinaryIO

from cleaner.errors import MissingExtraError
from cleaner.model import Page, Reason, Rejected
from cleaner.read.archives import read_tar, read_zip
from cleaner.read.find import find
from cleaner.read.jsonl import read_json, read_lines, rows_of_json, rows_of_lines
from cleaner.read.mhtml import read_mhtml
from cleaner.read.source import STDIN, UNLIKE, Kind, Source, told_by_bytes
from cleaner.read.sqlite import read_sqlite
from cleaner.read.tables import is_table, parquet_rows, read_csv, read_parquet
from cleaner.read.unpack import DamagedError, Stream, read_bounded, unpack, unpadded
from cleaner.read.warc import read_warc
from cleaner.read.warc_files import read_warc_file
from cleaner.settings import Settings

__all__ = ["Source", "find", "read", "read_piped", "read_rows", "read_stream"]

GZIP = b"\x1f\x8b\x08"

HEAD = 4096
"""Bytes looked at to tell what a file holds."""

SOUGHT = frozenset({"parquet", "sqlite", "zip"})
"""Kinds of files that must be sought in."""

EMPTY = "a file of no bytes, as a download that failed leaves it"

FOREIGN: tuple[tuple[bytes, Reason, str], ...] = ((b"{\\rtf", "unsupported", "RTF"), (b"%PDF-", "binary", "PDF"))
"""How files begin that may look like text and hold no page, and how they are told."""


def read(source: Source, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of one source, and a Rejected for each part that cannot be read.

    Raises only MissingExtraError, where an optional library is needed.
    """
    return _guarded(source, settings, _read)


def read_rows(source: Source, settings: Settings) -> Iterator[tuple[str, Any] | Rejected]:
    """Yield the rows of JSON lines or Parquet, as they are, with their addresses; a Rejected where one cannot be."""
    return _guarded(source, settings, _read_rows)


def _guarded(source: Source, settings: Settings, reader: Callable[[Source, Settings], Iterator[Any]]) -> Iterator[Any]:
    """Yield what a reader yields, and what breaks it as a Rejected."""
    if source.fault:
        special = source.fault.startswith("a device")
        yield Rejected("unsupported" if special else "unreadable", "read", source.fault, source.address)
        return
    yield from _told(reader(source, settings), source.address)


def read_piped(file: BinaryIO, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of a file that cannot be sought in, as `read` does those of a source."""
    return _told(_piped(file, settings), STDIN)


class _Ended(io.RawIOBase):
    """A file that stays at its end, once it was read to it: a terminal would ask for more."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._ended = file, False

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`."""
        data = b"" if self._ended else self._read(len(buffer))
        self._ended = not data
        buffer[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        return self._file.read1(size) if isinstance(self._file, io.BufferedReader) else self._file.read(size)


def _piped(file: BinaryIO, settings: Settings) -> Iterator[Page | Rejected]:
    with unpack(io.BufferedReader(_Ended(file)), "") as stream:
        yield from read_stream(stream, "unknown", STDIN, settings)


def _told(pages: Iterator[Any], address: str) -> Iterator[Any]:
    """Yield some pages, and what breaks them as a Rejected."""
    try:
        yield from pages
    except DamagedError as error:
        yield Rejected(error.reason, "read", str(error), address)
    except MissingExtraError:
        raise
    except OSError as error:
        yield Rejected("unreadable", "read", error.strerror or str(error), address)
    except MemoryError:
        yield Rejected("memory", "read", "reading it needs more memory than there is", address)


def _read(source: Source, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of one source; raises what breaks it."""
    if source.kind == "unknown":
        with unpack(source.open(), source.packing) as stream:
            source = replace(source, kind=_kind_of(stream, source.kind, settings))
    if source.kind in {"html", "text", "any"} and not source.packing and source.size > settings.page_bytes:
        raise DamagedError("too_large", f"{source.size} bytes, larger than {settings.page_bytes}")
    if source.kind in SOUGHT:
        yield from _read_file(source, settings)
    elif source.kind == "warc" and source.packing in {"", "gz"} and not _is_packed_twice(source):
        with source.open() as file:
            head = file.read(3)
            if not head:
                raise DamagedError("empty", EMPTY)
            packed = head == GZIP
            file.seek(0)
            yield from read_warc_file(file, source.address, settings, packed=packed)
    else:
        with unpack(source.open(), source.packing) as stream:
            kind = _kind_of(stream, source.kind, settings)
            if source.packing and not source.size and not stream.peek(1):
                raise DamagedError("empty", EMPTY)
            if kind not in SOUGHT:
                yield from read_stream(stream, kind, source.address, settings)
                return
        yield from _read_file(replace(source, kind=kind), settings)


def _is_packed_twice(source: Source) -> bool:
    """Whether what a gzip file unpacks to is one, too."""
    with source.open() as file, suppress(zlib.error):
        return zlib.decompressobj(wbits=31).decompress(file.read(HEAD), len(GZIP)) == GZIP
    return False


def _kind_of(stream: Stream, named: Kind, settings: Settings) -> Kind:
    """Return what a file holds: what its name says, but for bytes that cannot be that."""
    head = b""
    with suppress(DamagedError):  # met again in reading on
        head = stream.peek(HEAD)[:HEAD]
    told = told_by_bytes(head)
    if named != "unknown":
        unlike = UNLIKE.match(head) or told in {"tar", "mhtml"}
        rows = named in {"csv", "tsv"} and told in {"jsonl", "json"}
        return told if unlike or rows else named
    return "csv" if told == "any" and is_table(head, settings) else told


def _read_file(source: Source, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of a file that must be sought in."""
    if source.packing:
        raise DamagedError("unsupported", f"a packed {source.kind} file: unpack it first")
    if source.kind == "parquet":
        yield from read_parquet(source, settings)
    elif source.kind == "sqlite":
        yield from read_sqlite(source, settings)
    else:
        with source.open() as file:
            yield from read_zip(file, source.address, settings)


def read_stream(stream: Stream, kind: Kind, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of an unpacked stream; raises DamagedError and OSError where it breaks."""
    kind = _kind_of(stream, kind, settings)
    if kind in {"html", "text", "any"}:
        data = unpadded(read_bounded(stream, settings.page_bytes, settings.page_ratio))
        page = Page(data, input=address, kind="" if kind == "any" else kind)
        foreign = (
            Rejected(code, "read", f"{what}, no page", address) for at, code, what in FOREIGN if data.startswith(at)
        )
        yield next(foreign, page)
    elif kind in _READERS:
        yield from _READERS[kind](stream, address, settings)
    elif kind in {"csv", "tsv"}:
        yield from read_csv(stream, address, "," if kind == "csv" else "\t", settings)
    else:
        what = (
            "a binary file of an unknown kind" if kind == "unknown" else f"a {kind} file cannot be read from a stream"
        )
        yield Rejected("unsupported", "read", what, address)


_READERS: dict[str, Callable[[Stream, str, Settings], Iterator[Page | Rejected]]] = {
    "jsonl": read_lines,
    "json": read_json,
    "mhtml": read_mhtml,
    "tar": read_tar,
    "warc": read_warc,
}


def _read_rows(source: Source, settings: Settings) -> Iterator[tuple[str, Any] | Rejected]:
    """Yield the rows of one source of JSON lines or Parquet; raises what breaks it."""
    if source.kind == "parquet" and not source.packing:
        yield from parquet_rows(source, None)
        return
    if source.kind not in {"jsonl", "json", "unknown"}:
        raise DamagedError("unsupported", f"no records in JSON lines in such a file ({source.kind})")
    rows_of = rows_of_json if source.kind == "json" else rows_of_lines
    with unpack(source.open(), source.packing) as stream:
        yield from rows_of(stream, source.address, settings)
