"""Where on a whole page the article stands: the run of text that outweighs the furniture around it.

The page's blocks get weights, running text above zero and page furniture below; the article is the run of blocks with
the largest sum (maximum subsequence segmentation: Pasternack and Roth, Extracting article text from the web, WWW 2009).
What lies outside goes only where the furniture itself testifies that the text is a whole page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cleaner.strip.chrome import Kind, kind_of
from cleaner.strip.formula import formula_lines
from cleaner.strip.thread import is_discussion, is_record, posts_end
from cleaner.strip.values import certain_date
from cleaner.strip.view import Line, View

FURNITURE: frozenset[Kind] = frozenset({"control", "share", "footer", "channel", "related"})
COUNTS: frozenset[Kind] = frozenset({"meta", "date"})
_BUTTONS: frozenset[Kind] = frozenset({"control", "share"})

_WEIGHT: Mapping[Kind, int] = {
    "control": -12, "share": -12, "footer": -15, "channel": -8, "related": -40, "meta": -8, "date": -8, "blank": 0,
}  # fmt: skip
_CLOSING = frozenset({"comments", "pager", "related", "share", "follow", "footer", "copyright", "tags"})
"""Families whose lines stand after an article; the others' lines stand in it."""

_OPENING = frozenset({"breadcrumb", "menu"})
"""Families whose lines stand before an article."""

_FAMILIES = _CLOSING | _OPENING
_KINDS = FURNITURE | COUNTS

_LOOK_AHEAD, _DENSE = 8, 3
"""Furniture goes on: of the next eight blocks at least three are furniture too, or all that are left."""

_NEAR = 5
"""A menu's word has others near it, among so many blocks."""

_LONG = 40
"""So many blocks after an article are a page's lists."""

_INNER = 5
"""A button that stands between so many parts of a text belongs to its layout."""

_LEAST_SAID = 25
"""Units of running text that an article has at least."""

_PARAGRAPH = 50
"""A block of so much running text is a paragraph even among furniture: a brief has no other."""

_SMALL_WORDS = "的了着过是在我你他她它也就都和很又还没这那个们么呢吧啊得地把被让给从对但而且或与及以为于"

_COMMENT_HEADINGS = frozenset({
    "评论", "评论区", "网友评论", "全部评论", "最新评论", "热门评论", "留言", "跟贴", "热门跟贴",
    "comments", "kommentare", "commentaires", "comentarios", "комментарии", "댓글", "コメント",
})  # fmt: skip

_TAG = re.compile(r"[^\W_][\w\s+#.·-]{0,23}")


