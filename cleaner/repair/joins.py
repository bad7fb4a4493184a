"""Words joined without a space between them: found by their lack of sense, split where the evidence for it is clear.

A token t is split into a and b where

    ln P(a b) - ln P(t is a word) + ln(odds of a lost space here) >= threshold

P(a b) comes from word lists, word pairs and this corpus; P(t) from the same and, for words on no list, from their shape; the
odds of a lost space from how many unmistakable joins the same document (and corpus) shows.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

from cleaner.document import Document, Edit
from cleaner.evidence import Vocabulary
from cleaner.repair.lexicon import Lexicon, is_plain, lexicon

WORD = re.compile(r"[^\W\d_]+")
_BASE_RATE = 2e-4
_PRIOR_WORDS = 400
_UNMISTAKABLE = 9.0
_NEW_WORD = log(1e-8)
_CODE = re.compile(r"[/\\@_#=<>{}|~^&%+$\d`]|[^\W\d_]\.[^\W\d_]|::")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_BOUND = re.compile(
    "^(?:anti|auto|bi|co|counter|cross|cyber|de|dis|down|electro|ex|extra|fore|hyper|il|im|in|inter|ir|kilo|macro|mega|meta|micro|"
    "mid|mini|mis|mono|multi|nano|neo|neuro|non|omni|out|over|para|photo|poly|post|pre|pro|proto|pseudo|psycho|quasi|re|"
    "retro|semi|socio|stereo|sub|super|supra|tele|tera|theta|thermo|trans|tri|ultra|un|under|uni|up|vice)$"
)
_ENDING = re.compile(
    "^(?:ability|able|ables|al|ally|ance|ant|ation|based|able|dom|ed|en|er|ers|ery|es|est|ful|free|fold|hood|ian|ibility|ible|ic|"
    "ing|ings|ish|ism|ist|ists|ite|ity|ive|ization|ize|ized|less|lessly|let|like|ling|ly|ment|ness|ology|or|ous|proof|s|"
    "ship|st|th|ties|tion|ty|ville|ward|wards|ware|wise|worthy)$"
)


@dataclass(frozen=True, slots=True)
class Split:
    """A token read as two words: where, and how much likelier they are than the token."""

    at: int
    left: str
    right: str
    gain: float


@dataclass(frozen=True, slots=True)
class Local:
    """What the document and its corpus say about words: counts of tokens as written, and the odds of a lost space."""

    counts: Mapping[str, int]
    words: int
    vocabulary: Vocabulary | None
    language: str


def judge(document: Document, language: str, vocabulary: Vocabulary | None, threshold: float) -> Iterator[Edit]:
    """Propose a space for every joined token of a document's text in `language`."""
    found = [block for block in document.blocks if not block.code]
    texts = [document.slice(block) for block in found]
    counts = Counter[str]()
    for text in texts:
        counts.update(WORD.findall(text))
    odd = [token for token in counts if not is_plain(token, language)]
    if not odd:
        return
    local = Local(counts, sum(counts.values()), vocabulary, language)
    splits = {token: split for token in odd if (split := best_split(token, local))}
    rate = _join_rate(splits, local)
    chosen = {token: split for token, split in splits.items() if split.gain + log(rate) >= threshold}
    if not chosen:
        return
    pattern = re.compile(r"(?<![^\W\d_])(?:" + "|".join(sorted(map(re.escape, chosen))) + r")(?![^\W\d_])")
    for block, text in zip(found, texts, strict=True):
        for match in pattern.finditer(text):
            if not is_protected(text, match.start(), match.end()):
                at = block.start + match.start() + chosen[match[0]].at
                yield document.edit(at, at, " ", "repair.join.words")


def _join_rate(splits: Mapping[str, Split], local: Local) -> float:
    """Estimate how often this document loses a space, from the joins that are unmistakable at the base rate."""
    sure = sum(split.gain + log(_BASE_RATE) >= _UNMISTAKABLE - 9 for split in splits.values())
    return min(0.05, (1.5 * sure + _BASE_RATE * _PRIOR_WORDS) / (local.words + _PRIOR_WORDS))


def best_split(token: str, local: Local) -> Split | None:
    """Return the likeliest reading of a token as two words; None where there is none."""
    words = lexicon(local.language)
    folded = token.lower()
    if local.counts[token] > 2:
        return None
    camel = _CAMEL.search(token)
    word = _as_word(token, words, bool(camel))
    best: Split | None = None
    for at in range(1, len(folded)):
        if camel and at != camel.start():
            continue
        left, right = folded[:at], folded[at:]
        pair = _pair(left, right, words)
        if pair is None:
            continue
        gain = pair - word
        if not camel and not (left in words.function_words or right in words.function_words):
            gain -= 3.0
        if best is None or gain > best.gain:
            best = Split(at, left, right, gain)
    return best


def _pair(left: str, right: str, words: Lexicon) -> float | None:
    if (len(left) == 1 and left not in words.single_letters) or (len(right) == 1 and right not in words.single_letters):
        return None
    if _BOUND.match(left) and not (left in words.function_words and right in words.function_words) and left != "in":
        return None
    if _ENDING.match(right):
        return None
    if words.words.get(left, 0) < 5e-8 or words.words.get(right, 0) < 5e-8:
        return None
    if len(left) <= 2 and left not in words.function_words and left not in words.single_letters:
        return None
    if len(right) <= 2 and right not in words.function_words and right not in words.single_letters:
        return None
    return words.pair(left, right)


def _as_word(token: str, words: Lexicon, camel: bool) -> float:
    """Natural log of the chance to meet this token as a word: its listed frequency, or what its shape allows."""
    listed = words.words.get(token.lower())
    chance = log(listed) if listed else _NEW_WORD - 0.4 * max(0, len(token) - 8)
    if camel:
        return chance + 9.0
    if token.isupper():
        return chance + 6.0
    if token[0].isupper():
        return chance + 4.0
    return chance


def is_protected(text: str, start: int, end: int) -> bool:
    """Whether a token stands in code, an address, an identifier, a path, a hashtag or the like."""
    left, right = start, end
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    if _CODE.search(text, left, right):
        return True
    return "`" in text and text.count("`", 0, start) % 2 == 1


