"""SQLite databases to pages, row by row; a damaged page of a database costs the rows that stand on it."""

import contextlib
import os
import sqlite3
from collections.abc import Generator, Iterator
from typing import Any
from urllib.parse import quote

from cleaner.model import Page, Rejected
from cleaner.read.rows import content_fields, page_of
from cleaner.read.source import Source
from cleaner.read.unpack import DamagedError
from cleaner.settings import Settings

FIRST, LAST = -(1 << 63), (1 << 63) - 1
"""The least and the largest rowid."""

DAMAGED_PAGES = 1000
"""Damaged pages of one table behind which is read on."""


def read_sqlite(source: Source, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield a page for each row of every table that has a column of HTML or text; `part` is table/number.

    Where no table has one, of every view.
    """
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
        found, names = False, list[str]()
        for kind in ("table", "view"):
            some = db.execute("SELECT name FROM sqlite_master WHERE type = ? ORDER BY name", (kind,)).fetchall()
            for (name,) in () if found else some:
                names.append(name)
                found |= yield from _table(db, name, source.address, settings)
        if not found:
            there = ", ".join(names[:12]) or "none"
            raise DamagedError("bad_row", f"no table has a column of HTML or text; the tables are {there}")
    except (sqlite3.Error, UnicodeDecodeError) as error:  # what it says of a damaged schema may be no UTF-8
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
        number = 0
        for row in _rows_in(db, quoted, columns):
            if isinstance(row, sqlite3.Error):
                yield Rejected("truncated", "read", f"damaged: {row}", f"{address}#{name}/after-{number}")
            else:
                number += 1
                yield page_of(_dict(row), f"{address}#{name}/{number}", settings)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        yield Rejected("truncated", "read", f"the table is damaged: {error}", f"{address}#{name}")
    return True


def _rows_in(db: sqlite3.Connection, quoted: str, columns: list[str]) -> Iterator[sqlite3.Row | sqlite3.Error]:
    """Yield the rows of a table or view; where a page of a table is damaged, the error, and the rows behind it."""
    number = next((name for name in ("_rowid_", "rowid", "oid") if name not in columns), "NULL")
    try:
        first = db.execute(f"SELECT {number} FROM {quoted} LIMIT 1").fetchone()  # noqa: S608 - quoted by the caller
    except sqlite3.OperationalError:
        first = None  # a table WITHOUT ROWID; in a view it is null
    except sqlite3.DatabaseError:
        first = (0,)
    if first is None or first[0] is None:
        yield from db.execute(f"SELECT * FROM {quoted}")  # noqa: S608
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
            behind = _readable(db, query, max(start, 0))
            if behind is None:
                return
            start = behind
        else:
            return


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
