"""The signatures of a collection as columns: what is needed often in memory, the sketches on disk once they are many."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from cleaner.dedup.model import Entry
from cleaner.dedup.signature import SLOTS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U8 = npt.NDArray[np.uint8]
    U32 = npt.NDArray[np.uint32]
    U64 = npt.NDArray[np.uint64]
    I64 = npt.NDArray[np.int64]

_CHUNK = 1 << 15
"""Entries taken in at a time."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The columns of a collection; row i is the i-th entry that came."""

    ids: list[str]
    ranks: "I64"
    lengths: "U32"
    exact: "U64"
    """Both halves of the exact hash, shape (rows, 2)."""
    low: "U8"
    """The lowest byte of each sketch value, shape (rows, SLOTS): enough to estimate a similarity (b-bit minwise hashing, Li
    and König 2010: unequal values agree in it once in 256)."""
    sketches: "Spool"
    """The sketches, each chunk with its slots as rows: SLOTS arrays of the chunk's length."""
    samples: "Spool"
    sizes: "U32"
    """How many values each sample has."""

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.ids)

    def columns(self, start: int, stop: int) -> "U32":
        """Return the slots from `start` to `stop` of every sketch, shape (stop - start, rows)."""
        import numpy as np

        parts = []
        for offset, length in self.sketches.chunks:
            rows = length // (4 * SLOTS)
            data = self.sketches.read(offset + 4 * rows * start, 4 * rows * (stop - start))
            parts.append(np.frombuffer(data, "<u4").reshape(stop - start, rows))
        return np.concatenate(parts, axis=1) if parts else np.empty((stop - start, 0), np.uint32)

    def sampled(self) -> "Iterator[tuple[U32, I64]]":
        """Yield the sampled values and the rows they belong to, chunk by chunk."""
        import numpy as np

        row = 0
        for offset, length in self.samples.chunks:
            rows = min(_CHUNK, len(self) - row)
            values = np.frombuffer(self.samples.read(offset, length), "<u4")
            yield values, np.repeat(np.arange(row, row + rows), self.sizes[row : row + rows])
            row += rows

    def close(self) -> None:
        """Give back the disk."""
        self.sketches.close()
        self.samples.close()


class Spool:
    """Bytes written once, in chunks: in memory up to a limit, in an unnamed file past it."""

    def __init__(self, memory: int, scratch: Path | None) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=memory, dir=scratch)  # noqa: SIM115 - closed by close()
        self._end = 0
        self.chunks: list[tuple[int, int]] = []
        """Offset and length of each chunk, in bytes."""

    def add(self, data: bytes) -> None:
        """Write a chunk."""
        self._file.write(data)
        self.chunks.append((self._end, len(data)))
        self._end += len(data)

    def read(self, offset: int, length: int) -> bytes:
        """Return some bytes that were written."""
        self._file.seek(offset)
        return self._file.read(length)

    def close(self) -> None:
        """Give back the disk."""
        self._file.close()


def take_in(entries: Iterable[Entry], memory: int, scratch: Path | None = None) -> Corpus:
    """Read entries into columns; sketches and samples use up to `memory` bytes together, then files under `scratch`."""
    import numpy as np

    sketches, samples = Spool(memory // 2, scratch), Spool(memory // 2, scratch)
    ids: list[str] = []
    ranks, lengths, exact, low, sizes = [], [], [], [], []
    iterator = iter(entries)
    while chunk := list(islice(iterator, _CHUNK)):
        signatures = [entry.signature for entry in chunk]
        ids += [entry.id for entry in chunk]
        ranks.append(np.array([entry.rank for entry in chunk], np.int64))
        lengths.append(np.array([one.length for one in signatures], np.uint32))
        exact.append(np.frombuffer(b"".join([one.exact for one in signatures]), "<u8").reshape(-1, 2))
        sketch = np.frombuffer(b"".join([one.sketch for one in signatures]), "<u4").reshape(-1, SLOTS)
        low.append(sketch.astype(np.uint8))
        sketches.add(np.ascontiguousarray(sketch.T).tobytes())
        sizes.append(np.array([len(one.sample) // 4 for one in signatures], np.uint32))
        samples.add(b"".join([one.sample for one in signatures]))
    if not ids:
        none = np.empty(0, np.int64)
        return Corpus([], none, none, none.reshape(0, 2), none.reshape(0, SLOTS), sketches, samples, none)
    columns = map(np.concatenate, (ranks, lengths, exact, low))
    return Corpus(ids, *columns, sketches, samples, np.concatenate(sizes))
