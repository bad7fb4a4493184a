"""The judges brought together: what is outside the article, and why."""

from itertools import compress
from typing import Any

from cleaner.content.beside import beside, sections_before
from cleaner.content.flow import agreement
from cleaner.content.gutter import gutters
from cleaner.content.kinds import (
    cards_of,
    is_article,
    is_board,
    is_dated,
    is_hub,
    is_manual,
    is_recipe,
    is_reviewed,
    is_shop,
    is_thread,
    own_families,
)
from cleaner.content.plain import plain
from cleaner.content.prune import CARDS, prune, prune_hub
from cleaner.content.repeats import repeated
from cleaner.content.structure import best_container, post_values, sections, values
from cleaner.content.view import View, look, name_families
from cleaner.document import Document
from cleaner.settings import Settings

DOUBT = 0.6
"""Agreement of the two judges below which a third is asked; they agree by more on 95 pages of 100."""


LARGEST = 2_000_000
"""Bytes of markup of the largest page that a third judge is asked about: it takes seconds for more."""


def see(document: Document, parsed: Any) -> View:
    """Return a page as the judges see it: an article's, a thread's, or a thing's with what is said of it."""
    title, site = parsed.metadata.get("title", ""), parsed.metadata.get("site", "")
    view = look(document, "" if title == site else title, own_families(parsed.metadata, parsed.signs))
    if is_thread(view, parsed.signs):
        name_families(view, thread=True)
    elif is_reviewed(view, parsed.signs):
        view.own |= {"comments"}
        name_families(view, thread=False)
    return view


def outside(view: View, parsed: Any, settings: Settings) -> dict[int, str]:
    """Return the blocks that are not content, each with the rule that takes it away."""
    reasons = _judged(view, parsed, settings)
    reasons |= dict.fromkeys((at for at in gutters(view) if at not in reasons), "content.gutter")
    again = repeated(view, [index for index in range(len(view.texts)) if index not in reasons])
    return reasons | dict.fromkeys(again, "content.repeated") if again else reasons


def _judged(view: View, parsed: Any, settings: Settings) -> dict[int, str]:
    """Return what is outside the article or the thread, or what no card is on a page of cards."""
    article = is_article(parsed.signs)
    worth = post_values(view) if view.thread else values(view)
    best = best_container(view, worth)
    reasons = prune(view, sections(view, best), article=article)
    if settings.comments:
        reasons = {index: rule for index, rule in reasons.items() if rule != "content.comments"}
    if view.thread and is_board(view, reasons):
        view.thread = False
        return prune_hub(view, cards_of(parsed.signs))
    if not view.thread and is_shop(view, parsed.metadata, parsed.signs, reasons):
        return prune_hub(view, CARDS)
    if not view.thread and is_hub(view, parsed.metadata, parsed.signs, reasons):
        return prune_hub(view, cards_of(parsed.signs))
    if settings.second_opinion and len(parsed.markup) <= LARGEST and _is_doubtful(view, reasons):
        return _second_opinion(view, reasons, parsed.markup, article=article)
    if view.thread:
        return reasons
    dated = bool(parsed.metadata.get("date")) and not is_manual(parsed.signs)
    reasons = _widened(view, best, reasons, article=article or dated)
    back = sections_before(view, best, reasons) if is_recipe(parsed.signs) else ()
    return {index: rule for index, rule in reasons.items() if index not in back} if back else reasons


def _widened(view: View, best: int, reasons: dict[int, str], *, article: bool) -> dict[int, str]:
    """Take back what the container left out; a date beside the heading is asked for last, since it takes long."""
    back = beside(view, best, reasons, article=article)
    if back and not article and is_dated(view):
        back = beside(view, best, reasons, article=True)
    for index in back:
        reasons.pop(index, None)
    for index in plain(view, reasons):
        reasons.pop(index, None)
    return reasons


def _is_doubtful(view: View, reasons: dict[int, str]) -> bool:
    """Whether the judges disagree and the chosen text is the lesser part of the page's sentences."""
    kept = total = 0
    for index in compress(range(len(view.prose)), view.prose):
        if not view.family[view.node[index]]:
            total += view.weight[index]
            kept += view.weight[index] if index not in reasons else 0
    return total > 0 and 4 * kept <= total and agreement(view, reasons) < DOUBT


def _second_opinion(view: View, reasons: dict[int, str], markup: bytes, *, article: bool) -> dict[int, str]:
    """Ask trafilatura; where it found nothing of what was chosen, the article is where it says, and judged there.

    Where our words for that place disown most of what it found, its choice stands as it is.
    """
    from cleaner.content.mapping import kept_blocks
    from cleaner.content.second import extracted_text

    ours = set(range(len(view.weight))) - reasons.keys()
    theirs = kept_blocks(view.document, extracted_text(markup))
    if not theirs or _weight(view, ours & theirs) * 10 > _weight(view, ours | theirs):
        return reasons
    place = best_container(view, [weight if at in theirs else 0 for at, weight in enumerate(view.weight)])
    judged = prune(view, sections(view, place), article=article)
    if 2 * _weight(view, theirs - judged.keys()) >= _weight(view, theirs):
        return judged
    return {
        index: reasons.get(index, "content.outside")
        for index in range(len(view.weight))
        if index not in theirs and index != view.title
    }


def _weight(view: View, indexes: set[int]) -> int:
    return sum(view.weight[index] for index in indexes)
