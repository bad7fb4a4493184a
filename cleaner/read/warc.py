"""WARC and WET to pages (ISO 28500:2017): a record that lies costs itself, and reading goes on at the next.

The careful reader, for streams and for what cleaner.read.warc_files finds amiss.
"""

import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cleaner.model import Page, Reason, Rejected
from cleaner.read.http import Message, body_of, media_type, parse_fields, parse_message
from cleaner.read.source import looks_textual
from cleaner.read.unpack import STEP, Counted, DamagedError, Stream
from cleaner.settings import Settings

HEADER_BYTES = 1 << 16
"""Most bytes of a record's header."""

SLACK = 1 << 20
"""A record's block may be this much larger than a page: HTTP headers, and encodings that shrink when undone."""

PAGES = frozenset({
    "text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml", "text/plain", "text/markdown", "",
})  # fmt: skip
"""Media types that are pages; what else was crawled (images, scripts, feeds) is passed over."""

_NEXT = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n(?=[A-Za-z-]{1,100}[ \t]{0,9}:)")
"""The beginning of a record, wherever it stands: garbage before it may have no line end."""
LONGEST_NEXT = 200
"""Bytes of the longest match of _NEXT that is looked for across two pieces."""

_END = re.compile(rb"\r?\n\r?\n")
_LINE_ENDS = b"\r\n\r\n"
_BLANK = b" \t\f\r\n"
"""What may stand between records: empty lines, and lines that only look so, which FastWARC passes over, too."""
GLUED = _LINE_ENDS + b"WARC/1."
"""What stands inside a block whose length takes in the next record."""

