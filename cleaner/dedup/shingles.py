"""Text to the hashes of its character shingles, without a Python loop over characters.

Shingles are of a text's content (`units`): where it starts on an East Asian character a shingle has so many, and
so many elsewhere (Sizes): decided at each position, so that an article has the same shingles alone and inside a page
in two languages.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Self

from cleaner.dedup.units import BLOCK, GAP, Room, stream_of, streams_of
from cleaner.errors import UsageError
from cleaner.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    I64 = npt.NDArray[np.int64]
    U16 = npt.NDArray[np.uint16]
    U64 = npt.NDArray[np.uint64]

LONGEST = GAP
"""Characters of the longest shingle: two words of four units, each read as one integer."""


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
        """Return the sizes that settings ask for; raises UsageError for what are none."""
        if not isinstance(settings, Settings | None):
            raise UsageError(f"settings are cleaner.Settings, not {type(settings).__name__}: Settings.of(**settings)")
        return cls(settings.dedup_shingle_han, settings.dedup_shingle_other) if settings else cls()


DEFAULT = Sizes()

_REACH = 2 * LONGEST - 1
"""Positions before the next text whose shingles would reach into the gap, or lie in it."""
EAST_ASIAN = 0x2E80
"""The first block of East Asian characters (CJK Radicals Supplement); what follows it is taken for East Asian."""
_BATCH = 1 << 18
"""Characters hashed at a time: few enough for the processor's cache, enough to forget numpy's cost per call."""
_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
"""Odd 64-bit constants: the golden ratio (Knuth, 6.4) and Pelle Evensen's rrmxmx multiplier."""


class Shingles(NamedTuple):
    """The hashes of a batch of texts: text i has the set of hashes[starts[i]:starts[i + 1]].

    They stand in text order, with repeats.  The few positions between two texts repeat the first hash of the
    text before, so that nothing need be copied.
    """

    hashes: "U64"
    starts: "I64"
    exact: tuple[bytes, ...]
    """16 bytes for each text: equal where the contents are equal."""
    lengths: tuple[int, ...]
    """Width of each content in columns: letters and digits count one, East Asian characters two.  A text of
    length 0 has no shingles, whatever its hashes say."""

    def each(self) -> "Iterator[U64]":
        """Yield the hashes of each text alone."""
        if len(self.exact) == 1:
            yield self.hashes
            return
        for begin, end in pairwise(self.starts.tolist()):
            yield self.hashes[begin : max(begin + 1, end - _REACH)]


def batches(texts: Iterable[str], sizes: Sizes = DEFAULT) -> Iterator[Shingles]:
    """Yield the shingles of texts in order, in batches of a quarter million characters, each good until the next."""
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
        hashes, one, length = hashes_of(texts[0], sizes)
        return Shingles(hashes, np.array((0, len(hashes))), (one,), (length,))
    room = room or Room()
    stream, begins = streams_of(texts, room)
    hashes = room.array("u8", len(stream) - (LONGEST - 1))
    columns = np.diff(begins) - LONGEST
    if stream.max() >= EAST_ASIAN:
        wide = stream >= EAST_ASIAN
        _hash(stream, wide, sizes, hashes)
        columns += [np.count_nonzero(wide[begin:end]) for begin, end in pairwise(begins.tolist())]
    else:
        _hash(stream, None, sizes, hashes)
    _repeat_first(hashes, begins)
    data = stream.data.cast("B")
    bounds = (2 * begins).tolist()
    exact = tuple(
        _exact(data[begin : end - 2 * LONGEST], text)
        for (begin, end), text in zip(pairwise(bounds), texts, strict=True)
    )
    return Shingles(hashes, begins, exact, tuple(columns.tolist()))


def hashes_of(text: str, sizes: Sizes = DEFAULT) -> "tuple[U64, bytes, int]":
    """Return the hashes of one text's shingles, its exact hash and its length, as `Shingles` has them.

    Without what keeps texts apart: a short text costs little but numpy's calls.
    """
    import numpy as np

    stream = stream_of(text)
    length = len(stream) - LONGEST
    wide = stream >= _first_wide()
    broad = int(np.count_nonzero(wide))
    hashes = np.empty(len(stream) - (LONGEST - 1), np.uint64)
    _hash(stream, wide if broad else None, sizes, hashes)
    return hashes[: max(1, length - LONGEST + 1)], _exact(stream[:length].data, text), length + broad


def _exact(content: memoryview, text: str) -> bytes:
    """Return the hash of a text's content; of a text without content, that of the text."""
    return _digest()(content or text.encode("utf-8", "surrogatepass"))


@cache
def _digest() -> Callable[[memoryview | bytes], bytes]:
    """Return the function, imported once: to import takes as long as to hash."""
    from xxhash import xxh3_128_digest

    return xxh3_128_digest


def shingle_set(text: str, sizes: Sizes = DEFAULT) -> "U64":
    """Return the sorted distinct hashes of a text's shingles."""
    import numpy as np

    found = shingles([text], sizes)
    if not found.lengths[0]:
        return found.hashes[:0]
    hashes = found.hashes
    hashes.sort()
    return hashes[np.concatenate(([True], hashes[1:] != hashes[:-1]))]


def _repeat_first(hashes: "U64", begins: "I64") -> None:
    """Overwrite the hashes that reach into a gap with the first of their text."""
    import numpy as np

    firsts = np.repeat(begins[:-1], _REACH)
    places = (begins[1:, np.newaxis] - np.arange(1, _REACH + 1)).ravel()
    inside = places > firsts  # a text may be shorter than that
    hashes[places[inside]] = hashes[firsts[inside]]


def _hash(stream: "U16", wide: "npt.NDArray[np.bool_] | None", sizes: Sizes, hashes: "U64") -> None:
    """Write a 64-bit hash of the shingle at each position but the last LONGEST - 1 to `hashes`.

    `wide` says where a shingle starts on an East Asian character.  Four UTF-16 units are read as one integer: a
    shingle is the four it begins with and the four it ends with, which may overlap.
    """
    import numpy as np

    count = len(hashes)
    first, second, half = _operands()
    quads = np.ndarray((count + 4,), "<u8", stream, 0, (2,))
    for at in range(0, count, BLOCK):
        block = hashes[at : at + BLOCK]
        length = len(block)
        words = quads[at : at + length + 4].copy()  # aligned, for the processor's wide registers
        ends = words[sizes.other - 4 : sizes.other - 4 + length]
        if wide is not None:
            ends = np.where(wide[at : at + length], words[sizes.han - 4 : sizes.han - 4 + length], ends)
        np.multiply(ends, first, block)
        words = words[:length]
        block += words
        np.right_shift(block, half, out=words)
        block ^= words
        block *= second


@cache
def _operands() -> "tuple[U64, U64, U64]":
    """Return the multipliers and half a word's width as arrays: numpy takes them faster than numbers."""
    import numpy as np

    first, second, half = (np.array(value, np.uint64) for value in (*_MULTIPLIERS, 32))
    return first, second, half


@cache
def _first_wide() -> "U16":
    """Return the first East Asian character as an array, too."""
    import numpy as np

    return np.array(EAST_ASIAN, np.uint16)
