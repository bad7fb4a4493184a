"""Spaces lost beside a mark or a number: where a text may lack one, and which rules say so."""

from bisect import bisect_right
from collections.abc import Iterator

from cleaner.document import Document, Edit
from cleaner.repairs import brackets, figures, marks
from cleaner.repairs.lexicon import Lexicon, lexicon
from cleaner.repairs.places import find_runs
from cleaner.repairs.runs import lacks_space
from cleaner.repairs.sides import SURE, WEAK
from cleaner.repairs.stock import Stock

_FEW_NAMES = 2
_NAMING = 0.002
"""Share of names of code among a text's words from which on a mark without a space is more likely a notation's."""
_FAMILIES = (*marks.FAMILIES, *figures.FAMILIES, *brackets.FAMILIES)


def judge(document: Document, stock: Stock, *, is_torn: bool = False) -> Iterator[Edit]:
    """Propose the spaces that stand after marks and beside numbers.

    Weak verdicts hold where the text is torn: elsewhere by a sure one, or `is_torn` already.
    """
    text = document.text
    places = [start for start, _ in find_runs(text, [run for run in stock.odd if lacks_space(run)], stock.odd)]
    if not places:
        return
    words = lexicon(stock.language)
    blocks = [block for block in document.blocks if not block.code]
    starts = [block.start for block in blocks]
    is_naming = stock.names > max(_FEW_NAMES, _NAMING * stock.words)
    weak: list[Edit] = []
    last, line = -1, ""
    for at in places:
        index = bisect_right(starts, at) - 1
        if index < 0 or at >= blocks[index].end:
            continue
        block = blocks[index]
        if index != last:
            last, line = index, document.slice(block)
        start = at - block.start
        end = line.find(" ", start)
        end = end + 4 if end >= 0 else len(line)  # an initial's full stop and the name after it belong to the sign
        for place, verdict, rule in _verdicts(line, start, end, words):
            if verdict is SURE or not is_naming:
                edit = Edit(block.start + place, "", " ", rule)
                is_torn = is_torn or verdict is not WEAK
                if verdict is WEAK:
                    weak.append(edit)
                else:
                    yield edit
    if is_torn:
        yield from weak


def _verdicts(line: str, start: int, end: int, words: Lexicon) -> Iterator[tuple[int, bool | str, str]]:
    """Yield where a stretch of a line lacks a space, how sure that is, and by which rule."""
    for sign, rules in _FAMILIES:
        if sign.search(line, start, end):
            for pattern, accepts, rule in rules:
                for found in pattern.finditer(line, start, end):
                    verdict = accepts(line, found, words)
                    if verdict:
                        yield found.end(), verdict, rule
