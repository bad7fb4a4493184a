"""The lists of words and word pairs that wordfreq and symspellpy ship, read without importing the packages."""

import gzip
from bisect import bisect_left, bisect_right
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import chain
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


_PATIENCE = 8
"""Words that are looked for in a list as it is packed, at 1 to 6 ms each: a table of it takes as long as some 30, but
whatever needs so many words needs many more."""
_GROUP_BITS = 10
"""Enough for the number of a group: a frequency is a hundredth of a power of ten."""


class _LargeList:
    """A large list of which few words are needed, as most texts in other languages than English need none or one.

    The first are looked for in its file's bytes; then a sorted table of all words' hashes tells where a word would
    stand.  Either takes a tenth of the space of a dictionary (80 MB for German).
    """

    def __init__(self, language: str) -> None:
        from msgpack import Unpacker

        self._data = _unpacked(language, "large")
        self._asked = 0
        self._table: Any = None
        """A sorted array of uint64: a word's hash, but for its first bits, and the number of its group."""
        groups = Unpacker(max_buffer_size=len(self._data))
        groups.feed(self._data)
        self._bounds: list[int] = []
        """Where each frequency's words begin in the bytes, and where the last ones end."""
        for _ in range(groups.read_array_header()):
            self._bounds.append(groups.tell())
            groups.skip()
        self._bounds.append(len(self._data))

    def frequency(self, word: str) -> float:
        """Return the frequency of a word (lower case); 0 where it is not listed."""
        self._asked += 1
        encoded = word.encode("utf-8", "replace")
        group = self._scan(encoded) if self._asked <= _PATIENCE else self._look_up(encoded)
        return 10 ** ((1 - group) / 100) if group else 0.0

    def _scan(self, word: bytes) -> int:
        """Return which group holds a word, by looking for its bytes in all of them; 0 where none does."""
        import msgpack

        packed = msgpack.packb(word.decode())
        at = self._data.find(packed, self._bounds[1])
        while at >= 0:
            group = bisect_right(self._bounds, at) - 1
            if self._holds(group, word):
                return group
            at = self._data.find(packed, self._bounds[group + 1])  # they were the end of a longer word
        return 0

    def _look_up(self, word: bytes) -> int:
        """Return which group holds a word, by its hash; 0 where none does."""
        if self._table is None:
            self._table = self._hashed()
        first = hash(word) << _GROUP_BITS & (1 << 64) - 1
        found = bisect_left(self._table, first), bisect_left(self._table, first + (1 << _GROUP_BITS))
        groups = (int(entry) - first for entry in self._table[slice(*found)])
        return next((group for group in groups if self._holds(group, word)), 0)

    def _holds(self, group: int, word: bytes) -> bool:
        import msgpack

        return word in msgpack.unpackb(self._data[self._bounds[group] : self._bounds[group + 1]], raw=True)

    def _hashed(self) -> Any:
        import msgpack
        import numpy as np

        groups = msgpack.unpackb(self._data, raw=True)[1:]
        sizes = [len(group) for group in groups]
        hashes = np.fromiter(map(hash, chain.from_iterable(groups)), np.int64, sum(sizes)).view(np.uint64)
        table = hashes << _GROUP_BITS | np.repeat(np.arange(1, len(groups) + 1, dtype=np.uint64), sizes)
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
    return Pairs(sorted(found.read_bytes().removeprefix(BOM_UTF8).splitlines())) if found else NO_PAIRS
