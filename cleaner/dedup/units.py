"""A text to its content: what of it is compared, as 16-bit units, without a Python loop over characters.

The content is letters and digits alone, composed, half width, simplified, lower case, without accents; addresses and
notices of lost images are left out.  White space and punctuation are gone, so joined words, other line ends and other
widths make no difference.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cleaner.dedup.compose import compose, compositions, part_units
from cleaner.fold import WIDE, fold_table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    I64 = npt.NDArray[np.int64]
    U8 = npt.NDArray[np.uint8]
    U16 = npt.NDArray[np.uint16]

GAP = 8
"""Units between two texts, each of them 1, so that no shingle spans them: a shingle has as many at most."""
_GAP = "\0" * GAP
_PART = 2
"""What a unit is looked up as where its text may have to be composed: rare, and found with the gaps at no cost."""

BLOCK = 16_000
"""Positions computed at a time: what they take stays in the processor's nearer cache, and lies under the 128 kB from
which malloc gives new memory each time."""

_KEPT = 1 << 19
"""Values of the arrays that are kept: twice as many as a batch of texts has characters."""

_LOST_IMAGE = re.compile(
    r"\[外[链鏈][图圖]片[转轉]存[^\[\]]{0,200}\](?:\([^()\s]{0,2000}(?:\([^()\s]{0,2000}\))?[^()\s]{0,2000}\))?"
)
"""The notice that a repost has in place of an image, and the address after it, which may hold one pair of brackets."""
_ADDRESS = re.compile(r"(?:https?)?://[!-~]{0,2000}")
_ADDRESS_UNITS = {
    "ascii": re.compile(rb"://[!-~]{0,2000}"),
    "utf-16-le": re.compile(rb":\0/\0/\0(?:[!-~]\0){0,2000}"),
}
"""The same without its scheme, in either encoding."""
_BLANKS = "nbsp|ensp|emsp|thinsp|shy|zwnj|zwj|#160|#173|#8203|#12288"
_WIDE_BLANKS = _BLANKS.translate({point: point + WIDE for point in range(0x21, 0x7B)})
_BLANK = re.compile(f"[&＆](?:{_BLANKS}|{_WIDE_BLANKS})[;；]")
"""White space as a page's source has it, at either width."""

