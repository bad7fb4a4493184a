"""An extractor's plain text mapped back onto the page's blocks."""

import re
from collections import defaultdict

from cleaner.document import Document

_NOISE = re.compile(r"[\W_]+")
_SHORT = 8
"""Letters below which a block's text is found too easily to be trusted by itself."""


_REACH = 2000


def kept_blocks(document: Document, text: str) -> set[int]:
    """Return the indexes of the blocks whose text stands, in order, in an extracted text.

    A block counts as found when its letters and digits stand there, after the block found before it if they do
    not stand far beyond; a short one only where it follows at once, or between two kept neighbours.
    """
    flat = _NOISE.sub("", text).lower()
    kept: set[int] = set()
    short: list[int] = []
    at = 0
    lines: dict[str, int] = defaultdict(int)
    for line in text.split("\n"):
        lines[_NOISE.sub("", line).lower()] += 1
    for index, block in enumerate(document.blocks):
        letters = _NOISE.sub("", document.slice(block)).lower()
        if not letters:
            short.append(index)
        elif len(letters) < _SHORT:
            if flat.startswith(letters, at) and lines.get(letters):
                kept.add(index)
                at += len(letters)
            else:
                short.append(index)
        else:
            found = flat.find(letters, at)
            if found < 0 or found - at > _REACH:
                near = flat.find(letters)
                found = near if near >= 0 else found
            if found >= 0:
                kept.add(index)
                at = found + len(letters)
    kept.update(index for index in short if index - 1 in kept and index + 1 in kept)
    return kept
