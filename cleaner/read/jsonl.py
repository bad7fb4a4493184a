"""JSON lines and JSON arrays to pages: a bad line costs itself."""

import codecs
import contextlib
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from cleaner.model import Page, Rejected
from cleaner.read.rows import page_of
from cleaner.read.source import ARRAY, encoding_of
from cleaner.read.unpack import FREE_RATIO_BYTES, DamagedError, Stream
from cleaner.settings import Settings

_PRETTY = re.compile(rb'\s*\{\s*\n\s*"[^"\n]*"\s*:')
"""How a row begins that is written in many lines."""

_GAP = re.compile(r"[ \t\r\n]*")

ESCAPE = 4
"""How much longer a line may be than a page: JSON writes a Han character of 3 bytes as 6 (\\uXXXX), a quote of 1 as
2."""

SKIP_PAGES = 40
"""A single line as long as this many of the largest pages, packed tightly, is a bomb: the file is left."""

HEAD = 1 << 16
"""Bytes that tell of the rest."""

FEWEST = 8
"""Characters that tell of another encoding than UTF-8: fewer are damage, which costs the lines it stands in."""

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"{\0\0\0", "utf-32-le"),
    (b"\0\0\0{", "utf-32-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
"""How JSON in wide characters begins, with and without a mark."""

WHOLE = 10
"""A JSON array is read whole, so it may be as large as this many of the largest pages."""


Row = tuple[str, Any] | Rejected
"""What one row says, with its address, or why it says nothing."""


def read_lines(stream: Stream, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield a page for each row of `rows_of_lines`.  Raises DamagedError."""
    return _pages(rows_of_lines(stream, address, settings), settings)


def read_json(stream: Stream, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield a page for each row of `rows_of_json`.  Raises DamagedError."""
    return _pages(rows_of_json(stream, address, settings), settings)


def _pages(rows: Iterator[Row], settings: Settings) -> Iterator[Page | Rejected]:
    for row in rows:
        yield row if isinstance(row, Rejected) else page_of(row[1], row[0], settings)


def rows_of_lines(stream: Stream, address: str, settings: Settings) -> Iterator[Row]:
    """Yield a row for each line that is not blank; `part` is the line's number from 1.  Raises DamagedError.

    An array of rows, as some write it into such files, is read as one, and so are rows of many lines each.
    """
    stream = _as_utf8(stream)
    head = _head(stream).removeprefix(codecs.BOM_UTF8)
    if ARRAY.match(head) or _PRETTY.match(head):
        return _array_or_lines(stream, address, settings)
    return _lines_of_rows(stream, address, settings)


def _lines_of_rows(stream: Stream, address: str, settings: Settings, passed: int = 0) -> Iterator[Row]:
    """Yield a row for each line that is not blank; `passed` came before.  Raises DamagedError.

    Damage in a gzip file of several members costs the line it stands in, and reading goes on at the next member.
    """
    number = passed
    while True:
        lines = _lines(stream, settings, number + 1)
        try:
            for number, line in lines:
                yield from _rows(line, number, address, settings)
        except DamagedError as error:
            if not stream.resync():
                raise
            number += 1
            yield Rejected(error.reason, "read", f"{error}; read on behind it", f"{address}#{number}")
        else:
            return


def _rows(line: bytes | None, number: int, address: str, settings: Settings) -> Iterator[Row]:
    """Yield what one line gives."""
    at = f"{address}#{number}"
    if line is None:
        yield Rejected("too_large", "read", f"a line longer than {settings.page_bytes * ESCAPE} bytes", at)
        return
    line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
    if not line.strip():
        return
    line = line.strip(_AROUND)
    row = parse(line)
    glued, whole = _glued(line) if isinstance(row, ValueError) else ([], False)
    several = glued if whole else row if _holds_rows(row) else []
    for part, one in enumerate(several, 1):
        yield f"{at}-{part}" if part > 1 else at, one
    if not several:
        yield Rejected("bad_row", "read", str(row), at) if isinstance(row, ValueError) else (at, row)


def _holds_rows(value: Any) -> bool:
    """Whether a value is an array with a row in it."""
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


_AROUND = b" \t\r\n\0\x1e" + codecs.BOM_UTF8
"""What stands around a row and is none of it: the zeros that a crash left in a file, RFC 7464's mark, the byte order
marks of files that were glued together."""

_BETWEEN = re.compile(r"[\s,;\x1e]*")
"""What stands between rows: of an array that was cut up, of statements, in lines that end otherwise than with LF."""


def _glued(line: bytes) -> tuple[list[Any], bool]:
    """Return the rows of some bytes with no line end between them, or cut from an array, and whether that is all."""
    decoder, rows, at = json.JSONDecoder(), list[Any](), 0
    try:
        text = line.decode()
        while (at := _BETWEEN.match(text, at).end()) < len(text):  # type: ignore[union-attr]  # it matches nothing, too
            row, at = decoder.raw_decode(text, at)
            if not isinstance(row, dict):
                return rows, False
            rows.append(row)
    except (ValueError, RecursionError):
        return rows, False
    return rows, True


def _as_utf8(stream: Stream) -> Stream:
    """Return a stream of JSON in another encoding, or in lines that end with a bare CR, as one of UTF-8 and LF.

    What is not in that encoding becomes U+FFFD.
    """
    head = _head(stream)
    encoding = next((name for start, name in _WIDE if head.startswith(start)), "") or encoding_of(head, FEWEST)
    first, cr, _ = head.partition(b"\r")
    if encoding != "utf-8" or (cr and b"\n" not in head and isinstance(parse(first), dict)):
        return Stream(Recoded(stream, encoding))
    return stream


def _head(stream: Stream) -> bytes:
    """Return the bytes that tell of the rest; none where they are damaged, which is met again in reading on."""
    with contextlib.suppress(DamagedError):
        return stream.peek(HEAD)[:HEAD]
    return b""


class Recoded(io.RawIOBase):
    """A stream in one encoding read as UTF-8, every end of a line as LF."""

    def __init__(self, stream: Stream, encoding: str) -> None:
        self._stream = stream
        self._decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("replace"), translate=True)
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


def parse(data: bytes, parse_int: Callable[[str], int | str] | None = None) -> Any:
    """Return what the JSON says, or a ValueError that says in one line why it says nothing."""
    try:
        return json.loads(data, parse_int=parse_int)
    except UnicodeDecodeError as error:
        return ValueError(f"not UTF-8 at byte {error.start}")
    except RecursionError:
        return ValueError("nested too deeply")
    except json.JSONDecodeError as error:
        if error.msg.startswith("Invalid control character"):  # such as a bare tab in a string
            with contextlib.suppress(ValueError, RecursionError):
                return json.loads(data, strict=False, parse_int=_integer)
        return ValueError(f"not JSON: {error}")
    except ValueError:  # one integer has more digits than Python makes a number of
        return parse(data, _integer)


DIGITS = 4000
"""Digits of the largest integer; larger ones are strings (`sys.get_int_max_str_digits`)."""


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= DIGITS else digits


def _lines(stream: Stream, settings: Settings, first: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines, numbered from `first`; None for one that is too long, which is passed over, not held."""
    limit, number = settings.page_bytes * ESCAPE, first - 1
    blank = 0
    while line := stream.readline(limit + 1):
        number += 1
        blank = blank + len(line) if line.isspace() else 0
        if blank > FREE_RATIO_BYTES and stream.ratio > settings.page_ratio:
            raise DamagedError("bomb", f"blank lines up to {number} unpack more than {settings.page_ratio}:1")
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


def rows_of_json(stream: Stream, address: str, settings: Settings) -> Iterator[Row]:
    """Yield the rows of a .json file: lines of JSON, an array of rows, or one row.  Raises DamagedError."""
    stream = _as_utf8(stream)
    first, newline, _ = _head(stream).partition(b"\n")
    if newline and isinstance(parse(first.removeprefix(codecs.BOM_UTF8)), dict):
        return rows_of_lines(stream, address, settings)
    return _array_or_lines(stream, address, settings)


def _array_or_lines(stream: Stream, address: str, settings: Settings) -> Iterator[Row]:
    """Yield the rows of an array, one row, or those of arrays of which each is a line.  Raises DamagedError."""
    limit = WHOLE * settings.page_bytes
    data, number = stream.readline(limit + 1), 1
    while data.isspace():
        data, number = stream.readline(limit + 1), number + 1
    following = _head(stream)
    second = following.lstrip().partition(b"\n")[0]
    if second and any(_holds_rows(parse(line)) for line in (data.removeprefix(codecs.BOM_UTF8), second)):
        yield from _rows(data, number, address, settings)
        yield from _lines_of_rows(stream, address, settings, number)
        return
    data += stream.read(limit + 1 - len(data))
    if len(data) > limit:
        raise DamagedError("too_large", f"a JSON array larger than {limit} bytes; write it as JSON lines")
    yield from _array(data.removeprefix(codecs.BOM_UTF8), address)


def _array(data: bytes, address: str) -> Iterator[Row]:
    """Yield the rows of an array, or one row; those before damage come out.  Raises DamagedError."""
    rows = parse(data)
    if isinstance(rows, ValueError):
        text = data.decode("utf-8", "replace").lstrip()
        found, whole = (list(_elements(text)), False) if text.startswith("[") else _glued(data)
        for number, row in enumerate(found, 1):
            yield f"{address}#{number}", row
        if not (found and whole):
            raise DamagedError("bad_row", f"{rows}; the {len(found)} rows before it are read" if found else str(rows))
        return
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        yield f"{address}#{number}", row


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
