"""Signed texts as columns: thousands at a time, with no Python object for each where they come packed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from cleaner.dedup.model import Entries, Entry
from cleaner.dedup.shingles import Sizes
from cleaner.dedup.signature import FIXED, LAYOUT, SLOTS, Signature, kind_of
from cleaner.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    I64 = npt.NDArray[np.int64]
    U32 = npt.NDArray[np.uint32]
    U64 = npt.NDArray[np.uint64]

_CHUNK = 1 << 12
"""Texts taken in at a time, about: few enough for their sketches to stay in the processor's cache."""


class Columns(NamedTuple):
    """Some signed texts."""

    ids: list[str]
    ranks: list[int]
    lengths: "U32"
    exact: "U64"
    """Both halves of the exact hash, shape (texts, 2)."""
    sketches: "U32"
    """Shape (texts, SLOTS)."""
    values: "U32"
    """The samples, among others: of text i those from starts[i] on, counts[i] of them."""
    starts: "I64"
    counts: "I64"


def columns(entries: Iterable[Entry | Entries], sizes: Sizes) -> Iterator[Columns]:
    """Yield signed texts, in order, as columns.

    Raises UsageError for signatures of shingles of other sizes, IndexFileError for packed ones of another version.
    """
    for kind, run in groupby(entries, type):
        if kind is Entry:
            while some := list(islice(run, _CHUNK)):
                yield _of_entries(cast("list[Entry]", some), sizes)
        else:
            for many in _joined(cast("Iterator[Entries]", run)):
                if many.ids:
                    yield _of_packed(many, sizes)


def _of_entries(entries: Sequence[Entry], sizes: Sizes) -> Columns:
    import numpy as np

    signatures = [entry.signature for entry in entries]
    # column by column: zip would make an iterator of each, thousands that the garbage collector looks through
    exact, lengths, sketches, samples, made = (list(map(itemgetter(at), signatures)) for at in range(5))
    _check(set(made), sizes)
    counts = np.fromiter(map(len, samples), np.int64, len(samples)) // 4
    return Columns(
        [entry.id for entry in entries],
        [entry.rank for entry in entries],
        np.array(lengths, "<u4"),
        np.frombuffer(b"".join(exact), "<u8").reshape(-1, 2),
        np.frombuffer(b"".join(sketches), "<u4").reshape(-1, SLOTS),
        np.frombuffer(b"".join(samples), "<u4"),
        np.cumsum(counts) - counts,
        counts,
    )


def _joined(parts: Iterator[Entries]) -> Iterator[Entries]:
    """Yield the same texts, some thousand together."""
    while some := list(islice(parts, 1)):
        size = len(some[0].ids)
        while size < _CHUNK and (more := next(parts, None)):
            some.append(more)
            size += len(more.ids)
        yield Entries(
            list(chain.from_iterable(part.ids for part in some)),
            list(chain.from_iterable(part.ranks for part in some)),
            list(chain.from_iterable(part.sizes for part in some)),
            b"".join(part.packed for part in some),
        )


def _of_packed(many: Entries, sizes: Sizes) -> Columns:
    import numpy as np

    packed = many.packed
    ends = np.cumsum(np.array(many.sizes, np.int64))
    begins = ends - many.sizes
    room = (len(packed) - FIXED) // 4 + 1
    every = np.ndarray((room,), f"V{FIXED}", packed, strides=(4,))  # one that begins at every word
    fixed = every[begins // 4].view(LAYOUT)
    for at in np.flatnonzero(fixed["kind"] != kind_of(sizes))[:1].tolist():
        _check({Signature.unpack(packed[begins[at] : ends[at]]).sizes}, sizes)
    exact = np.ascontiguousarray(fixed["exact"])
    starts = (begins + FIXED) // 4
    values = np.frombuffer(packed, "<u4")
    return Columns(many.ids, many.ranks, fixed["length"], exact, fixed["sketch"], values, starts, ends // 4 - starts)


def _check(made: set[Sizes], sizes: Sizes) -> None:
    if unlike := made - {sizes}:
        raise UsageError(f"signatures of shingles of {unlike.pop()}, asked for are {sizes}: sign the texts anew")
