"""Spaces lost beside a mark or a number: layers,and / techniques.We / 80billion / in2019 / JasonD. Lee."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache

from cleaner.document import Document, Edit
from cleaner.repairs.lexicon import Lexicon, lexicon, word_set
from cleaner.repairs.places import find_runs
from cleaner.repairs.stock import AROUND, CJK, Stock

_SIGN = re.compile(
    r"[^\W\d_][,;:!?)”\]][\w“(‘]|[^\W\d_][.][“(‘]?[A-Z]|[.,;!?][”’)\"]+\w|[)%][.,][A-Za-z]|\d[,;]?[A-Za-z]{2}|[A-Za-z]{2}[$€£]?\d|^\(?[aA](?:[$€£¥]\d|\d+%)|[A-Za-z]{3}[(“]|[\d%]\)[A-Za-z]"
    r"|[A-Za-z]['’](?:s|t|re|ve|ll|d)[a-z]{2}|[a-z][A-Z]\.$|\d[,;][A-Za-z]|\.,[A-Za-z]|[a-z]\.\d|\d\.[A-Z][a-z]|[A-Z]\.[A-Z]\.[a-z]|%,[a-z]"
    r"|[^\W\d_]\"[^\W\d_]"
)
"""What every rule here needs to find: a mark, or a number, with no space where one is usual."""
_INITIAL_SIGN = re.compile(r"[a-z][A-Z]\.$")
_CLOSING = frozenset({"de", "pl", "ru"})
"""Languages in which “ and ‘ close what „ and ‚ opened."""
_SPAN = 400
_LONGEST = 100
"""Longest run without spaces that is looked at: beyond it, it is data."""
SURE, LIKELY, WEAK = "sure", "likely", "weak"
"""Verdicts: one that holds everywhere, one that holds in a text without code, one that holds only in a torn text."""
_FEW_NAMES = 2
_NAMING = 0.002
"""Share of names of code among a text's words from which on a mark without a space is more likely a notation's."""
_LETTER = r"[^\W\d_]"
_COMMA = re.compile(
    rf"(?<={_LETTER}{{2}})[,;](?={_LETTER}{{2}}|[aI] )|(?<=\d)[,;](?={_LETTER}{{2}})"
    rf"|(?<=[)\]”’\"%]),(?={_LETTER}{{2}})|(?<=n['’]t),(?={_LETTER}{{2}})|(?<={_LETTER}),(?=[“‘]{_LETTER})"
    rf"|(?<={_LETTER}\.),(?={_LETTER}{{2}}|a )"
)
_STOP = re.compile(
    rf"(?<={_LETTER}{{2}})[.!?:][”’)]?(?=[“‘(]?[^\W\d_])|(?<=[)%])[.!?:](?=[“‘(]?[^\W\d_])"
    r"|(?<=[\s(][12]\d{3})\.(?=[A-Z][a-z])"
)
_INITIAL = re.compile(r"(?<![^\W\d_])[A-Z][a-z]{2,}(?=[A-Z]\. (?:[A-Z]\. ?)*([A-Z][a-z]+))")
_KEYS = frozenset({"Ctrl", "Control", "Strg", "Alt", "Shift", "Super", "Meta", "Cmd", "Command", "Option", "Fn"})
"""Keys, whose combinations lose their plus sign."""
_TOO_COMMON = 3e-4
"""How common a word must be to be no family name behind an initial."""
_TITLE = re.compile(r"(?<![\w.])(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sen|Rep|Gov|Gen|Sgt|Capt|Lt|Hon)\.(?=[A-Z][a-z])")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}(?=[a-z]{2,}(?![\w.-]))")
_MONTH = re.compile(r"(?<![\w.])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?=\d{1,2}(?!\d))")
_NUMBER_WORD = re.compile(rf"(?<![\w.,/-])[$€£¥]?\d[\d.,]*(?={_LETTER}{{2,}}(?![\w-]))")
_WORD_NUMBER = re.compile(rf"(?<![\w.-]){_LETTER}{{2,}}(?=[$€£¥]?\d[\d.,]*(?![\w]))|(?<![^\s(])[aA](?=[$€£¥]\d|\d+%)")
_NUMBER_ENDINGS = {
    "de": word_set("er es"), "fr": word_set("de"), "pt": word_set("as os"), "nl": word_set("de en te"),
    "pl": word_set("ci co go ma tego ten"),
}  # fmt: skip
"""Function words that numbers also end in: die 1960er Jahre, le 2de, de 2de, 10tego."""
_FIGURES = re.compile(r"\d{2,4}(?!\d)")
_FIGURE = re.compile(r"\d(?![.,]?\d)")
_WIDTHS_IN_BITS = word_set("16 32 64 128 256 512 1024")
"""What names of types and of methods end in: float64, sha256."""
_CLOSED = re.compile(rf"(?<={_LETTER}[)”]|\d[)”%])(?={_LETTER}{{2,}})")
_OPEN = re.compile(rf"(?<={_LETTER}{{3}})(?=[(“]{_LETTER})")
_QUOTED = re.compile(rf"(?<={_LETTER})[.,!?][\"”](?={_LETTER})")
_OPENS = re.compile(rf"(?<={_LETTER}{{2}})(?=\"{_LETTER})")
_CLOSES = re.compile(rf"(?<={_LETTER})\"(?={_LETTER}{{2}})")
_CODE = re.compile(r"[/\\@_#=<>{}|~^&+`]|%[\dA-F]{2}(?!\d)|::|\(\)|\w\.\w{2,}\.\w|[a-z\d]\.\w\.\w")
_SYMBOL = re.compile(r"[=:*&<>{}\[\]()\"\\_|/+]")
"""What an aside in running text has not, and the arguments of a call often have."""
_CALLED = re.compile(r" ?[{=]")
"""What stands behind the arguments of a call or a definition."""
_LEAST_ITEM = 3
"""Letters of the shortest item of a list in brackets that is no list of arguments: f(x, y)."""
_INSIDE = re.compile(r"\w\([^()]*$|\[[^\]]*$")
_BRACKETED = re.compile(r"[(\[{][^\s()\[\]{}]*$")
"""What stands before a mark in a pair: (key,value."""
_ITEM_BEFORE = re.compile(r",[^\s,]*$")
_MOST_COMMAS = 2
"""Commas of a run of characters beyond which it is a list of data."""
_SENTENCE = 60
"""Code points from which on a line is no label with its values."""
_SPACED_COMMA = re.compile(r"[^\W\d_], ")
_SOLID_COMMA = re.compile(r"[^\W\d_],(?=[^\W\d_])")
_COMMON = 1e-6
_ENGLISH_TAILS = word_set("ll re ve d s t m")
"""What stands behind an apostrophe, which some write as a closing quotation mark."""
_CONTRACTED = re.compile(r"(?<=[A-Za-z])['’](?:s|re|ve|ll|d)(?=[a-z]{2,}(?![\w-]))|(?<=n)['’]t(?=[a-z]{2,}(?![\w-]))")
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


def judge(document: Document, language: str, stock: Stock, *, is_torn: bool = False) -> Iterator[Edit]:
    """Propose the spaces that stand after marks and beside numbers.

    Weak verdicts hold where the text is torn: elsewhere by a sure one, or `is_torn` already.
    """
    text = document.text
    places = [start for start, _ in find_runs(text, [run for run in stock.odd if _has_sign(run)])]
    if not places:
        return
    words = lexicon(language)
    blocks = [block for block in document.blocks if not block.code]
    starts = [block.start for block in blocks]
    is_naming = stock.names > max(_FEW_NAMES, _NAMING * sum(stock.counts.values()))
    weak: list[Edit] = []
    last, line = -1, ""
    for at in places:
        index = bisect_right(starts, at) - 1
        if index < 0 or at >= blocks[index].end:
            continue
        block = blocks[index]
        if index != last:
            last, line = index, document.slice(block)
        start = at - block.start
        end = line.find(" ", start)
        end = end + 4 if end >= 0 else len(line)  # an initial's full stop and the name after it belong to the sign
        for pattern, accepts, rule in _RULES:
            for found in pattern.finditer(line, start, end):
                verdict = accepts(line, found, words)
                if verdict and (verdict is SURE or not is_naming):
                    edit = document.edit(block.start + found.end(), block.start + found.end(), " ", rule)
                    is_torn = is_torn or verdict is not WEAK
                    if verdict is WEAK:
                        weak.append(edit)
                    else:
                        yield edit
    if is_torn:
        yield from weak


@lru_cache(maxsize=1 << 16)
def _has_sign(chunk: str) -> bool:
    if len(chunk) > _LONGEST or (chunk.strip(AROUND).isalpha() and not _INITIAL_SIGN.search(chunk)):
        return False
    return bool(_SIGN.search(chunk)) and not _CODE.search(chunk)


def _word_before(text: str, at: int) -> str:
    start = at
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    return text[start:at]


def _word_after(text: str, at: int) -> str:
    end = at
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[at:end]


def _after_comma(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell a comma of running text from one in code or a list of data; sure beside a function word."""
    is_quoted = text[found.end()] in "“‘"
    at = found.end() + is_quoted
    left, right = _word_before(text, found.start()), _word_after(text, at)
    if is_quoted and (words.language in _CLOSING or text[at] >= CJK):
        return ""
    if _in_code(text, found.start(), at) or _is_listing(text, found.start()) or (left.isupper() and right.isupper()):
        return ""
    if right.isdigit():
        return WEAK if len(right) <= 4 and left.islower() else ""
    if text[found.start() - 1].isdigit():
        return SURE if len(right) > 2 and right in words.function_words else ""
    return _between_words(text[max(0, found.start() - _LONGEST) : found.start()], left, right, text, words)


def _between_words(before: str, left: str, right: str, line: str, words: Lexicon) -> str:
    is_left, is_right = len(left) < 2 or left.lower() in words.words, right.lower() in words.words
    if not (is_left and is_right):
        return WEAK if (is_left or is_right) and len(right) > 2 else ""
    if right in words.function_words or left in words.function_words:
        return SURE
    is_data = _BRACKETED.search(before) or _ITEM_BEFORE.search(before) or not _spaces_commas(line)
    return "" if is_data else LIKELY


@lru_cache(maxsize=4)
def _spaces_commas(text: str) -> bool:
    """Whether a line's commas have spaces for the most part: where they have none, it is a list of data."""
    spaced, solid = len(_SPACED_COMMA.findall(text)), len(_SOLID_COMMA.findall(text))
    return spaced >= solid or (solid == 1 and len(text) > _SENTENCE)


def _is_listing(text: str, at: int) -> bool:
    """Whether the chunk is a list without spaces as code and options have it: a,b,c / norm(a,b / [a,b]."""
    left, right = at, at
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    return text.count(",", left, right) > _MOST_COMMAS or bool(_INSIDE.search(text, left, at))


def _in_code(text: str, start: int, end: int) -> bool:
    left, right = start, end
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    return bool(_CODE.search(text, left, right)) or text.count("`", max(0, start - _SPAN), start) % 2 == 1


def _after_stop(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell a sentence with no space before it from a dotted name (time.Second)."""
    left = _word_before(text, found.start())
    if text[found.end()] in "“‘" and words.language in _CLOSING:
        return ""
    at = found.end() + (text[found.end()] in "“‘(")
    right = _word_after(text, at)
    after = text[at + len(right) : at + len(right) + 1]
    if not right or after in {"(", ".", "_"} or left == right or _in_code(text, found.start(), found.end()):
        return ""
    verdict = _stop_verdict(text, found, left, right, words)
    is_known = verdict and right.lower() in words.words and (not left or left.lower() in words.words)
    return verdict if is_known else ""


def _stop_verdict(text: str, found: "re.Match[str]", left: str, right: str, words: Lexicon) -> str:
    """Say what the shape of the two words beside a full stop or a colon speaks for."""
    if ":" in found[0]:
        return WEAK if len(left) > 3 and len(right) > 1 else ""
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
    following = _word_after(text, end + 1)
    return WEAK if is_lower and (after == "," or (len(following) > 1 and after == " ")) else ""


def _initial(text: str, found: "re.Match[str]", words: Lexicon) -> bool:
    """Tell a given name before an initial from a key before a letter (CtrlC. Then), and from a sentence's end."""
    is_name = words.words.common.get(found[1].lower(), 0.0) < _TOO_COMMON
    once = text.count(text[found.start() : found.end() + 1], max(0, found.start() - _SPAN), found.end() + _SPAN) == 1
    return is_name and once and len(found[0]) > 2 and found[0] not in _KEYS


def _abbreviated(text: str, found: "re.Match[str]", words: Lexicon) -> bool:
    return words.language == "en" and not _in_code(text, found.start(), found.end() + 1)


def _after_dots(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell a word after an abbreviation of capitals: the U.N.is."""
    return SURE if _word_after(text, found.end()) in words.function_words else ""


def _number_word(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    right = _word_after(text, found.end())
    if _in_code(text, found.start(), found.end() + len(right)) or not right.islower() or right in _UNITS:
        return ""
    if right in _SCALES:
        return SURE
    if right in words.function_words and len(right) > 1:
        return "" if right in _NUMBER_ENDINGS.get(words.language, ()) else SURE
    is_likely = words.language == "en" and len(right) > 3 and words.words.common.get(right, 0.0) > _COMMON
    return WEAK if is_likely else ""


def _word_number(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell a word before a number from a name that ends in a figure (latin1, apply2)."""
    left = found[0]
    if _in_code(text, found.start(), found.end() + 1):
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
    return WEAK if len(left) > 3 and is_count and words.words.common.get(left, 0.0) > _COMMON else ""


def _beside_bracket(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    at = found.end()
    right = _word_after(text, at)
    if _in_code(text, at - 1, at + 1) or not right.islower() or len(right) < 2 or right[0] >= CJK:
        return ""
    if right in words.function_words:
        return SURE
    if text[at - 1] == "”":
        return WEAK if right not in _ENGLISH_TAILS and right in words.words.common else ""
    is_aside = " " in text[max(0, text.rfind("(", max(0, at - _SPAN), at)) : at]  # (un)known, umount(2)ing
    return WEAK if is_aside and words.words.common.get(right, 0.0) > _COMMON else ""


def _before_bracket(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell an aside or a short form from the arguments of a call."""
    at = found.end()
    left = _word_before(text, at)
    if text[at] == "“":
        return SURE if words.language not in _CLOSING and left.lower() in words.words and text[at + 1] < CJK else ""
    close = text.find(")", at, at + _SPAN)
    if _in_code(text, at, at + 1) or left.lower() not in words.words or len(left) < 4 or _CALLED.match(text, close + 1):
        return ""
    inside = text[at + 1 : close] if close > 0 else ""
    short_form = inside.removesuffix("s").removesuffix("S")
    if len(short_form) > 1 and short_form.isupper() and short_form.isalnum() and short_form != "TM":
        return SURE if short_form[-1] == left[0].upper() else ""
    return _aside_verdict(inside, words) if left.islower() else ""


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
    right = _word_after(text, found.end())
    return WEAK if right.lower() in words.words and not _in_code(text, found.start(), found.end() + 1) else ""


def _beside_straight_quote(text: str, found: "re.Match[str]", words: Lexicon) -> str:
    """Tell on which side of a straight quotation mark the space was lost: in pairs, every other one closes."""
    at = text.find('"', found.start())
    left, right = _word_before(text, at), _word_after(text, at + 1)
    if left.lower() not in words.words or right.lower() not in words.words or _in_code(text, at, at + 1):
        return ""
    opening, closing = _paired(text)
    return WEAK if at in (opening if found.end() == at else closing) else ""


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


def _contracted(text: str, found: "re.Match[str]", words: Lexicon) -> bool:
    right = _word_after(text, found.end())
    return words.language == "en" and (
        right in words.function_words or words.words.get(right, 0) > (1e-6 if len(right) > 2 else 1)
    )


_Accepts = Callable[[str, "re.Match[str]", Lexicon], bool | str]
_RULES: tuple[tuple["re.Pattern[str]", _Accepts, str], ...] = (
    (_COMMA, _after_comma, "repair.join.comma"),
    (_STOP, _after_stop, "repair.join.sentence"),
    (_CONTRACTED, _contracted, "repair.join.contraction"),
    (_INITIAL, _initial, "repair.join.initial"),
    (_TITLE, _abbreviated, "repair.join.abbreviation"),
    (_DOTTED, _after_dots, "repair.join.abbreviation"),
    (_MONTH, _abbreviated, "repair.join.number"),
    (_NUMBER_WORD, _number_word, "repair.join.number"),
    (_WORD_NUMBER, _word_number, "repair.join.number"),
    (_QUOTED, _after_quote, "repair.join.quote"),
    (_OPENS, _beside_straight_quote, "repair.join.quote"),
    (_CLOSES, _beside_straight_quote, "repair.join.quote"),
    (_CLOSED, _beside_bracket, "repair.join.bracket"),
    (_OPEN, _before_bracket, "repair.join.bracket"),
)
