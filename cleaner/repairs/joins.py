"""Words joined without a space between them: found by their lack of sense, split where the evidence for it is clear.

The rate at which this document loses its spaces is estimated from the document itself, and from its corpus, and
shifts the odds of each split.  In a text that is whole the rate is next to nothing, and only the unmistakable is split.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from math import exp, log

from cleaner.document import Document, Edit
from cleaner.repairs.local import LONGEST, Local
from cleaner.repairs.places import find_words, is_inside
from cleaner.repairs.splits import Split, best_split
from cleaner.repairs.usage import usual_splits

_CODE = re.compile(r"[/\\@_#=<>{}|~^&%+$`]|[^\W\d_]\d|\d[^\W\d_]|[^\W\d_](?:\.[^\W\d_]|[(\[][a-z])|::|\(\)|(?<!\S)-")
_CONTRACTED = re.compile(r"[A-Za-z]['’](?:s|t|re|ve|ll|d|m)")
_FIGURE = re.compile(r"[$€£]?\d[\d.,]*%?(?!\S)")
_COMMAND_LINE = re.compile(r"(?:>>>|\.\.\.|[$❯]|sudo) ")
_OPTION = re.compile(r"(?<!\S)-(?:-[A-Za-z][\w-]*|[A-Za-z]) $")
_ASSIGNED = re.compile(r" (?:[:+]?=|: |\{$)|=", re.MULTILINE)
"""Behind a name that is given a value or a body."""
_ENTRY = re.compile(r" {1,4}--? \S")
"""Behind a name that a line tells the meaning of."""
_SENTENCE_END = re.compile(r"(?:^|(?:[a-z)\d]|[A-Z\d][A-Z])[.!?:][\"”’')]*\s+[\"“‘'(]*|^[\"“‘'(#*\s]+)$")
_IN_TITLES = frozenset({"I", "The"})
"""Words that have their capital within a sentence too: in The Harbour News."""
_RATE = 2e-4
"""Lost spaces per word where nothing is known: about what edited text has."""
_FIRM = 500
"""How many words a document needs to outweigh that assumption."""
_TORN = 2.0
"""From so many joins on a document is one of those that lose their spaces, and its own rate is believed."""
_FIRM_TORN = 50
_SHARE = 0.6
"""Share of the spaces of English text that stand beside a function word."""
_MODEL_RATE = 0.1
_NAMING = 500
"""How much likelier an odd word is a name than a join, for each name of code among as many words."""
_SPAN = 400
"""How far before a token a code span that holds it may begin, in characters."""
_QUOTES = frozenset("\"'“”‘’`")
_AROUND_NAMES = _QUOTES | frozenset("*()[]")
_ENDS = frozenset({"", "\n"})


def judge(document: Document, local: Local, threshold: float) -> Iterator[Edit]:
    """Propose a space for every joined token of a document's text."""
    chosen = _readings(local, threshold)
    codes = [(block.start, block.end) for block in document.blocks if block.code] if chosen else []
    is_english = local.lexicon.language == "en"
    places = find_words(document.text, chosen, local.counts)
    named = frozenset(_named(document.text, places, chosen))
    for at, end in places:
        token = document.text[at:end]
        split = chosen[token]
        if token in named or is_inside(at, codes):
            continue
        if is_protected(document.text, at, end) and not _meets_figure(document.text, at, end, split, local):
            continue
        if is_english and _CONTRACTED.match(document.text, at - 2):
            continue  # the clerk'shouse: told by the apostrophe, not by she
        if _may_begin(document.text, at, token, split, local):
            for place in (split.at, split.then) if split.then else (split.at,):
                yield Edit(at + place, "", " ", split.rule, score=_chance_of(split.odds))


