"""What goes inside and outside a chosen container, each block with its reason."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from cleaner.content.heading import HEADINGS
from cleaner.content.hints import is_events
from cleaner.content.posts import prune_posts
from cleaner.content.view import DATE, View, home

CARDS = frozenset(("related", "teaser", "advert", "byline", "author", "caption", "tags"))
"""Families that are what a page of cards is made of."""

_VERSE = frozenset("，。；！？：")
"""What a short line ends in that is a verse, a sentence or the label of one, not a button or a byline."""

_FIELDS = 3
"""Lines between an entry's heading and its text: who wrote it, and when."""

PRICE = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:[$€£¥₹]|(?:USD|EUR|GBP|zł|kr)\b)")
"""A sum of money, as a product's price is written."""

_PRICES = 3
"""Most prices before a product's text: what it was, what it is, what it costs a month."""

LONG_PRICE = 40
"""Weight of the longest line that is a price."""

_CELLS = frozenset(("td", "th"))

_STANDFIRST = 60
"""Weight of a sentence between the heading and the text that is the page's, though it has no stop or no clauses."""

_NAMED_STANDFIRST = re.compile(r"(?:^|[\s_-])(?:sub-?title|sub-?heading|sub-?headline|stand-?first|dek)(?:$|[\s_-])")
"""What an element is called that holds the line below an article's heading."""

_LEAST_STANDFIRST = 20
"""Weight of such a line: less is a label."""

_CLAUSES = re.compile(r"，.*[。！？]\Z")
"""Such a sentence that is shorter: a caption is but a name."""

_EVENT = re.compile(
    r"(?P<time>[㐀-鿿]{0,4}(?:时间|時間|日期)\s?[:：])|[㐀-鿿]{0,4}(?:地点|地點|地址|会场|會場|嘉宾|嘉賓)\s?[:：]"
    r"|(?:报告|報告|主讲|主講|演讲|演講|主持)人\s?[:：]|(?:主办|主辦|承办|承辦|协办|協辦)(?:单位|單位|方)?\s?[:：]"
)
"""When an event takes place; where, with whom and by whom: a byline says but when."""

_EVENT_REACH = 3
"""Elements around a block among which one is called so."""

_ALIKE = 3
"""Containers of one make with sentences, side by side but not beside the page's heading, from which on a line in such a
container before them is a section's heading."""

_NO_LINKS = 0.1
"""Largest share of link text in a line that links to nothing."""

_SIGNATURE = re.compile(r"\b(?:type|member|method|function)-signature\b|\bsig-object\b")
"""What the tools that write a library's pages call the line that says how a class or a function is written."""

_LEADS = _VERSE | {":"}
"""What a line ends with that leads to what stands below it."""

_LONG_LABEL = 40
"""Weight of the longest label over a link in a box of its own: "read also"."""

_ENTRIES = 3
"""Linked headings with a text each from which a page is a list of them."""

_WHOLLY = 0.9
"""Share of link text from which a line is a link, and not a line with one."""

_LISTED = frozenset(("p", "li"))


def prune(view: View, parts: list[int], *, article: bool) -> dict[int, str]:
    """Return what goes: all outside the containers, and inside them what its words, its links or its place disown.

    `article` says whether the page calls itself an article: it is no list of entries.
    """
    reasons: dict[int, str] = {}
    inside = [False] * len(view.parent)
    for part in parts:
        inside[part] = True
    parent, family, title = view.parent, view.family, view.title
    for index in range(min(parts) + 1, len(inside)):
        if inside[parent[index]]:
            inside[index] = True
    lead = _lead(view, inside)
    kept: list[int] = []
    for index, node in enumerate(view.node):
        if index == title:
            continue
        name = family[node] if node >= 0 else ""
        if not name and index in lead:
            kept.append(index)
        elif name or node < 0 or not inside[node]:
            reasons[index] = f"content.{name or 'outside'}"
        else:
            kept.append(index)
    if view.thread:
        prune_posts(view, kept, reasons)
    else:
        _prune_links(view, kept, reasons, set() if article else _heads(view, kept))
        _prune_emptied(view, kept, reasons)
        _prune_edges(view, [index for index in kept if index not in reasons], reasons)
    return reasons


def prune_hub(view: View, cards: frozenset[str]) -> dict[int, str]:
    """Return what goes from a page of cards, lists or products: what its words disown, what is before its heading."""
    reasons: dict[int, str] = {}
    for index, node in enumerate(view.node):
        name = view.family[node] if node >= 0 else ""
        if name and name not in cards and index != view.title:
            reasons[index] = f"content.{name}"
        elif index < view.title:
            reasons[index] = "content.header"
    return reasons


def _lead(view: View, inside: list[bool]) -> set[int]:
    """Return what stands between the heading and the container and is the page's: a standfirst, a product's price."""
    first = next((index for index, node in enumerate(view.node) if node >= 0 and inside[node]), 0)
    if not 0 <= view.title < first:
        return set()
    between = range(view.title + 1, first)
    return (
        _prices(view, between)
        | _event(view, between)
        | {
            index
            for index in between
            if view.prose[index] and (view.weight[index] >= _STANDFIRST or _CLAUSES.search(view.texts[index]))
        }
        | _subtitle(view, between)
    )


