"""Texts on one form: the same words around other names, in three texts or more.

Of two such texts one may be the other's retelling; three tell.  Where a text was edited on its way the others agree on
what stood there, where a form was filled in each says something else.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cleaner.dedup.compare import Pair, in_order
from cleaner.dedup.forest import Forest
from cleaner.dedup.shingles import EAST_ASIAN, Sizes

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    U16 = npt.NDArray[np.uint16]
    U64 = npt.NDArray[np.uint64]

LEAST = 3
"""Texts of a form, at least, and kinds of words in a field of it."""
_COMMON = 0.8
"""Least share of the texts that have a shingle of the form."""
_FIELDS = 2
"""Words that most of the texts have in its fields, at least: the same one everywhere is a site's mark."""
_WORD = 128
"""Units of what is filled in, at most: a name, a trade, an answer."""
_LEARNED = 1000
"""Texts, at most, from which a form is learned."""

Ordered = tuple["U16", "U64"]
"""The units of a text's content, and the hashes of its shingles, in order."""
Place = tuple[int, int]
"""A field, by the form's shingles on both sides of it; 0 stands for a text's beginning."""


def filled_in(
    pairs: Sequence[Pair], ordered: Callable[[int], Ordered], ids: Sequence[str], sizes: Sizes
) -> Iterator[Pair]:
    """Yield those of some pairs of brief texts that are two texts on one form.  `ordered` and `ids` go by row."""
    forest = Forest()
    for pair in pairs:
        forest.join(*sorted((forest.head(pair.left), forest.head(pair.right))))
    families: defaultdict[int, list[int]] = defaultdict(list)
    for row, head in forest.heads().items():
        families[head].append(row)
    filled: dict[int, dict[Place, bytes]] = {}
    for rows in families.values():
        if len(rows) < LEAST:
            continue
        rows.sort(key=ids.__getitem__)
        form, fields = _learned([ordered(row) for row in rows[:_LEARNED]], sizes)
        if not fields:
            continue
        found = {
            row: {place: word for place, word in _words(ordered(row), form, sizes) if place in fields} for row in rows
        }
        if 2 * sum(_is_filled(words) for words in found.values()) > len(rows):
            filled |= {row: {place: word for place, word in words.items() if place[0]} for row, words in found.items()}
    for pair in pairs:
        one, two = filled.get(pair.left, {}), filled.get(pair.right, {})
        if any(_unlike(one[place], two[place]) for place in one.keys() & two.keys()):
            yield pair


def _is_filled(words: Mapping[Place, bytes]) -> bool:
    """Whether a text has words in fields enough; one of them may be its beginning, as a repost has a title too."""
    inside = {word for place, word in words.items() if place[0]}
    return bool(inside) and len(inside) + any(not place[0] for place in words) >= _FIELDS


def _learned(texts: Sequence[Ordered], sizes: Sizes) -> "tuple[U64, set[Place]]":
    """Return the shingles of the form that some texts are on, and its fields."""
    import numpy as np

    shingles, counts = np.unique(np.concatenate([np.unique(hashes) for _, hashes in texts]), return_counts=True)
    form = shingles[counts >= _COMMON * len(texts)]
    found: defaultdict[Place, Counter[bytes]] = defaultdict(Counter)
    for text in texts:
        for place, word in dict(_words(text, form, sizes)).items():
            found[place][word] += 1
    return form, {place for place, words in found.items() if _is_field(words, len(texts))}


def _is_field(words: Counter[bytes], texts: int) -> bool:
    """Whether words at one place, which nearly all texts have, are of three kinds, and none is in most of them."""
    if len(words) < LEAST or words.total() < _COMMON * texts or 2 * max(words.values()) > words.total():
        return False
    kinds: list[bytes] = []
    for word in sorted(words):
        if all(_unlike(word, kind) for kind in kinds):
            kinds.append(word)
            if len(kinds) == LEAST:
                return True
    return False


def _unlike(one: bytes, two: bytes) -> bool:
    """Whether two words are not one that was misread or mistyped."""
    first, second = (word.decode("utf-16-le", "surrogatepass") for word in (one, two))
    return 3 * in_order(first, second) <= 2 * max(len(first), len(second))


def _words(text: Ordered, form: "U64", sizes: Sizes) -> Iterator[tuple[Place, bytes]]:
    """Yield what a text has between the shingles of a form, and where."""
    import numpy as np

    content, hashes = text
    if not len(form):
        return
    hashes = hashes[: len(content)]
    (starts,) = (form.take(form.searchsorted(hashes), mode="clip") == hashes).nonzero()
    reached = np.maximum.accumulate(starts + np.where(content[starts] >= EAST_ASIAN, sizes.han, sizes.other))
    if len(starts) and 0 < starts[0] <= _WORD:
        yield (0, int(hashes[starts[0]])), content[: starts[0]].tobytes()
    for at in (starts[1:] > reached[:-1]).nonzero()[0].tolist():
        word = content[reached[at] : starts[at + 1]]
        if len(word) <= _WORD:
            yield (int(hashes[starts[at]]), int(hashes[starts[at + 1]])), word.tobytes()
