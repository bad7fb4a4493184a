"""Pairs of rows that are worth comparing exactly: by equal bands of their sketches, and by shared samples."""

from typing import TYPE_CHECKING

from cleaner.dedup.corpus import BANDS, PARTS, PROBES, Corpus, estimate

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U8 = npt.NDArray[np.uint8]
    U32 = npt.NDArray[np.uint32]
    U64 = npt.NDArray[np.uint64]
    I64 = npt.NDArray[np.int64]

_ALL_PAIRS = 8
"""A bucket up to this size gives all its pairs; in a larger one each row is tied to the bucket's first and to
its neighbour, so that a million near copies cost two million pairs, not half a trillion."""
_COMMON = 64
"""A sampled shingle in more groups of texts than this is boilerplate or idiom and ties nothing."""
_TINY = 3
"""Probes up to which one meeting is enough to compare; with more it takes two, which chance hardly gives."""
_WAITING = 1 << 22
"""Pairs found that wait to be told apart and estimated."""
_CACHED = 1 << 22
"""Bytes of keys looked at together, where memory allows more: about what the processor's caches hold."""
_SLACK = 0.18
"""How far below the wanted similarity an estimate from the sketches may lie: four standard errors."""


def unique_rows(corpus: Corpus) -> "tuple[I64, I64]":
    """Return the rows that stand for their equals, and for each row the one that stands for it.

    The best of the equals stands for them: by rank, then by id.  The first array is ordered by content, never
    by arrival.
    """
    import numpy as np

    exact = corpus.exact
    order = np.argsort(exact[:, 0], kind="stable")
    same = np.ones(max(0, len(order) - 1), bool)
    for half in exact.T:
        ordered = half[order]
        same &= ordered[1:] == ordered[:-1]
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

    Rows of the corpus, shape (pairs, 2), each pair once, in the order of `rows`.
    """
    import numpy as np

    found = np.empty(0, np.uint64)
    waiting: list[U64] = []
    places = np.zeros(len(corpus), np.uint64)
    places[rows] = np.arange(len(rows), dtype=np.uint64)
    chosen = np.zeros(len(corpus), bool)
    chosen[rows] = True
    for number in range(BANDS):
        packed = corpus.band(number).astype(np.uint64)
        packed <<= np.uint64(32)
        packed |= places
        waiting.append(_bucket_pairs(packed if len(rows) == len(corpus) else packed[chosen]))
        if number == BANDS - 1 or sum(map(len, waiting)) > _WAITING:
            keys, _ = distinct(np.concatenate([found, *waiting]))
            waiting = []
            found = keys[
                _may_reach(corpus, rows[keys >> np.uint64(32)], rows[keys & np.uint64(0xFFFFFFFF)], least - _SLACK)
            ]
    return np.stack((rows[found >> np.uint64(32)], rows[found & np.uint64(0xFFFFFFFF)]), axis=1)


def distinct(values: "U64") -> "tuple[U64, I64]":
    """Return the distinct values, sorted, and how often each was there; numpy's own is slower by half."""
    import numpy as np

    values.sort()
    firsts = np.flatnonzero(np.concatenate((np.ones(min(1, len(values)), bool), values[1:] != values[:-1])))
    return values[firsts], np.diff(np.append(firsts, len(values)))


def _may_reach(corpus: Corpus, left: "I64", right: "I64", least: float) -> "npt.NDArray[np.bool_]":
    """Whether the estimated similarity of each pair reaches `least`."""
    import numpy as np

    step = 1 << 16
    parts = [
        estimate(corpus.nibbles[left[at : at + step]], corpus.nibbles[right[at : at + step]]) >= least
        for at in range(0, len(left), step)
    ]
    return np.concatenate([np.empty(0, bool), *parts])


