"""Which blocks of a page are its content: one removal for each run of blocks that is not, with its reason."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cleaner.document import Document, Edit
from cleaner.settings import Settings

if TYPE_CHECKING:
    from cleaner.evidence import Evidence

__all__ = ["heading_of", "judge", "sketch"]


LEAST_SHARE = 0.3
"""Share of a title that a heading fills that begins it; a shorter one may be the site's name."""


def heading_of(document: Document, title: str) -> int:
    """Return the index of the block that is the page's heading, as `title` or its markup tell; -1 for none.

    A heading that begins the title comes before one that ends it: that may be the site's name.
    """
    from cleaner.content.heading import find_heading, letters

    stated = letters(title)
    begins = [
        (len(said), -index)
        for index, block in enumerate(document.blocks)
        if block.tag in {"h1", "h2", "h3"}
        and len(said := letters(document.slice(block))) >= max(4, LEAST_SHARE * len(stated))
        and stated.startswith(said)
    ]
    if begins:
        return -max(begins)[1]
    texts = [document.slice(block) for block in document.blocks]
    density = [block.link_chars / (block.end - block.start) for block in document.blocks]
    return find_heading(document.blocks, texts, density, title)


def sketch(document: Document) -> list[tuple[int, int]]:
    """Return what a site's profile is learned from: each block's key and the weight of the running text in it."""
    from cleaner.content.recurring import sketch

    return sketch(document)


def judge(document: Document, parsed: Any, evidence: "Evidence", settings: Settings, host: str = "") -> Iterator[Edit]:
    """Propose the removal of every block outside the article, and a mark where what is left is thin.

    `host` names the page's site among the evidence's.
    """
    from cleaner.content.judgement import outside, see

    view = see(document, parsed)
    reasons = outside(view, parsed, settings)
    if view.thread and settings.allows("content.thread"):
        from cleaner.content.posts import last_post

        last = last_post(view, reasons)  # the later stages read from the mark's place how far the posts go
        end = document.blocks[last].end if last >= 0 else 0
        yield document.edit(end, end, "", "content.thread", (("kind", "thread"),))
    known = evidence.blocks(host)
    if known and settings.allows("site"):
        from cleaner.content.recurring import recurring

        found = recurring(document, [at for at in range(len(document.blocks)) if at not in reasons], known)
        reasons |= {at: rule for at, rule in found.items() if settings.allows(rule.removeprefix("content."))}
    if settings.disable:
        reasons = {at: rule for at, rule in reasons.items() if settings.allows(rule)}
    yield from _removals(document, reasons)
    if settings.allows("content.thin") and _is_thin(document, reasons):
        yield document.edit(0, 0, "", "content.thin", (("flags", "thin"),))


THIN = 200
"""Weight of a page's content (a CJK character counts two) below which it is a stub: flagged, never filled up."""


def _is_thin(document: Document, reasons: dict[int, str]) -> bool:
    """Whether hardly anything is left of a page from which much went."""
    from cleaner.content.view import weigh

    left = 0
    for index, block in enumerate(document.blocks):
        if index not in reasons:
            left += weigh(document.slice(block))
            if left >= THIN:
                return False
    return bool(reasons) and left > 0


def _removals(document: Document, reasons: dict[int, str]) -> Iterator[Edit]:
    """Yield one removal for each run of neighbouring blocks with the same reason."""
    blocks = document.blocks
    first = last = -1
    rule = ""
    for index, reason in sorted(reasons.items()):
        if reason == rule and index == last + 1:
            last = index
            continue
        if rule:
            yield document.edit(blocks[first].start, blocks[last].end, "", rule)
        first, last, rule = index, index, reason
    if rule:
        yield document.edit(blocks[first].start, blocks[last].end, "", rule)
