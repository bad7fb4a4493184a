"""Take out what stands on a site's other pages too."""

from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.evidence import Evidence
from cleaner.strip.extent import Extent

EDGE = 2
"""How many blocks of running text at either end of an article may be the site's own: a greeting, a disclaimer."""


def recurring_lines(extent: Extent, evidence: Evidence, host: str, rule: str) -> Iterator[Edit]:
    """Propose the lines that recur on the page's site; running text only at the ends: a text met again stays."""
    profile = evidence.sites.get(host.lower()) or evidence.sites.get("")
    if not profile or not profile.lines:
        return
    view, (first, last) = extent.view, extent.span
    known = [line for line in view.lines if not line.code and profile.knows(line.folded)]
    met_again = sum(line.mass for line in known) > 0.5 * view.before[-1]
    texts = [line.index for line in view.lines[first:last] if line.mass]
    ends = set() if met_again else {*texts[:EDGE], *texts[-EDGE:]}
    for line in known:
        inside = first <= line.index < last
        text = line.mass and line.index not in ends and (inside or met_again)
        if line.codelike or text or (inside and line.units < 4):
            continue
        yield view.document.removal(line.index, rule)
