"""Pairs of rows that are worth comparing exactly: by equal bands of their sketches, and by shared samples."""

from typing import TYPE_CHECKING

from cleaner.dedup.corpus import BANDS, ENOUGH, PARTS, PROBES, Corpus, estimate

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
    order = np.argsort(exact[:, 0])  # of equals any may come first
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

    A pair of texts with full samples may be left to `sample_pairs`: see `ENOUGH`.
    Rows of the corpus, shape (pairs, 2), each pair once, in the order of `rows`.
    """
    import numpy as np

    found = np.empty(0, np.uint64)
    waiting: list[U64] = []
    places = np.zeros(len(corpus), np.uint64)
    places[rows] = np.arange(len(rows), dtype=np.uint64)
    chosen = np.zeros(len(corpus), bool)
    chosen[rows] = True
    few = corpus.few
    for number in range(BANDS):
        if number == ENOUGH:
            places, chosen = places[few], chosen[few]
        packed = corpus.band(number).astype(np.uint64)
        packed <<= np.uint64(32)
        packed |= places
        waiting.append(_bucket_pairs(packed if chosen.all() else packed[chosen]))
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
    firsts = _firsts(values)
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
    together, firsts, sizes = _together(_same(packed), _ALL_PAIRS)
    members = _ranges(firsts + 1, sizes - 1)
    together += [(firsts.repeat(sizes - 1), members), (members - 1, members)]
    return np.concatenate([packed[one] << np.uint64(32) | packed[two] & np.uint64(0xFFFFFFFF) for one, two in together])


def _same(packed: "U64") -> "npt.NDArray[np.bool_]":
    """Return whether each of some sorted numbers has the same upper half as the next."""
    import numpy as np

    same = np.zeros(len(packed), bool)
    np.less_equal(packed[1:] ^ packed[:-1], np.uint64(0xFFFFFFFF), out=same[:-1])
    return same


def _together(same: "npt.NDArray[np.bool_]", most: int) -> "tuple[list[tuple[I64, I64]], I64, I64]":
    """Return the places of all pairs within the groups of up to `most`, and where larger ones start, and their sizes.

    `same` says of each place whether its group goes on at the next.
    """
    import numpy as np

    left = np.flatnonzero(same)
    firsts, sizes = left[:0], left[:0]
    if (left[most - 1 :] - left[: max(0, len(left) - most + 1)] < most).any():
        places = np.flatnonzero(np.diff(left, prepend=-2) != 1)
        firsts, sizes = left[places], np.diff(places, append=len(left)) + 1
        large = sizes > most
        left = _ranges(firsts[~large], sizes[~large] - 1)
        firsts, sizes = firsts[large], sizes[large]
    pairs: list[tuple[I64, I64]] = []
    while len(left):
        pairs.append((left, left + len(pairs) + 1))
        left = left[same[pairs[-1][1]]]
    return pairs, firsts, sizes


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
    some = None if chosen.all() else chosen
    tally = np.empty(0, np.uint64), np.empty((0, 2), np.uint8)
    waiting: list[U64] = []
    for part in range(0, PARTS, step):
        waiting.append(_meetings(corpus.postings(part, min(PARTS, part + step)), some))
        if part + step >= PARTS or sum(map(len, waiting)) > _WAITING:
            tally = _added(*tally, *_tally(np.concatenate(waiting)))
            waiting = []
    pairs, hits = tally
    table = np.arange(PROBES + 1)
    wanted = least * table - 2 * np.sqrt(least * (1 - least) * table)
    ends = pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)
    found = []
    for (inner, outer), times in zip((ends, ends[::-1]), hits.T, strict=True):
        asked = corpus.probes[inner]
        likely = (times > 0) & ((times >= 2) | (asked <= _TINY)) & (times >= wanted[asked])
        found.append(np.stack((inner[likely], outer[likely]), axis=1))
    return np.concatenate(found).astype(np.int64)


def _tally(meetings: "U64") -> "tuple[U64, U8]":
    """Return the pairs that meet, sorted, as first << 32 | second, and how often a probe of each did."""
    import numpy as np

    meetings.sort()
    pairs = meetings >> np.uint64(2)
    firsts = _firsts(pairs)
    flags = meetings.astype(np.uint8)
    hits = np.stack((flags >> np.uint8(1) & np.uint8(1), flags & np.uint8(1)), axis=1)
    pairs = pairs[firsts]
    pairs += pairs & ~np.uint64(0x7FFFFFFF)  # from 31 bits to 32
    return pairs, np.add.reduceat(hits, firsts, dtype=np.uint8) if len(firsts) else hits


def _added(pairs: "U64", hits: "U8", more: "U64", more_hits: "U8") -> "tuple[U64, U8]":
    """Return two tallies as one; the pairs of each are distinct and sorted, their hits PROBES at most."""
    import numpy as np

    if not len(pairs):
        return more, more_hits
    both = np.concatenate((pairs, more))
    order = np.argsort(both, kind="stable")
    both, times = both[order], np.concatenate((hits, more_hits))[order]
    firsts = _firsts(both)
    return both[firsts], np.add.reduceat(times, firsts, dtype=np.uint8)


def _meetings(postings: "U64", chosen: "npt.NDArray[np.bool_] | None") -> "U64":
    """Return row << 33 | later row << 2 | two flags for each value that two chosen rows have and one asks for.

    The flags say whether it is a probe of the first's and of the second's.
    """
    import numpy as np

    same = _same(postings)
    if chosen is not None:
        members = same.copy()
        members[1:] |= same[:-1]
        postings = postings[members]
        postings = postings[chosen[(postings & np.uint64(0xFFFFFFFF)) >> np.uint64(1)]]
        same = _same(postings)
    found = [np.empty(0, np.uint64)]
    for left, right in _together(same, _COMMON)[0]:
        one, two = postings[left], postings[right] & np.uint64(0xFFFFFFFF)
        asked = (one | two) & np.uint64(1) == 1
        one, two = one[asked], two[asked]
        meeting = one >> np.uint64(1) << np.uint64(33)  # the value goes, the row stays
        meeting |= two >> np.uint64(1) << np.uint64(2)
        meeting |= (one & np.uint64(1)) << np.uint64(1) | two & np.uint64(1)
        found.append(meeting)
    return np.concatenate(found)


def _firsts(values: "U64") -> "I64":
    """Return where each of some sorted values stands first."""
    import numpy as np

    return np.flatnonzero(np.concatenate((np.ones(min(1, len(values)), bool), values[1:] != values[:-1])))
