"""All records of a run without their texts: what tells them apart and where they lie, in about 30 bytes each."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from cleaner.job.ledger import Ledger

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Entries:
    """The records of a run, numbered in input order."""

    offsets: "npt.NDArray[np.uint64]"
    """Where each record's line begins in shards.bin."""
    sizes: "npt.NDArray[np.uint32]"
    """Bytes of each line."""
    hashes: "npt.NDArray[np.uint64]"
    """Hashes of the ids, sorted."""
    order: "npt.NDArray[np.uint32]"
    """The record that each hash is of."""
    renamed: dict[int, str]
    """The ids of records whose own came before."""
    numbers_of_renamed: dict[str, int]
    """The same the other way round."""

    def __len__(self) -> int:
        return len(self.sizes)

    def number(self, id_: str, ledger: Ledger) -> int:
        """Return the number of the record with this final id, which there is.

        Lines are read only where two ids share a hash.
        """
        if id_ in self.numbers_of_renamed:
            return self.numbers_of_renamed[id_]
        found = [number for number in self.candidates(id_) if number not in self.renamed]
        return found[0] if len(found) == 1 else next(one for one in found if self._stated(one, ledger) == id_)

    def candidates(self, id_: str) -> list[int]:
        """Return the numbers of the records whose own id has the hash of this one."""
        import numpy as np

        at, end = np.searchsorted(self.hashes, np.uint64(hash_of(id_)), "left"), len(self.hashes)
        found = []
        while at < end and self.hashes[at] == hash_of(id_):
            found.append(int(self.order[at]))
            at += 1
        return sorted(found)

    def line(self, number: int, ledger: Ledger) -> bytes:
        """Return a record's line as its worker wrote it."""
        return ledger.read_at(int(self.offsets[number]), int(self.sizes[number]))

    def _stated(self, number: int, ledger: Ledger) -> Any:
        return json.loads(self.line(number, ledger))["id"]


def hash_of(id_: str) -> int:
    """Return 64 bits of an id, the same in every process."""
    return int.from_bytes(blake2b(id_.encode("utf-8", "replace"), digest_size=8).digest())


def index_rows(data: bytes) -> Iterator[list[Any]]:
    """Yield the rows of a shard's index: page, id, bytes of the line, bytes of the signature, rank."""
    return (json.loads(row) for row in data.split(b"\n") if row)


def read_entries(ledger: Ledger) -> Entries:
    """Read the index of all shards; ids that come twice are told apart by `-2`, `-3`, ... in input order."""
    from array import array

    import numpy as np

    offsets, sizes, hashes = array("Q"), array("I"), array("Q")
    for at, index, _ in ledger.indexes():
        for _, id_, size, _, _ in index_rows(index):
            offsets.append(at)
            sizes.append(size)
            hashes.append(hash_of(id_))
            at += size  # noqa: PLW2901
    hashed = np.frombuffer(hashes, np.uint64) if hashes else np.zeros(0, np.uint64)
    order = np.argsort(hashed, kind="stable").astype(np.uint32)
    entries = Entries(
        np.frombuffer(offsets, np.uint64) if offsets else np.zeros(0, np.uint64),
        np.frombuffer(sizes, np.uint32) if sizes else np.zeros(0, np.uint32),
        hashed[order],
        order,
        {},
        {},
    )
    _rename(entries, ledger)
    return entries


def _rename(entries: Entries, ledger: Ledger) -> None:
    """Find the records whose id came before, and name them anew."""
    import numpy as np

    same = np.flatnonzero(entries.hashes[1:] == entries.hashes[:-1])
    suspects = sorted({int(entries.order[at]) for at in same} | {int(entries.order[at + 1]) for at in same})
    count: Counter[str] = Counter()
    for number in suspects:
        id_ = name = json.loads(entries.line(number, ledger))["id"]
        count[id_] += 1
        while count[id_] > 1 and (
            name == id_ or name in entries.numbers_of_renamed or _is_taken(name, entries, ledger)
        ):
            name = f"{id_}-{count[id_]}"
            count[id_] += 1
        if name != id_:
            count[id_] -= 1
            entries.renamed[number] = name
            entries.numbers_of_renamed[name] = number


def _is_taken(name: str, entries: Entries, ledger: Ledger) -> bool:
    return any(json.loads(entries.line(number, ledger))["id"] == name for number in entries.candidates(name))
