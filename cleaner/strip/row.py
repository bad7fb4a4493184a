"""Bylines in a row: dates, counters and buttons on one line, and at most one name, without labels."""

import re
from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.fold import fold
from cleaner.strip.chrome import kind_of_core
from cleaner.strip.extent import Extent
from cleaner.strip.values import certain_date, clean_pairs
from cleaner.strip.view import Line

_STAMP = re.compile(
    r"""(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s?(?:星期|周|\()[一二三四五六日]\)?)?
      | \d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)? | (?:星期|周)[一二三四五六日天](?![^\W\d_])
      | (?:预计)?阅读(?:时间|时长|需要?|本文)?[约需:≈]{0,2}\s?\d{1,3}\s?分钟 | 约?\s?\d{1,6}\s?字
      | 阅\s?\d[\d,.]{0,8}\s?[万kw]?
      | (?:阅读|浏览|点击|评论|回复|人气|热度|收藏|点赞|喜欢|围观|跟贴|字数|播放)(?:量|数|次数)?
        [\s:(|]{0,3}\d[\d,.]{0,8}\s?[万kw]?\+?\s?[次人条)]{0,2}
      | \d[\d,.]{0,8}\s?[万kw]?\+?\s?[次人条个]?\s?
        (?:阅读|浏览|点击|评论|回复|收藏|点赞|喜欢|围观|跟贴|播放|看过)(?!\s?\d)
      | \([^()\n]{0,4}\d[^()\n]{0,8}\) | (?:ip\s?)?属地[:\s]{0,2}[㐀-鿿]{2,4}
      | (?:分类|栏目|类型|标签|频道)\s?:\s?[^\s|·:]{1,12}
      | (?:发布|发表|更新|编辑|修改|撰写|刊登)(?:时间|日期)?[于:]?(?=\s|\Z|\d)""",
    re.VERBOSE,
)
"""Dates, clocks, counters and categories of a byline, where no word of theirs is a name."""
_ROW = 2
"""A date and a clock, a counter or a button beside it make a byline; a date alone, or a name's, may be a diary's."""
_NAME = re.compile(r"[^\W\d][\w·. -]{1,9}")
_PLACE = re.compile(r"\A\s*[^\s|·•,]+\s{4,}[㐀-鿿]{2,4}\s*\Z")
"""A name and a place, where the day and the clock between them are blanked."""
_HAN = re.compile(r"[㐀-鿿]")
_PIECE = re.compile(r"[^\s|·•,]+")
_LABELLED = re.compile(r"[^\s:]{1,6}:|来源|作者|编辑|责编|记者|出处|稿源|文/|撰文|翻译")
_MEDIUM = re.compile(r"..(?:报|网|社|台|刊|新闻|传媒|融媒|在线|客户端|快讯|中心|局|委|办|厅|院|部|处|站|公司)\Z")
"""What media and offices are called, and people are not."""
_NO_ONE = re.compile(r"报[导道]|即时|独家|综合|整理|摄影|头条|专栏|正文|资讯|(?:投稿|公开|更新|掲载|配信|作成)日")
"""Other words beside a date."""


def byline_rows(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the line between a title and its text that is a date, counters and buttons, and at most one name."""
    view, text = extent.view, extent.view.document.text
    for line in view.lines[extent.title + 1 : extent.span[0]] if extent.title >= 0 else ():
        told, name = told_beside(line, text, is_page=extent.is_page)
        date = certain_date(line.folded) if told >= _ROW else ""
        if date and not again(extent, line.index):
            kind = "source" if is_medium(name) else "original_author"
            notes = tuple(clean_pairs([("date", date), *([(kind, name)] if name else [])]))
            yield view.document.removal(line.index, rule, notes)


def stamps(line: Line) -> list[str]:
    """Return the dates, clocks, counters and categories of a line, folded."""
    return _STAMP.findall(line.folded)


def again(extent: Extent, row: int) -> bool:
    """Whether such a row stands over a later text too: it is a post's then, or an item's."""
    lines, text = extent.view.lines, extent.view.document.text
    return any(
        lines[at + 1].mass and certain_date(lines[at].folded) and told_beside(lines[at], text)[0] >= _ROW
        for at in range(row + 1, len(lines) - 1)
    )


def told_beside(line: Line, text: str, *, is_page: bool = False) -> tuple[int, str]:
    """Return how many dates, counters and buttons a dated line without labels has, and the one name beside them.

    -1 where anything else stands there; on a proven page the place may stand behind the clock.
    """
    if line.mass or not line.han or line.units > 40:
        return -1, ""
    told = len(_STAMP.findall(line.folded))
    folded = _STAMP.sub(lambda found: " " * len(found[0]), line.folded)
    if _LABELLED.search(folded):
        return -1, ""
    names: list[str] = []
    for piece in _PIECE.finditer(folded):
        if kind_of_core(piece[0]) or not any(map(str.isalnum, piece[0])):
            told += 1
        else:
            names.append(text[line.start + piece.start() : line.start + piece.end()])
    if is_page and len(names) == _ROW and told >= _ROW and _PLACE.search(folded):
        names.pop()
    if len(names) > 1 or not told:
        return -1, ""
    name = names[0] if names else ""
    fits = _HAN.match(name) and _NAME.fullmatch(name) and not _NO_ONE.search(fold(name))
    return (told, name) if fits or not names else (-1, "")


def is_medium(name: str) -> bool:
    """Whether a name is a paper's, a station's, a site's or an office's by its last word."""
    return _MEDIUM.search(fold(name)) is not None
