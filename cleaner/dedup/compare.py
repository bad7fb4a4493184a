"""Two texts compared exactly, by the sets of their shingles, by their numbers, and short ones by their characters."""

import re
import string
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cleaner.dedup.shingles import LONGEST, Sizes, hashes_of, shingle_set
from cleaner.dedup.units import content, stream_of
from cleaner.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U16 = npt.NDArray[np.uint16]
    U64 = npt.NDArray[np.uint64]

Fetch = Callable[[str], str]
"""Gives a text again, by its id, for exact comparison."""

Figures = dict[str, Counter[str]]
"""The numbers of a text: under "" all of them, and of a brief one under what is before and after each, too."""

_KEPT = 1 << 10
"""Texts whose numbers are kept: of most a dozen, some ten kilobytes."""
LINE = 60
"""Columns below which a text is a mere line: the same as another only where their contents are equal."""
IN_ORDER = 0.9
"""Least share of two short texts' characters that they have in common, in order.  A typo or two in a short
text break half of its shingles and keep this above .9; another sentence on the same pattern falls to .7."""
WHOLE = 2 / 3
"""Least share of a short text that another makes up which stands in it whole and so is a version of it: the rest was
cut from the one, or is a line of boilerplate beside the other."""

_NUMBER = re.compile(r"[0-9]+")
_FIGURE = re.compile(r"([^0-9]*)([0-9]+)([^0-9]*)")
_STAMP = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?", re.ASCII
)
"""2024-05-03 10:22 as a content has it."""
_POSTED = re.compile("(?:[布表新稿][时日][间期]|[布表新]于|发布|发表|更新)$")
_CREDIT = re.compile("来源|作者|编辑|浏览|阅读|点击|字号")
"""Such a time is the page's own where the one stands before it or the other behind, and no figure of a report."""
_COUNTED = re.compile("(?:阅读|浏览|点击|点赞|评论|转发|收藏)[量数]?$")
"""Stands before the number of a page's readers."""
_AROUND = 3
"""Characters before a number, and after it, that say where it stands."""
_NUMBERS = 3
"""Numbers of each text that the other lacks, from which they say that two longer texts are not versions."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts compared: their places in the collection, and counts of distinct shingles."""

    left: int
    right: int
    shared: int
    left_size: int
    right_size: int
    alike: bool = True
    """Whether their numbers, and of short texts their characters in order, let them be versions of one another."""

    @property
    def jaccard(self) -> float:
        """Return the Jaccard similarity of the two sets."""
        return self.shared / max(1, self.left_size + self.right_size - self.shared)

    @property
    def containment(self) -> float:
        """Return the share of the smaller set that the larger one has."""
        return self.shared / max(1, min(self.left_size, self.right_size))

    @property
    def inner(self) -> int:
        """Return the one with fewer shingles."""
        return self.left if self.left_size <= self.right_size else self.right

    @property
    def outer(self) -> int:
        """Return the one with more shingles."""
        return self.right if self.left_size <= self.right_size else self.left


class Texts:
    """The texts of a collection, fetched when compared; keeps the shingle sets last used, `memory` bytes of them."""

    def __init__(self, fetch: Fetch, ids: Sequence[str], settings: Settings, memory: int) -> None:
        self._fetch = fetch
        self._ids = ids
        self._settings = settings
        self._sizes = Sizes.of(settings)
        self._free = memory
        self._sets: OrderedDict[int, U64] = OrderedDict()
        self._figures: OrderedDict[tuple[int, bool], Figures] = OrderedDict()

    def shingles(self, row: int) -> "U64":
        """Return the sorted distinct shingle hashes of a text."""
        if row in self._sets:
            self._sets.move_to_end(row)
            return self._sets[row]
        found = shingle_set(self._fetch(self._ids[row]), self._sizes)
        self._free -= found.nbytes + 200
        while self._free < 0 and self._sets:
            _, dropped = self._sets.popitem(last=False)
            self._free += dropped.nbytes + 200
        self._sets[row] = found
        return found

    def ordered(self, row: int) -> tuple["U16", "U64"]:
        """Return the units of a text's content, and the hashes of its shingles, in order."""
        text = self._fetch(self._ids[row])
        return stream_of(text)[:-LONGEST], hashes_of(text, self._sizes)[0]

    def figures(self, row: int, *, brief: bool) -> Figures:
        """Return the numbers of a text, of a pair of `brief` ones by where they stand."""
        found = self._figures.pop((row, brief), None)
        if found is None:
            text = content(self._fetch(self._ids[row]))
            found = by_place(figures(text)) if brief else {"": numbers(text)}
            if len(self._figures) >= _KEPT:
                self._figures.popitem(last=False)
        self._figures[row, brief] = found
        return found

    def compare(self, left: int, right: int, length: int, least: float) -> Pair:
        """Compare two texts exactly, the shorter of `length` columns; where they share `least`, by all rules."""
        one, other = self.shingles(left), self.shingles(right)
        pair = Pair(left, right, overlap(one, other), len(one), len(other))
        if pair.jaccard < least:
            return pair
        if length < self._settings.dedup_short:
            alike = is_short_version(self._fetch(self._ids[left]), self._fetch(self._ids[right]))
        else:
            brief = is_brief(length, self._settings)
            alike = not tell_apart(self.figures(left, brief=brief), self.figures(right, brief=brief), brief=brief)
        return pair if alike else replace(pair, alike=False)


