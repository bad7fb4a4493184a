"""Pairs of signatures that are worth comparing exactly: equal bands of sketches, and shared samples."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U32 = npt.NDArray[np.uint32]
    U64 = npt.NDArray[np.uint64]
    I64 = npt.NDArray[np.int64]

ROWS = 3
"""Sketch values of a band.  With the 42 bands that 128 slots give, a pair at Jaccard .5 is missed once in 270, at .4 once in 16,
and unrelated texts (.02 and below) meet once in 3,000 (1 - (1 - j**3)**42; Leskovec et al., Mining of Massive Datasets, 3.4)."""
_ALL_PAIRS = 8
"""A bucket up to this size gives all its pairs; a larger one ties each member to its best-ranked and to its neighbour, so that
a million copies cost a million pairs."""
_COMMON = 64
"""A sampled shingle in more texts than this is boilerplate or idiom and ties nothing."""


def near_pairs(sketches: "U32") -> "I64":
    """Return the distinct pairs (i < j) of rows that share a band, as an array of shape (pairs, 2)."""
    import numpy as np

    count, slots = sketches.shape
    found = [np.empty(0, np.int64)]
    for start in range(0, slots - ROWS + 1, ROWS):
        found.append(np.unique(_bucket_pairs(_band(sketches[:, start : start + ROWS]), count)))
        if len(found) > 8:
            found = [np.unique(np.concatenate(found))]
    keys = np.unique(np.concatenate(found))
    return np.stack(np.divmod(keys, count), axis=1) if count else np.empty((0, 2), np.int64)


def _band(columns: "U32") -> "U64":
    """Return one 64-bit hash for each row of a band."""
    import numpy as np

    hashes = np.zeros(len(columns), np.uint64)
    for column in columns.T:
        hashes ^= column
        hashes *= np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(29)
    return hashes


def _bucket_pairs(hashes: "U64", count: int) -> "I64":
    """Return i * count + j for the pairs i < j that a band's buckets give."""
    import numpy as np

    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    is_first = np.ones(len(ordered), bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    firsts = np.flatnonzero(is_first)
    sizes = np.diff(np.append(firsts, len(ordered)))
    pairs = []
    for step in range(1, _ALL_PAIRS):
        starts = firsts[(sizes > step) & (sizes <= _ALL_PAIRS)]
        wide = sizes[(sizes > step) & (sizes <= _ALL_PAIRS)] - step
        left = _ranges(starts, wide)
        pairs.append(order[left] * count + order[left + step])
    large = sizes > _ALL_PAIRS
    members = _ranges(firsts[large] + 1, sizes[large] - 1)
    heads = np.repeat(firsts[large], sizes[large] - 1)
    pairs += [order[heads] * count + order[members], order[members - 1] * count + order[members]]
    return np.concatenate(pairs)


def _ranges(starts: "I64", lengths: "I64") -> "I64":
    """Return the concatenation of arange(start, start + length)."""
    import numpy as np

    total = int(lengths.sum())
    offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    return offsets.astype(np.int64) + np.arange(total)


def sample_pairs(samples: "list[U32]", least: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs i < j whose samples let one be contained in the other with a share of at least `least`."""
    import numpy as np

    if not samples:
        return
    count = len(samples)
    sizes = np.array([len(one) for one in samples])
    values = np.concatenate(samples)
    owners = np.repeat(np.arange(count), sizes)
    order = np.lexsort((owners, values))
    values, owners = values[order], owners[order]
    firsts = (
        np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))) if len(values) else np.empty(0, np.int64)
    )
    widths = np.diff(np.append(firsts, len(values)))
    keys = []
    for step in range(1, _COMMON):
        chosen = (widths > step) & (widths <= _COMMON)
        if not chosen.any():
            continue
        left = _ranges(firsts[chosen], widths[chosen] - step)
        keys.append(owners[left] * count + owners[left + step])
    if not keys:
        return
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    left, right = np.divmod(pairs, count)
    enough = (shared >= 2) & (shared >= least * np.minimum(sizes[left], sizes[right]))
    yield from zip(left[enough].tolist(), right[enough].tolist(), strict=True)
