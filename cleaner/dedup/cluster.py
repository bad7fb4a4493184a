"""The engine: signed texts in, candidates by their signatures, every candidate compared exactly, clusters out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.dedup.candidates import distinct, near_pairs, sample_pairs, unique_rows
from cleaner.dedup.compare import Fetch, Pair, Texts, is_brief, overlap
from cleaner.dedup.corpus import Corpus, take_in
from cleaner.dedup.forest import Forest
from cleaner.dedup.forms import filled_in
from cleaner.dedup.judge import FLOOR, Deduplication, Findings, is_held, judge
from cleaner.dedup.model import Entries, Entry, parts_of, rank_of
from cleaner.dedup.shingles import Sizes
from cleaner.dedup.signature import sign_all
from cleaner.errors import UsageError
from cleaner.model import Record
from cleaner.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    I64 = npt.NDArray[np.int64]

_SLACK = 0.25
"""How far below the wanted containment a sample's estimate may lie and the pair still be compared."""
_REST = 0.05
"""Least share of a text that its largest part must leave for others to make a collection of it."""


def deduplicate(records: Iterable[Record | Mapping[str, Any]], settings: Settings | None = None) -> Deduplication:
    """Find the duplicates among records, or mappings with "id", "text" and optionally "metadata", held in memory.

    Raises UsageError for a record without id or text, and for an id that comes twice.
    """
    texts: dict[str, str] = {}
    metadata: dict[str, dict[str, Any]] = {}
    for number, record in enumerate(records):
        id_, text, about = parts_of(record, number)
        if id_ in texts:
            raise UsageError(f"record {number}: the id {id_!r} comes twice; ids tell duplicates apart")
        texts[id_] = text
        metadata[id_] = about
    signed = zip(texts, sign_all(texts.values(), settings), strict=True)
    entries = (Entry(id_, signature, rank_of(signature.length, metadata[id_])) for id_, signature in signed)
    return cluster(entries, texts.__getitem__, settings)


