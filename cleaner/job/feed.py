"""The input cut into batches: the same batches from the same place, whoever reads and however often."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice

from cleaner.job.batch import Batch
from cleaner.job.ledger import Cursor
from cleaner.model import Page, Rejected
from cleaner.read import Source, read
from cleaner.settings import Settings

THIN = 3
"""Of a host's pages the first few are learned from, then one in so many: they are spread over more of the site."""

HOST_PAGES = (10, 50)
"""Pages of one host that are learned from: so many at once, and in all; what stands on a fifth of them recurs."""

NAMELESS_PAGES = (50, 200)
"""The same for the pages without an address."""

WORD_PAGES = 200
"""Pages of any host that are learned from, for their words; then a host's first is passed over: one page alone teaches
nothing of a site, and most hosts of a wide crawl have no other."""

LOOK = 10
"""For each page to be learned from, so many are looked at before the input is taken to have no more of new hosts."""

BATCH_PAGES = 16
BATCH_BYTES = 1 << 18
"""A batch is full with this many pages or bytes: what is lost and done again when a run is broken off."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where to begin reading."""

    cursor: Cursor = field(default_factory=Cursor)
    seq: int = 0
    """The number of the first batch from there."""
    taken: int = 0
    """Pages before it, for the limit."""
    broken: Mapping[int, tuple[int, Rejected]] = field(default_factory=dict)
    """Sources that a reader died of: how many of their pages can be had, and what to say of the rest."""
    learning: bool = False
    """Whether to take only a sample to learn from: so many pages of a host."""
    each: int = 0
    """At most this many pages of a source; 0: all."""


def sampled(sources: Sequence[Source], most: int) -> tuple[list[Source], int]:
    """Return the sources to learn from, spread evenly, and how many pages of each to take, about `most` in all."""
    if not sources:
        return [], 0
    step = -(-len(sources) // most)
    chosen = [source for source in sources[::step] if not source.fault]
    return chosen, -(-most // max(1, len(chosen)))


Tell = Callable[[int, int], None]
"""Told the number of a source, and of its next page, before that page is read."""


def batches(sources: Sequence[Source], start: Start, settings: Settings, tell: Tell) -> Iterator[Batch]:
    """Yield the batches of the input from `start` on."""
    pages: list[Page | Rejected] = []
    size, seq = 0, start.seq
    left = settings.limit - start.taken if settings.limit else None
    placed = _placed(sources, start, settings, tell)
    if start.learning:
        placed = _to_learn_from(islice(placed, left and left * LOOK))
    for cursor, page in islice(placed, left):
        pages.append(page)
        size += len(page.data) if isinstance(page, Page) else 0
        if len(pages) == BATCH_PAGES or size >= BATCH_BYTES:
            yield Batch(seq, cursor, tuple(pages))
            pages, size, seq = [], 0, seq + 1
    if pages:
        yield Batch(seq, Cursor(len(sources)), tuple(pages))


def _placed(
    sources: Sequence[Source], start: Start, settings: Settings, tell: Tell
) -> Iterator[tuple[Cursor, Page | Rejected]]:
    """Yield the chosen pages, each with the place after it."""
    for n in range(start.cursor.source, len(sources)):
        passed = start.cursor.after if n == start.cursor.source else 0
        tell(n, 0)
        pages = _pages(sources[n], start.broken.get(n), settings)
        for ordinal, page in enumerate(islice(pages, start.each or None)):
            if ordinal >= passed and is_chosen(page.input, settings.sample):
                yield Cursor(n, ordinal + 1), page
            tell(n, ordinal + 1)


def _pages(source: Source, broken: tuple[int, Rejected] | None, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield a source's pages, up to where it is known to break the reader."""
    if broken is None:
        yield from read(source, settings)
        if not source.fault and not source.name and _has_changed(source):
            yield Rejected("unreadable", "read", "it changed while the run was reading it", f"{source.address}#")
        return
    if broken[0]:
        yield from islice(read(source, settings), broken[0])
    yield broken[1]


def _has_changed(source: Source) -> bool:
    """Whether a local file is not what it was when it was found; what cannot be told is told by reading it."""
    try:
        status = os.stat(source.path)  # noqa: PTH116 - names that are not UTF-8
    except (OSError, ValueError):
        return False
    return (status.st_size, status.st_mtime_ns) != (source.size, source.stamp)


def _to_learn_from(placed: Iterable[tuple[Cursor, Page | Rejected]]) -> Iterator[tuple[Cursor, Page]]:
    """Yield the pages among these that are learned from."""
    from cleaner.pipeline import host_of

    hosts: Counter[str] = Counter()
    taken = 0
    for cursor, page in placed:
        if isinstance(page, Page):
            name = host_of(page.url)
            at_once, most = HOST_PAGES if name else NAMELESS_PAGES
            met = hosts[name]
            hosts[name] += 1
            late = met - at_once
            early = late < 0 and (met or taken < WORD_PAGES)
            if early or (late % THIN == THIN - 1 and 0 < late < (most - at_once) * THIN):
                taken += 1
                yield cursor, page


def is_chosen(address: str, share: float) -> bool:
    """Whether a page is in the sample: by a hash of its address, so that it is the same in every run."""
    if share >= 1:
        return True
    return int.from_bytes(blake2b(address.encode("utf-8", "replace"), digest_size=8).digest()) < share * (1 << 64)
