"""What stands on either side of a mark that lost its space: the words, the code, and how sure a verdict on it is."""

import re
from collections.abc import Callable

from cleaner.repairs.lexicon import Lexicon

SURE, LIKELY, WEAK = "sure", "likely", "weak"
"""Verdicts: one that holds everywhere, one that holds in a text without code, one that holds only in a torn text."""
LETTER = r"[^\W\d_]"
SPAN = 400
"""How far before and after a place is looked for what surrounds it, in code points."""
LONGEST = 100
"""Longest run without spaces that is looked at: beyond it, it is data."""
COMMON = 1e-6
"""Least frequency of a word that is likely to be one beside a number or a bracket."""
CLOSING = frozenset({"de", "pl", "ru"})
"""Languages in which “ and ‘ close what „ and ‚ opened."""
CODE = re.compile(r"[/\\@_#=<>{}|~^&+`]|%[\dA-F]{2}(?!\d)|::|\(\)|\w\.\w{2,}\.\w|[a-z\d]\.\w\.\w")

Accepts = Callable[[str, "re.Match[str]", Lexicon], bool | str]
"""Says of a line, and of a place in it where a pattern struck, whether a space was lost there, or how sure that is."""
Rule = tuple["re.Pattern[str]", Accepts, str]
"""What it looks for, what accepts it, and its name."""
Family = tuple["re.Pattern[str]", tuple[Rule, ...]]
"""A sign that all of some rules have where they strike, which is found faster than each of them, and the rules."""


def word_before(text: str, at: int) -> str:
    """Return the letters that end at a place, as a word; empty where none do."""
    start = at
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    return text[start:at]


def word_after(text: str, at: int) -> str:
    """Return the letters that begin at a place, as a word; empty where none do."""
    end = at
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[at:end]


def in_code(text: str, start: int, end: int) -> bool:
    """Whether the run of characters around text[start:end] is an address, a path, a name of code or the like."""
    left, right = start, end
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    return bool(CODE.search(text, left, right)) or text.count("`", max(0, start - SPAN), start) % 2 == 1
