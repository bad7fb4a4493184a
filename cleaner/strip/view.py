"""A document as the strip stage sees it: its blocks folded, weighed, and placed in the running text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, groupby
from typing import Any, NamedTuple

from cleaner.document import Block, Document
from cleaner.fold import fold

_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힣\uf900-\ufaff]+")
_HAN = re.compile(r"[㐀-鿿\uf900-\ufaff]+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+){0,8}")
LEADING = " \t|>»›·•*#_=~×✕✖→←↑↓/\\.,:;-—–\u3000\xa0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
TRAILING = LEADING.replace(".", "")
"""Marks and white space at either end of a line that say nothing."""
_STOP = re.compile(r"[.!?…।؟۔](?:(?<=[।؟۔])|(?<=[\w)\]\"”’»%]{2}.)[\"”’»)]?(?:\s|$))")
"""A sentence's stop, behind letters of any script that spaces its words; Hindi, Arabic and Urdu have their own."""

_HANGUL = re.compile(r"[가-힣]")
_HANGUL_STOP = re.compile(r"\.(?<=[가-힣]{2}.)[\"”’)]?(?:\s|$)")
_CODE_BEGINS = re.compile(
    r"""\s*(?:
        (?:\#|//|/\*|\$\s|>>>\s|\[?[\w.-]+@[\w-]+[^\#$]{0,40}[\#$]\s|--?\w[\w-]*\b|[)}\]]+[;,]?\s*$)
      | (?:def|class|return|import|from|elif|else|try|except|finally|function|var|let|const|public|private
          |static|void|int|for|while|if|sudo|docker|pip|npm|git|cd|select|insert|update|create|echo|export)\b.*[=(:{$\\;/.\w-]$
      | [\w.\[\]"']+\s*=\s*\S
      | <[/!a-z][^>]*>
    )""",
    re.VERBOSE,
)
_CODE_HOLDS = re.compile(r"[{};]\s*$|\w\((?:[^()一-鿿]*)\)\s*[:;{]?\s*$|\s(?:==|!=|&&|\|\||:=|\+=|->|=>|<<|>>)\s")
_CODE_SIGN = re.compile(r"[{};(=&|<>]")
"""One of these is in all that `_CODE_HOLDS`, and in few lines of prose."""
_KEYWORD = re.compile(r"\s*[a-z]{2,10};?\s*")
"""A word that stands alone on a line: between two lines of code it is code, whatever a button may be called."""
_ROW = re.compile(r"(?:[A-Z][A-Za-z]*+(?:\(?\d{1,4}\)?)?[\s|/·•>»&]{1,4}){8,}+[A-Z][A-Za-z]*+(?:\(?\d{1,4}\)?)?")
"""Nine words and more, each with a capital, and not one mark of a sentence: a menu, or names."""

_KEY = re.compile(r"[a-z]|[^\w\s:|<>«»‹›]{1,2}|-?[0-5](?:\d\d)?|0x[\da-f]{1,8}|(?:ctrl|alt|shift|cmd)[+-]\S{1,8}")
"""What a row of a table is called by: a key of the keyboard, a code."""

_SHORT, _SAMPLE = 400, 4000
"""Code points of a short line, and of the part of an endless one that it is weighed by."""

_NARROW, _WIDE = 50, 100
"""Characters of a line wrapped at a width: terminals, mails and editors have 60 to 80."""

_new: Any = tuple.__new__
"""What the class of a named tuple would call, at a third of the cost."""

MASS_CAP = 200
"""Most that one block counts for, so that one endless line does not drown the page."""


class Line(NamedTuple):
    """One block of the page, weighed."""

    index: int  # type: ignore[assignment]  # the method of tuples that it hides is of no use here
    start: int
    end: int
    folded: str
    core: str
    """Folded, without separators and marks at either end."""
    units: int
    """Its length in Chinese characters, kana, syllables, and words of other scripts."""
    han: int
    cjk: int
    mass: int
    """Its weight as running text: its units if it is a sentence or a paragraph, else 0."""
    code: bool
    """Inside a code fence, fences included."""
    codelike: bool
    """Reads like program code or a command."""


