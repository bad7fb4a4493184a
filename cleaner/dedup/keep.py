"""What a crawl has learned, as bytes that an index keeps: its vocabulary and the profiles of its sites."""

import json
import tempfile
import zlib
from pathlib import Path

from cleaner.evidence import Evidence, SiteProfile, Vocabulary

VOCABULARY = "vocabulary"
SITES = "sites"


def pack(evidence: Evidence) -> dict[str, bytes]:
    """Return the parts of the evidence by name; compressed JSON, the same bytes for the same evidence."""
    sites = {host: one.as_row() for host, one in sorted(evidence.sites.items())}
    parts = {SITES: zlib.compress(json.dumps(sites, separators=(",", ":")).encode())}
    if evidence.vocabulary is not None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / VOCABULARY
            evidence.vocabulary.save(path)
            parts[VOCABULARY] = path.read_bytes()
    return parts


def unpack(parts: dict[str, bytes | None]) -> Evidence:
    """Return the evidence of such parts; a part that is None is missing from it."""
    words, sites = parts.get(VOCABULARY), parts.get(SITES)
    vocabulary = None
    if words is not None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / VOCABULARY
            path.write_bytes(words)
            vocabulary = Vocabulary.load(path)
    table = json.loads(zlib.decompress(sites)) if sites is not None else {}
    return Evidence(vocabulary, {host: SiteProfile.of_row(row) for host, row in table.items()})
