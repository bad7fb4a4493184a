"""Spaces lost after a comma, a full stop or an apostrophe: layers,and / techniques.We / JasonD. Lee / I'llput."""

import re
from functools import lru_cache

from cleaner.repairs.lexicon import Lexicon
from cleaner.repairs.runs import CJK
from cleaner.repairs.sides import (
    CLOSING,
    LETTER,
    LIKELY,
    LONGEST,
    SPAN,
    SURE,
    WEAK,
    Family,
    in_code,
    word_after,
    word_before,
)

_COMMA = re.compile(
    rf"(?<={LETTER}{{2}})[,;](?={LETTER}{{2}}|[aI][ ’'])|(?<=\d)[,;](?={LETTER}{{2}})"
    rf"|(?<= [A-Z]),(?={LETTER}{{2}})|(?<={LETTER}{{3}}),(?=\d{{1,4}}(?![\w,]))"
    rf"|(?<=[)\]”’\"%]),(?={LETTER}{{2}})|(?<=n['’]t),(?={LETTER}{{2}})|(?<={LETTER}),(?=[“‘]{LETTER})"
    rf"|(?<={LETTER}\.),(?={LETTER}{{2}}|a )|(?<=[\w)]),(?=(?:e\.g|i\.e)\.)"
)
_STOP = re.compile(
    rf"(?<={LETTER}{{2}})[.!?:][”’)]?(?=[“‘(]?[^\W\d_])|(?<=[)%])[.!?:](?=[“‘(]?[^\W\d_])"
    r"|(?<=[\s(][12]\d{3})\.(?=[A-Z][a-z])|(?:(?<=[-.A-Z]\d)|(?<=-\d\d))\.(?=[A-Z][a-z])"
)
_SHORT = re.compile(r"(?<=(?<!\w)et al)\.(?=[a-z]{2})|(?<=(?<![\w.])(?:i\.e|e\.g))\.,(?=\w)")
"""What running text alone has: et al.found / i.e.,one."""
_MIDDLE = re.compile(r"(?<=[a-z] [A-Z])\.(?=[A-Z][a-z]+)")
"""Behind an initial, before a family name."""
_POSSESSIVE = re.compile(r"(?<=[a-z]{3}s)['’](?=[a-z]{3,}(?![\w-]))")
_INITIAL = re.compile(r"(?<![^\W\d_])[A-Z][a-z]{2,}(?=[A-Z]\. (?:[A-Z]\. ?)*([A-Z][a-z]+))")
_KEYS = frozenset({"Ctrl", "Control", "Strg", "Alt", "Shift", "Super", "Meta", "Cmd", "Command", "Option", "Fn"})
"""Keys, whose combinations lose their plus sign."""
_USUAL = 1e-5
"""How common a word must be to stand behind a figure and a comma in running text, or to begin a sentence."""
_TOO_COMMON = 3e-4
"""How common a word must be to be no family name behind an initial."""
_TITLE = re.compile(r"(?<![\w.])(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sen|Rep|Gov|Gen|Sgt|Capt|Lt|Hon)\.(?=[A-Z][a-z])")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}(?=[a-z]{2,}(?![\w.-]))")
_MONTH = re.compile(r"(?<![\w.])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?=\d{1,2}(?!\d))")
_INSIDE = re.compile(r"\w\([^()]*$|\[[^\]]*$")
_BRACKETED = re.compile(r"[(\[{][^\s()\[\]{}]*$")
"""What stands before a mark in a pair: (key,value."""
_ITEM_BEFORE = re.compile(r",[^\s,]*$")
_MOST_COMMAS = 2
"""Commas of a run of characters beyond which it is a list of data."""
_SHORTEST = 2
"""Letters of words that make an abbreviation with a mark between them (tl;dr)."""
_QUERY = re.compile(r"\b(?:SELECT|FROM|WHERE|VALUES|ORDER BY) ")
"""Words of a query in SQL."""
_PREFIX = 3
"""Most letters of what stands before a colon as a prefix (ui:open)."""
_SPACED_COLON = re.compile(r"[^\W_]: ")
_SOLID_COLON = re.compile(r"[^\W\d_]:(?=[^\W\d_])")
_SENTENCE = 60
"""Code points from which on a line is no label with its values."""
_SPACED_COMMA = re.compile(r"[^\W_], ")
_SOLID_COMMA = re.compile(r"[^\W\d_],(?=[^\W\d_])")
_CONTRACTED = re.compile(r"(?<=[A-Za-z])['’](?:s|re|ve|ll|d)(?=[a-z]{2,}(?![\w-]))|(?<=n)['’]t(?=[a-z]{2,}(?![\w-]))")