def overlap(one: "npt.NDArray[np.unsignedinteger[Any]]", other: "npt.NDArray[np.unsignedinteger[Any]]") -> int:
    """Return how many values two sorted sets share."""
    import numpy as np

    both = np.concatenate((one, other))
    both.sort(kind="stable")  # merges two sorted runs in linear time
    return int(np.count_nonzero(both[1:] == both[:-1]))


def is_short_version(text: str, other: str) -> bool:
    """Whether two short texts are versions: one is most of the other, or same numbers and characters, in order."""
    one, two = sorted((content(text), content(other)), key=len)
    if min(columns(one), columns(two)) < LINE:
        return one == two
    if len(one) >= WHOLE * len(two) and one in two:
        return True
    same_numbers = Counter(_NUMBER.findall(one)) == Counter(_NUMBER.findall(two))
    return same_numbers and 2 * in_order(one, two) >= IN_ORDER * (len(one) + len(two))


_BRIEF = 3


def is_brief(length: int, settings: Settings) -> bool:
    """Whether a text of `length` columns is a brief one, of up to three times dedup_short: a notice, a report."""
    return length < _BRIEF * settings.dedup_short


def numbers(text: str) -> "Counter[str]":
    """Return the numbers of a content, each as often as it stands there, but for what its edges may have cut."""
    return Counter(_NUMBER.findall(text.strip(string.digits)))


def figures(text: str) -> list[str]:
    """Return the numbers of a content in order, each between some characters of what is before and after it.

    What the edges may have cut is left out; "#" stands for a neighbouring number.
    """
    text = text.strip(string.digits)
    if not _NUMBER.search(text):
        return []
    parts = _NUMBER.split(text)
    without, at, found = "#".join(parts), -1, []
    for part, number in zip(parts, _NUMBER.findall(text), strict=False):  # there is one part more
        at += len(part) + 1
        found.append(without[max(0, at - _AROUND) : at] + number + without[at + 1 : at + 1 + _AROUND])
    return found


def by_place(found: Iterable[str]) -> Figures:
    """Return what `figures` found by where it stands, without what each site says of the page itself."""
    table: Figures = {"": Counter()}
    for figure in found:
        if parts := _FIGURE.fullmatch(figure):
            before, number, after = parts.groups()
            is_posted = _STAMP.fullmatch(number) and (_POSTED.search(before) or _CREDIT.match(after))
            if is_posted or _COUNTED.search(before):
                continue
            for place in ("", f"{before} ", f" {after}"):
                table.setdefault(place, Counter())[number] += 1
    return table


def tell_apart(one: Figures, two: Figures, *, brief: bool) -> bool:
    """Whether numbers tell that two texts are two reports on one form, of the weather, a court, a product.

    Each has numbers that the other lacks: of brief texts one, at a place that both texts have; of others some, and
    twice what they share.  What was cut, added or left over beside a repost gives numbers to one of the two, or to
    each at places of its own.
    """
    if brief:
        common = (one.keys() & two.keys()) - {""}
        return _differ(one[""], two[""]) and any(_differ(one[place], two[place]) for place in common)
    mine, theirs = one[""], two[""]
    apart = min((mine - theirs).total(), (theirs - mine).total())
    return apart >= _NUMBERS and apart > 2 * (mine & theirs).total()


def _differ(one: "Counter[str]", two: "Counter[str]") -> bool:
    """Whether each has a number that the other lacks."""
    return bool(one - two and two - one)


def columns(text: str) -> int:
    """Return the width of a content: East Asian characters take two columns and say as much as two letters or more."""
    return len(text) + sum(character >= "\u2e80" for character in text)


def in_order(one: str, two: str) -> int:
    """Return the length of the longest common subsequence (bit-parallel: Hyyrö 2004)."""
    places: dict[str, int] = {}
    for index, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << index
    full = (1 << len(one)) - 1
    row = full
    for character in two:
        matched = row & places.get(character, 0)
        row = (row + matched | row - matched) & full
    return len(one) - row.bit_count()
