"""What a document and its corpus say about words: how often each stands there, and beside which others."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from cleaner.document import Document
from cleaner.evidence import Vocabulary
from cleaner.repairs.lexicon import (
    NEVER_FIRST,
    NEVER_LAST,
    Lexicon,
    is_common,
    is_plain,
    lexicon,
    word_set,
)
from cleaner.repairs.stock import Stock

LONGEST = 60
"""Longest run of letters that is looked at: beyond it, it is data."""
_READ = 50_000
"""How much of a document is searched for two words side by side, in characters."""
COINED = word_set(
    "atexit fallthrough filesystem foreach isinstance killall mailto mountpoint mouseover noexcept nologin passthrough "
    "readonly soname stdin stdout testcase testsuite tolower toupper typeof userdefined writeonly"
)
"""Words of programmers, made of common ones, that the list hardly has."""
COMPOUNDING = frozenset({"de", "nl"})
"""Languages that write compounds as one word."""
_LONG_ENOUGH = 5
"""Fewest letters of two neighbours written as one: fewer make a name (init)."""
_USUAL = 1e-5
"""How common the words must be that a text has side by side, where they are read as two."""
SEEN = 2
"""How often a corpus must have a word for it to be one of its words."""
_TORN = 0.004
"""Share of lost spaces from which on a corpus is torn."""


@dataclass(frozen=True)
class Local:
    """What the document and its corpus say about words."""

    lexicon: Lexicon
    counts: Mapping[str, int]
    words: int
    names: int
    """How many names of code the document has."""
    text: str
    """The document's text."""
    vocabulary: Vocabulary | None
    odd: tuple[str, ...]
    """Tokens that are no plain words of the language."""
    own: Mapping[str, int]
    """Their counts, lower case: the document's own words."""

    @cached_property
    def folded(self) -> str:
        """What is searched for two words side by side, lower case: seldom asked for."""
        return self.text[:_READ].lower()

    @property
    def is_torn(self) -> bool:
        """Whether the corpus loses its spaces."""
        return self.vocabulary is not None and self.vocabulary.join_rate > _TORN

    def is_met_once(self, token: str) -> bool:
        """Whether a token stands here once, and nowhere else in the corpus."""
        corpus = self.vocabulary.counts if self.vocabulary else {}
        return self.counts.get(token) == 1 and corpus.get(token, 0) <= 1

    def elsewhere(self, token: str) -> int:
        """How often the corpus has a token outside of this document, or either has it in another form."""
        forms, counts = _forms(token), self.counts
        other = sum([counts.get(form, 0) for form in forms])
        if self.vocabulary:
            corpus = self.vocabulary.counts
            other = max(other, sum([corpus.get(form, 0) for form in (token, *forms)]) - counts.get(token, 0))
        return max(0, other)

    def together(self, left: str, right: str) -> int:
        """How often this document or its corpus has two words (lower case) side by side."""
        here = 0
        if (left in self.counts or left.capitalize() in self.counts) and (
            right in self.counts or right.capitalize() in self.counts
        ):
            here = self.folded.count(f" {left} {right} ")
        return max(here, self.vocabulary.pairs.get(f"{left} {right}", 0) if self.vocabulary else 0)

    def neighbours(self, token: str) -> list[int]:
        """Return where a word falls into two common ones that the document or its corpus has side by side."""
        if self.lexicon.language == "en" or self.counts.get(token, 0) > 1:
            return []
        folded = token.lower()
        places = _common_halves(folded, self.lexicon.language)
        return [at for at in places if self.together(folded[:at], folded[at:])]

    def has(self, *words: str) -> bool:
        """Whether the document or its corpus has each of these words, as written."""
        corpus = self.vocabulary.counts if self.vocabulary else {}
        return all(self.counts.get(word) or corpus.get(word) for word in words)

    def is_name(self, word: str) -> bool:
        """Whether the document or its corpus writes a word with its capital for the most part."""
        corpus = self.vocabulary.counts if self.vocabulary else {}
        folded = word.lower()
        written, lower = (max(self.counts.get(form, 0), corpus.get(form, 0)) for form in (word, folded))
        return written > 2 * lower

    def chance(self, word: str) -> float:
        """Relative frequency of a word: by the language's list, by the corpus, by the document."""
        listed = self.lexicon.words.get(word, 0.0)
        if self.vocabulary and self.vocabulary.words:
            seen = self.vocabulary.counts.get(word, 0) + self.vocabulary.counts.get(word.capitalize(), 0)
            if seen > SEEN:
                return max(listed, seen / self.vocabulary.words)
        if not listed and word in self.own:
            return min(1e-5, 0.1 * self.own[word] / self.words)
        return listed


