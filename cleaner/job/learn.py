"""The first pass: what a single page cannot know, from a bounded sample of the pages, and its file."""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cleaner import parse
from cleaner.evidence import Evidence, SiteProfile, Vocabulary
from cleaner.job.batch import Batch
from cleaner.job.kept import Kept, index_line, key_of, pack, places
from cleaner.job.ledger import SHARDS, Ledger, Shard
from cleaner.job.output import LEARNING
from cleaner.model import Page, Record, Rejected
from cleaner.pipeline import host_of
from cleaner.settings import Settings
from cleaner.strip import learn_sites
from cleaner.write import line

SAMPLE_CHARS = 20_000
"""Characters of a page that are learned from."""


def visible(page: Page, settings: Settings) -> Record | Rejected:
    """Return a page's visible text and host, and its parse, as a record for `to_sample`."""
    parsed = parse.parse(page, settings)
    if isinstance(parsed, Rejected):
        return parsed
    facts = {"host": host_of(page.url), "parsed": pack(parsed)}
    return Record(key_of(page), parsed.document.text[:SAMPLE_CHARS], facts)


def to_sample(batch: Batch, outcomes: Iterable[Record | Rejected], settings: Settings) -> Shard:
    """Return the texts of a batch as lines of host and text, and its parsed pages in the place of signatures."""
    del settings
    pages = [outcome for outcome in outcomes if isinstance(outcome, Record)]
    return Shard(
        batch.seq,
        batch.cursor,
        records=b"".join(line({"host": page.metadata["host"], "text": page.text}) for page in pages),
        index=b"".join(index_line(page.id, len(page.metadata["parsed"])) for page in pages),
        signatures=b"".join(page.metadata["parsed"] for page in pages),
        counts={"pages": len(batch.pages), "reasons": {}},
    )


def learn(texts: Sequence[tuple[str, str]]) -> Evidence:
    """Learn from the hosts and visible texts of some pages."""
    return Evidence(Vocabulary.learn(text for _, text in texts), learn_sites((name, [text]) for name, text in texts))


def save_evidence(evidence: Evidence, folder: Path, found: Mapping[str, tuple[int, int]]) -> None:
    """Write evidence, and where the parsed pages are `found`, to the files of a folder, made beside and renamed."""
    beside = folder.with_suffix(".part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    (evidence.vocabulary or Vocabulary()).save(beside / "vocabulary")
    sites = {name: [site.pages, sorted(site.lines)] for name, site in evidence.sites.items()}
    (beside / "sites.json").write_bytes(line(sites))
    (beside / "parsed.json").write_bytes(line(dict(found)))
    beside.rename(folder)


def load_evidence(folder: Path) -> Evidence:
    """Read evidence from the files of its folder."""
    sites = json.loads((folder / "sites.json").read_bytes())
    profiles = {name: SiteProfile(pages, frozenset(lines)) for name, (pages, lines) in sites.items()}
    return Evidence(Vocabulary.load(folder / "vocabulary"), profiles)


def load_parsed(folder: Path) -> Kept:
    """Return the pages that were parsed to learn the evidence in a folder."""
    return Kept(folder.parent / LEARNING / SHARDS, json.loads((folder / "parsed.json").read_bytes()))


def learn_to_file(ledger: Ledger, folder: Path) -> None:
    """Learn from all pages in the ledger of the first pass, in their order, and write the evidence to a folder."""
    rows = (json.loads(one) for shard in ledger.shards() for one in shard.records.splitlines())
    save_evidence(learn([(row["host"], row["text"]) for row in rows]), folder, places(ledger))
