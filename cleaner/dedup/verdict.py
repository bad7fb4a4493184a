"""What an index says of a record: the rules of the cluster engine, applied to what the index keeps of others."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Literal

from cleaner.dedup.bottom import Bottom, Likeness, kept_below
from cleaner.dedup.compare import Pair, by_place, figures, is_brief, is_short_version, overlap, tell_apart
from cleaner.dedup.forms import LEAST, filled_in
from cleaner.dedup.judge import FLOOR, least_share
from cleaner.dedup.shingles import Sizes, hashes_of
from cleaner.dedup.store import Stored, Transaction
from cleaner.dedup.units import GAP, content, stream_of
from cleaner.settings import Settings

_CANDIDATES = 32
"""Records compared with a new one, at most: those that share the most keys."""
_FAMILY = 8
"""Texts of which a form is learned, about: the record itself and those most like it."""
_SEEN = 3
"""Values of the smaller text from which they say that it lies inside another."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the index says of a record."""

    kind: Literal["new", "exact", "near", "contained"]
    of: str = ""
    """The record it repeats or lies inside; its own id where it was itself added before."""
    similarity: float = 0.0
    """1 for exact; for near the estimated Jaccard similarity (standard error .05 at most; of a short text
    the exact one); for contained the estimated share."""
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

    def judge(self, id_: str, text: str, kept: Bottom, *, add: bool) -> Verdict:
        """Judge a record; `add`: and add it unless it is a duplicate."""
        exact = int.from_bytes(kept.exact[:8], "little")
        mine = Stored(id_, exact, kept.length, kept.reach, kept.values, "")
        keys = mine.keys()
        found = self._stored.find(keys)
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
        if is_brief(kept.length, self._settings):
            mine = mine._replace(content=content(text))
        verdict, is_collection = self._judge_likely(mine, found, add=add) if found else (Verdict("new"), False)
        if add and not verdict.is_duplicate:
            self._stored.add(mine._replace(is_collection=True) if is_collection else mine, keys)
        return verdict

    def _judge_likely(self, mine: Stored, rows: Mapping[int, Sequence[int]], *, add: bool) -> tuple[Verdict, bool]:
        """Return the verdict on a record that shares keys with others, and whether it is put together from them.

        `rows` are those under each of its keys; `add`: and keep the content of a version of a brief one.
        """
        found = self._likely(mine, rows)
        holds = [one for _, one, like in found if self._is_inside(like.theirs_in_mine, like.seen, one, mine)]
        is_collection = _is_collection(mine, holds)
        parts = {other.id for other in holds} if is_collection else set()
        near = [
            (like.jaccard, other.id, row)
            for row, other, like in found
            if other.id not in parts and self._is_near(mine, other, like)
        ]
        inside = [
            (like.mine_in_theirs, other.id, row)
            for row, other, like in found
            if self._is_inside(like.mine_in_theirs, like.seen, mine, other)
        ]
        if mine.content and (near or inside or holds):
            unlike = self._on_one_form(mine, found)
            near, inside = ([one for one in some if one[1] not in unlike] for some in (near, inside))
            holds = [other for other in holds if other.id not in unlike]
        held = tuple(other.id for other in holds)
        if near:
            similarity, name, row = max(near)
            if add and mine.content:
                self._stored.add_version(row, mine.content)
            return Verdict("near", name, similarity, held), is_collection
        if inside:
            similarity, name, _ = max(inside)
            return Verdict("contained", name, similarity, held), is_collection
        return Verdict("new", holds=held), is_collection

    def _likely(self, mine: Stored, rows: Mapping[int, Sequence[int]]) -> list[tuple[int, Stored, Likeness]]:
        """Return the records that share the most keys with one, each with its row and how alike they are."""
        hits = Counter(chain.from_iterable(rows.values()))
        least = 2 if len(mine.values) > 2 * 4 else 1
        likely = [row for row, count in hits.most_common(_CANDIDATES) if count >= least]
        records = zip(likely, map(self._stored.row, likely), strict=True)
        return [(row, other, _likeness(mine, other)) for row, other in records if other and other.id != mine.id]

    def _on_one_form(self, mine: Stored, found: Sequence[tuple[int, Stored, Likeness]]) -> set[str]:
        """Return the ids of those brief records that are on one form with this one, filled in otherwise.

        A form is learned of three texts and more: of the records most like it, and of the versions that were seen of
        them.  Where it is told from all of these it is told from those less like it, too.
        """
        likely = sorted(
            (
                (-like.jaccard, other.id, row, other)
                for row, other, like in found
                if like.jaccard >= FLOOR and other.content and not self._are_told_apart(mine, other)
            ),
            key=itemgetter(0, 1),
        )
        ids, texts, pairs = [mine.id], [mine.content], []
        for _, name, row, other in likely:
            if len(texts) >= _FAMILY:
                break
            at = len(texts)
            texts += (other.content, *self._stored.versions(row))
            ids += [name] * (len(texts) - at)
            pairs += [Pair(at * (of > at), of, 0, 0, 0) for of in range(at, len(texts))]
        if len(texts) < LEAST:
            return set()
        sizes = Sizes.of(self._settings)
        ordered = [(stream_of(text)[:-GAP], hashes_of(text, sizes)[0]) for text in texts]
        unlike = {ids[pair.right] for pair in filled_in(pairs, ordered.__getitem__, texts, sizes) if not pair.left}
        return {other.id for *_, other in likely} if unlike == {*ids[1:]} else unlike

    def _is_near(self, mine: Stored, other: Stored, like: Likeness) -> bool:
        """Whether two records are versions of one another."""
        if like.jaccard < self._settings.dedup_threshold:
            return False
        if other.is_collection and like.mine_in_theirs >= self._settings.dedup_contained > like.theirs_in_mine:
            return False
        if min(mine.columns, other.columns) >= self._settings.dedup_short:
            return not self._are_told_apart(mine, other)
        return is_short_version(mine.content, other.content)

    def _is_inside(self, share: float, seen: int, inner: Stored, outer: Stored) -> bool:
        """Whether `inner` lies inside `outer`, which has this share of it, as far as was `seen`."""
        return (
            share >= least_share(inner.columns, self._settings)
            and inner.columns < outer.columns
            and seen >= _SEEN
            and not self._are_told_apart(inner, outer)
        )

    def _are_told_apart(self, one: Stored, two: Stored) -> bool:
        """Whether the numbers of two brief records say that they are two reports on one form."""
        brief = is_brief(max(one.columns, two.columns), self._settings)
        return brief and tell_apart(*(by_place(figures(record.content)) for record in (one, two)), brief=True)


def _likeness(mine: Stored, other: Stored) -> Likeness:
    return Likeness.of(mine.values, mine.reach, other.values, other.reach)


def _is_collection(mine: Stored, holds: list[Stored]) -> bool:
    """Whether other records, unlike each other, make up most of this one: as in the cluster engine, by estimates."""
    import numpy as np

    if len(holds) < 2:
        return False
    reach = min(mine.reach, *(other.reach for other in holds))
    whole = kept_below(mine.values, reach)
    parts = sorted((kept_below(other.values, reach) for other in holds), key=len, reverse=True)
    main = parts[0]
    others = [part for part in parts[1:] if 2 * overlap(part, main) < len(part)]
    rest = np.setdiff1d(whole, main)
    covered = np.intersect1d(rest, np.concatenate([rest[:0], *others]))
    return len(rest) > 0 and 2 * len(covered) >= len(rest)
