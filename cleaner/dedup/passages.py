"""The passages that two texts share: the evidence behind a verdict, on request."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.dedup.units import folded_characters


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one text that stands in another too, as far as the comparison sees."""

    start: int
    end: int
    """Code points of the first text."""
    other_start: int
    other_end: int
    """Code points of the second."""


_SEED = 12
"""Characters that two texts share in a row before they are taken for a passage: two Han shingles and a half."""

_MARKS = re.compile(r"[\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef]*")
"""What belongs to the character before it: accents, voiced marks, the vowel and the final of a syllable, selectors."""


def passages(text: str, other: str, least: int = 30) -> tuple[Passage, ...]:
    """Return the passages of `text` that stand in `other`, in text order, of at least `least` letters and digits.

    White space, punctuation, width, script and case make no difference; offsets are those of the texts as given.
    """
    one, one_at = folded_characters(text)
    two, two_at = folded_characters(other)
    return tuple(
        Passage(
            *(one_at[start], _end(text, one_at[start + length - 1])),
            *(two_at[found], _end(other, two_at[found + length - 1])),
        )
        for start, found, length in _matches(one, two)
        if length >= least
    )


def _end(text: str, last: int) -> int:
    """Return where a passage ends whose last character begins at `last`."""
    found = _MARKS.match(text, last + 1)
    return found.end() if found else last + 1


def _matches(one: str, two: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start in one, start in two, length) of maximal matches from the left, no character of `one` twice."""
    places: dict[str, int] = {}
    for at in range(len(two) - _SEED, -1, -1):
        places[two[at : at + _SEED]] = at
    start = 0
    while start <= len(one) - _SEED:
        found = places.get(one[start : start + _SEED])
        if found is None:
            start += 1
            continue
        length = _SEED
        while start + length < len(one) and found + length < len(two) and one[start + length] == two[found + length]:
            length += 1
        yield start, found, length
        start += length
