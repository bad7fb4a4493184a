"""What the judges look at: each block's weight, link density and sentence marks, each container's family and sums."""

import re
from dataclasses import dataclass

from cleaner.content.hints import family
from cleaner.document import Document

_MARKS = re.compile(r"[。！？；，、：“”]|[.,;!?](?=\s|$|[\"”’')])|[।؟،۔]")
_END = re.compile(r"[。！？…；.!?:：][\"”’')）」』】\]]*$")

OWN_TAGS = {"nav": "navigation", "footer": "footer", "aside": "sidebar", "form": "form", "menu": "navigation", "dialog": "form",
            "textarea": "form", "legend": "form"}  # fmt: skip


@dataclass(slots=True)
class View:
    """Parallel lists over the blocks (weight, ...) and over the containers (family, ...) of one page."""

    document: Document
    texts: list[str]
    weight: list[int]
    """Length with a CJK character counted as two: what it says, in Latin letters."""
    density: list[float]
    """Share of link text, 0 to 1."""
    marks: list[int]
    """Marks between and inside sentences."""
    node: list[int]
    parent: list[int]
    family: list[str]
    """Of each container: its own family, else its parent's."""
    prose: list[int]
    """Of each container: weight of the sentences in it."""
    own: list[str]


def look(document: Document) -> View:
    """Measure a laid-out page."""
    text = document.text
    blocks, nodes = document.blocks, document.nodes
    texts = [text[block.start : block.end] for block in blocks]
    weight = [len(t) if t.isascii() else len(t) + (len(t.encode("utf-8", "replace")) - len(t)) // 2 for t in texts]
    density = [block.link_chars / (block.end - block.start) for block in blocks]
    marks = [len(_MARKS.findall(t)) if w > 20 else 0 for t, w in zip(texts, weight, strict=True)]
    parent = [node.parent for node in nodes]
    own = [OWN_TAGS.get(node.tag) or (family(node.hint) if node.hint else "") for node in nodes]
    prose = [0] * len(nodes)
    for index, block in enumerate(blocks):
        if is_prose(weight[index], density[index], marks[index]) and block.node >= 0:
            prose[block.node] += weight[index]
    for index in range(len(nodes) - 1, 0, -1):
        if parent[index] >= 0:
            prose[parent[index]] += prose[index]
    total = prose[0] if prose else 0
    families: list[str] = []
    for index, name in enumerate(own):
        above = families[parent[index]] if parent[index] >= 0 else ""
        if name and (nodes[index].tag in {"body", "html"} or 2 * prose[index] > total):
            name = ""
        families.append(name or above)
    return View(document, texts, weight, density, marks, [b.node for b in blocks], parent, families, prose, own)


def is_prose(weight: int, density: float, marks: int) -> bool:
    """Whether a block reads as sentences: long enough, hardly linked, with the marks that sentences have."""
    return weight >= 40 and density < 0.34 and marks >= 1 and weight < 120 * (marks + 2)
