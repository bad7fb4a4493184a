"""The index of a crawl: one file that says of each record, as it comes, whether it was seen before.

LMDB (Symas), chosen by measurement: three times as many check-and-adds a second as SQLite in WAL mode at the
same size on disk, because a record touches some twenty keys and each is a few hundred nanoseconds in a memory
map.  A write is one transaction under a lock shared by all processes; a process that is killed loses the
transaction it was in, nothing else.  Nothing waits for the disk: a power failure can cost what came after the last
`sync` or `close`, and where it tore the file, the index has to be made anew from the records.

What is kept of a record: its id, 64 bits of its exact hash, four bits of each sketch value (Li and König
2010), the upper halves of its sample, and, of a short text, its content, for the rule for short texts.  A
dozen or two of its sampled values are keys under which it is found again: a text and its version share most of
them, and so do an article and the page that holds it.
"""

import json
import os
import struct
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from cleaner.dedup import keep
from cleaner.dedup.compare import is_short_version
from cleaner.dedup.judge import least_share
from cleaner.dedup.model import parts_of
from cleaner.dedup.shingles import Sizes, content
from cleaner.dedup.signature import SCALE, SLOTS, VERSION, Signature, sign, sign_all
from cleaner.errors import IndexFileError, UsageError
from cleaner.evidence import Evidence
from cleaner.model import Record
from cleaner.settings import Settings

if TYPE_CHECKING:
    import lmdb
    import numpy as np
    import numpy.typing as npt

    U16 = npt.NDArray[np.uint16]

FORMAT = 1
"""Changes with anything that changes the file."""
_LARGEST = 1 << 40 if sys.maxsize > 1 << 32 else 1 << 30
"""Address space kept for the file, in bytes; only what is written takes memory or disk."""
_KEYS = 12
"""Sampled values under which a record is found, at least; two versions at Jaccard .5 share eight of twelve."""
_KEYS_BELOW = 1 << 29
"""All sampled values below this are keys too (one shingle in 256), so that a long page is found by what it holds."""
_FEW = 16
"""A sample smaller than this is a short text's: bands of its sketch are keys as well."""
_BANDS = 20
_COMMON = 64
"""Records under one key, at most; a value in more is boilerplate and leads nowhere."""
_CANDIDATES = 32
"""Records compared with a new one, at most: those that share the most keys."""
_SAMPLE = 192
"""Sampled values kept of a record: all up to this many, else those below a half or a quarter of their range."""
_BATCH = 256
"""Records of `check_and_add_all` in one transaction."""

_HEAD = struct.Struct("<QIBBHHH")
_ROW = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the index says of a record."""

    kind: Literal["new", "exact", "near", "contained"]
    of: str = ""
    """The record it repeats or lies inside; its own id where it was itself added before."""
    similarity: float = 0.0
    """1 for exact; for near the estimated Jaccard similarity (standard error .05 at most); for contained the
    estimated share."""
    holds: tuple[str, ...] = ()
    """Records that lie inside this one."""

    @property
    def is_duplicate(self) -> bool:
        """Whether it repeats another record: exact or near."""
        return self.kind in {"exact", "near"}


@dataclass(frozen=True, slots=True)
class Stats:
    """How much an index holds."""

    records: int
    keys: int
    disk: int
    """Bytes of the file in use."""
    deleted: int
    """Records deleted since the last `compact`."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is kept of one record."""

    id: str
    exact: int
    columns: int
    limit: int
    """Sampled values below 2**32 >> limit are kept."""
    is_collection: bool
    sketch: bytes
    sample: bytes
    content: str

    def pack(self) -> bytes:
        name, text = self.id.encode("utf-8", "surrogatepass"), self.content.encode("utf-8", "surrogatepass")
        head = _HEAD.pack(
            self.exact, self.columns, self.limit, self.is_collection, len(name), len(self.sample), len(text)
        )
        return head + name + self.sketch + self.sample + text

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        exact, columns, limit, collection, name, sample, text = _HEAD.unpack_from(data)
        at = _HEAD.size
        sketch_at = at + name
        sample_at = sketch_at + SLOTS // 2
        text_at = sample_at + sample
        return cls(
            data[at:sketch_at].decode("utf-8", "surrogatepass"), exact, columns, limit, bool(collection),
            data[sketch_at:sample_at], data[sample_at:text_at],
            data[text_at : text_at + text].decode("utf-8", "surrogatepass"),
        )  # fmt: skip


