"""Where on a whole page the article stands: the run of text that outweighs the furniture around it.

The page's blocks get weights, running text above zero and page furniture below; the article is the run of blocks with the
largest sum (maximum subsequence segmentation: Pasternack and Roth, "Extracting article text from the web", WWW 2009).
What lies outside goes only where the furniture itself testifies that the text is a whole page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cleaner.strip.chrome import Kind, kind_of
from cleaner.strip.view import Line, View

FURNITURE: frozenset[Kind] = frozenset({"control", "share", "footer", "channel", "related"})
COUNTS: frozenset[Kind] = frozenset({"meta", "date"})

_WEIGHT: dict[Kind, int] = {
    "control": -12, "share": -12, "footer": -15, "channel": -8, "related": -30, "meta": -6, "date": -6, "blank": 0,
}  # fmt: skip
_STRUCK = -15
"""Weight of a block that a rule takes whole."""

_SIGN_OFF = re.compile(r"\([^()。,]{2,14}\)\s*\Z")


@dataclass(frozen=True)
class Extent:
    """A page's blocks by kind, and the run of them that is the article."""

    view: View
    struck: frozenset[int]

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Each block's kind; what a rule takes whole counts as a control."""
        return tuple(
            kind_of(line) or ("control" if line.index in self.struck else "") for line in self.view.lines
        )

    @cached_property
    def furniture(self) -> tuple[bool, ...]:
        """Which blocks are page furniture, counters and dates among them."""
        return tuple(kind in FURNITURE or kind in COUNTS for kind in self.kinds)

    @cached_property
    def span(self) -> tuple[int, int]:
        """The article's first block and the one past its last; (0, 0) where there is no running text."""
        best, first, last = 0.0, 0, 0
        total, start = 0.0, 0
        for at, weight in enumerate(self.weights):
            if total <= 0:
                total, start = 0.0, at
            total += weight
            if total > best:
                best, first, last = total, start, at + 1
        return first, last

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """What each block speaks for: text above zero, furniture below."""
        return tuple(self._weight(line) for line in self.view.lines)

    def _weight(self, line: Line) -> float:
        if line.index in self.struck:
            return _STRUCK
        if line.mass:
            crowded = sum(self.furniture[max(0, line.index - 3) : line.index + 4])
            return min(line.mass, 120) * (0.2 if crowded >= 3 else 1.0)
        kind = self.kinds[line.index]
        if kind:
            return _WEIGHT[kind]
        if line.codelike:
            return 6
        return -3 if line.units <= 12 else -2

    def tail(self) -> range:
        """The blocks after the article that go."""
        lines, last = self.view.lines, self.span[1]
        count = len(lines)
        if not last or last == count:
            return range(0)
        start = next((at for at in range(last, count) if self.kinds[at] in FURNITURE), count)
        start = self._tags_before(start, last)
        rest = range(start, count)
        return rest if self._is_furniture(rest) else range(0)

    def head(self) -> range:
        """The blocks before the article that go: up to its title."""
        first = self.span[0]
        if not first:
            return range(0)
        title = self.title()
        end = title if title >= 0 else first
        while end and self.kinds[end - 1] not in FURNITURE and end > first - 12:
            end -= 1
        rest = range(end)
        return rest if self._is_furniture(rest) else range(0)

    def title(self) -> int:
        """The block before the article that is most like its title; -1 where there is none."""
        first = self.span[0]
        body = "".join(line.core for line in self.view.lines[first : first + 12])
        best, found = 0.0, -1
        for line in self.view.lines[max(0, first - 14) : first]:
            if self.kinds[line.index] or line.index in self.struck or not 4 <= line.units <= 60 or line.mass:
                continue
            score = title_likeness(line.core, body) * min(line.units, 12)
            if score >= best:
                best, found = score, line.index
        return found

    def _tags_before(self, start: int, last: int) -> int:
        """Return where the run of single words right before the furniture begins: a page's tags."""
        at = start
        while at > last and self.view.lines[at - 1].units <= 6 and not self.view.lines[at - 1].codelike:
            at -= 1
        return at if start - at >= 3 else start

    def _is_furniture(self, rest: Sequence[int]) -> bool:
        """Whether the blocks testify that they are page furniture: enough of them, and little running text among them."""
        if not rest:
            return False
        plain = sum(self.kinds[at] in FURNITURE for at in rest)
        counted = sum(self.furniture[at] for at in rest)
        mass = sum(max(0.0, weight) for weight in (self.weights[at] for at in rest))
        total = sum(max(0.0, weight) for weight in self.weights)
        if plain < 2 or mass > 0.5 * total:
            return False
        return counted >= 0.3 * len(rest) or (plain >= 4 and counted >= 0.12 * len(rest))


def title_likeness(line: str, body: str) -> float:
    """Return the share of the line's character pairs that the text uses too: a title speaks of what its text speaks of."""
    pairs = {line[at : at + 2] for at in range(len(line) - 1) if line[at : at + 2].isalnum()}
    return sum(pair in body for pair in pairs) / len(pairs) if pairs else 0.0


def outside(extent: Extent) -> Iterator[tuple[int, str]]:
    """Yield the blocks outside the article that go, with which side they stand on."""
    for at in extent.head():
        yield at, "head"
    for at in extent.tail():
        yield at, "tail"
