"""The end of a run: ids made unique, duplicates folded, everything written beside and renamed into place."""

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.job.entries import Entries, index_rows, read_entries
from cleaner.job.ledger import Ledger
from cleaner.job.output import SAMPLES
from cleaner.settings import Settings
from cleaner.write import LineFile, RecordFiles, line, schema_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cleaner.dedup import Entries as Signed


@dataclass(frozen=True, slots=True)
class Folded:
    """What deduplication says of each record, by its number."""

    known: "npt.NDArray[np.bool_]"
    """Those of an older corpus, which are only compared with."""
    dropped: "npt.NDArray[np.bool_]"
    """The duplicates among the others."""
    stands_for: "npt.NDArray[np.uint32]"
    """How many duplicates each survivor has."""


def fold(ledger: Ledger, entries: Entries, settings: Settings, staging: Path) -> Folded:
    """Find the duplicates, and write duplicates.jsonl."""
    import numpy as np

    from cleaner.dedup import cluster, rows

    size = len(entries)
    folded = Folded(np.zeros(size, np.bool_), np.zeros(size, np.bool_), np.zeros(size, np.uint32))
    with LineFile(staging / "duplicates.jsonl") as file:
        if not settings.dedup:
            return folded

        def fetch(id_: str) -> str:
            text: str = json.loads(entries.line(entries.number(id_, ledger), ledger))["text"]
            return text

        for row in _seen_before(ledger, entries, folded):
            file.write(line(row))
        found = cluster(_signed(ledger, entries, folded), fetch, settings, staging)
        for one in found.clusters:
            folded.stands_for[entries.number(one.survivor, ledger)] = len(one.duplicates)
            for duplicate in one.duplicates:
                number = entries.number(duplicate.id, ledger)
                folded.dropped[number] = not folded.known[number]
        for row in rows(found):
            if not all(folded.known[entries.number(str(row[name]), ledger)] for name in ("id", "duplicate_of")):
                file.write(line(row))
    return folded


def _seen_before(ledger: Ledger, entries: Entries, folded: Folded) -> Iterator[dict[str, Any]]:
    """Yield the rows of the records that an index knows already, and drop the duplicates among them."""
    first = 0
    for (_, index, _), counts in zip(ledger.indexes(), ledger.counts(), strict=True):
        ids = [id_ for _, id_, *_ in index_rows(index)]
        for place, of, kind, similarity in counts.get("seen", ()):
            number = first + place
            folded.dropped[number] = kind != "contained"
            id_ = entries.renamed.get(number, ids[place])
            yield {"id": id_, "duplicate_of": of, "kind": kind, "similarity": similarity}
        first += len(ids)


def _signed(ledger: Ledger, entries: Entries, folded: Folded) -> Iterator["Signed"]:
    """Yield the final ids, signatures and ranks of the records that are not yet dropped; note which are known."""
    from cleaner.dedup import Entries as Signed

    number = 0
    for _, index, signatures in ledger.indexes():
        ids, ranks, sizes, packed, at = [], [], [], [], 0
        for _, id_, _, size, rank in index_rows(index):
            folded.known[number] = rank < 0
            if not folded.dropped[number]:
                ids.append(entries.renamed.get(number, id_))
                ranks.append(rank)
                sizes.append(size)
                packed.append(signatures[at : at + size])
            at += size
            number += 1
        yield Signed(ids, ranks, sizes, b"".join(packed))


def write_out(ledger: Ledger, staging: Path, settings: Settings) -> dict[str, Any]:
    """Write all the output of a run into `staging` and return its counts."""
    staging.mkdir(parents=True, exist_ok=True)
    entries = read_entries(ledger)
    folded = fold(ledger, entries, settings, staging)
    kept, duplicates = _write_records(ledger, entries, folded, staging, settings)
    totals, reasons = Counter[str](), Counter[str]()
    edits, removed = Counter[str](), Counter[str]()
    for counts in ledger.counts():
        totals.update({name: counts[name] for name in ("pages", "faults")})
        reasons.update(counts["reasons"])
        edits.update({rule: times for rule, (times, _) in counts["rules"].items()})
        removed.update({rule: chars for rule, (_, chars) in counts["rules"].items()})
    dropped = int(folded.dropped.sum())
    return {
        "pages": totals["pages"],
        "pages_kept": kept,
        "pages_duplicate": duplicates,
        "pages_rejected": reasons.total(),
        "records": len(entries) - int(folded.known.sum()) - dropped,
        "duplicates": dropped,
        "faults": totals["faults"],
        "reasons": dict(sorted(reasons.items())),
        "rules": {rule: {"edits": edits[rule], "chars": removed[rule]} for rule in sorted(edits)},
    }


def _write_records(
    ledger: Ledger, entries: Entries, folded: Folded, staging: Path, settings: Settings
) -> tuple[int, int]:
    """Write records, rejects, journal and samples in one pass over the shards.

    Returns how many pages have a record that is kept, and how many have none but duplicates.
    """
    number = pages_kept = pages_duplicate = 0
    with contextlib.ExitStack() as stack:
        columns = dict.fromkeys(counts["columns"] for counts in ledger.counts() if "columns" in counts)
        schema = schema_of(columns) if columns else None
        files = stack.enter_context(RecordFiles(staging / "records", settings.format, settings.file_records, schema))
        rejects = stack.enter_context(LineFile(staging / "rejects.jsonl"))
        samples = stack.enter_context(LineFile(staging / SAMPLES))
        journal = _journal_file(staging, settings, stack)
        for shard in ledger.shards():
            kept, pages, at = set(), set(), 0
            for page, stated, size, _, _ in index_rows(shard.index):
                if not folded.known[number]:
                    pages.add(page)
                if not folded.known[number] and not folded.dropped[number]:
                    kept.add(page)
                    id_ = entries.renamed.get(number, stated)
                    files.write(_final(shard.records[at : at + size], stated, id_, int(folded.stands_for[number])))
                at += size
                number += 1
            rejects.write(shard.rejects)
            samples.write(shard.samples)
            journal(shard.journal)
            pages_kept += len(kept)
            pages_duplicate += len(pages - kept)
    return pages_kept, pages_duplicate


def _journal_file(staging: Path, settings: Settings, stack: contextlib.ExitStack) -> Callable[[bytes], None]:
    """Open the journal, where one is asked for, and return what writes to it."""
    if not settings.journal:
        return lambda _: None
    (staging / "journal").mkdir(exist_ok=True)
    return stack.enter_context(LineFile(staging / "journal" / "00000.jsonl")).write


def _final(data: bytes, stated: str, id_: str, duplicates: int) -> bytes:
    """Return a record's line with its final id and the number of its duplicates."""
    if id_ == stated and not duplicates:
        return data
    row = json.loads(data)
    row["id"] = id_
    if isinstance(row.get("metadata"), dict):
        row["metadata"]["duplicates"] = duplicates
    return line(row)