class Index:
    """A crawl's memory: check and add records, from as many processes as there are.

    with cleaner.Index("crawl.index") as index:
        verdict = index.check_and_add(record)

    Raises IndexFileError for a file that is no index, or one of another version.  One process opens a file once.
    """

    def __init__(self, path: str | Path, settings: Settings | None = None) -> None:
        """Open the index at `path`, or make it; beside it lies `path`-lock."""
        self.path = Path(path)
        self.settings = settings or Settings()
        self._owner = os.getpid()
        self._env = self._open()
        try:
            self._tables = self._open_tables()
            self._check_parameters()
        except BaseException:
            self._env.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sync(self) -> None:
        """Wait until all that was added is on the disk: what a power failure, as against a kill, cannot undo."""
        self._env.sync(True)

    def close(self) -> None:
        """Write everything through to the disk and close."""
        if self._owner == os.getpid():
            self._env.sync(True)
        self._env.close()

    def check(self, record: Record | Mapping[str, Any]) -> Verdict:
        """Judge a record without adding it."""
        id_, text, _ = parts_of(record)
        with self._transaction(write=False) as stored:
            return _Judge(stored, self.settings).judge(id_, text, sign(text, self.settings), add=False)

    def check_and_add(self, record: Record | Mapping[str, Any]) -> Verdict:
        """Judge a record and add it unless it is a duplicate, in one transaction.

        A record that is there already (the same id and content) is exact, of itself; one whose content has
        changed takes the place of what it was.
        """
        id_, text, _ = parts_of(record)
        signature = sign(text, self.settings)
        with self._transaction(write=True) as stored:
            return _Judge(stored, self.settings).judge(id_, text, signature, add=True)

    def check_and_add_all(self, records: Iterable[Record | Mapping[str, Any]]) -> Iterator[Verdict]:
        """Judge and add records in order, some hundred in a transaction: faster, and a kill undoes up to that many."""
        batch: list[tuple[str, str]] = []
        for record in records:
            id_, text, _ = parts_of(record)
            batch.append((id_, text))
            if len(batch) == _BATCH:
                yield from self._add_batch(batch)
                batch = []
        yield from self._add_batch(batch)

    def _add_batch(self, batch: list[tuple[str, str]]) -> list[Verdict]:
        signatures = list(sign_all((text for _, text in batch), self.settings))
        with self._transaction(write=True) as stored:
            judge = _Judge(stored, self.settings)
            return [judge.judge(id_, text, one, add=True) for (id_, text), one in zip(batch, signatures, strict=True)]

    def delete(self, id_: str) -> bool:
        """Forget a record; returns whether it was there.  `compact` gives back its room."""
        with self._transaction(write=True) as stored:
            return stored.remove(id_)

    def compact(self) -> int:
        """Remove what deleted records left behind, so that its room is used again; returns how many keys went."""
        with self._transaction(write=True) as stored:
            return stored.prune()

    def copy(self, path: str | Path) -> None:
        """Write a compacted copy to a path where nothing is yet, while others go on using this one."""
        if Path(path).exists():
            raise IndexFileError(f"{path}: exists; a copy is written to a new file")
        with Path(path).open("xb") as file:
            self._env.copyfd(file.fileno(), compact=True)

    def stats(self) -> Stats:
        """Return how much the index holds."""
        with self._transaction(write=False) as stored:
            return stored.stats()

    def __len__(self) -> int:
        """Return how many records it holds."""
        return self.stats().records

    def __contains__(self, id_: object) -> bool:
        """Whether a record of this id is in it."""
        with self._transaction(write=False) as stored:
            return isinstance(id_, str) and stored.row_of(id_) is not None

    def ids(self) -> Iterator[str]:
        """Yield the ids of the records, oldest first."""
        with self._transaction(write=False) as stored:
            yield from (entry.id for entry in stored.entries())

    def keep_evidence(self, evidence: Evidence) -> None:
        """Keep what the crawl has learned, its vocabulary and its site profiles, in place of what was kept before."""
        parts = keep.pack(evidence)
        with self._transaction(write=True) as stored:
            for name in (keep.VOCABULARY, keep.SITES):
                stored.put(name, parts.get(name, b""))

    def evidence(self) -> Evidence:
        """Return what `keep_evidence` kept, for a Cleaner; empty evidence where nothing was."""
        with self._transaction(write=False) as stored:
            return keep.unpack({name: stored.get(name) or None for name in (keep.VOCABULARY, keep.SITES)})

    def _open(self) -> "lmdb.Environment":
        import lmdb

        if not _may_be_index(self.path):  # LMDB would lay a lock file beside a file that is none of its own
            raise IndexFileError(f"{self.path}: not an index of cleaner's (a file of another kind)")
        try:
            return lmdb.open(
                str(self.path),
                map_size=_LARGEST,
                subdir=False,
                max_dbs=8,
                sync=False,
                readahead=False,
                max_readers=1024,
            )
        except lmdb.InvalidError as error:
            raise IndexFileError(f"{self.path}: not an index of cleaner's ({error})") from error
        except lmdb.Error as error:
            raise IndexFileError(f"{self.path}: cannot be opened: {error}") from error

    def _open_tables(self) -> dict[str, Any]:
        import lmdb

        try:
            tables = {name: self._env.open_db(name.encode()) for name in ("meta", "rows", "ids", "exact")}
            return tables | {"keys": self._env.open_db(b"keys", dupsort=True, dupfixed=True)}
        except lmdb.Error as error:
            raise IndexFileError(f"{self.path}: not an index of cleaner's ({error})") from error

    def _check_parameters(self) -> None:
        """Write the parameters into a new file; refuse one that has others."""
        sizes = list(Sizes.of(self.settings))
        wanted = {"format": FORMAT, "signature": VERSION, "slots": SLOTS, "scale": SCALE, "shingles": sizes}
        with self._transaction(write=True) as stored:
            written = stored.get("parameters")
            if written is None:
                stored.put("parameters", json.dumps(wanted, sort_keys=True).encode())
                return
        found = json.loads(written)
        if found != wanted:
            unlike = ", ".join(f"{name} {found.get(name)!r}" for name in wanted if found.get(name) != wanted[name])
            raise IndexFileError(
                f"{self.path}: made with {unlike}, which this version cannot compare; "
                "move it away and add the corpus's records to a new one"
            )

    @contextmanager
    def _transaction(self, *, write: bool) -> "Iterator[_Stored]":
        import lmdb

        if self._owner != os.getpid():
            raise UsageError(f"{self.path}: opened before the process was forked; open the index in each process")
        try:
            with self._env.begin(write=write) as transaction:
                yield _Stored(transaction, self._tables)
        except lmdb.DiskError as error:
            raise IndexFileError(f"{self.path}: the disk is full: {error}") from error


