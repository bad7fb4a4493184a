"""The signatures of a collection as columns: what is needed often in memory, what is read once in a spool on disk."""

import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from cleaner.dedup.columns import columns
from cleaner.dedup.model import Entries, Entry
from cleaner.dedup.shingles import Sizes
from cleaner.dedup.signature import SLOTS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U8 = npt.NDArray[np.uint8]
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
ENOUGH = BANDS // 2
"""Bands that a text with all PROBES is in.  Of pairs at Jaccard .4 they miss one in four, and of those the samples
miss one in 15,000.  They are for large families of near copies, whose samples are too common to tie anything."""
KEYS = 32
KEYS_BELOW = 1 << 31
"""A text is found by its KEYS smallest sampled values, and by all of them below this (one shingle in 64)."""

PARTS = 256
"""Parts of the range of sampled values, by their upper byte: as many as needed are looked at together."""

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
    probes: "U8"
    """How many probes of each text every text that holds it has among its keys."""
    bands: "Spool"
    """32 bits for each band of each sketch: of each chunk ENOUGH arrays, and in the next the others, of its `few`."""
    keys: "Spool"
    """The keys of each text, value << 32 | row << 1 | whether it is a probe, each chunk sorted."""
    bounds: "list[U32]"
    """Where each of the PARTS of the keys' range begins in each chunk, and where the last ends."""
    widths: list[tuple[int, int]]
    """Entries of each chunk, and how many of them are `few`."""

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.ids)

    @property
    def few(self) -> "npt.NDArray[np.bool_]":
        """Which texts are in more than ENOUGH bands, for their samples are small."""
        return self.probes < PROBES

    def band(self, number: int) -> "U32":
        """Return a band of every sketch, from ENOUGH on of the `few`."""
        import numpy as np

        rest, place = divmod(number, ENOUGH)
        parts = (
            self.bands.read(2 * chunk + rest, 4 * place * widths[rest], 4 * (place + 1) * widths[rest])
            for chunk, widths in enumerate(self.widths)
        )
        return np.frombuffer(b"".join(parts), "<u4")

    def postings(self, first: int, last: int) -> "U64":
        """Return the keys of parts `first` to `last` of their range, which has PARTS, sorted."""
        import numpy as np

        parts = (
            self.keys.read(chunk, 8 * int(bounds[first]), 8 * int(bounds[last]))
            for chunk, bounds in enumerate(self.bounds)
        )
        found = np.frombuffer(bytearray().join(parts), "<u8")
        found.sort()
        return found

    def close(self) -> None:
        """Give back the disk."""
        self.bands.close()
        self.keys.close()


