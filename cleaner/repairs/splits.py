"""A token read as two words, or three, and how likely that is.

A logistic model: how common the parts are, whether they are known neighbours, what the token's shape allows (affixes,
capitals, length), what the rest of the document and its corpus say of it.  The score is the log-odds of a lost space at
one lost space in ten.

The weights began as logistic fits on edited English (news, a novel, abstracts, manuals) with one space in ten taken
out, rounded by hand; the penalties beside them are judgement, held by the look-alikes of the tests and set by what
essays, manuals and a dictionary of computing have above and below the threshold, capitals apart from small letters.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from cleaner.repairs import torn
from cleaner.repairs.lexicon import FUNCTION_WORDS, PAIRS_TOTAL, Lexicon, lexicon, word_set
from cleaner.repairs.local import COMPOUNDING, SEEN, Local, is_safe_abroad

_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")
_ACRONYM = re.compile(r"[A-Z]{2,}(?=[a-z]{2,}$)")
_PREFIXES = word_set(
    "anti auto bi cyber de dis electro ex hetero homo hydro hyper il im infra inter intra ir iso kilo kine kino "
    "macro mega meta micro mis mono multi nano neo neuro non omni para photo poly post pre pro proto pseudo psycho "
    "quasi re retro semi socio spatio stereo sub super supra tele tera thermo trans tri ultra un uni vice visuo"
)
"""Word formers that are hardly words of their own."""
_FORMING = COMPOUNDING | {"en"}
"""Languages in which even a function word before a neighbour of its (un archivo) is more likely a prefix."""
_PARTICLES = word_set("back by co counter cross down extra for fore in mid mini off on out over through under up")
"""Words that also form words: overfit, outperform, underdeliver, inbound."""
_PREPOSITIONS = frozenset({"in", "on", "by", "for", "off"})
"""Those of them that seldom do."""
_ENDINGS = word_set(
    "ability able ables al ally ance ant ation ations cation cations dom ed en er ers ery es est ful fulness hood "
    "ian ibility ible ic ing ings ion ions isation isations ise ised ish ising ism ist ists ite ity ive ization "
    "izations ize ized izing less lessly let like ling ly ment ness ology or ous proof s ship st th ties tion ty "
    "ville ward wards ware wise worthy"
)
_BRITISH = re.compile("is(?=[aei])")
_PINYIN = re.compile(
    "^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:ang|eng|ing|ong|iang|iong|uang|iao|ian|uai|uan|ai|ei|ui|ao|ou|iu|ie|ue|er|"
    "an|en|in|un|ia|ua|uo|a|o|e|i|u|v)){2,3}$"
)
"""Two or three syllables of romanised Mandarin: such a name is no join."""
_LEAST = 1e-8
"""The frequency of the rarest listed words."""
_OFTEN = 3
"""How often a document must have a token for it to be a word of its own."""
_OWN_SHAPE = 4
"""Fewest letters of a name whose capitals inside (MacBook) are no chance."""
_NAMES = 2.0
"""How much two names of the corpus make up for their capitals."""
_NAMED_ALONE = 3.0
"""How much more, where a text without names of code has the second by itself as well (Ada Hurst ... as Hurst said)."""
_ARTICLE_AFTER = 3e-6
_DOUBTFUL = 6.0
"""Below these odds a token may be three words rather than two, of which one is a join that the list has (ofthe)."""
_SECOND_LOSS = 4.0
"""How much rarer it is that a word lost the spaces on both sides."""
_RIVAL = 3e-5
"""How common a word must be to make a second reading one letter further on doubtful."""
_ARTICLES = frozenset({"the", "this", "that", "his", "her", "their", "our"})
"""Words that stand before names, and hardly ever begin a name of code as others do (toString, isEmpty)."""
_LONG = 6
"""Letters, and frequency, of a word that begins no name by chance."""
_LONG_COMMON = 3e-6
_LONG_TOKEN = 12
"""Letters from which on hardly any word that is not listed is as long, but two."""
_CLEAR = 1.5
"""How far the best reading of a token must stand off from the next best."""


class Split(NamedTuple):
    """A token read as two words or three: where, and the log-odds for it at one lost space in ten."""

    at: int
    odds: float
    rule: str
    has_function_word: bool
    then: int = 0
    """Where the third word begins, if there is one."""


def best_split(token: str, local: Local) -> Split | None:
    """Return the likeliest reading of a token as two words, else as three; None where there is none."""
    repeated = local.counts.get(token, 1)
    places = _places(token, local, repeated)
    met = local.elsewhere(token) + repeated - 1 if places else 0
    found = [split for at in places if (split := _score(token, at, local, met))]
    if len(found) > 1:
        found.sort(key=lambda split: -split.odds)
    three = _best_of_three(token, local) if repeated == 1 and (not found or found[0].odds < _DOUBTFUL) else None
    if not found or (three and three.odds - _SECOND_LOSS > found[0].odds):
        return three
    best = found[0]
    if len(found) == 1 or token[best.at].isupper():
        return best
    if local.lexicon.language != "en" and any(
        _falls_apart(token.lower(), at, local.lexicon) for at in (best.at - 1, best.at + 1)
    ):
        return None
    return best._replace(odds=best.odds - _CLEAR) if best.odds - found[1].odds < _CLEAR else best


def _best_of_three(token: str, local: Local) -> Split | None:
    """Return the likeliest reading of a token as three words, as sure as the less sure of its two joins."""
    if not token[1:].islower() or _stem_chance(token.lower(), local.lexicon.language):
        return None
    best: Split | None = None
    words = local.lexicon
    for one, two in _listed_triples(token.lower(), words.language):
        if words.language != "en" and not (
            is_safe_abroad(token[:two], one, words) and is_safe_abroad(token[one:], two - one, words)
        ):
            continue
        head, tail = token[:two], token[one:]
        first = _score(head, one, local, local.elsewhere(head))
        second = _score(tail, two - one, local, local.elsewhere(tail))
        if first and second and (best is None or min(first.odds, second.odds) > best.odds):
            resting = first.has_function_word or second.has_function_word
            best = Split(one, min(first.odds, second.odds), first.rule, resting, two)
    return best


def _places(token: str, local: Local, repeated: int) -> Sequence[int]:
    """Return where a token may fall into two words."""
    folded, words = token.lower(), local.lexicon
    if not token[1:].islower() and not token.isupper():
        seams = {seam.start() for seam in _CAMEL.finditer(token)} | _known_places(token, local)
        if seams:
            return sorted(seams)
    if repeated > _OFTEN:
        return ()
    if words.language != "en":
        known = local.neighbours(token)
        return [
            at
            for at in range(2, len(token) - 1)
            if (at in known or is_safe_abroad(token, at, words))
            and not _rests_on_function_word(folded, at - 1, words)  # durchseine: durch seine, durchs eine
            and not _rests_on_function_word(folded, at + 1, words)
        ]
    return _all_places(folded, local)


def _known_places(token: str, local: Local) -> set[int]:
    """Return where a token parts a name that the text writes so, capitals and all, from a word: CLIPwith, theiPad."""
    acronym = _ACRONYM.match(token)
    found = {acronym.end()} if acronym and _is_listed(token[acronym.end() :].lower(), local.lexicon) else set()
    for at in range(2, len(token) - 1):
        left, right = token[:at], token[at:]
        name, word = (left, right) if right.islower() else (right, left)
        if word.islower() and not name[1:].islower() and name in local.counts and _is_listed(word, local.lexicon):
            found.add(at)
    return found


def _all_places(folded: str, local: Local) -> Sequence[int]:
    """Return where a token falls into two words, of the language or of the document's and the corpus's own."""
    listed = _listed_places(folded, local.lexicon.language)
    own = local.own
    corpus: Mapping[str, int] = local.vocabulary.counts if local.vocabulary else {}
    if not corpus and len(own) < 2:
        return listed
    places = set(listed)
    for at in range(3, len(folded) - 1):
        left, right = folded[:at], folded[at:]
        is_left = left in own or corpus.get(left, 0) > SEEN
        is_right = right in own or corpus.get(right, 0) > SEEN
        if (is_left or (is_right and _is_listed(left, local.lexicon))) and (
            is_right or _is_listed(right, local.lexicon)
        ):
            places.add(at)
    return sorted(places)


@lru_cache(maxsize=1 << 16)
def _listed_places(folded: str, language: str) -> tuple[int, ...]:
    words = lexicon(language)
    return tuple(at for at in words.words.cuts(folded) if _falls_apart(folded, at, words))


@lru_cache(maxsize=1 << 16)
def _listed_triples(folded: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return where a token falls into three listed words, of more than one letter but for the middle one.

    What two of them make must be no common word itself: da-ta-remains is data-remains.
    """
    words = lexicon(language)
    may_be = _is_listed if language == "en" else _is_common_part  # is_safe_abroad takes no other
    starts = [at for at in range(2, len(folded) - 2) if may_be(folded[:at], words)]
    ends = [at for at in range(3, len(folded) - 1) if may_be(folded[at:], words)] if starts else []
    return tuple(
        (one, two)
        for one in starts
        for two in ends
        if one < two
        and may_be(folded[one:two], words)
        and not (folded[:one] in _PREFIXES or folded[two:] in _ENDINGS)
        and folded[:two] not in words.words.common
        and folded[one:] not in words.words.common
    )


