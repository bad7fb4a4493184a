"""From verified pairs to clusters and containments: pure, so that another threshold costs no hashing.

Clusters grow along verified pairs, the most similar first.  Three things keep them from drifting.  A pair joins
two clusters only where their survivors, too, are alike by half the threshold, so a chain of small changes ends
where its last link has nothing to do with its first.  And a collection (a text most of which other, mutually
different texts account for) is no version of its parts, however large a part is.  Two survivors that were compared and
told apart, as two forms filled in are, are not joined by what both hold.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cleaner.dedup.compare import Pair, is_brief
from cleaner.dedup.corpus import estimate
from cleaner.dedup.forest import Forest
from cleaner.dedup.model import Cluster, Contained, Duplicate
from cleaner.errors import SettingsError
from cleaner.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

FLOOR = 0.3
"""Jaccard similarity under which pairs are not looked for; no threshold can be lower."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that comparing the texts has found.  Rows are numbered as they came."""

    ids: Sequence[str]
    ranks: "npt.NDArray[np.int64]"
    lengths: "npt.NDArray[np.uint32]"
    """Width of each content in columns."""
    stands_for: "npt.NDArray[np.int64]"
    """For each row the best row of equal content: itself, or the one it copies."""
    sketches: "npt.NDArray[np.uint64]"
    """Four bits of each sketch value: see `corpus.estimate`."""
    pairs: Sequence[Pair]
    """Verified pairs of rows that stand for themselves."""
    collections: Mapping[int, tuple[int, ...]]
    """The texts that are put together from others, and those parts."""
    settings: Settings

    def key(self, row: int) -> tuple[int, str]:
        """Return a row's place in the total order: the smaller survives."""
        return int(self.ranks[row]), self.ids[row]


@dataclass(frozen=True)
class Deduplication:
    """The outcome over a collection; ids only, no texts."""

    kept: tuple[str, ...]
    """Survivors and texts without duplicates, in the order they came."""
    clusters: tuple[Cluster, ...]
    contained: tuple[Contained, ...]
    findings: Findings = field(repr=False, compare=False)
    """Every verified pair with its counts, so that another threshold needs no hashing."""

    def at(self, threshold: float) -> "Deduplication":
        """Judge anew at another Jaccard threshold, from the same verified pairs.

        Raises SettingsError below the threshold under which pairs were not looked for (dedup_floor).
        """
        return judge(self.findings, replace(self.findings.settings, dedup_threshold=threshold))


def rows(deduplication: Deduplication) -> Iterator[dict[str, str | float]]:
    """Yield the lines of duplicates.jsonl: {"id", "duplicate_of", "kind", "similarity"}."""
    for cluster in deduplication.clusters:
        for one in cluster.duplicates:
            yield _row(one.id, one.duplicate_of, one.kind, one.similarity)
    for held in deduplication.contained:
        yield _row(held.id, held.inside, "contained", held.similarity)


def _row(id_: str, other: str, kind: str, similarity: float) -> dict[str, str | float]:
    return {"id": id_, "duplicate_of": other, "kind": kind, "similarity": round(similarity, 4)}


def judge(findings: Findings, settings: Settings) -> Deduplication:
    """Cluster the texts at these settings' thresholds."""
    if settings.dedup_threshold < FLOOR:
        raise SettingsError(f"dedup_threshold is at least {FLOOR}: pairs less alike were not looked for")
    near = _near(findings, settings)
    survivor = _grow(findings, near, settings.dedup_threshold)
    clusters = _clusters(findings, near, survivor)
    left_out = {one.id for cluster in clusters for one in cluster.duplicates}
    kept = tuple(id_ for id_ in findings.ids if id_ not in left_out)
    contained = tuple(_contained(findings, survivor, settings))
    return Deduplication(kept, clusters, contained, findings)


def _near(findings: Findings, settings: Settings) -> list[Pair]:
    """Return the pairs that tie, the most similar first, then by the total order."""
    by_row: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for pair in findings.pairs:
        if pair.left in findings.collections or pair.right in findings.collections:
            by_row[pair.left][pair.right] = by_row[pair.right][pair.left] = pair.jaccard
    for pair in findings.pairs:
        for row, other in ((pair.left, pair.right), (pair.right, pair.left)):
            if row in by_row:
                by_row[row][other] = pair.jaccard

    def is_part(pair: Pair) -> bool:
        for whole, other in ((pair.left, pair.right), (pair.right, pair.left)):
            parts = findings.collections.get(whole, ())
            if other in parts or any(by_row[other].get(part, 0.0) > pair.jaccard for part in parts):
                return True
        return False

    near = [
        pair for pair in findings.pairs if pair.alike and pair.jaccard >= settings.dedup_threshold and not is_part(pair)
    ]
    return sorted(near, key=lambda pair: (-pair.jaccard, *sorted((findings.key(pair.left), findings.key(pair.right)))))


