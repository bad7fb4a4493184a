"""Duplicates: folding, shingles, signatures, candidates, exact verification, clusters, and the index of a crawl."""

from cleaner.dedup.cluster import cluster, deduplicate
from cleaner.dedup.index import Index, Stats, Verdict
from cleaner.dedup.judge import Deduplication, rows
from cleaner.dedup.model import Cluster, Contained, Duplicate, Entries, Entry, rank_of
from cleaner.dedup.passages import Passage, passages
from cleaner.dedup.signature import Signature, sign, sign_all

__all__ = [
    "Cluster",
    "Contained",
    "Deduplication",
    "Duplicate",
    "Entries",
    "Entry",
    "Index",
    "Passage",
    "Signature",
    "Stats",
    "Verdict",
    "cluster",
    "deduplicate",
    "passages",
    "rank_of",
    "rows",
    "sign",
    "sign_all",
]
