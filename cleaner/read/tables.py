"""CSV, Parquet and SQLite to pages, row by row."""

import contextlib
import csv
import io
import itertools
import os
import re
import sqlite3
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from typing import Any, Self
from urllib.parse import quote

from cleaner.errors import MissingExtraError
from cleaner.model import Page, Rejected
from cleaner.read.rows import content_fields, fields, page_of
from cleaner.read.source import Source, encoding_of
from cleaner.read.unpack import FREE_RATIO_BYTES, DamagedError, Stream
from cleaner.settings import Settings

WHOLE = 10
"""A field may be as large as this many of the largest pages, for its end to be found."""

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
        for row in _csv_rows(_Lines(text, stream, settings), delimiter, spaced=spaced):
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
        try:
            line = self._line()
            passed = 0
            while not self.taken and line in _BLANK:
                passed += 1
                if passed % FREE_RATIO_BYTES == 0 and self._stream.ratio > self._ratio:
                    raise DamagedError("bomb", f"blank lines unpack more than {self._ratio}:1")
                line = self._line()
        except StopIteration:
            self.ended = True
            raise
        self.taken.append(line)
        self._size += len(line)
        if self._size > 2 * self._most:
            raise csv.Error(f"a row larger than {2 * self._most} characters")
        return line

    def _line(self) -> str:
        return self._again.popleft() if self._again else next(self._text)

    def pass_over(self) -> None:
        """Pass over what is left of a quoted field that is too large, up to its last line or so many characters."""
        if sum(line.count('"') for line in self.taken) % 2:
            self.taken = []
            passed = 0
            for line in self._text:
                passed += len(line)
                if line.count('"') % 2 or passed > WHOLE * self._most:
                    break

    def give_back(self) -> None:
        """Give back all but the first, as long as no more than so many characters are read twice."""
        self._left -= self._size
        if self._left >= 0:
            self._again.extendleft(reversed(self.taken[1:]))
            self.ended = False


def _csv_rows(lines: _Lines, delimiter: str, *, spaced: bool) -> Iterator[list[str] | csv.Error]:
    """Yield the rows that are not blank; a quote that is never closed costs the line that it stands in."""
    while not lines.ended:
        lines.begin()
        try:
            row = next(csv.reader(lines, delimiter=delimiter, skipinitialspace=spaced), [])
        except csv.Error as error:
            yield error
            lines.pass_over()
            continue
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
            raise DamagedError("truncated", f"no Parquet file, or a torn one: {_line(error)}") from error
        columns = [name for name in names if settings is None or name.lower() in fields(settings)]
        if settings and content_fields(settings).isdisjoint(map(str.lower, columns)):
            raise DamagedError("bad_row", f"no column of HTML or text; the columns are {', '.join(names[:12])}")
        number = 0
        for group in range(table.num_row_groups):
            end = number + table.metadata.row_group(group).num_rows
            try:
                for row in _rows_of(table, group, columns):
                    number += 1
                    yield f"{source.address}#{number}", row
            except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
                at = f"{source.address}#group-{group}"
                yield Rejected("truncated", "read", f"row group {group} is damaged: {_line(error)}", at)
                number = end


def _rows_of(table: Any, group: int, columns: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a row group: some at a time, and from where these cannot be held together, one by one."""
    given = 0
    try:
        for batch in table.iter_batches(ROWS, row_groups=[group], columns=columns, use_threads=False):
            rows = _values(batch)
            given += len(rows)
            yield from rows
    except MemoryError:
        singly = table.iter_batches(1, row_groups=[group], columns=columns, use_threads=False)
        for batch in itertools.islice(singly, given, None):
            yield from _values(batch)


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


def read_sqlite(source: Source, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield a page for each row of every table that has a column of HTML or text; `part` is table/rowid."""
    try:
        db = sqlite3.connect(f"file:{quote(source.path)}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise DamagedError("unreadable", str(error)) from error
    db.text_factory = lambda data: data.decode("utf-8", "replace")
    db.row_factory = sqlite3.Row
    if os.path.exists(f"{source.path}-wal") and os.path.getsize(f"{source.path}-wal"):  # noqa: PTH110, PTH202
        told = "its latest rows stand in its write-ahead log, which is not read: PRAGMA wal_checkpoint brings them in"
        yield Rejected("unreadable", "read", told, f"{source.address}#wal")
    try:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = False
        for name in names:
            found |= yield from _table(db, name, source.address, settings)
        if not found:
            there = ", ".join(names[:12]) or "none"
            raise DamagedError("bad_row", f"no table has a column of HTML or text; the tables are {there}")
    except sqlite3.Error as error:
        raise DamagedError("truncated", f"no SQLite file, or a damaged one: {error}") from error
    finally:
        db.close()


def _table(
    db: sqlite3.Connection, name: str, address: str, settings: Settings
) -> Generator[Page | Rejected, None, bool]:
    """Yield a page for each row of one table, where it has a column of HTML or text; its damage costs no other.

    Returns whether it has one, as far as can be told.
    """
    quoted = '"' + name.replace('"', '""') + '"'
    try:
        columns = [row[1].lower() for row in db.execute(f"PRAGMA table_xinfo({quoted})")]
        if content_fields(settings).isdisjoint(columns):
            return False
        for number, row in enumerate(db.execute(f"SELECT * FROM {quoted}"), 1):  # noqa: S608 - quoted above
            yield page_of(_dict(row), f"{address}#{name}/{number}", settings)
    except sqlite3.Error as error:
        yield Rejected("truncated", "read", f"the table is damaged: {error}", f"{address}#{name}")
    return True


def _dict(row: sqlite3.Row) -> dict[str, Any]:
    return {name: row[name] for name in row.keys()}  # noqa: SIM118 - a Row iterates over its values


def _line(error: Exception) -> str:
    return str(error).partition("\n")[0][:300]