def _forms(token: str) -> tuple[str, ...]:
    """Return other forms of a token that show it to be a word: its plural or singular, its capital or small letter."""
    number = token[:-1] if token.endswith("s") else token + "s"
    case = token.capitalize() if token.islower() else token.lower()
    return number, case, number.capitalize() if number.islower() else number.lower()


@lru_cache(maxsize=1 << 16)
def _may_split_abroad(token: str, language: str) -> bool:
    """Whether a token of another language than English may be split, if the text says so: most may not."""
    return _splits_abroad(token, language) or bool(_common_halves(token.lower(), language))


@lru_cache(maxsize=1 << 16)
def _splits_abroad(token: str, language: str) -> bool:
    words = lexicon(language)
    return not is_common(token, language) and any(is_safe_abroad(token, at, words) for at in range(2, len(token) - 1))


@lru_cache(maxsize=1 << 16)
def _common_halves(folded: str, language: str) -> tuple[int, ...]:
    """Return where a word of another language than English falls into two common ones.

    In languages that write compounds as one word, both must be function words; what may be an enclitic or an ending
    (definirlos) stands behind a function word alone.
    """
    if len(folded) < _LONG_ENOUGH:
        return ()
    words = lexicon(language)
    common, functions, endings = words.words.common, words.function_words, NEVER_LAST[language]
    halves = functions if language in COMPOUNDING else common
    return tuple(
        at
        for at in range(2, len(folded) - 1)
        if folded[:at] in halves
        and folded[at:] in halves
        and (folded[at:] not in endings or folded[:at] in functions)
        and min(common[folded[:at]], common[folded[at:]]) > _USUAL
    )


def survey(document: Document, stock: Stock, vocabulary: Vocabulary | None) -> Local:
    """Bring together what a document's words say; it must have a language."""
    counts, language = stock.counts, stock.language
    local = Local(lexicon(language), counts, stock.words, stock.names, document.text, vocabulary, (), {})
    rest = [token for token in stock.rare if len(token) <= LONGEST]
    if language != "en":
        rest = [token for token in rest if _may_split_abroad(token, language)]
        rest = [token for token in rest if _splits_abroad(token, language) or local.neighbours(token)]
    odd = tuple(token for token in rest if not is_plain(token, language) and token.lower() not in COINED)
    own = Counter[str]()
    for token in odd:
        own[token.lower()] += counts[token]
    return replace(local, odd=odd, own=own)


def is_safe_abroad(token: str, at: int, words: Lexicon) -> bool:
    """Whether a split in another language than English rests on a function word, and on none that forms words there.

    Those languages compound and inflect far more than English; only what their closed classes show is touched.
    """
    left, right = token[:at].lower(), token[at:].lower()
    first = len(left) > 1 and left in words.function_words and left not in NEVER_FIRST[words.language]
    last = len(right) > 1 and right in words.function_words and right not in NEVER_LAST[words.language]
    other = right if first else left
    return (
        (first or last) and len(other) > 2 and words.words.common.get(other, 0.0) > (1e-4 if len(other) == 3 else 1e-6)
    )
