"""Spaces lost beside a bracket or a quotation mark: networks(CNN) / (2019)was / "yes,"he / called"no"."""

import re
from functools import lru_cache

from cleaner.repairs.lexicon import Lexicon, word_set
from cleaner.repairs.runs import CJK
from cleaner.repairs.sides import (
    CLOSING,
    COMMON,
    LETTER,
    LIKELY,
    SPAN,
    SURE,
    WEAK,
    Family,
    in_code,
    word_after,
    word_before,
)

_CLOSED = re.compile(rf"(?<={LETTER}[)”]|\d[)”%])(?={LETTER}{{2,}})")
_OPEN = re.compile(rf"(?<={LETTER}{{3}})(?=\({LETTER})|(?<={LETTER})(?=“{LETTER})")
_QUOTED = re.compile(rf"(?<={LETTER})[.,!?][\"”](?={LETTER})")
_OPENS = re.compile(rf"(?<={LETTER}{{2}})(?=\"{LETTER})|(?<={LETTER}[.,:;!?…])(?=[\"“‘]{LETTER})")
_CLOSES = re.compile(rf"(?<={LETTER})\"(?={LETTER}{{2}})")
_SYMBOL = re.compile(r"[=:*&<>{}\[\]()\"\\_|/+]")
"""What an aside in running text has not, and the arguments of a call often have."""
_CALLED = re.compile(r" ?[{=]")
"""What stands behind the arguments of a call or a definition."""
_NUMBER = r"\((?:\d|[ivx]{1,4}|[a-d])\)"
"""The number of an item within a sentence: (1) or (a) or (ii)."""
_BEFORE_NUMBER = re.compile(rf"(?<=[a-z]{{2}})(?={_NUMBER} )")
_AFTER_NUMBER = re.compile(rf"(?<!\S){_NUMBER}(?={LETTER})")
_SPACED_NUMBER = re.compile(rf"(?<!\S){_NUMBER} ")
_SHORT_FORM = re.compile(r"(?<!\S)\(([A-Z][A-Z\d-]+)s?\)$")
_AGENCY = re.compile(r"(?<=[A-Za-z]\))(?=[A-Z][a-z])")
_DATELINE = re.compile(r"(?:[A-Z][\w.]*,? ){0,4}\([A-Z]\w+\)")
"""What a report begins with: LONDON (Reuters)."""
_LEAST_ITEM = 3
"""Letters of the shortest item of a list in brackets that is no list of arguments: f(x, y)."""
_ENGLISH_TAILS = word_set("ll re ve d s t m")
"""What stands behind an apostrophe, which some write as a closing quotation mark."""