@dataclass(frozen=True)
class Extent:
    """A page's blocks by kind, and the run of them that is the article."""

    view: View
    kinds: tuple[Kind, ...] = field(repr=False)
    """Each block's kind."""
    fragments: frozenset[int] = field(default=frozenset(), repr=False)
    """The blocks that are pieces of a text broken up by its formulas."""
    struck: Mapping[int, str] = field(default_factory=dict)
    """The blocks that a rule takes whole, with the rule's family."""

    @classmethod
    def of(cls, view: View) -> "Extent":
        """Tell each block's kind; no rule has been run yet.  A table of data has no furniture, nor has a formula."""
        kinds = list(map(kind_of, view.lines))
        formulas, fragments = formula_lines(view.lines)
        for at in view.table_cells | formulas | fragments:
            kinds[at] = ""
        return cls(view, tuple(kinds), formulas | fragments)

    @cached_property
    def furniture(self) -> tuple[bool, ...]:
        """Which blocks are page furniture, counters and dates among them."""
        struck = {at for at, family in self.struck.items() if family in _FAMILIES}
        return tuple([kind in _KINDS or at in struck for at, kind in enumerate(self.kinds)])

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """What each block speaks for: text above zero, furniture below."""
        return tuple(map(self._weight, self.view.lines))

    @cached_property
    def _inner(self) -> frozenset[int]:
        """The buttons that come back again and again with text between: a slide show's own, no end of the article."""
        places: dict[str, list[int]] = {}
        for kind, line in zip(self.kinds, self.view.lines, strict=True):
            if kind in _BUTTONS and not line.mass:
                places.setdefault(line.core, []).append(line.index)
        before = self.view.before
        again = (found for found in places.values() if len({before[at] for at in found}) >= _INNER)
        return frozenset(at for found in again for at in found)

    @cached_property
    def _outer(self) -> Sequence[bool]:
        """Which blocks are furniture around a text, and not its own buttons."""
        if not self._inner:
            return self.furniture
        return [is_furniture and at not in self._inner for at, is_furniture in enumerate(self.furniture)]

    def _weight(self, line: Line) -> float:
        if line.index in self.struck or line.index in self._inner:
            return -2 if line.index in self._inner else self._weight_of_struck(line.index)
        if line.mass:
            near = slice(max(0, line.index - 3), line.index + 4)
            after = line.index > self._heading
            crowded = (after or line.mass < _PARAGRAPH) and sum(self._outer[near]) >= 3
            sparse = after and sum(map(_is_text, self.view.lines[near])) <= 3
            return min(line.mass, 120) * (0.15 if crowded or sparse else 1.0)
        if line.index in self.fragments:
            return line.units if line.cjk else 0
        kind = self.kinds[line.index]
        if kind:
            return _WEIGHT[kind]
        if line.codelike and line.index < self._heading:
            return 6
        return 0 if line.codelike else -3 if line.units <= 12 else -2

    def _weight_of_struck(self, at: int) -> float:
        if self._heads_links(at):
            return -40
        family = self.struck[at]
        return -3 if family == "related" else -15 if family in _CLOSING else 0

    @cached_property
    def _heading(self) -> int:
        """The first heading of links or comments, or share bar, after some text; past the end where there is none.

        After it, text that stands alone between short lines is a teaser or a comment.
        """
        before, lines = self.view.before, self.view.lines
        for line in lines:
            said = before[line.index]
            shared = self.kinds[line.index] == "share" or self.struck.get(line.index) == "share"
            if said >= 60 and (self._heads_links(line.index) or (shared and said >= 2 * _PARAGRAPH)):
                return line.index
        return len(lines)

    def _heads_links(self, at: int) -> bool:
        """Whether what follows is links or comments; a label with its link on its line stands within a text too."""
        family = self.struck.get(at)
        if family != "related" and self.kinds[at] != "related":
            return family == "comments"
        label, _, link = self.view.lines[at].core.partition(":")
        return family == "comments" or not (label and link.strip())

    @cached_property
    def span(self) -> tuple[int, int]:
        """The article's first block and the one past its last; (0, 0) where there is no running text."""
        best, first, last = largest_run(self.weights)
        loose = [
            0.35 * line.units if run and not weight > 0 else weight
            for line, run, weight in zip(self.view.lines, self._unstopped_runs(), self.weights, strict=True)
        ]
        other = largest_run(loose)
        if other[0] >= max(2 * best, 100):
            _, first, last = other
        return first, self._to_last_text(last)

    def _unstopped_runs(self) -> list[bool]:
        """Which blocks belong to a long run of lines as long as sentences: people write whole texts without a stop."""
        lines = self.view.lines
        fits = [
            not self.kinds[at] and at not in self.struck and not line.codelike and (line.cjk > 10 or line.mass > 0)
            for at, line in enumerate(lines)
        ]
        marks = [False] * len(lines)
        start = 0
        for at in range(len(lines) + 1):
            if at == len(lines) or not fits[at]:
                if at - start >= 10 and said_by_someone(lines[start:at]):
                    marks[start:at] = [True] * (at - start)
                start = at + 1
        return marks

    def _to_last_text(self, last: int) -> int:
        """Take in the text that follows the run before any furniture does: a last short paragraph after an insert."""
        for at in range(last, min(last + 12, len(self.view.lines)) if last else 0):
            if self.kinds[at] in FURNITURE or self.struck.get(at) in _CLOSING - {"related"} or self._heads_links(at):
                break
            if self.view.lines[at].mass:
                last = at + 1
        return last

    @cached_property
    def tail(self) -> range:
        """The blocks after the article that go."""
        last, count = self.span[1], len(self.view.lines)
        last = last and max(last, posts_end(self.view))
        if not last or last == count or not self._says_enough:
            return range(0)
        start = next((at for at in range(last, count) if self._goes_on(at)), count)
        start = next((at for at in range(last, start) if self._begins(at) and self._is_bare(range(at, count))), start)
        closed = [
            at
            for at in range(max(last, start - 15), start)
            if self.struck.get(at) in _CLOSING and not any(line.mass for line in self._lines(range(at, start)))
        ]
        rest = range(closed[0] if closed else self._tags_before(start, last), count)
        if is_discussion(self.view, self._lines(range(*self.span)), self._lines(rest)):
            return range(0)
        return rest if self._is_furniture(rest) else range(0)

    @cached_property
    def tail_but_comments(self) -> range:
        """The blocks after the article that go where readers' comments are kept: none once a comment section begins."""
        begins = (
            at for at in self.tail if self.struck.get(at) == "comments" or self.view.lines[at].core in _COMMENT_HEADINGS
        )
        return range(self.tail.start, next(begins, self.tail.stop))

    @cached_property
    def head(self) -> range:
        """The blocks before the article that go: all up to the last furniture before its title."""
        first = self.span[0]
        titled = self.view.folded.startswith("# ")  # Markdown that begins with its title has nothing before it
        if titled or not self._says_enough or sum(map(is_record, self._lines(range(first)))) >= 2:
            return range(0)
        end = self.title if self.title >= 0 else first
        while end and not self._is_plain(end - 1) and end > first - 16:
            end -= 1
        end = self._before_told(end)
        rest = range(end)
        if not first or self._speaks(rest):
            return range(0)
        return rest if self._is_furniture(rest, short=0.4) else range(0)

    def _speaks(self, rest: range) -> bool:
        """Whether the blocks before an article say more than a menu does: a long one has notes to its settings."""
        said, total = self.view.before[rest.stop], self.view.before[-1]
        notes = [line.mass for line in self._lines(rest) if line.mass]
        is_long = len(rest) >= _LONG and len(notes) <= 0.1 * len(rest) and max(notes, default=0) < _PARAGRAPH
        is_menu = is_long and sum(map(self._is_plain, rest)) >= 0.12 * len(rest)
        return said > max(40, (0.2 if is_menu else 0.06) * total)

    def _before_told(self, end: int) -> int:
        """Return where the furniture ends that comes before a long run of told lines, at most `end`."""
        start = 0
        for at in range(end + 1):
            if at == end or self.furniture[at]:
                if at - start >= 20 and said_by_someone(self.view.lines[start:at]):
                    plain = (before for before in range(start, 0, -1) if self._is_plain(before - 1))
                    return next(plain, 0)
                start = at + 1
        return end

    @cached_property
    def between(self) -> Iterable[int]:
        """The blocks between title and text that go: counters, share buttons, dates."""
        if not self.head:
            return ()
        start = max(self.title + 1, self.head.stop)
        return [at for at in range(start, self.span[0]) if self.furniture[at] and not self.view.lines[at].mass]

    @cached_property
    def title(self) -> int:
        """The block before the article that is most like its title; -1 where there is none."""
        first = self.span[0]
        body = "".join(line.core for line in self.view.lines[first : first + 12])
        best, found = 0.0, -1
        for line in self.view.lines[max(0, first - 14) : first]:
            if self.kinds[line.index] or line.index in self.struck or not 4 <= line.units <= 60 or line.mass:
                continue
            if line.folded.startswith("!["):  # an image, as Markdown writes it
                continue
            dated = any(
                self.kinds[at] == "date" or self.struck.get(at) == "byline" or certain_date(self.view.lines[at].folded)
                for at in range(line.index + 1, min(line.index + 4, first))
            )
            score = title_likeness(line.core, body) * min(line.units, 12) * (2 if dated else 1)
            if score > best:
                best, found = score, line.index
        return found

    def _tags_before(self, start: int, last: int) -> int:
        """Return where the run of single words right before the furniture begins: a page's tags."""
        at = start
        while at > last and self._is_tag(self.view.lines[at - 1]):
            at -= 1
        return at if start - at >= 3 else start

    def _is_tag(self, line: Line) -> bool:
        short = line.units <= 8 if line.cjk else line.units <= 3
        return short and not line.codelike and _TAG.fullmatch(line.folded.strip()) is not None

    def _is_plain(self, at: int) -> bool:
        """Whether a block is furniture that no counter or date in an article could be."""
        return self.kinds[at] in FURNITURE or self.struck.get(at) in _FAMILIES

    def _begins(self, at: int) -> bool:
        """Whether a block is furniture, and not a heading of the text: Chinese ones often are a menu's words too."""
        is_word = self.kinds[at] == "channel" and self.view.lines[at].han > 0
        lone = is_word and not any(self.furniture[at + 1 : at + 1 + _NEAR])
        return self._is_plain(at) and not lone

    def closes(self, at: int) -> bool:
        """Whether a block is a line that stands after articles: a site's footer, a heading of links, a notice."""
        return self.struck.get(at) in _CLOSING or self.kinds[at] in {"footer", "related"}

    def _goes_on(self, at: int) -> bool:
        """Whether furniture begins here and goes on."""
        if not self._is_plain(at):
            return False
        ahead = self.furniture[at : at + _LOOK_AHEAD]
        return sum(ahead) >= min(_DENSE, len(ahead))

    def _is_furniture(self, rest: Sequence[int], short: float = 0.25) -> bool:
        """Whether the blocks testify that they are page furniture: enough of them, and little running text among them.

        A short line testifies too, by `short`: more before the article, where menus stand, than after it.
        """
        named = sum(self.kinds[at] in FURNITURE for at in rest)
        plain = sum(map(self._is_plain, rest))
        counted = sum(self.furniture[at] for at in rest)
        brief = sum(line.units <= 12 and not line.mass and not line.codelike for line in self._lines(rest))
        mass = sum(max(0.0, self.weights[at]) for at in rest)
        total = sum(max(0.0, weight) for weight in self.weights)
        if plain < 2 or mass > 0.5 * total:
            return False
        if named < 2:
            return counted + (short - 0.25) * brief >= 0.36 * len(rest) and not mass
        if plain >= 3 and len(rest) >= 20 and self._says_little(rest):
            return True
        return counted + short * brief >= 0.3 * len(rest) or (plain >= 4 and counted >= 0.12 * len(rest))

    @cached_property
    def _says_enough(self) -> bool:
        """Whether the run says enough to be the article of a page; else all that a list or a shop says would go."""
        return sum(line.mass for line in self._lines(range(*self.span))) >= _LEAST_SAID

    def _is_bare(self, rest: Sequence[int]) -> bool:
        """Whether next to no running text is among the blocks, and furniture all through them."""
        filled = [at for at in rest if self.kinds[at] != "blank"]
        share = 0.25 if len(filled) < 20 else 0.12 if len(filled) < _LONG else 0.06
        return self._says_little(rest) and sum(self.furniture[at] for at in filled) >= share * len(filled)

    def _says_little(self, rest: Sequence[int]) -> bool:
        """Whether the blocks weigh next to nothing, or are a long list with hardly a sentence in it."""
        mass = sum(max(0.0, self.weights[at]) for at in rest)
        total = sum(max(0.0, weight) for weight in self.weights)
        texts = sum(line.mass > 0 for line in self._lines(rest))
        return mass <= 0.1 * total or (len(rest) >= _LONG and texts <= 0.06 * len(rest) and mass <= 0.6 * total)

    def _lines(self, places: Iterable[int]) -> list[Line]:
        return [self.view.lines[at] for at in places]


