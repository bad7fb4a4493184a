"""What an index keeps of each record, and the keys under which it is found again: LMDB within one transaction.

The keys stand in no tree, where each of a record's dozen would touch a page of its own.  Every process holds the
keys of the last records in memory, read again from the records themselves; every RECENT records they become a run,
one sorted array of key and row, and a run is merged with the one before it once it is as long (a log-structured
merge: O'Neil et al. 1996).  So to add a record is to write it at the end of one table, and to look for one is a
binary search in some ten arrays, however many records there are.
"""

import contextlib
import struct
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from zlib import crc32

from cleaner.errors import IndexFileError

if TYPE_CHECKING:
    import lmdb
    import numpy as np
    import numpy.typing as npt

    U64 = npt.NDArray[np.uint64]

META = "meta"
TABLES = META, "rows", "runs", "versions"
RECENT = 1 << 11
"""Records whose keys every process holds in memory: some megabytes, read again in some ten milliseconds."""
LARGEST_RUN = 1 << 19
"""Records of a run that is merged no more: 100 to 200 MB, which bounds the memory and the time that one merge takes."""
COMMON = 64
"""Records that a key leads to, at most: a value in more is boilerplate and leads nowhere."""

IDENTITY = 2
"""Keys that come first: of a record's id and of its exact hash."""
KEYS = 12
"""Values under which a record is found, at least; two versions at Jaccard .5 share eight of twelve."""
KEYS_BELOW = 1 << 26
"""All values below this are keys too (one shingle in 64), so that a long page is found by what it holds: of
articles of 600 Han in a digest of eight, all but one in 500; of those of 300, all but one in 13."""
MOST_KEYS = 192
VERSIONS = 6
"""Contents kept of the versions of a brief record, of which a form is learned."""

_STATE = struct.Struct("<IIQ")
_HEAD = struct.Struct("<QIIBIII")
_UTF_8, _UTF_16 = 0, 2
"""How a record's content is written, as a flag: Han take two bytes or three."""
_ROW = struct.Struct(">I")
_KEY = struct.Struct("<I")
_IDENTITY = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class Stats:
    """How much an index holds."""

    records: int
    keys: int
    disk: int
    """Bytes of the file in use."""
    deleted: int
    """Records deleted since the last `compact`."""


class Stored(NamedTuple):
    """What is kept of one record."""

    id: str
    exact: int
    """64 bits of its exact hash."""
    columns: int
    reach: int
    values: bytes
    """Its smallest hashes: see `Bottom`."""
    content: str
    """Of a brief text alone: the rules for such compare it exactly."""
    is_collection: bool = False

    def pack(self) -> bytes:
        """Return the record as it lies in the file."""
        name, text = self.id.encode("utf-8", "surrogatepass"), self.content.encode("utf-8", "surrogatepass")
        encoding = _UTF_8
        if len(text) > 2 * len(self.content):
            text, encoding = self.content.encode("utf-16-le", "surrogatepass"), _UTF_16
        sizes = len(name), len(self.values), len(text)
        head = _HEAD.pack(self.exact, self.columns, self.reach, self.is_collection | encoding, *sizes)
        return b"".join((head, name, self.values, text))

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        """Return a record that `pack` wrote."""
        exact, columns, reach, flags, name, values, text = _HEAD.unpack_from(data)
        encoding = "utf-16-le" if flags & _UTF_16 else "utf-8"
        values_at = _HEAD.size + name
        text_at = values_at + values
        return cls(
            data[_HEAD.size : values_at].decode("utf-8", "surrogatepass"), exact, columns, reach,
            data[values_at:text_at], data[text_at : text_at + text].decode(encoding, "surrogatepass"), bool(flags & 1),
        )  # fmt: skip

    def keys(self) -> bytes:
        """Return what it is found under, unsigned, 32 bits each: IDENTITY keys, then its smallest values."""
        below = bisect_left(memoryview(self.values).cast("I"), KEYS_BELOW)
        return _IDENTITY.pack(id_key(self.id), self.exact >> 32) + self.values[: 4 * max(KEYS, min(MOST_KEYS, below))]


