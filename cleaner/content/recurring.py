"""Blocks that recur in one place of a site's layout: which of those that look like content are the site's own."""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise

from cleaner.content.view import is_prose, weigh
from cleaner.document import ID, Block, Document
from cleaner.evidence import block_key

MOST_BLOCKS = 300
"""Blocks at either end of a page that are learned from."""

_LONGEST = 600
"""Characters of the longest block that is looked at: a longer one is a text."""

LINKED = 0.25
"""Share of link text from which a recurring block points elsewhere, wherever it stands."""

OWN = 0.2
"""Share of a page's running text that does not recur at least: with less of its own it is an article met again."""

_SAME_HINT = 40
"""Characters of the longest class and id words that tell a place; longer ones name the page's own tags and number."""
_ANYWHERE = frozenset(("html", "body", "article", "main"))
_NUMBER = re.compile(r"\d+")
_APPARATUS = re.compile(
    r"references?|bibliography|foot ?notes?|notes|sources?|citations?|works cited|literatur|fuentes|références"
    r"|источники|литература|参考(?:文献|资料|书目)?|參考(?:文獻|資料)?|注释|註釋|注|脚注|资料来源|資料來源|引用|出典"
    r"|참고 ?문헌",
    re.IGNORECASE,
)
"""Headings of what belongs to an article though links follow."""


def sketch(document: Document) -> list[tuple[int, int]]:
    """Return what a site's profile is learned from: of each block its key, and its weight where it is running text."""
    places = Places(document)
    blocks = document.blocks
    near = blocks if len(blocks) <= 2 * MOST_BLOCKS else (*blocks[:MOST_BLOCKS], *blocks[-MOST_BLOCKS:])
    found: list[tuple[int, int]] = []
    for block in near:
        if not block.code and block.end - block.start <= _LONGEST:
            one = _Look(document, block)
            found.append((block_key(one.text, places.of(block.node)), one.weight if one.is_running else 0))
    return found


class Places:
    """The place of a page's containers in its layout: what elements they stand in, and how those are named."""

    def __init__(self, document: Document) -> None:
        self._nodes = document.nodes
        self._known: dict[int, bytes] = {-1: b""}

    def of(self, node: int) -> bytes:
        """Return the hash of a container's place."""
        path: list[int] = []
        while node not in self._known:
            path.append(node)
            node = self._nodes[node].parent
        for one in reversed(path):
            above, tag, hint = self._nodes[one]
            name = "" if tag in _ANYWHERE or len(hint) > _SAME_HINT else _NUMBER.sub("0", hint.replace(ID, ""))
            place = self._known[above] + f"{tag} {name}".encode("utf-8", "replace")
            self._known[one] = blake2b(place, digest_size=8).digest()
        return self._known[path[0] if path else node]


class _Look:
    """What is told of a block by itself."""

    __slots__ = ("density", "is_heading", "is_running", "text", "weight")

    def __init__(self, document: Document, block: Block) -> None:
        self.text = document.slice(block)
        self.weight = weigh(self.text)
        self.density = block.link_chars / (block.end - block.start)
        prose = self.weight >= 30 and is_prose(self.text, self.weight, self.density, block.tag)
        self.is_running = prose and not block.link_chars
        self.is_heading = block.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}


def recurring(document: Document, kept: list[int], known: frozenset[int]) -> dict[int, str]:
    """Return those of the kept blocks that are the site's own, each with its rule.

    `known` are the keys of the blocks that recur on the site.  The running text that does not recur is the article;
    what recurs within it stays, a refrain, a standard heading, unless it is linked; after it goes what recurs, and
    lists of links under a heading that does; before it what is linked or counts and dates.  A page without text of its
    own is left alone.
    """
    places = Places(document)
    looks = {index: _Look(document, document.blocks[index]) for index in kept}
    keys = {index: _key(looks[index], document.blocks[index], places) for index in kept}
    often = Counter(keys.values())  # what stands on one page again and again is a refrain, or a field of its items
    met = {index for index, key in keys.items() if key in known and often[key] == 1}
    running = [index for index in kept if looks[index].is_running]
    own = [index for index in running if index not in met]
    weight = sum(looks[index].weight for index in running)
    if not own or sum(looks[index].weight for index in own) < OWN * weight:
        return {}
    first, last = own[0], own[-1]
    return {
        **{index: "content.site.block" for index in met if index <= last and _is_apart(looks[index], index < first)},
        **dict(_tail([index for index in kept if index > last], looks, met)),
    }


def _key(look: _Look, block: Block, places: Places) -> int:
    long = block.code or len(look.text) > _LONGEST
    return -1 if long else block_key(look.text, places.of(block.node))


def _is_apart(look: _Look, before: bool) -> bool:
    """Whether a recurring block over the end of an article is none of its sentences or headings."""
    if look.density >= LINKED:
        return True
    counts = any(one.isdigit() for one in look.text) and not look.is_running
    return before and not look.is_heading and (look.density > 0 or counts)


def _tail(kept: list[int], looks: dict[int, _Look], met: set[int]) -> Iterator[tuple[int, str]]:
    """Yield what goes behind an article: what recurs, and with a heading that recurs the links under it."""
    starts = [at for at, index in enumerate(kept) if index in met]
    is_over = False  # whether the part below stays: then so do the headings over it
    for at, end in reversed([*pairwise([*starts, len(kept)])]):
        head, under = looks[kept[at]], kept[at + 1 : end]
        links = sum(looks[index].density > 0 for index in under)
        linked = 2 * links >= len(under)
        goes = head.is_running or head.density > 0 or (linked if under else not is_over)
        is_over = not goes or _APPARATUS.fullmatch(head.text.strip(" :：[]【】")) is not None
        if not is_over:
            yield kept[at], "content.site.block"
            if linked and not head.is_running:
                yield from ((index, "content.site.list") for index in under)
