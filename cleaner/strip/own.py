"""What a rule would take and its neighbours tell to be the text's own: facts, lists, what a sentence leads to."""

import re
from collections.abc import Iterator, Mapping

from cleaner.strip.contents import heads_contents
from cleaner.strip.extent import Extent
from cleaner.strip.view import Line

_LABELLED = re.compile(r"[^\W\d_][^:.。!?]{0,18}[^\W_]\s?:\s?\S.{0,40}")
"""A label of a few words and its value."""
_MARKS = frozenset("-*+•·>.")
"""What a list's items begin with, a quotation's lines, and names of classes."""
_FEWEST = 2
"""Strange lines beside which a known one is of their sort."""
_NUMBER = re.compile(r"[(\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.)\]、](?!\d)")
_REFERRING = frozenset({"related", "reader"})
_TAKEN_UNDER = frozenset({"copyright", "repost", "comments", "disclaimer"})
"""Families whose lines are numbered, too: a site's notices."""
_LEADS = 6
"""Units of a line that is more than a label or a button."""
_MOST_LED = 12
"""Lines of the longest list that such a line leads to."""
_COUNTED = frozenset({"thread", "byline", "share"})
"""Families of records and counters, which stand under whatever a post ends in."""
_SUBJECT = 3
"""Units of the longest word that the text below it explains."""
_HOLDERS = 3
"""Lines on whose a work is, with text between, that only a text on that has."""
_ROW_OF_HOLDERS = 5
"""The same, different and one under the other."""
_SAID = 15
"""Units of the least text between two of them."""
_HELD = re.compile(r"(?:copyright\s?:?\s?(?:\(c\)|©)?|©|\(c\))\s?(?:19|20)\d\d")
_TERMS = re.compile(
    r"permission is hereby granted|permission to use, copy|redistribution and use in source|licensed under the"
    r"|this (?:program|library|software|file) is (?:free|provided|distributed)"
    r"|use of this source code is governed"
)
"""What the terms of a licence begin with."""
_MANUALS = re.compile(r"[\w.+:-]+\s?\(\d[a-z]{0,4}\)(?:[,.;]|\Z)")
"""The first of the manual's pages that a heading refers to."""
_MOST_HOLDERS = 200
"""Lines on whose a work is under one heading."""
_OVER_TERMS = 6
"""Lines from whose a work is to the terms that he gives it away under: other holders stand between, a heading."""
_RIGHTS = re.compile(r"copyright|copying|licen[cs]e|lizenz|licence|licencia|лицензия|著作権|版权|许可|授权")


def own_lines(extent: Extent, struck: Mapping[int, str]) -> Iterator[int]:
    """Yield the blocks among those that rules take whole, with the rules' families, that are the text's own.

    A line of a list, numbered or not, or of facts with labels, most of whose lines no rule knows; a line that a
    sentence with a colon leads to; a word that the sentence below explains; the heading of a table of contents that
    came along; whose a work is, in its part on that, over a licence, in a wrapped text that goes on, and where
    several such lines have text between; what heads the names of a manual's pages.  What says whence an item of a
    list was taken stands among its facts, too.
    """
    is_on_rights = "copyright" in struck.values() and _is_on_rights(extent, struck)
    last = _last_told(extent, struck)
    runs: dict[int, bool] = {}
    for at, family in struck.items():
        if (
            (family not in _COUNTED and (_is_led_to(extent, struck, at, last) or _is_listed(extent, struck, at, last)))
            or (family != "repost" and _is_of_strangers(extent, struck, at, runs))
            or (family != "comments" and _is_explained(extent, struck, at))
            or (family == "copyright" and (is_on_rights or _is_of_rights(extent, struck, at)))
            or (family == "toc" and heads_contents(extent.view, at))
            or (family in _REFERRING and _heads_manuals(extent, at))
        ):
            yield at


def _is_strange(extent: Extent, struck: Mapping[int, str], at: int) -> bool:
    """Whether neither a rule nor the lexicon of furniture knows a block."""
    return at not in struck and not extent.kinds[at]


def _last_told(extent: Extent, struck: Mapping[int, str]) -> int:
    """Return the last block that is a sentence and no furniture's; -1 for none."""
    lines = reversed(extent.view.lines)
    return next((line.index for line in lines if line.mass and _is_strange(extent, struck, line.index)), -1)


def _is_led_to(extent: Extent, struck: Mapping[int, str], at: int, last: int, least: int = _LEADS) -> bool:
    """Whether a line that no rule knows leads on to the block: both say more than labels and buttons do.

    Where the text's `last` sentence stands before, and furniture alone follows to the end of the page, the text broke
    off at its colon: an image or a list was lost there.
    """
    over, line = extent.view.lines[max(0, at - 1)], extent.view.lines[at]
    says = over.units >= _LEADS and line.units >= least
    if not (at > 0 and says and over.folded[-1] == ":" and _is_strange(extent, struck, at - 1)):
        return False
    return at + 1 == len(extent.view.lines) or at < last


