"""What a document is made of: its words, its runs that are no plain words, its names of code; told in one pass."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cleaner.document import Edit

_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ʯЀ-ӿ]+")
_CODE_NAME = re.compile(
    r"[a-z]_[a-z]|\w\(\)|[a-z]\.[a-z_]+\(|::|->|==|^--?[a-z]{2}|^/?\w+/[\w/]+\.[a-z]|\w\.(?:py|js|[ch]|cpp|sh|conf|json)$"
)
"""Names that only code has: one tells that a text names things, and that other names may be among its words."""
_SPACE = re.compile(r"\s")
CJK = "\u2e80"
AROUND = ".,;:!?()[]\"'“”‘’*_-—–"


@dataclass(frozen=True, slots=True)
class Stock:
    """What a document's runs of characters are: found in one pass, for every judge."""

    odd: Mapping[str, int]
    """Those that are more than one plain word and the marks around it, and how often each stands there."""
    counts: Mapping[str, int]
    """How often each word of Latin or Cyrillic letters stands there, as written; those of its code too."""
    names: int
    """How many are names that only code has."""
    chars: frozenset[str]
    """Which characters they are made of, but for those of the words that are plain ASCII."""

    def after(self, text: str, edits: Iterable[Edit]) -> "Stock":
        """Return the stock of a text once some edits of it, in order and apart, are made: only what they touch is told.

        Its characters are those of both texts.
        """
        counts, odd, names = dict(self.counts), dict(self.odd), self.names
        chars = set(self.chars)
        for before, after in _touched(text, [edit for edit in edits if not edit.is_mark]):
            chars.update(after)
            for times, runs in ((1, after.split()), (-1, before.split())):
                for run in runs:
                    words, is_odd, is_name = _anatomy(run)
                    names += times * is_name
                    for word in words:
                        counts[word] = counts.get(word, 0) + times
                    if is_odd:
                        odd[run] = odd.get(run, 0) + times
        return Stock(_counted(odd), _counted(counts), names, frozenset(chars))


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
    names = 0
    for (run, count), (words, is_odd, is_name) in zip(strange.items(), map(_anatomy, strange), strict=True):
        if is_odd:
            odd[run] = count
            names += count * is_name
        for word in words:
            counts[word] = counts.get(word, 0) + count
    return Stock(odd, counts, names, frozenset("".join(rest)))


@lru_cache(maxsize=1 << 17)
def _anatomy(run: str) -> tuple[tuple[str, ...], bool, bool]:
    """Return the words of a run, whether it is odd, and whether it is a name that only code has."""
    core = run.strip(AROUND)
    is_plain = core.isalpha() and (core.islower() or core.istitle()) and core[-1] < CJK
    is_name = not is_plain and "://" not in run and "@" not in run and bool(_CODE_NAME.search(run))
    return tuple(_LATIN_WORD.findall(run)), not is_plain, is_name


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


def _counted(counts: dict[str, int]) -> dict[str, int]:
    return {key: count for key, count in counts.items() if count}
