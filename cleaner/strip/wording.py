"""Read a line in the closed vocabulary in which pages speak to their readers, of the language that knows most of it.

The vocabulary is wording.txt: words of some seventy meanings ("to share", "a comment", "closed") in each language.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from cleaner.dates import month_of
from cleaner.fold import fold

_WORD = re.compile(r"[^\s,.;:!?…|/·•()\[\]{}\"“”«»„‚'‘’`—–\-،؟।*_#>~+&@=©€£$¥₽₹₩¿¡。、「」『』【】★☆▶►→←↑↓]+")
_KANA, _HAN, _HANGUL = re.compile(r"[ぁ-ゖァ-ヺ]"), re.compile(r"[㐀-鿿]"), re.compile(r"[가-힣]")
_DIGIT, _FIGURE = re.compile(r"\d"), re.compile(r"\d+")
_CAPITALS = str.maketrans("İıάέήίόύώϊϋΐΰς", "iiαεηιουωιυιυσ")
"""Letters that lines in capitals write otherwise: Turkish dots go astray in folding, Greek accents are left out."""
_IN_CAPITALS = re.compile("[İıΐ-ώς]")
_LONGEST_CHINESE = 60
"""Characters of the longest line that Chinese pages speak in: longer ones are notices."""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of one language: phrases by their first word, stems by their letters, each with its meanings."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
    stems: Mapping[str, frozenset[str]]

    def stem(self, word: str) -> frozenset[str]:
        """Return what a word means by its stems."""
        known = (self.stems[word[:size]] for size in range(1, len(word) + 1) if word[:size] in self.stems)
        return frozenset().union(*known)

    def entries(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield its phrases, words parted by spaces, and stems, with their meanings."""
        yield from self.stems.items()
        for many in self.phrases.values():
            yield from ((" ".join(phrase), meanings) for phrase, meanings in many)

    def read(self, words: Sequence[str], at: int) -> tuple[int, frozenset[str]]:
        """Return how many words the longest phrase here has, and what it means; (0, nothing) for a stranger."""
        stemmed = self.stem(words[at]) if self.stems else _NONE
        if not stemmed and words[at] not in self.phrases and words[at][:1] == _ARABIC_AND:
            words = [*words[:at], words[at][1:], *words[at + 1 :]]
        for phrase, meanings in self.phrases.get(words[at], ()) if words[at] else ():
            if tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase), meanings | stemmed
        return (1, stemmed) if stemmed else (0, _NONE)


_SAMPLE = 10
"""Words by which a line's language is told."""
_MOST_STRANGERS, _FEW = 0.3, 6
"""A line with a larger share of strangers is not read, nor one of few words with any."""
_MOST_UNSPACED = 0.2
"""The same share where strangers are characters."""
_NONE: frozenset[str] = frozenset()
_FIGURES, _SMALL = frozenset({"num"}), frozenset({"small"})
_ARABIC_AND = "و"
"""It is written as the first letter of the word behind it."""


@cache
def _vocabularies() -> Mapping[str, _Vocabulary]:
    """Read the vocabulary of each language; what is every language's is in each of them."""
    known: dict[str, dict[str, set[str]]] = {}
    language = ""
    text = files("cleaner.strip").joinpath("wording.txt").read_text("utf-8")
    for line in fold(text).translate(_CAPITALS).splitlines():
        if line.startswith("["):
            language = line.strip("[]")
            known[language] = {word: set(meanings) for word, meanings in known.get("any", {}).items()}
        elif line and not line.startswith("#"):
            meaning, _, words = line.partition(":")
            for word in map(str.strip, words.split(",")):
                known[language].setdefault(word, set()).add(meaning)
    del known["any"]
    return {language: _vocabulary(words) for language, words in known.items()}


def _vocabulary(words: Mapping[str, set[str]]) -> _Vocabulary:
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    stems: dict[str, frozenset[str]] = {}
    for word, meanings in words.items():
        if word.endswith("*"):
            stems[word[:-1]] = stems.get(word[:-1], _NONE) | meanings
            continue
        phrase = tuple(_WORD.findall(word))
        phrases.setdefault(phrase[0], []).append((phrase, frozenset(meanings)))
    ordered = {first: tuple(sorted(many, key=lambda one: -len(one[0]))) for first, many in phrases.items()}
    return _Vocabulary(ordered, stems)


class Reading(NamedTuple):
    """A line in a vocabulary: how often each meaning is said, by how many words of how many strangers among them."""

    meanings: Counter[str]
    words: int
    strangers: int


