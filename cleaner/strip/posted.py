"""What platforms put between a title and its text: the moment with all that is glued to it, the account it is from."""

import re
from collections.abc import Iterator

from cleaner.document import Edit, Note
from cleaner.strip.chrome import kind_of_core
from cleaner.strip.extent import Extent
from cleaner.strip.row import again, stamps
from cleaner.strip.values import certain_date, clean_pairs
from cleaner.strip.view import Line

_BELOW, _LONGEST = 8, 60
"""So many lines below a title its byline ends; units of the longest line of it."""
_STAMPS = 2
"""A day and its clock, or a counter: a day alone may be the text's."""
_SAID = re.compile(r"[。!?;]")
_EVENT = re.compile(
    r"\A\s*(?:活动|会议|讲座|演出|比赛|开播|截止|报名)?时间\s?:|地点|会场|主讲|开幕|开始|截止|为期|举行|举办|召开|报名"
)
"""What stands beside the hour of something that takes place."""
_ACCOUNT = re.compile(r"(?:\A|[\s+])关注(?:\Z|\s)|创作者|属地|(?:发布|发表)于|粉丝|原创")
"""What stands beside the name of a platform's account."""
_PLACED = re.compile(r"\s*(?P<name>[^\W\d_][\w·.-]{1,11}?)?\s?(?:ip\s?)属地\s?:?\s?[㐀-鿿]{2,4}\s*")
"""An account's name and where it writes from."""
_NAME = re.compile(r"[^\W\d_][\w·.-]{1,9}")
_PIECE = re.compile(r"[^\s|·•,]+")
_BUTTONS = frozenset({"control", "button", "share"})


def posted_lines(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the lines of a byline without an order: a moment among other things, a button among names.

    Only between the title and the text of a proven page.  The day is kept, and the account's name on the line above.
    """
    if extent.title < 0 or not extent.is_page:
        return
    document, lines = extent.view.document, extent.view.lines
    end = min(extent.title + 1 + _BELOW, extent.span[0])
    for line in lines[extent.title + 1 : end]:
        if not _fits(line) or line.index in extent.struck:
            continue
        if placed := _PLACED.fullmatch(line.folded):
            yield document.removal(line.index, rule, _named(document.text, line, placed))
            continue
        date = certain_date(line.folded) if len(stamps(line)) >= _STAMPS else ""
        if (date and not again(extent, line.index)) or (not date and _has_button(line)):
            yield document.removal(line.index, rule, (("date", date),) if date else ())
        over = lines[line.index - 1]
        near = " ".join(other.folded for other in lines[line.index : min(line.index + 3, end)])
        if date and over.index > extent.title and _is_name(extent, over) and _ACCOUNT.search(near):
            name = document.text[over.start : over.end]
            yield document.removal(over.index, rule, tuple(clean_pairs([("original_author", name)])))


def _named(text: str, line: Line, found: re.Match[str]) -> Note:
    """Return the writer's name that a match on a line says, if it says one."""
    start, end = found.span("name")
    return tuple(clean_pairs([("original_author", text[line.start + start : line.start + end])])) if end >= 0 else ()


def _fits(line: Line) -> bool:
    """Whether a line is brief and Chinese, says no sentence and announces nothing."""
    if not line.han or line.mass or line.code or line.units > _LONGEST:
        return False
    return not (_SAID.search(line.folded) or _EVENT.search(line.folded))


def _has_button(line: Line) -> bool:
    """Whether a row of several things has a button at its end."""
    pieces = _PIECE.findall(line.folded)
    return len(pieces) > 1 and kind_of_core(pieces[-1].strip("+")) in _BUTTONS


def _is_name(extent: Extent, line: Line) -> bool:
    bare = line.folded.strip()
    return not extent.kinds[line.index] and line.index not in extent.struck and _NAME.fullmatch(bare) is not None
