"""Where an edit of the journal stands in the final text."""

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter

from cleaner.document import Edit


def positions(journal: Sequence[Edit], wanted: Callable[[Edit], bool]) -> list[tuple[int, Edit]]:
    """Return where each wanted edit stands in the text that the journal ends with, as code points, in text order.

    A later edit that swallowed the place leaves it at its own start.
    """
    found: list[tuple[int, Edit]] = []
    for _, group in groupby(journal, attrgetter("step")):
        edits = list(group)
        fresh = [edit for edit in edits if wanted(edit)]
        if not found and not fresh:
            continue
        moved = _forward([place for place, _ in found], edits)
        found = [(place, edit) for place, (_, edit) in zip(moved, found, strict=True)]
        starts = _forward([edit.start for edit in fresh], edits)
        found = sorted([*found, *zip(starts, fresh, strict=True)], key=lambda pair: pair[0])
    return found


def forward(journal: Sequence[Edit], offsets: Sequence[int]) -> list[int]:
    """Carry ascending offsets in the text that a journal began with into the text that it ends with."""
    places = list(offsets)
    for _, group in groupby(journal, attrgetter("step")):
        places = _forward(places, list(group))
    return places


def _forward(places: Sequence[int], edits: Sequence[Edit]) -> list[int]:
    """Carry ascending offsets through one step's edits, which stand in text order and do not overlap."""
    moved: list[int] = []
    at, shift = 0, 0
    for place in places:
        while at < len(edits) and edits[at].end <= place and (edits[at].before or edits[at].start < place):
            shift += len(edits[at].after) - len(edits[at].before)
            at += 1
        inside = at < len(edits) and edits[at].start < place
        moved.append((edits[at].start if inside else place) + shift)
    return moved
