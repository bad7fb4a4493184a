"""JSON lines and JSON arrays to pages: a bad line costs itself."""

import codecs
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from cleaner.model import Page, Rejected
from cleaner.read.rows import page_of
from cleaner.read.unpack import FREE_RATIO_BYTES, DamagedError, Stream
from cleaner.settings import Settings

_GAP = re.compile(r"[ \t\r\n]*")

ESCAPE = 4
"""How much longer a line may be than a page: JSON writes a Han character of 3 bytes as 6 (\\uXXXX), a quote of 1 as
2."""

SKIP_PAGES = 40
"""A single line as long as this many of the largest pages, packed tightly, is a bomb: the file is left."""

WHOLE = 10
"""A JSON array is read whole, so it may be as large as this many of the largest pages."""


def read_lines(stream: Stream, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield a page for each line that is not blank; `part` is the line's number from 1.  Raises DamagedError."""
    for row in lines_of_rows(stream, address, settings):
        yield row if isinstance(row, Rejected) else page_of(row[1], row[0], settings)


def lines_of_rows(stream: Stream, address: str, settings: Settings) -> Iterator[tuple[str, Any] | Rejected]:
    """Yield (address, what the JSON says) for each line that is not blank.  Raises DamagedError."""
    if stream.peek(2)[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        stream = _recoded(stream)
    for number, line in _lines(stream, settings):
        at = f"{address}#{number}"
        if line is None:
            yield Rejected("too_large", "read", f"a line longer than {settings.page_bytes * ESCAPE} bytes", at)
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901
        if line.strip():
            row = parse(line)
            yield Rejected("bad_row", "read", str(row), at) if isinstance(row, ValueError) else (at, row)


def _recoded(stream: Stream) -> Stream:
    """Return a stream of UTF-16 as one of UTF-8; what is no UTF-16 becomes U+FFFD."""
    return Stream(Recoded(stream, "utf-16"))


class Recoded(io.RawIOBase):
    """A stream in one encoding read as UTF-8."""

    def __init__(self, stream: Stream, encoding: str) -> None:
        self._stream, self._decoder = stream, codecs.getincrementaldecoder(encoding)("replace")
        self._rest = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`; raises DamagedError."""
        while not self._rest:
            piece = self._stream.read1(1 << 16)
            self._rest = self._decoder.decode(piece, final=not piece).encode("utf-8", "replace")
            if not piece and not self._rest:
                return 0
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def parse(data: bytes) -> Any:
    """Return what the JSON says, or a ValueError that says in one line why it says nothing."""
    try:
        return json.loads(data)
    except UnicodeDecodeError as error:
        return ValueError(f"not UTF-8 at byte {error.start}")
    except RecursionError:
        return ValueError("nested too deeply")
    except ValueError as error:
        return ValueError(f"not JSON: {error}")


def _lines(stream: Stream, settings: Settings) -> Iterator[tuple[int, bytes | None]]:
    """Yield the numbered lines; None for one that is too long, which is passed over without being held."""
    limit, number = settings.page_bytes * ESCAPE, 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        passed = len(line)
        while line and not line.endswith(b"\n"):
            line = stream.readline(FREE_RATIO_BYTES)
            passed += len(line)
            if passed > SKIP_PAGES * settings.page_bytes and stream.ratio > settings.page_ratio:
                raise DamagedError("bomb", f"line {number} unpacks more than {settings.page_ratio}:1")
        yield number, None


def read_json(stream: Stream, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of a .json file: lines of JSON, an array of rows, or one row.  Raises DamagedError."""
    head = stream.peek(1 << 16)
    first, newline, _ = head.partition(b"\n")
    if newline and isinstance(parse(first.removeprefix(b"\xef\xbb\xbf")), dict):
        yield from read_lines(stream, address, settings)
        return
    limit = WHOLE * settings.page_bytes
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise DamagedError("too_large", f"a JSON array larger than {limit} bytes; write it as JSON lines")
    yield from _array(data.removeprefix(b"\xef\xbb\xbf"), address, settings)


def _array(data: bytes, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of an array of rows, or of one row; those before damage come out.  Raises DamagedError."""
    rows = parse(data)
    if isinstance(rows, ValueError):
        text = data.decode("utf-8", "replace").lstrip()
        whole = list(_elements(text)) if text.startswith("[") else []
        for number, row in enumerate(whole, 1):
            yield page_of(row, f"{address}#{number}", settings)
        raise DamagedError("bad_row", f"{rows}; the {len(whole)} rows before it are read" if whole else str(rows))
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        yield page_of(row, f"{address}#{number}", settings)


def _elements(text: str) -> Iterator[Any]:
    """Yield the elements of a JSON array up to its first damage."""
    decoder = json.JSONDecoder()
    at = 0
    while (at := _GAP.match(text, at + 1).end()) < len(text):  # type: ignore[union-attr]  # it matches nothing, too
        try:
            row, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield row
        at = _GAP.match(text, at).end()  # type: ignore[union-attr]
        if not text.startswith(",", at):
            return