def _falls_apart(folded: str, at: int, words: Lexicon) -> bool:
    """Whether a token falls into two listed words at a place, none of them an odd short one."""
    left, right = folded[:at], folded[at:]
    if _is_listed(left, words):
        return _is_listed(right, words) or (left in words.function_words and right in words.words and len(right) > 2)
    return right in words.function_words and left in words.words and len(left) > 2


def _is_listed(part: str, words: Lexicon) -> bool:
    if len(part) == 1:
        return part in words.single_letters
    return words.words.get(part, 0.0) >= (1e-4 if len(part) == 2 else 1e-7) or part in words.function_words


def _is_common_part(part: str, words: Lexicon) -> bool:
    return len(part) > 1 and (part in words.words.common or part in words.function_words)


def _score(token: str, at: int, local: Local, elsewhere: int) -> Split | None:
    """Score a token's split at `at`, if it stands elsewhere so many times; see the module's first lines."""
    left, right = token[:at].lower(), token[at:].lower()
    words = local.lexicon
    one, two = local.chance(left), local.chance(right)
    is_capital = token[at].isupper()
    if is_capital:
        one, two = max(one, _LEAST), max(two, _LEAST)
    if not one or not two or (token.isupper() and min(at, len(token) - at) < 2):
        return None
    together = local.together(left, right) if not is_capital or local.has(token[:at], token[at:]) else 0
    odds, is_pair = _odds_of_parts(left, right, one, two, words.language)
    if right == "a" and token.islower() and len(left) > 3 and one > _ARTICLE_AFTER:
        odds += 3.0  # no word that is not listed ends in another common one and an article
    if is_capital:
        odds -= _capital_penalty(token, at, local)
    else:
        odds -= _formed_penalty(left, right, words.language, is_met=together > 0)
    odds -= _shape_penalty(token, at, local)
    odds += torn.evidence(token, at, local)
    if together:
        odds += 2.0 + log(together)
    if elsewhere:
        odds -= 3.0 * log(1 + elsewhere) / (1 + 0.05 * together)
    evidence = "corpus" if together and local.vocabulary else "pair" if is_pair else "words"
    has_function_word = left in words.function_words or right in words.function_words
    return Split(at, odds, f"repair.join.{evidence}", has_function_word)


