"""A page's own table of contents, as evidence that its text goes on: each heading stands in it and over its part."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, takewhile

from cleaner.document import Edit
from cleaner.strip.view import Line, View, letters

_HEADINGS = frozenset({
    "目录", "本文目录", "文章目录", "内容目录", "目次", "contents", "table of contents", "inhaltsverzeichnis",
    "sommaire", "contenido", "índice", "содержание", "оглавление", "목차",
})  # fmt: skip
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[一二三四五六七八九十]{1,3})?[\s.、:)]*")
_LONGEST, _MOST = 30, 80
"""Units of an entry, and lines of a table."""
_FEWEST = 2
_BELOW = 4
"""So many lines below its heading a part's text begins: buttons stand between."""


def contents_end(view: View, stops: Callable[[], int]) -> int:
    """Return the block past the last paragraph under a heading that a table of contents lists; 0 where none does.

    Half of the table's entries stand again over text, before the block that `stops` tells.
    """
    lines = view.lines
    start = next((line.index + 1 for line in lines if line.core in _HEADINGS), 0)
    if not start:
        return 0
    listed: dict[str, int] = {}
    for line in lines[start : start + _MOST]:
        entry = _entry(line)
        if line.mass or line.units > _LONGEST or entry in listed:
            break
        if entry:
            listed[entry] = line.index
    least = max(_FEWEST, len(listed) / 2)
    rest = lines[max(listed.values(), default=start) + 1 :]
    parts = {line.index: entry for line in rest if (entry := _entry(line)) in listed and _is_told(lines, line.index)}
    if len(set(parts.values())) < least:
        return 0
    stop = stops()
    within = [at for at in parts if at < stop]
    if len({parts[at] for at in within}) < least:
        return 0
    end = within[-1] + 1
    while not lines[end].mass:
        end += 1
    while end < stop and lines[end].mass:
        end += 1
    return end


_SUMMED_UP = frozenset({
    "本文目录一览", "文章目录一览", "目录一览", "本文目录", "文章目录", "本文导读目录", "文章导读目录",
})  # fmt: skip
"""Over a list of headings that a page makes for itself; what is called contents and no more is an author's."""
_FEW_LISTS = 4
"""Such lists of a page that are looked at."""
_NUMBERED = re.compile(r"[\s•·-]{0,4}\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.:)]\s?\S")


def listed_headings(view: View, rule: str) -> Iterator[Edit]:
    """Take the list of a text's headings that a page puts over it: each of the entries stands again further down."""
    lines = view.lines
    for heading in islice((line for line in lines if line.core in _SUMMED_UP), _FEW_LISTS):
        below = lines[heading.index + 1 : heading.index + 1 + _MOST]
        entries = list(takewhile(lambda line: line.units <= _LONGEST and _NUMBERED.match(line.folded), below))
        if len(entries) < _FEWEST:
            continue
        rest = {_entry(line) for line in lines[entries[-1].index + 1 :] if line.units <= _LONGEST}
        if all(_entry(line) in rest for line in entries):
            yield view.document.removal(heading.index, rule)
            for line in entries:
                yield view.document.removal(line.index, rule)


def heads_contents(view: View, at: int) -> bool:
    """Whether one of the lines right below a heading stands again further down: its table of contents came along."""
    lines = view.lines
    entries = {entry for line in lines[at + 1 : at + 1 + _BELOW] if not line.mass and (entry := _entry(line))}
    return bool(entries) and any(_entry(line) in entries for line in lines[at + 1 + _BELOW :] if not line.mass)


def _is_told(lines: Sequence[Line], at: int) -> bool:
    return any(line.mass for line in lines[at + 1 : at + 1 + _BELOW])


def _entry(line: Line) -> str:
    """Return the letters of a heading without its number; empty where it is only that."""
    return letters(line.core[_NUMBER.match(line.core).end() :])  # type: ignore[union-attr]  # it matches nothing, too
