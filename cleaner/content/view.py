"""What the judges look at: each block's weight, link density and sentence marks, each container's family and sums."""

import re
from collections import Counter
from dataclasses import dataclass

from cleaner.content.hints import read_hint
from cleaner.document import Document

_MARKS = re.compile(r"[。！？；，、：“”]|[.,;!?](?=\s|$|[\"”’')])|[।؟،۔]")

OWN_TAGS = {"nav": "navigation", "footer": "footer", "aside": "sidebar", "form": "form", "menu": "navigation", "dialog": "form",
            "textarea": "notice", "legend": "form", "figcaption": "caption"}  # fmt: skip

_NEUTRAL = frozenset("html body main article".split())
_LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 pre".split())
_SOFT = frozenset(("byline", "tags", "share"))
"""Families of fields: a sentence that stands in one is no field."""

_YIELDS = {"related": 0.85, "comments": 0.85, "author": 0.85, "sidebar": 0.5, "footer": 0.5, "navigation": 0.3, "advert": 0.3,
           "form": 0.4}  # fmt: skip
"""Share of a page's sentences from which a container is taken for its main part, whatever its words say; of the others never."""


@dataclass(slots=True)
class View:
    """Parallel lists over the blocks (texts, weight, ...) and over the containers (parent, family, ...) of one page."""

    document: Document
    texts: list[str]
    weight: list[int]
    """Length with a CJK character counted as two: what it says, in Latin letters."""
    density: list[float]
    """Share of link text, 0 to 1."""
    prose: list[bool]
    """Whether it reads as sentences."""
    node: list[int]
    parent: list[int]
    family: list[str]
    """Of each container: what its own words say it holds, else its parent's."""
    body: list[bool]
    """Of each container: whether it or one above it is named as an article's text."""
    sums: list[int]
    """Of each container: weight of the sentences in it."""
    title: int
    """Index of the block that is the page's heading; -1 where none is found."""
    thread: bool = False
    """Whether the page is a thread: its posts are its content."""


def look(document: Document, title: str, *, thread: bool = False) -> View:
    """Measure a laid-out page; `title` is the one it states, in a `thread` comments are content."""
    text = document.text
    blocks, nodes = document.blocks, document.nodes
    texts = [text[block.start : block.end] for block in blocks]
    weight = [len(t) if t.isascii() else len(t) + (len(t.encode("utf-8", "replace")) - len(t)) // 2 for t in texts]
    density = [block.link_chars / (block.end - block.start) for block in blocks]
    prose = [
        w >= 30 and is_prose(t, w, d, block.tag) for t, w, d, block in zip(texts, weight, density, blocks, strict=True)
    ]
    parent = [node.parent for node in nodes]
    sums = [0] * len(nodes)
    for index, block in enumerate(blocks):
        if prose[index]:
            sums[block.node] += weight[index]
    for index in range(len(nodes) - 1, 0, -1):
        sums[parent[index]] += sums[index]
    heading = find_title(document, texts, density, title)
    if heading >= 0 and _misplaced(heading, prose, weight):
        heading = -1
    spine = set()
    at = blocks[heading].node if heading >= 0 else -1
    while at >= 0:
        spine.add(at)
        at = parent[at]
    families, bodies = _families(document, sums, spine, thread=thread)
    return View(document, texts, weight, density, prose, [b.node for b in blocks], parent, families, bodies, sums, heading, thread)


def _families(document: Document, sums: list[int], spine: set[int], *, thread: bool) -> tuple[list[str], list[bool]]:
    """Name what each container holds; one around the heading, or around most of the sentences, holds the article.

    A footer or a sidebar of the page occurs once or twice: words that recur on many containers with sentences name parts of the
    article.
    """
    families: list[str] = []
    bodies: list[bool] = []
    owns: list[str] = []
    often = Counter(node.hint for index, node in enumerate(document.nodes) if sums[index] and node.hint)
    footers = sum(node.tag == "footer" for node in document.nodes)
    noticed: list[bool] = []
    outside = 0
    for index, node in enumerate(document.nodes):
        name, hint = OWN_TAGS.get(node.tag, ""), node.hint
        if not name and hint and node.tag not in _NEUTRAL and node.tag not in _LEAVES:
            name = read_hint(hint)[0]
            if often[hint] > 3 and (name not in {"related", "comments"} or (name == "related" and sums[index] > 500)):
                name = ""
        if (name == "comments" and thread) or "quote" in hint:
            name = ""
        elif (node.tag == "form" and sums[index] and thread) or (node.tag == "footer" and footers > 3 and sums[index]):
            name = ""
        if name and (index in spine or (sums[index] and name in _SOFT)):
            name = ""
        owns.append(name)
        above = node.parent >= 0 and noticed[node.parent]
        noticed.append(above or name in {"notice", "footer"})
        if noticed[index] and not above:
            outside += sums[index]
    total = max(0, sums[0] - outside) if sums else 0
    for index, node in enumerate(document.nodes):
        name = owns[index]
        if name and sums[index] > max(300, _YIELDS.get(name, 1e9) * max(1, total)):
            name = ""
        above = node.parent >= 0
        families.append((families[node.parent] if above else "") or name)
        bodies.append((above and bodies[node.parent]) or node.tag == "article" or (bool(node.hint) and read_hint(node.hint)[1]))
    return families, bodies


def is_prose(text: str, weight: int, density: float, tag: str) -> bool:
    """Whether a block reads as sentences: long enough, hardly linked, with the marks that sentences have."""
    if density > 0.34 and (density > 0.7 or tag != "p" or weight < 100):
        return False
    if density < 0.1 and weight >= 250 and " " in text:
        return True
    marks = len(_MARKS.findall(text))
    return marks >= 1 and weight < 150 * (marks + 2) and (marks > 1 or weight >= 40)


def _misplaced(heading: int, prose: list[bool], weight: list[int]) -> bool:
    """Whether nearly all sentences stand before a supposed heading."""
    before = sum(w for w, sentence in zip(weight[:heading], prose[:heading], strict=True) if sentence)
    after = sum(w for w, sentence in zip(weight[heading + 1 :], prose[heading + 1 :], strict=True) if sentence)
    return after < 400 and before > 3 * after


_LETTERS = re.compile(r"[\W_]+")


def find_title(document: Document, texts: list[str], density: list[float], title: str) -> int:
    """Return the block that says the page's title: the highest heading that begins it, or that it begins; else the only h1."""
    stated = _LETTERS.sub("", title).lower()
    best, best_rank = -1, 0.0
    firsts: list[int] = []
    for index, block in enumerate(document.blocks):
        tag = block.tag
        if tag == "h1":
            firsts.append(index)
        if len(stated) < 4 or (tag not in _HEADINGS and (density[index] > 0.5 or index > 600)):
            continue
        if len(texts[index]) > 300 or len(texts[index]) < 4:
            continue
        letters = _LETTERS.sub("", texts[index]).lower()
        if len(letters) < 4 or not (letters in stated or stated in letters):
            continue
        rank = _HEADINGS.get(tag, 1) * min(1.0, len(letters) / len(stated)) * (0.5 if density[index] > 0.5 else 1)
        if rank > best_rank:
            best, best_rank = index, rank
    if best >= 0 and best_rank >= 0.3:
        return best
    return firsts[0] if len(firsts) == 1 else -1


_HEADINGS = {"h1": 3.0, "h2": 2.0, "h3": 1.5, "h4": 1.2, "title": 0.0}
