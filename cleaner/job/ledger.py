"""The ledger of a run: every input, every shard done and where its output lies; kill -9 costs nothing done."""

import contextlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from cleaner.errors import OutputError
from cleaner.read import Source

SHARDS = "shards.bin"
"""File of all shards' bytes, in a ledger's folder."""

_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sources (
    n INTEGER PRIMARY KEY, path BLOB NOT NULL, kind TEXT NOT NULL, packing TEXT NOT NULL,
    size INTEGER NOT NULL, stamp INTEGER NOT NULL, fault TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS shards (
    seq INTEGER PRIMARY KEY, source INTEGER NOT NULL, after INTEGER NOT NULL,
    offset INTEGER NOT NULL, crc INTEGER NOT NULL, lengths TEXT NOT NULL, counts TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the input: pages of source number `source` before `after` are behind it, and all sources before."""

    source: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Shard:
    """What one batch of pages became, as bytes ready to be written."""

    seq: int
    """Its place in the input, from 0."""
    cursor: Cursor
    """Where the next one begins."""
    records: bytes = b""
    """Lines of JSON."""
    index: bytes = b""
    """One line of JSON for each record: page, id, bytes of its line, bytes of its signature, rank, items of the same
    page."""
    signatures: bytes = b""
    rejects: bytes = b""
    """Lines of JSON."""
    journal: bytes = b""
    """Lines of JSON, one for each record."""
    samples: bytes = b""
    """Lines of JSON: before and after of a few pages, for the report."""
    counts: dict[str, Any] = field(default_factory=dict)
    """pages, rejected, faults, by reason, by rule."""

    def sections(self) -> tuple[bytes, ...]:
        """Return its bytes in the order they are stored."""
        return self.records, self.index, self.signatures, self.rejects, self.journal, self.samples


class Ledger:
    """The state of a run in its folder: `ledger.sqlite`, and the shards' bytes one after the other in `shards.bin`."""

    def __init__(self, folder: Path, *, begin: bool = True) -> None:
        """Open a ledger, or begin one if it may be begun; raises OutputError where the folder cannot hold one."""
        if begin:
            folder.mkdir(parents=True, exist_ok=True)
        elif not (folder / SHARDS).exists():
            raise _gone(folder)
        self._folder = folder
        self._file: IO[bytes] | None = None
        try:
            self._db = sqlite3.connect(folder / "ledger.sqlite", isolation_level=None)
        except sqlite3.Error as error:
            raise _unkept(folder, error) from error
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_TABLES)
            self._file = self._spool(folder / SHARDS)
        except BaseException as error:
            self._db.close()
            if isinstance(error, sqlite3.Error):
                raise _unkept(folder, error) from error
            raise

    def _spool(self, path: Path) -> IO[bytes]:
        """Open the file of shards, cut back to what the ledger knows of."""
        file = path.open("r+b" if path.exists() else "w+b")
        rows = self._db.execute("SELECT offset, lengths FROM shards WHERE offset = (SELECT max(offset) FROM shards)")
        self._end = max((offset + sum(json.loads(lengths)) for offset, lengths in rows), default=0)  # one may be empty
        file.truncate(self._end)
        return file

    def forget_torn(self) -> None:
        """Forget the shards whose bytes are not what was written, as after a crash of the machine: to be done again."""
        rows = list(self._db.execute("SELECT seq, offset, crc, lengths FROM shards"))
        torn = [seq for seq, offset, crc, lengths in rows if not self._is_whole(offset, crc, lengths)]
        self._db.executemany("DELETE FROM shards WHERE seq = ?", [(seq,) for seq in torn])

    def _is_whole(self, offset: int, crc: int, lengths: str) -> bool:
        with contextlib.suppress(ValueError, TypeError, OverflowError, OSError):  # the row itself may be damaged
            return zlib.crc32(self.read_at(offset, sum(json.loads(lengths)))) == crc
        return False

    def fact(self, name: str) -> str:
        """Return what was noted under a name; empty where nothing was."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def note(self, name: str, value: str) -> None:
        """Note a fact."""
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def set_sources(self, sources: Iterable[Source]) -> None:
        """Write down the sources, in their order, all or none."""
        rows = (
            (n, os.fsencode(s.path), s.kind, s.packing, s.size, s.stamp, s.fault, s.name) for n, s in enumerate(sources)
        )
        self._db.execute("BEGIN")
        self._db.execute("DELETE FROM sources")
        self._db.executemany("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._db.execute("COMMIT")

    def done(self) -> set[int]:
        """Return the numbers of the shards that are done."""
        return {seq for (seq,) in self._db.execute("SELECT seq FROM shards")}

    def cursor(self, seq: int) -> Cursor:
        """Return where shard `seq`, which is done, ended."""
        return Cursor(*self._db.execute("SELECT source, after FROM shards WHERE seq = ?", (seq,)).fetchone())

    def add(self, shard: Shard) -> None:
        """Write down a shard; from here on it is done.

        Raises OSError or sqlite3.Error where the disk is full, OutputError where the folder is gone.
        """
        assert self._file is not None  # noqa: S101 - for the type checker: open until closed
        self.check()
        sections = shard.sections()
        blob = b"".join(sections)
        self._file.seek(self._end)
        self._file.write(blob)
        self._file.flush()
        values = (
            shard.seq, shard.cursor.source, shard.cursor.after, self._end, zlib.crc32(blob),
            json.dumps([len(section) for section in sections]), json.dumps(shard.counts),
        )  # fmt: skip
        self._db.execute("INSERT INTO shards VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        self._end += len(blob)

    def check(self) -> None:
        """Raise OutputError where the folder was removed or moved away: what is written then, nobody finds."""
        assert self._file is not None  # noqa: S101 - as above
        try:
            there = os.path.samestat(os.fstat(self._file.fileno()), (self._folder / SHARDS).stat())
        except FileNotFoundError:
            there = False
        if not there:
            raise _gone(self._folder)

    def counts(self) -> Iterator[dict[str, Any]]:
        """Yield the counts of the shards done, in input order."""
        for (counts,) in self._db.execute("SELECT counts FROM shards ORDER BY seq"):
            yield json.loads(counts)

    def shards(self) -> Iterator[Shard]:
        """Yield the shards done, in input order; one whose bytes were torn is undone, and raises OutputError."""
        assert self._file is not None  # noqa: S101 - as above
        rows = self._db.execute("SELECT seq, source, after, offset, crc, lengths, counts FROM shards ORDER BY seq")
        for seq, source, after, offset, crc, lengths, counts in rows:
            sizes = json.loads(lengths)
            self._file.seek(offset)
            blob = self._file.read(sum(sizes))
            if zlib.crc32(blob) != crc:
                self._db.execute("DELETE FROM shards WHERE seq = ?", (seq,))
                raise OutputError(f"shard {seq} was torn by a crash of the machine: run the same command again")
            records, index, signatures, rejects, journal, samples = _cut(blob, sizes)
            yield Shard(
                seq, Cursor(source, after), records, index, signatures, rejects, journal, samples, json.loads(counts)
            )

    def indexes(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield where each shard's records begin in shards.bin, its index and its signatures, in input order."""
        for offset, lengths in self._db.execute("SELECT offset, lengths FROM shards ORDER BY seq"):
            records, index, signatures, *_ = json.loads(lengths)
            data = self.read_at(offset + records, index + signatures)
            yield offset, data[:index], data[index:]

    def signature_places(self) -> Iterator[tuple[int, bytes]]:
        """Yield where each shard's signatures begin in shards.bin, and its index, in input order."""
        for offset, lengths in self._db.execute("SELECT offset, lengths FROM shards ORDER BY seq"):
            records, index, *_ = json.loads(lengths)
            yield offset + records + index, self.read_at(offset + records, index)

    def read_at(self, offset: int, size: int) -> bytes:
        """Return bytes of shards.bin."""
        assert self._file is not None  # noqa: S101 - as above
        self._file.seek(offset)
        return self._file.read(size)

    def close(self) -> None:
        """Close it; what was added stays."""
        if self._file is not None:
            self._file.close()
        self._db.close()


def _unkept(folder: Path, error: sqlite3.Error) -> OutputError:
    return OutputError(f"{folder}: cannot keep the ledger: {error}; --overwrite begins anew")


def _gone(folder: Path) -> OutputError:
    return OutputError(f"{folder}: was removed or moved away while the run was writing there: run it again")


def _cut(blob: bytes, sizes: list[int]) -> Iterator[bytes]:
    at = 0
    for size in sizes:
        yield blob[at : at + size]
        at += size
