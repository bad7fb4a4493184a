"""A plain text's own layout, as evidence of what is its own: lines wrapped at a width, headings over indented text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaner.strip.view import Line, View

_NARROW, _WIDE, _BAND = 45, 110, 14
"""Columns at which writers, editors and terminals wrap text, and how ragged the right margin of one text is."""

_BAND_CJK = 4
"""The same where each character has the same width: headlines are of all lengths."""

_FEWEST, _MOST_GO_ON, _AT_WIDTH = 4, 0.5, 0.7
"""Lines wrapped at the width that prove it; the share of the lines without a stop that go on below, and of these the
share that ends at the width.
"""

_TOLD = 0.25
"""The share of the lines that go on in which, or below which, a sentence ends, or goes on in lower case."""

_HEADING = 10
"""Units of the longest heading."""

_FEWEST_HEADS, _INDENT = 3, 4
"""Headings in capitals at the margin that a manual has at least, and how far in the text under them is set."""

_ENDS = re.compile(r"[.。!?:;…]['\"”’)\]]{0,2}\Z")
_STOP = re.compile(r"。|[가-힣]\.")
_BEGINS = re.compile(r"[*•·+|:-]|\.\.\s|\(?\w{1,2}[.)]\s|https?://|\[")
_UNDERLINE, _MARKS = 3, "=-~^*#_+\"'`"
"""Characters of the shortest line under a heading, and what it is of."""


class _Set(NamedTuple):
    """A line where it is set."""

    line: Line
    indent: int
    """Columns of white space before it."""
    right: int
    """The column it ends at; a wide character has two."""
    is_below: bool
    """Whether it stands right under the line before, with no empty line between."""
    is_lower: bool
    """Whether it begins with a small letter."""


def typeset_lines(view: View) -> tuple[frozenset[int], bool]:
    """Return the lines that a plain text's layout tells to be its own, and whether the text is wrapped at a width.

    Headings are, that have a line of marks as long as they are under them.  Where a text is wrapped those are too
    between which a sentence goes on, whatever their words may be elsewhere, and headings over text that is set further
    in, as in manuals; where it is not, those in capitals at its margin.
    """
    if view.document.nodes:
        return frozenset(), False
    lines = list(_set(view))
    pairs = list(pairwise(lines))
    own = {above.line.index for above, below in pairs if below.is_below and _is_underline(below.line, above.line)}
    heads = {above.line.index for above, below in pairs if _is_head_of_manual(above, below, view.document.text)}
    own |= heads if len(heads) >= _FEWEST_HEADS else set()
    width = _width(lines, pairs)
    for above, below in pairs if width else ():
        if _is_torn(above, below) and above.right > width - 2 * _BAND:
            own |= {above.line.index, below.line.index}
        if below.indent > above.indent and above.line.units <= _HEADING and not above.line.mass:
            own.add(above.line.index)
    return frozenset(own), width > 0


def _set(view: View) -> Iterator[_Set]:
    text, end = view.document.text, 0
    for line in view.lines:
        gap = text[end : line.start]
        indent = len(gap[gap.rfind("\n") + 1 :].expandtabs())
        right = indent + len(line.folded) + line.cjk
        yield _Set(line, indent, right, gap.count("\n") == 1, text[line.start].islower())
        end = line.end


def _width(lines: Sequence[_Set], pairs: Sequence[tuple[_Set, _Set]]) -> int:
    """Return the width that a text is wrapped at; 0 where few of its lines stop in mid-sentence, or not near one.

    Of the lines that end without a stop right over another most go on there: over a page's titles others begin.  Few
    of its paragraphs are longer than such a line: a page's are.
    """
    open_ended, told, torn = 0, 0, Counter[int]()
    for above, below in pairs:
        if below.is_below and _NARROW <= above.right <= _WIDE and _is_open(above.line, below.line):
            open_ended += 1
            if _goes_on(above, below):
                torn[above.right] += 1
                told += below.is_lower or _tells(above, below)
    if torn.total() < max(_FEWEST, _MOST_GO_ON * open_ended) or told < _TOLD * torn.total():
        return 0
    band = _BAND_CJK if 2 * sum(above.line.cjk > 0 for above, _ in pairs) > len(pairs) else _BAND
    bands = {right: sum(torn[at] for at in range(right - band, right + 1)) for right in torn}
    width, count = max(sorted(bands.items()), key=lambda band: band[1])
    endless = sum(line.right > _WIDE + _BAND and line.line.mass > 0 for line in lines)
    return width if count >= max(_FEWEST, _AT_WIDTH * torn.total()) and 4 * endless <= count else 0


def _is_underline(line: Line, heading: Line) -> bool:
    """Whether a line is one mark again and again, under all of a heading."""
    length = len(line.folded)
    return (
        length >= _UNDERLINE
        and abs(length - len(heading.folded)) <= 1
        and len(set(line.folded)) == 1
        and (line.folded[0] in _MARKS)
    )


def _is_head_of_manual(above: _Set, below: _Set, text: str) -> bool:
    """Whether a line in capitals at the margin stands right over text that is set far in."""
    head = text[above.line.start : above.line.end]
    return below.is_below and not above.indent and below.indent >= _INDENT and head.isupper() and len(head) <= _NARROW


def _is_torn(above: _Set, below: _Set) -> bool:
    """Whether a sentence that has not ended stands right over a line that it may go on in."""
    return below.is_below and _is_open(above.line, below.line) and _goes_on(above, below)


def _is_open(line: Line, below: Line) -> bool:
    """Whether a line has no stop, and neither it nor the one below is code; a list's item begins anew."""
    return not (_ENDS.search(line.folded) or line.codelike or below.codelike or _BEGINS.match(below.folded))


def _tells(above: _Set, below: _Set) -> bool:
    """Whether a sentence ends in one of two lines: hardly ever in headlines under a limit on their length."""
    return _STOP.search(above.line.folded) is not None or _STOP.search(below.line.folded) is not None


def _goes_on(above: _Set, below: _Set) -> bool:
    """Whether a line can be the middle of a sentence: in lower case, or in Chinese, Japanese and Korean."""
    return below.is_lower or (above.line.cjk > 0 and below.line.cjk > 0)
