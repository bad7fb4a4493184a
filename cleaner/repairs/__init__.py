"""Text that lost its spaces, encoding, punctuation or paragraphs, or kept markup, mended without harm to clean text."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from cleaner.document import Document, Edit
from cleaner.errors import SettingsError, UsageError
from cleaner.evidence import NO_EVIDENCE, Evidence, Vocabulary
from cleaner.reasons import reasons
from cleaner.repairs import dashes, edges, encoding, escapes, headings, hyphens, joins, lines, markup, residue
from cleaner.repairs.han import HAN_SIGN
from cleaner.repairs.local import survey
from cleaner.repairs.runs import CJK
from cleaner.repairs.stock import Stock, take_stock
from cleaner.settings import Settings

__all__ = ["Repaired", "judge", "repair"]

_ROUNDS = 8
_NEAR = 0.8
"""Likeness (difflib) to one of the stage's judgements from which a name is that one, mistyped: no rule has .75."""


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
    yield from escapes.judge(document)
    yield from markup.judge(document)
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

    Raises UsageError for what is no text, SettingsError where a judgement that is to be off is none of the stage's.
    """
    if not isinstance(text, str):
        raise UsageError(f"a text is a str, not {type(text).__name__}")
    if settings and settings.disable:
        _check_disabled(settings.disable)
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
def _check_disabled(disabled: tuple[str, ...]) -> None:
    """Raise SettingsError for what is called one of the stage's judgements, or nearly so, and is none.

    Rules and judgements of other stages may be off, too: a Cleaner knows them.
    """
    judgements = [name for name in reasons() if name.startswith("repair.")]
    known = {*judgements, *(name.rpartition(".")[0] for name in judgements)}
    for name in disabled:
        near = [] if name in known else get_close_matches(name, sorted(known), 1, _NEAR)
        if near or (name not in known and name.startswith("repair.")):
            hint = f"; did you mean {near[0]}?" if near else "; `cleaner rules list` names them"
            raise SettingsError(f"disable: no judgement of the repairs is named {name!r}{hint}")


@cache
def _default_settings() -> Settings:
    return Settings()
