"""Folding for comparison: width, script and case, code point for code point.  Never applied to text that is kept."""

import sys
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDE = 0xFEE0
"""Distance from a full-width form (U+FF01..U+FF5E) to its ASCII character (Unicode Standard, Halfwidth and
Fullwidth Forms)."""

_CASED_END = 0x2500
"""Past the last block of the basic plane whose letters a web page writes in two cases."""


_SHORT = 300
"""Below this many code points `str.translate` is the faster way."""


def fold(text: str) -> str:
    """Return the text half width, simplified and in lower case: as many code points as went in, so offsets carry over.

    Folding a folded text changes nothing.  Characters whose lower case is longer (U+0130) stay as they are.
    """
    if text.isascii():
        return text.lower()
    if len(text) < _SHORT:
        return text.translate(fold_table())
    import numpy as np

    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return fold_array()[points].tobytes().decode("utf-32-le", "surrogatepass")


@cache
def fold_array() -> "NDArray[np.uint32]":
    """Return the fold as an array over all code points: looking up costs a tenth of what `str.translate` does."""
    import numpy as np

    array = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    table = fold_table()
    array[list(table)] = list(table.values())
    return array


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
