"""A page as the detectors see it: its lines, and what the journal tells of places in it."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, NamedTuple

from cleaner.items import lines as shape

TITLE_LINE = 60
"""Longest first line that is taken for the title of a page that states none, in code points."""


class Line(NamedTuple):
    """A line of the text, without the blanks around it."""

    start: int
    end: int
    text: str
    number: shape.Number | None = None
    """The number that heads it."""

    @property
    def rest(self) -> str:
        """Return the line without its number."""
        return self.text[self.number.length :] if self.number else self.text

    @property
    def ends_sentence(self) -> bool:
        """Return whether it ends as a sentence does."""
        return shape.ends_sentence(self.text)


_new: Any = tuple.__new__
"""What the class of a named tuple would call, at a third of the cost."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as the detectors see it.  All places are offsets in its text, ascending."""

    text: str
    lines: tuple[Line, ...]
    title: str
    """The page's title, or its first line where it is short."""
    short: str = ""
    """Its short lines together: where a heading can stand."""
    marks: tuple[int, ...] = ()
    """Where a translator's mark was removed that may follow every item."""
    buttons: tuple[int, ...] = ()
    """Where a button to read on was removed that may follow every item."""
    taken: tuple[tuple[int, str, str], ...] = ()
    """Where a line was removed as the page's own that may be an item's: the field that it states, and its value."""
    joints: tuple[int, ...] = ()
    """Where repair parted joined words."""
    outlines: tuple[tuple[int, ...], ...] = ()
    """For each repeated structure of the page's HTML, where its elements begin, and where the last one ends."""


def sheet_of(text: str, title: str, **places: Any) -> Sheet:
    """Return a page as the detectors see it; `places` are the fields of Sheet from `marks` on."""
    lines = lines_of(text)
    first = lines[0].text if lines and len(lines[0].text) <= TITLE_LINE else ""
    short = "\n".join([line.text for line in lines if len(line.text) <= shape.SHORT])
    return Sheet(text, lines, title or first, short, **places)


def lines_of(text: str) -> tuple[Line, ...]:
    """Cut a text into its non-blank lines."""
    lines: list[Line] = []
    at = 0
    for row in text.split("\n"):
        bare = row.strip()
        if bare:
            start = at if row[0] == bare[0] else at + row.index(bare[0])
            number = shape.number_of(bare) if bare[0] in shape.NUMBER_STARTS else None
            lines.append(_new(Line, (start, start + len(bare), bare, number)))
        at += len(row) + 1
    return tuple(lines)


def lines_in(sheet: Sheet, start: int, end: int) -> list[Line]:
    """Return the lines between two offsets; a line that the span begins or ends inside is cut."""
    found = []
    for at in range(bisect_right(sheet.lines, start, key=lambda line: line.end), len(sheet.lines)):
        line = sheet.lines[at]
        if line.start >= end:
            break
        if line.start < start or line.end > end:
            left, right = trim(sheet.text, max(start, line.start), min(end, line.end)) or (0, 0)
            line = Line(left, right, sheet.text[left:right])
        if line.text:
            found.append(line)
    return found


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a span without the white space around it, None where there is nothing else."""
    piece = text[start:end]
    bare = piece.strip()
    left = start + len(piece) - len(piece.lstrip())
    return (left, left + len(bare)) if bare else None
