"""What each container of a page holds: navigation, comments, a footer; by its words, unless the article is there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from cleaner.content.heading import HEADINGS
from cleaner.content.hints import read_hint
from cleaner.content.topics import topical
from cleaner.document import Block, Node

_BY_TAG = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "footer",
    "aside": "sidebar",
    "form": "form",
    "legend": "form",
    "button": "form",
    "dialog": "notice",
    "textarea": "notice",
    "figcaption": "caption",
}
_NOTE = re.compile(
    r"footnote|endnote|admonition|callout|\brole-(?:note|doc-)|(?:^|-|\s)aside-+(?:note|tip|caution|danger)"
)
"""What an aside is called that is a text's own: its notes, a remark between its paragraphs."""

_NEUTRAL = frozenset(("html", "body", "main", "article"))
"""Elements whose class words tell of the page, not of what they hold."""

_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"))

_PARTS_OF_TEXT = 3
"""Fewest parts side by side that make a text, the one whose name is doubted among them."""

_SOFT = frozenset(("byline", "tags", "share"))
"""Families of fields: a container with a sentence in it is no field."""

_POSTS = frozenset(("author", "byline", "share", "tags"))
"""Families that recur in a thread, under each of its posts."""

_YIELDS = {
    "related": 0.85,
    "comments": 0.85,
    "author": 0.85,
    "sidebar": 0.5,
    "footer": 0.5,
    "form": 0.4,
    "navigation": 0.3,
    "hidden": 0.7,
    "advert": 0.3,
}
"""Share of a page's sentences from which a container is taken for its main part, whatever its words say.

The other families never yield.  None yields for less than YIELD_LEAST.
"""

_LAYOUT = ("navigation", "sidebar")
"""Families of which all the containers that words name yield together, where they have sentences."""

_NEVER = 1e9
_FIRM = frozenset(("nav", "footer"))
"""Elements that are what they are called, whatever is in them."""

YIELD_LEAST = 300
"""Weight of sentences below which no container is a page's main part."""

LONG_TEASER = 500
"""Weight of sentences beyond which what recurs and is named related is a part, not a teaser."""

_RESULTS = re.compile(r"(?:^|[\s_-])search-?results?(?:$|[\s_-])")
"""What a container is called that shows what a search has found."""

_BYLINE = 150
"""Weight of the longest paragraph that is a byline by its own words, though its stops make it read as a sentence."""

_BIOGRAPHY = 0.2
"""Largest share of a page's sentences that is what it says of an author: with more, it is what the author says."""

_PAGE = 0.9
"""Share of a page's elements from which a form around them is the page."""

OFTEN = 3
"""Times that a footer or a sidebar may occur: words that recur on more containers name parts of the article."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What the containers of a page hold, each list by container."""

    sentences: list[int]
    """Weight of the sentences in it."""
    filled: list[bool]
    """Whether it holds a block."""
    spine: frozenset[int]
    """The containers around the page's heading."""
    own: frozenset[str]
    """Families that are the page itself, beside no article."""
    blocks: tuple[Block, ...] = ()
    density: Sequence[float] = ()
    """Share of link text of each block."""
    texts: Sequence[str] = ()


def families(nodes: tuple[Node, ...], sums: Sums, *, thread: bool) -> tuple[list[str], list[bool]]:
    """Return each container's family, its own or one above it, and whether it is in what is named the article's text.

    In a `thread` comments are its posts, and belong to no family.
    """
    owns = _own_families(nodes, sums, thread=thread)
    topics = topical(nodes, owns, sums.sentences, sums.blocks, sums.texts)
    for index in (*topics, *_parts(nodes, sums, owns)):
        owns[index] = ""
    for index in _unsearched(nodes, sums):
        owns[index] = owns[index] or "form"
    total = max(1, _main_sentences(nodes, sums, owns))
    together = _together(nodes, sums, owns)
    found = [""] * len(nodes)
    bodies = [False] * len(nodes)
    for index in compress(range(len(nodes)), sums.filled):
        above, tag, hint = nodes[index]
        if name := owns[index]:
            share = 0.9 if tag == "aside" else _YIELDS.get(name, _NEVER)
            if tag in _FIRM or "role-contentinfo" in hint:
                share = _NEVER
            said = sums.sentences[index]
            if said and name in together and tag not in _BY_TAG:
                said = together[name]
            if said > max(YIELD_LEAST, share * total):
                name = ""
        found[index] = (above >= 0 and found[above]) or name
        if (above >= 0 and bodies[above]) or tag == "article" or (hint and read_hint(hint)[1]):
            bodies[index] = True
    return found, bodies


