"""The first judge: the container whose sentences outweigh most what does not belong, nearest the heading first."""

from cleaner.content.hints import read_hint
from cleaner.content.view import View


def values(view: View) -> list[float]:
    """Give each block a value: its weight where it reads as sentences, below zero where it is links or disowned.

    Sentences before the heading hardly count; after it, the less the more links stand between.
    """
    out: list[float] = []
    trust, cap = 0.0 if view.title >= 0 else 1.0, 1.0
    for index, weight in enumerate(view.weight):
        density, node = view.density[index], view.node[index]
        if index == view.title:
            trust = cap = 1.0
        trust = min(trust, max(cap, 0.1))
        if node >= 0 and view.family[node]:
            out.append((-0.5 * min(weight, 200) - 5) * max(cap, 0.1))
            cap *= 0.98
        elif view.prose[index]:
            out.append(weight * (1 - density) * trust)
            if view.title < 0 or index > view.title:
                trust = min(max(cap, 0.1), trust + 0.1)
        elif density > 0.5:
            out.append((-min(weight, 60) - 10) * max(cap, 0.1))
            cap *= 0.97
        elif view.document.blocks[index].code or view.body[node]:
            out.append(0.4 * weight * trust)
        else:
            out.append(-5 if weight < 40 else 0.3 * weight * trust)
    return out


_PARTS_TAGS = "p h1 h2 h3 h4 h5 h6 pre li dt dd tr figure figcaption caption hr thead tfoot blockquote header hgroup"
_PARTS = frozenset(_PARTS_TAGS.split())
"""Elements that hold one part of a text, never the whole."""


def post_values(view: View) -> list[float]:
    """Give each block of a thread a value: its weight, for posts may be short, and little less for what is between."""
    out: list[float] = []
    for index, weight in enumerate(view.weight):
        density, node = view.density[index], view.node[index]
        if view.family[node] or density > 0.5:
            out.append(-0.1 * min(weight, 100))
        elif index < view.title:
            out.append(-5.0)
        else:
            out.append(weight if view.prose[index] else 0.3 * weight)
    return out


def best_container(view: View, worth: list[float]) -> int:
    """Return the index of the container with the greatest sum; of equals the innermost."""
    nodes = view.document.nodes
    sums = [0.0] * len(nodes)
    for index, value in enumerate(worth):
        if view.node[index] >= 0:
            sums[view.node[index]] += value
    for index in range(len(nodes) - 1, 0, -1):
        sums[view.parent[index]] += sums[index]
    candidates = [index for index, node in enumerate(nodes) if node.tag not in _PARTS] or [0]
    return max(candidates, key=lambda index: (sums[index] * (1.1 if read_hint(nodes[index].hint)[1] else 1), index))