def _grow(findings: Findings, near: Iterable[Pair], threshold: float) -> dict[int, int]:
    """Return the survivor's row of every row that the pairs tie."""
    forest = Forest()
    told_apart = _told_apart(findings)
    for pair in near:
        one, other = sorted((forest.head(pair.left), forest.head(pair.right)), key=findings.key)
        if (one, other) in told_apart:
            continue
        verified = {one, other} == {pair.left, pair.right}
        if verified or estimate(findings.sketches[one], findings.sketches[other]) >= threshold / 2:
            forest.join(one, other)
    return forest.heads()


def _told_apart(findings: Findings) -> set[tuple[int, int]]:
    """Return the rows that were compared and are no versions of one another, both ways round."""
    unlike = [(pair.left, pair.right) for pair in findings.pairs if not pair.alike]
    return {*unlike, *((right, left) for left, right in unlike)}


def _clusters(findings: Findings, near: Iterable[Pair], survivor: Mapping[int, int]) -> tuple[Cluster, ...]:
    """Write down who survives whom, with the pair that says so."""
    import numpy as np

    ties: dict[int, tuple[float, int]] = {}
    for pair in near:
        for row, other in ((pair.left, pair.right), (pair.right, pair.left)):
            if survivor[row] == survivor[other] and (row not in ties or survivor[row] == other):
                ties[row] = (pair.jaccard, other)
    found: defaultdict[int, list[Duplicate]] = defaultdict(list)
    ids = findings.ids
    for row, top in survivor.items():
        if row != top:
            similarity, other = ties[row]
            found[top].append(Duplicate(ids[row], ids[top], "near", similarity, ids[other]))
    for copy in np.flatnonzero(findings.stands_for != np.arange(len(ids))).tolist():
        first = int(findings.stands_for[copy])
        top = survivor.get(first, first)
        similarity, other = (1.0, top) if first == top else ties[first]
        found[top].append(Duplicate(ids[copy], ids[top], "exact" if first == top else "near", similarity, ids[other]))
    ordered = sorted(found.items(), key=lambda item: findings.key(item[0]))
    return tuple(Cluster(ids[top], tuple(sorted(some, key=lambda one: one.id))) for top, some in ordered)


def _contained(findings: Findings, survivor: Mapping[int, int], settings: Settings) -> Iterable[Contained]:
    """Yield who lies inside whom: the pairs, and the copies of the inner text.

    Not where what survives of two brief ones is told apart: one filled in form does not lie inside another.
    """
    import numpy as np

    copies: defaultdict[int, list[int]] = defaultdict(list)
    for copy in np.flatnonzero(findings.stands_for != np.arange(len(findings.ids))).tolist():
        copies[int(findings.stands_for[copy])].append(copy)
    told_apart = _told_apart(findings)
    for pair in sorted(findings.pairs, key=lambda pair: (findings.key(pair.outer), findings.key(pair.inner))):
        one, other = survivor.get(pair.left, pair.left), survivor.get(pair.right, pair.right)
        on_one_form = (one, other) in told_apart and is_brief(int(findings.lengths[pair.outer]), settings)
        if one != other and not on_one_form and is_held(pair, findings.lengths, settings):
            for inner in (pair.inner, *copies[pair.inner]):
                yield Contained(findings.ids[inner], findings.ids[pair.outer], pair.containment)


def is_held(pair: Pair, lengths: "npt.NDArray[np.uint32]", settings: Settings) -> bool:
    """Whether the smaller text of a pair lies inside the larger."""
    return (
        pair.alike
        and pair.left_size != pair.right_size
        and pair.containment >= least_share(int(min(lengths[pair.left], lengths[pair.right])), settings)
    )


_MOST = 0.8
"""Least share of a brief text: two thirds of it in another may be quoted."""


def least_share(length: int, settings: Settings) -> float:
    """Return the share of a text of `length` columns that another must have to contain it; above 1 for a short text."""
    if length < settings.dedup_short:
        return 2.0
    return max(settings.dedup_contained, _MOST) if is_brief(length, settings) else settings.dedup_contained
