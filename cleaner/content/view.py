"""What the judges look at: each block's weight, link density and sentences, each container's family."""

import re
from dataclasses import dataclass
from itertools import compress

from cleaner.content.families import YIELD_LEAST, Sums, families
from cleaner.content.heading import HEADINGS, find_heading, is_misplaced
from cleaner.content.teasers import teasers
from cleaner.document import ID, Document

_MARKS = re.compile(r"[。！？；，、：“”]|[.,;!?](?=\s|$|[\"”’')])|[।؟،۔]")


DATE = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}|\d{1,2}[:：]\d\d|\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|"
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch|s|zo)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s+\d|\bago\b|前$|昨天|今天|"
    r"\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""A date or a time of day, as bylines write them."""

_ENDS = re.compile(r"[.!?。！？…:：][\"'”’)）」』]*$")
"""How a sentence ends."""

_BYLINE = 100
"""Weight of the longest line beside the heading that is a byline, not a sentence, where it has a date and no end."""

_NOTICE = 600
"""Weight of the longest paragraph of a notice of cookies."""

_CONSENT = re.compile(
    r"\b(?:web)?sit(?:e|i?o)s?\b|website|webseite|brows|navig|datenschutz|\bstron|сайт|サイト|网站|網站",
    re.IGNORECASE,
)
"""What a notice of cookies speaks of, and no recipe for them."""

_OWN = frozenset(("", "comments"))
"""Families whose sentences a heading may head: a thread's posts are its comments."""

_MOST = 5
"""Times what an article says that other articles on its page say at most: with more they are its parts."""

_LINKED_HEAD = 0.5
"""Share of link text from which the heading of an article on a page is a link to it."""

NEAR = 9
"""Blocks after a heading among which an article has its byline and its date."""


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
    """Its container."""
    parent: list[int]
    family: list[str]
    """Of each container: what its own words say it holds, else its parent's."""
    body: list[bool]
    """Of each container: whether it or one above it is named as an article's text."""
    title: int
    """Index of the block that is the page's heading; -1 where none is found."""
    own: frozenset[str] = frozenset()
    """Families that are the page itself: teasers on a page that is no article, captions on a product's."""
    thread: bool = False
    """Whether the page is a thread: its posts are its content."""


def look(document: Document, title: str, own: frozenset[str] = frozenset()) -> View:
    """Measure a laid-out page; `title` is the one it states, `own` the families that are what it is made of."""
    text, blocks, nodes = document.text, document.blocks, document.nodes
    texts = [text[start:end] for start, end, _, _, _, _ in blocks]
    weight = [len(one) if one.isascii() else weigh(one) for one in texts]
    density = [links / (end - start) for start, end, _, _, _, links in blocks]
    prose = [
        w >= 30 and (d <= 0.34 or b.tag == "p") and is_prose(t, w, d, b.tag)
        for t, w, d, b in zip(texts, weight, density, blocks, strict=True)
    ]
    _pass_over_consent(texts, weight, prose)
    heading = find_heading(blocks, texts, density, title)
    if heading >= 0 and is_misplaced(heading, prose, weight):  # the title is said below the text: the only h1 is left
        heading = find_heading(blocks, texts, density, "")
        if heading >= 0 and is_misplaced(heading, prose, weight):
            heading = -1
    for index in range(heading + 1, min(heading + NEAR, len(prose)) if heading >= 0 else 0):
        if prose[index] and weight[index] < _BYLINE and DATE.search(texts[index]) and not _ENDS.search(texts[index]):
            prose[index] = False
    view = View(
        document,
        texts,
        weight,
        density,
        prose,
        [block.node for block in blocks],
        [node.parent for node in nodes],
        [],
        [],
        heading,
        own=own,
    )
    name_families(view, thread=False)
    if any(prose[: max(0, heading)]):  # what other families say after it is not what it heads: another product's card
        said = [one and view.family[node] in _OWN for one, node in zip(prose, view.node, strict=True)]
        if is_misplaced(heading, said, weight):
            view.title = -1
            name_families(view, thread=False)
    return view


def _pass_over_consent(texts: list[str], weight: list[int], prose: list[bool]) -> None:
    """Let notices of cookies say nothing, unless they are the greater part of the sentences: a policy, a manual."""
    notices = [
        index
        for index, text in enumerate(texts)
        if prose[index] and weight[index] < _NOTICE and "ookie" in text and _CONSENT.search(text)
    ]
    if notices and 2 * sum(weight[index] for index in notices) < sum(compress(weight, prose)):
        for index in notices:
            prose[index], weight[index] = False, 0


