"""Spaces lost on one side of a dash (seen —and heard), where the text has them on both."""

import re
from collections.abc import Iterator

from cleaner.document import Document, Edit
from cleaner.repairs.places import is_inside

_SIGN = re.compile("[—–]")
_SPACED = re.compile(r"(?<=[^\s—–] )[—–](?= [^\s—–])")
_SOLID = re.compile(r"(?<=[^\W\d_])[—–](?=[^\W\d_])")
_ONE_SIDED = re.compile(
    r"(?:(?<=[^\W_] )|(?<=[^\W_][,.;”’)] ))[—–](?=[^\W_])|(?:(?<=[^\W\d_]{2})|(?<=[^\W\d_][”’),.]))(?=[—–] [^\W_])"
)
_HABIT = 3
"""How many dashes with both spaces there must be for each that lacks one."""
_LANGUAGES = frozenset({"en", "de", "nl"})
"""Those in which no dash opens a speech or an aside with a space on its outer side alone."""


def judge(document: Document, language: str) -> Iterator[Edit]:
    """Propose the second space of a dash in a torn text that has both around nearly all of its dashes."""
    text = document.text
    if language not in _LANGUAGES or not _SIGN.search(text):
        return
    places = [found.end() for found in _ONE_SIDED.finditer(text)]
    if not places or _SOLID.search(text) or len(_SPACED.findall(text)) < _HABIT * len(places):
        return
    codes = [(block.start, block.end) for block in document.blocks if block.code]
    for at in places:
        if not is_inside(at, codes):
            yield document.edit(at, at, " ", "repair.join.dash")
