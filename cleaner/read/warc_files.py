"""WARC files, fast: FastWARC parts the records as long as all is well; where one is amiss, the careful reader reads it.

FastWARC's iterator ends at the first malformed record, or passes over good ones after it; so a record counts only once
the next was found behind it, and the last of a file, or the one before damage, is read again by cleaner.read.warc.
"""

import zlib
from collections.abc import Generator, Iterator
from typing import BinaryIO

from cleaner.model import Page, Rejected
from cleaner.read.unpack import STEP, Counted
from cleaner.read.warc import GLUED, SLACK, is_glued, page_of_record, read_record, read_warc, records_in
from cleaner.settings import Settings

FIRST_BYTES = 1 << 21
"""Most bytes of the first member, unpacked, for a file to be told as packed record by record."""

_PAGELESS = frozenset({"request", "metadata", "warcinfo"})
"""Kinds of records that are never looked into: half of a crawl's."""

Pages = Generator[Page | Rejected, None, int]
"""Pages, and the offset of the first record that was not read; -1 at the end of the file."""


def read_warc_file(file: BinaryIO, address: str, settings: Settings, *, packed: bool) -> Iterator[Page | Rejected]:
    """Yield the pages of a WARC file that can be sought in; `packed` with gzip.  Raises OSError."""
    if packed and not _by_record(file):
        file.seek(0)
        yield from read_warc(file, address, settings, Counted(file))
        return
    at = 0
    while at >= 0:
        at = yield from _trusted(file, at, address, settings)
        at = yield from read_record(file, at, address, settings, packed=packed)


def _by_record(file: BinaryIO) -> bool:
    """Whether each record is a gzip member of its own, as ISO 28500 asks for; judged by the first."""
    inner, data = zlib.decompressobj(wbits=31), b""
    while not inner.eof and len(data) < FIRST_BYTES and (piece := file.read(STEP)):
        try:
            data += inner.decompress(piece, FIRST_BYTES - len(data) + 1)
        except zlib.error:
            return True  # damaged: the careful reader finds the next member
    return inner.eof and records_in(data) <= 1


def _trusted(file: BinaryIO, at: int, address: str, settings: Settings) -> Pages:
    """Yield the pages of the records from offset `at` that are followed by another; return where the first is not."""
    from fastwarc.warc import ArchiveIterator
    from fastwarc.warc import WarcHeader as Name

    asked = {str(name).lower(): name for name in (Name.CONTENT_TYPE, Name.WARC_TARGET_URI, Name.WARC_SEGMENT_NUMBER)}
    file.seek(at)
    most = settings.page_bytes + SLACK
    held: Page | Rejected | None = None
    try:
        for record in ArchiveIterator(file, parse_http=False, inplace=True):
            if held is not None:
                yield held
            held, at = None, record.stream_pos
            headers, length = record.headers, record.content_length
            if headers.get(Name.CONTENT_LENGTH) != str(length) or length > most:
                return at
            block = record.reader.read(length)
            if len(block) != length or _holds_another(block):
                return at
            kind = headers.get(Name.WARC_TYPE) or ""
            if kind in _PAGELESS:
                continue
            fields = {"warc-type": kind, **{lower: headers.get(name) or "" for lower, name in asked.items()}}
            odd = [name for name, value in headers if "\n" in value or name.lower() == "warc-type"]
            if not kind.isalpha() or not _is_plain(fields) or len(odd) != 1:
                return at  # FastWARC takes the next line into a value at a bare CR, and the next record at a bare LF
            held = page_of_record(fields, block, f"{address}#{at}", settings)
    except (OSError, ValueError):
        return at
    return at


def _holds_another(block: bytes) -> bool:
    """Whether another record stands inside; most pages have no CR behind their head, which is found fastest.

    In those that have, what is looked for is found in a third of the time from the end.
    """
    return block.rfind(GLUED, 0, block.rfind(b"\r") + len(GLUED)) >= 0 and is_glued(block, 0, len(block))


def _is_plain(fields: dict[str, str]) -> bool:
    """Whether some fields are in ASCII, each on one line; others FastWARC and the careful reader take differently."""
    values = "".join(fields.values())
    return values.isascii() and values.isprintable()
