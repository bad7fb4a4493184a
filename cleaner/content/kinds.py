"""What kind of page it is: a thread keeps its posts, an article loses its comments."""

import re

from cleaner.content.view import View

_ADDRESS = re.compile(
    r"https?://(?:[^/\s]*\.)?(?:forums?|bbs|boards?|community|communities|discuss(?:ions?)?|answers|ask|support|club)\d?\.|"
    r"/(?:forums?|bbs|boards?|threads?|topics?|viewtopic|showthread|showtopic|viewthread|discussions?|questions?|answers|qa|t|tie|comments)(?:[/.?-]|$)"
)
_SIGNS = re.compile(
    r"discourse|phpbb|vbulletin|xenforo|discuz|flarum|mybb|\bsmf\b|invision|vanilla|nodebb|discussionforumposting|qapage|"
    r"\bforums?\b|viewtopic|\bthread\b|\btopic\b|bbpress"
)


_WEAK = ("/topics", "/t/", "/support", "/comments")
"""Words of addresses that also stand for a subject: on a page without a comment they tell nothing."""


_LEAST_BODY = 600
"""Weight of sentences from which a page that does not call itself a thread has an article, whatever its comments say."""


def is_thread(view: View, signs: str) -> bool:
    """Whether a page is a thread: much of what it says stands in its comments, and it is addressed or made as one."""
    posts = body = 0
    for index, sentence in enumerate(view.prose):
        if sentence:
            name = view.family[view.node[index]]
            posts += view.weight[index] if name == "comments" else 0
            body += view.weight[index] if not name else 0
    address, _, words = signs.partition(" ")
    addressed = _ADDRESS.search(address)
    weak = addressed is not None and addressed.group().startswith(_WEAK)
    return _SIGNS.search(words) is not None or (addressed is not None and not (weak and not posts)) or posts > 8 * body < 8 * _LEAST_BODY


_ARTICLE = re.compile(r"article|blogposting|newsarticle|discussion|qapage|review|report|recipe|howto")
_HUB = re.compile(r"\bwebsite\b|product|collectionpage|itemlist|service|offer|webpage|\bcourse|store")


def is_hub(view: View, signs: str, reasons: dict[int, str]) -> bool:
    """Whether a page is one of cards, lists or products: it calls itself so, and no container holds half of it."""
    _, _, words = signs.partition(" ")
    if _ARTICLE.search(words) or not _HUB.search(words):
        return False
    kept = total = sentences = 0
    for index, weight in enumerate(view.weight):
        if index <= view.title or view.family[view.node[index]] or view.density[index] > 0.5:
            continue
        total += weight
        if index not in reasons:
            kept += weight
            sentences += view.prose[index]
    return kept < 0.5 * total and sentences <= 3
