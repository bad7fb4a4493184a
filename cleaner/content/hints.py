"""What an element's class and id words say of its text, in the English and the pinyin that sites write them in."""

import re
from functools import lru_cache

_OUTSIDE = {
    "notice": (
        r"role-(?:dialog|alert)|cookie|consent|gdpr|onetrust|\bot-|pop-?up|\bmodal|lightbox|captcha|toast|alert-|notice-bar|"
        r"layer-(?:body|pop)|view-layer|noscript|browser-?(?:update|upgrade)|upgrade-?browser|ie-?warning|privacy"
    ),
    "navigation": (
        r"role-(?:navigation|banner|menu|toolbar)|breadcrumb|crumbs|navig|navbar|nav-|-nav\b|\bnav|menu|daohang|toolbar|topbar|top-bar|"
        r"pagination|pager\b|pagenav|fenye|mianbao|skip-link|\btoc\b|table-of-contents|tabbar|channel-list|site-header|masthead|"
        r"prev-?next|\bprev\b|post-links|sitemap|dropdown|drawer|hamburger|jump-to"
    ),
    "related": (
        r"related|\balso\b|recommend|tuijian|xiangguan|relevant|read-?more-|readmore|also-?(?:like|read)|see-?also|up-?next|"
        r"more-?(?:news|stories|from|posts|articles|on)|hot-?(?:news|list|article|rank|topic|word|tag)|\bhot\b|\brank(?:s|list|ing-?list|-)?\b|paihang|popular|"
        r"trending|most-?(?:read|view|popular)|outbrain|taboola|next-?(?:article|story|post|up)|you-?may|latest-?(?:news|posts|stories)|"
        r"guess|cainixihuan|other-?(?:news|posts|in)|teaser|xgnews|relate\b|mgbox|zergnet|revcontent|similar|upsell|carousel"
    ),
    "comments": (
        r"comment|disqus|pinglun|gentie|\breply\b|replies|respond|liuyan|guestbook|livefyre|talkback|feedback|koment|komment|"
        r"comentari|yorum|\bkommentar"
    ),
    "footer": (
        r"role-contentinfo|footer|\bfoot\b|foot-|copyright|\bcopy\b|dibu|banquan|colophon|site-info|beian|friend-?link|youlian|"
        r"\bflink|legal\b|disclaim"
    ),
    "sidebar": (
        r"role-complementary|sidebar|side-?bar|\baside\b|side-?col|right-?(?:col|side|rail|bar)|left-?(?:col|side|bar|rail)|\brail\b|"
        r"\bside\b|(?:^|\s)widgets?(?:\s|$|-area)|widget-area|textwidget|\bsider\b"
    ),
    "author": (
        r"author-?(?:bio|box|card|desc|profile|pane)|about-?(?:the-?)?author|bio-?box|\bbio\b|user-?(?:info|details|panel|profile)|"
        r"post-?profile|poster-?(?:info|details)|signature|\bsig\b|avatar"
    ),
    "share": (
        r"share|sharing|social|fenxiang|bdshare|jiathis|\bsns\b|qr-?code|erweima|ewm|addthis|follow-?us|\blike-?(?:btn|button|box)|"
        r"dianzan|shoucang|weixin-|wechat-|app-?download|download-?app|toolbox|\bvote"
    ),
    "advert": (
        r"\bads?\b|\bad[-_]|[-_]ads?\b|advert|sponsor|promo|guanggao|\bgg\b|adsense|banner|google_ads|commercial|affiliate|dfp-|paywall|"
        r"marketing|\bcta\b"
    ),
    "form": (
        r"role-search|newsletter|subscri|sign-?up|log-?in\b|register|search(?!-?result)|sousuo|\bform\b|optin|opt-in|donat|mailing"
    ),
    "caption": r"caption|img-desc|photo-(?:credit|desc)|image-(?:meta|credit|desc)|wp-caption|fb-like",
    "tags": r"\btags?\b|tag-?(?:list|cloud|links|box|s\b)|post-?tags|keywords|biaoqian|topics-list|hashtag",
    "byline": (
        r"byline|author|post-?meta|entry-?meta|article-?meta|meta-?(?:info|data)|article-?info|info-?bar|date-?line|timestamp|"
        r"source-?info|editor-?info|zuozhe|laiyuan|\bmeta\b|contributors"
    ),
}  # fmt: skip
"""Families of words that stand for what is not the article; each names the rule that its blocks are removed by."""

_FAMILY = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _OUTSIDE.items()))
_WHOLE = (
    r"(?:article|post|entry|story|news|main|page)-{0,2}(?:body|content|text|detail)|articlebody|content-{0,2}(?:body|text|article|detail)|"
    r"rich-media-content|zhengwen|neirong|wenzhang|text-?content|body-?(?:text|content|copy)|markdown-body|artibody|art-content|"
    r"detail-{0,2}(?:content|text|body)"
)
_TEXT = re.compile(_WHOLE)
_BODY = re.compile(_WHOLE + r"|\barticle\b|\bcontent\b|\bstory\b|\bentry\b|\bprose\b|\bmain\b|\bhentry\b|role-main")
_TERMS = re.compile(r"(?:^|\s)(?:tag|category|cat|topic|format|status|type|author)-\S+")
"""What WordPress writes on a post's element: the post's own terms, which say nothing of its place."""

_OF_PARTS = frozenset(("navigation", "sidebar", "share", "advert", "form", "tags", "byline", "author"))
"""Families whose words also stand, for other reasons, on an element that is named as an article's text."""


@lru_cache(1 << 15)
def family(hint: str) -> str:
    """Return the family of what an element holds by its class and id words; empty where they name nothing outside an article."""
    words = hint.replace("_", "-") if "_" in hint else hint
    if "hentry" in words or "type-post" in words:
        words = _TERMS.sub(" ", words)
    if "embed" in words or "twitter-tweet" in words:
        return ""
    found = _FAMILY.search(words)
    name = found.lastgroup or "" if found else ""
    return "" if name in _OF_PARTS and _TEXT.search(words) else name


@lru_cache(1 << 15)
def is_body(hint: str) -> bool:
    """Whether class and id words name the text of an article."""
    return _BODY.search(hint.replace("_", "-")) is not None