_MEMBER = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class _Header:
    fields: dict[str, str]
    size: int
    """Its bytes, the empty line included."""

    @property
    def length(self) -> int:
        """The length it declares; -1 where it declares none that can be."""
        value = self.fields.get("content-length", "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else -1


def records_in(data: bytes) -> int:
    """Return how many records begin in some bytes."""
    return len(_NEXT.findall(data))


class _Members:
    """The unpacked bytes of a gzip file whose records are members of their own, with the place of each member."""

    def __init__(self, file: Counted) -> None:
        self._file, self._raw = file, b""
        self._start()
        self.member = 0
        """Offset of the member that is being read."""
        self.begins = False
        """Whether the piece read last begins a member."""

    def _start(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self._fed = self._gave = False

    def read(self) -> bytes:
        """Return the next piece, empty at the end; raises DamagedError."""
        while True:
            if self._inner.eof:
                self._raw = self._inner.unused_data.lstrip(b"\0")
                self._start()
            if not self._raw:
                self._raw = self._file.read(STEP)
            if not self._raw:
                if not self._fed:
                    return b""
                raise DamagedError("truncated", f"the packed data ends early, in the member at {self.member}")
            if not self._fed:
                self.member = self._file.taken - len(self._raw)
            try:
                piece = self._inner.decompress(self._raw, STEP)
            except zlib.error as error:
                raise DamagedError("truncated", f"the member at {self.member} is damaged: {error}") from error
            self._raw, self._fed = self._inner.unconsumed_tail, True
            if piece:
                self.begins, self._gave = not self._gave, True
                return piece

    def resync(self) -> bool:
        """Go to the next member that holds a record; False where there is none.

        What was read of the damaged one may hold it: a broken length in it takes in what follows.
        """
        self._file.seek(self.member + 1)
        data = self._raw = b""
        while True:
            at = data.find(_MEMBER)
            if at < 0 or len(data) - at < 512:
                more = self._file.read(STEP)
                if not more and at < 0:
                    return False
                data = (data[at:] if at >= 0 else data[-2:]) + more
                at = data.find(_MEMBER)
                if at < 0:
                    continue
            if _opens_record(data[at : at + 512]):
                self._raw = data[at:]
                self._start()
                return True
            data = data[at + 1 :]


def _opens_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False


class _Plain:
    """Bytes that are not packed by record."""

    member = 0
    begins = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._read = stream.read1 if isinstance(stream, Stream) else stream.read  # which gives all before damage

    def read(self) -> bytes:
        """Return the next piece, empty at the end; raises DamagedError."""
        return self._read(STEP)

    def resync(self) -> bool:
        """Go on at the next member of a packed stream; False where there is none."""
        return isinstance(self._stream, Stream) and self._stream.resync()


class _Window:
    """A stretch of the unpacked bytes, from the record in hand on."""

    def __init__(self, bytes_: "_Members | _Plain", at: int = 0) -> None:
        self._bytes = bytes_
        self.data = b""
        self.at = at
        """Offset of `data` in the unpacked bytes."""
        self.ended = False
        self.broken: DamagedError | None = None
        """What is wrong with the bytes behind those that are held."""
        self._members: list[tuple[int, int]] = []

    def fill(self, size: int) -> bool:
        """Hold at least `size` bytes; False where there are fewer, or where they are damaged first (see `broken`)."""
        pieces, have = [self.data], len(self.data)
        while have < size and not self.ended:
            try:
                piece = self._bytes.read()
            except DamagedError as error:
                self.broken, piece = error, b""
            if self._bytes.begins:
                self._members.append((self.at + have, self._bytes.member))
                self._bytes.begins = False
            self.ended = not piece
            pieces.append(piece)
            have += len(piece)
        self.data = b"".join(pieces)
        return have >= size

    def drop(self, size: int) -> None:
        """Let go of the first `size` bytes."""
        self.data = self.data[size:]
        self.at += size
        while len(self._members) > 1 and self._members[1][0] <= self.at:
            del self._members[0]

    def place(self) -> int:
        """Return the offset of the record in hand: in the file where its member begins with it.

        Else in the unpacked bytes.
        """
        if self._members and self._members[0][0] == self.at:
            return self._members[0][1]
        return self.at

    def begins_here(self, *, packed: bool) -> bool:
        """Whether what is held begins where a reader of the file may begin: with a member, if it is packed."""
        return not packed or bool(self._members and self._members[0][0] == self.at)

    def resync(self) -> bool:
        """Go on behind damage; what is held is lost."""
        self.at += len(self.data) + 1  # so that damage has an address of its own
        self.data, self._members, self.broken = b"", [], None
        self.ended = not self._bytes.resync()
        return not self.ended

    def to_next(self, start: int) -> bool:
        """Let go of all before the next record that begins at or after `start`; False where none does."""
        self.drop(min(start, len(self.data)))
        while (found := _NEXT.search(self.data)) is None:
            self.drop(max(0, len(self.data) - LONGEST_NEXT))
            if not self.fill(len(self.data) + 1):
                self.drop(len(self.data))
                return False
        self.drop(found.start())
        return True


def read_warc(
    stream: BinaryIO, address: str, settings: Settings, packed: Counted | None = None
) -> Iterator[Page | Rejected]:
    """Yield a page for each record that holds one; `part` is the record's offset.

    `packed` is the file itself where it is packed with gzip, so that offsets are those of its members.
    """
    window = _Window(_Members(packed) if packed else _Plain(stream))
    while True:
        try:
            yield from _records(window, address, settings)
        except DamagedError as error:
            yield Rejected(error.reason, "read", str(error), f"{address}#{window.place()}")
            if not window.resync():
                return
        else:
            return


def read_record(
    file: BinaryIO, at: int, address: str, settings: Settings, *, packed: bool
) -> Generator[Page | Rejected, None, int]:
    """Yield what the record at an offset of a file gives, and what damage lies behind it.

    Returns the offset of the next record from which a whole file can be read on, -1 at the end.
    """
    file.seek(at)
    window = _Window(_Members(Counted(file, at)) if packed else _Plain(file), at)
    while True:
        try:
            while _to_record(window):
                place = window.place()
                if place > at and window.begins_here(packed=packed) and window.data.startswith(b"WARC/"):
                    return place
                yield from _record(window, address, settings)
        except DamagedError as error:
            yield Rejected(error.reason, "read", str(error), f"{address}#{window.place()}")
            if window.resync():
                continue
        return -1


def _records(window: _Window, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages up to the end; raises DamagedError where the bytes break."""
    while _to_record(window):
        yield from _record(window, address, settings)


def _record(window: _Window, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield what the record in hand gives, and let go of it; raises DamagedError where the bytes break."""
    at = f"{address}#{window.place()}"
    if not window.data.startswith(b"WARC/"):
        yield Rejected("parse", "read", "what stands here is no WARC record", at)
        window.to_next(0)
        return
    header = _header(window)
    if header is None:
        _raise_broken(window)
        torn = window.ended and len(window.data) < HEADER_BYTES
        yield Rejected("truncated" if torn else "parse", "read", "a record's header has no end", at)
        window.to_next(1)
        return
    length = header.length
    if length > settings.page_bytes + SLACK:
        yield from _passed(window, header, at, settings)
        return
    whole = length >= 0 and window.fill(header.size + length)
    if whole and _ends_well(window, header.size, header.size + length):
        block = window.data[header.size : header.size + length]
        window.drop(header.size + length)
        found = page_of_record(header.fields, block, at, settings)
        if found is not None:
            yield found
        return
    if length >= 0 and not whole:
        _raise_broken(window)
    yield _lie(header, at)
    window.to_next(header.size)


def _raise_broken(window: _Window) -> None:
    if window.broken:
        raise window.broken


def _to_record(window: _Window) -> bool:
    """Go over the empty lines between records; False at the end."""
    while True:
        stripped = window.data.lstrip(_BLANK)
        window.drop(len(window.data) - len(stripped))
        if len(window.data) >= 5 or (not window.fill(5) and window.data.strip(_BLANK)):
            if window.data[:1] not in _BLANK:
                return True
        elif window.ended:
            _raise_broken(window)
            return False


def _header(window: _Window) -> _Header | None:
    """Parse the header in hand; None where it has no end."""
    end = _END.search(window.data, 0, HEADER_BYTES)
    if end is None:
        window.fill(HEADER_BYTES)
        end = _END.search(window.data, 0, HEADER_BYTES)
        if end is None:
            return None
    return _Header(parse_fields(window.data[: end.start()]), end.end())


def _ends_well(window: _Window, start: int, size: int) -> bool:
    """Whether what must follow a record follows its block, from `start` to `size`: line ends.

    Then a record or the end.
    """
    window.fill(size + 12)
    if is_glued(window.data, start, size):
        return False  # the length takes in the next record
    rest = window.data[size : size + 12]
    return rest.startswith(_LINE_ENDS) or b"WARC/".startswith(rest.lstrip(_BLANK)[:5])


def is_glued(data: bytes, start: int, end: int) -> bool:
    """Whether another record begins within a block; a page may well speak of `WARC/1.0`."""
    while (start := data.find(GLUED, start, end)) >= 0:
        start += len(_LINE_ENDS)
        if _NEXT.match(data, start):
            return True
    return False


def _passed(window: _Window, header: _Header, at: str, settings: Settings) -> Iterator[Rejected]:
    """Pass over a record too large to hold; where another begins inside it, its length was a lie."""
    window.drop(header.size)
    left = header.length
    while left > 0:
        window.fill(min(left, STEP))
        found = _NEXT.search(window.data)
        if found and found.start() < left:
            window.drop(found.start())
            left = -1
        elif len(window.data) >= left:
            window.drop(left)
            left = 0
        elif window.ended:
            _raise_broken(window)
            window.drop(len(window.data))
            left = -1
        else:
            size = max(0, len(window.data) - LONGEST_NEXT)
            window.drop(size)
            left -= size
    if left < 0:
        yield _lie(header, at)
        return
    if header.fields.get("warc-type", "").lower() in {"response", "resource", "conversion"}:
        yield Rejected("too_large", "read", f"larger than {settings.page_bytes} bytes", at)


def _lie(header: _Header, at: str) -> Rejected:
    stated = header.fields.get("content-length", "none")
    reason: Reason = "truncated" if header.length >= 0 else "parse"
    return Rejected(reason, "read", f"the record's length, {stated[:40]}, is not what is there", at)


def page_of_record(  # noqa: PLR0911 - one for each kind of record
    fields: dict[str, str], block: bytes, at: str, settings: Settings
) -> Page | Rejected | None:
    """Return the page of a record; None for one that holds none."""
    kind = fields.get("warc-type", "").lower()
    if kind == "revisit":
        return Rejected("no_content", "read", "a revisit: the page itself stands in another record", at)
    if kind not in {"response", "resource", "conversion"}:
        return None
    if fields.get("warc-segment-number"):
        return Rejected("unsupported", "read", "a record in segments", at)
    message = _message(kind, fields, block, at)
    if isinstance(message, Rejected):
        return message
    media = media_type(message.fields)
    if media not in PAGES:
        return None
    try:
        body = body_of(message, settings)
    except DamagedError as error:
        return Rejected(error.reason, "read", str(error), at)
    if not media and not looks_textual(body[:4096]):
        return None
    url = fields.get("warc-target-uri", "").strip("<>")
    return Page(
        body,
        url,
        at,
        kind="text" if kind == "conversion" or media in {"text/plain", "text/markdown"} else "html" if media else "",
    )


def _message(kind: str, fields: dict[str, str], block: bytes, at: str) -> Message | Rejected:
    """Return what the block of a record holds: an answer of a server, or a page alone."""
    if not (kind == "response" and block.startswith(b"HTTP/")) and media_type(fields) != "application/http":
        return Message(0, {"content-type": fields.get("content-type", "")}, block)
    message = parse_message(block)
    if 200 <= message.status < 300:
        return message
    if message.status:
        return Rejected("no_content", "read", f"an answer of status {message.status}", at)
    if block.lstrip().startswith(b"<"):
        return Message(0, {"content-type": "text/html"}, block)  # some tools keep the bodies alone
    return Rejected("parse", "read", "an answer without a status", at)
