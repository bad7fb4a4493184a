"""The first judge: the container whose sentences outweigh most what does not belong, nearest the heading first."""

from cleaner.content.heading import HEADINGS
from cleaner.content.hints import read_hint
from cleaner.content.topics import without_id
from cleaner.content.view import View
from cleaner.document import ID, Node


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


_BRIEF = 0.1
"""Largest share of link text in a line that is text, on a page that says little."""


def brief_values(view: View) -> list[float]:
    """Give each block of a page that says little a value: its weight below the heading, as a verse or an address."""
    return [
        -1.0 if view.family[node] else weight if index > view.title and density <= _BRIEF else -10.0 - weight
        for index, (weight, density, node) in enumerate(zip(view.weight, view.density, view.node, strict=True))
    ]


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
    """Return the index of the container with the greatest sum; of equals the innermost.

    Where that holds no sentence, and is not named as an article's text with something in it, the page says little: its
    lines count, and what is disowned among them hardly.
    """
    best = _greatest(view, worth)
    return best if _says(view, best) else _greatest(view, brief_values(view))


def _says(view: View, best: int) -> bool:
    """Whether a container holds a sentence that nothing disowns, or, named as an article's text, a line."""
    named = read_hint(view.document.nodes[best].hint)[1]
    inside = [False] * len(view.parent)
    inside[best] = True
    for index in range(best + 1, len(inside)):
        inside[index] = inside[view.parent[index]]
    said = zip(view.prose, view.node, strict=True)
    return any((says or named) and inside[node] and not view.family[node] for says, node in said)


def _greatest(view: View, worth: list[float]) -> int:
    """Return the container with the greatest sum; one named as an article's text counts for a little more."""
    nodes = view.document.nodes
    sums = [0.0] * len(nodes)
    for node, value in zip(view.node, worth, strict=True):
        if node >= 0:
            sums[node] += value
    for index in range(len(nodes) - 1, 0, -1):
        sums[view.parent[index]] += sums[index]
    best, most = 0, float("-inf")
    for index, (total, (_, tag, hint)) in enumerate(zip(sums, nodes, strict=True)):
        if (total < most and total * BOOST < most) or tag in _PARTS:
            continue
        value = total * BOOST if read_hint(hint)[1] else total
        if value >= most:
            best, most = index, value
    return best


_LISTS = frozenset(("ol", "ul", "dl", "table", "blockquote"))
"""Elements that hold a part of a text, or the whole of a page that is one."""

_LEADS = frozenset(":：")
"""How a paragraph ends that leads to what is below it."""

_LINKED = 0.4
"""Largest share of link text in a section of a text."""

_LEAST = 40
"""Weight of the sentences of such a section."""


def sections(view: View, best: int) -> list[int]:
    """Return the chosen container, or the sections of the text that it is one of, in order.

    They are of one make side by side, each with a heading that is no link, and none is named as what is beside a text.
    """
    nodes = view.document.nodes
    best = top = _text_of(view, best)
    make = _make(nodes[top])
    while nodes[top].parent >= 0 and _make(nodes[nodes[top].parent]) == make:
        top = nodes[top].parent
    twins = [at for at, node in enumerate(nodes) if node.parent == nodes[top].parent and _make(node) == make]
    if len(twins) == 1 or view.thread:
        return [best]
    blocks: dict[int, list[int]] = {twin: [] for twin in twins}
    for index, twin in enumerate(_held_by(view, twins)):
        if twin >= 0:
            blocks[twin].append(index)
    headed = [twin for twin in twins if not view.family[twin] and _is_headed(view, blocks[twin])]
    texts = [at for at, twin in enumerate(headed) if _is_text(view, blocks[twin])]
    if len(texts) == 1 or top not in (headed[at] for at in texts):
        return [best]
    return headed[texts[0] : texts[-1] + 1]


def _make(node: Node) -> tuple[str, str]:
    """Return a container's tag and words; its id only where that is all it is called, as the parts of a layout are."""
    tag, hint = node.tag, node.hint
    return tag, hint if tag == "div" and hint.startswith(ID) else without_id(hint)


def _text_of(view: View, best: int) -> int:
    """Return the container, or that of the text whose list, table or quotation it is: paragraphs stand beside it."""
    nodes = view.document.nodes
    said = {
        node
        for node, says, text in zip(view.node, view.prose, view.texts, strict=True)
        if node > 0 and nodes[node].tag == "p" and (says or text[-1] in _LEADS)
    }
    while nodes[best].tag in _LISTS and (above := nodes[best].parent) > 0:
        if not any(nodes[node].parent == above and not view.family[node] for node in said):
            break
        best = above
    return best


def _is_headed(view: View, blocks: list[int]) -> bool:
    """Whether what a container holds begins with a heading that is no link."""
    return bool(blocks) and view.document.blocks[blocks[0]].tag in HEADINGS and view.density[blocks[0]] <= _LINKED


def _is_text(view: View, blocks: list[int]) -> bool:
    """Whether what a container holds says something, and hardly by links."""
    said = sum(view.weight[at] for at in blocks if view.prose[at])
    linked = sum(view.weight[at] * view.density[at] for at in blocks)
    return said >= _LEAST and linked <= _LINKED * sum(view.weight[at] for at in blocks)


def _held_by(view: View, containers: list[int]) -> list[int]:
    """Return of each block which of some containers side by side it is in; -1 for none."""
    inside = [-1] * len(view.parent)
    for node in containers:
        inside[node] = node
    for index in range(containers[0] + 1, len(inside)):
        if inside[index] < 0:
            inside[index] = inside[view.parent[index]]
    return [inside[node] if node >= 0 else -1 for node in view.node]
