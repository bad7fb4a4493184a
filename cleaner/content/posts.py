"""A thread's posts: what stands before and between them goes, names, dates, buttons, counters."""

import re
from collections import Counter

from cleaner.content.heading import HEADINGS, REPLY, letters
from cleaner.content.view import DATE, View, home, unnumbered

_TEXT = re.compile(
    r"(?:reply|replies|comment|post|message|msg|content|body|text|answer|question|entry|huifu|neirong)(?:\s|$)"
)
"""Class words that name what a post says: its few words are an answer, its link what it points to."""

_SAID = frozenset(("p", "li", "td", "blockquote", "h1", "h2", "h3", "h4"))
"""Elements that hold what a post says, however short it is."""

_STOPS = frozenset(".?!。？！…")
_FIELD = 30
"""Weight of the longest field between posts."""

_BAR = 60
"""Weight of the longest part of a bar before a thread's first sentence."""

_BAR_LINKED = 0.5
"""Share of link text from which a short line may be a bar of buttons, with a post's number."""

_DATED = 40
"""Weight of the longest line with a date that is a byline wherever it stands."""

_BYLINE = 100
"""Weight of the longest byline where lines of its make recur with dates of their own: who wrote when, who agreed."""

_MOMENT = 4
"""Characters of the longest moment in words alone: "today", with a mark or two."""

_OFTEN = 3
"""Times that a thread says the words of a button, or dates a post, from which they are its posts' own."""

_FEW = 2
"""Lines of one make from which on they may be bylines though their commas make them read as sentences."""

_Make = tuple[tuple[str, str], tuple[str, str]]
"""What a block's element and the container of its paragraph are called: tag and class words of each."""


def prune_posts(view: View, kept: list[int], reasons: dict[int, str]) -> None:
    """Take away links, dates and fields: short words in containers of a make that says no sentence in the thread.

    What follows the last sentence stays where no posts of one make end there: its headings tell the later stages what
    it is.
    """
    blocks = view.document.blocks
    says = [index for index in kept if view.prose[index] or blocks[index].code]
    often = Counter(_make(view, index) for index in kept)
    makes = {_make(view, index) for index in says}
    labels = _labels(view, kept) | dict.fromkeys(_ranks(view, kept, makes), "content.field")
    reasons.update(labels)
    for index in kept:
        weight, text, make = view.weight[index], view.texts[index], _make(view, index)
        if index in labels or view.prose[index] or blocks[index].code:
            continue
        if any(_TEXT.search(hint) for _, hint in make):
            continue
        if view.density[index] > 0.6 and weight < 100 and blocks[index].tag not in {"p", "li"}:
            reasons[index] = "content.links"
        elif says and index < says[-1] and text[-1] not in _STOPS and make not in makes:
            is_short = weight < _BAR
            if index > says[0]:
                named = bool(make[0][1]) and often[make] >= _FEW  # a name's own class: a short answer's has sentences
                is_field = named or blocks[index].tag not in _SAID or not any(map(str.isalpha, text))
                is_short = weight < _FIELD and is_field
            if is_short:
                reasons[index] = "content.field"
    last = last_post(view, reasons)
    for index in kept if last >= 0 else ():
        if index > last and index not in reasons:
            reasons[index] = "content.tail"


def _ranks(view: View, kept: list[int], makes: set[_Make]) -> list[int]:
    """Return the few words that a board writes beside many posts, where no post has a sentence: a rank, a standing."""
    often = Counter(unnumbered(view.texts[index]) for index in kept)
    return [
        index
        for index in kept
        if often[unnumbered(view.texts[index])] >= _OFTEN
        and view.weight[index] < _FIELD
        and not view.document.blocks[index].code
        and (make := _make(view, index)) not in makes
        and not any(_TEXT.search(hint) for _, hint in make)
    ]


