"""Buttons and headings of links, composed anew on every site from the same few words of a language."""

import re

from cleaner.strip.wording import read_line, read_unspaced

_HAN = re.compile(r"[㐀-鿿]")
_ASKS = frozenset({
    "see", "more", "also", "comment", "write", "login", "like", "follow", "channel", "scan", "share", "report", "down",
    "useful", "deal", "store",
})  # fmt: skip
"""What a button asks its reader to do, or offers him."""
_SAYS = _ASKS | {"page", "net", "friends", "app", "link", "first", "none", "closed", "free", "who", "terms", "count"}
_NO_BUTTON = re.compile(
    r"[ぁ-ゖァ-ヺ#]|!\[|^\d{1,2}\s?[.、)]|^(?:来信|留言|咨询|投诉|提问|问题|回复|答复|建议|举报)(?:内容|标题|主题|详情)$"
)
"""What Japanese has, an image in Markdown, how a list's items begin, labels of letters to an office and its answers."""
_SPACED_ASKS = frozenset({
    "share", "comment", "write", "login", "follow", "sub", "news", "print", "mailto", "link", "down", "alert", "useful",
    "listen", "back", "give", "report", "like",
})  # fmt: skip
_SPACED_SAYS = _SPACED_ASKS | {
    "page", "net", "friends", "latest", "first", "none", "closed", "home", "app", "free", "paid", "image", "see",
    "more", "read", "watch", "copy", "count", "push", "rss", "store", "mail", "channel",
}  # fmt: skip
"""The same of the languages that space their words, where some of them are words of texts."""
_FEWEST_SPACED, _MOST_SPACED, _LONGEST_SPACED = 2, 5, 40
"""Words of such a button, and its characters."""
REQUEST = re.compile(r"(?:get|post|put|patch|delete|head)\s/[\w{.:]|>>>\s")
"""What a request or a prompt's line begins with."""
_FEW_PARTS = 3
_BUTTON, _LONGEST_ROW = 10, 90
"""Words of the longest button; characters of the longest row of them."""
_ROW = re.compile(r"[\s|/·•]+")


def is_button(core: str) -> bool:
    """Whether a line has no word but a page's own, asks its reader for something, and says of what.

    In a Chinese row of three and more an odd word may be none of a page's.
    """
    if not _HAN.search(core):
        return _is_spaced_button(core)
    if not 2 <= len(core) <= _LONGEST_ROW or _NO_BUTTON.search(core):
        return False
    parts = len(_ROW.findall(core)) + 1
    if len(core) > 2 * _BUTTON * parts:
        return False
    reading = read_unspaced(core, "zh")
    if (
        reading is None
        or reading.words > _BUTTON * parts
        or reading.strangers > (0.1 * len(core) if parts >= _FEW_PARTS else 0)
    ):
        return False
    asked = sum(reading.meanings[name] for name in _ASKS)
    said = sum(reading.meanings[name] for name in _SAYS) + reading.meanings["num"]
    return asked > 0 and said >= max(2, parts / 2)


def _is_spaced_button(core: str) -> bool:
    """Whether a line in words with spaces between is such a button; one with a stop is a sentence."""
    if not (4 <= len(core) <= _LONGEST_SPACED and _FEWEST_SPACED <= core.count(" ") + 1 <= _MOST_SPACED):
        return False
    reading = read_line(core) if core[-1].isalnum() and not REQUEST.match(core) else None
    if reading is None or reading.strangers:
        return False
    asked = sum(reading.meanings[name] > 0 for name in _SPACED_ASKS)
    return asked > 0 and sum(reading.meanings[name] > 0 for name in _SPACED_SAYS) >= 2
