"""Text to the hashes of its character shingles, folded for comparison, without a Python loop over characters.

A text is folded to its *content*: letters and digits alone, half width, simplified, lower case, without
accents; addresses and notices of lost images left out.  White space and punctuation are gone, so joined words,
other line ends and other widths give the same shingles.  A shingle has so many characters where it starts on an
East Asian one and so many elsewhere (Sizes): decided at each position, so that an article has the same
shingles alone and inside a page in two languages.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from cleaner.fold import fold_table
from cleaner.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    I64 = npt.NDArray[np.int64]
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
_GAP = b"\0\0" * LONGEST
"""Follows each text of a batch in UTF-16: no shingle spans two texts, and a text shorter than a shingle has one."""

_BATCH = 1 << 17
"""Characters hashed at a time: few enough for the processor's cache, enough to forget numpy's cost per call."""

_BLOCK = 16_000
"""Positions computed at a time: what they take stays in the processor's nearer cache, and lies under the 128 kB from
which malloc gives new memory each time."""

_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
"""Odd 64-bit constants: the golden ratio (Knuth, 6.4) and Pelle Evensen's rrmxmx multiplier."""

_LOST_IMAGE = re.compile(
    r"\[外[链鏈][图圖]片[转轉]存[^\[\]]{0,200}\](?:\([^()\s]{0,2000}(?:\([^()\s]{0,2000}\))?[^()\s]{0,2000}\))?"
)
"""The notice that a repost has in place of an image, and the address after it, which may hold one pair of brackets."""
_ADDRESS = re.compile(r"(?:https?)?://[!-~]{0,2000}")
_ADDRESS_UNITS = re.compile(rb":\0/\0/\0(?:[!-~]\0){0,2000}")
"""The same without its scheme, in UTF-16."""
_SCHEMES = "https".encode("utf-16-le"), "http".encode("utf-16-le")
_SPACE = " ".encode("utf-16-le")


class Room:
    """Arrays that batch after batch is computed in: to touch new memory costs as much as to hash what lies there."""

    __slots__ = ("_arrays",)

    def __init__(self) -> None:
        self._arrays: dict[str, npt.NDArray[Any]] = {}

    def array(self, dtype: str, count: int) -> "npt.NDArray[Any]":
        """Return the room's array of a type, of `count` values that are anything; a huge one is not kept."""
        import numpy as np

        kept = self._arrays.get(dtype)
        if kept is None or len(kept) < count:
            kept = np.empty(max(count, 2 * _BATCH), dtype)
            if len(kept) == 2 * _BATCH:
                self._arrays[dtype] = kept
        return kept[:count]


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
    return _stream(text)[:-LONGEST].tobytes().decode("utf-16-le", "surrogatepass")


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


def batches(texts: Iterable[str], sizes: Sizes = DEFAULT) -> Iterator[Shingles]:
    """Yield the shingles of texts in order, in batches of a hundred thousand characters, each good until the next."""
    batch: list[str] = []
    size = 0
    room = Room()
    for text in texts:
        batch.append(text)
        size += len(text) + LONGEST
        if size >= _BATCH:
            yield shingles(batch, sizes, room)
            batch, size = [], 0
    if batch:
        yield shingles(batch, sizes, room)


def shingles(texts: Sequence[str], sizes: Sizes = DEFAULT, room: Room | None = None) -> Shingles:
    """Return the hashed shingles of a batch of texts, which lie in `room` where there is one."""
    import numpy as np

    if len(texts) == 1:
        return _shingles_of_one(texts[0], sizes)
    room = room or Room()
    stream, begins = _streams(texts, room)
    hashes = room.array("u8", len(stream) - (LONGEST - 1))
    wide = stream >= _EAST_ASIAN
    columns = np.diff(begins) - LONGEST
    if wide.any():
        _hash(stream, wide, sizes, hashes)
        columns += [np.count_nonzero(wide[begin:end]) for begin, end in pairwise(begins.tolist())]
    else:
        _hash(stream, None, sizes, hashes)
    _repeat_first(hashes, begins)
    data = stream.data.cast("B")
    bounds = (2 * begins).tolist()
    exact = tuple(
        _exact(data[begin : end - len(_GAP)], text) for (begin, end), text in zip(pairwise(bounds), texts, strict=True)
    )
    return Shingles(hashes, begins.astype(np.uint64), exact, tuple(columns.tolist()))


def _shingles_of_one(text: str, sizes: Sizes) -> Shingles:
    """As `shingles` of one text, without what keeps texts apart: a short text costs little but numpy's calls."""
    import numpy as np

    stream = _stream(text)
    length = len(stream) - LONGEST
    wide = stream >= _EAST_ASIAN
    broad = int(np.count_nonzero(wide))
    hashes = np.empty(len(stream) - (LONGEST - 1), np.uint64)
    _hash(stream, wide if broad else None, sizes, hashes)
    hashes = hashes[: max(1, length - LONGEST + 1)]
    starts = np.array((0, len(hashes)), np.uint64)
    return Shingles(hashes, starts, (_exact(stream[:length].data, text),), (length + broad,))


def _exact(content: memoryview, text: str) -> bytes:
    """Return the hash of a text's content; of a text without content, that of the text."""
    from xxhash import xxh3_128_digest

    return xxh3_128_digest(content or text.encode("utf-8", "surrogatepass"))