@lru_cache(maxsize=1 << 16)
def _odds_of_parts(left: str, right: str, one: float, two: float, language: str) -> tuple[float, bool]:
    """Return what two words of such frequencies say alone, and whether they are listed as neighbours."""
    words = lexicon(language)
    seen = words.pairs.get(f"{left} {right}")
    log_one, log_two = log(one), log(two)
    odds = 0.3 * log_one + 0.4 * log_two
    if seen:
        is_listed = left in words.words and right in words.words
        odds += 0.4 + 0.35 * max(0.0, log(seen / PAIRS_TOTAL) - log_one - log_two if is_listed else 0.0)
    odds += 2.4 * (left in words.function_words) + 2.4 * (right in words.function_words)
    odds += 0.7 * min(4, len(left)) + 1.9 * min(4, len(right)) + 2.3 * (len(left) + len(right) > _LONG_TOKEN)
    if left == "a" and not seen:
        odds -= 1.5  # flex, alex, aflex
    return odds, seen > 0


@lru_cache(maxsize=1 << 16)
def _formed_penalty(left: str, right: str, language: str, *, is_met: bool) -> float:
    """How much likelier a token is formed than joined: by a prefix, a particle, an ending, or as a listed word.

    Less so where its parts are met side by side.
    """
    functions = FUNCTION_WORDS[language]
    penalty = 0.0
    if right not in functions:
        is_word = is_met and left in functions and language not in _FORMING
        penalty += 12.0 * (left in _PREFIXES and not is_word)
        if left not in functions:
            penalty += 0.5 * max(0, _LONG_TOKEN - len(left) - len(right))
        if not is_met:
            particle = 3.5 if left in _PREPOSITIONS else 8.0
            penalty += particle * (left in _PARTICLES) + 7.0 * (right in _ENDINGS)
    listed = _form_chance(left + right, language)
    return penalty + 1.5 + 0.6 * log(listed / _LEAST) if listed else penalty


