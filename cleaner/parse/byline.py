"""The writer's name as many sites mark it, by an element's class alone."""

import re
from html import unescape

_LONGEST = 40
"""Characters of the longest name that is read."""
_BEFORE, _AFTER = 1500, 4000
"""Bytes of markup around a heading within which its byline stands."""

_WORD = re.compile(
    rb"author(?!i[sz])|\bauthi\b|\bsv_(?:member|guest)\b|nick[-_]?name|user[-_]?(?:name|link)|display[-_]?name"
)
_INSIDE = re.compile(
    rb"""[^"'<>]{0,60}["'][^<>]{0,300}>
    (?P<name>(?:\s|&nbsp;|<(?!/(?:div|p|li|ul|section|header)\b|h\d|button|img[^<>]*\btitle)[^<>]{0,300}>){0,12}
      (?:(?:\xe4\xbd\x9c\xe8\x80\x85|\xe6\x92\xb0\xe6\x96\x87|\xe6\x96\x87)\s?(?::|\xef\xbc\x9a)(?:\s|<[^<>]{0,200}>){0,6})?
      [^<>]{2,160})<""",
    re.VERBOSE | re.IGNORECASE,
)
"""What follows a writer's word in a class: the first text in the element; 作者, 撰文 and 文 stand before a name."""
_CLASS = re.compile(rb"""<\w{1,10}\b[^<>]{0,300}?\b(?:class|id)\s?=\s?["'](?P<words>[^"'<>]{0,120})\Z""", re.IGNORECASE)
_ANOTHERS = re.compile(
    rb"comment|reply|related|recommend|sidebar|avatar|count|desc|intro|title|date|time|hot|rank", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_LABEL = re.compile(r"(?:by|作者|撰文|文|text)\s?[:：]\s*|by\s", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w·•. '’&、,，-]*")
_AND = re.compile(r"\s(?:and|und|et|y|e)\s|\s?[&、,，]\s?")
_NO_NAME = re.compile(
    r"关注|關注|作者|编辑|編輯|楼主|樓主|文章|评论|回复|发布|發布|发表|阅读|分享|登录|登錄|注册|更多|查看|来源|來源|来自|來自|原创|简介|認證|认证|\d{4}"
    r"|\b(?:follow|author|about|posted|written|read|more|view|login|sign|share|admin|by)\b",
    re.IGNORECASE,
)
"""Buttons and labels that stand in a writer's box as well as the name."""


def marked_authors(markup: bytes, heading: str) -> list[str]:
    """Return the names in the first element behind a heading whose class says author or user name, else right before.

    `markup` is the page in UTF-8 without scripts, `heading` the text of its heading; empty for no such element.
    """
    at = place_of(markup, heading)
    if at < 0:
        return []
    return _first(markup, at, at + _AFTER) or _first(markup, max(0, at - _BEFORE), at)


def place_of(markup: bytes, heading: str) -> int:
    """Return where the heading's text ends in the markup: first in an h1 or h2, else last at all; -1 for nowhere."""
    said = heading.strip().encode()
    if len(said) < 4:
        return -1
    places = [found.end() for found in re.finditer(re.escape(said), markup)][:20]
    headed = (at for at in places if _is_headed(markup[max(0, at - 800) : at]))
    return next(headed, places[-1] if places else -1)


def _is_headed(before: bytes) -> bool:
    """Whether markup ends within an h1 or h2."""
    opened = max(before.rfind(b"<h1"), before.rfind(b"<h2"))
    return opened >= 0 and b"</h" not in before[opened:]


def _first(markup: bytes, start: int, end: int) -> list[str]:
    for word in _WORD.finditer(markup[start:end].lower()):
        found = _INSIDE.match(markup, start + word.end(), end)
        opened = _CLASS.search(markup[max(0, start + word.start() - 400) : start + word.start()]) if found else None
        if not found or not opened:
            continue
        named = opened["words"] + word[0] + re.split(rb"[\"']", found[0])[0]
        if _ANOTHERS.search(named):
            continue
        text = " ".join(unescape(_TAG.sub(" ", found["name"].decode("utf-8", "replace"))).split())
        name = _LABEL.sub("", text, count=1).strip(" |·,，/")
        if 2 <= len(name) <= _LONGEST and _NAME.fullmatch(name) and not _NO_NAME.search(name):
            return [one for one in _AND.split(name) if one]
    return []
