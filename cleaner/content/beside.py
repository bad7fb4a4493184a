"""What the chosen container leaves out and the page's heading heads as well: lists with labels, further sections."""

import re
from collections import defaultdict
from itertools import pairwise

from cleaner.content.view import DATE, View, home

_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_ENTRIES = _CELLS | {"dt", "dd", "li"}
_LISTS = frozenset(("table", "dl", "ul", "ol"))

_LABEL = re.compile(r"^[^:：]{1,24}[:：]")
"""A label, alone in a cell or before its value."""

_CALLED = re.compile(r"(?:^|[\s_-])label(?:$|\s)")
"""A class word of an element that holds a label alone."""

_LABELS = 3
"""Labels from which a list says what a thing is, or what an office's notice is: a byline has fewer."""

_TERMS = frozenset(("th", "dt"))
_FEWEST_TERMS = 2
"""Terms in the sections left out from which they are a product's, however brief."""

_FIELDS = 6
"""Cells from which a table of a page that is no article is a table of labels, whatever they are written in."""

_BY_PLACE = frozenset(("content.outside", "content.tail", "content.header"))
"""Reasons that are a matter of place: what words or links disown stays away."""

_NEUTRAL = frozenset(("", "byline"))
"""Families that say nothing against a section: its last paragraph may be when it was written."""

_LINKED = 0.15
"""Largest share of link text in a section that is text."""

_LEAST = 80
"""Weight of such sections: less is a label, a button, a line of the site's."""


def beside(view: View, best: int, reasons: dict[int, str], *, article: bool) -> list[int]:
    """Return the blocks outside the container, or at its edges, that are the page's: of an `article` only labels.

    Of a page without a heading only labels right above the text count, if it is no article: a product's.
    """
    if view.title < 0:
        return [] if article else _labelled(view, _above_text(view, reasons), reasons, article=False)
    found = _labelled(view, view.title, reasons, article=article)
    return found if article else [*found, *_sections(view, best, reasons), *_loose(view, best, reasons)]


def sections_before(view: View, best: int, reasons: dict[int, str]) -> list[int]:
    """Return what was left out of the sections between the heading and what is kept: a recipe's ingredients."""
    last = max((at for at in range(len(view.texts)) if at not in reasons), default=0)
    return [at for at in _sections(view, best, reasons, 0) if at < last] if view.title >= 0 else []


def _above_text(view: View, reasons: dict[int, str]) -> int:
    """Return the first entry of the lists that end right above the first sentence kept, or that sentence."""
    blocks = view.document.blocks
    at = next((index for index, says in enumerate(view.prose) if says and index not in reasons), 0)
    while at > 0 and blocks[at - 1].tag in _ENTRIES:
        at -= 1
    return at


def _labelled(view: View, head: int, reasons: dict[int, str], *, article: bool) -> list[int]:
    """Return the lists with labels between the heading, or a `head`, and the first sentence kept, or right above it."""
    title, blocks = view.title, view.document.blocks
    start, end = head, head + (title >= 0)
    while start > 0 and blocks[start - 1].tag in _CELLS:
        start -= 1
    while end < len(blocks) and (end in reasons or not view.prose[end]):
        end += 1
    lists: dict[int, list[int]] = defaultdict(list)
    for index in range(start, end):
        if index != title and blocks[index].tag in _ENTRIES:
            lists[_list_of(view, index)].append(index)
    found = _fields(view, range(end if title < 0 else title + 1, end), reasons)
    for members in lists.values():
        labels = sum(blocks[at].tag in {"th", "dt"} or _LABEL.match(view.texts[at]) is not None for at in members)
        fields = 0 if article or members[0] < title else sum(blocks[at].tag in _CELLS for at in members)
        is_labelled = labels >= _LABELS and 3 * labels >= len(members)
        if (is_labelled or fields >= _FIELDS) and _linked(view, members) <= 0.5:
            found += [at for at in members if reasons.get(at) in _BY_PLACE]
    return found


def _fields(view: View, over: range, reasons: dict[int, str]) -> list[int]:
    """Return the labels above the first sentence that their class calls so, with the values below them.

    A value that is a date, or a link, is a byline's.
    """
    nodes = view.document.nodes
    labels = [at for at in over if _CALLED.search(nodes[view.node[at]].hint) and at + 1 in over]
    pairs = [
        (at, at + 1)
        for at in labels
        if at + 1 not in labels
        and not DATE.search(view.texts[at + 1])
        and _linked(view, [at, at + 1]) <= _LINKED
        and all(reasons.get(one) in _BY_PLACE for one in (at, at + 1))
    ]
    return [one for pair in pairs for one in pair] if len(pairs) >= _LABELS else []


def _list_of(view: View, index: int) -> int:
    """Return the list or table that a block is an entry of; -1 where it is in none."""
    node = view.node[index]
    while node >= 0 and view.document.nodes[node].tag not in _LISTS:
        node = view.parent[node]
    return node


def _sections(view: View, best: int, reasons: dict[int, str], least: int = _LEAST) -> list[int]:
    """Return what was left out of sections with a heading each, up to one of links behind all that is kept."""
    blocks, title = view.document.blocks, view.title
    inside = _headed(view, best)
    heads = [at for at in range(title + 1, len(blocks)) if blocks[at].tag in _HEADINGS]
    last = max((at for at in range(title + 1, len(blocks)) if at not in reasons), default=title)
    found: list[int] = []
    for start, end in pairwise([*heads, len(blocks)]):
        part = range(start, end)
        disowned = sum(view.weight[at] for at in part if view.family[view.node[at]] not in _NEUTRAL)
        if len(part) == 1 or 3 * disowned > sum(view.weight[at] for at in part):
            continue
        if inside[view.node[start]] and _linked(view, part) <= _LINKED:
            found += [at for at in part if reasons.get(at) in _BY_PLACE and inside[view.node[at]]]
        elif start > last:
            break
    terms = sum(blocks[at].tag in _TERMS for at in found)
    return found if terms >= _FEWEST_TERMS or sum(view.weight[at] for at in found) >= least else []


def _loose(view: View, best: int, reasons: dict[int, str]) -> list[int]:
    """Return the paragraphs that stand in no part of the page, but around the chosen container.

    They are below the heading, and no link, and nothing disowned, stands between what is kept and them.
    """
    around = set()
    node = view.parent[best]
    while node > 0:
        around.add(node)
        node = view.parent[node]
    found: list[int] = []
    last = max((at for at in range(view.title + 1, len(view.texts)) if at not in reasons), default=view.title)
    for index in range(view.title + 1, len(view.texts)):
        if index > last and (view.density[index] > _LINKED or view.family[view.node[index]]):
            break
        stands = view.document.blocks[index].tag == "p" and home(view, index) in around
        if stands and view.prose[index] and view.density[index] <= _LINKED and reasons.get(index) == "content.outside":
            found.append(index)
    return found


def _linked(view: View, indexes: list[int] | range) -> float:
    """Return the share of link text in some blocks."""
    weight = sum(view.weight[at] for at in indexes)
    return sum(view.weight[at] * view.density[at] for at in indexes) / max(1, weight)


def _headed(view: View, best: int) -> list[bool]:
    """Return of each container whether it is in the innermost one that holds both the heading and the chosen one."""
    spine = set()
    node = view.node[view.title]
    while node >= 0:
        spine.add(node)
        node = view.parent[node]
    top = best
    while top not in spine:
        top = view.parent[top]
    inside = [False] * len(view.parent)
    inside[top] = True
    for index in range(top + 1, len(inside)):
        inside[index] = inside[view.parent[index]]
    return inside
