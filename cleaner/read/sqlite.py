"""SQLite databases to pages, row by row; a damaged page of a database costs the rows that stand on it."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Generator, Iterator
from typing import Any
from urllib.parse import quote

from cleaner.model import Page, Reason, Rejected
from cleaner.read.rows import content_fields, page_of
from cleaner.read.source import Source
from cleaner.read.unpack import DamagedError
from cleaner.settings import Settings

FIRST, LAST = -(1 << 63), (1 << 63) - 1
"""The least and the largest rowid."""

STEPS = 100_000
"""Steps of SQLite's virtual machine, a few milliseconds, between two looks at the clock."""

WHOLE, MOST_LENGTH = 10, 1_000_000_000
"""A value may be as large as this many of the largest pages, and never larger than SQLite has them: a column that is
computed may be of any size."""

DAMAGED_PAGES = 1000
"""Damaged pages of one table behind which is read on."""

FREE_ROWS = 10_000
"""So many rows a view may give in any case; more, as long as they are not more than the file has bytes."""


def read_sqlite(source: Source, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield a page for each row of every table that has a column of HTML or text; `part` is table/number.

    Where no table has one, of every view.
    """
    source.open().close()  # raises OSError for what cannot be opened, or is no regular file any more
    try:
        db = sqlite3.connect(f"file:{quote(source.path)}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise DamagedError("unreadable", str(error)) from error
    clock = _Clock(settings.page_seconds)
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, min(WHOLE * settings.page_bytes, MOST_LENGTH))
    db.set_progress_handler(clock.is_over, STEPS)
    db.text_factory = lambda data: data.decode("utf-8", "replace")
    db.row_factory = sqlite3.Row
    if os.path.exists(f"{source.path}-wal") and os.path.getsize(f"{source.path}-wal"):  # noqa: PTH110, PTH202
        told = "its latest rows stand in its write-ahead log, which is not read: PRAGMA wal_checkpoint brings them in"
        yield Rejected("unreadable", "read", told, f"{source.address}#wal")
    try:
        names, wrong = _names(db)
        found = False
        for kind in ("table", "view"):
            for name in () if found else names[kind]:
                found |= yield from clock.around(_table(db, kind, name, source, settings))
        if wrong:
            raise DamagedError("truncated", f"a damaged SQLite file; the rows that can be had are read: {wrong}")
        if not found:
            there = ", ".join([*names["table"], *names["view"]][:12]) or "none"
            raise DamagedError("bad_row", f"no table has a column of HTML or text; the tables are {there}")
    except (sqlite3.Error, UnicodeDecodeError) as error:  # what it says of a damaged schema may be no UTF-8
        raise DamagedError("truncated", f"no SQLite file, or a damaged one: {error}") from error
    finally:
        db.close()


def _names(db: sqlite3.Connection) -> tuple[dict[str, list[str]], str]:
    """Return the names of the tables and views, and what is wrong with the file as a whole; empty for nothing.

    A file that is cut, or of which one table is described wrongly, is not opened at all but with `writable_schema`
    (https://www.sqlite.org/pragma.html#pragma_writable_schema): nothing is written, the file is open for reading alone.
    """
    query, wrong = "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name", ""
    try:
        rows = db.execute(query).fetchall()
    except sqlite3.DatabaseError as error:
        wrong = str(error)
        db.execute("PRAGMA writable_schema = ON")
        rows = db.execute(query).fetchall()
    return {kind: [row[0] for row in rows if row[1] == kind] for kind in ("table", "view")}, wrong


def _table(
    db: sqlite3.Connection, kind: str, name: str, source: Source, settings: Settings
) -> Generator[Page | Rejected, None, bool]:
    """Yield a page for each row of one table or view, where it has a column of HTML or text; its damage costs no other.

    Returns whether it has such a column, as far as can be told.
    """
    address, most = source.address, max(FREE_ROWS, source.size) if kind == "view" else LAST
    quoted = '"' + name.replace('"', '""') + '"'
    try:
        columns = [row[1].lower() for row in db.execute(f"PRAGMA table_xinfo({quoted})")]
        if content_fields(settings).isdisjoint(columns):
            return False
        number = 0
        for row in _rows_in(db, kind, quoted, columns):
            if number == most:
                yield Rejected("bomb", "read", "a view of more rows than the file has bytes", f"{address}#{name}")
                break
            if isinstance(row, sqlite3.Error):
                yield Rejected(_damage(row), "read", f"cannot be read: {row}", f"{address}#{name}/after-{number}")
            else:
                number += 1
                yield page_of(_dict(row), f"{address}#{name}/{number}", settings)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        reason: Reason = "timeout" if _is_interrupted(error) else _damage(error)
        yield Rejected(reason, "read", f"the {kind} cannot be read: {error}", f"{address}#{name}")
    return True


class _Clock:
    """Interrupts a query that uses more than `seconds` of CPU for one row: a view may never give one."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._began = seconds, time.process_time()

    def is_over(self) -> bool:
        """Whether SQLite is to give up what it does."""
        return time.process_time() - self._began > self._seconds

    def around(self, rows: Generator[Page | Rejected, None, bool]) -> Generator[Page | Rejected, None, bool]:
        """Yield what `rows` yields, and return what it returns; the time between two of them is not counted."""
        while True:
            self._began = time.process_time()
            try:
                row = next(rows)
            except StopIteration as end:
                return bool(end.value)
            yield row


def _damage(error: Exception) -> Reason:
    return "too_large" if isinstance(error, sqlite3.DataError) else "truncated"


def _is_interrupted(error: Exception) -> bool:
    return str(error) == "interrupted"


def _rows_in(
    db: sqlite3.Connection, kind: str, quoted: str, columns: list[str]
) -> Iterator[sqlite3.Row | sqlite3.Error]:
    """Yield the rows of a table or view; where a page of a table is damaged, the error, and the rows behind it."""
    number = next((name for name in ("_rowid_", "rowid", "oid") if name not in columns), "NULL")
    if kind == "view" or not _is_numbered(db, quoted, number):
        yield from db.execute(f"SELECT * FROM {quoted}")  # noqa: S608 - quoted by the caller
        return
    start = FIRST
    query = f"SELECT *, {number} FROM {quoted} WHERE {number} >= ? ORDER BY {number}"  # noqa: S608
    for _ in range(DAMAGED_PAGES):
        try:
            for row in db.execute(query, (start,)):
                start = _behind(row, start)
                yield row
        except sqlite3.DatabaseError as error:
            for row in _first(db, query, start):  # before the damage, met when it was to be given
                start = _behind(row, start)
                yield row
            yield error
            behind = _readable(db, query, max(start, 1))
            if behind is None:
                return
            start = behind
        else:
            return


def _is_numbered(db: sqlite3.Connection, quoted: str, number: str) -> bool:
    """Whether a table has rows with a number of their own, as far as can be told."""
    try:
        first = db.execute(f"SELECT {number} FROM {quoted} LIMIT 1").fetchone()  # noqa: S608 - quoted by the caller
    except sqlite3.OperationalError:
        return False  # a table WITHOUT ROWID
    except sqlite3.DatabaseError:
        return True
    return first is not None and first[0] is not None


def _behind(row: sqlite3.Row, start: int) -> int:
    """Return the number from which to go on behind a row."""
    number: int = row[-1]
    return max(start, min(number + 1, LAST))


def _first(db: sqlite3.Connection, query: str, start: int) -> list[sqlite3.Row]:
    """Return the first row that a query gives; none where it cannot be answered."""
    with contextlib.suppress(sqlite3.DatabaseError):
        return db.execute(f"{query} LIMIT 1", (start,)).fetchall()
    return []


def _readable(db: sqlite3.Connection, query: str, start: int) -> int | None:
    """Return the next number from which a query gives a row, behind one from which it does not; None for none."""
    low, high = start, min(start + 1, LAST)
    while not _first(db, query, high):
        if high == LAST:
            return None
        low, high = high, min(high + 2 * (high - low), LAST)
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _first(db, query, middle) else (middle, high)
    return high


def _dict(row: sqlite3.Row) -> dict[str, Any]:
    return {name: row[name] for name in row.keys()}  # noqa: SIM118 - a Row iterates over its values