@lru_cache(maxsize=1 << 16)
def _form_chance(folded: str, language: str) -> float:
    """Return the frequency of a token as a word, or of the word that it is a form of, whichever is more."""
    return max(lexicon(language).words.get(folded), _stem_chance(folded, language))


@lru_cache(maxsize=1 << 16)
def _stem_chance(folded: str, language: str) -> float:
    """Return the frequency of an English word that a token is a form of (validations), or its British spelling."""
    if language != "en":
        return 0.0
    words = lexicon(language).words
    stems = {folded.removesuffix(ending) for ending in ("s", "es", "ed", "ly", "ing")}
    return max(words.get(stem) for stem in {*stems, _BRITISH.sub("iz", folded)})


def _capital_penalty(token: str, at: int, local: Local) -> float:
    """How doubtful a capital inside is which the text gives to no such word of its own: toString, forEach."""
    left, right = token[:at], token[at:]
    if not left.islower():
        if not local.vocabulary or not (local.is_name(left) and local.is_name(right)):
            return 0.0
        return -_NAMES - _NAMED_ALONE * (right.istitle() and right in local.counts and not local.names)
    if right == "I" or (local.has(right) and not local.counts.get(right.lower())):
        return 0.0 if right[1:].islower() or len(right) < _OWN_SHAPE else -4.0
    functions = local.lexicon.function_words
    is_article = left in _ARTICLES and not local.names and _is_listed(right.lower(), local.lexicon)
    is_code = left in functions and not is_article
    return 8.0 if right.lower() in functions else 1.0 if right.isupper() else 4.5 if is_code else 2.5


def _rests_on_function_word(folded: str, at: int, words: Lexicon) -> bool:
    """Whether a token falls into a function word and a common one at a place."""
    left, right = folded[:at], folded[at:]
    common, functions = words.words.common, words.function_words
    return len(left) > 1 < len(right) and (
        (left in functions and common.get(right, 0.0) > _RIVAL)
        or (right in functions and common.get(left, 0.0) > _RIVAL)
    )


def _is_known(left: str, right: str, local: Local) -> bool:
    """Whether what a token begins with is a name of the text, or no part of one."""
    return local.is_name(left) or _is_long_word(left.lower(), right.lower(), local.lexicon)


def _is_long_word(left: str, right: str, words: Lexicon) -> bool:
    """Whether a common word before a function word is too long to begin a name by chance: Projectat, not Farmerson."""
    is_joined = right in words.function_words and len(right) > 1 and not (right == "on" and left[-1] in "st")
    return is_joined and len(left) >= _LONG and words.words.common.get(left, 0.0) > _LONG_COMMON


def _shape_penalty(token: str, at: int, local: Local) -> float:
    """How much rarer joins are than words of this shape: capitals are the mark of names, brands and identifiers."""
    left, right = token[:at], token[at:]
    if left == "i" or right == "i":
        return 12.0
    if token.isupper():
        return 5.0
    return 0.0 if token.islower() else _mixed_penalty(left, right, local)


def _mixed_penalty(left: str, right: str, local: Local) -> float:
    """How much rarer joins are than words with some capitals of these halves."""
    is_function_word = left.lower() in local.lexicon.function_words
    if left.isupper() and len(left) > 1 and right[0].islower():
        return 1.0 if _is_known(left, right, local) else 2.5
    if right[0].isupper():
        return 5.0 if not left.islower() else 0.5 if is_function_word else 1.0
    if not left[0].isupper():
        return 0.0
    if is_function_word:
        return 2.2
    return 6.0 if _PINYIN.match((left + right).lower()) else 1.5 if _is_known(left, right, local) else 4.5
