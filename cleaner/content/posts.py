"""A thread's posts: what stands before and between them goes, names, dates, buttons, counters."""

import re

from cleaner.content.view import DATE, View, home

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


def prune_posts(view: View, kept: list[int], reasons: dict[int, str]) -> None:
    """Take away links, dates and fields: short words in containers of a make that says no sentence in the thread.

    What follows the last sentence stays: its headings tell the later stages what it is.
    """
    blocks = view.document.blocks
    says = [index for index in kept if view.prose[index] or blocks[index].code]
    makes = {_make(view, index) for index in says}
    for index in kept:
        weight, text, make = view.weight[index], view.texts[index], _make(view, index)
        if view.prose[index] or blocks[index].code:
            continue
        if weight < 40 and DATE.search(text):
            reasons[index] = "content.byline"
        elif any(_TEXT.search(hint) for _, hint in make):
            continue
        elif view.density[index] > 0.6 and weight < 100 and blocks[index].tag not in {"p", "li"}:
            reasons[index] = "content.links"
        elif says and index < says[-1] and text[-1] not in _STOPS and make not in makes:
            is_short = weight < _BAR
            if index > says[0]:
                is_short = weight < _FIELD and (blocks[index].tag not in _SAID or not any(map(str.isalpha, text)))
            if is_short:
                reasons[index] = "content.field"


def _make(view: View, index: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return what a block's element and the container of its paragraph are called: tag and class words of each."""
    nodes = view.document.nodes
    element, container = nodes[view.node[index]], nodes[home(view, index)]
    return (element.tag, element.hint), (container.tag, container.hint)