def _subtitle(view: View, over: Iterable[int]) -> set[int]:
    """Return the block right below the heading where it is a standfirst: as long as a sentence, or named so."""
    below = view.title + 1
    if below not in over or view.density[below] > _NO_LINKS:
        return set()
    tag, hint = view.document.blocks[below].tag, view.document.nodes[view.node[below]].hint
    if _NAMED_STANDFIRST.search(hint) and not DATE.search(view.texts[below]):
        return {below} if view.weight[below] >= _LEAST_STANDFIRST else set()
    return {below} if tag in HEADINGS and view.weight[below] >= _STANDFIRST else set()


def _event(view: View, indexes: Iterable[int]) -> set[int]:
    """Return those of the blocks below the heading that say when, where and with whom something takes place."""
    indexes = list(indexes)
    named = {index for index in indexes if view.density[index] <= _NO_LINKS and _is_events(view, index)}
    if len(named) > 1 and any(DATE.search(view.texts[index]) for index in named):
        return named
    told = {index: found for index in indexes if (found := _EVENT.match(view.texts[index]))}
    places = {index for index, found in told.items() if not found["time"]}
    times = {index for index in told if index - 1 in places or index + 1 in places}
    return places | times if len(places | times) > 1 else set()


def _is_events(view: View, index: int) -> bool:
    """Whether what a block stands in is named for when or where an event takes place."""
    node = view.node[index]
    for _ in range(_EVENT_REACH):
        if node <= 0:
            return False
        if is_events(view.document.nodes[node].hint):
            return True
        node = view.parent[node]
    return False


def _prune_emptied(view: View, kept: list[int], reasons: dict[int, str]) -> None:
    """Take away the headings of boxes that hold nothing else but links, which are gone, and labels over one link."""
    for index in kept:
        is_heading = view.document.blocks[index].tag in HEADINGS
        if index in reasons or not (is_heading or _is_label(view, index)):
            continue
        links, weight = 0, 0.0
        for at in _beside_in_box(view, index):
            if reasons.get(at) != "content.links":
                break
            links, weight = links + 1, weight + view.weight[at]
        else:
            if (links > 1) == is_heading and links and weight >= 2 * view.weight[index]:
                reasons[index] = "content.links"


def _is_label(view: View, index: int) -> bool:
    """Whether a block is a few words that are no link, no figures, no sentence, and lead to nothing."""
    text = view.texts[index]
    return (
        view.weight[index] < _LONG_LABEL
        and not view.prose[index]
        and not view.document.blocks[index].code
        and view.density[index] <= _NO_LINKS
        and text[-1] not in _LEADS
        and not any(map(str.isdecimal, text))
    )


def _beside_in_box(view: View, heading: int) -> Iterator[int]:
    """Yield the blocks behind a heading that its box, the container around it, holds as well."""
    box = view.parent[view.node[heading]]
    for index in range(heading + 1, len(view.node)):
        node = view.node[index]
        while node > box >= 0:
            node = view.parent[node]
        if node != box:
            return
        yield index


def _prune_links(view: View, kept: list[int], reasons: dict[int, str], heads: set[int]) -> None:
    """Take away blocks of links, save the headings of entries, unless links are what the container is made of."""
    prose = {index for index in kept if view.prose[index]}
    homes = {home(view, index) for index in prose}
    rows = _rows(view, kept)
    links = [
        index
        for index in kept
        if view.density[index] > 0.6
        and not view.prose[index]
        and not (view.document.blocks[index].tag in _LISTED and home(view, index) in homes)
        and not (view.document.blocks[index].tag in HEADINGS and index + 1 in prose)
        and index not in heads
        and not (rows and _above(view, index, "tr") in rows)
    ]
    linked = sum(view.weight[index] for index in links)
    if linked * 2 < sum(view.weight[index] for index in kept):
        for index in links:
            reasons[index] = "content.links"


def _heads(view: View, kept: list[int]) -> set[int]:
    """Return the linked headings of a list's entries: each has its sentences below, and hardly any stand above all."""
    heads: set[int] = set()
    head, fields, above, below = -1, 0, 0, 0
    makes = Counter(_make(view, index) for index in kept if view.density[index] > _WHOLLY)
    for index in kept:
        tag = view.document.blocks[index].tag
        entry = view.density[index] > _WHOLLY and makes[_make(view, index)] >= _ENTRIES and tag not in _LISTED
        if tag in HEADINGS or entry:
            head, fields = index, 0
        elif view.prose[index]:
            if head >= 0 and view.density[head] > 0.6 and fields <= _FIELDS:
                heads.add(head)
            head = -1
            above += 0 if heads else view.weight[index]
            below += view.weight[index] if heads else 0
        else:
            fields += 1
    return heads if len(heads) >= _ENTRIES and 3 * above < below else set()