def _bucket_pairs(packed: "U64") -> "U64":
    """Return i << 32 | j for the pairs i < j of positions that a band's buckets give; sorts `packed`.

    That is hash << 32 | position: sorted as one number it is several times faster than positions by hash.
    """
    import numpy as np

    packed.sort()
    firsts, sizes = _runs(packed)
    rows = packed & np.uint64(0xFFFFFFFF)
    pairs = [np.empty(0, np.uint64)]
    for step in range(1, _ALL_PAIRS):
        chosen = (sizes > step) & (sizes <= _ALL_PAIRS)
        left = _ranges(firsts[chosen], sizes[chosen] - step)
        pairs.append(rows[left] << np.uint64(32) | rows[left + step])
    large = sizes > _ALL_PAIRS
    members = _ranges(firsts[large] + 1, sizes[large] - 1)
    heads = np.repeat(firsts[large], sizes[large] - 1)
    pairs += [rows[one] << np.uint64(32) | rows[members] for one in (heads, members - 1)]
    return np.concatenate(pairs)


def _runs(packed: "U64") -> "tuple[I64, I64]":
    """Return where each run of two or more numbers of equal upper halves starts, and how long it is."""
    import numpy as np

    again = np.flatnonzero((packed[1:] ^ packed[:-1]) <= np.uint64(0xFFFFFFFF))
    places = np.flatnonzero(np.diff(again, prepend=-2) != 1)
    return again[places], np.diff(places, append=len(again)) + 1


def _ranges(starts: "I64", lengths: "I64") -> "I64":
    """Return the concatenation of arange(start, start + length)."""
    import numpy as np

    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(total)


def sample_pairs(corpus: Corpus, chosen: "npt.NDArray[np.bool_]", least: float, memory: int) -> "I64":
    """Return the pairs of chosen rows of which one may lie inside the other by `least`.

    As (inner, outer), shape (pairs, 2).  The keys are taken part by part of their range, each well within
    `memory` bytes.
    """
    import numpy as np

    step = max(1, PARTS * min(memory // 6, _CACHED) // (1 + corpus.keys.size))
    pairs, hits = np.empty(0, np.uint64), np.empty(0, np.uint8)
    waiting: list[U64] = []
    for part in range(0, PARTS, step):
        waiting.append(_meetings(corpus.postings(part, min(PARTS, part + step)), chosen))
        if part + step >= PARTS or sum(map(len, waiting)) > _WAITING:
            pairs, hits = _added(pairs, hits, *distinct(np.concatenate(waiting)))
            waiting = []
    asked = corpus.probes[pairs >> np.uint64(32)]
    likely = (hits >= 2) | (asked <= _TINY)
    pairs, hits, asked = pairs[likely], hits[likely], asked[likely]
    table = np.arange(PROBES + 1)
    wanted = least * table - 2 * np.sqrt(least * (1 - least) * table)
    pairs = pairs[hits >= wanted[asked]]
    return np.stack((pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)), axis=1).astype(np.int64)


def _added(pairs: "U64", hits: "U8", more: "U64", more_hits: "I64") -> "tuple[U64, U8]":
    """Return two tallies as one; the pairs of each are distinct and sorted, their hits PROBES at most."""
    import numpy as np

    both = np.concatenate((pairs, more))
    order = np.argsort(both, kind="stable")
    both, times = both[order], np.concatenate((hits, more_hits.astype(np.uint8)))[order]
    firsts = np.flatnonzero(np.concatenate((np.ones(min(1, len(both)), bool), both[1:] != both[:-1])))
    return both[firsts], np.add.reduceat(times, firsts, dtype=np.uint8) if len(firsts) else times


def _meetings(postings: "U64", chosen: "npt.NDArray[np.bool_]") -> "U64":
    """Return inner << 32 | outer for each value that both have and that is a probe of inner's."""
    import numpy as np

    postings = postings[_ranges(*_runs(postings))]
    postings = postings[chosen[(postings & np.uint64(0xFFFFFFFF)) >> np.uint64(1)]]
    firsts, sizes = _runs(postings)
    firsts, sizes = firsts[sizes <= _COMMON], sizes[sizes <= _COMMON]
    rows = (postings & np.uint64(0xFFFFFFFF)) >> np.uint64(1)
    is_probe = postings & np.uint64(1) == 1
    found = [np.empty(0, np.uint64)]
    for step in range(1, int(sizes.max(initial=1))):
        wide = sizes > step
        left = _ranges(firsts[wide], sizes[wide] - step)
        for inner, outer in ((left, left + step), (left + step, left)):
            asks = is_probe[inner]
            found.append(rows[inner[asks]] << np.uint64(32) | rows[outer[asks]])
    return np.concatenate(found)
