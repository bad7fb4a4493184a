"""A thread's posts: what stands before and between them goes, names, dates, buttons, counters."""

import re
from collections import Counter

from cleaner.content.heading import REPLY, letters
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

_BUTTON = 0.9
"""Share of link text from which a short line may be a button."""

_DATED = 40
"""Weight of the longest line with a date that is a byline wherever it stands."""

_BYLINE = 100
"""Weight of the longest byline where lines of its make recur with dates of their own: who wrote when, who agreed."""

_OFTEN = 3
"""Times that a thread says the words of a button, or dates a post, from which they are its posts' own."""

_Make = tuple[tuple[str, str], tuple[str, str]]
"""What a block's element and the container of its paragraph are called: tag and class words of each."""


def prune_posts(view: View, kept: list[int], reasons: dict[int, str]) -> None:
    """Take away links, dates and fields: short words in containers of a make that says no sentence in the thread.

    What follows the last sentence stays: its headings tell the later stages what it is.
    """
    blocks = view.document.blocks
    says = [index for index in kept if view.prose[index] or blocks[index].code]
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
                is_short = weight < _FIELD and (blocks[index].tag not in _SAID or not any(map(str.isalpha, text)))
            if is_short:
                reasons[index] = "content.field"


def _ranks(view: View, kept: list[int], makes: set[_Make]) -> list[int]:
    """Return the few words that a board writes beside many posts, where no post has a sentence: a rank, a standing."""
    often = Counter(view.texts[index] for index in kept)
    return [
        index
        for index in kept
        if often[view.texts[index]] >= _OFTEN
        and view.weight[index] < _FIELD
        and not view.document.blocks[index].code
        and (make := _make(view, index)) not in makes
        and not any(_TEXT.search(hint) for _, hint in make)
    ]


def _labels(view: View, kept: list[int]) -> dict[int, str]:
    """Return what the board says with each post: the title again, who wrote it and when, the buttons under it."""
    stated = letters(view.texts[view.title]) if view.title >= 0 else ""
    buttons = Counter(view.texts[index] for index in kept if view.density[index] > _BUTTON)
    dated = Counter(_make(view, index) for index in kept if not view.prose[index] and DATE.search(view.texts[index]))
    labels: dict[int, str] = {}
    for index in kept:
        weight, text = view.weight[index], view.texts[index]
        if view.document.blocks[index].code:
            continue
        if view.prose[index]:
            if weight < _DATED and DATE.match(text):
                labels[index] = "content.byline"
        elif weight < _BYLINE and text.startswith(REPLY) and stated.endswith(letters(text[3:])):
            labels[index] = "content.field"
        elif weight < (_BYLINE if dated[_make(view, index)] >= _OFTEN else _DATED) and DATE.search(text):
            labels[index] = "content.byline"
        elif view.density[index] > _BUTTON and weight < _FIELD and buttons[text] >= _OFTEN:
            labels[index] = "content.links"
    return labels


def _make(view: View, index: int) -> _Make:
    nodes = view.document.nodes
    element, container = nodes[view.node[index]], nodes[home(view, index)]
    return (element.tag, element.hint), (container.tag, container.hint)
