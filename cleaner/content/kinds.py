"""What kind of page it is: a thread keeps its posts, an article loses its comments."""

import re
from collections import Counter, defaultdict
from itertools import compress
from typing import Any

from cleaner.content.families import OFTEN
from cleaner.content.heading import HEADINGS
from cleaner.content.prune import CARDS, LONG_PRICE, PRICE
from cleaner.content.view import DATE, NEAR, View, unnumbered

_ADDRESS = re.compile(
    r"https?://(?:[^/\s]*\.)?(?:forums?|bbs|boards?|community|communities|discuss(?:ions?)?|answers|ask|support|club)\d?\.|"
    r"/(?:forums?|bbs|boards?|threads?|topics?|viewtopic|showthread|showtopic|viewthread|discussions?|questions?|answers|qa|t|tie|comments)(?:[/.?-]|$)"
)
_SIGNS = re.compile(
    r"discourse|phpbb|vbulletin|xenforo|discuz|flarum|mybb|\bsmf\b|invision|vanilla|nodebb|discussionforumposting|qapage|"
    r"\bforums?\b|viewtopic|\bthread\b|template-topic\b|\btopic-template|bbpress"
)


_WEAK = ("/topic", "/t/", "/support", "/comments")
"""Words of addresses that also stand for a subject: on a page without a comment they tell nothing."""


_THING = re.compile(
    r"\b(?:product|video\.(?:movie|tv_show|episode)|movie|tvseries|videogame|softwareapplication|mobileapplication|"
    r"book|music\.(?:song|album)|musicalbum|restaurant|hotel|localbusiness|recipe)\b"
)
"""Types, of Open Graph and schema.org, of a page about a thing: what customers and viewers say of it is comments."""

_LEAST_BODY = 600
"""Weight of sentences from which a page that is not called a thread has an article, whatever its comments say."""


def is_thread(view: View, signs: str) -> bool:
    """Whether a page is a thread: much of what it says stands in its comments, and it is addressed or made as one."""
    if _is_made_of_posts(view):
        return True
    posts, body = _posts_and_body(view)
    address, _, words = signs.partition(" ")
    addressed = _ADDRESS.search(address)
    weak = addressed is not None and addressed.group().startswith(_WEAK)
    return (
        (addressed is not None and not (weak and not posts))
        or (_are_most(posts, body) and not _THING.search(words))
        or _SIGNS.search(words) is not None
    )


def is_reviewed(view: View, signs: str) -> bool:
    """Whether a page that is no thread tells of a thing, and hardly by itself: its reviews are most of what it says."""
    return _THING.search(signs.partition(" ")[2]) is not None and _are_most(*_posts_and_body(view))


def _are_most(posts: int, body: int) -> bool:
    return posts > 8 * body < 8 * _LEAST_BODY


def _posts_and_body(view: View) -> tuple[int, int]:
    """Return the weight of the sentences in comments, and of those in no family."""
    posts = body = 0
    for weight, node in compress(zip(view.weight, view.node, strict=True), view.prose):
        if not (name := view.family[node]):
            body += weight
        elif name == "comments":
            posts += weight
    return posts, body


_SIGNED = re.compile(
    r"\#\d{1,4}\b|\d\s?(?:楼|樓|[Ff]\b)|(?:第|^)[一二三四五六七八九十]{1,3}[楼樓]|楼主|樓主|[级級][别別]\s?[:：]|[积積]分|威望|发帖|發帖|帖子|回[复覆復]|引用|引言"
    r"|\b(?i:reply|quote|posts?:|joined:)"
)
"""What stands over, beside or under each post: its number, its writer's record, the buttons to answer.

Not "posted by ... on ...", which the items stage reads the posts' authors and dates from.
"""

_POSTS = 3
"""Fewest posts that make a thread by their structure alone."""

_SIGN = 60
"""Weight of the longest line that is such a sign."""