def _is_listed(extent: Extent, struck: Mapping[int, str], at: int, last: int) -> bool:
    """Whether the block is one of a run of brief lines that a sentence with a colon leads to and a sentence follows.

    No page has its footer between two sentences of a text, one of which speaks of it.
    """
    lines = extent.view.lines
    over = (near for near in range(at - 1, max(-1, at - 1 - _MOST_LED), -1) if _is_strange(extent, struck, near))
    under = (near for near in range(at + 1, min(len(lines), at + 1 + _MOST_LED)) if _is_strange(extent, struck, near))
    start, end = next(over, -1), next(under, 0)
    return start >= 0 and lines[end].mass > 0 and end > 0 and _is_led_to(extent, struck, start + 1, last, 1)


def _is_of_strangers(extent: Extent, struck: Mapping[int, str], at: int, runs: dict[int, bool]) -> bool:
    """Whether the block stands in a run of lines of one sort, most of which no rule knows.

    A run is looked at once, and noted in `runs` for each of its lines.
    """
    lines = extent.view.lines
    sort = _sort(lines[at])
    if not sort or (sort == "1" and struck[at] in _TAKEN_UNDER):
        return False
    if at not in runs:
        start, end = at, at + 1
        while start and _sort(lines[start - 1]) == sort:
            start -= 1
        while end < len(lines) and _sort(lines[end]) == sort:
            end += 1
        strange = sum(_is_strange(extent, struck, near) for near in range(start, end))
        runs |= dict.fromkeys(range(start, end), strange >= _FEWEST and 2 * strange >= end - start)
    return runs[at]


def _sort(line: Line) -> str:
    """Return the mark that a line begins with, 1 for a number; a colon for a labelled fact; empty for another's."""
    if line.folded[0] in _MARKS:
        return line.folded[0]
    if _NUMBER.match(line.folded):
        return "1"
    return ":" if not line.mass and _LABELLED.fullmatch(line.folded) else ""


def _is_explained(extent: Extent, struck: Mapping[int, str], at: int) -> bool:
    """Whether a word between two sentences heads the second, in which it stands again."""
    lines = extent.view.lines
    if not 0 < at < len(lines) - 1 or lines[at].units > _SUBJECT or not lines[at].core.isalpha():
        return False
    over, line, below = lines[at - 1 : at + 2]
    if not over.folded.endswith((".", "。")) or not _is_strange(extent, struck, at - 1):
        return False
    is_said = below.mass > 0 or (below.units >= 2 * _SUBJECT and below.folded[-1] in ".。")
    return is_said and line.core in below.core and _is_strange(extent, struck, at + 1)


def _heads_manuals(extent: Extent, at: int) -> bool:
    """Whether pages of the manual are named below: links have titles."""
    lines = extent.view.lines
    return at + 1 < len(lines) and _MANUALS.match(lines[at + 1].folded) is not None


def _is_on_rights(extent: Extent, struck: Mapping[int, str]) -> bool:
    """Whether lines on whose a work is stand at several places, each with a paragraph of text before it.

    What rules take is no text between them: a page has its notices one under the other, but never so many holders.
    """
    said, last, places = 0, 0, set[str]()
    held: set[str] = set()
    for line in extent.view.lines:
        held = held | {line.core} if _HELD.match(line.core) else set()
        if len(held) >= _ROW_OF_HOLDERS:
            return True
        if struck.get(line.index) == "copyright" or _HELD.match(line.core):
            if said - last >= _SAID:
                places.add(line.core)
                last = said
        elif line.index not in struck:
            said += line.mass
    return len(places) >= _HOLDERS


def _is_of_rights(extent: Extent, struck: Mapping[int, str], at: int) -> bool:
    """Whether a line on whose a work is belongs to a part on that, or to a licence.

    A heading says so that Markdown or the text's layout marks as one; the terms go on below in a wrapped text.
    """
    lines, before = extent.view.lines, extent.view.before
    if extent.is_wrapped and before[at] < before[-1]:
        return True
    if any(_TERMS.match(line.core) for line in lines[at + 1 : at + 1 + _OVER_TERMS]):
        return True
    near = range(at - 1, max(-1, at - 1 - _MOST_HOLDERS), -1)
    others = (over for over in near if struck.get(over) != "copyright" and any(map(str.isalnum, lines[over].core)))
    over = next(others, -1)  # the heading: over other holders of the rights, and a line of marks
    if over < 0 or not (over in extent.typeset or lines[over].folded.startswith("#")):
        return False
    return lines[over].units <= _SUBJECT and _RIGHTS.search(lines[over].core) is not None
