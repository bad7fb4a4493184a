"""Spaces lost on one side of a dash (seen —and heard, heard-- and), where the text has them on both."""

import re
from collections.abc import Iterator

from cleaner.document import Document, Edit
from cleaner.repairs.places import is_inside

_DASH = re.compile("[—–]")
_DASH_OR_HYPHENS = re.compile("[—–]|-(?<!--)-(?!-)")
"""A dash, or two hyphens: an alternative that began with what it looks back at would be tried at every character."""
_DASHES = ("—", "–", "--")
_HABIT = 3
"""How many dashes with both spaces there must be for each that lacks one."""
_CLOSING = frozenset(",.;”’)")
"""Marks that may end the word before a dash."""
_LANGUAGES = frozenset({"en", "de", "nl"})
"""Those in which no dash opens a speech or an aside with a space on its outer side alone."""


def judge(document: Document, language: str) -> Iterator[Edit]:
    """Propose the second space of a dash in a torn text that has both around nearly all of its dashes."""
    text = document.text
    if language not in _LANGUAGES or not any(dash in text for dash in _DASHES):
        return
    places: list[int] = []
    spaced = 0
    for found in (_DASH_OR_HYPHENS if "--" in text else _DASH).finditer(text):
        at, end = found.span()
        before, after = text[max(0, at - 2) : at], text[end : end + 2]
        is_before, is_after = before.endswith(" ") and _ends_word(before[0]), after.startswith(" ") and after != " "
        if is_before and is_after:
            spaced += 1
        elif is_before and after[:1].isalnum() and found[0] != "--":  # an option of a command
            places.append(end)
        elif is_after and after[1].isalnum() and len(before) > 1 and before[0].isalpha() and _ends_word(before[1]):
            places.append(at)
        elif before[-1:].isalpha() and after[:1].isalpha():
            return
    codes = [(block.start, block.end) for block in document.blocks if block.code] if places else []
    for at in places if spaced >= _HABIT * len(places) else ():
        if not is_inside(at, codes):
            yield document.edit(at, at, " ", "repair.join.dash")


def _ends_word(char: str) -> bool:
    return char.isalnum() or char in _CLOSING
