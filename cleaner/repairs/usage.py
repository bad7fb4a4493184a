"""Two words run together that make a listed third (a new, anew): told in a torn corpus by what it has side by side.

A corpus that has two words side by side n times, and has lost a share r of its spaces, has them as one about n * r
times; it has the third about as often as its language does, or as often as the joins leave it.  The log of the ratio is
the log-odds of a join.
"""

from collections.abc import Iterator
from math import log, sqrt

from cleaner.evidence import Vocabulary
from cleaner.repairs.lexicon import NEVER_FIRST, NEVER_LAST
from cleaner.repairs.local import COINED, Local
from cleaner.repairs.splits import Split

_SHORTEST = 4
_FEWEST = 2
"""How often a corpus must have two words side by side."""
_OFTEN = 5
_MOST = 1e-5
"""Frequency of a listed word that no two words of a corpus are likely to make by chance."""
_LEAST = 1e-8
"""The frequency of the rarest listed words."""


def usual_splits(local: Local) -> Iterator[tuple[str, Split]]:
    """Yield the words of a document of a torn corpus that are likelier to be two words of the corpus."""
    vocabulary = local.vocabulary
    if vocabulary is None or not local.is_torn:
        return
    known = COINED.union(token for token in local.odd if token[1:].islower())
    joined = vocabulary.joined
    for token, count in local.counts.items():
        if count > _FEWEST or len(token) < _SHORTEST or token.lower() not in joined or token in known:
            continue
        split = _split(token, local, vocabulary)
        if split:
            yield token, split


def _split(token: str, local: Local, vocabulary: Vocabulary) -> Split | None:
    """Return how a token falls into the two words that its corpus has side by side most, as far as rules allow them.

    One must be a function word or begin with a capital.
    """
    words, folded = local.lexicon, token.lower()
    if words.words.common.get(folded, 0.0) > _MOST:
        return None
    functions = words.function_words
    places = [
        at
        for at in range(1, len(folded))
        if folded[:at] in functions or folded[at:] in functions or token[at].isupper()
    ]
    seen, at = max(((vocabulary.pairs.get(f"{folded[:at]} {folded[at:]}", 0), at) for at in places), default=(0, 0))
    if seen < _FEWEST or not (_is_name(token, at, seen) or _has_function_word(folded[:at], folded[at:], local)):
        return None
    joined = seen * vocabulary.join_rate
    met = sum(vocabulary.counts.get(form, 0) for form in {token, folded, folded.capitalize()})
    left = met - joined - 2 * sqrt(joined)
    odds = log(joined) - log(max(vocabulary.words * max(words.words.get(folded), _LEAST), left))
    odds -= folded[:at] in NEVER_FIRST.get(words.language, ())
    return Split(at, odds, "repair.join.usage", has_function_word=True)


def _is_name(token: str, at: int, seen: int) -> bool:
    """Whether a token is two words with capitals that its corpus has apart again and again (Hong Kong)."""
    return token[at].isupper() and seen >= _OFTEN


def _has_function_word(left: str, right: str, local: Local) -> bool:
    """Whether one of two words is a function word, and the second none that ends words of the language (mostrarla)."""
    functions = local.lexicon.function_words
    return left in functions or (right in functions and right not in NEVER_LAST.get(local.lexicon.language, ()))
