"""A page's trail that a scraper wrote as a numbered list over its text."""

import re
from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.strip.view import View

_ITEM = re.compile(r"\s*(\d{1,2})\.\s+(\S[^\n]*?)\s*")
_ARROW = re.compile(r"[>»›/→|]{1,2}")
_HOME = re.compile(
    r"home(?:\s?page)?|startseite|accueil|inicio|início|strona główna|главная|головна|ana ?sayfa|trang chủ"
    r"|ホーム|トップ|홈"
    r"|(?:www\.)?(?P<site>[\w-]{2,40}[.-](?:com|net|org|info|de|at|ch|fr|es|it|pl|ru|nl|be|pt|br|tv|jp|kr|eu|uk|us|ua|tr|vn))"
)
"""What a trail begins with: the home page, or the site by its address."""
_MOST, _LED, _BRIEF = 10, 6, 6
"""Items of the longest trail, of one without arrows, and units of one but the last, which is the title."""


def numbered_trails(view: View, rule: str) -> Iterator[Edit]:
    """Take the numbered list that a text begins with, if it leads from a home page, or has arrows for items."""
    items: list[str] = []
    for line in view.lines[:_MOST]:
        found = _ITEM.fullmatch(line.folded)
        if not found or int(found[1]) != len(items) + 1 or line.mass:
            break
        items.append(found[2])
    if len(items) < 2 or len(items) == len(view.lines):
        return
    led = [found for found in map(_HOME.fullmatch, items) if found]
    is_led = len(led) == 1 and led[0].string == items[0] and len(items) <= _LED  # several addresses are a list of sites
    has_arrows = len(items) > 2 and all(map(_ARROW.fullmatch, items[1::2]))
    brief = all(view.lines[at].units <= _BRIEF for at in range(len(items) - 1))
    if brief and (is_led or has_arrows):
        for at in range(len(items)):
            yield view.document.removal(at, rule)
