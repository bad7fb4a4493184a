"""The signatures of a collection as columns: what is needed often in memory, what is read once in a spool on disk."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from cleaner.dedup.model import Entry
from cleaner.dedup.shingles import Sizes
from cleaner.dedup.signature import SLOTS
from cleaner.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U32 = npt.NDArray[np.uint32]
    U64 = npt.NDArray[np.uint64]
    I64 = npt.NDArray[np.int64]

ROWS = 3
"""Sketch values of a band.  With the 42 bands that 128 slots give, a pair at Jaccard .5 is missed once in 270,
at .4 once in 16, and unrelated texts (.02 and below) meet once in 3,000: 1 - (1 - j**3)**42 (Leskovec et al., Mining of
Massive Datasets, 3.4)."""
BANDS = SLOTS // ROWS
PROBES = 24
"""Of each sample, this many smallest values look for a text that holds them: so a long article costs no more
than a short one, and of the texts that lie inside another by .65 and have so many, fewer than 1 in 10,000 are
missed."""
KEYS = 32
KEYS_BELOW = 1 << 31
"""A text is found by its KEYS smallest sampled values, and by all of them below this (one shingle in 64)."""

PARTS = 256
"""Parts of the range of sampled values, equal in width: as many as needed are looked at together."""

_CHUNK = 1 << 12
"""Entries taken in at a time: few enough for their sketches to stay in the processor's cache."""
_LOWEST = 0x1111111111111111
"""The lowest bit of each four-bit value of a word."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The columns of a collection; row i is the i-th entry that came.  About 250 bytes a text, id included."""

    ids: list[str]
    ranks: "I64"
    lengths: "U32"
    exact: "U64"
    """Both halves of the exact hash, shape (rows, 2)."""
    nibbles: "U64"
    """Four bits of each sketch value, shape (rows, SLOTS / 16): see `estimate`."""
    probes: "npt.NDArray[np.uint8]"
    """How many probes of each text every text that holds it has among its keys."""
    bands: "Spool"
    """32 bits for each band of each sketch: of each chunk, BANDS arrays, one after the other."""
    keys: "Spool"
    """The keys of each text, value << 32 | row << 1 | whether it is a probe, each chunk sorted."""
    bounds: "list[U32]"
    """Where each of the PARTS of the keys' range begins in each chunk, and where the last ends."""

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.ids)

    def band(self, number: int) -> "U32":
        """Return a band of every sketch."""
        import numpy as np

        parts = [b""]
        for offset, length in self.bands.chunks:
            width = length // BANDS
            parts.append(self.bands.read(offset + number * width, width))
        return np.frombuffer(b"".join(parts), "<u4")

    def postings(self, first: int, last: int) -> "U64":
        """Return the keys of parts `first` to `last` of their range, which has PARTS, sorted."""
        import numpy as np

        parts = [b""]
        for (offset, _), bounds in zip(self.keys.chunks, self.bounds, strict=True):
            parts.append(self.keys.read(offset + 8 * int(bounds[first]), 8 * int(bounds[last] - bounds[first])))
        found = np.frombuffer(bytearray().join(parts), "<u8")
        found.sort()
        return found

    def close(self) -> None:
        """Give back the disk."""
        self.bands.close()
        self.keys.close()


