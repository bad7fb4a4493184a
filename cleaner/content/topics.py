"""Ids that say what a part of a text tells of, as the tools that write manuals make them of headings: no place."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import compress

from cleaner.content.heading import HEADINGS
from cleaner.content.hints import read_hint
from cleaner.document import ID, Block, Node

_FEWEST = 3
"""Parts of one make, none of them named as anything else, whose ids say what they begin with."""

_FIRST = 3
"""Blocks that a part begins with: its heading, and a line of links over it."""

_BARE = ("div", "")
"""The make that parts of a page's layout have as well: a text's part has a heading then, with its id's words."""

_WORD = re.compile(r"[^\W_]{3,}")


def without_id(hint: str) -> str:
    """Return the words of an element without its id."""
    return hint.rpartition(ID)[0].rstrip() if ID in hint else hint


def topical(
    nodes: tuple[Node, ...], owns: list[str], sentences: list[int], blocks: tuple[Block, ...], texts: Sequence[str]
) -> list[int]:
    """Return those of the containers named by their ids alone whose ids are made of what they begin with.

    `owns` and `sentences` are by container: what its tag or words name, how much it says; `texts` is by block.  So are
    most parts of their make that have an id: some of them are named as nothing, or all say their ids' words.
    """
    doubted = {at for at in compress(range(len(owns)), owns) if sentences[at] and _by_id(nodes[at])}
    makes = {_make(nodes[at]) for at in doubted}
    parts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in compress(range(len(nodes)), sentences) if makes else ():
        if ID in nodes[at].hint and (make := _make(nodes[at])) in makes:
            parts[make].append(at)
    found: list[int] = []
    begins = _beginnings(nodes, blocks) if any(len(alike) > _FEWEST for alike in parts.values()) else {}
    for make, alike in parts.items():
        headed = {at for at in alike if at in begins and blocks[begins[at][0]].tag in HEADINGS}
        says = {at for at in alike if _says(nodes[at], " ".join(texts[one] for one in begins.get(at, ())))}
        told = headed & says if make == _BARE else headed | says
        free = sum(not owns[at] for at in told)
        often = sum(owns[at] != "comments" for at in told & says)
        if max(free, often - 1) >= _FEWEST and 2 * max(free, often) >= len(alike):
            found += sorted(told & doubted)
    return found


def _make(node: Node) -> tuple[str, str]:
    return node.tag, without_id(node.hint)


def _by_id(node: Node) -> bool:
    """Whether it is an element's id that names it, not its class words."""
    return ID in node.hint and read_hint(node.hint)[0] != read_hint(without_id(node.hint))[0]


def _says(node: Node, text: str) -> bool:
    """Whether a text says half of the words of a part's id."""
    words = set(_WORD.findall(node.hint.rpartition(ID)[2]))
    return 2 * len(words.intersection(_WORD.findall(text.lower()))) >= max(1, len(words))


def _beginnings(nodes: tuple[Node, ...], blocks: tuple[Block, ...]) -> dict[int, list[int]]:
    """Return the first blocks of each container."""
    begins: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        at = block.node
        while at >= 0 and len(begins[at]) < _FIRST:
            begins[at].append(index)
            at = nodes[at].parent
    return begins
