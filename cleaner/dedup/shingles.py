"""Text to the hashes of its character shingles, folded for comparison, without a Python loop over characters.

A text is folded to its *content*: letters and digits alone, half width, simplified, lower case, without
accents; addresses and notices of lost images left out.  White space and punctuation are gone, so joined words,
other line ends and other widths give the same shingles.  A shingle has so many characters where it starts on an
East Asian one and so many elsewhere (Sizes): decided at each position, so that an article has the same
shingles alone and inside a page in two languages.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Self

from cleaner.fold import fold_table
from cleaner.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U16 = npt.NDArray[np.uint16]
    U64 = npt.NDArray[np.uint64]

LONGEST = 8
"""Characters of the longest shingle: two words of four UTF-16 units, each read as one integer."""


class Sizes(NamedTuple):
    """Characters of a shingle, 4 to LONGEST.

    On five thousand reposts 4 to 6 and 5 to 8 do equally well (pair F1 within .001).  Shorter ones meet in unrelated
    texts; longer ones lose retold drafts, where hardly eight characters in a row are kept.
    """

    han: int = 5
    """Where it starts on a Han, Kana or Hangul character."""
    other: int = 8
    """Elsewhere."""

    @classmethod
    def of(cls, settings: Settings | None) -> Self:
        """Return the sizes that settings ask for."""
        return cls(settings.dedup_shingle_han, settings.dedup_shingle_other) if settings else cls()


DEFAULT = Sizes()

_EAST_ASIAN = 0x2E80
"""The first block of East Asian characters (CJK Radicals Supplement); what follows it is taken for East Asian."""
_GAP = "\0" * LONGEST
"""Follows each text of a batch, so that no shingle spans two texts and a text shorter than a shingle still has one."""

_BATCH = 1 << 17
"""Characters hashed at a time: few enough for the processor's cache, enough to forget numpy's cost per call."""

_BLOCK = 1 << 16
"""Positions hashed at a time: few enough for the processor's nearer cache, and a huge text takes no second array."""

_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
"""Odd 64-bit constants: the golden ratio (Knuth, 6.4) and Pelle Evensen's rrmxmx multiplier."""

_LOST_IMAGE = re.compile(
    r"\[外[链鏈][图圖]片[转轉]存[^\[\]]{0,200}\](?:\([^()\s]{0,2000}(?:\([^()\s]{0,2000}\))?[^()\s]{0,2000}\))?"
)
"""The notice that a repost has in place of an image, and the address after it, which may hold one pair of brackets."""
_ADDRESS = re.compile(r"://[!-~]{1,2000}")
"""An address after its scheme."""


@dataclass(frozen=True, slots=True)
class Shingles:
    """The hashes of a batch of texts: text i has the set of hashes[starts[i]:starts[i + 1]].

    They stand in text order, with repeats.  The few positions between two texts repeat the first hash of the
    text before, so that nothing need be copied.
    """

    hashes: "U64"
    starts: "U64"
    exact: tuple[bytes, ...]
    """16 bytes for each text: equal where the contents are equal."""
    lengths: tuple[int, ...]
    """Width of each content in columns: letters and digits count one, East Asian characters two.  A text of
    length 0 has no shingles, whatever its hashes say."""


def content(text: str) -> str:
    """Return what of a text is compared, as the shingles see it."""
    stream, begins = _streams([text])
    return stream[: begins[1] - len(_GAP)].tobytes().decode("utf-16-le", "surrogatepass")


def folded_characters(text: str) -> tuple[str, list[int]]:
    """Return a text's content, and for each of its UTF-16 units the code point of the text that it comes from."""
    table = _unit_table()
    for noise in (_LOST_IMAGE, _ADDRESS):
        text = noise.sub(lambda found: " " * len(found.group()), text)
    units: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for unit in memoryview(character.encode("utf-16-le", "surrogatepass")).cast("H"):
            if unit and table[unit]:
                units.append(chr(table[unit]))
                places.append(place)
    return "".join(units), places