def _make(view: View, index: int) -> tuple[str, str]:
    return view.document.nodes[view.node[index]][1:]


def _rows(view: View, kept: list[int]) -> set[int]:
    """Return the rows of tables with headings that say something of what they link to."""
    headed = {_above(view, index, "table") for index in kept if view.document.blocks[index].tag == "th"} - {-1}
    return {
        _above(view, index, "tr")
        for index in kept
        if headed and view.density[index] <= 0.6 and _above(view, index, "table") in headed
    }


def _above(view: View, index: int, tag: str) -> int:
    """Return the nearest container of a name that a block is in; -1 where it is in none."""
    node = view.node[index]
    while node >= 0 and view.document.nodes[node].tag != tag:
        node = view.parent[node]
    return node


def _prune_edges(view: View, kept: list[int], reasons: dict[int, str]) -> None:
    """Take away what stands before the first and after the last sentence, in a container of its own: bars, a tail."""
    prose = [index for index in kept if view.prose[index] or view.document.blocks[index].code]
    if not prose:
        return
    homes: dict[int, int] = {}
    for index in prose:
        place = home(view, index)
        homes[place] = homes.get(place, 0) + view.weight[index]
    main = max(homes, key=homes.__getitem__)
    text = next(index for index in prose if home(view, index) == main)
    first, last = prose[0], prose[-1]
    facts = _facts(view, kept, first, last) | {view.title}
    nodes = view.document.nodes
    beside = {-1, view.parent[view.node[view.title]]} if view.title >= 0 else set(view.parent)
    makes = Counter(nodes[place] for place in homes)
    heads = _section_heads(view, kept, first, last)
    for index in kept:
        if index > last and _is_pointer(view, index):
            reasons[index] = "content.links"
        if index in facts or view.prose[index] or view.weight[index] >= 120 or home(view, index) in homes:
            continue
        if index < first:
            make, text_over = nodes[home(view, index)], view.texts[index]
            heads_text = makes[make] >= _ALIKE and make.parent not in beside and text_over[0].isalnum()
            if index not in heads and not (heads_text and not DATE.search(text_over)) and text_over[-1] not in _VERSE:
                reasons[index] = "content.header"
        elif index > last and not _is_said(view, index):
            reasons[index] = "content.tail"
        elif index < text and view.weight[index] < 60 and DATE.search(view.texts[index]):
            reasons[index] = "content.byline"


def _section_heads(view: View, kept: list[int], first: int, last: int) -> set[int]:
    """Return the line right over the first sentence where its make heads sentences below as well, and says nothing."""
    before = [index for index in kept if index < first]
    if not before or not (hint := _make(view, before[-1])[1]) or DATE.search(view.texts[before[-1]]):
        return set()
    alike = [index for index in kept if first < index < last and view.document.nodes[view.node[index]].hint == hint]
    heads = alike and all(not view.prose[index] and view.prose[index + 1] for index in alike)
    return {before[-1]} if heads and view.density[before[-1]] <= _NO_LINKS else set()


def _is_said(view: View, index: int) -> bool:
    """Whether a line too brief for a sentence ends as one, in what is named an article's text."""
    return view.body[view.node[index]] and view.texts[index][-1] in _VERSE


def _facts(view: View, kept: list[int], first: int, last: int) -> set[int]:
    """Return what a page states beside the sentences: a price, an event's place before them, labels after.

    Labels are a table with headings, or a list of terms: with more than one, or beside signatures, which stay as well.
    """
    nodes = view.document.nodes
    signatures = {index for index in kept if (hint := nodes[view.node[index]].hint) and _SIGNATURE.search(hint)}
    cells = [index for index in kept if index > last and _above(view, index, "table") >= 0]
    tables = {_above(view, index, "table") for index in cells if _above(view, index, "th") >= 0}
    over = [index for index in kept if view.title < index < first] if view.title >= 0 else []
    terms = Counter(_above(view, at, "dl") for at in kept if at > last and view.document.blocks[at].tag == "dt")
    lists = {at for at, often in terms.items() if often > 1 or signatures} - {-1}
    labels = {index for index in cells if _above(view, index, "table") in tables}
    if lists:
        labels |= {index for index in kept if index > last and _above(view, index, "dl") in lists}
    return _prices(view, over) | _event(view, over) | _subtitle(view, over) | labels | signatures


def _prices(view: View, indexes: Iterable[int]) -> set[int]:
    """Return those of the blocks below the heading that say a price, where they are few: more are other products'."""
    found = {index for index in indexes if view.weight[index] < LONG_PRICE and PRICE.search(view.texts[index])}
    return found if len(found) <= _PRICES else set()


def _is_pointer(view: View, index: int) -> bool:
    """Whether a paragraph after the last sentence is a link to another page; an address written out may be a source."""
    return view.density[index] > 0.5 and view.document.blocks[index].tag == "p" and "://" not in view.texts[index]