def cluster(
    entries: Iterable[Entry | Entries], fetch: Fetch, settings: Settings | None = None, scratch: Path | None = None
) -> Deduplication:
    """Cluster signed texts, one by one or packed; `fetch` gives the text of an id again to compare a pair exactly.

    Ids are unique.  Needs about 300 bytes a text beside dedup_memory; what is more goes to unnamed files under
    `scratch`.
    """
    settings = settings or Settings()
    corpus = take_in(entries, Sizes.of(settings), settings.dedup_memory // 32, scratch)
    try:
        return judge(_find(corpus, fetch, settings), settings)
    finally:
        corpus.close()


def _find(corpus: Corpus, fetch: Fetch, settings: Settings) -> Findings:
    """Look for candidates and compare each."""
    import numpy as np

    rows, stands_for = unique_rows(corpus)
    texts = Texts(fetch, corpus.ids, settings, settings.dedup_memory // 4)
    near = near_pairs(corpus, rows, FLOOR)
    pairs = {(pair.left, pair.right): pair for pair in _compare(near, texts, corpus, settings)}
    pairs |= {(pair.left, pair.right): pair for pair in _told_apart(pairs.values(), texts, corpus, settings)}
    groups = _groups(pairs.values())
    chosen = np.zeros(len(corpus), bool)
    chosen[rows] = True
    chosen[[row for row, head in groups.items() if row != head]] = False
    least = min(settings.dedup_contained - _SLACK, settings.dedup_threshold)
    held = sample_pairs(corpus, chosen, least, settings.dedup_memory // 4)
    todo = _without(_spread(held, groups), pairs)
    pairs |= {(pair.left, pair.right): pair for pair in _compare(todo, texts, corpus, settings)}
    found = tuple(pairs.values())
    collections = dict(_collections(found, texts, corpus, settings))
    return Findings(corpus.ids, corpus.ranks, corpus.lengths, stands_for, corpus.nibbles, found, collections, settings)


def _compare(candidates: "I64", texts: Texts, corpus: Corpus, settings: Settings) -> Iterator[Pair]:
    """Yield the candidates that share enough to be anything, with their exact counts.

    Rows of the corpus, shape (pairs, 2), those of one first row together.
    """
    import numpy as np

    firsts = np.flatnonzero(np.diff(candidates[:, 0], prepend=-1)).tolist()
    for begin, end in pairwise([*firsts, len(candidates)]):
        left, rights = int(candidates[begin, 0]), candidates[begin:end, 1].tolist()
        for at in range(0, len(rights), _TOGETHER):
            for right in hopeful(left, rights[at : at + _TOGETHER], texts, settings):
                length = int(min(corpus.lengths[left], corpus.lengths[right]))
                pair = texts.compare(min(left, right), max(left, right), length, FLOOR)
                if pair.jaccard >= FLOOR or is_held(pair, corpus.lengths, settings):
                    yield pair


def _told_apart(pairs: Iterable[Pair], texts: Texts, corpus: Corpus, settings: Settings) -> Iterator[Pair]:
    """Yield the pairs of brief texts that are two texts on one form, as no versions."""
    brief = [
        pair
        for pair in pairs
        if pair.alike and is_brief(int(max(corpus.lengths[pair.left], corpus.lengths[pair.right])), settings)
    ]
    for pair in filled_in(brief, texts.ordered, corpus.ids, Sizes.of(settings)):
        yield replace(pair, alike=False)


_TOGETHER = 256
"""Candidates of one text that are held together."""


def hopeful(left: int, rights: Sequence[int], texts: Texts, settings: Settings) -> Iterator[int]:
    """Yield those of a text's candidates that may share enough, by sixteen bits of each hash: never fewer than do.

    Where pages are made of the same phrases most candidates share too little, which this tells at a tenth of the cost.
    """
    import numpy as np

    one, others = texts.shingles(left), [texts.shingles(right) for right in rights]
    seen = np.zeros(1 << 16, bool)
    seen[one.astype(np.uint16)] = True
    sizes = np.array([len(other) for other in others])
    ends = np.cumsum(sizes)
    hits = np.zeros(ends[-1] + 1, np.int64)
    np.cumsum(seen.take(np.concatenate(others, dtype=np.uint16, casting="unsafe")), out=hits[1:])
    smaller = np.minimum(sizes, len(one))
    shared = np.minimum(hits[ends] - hits[ends - sizes], smaller)
    alike = shared / np.maximum(1, sizes + len(one) - shared) >= FLOOR
    held = shared / np.maximum(1, smaller) >= settings.dedup_contained  # no text is held by less: see `least_share`
    return (rights[place] for place in np.flatnonzero(alike | held).tolist())


_ALMOST = 0.95
"""Jaccard similarity from which one of a group of texts looks for containers for all of them."""
_SPREAD = 1000
"""Members of a group up to which each is compared with what contains its first; more are near copies, of which
enough is said."""


def _groups(pairs: Iterable[Pair]) -> dict[int, int]:
    """Return for each row that is almost the same as another a row that stands for the group."""
    forest = Forest()
    for pair in pairs:
        if pair.jaccard >= _ALMOST:
            forest.join(*sorted((forest.head(pair.left), forest.head(pair.right))))
    return forest.heads()


def _spread(held: "I64", groups: Mapping[int, int]) -> "I64":
    """Return each pair of groups as the pairs of their members, many to one and one to many; shape (pairs, 2)."""
    import numpy as np

    members: defaultdict[int, list[int]] = defaultdict(list)
    for row, head in groups.items():
        members[head].append(row)
    in_group = np.isin(held, list(members)).any(axis=1)
    spread = []
    for inner, outer in held[in_group].tolist():
        spread += [(row, outer) for row in members.get(inner, [inner])[:_SPREAD]]
        spread += [(inner, row) for row in members.get(outer, [outer])[:_SPREAD]]
    return np.concatenate((held[~in_group], np.array(spread, np.int64).reshape(-1, 2)))


def _without(candidates: "I64", known: Iterable[tuple[int, int]]) -> "I64":
    """Return some pairs of rows, the smaller first, each once and in order, without those that are known."""
    import numpy as np

    ends = np.sort(candidates.astype(np.uint64), axis=1)
    packed, _ = distinct(ends[:, 0] << np.uint64(32) | ends[:, 1])
    packed = packed[~np.isin(packed, np.array([one << 32 | other for one, other in known], np.uint64))]
    return np.stack((packed >> np.uint64(32), packed & np.uint64(0xFFFFFFFF)), axis=1).astype(np.int64)


def _collections(
    pairs: Iterable[Pair], texts: Texts, corpus: Corpus, settings: Settings
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the texts that are put together from others, each with its parts.

    Of what the largest part leaves, other parts unlike it must account for at least half: so a full article is
    no collection of its own cut copies, while a digest is one of its articles even where one of them makes up
    most of it.
    """
    import numpy as np

    inside: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if is_held(pair, corpus.lengths, settings):
            inside[pair.outer].append(pair)
    for outer, held in inside.items():
        if len(held) < 2 or all(pair.jaccard < FLOOR for pair in held):
            continue
        whole = texts.shingles(outer)
        largest = max(held, key=lambda pair: (pair.shared, corpus.ids[pair.inner]))
        main = texts.shingles(largest.inner)
        rest = np.setdiff1d(whole, main, assume_unique=True)
        others = [texts.shingles(pair.inner) for pair in held if pair is not largest]
        others = [other for other in others if 2 * overlap(other, main) < len(other)]
        covered = overlap(distinct(np.concatenate([rest[:0], *others]))[0], rest)
        if len(rest) >= _REST * len(whole) and 2 * covered >= len(rest):
            yield outer, tuple(pair.inner for pair in held)
