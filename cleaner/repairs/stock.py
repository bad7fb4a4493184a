"""What a document is made of: its words, its runs that are no plain words, its names of code; told in one pass."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from cleaner.document import Edit
from cleaner.repairs.lexicon import is_function_word, lexicon, tell_language
from cleaner.repairs.runs import AROUND, anatomy

_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Stock:
    """What a document's runs of characters are: found in one pass, for every judge."""

    odd: Mapping[str, int]
    """Those that are more than one plain word and the marks around it, and how often each stands there."""
    counts: Mapping[str, int]
    """How often each word of Latin or Cyrillic letters stands there, as written; those of its code too."""
    words: int
    """How many they are."""
    functions: Mapping[str, int]
    """Those of them that are a language's function words."""
    names: int
    """How many are names that only code has."""
    chars: frozenset[str]
    """Which characters they are made of, but for those of the words that are plain ASCII."""
    seams: Collection[str]
    """Which of the odd runs may hold the end of a heading and the name that it ran into."""
    language: str
    """The language of the words; empty where none is sure, then none is rare."""
    rare: Collection[str]
    """Which of the words are not too common in it to be anything else."""

    def after(self, text: str, edits: Iterable[Edit]) -> "Stock":
        """Return the stock of a text once some edits of it, in order and apart, are made: only what they touch is told.

        Its characters are those of both texts.
        """
        counts, odd, functions = dict(self.counts), dict(self.odd), dict(self.functions)
        chars, seams, names, words = set(self.chars), [*self.seams], self.names, self.words
        touched: dict[str, None] = {}
        for before, after in _touched(text, [edit for edit in edits if not edit.is_mark]):
            chars.update(after)
            for times, runs in ((1, after.split()), (-1, before.split())):
                for run in runs:
                    inner, is_odd, is_name, has_seam = anatomy(run)
                    names += times * is_name
                    words += times * len(inner)
                    for word in inner:
                        counts[word] = counts.get(word, 0) + times
                        touched[word] = None
                    if is_odd:
                        odd[run] = odd.get(run, 0) + times
                        touched[run] = None
                    if has_seam and times > 0:
                        seams.append(run)
        functions |= {word: counts[word] for word in filter(is_function_word, touched)}
        for tally in (counts, odd, functions):
            _drop_gone(tally, touched)
        language = tell_language(functions, words)
        if language == self.language:
            rare = [*_kept(self.rare, counts), *_rare((key for key in touched if key not in self.counts), language)]
        else:
            rare = _rare(counts, language)
        return Stock(
            odd, counts, words, functions, names, frozenset(chars), _kept(seams, odd), language, _kept(rare, counts)
        )


def take_stock(text: str) -> Stock:
    """Tell a text's runs apart: what stands between white space is odd if it is more than a word and its marks."""
    counts: dict[str, int] = Counter(text.split())
    rest = [run for run in counts if not (run.isascii() and run.isalpha() and (run.islower() or run.istitle()))]
    strange: dict[str, int] = {}
    for run in rest:
        count, core = counts.pop(run), run.strip(AROUND)
        if core.isascii() and core.isalpha() and (core.islower() or core.istitle()):
            counts[core] = counts.get(core, 0) + count
        else:
            strange[run] = count
    odd: dict[str, int] = {}
    seams: list[str] = []
    names = 0
    for run, count in strange.items():
        words, is_odd, is_name, has_seam = anatomy(run)
        if is_odd:
            odd[run] = count
            names += count * is_name
            if has_seam:
                seams.append(run)
        for word in words:
            counts[word] = counts.get(word, 0) + count
    functions = {word: counts[word] for word in filter(is_function_word, counts)}
    total = sum(counts.values())
    language = tell_language(functions, total)
    return Stock(
        odd, counts, total, functions, names, frozenset("".join(rest)), seams, language, _rare(counts, language)
    )


def _rare(words: Iterable[str], language: str) -> list[str]:
    """Return those of some words that are not too common in a language to be anything else; none in none."""
    if not language:
        return []
    safe = lexicon(language).safe
    return [word for word in words if word not in safe]


def _drop_gone(tally: dict[str, int], keys: Iterable[str]) -> None:
    for gone in [key for key in keys if tally.get(key) == 0]:
        del tally[gone]


def _kept(keys: Iterable[str], tally: Mapping[str, int]) -> list[str]:
    return [key for key in keys if key in tally]


def _touched(text: str, edits: Iterable[Edit]) -> Iterator[tuple[str, str]]:
    """Yield the stretches of whole runs that some edits touch, as each was and as it is."""
    start = end = -1
    pieces: list[str] = []
    at = 0
    for edit in edits:
        if edit.start > end:
            if start >= 0:
                yield text[start:end], "".join([*pieces, text[at:end]])
            start = at = _run_start(text, edit.start)
            pieces = []
        pieces += text[at : edit.start], edit.after
        at = edit.end
        if at > end:
            end = _run_end(text, at)
    if start >= 0:
        yield text[start:end], "".join([*pieces, text[at:end]])


def _run_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _run_end(text: str, at: int) -> int:
    found = _SPACE.search(text, at)
    return found.start() if found else len(text)
