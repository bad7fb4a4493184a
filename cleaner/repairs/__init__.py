"""Text that lost its spaces, encoding, punctuation or paragraphs, mended so that clean text is never harmed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

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
    stock = take_stock(document.text)
    yield from headings.judge(document, stock.odd)
    language = tell_language(stock.counts)
    yield from residue.judge(document, language)
    if not language:
        return
    may_be_torn = joins.may_be_torn(stock.counts, language)
    local = joins.survey(document, stock, language, evidence.vocabulary) if may_be_torn else None
    found = list(joins.judge(document, local, settings.join_odds)) if local else []
    found += edges.judge(document, language, stock, is_torn=bool(found))
    yield from found
    sure = sorted({edit.start for edit in found})
    if len(sure) >= lines.FEWEST:
        local = local or joins.survey(document, stock, language, evidence.vocabulary)
        yield from lines.judge(document, sure, local)
    if local and language == "en":
        yield from hyphens.judge(document, local.odd)


def take_stock(text: str) -> joins.Stock:
    """Tell a text's runs apart: what stands between white space is odd if it is more than a word and its marks."""
    runs = Counter(text.split())
    plain = {
        run: count
        for run, count in runs.items()
        if run.isalpha() and run.isascii() and (run.islower() or run.istitle())
    }
    odd: list[str] = []
    names = 0
    for run in [run for run in runs if run not in plain]:
        words, is_odd, is_name = _anatomy(run)
        count = runs[run]
        if is_odd:
            odd.append(run)
            names += count * is_name
        for word in words:
            plain[word] = plain.get(word, 0) + count
    return joins.Stock(odd, Counter(plain), names)


@lru_cache(maxsize=1 << 17)
def _anatomy(run: str) -> tuple[tuple[str, ...], bool, bool]:
    """Return the words of a run, whether it is odd, and whether it is a name that only code has."""
    core = run.strip(_AROUND)
    is_plain = core.isalpha() and (core.islower() or core.istitle()) and core[-1] < _CJK
    is_name = not is_plain and "://" not in run and bool(joins.CODE_NAME.search(run))
    return tuple(joins.LATIN_WORD.findall(run)), not is_plain, is_name


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