def _is_text(line: Line) -> bool:
    return line.mass > 0 or line.codelike


def said_by_someone(lines: Sequence[Line]) -> bool:
    """Whether lines have the small words that sentences have and headlines and menus leave out.

    Measured: 8 to 14% of Chinese articles, 2 to 7 of lists of headlines; Japanese texts are half hiragana.
    """
    text = "".join(line.folded for line in lines)
    han, cjk = sum(line.han for line in lines), sum(line.cjk for line in lines)
    if cjk > 2 * han and cjk:
        return sum("ぁ" <= char <= "ん" for char in text) >= 0.4 * cjk
    return sum(map(text.count, _SMALL_WORDS)) >= 0.1 * han > 0


def largest_run(weights: Iterable[float]) -> tuple[float, int, int]:
    """Return the largest sum of neighbouring weights, and its run's begin and end; (0, 0, 0) if none is above 0."""
    best, first, last = 0.0, 0, 0
    total, start = 0.0, 0
    for at, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, at
        total += weight
        if total > best:
            best, first, last = total, start, at + 1
    return best, first, last


def title_likeness(line: str, body: str) -> float:
    """Return the share of the line's character pairs that the text uses too: a title speaks of what its text does."""
    pairs = {line[at : at + 2] for at in range(len(line) - 1) if line[at : at + 2].isalnum()}
    return sum(pair in body for pair in pairs) / len(pairs) if pairs else 0.0
