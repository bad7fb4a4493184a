"""One batch of pages to one shard: records signed, rejects, journal, counts.

A pure function of the pages, the settings and the evidence.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cleaner.document import Edit
from cleaner.job.ledger import Cursor, Shard
from cleaner.model import Page, Record, Rejected
from cleaner.settings import Settings
from cleaner.write import line

Clean = Callable[[Page], Record | Rejected]

SAMPLED_BATCHES = 16
"""One page of each of the first batches, and of every batch whose number is a power of two, is kept for the report."""

SAMPLE_CHARS = 8000
"""Characters of the longest page that is kept for the report."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some pages in a row."""

    seq: int
    cursor: Cursor
    """Where the next batch begins."""
    pages: tuple[Page | Rejected, ...]


def to_shard(batch: Batch, outcomes: Sequence[Record | Rejected], settings: Settings) -> Shard:
    """Return the shard of a batch whose pages had these outcomes."""
    records = [(n, one) for n, out in enumerate(outcomes) if isinstance(out, Record) for one in written(out, settings)]
    lines = [line(record.as_row(settings.name, settings.added)) for _, record in records]
    index, signatures = _sign(records, lines, settings)
    rejects = [outcome for outcome in outcomes if isinstance(outcome, Rejected)]
    return Shard(
        batch.seq,
        batch.cursor,
        records=b"".join(lines),
        index=index,
        signatures=signatures,
        rejects=b"".join(line(reject.as_row()) for reject in rejects),
        journal=_journal(outcomes) if settings.journal else b"",
        samples=_samples(outcomes, batch.seq),
        counts=_counts(outcomes, rejects),
    )


def written(record: Record, settings: Settings) -> Sequence[Record]:
    """Return the records that a page is written as; the same text is never written twice."""
    from cleaner import items

    return items.rows(record, settings)


def _sign(records: list[tuple[int, Record]], lines: list[bytes], settings: Settings) -> tuple[bytes, bytes]:
    """Return the index and the signatures of a batch's records."""
    if not settings.dedup:
        rows = [[n, record.id, len(one), 0, 0] for (n, record), one in zip(records, lines, strict=True)]
        return b"".join(json.dumps(row).encode() + b"\n" for row in rows), b""
    from cleaner.dedup import rank_of, sign_all

    signed = list(sign_all([record.text for _, record in records], settings))
    packed = [signature.pack() for signature in signed]
    index = []
    for (n, record), one, signature, data in zip(records, lines, signed, packed, strict=True):
        row = [n, record.id, len(one), len(data), rank_of(signature.length, record.metadata)]
        index.append(json.dumps(row).encode() + b"\n")
    return b"".join(index), b"".join(packed)


def _journal(outcomes: Iterable[Record | Rejected]) -> bytes:
    """Return a line for each page with a record: its source and every edit, so that both can be had again."""
    lines = []
    for record in outcomes:
        if isinstance(record, Record):
            edits = [edit_row(edit) for edit in record.edits]
            row = {"id": record.id, "input": record.metadata["input"], "items": [item.id for item in record.items]}
            lines.append(line({**row, "source": record.source(), "edits": edits}))
    return b"".join(lines)


def edit_row(edit: Edit) -> dict[str, Any]:
    """Return an edit as a row of the journal."""
    return {
        "step": edit.step, "start": edit.start, "before": edit.before, "after": edit.after, "rule": edit.rule,
        "note": dict(edit.note), "score": edit.score,
    }  # fmt: skip


def _samples(outcomes: Iterable[Record | Rejected], seq: int) -> bytes:
    """Return the source and edits of the first page of the batch that changed; later batches keep ever fewer."""
    if seq & (seq - 1) and seq > SAMPLED_BATCHES:
        return b""
    for record in outcomes:
        if isinstance(record, Record) and record.edits:
            source = record.source()
            if len(source) <= SAMPLE_CHARS:
                row = {"id": record.id, "input": record.metadata["input"], "title": record.metadata["title"]}
                return line({**row, "source": source, "edits": [edit_row(edit) for edit in record.edits]})
    return b""


def _counts(outcomes: Sequence[Record | Rejected], rejects: Sequence[Rejected]) -> dict[str, Any]:
    """Return what the run adds up: pages, rejects by reason, and for each rule its edits and the characters it took."""
    edits: Counter[str] = Counter()
    removed: Counter[str] = Counter()
    for record in outcomes:
        if isinstance(record, Record):
            for edit in record.edits:
                edits[edit.rule] += 1
                removed[edit.rule] += len(edit.before) - len(edit.after)
    return {
        "pages": len(outcomes),
        "faults": sum(reject.is_fault for reject in rejects),
        "reasons": dict(Counter(reject.reason for reject in rejects)),
        "rules": {rule: [edits[rule], removed[rule]] for rule in sorted(edits)},
    }
