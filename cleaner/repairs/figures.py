"""Spaces lost between a number and a word: 80billion / in2019."""

import re

from cleaner.repairs.lexicon import Lexicon, word_set
from cleaner.repairs.sides import COMMON, LETTER, SURE, WEAK, Rule, in_code, word_after

_NUMBER_WORD = re.compile(rf"(?<![\w.,/-])[$€£¥]?\d[\d.,]*(?={LETTER}{{2,}}(?![\w-]))")
_WORD_NUMBER = re.compile(rf"(?<![\w.-]){LETTER}{{2,}}(?=[$€£¥]?\d[\d.,]*(?![\w]))|(?<![^\s(])[aA](?=[$€£¥]\d|\d+%)")
_NUMBER_ENDINGS = {
    "de": word_set("er es"), "fr": word_set("de"), "pt": word_set("as os"), "nl": word_set("de en te"),
    "pl": word_set("ci co go ma tego ten"),
}  # fmt: skip
"""Function words that numbers also end in: die 1960er Jahre, le 2de, de 2de, 10tego."""
_FIGURES = re.compile(r"\d{2,4}(?!\d)")
_FIGURE = re.compile(r"\d(?![.,]?\d)")
_WIDTHS_IN_BITS = word_set("16 32 64 128 256 512 1024")
"""What names of types and of methods end in: float64, sha256."""
_SCALES = word_set(
    "hundred thousand million billion trillion percent per years year months days "
    "people times hours minutes weeks countries"
)
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
    if in_code(text, found.start(), found.end() + len(right)) or not right.islower() or right in _UNITS:
        return ""
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
    if left.lower() in _MONTHS and left[0].isupper() and len(left) > 2:
        return SURE
    if left in {"a", "A"}:
        return SURE
    if not left.islower():
        return ""
    if (left in words.function_words and left != "as") or left in _BEFORE_NUMBERS:
        return WEAK if _FIGURE.match(text, found.end()) else SURE  # in1, in2: names of what goes in
    figures = _FIGURES.match(text, found.end())
    is_count = figures is not None and figures[0] not in _WIDTHS_IN_BITS
    return WEAK if len(left) > 3 and is_count and words.words.common.get(left, 0.0) > COMMON else ""


RULES: tuple[Rule, ...] = (
    (_NUMBER_WORD, _number_word, "repair.join.number"),
    (_WORD_NUMBER, _word_number, "repair.join.number"),
)