@dataclass(frozen=True)
class View:
    """A document, folded and weighed once for all judgements."""

    document: Document
    folded: str

    @classmethod
    def of(cls, document: Document) -> "View":
        """Fold the document."""
        return cls(document, fold(document.text))

    @cached_property
    def starts(self) -> list[int]:
        """Where the blocks start."""
        return [block.start for block in self.document.blocks]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The blocks, weighed."""
        text = self.document.text
        lines = [_weigh(self.folded, block, at) for at, block in enumerate(self.document.blocks)]
        for line in lines:
            if line.mass and "A" <= text[line.start] <= "Z" and _ROW.fullmatch(text, line.start, line.end):
                lines[line.index] = line._replace(mass=0)
        for at in () if self.document.nodes else self._wrapped(lines):
            line = lines[at]
            lines[at] = line._replace(mass=min(line.units, MASS_CAP))
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
            if before.codelike and after.codelike and _KEYWORD.fullmatch(text, line.start, line.end):
                lines[line.index] = line._replace(code=True, codelike=True)
        for at, line in enumerate(lines):
            if at and lines[at - 1].codelike and text.startswith("... ", line.start):  # Python's prompt goes on
                lines[at] = line._replace(mass=0, code=True, codelike=True)
        return tuple(lines)

    def _wrapped(self, lines: Sequence[Line]) -> Iterator[int]:
        """Yield the lines without a weight of paragraphs wrapped at a width: most go on in lower case."""
        text = self.document.text
        fits = [not line.cjk and _NARROW <= line.end - line.start <= _WIDE for line in lines]
        if not any(fits):
            return
        start = 0
        for at, line in enumerate(lines):
            if fits[at] and at + 1 < len(lines) and line.end + 1 == lines[at + 1].start and text[line.end] == "\n":
                continue
            run = lines[start : at + 1]
            lower = sum(text[other.start].islower() for other in run[1:])
            if len(run) > 1 and 2 * lower >= len(run) - 1:
                yield from (other.index for other in run if not other.mass and not other.codelike and not other.cjk)
            start = at + 1

    @cached_property
    def table_cells(self) -> frozenset[int]:
        """The cells of tables of data: three rows and more, side by side, each of as many cells, three and more."""
        if "\t" not in self.folded:
            return frozenset()
        rows: list[list[int]] = []
        end = 0
        for at, block in enumerate(self.document.blocks):
            gap, end = self.folded[end : block.start], block.end
            if at and "\t" in gap and "\n" not in gap:
                rows[-1].append(at)
            else:
                rows.append([at])
        cells: set[int] = set()
        for _, group in groupby(rows, len):
            table = list(group)
            if len(table) >= 3 and (len(table[0]) >= 3 or (len(table[0]) == 2 and self._has_keys(table))):
                cells.update(at for row in table for at in row)
        return frozenset(cells)

    def _has_keys(self, table: Sequence[Sequence[int]]) -> bool:
        """Whether each row of a table has a key of its own: a brief code that is no label, no date and no rank."""
        keys = [self.folded[slice(*self.document.blocks[row[0]][:2])] for row in table[1:]]
        ranks = [key.strip(".") for key in keys]
        return (
            len(set(keys)) == len(keys)
            and all(map(_KEY.fullmatch, keys))
            and not any(rank == str(at) for at, rank in enumerate(ranks, 1))
        )

    @cached_property
    def before(self) -> Sequence[int]:
        """Running text before each block, in units; one more at the end: all of it."""
        return list(accumulate((line.mass for line in self.lines), initial=0))

    def block_at(self, offset: int) -> int:
        """Return the index of the block that holds an offset, or of the last one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def share_before(self, start: int, end: int, span: tuple[int, int]) -> tuple[float, float]:
        """Return how much of the running text of blocks `span` lies before and after a part, each as a share of it.

        A page without running text is all head and all tail: (0, 0).
        """
        low, high = self.before[span[0]], self.before[span[1]]
        total = high - low
        if total <= 0:
            return 0.0, 0.0
        at = self.block_at(start)
        line = self.lines[at]
        length = max(1, line.end - line.start)
        left = self.before[at] + line.mass * (start - line.start) / length
        right = self.before[at + 1] - line.mass * (line.end - min(end, line.end)) / length
        return max(0.0, left - low) / total, max(0.0, high - right) / total


def _weigh(folded: str, block: Block, index: int) -> Line:
    """Weigh one block of a folded text."""
    start, end, code, _, _, _ = block
    text = folded[start:end]
    size = end - start
    weights = _weights_of_short if size <= _SHORT else _weights_of_long if size <= _SAMPLE else _weights
    line: Line = _new(Line, (index, start, end, text, *weights(text, code)))
    return line


def _weights(text: str, code: bool) -> tuple[str, int, int, int, int, bool, bool]:
    """Return what a line is told of its folded text: core, units, han, cjk, mass, code, codelike."""
    core = text.lstrip(LEADING).rstrip(TRAILING)
    sample = text if len(text) <= _SAMPLE else text[:_SAMPLE]
    letters = "" if sample.isascii() else "".join(_CJK.findall(sample))
    cjk = len(letters)
    han = sum(map(len, _HAN.findall(letters))) if letters else 0
    words = len(_WORD.findall(_CJK.sub(" ", sample) if cjk else sample))
    units = (cjk + words) * max(1, len(text) // _SAMPLE)
    codelike = code or (len(text) < 400 and cjk * 4 < len(text) and _is_code(text))
    said = units // 2 if _HANGUL.match(letters) else units  # a syllable says half of what a character does
    mass = min(said, MASS_CAP) if not codelike and is_prose(text, units, cjk) else 0
    return core, units, han, cjk, mass, code, codelike


def _is_code(text: str) -> bool:
    """Whether a folded line reads like program code or a command."""
    return bool(_CODE_BEGINS.match(text) or (_CODE_SIGN.search(text) and _CODE_HOLDS.search(text)))


_weights_of_short = lru_cache(maxsize=1 << 13)(_weights)
_weights_of_long = lru_cache(maxsize=1 << 10)(_weights)
"""Short lines recur over the pages of a site, all but endless ones within a page's rounds."""


_NO_LETTER = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """Return the letters and digits of a text alone, to compare by."""
    return _NO_LETTER.sub("", text)


def is_prose(text: str, units: int, cjk: int) -> bool:
    """Whether a folded block reads as running text: a sentence with its stop, or a paragraph.

    Titles and teasers are shorter and end without a stop; an exclamation or question mark is theirs too.
    """
    if cjk * 3 > units:
        if "。" in text or _HANGUL_STOP.search(text):
            return units >= 8
        marks = sum(map(text.count, ",;、!?"))
        if units >= 70 and (marks * 60 >= units or text.count(" ") * 20 < units):
            return True
        return units >= 30 and text[-1] in ".!?…:;”\"')" and marks >= 2
    return units >= 30 or (units >= 9 and bool(_STOP.search(text)))
