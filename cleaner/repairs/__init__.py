"""Text that lost its spaces, encoding, punctuation or paragraphs, mended so that clean text is never harmed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cleaner.document import Document, Edit
from cleaner.evidence import NO_EVIDENCE, Evidence, Vocabulary
from cleaner.repairs import edges, encoding, headings, hyphens, joins, lines, residue, structure, taste, width
from cleaner.repairs.lexicon import tell_language
from cleaner.settings import Settings

__all__ = ["Repaired", "judge", "repair"]

_ROUNDS = 8
_CJK = "\u2e80"
_AROUND = ".,;:!?()[]\"'“”‘’*_-—–"


@dataclass(frozen=True, slots=True)
class Repaired:
    """A mended text, and every edit that was made to it, in order."""

    text: str
    edits: tuple[Edit, ...]


def judge(document: Document, *, evidence: Evidence, settings: Settings) -> Iterator[Edit]:
    """Propose every repair of a document's text."""
    yield from encoding.judge(document)
    if not document.text.isascii() and width.HAN_SIGN.search(document.text):
        yield from width.judge(document)
        yield from structure.judge(document)
        yield from taste.judge(document, settings)
    odd = odd_runs(document.text)
    yield from headings.judge(document, odd)
    counts = Counter(joins.LATIN_WORD.findall(document.text))
    language = tell_language(counts)
    yield from residue.judge(document, language)
    if not language:
        return
    local = (
        joins.survey(document, counts, language, evidence.vocabulary) if joins.may_be_torn(counts, language) else None
    )
    found = list(joins.judge(document, local, settings.join_odds)) if local else []
    found += edges.judge(document, language, odd, is_torn=bool(found))
    yield from found
    sure = sorted({edit.start for edit in found})
    if len(sure) >= lines.FEWEST:
        local = local or joins.survey(document, counts, language, evidence.vocabulary)
        yield from lines.judge(document, sure, local)
    if local and language == "en":
        yield from hyphens.judge(document, local.odd)


def odd_runs(text: str) -> list[str]:
    """Return the distinct runs without spaces that are more than one plain word of letters and the marks around it."""
    runs = [
        run for run in set(text.split()) if not (run.isalpha() and (run.islower() or run.istitle()) and run[-1] < _CJK)
    ]
    return [run for run in runs if not _is_plain(run.strip(_AROUND))]


def _is_plain(word: str) -> bool:
    return word.isalpha() and (word.islower() or word.istitle()) and word[-1] < _CJK


def repair(text: str, vocabulary: Vocabulary | None = None, settings: Settings | None = None) -> Repaired:
    """Mend a text alone, as one would call ftfy: runs the stage until it changes nothing."""
    evidence = Evidence(vocabulary) if vocabulary else NO_EVIDENCE
    settings = settings or _default_settings()
    document = Document(text)
    for _ in range(_ROUNDS):
        mended = document.apply(judge(document, evidence=evidence, settings=settings))
        is_settled = mended.text == document.text
        document = mended
        if is_settled:
            break
    return Repaired(document.text, document.journal)


@cache
def _default_settings() -> Settings:
    return Settings()