def batches(texts: Sequence[str], sizes: Sizes = DEFAULT) -> Iterator[Shingles]:
    """Yield the shingles of texts in order, in batches of some ten thousand characters."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield shingles(batch, sizes)
            batch, size = [], 0
    if batch:
        yield shingles(batch, sizes)


def shingles(texts: Sequence[str], sizes: Sizes = DEFAULT) -> Shingles:
    """Return the hashed shingles of a batch of texts."""
    import numpy as np
    from xxhash import xxh3_128_digest

    stream, begins = _streams(texts)
    wide = stream >= _EAST_ASIAN
    hashes = _hash(stream, wide if wide.any() else None, sizes)
    starts = begins.tolist()
    lengths = [end - begin - len(_GAP) for begin, end in pairwise(starts)]
    _repeat_first(hashes, starts, lengths)
    data = stream.tobytes()
    exact = tuple(
        xxh3_128_digest(data[2 * begin : 2 * (begin + length)] if length else text.encode("utf-8", "surrogatepass"))
        for begin, length, text in zip(starts, lengths, texts, strict=False)
    )
    columns = (
        length + int(np.count_nonzero(wide[begin : begin + length]))
        for begin, length in zip(starts, lengths, strict=False)
    )
    return Shingles(hashes, begins.astype(np.uint64), exact, tuple(columns))


def shingle_set(text: str, sizes: Sizes = DEFAULT) -> "U64":
    """Return the sorted distinct hashes of a text's shingles."""
    import numpy as np

    found = shingles([text], sizes)
    if not found.lengths[0]:
        return found.hashes[:0]
    hashes = np.sort(found.hashes)
    return hashes[np.concatenate(([True], hashes[1:] != hashes[:-1]))]


def _streams(texts: Sequence[str]) -> "tuple[U16, npt.NDArray[np.int64]]":
    """Return the contents of texts as UTF-16 units, each followed by its gap, and where each begins.

    The last of these is where all end.  A gap's units are 1.  Behind the end lie as many more as a
    shingle needs that starts on the last gap's last unit.
    """
    import numpy as np

    joined = _GAP.join([*map(_without_noise, texts), "\0" * (len(_GAP) - 1)])
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), "<u2")
    folded = np.take(_unit_table(), units)
    stream = np.compress(folded != 0, folded)
    (gaps,) = (stream == 1).nonzero()
    if len(gaps) != len(_GAP) * (len(texts) + 1) - 1:
        return _streams([text.replace("\0", " ") for text in texts])
    ends = gaps[: len(texts) * len(_GAP) : len(_GAP)]
    begins = np.zeros(len(texts) + 1, np.int64)
    begins[1:] = ends + len(_GAP)
    return stream[: begins[-1] + len(_GAP) - 1], begins


def _repeat_first(hashes: "U64", begins: list[int], lengths: list[int]) -> None:
    """Overwrite the hashes that reach into a gap with the first of their text."""
    for begin, end, length in zip(begins, begins[1:], lengths, strict=False):
        hashes[begin + max(length - (LONGEST - 1), 1) : end] = hashes[begin]


def _without_noise(text: str) -> str:
    """Leave out addresses and lost-image notices."""
    if "外" in text and "[外" in text:  # the first is a search for one character, several times as fast
        text = _LOST_IMAGE.sub(" ", text)
    return _without_addresses(text) if "://" in text else text


def _without_addresses(text: str) -> str:
    pieces = []
    at = 0
    while (colon := text.find("://", at)) >= 0:
        start = next((colon - len(one) for one in ("https", "http") if text.endswith(one, at, colon)), colon)
        pieces.append(text[at:start])
        found = _ADDRESS.match(text, colon)
        at = found.end() if found else colon + 3
    return " ".join([*pieces, text[at:]])


def _hash(stream: "U16", wide: "npt.NDArray[np.bool_] | None", sizes: Sizes) -> "U64":
    """Return a 64-bit hash of the shingle at each position but the last LONGEST - 1.

    `wide` says where a shingle starts on an East Asian character.  Four UTF-16 units are read as one integer: a
    shingle is the four it begins with and the four it ends with, which may overlap.
    """
    import numpy as np

    count = len(stream) - (LONGEST - 1)
    first, second = map(np.uint64, _MULTIPLIERS)
    quads = np.ndarray((count + 4,), "<u8", stream, 0, (2,))
    hashes = np.empty(count, np.uint64)
    for at in range(0, count, _BLOCK):
        block = hashes[at : at + _BLOCK]
        length = len(block)
        begins = np.ascontiguousarray(quads[at : at + length + 4])  # aligned, for the processor's wide registers
        np.multiply(begins[sizes.other - 4 :][:length], first, out=block)
        if wide is not None:
            np.multiply(begins[sizes.han - 4 :][:length], first, out=block, where=wide[at : at + length])
        block += begins[:length]
        block ^= block >> np.uint64(32)
        block *= second
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
    base, *marks = list(unicodedata.normalize("NFKD", character))
    if base.isalnum() and all(map(unicodedata.combining, marks)):
        low = base.lower()
        return ord(low) if len(low) == 1 and ord(low) < 0x10000 else ord(character)
    return ord(character)
