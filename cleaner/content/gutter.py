"""The numbers of a code's lines, which pages lay out in a column of their own: text for no reader but the eye."""

from cleaner.content.view import View
from cleaner.document import FENCE

_COLUMN = 3
"""Fewest numbers of a column beside lines that are not marked as code."""

_SLACK = 2
"""Lines that a list of numbers may count beyond the code above it: empty ones at the code's end are not laid out."""


def gutters(view: View) -> list[int]:
    """Return the blocks that number the lines of the code beside them, with the fences of their own.

    They count from one by one, and no fewer than the lines are.  What holds both holds nothing else: an element with
    two cells; or the numbers come first in the code's own fence, or are a list right below it.
    """
    found: list[int] = []
    at = 0
    while at < len(view.texts):
        if view.texts[at] != "1":
            at += 1
            continue
        size = 1
        while at + size < len(view.texts) and view.texts[at + size] == str(size + 1):
            size += 1
        found += _numbers(view, at, size)
        at += size
    return found


def _numbers(view: View, at: int, size: int) -> range | tuple[()]:
    """Return what goes of a count from `at` on: all of it with its fences, if it numbers the lines of a code."""
    first, stop = at, at + size
    is_own = _is_fence(view, at - 1) and _is_fence(view, stop)
    if is_own:
        first, stop = at - 1, stop + 1
    elif _is_fence(view, at - 1) and stop < len(view.texts) and view.document.blocks[stop].code:
        return range(at, stop) if 1 < size == _lines(view, stop, _close(view, stop)) else ()
    if _is_fence(view, stop):
        close = _close(view, stop + 1)
        numbers = size >= _lines(view, stop + 1, close) and (is_own or size > 1)
        return range(first, stop) if numbers and _are_alone(view, first, close) else ()
    if _is_fence(view, first - 1) and not is_own:
        start = _open(view, first - 2)
        over = size - _lines(view, start + 1, first - 1)
        is_list = view.document.blocks[first].tag == "li"
        return range(first, stop) if size > 1 and is_list and 0 <= over <= _SLACK else ()
    if is_own or size < _COLUMN or _cell(view, first) < 0:
        return ()
    end = stop
    while end < len(view.texts) and _cell(view, end) == _cell(view, stop):
        end += 1
    is_code = _cell(view, stop) >= 0 and size // 2 <= end - stop <= size
    return range(first, stop) if is_code and _are_alone(view, first, end - 1) else ()


def _is_fence(view: View, at: int) -> bool:
    return 0 <= at < len(view.texts) and view.document.blocks[at].code and view.texts[at] == FENCE


def _close(view: View, at: int) -> int:
    """Return the fence that closes a code from `at` on."""
    while at < len(view.texts) - 1 and not _is_fence(view, at):
        at += 1
    return at


def _open(view: View, at: int) -> int:
    """Return the fence that opens the code that ends at `at`."""
    while at > 0 and not _is_fence(view, at):
        at -= 1
    return at


def _lines(view: View, first: int, stop: int) -> int:
    """Return how many lines stand from one block to before another, the empty ones among them as well."""
    blocks = view.document.blocks
    return view.document.text.count("\n", blocks[first].start, blocks[stop - 1].end) + 1 if first < stop else 0


def _cell(view: View, at: int) -> int:
    """Return the cell of a table that a block is in; -1 where it is in none."""
    node = view.node[at]
    while node >= 0 and view.document.nodes[node].tag != "td":
        node = view.parent[node]
    return node


def _are_alone(view: View, first: int, last: int) -> bool:
    """Whether the innermost element around some blocks holds no others."""
    around = _path(view, view.node[first]) & _path(view, view.node[last])
    place = max(around, default=-1)
    beside = [at for at in (first - 1, last + 1) if 0 <= at < len(view.texts)]
    return place > 0 and not any(place in _path(view, view.node[at]) for at in beside)


def _path(view: View, node: int) -> set[int]:
    """Return a container and those around it."""
    path: set[int] = set()
    while node >= 0:
        path.add(node)
        node = view.parent[node]
    return path