def id_key(id_: str) -> int:
    """Return the key of an id."""
    return crc32(id_.encode("utf-8", "surrogatepass"))


class Known:
    """What a process knows of an index from its last transaction, and need not read again until others have written."""

    __slots__ = ("deleted", "end", "keys", "lock", "merged", "next", "rows", "runs", "version")

    def __init__(self) -> None:
        self.lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Know nothing."""
        self.version = -1
        """LMDB's number of the transaction after which all this held."""
        self.next = self.merged = self.deleted = 0
        """The next row, the first that is in no run, and how many records were deleted since the last prune."""
        self.runs: list[tuple[int, U64]] | None = None
        self.forget_recent()

    def forget_recent(self) -> None:
        """Read the keys of the rows that are in no run anew."""
        self.end = self.merged
        """The row after the last whose keys were read."""
        self.keys: list[tuple[int, bytes]] = []
        """Each of these rows, and its keys."""
        self.rows: dict[int, tuple[int, ...]] = {}
        """The rows under each key."""

    def add(self, row: int, keys: bytes) -> None:
        """Take note of the keys of a row that is in no run."""
        alone = (row,)
        for key in memoryview(keys).cast("I").tolist():
            rows = self.rows.setdefault(key, alone)
            if rows is not alone and rows[-1] != row:
                self.rows[key] = (*rows, row)
        self.keys.append((row, keys))
        self.end = row + 1

    def find(self, keys: bytes) -> dict[int, tuple[int, ...]]:
        """Return the rows under each key that has any, by its place among the keys."""
        asked = memoryview(keys).cast("I").tolist()
        if self.rows.keys().isdisjoint(asked):  # mostly, and told without a loop
            return {}
        return {at: self.rows[key] for at, key in enumerate(asked) if key in self.rows}


