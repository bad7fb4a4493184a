"""Spaces lost between a number and a word: 80billion / in2019."""

import re

from cleaner.repairs.lexicon import Lexicon, word_set
from cleaner.repairs.sides import COMMON, LETTER, LIKELY, SURE, WEAK, Family, in_code, word_after

_NUMBER_WORD = re.compile(
    rf"(?:(?<![\w.,/–-])|(?<=\d[–-]))[$€£¥]?\d[\d.,]*(?={LETTER}{{2,}}(?![\w-]))|(?<![\w.,/-])(?:19|20)\d\d(?=[A-Z][a-z]{{2}})"
)
_WORD_NUMBER = re.compile(
    rf"(?<![\w.-]){LETTER}{{2,}}(?=(?:[$€£¥]\d[\d.,]*(?:[KMB]|bn|m)?|\d{{4}}s|[23]D|\d[\d.,]*)(?!\w))"
    r"|(?<![^\s(])[aA](?=[$€£¥]\d|\d[\d.,]*%|(?:19|20)\d\d [a-z]|\d{2,3}[ -][a-z]{3})"
)
_NUMBER_ENDINGS = {
    "de": word_set("er es"), "fr": word_set("de"), "pt": word_set("as os"), "nl": word_set("de en te"),
    "pl": word_set("ci co go ma tego ten"),
}  # fmt: skip
"""Function words that numbers also end in: die 1960er Jahre, le 2de, de 2de, 10tego."""
_FIGURES = re.compile(r"\d{2,4}(?!\d)")
_DECIMAL = re.compile(r"\d+\.\d+(?![.\d])")
_PRICE = re.compile(r"[$€£¥]\d")
_SOLID = re.compile(r"\dD|(?:19|20)\d\d [a-z]|\d{2,3}[ -]")
"""What stands behind an article, and in names: a3D model, the A20 road."""
_NOUN = 1e-5
"""How common a word with a capital must be to be one behind a year."""
_USUAL = 1e-4
"""How common a short word must be to be one before a number."""
_FIGURE = re.compile(r"\d(?![.,]?\d)")
_WIDTHS_IN_BITS = word_set("16 32 64 128 256 512 1024")
"""What names of types and of methods end in: float64, sha256."""
_SCALES = word_set(
    "hundred thousand million billion trillion percent per years year months days "
    "people times hours minutes weeks countries degrees kilometres kilometers metres meters dollars euros"
)
_GOES_ON = re.compile(" [a-z]")
_MONTHS = word_set(
    "january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sept "
    "sep oct nov dec"
)
_BEFORE_NUMBERS = word_set(
    "nearly almost least around approximately roughly reached last past next least totaling every"
)
_UNITS = word_set(
    "am pm as by in it to bit bits core fold inch inches mile miles star way point points man page pages plus player"
)


def _number_word(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    right = word_after(text, found.end())
    end = found.end() + len(right)
    if in_code(text, found.start(), end):
        return ""
    if right in _UNITS:
        return WEAK if right in words.function_words and right != "in" and _GOES_ON.match(text, end) else ""
    if not right.islower():  # the 2019Calendar, not 1080Ti
        is_noun = words.language == "en" and right.istitle() and words.words.common.get(right.lower(), 0.0) > _NOUN
        return WEAK if is_noun else ""
    if right in _SCALES:
        return SURE
    if right in words.function_words and len(right) > 1:
        return "" if right in _NUMBER_ENDINGS.get(words.language, ()) else SURE
    is_likely = words.language == "en" and len(right) > 3 and words.words.common.get(right, 0.0) > COMMON
    return WEAK if is_likely else ""


def _word_number(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell a word before a number from a name that ends in a figure (latin1, apply2)."""
    left = found[0]
    if in_code(text, found.start(), found.end() + 1):
        return ""
    if left in {"a", "A"}:
        return _after_article(text, found, words)
    if not left.islower():
        return _after_capital(text, found, words)
    frequency = words.words.common.get(left, 0.0)
    is_word = frequency > (COMMON if len(left) > 3 else _USUAL)
    if _PRICE.match(text, found.end()) or _DECIMAL.match(text, found.end()):
        return WEAK if is_word else ""
    if (left in words.function_words and left != "as") or left in _BEFORE_NUMBERS:
        return WEAK if _FIGURE.match(text, found.end()) else SURE  # in1, in2: names of what goes in; in2D
    figures = _FIGURES.match(text, found.end())
    is_count = figures is not None and figures[0] not in _WIDTHS_IN_BITS
    return WEAK if is_word and is_count and len(left) > 2 else ""


def _after_capital(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell a month, or a function word that begins a sentence, from a name that ends in a figure."""
    left = found[0]
    if left.lower() in _MONTHS and left[0].isupper():
        return SURE
    is_begun = len(left) > 2 and left.istitle() and left.lower() in words.function_words
    return LIKELY if is_begun and not _FIGURE.match(text, found.end()) else ""


def _after_article(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell an article from the letter of a road, of a sheet of paper, of a currency (A$5)."""
    is_figure = bool(_SOLID.match(text, found.end()))
    if words.language != "en" or (found[0] == "A" and (is_figure or text[found.end()] == "$")):
        return ""
    return WEAK if is_figure else SURE


FAMILIES: tuple[Family, ...] = (
    (
        re.compile(r"\d"),
        ((_NUMBER_WORD, _number_word, "repair.join.number"), (_WORD_NUMBER, _word_number, "repair.join.number")),
    ),
)