class Spool:
    """Bytes written once, in chunks: in memory up to a limit, in an unnamed file past it."""

    def __init__(self, memory: int, scratch: Path | None) -> None:
        """Keep up to `memory` bytes in memory; a file would lie under `scratch`, or where temporary files lie."""
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by close()
            max_size=memory, dir=None if scratch is None else str(scratch)
        )
        self.size = 0
        self.chunks: list[tuple[int, int]] = []
        """Offset and length of each chunk, in bytes."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, data: bytes) -> None:
        """Write a chunk."""
        self._file.write(data)
        self.chunks.append((self.size, len(data)))
        self.size += len(data)

    def read(self, offset: int, length: int) -> bytes:
        """Return some bytes that were written."""
        self._file.seek(offset)
        return self._file.read(length)

    def close(self) -> None:
        """Give back the disk."""
        self._file.close()


def take_in(entries: Iterable[Entry], sizes: Sizes, memory: int, scratch: Path | None = None) -> Corpus:
    """Read entries into columns; the spools use up to `memory` bytes together, then files under `scratch`.

    Raises UsageError for a signature of shingles of other sizes.
    """
    with ExitStack() as closing:
        bands, keys = (closing.enter_context(Spool(memory // 2, scratch)) for _ in range(2))
        corpus = _fill(entries, sizes, bands, keys)
        closing.pop_all()
    return corpus


def _fill(entries: Iterable[Entry], sizes: Sizes, bands: "Spool", keys: "Spool") -> Corpus:
    import numpy as np

    ids: list[str] = []
    bounds: list[U32] = []
    edges = np.append(np.arange(PARTS, dtype=np.uint64) << np.uint64(64 - PARTS.bit_length() + 1), ~np.uint64(0))
    ranks, lengths, exact, low, probes = (bytearray() for _ in range(5))  # they grow in place
    for chunk in _chunks(entries):
        signatures = [entry.signature for entry in chunk]
        if unlike := {one.sizes for one in signatures} - {sizes}:
            raise UsageError(f"signatures of shingles of {unlike.pop()}, asked for are {sizes}: sign the texts anew")
        packed = _keys([one.sample for one in signatures], len(ids))
        probes += _sure_probes(packed, len(ids), len(chunk)).tobytes()
        packed.sort()
        keys.add(packed.tobytes())
        bounds.append(np.searchsorted(packed, edges).astype(np.uint32))
        ids += [entry.id for entry in chunk]
        ranks += np.array([entry.rank for entry in chunk], "<i8").tobytes()
        lengths += np.array([one.length for one in signatures], "<u4").tobytes()
        exact += b"".join([one.exact for one in signatures])
        sketches = np.frombuffer(b"".join([one.sketch for one in signatures]), "<u4").reshape(-1, SLOTS)
        low += nibbles(sketches).tobytes()
        bands.add(_bands(sketches).tobytes())
    return Corpus(
        ids, np.frombuffer(ranks, "<i8"), np.frombuffer(lengths, "<u4"), np.frombuffer(exact, "<u8").reshape(-1, 2),
        np.frombuffer(low, "<u8").reshape(-1, SLOTS // 16), np.frombuffer(probes, np.uint8), bands, keys, bounds,
    )  # fmt: skip


def _chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    iterator = iter(entries)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


def _bands(sketches: "U32") -> "U32":
    """Return 32 bits for each band of some sketches, shape (BANDS, sketches)."""
    import numpy as np

    columns = np.ascontiguousarray(sketches[:, : BANDS * ROWS].T).reshape(BANDS, ROWS, -1)
    first, second, third = map(np.uint32, (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D))  # primes of xxHash
    mixed = columns[:, 0] * first
    mixed ^= mixed >> np.uint32(15)
    mixed += columns[:, 1] * second
    mixed ^= mixed >> np.uint32(13)
    mixed += columns[:, 2] * third
    return mixed


def _keys(samples: list[bytes], row: int) -> "U64":
    """Return the keys of some texts, the first of which is at `row`."""
    import numpy as np

    values = np.frombuffer(b"".join(samples), "<u4")
    sizes = np.array([len(sample) // 4 for sample in samples])
    ends = np.cumsum(sizes)
    kept = values < KEYS_BELOW
    is_probe = np.zeros(len(values), np.uint64)
    for rank in range(KEYS):
        places = (ends - sizes + rank)[sizes > rank]
        kept[places] = True
        if rank < PROBES:
            is_probe[places] = 1
    rows = np.repeat(np.arange(row, row + len(samples), dtype=np.uint64) << np.uint64(1), sizes)
    return values[kept].astype(np.uint64) << np.uint64(32) | rows[kept] | is_probe[kept]


def _sure_probes(packed: "U64", row: int, count: int) -> "npt.NDArray[np.uint8]":
    """Return how many probes below KEYS_BELOW each of `count` texts has, the first of which is at `row`."""
    import numpy as np

    sure = (packed & np.uint64(1) == 1) & (packed >> np.uint64(32) < KEYS_BELOW)
    rows = (packed[sure] & np.uint64(0xFFFFFFFF)) >> np.uint64(1)
    return np.bincount((rows - np.uint64(row)).astype(np.int64), minlength=count).astype(np.uint8)


def nibbles(sketches: "U32") -> "U64":
    """Return the lowest four bits of each sketch value, sixteen to a word."""
    import numpy as np

    low = sketches.astype(np.uint8) & np.uint8(15)
    return np.ascontiguousarray(low[:, ::2] | low[:, 1::2] << np.uint8(4)).view("<u8")


def estimate(one: "U64", other: "U64") -> "npt.NDArray[np.float64]":
    """Return the estimated Jaccard similarity of pairs of sketches, each of words of four-bit values.

    Unequal sketch values agree in four bits once in 16: b-bit minwise hashing (Li and König 2010,
    doi:10.1145/1772690.1772759).
    """
    import numpy as np

    unlike = one ^ other
    unlike |= unlike >> np.uint64(1)
    unlike |= unlike >> np.uint64(2)
    agree = SLOTS - np.bitwise_count(unlike & np.uint64(_LOWEST)).sum(axis=-1, dtype=np.int64)
    return np.asarray(np.clip((agree / SLOTS - 1 / 16) / (15 / 16), 0.0, 1.0))
