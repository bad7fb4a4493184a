"""The first pass: what a single page cannot know, from a bounded sample of the pages, and its file."""

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from cleaner import parse
from cleaner.evidence import Evidence, Sample, SiteProfile, Vocabulary
from cleaner.job.batch import Batch
from cleaner.job.kept import Kept, index_line, key_of, pack, places
from cleaner.job.ledger import SHARDS, Ledger, Shard
from cleaner.job.output import LEARNING
from cleaner.model import Page, Record, Rejected
from cleaner.pipeline import sample
from cleaner.settings import Settings
from cleaner.write import line


def visible(page: Page, settings: Settings) -> Record | Rejected:
    """Return what is learned from of a page, and its parse, as a record for `to_sample`."""
    parsed = parse.parse(page, settings)
    if isinstance(parsed, Rejected):
        return parsed
    found = sample(page, parsed)
    return Record(key_of(page), found.text, {"host": found.host, "blocks": found.blocks, "parsed": pack(parsed)})


def to_sample(batch: Batch, outcomes: Iterable[Record | Rejected], settings: Settings) -> Shard:
    """Return the samples of a batch as lines of JSON, and its parsed pages in the place of signatures."""
    del settings
    pages = [outcome for outcome in outcomes if isinstance(outcome, Record)]
    return Shard(
        batch.seq,
        batch.cursor,
        records=b"".join(_sample_line(page) for page in pages),
        index=b"".join(index_line(page.id, len(page.metadata["parsed"])) for page in pages),
        signatures=b"".join(page.metadata["parsed"] for page in pages),
        counts={"pages": len(batch.pages), "reasons": {}},
    )


def _sample_line(page: Record) -> bytes:
    return line({"host": page.metadata["host"], "text": page.text, "blocks": page.metadata["blocks"]})


def save_evidence(evidence: Evidence, folder: Path, found: Mapping[str, tuple[int, int]]) -> None:
    """Write evidence, and where the parsed pages are `found`, to the files of a folder, made beside and renamed."""
    beside = folder.with_suffix(".part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    (evidence.vocabulary or Vocabulary()).save(beside / "vocabulary")
    sites = {name: site.as_row() for name, site in evidence.sites.items()}
    (beside / "sites.json").write_bytes(line(sites))
    (beside / "parsed.json").write_bytes(line(dict(found)))
    beside.rename(folder)


def load_evidence(folder: Path) -> Evidence:
    """Read evidence from the files of its folder."""
    sites = json.loads((folder / "sites.json").read_bytes())
    profiles = {name: SiteProfile.of_row(row) for name, row in sites.items()}
    return Evidence(Vocabulary.load(folder / "vocabulary"), profiles)


def load_parsed(folder: Path) -> Kept:
    """Return the pages that were parsed to learn the evidence in a folder."""
    return Kept(folder.parent / LEARNING / SHARDS, json.loads((folder / "parsed.json").read_bytes()))


def learn_to_file(ledger: Ledger, folder: Path) -> None:
    """Learn from all pages in the ledger of the first pass, in their order, and write the evidence to a folder."""
    rows = (json.loads(one) for shard in ledger.shards() for one in shard.records.splitlines())
    learned = Evidence.learn(Sample(row["host"], row["text"], row["blocks"]) for row in rows)
    save_evidence(learned, folder, places(ledger))
