"""Chinese buttons and headings of links, composed anew on every site from the same few words."""

import re

from cleaner.strip.wording import read_unspaced

_HAN = re.compile(r"[㐀-鿿]")
_ASKS = frozenset({
    "see", "more", "also", "comment", "write", "login", "like", "follow", "channel", "scan", "share", "report", "down",
    "useful", "deal", "store",
})  # fmt: skip
"""What a button asks its reader to do, or offers him."""
_SAYS = _ASKS | {"page", "net", "friends", "app", "link", "first", "none", "closed", "free", "who", "terms", "count"}
_NO_BUTTON = re.compile(r"[ぁ-ゖァ-ヺ#]|!\[|^\d{1,2}\s?[.、)]")
"""What Japanese has, an image in Markdown, how the items of a text's own list begin."""
_FEW_PARTS = 3
_BUTTON, _LONGEST_ROW = 10, 90
"""Words of the longest button; characters of the longest row of them."""
_ROW = re.compile(r"[\s|/·•]+")


def is_button(core: str) -> bool:
    """Whether a Chinese line has no word but a page's own, asks its reader for something, and says of what.

    In a row of three and more an odd word may be none of a page's.
    """
    if not (2 <= len(core) <= _LONGEST_ROW and _HAN.search(core)) or _NO_BUTTON.search(core):
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
