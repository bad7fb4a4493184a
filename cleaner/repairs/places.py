"""Where things stand in a text, in time that grows with the text alone."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

_RUN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 40
"""Up to so many strings are sooner found one by one than by a pass over all runs."""

Span = tuple[int, int]


def find_runs(text: str, runs: Collection[str], counts: Mapping[str, int]) -> list[Span]:
    """Return where runs stand between white space, in order; `counts` says how often each stands there at most."""
    return _find(text, runs, counts, _RUN)


def find_words(text: str, words: Collection[str], counts: Mapping[str, int]) -> list[Span]:
    """Return where words stand between what is no letter, in order; `counts` says how often each does at most."""
    return _find(text, words, counts, _WORD)


def _find(text: str, wanted: Collection[str], counts: Mapping[str, int], pattern: "re.Pattern[str]") -> list[Span]:
    if not wanted:
        return []
    if len(wanted) > _FEW:
        chosen = frozenset(wanted)
        return [found.span() for found in pattern.finditer(text) if found[0] in chosen]
    return sorted(span for one in set(wanted) for span in islice(_find_one(text, one, pattern), counts[one]))


def _find_one(text: str, one: str, pattern: "re.Pattern[str]") -> Iterator[Span]:
    at = text.find(one)
    while at >= 0:
        end = at + len(one)
        if not (at and pattern.match(text, at - 1)) and not pattern.match(text, end):
            yield at, end
        at = text.find(one, end)


def is_inside(at: int, spans: Sequence[Span]) -> bool:
    """Whether a place lies in one of some spans, which are in order and apart."""
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and at < spans[index][1]
