"""What an element's class and id words say of its text, in the English and the pinyin that sites write them in."""

import re
from functools import cache, lru_cache
from itertools import product
from typing import Any

from cleaner.document import ID

_WORDS = {
    "notice": """role-dialog role-alert cookie consent gdpr onetrust ^ot- pop-?up ^modal lightbox captcha toast alert-
        notice-bar layer-body layer-pop =tool-?tip popover robots-nocontent disclos ^loading view-layer noscript
        browser-?update browser-?upgrade upgrade-?browser ie-?warning privacy-?notice privacy-?banner privacy-?policy
        privacy-?pop privacy-?overlay privacy-?modal privacy-?bar privacy-?settings privacy-?manager""",
    "navigation": """role-navigation role-banner role-menu role-toolbar breadcrumb crumbs navig navbar nav- ^nav menu
        daohang toolbar topbar top-bar pagination pager$ pagenav fenye mianbao skip-link ^toc$ table-of-contents
        tabbar channel-list site-header masthead prev-?next ^prev$ post-links sitemap dropdown drawer hamburger
        jump-to""",
    "related": """related ^also$ recommend tuijian xiangguan relevant also-?like also-?read
        see-?also up-?next more-?news more-?stories more-?from more-?posts more-?articles more-?on hot-?news hot-?list
        hot-?article hot-?rank hot-?topic hot-?word hot-?tag =hot= hot-?network hot-?question hot-?post
        hot-?thread hot-?search hot-?video ^rank$ ^ranks$ ^ranklist$ ^ranking-?list$ ^rank-
        paihang popular trending most-?read most-?view outbrain taboola next-?article next-?story next-?post next-?up
        you-?may latest-?news latest-?posts latest-?stories guess cainixihuan other-?news other-?posts other-?in-?th
        xgnews relate$ mgbox zergnet revcontent similar structitem upsell cross-?sell featured-?products also-?bought
        ^suggest$ ^suggested ^suggestions$""",
    "teaser": "teaser carousel",
    "comments": """comment disqus pinglun gentie ^reply$ replies liuyan guestbook livefyre talkback feedback
        koment komment comentari yorum ^reviews$ review-?list""",
    "footer": """role-contentinfo footer ^foot$ foot- copyright =copy= dibu banquan colophon site-info beian
        friend-?link youlian ^flink legal$ disclaim""",
    "sidebar": """role-complementary sidebar side-bar ^aside$ side-?col right-?col right-?side right-?rail right-?bar
        left-?col left-?side left-?bar left-?rail ^rail$ ^side$ =widget= =widgets= widget-area textwidget ^sider$""",
    "author": """author-?bio author-?box author-?card author-?desc author-?profile author-?pane author-?section
        author-?info author-?tagline author-?block about-?author about-the-author bio-?box ^bio$ user-?info
        user-?details user-?panel user-?profile message-user$ user-?extras post-?profile poster-?info poster-?details
        signature ^sig$ avatar""",
    "share": """share sharing social fenxiang bdshare jiathis ^sns$ qr-?code erweima ewm addthis follow-?us
        ^like-?btn$ ^like-?button$ ^like-?box$ ^actions$ action-?bar dianzan shoucang weixin- wechat- app-?download
        download-?app toolbox ^vote""",
    "advert": """^ads$ ^ad$ ^ad- ^adv$ advert sponsor promo guanggao ^gg$ adsense banner google-ads commercial
        affiliate dfp- paywall marketing ^cta$ call-to-action ^in-?read$ reassurance""",
    "form": """role-search newsletter subscri sign-?up login$ log-in$ register search-?box search-?form search-?bar
        search-?input search-?wrap search-?field search-?button search= sousuo ^form$ ^poll ^filter$ ^filters$ ^facet
        ^swatch optin opt-in email-?capture lead-?capture donat mailing respond pickup-?availab""",
    "caption": "caption ^credit$ img-desc photo-credit photo-desc image-meta image-credit image-desc fb-like",
    "tags": """^tags$ ^tag$ tag-?list tag-?cloud tag-?links tag-?box post-?tags keywords biaoqian topics-list
        hashtag""",
    "byline": """byline author post-?meta entry-?meta article-?meta meta-?info meta-?data article-?info info-?bar
        date-?line timestamp source-?info editor-?info zuozhe laiyuan ^meta$ contributors ^date$ ^time$ pub-?date
        pub-?time post-?date art-?info post-?info entry-?info page-?info news-?info date-?time""",
    "hidden": "=hide= =d-none= =is-hidden= =display-none= =invisible=",
    "text": """articlebody rich-media-content zhengwen neirong wenzhang text-?content body-?text body-?content
        body-?copy markdown-body artibody art-content =widget=blog=""",
    "body": "=article= =content= =story= =entry= =prose= =main= ^hentry$ role-main",
}
"""Words of each family: `^` begins a word, `$` ends one, `=` parts a class name from the next, `-?` may be a hyphen."""

_WHOLE = (
    (("article", "post", "entry", "story", "news", "main", "page"), ("body", "content", "text", "detail")),
    (("content",), ("body", "text", "article", "detail")),
    (("detail",), ("content", "text", "body")),
)
"""Pairs that name an article's text: the whole and its part."""

