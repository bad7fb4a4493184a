"""Text that a page lays out twice: for narrow and for wide screens, in a carousel's clones, in a quoted post."""

from cleaner.content.view import View, home

_RUN = 3
"""Blocks in a row that stand on the page before; fewer are a refrain, a caption, a step said again."""

_LEAST = 300
"""Weight of the sentences in such a run: less is a form's labels or a verse."""


def repeated(view: View, kept: list[int]) -> list[int]:
    """Return those of the kept blocks that say again, block for block in a container apart, what was said before."""
    texts = [view.texts[index] for index in kept]
    seen: dict[tuple[str, ...], int] = {}
    found: list[int] = []
    at = 0
    while at + _RUN <= len(kept):
        before = seen.setdefault(tuple(texts[at : at + _RUN]), at)
        size = _length(texts, before, at)
        if size >= _RUN and _is_twin(view, kept[before : before + size], kept[at : at + size]):
            found += kept[at : at + size]
        at += size if size >= _RUN else 1
    return found


def _is_twin(view: View, first: list[int], second: list[int]) -> bool:
    """Whether a run of blocks has sentences enough to be a text, and stands in none of the first's containers."""
    said = sum(view.weight[index] for index in second if view.prose[index])
    return said >= _LEAST and {home(view, index) for index in first}.isdisjoint(home(view, index) for index in second)


def _length(texts: list[str], first: int, second: int) -> int:
    """Return how many texts from `first` on are those from `second` on, up to where they would meet."""
    size = 0
    while first + size < second and second + size < len(texts) and texts[first + size] == texts[second + size]:
        size += 1
    return size