def shingle_set(text: str, sizes: Sizes = DEFAULT) -> "U64":
    """Return the sorted distinct hashes of a text's shingles."""
    import numpy as np

    found = shingles([text], sizes)
    if not found.lengths[0]:
        return found.hashes[:0]
    hashes = found.hashes
    hashes.sort()
    return hashes[np.concatenate(([True], hashes[1:] != hashes[:-1]))]


def _streams(texts: Sequence[str], room: Room) -> "tuple[U16, I64]":
    """Return the contents of texts as UTF-16 units, each followed by its gap, and where each begins.

    The last of these is where all end.  A gap's units are 1.  Behind the end lie as many more as a
    shingle needs that starts on the last gap's last unit.
    """
    import numpy as np

    # text by text: together, one emoji would make every text as wide as itself, and slower to encode
    encoded = [_without_notices(text).encode("utf-16-le", "surrogatepass") for text in texts]
    joined = bytearray(_GAP).join([*encoded, _GAP[2:]])
    units = np.frombuffer(joined, "<u2")
    _blank_addresses(joined, units)
    stream = _folded(units, room.array("u2", len(units)))
    (gaps,) = (stream == 1).nonzero()
    if len(gaps) != LONGEST * (len(texts) + 1) - 1:  # a text has the gap's character in it
        return _streams([text.replace("\0", " ") for text in texts], room)
    begins = np.zeros(len(texts) + 1, np.int64)
    begins[1:] = gaps[: len(texts) * LONGEST : LONGEST] + LONGEST
    return stream[: begins[-1] + LONGEST - 1], begins


def _stream(text: str) -> "U16":
    """Return the content of a text as UTF-16 units, followed by one gap, whose units are 1."""
    import numpy as np

    joined = bytearray(_without_notices(text.replace("\0", " ")).encode("utf-16-le", "surrogatepass") + _GAP)
    units = np.frombuffer(joined, "<u2")
    _blank_addresses(joined, units)
    folded = _unit_table().take(units)
    return folded.compress(folded != 0)


def _folded(units: "U16", stream: "U16") -> "U16":
    """Return what units are compared as, without those that are not; it lies in `stream`."""
    table, size = _unit_table(), 0
    for at in range(0, len(units), _BLOCK):
        folded = table.take(units[at : at + _BLOCK])
        kept = folded.compress(folded != 0)
        stream[size : size + len(kept)] = kept
        size += len(kept)
    return stream[:size]


def _repeat_first(hashes: "U64", begins: "I64") -> None:
    """Overwrite the hashes that reach into a gap with the first of their text."""
    import numpy as np

    reach = 2 * LONGEST - 1
    firsts = np.repeat(begins[:-1], reach)
    places = (begins[1:, np.newaxis] - np.arange(1, reach + 1)).ravel()
    inside = places > firsts  # a text may be shorter than that
    hashes[places[inside]] = hashes[firsts[inside]]


def _without_notices(text: str) -> str:
    """Leave out the notices of lost images."""
    if "外" in text and "[外" in text:  # one character is found many times as fast as two
        return _LOST_IMAGE.sub(" ", text)
    return text


def _blank_addresses(joined: bytearray, units: "U16") -> None:
    """Overwrite the addresses in UTF-16 with spaces; `units` is a view of it, in which numpy finds them fastest."""
    (colons,) = (units[:-2] == ord(":")).nonzero()
    if not len(colons):
        return
    colons = colons[(units[colons + 1] == ord("/")) & (units[colons + 2] == ord("/"))]
    end = 0
    for colon in (2 * colons).tolist():
        if colon < end:
            continue
        begin = next((colon - len(scheme) for scheme in _SCHEMES if joined.endswith(scheme, end, colon)), colon)
        found = _ADDRESS_UNITS.match(joined, colon)
        end = found.end() if found else colon
        joined[begin:end] = _SPACE * ((end - begin) // len(_SPACE))


def _hash(stream: "U16", wide: "npt.NDArray[np.bool_] | None", sizes: Sizes, hashes: "U64") -> None:
    """Write a 64-bit hash of the shingle at each position but the last LONGEST - 1 to `hashes`.

    `wide` says where a shingle starts on an East Asian character.  Four UTF-16 units are read as one integer: a
    shingle is the four it begins with and the four it ends with, which may overlap.
    """
    import numpy as np

    count = len(hashes)
    first, second = map(np.uint64, _MULTIPLIERS)
    quads = np.ndarray((count + 4,), "<u8", stream, 0, (2,))
    aligned = np.empty(min(count, _BLOCK) + 4, np.uint64)  # for the processor's wide registers
    for at in range(0, count, _BLOCK):
        block = hashes[at : at + _BLOCK]
        length = len(block)
        words = aligned[: length + 4]
        words[:] = quads[at : at + length + 4]
        np.multiply(words[sizes.other - 4 :][:length], first, out=block)
        if wide is not None:
            np.multiply(words[sizes.han - 4 :][:length], first, out=block, where=wide[at : at + length])
        words = words[:length]
        block += words
        np.right_shift(block, np.uint64(32), out=words)
        block ^= words
        block *= second


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