_TERMS = re.compile(r"(?:^|\s)(?:tag|category|cat|topic|format|status|type|author)-\S+")
"""What WordPress writes on a post's element: the post's own terms, which say nothing of its place."""

_LAYOUT = re.compile(
    r"(?:has|no|any|with|without)-*sidebar[\w-]*|content-sidebar-wrap|sidebar-+(?:enabled|disabled|none|false|true)[\w-]*"
)
"""Words that tell whether a page has a sidebar, not that this is one."""

_BUILT = re.compile(
    r"\s(?:elementor-(?:widget-)?(?:cta|call-to-action)|wp-block-\w*-?call-to-action|et-pb-(?:promo|cta)|fl-(?:cta|callout))\S*"
)
"""What page builders call a box with a text and a button, of which whole pages are made."""

_CODE = re.compile(r"\ssig(?:-\S+)?(?=\s)|\s(?:type|member|method|function)-signature(?=\s)")
"""What the tools that write a library's pages call the line that says how a function is called."""

_KEPT_FOR = re.compile(r"\ssubscribers?-+(?:only|preview|premium|content|text)\S*|\steaser-+text(?=\s)")
"""What a part of an article is called that subscribers alone read, and the standfirst of TYPO3's news."""

_QUOTED = frozenset(("byline", "author"))
"""Families that are a part of what a customer is quoted for."""

_SHOWN = re.compile(r"\sd-(?:sm|md|lg|xl|xxl)-(?!none)|\s(?:sm|md|lg|xl):")
"""What shows again, on a wider screen, an element that is hidden on a small one."""

_EVENT = re.compile(
    r"[\s-]events?(?:item)?-+(?:[a-z]+-+)*?(?:dates?|time|meta|venue|location|address|schedule)(?=\s|-)[\w-]*"
)
"""What calendars call the lines that say when and where an event takes place: no byline's."""

_TAB = re.compile(r"\btabs?(?:\b|-?\d|-?(?:pane|panel|content|body))")
"""What a part of a page is called that shows when its tab is chosen: until then it is hidden."""

_OF_PARTS = frozenset(("navigation", "sidebar", "share", "advert", "form", "tags", "byline", "author"))
"""Families whose words also stand, for other reasons, on an element that is named as an article's text."""


@cache
def _automaton() -> tuple[Any, list[tuple[str, bool, bool]]]:
    """Return one automaton for all words (Aho-Corasick), and of each: its family, whether it begins and ends a word."""
    from ahocorasick_rs import AhoCorasick

    words: list[str] = []
    kinds: list[tuple[str, bool, bool]] = []
    for name, listed in _WORDS.items():
        for word in listed.split():
            plain = word.strip("^$").replace("=", " ")
            for one in {plain.replace("-?", ""), plain.replace("-?", "-")}:
                words.append(one)
                kinds.append((name, word.startswith("^"), word.endswith("$")))
    for wholes, parts in _WHOLE:
        for whole, dash, part in product(wholes, ("", "-", "--"), parts):
            words.append(whole + dash + part)
            kinds.append(("text", False, False))
    return AhoCorasick(words), kinds


def is_events(hint: str) -> bool:
    """Whether class and id words name a line that says when or where an event takes place."""
    return "event" in hint and _EVENT.search(f" {hint} ".replace("_", "-")) is not None


def _own_words(hint: str) -> str:
    """Return class and id words without those that tell of the whole page, or of what it was built with."""
    words = f" {hint} ".replace("_", "-").replace(f" {ID}", " ")
    if "hentry" in words or "type-post" in words:
        words = _TERMS.sub(" ", words)
    if "sidebar" in words:
        words = _LAYOUT.sub(" ", words)
    if "-cta" in words or "-promo" in words or "-call-to" in words:
        words = _BUILT.sub("", words)
    if "subscriber" in words or "teaser-" in words:
        words = _KEPT_FOR.sub(" ", words)
    if " event" in words or "-event" in words:
        words = _EVENT.sub(" ", words)
    if "sig-object" in words or "-signature " in words:
        words = _CODE.sub(" ", words)
    return words


@lru_cache(1 << 15)
def read_hint(hint: str) -> tuple[str, bool]:
    """Return the family of what an element holds by its class and id words, and whether they name an article's text.

    The family is empty where they name nothing that is outside an article; of several the first in the words is taken.
    """
    words = _own_words(hint)
    automaton, kinds = _automaton()
    name, at = "", len(words)
    text = body = False
    for index, start, end in automaton.find_matches_as_indexes(words, overlapping=True):
        kind, begins, ends = kinds[index]
        if (begins and words[start - 1].isalnum()) or (ends and words[end].isalnum()):
            continue
        if kind == "text":
            text = True
        elif kind == "body":
            body = True
        elif start <= at and not (kind == "form" and words.startswith(("-result", "result"), end)):
            name, at = kind, start
    if (name != "caption" and ("embed" in words or "twitter-tweet" in words)) or (text and name in _OF_PARTS):
        name = ""
    if "admonition" in words or (name in _QUOTED and "testimonial" in words):
        name = ""
    if name == "hidden" and (_SHOWN.search(words) or _TAB.search(words)):
        name = ""
    return name, text or body
