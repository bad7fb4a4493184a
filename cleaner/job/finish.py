"""The end of a run: ids made unique, duplicates folded, everything written beside and renamed into place."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.job.ledger import Ledger
from cleaner.settings import Settings
from cleaner.write import LineFile, RecordFiles, line


@dataclass(slots=True)
class Entries:
    """All records of a run, in input order: what is needed to tell them apart and to find their bytes."""

    ids: list[str]
    places: list[tuple[int, int]]
    """Offset in shards.bin and bytes of each record's line."""


def unique_ids(ids: list[str]) -> list[str]:
    """Return the ids with every repeated one told apart by `-2`, `-3`, ... in input order."""
    if len(set(ids)) == len(ids):
        return ids
    taken, count = set(ids), Counter[str]()
    result = []
    for one in ids:
        count[one] += 1
        name = one
        while count[one] > 1 and name in taken:
            name = f"{one}-{count[one]}"
            count[one] += name in taken
        taken.add(name)
        result.append(name)
    return result


def index_of(ledger: Ledger) -> Entries:
    """Read the index of all records."""
    ids, places = [], []
    for (offset, _), shard in zip(ledger.places(), ledger.shards(), strict=True):
        at = offset
        for _, id_, size, _, _ in _index(shard.index):
            ids.append(id_)
            places.append((at, size))
            at += size
    return Entries(unique_ids(ids), places)


def _index(data: bytes) -> Iterator[list[Any]]:
    return (json.loads(row) for row in data.split(b"\n") if row)


def fold(
    ledger: Ledger, entries: Entries, settings: Settings, scratch: Path
) -> tuple[dict[str, int], set[str], Iterator[dict[str, Any]]]:
    """Find the duplicates: how many each survivor stands for, the ids left out, and the rows of duplicates.jsonl."""
    from cleaner.dedup import Entry, Signature, cluster, rows

    place = dict(zip(entries.ids, entries.places, strict=True))

    def fetch(id_: str) -> str:
        text: str = json.loads(ledger.read_at(*place[id_]))["text"]
        return text

    def signed() -> Iterator[Entry]:
        names = iter(entries.ids)
        for shard in ledger.shards():
            at = 0
            for _, _, _, size, rank in _index(shard.index):
                yield Entry(next(names), Signature.unpack(shard.signatures[at : at + size]), rank)
                at += size

    found = cluster(signed(), fetch, settings, scratch)
    stands_for = {one.survivor: len(one.duplicates) for one in found.clusters}
    dropped = {duplicate.id for one in found.clusters for duplicate in one.duplicates}
    return stands_for, dropped, rows(found)


def write_out(ledger: Ledger, staging: Path, settings: Settings) -> dict[str, Any]:
    """Write all the output of a run into `staging` and return its counts."""
    staging.mkdir(parents=True, exist_ok=True)
    entries = index_of(ledger)
    stands_for: dict[str, int] = {}
    dropped: set[str] = set()
    with LineFile(staging / "duplicates.jsonl") as file:
        if settings.dedup:
            stands_for, dropped, rows = fold(ledger, entries, settings, staging)
            for row in rows:
                file.write(line(row))
    counts = _write_records(ledger, entries, stands_for, dropped, staging, settings)
    counts["contained"] = 0
    return counts


def _write_records(
    ledger: Ledger, entries: Entries, stands_for: dict[str, int], dropped: set[str], staging: Path, settings: Settings
) -> dict[str, Any]:
    """Write records, rejects, journal and samples in one pass over the shards."""
    counts = Counter[str]()
    reasons, edits, removed = Counter[str](), Counter[str](), Counter[str]()
    names = iter(entries.ids)
    files = RecordFiles(staging / "records", settings.format, settings.file_records)
    journal = _journal_file(staging, settings)
    with LineFile(staging / "rejects.jsonl") as rejects, LineFile(staging / "samples.jsonl") as samples:
        for shard in ledger.shards():
            kept, pages, at = set(), set(), 0
            for page, stated, size, _, _ in _index(shard.index):
                one, id_ = shard.records[at : at + size], next(names)
                at += size
                pages.add(page)
                if id_ in dropped:
                    counts["duplicates"] += 1
                    continue
                kept.add(page)
                files.write(_final(one, stated, id_, stands_for.get(id_, 0)))
                counts["records"] += 1
            rejects.write(shard.rejects)
            samples.write(shard.samples)
            if journal is not None:
                journal.write(shard.journal)
            counts["pages"] += shard.counts["pages"]
            counts["pages_kept"] += len(kept)
            counts["pages_duplicate"] += len(pages - kept)
            counts["pages_rejected"] += sum(shard.counts["reasons"].values())
            counts["faults"] += shard.counts["faults"]
            reasons.update(shard.counts["reasons"])
            for rule, (times, chars) in shard.counts["rules"].items():
                edits[rule] += times
                removed[rule] += chars
    files.close()
    if journal is not None:
        journal.close()
    names_of_counts = ("pages", "pages_kept", "pages_duplicate", "pages_rejected", "records", "duplicates", "faults")
    return {
        **{name: counts[name] for name in names_of_counts},
        "reasons": dict(sorted(reasons.items())),
        "rules": {rule: {"edits": edits[rule], "chars": removed[rule]} for rule in sorted(edits)},
    }


def _journal_file(staging: Path, settings: Settings) -> LineFile | None:
    if not settings.journal:
        return None
    (staging / "journal").mkdir(exist_ok=True)
    return LineFile(staging / "journal" / "00000.jsonl")


def _final(data: bytes, stated: str, id_: str, duplicates: int) -> bytes:
    """Return a record's line with its final id and the number of its duplicates."""
    if id_ == stated and not duplicates:
        return data
    row = json.loads(data)
    row["id"] = id_
    if isinstance(row.get("metadata"), dict):
        row["metadata"]["duplicates"] = duplicates
    return line(row)