def _unsearched(nodes: tuple[Node, ...], sums: Sums) -> list[int]:
    """Return the innermost containers named for a search's results that hold none: no link, no sentence."""
    named = {at for at in compress(range(len(nodes)), sums.filled) if _RESULTS.search(nodes[at].hint)}
    if not named:
        return []
    linked = [False] * len(nodes)
    outer = [False] * len(nodes)
    for block in sums.blocks:
        linked[block.node] = linked[block.node] or block.link_chars > 0
    for at in range(len(nodes) - 1, 0, -1):
        above = nodes[at].parent
        linked[above] = linked[above] or linked[at]
        outer[above] = outer[above] or outer[at] or at in named
    return [at for at in named if not (linked[at] or outer[at] or sums.sentences[at])]


def _together(nodes: tuple[Node, ...], sums: Sums, owns: list[str]) -> dict[str, int]:
    """Return the weight of the sentences in all the containers that words call navigation or a sidebar.

    A page has few sentences in both: where they hold many, the words mean something else, wherever they stand.
    """
    together = dict.fromkeys(_LAYOUT, 0)
    named = [False] * len(nodes)
    for index in compress(range(len(nodes)), sums.filled):
        above, tag, _ = nodes[index]
        named[index] = bool(owns[index]) or (above >= 0 and named[above])
        if owns[index] in together and tag not in _BY_TAG and not (above >= 0 and named[above]):
            together[owns[index]] += sums.sentences[index]
    return together


def _own_families(nodes: tuple[Node, ...], sums: Sums, *, thread: bool) -> list[str]:
    """Return the family that each container's tag or words name, save where its sentences speak against it."""
    sentences = sums.sentences
    often = Counter([hint for _, _, hint in compress(nodes, sentences)])
    shown = Counter([hint for _, _, hint in compress(nodes, sums.filled)])  # a byline of an item holds no sentence
    footers = sum([tag == "footer" for _, tag, _ in nodes])
    posted = {
        _first(hint) for (_, tag, hint), said in zip(nodes, sentences, strict=True) if tag == "form" and said and hint
    }
    owns = [""] * len(nodes)
    for index, (_, tag, hint) in compress(enumerate(nodes), sums.filled):
        is_custom = "-" in tag  # its name is a word of its author's, as a class is
        if not hint and not is_custom and tag not in _BY_TAG:
            continue
        name = "" if tag == "aside" and _NOTE.search(hint) else _BY_TAG.get(tag, "")
        if (
            not name
            and tag not in _NEUTRAL
            and (name := _by_words(tag, f"{tag} {hint}" if is_custom else hint, own=sums.own))
        ):
            counted = shown if name == "byline" else often
            times = counted[hint] if hint else sum(node.tag == tag for node in compress(nodes, sums.filled))
            if times > OFTEN and name != "comments" and not (thread and name in _POSTS):
                name = "related" if name == "related" and sentences[index] <= LONG_TEASER else ""
        if not name or index in sums.spine or "quote" in hint:
            continue
        said = sentences[index]
        if thread and (name == "comments" or (tag == "form" and (said or _first(hint) in posted))):
            continue
        if said and tag == "button":
            continue
        if said > (_BYLINE if tag == "p" and name != "share" else 0) and (
            name in _SOFT or (tag == "footer" and footers > OFTEN and "role-" not in hint)
        ):
            if thread or name != "byline" or "author" not in hint or said > _BIOGRAPHY * sentences[0]:
                continue
            name = "author"
        owns[index] = name
    _let_go(nodes, owns)
    return owns


