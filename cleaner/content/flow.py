"""The second judge: the stretch of text whose sentences outweigh most the links between; it knows no containers."""

from cleaner.content.view import View


def best_stretch(view: View) -> tuple[int, int]:
    """Return the first and last block of the stretch with the greatest sum (Kadane's scan), from the heading on.

    After the text-flow methods of CETR (Weninger et al. 2010) and boilerpipe (Kohlschütter et al. 2010): density and
    order alone.
    """
    best = total = 0.0
    start = first = max(0, view.title)
    last = first
    for index in range(first, len(view.weight)):
        weight, density = view.weight[index], view.density[index]
        if view.family[view.node[index]]:
            total -= 5
        elif view.prose[index]:
            total += weight * (1 - density)
        else:
            total -= 15 + (min(weight, 100) * 0.5 if density > 0.5 else 0)
        if total <= 0:
            total, start = 0.0, index + 1
        elif total > best:
            best, first, last = total, start, index
    return first, last


def agreement(view: View, reasons: dict[int, str]) -> float:
    """Return how far the first judge's sentences are the second's: the Jaccard similarity of their weights, 0 to 1."""
    first, last = best_stretch(view)
    both = either = 0
    for index, sentence in enumerate(view.prose):
        if sentence and not view.family[view.node[index]]:
            ours, theirs = index not in reasons, first <= index <= last
            both += view.weight[index] if ours and theirs else 0
            either += view.weight[index] if ours or theirs else 0
    return both / either if either else 0.0
