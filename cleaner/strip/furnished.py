"""What stands before and after the article on a whole page and proves itself to be page furniture."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cleaner.strip.extent import CLOSING, FURNITURE, PARAGRAPH, Extent, said_by_someone
from cleaner.strip.thread import is_discussion, is_record, posts_end
from cleaner.strip.view import Line

_LOOK_AHEAD, _DENSE = 8, 3
"""Furniture goes on: of the next eight blocks at least three are furniture too, or all that are left."""

_NEAR = 5
"""A menu's word has others near it, among so many blocks."""

_LONG = 40
"""So many blocks after an article are a page's lists."""

AROUND_TITLE = 16
"""So many blocks before an article may be its title, its date and what stands between."""

_LEAST_SAID = 25
"""Units of running text that an article has at least."""

_TAG = re.compile(r"[^\W_][\w\s+#.·-]{0,23}(?<!\.)")


@dataclass(frozen=True)
class Furnished:
    """The furniture around a page's article."""

    extent: Extent

    @cached_property
    def head(self) -> range:
        """The blocks before the article up to the last furniture before its title, if they testify themselves."""
        if not self.may_have_head:
            return range(0)
        first, end = self.extent.span[0], self.head_end
        while end and not self.extent.is_plain(end - 1) and end > first - AROUND_TITLE:
            end -= 1
        end = self.before_told(end)
        rest = range(end)
        if not first or self._speaks(rest):
            return range(0)
        return rest if self._is_furniture(rest, short=0.4) else range(0)

    @cached_property
    def tail(self) -> range:
        """The blocks after the article from the first furniture on, if they testify themselves."""
        last, count = self.last, len(self.extent.view.lines)
        if not last or last == count or not self.says_enough:
            return range(0)
        start = next((at for at in range(last, count) if self._goes_on(at)), count)
        start = next((at for at in range(last, start) if self._begins(at) and self._is_bare(range(at, count))), start)
        closed = [
            at
            for at in range(max(last, start - 15), start)
            if self.extent.struck.get(at) in CLOSING and not any(line.mass for line in self._lines(range(at, start)))
        ]
        rest = range(closed[0] if closed else self._tags_before(start, last), count)
        return rest if self._is_furniture(rest) and not self.is_discussion(rest) else range(0)

    @cached_property
    def may_have_head(self) -> bool:
        """Whether anything may go before the article: there is one, and what comes before it is no thread's posts."""
        return self.says_enough and sum(map(is_record, self._lines(range(self.extent.span[0])))) < 2

    @cached_property
    def head_end(self) -> int:
        """The block where a head ends at the latest: the title that Markdown marks, the one found, or the text."""
        first = self.extent.title if self.extent.title >= 0 else self.extent.span[0]
        lines, kinds = self.extent.view.lines, self.extent.kinds
        return next((at for at in range(first) if lines[at].folded.startswith("# ") and not kinds[at]), first)

    @cached_property
    def last(self) -> int:
        """The block past the article's last; 0 where there is none."""
        last = self.extent.span[1]
        return last and max(last, posts_end(self.extent.view))

    @cached_property
    def says_enough(self) -> bool:
        """Whether the run says enough to be the article of a page; else all that a list or a shop says would go."""
        return sum(line.mass for line in self._lines(range(*self.extent.span))) >= _LEAST_SAID

    def is_discussion(self, rest: range) -> bool:
        """Whether the blocks after the article are answers to it."""
        return is_discussion(self.extent.view, self._lines(range(*self.extent.span)), self._lines(rest))

    def _speaks(self, rest: range) -> bool:
        """Whether the blocks before an article say more than a menu does: a long one has notes to its settings."""
        said, total = self.extent.view.before[rest.stop], self.extent.view.before[-1]
        notes = [line.mass for line in self._lines(rest) if line.mass]
        is_long = len(rest) >= _LONG and len(notes) <= 0.1 * len(rest) and max(notes, default=0) < PARAGRAPH
        is_menu = is_long and sum(map(self.extent.is_plain, rest)) >= 0.12 * len(rest)
        return said > max(40, (0.2 if is_menu else 0.06) * total)

    def before_told(self, end: int) -> int:
        """Return where the furniture ends that comes before a long run of told lines, at most `end`."""
        start = 0
        for at in range(end + 1):
            if at == end or self.extent.furniture[at]:
                if at - start >= 20 and said_by_someone(self.extent.view.lines[start:at]):
                    plain = (before for before in range(start, 0, -1) if self.extent.is_plain(before - 1))
                    return next(plain, 0)
                start = at + 1
        return end

    def _tags_before(self, start: int, last: int) -> int:
        """Return where the run of single words right before the furniture begins: a page's tags."""
        at = start
        while at > last and _is_tag(self.extent.view.lines[at - 1]):
            at -= 1
        return at if start - at >= 3 else start

    def _begins(self, at: int) -> bool:
        """Whether a block is furniture, and not a heading of the text: Chinese ones often are a menu's words too."""
        is_word = self.extent.kinds[at] == "channel" and self.extent.view.lines[at].han > 0
        lone = is_word and not any(self.extent.furniture[at + 1 : at + 1 + _NEAR])
        return self.extent.is_plain(at) and not lone

    def _goes_on(self, at: int) -> bool:
        """Whether furniture begins here and goes on."""
        if not self.extent.is_plain(at):
            return False
        ahead = self.extent.furniture[at : at + _LOOK_AHEAD]
        return sum(ahead) >= min(_DENSE, len(ahead))

    def _is_furniture(self, rest: Sequence[int], short: float = 0.25) -> bool:
        """Whether the blocks testify that they are page furniture: enough of them, and little running text among them.

        A short line testifies too, by `short`: more before the article, where menus stand, than after it.
        """
        named = sum(self.extent.kinds[at] in FURNITURE for at in rest)
        plain = sum(map(self.extent.is_plain, rest))
        counted = sum(self.extent.furniture[at] for at in rest)
        brief = sum(line.units <= 12 and not line.mass and not line.codelike for line in self._lines(rest))
        mass = sum(max(0.0, self.extent.weights[at]) for at in rest)
        total = sum(max(0.0, weight) for weight in self.extent.weights)
        if plain < 2 or mass > 0.5 * total:
            return False
        if named < 2:
            return counted + (short - 0.25) * brief >= 0.36 * len(rest) and not mass
        if plain >= 3 and len(rest) >= 20 and self._says_little(rest):
            return True
        return counted + short * brief >= 0.3 * len(rest) or (plain >= 4 and counted >= 0.12 * len(rest))

    def _is_bare(self, rest: Sequence[int]) -> bool:
        """Whether next to no running text is among the blocks, and furniture all through them."""
        filled = [at for at in rest if self.extent.kinds[at] != "blank"]
        share = 0.25 if len(filled) < 20 else 0.12 if len(filled) < _LONG else 0.06
        return self._says_little(rest) and sum(self.extent.furniture[at] for at in filled) >= share * len(filled)

    def _says_little(self, rest: Sequence[int]) -> bool:
        """Whether the blocks weigh next to nothing, or are a long list with hardly a sentence in it."""
        mass = sum(max(0.0, self.extent.weights[at]) for at in rest)
        total = sum(max(0.0, weight) for weight in self.extent.weights)
        texts = sum(line.mass > 0 for line in self._lines(rest))
        return mass <= 0.1 * total or (len(rest) >= _LONG and texts <= 0.06 * len(rest) and mass <= 0.6 * total)

    def _lines(self, places: Iterable[int]) -> list[Line]:
        return [self.extent.view.lines[at] for at in places]


def _is_tag(line: Line) -> bool:
    short = line.units <= 8 if line.cjk else line.units <= 3
    return short and not line.codelike and _TAG.fullmatch(line.folded.strip()) is not None
