"""What an element's class and id words say of its text, in the English and the pinyin that sites write them in."""

import re
from functools import lru_cache

NONE, BODY, POST, WEAK = "", "body", "post", "weak"

_OUTSIDE = {
    "navigation": (
        r"breadcrumb|crumbs|navig|navbar|nav-|-nav\b|\bnav|_nav\b|menu|daohang|toolbar|topbar|top-bar|pagination|pager\b|pagenav|"
        r"fenye|mianbao|skip-link|\btoc\b|table-of-contents|tabbar|channel-list|site-header|masthead|prev-?next|\bprev\b|"
        r"post-links|sitemap|dropdown|drawer|hamburger|mega|jump-to"
    ),
    "related": (
        r"related|recommend|tuijian|xiangguan|relevant|read-?more-|readmore|also-?(?:like|read)|more-?(?:news|stories|from|posts|articles|on)|"
        r"hot-?(?:news|list|article|rank|topic|word|tag)|\bhot\b|rank|paihang|popular|trending|most-?(?:read|view|popular)|outbrain|taboola|"
        r"next-?(?:article|story|post|up)|you-?may|latest-?(?:news|posts|stories)|guess|cainixihuan|other-?(?:news|posts)|see-?also|"
        r"up-?next|teaser|related-?news|xgnews|relate|\brec-|mgbox|zergnet|revcontent|similar|upsell|carousel"
    ),
    "comments": r"comment|disqus|pinglun|gentie|\breply\b|replies|respond|liuyan|guestbook|fb-comments|livefyre|talkback|feedback",
    "footer": r"footer|\bfoot\b|foot-|copyright|\bcopy\b|dibu|banquan|colophon|site-info|beian|friend-?link|youlian|\bflink|legal|disclaim",
    "sidebar": r"sidebar|side-?bar|\baside\b|side-?col|right-?(?:col|side|rail|bar)|left-?(?:col|side|bar|rail)|\brail\b|\bside\b|widget|complementary|\bsider\b",
    "share": (
        r"share|sharing|social|fenxiang|bdshare|jiathis|\bsns\b|qr-?code|erweima|ewm|addthis|follow-?us|\blike-?(?:btn|button|box)|"
        r"dianzan|shoucang|weixin-|wechat-|app-?download|download-?app|toolbox|\bvote\b"
    ),
    "advert": r"\bads?\b|\bad[-_]|[-_]ads?\b|advert|sponsor|promo|guanggao|\bgg\b|adsense|banner|google_ads|commercial|affiliate|dfp-|marketing|\bcta\b",
    "form": (
        r"newsletter|subscri|sign-?up|signup|log-?in\b|login|register|cookie|consent|gdpr|pop-?up|modal|overlay|lightbox|paywall|dialog|"
        r"search|sousuo|\bform\b|captcha|toast|alert-|notice-bar|onetrust|optin|opt-in|donat|mailing"
    ),
    "tags": r"\btags?\b|tag-?(?:list|cloud|links|box|s\b)|post-?tags|keywords|biaoqian|topics-list|article-?tags|hashtag",
    "byline": (
        r"byline|author-?(?:bio|box|info|card|desc)|about-?author|bio-?box|\bbio\b|post-?meta|entry-?meta|article-?meta|meta-?(?:info|data)|"
        r"article-?info|info-?bar|date-?line|timestamp|source-?info|editor-?info|zuozhe|laiyuan|\bmeta\b|contributors"
    ),
}
"""Families of words that stand for what is not the article; each names the rule that its blocks are removed by."""

_FAMILY = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _OUTSIDE.items()))
_BODY = re.compile(
    r"article-?_?(?:body|content|text|detail|main)|articlebody|post-?_?(?:body|content|text)|entry-?_?(?:content|text|body)|story-?(?:body|text|content)|"
    r"news-?_?(?:content|text|body|con)|main-?_?(?:content|text)|content-?_?(?:body|text|article|main|detail)|rich_media_content|zhengwen|neirong|"
    r"wenzhang|text-?content|body-?(?:text|content|copy)|markdown-body|artibody|art_content|detail-?(?:content|text|body)|"
    r"\barticle\b|\bcontent\b|\bstory\b|\bentry\b|\bprose\b|\bmain\b|\bhentry\b"
)
_POST = re.compile(
    r"\bposts?\b|post-?(?:body|text|message|content|\d)|message|postbody|\breply|comment-?(?:body|text|content)|answer|question|"
    r"\bcooked\b|t_f\b|pcb\b|topic|bbs|thread|louceng|d_post_content|\bl_post\b"
)


@lru_cache(1 << 15)
def family(hint: str) -> str:
    """Return the family of what an element holds by its class and id words; empty where they name nothing outside an article."""
    words = hint.replace("_", "-") if "_" in hint else hint
    found = _FAMILY.search(words)
    return found.lastgroup or "" if found else ""


@lru_cache(1 << 15)
def is_body(hint: str) -> bool:
    """Whether class and id words name the text of an article."""
    return _BODY.search(hint) is not None


@lru_cache(1 << 15)
def is_post(hint: str) -> bool:
    """Whether class and id words name one post of a thread."""
    return _POST.search(hint) is not None