_RADICALS = str.maketrans(
    "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "母民西见角贝车长门青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
"""Radicals that PDFs have for the characters they look like; Unicode itself says it of others (Kangxi Radicals)."""
_UNSEEN = "\u0640\u115f\u1160\u3164\uffa0"
"""Letters by their class that say nothing: what stretches an Arabic word, and fillers of Hangul."""


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
            kept = np.empty(max(count, _KEPT), dtype)
            if len(kept) == _KEPT:
                self._arrays[dtype] = kept
        return kept[:count]


def content(text: str) -> str:
    """Return what of a text is compared, as the shingles see it."""
    return stream_of(text)[:-GAP].tobytes().decode("utf-16-le", "surrogatepass")


def folded_characters(text: str) -> tuple[str, list[int]]:
    """Return a text's content, and for each of its UTF-16 units the code point of the text that it comes from."""
    table = _composed_table()
    text, origins = _composed(text)
    for noise in (_LOST_IMAGE, _BLANK, _ADDRESS):
        text = noise.sub(lambda found: " " * len(found.group()), text)
    units: list[str] = []
    places: list[int] = []
    for place, character in zip(origins, text, strict=True):
        for unit in memoryview(character.encode("utf-16-le", "surrogatepass")).cast("H"):
            if unit and table[unit]:
                units.append(chr(table[unit]))
                places.append(place)
    return "".join(units), places


def _composed(text: str) -> tuple[str, list[int]]:
    """Return a text composed, and for each of its code points the one of the text that it comes from."""
    pieces: list[str] = []
    origins: list[int] = []
    done = 0
    for begin, end, made in compositions(text):
        pieces += text[done:begin], made
        origins += range(done, begin)
        place = begin
        for character in made:
            origins.append(min(place, end - 1))
            place += len(unicodedata.normalize("NFD", character))  # as many pieces as were composed
        done = end
    return "".join([*pieces, text[done:]]), [*origins, *range(done, len(text))]


def streams_of(texts: Sequence[str], room: Room) -> "tuple[U16, I64]":
    """Return the contents of texts as UTF-16 units, each followed by its gap, and where each begins.

    The last of these is where all end.  A gap's units are 1.  Behind the end lie as many more as a
    shingle needs that starts on the last gap's last unit.
    """
    import numpy as np

    texts = list(map(_without_notices, texts))
    if all(map(str.isascii, texts)):
        joined = bytearray(_GAP.join([*texts, _GAP[1:]]), "ascii")
        joined += b" " * (len(joined) % 2)
        units = np.frombuffer(joined, np.uint8)
    else:  # text by text: together, one emoji would make every text as wide as itself, and slower to encode
        encoded = [text.encode("utf-16-le", "surrogatepass") for text in texts]
        gap = _GAP.encode("utf-16-le")
        joined = bytearray(gap).join([*encoded, gap[2:]])
        units = np.frombuffer(joined, "<u2")
    _blank_addresses(joined, units)
    stream = _folded(units, room.array("u2", len(units)))
    (gaps,) = (stream <= _PART).nonzero()
    begins = np.zeros(len(texts) + 1, np.int64)
    if len(gaps) == GAP * (len(texts) + 1) - 1:
        begins[1:] = gaps[: len(texts) * GAP : GAP] + GAP
        return stream[: begins[-1] + GAP - 1], begins
    parts = gaps[stream[gaps] == _PART]
    gaps = gaps[stream[gaps] == 1]
    if len(gaps) != GAP * (len(texts) + 1) - 1:  # a text has the gap's character in it
        return streams_of([text.replace("\0", " ") for text in texts], room)
    begins[1:] = gaps[: len(texts) * GAP : GAP] + GAP
    streams = [stream[begin:end] for begin, end in pairwise(begins.tolist())]
    for at in np.unique(begins.searchsorted(parts, "right") - 1).tolist():
        streams[at] = stream_of(texts[at])
    begins[1:] = np.cumsum([len(one) for one in streams])
    return np.concatenate([*streams, streams[-1][1 - GAP :]]), begins


def stream_of(text: str) -> "U16":
    """Return the content of a text as UTF-16 units, followed by one gap, whose units are 1."""
    import numpy as np

    text = _without_notices(text.replace("\0", " "))
    stream = _stream(text, _unit_table())
    if not text.isascii() and np.count_nonzero(stream == _part()):
        return _stream(compose(text), _composed_table())
    return stream


def _stream(text: str, table: "U16") -> "U16":
    """Return the units of a text and one gap, as a table has them."""
    import numpy as np

    encoded = (text + _GAP).encode("utf-16-le", "surrogatepass")
    units = np.frombuffer(encoded, "<u2")
    if ":" in text and "://" in text:
        joined = bytearray(encoded)
        units = np.frombuffer(joined, "<u2")
        _blank_addresses(joined, units)
    folded = table.take(units)
    kept: U16 = folded[folded.astype(bool)]  # of few units faster than compress
    return kept


def _folded(units: "U8 | U16", stream: "U16") -> "U16":
    """Return what units are compared as, without those that are not; it lies in `stream`.

    Units of 8 bits are ASCII, an even number, and looked up two at a time.
    """
    table, kind, size = _unit_table(), units.dtype, 0
    if units.itemsize == 1:
        table, units = _pair_table(), units.view("u2")
    for at in range(0, len(units), BLOCK):
        folded = table.take(units[at : at + BLOCK]).view(kind)
        kept = folded.compress(folded != 0)
        stream[size : size + len(kept)] = kept
        size += len(kept)
    return stream[:size]


def _without_notices(text: str) -> str:
    """Leave out the notices of lost images, and white space as a page's source has it."""
    if ("&" in text or "＆" in text) and _BLANK.search(text):
        text = _BLANK.sub(" ", text)
    if "外" in text and "[外" in text:  # one character is found many times as fast as two
        return _LOST_IMAGE.sub(" ", text)
    return text


def _blank_addresses(joined: bytearray, units: "U8 | U16") -> None:
    """Overwrite the addresses with spaces; `units` is a view of `joined`, in which numpy finds them fastest."""
    (colons,) = (units[:-2] == ord(":")).nonzero()
    if not len(colons):
        return
    colons = colons[(units[colons + 1] == ord("/")) & (units[colons + 2] == ord("/"))]
    width, end = units.itemsize, 0
    encoding = "ascii" if width == 1 else "utf-16-le"
    schemes = "https".encode(encoding), "http".encode(encoding)
    for colon in (width * colons).tolist():
        if colon < end:
            continue
        begin = next((colon - len(scheme) for scheme in schemes if joined.endswith(scheme, end, colon)), colon)
        found = _ADDRESS_UNITS[encoding].match(joined, colon)
        end = found.end() if found else colon
        units[begin // width : end // width] = ord(" ")


@cache
def _pair_table() -> "U16":
    """Return what two ASCII characters are compared as that are read as one integer."""
    import numpy as np

    table = _unit_table()[:128]
    pairs = np.zeros((256, 256), np.uint16)
    pairs[:128, :128] = table[:, np.newaxis] << np.uint16(8) | table
    return pairs.ravel()


@cache
def _unit_table() -> "U16":
    """Return what each UTF-16 unit is compared as: 0 for white space and punctuation, 1 for the separator.

    Those of texts that may have to be composed are _PART.
    """
    table = _composed_table().copy()
    table[list(part_units())] = _PART
    return table


@cache
def _part() -> "U16":
    """Return _PART as an array, which numpy takes faster than a number."""
    import numpy as np

    return np.array(_PART, np.uint16)


@cache
def _composed_table() -> "U16":
    """Return the same for a text that was composed."""
    import numpy as np

    table = np.zeros(1 << 16, np.uint16)
    folds = fold_table() | {ord("著"): ord("着")}
    for radical in range(0x2F00, 0x2FD6):
        same = ord(unicodedata.normalize("NFKC", chr(radical)))
        folds[radical] = folds.get(same, same)
    folds |= _RADICALS
    for point in range(1 << 16):
        character = chr(folds.get(point, point))
        if character.isalnum():
            table[point] = _plain(character)
        elif 0xD800 <= point < 0xE000:
            table[point] = point
    table[[ord(character) for character in _UNSEEN]] = 0
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
