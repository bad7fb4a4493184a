"""Which blocks of a page are its content: one removal for each that is not, with its reason."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cleaner.document import Document, Edit
from cleaner.settings import Settings

if TYPE_CHECKING:
    from cleaner.evidence import Evidence

__all__ = ["judge"]


def judge(document: Document, parsed: Any, evidence: "Evidence", settings: Settings) -> Iterable[Edit]:
    """Propose the removal of every block outside the article."""
    del evidence
    from cleaner.content.mapping import kept_blocks
    from cleaner.content.second import extracted_text

    text = extracted_text(parsed.markup, comments=settings.comments)
    if not text:
        return
    kept = kept_blocks(document, text)
    for index in range(len(document.blocks)):
        if index not in kept:
            yield document.removal(index, "content.outside")
