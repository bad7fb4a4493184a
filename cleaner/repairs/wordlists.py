"""The lists of words and word pairs that wordfreq and symspellpy ship, read without importing the packages."""

import gzip
from bisect import bisect_left, bisect_right
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words and their relative frequencies; the rare ones are loaded when a word is not a common one."""

    language: str
    common: Mapping[str, float]
    """Those from one in a million on."""

    def get(self, word: str, default: float = 0.0) -> float:
        """Return a word's frequency (lower case)."""
        return self.common.get(word) or self._rare(word) or default

    def __contains__(self, word: str) -> bool:
        """Whether a word (lower case) is listed."""
        return word in self.common or self._rare(word) > 0.0

    def cuts(self, word: str) -> list[int]:
        """Return where a word (lower case) may be cut so that both parts are listed."""
        places = range(1, len(word))
        if self.language != "en" or not word.isascii():
            return [at for at in places if word[:at] in self and word[at:] in self]
        table, encoded = _english_words(), word.encode()  # many times faster than to ask for each part
        return [at for at in places if encoded[:at] in table and encoded[at:] in table]

    def _rare(self, word: str) -> float:
        """Return a word's frequency by the large list: a table for English, which needs hundreds of words a page."""
        if self.language == "en":
            return _english_words().get(word.encode("utf-8", "replace"), 0.0)
        return _packed_frequency(word, self.language)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Word pairs and their counts, kept as the sorted lines of their list: a dictionary takes longer to build."""

    lines: Sequence[bytes]
    """In UTF-8, "left right count"."""

    def get(self, pair: str) -> int:
        """Return how often a pair, "left right", was counted; 0 where it is not listed."""
        wanted = f"{pair} ".encode("utf-8", "replace")
        at = bisect_left(self.lines, wanted)
        if at < len(self.lines) and self.lines[at].startswith(wanted):
            return int(self.lines[at][len(wanted) :])
        return 0


NO_PAIRS = Pairs(())


@cache
def word_list(language: str) -> dict[str, float]:
    """Return the words of a language from one in a million on, with the frequencies that the large list gives them."""
    return _table(language, "small", raw=False)


@cache
def _english_words() -> dict[bytes, float]:
    """Return all English words, of which a page needs hundreds; in UTF-8, as text takes twice as long to read."""
    return _table("en", "large", raw=True)


def _table(language: str, size: str, *, raw: bool) -> dict[Any, float]:
    """Read one of wordfreq's lists without importing the package, which takes as long again.

    The format is cBpack: a header, then the words of each frequency, a hundredth of a power of ten apart.
    """
    import msgpack  # type: ignore[import-untyped]  # it ships no types

    table: dict[Any, float] = {}
    for index, equal in enumerate(msgpack.unpackb(_unpacked(language, size), raw=raw)[1:]):
        frequency = 10 ** (-index / 100)
        for word in equal:
            table[word] = frequency
    return table


_PLACE = (1 << 24) - 1
"""The bits of a place in a list's bytes: those of the longest, Russian's, are 13 million."""
_HEAD, _TAIL = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
"""Odd numbers that spread what they multiply over 64 bits (the golden ratio; a prime of xxHash)."""


class _LargeList:
    """A large list of which few words are needed, as most texts in other languages than English need none or one.

    It is kept as its file has it, beside a sorted table of all words' hashes, which tells where each stands there: a
    tenth of the space of a dictionary (80 MB for German), and ready in a third of the time (0.1 s).
    """

    def __init__(self, language: str) -> None:
        from msgpack import Unpacker

        self._data = _unpacked(language, "large")
        groups = Unpacker(max_buffer_size=len(self._data))
        groups.feed(self._data)
        self._bounds: list[int] = []
        """Where each frequency's words begin in the bytes; what is first there are none, but the list's format."""
        for _ in range(groups.read_array_header()):
            self._bounds.append(groups.tell())
            groups.skip()
        self._table = _hashed(self._data, self._bounds)

    def frequency(self, word: str) -> float:
        """Return the frequency of a word (lower case); 0 where it is not listed."""
        import msgpack

        packed = msgpack.packb(word.encode("utf-8", "replace").decode())
        ends = int.from_bytes(packed[:8], "little") * _HEAD ^ int.from_bytes(packed[-8:], "little") * _TAIL
        first = ends & (1 << 64) - 1 & ~_PLACE
        low, high = bisect_left(self._table, first), bisect_right(self._table, first | _PLACE)
        for entry in self._table[low:high]:
            place = int(entry) & _PLACE
            if self._data.startswith(packed, place):
                return 10 ** ((2 - bisect_right(self._bounds, place)) / 100)
        return 0.0


def _hashed(data: bytes, bounds: Sequence[int]) -> Any:
    """Return a sorted array of uint64, one for each word of a packed list: its hash, and in the last bits its place.

    What is hashed are its first and its last eight bytes, the one or two that say its length included: whole columns of
    them, as a call for each word takes ten times as long.
    """
    import numpy as np

    chars = np.frombuffer(data, np.uint8).copy()
    counted = np.array([at for at in bounds if data[at] == 0xDC], np.int64)
    chars[counted[:, np.newaxis] + np.arange(3)] = 0  # how many words a group has is no part of any
    chars[: bounds[1]] = 0
    short = np.flatnonzero(chars & 0xE0 == 0xA0)  # such a byte says a length, or is the last of a character's two
    is_within = (chars[short - 1] >= 0xC0) | (chars[short - 2] >= 0xE0) | (chars[short - 3] >= 0xF0)
    short = short[~is_within]
    long = np.flatnonzero(chars == 0xD9)
    long = long[chars[long + 1] < 0x80]
    starts = np.concatenate([short, long])
    lengths = np.concatenate([1 + (chars[short] & 0x1F), 2 + chars[long + 1]]).astype(np.int64)
    eight = np.ndarray(len(data) + 1, "<u8", data + bytes(8), strides=(1,))
    few = np.minimum(lengths, 8)
    mask = np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)[few]
    heads, tails = eight[starts] & mask, eight[starts + lengths - few] & mask
    table = (heads * np.uint64(_HEAD) ^ tails * np.uint64(_TAIL)) & np.uint64(~_PLACE & (1 << 64) - 1)
    table |= starts.astype(np.uint64)
    table.sort()
    return table


@cache
def _large_list(language: str) -> _LargeList:
    return _LargeList(language)


@lru_cache(maxsize=1 << 16)
def _packed_frequency(word: str, language: str) -> float:
    """Return the frequency of a word (lower case) of a packed list; 0 where it is not there."""
    return _large_list(language).frequency(word)


def _unpacked(language: str, size: str) -> bytes:
    """Return the bytes of one of wordfreq's lists."""
    return gzip.decompress(_list_file(language, size).read_bytes())


def _list_file(language: str, size: str) -> Path:
    (path,) = _shipped("wordfreq", f"data/{size}_{language}.msgpack.gz")
    return path


def _shipped(package: str, pattern: str) -> Iterator[Path]:
    """Yield the data files that an installed package ships."""
    spec = find_spec(package)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield from Path(place).glob(pattern)


@cache
def english_pairs() -> Pairs:
    """Read symspellpy's list of 243,342 English word pairs (MIT licence) without importing the package."""
    found = next(_shipped("symspellpy", "frequency_bigramdictionary_en_*.txt"), None)
    return Pairs(tuple(sorted(found.read_bytes().removeprefix(BOM_UTF8).splitlines()))) if found else NO_PAIRS
