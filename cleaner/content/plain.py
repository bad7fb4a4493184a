"""What stands bare beside a text's sentences: lines of it in elements that nothing names, above them and below."""

import re
from collections import Counter
from collections.abc import Mapping

from cleaner.content.heading import HEADINGS
from cleaner.content.view import DATE, View, home

_BY_PLACE = frozenset(("content.outside", "content.tail", "content.header"))
"""Reasons that are a matter of place: what words or links disown stays away."""

_BARE = frozenset(("div", "section"))
"""Elements that say nothing of what they hold, where no word of theirs does."""

_NO_LINKS = 0.1
"""Largest share of link text in a line that links to nothing."""

_HOURS = re.compile(r"\d{1,2}[:：]\d\d\s?(?:[-–—~～至到]+|to|bis|à)\s?\d{1,2}[:：]\d\d")
"""The hours of a shop or a bus: from one time of day to another."""

_BRIEF = 500
"""Weight of the sentences of a brief page, a notice or a recipe, whose parts may have names that say nothing."""

_LINES = 3
"""Lines of one such part, set with breaks alone, from which they are of the text: a slogan is one, a caption two."""

_LONG = 2000
"""Weight of the sentences of a long text, beside which one line alone may as well be a caption, or a label."""

_LONGEST = 400
"""Weight of what is taken in on either side: more is a part of the page, not some lines of its text."""


def plain(view: View, reasons: dict[int, str]) -> list[int]:
    """Return the lines right above and below the kept sentences that stand bare where these do.

    Either between the paragraphs, in elements of their own, or in elements like the sentences' own beside the heading.
    A line of links, a heading, a date above the text, and what is named as anything end them.
    """
    said = [at for at, says in enumerate(view.prose) if says and at not in reasons]
    if not said:
        return []
    weight = sum(view.weight[at] for at in said)
    lines = Counter(view.node) if weight < _BRIEF else {}
    places = _places(view, said, lines)
    found: list[int] = []
    for over in (range(said[0] - 1, view.title, -1), range(said[-1] + 1, len(view.texts))):
        run: list[int] = []
        for at in over:
            if at in reasons:
                dated = over.step < 0 and _is_dated(view.texts[at])
                if dated or reasons[at] not in _BY_PLACE or not _is_beside(view, at, places, lines):
                    break
                run.append(at)
        if sum(view.weight[at] for at in run) <= _LONGEST and (weight < _LONG or len(run) > 1):
            found += run
    return found


def _is_dated(text: str) -> bool:
    """Whether a line has a date, as a byline has, and not the hours from one time of day to another."""
    return DATE.search(text) is not None and _HOURS.search(text) is None


def _places(view: View, said: list[int], lines: Mapping[int, int]) -> set[int]:
    """Return the containers in which sentences stand, and those around bare ones that hold the heading as well."""
    spine: set[int] = set()
    node = view.node[view.title] if view.title >= 0 else -1
    while node >= 0:
        spine.add(node)
        node = view.parent[node]
    homes = {home(view, at) for at in said}
    around = {view.parent[place] for place in homes if _is_bare(view, place, lines)}
    return homes | (around & spine)


def _is_bare(view: View, place: int, lines: Mapping[int, int]) -> bool:
    """Whether nothing names a container, or, on a brief page, it holds some `lines`."""
    one = view.document.nodes[place]
    return one.tag in _BARE and (not one.hint or lines.get(place, 0) >= _LINES)


def _is_beside(view: View, at: int, places: set[int], lines: Mapping[int, int]) -> bool:
    """Whether a line that links to nothing is in a bare element, in one of some places."""
    place = home(view, at)
    return (
        view.density[at] <= _NO_LINKS
        and view.document.blocks[at].tag not in HEADINGS
        and _is_bare(view, place, lines)
        and view.parent[place] in places
    )