class Transaction:
    """The tables of an index within one transaction of LMDB's: one thread at a time, for they share what is known."""

    def __init__(self, env: "lmdb.Environment", tables: Mapping[str, Any], known: Known, *, write: bool) -> None:
        self._env = env
        self._tables = tables
        self._known = known
        self._write = write
        self._has_written = self._has_new_runs = False

    def __enter__(self) -> Self:
        self._known.lock.acquire()
        try:
            self._begin()
        except BaseException as error:
            self._known.lock.release()
            _tell(error, self._env)
            raise
        return self

    def _begin(self) -> None:
        """Open it, and take note of what others have written."""
        self._tx = self._env.begin(write=self._write, buffers=True)
        try:
            self._before = self._tx.id() - self._write
            if self._known.version != self._before:
                self._read_state()
        except BaseException:
            self._tx.abort()  # else it would hold all others up as long as its error is held
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._commit()
            else:
                self._undo(error)
        finally:
            self._known.lock.release()

    def _commit(self) -> None:
        """Write all down, so that what is known of it holds from now on."""
        try:
            self._tx.commit()
        except BaseException as error:
            self._undo(error)
            raise
        self._known.version = self._before + self._has_written
        if self._has_new_runs:  # until now they lay in memory of LMDB's own, which is gone
            self._known.runs = None

    def _undo(self, error: BaseException) -> None:
        """Leave all as it was before; raises IndexFileError where the file or its disk is the cause."""
        self._known.forget()  # it may know of records that are not written
        self._tx.abort()
        _tell(error, self._env)

    def _read_state(self) -> None:
        """Take note of what other processes have written."""
        known, merged = self._known, self._known.merged
        known.next, known.merged, known.deleted = _STATE.unpack(self.get("state") or bytes(_STATE.size))
        last = self._tx.cursor(db=self._tables["rows"])
        if last.last():
            known.next = max(known.next, _ROW.unpack(last.key())[0] + 1)
        known.runs = None
        if known.merged != merged or known.end > known.next:
            known.forget_recent()

    def get(self, name: str) -> bytes | None:
        """Return something of the index's own."""
        found = self._tx.get(name.encode(), db=self._tables["meta"])
        return None if found is None else bytes(found)

    def put(self, name: str, data: bytes) -> None:
        """Write something of the index's own."""
        self._tx.put(name.encode(), data, db=self._tables["meta"])
        self._has_written = True

    def row(self, row: int) -> Stored | None:
        """Return what is kept of a record; None for one that was deleted."""
        data = self._tx.get(_ROW.pack(row), db=self._tables["rows"])
        return None if data is None else Stored.unpack(bytes(data))

    def records(self) -> Iterator[Stored]:
        """Yield what is kept of every record, oldest first."""
        for data in self._tx.cursor(db=self._tables["rows"]).iternext(keys=False, values=True):
            yield Stored.unpack(bytes(data))

    def find(self, keys: bytes) -> dict[int, list[int]]:
        """Return the rows under each key that has any, by its place among the keys; oldest first.

        All rows of the first IDENTITY keys, of the others COMMON at most.  Deleted ones may be among them.
        """
        found = self._find_in_runs(keys)
        for at, recent in self._read_recent().find(keys).items():
            rows = found.setdefault(at, [])
            rows += recent if at < IDENTITY else recent[: COMMON - len(rows)]
        return found

    def _find_in_runs(self, keys: bytes) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        if not self._runs():
            return found
        import numpy as np

        firsts = np.frombuffer(keys, "<u4").astype(np.uint64)
        firsts <<= np.uint64(32)
        lasts = firsts | np.uint64(0xFFFFFFFF)
        for _, run in self._runs():
            places = run.searchsorted(firsts)
            for at in (run.take(places, mode="clip") <= lasts).nonzero()[0].tolist():  # where none is larger, the last
                rows = found.setdefault(at, [])
                begin = int(places[at])
                end = int(run.searchsorted(lasts[at], "right"))
                most = end if at < IDENTITY else begin + COMMON - len(rows)
                rows += (run[begin : min(end, most)] & np.uint64(0xFFFFFFFF)).tolist()
        return found

    def row_of(self, id_: str) -> int | None:
        """Return the row of the record of an id."""
        for row in self.find(_KEY.pack(id_key(id_))).get(0, ()):
            record = self.row(row)
            if record is not None and record.id == id_:
                return row
        return None

    def add(self, record: Stored, keys: bytes) -> None:
        """Add a record, which is found under its `keys`."""
        known = self._read_recent()
        self._tx.put(_ROW.pack(known.next), record.pack(), db=self._tables["rows"], append=True)
        self._has_written = True
        known.add(known.next, keys)
        known.next += 1
        if known.next - known.merged >= RECENT:
            self._make_run()

    def remove(self, row: int) -> None:
        """Delete a record; its keys stay behind until `prune`."""
        for name in ("rows", "versions"):
            self._tx.delete(_ROW.pack(row), db=self._tables[name])
        self._known.deleted += 1
        self._put_state()

    def versions(self, row: int) -> list[str]:
        """Return the contents of brief texts that were taken for versions of a record."""
        found = self._tx.get(_ROW.pack(row), b"", db=self._tables["versions"])
        return bytes(found).decode("utf-8", "surrogatepass").split()

    def add_version(self, row: int, content: str) -> None:
        """Keep the content of a version of a record, unless there are VERSIONS."""
        known = self.versions(row)
        if len(known) < VERSIONS and content not in known:
            data = " ".join([*known, content]).encode("utf-8", "surrogatepass")
            self._tx.put(_ROW.pack(row), data, db=self._tables["versions"])
            self._has_written = True

    def prune(self) -> int:
        """Delete the keys of deleted records; returns how many."""
        import numpy as np

        self._make_run()
        rows = self._tx.cursor(db=self._tables["rows"]).iternext(keys=True, values=False)
        is_live = np.zeros(self._known.next, bool)
        is_live[[_ROW.unpack(row)[0] for row in rows]] = True
        gone = 0
        for first in [first for first, _ in self._runs()]:  # read anew: to write one may move another, if it is short
            run = np.frombuffer(self._tx.get(_ROW.pack(first), b"", db=self._tables["runs"]), "<u8")
            kept = np.compress(is_live[run & np.uint64(0xFFFFFFFF)], run)
            gone += len(run) - len(kept)
            if len(kept):
                self._tx.put(_ROW.pack(first), kept.tobytes(), db=self._tables["runs"])
            else:
                self._tx.delete(_ROW.pack(first), db=self._tables["runs"])
        self._known.deleted = 0
        self._known.runs = None
        self._has_new_runs = True
        self._put_state()
        return gone

    def stats(self) -> Stats:
        """Return how much there is."""
        tables = {name: self._tx.stat(db=table) for name, table in self._tables.items()}
        return Stats(
            records=tables["rows"]["entries"],
            keys=sum(len(run) for _, run in self._runs())
            + sum(len(keys) // _KEY.size for _, keys in self._read_recent().keys),
            disk=sum(
                one["psize"] * (one["branch_pages"] + one["leaf_pages"] + one["overflow_pages"])
                for one in tables.values()
            ),
            deleted=self._known.deleted,
        )

    def _read_recent(self) -> Known:
        """Return what is known, with the keys that other processes have added since."""
        known = self._known
        if known.end < known.next:
            cursor = self._tx.cursor(db=self._tables["rows"])
            if cursor.set_range(_ROW.pack(known.end)):
                for row, data in cursor.iternext():
                    known.add(_ROW.unpack(row)[0], Stored.unpack(bytes(data)).keys())
            known.end = known.next
        return known

    def _runs(self) -> "list[tuple[int, U64]]":
        """Return the first row of each run, and the run: key << 32 | row, sorted.

        They are views of the file, good until runs are written, for what is written goes to pages that nobody reads;
        those that this transaction wrote are views of its own memory, good until it ends.
        """
        import numpy as np

        if self._known.runs is None:
            runs = self._tx.cursor(db=self._tables["runs"]).iternext()
            self._known.runs = [(_ROW.unpack(first)[0], np.frombuffer(data, "<u8")) for first, data in runs]
        return self._known.runs

    def _make_run(self) -> None:
        """Make a run of the recent keys, and merge it with those before it that are no longer."""
        import numpy as np

        known = self._read_recent()
        first = known.merged
        run = np.frombuffer(b"".join(keys for _, keys in known.keys), "<u4").astype(np.uint64)
        run <<= np.uint64(32)
        run |= np.repeat(
            np.array([row for row, _ in known.keys], np.uint64), [len(keys) // _KEY.size for _, keys in known.keys]
        )
        run.sort()
        for begin, before in reversed(self._runs()):
            if first - begin > known.next - first or known.next - begin > LARGEST_RUN:
                break
            run = np.concatenate((before, run))
            run.sort(kind="stable")  # merges two sorted arrays in linear time
            first = begin
        runs = self._tx.cursor(db=self._tables["runs"])
        while runs.set_range(_ROW.pack(first)):
            runs.delete()
        if len(run):
            self._tx.put(_ROW.pack(first), run.tobytes(), db=self._tables["runs"])
        known.merged = known.next
        known.runs = None
        self._has_new_runs = True
        known.forget_recent()
        self._put_state()

    def _put_state(self) -> None:
        """Write down what the rows do not tell: a row's number is never given twice, even when it was deleted."""
        self.put("state", _STATE.pack(self._known.next, self._known.merged, self._known.deleted))


def _tell(error: BaseException, env: "lmdb.Environment") -> None:
    """Raise IndexFileError for an error of LMDB's, which says where the fault may lie; nothing for any other."""
    import lmdb

    if not isinstance(error, lmdb.Error):
        return
    path = "the index"
    with contextlib.suppress(lmdb.Error):  # it is closed
        path = env.path()
    full = isinstance(error, lmdb.DiskError)
    why = "the disk is full" if full else "it is closed, its disk full, or the file damaged"
    raise IndexFileError(f"{path}: {why}: {error}") from error
