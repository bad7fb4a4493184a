"""The first pass: what a single page cannot know, from a bounded sample of the pages, and its file."""

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from cleaner import parse
from cleaner.evidence import Evidence, SiteProfile, Vocabulary
from cleaner.job.batch import Batch
from cleaner.job.ledger import Shard
from cleaner.model import Page, Record, Rejected
from cleaner.pipeline import host_of
from cleaner.read import Source
from cleaner.settings import Settings
from cleaner.strip import learn_sites
from cleaner.write import line

SAMPLE_CHARS = 20_000
"""Characters of a page that are learned from."""


def sampled(sources: Sequence[Source], most: int) -> tuple[list[Source], int]:
    """Return the sources to learn from, spread evenly, and how many pages of each to take, about `most` in all."""
    if not sources:
        return [], 0
    step = -(-len(sources) // most)
    chosen = [source for source in sources[::step] if not source.fault]
    return chosen, -(-most // max(1, len(chosen)))


def visible(page: Page, settings: Settings) -> Record | Rejected:
    """Return a page's visible text and host, as a record for `to_sample`."""
    parsed = parse.parse(page, settings)
    if isinstance(parsed, Rejected):
        return parsed
    return Record("", parsed.document.text[:SAMPLE_CHARS], {"host": host_of(page.url)})


def to_sample(batch: Batch, outcomes: Iterable[Record | Rejected], settings: Settings) -> Shard:
    """Return the texts of a batch as lines of host and text."""
    del settings
    pages = [outcome for outcome in outcomes if isinstance(outcome, Record)]
    lines = (line({"host": page.metadata["host"], "text": page.text}) for page in pages)
    return Shard(batch.seq, batch.cursor, records=b"".join(lines), counts={"reasons": {}})


def learn(texts: Sequence[tuple[str, str]]) -> Evidence:
    """Learn from the hosts and visible texts of some pages."""
    return Evidence(Vocabulary.learn(text for _, text in texts), learn_sites((name, [text]) for name, text in texts))


def save_evidence(evidence: Evidence, folder: Path) -> None:
    """Write evidence to the files of a folder, made beside and renamed."""
    beside = folder.with_suffix(".part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    (evidence.vocabulary or Vocabulary()).save(beside / "vocabulary")
    sites = {name: [site.pages, sorted(site.lines)] for name, site in evidence.sites.items()}
    (beside / "sites.json").write_bytes(line(sites))
    beside.rename(folder)


def load_evidence(folder: Path) -> Evidence:
    """Read evidence from the files of its folder."""
    sites = json.loads((folder / "sites.json").read_bytes())
    profiles = {name: SiteProfile(pages, frozenset(lines)) for name, (pages, lines) in sites.items()}
    return Evidence(Vocabulary.load(folder / "vocabulary"), profiles)


def learn_to_file(texts: bytes, path: str) -> None:
    """Learn from lines of host and text, in the order of the pages, and write the evidence to the folder `path`."""
    rows = [json.loads(one) for one in texts.split(b"\n") if one]
    save_evidence(learn([(row["host"], row["text"]) for row in rows]), Path(path))
