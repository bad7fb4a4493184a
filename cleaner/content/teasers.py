"""Teasers: siblings of one make, each a linked heading and a sentence or two, beside an article of its own."""

from collections import Counter, defaultdict
from itertools import compress

from cleaner.document import Document, Node

_LEAST_HEADING = 16
"""Weight of the shortest linked heading; shorter ones are names and buttons."""

_LONGEST = 700
"""Weight of the sentences of the longest teaser."""

_SAID = 60
"""Weight of a block that is more than a card's date or label."""

_TEXT = frozenset(("p", "ul", "ol"))
"""Elements that are paragraphs and lists of an article, whatever they link to."""

_MANY = 3
_ARTICLE = 1000
"""Weight of sentences outside the teasers from which a page has an article besides them."""


def teasers(document: Document, weight: list[int], density: list[float], sentences: list[int]) -> list[int]:
    """Return the containers that are teasers: most of their make, where the page has an article besides.

    `weight` and `density` by block, `sentences` by container.
    """
    nodes = document.nodes
    headed = _headed(document, weight, density)
    groups: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for index in headed:
        if 0 < sentences[index] < _LONGEST:
            groups[nodes[index]].append(index)
    found: list[int] = []
    groups = {make: members for make, members in groups.items() if len(members) >= _MANY and make[1] not in _TEXT}
    if any(make[1] == "tr" for make in groups):  # those of a table with headings say something of what they link to
        tables = {_table(nodes, block.node) for block in document.blocks if block.tag == "th"}
        groups = {
            make: each for make, each in groups.items() if make[1] != "tr" or _table(nodes, each[0]) not in tables
        }
    alike: Counter[tuple[int, str, str]] = Counter(compress(nodes, sentences) if groups else ())
    for make, members in groups.items():
        said = sum(sentences[index] for index in members)
        if 2 * len(members) > alike[make] and sentences[0] - said >= max(_ARTICLE, said / 2):
            found += members
    return found


def _headed(document: Document, weight: list[int], density: list[float]) -> set[int]:
    """Return the containers that begin with a linked heading."""
    nodes = document.nodes
    headed: set[int] = set()
    begun: set[int] = set()  # with sentences: a link after them is no heading
    for index, share in enumerate(density):
        node = document.blocks[index].node
        if share > 0.8 and weight[index] >= _LEAST_HEADING:
            while node > 0 and node not in headed and node not in begun:
                headed.add(node)
                node = nodes[node].parent
        elif share <= 0.8 and weight[index] >= _SAID:
            while node > 0 and node not in begun:
                begun.add(node)
                node = nodes[node].parent
    return headed


def _table(nodes: tuple[Node, ...], node: int) -> int:
    """Return the table that an element is in; -1 for none."""
    while node >= 0 and nodes[node].tag != "table":
        node = nodes[node].parent
    return node
