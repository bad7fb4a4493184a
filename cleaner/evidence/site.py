"""What recurs across the pages of one site."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

from cleaner.fold import fold

SHARE = 0.2
"""A line is the site's own that stands on this share of its pages (measured on Chinese news: 5 to 10 points of F1)."""

LEAST = 3
"""... and on so many pages at least: two pages may well share a quotation."""

_NUMBER = re.compile(r"\d+")
_LONGEST = 300
"""Longer lines are not kept: they are texts."""


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """Lines that recur over a site's pages, by their folded text's hash."""

    pages: int = 0
    lines: frozenset[int] = frozenset()

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Self:
        """Learn from the visible texts of some pages of one site; a text that came twice counts once."""
        counts: Counter[int] = Counter()
        pages = 0
        for text in dict.fromkeys(texts):
            pages += 1
            lines = (line.strip() for line in re.split(r"[\n\t]", text))
            counts.update({line_key(line) for line in lines if 2 <= len(line) <= _LONGEST})
        least = max(LEAST, SHARE * pages)
        return cls(pages, frozenset(key for key, count in counts.items() if count >= least))

    def knows(self, line: str) -> bool:
        """Whether a line is one of those that recur."""
        return bool(self.lines) and len(line) <= _LONGEST and line_key(line) in self.lines


def line_key(line: str) -> int:
    """Return a line's hash: folded, without white space, any number alike, so that counters tell no lines apart."""
    plain = _NUMBER.sub("0", "".join(fold(line).split()))
    return int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
