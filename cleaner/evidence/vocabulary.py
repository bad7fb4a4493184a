"""The words of a corpus, counted: which recur, which stand side by side, and how often a space was lost."""

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from pathlib import Path
from typing import Self

from cleaner.errors import InputError, UsageError

_LETTERS = "[A-Za-zÀ-ÖØ-öø-ʯЀ-ӿ]"
_RUN = re.compile(f"{_LETTERS}+(?: {_LETTERS}+)*")
_FORMAT = "cleaner.Vocabulary/1"
MOST_WORDS = 200_000
MOST_PAIRS = 400_000
_LEVEL = 1
"""zlib's level: 6 takes four times as long for a file a fifth smaller."""

_FREQUENT = 5e-5
"""Share of a corpus from which on a word of it is frequent."""
_TRUSTED_PAIRS = 500
"""How many places between frequent words tell the rate."""
_MOST_JOINED = 0.1
"""How often a corpus may have two words as one, for each time it has them apart: oftener, the one is a word (maybe)."""
_COMPOUNDS = 0.001
"""What a whole corpus seems to lack: words that are written in both ways (class name, classname)."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often each word, and each pair of neighbours, stands in a corpus; bounded, the rarest forgotten first."""

    counts: Mapping[str, int] = field(default_factory=dict)
    """Words as written."""
    pairs: Mapping[str, int] = field(default_factory=dict)
    """Words with one space between them, lower case, as "left right"; those seen once only while there is room."""
    words: int = 0
    """How many words were counted."""
    join_rate: float = 0.0
    """Estimated share of the spaces that the corpus has lost."""
    joined: frozenset[str] = field(default=frozenset(), repr=False)
    """What the pairs that were seen twice would be without their space, in a corpus that has lost some."""

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Self:
        """Count the words of some texts of a corpus; their order does not matter until the bounds are met."""
        if isinstance(texts, str):
            raise UsageError("texts are an iterable of str, not one str")
        counts: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        words = 0
        for text in texts:
            runs = _RUN.findall(text)
            tokens = [token for run in runs for token in run.split(" ")]
            words += len(tokens)
            counts.update(tokens)
            folded = [run.lower().split(" ") for run in runs if " " in run]
            pairs.update([f"{left} {right}" for run in folded for left, right in pairwise(run)])
            if len(counts) > 2 * MOST_WORDS:
                counts = _commonest(counts, MOST_WORDS)
            if len(pairs) > 2 * MOST_PAIRS:
                pairs = _commonest(pairs, MOST_PAIRS)
        return cls._of(counts, pairs, words)

    @classmethod
    def merged(cls, parts: "Iterable[Vocabulary]") -> Self:
        """Return the vocabulary of all the parts' texts together."""
        every = list(parts)
        counts: Counter[str] = reduce(lambda total, part: _add(total, part.counts), every, Counter())
        pairs: Counter[str] = reduce(lambda total, part: _add(total, part.pairs), every, Counter())
        return cls._of(counts, pairs, sum(part.words for part in every))

    @classmethod
    def _of(cls, counts: "Counter[str]", pairs: "Counter[str]", words: int) -> Self:
        counts, pairs = _commonest(counts, MOST_WORDS), _commonest(pairs, MOST_PAIRS)
        rate = _join_rate(counts, pairs, words)
        joined = frozenset(pair.replace(" ", "") for pair, seen in pairs.items() if seen > 1) if rate else frozenset()
        return cls(counts, pairs, words, rate, joined)

    def save(self, path: str | Path) -> None:
        """Write it to one file: compressed JSON, the same bytes for the same vocabulary."""
        table = {
            "format": _FORMAT,
            "words": self.words,
            "counts": {word: self.counts[word] for word in sorted(self.counts)},
            "pairs": {pair: self.pairs[pair] for pair in sorted(self.pairs)},
        }
        data = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
        Path(path).write_bytes(zlib.compress(data, _LEVEL))

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read what `save` wrote; raises InputError for anything else."""
        try:
            table = json.loads(zlib.decompress(Path(path).read_bytes()))
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}") from error
        except (zlib.error, ValueError) as error:
            raise InputError(f"{path}: not a vocabulary that cleaner saved") from error
        if not isinstance(table, dict) or table.get("format") != _FORMAT:
            raise InputError(f"{path}: not a vocabulary that cleaner saved")
        return cls._of(Counter(table["counts"]), Counter(table["pairs"]), int(table["words"]))


def _add(total: "Counter[str]", more: Mapping[str, int]) -> "Counter[str]":
    total.update(more)
    return total


def _commonest(counts: "Counter[str]", most: int) -> "Counter[str]":
    """Keep the `most` commonest, ties by name."""
    if len(counts) <= most:
        return counts
    return Counter(dict(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:most]))


def _join_rate(counts: Mapping[str, int], pairs: Mapping[str, int], words: int) -> float:
    """Estimate which share of its spaces the corpus has lost, from its own frequent words alone.

    A word that falls into two which the corpus has often and side by side, and which it has ten times less often than
    those side by side, is taken for a join; the share of joins among all places where two frequent words are neighbours
    is the estimate.  Of each pair one place may be lost: those met twice before are those met once beside a join.
    """
    folded = Counter[str]()
    for word, count in counts.items():
        folded[word.lower()] += count
    often = max(5.0, words * _FREQUENT)
    frequent = {word for word, count in folded.items() if count >= often and len(word) > 1}
    spaced = sum(n for pair, n in pairs.items() if n > 1 and frequent.issuperset(pair.split(" ")))
    joined = 0
    for word, count in folded.items():
        apart = [
            pairs.get(f"{word[:at]} {word[at:]}", 0)
            for at in range(2, len(word) - 1)
            if word[:at] in frequent and word[at:] in frequent
        ]
        seen = max(apart, default=0)
        if seen and count <= max(1.0, _MOST_JOINED * seen):
            joined += count
    return max(0.0, joined / (spaced + joined) - _COMPOUNDS) if spaced > _TRUSTED_PAIRS else 0.0
