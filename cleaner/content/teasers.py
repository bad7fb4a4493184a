"""Teasers: siblings of one make, each a linked heading and a sentence or two, beside an article of its own."""

from collections import Counter, defaultdict
from itertools import compress

from cleaner.document import Document

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
    groups: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for index in headed:
        if 0 < sentences[index] < _LONGEST:
            groups[nodes[index]].append(index)
    found: list[int] = []
    groups = {make: members for make, members in groups.items() if len(members) >= _MANY and make[1] not in _TEXT}
    alike: Counter[tuple[int, str, str]] = Counter(compress(nodes, sentences) if groups else ())
    for make, members in groups.items():
        said = sum(sentences[index] for index in members)
        if 2 * len(members) > alike[make] and sentences[0] - said >= max(_ARTICLE, said / 2):
            found += members
    return found