def _readings(local: Local, threshold: float) -> dict[str, Split]:
    """Return the tokens that are joined, each with its best reading and the log-odds of it in this document."""
    splits = {token: split for token in local.odd if (split := best_split(token, local))}
    shift = log(join_rate(splits.values(), local) / _MODEL_RATE) if splits else 0.0
    odds = {token: split.odds + shift for token, split in splits.items()}
    for token, split in usual_splits(local):
        if token not in odds or split.odds > odds[token]:
            splits[token], odds[token] = split, split.odds
    is_naming = local.lexicon.language == "en" and local.names > 0  # names of code are English
    naming = log(1 + _NAMING * local.names / local.words) if is_naming else 0.0
    return {
        token: splits[token]._replace(odds=one - naming) for token, one in odds.items() if one - naming >= threshold
    }


def _meets_figure(text: str, at: int, end: int, split: Split, local: Local) -> bool:
    """Whether a token alone in its run ends in a function word that ran into a figure too: takenfrom23%."""
    last = text[at + (split.then or split.at) : end]
    is_alone = at == 0 or text[at - 1].isspace()
    return is_alone and last in local.lexicon.function_words and bool(_FIGURE.match(text, end))


def _named(text: str, places: Iterable[tuple[int, int]], chosen: Mapping[str, Split]) -> Iterator[str]:
    """Yield the tokens that a text names, in one place and so in all: each of its parameters has an entry somewhere."""
    for at, end in places:
        if _is_mention(text, at, end, chosen[text[at:end]]):
            yield text[at:end]


def _is_mention(text: str, at: int, end: int, split: Split) -> bool:
    """Whether a token is named, not read: alone between marks or on its line, given a value, a label before a colon."""
    before, after = text[max(0, at - 1) : at], text[end : end + 1]
    if before in _ENDS:
        return after in _ENDS or after == ":" or bool(_ASSIGNED.match(text, end) or _ENTRY.match(text, end))
    marks = _QUOTES if split.has_function_word else _AROUND_NAMES
    return (before in marks and after in marks) or bool(_ASSIGNED.match(text, end))


def _chance_of(odds: float) -> float:
    """Turn log-odds into a chance, rounded so that every machine writes the same."""
    return round(1 / (1 + exp(-min(30.0, max(-30.0, odds)))), 4)


def _may_begin(text: str, at: int, token: str, split: Split, local: Local) -> bool:
    """Whether a capital may be there: a function word has one only where a sentence begins (Wein, Herin are names)."""
    if not token[0].isupper() or token[: split.at].lower() not in local.lexicon.function_words:
        return True
    return token[: split.at] in _IN_TITLES or bool(
        _SENTENCE_END.search(text[max(0, text.rfind("\n", 0, at) + 1, at - 8) : at])
    )


def join_rate(splits: Iterable[Split], local: Local) -> float:
    """Estimate how often this document loses a space: the rate that best explains its tokens' odds (EM, four steps).

    Only joins with function words count: a text that loses its spaces loses them there too, while one that has
    none but pairs of other words (filename, searchpath) is written by people who name things so.
    """
    odds = [split.odds for split in splits if split.has_function_word]
    learned = local.vocabulary.join_rate if local.vocabulary else 0.0
    base, firm = max(_RATE, learned), _FIRM * (4 if local.vocabulary and local.vocabulary.words > 10_000 else 1)
    rate = base
    for _ in range(4):
        lost = _expected(odds, rate)
        if lost >= _TORN:
            firm = min(firm, _FIRM_TORN)
        rate = min(_MODEL_RATE, (lost / _SHARE + base * firm) / (local.words + firm))
    return rate


def _expected(odds: Iterable[float], rate: float) -> float:
    """Return how many joins a document is likely to have, if it loses spaces at a rate."""
    shift = log(rate / _MODEL_RATE)
    return sum([1 / (1 + exp(-min(30.0, max(-30.0, one + shift)))) for one in odds])


def is_protected(text: str, start: int, end: int) -> bool:
    """Whether a token stands in code, an address, an identifier, a path, a hashtag or the like."""
    left, right = start, end
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    if _CODE.search(text, left, right):
        return True
    line = text.rfind("\n", max(0, start - _SPAN), start) + 1
    if _OPTION.search(text, max(line, left - LONGEST), left):
        return True
    return text.count("`", max(line, start - _SPAN), start) % 2 == 1 or bool(_COMMAND_LINE.match(text, line))
