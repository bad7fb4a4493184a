"""Links as Markdown writes them: what a reader sees of a text, edits of that as edits of the text, menus of links."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from cleaner.document import Block, Document, Edit
from cleaner.strip.extent import Extent
from cleaner.strip.view import View

if TYPE_CHECKING:
    from cleaner.strip.chrome import Kind

_LINK = re.compile(
    r"""(?<![!\\]) \[ (?: \s{0,3} !\[ [^\[\]\n]{0,200} \] \( [^\s()]{0,2000} \) ){0,3}
    (?P<shown> [^\[\]\n]{0,200} ) \] \(
    (?: https?:// (?! (?: wenku|so|search ) \. ) | // | /(?![*/]) | javascript: | mailto: | \?
      | \#(?:comments?|respond|reply|top)\b )
    [^\s()]{0,2000} (?: \( [^\s()]{0,200} \) [^\s()]{0,200} )? (?: \s "[^"\n]{0,200}" )? \)""",
    re.VERBOSE | re.IGNORECASE,
)
"""A link to another page or to a button's script.  A table of contents, whose links lead into its text, stays as it is,
and so do links to a search, which are judged as such."""


_MARKS = re.compile(r"\s{0,8}(?:#{1,6}\s|\d{1,3}[.)、])?[\s|/·•*+>»,、-]{0,200}")
"""What may stand beside the links of a list or a row: its bullets, numbers and bars."""


class Link(NamedTuple):
    """Where a link stands in a text, and where what it shows does."""

    start: int
    end: int
    shown: int
    shown_end: int


@dataclass(frozen=True)
class Shown:
    """A text in Markdown as a reader sees its links: their words alone."""

    source: Document
    document: Document
    links: tuple[Link, ...]
    starts: tuple[int, ...]
    """Where the links' words start in what is shown."""

    @classmethod
    def of(cls, source: Document) -> "Shown | None":
        """Read a text's links, none of its code's; None for a text without any, and for a page, which has its own."""
        text = source.text
        links = () if source.nodes or "](" not in text else tuple(_links(source))
        if not links:
            return None
        pieces: list[str] = []
        starts: list[int] = []
        at = size = 0
        for link in links:
            starts.append(size + link.start - at)
            pieces += (text[at : link.start], text[link.shown : link.shown_end])
            size = starts[-1] + link.shown_end - link.shown
            at = link.end
        document = Document("".join((*pieces, text[at:])), source.journal)
        return cls(source, document, links, tuple(starts))

    @cached_property
    def linked(self) -> dict[int, bool]:
        """The blocks of what is shown that are links and nothing else, each with whether all run a script: buttons."""
        blocks = self.document.blocks
        begins = [block.start for block in blocks]
        found: dict[int, list[tuple[Link, int]]] = {}
        for link, start in zip(self.links, self.starts, strict=True):
            if link.shown < link.shown_end:
                found.setdefault(bisect_right(begins, start) - 1, []).append((link, start))
        return {
            at: all(self._runs_script(link) for link, _ in held)
            for at, held in found.items()
            if at >= 0 and self._says_no_more(blocks[at], held)
        }

    def _says_no_more(self, block: Block, held: list[tuple[Link, int]]) -> bool:
        """Whether a block is its links and the marks of a list or a row."""
        words = ((start, start + link.shown_end - link.shown) for link, start in held)
        edges = [block.start, *chain.from_iterable(words), block.end]
        beside = "".join(self.document.text[one:other] for one, other in zip(edges[::2], edges[1::2], strict=True))
        return _MARKS.fullmatch(beside) is not None

    def _runs_script(self, link: Link) -> bool:
        return self.source.text.startswith("](javascript:", link.shown_end)

    def edits(self, shown: Iterable[Edit]) -> Iterator[Edit]:
        """Yield edits of what is shown as edits of the source.

        A link whose words go all goes whole; an edit that would cut through a link's brackets is left out.
        """
        for edit in shown:
            start = self._at(edit.start, bisect_right(self.starts, edit.start))
            if not edit.before:
                yield replace(edit, start=start)
                continue
            end = self._at(edit.end - 1, bisect_right(self.starts, edit.end - 1)) + 1
            if span := self._widened(start, end):
                yield replace(edit, start=span[0], before=self.source.text[slice(*span)])

    def _at(self, offset: int, passed: int) -> int:
        """Return where in the source an offset of what is shown lies that has so many links' starts before it."""
        if not passed:
            return offset
        link, start = self.links[passed - 1], self.starts[passed - 1]
        inside = offset - start
        length = link.shown_end - link.shown
        return link.shown + inside if inside < length else link.end + inside - length

    def _widened(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a part of the source with the links whose words it holds; None where it cuts through one."""
        text = self.source.text
        low, high = start, end
        first = max(0, bisect_right(self.links, (start,)) - 1)
        for link in self.links[first:]:
            if link.start >= end:
                break
            if start >= link.end:
                continue
            if not text[link.shown : max(start, link.shown)].strip() and not text[end : link.shown_end].strip():
                low, high = min(low, link.start), max(high, link.end)
            elif start < link.shown or end > link.shown_end:
                return None
        return low, high


def _links(document: Document) -> Iterator[Link]:
    code = [block for block in document.blocks if block.code]
    starts = [block.start for block in code]
    for found in _LINK.finditer(document.text):
        before = bisect_right(starts, found.start())
        if not before or found.start() >= code[before - 1].end:
            yield Link(*found.span(), *found.span("shown"))


_MENUS = 6
"""So many lines that are links and nothing else, a third of all, stand over the article of a whole page."""

_ASIDE = 2
"""A line of a menu has others about it, so many lines to either side; the name of a post's writer has none."""


def with_links(extent: Extent, linked: Collection[int]) -> Extent:
    """Take the lines that are links and nothing else for menus where a page's menus stand over its text."""
    before = extent.view.before
    over = range(min(bisect_right(before, 0.1 * before[-1]), len(extent.kinds)))
    menus = sum(at in linked for at in over)
    if menus < _MENUS or 3 * menus < sum(extent.kinds[at] != "blank" for at in over):
        return extent
    rows = (at for at in linked if sum(near in linked for near in range(at - _ASIDE, at + _ASIDE + 1)) > _ASIDE)
    menu: dict[int, Kind] = dict.fromkeys(rows, "channel")
    return replace(extent, kinds=tuple(kind or menu.get(at, "") for at, kind in enumerate(extent.kinds)))


def linked_lists(view: View, struck: Mapping[int, str], linked: Mapping[int, bool], rule: str) -> Iterator[Edit]:
    """Take the lines that are links and nothing else under a heading of links that goes, and those that run scripts."""
    within = False
    for at in range(len(view.lines)):
        within = struck.get(at) == "related" or (within and at in linked)
        if (within or linked.get(at)) and at not in struck:
            yield view.document.removal(at, rule)