def _after_comma(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell a comma of running text from one in code or a list of data; sure beside a function word."""
    is_quoted = text[found.end()] in "“‘"
    at = found.end() + is_quoted
    left, right = word_before(text, found.start()), word_after(text, at)
    if is_quoted and (words.language in CLOSING or text[at] >= CJK):
        return ""
    if in_code(text, found.start(), at) or _is_listing(text, found.start()) or (left.isupper() and right.isupper()):
        return ""
    if not right:
        return WEAK if left.islower() and _spaces_commas(text) else ""
    if text[found.start() - 1].isdigit():
        return _after_figure(text, right, words)
    if text[found.start() - 2 : found.start() - 1] == " ":  # in Path C,and then
        return WEAK if right in words.function_words else ""
    return _between_words(text[max(0, found.start() - LONGEST) : found.start()], left, right, text, words)


def _after_figure(text: str, right: str, words: Lexicon) -> str:
    if len(right) > 2 and right in words.function_words:
        return SURE
    return WEAK if words.words.common.get(right, 0.0) > _USUAL and _spaces_commas(text) else ""


def _between_words(before: str, left: str, right: str, line: str, words: Lexicon) -> str:
    is_left, is_right = len(left) < 2 or left.lower() in words.words, right.lower() in words.words
    if not (is_left and is_right):
        return WEAK if (is_left or is_right) and len(right) > 2 else ""
    if right in words.function_words or left in words.function_words:
        return SURE
    if max(len(left), len(right)) <= _SHORTEST:
        return ""
    is_data = _BRACKETED.search(before) or _ITEM_BEFORE.search(before) or not _spaces_commas(line)
    return "" if is_data else LIKELY


@lru_cache(maxsize=4)
def _spaces_commas(text: str) -> bool:
    """Whether a line's commas have spaces for the most part: where they have none, it is a list of data."""
    spaced, solid = len(_SPACED_COMMA.findall(text)), len(_SOLID_COMMA.findall(text))
    return (spaced >= solid or (solid == 1 and len(text) > _SENTENCE)) and not _QUERY.search(text)


@lru_cache(maxsize=4)
def _spaces_colons(text: str) -> bool:
    """Whether a line's colons have spaces for the most part: where they have none, it holds labels and their values."""
    return len(_SOLID_COLON.findall(text)) <= max(1, len(_SPACED_COLON.findall(text)))


def _is_listing(text: str, at: int) -> bool:
    """Whether the chunk is a list without spaces as code and options have it: a,b,c / norm(a,b / [a,b]."""
    left, right = at, at
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    return text.count(",", left, right) > _MOST_COMMAS or bool(_INSIDE.search(text, left, at))


def _after_stop(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell a sentence with no space before it from a dotted name (time.Second)."""
    left = word_before(text, found.start())
    if text[found.end()] in "“‘" and words.language in CLOSING:
        return ""
    at = found.end() + (text[found.end()] in "“‘(")
    right = word_after(text, at)
    after = text[at + len(right) : at + len(right) + 1]
    if not right or after in {"(", ".", "_"} or left == right or in_code(text, found.start(), found.end()):
        return ""
    verdict = _stop_verdict(text, found, left, right, words)
    is_known = verdict and right.lower() in words.words and (not left or left.lower() in words.words)
    return verdict if is_known else ""


def _stop_verdict(text: str, found: "re.Match[str]", left: str, right: str, words: Lexicon) -> str:
    """Say what the shape of the two words beside a full stop or a colon speaks for."""
    if ":" in found[0]:
        return _colon_verdict(text, found, left, right, words)
    if not right[0].isupper() or (left and len(left) < 2):
        return ""
    end = found.end() + (text[found.end()] in "“‘(") + len(right)
    after = text[end : end + 1]
    if left.isupper():
        return WEAK if right.lower() in words.function_words and after == " " else ""
    is_lower = not left or left.islower()
    is_word = after in {" ", ","} or (after in {"’", "'"} and text[end + 1 : end + 2].isalpha())
    if right.lower() in words.function_words and is_word:
        return LIKELY if is_lower else WEAK if len(left) > 3 else ""
    following = word_after(text, end + 1)
    is_sentence = after == "," or (len(following) > 1 and after == " ")
    is_begun = after == "," or following.islower()
    if is_lower or (is_begun and words.words.common.get(right.lower(), 0.0) > _USUAL):
        return WEAK if is_sentence else ""
    return ""


def _colon_verdict(text: str, found: "re.Match[str]", left: str, right: str, words: Lexicon) -> str:
    """Tell a colon of running text from one between labels and their values (Name:Ada Age:36)."""
    if len(left) < 2 or len(right) < 2 or not _spaces_colons(text):
        return ""
    is_begun = len(right) > 2 and right in words.function_words and text.find(" ", 0, found.start()) >= 0
    if is_begun and text.startswith(" ", found.end() + len(right)):
        return LIKELY
    return WEAK if len(left) > _PREFIX else ""


def _initial(text: str, found: "re.Match[str]", words: Lexicon) -> bool:
    """Tell a given name before an initial from a key before a letter (CtrlC. Then), and from a sentence's end."""
    is_name = words.words.common.get(found[1].lower(), 0.0) < _TOO_COMMON
    once = text.count(text[found.start() : found.end() + 1], max(0, found.start() - SPAN), found.end() + SPAN) == 1
    return is_name and once and len(found[0]) > 2 and found[0] not in _KEYS


def _abbreviated(text: str, found: "re.Match[str]", words: Lexicon) -> bool:
    return words.language == "en" and not in_code(text, found.start(), found.end() + 1)


def _after_dots(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell a word after an abbreviation of capitals: the U.N.is."""
    right = word_after(text, found.end())
    if right in words.function_words:
        return SURE
    return LIKELY if words.language == "en" and words.words.common.get(right, 0.0) > _USUAL else ""


def _short(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    return SURE if words.language == "en" and not in_code(text, found.start(), found.start() + 1) else ""


def _middle(text: str, found: "re.Match[str]", _words: Lexicon) -> str:
    """Tell a middle initial from a letter that ends a sentence, or a name of code: the name before it is capital."""
    given = word_before(text, found.start() - 2)
    is_name = given.istitle() and len(given) > 2
    return WEAK if is_name and not in_code(text, found.start(), found.end()) else ""


def _possessive(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell a word after a plural's apostrophe: the players'goals."""
    left, right = word_before(text, found.start()), word_after(text, found.end())
    common = words.words.common
    is_english = words.language == "en" and left.lower() in common and left[:-1].lower() in words.words
    return WEAK if is_english and common.get(right, 0.0) > _USUAL and right not in words.function_words else ""


def _contracted(text: str, found: "re.Match[str]", words: Lexicon) -> bool:
    right = word_after(text, found.end())
    return words.language == "en" and (
        right in words.function_words or words.words.get(right, 0) > (1e-6 if len(right) > 2 else 1)
    )


FAMILIES: tuple[Family, ...] = (
    (re.compile("[,;]"), ((_COMMA, _after_comma, "repair.join.comma"),)),
    (
        re.compile("[.!?:]"),
        (
            (_STOP, _after_stop, "repair.join.sentence"),
            (_INITIAL, _initial, "repair.join.initial"),
            (_TITLE, _abbreviated, "repair.join.abbreviation"),
            (_DOTTED, _after_dots, "repair.join.abbreviation"),
            (_MONTH, _abbreviated, "repair.join.number"),
            (_SHORT, _short, "repair.join.abbreviation"),
            (_MIDDLE, _middle, "repair.join.initial"),
        ),
    ),
    (
        re.compile("['’]"),
        ((_CONTRACTED, _contracted, "repair.join.contraction"), (_POSSESSIVE, _possessive, "repair.join.possessive")),
    ),
)
