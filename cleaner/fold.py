"""Folding for comparison: width, script and case, code point for code point.  Never applied to text that is kept."""

from functools import cache
from importlib.resources import files

WIDE = 0xFEE0
"""Distance from a full-width form (U+FF01..U+FF5E) to its ASCII character (Unicode Standard, Halfwidth and
Fullwidth Forms)."""

_CASED_END = 0x2500
"""Past the last block of the basic plane whose letters a web page writes in two cases."""


def fold(text: str) -> str:
    """Return the text half width, simplified and in lower case: as many code points as went in, so offsets carry over.

    Folding a folded text changes nothing.  Characters whose lower case is longer (U+0130) stay as they are.
    """
    return text.lower() if text.isascii() else text.translate(fold_table())


@cache
def fold_table() -> dict[int, int]:
    """Return the fold as a table of code points for `str.translate`; what folds to itself is not in it."""
    table = {point: ord(low) for point in range(_CASED_END) if len(low := chr(point).lower()) == 1}
    table |= {point + WIDE: table.get(point, point) for point in range(0x21, 0x7F)}
    table[0x3000] = 0x20
    for line in files("cleaner").joinpath("fold.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            table |= dict.fromkeys(map(ord, line[1:]), ord(line[0]))
    return {point: folded for point, folded in table.items() if point != folded}