class _Stored:
    """The tables of an index within one transaction."""

    def __init__(self, transaction: "lmdb.Transaction", tables: Mapping[str, Any]) -> None:
        self._tx = transaction
        self._tables = tables
        self._cursor = transaction.cursor(db=tables["keys"])

    def get(self, name: str) -> bytes | None:
        """Return something of the index's own."""
        found = self._tx.get(name.encode(), db=self._tables["meta"])
        return None if found is None else bytes(found)

    def put(self, name: str, data: bytes) -> None:
        """Write something of the index's own."""
        self._tx.put(name.encode(), data, db=self._tables["meta"])

    def row_of(self, id_: str) -> int | None:
        """Return the row of a record."""
        found = self._tx.get(_name(id_), db=self._tables["ids"])
        return None if found is None else int(_ROW.unpack(found)[0])

    def row_of_exact(self, exact: int) -> int | None:
        """Return the row of a record of this content."""
        found = self._tx.get(exact.to_bytes(8, "big"), db=self._tables["exact"])
        return None if found is None else int(_ROW.unpack(found)[0])

    def entry(self, row: int) -> _Entry | None:
        """Return what is kept of a record; None for one that was deleted."""
        data = self._tx.get(_ROW.pack(row), db=self._tables["rows"])
        return None if data is None else _Entry.unpack(bytes(data))

    def entries(self) -> Iterator[_Entry]:
        """Yield what is kept of every record, oldest first."""
        for data in self._tx.cursor(db=self._tables["rows"]).iternext(keys=False, values=True):
            yield _Entry.unpack(bytes(data))

    def sharing(self, keys: Iterable[bytes]) -> tuple[Counter[int], list[bytes]]:
        """Return how many of the keys each record shares, and the keys that have room for one more."""
        hits: Counter[int] = Counter()
        free = []
        cursor = self._cursor
        for key in keys:
            if not cursor.set_key(key):
                free.append(key)
                continue
            rows = b"".join(cursor.iternext_dup())
            hits.update(struct.unpack(f">{len(rows) // _ROW.size}I", rows))
            if len(rows) < _COMMON * _ROW.size:
                free.append(key)
        return hits, free

    def add(self, entry: _Entry, keys: Iterable[bytes]) -> None:
        """Add a record under its keys."""
        row = int.from_bytes(self.get("next") or b"\0", "big")
        self.put("next", (row + 1).to_bytes(4, "big"))
        packed = _ROW.pack(row)
        self._tx.put(packed, entry.pack(), db=self._tables["rows"], append=True)
        self._tx.put(_name(entry.id), packed, db=self._tables["ids"])
        self._tx.put(entry.exact.to_bytes(8, "big"), packed, db=self._tables["exact"], overwrite=False)
        self._cursor.putmulti([(key, packed) for key in keys])

    def remove(self, id_: str) -> bool:
        """Delete a record; its keys stay behind until `prune`."""
        row = self.row_of(id_)
        entry = None if row is None else self.entry(row)
        if row is None or entry is None:
            return False
        packed = _ROW.pack(row)
        self._tx.delete(_name(id_), db=self._tables["ids"])
        self._tx.delete(packed, db=self._tables["rows"])
        exact = entry.exact.to_bytes(8, "big")
        if self._tx.get(exact, db=self._tables["exact"]) == packed:
            self._tx.delete(exact, db=self._tables["exact"])
        self.put("deleted", (int.from_bytes(self.get("deleted") or b"", "big") + 1).to_bytes(8, "big"))
        return True

    def prune(self) -> int:
        """Delete the keys of deleted records; returns how many."""
        gone = 0
        going = self._cursor.first()
        while going:
            if self._tx.get(self._cursor.value(), db=self._tables["rows"]) is None:
                going = self._cursor.delete()
                gone += 1
            else:
                going = self._cursor.next()
        self.put("deleted", b"\0")
        return gone

    def stats(self) -> Stats:
        """Return how much there is."""
        pages = [self._tx.stat(db=table) for table in self._tables.values()]
        disk = sum(one["psize"] * (one["branch_pages"] + one["leaf_pages"] + one["overflow_pages"]) for one in pages)
        return Stats(
            records=self._tx.stat(db=self._tables["rows"])["entries"],
            keys=self._tx.stat(db=self._tables["keys"])["entries"],
            disk=disk,
            deleted=int.from_bytes(self.get("deleted") or b"", "big"),
        )


