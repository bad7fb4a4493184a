"""From verified pairs to clusters and containments."""

from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.dedup.model import Cluster, Contained, Deduplication, Duplicate
from cleaner.errors import SettingsError
from cleaner.settings import Settings

FLOOR = 0.3
"""Jaccard similarity under which pairs are not looked for; no threshold can be lower."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts compared exactly: positions in the total order, and counts of distinct shingles."""

    left: int
    right: int
    shared: int
    left_size: int
    right_size: int

    @property
    def jaccard(self) -> float:
        """Return the Jaccard similarity of the two sets."""
        return self.shared / max(1, self.left_size + self.right_size - self.shared)

    @property
    def containment(self) -> float:
        """Return the share of the smaller set that the larger one has."""
        return self.shared / max(1, min(self.left_size, self.right_size))


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found by comparing texts, from which any threshold can be judged."""

    ids: Sequence[str]
    """In the total order: an earlier one survives a later one."""
    arrival: Sequence[int]
    """Positions in `ids`, in the order in which the texts came."""
    lengths: Sequence[int]
    """Letters and digits of each text."""
    twins: Sequence[tuple[int, int]]
    """(copy, first) of equal contents."""
    pairs: Sequence[Pair]
    settings: Settings


def judge(findings: Findings, settings: Settings) -> Deduplication:
    """Cluster the texts at these settings' thresholds."""
    if settings.dedup_threshold < FLOOR:
        raise SettingsError(f"dedup_threshold is at least {FLOOR}: pairs less alike were not looked for")
    ids = findings.ids
    head = list(range(len(ids)))

    def root(index: int) -> int:
        while head[index] != index:
            head[index] = head[head[index]]
            index = head[index]
        return index

    ties: dict[int, tuple[float, int]] = {}
    for copy, first in findings.twins:
        head[copy] = first
        ties[copy] = (1.0, first)
    exact = {copy for copy, _ in findings.twins}
    for pair in sorted(findings.pairs, key=lambda pair: (-pair.jaccard, pair.left, pair.right)):
        if pair.jaccard < settings.dedup_threshold:
            break
        left, right = root(pair.left), root(pair.right)
        for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
            ties.setdefault(one, (pair.jaccard, other))
        if left != right:
            head[max(left, right)] = min(left, right)
    members: dict[int, list[Duplicate]] = {}
    for index in range(len(ids)):
        top = root(index)
        if top != index:
            similarity, other = ties[index]
            kind = "exact" if index in exact and _is_twin(findings, index, top) else "near"
            members.setdefault(top, []).append(Duplicate(ids[index], ids[top], kind, similarity, ids[other]))
    contained = [
        _contained(findings, pair)
        for pair in findings.pairs
        if pair.containment >= settings.dedup_contained and root(pair.left) != root(pair.right)
    ]
    kept = tuple(ids[index] for index in findings.arrival if root(index) == index)
    clusters = tuple(Cluster(ids[top], tuple(found)) for top, found in sorted(members.items()))
    return Deduplication(kept, clusters, tuple(contained), findings)


def _is_twin(findings: Findings, index: int, top: int) -> bool:
    first = dict(findings.twins)
    return first.get(index, index) == first.get(top, top)


def _contained(findings: Findings, pair: Pair) -> Contained:
    small, large = pair.left, pair.right
    if pair.left_size > pair.right_size:
        small, large = large, small
    return Contained(findings.ids[small], findings.ids[large], pair.containment)
