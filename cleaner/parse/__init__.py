"""Stub: the parse room is being built."""

from dataclasses import dataclass, field
from typing import Any

from cleaner.document import Document
from cleaner.model import Page, Rejected


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page's document and what its markup states."""

    document: Document
    metadata: dict[str, Any] = field(default_factory=dict)
    html: bool = False


def parse(page: Page, settings: Any) -> Parsed | Rejected:
    """Take text as it is."""
    del settings
    text = page.data if isinstance(page.data, str) else page.data.decode("utf-8", "replace")
    return Parsed(Document(text)) if text.strip() else Rejected("empty", "parse", "nothing to read", page.input)
