"""What a torn corpus says of a token that it has once: names of code and brands recur, lost spaces do not.

The weights are those at which joins outweigh what is none nine to one or more, of web pages, manuals, docstrings and
abstracts with one space in fifty taken out.
"""

from cleaner.repairs.local import Local

_APART = 3.5
"""How much likelier a join is where the corpus or the text has the name by itself (President Biden, Lakers plan), or
where a word stands that forms none: an inflected one, one of two letters (acting up)."""
_BEGUN = 2.0
"""How much likelier for a capital behind a function word (and Kamala), or before one (Heavy is)."""
_SHORT = 1.5
"""How much likelier for a common short word, which forms few (language too)."""
_BRIEF, _TWO = 3, 2
_FORMING = frozenset({"off", "out", "mid"})
"""Short words that form many: playout, offscript."""
_STEM = 4
"""Letters that a word with an ending has more than."""
_USUAL, _VERY_USUAL = 1e-5, 1e-4
"""How common a word must be to stand behind a name, and not to end it; and a short one, to be no part of a word."""


def evidence(token: str, at: int, local: Local) -> float:
    """Return how much likelier a token is two words, in log-odds, as a torn English corpus has it here alone."""
    words = local.lexicon
    if not local.is_torn or local.names or words.language != "en" or not local.is_met_once(token):
        return 0.0
    left, right, functions = token[:at], token[at:], words.function_words
    if right[1:] in functions or (at == 1 and left.lower() not in functions):
        return 0.0  # hundreds on, not hundred son; vCPU
    if right[0].isupper():
        return _before_capital(left, right, local)
    return _between_words(left, right, local) if left[0].islower() else _behind_capital(left, right, local)


def _before_capital(left: str, right: str, local: Local) -> float:
    if local.is_name(right) or _is_named(left, local):
        return _APART
    return _BEGUN if left.lower() in local.lexicon.function_words else 0.0


def _behind_capital(left: str, right: str, local: Local) -> float:
    common, functions = local.lexicon.words.common, local.lexicon.function_words
    if _is_inflected(left) or _is_inflected(right):
        return _APART
    if right in functions:
        is_ending = len(right) == 1 or (right == "on" and left[-1] in "st")  # Lucya, Beston
        is_word = common.get(left.lower(), 0.0) > _USUAL and not is_ending
        return _APART if _is_named(left, local) else _BEGUN if is_word else 0.0
    if common.get(right, 0.0) <= _USUAL:
        return 0.0
    return _APART if _is_named(left, local) or (right.endswith("s") and len(right) > _BRIEF) else 0.0


def _between_words(left: str, right: str, local: Local) -> float:
    if _is_inflected(left):
        return _APART
    common, functions = local.lexicon.words.common, local.lexicon.function_words
    if left in functions or right in functions:
        return 0.0
    if len(right) == _TWO:
        return _APART
    short = min(left, right, key=len)
    is_common = common.get(short, 0.0) > _VERY_USUAL and short not in _FORMING
    return _SHORT if len(short) <= _BRIEF and is_common else 0.0


def _is_named(word: str, local: Local) -> bool:
    """Whether the document has a name by itself."""
    return not word[0].islower() and word in local.counts and local.is_name(word)


def _is_inflected(word: str) -> bool:
    """Whether a word has an ending that hardly any part of a compound or of a name has: acting, easily, sparked."""
    return word.endswith(("ed", "ing", "ly")) and len(word) > _STEM