def _is_made_of_posts(view: View) -> bool:
    """Whether most sentences stand in elements of one make, each signed as a post is, and none with a heading."""
    nodes, parent = view.document.nodes, view.parent
    signed, headed = [False] * len(nodes), [False] * len(nodes)
    said = [0] * len(nodes)
    for index, (weight, node) in enumerate(zip(view.weight, view.node, strict=True)):
        if view.prose[index]:
            said[node] += weight
        elif index != view.title and view.document.blocks[index].tag in HEADINGS:
            headed[node] = True
        elif weight < _SIGN and _SIGNED.search(view.texts[index]):
            signed[node] = True
    if sum(signed) < _POSTS:
        return False
    for index in range(len(nodes) - 1, 0, -1):
        above = parent[index]
        said[above] += said[index]
        signed[above] = signed[above] or signed[index]
        headed[above] = headed[above] or headed[index]
    makes: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for index in compress(range(len(nodes)), signed):
        above, tag, hint = nodes[index]
        if not view.family[index] and not headed[index]:
            makes[above, tag, unnumbered(hint)].append(index)
    return any(
        len(posts) >= _POSTS and 2 * sum(said[at] for at in posts) > said[0] and sum(said[at] > 0 for at in posts) > 1
        for posts in makes.values()
    )


_LINKED = 0.6
"""Share of link text from which a line is a link."""

_LEAST_TITLE = 16
"""Weight of the shortest link that is a thread's title; shorter ones are names and buttons."""


def is_board(view: View, reasons: dict[int, str]) -> bool:
    """Whether what was read as a thread lists threads: the titles it links to say more than the posts that are kept."""
    titles: set[str] = set()
    said = listed = 0
    for index, (weight, density) in enumerate(zip(view.weight, view.density, strict=True)):
        if view.prose[index]:
            said += weight if index not in reasons else 0
        elif index > view.title and density > _LINKED and weight >= _LEAST_TITLE and not view.family[view.node[index]]:
            listed += weight if view.texts[index] not in titles else 0
            titles.add(view.texts[index])
    return listed > said


_ARTICLE = re.compile(r"article|blogposting|newsarticle|discussion|qapage|review|report|recipe|howto")
_HUB = re.compile(r"\bwebsite\b|product|collectionpage|itemlist|service|offer|webpage|\bcourse|store")


_PAGE = re.compile(r"\bpage-template|\bpage-id-\d")
"""What WordPress calls a page that is no post: its tools give it an article's type, and the day it was made."""

_TYPE = re.compile(r"(?:^|\s)article(?=\s)")
"""An article's Open Graph type, among what a page says of itself."""

_PRODUCT = re.compile(r"\bproduct\b")

_LIST_ADDRESS = re.compile(
    r"/(?:categor(?:y|ies)|tags?|topics?|subjects?|hub|collections?|archives?|catalog(?:ue)?s?|channels?)/"
    r"[^/?#]+(?:/[^/?#]+){0,2}/?(?:[?#]|$)"
)
_LIST_WORDS = re.compile(r"\barchive\b|\bpost-type-archive|\bsectionpage|\bcollectionpage|\bitemlist|\bpath-taxonomy")
"""What a page of a subject says of itself: its address, its root's classes, its JSON-LD."""

_LISTED = 0.7
"""Share of a listed page's text from which a chosen part is its article after all."""

_GRID = 8
"""Prices in elements of one make from which a page is a shop's: an article names few."""

_DATED = 200
"""Weight of the longest line that is a date and what stands with it."""

_SCRAP = 500
"""Weight of a chosen text that is a scrap of a page of cards, where it is the lesser part of the page as well."""


def cards_of(signs: str) -> frozenset[str]:
    """Return the families that a page of cards is made of, where it calls itself one; a stub does not."""
    return CARDS if _HUB.search(signs.partition(" ")[2]) or is_listed(signs) else frozenset()


def is_listed(signs: str) -> bool:
    """Whether a page is addressed or made as the list of a subject's articles or products."""
    address, _, words = signs.partition(" ")
    return _LIST_ADDRESS.search(address) is not None or _LIST_WORDS.search(words) is not None


