"""The repeated structures of an HTML page: list items, cards, rows, articles, sections under headings of one rank."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import attrgetter

from cleaner.document import Document, Edit
from cleaner.items.cut import SUPPORT
from cleaner.items.judge import has_body, is_piece, judge
from cleaner.items.sheet import sheet_of, trim

FEWEST = 3
"""Fewest elements that make a repeated structure."""

SHARE = 0.4
"""Share of the page's text that a structure must hold; menus and side lists do not."""

LARGEST = 0.6
"""Largest share that one element may have of a structure: a page's header, body and footer are no list."""

MOST = 3
"""How many structures are told of a page: those that hold most of its text."""

PROSE = 40
"""Shortest block that counts as prose, in code points."""

OWN = 4
"""How many times as much prose a page's items must hold as all the rest of the page."""

_OTHERS = re.compile(r"comment|reply|replies|respon|related|recommend|sidebar|footer|aside|hot|popular|评论|回复|推荐")
_DIGITS = re.compile(r"\d+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_ELEMENTS = frozenset({"li", "article", "section", "div", "tr", "dl", "blockquote"})


def outline(document: Document) -> tuple[tuple[int, ...], ...]:
    """Return, for each repeated structure of a page as parsed, where its elements begin and where the last ends.

    Offsets are code points in the document's text, ascending.  Nothing is told of a text, which has no elements.
    """
    if not document.nodes or len(document.blocks) < 2 * FEWEST:
        return ()
    extents = _extents(document)
    least = SHARE * len(document.text)
    large = {index for index, (start, end) in enumerate(extents) if end - start >= least} | {-1}
    groups: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for index, (parent, tag, hint) in enumerate(document.nodes):
        if parent in large and extents[index][1] and (tag in _ELEMENTS or tag in _HEADINGS):
            groups[parent, tag, _DIGITS.sub("", hint.partition(" ")[0]) if hint else ""].append(index)
    found = []
    for (parent, tag, _), members in groups.items():
        if len(members) < FEWEST:
            continue
        starts = [extents[member][0] for member in members]
        end = extents[parent][1] if tag in _HEADINGS and parent >= 0 else extents[members[-1]][1]
        stops = [*starts[1:], end] if tag in _HEADINGS else [extents[member][1] for member in members]
        sizes = [stop - start for start, stop in zip(starts, stops, strict=True)]
        if sum(sizes) >= least and max(sizes) <= LARGEST * sum(sizes):
            found.append((sum(sizes), (*starts, end)))
    return tuple(starts for _, starts in sorted(found, reverse=True)[:MOST])


def _extents(document: Document) -> list[tuple[int, int]]:
    """Return where each container's text begins and ends, (0, 0) where it holds none.

    Containers stand in document order: each before what it holds.
    """
    nodes = document.nodes
    first = [0] * len(nodes)
    last = [0] * len(nodes)
    for start, end, _, node, _, _ in document.blocks:
        if node >= 0:
            if not last[node]:
                first[node] = start
            last[node] = end
    for index in range(len(nodes) - 1, -1, -1):
        if (end := last[index]) and (parent := nodes[index][0]) >= 0:
            start = first[index]
            if not last[parent] or start < first[parent]:
                first[parent] = start
            if end > last[parent]:  # noqa: PLR1730 - runs for each element: no call
                last[parent] = end
    return list(zip(first, last, strict=True))


def spared(document: Document, edits: Iterable[Edit], outlines: tuple[tuple[int, ...], ...]) -> Iterator[Edit]:
    """Leave out of the edits that choose the article what would take a gathered page's items apart."""
    region = gathered(document, outlines)
    if not region:
        yield from edits
        return
    start, end = region
    for edit in edits:
        before, after = (
            trim(document.text, edit.start, min(edit.end, start)),
            trim(document.text, max(edit.start, end), edit.end),
        )
        for span in (before, after):
            if span:
                yield document.edit(*span, edit.after, edit.rule, edit.note)


def gathered(document: Document, outlines: tuple[tuple[int, ...], ...]) -> tuple[int, int] | None:
    """Return where the items of a page that is nothing but items begin and end, None for other pages.

    For whoever chooses the article on the page as parsed: within it headings that are links and lines of names and
    dates are the items' own.  Only a structure whose elements have titles, origins and texts counts, and only where it
    holds nearly all the page's prose, so that no article's list of related pieces is taken for one.
    """
    for starts in outlines:
        start, end = starts[0], starts[-1]
        if not (_are_linked(document, starts) and _is_most(document, start, end)) or _disowned(document, start):
            continue
        part = sheet_of(document.text[start:end], "")
        if judge(part, [at - start for at in starts[:-1]], lambda fields: is_piece(fields) and has_body(fields)):
            return start, end
    return None


def _are_linked(document: Document, starts: tuple[int, ...]) -> bool:
    """Tell whether most elements open with a link, as pieces do that are pages of their own."""
    linked = 0
    for start in starts[:-1]:
        at = bisect_left(document.blocks, start, key=attrgetter("start"))
        linked += any(2 * block.link_chars > block.end - block.start for block in document.blocks[at : at + 2])
    return linked >= SUPPORT * (len(starts) - 1)


def _is_most(document: Document, start: int, end: int) -> bool:
    """Tell whether nearly all the page's prose stands between two offsets."""
    inside = outside = 0
    for block in document.blocks:
        size = block.end - block.start
        if size >= PROSE and 2 * block.link_chars < size:
            if start <= block.start < end:
                inside += size
            else:
                outside += size
    return inside > OWN * outside


def _disowned(document: Document, start: int) -> bool:
    """Tell whether the block at an offset stands in a container that names itself comments, related or the like."""
    node = next((block.node for block in document.blocks if block.end > start), -1)
    while node >= 0:
        if _OTHERS.search(document.nodes[node].hint):
            return True
        node = document.nodes[node].parent
    return False
