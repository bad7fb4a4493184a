"""Take out what stands on a site's other pages too."""

from collections.abc import Iterator, Sequence

from cleaner.document import Edit
from cleaner.evidence import Evidence
from cleaner.strip.extent import Extent
from cleaner.strip.view import Line

EDGE = 2
"""How many blocks of running text at the end of an article may be the site's own: a disclaimer, a farewell."""


def recurring_lines(extent: Extent, evidence: Evidence, host: str, rule: str) -> Iterator[Edit]:
    """Propose the lines that recur on the page's site; running text only at the end: a text met again stays.

    So does, behind the text, a label under which something new stands.
    """
    profile = evidence.sites.get(host.lower()) or evidence.sites.get("")
    if not profile or not profile.lines:
        return
    view, (first, last) = extent.view, extent.span
    known = {line.index for line in view.lines if not line.code and profile.knows(line.folded)}
    met_again = sum(view.lines[index].mass for index in known) > 0.5 * view.before[-1]
    texts = [line.index for line in view.lines[first:last] if line.mass]
    own = max((index for index in texts if index not in known), default=last)
    ends = set() if met_again else {index for index in texts[-EDGE:] if index > own}
    for index in sorted(known - _labels(view.lines[last:], known)):
        line = view.lines[index]
        inside = first <= index < last
        text = line.mass and index not in ends and (inside or met_again)
        if line.codelike or text or (inside and line.units < 4):
            continue
        yield view.document.removal(index, rule)


def _labels(lines: Sequence[Line], known: set[int]) -> set[int]:
    """Return the lines that recur over something that does not: a heading of the article's own, its fields."""
    labels: set[int] = set()
    is_over = False
    for line in reversed(lines):
        if line.index in known and (line.mass or not is_over):
            is_over = False
        else:
            is_over = True
            labels.add(line.index)
    return labels