class _Judge:
    """The rules, applied to what is stored."""

    def __init__(self, stored: _Stored, settings: Settings) -> None:
        self._stored = stored
        self._settings = settings

    def judge(self, id_: str, text: str, signature: Signature, *, add: bool) -> Verdict:
        """Judge a record; `add`: and add it unless it is a duplicate."""
        exact = _exact(signature)
        row = self._stored.row_of(id_)
        before = None if row is None else self._stored.entry(row)
        if before is not None:
            if before.exact == exact:
                return Verdict("exact", id_, 1.0)
            if add:
                self._stored.remove(id_)
        twin = self._stored.row_of_exact(exact)
        entry = None if twin is None else self._stored.entry(twin)
        if entry is not None:
            return Verdict("exact", entry.id, 1.0)
        mine = _entry(id_, text, signature, self._settings)
        hits, free = self._stored.sharing(_keys(signature))
        verdict, is_collection = self._judge_likely(mine, hits) if hits else (Verdict("new"), False)
        if not verdict.is_duplicate and add:
            self._stored.add(replace(mine, is_collection=True) if is_collection else mine, free)
        return verdict

    def _judge_likely(self, mine: _Entry, hits: Counter[int]) -> tuple[Verdict, bool]:
        """Return the verdict on a record that shares keys with others, and whether it is put together from them."""
        least = 2 if len(mine.sample) > 2 * 2 else 1
        likely = [row for row, count in hits.most_common(_CANDIDATES) if count >= least]
        found = [
            _Likeness.of(mine, other) for other in map(self._stored.entry, likely) if other and other.id != mine.id
        ]
        holds = [one for one in found if self._is_inside(one.theirs_in_mine, one.other, mine)]
        is_collection = _is_collection(mine, holds)
        parts = {one.other.id for one in holds} if is_collection else set()
        near = [one for one in found if one.other.id not in parts and self._is_near(mine, one)]
        held = tuple(one.other.id for one in holds)
        if near:
            best = max(near, key=lambda one: (one.jaccard, one.other.id))
            return Verdict("near", best.other.id, best.jaccard, held), is_collection
        inside = [one for one in found if self._is_inside(one.mine_in_theirs, mine, one.other)]
        if inside:
            best = max(inside, key=lambda one: (one.mine_in_theirs, one.other.id))
            return Verdict("contained", best.other.id, best.mine_in_theirs, held), is_collection
        return Verdict("new", holds=held), is_collection

    def _is_near(self, mine: _Entry, one: "_Likeness") -> bool:
        """Whether two records are versions of one another."""
        if one.jaccard < self._settings.dedup_threshold:
            return False
        if one.other.is_collection and one.mine_in_theirs >= self._settings.dedup_contained > one.theirs_in_mine:
            return False
        if min(mine.columns, one.other.columns) >= self._settings.dedup_short:
            return True
        return is_short_version(mine.content, one.other.content)

    def _is_inside(self, share: float, inner: _Entry, outer: _Entry) -> bool:
        """Whether `inner` lies inside `outer`, which has this share of it."""
        return (
            share >= least_share(inner.columns, self._settings)
            and inner.columns < outer.columns
            and len(inner.sample) >= 2 * 4
        )


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How alike a record and a stored one are, as estimated."""

    other: _Entry
    jaccard: float
    mine_in_theirs: float
    theirs_in_mine: float

    @classmethod
    def of(cls, mine: _Entry, other: _Entry) -> Self:
        limit = max(mine.limit, other.limit)
        one, two = _sampled(mine, limit), _sampled(other, limit)
        shared = _shared(one, two)
        agree = _agreeing(mine.sketch, other.sketch) / SLOTS
        jaccard = max(0.0, (agree - 1 / 16) / (15 / 16))  # unequal values agree in four bits once in 16
        return cls(other, min(jaccard, 1.0), shared / max(1, len(one)), shared / max(1, len(two)))


def _is_collection(mine: _Entry, holds: "list[_Likeness]") -> bool:
    """Whether other records, unlike each other, make up most of this one: as in the cluster engine, by samples."""
    import numpy as np

    if len(holds) < 2:
        return False
    limit = max(mine.limit, *(one.other.limit for one in holds))
    whole = _sampled(mine, limit)
    parts = sorted((_sampled(one.other, limit) for one in holds), key=len, reverse=True)
    main = parts[0]
    others = [part for part in parts[1:] if 2 * _shared(part, main) < len(part)]
    rest = np.setdiff1d(whole, main)
    covered = np.intersect1d(rest, np.concatenate([rest[:0], *others]))
    return len(rest) > 0 and 2 * len(covered) >= len(rest)


def _entry(id_: str, text: str, signature: Signature, settings: Settings) -> _Entry:
    """Return what is kept of a record."""
    import numpy as np

    values = np.frombuffer(signature.sample, "<u4")
    limit = 0
    kept = values
    while limit < 2 and len(kept) > _SAMPLE:
        limit += 1
        kept = values[: values.searchsorted(1 << (32 - limit))]
    sketch = np.frombuffer(signature.sketch, "<u4").astype(np.uint8) & 15
    return _Entry(
        id_, _exact(signature), signature.length, limit, False,

        (sketch[::2] | sketch[1::2] << 4).tobytes(), (kept >> 16).astype("<u2").tobytes(),
        content(text) if signature.length < settings.dedup_short else "",
    )  # fmt: skip


def _keys(signature: Signature) -> list[bytes]:
    """Return the keys under which a record is found."""
    import numpy as np

    values = np.frombuffer(signature.sample, "<u4")
    count = max(_KEYS, int(values.searchsorted(_KEYS_BELOW)))
    data = values[:count].astype(">u4").tobytes()
    keys = [data[at : at + 4] for at in range(0, len(data), 4)]
    if len(values) < _FEW:
        bands = np.frombuffer(signature.sketch, "<u4")[: 3 * _BANDS].reshape(_BANDS, 3).astype(np.uint64)
        mixed = (bands * np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93], np.uint64)).sum(axis=1)
        keys += [b"b" + value.tobytes() for value in (mixed >> np.uint64(32)).astype("<u4")]
    return keys


def _exact(signature: Signature) -> int:
    """Return 64 bits of the exact hash."""
    return int.from_bytes(signature.exact[:8], "little")


def _name(id_: str) -> bytes:
    """Return an id as a key: LMDB takes 511 bytes, longer ones go by their hash."""
    name = id_.encode("utf-8", "surrogatepass")
    if 0 < len(name) <= 500:
        return name
    from xxhash import xxh3_128_digest

    return b"\xff" + xxh3_128_digest(name)


def _sampled(entry: _Entry, limit: int) -> "U16":
    """Return the kept sample below 2**32 >> limit."""
    import numpy as np

    values = np.frombuffer(entry.sample, "<u2")
    return values[: values.searchsorted(1 << (16 - limit))] if limit else values


def _shared(one: "U16", two: "U16") -> int:
    """Return how many values two samples share."""
    import numpy as np

    return int(np.count_nonzero(np.isin(one, two)))


def _agreeing(sketch: bytes, other: bytes) -> int:
    """Return how many of the four-bit values agree."""
    unlike = int.from_bytes(sketch, "little") ^ int.from_bytes(other, "little")
    unlike |= unlike >> 1
    unlike |= unlike >> 2
    return SLOTS - (unlike & int.from_bytes(b"\x11" * (SLOTS // 2), "little")).bit_count()


def _may_be_index(path: Path) -> bool:
    """Whether a path is new, empty, or begins as an LMDB file does (its magic number, 16 bytes in: lmdb's mdb.c)."""
    if not path.is_file() or not path.stat().st_size:
        return not path.is_dir()
    with path.open("rb") as file:
        return file.read(20)[16:] in {b"\xde\xc0\xef\xbe", b"\xbe\xef\xc0\xde"}
