"""What recurs across the pages of one site: lines of its texts, blocks of its pages."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple, Self

from cleaner.fold import fold

SHARE = 0.2
"""A line is the site's own that stands on this share of its pages (measured on Chinese news: 5 to 10 points of F1)."""

LEAST = 3
"""... and on so many pages at least: two pages may well share a quotation."""

LEAST_BLOCK = 2
"""Pages for a block: that the same words stand in the same place of the layout is no chance."""

SAME = 0.5
"""Share of a page's running text that another has too, from which both are the same article, and count once."""

MOST_PAGES = 200
"""Pages whose blocks are compared with each other: a domain may have thousands of hosts."""

_NUMBER = re.compile(r"\d+")
_SENTENCE = re.compile(r"[^\W\d_][.!?。…][\"')\]」』”’]*\Z")
"""How a line ends that is a sentence."""
_LONGEST = 300
"""Longer lines are not kept: they are texts."""


class Sample(NamedTuple):
    """What is learned from of one page."""

    host: str
    text: str
    """Its visible text."""
    blocks: Sequence[tuple[int, int]] = ()
    """Of its blocks: the key of words and place, and the weight of the running text in it, 0 for other than that."""


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """Lines and blocks that recur over a site's pages, by their hashes."""

    pages: int = 0
    lines: frozenset[int] = frozenset()
    """By `line_key`."""
    blocks: frozenset[int] = frozenset()
    """By `block_key`."""

    @classmethod
    def learn(cls, texts: Iterable[str], blocks: Iterable[Sequence[tuple[int, int]]] = ()) -> Self:
        """Learn from some pages of one site: their visible texts, and the blocks of those that are HTML.

        A text that came twice counts once, and so do the blocks of two pages with one article.
        """
        counts: Counter[int] = Counter()
        pages = 0
        for text in dict.fromkeys(texts):
            pages += 1
            lines = (line.strip() for line in re.split(r"[\n\t]", text))
            counts.update({line_key(line) for line in lines if 2 <= len(line) <= _LONGEST})
        least = max(LEAST, SHARE * pages)
        return cls(pages, frozenset(key for key, count in counts.items() if count >= least), _recurring(blocks))

    def knows(self, line: str) -> bool:
        """Whether a line is one of those that recur."""
        return bool(self.lines) and len(line) <= _LONGEST and line_key(line) in self.lines

    def as_row(self) -> list[Any]:
        """Return it as lists and numbers, in order, for a file."""
        return [self.pages, sorted(self.lines), sorted(self.blocks)]

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Self:
        """Return the profile that `as_row` wrote."""
        pages, lines, *blocks = row
        return cls(pages, frozenset(lines), frozenset(blocks[0] if blocks else ()))


def learn_sites(samples: Iterable[Sample]) -> Mapping[str, SiteProfile]:
    """Return the profile of each host, and that of each domain from the pages of all its hosts.

    Sections of a site, each on a host of its own, have their layout in common.
    """
    found: dict[str, list[Sample]] = {}
    for sample in samples:
        host = sample.host.lower()
        for name in dict.fromkeys((host, domain_of(host))):
            found.setdefault(name, []).append(sample)
    return {
        name: SiteProfile.learn((one.text for one in pages), (one.blocks for one in pages if one.blocks))
        for name, pages in sorted(found.items())
    }


def domain_of(host: str) -> str:
    """Return the domain that a host belongs to: its last two labels, three where they are like `co.uk` or `com.cn`."""
    labels = host.split(".")
    registry = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return host if host.replace(".", "").isdigit() else ".".join(labels[-3 if registry else -2 :])


@lru_cache(maxsize=4096)
def line_key(line: str) -> int:
    """Return a line's hash: folded, without white space, any number alike, so that counters tell no lines apart.

    In a sentence numbers count: reports of a series differ in nothing else, and a site's own has the same on each page.
    The last are remembered: each is asked for as a block and as a line, and a site's own on its next page again.
    """
    plain = "".join(fold(line).split())
    if not _SENTENCE.search(plain):
        plain = _NUMBER.sub("0", plain)
    return int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def block_key(line: str, place: bytes) -> int:
    """Return the hash of a block: its line's, and that of its place in the layout."""
    return int.from_bytes(blake2b(place + line_key(line).to_bytes(8, "big"), digest_size=8).digest(), "big")


def _recurring(pages: Iterable[Sequence[tuple[int, int]]]) -> frozenset[int]:
    """Return the keys that stand on LEAST_BLOCK pages, and on a SHARE of them; pages with one article count once.

    Of more than MOST_PAGES so many are looked at, spread evenly.
    """
    articles: list[dict[int, int]] = []
    counts: Counter[int] = Counter()
    every = list(pages)
    for blocks in every[:: -(-len(every) // MOST_PAGES) or 1]:
        running = {key: weight for key, weight in blocks if weight}
        if any(_is_same(running, other) for other in articles):
            continue
        articles.append(running)
        counts.update({key for key, _ in blocks})
    least = max(LEAST_BLOCK, SHARE * len(articles))
    return frozenset(key for key, count in counts.items() if count >= least)


def _is_same(left: Mapping[int, int], right: Mapping[int, int]) -> bool:
    smaller, larger = sorted((left, right), key=lambda one: sum(one.values()))
    return sum(smaller[key] for key in smaller.keys() & larger.keys()) > SAME * max(1, sum(smaller.values()))
