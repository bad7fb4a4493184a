"""What an index compares texts by: of the hashes of each text's shingles the smallest, as many as the text needs.

As exact as a MinHash of so many slots, for similarity and for containment, at less than half its cost: nothing is
hashed again, and a short text is kept whole.  (Bottom-k sketches: Thorup 2013, doi:10.1145/2488608.2488655; a scale
for each text: Irber et al. 2022, doi:10.1101/2022.01.11.475838.)
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, Self

from cleaner.dedup.compare import overlap
from cleaner.dedup.shingles import DEFAULT, Sizes, batches, hashes_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U32 = npt.NDArray[np.uint32]
    U64 = npt.NDArray[np.uint64]

WANTED = 120
"""Values kept of a text, about: a similarity near .5 then has a standard error of .046."""
SCALES = 32, 64, 128
"""At least one shingle in so many is kept: in the first of these that gives no more than MOST, or in the last.  So a
long page says what it holds."""
MOST = 192
_ALL = (1 << 32) - 1


class Bottom(NamedTuple):
    """The smallest hashes of a text's shingles."""

    exact: bytes
    """16 bytes, equal where the folded contents are."""
    length: int
    """Width of the content in columns: letters and digits count one, East Asian characters two."""
    reach: int
    """The upper halves of the hashes are kept that are below this."""
    values: bytes
    """They, distinct and sorted: unsigned, 32 bits each, little endian."""


def bottom(text: str, sizes: Sizes = DEFAULT) -> Bottom:
    """Return what an index keeps of a text's shingles."""
    hashes, exact, length = hashes_of(text, sizes)
    return Bottom(exact, length, *_smallest(hashes, length))


def bottom_all(texts: Iterable[str], sizes: Sizes = DEFAULT) -> Iterator[Bottom]:
    """Yield the same of texts, in order."""
    for batch in batches(texts, sizes):
        for exact, length, hashes in zip(batch.exact, batch.lengths, batch.each(), strict=True):
            yield Bottom(exact, length, *_smallest(hashes, length))


def _smallest(hashes: "U64", length: int) -> tuple[int, bytes]:
    """Return below what the upper halves of some hashes are kept, and them; none where `length` is 0."""
    import numpy as np

    if not length:
        return _ALL, b""
    for scale in SCALES:
        if len(hashes) <= MOST * scale:
            break
    reach = min(max((WANTED << 32) // len(hashes), (1 << 32) // scale), _ALL)
    lowest = hashes.compress(hashes < np.array(reach << 32, np.uint64))  # an array, which numpy takes faster
    lowest.sort()
    values = lowest.view("<u4")[1::2]
    repeats = values[1:] == values[:-1]
    if np.count_nonzero(repeats):
        values = values[np.concatenate(([True], ~repeats))]
    if 2 * len(values) < WANTED and reach < _ALL:  # a text that says the same again and again
        distinct = np.unique(hashes)
        if len(distinct) < len(hashes):
            return _smallest(distinct, length)
    return reach, values.tobytes()


class Likeness(NamedTuple):
    """How alike two texts are, as estimated from their smallest hashes."""

    jaccard: float
    mine_in_theirs: float
    theirs_in_mine: float
    seen: int
    """Values of the one that has fewer of them where both were kept."""

    @classmethod
    def of(cls, mine: bytes, my_reach: int, theirs: bytes, their_reach: int) -> Self:
        """Compare the values of two texts below the smaller reach."""
        reach = min(my_reach, their_reach)
        one, two = kept_below(mine, reach), kept_below(theirs, reach)
        shared = overlap(one, two)
        return cls(
            shared / max(1, len(one) + len(two) - shared),
            shared / max(1, len(one)),
            shared / max(1, len(two)),
            min(len(one), len(two)),
        )


def kept_below(values: bytes, reach: int) -> "U32":
    """Return those of a text's values that are below `reach`."""
    import numpy as np

    kept = np.frombuffer(values, "<u4")
    return kept[: kept.searchsorted(np.uint32(reach))]
