"""Pairs of rows that are worth comparing exactly: by equal bands of their sketches, and by shared samples."""

from typing import TYPE_CHECKING

from cleaner.dedup.corpus import Corpus
from cleaner.dedup.signature import SLOTS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U8 = npt.NDArray[np.uint8]
    U64 = npt.NDArray[np.uint64]
    I64 = npt.NDArray[np.int64]
    F64 = npt.NDArray[np.float64]

ROWS = 3
"""Sketch values of a band.  With the 42 bands that 128 slots give, a pair at Jaccard .5 is missed once in 270, at .4 once in
16, and unrelated texts (.02 and below) meet once in 3,000: 1 - (1 - j**3)**42 (Leskovec et al., Mining of Massive Datasets, 3.4)."""
_ALL_PAIRS = 8
"""A bucket up to this size gives all its pairs; in a larger one each row is tied to the bucket's first and to its neighbour, so
that a million near copies cost two million pairs, not half a trillion."""
_COMMON = 64
"""A sampled shingle in more groups of texts than this is boilerplate or idiom and ties nothing."""
_PROBES = 24
"""Of each sample, this many smallest values look for a text that contains it: so a long article costs no more than a short
one, and of a text that lies inside another by .5 or more, fewer than 1 in 4,000 is missed."""
_SLACK = 0.18
"""How far below the wanted similarity an estimate from SLOTS values may lie: four standard errors at .5."""


def unique_rows(corpus: Corpus) -> "tuple[I64, I64]":
    """Return the rows that stand for their equals, and for each row the one that stands for it.

    The best of the equals stands for them: by rank, then by id.  The first array is ordered by content, never by arrival.
    """
    import numpy as np

    exact = corpus.exact
    order = np.argsort(exact[:, 0], kind="stable")
    same = np.all(exact[order[1:]] == exact[order[:-1]], axis=1)
    firsts = np.flatnonzero(np.concatenate(([True], ~same))) if len(order) else order
    ends = np.append(firsts[1:], len(order))
    standing = order[firsts]
    for group in np.flatnonzero(ends - firsts > 1).tolist():
        rows = order[firsts[group] : ends[group]].tolist()
        standing[group] = min(rows, key=lambda row: (corpus.ranks[row], corpus.ids[row]))
    stands_for = np.empty(len(order), np.int64)
    stands_for[order] = np.repeat(standing, ends - firsts)
    return standing, stands_for


def near_pairs(corpus: Corpus, rows: "I64", least: float) -> "I64":
    """Return the pairs of `rows` that share a band and whose estimated Jaccard similarity may reach `least`.

    Positions in `rows`, shape (pairs, 2), the smaller first, sorted.
    """
    import numpy as np

    count = len(rows)
    low = corpus.low[rows]
    found = np.empty(0, np.int64)
    for start in range(0, SLOTS - ROWS + 1, ROWS):
        keys = np.unique(_bucket_pairs(_band(corpus.columns(start, start + ROWS)[:, rows]), count))
        keys = keys[~np.isin(keys, found, assume_unique=True)] if len(found) else keys
        left, right = np.divmod(keys, max(1, count))
        found = np.concatenate((found, keys[estimate(low, left, right) >= least - _SLACK]))
    return np.stack(np.divmod(np.sort(found), max(1, count)), axis=1)


def estimate(low: "U8", left: "I64", right: "I64") -> "F64":
    """Return the estimated Jaccard similarity of pairs of rows of `low`."""
    import numpy as np

    agree = np.empty(len(left), np.float64)
    for start in range(0, len(left), 1 << 16):
        part = slice(start, start + (1 << 16))
        agree[part] = np.count_nonzero(low[left[part]] == low[right[part]], axis=1) / low.shape[1]
    return agree


def _band(columns: "npt.NDArray[np.uint32]") -> "U64":
    """Return one 64-bit hash for each row of a band."""
    import numpy as np

    hashes = np.zeros(columns.shape[1], np.uint64)
    for column in columns:
        hashes ^= column
        hashes *= np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(29)
    return hashes


