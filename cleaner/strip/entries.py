"""Lists of entries around an article, in any language: lines as short as a menu's or a headline, and no text."""

import re
from collections.abc import Iterable

from cleaner.strip.extent import PARAGRAPH, Extent, said_by_someone, title_likeness
from cleaner.strip.view import Line

_LONGEST, _LONGEST_CJK = 15, 25
"""Units of an entry: words; characters of a Chinese or Japanese headline."""

_WORD, _WORD_CJK = 4, 8
"""Units of a menu's word."""

_IMAGES = re.compile(
    r"""[\s|*•-]*+
    (?: \[?+\s*+ !\[[^\[\]\n]*+\] \([^\s()]*+ (?:\s"[^"]*+")?+ \) \s*+ (?:\]\([^\s()]*+\))?+ [\s|]*+ )+""",
    re.VERBOSE,
)
_NUMBERED = re.compile(r"\s*(?:\(?\d{1,3}[.)、:]|[a-z][.)])\s?\S|!\[")
"""A numbered item, an image: an article's."""

_SAID = re.compile(r"[^.][.!?。…]\s*$|:\s*$|://")
"""A sentence's stop, what leads to the lines under it, an address that an author writes down."""

_DATA = re.compile(r"[^:]{2,40}:\s*\S|.*\d")

_PRICE = re.compile(r"[¥$€£₩]\s?\d|\d\s?(?:元|€|zł|руб|kr\b)")
_GOODS, _PRICED = 3, 8
"""So many prices are a shop's, on lines of at most so many units."""

_LEADS = re.compile(r":\s*$")
_ENDING = 20
"""So many blocks from a text's last stop on are looked through for its end."""

_SHARE = 0.75
"""So much of a list is entries; captions and summaries are the rest."""

_FEWEST, _RUN, _FEW = 8, 6, 3
"""Entries of a list that stands by itself, of one that goes on in furniture, of one between it and a title."""

_TOLD, _BRIEF = 40, 5
"""Units of an article that has a list beside it, and is no index; and of a line that some write without a stop."""

_TITLE_LIKE = 0.5
"""So much of a title is in the text under it."""


def is_list(extent: Extent, rest: range) -> bool:
    """Whether next to all that the blocks hold is entries: no paragraph, nothing told, no rows of labels and values."""
    view = extent.view
    lines = view.lines[rest.start : rest.stop]
    if len(lines) < _FEWEST or any(line.mass >= PARAGRAPH for line in lines):
        return False
    if is_in_brief_lines(extent) or sum(line.mass for line in view.lines[slice(*extent.span)]) < _TOLD:
        return False
    if sum(line.mass for line in lines) > 0.1 * view.before[-1]:
        return False
    told = [line.index for line in lines if not is_image(line)]
    return sum(_is_entry(extent, at) for at in told) >= _SHARE * len(told) and not _is_said(extent, rest)


def is_in_brief_lines(extent: Extent) -> bool:
    """Whether the article's lines are brief and without a stop, as some write: such a line after it is no entry."""
    lines = extent.view.lines[slice(*extent.span)]
    return sum(line.cjk >= _BRIEF and not line.mass for line in lines) > sum(line.mass > 0 for line in lines)


def list_after(extent: Extent, last: int, stop: int) -> int:
    """Return where between a text's end and `stop` a list of entries begins that goes on to there; `stop` if none does.

    What the text ends with stays: a last line without a stop, what is torn at its links, what a colon leads to.
    """
    start = last
    for at in range(last, min(stop, last + _ENDING)):
        if _goes_on(extent, at) or _LEADS.search(extent.view.lines[at].folded):
            start = at + 1
    while start < stop and not _is_entry(extent, start):
        start += 1
    return start if is_list(extent, range(start, stop)) else stop


def list_before(extent: Extent, start: int, last: int) -> int:
    """Return where the list begins that goes on in the furniture at `start`; its text ends at `last`."""
    at = start
    while at > last and (_is_entry(extent, at - 1) or is_image(extent.view.lines[at - 1])):
        at -= 1
    while at < start and is_image(extent.view.lines[at]):
        at += 1
    is_run = start - at >= _RUN and not is_in_brief_lines(extent)
    return at if is_run and not _is_said(extent, range(at, start)) else start


def words_in(extent: Extent, rest: range) -> list[int]:
    """Return a menu's words among some blocks before the article: shorter than a title; none where they are few."""
    lines = extent.view.lines
    found = [
        at
        for at in rest
        if lines[at].units <= (_WORD_CJK if lines[at].cjk else _WORD)
        and _is_entry(extent, at)
        and title_likeness(lines[at].core, extent.body) < _TITLE_LIKE
    ]
    return found if len(found) >= _FEW and not _is_said(extent, rest) else []


def _is_entry(extent: Extent, at: int) -> bool:
    if extent.furniture[at]:
        return True
    view, line = extent.view, extent.view.lines[at]
    if line.mass or line.codelike or line.units > (_LONGEST_CJK if line.cjk else _LONGEST) or at in view.table_cells:
        return False
    return not (_goes_on(extent, at) or _NUMBERED.match(line.folded) or _SAID.search(line.folded))


def _goes_on(extent: Extent, at: int) -> bool:
    """Whether a block goes on with a sentence that was torn at its links."""
    return extent.view.document.text[extent.view.lines[at].start].islower()


def _is_said(extent: Extent, rest: range) -> bool:
    """Whether people say lines like these: told without a stop, with prices, every other with a label or a number."""
    lines = [extent.view.lines[at] for at in rest if not is_image(extent.view.lines[at])]
    data = sum(not extent.furniture[line.index] and _DATA.match(line.folded) is not None for line in lines)
    return said_by_someone(lines) or 2 * data >= len(lines) or are_goods(lines)


def are_goods(lines: Iterable[Line]) -> bool:
    """Whether lines are what a shop offers, with their prices: a headline says more than a sum."""
    return sum(line.units <= _PRICED and _PRICE.search(line.folded) is not None for line in lines) >= _GOODS


def is_image(line: Line) -> bool:
    """Whether a block is images, as Markdown writes them, and nothing else: they stand in lists and in texts."""
    return _IMAGES.fullmatch(line.folded) is not None
