"""The engine: entries in, candidates by their signatures, every candidate compared exactly, clusters out."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cleaner.dedup.candidates import near_pairs, sample_pairs
from cleaner.dedup.judge import FLOOR, Findings, Pair, judge
from cleaner.dedup.model import Deduplication, Entry, rank_of
from cleaner.dedup.shingles import shingle_set
from cleaner.dedup.signature import SLOTS, sign_all
from cleaner.errors import UsageError
from cleaner.model import Record
from cleaner.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Fetch = Callable[[str], str]
"""Gives a text again, by its id, for exact comparison."""


def deduplicate(records: Iterable[Record | Mapping[str, Any]], settings: Settings | None = None) -> Deduplication:
    """Find the duplicates among records, or mappings with "id", "text" and optionally "metadata", held in memory.

    Raises UsageError for a record without id or text, and for an id that comes twice.
    """
    texts: dict[str, str] = {}
    metadata: dict[str, dict[str, Any]] = {}
    for number, record in enumerate(records):
        id_, text, about = _parts(record, number)
        if id_ in texts:
            raise UsageError(f"record {number}: the id {id_!r} comes twice; ids tell duplicates apart")
        texts[id_] = text
        metadata[id_] = about
    signed = zip(texts, sign_all(texts.values(), settings), strict=True)
    entries = (Entry(id_, signature, rank_of(signature.length, metadata[id_])) for id_, signature in signed)
    return cluster(entries, texts.__getitem__, settings)


def _parts(record: Record | Mapping[str, Any], number: int) -> tuple[str, str, dict[str, Any]]:
    """Return a record's id, text and metadata."""
    if isinstance(record, Record):
        return record.id, record.text, record.metadata
    if not isinstance(record, Mapping):
        raise UsageError(f"record {number}: a record is a cleaner.Record or a mapping, not {type(record).__name__}")
    for name in ("id", "text"):
        if not isinstance(record.get(name), str):
            raise UsageError(f"record {number}: needs {name!r}, a string")
    return record["id"], record["text"], record.get("metadata") or {}


def cluster(entries: Iterable[Entry], fetch: Fetch, settings: Settings | None = None) -> Deduplication:
    """Cluster signed texts; `fetch` gives the text of an id again where a pair is compared exactly."""
    import numpy as np

    settings = settings or Settings()
    came = list(entries)
    order = sorted(range(len(came)), key=lambda index: (came[index].rank, came[index].id))
    ranked = [came[index] for index in order]
    arrival = sorted(range(len(order)), key=order.__getitem__)
    firsts: dict[bytes, int] = {}
    twins = []
    for index, entry in enumerate(ranked):
        first = firsts.setdefault(entry.signature.exact, index)
        if first != index:
            twins.append((index, first))
    heads = np.array(list(firsts.values()), np.int64)
    sketches = np.frombuffer(b"".join(ranked[i].signature.sketch for i in heads), "<u4").reshape(-1, SLOTS)
    samples = [np.frombuffer(ranked[i].signature.sample, "<u4") for i in heads]
    near = near_pairs(sketches)
    agree = (sketches[near[:, 0]] == sketches[near[:, 1]]).mean(axis=1)
    candidates = set(map(tuple, near[agree >= FLOOR - 0.15].tolist()))
    candidates.update(sample_pairs(samples, settings.dedup_contained - 0.3))
    texts = _Texts(fetch, settings.dedup_memory // 4)
    pairs = list(_compare(sorted(candidates), [ranked[i].id for i in heads], heads.tolist(), texts))
    lengths = [entry.signature.length for entry in ranked]
    ids = [entry.id for entry in ranked]
    return judge(Findings(ids, arrival, lengths, twins, pairs, settings), settings)


def _compare(
    candidates: Iterable[tuple[int, int]], ids: list[str], heads: list[int], texts: "_Texts"
) -> Iterator[Pair]:
    """Yield the candidates that share enough to be anything, with their exact counts."""
    import numpy as np

    for left, right in candidates:
        one, other = texts.shingles(ids[left]), texts.shingles(ids[right])
        shared = len(one) + len(other) - len(np.union1d(one, other))
        pair = Pair(heads[left], heads[right], shared, len(one), len(other))
        if pair.jaccard >= FLOOR or pair.containment >= 0.5:
            yield pair


class _Texts:
    """The shingle sets last used, as many as fit in `memory` bytes."""

    def __init__(self, fetch: Fetch, memory: int) -> None:
        self._fetch = fetch
        self._free = memory
        self._sets: OrderedDict[str, npt.NDArray[np.uint64]] = OrderedDict()

    def shingles(self, id_: str) -> "npt.NDArray[np.uint64]":
        """Return the sorted distinct shingle hashes of a text."""
        if id_ in self._sets:
            self._sets.move_to_end(id_)
            return self._sets[id_]
        found = shingle_set(self._fetch(id_))
        self._free -= found.nbytes + 200
        while self._free < 0 and self._sets:
            _, dropped = self._sets.popitem(last=False)
            self._free += dropped.nbytes + 200
        self._sets[id_] = found
        return found
