"""The index of a crawl: one file that says of each record, as it comes, whether it was seen before.

LMDB (Symas), chosen by measurement: three times as many check-and-adds a second as SQLite in WAL mode at the
same size on disk.  A write is one transaction under a lock shared by all processes; a process that is killed loses
the transaction it was in, nothing else.  Nothing waits for the disk: a power failure can cost what came after the
last `sync` or `close`, and where it tore the file, the index has to be made anew from the records.

What is kept of a record: its id, 64 bits of its exact hash, the smallest hashes of its shingles (`bottom`), and, of a
brief text, its content and those of some versions of it that came later.  A dozen or more of the hashes are keys under
which it is found again: a text and its version share most of them, and so do an article and the page that holds it.

Of texts on one form three tell that it is one (`forms`).  So the second to come is taken for a version of the first;
from the third on they are new, and so is the second when it comes again.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from cleaner.dedup import keep
from cleaner.dedup.bottom import MOST, SCALES, WANTED, bottom, bottom_all
from cleaner.dedup.model import parts_of
from cleaner.dedup.shingles import Sizes
from cleaner.dedup.store import META, TABLES, Known, Stats, Transaction
from cleaner.dedup.verdict import Judge, Verdict
from cleaner.errors import IndexFileError, UsageError
from cleaner.evidence import Evidence
from cleaner.model import Record
from cleaner.settings import Settings

if TYPE_CHECKING:
    import lmdb

__all__ = ["Index", "Stats", "Verdict"]

FORMAT = 5
"""Changes with anything that changes the file: the fold, the shingles, their hash, what is kept of them.