def _let_go(nodes: tuple[Node, ...], owns: list[str]) -> None:
    """Take its family from a form that is the whole page, as some frameworks write it: with navigation or a footer."""
    index, least = 0, int(_PAGE * len(nodes))
    while index <= len(nodes) - least:
        end = index + 1
        if nodes[index].tag == "form":
            while end < len(nodes) and nodes[end].parent >= index:
                end += 1
            inside = owns[index:end]
            if owns[index] and end - index >= least and ("navigation" in inside or "footer" in inside):
                owns[index] = ""
        index = end


def _parts(nodes: tuple[Node, ...], sums: Sums, owns: list[str]) -> list[int]:
    """Return the containers that are parts of a text though words name them: boxes among its paragraphs, sections."""
    named = {at for at in compress(range(len(owns)), owns) if sums.sentences[at] and nodes[at].tag not in _BY_TAG}
    if not named:
        return []
    beside: dict[int, list[int]] = {nodes[at].parent: [] for at in named}
    for at in compress(range(len(nodes)), sums.sentences):
        if nodes[at].parent in beside:
            beside[nodes[at].parent].append(at)
    groups = [twins for twins in beside.values() if len(twins) >= _PARTS_OF_TEXT]
    heads = _heads(nodes, sums) if groups else []
    found: list[int] = []
    for twins in groups:
        found += _boxes(nodes, [(at, owns[at] == "sidebar" and at in named) for at in twins])
        sections: dict[tuple[str, str], list[int]] = {}
        for at in twins:
            if heads[at]:
                sections.setdefault((nodes[at].tag, heads[at]), []).append(at)
        for alike in sections.values():
            if sum(not owns[at] for at in alike) >= max(_PARTS_OF_TEXT - 1, len(alike) / 2):
                found += [at for at in alike if at in named]
    return found


def _boxes(nodes: tuple[Node, ...], twins: list[tuple[int, bool]]) -> list[int]:
    """Return the supposed sidebars, of containers side by side, whose make stands between paragraphs of one make."""
    makes = [nodes[at][1:] for at, _ in twins]
    last = {make: place for place, make in enumerate(makes)}
    open_until, among = -1, set()
    for place, (make, (_, is_sidebar)) in enumerate(zip(makes, twins, strict=True)):
        if not is_sidebar:
            open_until = max(open_until, last[make])
        elif place < open_until:
            among.add(make)
    return [at for make, (at, is_sidebar) in zip(makes, twins, strict=True) if is_sidebar and make in among]


def _heads(nodes: tuple[Node, ...], sums: Sums) -> list[str]:
    """Return the tag of the heading, no link, that each container begins with; "" where it begins with none."""
    heads = [""] * len(nodes)
    seen = [False] * len(nodes)
    for block, density in zip(sums.blocks, sums.density, strict=True):
        at = block.node
        while at >= 0 and not seen[at]:
            seen[at] = True
            heads[at] = block.tag if block.tag in HEADINGS and density <= 0.5 else ""
            at = nodes[at].parent
    return heads


def _first(hint: str) -> str:
    """Return the first of an element's words: what the form around a post is called, whatever the post's number."""
    return hint.strip().partition(" ")[0]


def _by_words(tag: str, hint: str, *, own: frozenset[str]) -> str:
    """Return the family that an element's words name; of a paragraph's few do, of the page's `own` none."""
    name = read_hint(hint)[0]
    if name in own:
        return ""
    if name == "teaser":
        name = "related"
    return "" if tag in _PARAGRAPHS and (tag != "p" or name not in {"related", "caption", "byline", "share"}) else name


def _main_sentences(nodes: tuple[Node, ...], sums: Sums, owns: list[str]) -> int:
    """Return the weight of the page's sentences outside its notices and footers."""
    total = sums.sentences[0] if nodes else 0
    apart = {index for index, said in enumerate(sums.sentences) if said and owns[index] in {"notice", "footer"}}
    for index in apart:
        above = nodes[index].parent
        while above >= 0 and above not in apart:
            above = nodes[above].parent
        if above < 0:
            total -= sums.sentences[index]
    return total