def _labels(view: View, kept: list[int]) -> dict[int, str]:
    """Return what the board says with each post: the title again, who wrote it and when, the buttons under it."""
    stated = letters(view.texts[view.title]) if view.title >= 0 else ""
    buttons = Counter(unnumbered(view.texts[index]) for index in kept if view.density[index] > _BAR_LINKED)
    dated = Counter(_make(view, index) for index in kept if not view.prose[index] and DATE.search(view.texts[index]))
    bylines = _bylines(view, kept)
    labels: dict[int, str] = {}
    for index in kept:
        weight, text = view.weight[index], view.texts[index]
        if view.document.blocks[index].code:
            continue
        if _says_title(view, index, stated):
            labels[index] = "content.field"
        elif view.prose[index]:
            if weight < _DATED and (DATE.match(text) or _make(view, index) in bylines):
                labels[index] = "content.byline"
        elif weight < (_BYLINE if dated[_make(view, index)] >= _OFTEN else _DATED) and _is_dated(text):
            labels[index] = "content.byline"
        elif view.density[index] > _BAR_LINKED and weight < _FIELD and buttons[unnumbered(text)] >= _OFTEN:
            labels[index] = "content.links"
    return labels


def _bylines(view: View, kept: list[int]) -> set[_Make]:
    """Return the makes of which each line is short, has a date in figures and ends in none of a sentence's stops.

    The commas of "lena March 3, 2024, 9:02am" are a date's.
    """
    lines: dict[_Make, list[bool]] = {}
    for index in kept:
        text = view.texts[index]
        is_byline = view.weight[index] < _BYLINE and text[-1] not in _STOPS and _is_dated(text)
        lines.setdefault(_make(view, index), []).append(is_byline)
    return {make for make, found in lines.items() if len(found) >= _FEW and all(found)}


def last_post(view: View, reasons: dict[int, str]) -> int:
    """Return the last block of the last post, -1 for none: of its make others stand before it, and fields between."""
    seen: dict[_Make, list[tuple[int, int]]] = {}  # the sentences of each make, with how many fields stand before
    taken, last = 0, (-1, 0)
    for index, says in enumerate(view.prose):
        if index in reasons:
            taken += 1
            continue
        make = _make(view, index)
        posts = seen.setdefault(make, []) if says else seen.get(make, [])
        if posts and posts[0][1] < taken and (says or make[0][1] or make[1][1]):  # few words of no name are anything
            last = (index, taken)
        if says:
            posts.append((index, taken))
    index, taken = last
    return _post_end(view, index, [at for at, before in seen[_make(view, index)] if before < taken]) if taken else -1


def _post_end(view: View, index: int, others: list[int]) -> int:
    """Return the last block of the post that a block is in: of the element beside which one like it holds others."""
    nodes, own = view.document.nodes, home(view, index)
    holds: set[int] = set()
    for other in others:
        at = view.node[other]
        while at >= 0 and at not in holds:
            holds.add(at)
            at = view.parent[at]
    posts = {(nodes[at].parent, nodes[at].tag, unnumbered(nodes[at].hint)) for at in holds}
    place = own
    while own > 0 and own not in holds:
        node = nodes[own]
        if (node.parent, node.tag, unnumbered(node.hint)) in posts:
            place = own
        own = node.parent
    inside = [False] * len(nodes)
    inside[place] = True
    for at in range(place + 1, len(nodes)):
        inside[at] = inside[view.parent[at]]
    return max(at for at in range(index, len(view.texts)) if inside[view.node[at]])


def _says_title(view: View, index: int, stated: str) -> bool:
    """Whether a line says the thread's title again: as a heading of a post, or of an answer to it."""
    text = view.texts[index]
    if text.startswith(REPLY):
        return view.weight[index] < _BYLINE and stated.endswith(letters(text[3:]))
    return view.document.blocks[index].tag in HEADINGS and letters(text) == stated


def _is_dated(text: str) -> bool:
    """Whether a line has a date in figures, or is little more than a word for one: a post tells of today, too."""
    found = DATE.search(text)
    return found is not None and (len(text) <= _MOMENT or any(map(str.isdecimal, text)))


def _make(view: View, index: int) -> _Make:
    nodes = view.document.nodes
    element, container = nodes[view.node[index]], nodes[home(view, index)]
    return (element.tag, unnumbered(element.hint)), (container.tag, unnumbered(container.hint))
