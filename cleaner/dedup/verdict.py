"""What an index says of a record: the rules of the cluster engine, applied to what the index keeps of others."""

import struct
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal, Self

from cleaner.dedup.compare import WHOLE, by_place, figures, is_brief, is_short_version, tell_apart
from cleaner.dedup.judge import least_share
from cleaner.dedup.signature import SLOTS, Signature
from cleaner.dedup.store import Stored, Transaction, id_key
from cleaner.dedup.units import content
from cleaner.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U16 = npt.NDArray[np.uint16]

_KEYS = 12
"""Sampled values under which a record is found, at least; two versions at Jaccard .5 share eight of twelve."""
_KEYS_BELOW = 1 << 31
"""All sampled values below this are keys too (one shingle in 64), so that a long page is found by what it holds: of
articles of 600 Han in a digest of eight, all but one in 500; of those of 300, all but one in 13."""
_FEW = 16
"""A sample smaller than this is a short text's: bands of its sketch are keys as well."""
_BANDS = 20
_CANDIDATES = 32
"""Records compared with a new one, at most: those that share the most keys."""
_SAMPLE = 192
"""Sampled values kept of a record: all up to this many, else those below a half or a quarter of their range."""
_IDENTITY = 2
"""Keys that come first: of a record's id and of its exact hash."""
_LOW = bytes(byte & 15 for byte in range(256))
_HIGH = bytes((byte & 15) << 4 for byte in range(256))
"""To take the lowest four bits of a byte, as the lower and as the upper half of another."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the index says of a record."""

    kind: Literal["new", "exact", "near", "contained"]
    of: str = ""
    """The record it repeats or lies inside; its own id where it was itself added before."""
    similarity: float = 0.0
    """1 for exact; for near the estimated Jaccard similarity (standard error .05 at most); for contained the
    estimated share."""
    holds: tuple[str, ...] = ()
    """Records that lie inside this one."""

    @property
    def is_duplicate(self) -> bool:
        """Whether it repeats another record: exact or near."""
        return self.kind in {"exact", "near"}


