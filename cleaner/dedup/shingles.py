"""Text to the hashes of its character shingles, folded for comparison, without a Python loop over characters.

A text is folded to its *content*: letters and digits alone, half width, simplified, lower case, without accents; addresses
and notices of lost images left out.  White space and punctuation are gone, so joined words, other line ends and other widths
give the same shingles.  A shingle is SHINGLE_HAN characters where it starts on an East Asian one and SHINGLE_OTHER elsewhere:
decided at each position, so that an article has the same shingles alone and inside a page in two languages.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cleaner.fold import fold_table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U16 = npt.NDArray[np.uint16]
    U64 = npt.NDArray[np.uint64]

SHINGLE_HAN = 5
"""Characters of a shingle that starts on a Han, Kana or Hangul character (measured best of 3..8 on reposts)."""
SHINGLE_OTHER = 8
"""Characters of any other: an English word and a half, the least that is rare in unrelated texts."""

_EAST_ASIAN = 0x2E80
"""The first block of East Asian characters (CJK Radicals Supplement); what follows it is taken for East Asian."""
_GAP = SHINGLE_OTHER
"""Zeros between two texts, so that a text shorter than a shingle still gives one, and no shingle spans two texts."""

_BATCH = 1 << 18
"""Characters hashed at a time: few enough for the processor's cache, enough to forget numpy's cost per call."""

_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93)
"""Odd 64-bit constants: the golden ratio, a prime of xxHash, and that of Evensen's Moremur-like mixers."""

_NOISE = re.compile(
    r"""
    \[外[链鏈][图圖]片[转轉]存[^\[\]]{0,200}\](?:\([^()\s]{0,2000}(?:\([^()\s]{0,2000}\))?[^()\s]{0,2000}\))?   # lost image
    | \b(?:https?|ftp)://[!-~]{1,2000}                                                                         # address
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Shingles:
    """The hashes of a batch of texts: text i has hashes[starts[i]:starts[i + 1]], in text order, repeats included."""

    hashes: "U64"
    starts: "U64"
    exact: tuple[bytes, ...]
    """16 bytes for each text: equal where the contents are equal."""
    lengths: tuple[int, ...]
    """Width of each content in columns: letters and digits count one, East Asian characters two."""


def content(text: str) -> str:
    """Return what of a text is compared, as the shingles see it."""
    stream, _ = _streams([text])
    return stream[:-_GAP].tobytes().decode("utf-16-le", "surrogatepass")


def batches(texts: Sequence[str]) -> Iterator[Shingles]:
    """Yield the shingles of texts in order, in batches of some hundred thousand characters."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield shingles(batch)
            batch, size = [], 0
    if batch:
        yield shingles(batch)


def shingles(texts: Sequence[str]) -> Shingles:
    """Return the hashed shingles of a batch of texts; a text without letters and digits has none."""
    import numpy as np
    from xxhash import xxh3_128_digest

    stream, bounds = _streams(texts)
    hashes = _hash(stream)
    begins = bounds[:-1] + _GAP * np.arange(len(texts))
    lengths = np.diff(bounds)
    counts = np.where(lengths > 0, np.maximum(lengths - (SHINGLE_OTHER - 1), 1), 0)
    starts = np.zeros(len(texts) + 1, np.uint64)
    np.cumsum(counts, out=starts[1:])
    data = memoryview(stream).cast("B")
    exact = tuple(
        xxh3_128_digest(data[2 * begin : 2 * (begin + length)] if length else text.encode("utf-8", "surrogatepass"))
        for begin, length, text in zip(begins.tolist(), lengths.tolist(), texts, strict=True)
    )
    inside = [hashes[begin : begin + count] for begin, count in zip(begins.tolist(), counts.tolist(), strict=True)]
    widths = lengths + np.add.reduceat(stream >= _EAST_ASIAN, begins, dtype=np.int64) if len(texts) else lengths
    return Shingles(np.concatenate(inside), starts, exact, tuple(widths.tolist()))


def shingle_set(text: str) -> "U64":
    """Return the sorted distinct hashes of a text's shingles."""
    import numpy as np

    return np.unique(shingles([text]).hashes)


def _streams(texts: Sequence[str]) -> "tuple[U16, npt.NDArray[np.int64]]":
    """Return the contents of texts as UTF-16 units, each followed by _GAP zeros, and where each begins without the gaps."""
    import numpy as np

    joined = "\0".join(map(_without_noise, texts)) + "\0"
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), "<u2")
    folded = np.take(_unit_table(), units)
    return _gapped(np.compress(folded != 0, folded), len(texts))


def _gapped(kept: "U16", texts: int) -> "tuple[U16, npt.NDArray[np.int64]]":
    """Widen each separator (unit 1) to a gap of zeros; return the stream and the bounds of the contents."""
    import numpy as np

    ends = np.flatnonzero(kept == 1)
    bounds = np.zeros(texts + 1, np.int64)
    bounds[1:] = ends - np.arange(texts)
    stream = np.zeros(len(kept) + (_GAP - 1) * texts, np.uint16)
    begin = 0
    for index, end in enumerate(ends.tolist()):
        at = begin + (_GAP - 1) * index
        stream[at : at + end - begin] = kept[begin:end]
        begin = end + 1
    return stream, bounds


def _without_noise(text: str) -> str:
    """Leave out addresses and lost-image notices, and the zeros that part texts here."""
    if "\0" in text or "\1" in text:
        text = text.replace("\0", " ").replace("\1", " ")
    return _NOISE.sub(" ", text) if "://" in text or "[外" in text else text


def _hash(stream: "U16") -> "U64":
    """Return a 64-bit hash of the shingle at each position but the last SHINGLE_OTHER - 1.

    Four UTF-16 units are read as one integer: a shingle is two of them, or one and a unit.
    """
    import numpy as np

    count = len(stream) - (SHINGLE_OTHER - 1)
    first, second, third = map(np.uint64, _MULTIPLIERS)
    quads = np.ndarray((count + 4,), "<u8", stream, 0, (2,))
    rest = quads[4:]
    wide = stream[:count] >= _EAST_ASIAN
    if wide.any():
        rest = np.where(wide, stream[SHINGLE_HAN - 1 : SHINGLE_HAN - 1 + count], rest)
    hashes = quads[:count] * first
    hashes ^= hashes >> np.uint64(32)
    hashes += rest * second
    hashes ^= hashes >> np.uint64(29)
    hashes *= third
    hashes ^= hashes >> np.uint64(32)
    return hashes


@cache
def _unit_table() -> "U16":
    """Return what each UTF-16 unit is compared as: 0 for white space and punctuation, 1 for the separator."""
    import numpy as np

    table = np.zeros(1 << 16, np.uint16)
    folds = fold_table() | {ord("著"): ord("着")}
    for point in range(1 << 16):
        character = chr(folds.get(point, point))
        if character.isalnum():
            table[point] = _plain(character)
        elif 0xD800 <= point < 0xE000:
            table[point] = point
    table[0] = 1
    return table


def _plain(character: str) -> int:
    """Return the character without its accents, in lower case; Kana and Hangul as they are."""
    if "\u3040" <= character <= "\u30ff" or "\uac00" <= character <= "\ud7a3":
        return ord(character)
    base, *marks = unicodedata.normalize("NFKD", character)
    if base.isalnum() and all(map(unicodedata.combining, marks)):
        low = base.lower()
        return ord(low) if len(low) == 1 and ord(low) < 0x10000 else ord(character)
    return ord(character)
