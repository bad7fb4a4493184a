"""CSV and Parquet to pages, row by row."""

import contextlib
import csv
import io
import itertools
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Self

from cleaner.errors import MissingExtraError
from cleaner.model import Page, Reason, Rejected
from cleaner.read.rows import content_fields, fields, page_of
from cleaner.read.source import Source, encoding_of
from cleaner.read.unpack import FREE_RATIO_BYTES, DamagedError, Stream
from cleaner.settings import Settings

WHOLE = 10
"""A field may be as large as this many of the largest pages, for its end to be found."""

LOOK = 1000
"""Lines behind a quote that are looked at to tell a field of many lines from one that was never closed."""

AHEAD = 1_000_000
"""Lines behind a field that is too large in which its end is looked for."""

ROWS = 64
"""Rows of Parquet held at a time."""

DELIMITERS = (";", "\t", ",", "|")
"""What may part the columns of a table in text."""


def read_csv(stream: Stream, address: str, delimiter: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield a page for each row under the header; `part` is the row's number from 1."""
    head = stream.peek(1 << 16)
    wide = next((name for start, name in _WIDE if start.match(head)), "")
    encoding = wide or encoding_of(head).replace("utf-8", "utf-8-sig")
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    csv.field_size_limit(settings.page_bytes)
    header = _header(head, encoding)
    if said := _SAID.match(head):
        text.readline()
        delimiter = said[1].decode()
    else:
        delimiter = _delimiter(header, delimiter, settings)
    spaced = _is_spaced(header, delimiter)
    names: list[str] | None = None
    top: list[str] = []
    number = 0
    try:
        lines = _bounded(text, stream, settings)
        if _is_escaped(head.decode(encoding, "replace"), delimiter):
            lines = map(_doubled, lines)
        for row in _csv_rows(_Lines(lines, stream, settings), delimiter, spaced=spaced):
            if names is None and not isinstance(row, csv.Error):
                if any(map(str.strip, row)):  # blank lines may stand above
                    top, names = row, [name.strip() for name in row]
                continue
            if row == top:  # tables one behind the other, each with its header
                continue
            number += 1
            at = f"{address}#{number}"
            if isinstance(row, csv.Error):
                yield Rejected("too_large" if "larger than" in str(row) else "bad_row", "read", str(row), at)
            else:
                yield page_of(dict(zip(names or [], row, strict=False)), at, settings)
        if names and not number and content_fields(settings).isdisjoint(map(str.lower, names)):
            raise DamagedError("bad_row", f"no column of HTML or text; the columns are {', '.join(names[:12])}")
    finally:
        text.detach()  # the stream is its opener's to close


_WIDE = (
    (re.compile(rb"\xff\xfe|\xfe\xff"), "utf-16"),
    (re.compile(rb"[^\0]\0", re.DOTALL), "utf-16-le"),
    (re.compile(rb"\0[^\0]", re.DOTALL), "utf-16-be"),
)
"""How a table in wide characters begins, with and without a mark."""

_SAID = re.compile(rb"(?:\xef\xbb\xbf)?sep=([,;|\t])\r?\n")
"""A first line that tells the delimiter, as spreadsheets write and read it."""


def _header(head: bytes, encoding: str) -> str:
    """Return the first line that is not blank."""
    return next(iter(head.decode(encoding, "replace").lstrip("\ufeff \r\n").splitlines()), "")


def _delimiter(header: str, usual: str, settings: Settings) -> str:
    """Return what parts the columns: another than the usual one where only that gives a name that is looked for."""
    wanted = fields(settings)
    return next((one for one in (usual, *DELIMITERS) if not wanted.isdisjoint(_names(header, one))), usual)


def _names(header: str, delimiter: str) -> list[str]:
    return [name.strip('" ').lower() for name in header.split(delimiter)]


def _is_spaced(header: str, delimiter: str) -> bool:
    """Whether a blank stands behind each delimiter of the header: then a quote behind one opens a field, too."""
    _, *rest = header.split(delimiter)
    return bool(rest) and all(name.startswith(" ") for name in rest)


def _is_escaped(head: str, delimiter: str) -> bool:
    """Whether quotes within fields stand behind a backslash, as Spark and PHP write them, and are not doubled."""
    on = rf'(?![{delimiter}\r\n"]|\Z)'  # a field goes on behind it
    escaped, doubled = rf'\\"{on}', rf'(?<![{delimiter}\r\n"\\])""{on}'
    return len(re.findall(escaped, head)) > len(re.findall(doubled, head))


def _doubled(line: str) -> str:
    """Return a line with the quotes doubled that stand behind a backslash; other backslashes stay."""
    return _ESCAPED.sub(lambda found: "\\" * (len(found[1]) // 2) + '"' * (1 + len(found[1]) % 2), line)


_ESCAPED = re.compile(r'(\\+)"')


_COLUMN = re.compile(r"\w[\w .-]{0,40}")
"""What may be the name of a column, where nothing else says that this is a table."""


def is_table(head: bytes, settings: Settings) -> bool:
    """Whether text without a telling name is a table: its first line names columns, two of them asked for.

    One of the two holds pages.
    """
    header, wanted, content = _header(head, "utf-8"), fields(settings), content_fields(settings)
    for names in (_names(header, delimiter) for delimiter in DELIMITERS):
        if len(wanted.intersection(names)) > 1 and not content.isdisjoint(names):
            return all(map(_COLUMN.fullmatch, names))
    return False


_BLANK = frozenset(["\n", "\r\n", "\r"])


def _bounded(text: io.TextIOWrapper, stream: Stream, settings: Settings) -> Iterator[str]:
    """Yield the lines; of one that no row can hold its beginning.  Raises DamagedError for a bomb."""
    most = 2 * settings.page_bytes + 1
    while line := text.readline(most):
        whole = len(line) < most or line.endswith(("\r", "\n"))
        yield line
        while not whole and (line := text.readline(FREE_RATIO_BYTES)):
            whole = line.endswith(("\r", "\n"))
            if stream.ratio > settings.page_ratio:
                raise DamagedError("bomb", f"a line unpacks more than {settings.page_ratio}:1")


class _Lines:
    """Lines of a CSV file, some of which may be given back."""

    def __init__(self, text: Iterable[str], stream: Stream, settings: Settings) -> None:
        self._text, self._again = iter(text), deque[str]()
        self._stream, self._ratio = stream, settings.page_ratio
        self._most = self._left = settings.page_bytes
        self.ended = False
        self.taken: list[str] = []
        """Those taken since `begin`."""

    def begin(self) -> None:
        """Begin a row."""
        self.taken = []
        self._size = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._line()
        passed = 0
        while not self.taken and line in _BLANK:
            passed += 1
            if passed % FREE_RATIO_BYTES == 0 and self._stream.ratio > self._ratio:
                raise DamagedError("bomb", f"blank lines unpack more than {self._ratio}:1")
            line = self._line()
        if not line:
            self.ended = True
            raise StopIteration
        self.taken.append(line)
        self._size += len(line)
        if self._size > 2 * self._most:
            raise csv.Error(f"a row larger than {2 * self._most} characters")
        return line

    def _line(self) -> str:
        """Return the next line, empty at the end."""
        if self._again:
            return self._again.popleft()
        line = next(self._text, "")
        self._left += len(line)
        return line

    def pass_over(self) -> None:
        """Pass over what is left of a quoted field that is too large, up to its last line or so many characters."""
        if sum(line.count('"') for line in self.taken) % 2:
            self.taken = []
            passed = 0
            while line := self._line():
                passed += len(line)
                if line.count('"') % 2 or passed > WHOLE * self._most:
                    break

    def holds_rows(self, columns: int, delimiter: str) -> bool:
        """Whether what was taken behind the first line is rows, since a quote in that was never closed.

        They have as many columns, and the next quote, as far as one is looked for, opens a field.
        """
        seen = list[bool]()
        with contextlib.suppress(csv.Error):
            seen.extend(len(row) == columns for row in csv.reader(self.taken[1:LOOK], delimiter=delimiter))
        if columns < 2 or 2 * sum(seen[:-1]) <= len(seen):
            return False
        ahead, size, at = list[str](), 0, -1
        while size < 3 * self._most and len(ahead) < AHEAD and at < 0 and (line := self._line()):
            ahead.append(line)
            size += len(line)
            at = line.find('"')
        self._again.extendleft(reversed(ahead))
        return at < 0 or (
            (at == 0 or ahead[-1][at - 1] == delimiter)
            and ahead[-1][at + 1 : at + 2] not in {delimiter, "\r", "\n", ""}
        )

    def give_back(self) -> None:
        """Give back all but the first, as long as hardly more characters are read twice than once."""
        self._left -= self._size
        if self._left >= 0:
            self._again.extendleft(reversed(self.taken[1:]))
            self.ended = False


def _csv_rows(lines: _Lines, delimiter: str, *, spaced: bool) -> Iterator[list[str] | csv.Error]:
    """Yield the rows that are not blank; a quote that is never closed costs the line that it stands in."""
    columns = 0
    while not lines.ended:
        lines.begin()
        try:
            row = next(csv.reader(lines, delimiter=delimiter, skipinitialspace=spaced), [])
        except csv.Error as error:
            if lines.holds_rows(columns, delimiter):
                yield csv.Error("a quote that is not closed in the rows behind it")
                lines.give_back()
            else:
                yield error
                lines.pass_over()
            continue
        columns = columns or len(row)
        if lines.ended and lines.taken:
            yield csv.Error("a quote that is never closed")
            lines.give_back()
        elif row:
            yield row


def read_parquet(source: Source, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield a page for each row; `part` is the row's number from 1.  Other columns are not read."""
    for row in parquet_rows(source, settings):
        yield row if isinstance(row, Rejected) else page_of(row[1], row[0], settings)


def parquet_rows(source: Source, settings: Settings | None) -> Iterator[tuple[str, dict[str, Any]] | Rejected]:
    """Yield the rows with their addresses; a row group that cannot be read costs itself.

    All columns, or where there are settings those that they ask for.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("reading Parquet needs pyarrow: pip install 'cleaner[parquet]'") from error
    with source.open() as file:
        try:
            table = pq.ParquetFile(file)
            names = table.schema_arrow.names
        except (pa.ArrowException, OSError, ValueError) as error:
            raise DamagedError(_broken(error), f"no Parquet file, or a torn one: {_line(error)}") from error
        columns = [name for name in names if settings is None or name.lower() in fields(settings)]
        if settings and content_fields(settings).isdisjoint(map(str.lower, columns)):
            raise DamagedError("bad_row", f"no column of HTML or text; the columns are {', '.join(names[:12])}")
        number, reopened = 0, partial(pq.ParquetFile, file, metadata=table.metadata)
        del table  # it would hold what was read of it
        most = settings.page_bytes if settings else sys.maxsize
        for group in range(reopened.keywords["metadata"].num_row_groups):
            end = number + reopened.keywords["metadata"].row_group(group).num_rows
            try:
                for row in _rows_of(reopened, group, columns, most):
                    number += 1
                    at = f"{source.address}#{number}"
                    yield (at, row) if row else Rejected("too_large", "read", f"larger than {most} bytes", at)
            except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
                reason: Reason = "memory" if isinstance(error, MemoryError) else _broken(error)
                at = f"{source.address}#group-{group}"
                yield Rejected(reason, "read", f"row group {group} cannot be read: {_line(error)}", at)
                number = end


def _broken(error: Exception) -> Reason:
    """Return what keeps Parquet from being read."""
    return "unsupported" if "crypt" in str(error) else "truncated"


def _rows_of(opened: Callable[[], Any], group: int, columns: list[str], most: int) -> Iterator[dict[str, Any] | None]:
    """Yield the rows of a row group: some at a time, and from where these cannot be held together, one by one.

    Of those, None for one that is larger than `most`, in bytes.
    """
    given = 0
    try:
        for row in _batched(opened, ROWS, group, columns, sys.maxsize):
            given += 1
            yield row
    except MemoryError:
        pass  # what was held is let go of behind this line
    else:
        return
    yield from itertools.islice(_batched(opened, 1, group, columns, most), given, None)


def _batched(
    opened: Callable[[], Any], size: int, group: int, columns: list[str], most: int
) -> Iterator[dict[str, Any] | None]:
    """Yield the rows of a row group, so many at a time; None for those that are larger together."""
    for batch in opened().iter_batches(size, row_groups=[group], columns=columns, use_threads=False):
        yield from _values(batch) if batch.nbytes <= most else [None] * len(batch)


def _values(batch: Any) -> list[dict[str, Any]]:
    """Return a batch as rows; what Python cannot hold (text that is not UTF-8, a year after 9999) is None."""
    try:
        rows: list[dict[str, Any]] = batch.to_pylist()
    except (ValueError, OverflowError):
        names, columns = batch.schema.names, batch.columns
        rows = [
            {name: _value(column[n]) for name, column in zip(names, columns, strict=True)} for n in range(len(batch))
        ]
    return rows


def _value(scalar: Any) -> Any:
    with contextlib.suppress(ValueError, OverflowError):
        return scalar.as_py()
    return None


def _line(error: Exception) -> str:
    return str(error).partition("\n")[0][:300]
