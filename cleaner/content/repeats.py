"""Text that a page lays out twice: for narrow and for wide screens, in a carousel's clones, in a quoted post."""

from cleaner.content.topics import without_id
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
        run = slice(before, before + size), slice(at, at + size)
        if (
            size >= _RUN
            and _is_twin(view, kept[run[0]], kept[run[1]])
            and not _are_parts(view, kept[max(0, before - 1) : before + size], kept[at - 1 : at + size])
        ):
            found += kept[at : at + size]
        at += size if size >= _RUN else 1
    return found


def _is_twin(view: View, first: list[int], second: list[int]) -> bool:
    """Whether a run of blocks has sentences enough to be a text, and stands in none of the first's containers."""
    said = sum(view.weight[index] for index in second if view.prose[index])
    return said >= _LEAST and {home(view, index) for index in first}.isdisjoint(home(view, index) for index in second)


def _are_parts(view: View, first: list[int], second: list[int]) -> bool:
    """Whether two runs, each with the block above it, are parts of one make under other headings: terms of a manual."""
    nodes = view.document.nodes
    one, other = _around(view, first[1:]), _around(view, second[1:])
    return (
        one != other
        and nodes[one].tag == nodes[other].tag
        and without_id(nodes[one].hint) == without_id(nodes[other].hint)
        and view.texts[first[0]] != view.texts[second[0]]
        and one in _path(view, view.node[first[0]])
        and other in _path(view, view.node[second[0]])
    )


def _around(view: View, blocks: list[int]) -> int:
    """Return the innermost container around some blocks."""
    first, *others = [_path(view, view.node[index]) for index in blocks]
    return next(node for node in first if all(node in path for path in others))


def _path(view: View, node: int) -> list[int]:
    """Return a container and those around it, the innermost first."""
    path = []
    while node >= 0:
        path.append(node)
        node = view.parent[node]
    return path


def _length(texts: list[str], first: int, second: int) -> int:
    """Return how many texts from `first` on are those from `second` on, up to where they would meet."""
    size = 0
    while first + size < second and second + size < len(texts) and texts[first + size] == texts[second + size]:
        size += 1
    return size