def name_families(view: View, *, thread: bool) -> None:
    """Fill in what each container holds, for a page that is a `thread` or is none."""
    parent = view.parent
    sentences = [0] * len(parent)
    filled = [False] * len(parent)
    for node, weight, sentence in zip(view.node, view.weight, view.prose, strict=True):
        filled[node] = True
        if sentence:
            sentences[node] += weight
    for index in range(len(parent) - 1, 0, -1):
        if filled[index]:
            filled[parent[index]] = True
            sentences[parent[index]] += sentences[index]
    spine = set()
    at = view.node[view.title] if view.title >= 0 else -1
    while at >= 0:
        spine.add(at)
        at = parent[at]
    view.thread = thread
    cards = [] if thread else teasers(view.document, view.weight, view.density, sentences)
    if cards and "teaser" in view.own and _are_parts(view, cards):
        cards = []
    view.family, view.body = families(
        view.document.nodes,
        Sums(sentences, filled, frozenset(spine), view.own, view.document.blocks, view.density, view.texts),
        thread=thread,
    )
    named = dict.fromkeys((index for index in cards if index not in spine), "teaser")
    if not (thread or view.own):
        named |= dict.fromkeys(_others(view, sentences), "related")
    for index, name in named.items():
        view.family[index] = view.family[index] or name
    if named:
        _hand_down(view)


def _are_parts(view: View, cards: list[int]) -> bool:
    """Whether what looks like teasers is the page itself: most of its sentences, or in their midst."""
    inside = [False] * len(view.parent)
    for index in cards:
        inside[index] = True
    for index, above in enumerate(view.parent):
        if above >= 0 and inside[above]:
            inside[index] = True
    said = rest = after = 0
    for node, weight in compress(zip(view.node, view.weight, strict=True), view.prose):
        if inside[node]:
            said += weight
            after = 0
        else:
            rest += weight
            after += weight
    return rest < said or 4 * after > rest


def _others(view: View, sentences: list[int]) -> list[int]:
    """Return the `article` elements behind the one that holds the page's heading and a text: other articles.

    Chapters are none of them, made as it is and begun by a heading that is no link; nor are those that say by far the
    most: what happened since.
    """
    nodes = view.document.nodes
    own = view.node[view.title] if view.title >= 0 else -1
    while own >= 0 and nodes[own].tag != "article":
        own = view.parent[own]
    if own < 0 or sentences[own] < YIELD_LEAST:
        return []
    holder = [-1] * len(nodes)  # of each container, the article that it is in
    holder[own] = own
    for index in range(own + 1, len(nodes)):
        above = holder[view.parent[index]]
        holder[index] = index if above < 0 and nodes[index].tag == "article" and sentences[index] else above
    firsts: dict[int, int] = {}
    for index, node in enumerate(view.node):
        firsts.setdefault(holder[node], index)
    others = [at for at in sorted(firsts) if at > own and not _is_chapter(view, own, at, firsts[at])]
    return others if sum(sentences[at] for at in others) <= _MOST * sentences[own] else []


def _is_chapter(view: View, own: int, other: int, first: int) -> bool:
    """Whether an article that begins with a block is a part of another one: of its make, under a heading of its own."""
    makes = {unnumbered(view.document.nodes[at].hint.partition(ID)[0]) for at in (own, other)}
    is_headed = view.document.blocks[first].tag in HEADINGS - {"h1"} and view.density[first] <= _LINKED_HEAD
    return len(makes) == 1 and is_headed


def _hand_down(view: View) -> None:
    """Give what stands inside a teaser, or another article, its family."""
    for index in range(1, len(view.parent)):
        if not view.family[index] and (above := view.family[view.parent[index]]) in {"teaser", "related"}:
            view.family[index] = above


def weigh(text: str) -> int:
    """Return a text's weight: its length, a CJK character counted as two, other letters beyond ASCII as 1.5."""
    return len(text) + (len(text.encode("utf-8", "replace")) - len(text)) // 2


def is_prose(text: str, weight: int, density: float, tag: str) -> bool:
    """Whether a block reads as sentences: long enough, hardly linked, with the marks that sentences have."""
    if density > 0.34 and (density > 0.7 or tag != "p" or weight < 100):
        return False
    if density < 0.1 and weight >= 250 and " " in text:
        return True
    marks = len(_MARKS.findall(text))
    return marks >= 1 and weight < 150 * (marks + 2) and (marks > 1 or weight >= 40)


_LEAF_TAGS = "p h1 h2 h3 h4 h5 h6 pre li dt dd blockquote ul ol dl figure figcaption td th tr tbody thead table"
_LEAVES = frozenset(_LEAF_TAGS.split())
"""Elements that stand for one part of a text; the container of a block is the first above that is none of them."""


_DIGITS = re.compile(r"\d+")


def unnumbered(hint: str) -> str:
    """Return an element's words without the numbers that make each of many alike one of its own."""
    return _DIGITS.sub("", hint) if hint else hint


def home(view: View, index: int) -> int:
    """Return the container that a block's paragraph stands in."""
    node = view.node[index]
    while node > 0 and view.document.nodes[node].tag in _LEAVES:
        node = view.parent[node]
    return node
