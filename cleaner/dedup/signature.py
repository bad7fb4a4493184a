"""What is kept of a text to find its duplicates: an exact hash, a MinHash sketch, and a sample of its shingles."""

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Self

from cleaner.dedup.shingles import DEFAULT, Shingles, Sizes, batches, shingles
from cleaner.errors import IndexFileError
from cleaner.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cleaner.dedup.shingles import I64, U64

VERSION = 1
"""Changes with anything that changes a signature's bytes: the fold, the shingles, the hash, the sketch, the sample.

It stayed when texts came to be composed (`compose`) and radicals, fillers and the blanks of a page's source folded: a
signature made before, of a text with such characters, finds reposts no better than it did; all others are the same.
"""
SLOTS = 128
"""MinHash values of 32 bits: the estimate of a Jaccard similarity near .5 has a standard error of .044."""
SCALE = 32
"""One shingle in SCALE is in the sample (FracMinHash: Irber et al., 2022, doi:10.1101/2022.01.11.475838)."""
SEED = 1

_HEAD = struct.Struct("<BBBxII16s")
_SKETCH = struct.Struct(f"<{SLOTS}I")
FIXED = _HEAD.size + 4 * SLOTS
"""Bytes of a packed signature before its sample."""
LAYOUT = [("kind", "<u4"), ("length", "<u4"), ("sampled", "<u4"), ("exact", "<u8", 2), ("sketch", "<u4", SLOTS)]
"""They, as a numpy type."""
_NOTHING = b"\xff" * (4 * SLOTS), b""
"""The sketch and the sample of the empty set."""
_PORTION = 1 << 14
"""Hashes given to rensa at a time, unless one text has more: it copies them, to memory that is then at hand."""
_ROWS = 255
"""Texts up to which rensa works in the thread that calls it: one worker, one core."""


class Signature(NamedTuple):
    """A text's signature, about 500 bytes and 4 more for every 32 characters."""

    exact: bytes
    """16 bytes, equal where the folded contents are."""
    length: int
    """Width of the content in columns: letters and digits count one, East Asian characters two."""
    sketch: bytes
    """SLOTS unsigned 32-bit numbers, little endian: R-MinHash over the set of shingles."""
    sample: bytes
    """Of the shingle hashes below 2**64 / SCALE the distinct bits 27 to 58, sorted, unsigned, little endian."""

    sizes: Sizes = DEFAULT
    """Of the shingles it was made from; signatures of others do not compare."""

    def pack(self) -> bytes:
        """Return the signature as bytes, to be stored."""
        head = _HEAD.pack(VERSION, *self.sizes, self.length, len(self.sample), self.exact)
        return head + self.sketch + self.sample

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        """Return a stored signature; raises IndexFileError for one of another version."""
        version, han, other, length, sampled, exact = _HEAD.unpack_from(data)
        if version != VERSION:
            raise IndexFileError(f"a signature of version {version}, this is version {VERSION}: sign the texts again")
        sizes = DEFAULT if (han, other) == tuple(DEFAULT) else Sizes(han, other)
        return cls(exact, length, data[_HEAD.size : FIXED], data[FIXED : FIXED + sampled], sizes)


def kind_of(sizes: Sizes) -> int:
    """Return what a packed signature of shingles of these sizes begins with."""
    return int.from_bytes(bytes((VERSION, *sizes)), "little")


def sign(text: str, settings: Settings | None = None) -> Signature:
    """Return the signature of one text; many at once are signed several times faster by `sign_all`."""
    sizes = Sizes.of(settings)
    (one,) = _signatures(shingles([text], sizes), sizes)
    return one


def sign_all(texts: Iterable[str], settings: Settings | None = None) -> Iterator[Signature]:
    """Yield the signatures of texts, in order."""
    sizes = Sizes.of(settings)
    for batch in batches(texts, sizes):
        yield from _signatures(batch, sizes)


def _signatures(batch: Shingles, sizes: Sizes) -> Iterator[Signature]:
    parts = zip(batch.exact, batch.lengths, _sketches(batch), _samples(batch), strict=True)
    for exact, length, sketch, sample in parts:
        yield Signature(exact, length, *((sketch, sample) if length else _NOTHING), sizes)


def _sketches(batch: Shingles) -> list[bytes]:
    """Return the R-MinHash of each text (rensa; after Dahlgaard et al. 2017, Fast Similarity Sketching)."""
    from rensa import RMinHash

    digest = RMinHash.digest_matrix_from_flat_token_hashes
    end = len(batch.exact)
    if end == 1:
        return [_SKETCH.pack(*row) for row in digest(batch.hashes, batch.starts, SLOTS, SEED).to_rows()]
    bounds, sketches, first = batch.starts.tolist(), [], 0
    while first < end:
        begin = bounds[first]
        last = max(first + 1, min(first + _ROWS, bisect_right(bounds, begin + _PORTION) - 1))
        matrix = digest(batch.hashes[begin : bounds[last]], batch.starts[first : last + 1] - begin, SLOTS, SEED)
        sketches += [_SKETCH.pack(*row) for row in matrix.to_rows()]
        first = last
    return sketches


def _samples(batch: Shingles) -> list[bytes]:
    """Return the FracMinHash sample of each text."""
    import numpy as np

    limit, shift = _operands()
    below = _places(batch.hashes < limit)
    values = batch.hashes.take(below)
    values >>= shift
    if len(batch.exact) == 1:
        values.sort()
        return [_distinct(values).astype("<u4").tobytes()]
    texts = np.arange(len(batch.exact) + 1, dtype=np.uint64) << np.uint64(32)
    values |= texts[:-1].repeat(np.diff(below.searchsorted(batch.starts)))
    values.sort()
    packed = _distinct(values)
    data = packed.astype("<u4").tobytes()
    return [data[4 * start : 4 * end] for start, end in pairwise(packed.searchsorted(texts).tolist())]


def _places(mask: "npt.NDArray[np.bool_]") -> "I64":
    """Return where a mask is true that seldom is: eight values at a time, in half the time of nonzero."""
    import numpy as np

    end = len(mask) & -8
    eights = mask[:end].view(np.uint64)
    (hits,) = (eights != 0).nonzero()
    (places,) = eights.take(hits).view(np.bool_).nonzero()
    places = (hits.take(places >> 3) << 3) | (places & 7)
    return np.concatenate((places, mask[end:].nonzero()[0] + end))


@cache
def _operands() -> "tuple[U64, U64]":
    """Return the number below which hashes are sampled, and by how much they are shifted for the best mixed bits.

    They are arrays, which numpy takes faster than numbers.
    """
    import numpy as np

    return np.array((1 << 64) // SCALE, np.uint64), np.array(27, np.uint64)


def _distinct(values: "U64") -> "U64":
    """Return sorted values without repeats."""
    import numpy as np

    repeats = values[1:] == values[:-1]
    if not np.count_nonzero(repeats):
        return values
    return values[np.concatenate(([True], ~repeats))]