def _bucket_pairs(hashes: "U64", count: int) -> "I64":
    """Return i * count + j for the pairs i < j that a band's buckets give.

    Hash and position are sorted as one number: sorting numbers is several times faster than sorting positions by them.  What
    the position takes of the hash lets some unlike rows meet; their estimate parts them again.
    """
    import numpy as np

    bits = np.uint64(max(1, count - 1).bit_length())
    mask = (np.uint64(1) << bits) - np.uint64(1)
    packed = np.sort((hashes & ~mask) | np.arange(count, dtype=np.uint64))
    bucket = packed >> bits
    rows = (packed & mask).astype(np.int64)
    firsts, sizes = _runs(bucket)
    some = sizes > 1
    firsts, sizes = firsts[some], sizes[some]
    pairs = [np.empty(0, np.int64)]
    for step in range(1, _ALL_PAIRS):
        chosen = (sizes > step) & (sizes <= _ALL_PAIRS)
        left = _ranges(firsts[chosen], sizes[chosen] - step)
        pairs.append(rows[left] * count + rows[left + step])
    large = sizes > _ALL_PAIRS
    members = _ranges(firsts[large] + 1, sizes[large] - 1)
    heads = np.repeat(firsts[large], sizes[large] - 1)
    pairs += [rows[heads] * count + rows[members], rows[members - 1] * count + rows[members]]
    return np.concatenate(pairs)


def _runs(values: "U64") -> "tuple[I64, I64]":
    """Return where each run of equal values starts, and how long it is."""
    import numpy as np

    firsts = (
        np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))) if len(values) else np.empty(0, np.int64)
    )
    return firsts, np.diff(np.append(firsts, len(values)))


def _ranges(starts: "I64", lengths: "I64") -> "I64":
    """Return the concatenation of arange(start, start + length)."""
    import numpy as np

    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(total)


def sample_pairs(corpus: Corpus, chosen: "npt.NDArray[np.bool_]", least: float, memory: int) -> "I64":
    """Return the pairs of chosen rows of which one may lie inside the other by `least`: (inner, outer), shape (pairs, 2).

    The values are taken in as many passes over their range as fit in `memory` bytes.
    """
    import numpy as np

    count = len(corpus)
    passes = 1 + int(corpus.sizes.sum()) * 32 // memory
    found = [np.empty(0, np.int64)]
    for number in range(passes):
        bounds = (number << 32) // passes, ((number + 1) << 32) // passes
        packed, probes = _postings(corpus, chosen, bounds)
        found.append(_meetings(packed, probes, count))
    keys, hits = np.unique(np.concatenate(found), return_counts=True)
    inner, outer = np.divmod(keys, max(1, count))
    asked = np.minimum(corpus.sizes[inner], _PROBES)
    enough = (hits >= 2) & (hits >= (least - 2 * np.sqrt(least * (1 - least) / asked)) * asked)
    return np.stack((inner[enough], outer[enough]), axis=1)


def _postings(
    corpus: Corpus, chosen: "npt.NDArray[np.bool_]", bounds: tuple[int, int]
) -> "tuple[U64, npt.NDArray[np.bool_]]":
    """Return value << 32 | row, sorted, of the chosen rows' sampled values within bounds, and which of them are probes."""
    import numpy as np

    parts = [np.empty(0, np.uint64)]
    asks = [np.empty(0, bool)]
    for values, rows in corpus.sampled():
        starts, lengths = _runs(rows)
        is_probe = np.arange(len(rows)) - np.repeat(starts, lengths) < _PROBES
        inside = chosen[rows] & (values >= bounds[0]) & (values < bounds[1])
        parts.append((values[inside].astype(np.uint64) << np.uint64(32)) | rows[inside].astype(np.uint64))
        asks.append(is_probe[inside])
    packed, probes = np.concatenate(parts), np.concatenate(asks)
    order = np.argsort(packed, kind="stable")
    return packed[order], probes[order]


def _meetings(packed: "U64", probes: "npt.NDArray[np.bool_]", count: int) -> "I64":
    """Return inner * count + outer for each value of which inner's is a probe and that outer has too."""
    import numpy as np

    firsts, sizes = _runs(packed >> np.uint64(32))
    rows = (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)
    some = (sizes > 1) & (sizes <= _COMMON)
    firsts, sizes = firsts[some], sizes[some]
    found = [np.empty(0, np.int64)]
    for step in range(1, int(sizes.max(initial=1))):
        wide = sizes > step
        left = _ranges(firsts[wide], sizes[wide] - step)
        right = left + step
        found.append((rows[left] * count + rows[right])[probes[left]])
        found.append((rows[right] * count + rows[left])[probes[right]])
    return np.concatenate(found)