Of the fold see `signature.VERSION`."""
_LARGEST = 1 << 40 if sys.maxsize > 1 << 32 else 1 << 30
"""Address space kept for the file, in bytes; only what is written takes memory or disk."""
_BATCH = 256
"""Records of `check_and_add_all` in one transaction."""


class Index:
    """A crawl's memory: check and add records, from as many processes as there are.

    with cleaner.Index("crawl.index") as index:
        verdict = index.check_and_add(record)

    Raises IndexFileError for a file that is no index, or one of another version.  One process opens a file once.
    """

    def __init__(self, path: str | Path, settings: Settings | None = None, *, read_only: bool = False) -> None:
        """Open the index at `path`, or make it; beside it lies `path`-lock.

        To look inside alone (`read_only`) it is neither made nor written to, and may be a file that cannot be.  Where
        not even `path`-lock can be opened, nobody is told of the reading, and nobody is to write meanwhile.
        """
        self.path = Path(path)
        self.settings = settings or Settings()
        self._read_only = read_only
        self._sizes = Sizes.of(self.settings)
        self._owner = os.getpid()
        self._known = Known()
        self._closed = False
        self._env = self._open()
        try:
            self._check_length()
            self._tables = self._open_tables()
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
        if not (self._read_only or self._closed):
            self._env.sync(True)

    def close(self) -> None:
        """Write everything through to the disk and close; nothing where that was done."""
        if self._closed:
            return
        if self._owner == os.getpid():
            self.sync()
        self._closed = True
        self._known.forget()  # its runs lie in the file
        self._env.close()

    def check(self, record: Record | Mapping[str, Any]) -> Verdict:
        """Judge a record without adding it."""
        id_, text, _ = parts_of(record)
        kept = bottom(text, self._sizes)
        with self._transaction(write=False) as stored:
            return Judge(stored, self.settings).judge(id_, text, kept, add=False)

    def check_and_add(self, record: Record | Mapping[str, Any]) -> Verdict:
        """Judge a record and add it unless it is a duplicate, in one transaction.

        A record that is there already (the same id and content) is exact, of itself; one whose content has
        changed takes the place of what it was.
        """
        id_, text, _ = parts_of(record)
        kept = bottom(text, self._sizes)
        with self._transaction(write=True) as stored:
            return Judge(stored, self.settings).judge(id_, text, kept, add=True)

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
        kept = list(bottom_all((text for _, text in batch), self._sizes))
        with self._transaction(write=True) as stored:
            judge = Judge(stored, self.settings).judge
            return [judge(id_, text, one, add=True) for (id_, text), one in zip(batch, kept, strict=True)]

    def delete(self, id_: str) -> bool:
        """Forget a record; returns whether it was there.  `compact` gives back its room."""
        with self._transaction(write=True) as stored:
            row = stored.row_of(id_)
            if row is not None:
                stored.remove(row)
            return row is not None

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
        with self._transaction(write=False, known=Known()) as stored:
            yield from (record.id for record in stored.records())

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

        try:
            is_empty = self._read_only and not self.path.stat().st_size
            if is_empty or not _may_be_index(self.path):  # LMDB would lay a lock file beside it
                why = "an empty file" if is_empty else "a file of another kind"
                raise IndexFileError(f"{self.path}: not an index of cleaner's ({why})")
            try:
                return self._environment(lock=True)
            except lmdb.ReadonlyError:
                if not self._read_only:
                    raise
                return self._environment(lock=False)
        except lmdb.InvalidError as error:
            raise IndexFileError(f"{self.path}: not an index of cleaner's ({error})") from error
        except (lmdb.Error, OSError) as error:
            raise IndexFileError(f"{self.path}: cannot be opened: {error}") from error

    def _environment(self, *, lock: bool) -> "lmdb.Environment":
        import lmdb

        return lmdb.open(
            str(self.path),
            map_size=_LARGEST,
            subdir=False,
            max_dbs=8,
            sync=False,
            readahead=False,
            max_readers=1024,
            readonly=self._read_only,
            lock=lock,
        )

    def _check_length(self) -> None:
        """Refuse a file that was cut short: to read where it ends would end the process (SIGBUS)."""
        wanted = (self._env.info()["last_pgno"] + 1) * self._env.stat()["psize"]
        size = self.path.stat().st_size
        if size < wanted and not _can_be_read(self.path):
            raise IndexFileError(
                f"{self.path}: cut short, {size} bytes of {wanted} are there; fetch it again, whole (`copy` writes one "
                "while others use it), or move it away and add the corpus's records to a new one"
            )

    def _open_tables(self) -> dict[str, Any]:
        import lmdb

        tables = {}
        try:
            for name in TABLES:
                tables[name] = self._env.open_db(name.encode(), create=not self._read_only)
                if name == META:  # before a file of another version is given tables that it lacks
                    self._check_parameters(tables[name])
        except lmdb.DiskError as error:
            raise IndexFileError(f"{self.path}: the disk is full: {error}") from error
        except lmdb.Error as error:
            raise IndexFileError(f"{self.path}: not an index of cleaner's ({error})") from error
        return tables

    def _check_parameters(self, meta: Any) -> None:
        """Write the parameters into a new file; refuse one that has others."""
        wanted = {
            "format": FORMAT,
            "values": [WANTED, MOST],
            "scales": list(SCALES),
            "shingles": list(self._sizes),
        }
        with self._env.begin(meta, write=not self._read_only) as transaction:
            written = transaction.get(b"parameters")
            if written is None and not self._read_only:
                transaction.put(b"parameters", json.dumps(wanted, sort_keys=True).encode())
                return
        if written is None:
            raise IndexFileError(f"{self.path}: not an index of cleaner's (it has no parameters)")
        found = json.loads(written)
        if found != wanted:
            unlike = ", ".join(f"{name} {found.get(name)!r}" for name in wanted if found.get(name) != wanted[name])
            if wanted | {"shingles": found.get("shingles")} == found:
                raise IndexFileError(
                    f"{self.path}: made with {unlike}, the settings say {wanted['shingles']}: "
                    "dedup_shingle_han and dedup_shingle_other are to be what they were"
                )
            raise IndexFileError(
                f"{self.path}: made with {unlike}, which this version cannot compare; "
                "move it away and add the corpus's records to a new one"
            )

    def _transaction(self, *, write: bool, known: Known | None = None) -> Transaction:
        """Return a transaction, to be entered; one with a `known` of its own waits for no other."""
        if self._owner != os.getpid():
            raise UsageError(f"{self.path}: opened before the process was forked; open the index in each process")
        if write and self._read_only:
            raise UsageError(f"{self.path}: opened to look inside alone; open it without read_only to change it")
        return Transaction(self._env, self._tables, known or self._known, write=write)


def _can_be_read(path: Path) -> bool:
    """Whether all that is in use in a file can be read, which a process tries that may die of it.

    LMDB need not write a file's last pages while nothing is on them (see mdb_env_copyfd0 in its mdb.c).
    """
    read = "lmdb.open(sys.argv[1], subdir=False, readonly=True, lock=False).copyfd(sys.stdout.fileno(), compact=True)"
    command = [sys.executable, "-P", "-c", f"import lmdb, sys; {read}", str(path)]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 its own
    return done.returncode == 0


def _may_be_index(path: Path) -> bool:
    """Whether a path is new, empty, or begins as an LMDB file does (its magic number, 16 bytes in: lmdb's mdb.c)."""
    if not path.is_file() or not path.stat().st_size:
        return not path.is_dir()
    with path.open("rb") as file:
        return file.read(20)[16:] in {b"\xde\xc0\xef\xbe", b"\xbe\xef\xc0\xde"}
