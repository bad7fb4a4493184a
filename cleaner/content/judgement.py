"""The judges brought together: what is outside the article, and why."""

from typing import Any

from cleaner.content.kinds import is_thread
from cleaner.content.structure import best_container, post_values, values
from cleaner.content.view import View, look
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
    return prune(view, best)


def prune(view: View, best: int) -> dict[int, str]:
    """Return what goes: all outside the container, and inside it what its words disown."""
    reasons = {}
    inside = [False] * len(view.parent)
    inside[best] = True
    for index in range(best + 1, len(inside)):
        inside[index] = inside[view.parent[index]]
    for index, node in enumerate(view.node):
        if index == view.title and view.document.blocks[index].tag in {"h1", "h2", "h3"}:
            continue
        if node < 0 or not inside[node]:
            reasons[index] = f"content.{(node >= 0 and view.family[node]) or 'outside'}"
        elif view.family[node]:
            reasons[index] = f"content.{view.family[node]}"
    return reasons