@cache
def _speakers() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Return the languages of each word, and of each stem."""
    whole: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for name, vocabulary in _vocabularies().items():
        within = {word for many in vocabulary.phrases.values() for phrase, _ in many for word in phrase}
        for known, words in ((whole, within), (stems, vocabulary.stems)):
            for word in words:
                known[word] = (*known.get(word, ()), name)
    return whole, stems


@lru_cache(maxsize=1 << 14)
def _languages(word: str) -> tuple[str, ...]:
    """Return the languages that know a word."""
    whole, stems = _speakers()
    found = whole.get(word) or (whole.get(word[1:], ()) if word[0] == _ARABIC_AND else ())
    for size in range(1, len(word) + 1):
        found += stems.get(word[:size], ())
    return tuple(dict.fromkeys(found))


_STRONG = frozenset({
    "comment", "news", "alert", "unsub", "terms", "app", "down", "follow", "cookie", "paid", "free", "login", "rate",
    "summary", "translate", "give", "press", "forbid", "license", "rights", "author", "limit", "scan", "report", "deal",
    "affil",
})  # fmt: skip
_WEAK = frozenset({
    "share", "image", "print", "mailto", "listen", "useful", "also", "more", "like", "think", "sub", "updated",
    "posted", "ago", "count", "back",
})  # fmt: skip
"""Meanings of which each act needs one: of the weak ones only short lines are made."""
_SHORT = 90
"""Characters of such a line."""


@cache
def _keys() -> tuple[AhoCorasick, Sequence[bool]]:
    """Return what finds the words with those meanings, and which of them are strong."""
    words = {
        phrase: not meanings.isdisjoint(_STRONG)
        for vocabulary in _vocabularies().values()
        for phrase, meanings in vocabulary.entries()
        if not meanings.isdisjoint(_STRONG | _WEAK) and (len(phrase) > 2 or not phrase.isascii())
    }
    return AhoCorasick(list(words), matchkind=MatchKind.Standard), tuple(words.values())


def _is_called(core: str) -> bool:
    """Whether a line holds one of the words without which nothing is said."""
    keys, strong = _keys()
    return any(
        (strong[key] or len(core) <= _SHORT) and not (start and core[start - 1].isalpha() and core[start] < "ぁ")
        for key, start, _ in keys.find_matches_as_indexes(core, overlapping=True)
    )


@lru_cache(maxsize=1 << 13)
def read_line(core: str) -> Reading | None:
    """Read a line in the language that knows most of it; None where none knows it."""
    language = _unspaced(core)
    if language == "zh":
        return read_unspaced(core, language) if len(core) <= _LONGEST_CHINESE else None
    if not core.isascii() and _IN_CAPITALS.search(core):
        core = core.translate(_CAPITALS)
    if not _is_called(core):
        return None
    return read_unspaced(core, language) if language else _read_spaced(core)


def _unspaced(core: str) -> str:
    """Return the language of a line whose words no spaces part; empty for the others."""
    if core.isascii():
        return ""
    if _KANA.search(core):
        return "ja"
    return "zh" if _HAN.search(core) and not _HANGUL.search(core) else ""


def _read_spaced(core: str) -> Reading | None:
    """Read a line in the language that knows most of its words."""
    words = _WORD.findall(core)
    if not 2 <= len(words) <= 130:
        return None
    strangers = 0 if len(words) < _FEW else int(_MOST_STRANGERS * _SAMPLE)
    known: list[tuple[str, ...]] = []
    for word in words[:_SAMPLE]:
        if names := _languages(word):
            known.append(names)
        elif not _DIGIT.search(word) and not month_of(word):
            strangers -= 1
            if strangers < 0:
                return None
    counts = Counter(name for names in known for name in names)
    most = max(counts.values(), default=0)
    if most < len(known) - strangers:
        return None  # its words are of several languages
    best = (_read(words, _vocabularies()[name]) for name, count in counts.items() if count == most)
    return min(filter(None, best), key=lambda said: said.strangers, default=None)


def _read(words: Sequence[str], vocabulary: _Vocabulary) -> Reading | None:
    """Read words in one language; None as soon as there are more strangers than any act bears."""
    meanings: Counter[str] = Counter()
    strangers = at = 0
    most = _MOST_STRANGERS * len(words) if len(words) >= _FEW else 0
    while at < len(words):
        if strangers > most:
            return None
        size, found = vocabulary.read(words, at)
        if not size:
            size, found = 1, _number(words, at)
        strangers += not found
        for meaning in found:
            meanings[meaning] += 1
        at += size
    return Reading(meanings, len(words), strangers)


def _number(words: Sequence[str], at: int) -> frozenset[str]:
    """Return what a figure means, or a month beside one."""
    if _DIGIT.search(words[at]):
        return _FIGURES
    is_month = month_of(words[at]) and any(map(_DIGIT.search, words[max(0, at - 2) : at + 2]))
    return _SMALL if is_month else _NONE


@cache
def _unspaced_words(language: str) -> tuple[AhoCorasick, Sequence[frozenset[str]]]:
    """Return what finds the words of a language without spaces, and the meanings of each."""
    phrases = _vocabularies()[language].phrases
    words = {one[0]: meanings for many in phrases.values() for one, meanings in many if len(one) == 1}
    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), tuple(words.values())


@lru_cache(maxsize=1 << 13)
def read_unspaced(core: str, language: str) -> Reading | None:
    """Read a folded line of Japanese ("ja") or Chinese ("zh"), the longest words first; a stranger is a character.

    None where more are strangers than any act bears.
    """
    automaton, meanings = _unspaced_words(language)
    bare = "".join(_WORD.findall(core))
    found = automaton.find_matches_as_indexes(bare)
    figures = _FIGURE.findall(bare)
    strangers = len(bare) - sum([end - start for _, start, end in found]) - sum(map(len, figures))
    if strangers > _MOST_UNSPACED * len(bare):
        return None
    counts = Counter([meaning for word, _, _ in found for meaning in meanings[word]])
    counts["num"] += len(figures)
    stops = core.count("。") if language == "zh" else 0  # a page's own lines seldom have one
    return Reading(counts, len(found) + len(figures) + strangers, strangers + stops)