def is_article(signs: str) -> bool:
    """Whether a page calls itself an article, a review or the like, and is not addressed or made as a list of them."""
    words = signs.partition(" ")[2]
    if _PAGE.search(words):
        words = _TYPE.sub("", words, count=1)
    return _ARTICLE.search(words) is not None and not is_listed(signs)


def is_recipe(signs: str) -> bool:
    """Whether a page calls itself a recipe: an article, and made of sections."""
    return re.search(r"\brecipe\b", signs.partition(" ")[2]) is not None


_MANUAL = re.compile(
    r"\b(?:asciidoctor|docbook|docutils|doxygen|gi-docgen|gtk-doc|haddock|javadoc|latex2html|makeinfo|mkdocs|rdoc|texinfo)\b"
)
"""What tools that make manuals call themselves."""


def is_manual(signs: str) -> bool:
    """Whether a tool made the page that makes manuals: the date that it states is the day of that."""
    return _MANUAL.search(signs.partition(" ")[2]) is not None


def _date(metadata: dict[str, Any], signs: str) -> str:
    """Return the date that a page states of itself, where that is an article's."""
    return "" if _PAGE.search(signs) else metadata.get("date", "")


def own_families(metadata: dict[str, Any], signs: str) -> frozenset[str]:
    """Return the families that are a page itself where it is no article: its teasers, and the captions of a product."""
    if is_article(signs) or metadata.get("date"):
        return frozenset()
    return frozenset(("teaser", "caption") if _PRODUCT.search(signs.partition(" ")[2]) else ("teaser",))


def is_hub(view: View, metadata: dict[str, Any], signs: str, reasons: dict[int, str]) -> bool:
    """Whether a page is one of cards, lists or products, and what was chosen is no article but one of its parts.

    Either it calls itself so, or it has no date; and it does not call itself an article.
    """
    if is_article(signs):
        return False
    listed = is_listed(signs)
    cards = cards_of(signs)
    dated = _date(metadata, signs)
    if not cards and dated:
        return False
    kept = shown = total = plain = sentences = before = 0
    for index, (weight, node) in enumerate(zip(view.weight, view.node, strict=True)):
        family = view.family[node]
        if family and family not in cards:
            continue
        if index <= view.title:
            before += weight if view.prose[index] else 0
            continue
        total += weight
        shown += weight if index not in reasons else 0
        if not family and view.density[index] <= 0.5:
            plain += weight
            if index not in reasons:
                kept += weight
                sentences += view.prose[index]
    if listed and shown < _LISTED * total:
        return True
    if cards and kept < 0.5 * plain and sentences <= 3:
        return True
    return shown < min(_SCRAP, 0.3 * total) and before < total and not dated and not is_dated(view)


def is_shop(view: View, metadata: dict[str, Any], signs: str, reasons: dict[int, str]) -> bool:
    """Whether a page that is no article shows the prices of many products, and what was chosen has few of them."""
    if is_article(signs) or _date(metadata, signs):
        return False
    makes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in range(view.title + 1, len(view.texts)):
        family = view.family[view.node[index]]
        if (not family or family in CARDS) and view.weight[index] < LONG_PRICE and PRICE.search(view.texts[index]):
            makes[_make(view, index)].append(index)
    grid = max(makes.values(), key=len, default=[])
    return len(grid) >= _GRID and 2 * sum(index in reasons for index in grid) > len(grid)


def is_dated(view: View) -> bool:
    """Whether a date stands beside the heading, and not one of many of its make: those are the cards'."""
    near = range(max(0, view.title - 3), view.title + NEAR) if view.title >= 0 else range(30)
    dates = [at for at in near if at < len(view.texts) and _is_date(view, at)]
    if not dates:
        return False
    makes = Counter(_make(view, at) for at in range(len(view.texts)) if _is_date(view, at))
    return any(makes[_make(view, at)] <= OFTEN for at in dates)


def _is_date(view: View, index: int) -> bool:
    return view.weight[index] < _DATED and DATE.search(view.texts[index]) is not None


def _make(view: View, index: int) -> tuple[str, str]:
    return view.document.nodes[view.node[index]][1:]
