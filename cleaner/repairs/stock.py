"""What a document is made of: its words, its runs that are no plain words, its names of code; told in one pass."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ʯЀ-ӿ]+")
_CODE_NAME = re.compile(
    r"[a-z]_[a-z]|\w\(\)|[a-z]\.[a-z_]+\(|::|->|==|^--?[a-z]{2}|^/?\w+/[\w/]+\.[a-z]|\w\.(?:py|js|[ch]|cpp|sh|conf|json)$"
)
"""Names that only code has: one tells that a text names things, and that other names may be among its words."""
CJK = "\u2e80"
AROUND = ".,;:!?()[]\"'“”‘’*_-—–"


@dataclass(frozen=True, slots=True)
class Stock:
    """What a document's runs of characters are: found in one pass, for every judge."""

    odd: Sequence[str]
    """The distinct ones that are more than one plain word and the marks around it."""
    counts: Mapping[str, int]
    """How often each word of Latin or Cyrillic letters stands there, as written; those of its code too."""
    names: int
    """How many are names that only code has."""
    chars: frozenset[str]
    """Which characters they are made of, but for those of the words that are plain ASCII."""


def take_stock(text: str) -> Stock:
    """Tell a text's runs apart: what stands between white space is odd if it is more than a word and its marks."""
    plain: dict[str, int] = {}
    rest: dict[str, int] = {}
    for run, count in Counter(text.split()).items():
        is_plain = run.isascii() and run.isalpha() and (run.islower() or run.istitle())
        (plain if is_plain else rest)[run] = count
    odd: list[str] = []
    names = 0
    for (run, count), (words, is_odd, is_name) in zip(rest.items(), map(_anatomy, rest), strict=True):
        if is_odd:
            odd.append(run)
            names += count * is_name
        for word in words:
            plain[word] = plain.get(word, 0) + count
    return Stock(odd, plain, names, frozenset("".join(rest)))


@lru_cache(maxsize=1 << 17)
def _anatomy(run: str) -> tuple[tuple[str, ...], bool, bool]:
    """Return the words of a run, whether it is odd, and whether it is a name that only code has."""
    core = run.strip(AROUND)
    is_plain = core.isalpha() and (core.islower() or core.istitle()) and core[-1] < CJK
    if is_plain and core.isascii():
        return (core,), False, False
    is_name = not is_plain and "://" not in run and "@" not in run and bool(_CODE_NAME.search(run))
    return tuple(_LATIN_WORD.findall(run)), not is_plain, is_name
