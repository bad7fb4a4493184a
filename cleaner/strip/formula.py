"""Tell the lines that scraped formulas left: each symbol on a line of its own, then the source, then the rendering.

Renderers of formulas (KaTeX, MathJax) write each up to three times: as MathML, as its TeX source, as what is shown.
A scraper that breaks at every element makes lines of a single symbol or digit of it, which look like a page's counters.
"""

import re
from collections.abc import Sequence

from cleaner.strip.view import Line

_SOURCE = re.compile(r"\\[a-z]{2,}|[_^]\{|\\[{}]")
_SYMBOLS = re.compile(r"[^㐀-鿿぀-ヿ가-힣]{1,6}")
_LEAST = 3
"""So many formulas and more make a page of mathematics; one or two lines alike are nothing."""


def formula_lines(lines: Sequence[Line]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the lines that are parts of formulas, and the lines of text that stand between those."""
    if not any("\\" in line.folded for line in lines):
        return frozenset(), frozenset()
    runs = [run for run in _runs(lines) if _is_formula(lines, run)]
    if len(runs) < _LEAST:
        return frozenset(), frozenset()
    parts = frozenset(at for run in runs for at in run)
    beside = (at for run in runs for at in (run.start - 1, run.stop) if 0 <= at < len(lines) and at not in parts)
    return parts, frozenset(at for at in beside if lines[at].units)


def _runs(lines: Sequence[Line]) -> list[range]:
    """Return the runs of lines that are symbols, or the source of a formula."""
    runs: list[range] = []
    start = 0
    for at in range(len(lines) + 1):
        if at == len(lines) or not (_SYMBOLS.fullmatch(lines[at].folded) or _SOURCE.search(lines[at].folded)):
            if at > start:
                runs.append(range(start, at))
            start = at + 1
    return runs


def _is_formula(lines: Sequence[Line], run: range) -> bool:
    """Whether a run has a source in it, or the line after it begins with what the run says twice."""
    if any(_SOURCE.search(lines[at].folded) for at in run):
        return True
    last = lines[run[-1]].folded
    follows = run.stop < len(lines) and lines[run.stop].folded.startswith(last)
    return follows and "".join(lines[at].folded for at in run).endswith(last + last)
