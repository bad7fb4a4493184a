"""Text that lost its spaces, encoding, punctuation or paragraphs, mended so that clean text is never harmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cleaner.document import Document, Edit
from cleaner.errors import UsageError
from cleaner.evidence import NO_EVIDENCE, Evidence, Vocabulary
from cleaner.repairs import dashes, edges, encoding, headings, hyphens, joins, lines, residue
from cleaner.repairs.han import HAN_SIGN
from cleaner.repairs.local import survey
from cleaner.repairs.runs import CJK
from cleaner.repairs.stock import Stock, take_stock
from cleaner.settings import Settings

__all__ = ["Repaired", "judge", "repair"]

_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Repaired:
    """A mended text, and every edit that was made to it, in order."""

    text: str
    edits: tuple[Edit, ...]


def judge(document: Document, *, evidence: Evidence, settings: Settings) -> Iterator[Edit]:
    """Propose every repair of a document's text."""
    yield from _judge(document, take_stock(document.text), evidence, settings)


def _judge(document: Document, stock: Stock, evidence: Evidence, settings: Settings) -> Iterator[Edit]:
    found = _found(document, stock, evidence, settings)
    return (edit for edit in found if settings.allows(edit.rule)) if settings.disable else found


def _found(document: Document, stock: Stock, evidence: Evidence, settings: Settings) -> Iterator[Edit]:
    yield from encoding.judge(document, stock)
    if max(stock.chars, default="") >= CJK and HAN_SIGN.search(document.text):
        from cleaner.repairs import structure, taste, width  # their patterns take 0.1 s to compile

        yield from width.judge(document)
        yield from structure.judge(document)
        yield from taste.judge(document, settings)
    yield from headings.judge(document, stock.seams, stock.odd)
    yield from residue.judge(document, stock)
    if not stock.language:
        return
    local = survey(document, stock, evidence.vocabulary)
    found = list(joins.judge(document, local, settings.join_odds))
    is_torn = bool(found) or local.is_torn
    found += edges.judge(document, stock, is_torn=is_torn)
    found += dashes.judge(document, stock.language) if is_torn else ()
    yield from found
    sure = sorted({edit.start for edit in found})
    if len(sure) >= lines.FEWEST:
        yield from lines.judge(document, sure, local)
    if stock.language == "en":
        yield from hyphens.judge(document, stock.odd, local.odd)


def repair(text: str, vocabulary: Vocabulary | None = None, settings: Settings | None = None) -> Repaired:
    """Mend a text alone, as one would call ftfy: runs the stage until it changes nothing.

    Raises UsageError for what is no text.
    """
    if not isinstance(text, str):
        raise UsageError(f"a text is a str, not {type(text).__name__}")
    evidence = Evidence(vocabulary) if vocabulary else NO_EVIDENCE
    settings = settings or _default_settings()
    document = Document(text)
    stock = take_stock(text)
    for _ in range(_ROUNDS):
        mended = document.apply(_judge(document, stock, evidence, settings))
        is_settled = mended.text == document.text
        made = mended.journal[len(document.journal) :]
        document, text = mended, document.text
        if is_settled:
            break
        stock = stock.after(text, made)
    return Repaired(document.text, document.journal)


@cache
def _default_settings() -> Settings:
    return Settings()
