"""The first judge: the container whose sentences outweigh most what does not belong, nearest the heading first."""

from cleaner.content.hints import read_hint
from cleaner.content.view import View


def values(view: View) -> list[float]:
    """Give each block a value: its weight where it reads as sentences, below zero where it is links or disowned.

    Sentences before the heading hardly count; after it, the less the more links stand between.
    """
    out: list[float] = []
    title, family, body, blocks = view.title, view.family, view.body, view.document.blocks
    trust, cap, floor = 0.0 if title >= 0 else 1.0, 1.0, 1.0
    for index, (weight, density, prose, node) in enumerate(
        zip(view.weight, view.density, view.prose, view.node, strict=True)
    ):
        if index == title:
            trust = cap = floor = 1.0
        if node >= 0 and family[node] == "caption":  # stands in the midst of a text, or anywhere: it tells nothing
            out.append(0.0)
        elif node >= 0 and family[node]:
            out.append((-0.5 * min(weight, 200) - 5 if density <= 0.5 else -min(weight, 60) - 10) * floor)
            cap *= 0.98
            floor = max(cap, 0.1)
            trust = min(trust, floor)
        elif prose:
            out.append(weight * (1 - density) * trust)
            if title < 0 or index > title:
                trust = min(floor, trust + 0.1)
        elif density > 0.5:
            out.append((-min(weight, 60) - 10) * floor)
            cap *= 0.97
            floor = max(cap, 0.1)
            trust = min(trust, floor)
        elif blocks[index].code or body[node]:
            out.append(0.4 * weight * trust)
        else:
            out.append(-5 if weight < 40 else 0.3 * weight * trust)
    return out


BOOST = 1.1
"""How much more a container counts that is named as an article's text."""

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
    for node, value in zip(view.node, worth, strict=True):
        if node >= 0:
            sums[node] += value
    parent = view.parent
    for index in range(len(nodes) - 1, 0, -1):
        sums[parent[index]] += sums[index]
    best, most = 0, float("-inf")
    for index, (total, (_, tag, hint)) in enumerate(zip(sums, nodes, strict=True)):
        if (total < most and total * BOOST < most) or tag in _PARTS:
            continue
        value = total * BOOST if read_hint(hint)[1] else total
        if value >= most:
            best, most = index, value
    return best
