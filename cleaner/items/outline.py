"""The repeated structures of an HTML page: list items, cards, rows, articles, sections under headings of one rank."""

from collections import defaultdict

from cleaner.document import Document

FEWEST = 3
"""Fewest elements that make a repeated structure."""

SHARE = 0.4
"""Share of the page's text that a structure must hold; menus and side lists do not."""

MOST = 3
"""How many structures are told of a page: those that hold most of its text."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_ELEMENTS = frozenset({"li", "article", "section", "div", "tr", "dl", "blockquote"})


def outline(document: Document) -> tuple[tuple[int, ...], ...]:
    """Return, for each repeated structure of a page as parsed, where its elements begin and where the last ends.

    Offsets are code points in the document's text, ascending.  Nothing is told of a text, which has no elements.
    """
    if not document.nodes or len(document.blocks) < 2 * FEWEST:
        return ()
    extents = _extents(document)
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, node in enumerate(document.nodes):
        if extents[index][1] and (node.tag in _ELEMENTS or node.tag in _HEADINGS):
            groups[node.parent, node.tag].append(index)
    wanted = SHARE * len(document.text)
    found = []
    for (parent, tag), members in groups.items():
        if len(members) < FEWEST:
            continue
        starts = [extents[member][0] for member in members]
        end = extents[parent][1] if tag in _HEADINGS and parent >= 0 else extents[members[-1]][1]
        held = (
            end - starts[0] if tag in _HEADINGS else sum(extents[member][1] - extents[member][0] for member in members)
        )
        if held >= wanted:
            found.append((held, (*starts, end)))
    return tuple(starts for _, starts in sorted(found, reverse=True)[:MOST])


def _extents(document: Document) -> list[tuple[int, int]]:
    """Return where each container's text begins and ends, (0, 0) where it holds none."""
    first = [-1] * len(document.nodes)
    last = [0] * len(document.nodes)
    for block in document.blocks:
        node = block.node
        while node >= 0 and last[node] < block.end:
            if first[node] < 0:
                first[node] = block.start
            last[node] = block.end
            node = document.nodes[node].parent
    return [(max(start, 0), end) for start, end in zip(first, last, strict=True)]
