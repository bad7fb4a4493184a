"""The judges brought together: what is outside the article, and why."""

from typing import Any

from cleaner.content.kinds import is_hub, is_thread
from cleaner.content.prune import prune, prune_hub
from cleaner.content.structure import best_container, post_values, values
from cleaner.content.view import look
from cleaner.document import Document
from cleaner.settings import Settings


def outside(document: Document, parsed: Any, settings: Settings) -> dict[int, str]:
    """Return the blocks that are not content, each with the rule that takes it away."""
    title = parsed.metadata.get("title", "")
    view = look(document, title)
    if is_thread(view, parsed.signs):
        view = look(document, title, thread=True)
    worth = post_values(view) if view.thread else values(view)
    best = best_container(view, worth)
    reasons = prune(view, best)
    if not view.thread and is_hub(view, parsed.signs, reasons):
        return prune_hub(view)
    return reasons
