"""White space, tidied: what removals leave behind, odd line breaks, trailing blanks, control characters."""

import re
from collections.abc import Iterator

from cleaner.document import Document, Edit

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\u2028\u2029]|(?<![\x80-\xff])\x85(?![\x80-\xff])")
"""Line breaks that are not "\\n".  U+0085 among its like is a byte of a misread encoding, left for the repairs."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]|[\ud800-\udfff]")
"""What no text holds: C0 controls and halves of surrogate pairs.  C1 stays: it is what mended mojibake is made of."""

_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
"""What either begins with: hardly a text holds any."""

_TIDY = frozenset(("\n\n", "\n", "\t"))
"""Gaps that nearly all are, and that stay."""


def judge(document: Document) -> Iterator[Edit]:
    """Propose the white space of a clean text: at most one blank line, no blanks at line ends, none at either end."""
    text = document.text
    if not text:
        return
    if _ODD.search(text):
        odd = [(found, "\n", "layout.line_break") for found in _BREAKS.finditer(text)]
        odd += [(found, "", "layout.control") for found in _CONTROL.finditer(text)]
        for found, after, rule in odd:
            yield document.edit(found.start(), found.end(), after, rule)
        if odd:
            return
    blocks = document.blocks
    at = 0
    for index, block in enumerate(blocks):
        gap = text[at : block.start]
        if gap in _TIDY and index:
            at = block.end
            continue
        both_code = block.code and index > 0 and blocks[index - 1].code
        wanted = "" if index == 0 else gap if both_code else tidy_gap(gap)
        if gap != wanted:
            yield document.edit(at, block.start, wanted, "layout.white_space")
        at = block.end
    if at < len(text):
        yield document.edit(at, len(text), "", "layout.white_space")


def tidy_gap(gap: str) -> str:
    """Return the gap's plain form: a paragraph break, a line break with its indentation, or a tab."""
    lines = gap.count("\n")
    if not lines:
        return "\t" if "\t" in gap else gap
    indent = gap[gap.rindex("\n") + 1 :]
    if not indent.isascii():
        indent = ""
    return ("\n\n" if lines > 1 else "\n") + indent
