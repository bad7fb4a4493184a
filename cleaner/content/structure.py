"""The first judge: the container whose text outweighs most what does not belong, pruned of what its words disown."""

from cleaner.content.hints import is_body
from cleaner.content.view import View, is_prose


def values(view: View) -> list[float]:
    """Give each block a value: its weight where it reads as sentences, below zero where it is links or disowned."""
    out: list[float] = []
    families, nodes = view.family, view.node
    for index, weight in enumerate(view.weight):
        density = view.density[index]
        outside = families[nodes[index]] if nodes[index] >= 0 else ""
        if outside:
            out.append(-0.5 * min(weight, 200) - 5)
        elif is_prose(weight, density, view.marks[index]):
            out.append(weight * (1 - density))
        elif density > 0.5:
            out.append(-min(weight, 60) - 10)
        elif view.document.blocks[index].code or view.document.blocks[index].tag in {"h1", "h2", "h3", "h4", "td", "th", "li"}:
            out.append(0)
        else:
            out.append(-5 if weight < 40 else 0.3 * weight)
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
    best = max(range(len(nodes)), key=lambda index: (sums[index] * (1.1 if is_body(nodes[index].hint) else 1), index))
    return best