class Judge:
    """The rules, applied to what is stored."""

    def __init__(self, stored: Transaction, settings: Settings) -> None:
        self._stored = stored
        self._settings = settings

    def judge(self, id_: str, text: str, signature: Signature, *, add: bool) -> Verdict:
        """Judge a record; `add`: and add it unless it is a duplicate."""
        exact = int.from_bytes(signature.exact[:8], "little")
        keys = _keys(id_, signature)
        found = self._stored.find(keys, _IDENTITY)
        for row in found.pop(0, ()):
            before = self._stored.row(row)
            if before is not None and before.id == id_:
                if before.exact == exact:
                    return Verdict("exact", id_, 1.0)
                if add:
                    self._stored.remove(row)
        for row in found.pop(1, ()):
            twin = self._stored.row(row)
            if twin is not None and twin.exact == exact:
                return Verdict("exact", twin.id, 1.0)
        mine = _stored(id_, text, signature, keys, self._settings)
        hits = Counter(chain.from_iterable(found.values()))
        verdict, is_collection = self._judge_likely(mine, hits) if hits else (Verdict("new"), False)
        if add and not verdict.is_duplicate:
            self._stored.add(mine._replace(is_collection=True) if is_collection else mine)
        return verdict

    def _judge_likely(self, mine: Stored, hits: Counter[int]) -> tuple[Verdict, bool]:
        """Return the verdict on a record that shares keys with others, and whether it is put together from them."""
        least = 2 if len(mine.sample) > 2 * 2 else 1
        likely = [row for row, count in hits.most_common(_CANDIDATES) if count >= least]
        found = [_Likeness.of(mine, other) for other in map(self._stored.row, likely) if other and other.id != mine.id]
        holds = [one for one in found if self._is_inside(one.theirs_in_mine, one.other, mine)]
        is_collection = _is_collection(mine, holds)
        parts = {one.other.id for one in holds} if is_collection else set()
        near = [one for one in found if one.other.id not in parts and self._is_near(mine, one)]
        held = tuple(one.other.id for one in holds)
        if near:
            best = max(near, key=lambda one: (one.jaccard, one.other.id))
            return Verdict("near", best.other.id, best.jaccard, held), is_collection
        inside = [one for one in found if self._is_inside(one.mine_in_theirs, mine, one.other)]
        if inside:
            best = max(inside, key=lambda one: (one.mine_in_theirs, one.other.id))
            return Verdict("contained", best.other.id, best.mine_in_theirs, held), is_collection
        return Verdict("new", holds=held), is_collection

    def _is_near(self, mine: Stored, one: "_Likeness") -> bool:
        """Whether two records are versions of one another."""
        if one.jaccard < self._settings.dedup_threshold:
            return False
        if one.other.is_collection and one.mine_in_theirs >= self._settings.dedup_contained > one.theirs_in_mine:
            return False
        if min(mine.columns, one.other.columns) >= self._settings.dedup_short:
            return not self._are_told_apart(mine, one.other)
        return is_short_version(mine.content, one.other.content)

    def _is_inside(self, share: float, inner: Stored, outer: Stored) -> bool:
        """Whether `inner` lies inside `outer`, which has this share of it."""
        return (
            share >= least_share(inner.columns, self._settings)
            and inner.columns < outer.columns
            and len(inner.sample) >= 2 * 4
            and not self._are_told_apart(inner, outer)
        )

    def _are_told_apart(self, one: Stored, two: Stored) -> bool:
        """Whether the numbers of two brief records say that they are two reports on one form."""
        brief = is_brief(max(one.columns, two.columns), self._settings)
        return brief and tell_apart(*(by_place(_figures(record, self._settings)) for record in (one, two)), brief=True)


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How alike a record and a stored one are, as estimated."""

    other: Stored
    jaccard: float
    mine_in_theirs: float
    theirs_in_mine: float

    @classmethod
    def of(cls, mine: Stored, other: Stored) -> Self:
        limit = max(mine.limit, other.limit)
        one, two = _sampled(mine, limit), _sampled(other, limit)
        shared = _shared(one, two)
        agree = _agreeing(mine.sketch, other.sketch) / SLOTS
        jaccard = max(0.0, (agree - 1 / 16) / (15 / 16))  # unequal values agree in four bits once in 16
        return cls(other, min(jaccard, 1.0), shared / max(1, len(one)), shared / max(1, len(two)))


def _is_collection(mine: Stored, holds: "list[_Likeness]") -> bool:
    """Whether other records, unlike each other, make up most of this one: as in the cluster engine, by samples."""
    import numpy as np

    if len(holds) < 2:
        return False
    limit = max(mine.limit, *(one.other.limit for one in holds))
    whole = _sampled(mine, limit)
    parts = sorted((_sampled(one.other, limit) for one in holds), key=len, reverse=True)
    main = parts[0]
    others = [part for part in parts[1:] if 2 * _shared(part, main) < len(part)]
    rest = np.setdiff1d(whole, main)
    covered = np.intersect1d(rest, np.concatenate([rest[:0], *others]))
    return len(rest) > 0 and 2 * len(covered) >= len(rest)


def _stored(id_: str, text: str, signature: Signature, keys: bytes, settings: Settings) -> Stored:
    """Return what is kept of a record; by bytes, for numpy takes longer to be called than to count."""
    values = memoryview(signature.sample).cast("I")
    limit = 0
    while limit < 2 and len(values) > _SAMPLE:
        limit += 1
        values = values[: bisect_left(values, 1 << (32 - limit))]
    even, odd = signature.sketch[::8].translate(_LOW), signature.sketch[4::8].translate(_HIGH)
    sketch = int.from_bytes(even, "little") | int.from_bytes(odd, "little")
    kept = ""
    if signature.length * WHOLE < settings.dedup_short:
        kept = content(text)
    elif is_brief(signature.length, settings):
        kept = " ".join(figures(content(text)))
    return Stored(
        id_, int.from_bytes(signature.exact[:8], "little"), signature.length, limit, False,
        sketch.to_bytes(SLOTS // 2, "little"), values.cast("B").cast("H")[1::2].tobytes(), kept, keys,
    )  # fmt: skip


def _figures(record: Stored, settings: Settings) -> list[str]:
    """Return the figures of a brief record."""
    return figures(record.content) if record.columns * WHOLE < settings.dedup_short else record.content.split()


def _keys(id_: str, signature: Signature) -> bytes:
    """Return the keys under which a record is found: unsigned, 32 bits each."""
    values = memoryview(signature.sample).cast("I")
    keys = struct.pack("<I", id_key(id_)) + signature.exact[4:8]
    keys += signature.sample[: 4 * max(_KEYS, min(_SAMPLE, bisect_left(values, _KEYS_BELOW)))]
    return keys if len(values) >= _FEW else keys + _bands(signature)


def _bands(signature: Signature) -> bytes:
    """Return 32 bits for each of some bands of a sketch."""
    import numpy as np

    bands = np.frombuffer(signature.sketch, "<u4")[: 3 * _BANDS].reshape(_BANDS, 3).astype(np.uint64)
    mixed = (bands * np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93], np.uint64)).sum(axis=1)
    return bytes((mixed >> np.uint64(32)).astype("<u4").data)


def _sampled(record: Stored, limit: int) -> "U16":
    """Return the kept sample below 2**32 >> limit."""
    import numpy as np

    values = np.frombuffer(record.sample, "<u2")
    return values[: values.searchsorted(1 << (16 - limit))] if limit else values


def _shared(one: "U16", two: "U16") -> int:
    """Return how many values of one sample another has; by sets, which for some hundred values are faster."""
    return sum(map(set(two.tolist()).__contains__, one.tolist()))


def _agreeing(sketch: bytes, other: bytes) -> int:
    """Return how many of the four-bit values agree."""
    unlike = int.from_bytes(sketch, "little") ^ int.from_bytes(other, "little")
    unlike |= unlike >> 1
    unlike |= unlike >> 2
    return SLOTS - (unlike & int.from_bytes(b"\x11" * (SLOTS // 2), "little")).bit_count()
