"""The input cut into batches: the same batches from the same place, whoever reads and however often."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice

from cleaner.job.batch import Batch
from cleaner.job.ledger import Cursor
from cleaner.model import Page, Rejected
from cleaner.pipeline import host_of
from cleaner.read import Source, read
from cleaner.settings import Settings

HOST_PAGES = 50
"""Pages of one host that are learned from: what stands on a fifth of them recurs."""

NAMELESS_PAGES = 200
"""Pages without an address that are learned from."""

BATCH_PAGES = 32
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


Tell = Callable[[int, int], None]
"""Told the number of a source, and of its next page, before that page is read."""


def batches(sources: Sequence[Source], start: Start, settings: Settings, tell: Tell) -> Iterator[Batch]:
    """Yield the batches of the input from `start` on."""
    pages: list[Page | Rejected] = []
    size, seq = 0, start.seq
    left = settings.limit - start.taken if settings.limit else None
    for cursor, page in islice(_placed(sources, start, settings, tell), left):
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
    hosts: Counter[str] = Counter()
    for n in range(start.cursor.source, len(sources)):
        passed = start.cursor.after if n == start.cursor.source else 0
        tell(n, 0)
        pages = _pages(sources[n], start.broken.get(n), settings)
        for ordinal, page in enumerate(islice(pages, start.each or None)):
            new = ordinal >= passed and _chosen(page.input, settings.sample)
            if new and not (start.learning and _known(page, hosts)):
                yield Cursor(n, ordinal + 1), page
            tell(n, ordinal + 1)


def _pages(source: Source, broken: tuple[int, Rejected] | None, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield a source's pages, up to where it is known to break the reader."""
    if broken is None:
        yield from read(source, settings)
        return
    if broken[0]:
        yield from islice(read(source, settings), broken[0])
    yield broken[1]


def _known(page: Page | Rejected, hosts: Counter[str]) -> bool:
    """Whether enough pages of this one's host were taken; counts it if not."""
    if isinstance(page, Rejected):
        return True
    name = host_of(page.url)
    if hosts[name] >= (HOST_PAGES if name else NAMELESS_PAGES):
        return True
    hosts[name] += 1
    return False


def _chosen(address: str, share: float) -> bool:
    """Whether a page is in the sample: by a hash of its address, so that it is the same in every run."""
    if share >= 1:
        return True
    return int.from_bytes(blake2b(address.encode("utf-8", "replace"), digest_size=8).digest()) < share * (1 << 64)
