"""What goes into deduplication, and what it says of each text: duplicates, clusters, containments."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cleaner.dedup.signature import Signature
from cleaner.errors import UsageError
from cleaner.model import Record


@dataclass(frozen=True, slots=True)
class Entry:
    """One text as the cluster engine sees it."""

    id: str
    signature: Signature
    rank: int = 0
    """Smaller is better; see `rank_of`.  Ties go to the smaller id."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Many texts, as they are stored: taken in without a Python object for each."""

    ids: list[str]
    ranks: list[int]
    sizes: list[int]
    """Bytes of each packed signature."""
    packed: bytes
    """The packed signatures, one after the other."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A text that is left out, and why."""

    id: str
    duplicate_of: str
    """The survivor of its cluster."""
    kind: Literal["exact", "near"]
    similarity: float
    """Jaccard similarity of the two sets of shingles, exact, of the pair (`id`, `tied_by`)."""
    tied_by: str = ""
    """The member of the cluster it is most like: its verified edge; the survivor itself where it is empty."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Texts that are versions of one another."""

    survivor: str
    duplicates: tuple[Duplicate, ...]


@dataclass(frozen=True, slots=True)
class Contained:
    """A text that lies inside another, larger one; both are kept as far as this goes."""

    id: str
    inside: str
    similarity: float
    """Containment: the share of the smaller text's shingles that the larger one has, exact."""


_STEPS = 10
"""Steps of completeness for a doubling of length: a boilerplate line more does not outweigh being the original."""


def rank_of(length: int, metadata: "Mapping[str, object] | None" = None, *, known: bool = False) -> int:
    """Return a record's rank among its duplicates, smaller is better.

    First completeness: not cut short (a `truncated` flag), then `length`, the width of its content, in steps of
    7%; then the original before a repost, which names the source it was taken from.  A `known` text, of an older
    corpus that new ones are compared with, survives every new one.
    """
    metadata = metadata or {}
    flags = metadata.get("flags") or ()
    cut = any(re.match("truncated", str(flag)) for flag in flags) if isinstance(flags, list | tuple) else False
    repost = any(metadata.get(name) for name in ("source_url", "original_author", "source"))
    steps: int = (max(length, 1) ** _STEPS).bit_length()
    return -(int(known) << 40) + (int(cut) << 24) + ((1 << 20) - min(steps, (1 << 20) - 1) << 1) + int(repost)


def parts_of(record: Record | Mapping[str, Any], number: int | None = None) -> tuple[str, str, dict[str, Any]]:
    """Return a record's id, text and metadata; raises UsageError, naming it by `number`, where one is missing."""
    where = "" if number is None else f"record {number}: "
    if isinstance(record, Record):
        return record.id, record.text, record.metadata
    if not isinstance(record, Mapping):
        raise UsageError(f"{where}a record is a cleaner.Record or a mapping, not {type(record).__name__}")
    for name in ("id", "text"):
        if not isinstance(record.get(name), str):
            raise UsageError(f"{where}a record needs {name!r}, a string")
    metadata = record.get("metadata")
    return record["id"], record["text"], metadata if isinstance(metadata, dict) else {}