class Spool:
    """Chunks of bytes, written once: the first in memory, up to a limit, what is more in an unnamed file."""

    def __init__(self, memory: int, scratch: Path | None) -> None:
        """Keep up to `memory` bytes in memory; a file would lie under `scratch`, or where temporary files lie."""
        self._free = memory
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by close()
            max_size=1, dir=None if scratch is None else str(scratch)
        )
        self._chunks: list[U8 | int] = []
        """Each chunk, or where it begins in the file."""
        self.size = 0
        """Bytes in all."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """Return how many chunks there are."""
        return len(self._chunks)

    def add(self, array: "U32 | U64") -> None:
        """Take a chunk: the bytes of an array, which is not written to any more."""
        import numpy as np

        data = array.reshape(-1).view(np.uint8)
        self.size += len(data)
        self._free -= len(data)
        if self._free >= 0:
            self._chunks.append(data)
        else:
            self._chunks.append(self._file.tell())
            self._file.write(data.data)

    def read(self, chunk: int, begin: int, end: int) -> bytes | memoryview:
        """Return some bytes of a chunk; all chunks are added before any is read."""
        data = self._chunks[chunk]
        if not isinstance(data, int):
            return data[begin:end].data
        self._file.seek(data + begin)
        return self._file.read(end - begin)

    def close(self) -> None:
        """Give back the memory and the disk."""
        self._chunks.clear()
        self._file.close()


def take_in(entries: Iterable[Entry | Entries], sizes: Sizes, memory: int, scratch: Path | None = None) -> Corpus:
    """Read entries into columns; the spools use up to `memory` bytes together, then files under `scratch`.

    Raises UsageError for a signature of shingles of other sizes, IndexFileError for a packed one of another version.
    """
    with ExitStack() as closing:
        bands, keys = (closing.enter_context(Spool(memory // 2, scratch)) for _ in range(2))
        corpus = _fill(entries, sizes, bands, keys)
        closing.pop_all()
    return corpus


def _fill(entries: Iterable[Entry | Entries], sizes: Sizes, bands: "Spool", keys: "Spool") -> Corpus:
    import numpy as np

    ids: list[str] = []
    bounds: list[U32] = []
    widths: list[tuple[int, int]] = []
    ranks, lengths, exact, low, probes = (bytearray() for _ in range(5))  # they grow in place
    for chunk in columns(entries, sizes):
        packed, sure = _keys(chunk.values, chunk.starts, chunk.counts, len(ids))
        probes += sure.tobytes()
        packed.sort()
        keys.add(packed)
        firsts = packed.searchsorted(np.arange(PARTS, dtype=np.uint64) << np.uint64(56))
        bounds.append(np.append(firsts, len(packed)).astype(np.uint32))
        ids += chunk.ids
        ranks += np.array(chunk.ranks, "<i8").tobytes()
        lengths += chunk.lengths.tobytes()
        exact += chunk.exact.tobytes()
        low += nibbles(chunk.sketches).tobytes()
        few = chunk.sketches[sure < PROBES]
        bands.add(_bands(chunk.sketches, 0, ENOUGH))
        bands.add(_bands(few, ENOUGH, BANDS))
        widths.append((len(chunk.ids), len(few)))
    return Corpus(
        ids, np.frombuffer(ranks, "<i8"), np.frombuffer(lengths, "<u4"), np.frombuffer(exact, "<u8").reshape(-1, 2),
        np.frombuffer(low, "<u8").reshape(-1, SLOTS // 16), np.frombuffer(probes, np.uint8),
        bands, keys, bounds, widths,
    )  # fmt: skip


def _bands(sketches: "U32", begin: int, end: int) -> "U32":
    """Return 32 bits for each band from `begin` to before `end` of some sketches, shape (bands, sketches)."""
    import numpy as np

    bands = sketches[:, begin * ROWS : end * ROWS].reshape(-1, end - begin, ROWS)
    first, second, third = map(np.uint32, (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D))  # primes of xxHash
    mixed = bands[:, :, 0] * first
    mixed ^= mixed >> np.uint32(15)
    mixed += bands[:, :, 1] * second
    mixed ^= mixed >> np.uint32(13)
    mixed += bands[:, :, 2] * third
    return np.ascontiguousarray(mixed.T)


def _keys(values: "U32", starts: "I64", sizes: "I64", row: int) -> "tuple[U64, npt.NDArray[np.uint8]]":
    """Return the keys of some texts, the first of which is at `row`, and how many sure probes each text has.

    A probe is sure where it is below KEYS_BELOW.  A sample is sorted, so a text's keys are the first of it.
    """
    import numpy as np

    below = _below(values, starts, sizes)
    counts = np.maximum(below, np.minimum(sizes, KEYS))
    ends = np.cumsum(counts)
    places = np.arange(ends[-1])
    places += (starts - ends + counts).repeat(counts)
    keys = values.take(places).astype(np.uint64)
    keys <<= np.uint64(32)
    probes = np.minimum(counts, PROBES)
    rows = np.arange(2 * row, 2 * (row + len(sizes)), dtype=np.uint32) ^ np.uint32(1)  # a probe's, then a mere key's
    keys |= rows.repeat(np.stack((probes, counts - probes), axis=1).ravel())
    return keys, np.minimum(below, PROBES).astype(np.uint8)


def _below(values: "U32", starts: "I64", sizes: "I64") -> "I64":
    """Return how many values of each sample are below KEYS_BELOW: a binary search in all of them at once."""
    import numpy as np

    low, high = np.zeros_like(sizes), sizes
    while (low < high).any():
        middle = (low + high) >> 1
        is_below = (values.take(starts + middle, mode="clip") < KEYS_BELOW) & (low < high)
        low, high = np.where(is_below, middle + 1, low), np.where(is_below, high, middle)
    return low


def nibbles(sketches: "U32") -> "U64":
    """Return the lowest four bits of each sketch value, sixteen to a word."""
    import numpy as np

    pairs = sketches.astype(np.uint8).view("<u2")
    return (pairs & np.uint16(0x0F) | pairs >> np.uint16(4) & np.uint16(0xF0)).astype(np.uint8).view("<u8")


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