def _beside_bracket(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    at = found.end()
    right = word_after(text, at)
    if in_code(text, at - 1, at + 1) or not right.islower() or len(right) < 2 or right[0] >= CJK:
        return ""
    if text[at - 1] == "%":  # eine 50%ige
        return LIKELY if right in words.function_words or right == "per" else ""
    if right in words.function_words:
        return SURE
    if text[at - 1] == "”":
        return WEAK if right not in _ENGLISH_TAILS and right in words.words.common else ""
    is_aside = " " in text[max(0, text.rfind("(", max(0, at - SPAN), at)) : at]  # (un)known, umount(2)ing
    is_word = words.words.common.get(right, 0.0) > COMMON
    return WEAK if is_word and (is_aside or _is_short_form(text, at, right, words)) else ""


def _is_short_form(text: str, at: int, right: str, words: Lexicon) -> bool:
    """Whether a bracket that ends at a place holds a short form, and no part of a word: (RE)use."""
    short = _SHORT_FORM.search(text, max(0, at - SPAN), at)
    return short is not None and len(right) > 2 and short[1].lower() + right not in words.words


def _after_number(text: str, found: "re.Match[str]", _words: Lexicon) -> str:
    """Tell the number of an item before its text: another has its space."""
    return WEAK if _has_spaced_number(text) and not in_code(text, found.start(), found.end() + 1) else ""


def _after_agency(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    is_known = word_after(text, found.end()).lower() in words.words.common
    return WEAK if is_known and _DATELINE.fullmatch(text, 0, found.end()) else ""


def _before_bracket(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell an aside or a short form from the arguments of a call."""
    at = found.end()
    left = word_before(text, at)
    if text[at] == "“":
        return SURE if words.language not in CLOSING and left.lower() in words.words and text[at + 1] < CJK else ""
    close = text.find(")", at, at + SPAN)
    if in_code(text, at, at + 1) or left.lower() not in words.words or len(left) < 4 or _CALLED.match(text, close + 1):
        return ""
    inside = text[at + 1 : close] if close > 0 else ""
    if inside.startswith(("e.g.", "i.e.")):
        return SURE
    short_form = inside.removesuffix("s").removesuffix("S").replace("-", "")
    if len(short_form) > 1 and short_form.isupper() and short_form.isalnum() and short_form != "TM":
        return SURE if short_form[-1] == left[0].upper() else ""
    return _aside_verdict(inside, words) if left.islower() else ""


def _before_number(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell the number of an item from an argument: a function word is before it, another item has its space."""
    is_listed = word_before(text, found.end()) in words.function_words and _has_spaced_number(text)
    return WEAK if is_listed and not in_code(text, found.end(), found.end() + 1) else ""


def _aside_verdict(inside: str, words: Lexicon) -> str:
    inner = inside.lower().split()
    has_symbol = any(len(word) == 1 and word not in words.single_letters for word in inner)
    if len(inner) < 2 or has_symbol or _SYMBOL.search(inside) or words.function_words.isdisjoint(inner):
        return ""
    if "," in inside:
        return WEAK if min(len(item.strip()) for item in inside.split(",")) >= _LEAST_ITEM else ""
    return SURE


def _after_quote(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell a word after a closed quotation: it ended with a mark, so the quotation mark closes."""
    at = found.end()
    right = word_after(text, at)
    opening, closing = _paired(text) if text[at - 1] == '"' else (frozenset(), frozenset())
    if at - 1 in opening:
        return ""
    is_closed = at - 1 in closing or (text[at - 1] == "”" and len(right) > 1)
    is_word = right.lower() in words.words or (is_closed and right not in _ENGLISH_TAILS)
    if is_closed and len(right) > 1 and right in words.function_words and not in_code(text, found.start(), at + 1):
        return LIKELY
    return WEAK if is_word and not in_code(text, found.start(), at + 1) else ""


def _beside_straight_quote(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell on which side of a straight quotation mark the space was lost: in pairs, every other one closes."""
    if text[found.end()] in "“‘":
        is_english = words.language == "en" and text[found.end() + 1] < CJK
        return WEAK if is_english and not in_code(text, found.end() - 1, found.end()) else ""
    at = text.find('"', found.start())
    left, right = word_before(text, at), word_after(text, at + 1)
    if text[at - 1] == ":" and not text[max(0, at - 4) : at - 1].islower():  # SQL:"is null"
        return ""
    is_word = not left or left.lower() in words.words
    if not is_word or right.lower() not in words.words or in_code(text, at, at + 1):
        return ""
    opening, closing = _paired(text)
    return WEAK if at in (opening if found.end() == at else closing) else ""


@lru_cache(maxsize=4)
def _has_spaced_number(line: str) -> bool:
    return bool(_SPACED_NUMBER.search(line))


@lru_cache(maxsize=4)
def _paired(line: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return where straight quotation marks open in a line and where they close; none where they are no pairs."""
    places = [place for place, char in enumerate(line) if char == '"']
    if len(places) % 2 or not all(_may_stand(line, at, opens=not index % 2) for index, at in enumerate(places)):
        return frozenset(), frozenset()
    return frozenset(places[::2]), frozenset(places[1::2])


def _may_stand(text: str, at: int, *, opens: bool) -> bool:
    """Whether a quotation mark may open here, or close."""
    inner = text[at + 1 : at + 2] if opens else text[at - 1 : at]
    return bool(inner) and not inner.isspace()


FAMILIES: tuple[Family, ...] = (
    (
        re.compile('["“”‘]'),
        (
            (_QUOTED, _after_quote, "repair.join.quote"),
            (_OPENS, _beside_straight_quote, "repair.join.quote"),
            (_CLOSES, _beside_straight_quote, "repair.join.quote"),
        ),
    ),
    (
        re.compile("[()“”%]"),
        (
            (_CLOSED, _beside_bracket, "repair.join.bracket"),
            (_OPEN, _before_bracket, "repair.join.bracket"),
            (_AGENCY, _after_agency, "repair.join.bracket"),
            (_AFTER_NUMBER, _after_number, "repair.join.bracket"),
            (_BEFORE_NUMBER, _before_number, "repair.join.bracket"),
        ),
    ),
)
