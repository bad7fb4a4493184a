"""Characters that are written in several ways, as pieces or drawn as one: composed, to be compared.

macOS takes Hangul to its letters and Kana from its voiced marks; old systems write Kana at half width, PDFs ligatures
and Arabic in the shapes that its letters take; behind a Han character may stand which glyph of it is wanted.
"""

import re
import unicodedata
from collections.abc import Iterator

_HANGUL = r"\u1100-\u115e\u1161-\u11ff\ua960-\ua97c\ud7b0-\ud7c6\ud7cb-\ud7fb"
"""Letters of syllables, without the fillers, which are blank."""
_KANA = r"\u3099\u309a\uff66-\uff9f"
"""Combining voiced marks, and half-width forms."""
_LIGATURES = r"\ufb00-\ufb06\ufb13-\ufb17\ufb4f\ufbdd\ufbea-\ufd3d\ufd50-\ufdfb\ufe70-\ufe7f\ufef5-\ufefc"
"""Two letters or more in one: Latin, Armenian, Hebrew and Arabic."""
_STYLED = r"\U0001d400-\U0001d7ff\U0002f800-\U0002fa1f"
"""Letters and Han outside the basic plane that stand for some within it: those of formulas, and of older standards."""
_CHOICES = r"\U000e0000-\U000e0fff"
"""Variation selectors, and tags."""

_PARTS = re.compile(f"[{_HANGUL}{_KANA}{_LIGATURES}{_STYLED}{_CHOICES}]+")
_CHOSEN = re.compile(f"[{_CHOICES}]+")
_SURROGATES = 0xD835, 0xD87E, 0xDB40
"""What those outside the basic plane begin with in UTF-16."""


def part_units() -> Iterator[int]:
    """Yield the UTF-16 units by which a text is known that may have to be composed."""
    for found in _PARTS.finditer("".join(map(chr, range(1 << 16)))):
        yield from range(*found.span())
    yield from _SURROGATES


def compositions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a text is to be composed, from and to, and what comes to stand there."""
    end = 0
    for found in _PARTS.finditer(text):
        begin = max(end, found.start() - 1)  # a mark belongs to what stands before it
        end = found.end()
        parts = unicodedata.normalize("NFKC", _CHOSEN.sub("", found.group()))
        yield begin, end, unicodedata.normalize("NFC", text[begin : found.start()] + parts)


def compose(text: str) -> str:
    """Return a text composed."""
    pieces: list[str] = []
    done = 0
    for begin, end, made in compositions(text):
        pieces += text[done:begin], made
        done = end
    return "".join([*pieces, text[done:]])
