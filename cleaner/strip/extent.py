"""Where on a whole page the article stands: the run of text that outweighs the furniture around it.

The page's blocks get weights, running text above zero and page furniture below; the article is the run of blocks with
the largest sum (maximum subsequence segmentation: Pasternack and Roth, Extracting article text from the web, WWW 2009).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cleaner.document import Edit
from cleaner.strip.chrome import Kind, is_worded, kind_of, led_to
from cleaner.strip.formula import formula_lines
from cleaner.strip.forum import thread_title
from cleaner.strip.typeset import typeset_lines
from cleaner.strip.values import certain_date
from cleaner.strip.view import Line, View

FURNITURE: frozenset[Kind] = frozenset({"control", "button", "share", "footer", "channel", "related"})
COUNTS: frozenset[Kind] = frozenset({"meta", "date"})
_BUTTONS: frozenset[Kind] = frozenset({"control", "share"})

_WEIGHT: Mapping[Kind, int] = {
    "control": -12, "button": -5, "share": -12, "footer": -15, "channel": -8, "related": -40, "meta": -8, "date": -8,
    "blank": 0,
}  # fmt: skip
CLOSING = frozenset({"comments", "pager", "related", "share", "follow", "footer", "copyright", "tags"})
"""Families whose lines stand after an article; the others' lines stand in it."""

_OPENING = frozenset({"breadcrumb", "menu"})
"""Families whose lines stand before an article."""

_FAMILIES = CLOSING | _OPENING
_KINDS = FURNITURE | COUNTS

_TELLING = _FAMILIES | {"byline", "expand", "repost"}
"""Families of lines that only pages have around a text."""

_BYLINE = re.compile(r"[^\W\d_]|\d[-/.:]\d")
"""What a date and a counter have that a price has not."""

_OF_ITEMS = frozenset({"byline", "repost"})
"""Those of them that a digest's items have, too."""

_PROOFS = 3
"""So many different lines of that sort, outside the text, prove a page; one that may be of it counts for half."""

_INNER = 5
"""A button that stands between so many parts of a text belongs to its layout."""

_REACH = 24
"""A title stands at most so many blocks before the text: each of a byline's parts may be one."""

_BODY = 4000
"""Code points of a text that a title is held against."""

_LABEL = re.compile(r"[(\[【]?.{0,4}(?:来源|作者|编辑|责编|记者|出处|稿源|时间|发布者?|机构|机关|单位|部门)\s?:")
"""What stands before the name of a source or a maker, and its value on the next line."""

_NO_TITLE = re.compile(r"!\[|[>»›]|[*-]\s|.*\s[>»›](?:\s|\Z)|.*:\s*\Z")
"""An image and a list's item, as Markdown writes them; the end of a trail; what leads to the lines under it."""

_FACT = re.compile(r"[㐀-鿿]{2,6}\s?:\s?\S.{0,24}")
"""A label of a few characters and a brief value."""

_FIRST_PART = re.compile(
    r"\s*(?:第\s?[一二三四五六七八九十百\d]{1,4}\s?[章节回编篇卷集幕](?:\s|\Z)|[一1]\s?[、.](?!\d)\s?[㐀-鿿])"
)
"""The heading of a first part, with its number."""
_CONTENTS = 4
"""So many headings with a number over a text are a list of them."""

PARAGRAPH = 50
"""A block of so much running text is a paragraph even among furniture: a brief has no other."""

_POINTER = 4
"""So many lines below its label pointers to other articles take that stand within a text: another one's among them."""

_TOLD, _TOLD_CJK = 25, 50
"""Units of running text that no teaser has."""

_SMALL_WORDS = "的了着过是在我你他她它也就都和很又还没这那个们么呢吧啊得地把被让给从对但而且或与及以为于"


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
    typeset: frozenset[int] = field(default=frozenset(), repr=False)
    """The blocks that the layout of a plain text tells to be its own, whatever their words."""
    is_wrapped: bool = False
    """Whether it is a text that was wrapped at a width."""

    @classmethod
    def of(cls, view: View) -> "Extent":
        """Tell each block's kind; no rule has been run yet.  A table of data has no furniture, nor has a formula."""
        kinds = list(map(kind_of, view.lines))
        formulas, fragments = formula_lines(view.lines)
        typeset, is_wrapped = typeset_lines(view)
        for at in view.table_cells | formulas | fragments | typeset:
            kinds[at] = ""
        for at in led_to(view.lines, kinds):
            kinds[at] = ""
        for line in view.lines:
            if kinds[line.index] == "channel" and line.folded[0] == "#":
                kinds[line.index] = ""  # a part's heading in Markdown: channels have none
        return cls(view, tuple(kinds), formulas | fragments, typeset=typeset, is_wrapped=is_wrapped)

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
    def inner(self) -> frozenset[int]:
        """The buttons that come back again and again with text between: a slide show's own, no end of the article."""
        places: dict[str, list[int]] = {}
        for kind, line in zip(self.kinds, self.view.lines, strict=True):
            if (kind in _BUTTONS or self.struck.get(line.index) == "comments") and not line.mass:
                places.setdefault(line.core, []).append(line.index)
        before = self.view.before
        again = (found for found in places.values() if len({before[at] for at in found}) >= _INNER)
        return frozenset(at for found in again for at in found)

    @cached_property
    def _outer(self) -> Sequence[bool]:
        """Which blocks are furniture around a text, and not its own buttons."""
        if not self.inner:
            return self.furniture
        return [is_furniture and at not in self.inner for at, is_furniture in enumerate(self.furniture)]

    def _weight(self, line: Line) -> float:
        if line.index in self.struck or line.index in self.inner:
            return -2 if line.index in self.inner else self._weight_of_struck(line.index)
        kind = self.kinds[line.index]
        if line.mass and kind != "button":  # which is a row of them, with a question's mark or a sentence's stop
            near = slice(max(0, line.index - 3), line.index + 4)
            after = line.index > self._heading
            crowded = (after or line.mass < PARAGRAPH) and sum(self._outer[near]) >= 3
            sparse = after and sum(map(_is_text, self.view.lines[near])) <= 3
            return min(line.mass, 120) * (0.15 if crowded or sparse else 1.0)
        if line.index in self.fragments:
            return line.units if line.cjk else 0
        if kind:
            return -3 if line.index in self.pointers else _WEIGHT[kind]
        if line.codelike and line.index < self._heading:
            return 6
        return 0 if line.codelike else -3 if line.units <= 12 else -2

    def _weight_of_struck(self, at: int) -> float:
        if self.heads_links(at):
            return -40
        family = self.struck[at]
        return -3 if family == "related" else -15 if family in CLOSING else 0

    @cached_property
    def _heading(self) -> int:
        """The first heading of links or comments, or share bar, after some text; past the end where there is none.

        After it, text that stands alone between short lines is a teaser or a comment.
        """
        before, lines = self.view.before, self.view.lines
        for line in lines:
            said = before[line.index]
            shared = self.kinds[line.index] == "share" or self.struck.get(line.index) == "share"
            if said >= 60 and (self.heads_links(line.index) or (shared and said >= 2 * PARAGRAPH)):
                return line.index
        return len(lines)

    @cached_property
    def pointers(self) -> frozenset[int]:
        """The blocks that point to another article within a text, a label and a title or two: it goes on below them."""
        lines = self.view.lines
        found: set[int] = set()
        for at, line in enumerate(lines[1:], start=1):
            over = at - 2 if self.kinds[at - 1] in _BUTTONS else at - 1
            if line.mass or not self._is_related(at) or over < 0 or not lines[over].mass:
                continue
            ends = range(at + 1, min(at + _POINTER, len(lines) - 2) + 1)
            end = next((below for below in ends if lines[below].mass), 0)
            within = range(at + 1, end)
            if end and self._goes_on(end) and all(self._is_related(at) or not self.is_plain(at) for at in within):
                found.update(range(over + 1, end))
        return frozenset(found)

    def _is_related(self, at: int) -> bool:
        """Whether a block is the label of other articles."""
        return self.kinds[at] == "related" or self.struck.get(at) == "related"

    def _goes_on(self, at: int) -> bool:
        """Whether a paragraph begins here that no teaser is: long, or torn at its links, and no title after it."""
        lines, text = self.view.lines, self.view.document.text
        line, after = lines[at : at + 2]
        is_long = is_no_teaser(line)
        is_torn = any(text[one.start] in ",;.)" or text[one.start].islower() for one in lines[at + 1 : at + 3])
        return is_long and (after.mass >= _TOLD or self.is_plain(after.index) or is_torn)

    def heads_links(self, at: int) -> bool:
        """Whether what follows is links or comments; a label with its link on its line stands within a text too."""
        if at in self.pointers:
            return False
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
            if at in self.inner:
                continue
            if at in self.pointers:
                continue
            if self.kinds[at] in FURNITURE or self.struck.get(at) in CLOSING - {"related"} or self.heads_links(at):
                break
            if self.view.lines[at].mass:
                last = at + 1
        return last

    @cached_property
    def title(self) -> int:
        """The block before the article that is most like its title; -1 where there is none.

        A date follows it, and pages repeat it: in their trail, in their share box, before the next text's title.
        """
        first = self.span[0]
        if 0 <= (thread := thread_title(self.view)) < first:
            return thread
        often = Counter([line.core for line in self.view.lines])
        best, found = 0.0, -1
        for line in self.view.lines[max(0, first - _REACH) : min(first, self.opening + 1)]:
            if self.kinds[line.index] or line.index in self.struck or not 4 <= line.units <= 60 or line.mass:
                continue
            if self._is_value(line.index) or _NO_TITLE.match(line.folded) or self._is_fact(line.index):
                continue
            dated = any(
                self.kinds[at] == "date" or self.struck.get(at) == "byline" or certain_date(self.view.lines[at].folded)
                for at in range(line.index + 1, min(line.index + 4, first))
            )
            weight = min(line.units, 12) * (2 if dated else 1) * (2 if often[line.core] > 1 else 1)
            score = title_likeness(line.core, self.body) * weight
            if score >= best > 0 or score > best:
                best, found = score, line.index
        return found

    @cached_property
    def opening(self) -> int:
        """The block of the first numbered heading over the article, where its text begins; past the end without one.

        A few of them: many are a menu's, or a table of contents.
        """
        over = [line.index for line in self.view.lines[: self.span[0]] if _FIRST_PART.match(line.folded)]
        return over[0] if 0 < len(over) < _CONTENTS else len(self.view.lines)

    @cached_property
    def body(self) -> str:
        """The article, as far as lines are held against it."""
        return "".join(line.core for line in self.view.lines[slice(*self.span)])[:_BODY]

    def _is_fact(self, at: int) -> bool:
        """Whether a block and one beside it are facts of goods or of works, that no rule knows: labels and values."""
        known = [other in self.struck or bool(self.kinds[other]) for other in (at - 1, at, at + 1)] if at else [True]
        lines = self.view.lines[max(0, at - 1) : at + 2]
        facts = [_FACT.fullmatch(line.folded) and not is_known for line, is_known in zip(lines, known, strict=False)]
        return len(facts) > 2 and bool(facts[1] and (facts[0] or facts[2]))

    def _is_value(self, at: int) -> bool:
        """Whether the block before is a byline's label, and this one what it says."""
        return at > 0 and _LABEL.fullmatch(self.view.lines[at - 1].folded.strip()) is not None

    @cached_property
    def is_page(self) -> bool:
        """Whether a text is proven to be a scraped page: enough of what only pages have stands, or stood, around it."""
        first, last = self.span
        journal = self.view.document.journal
        told: set[str] = set()
        if not any(edit.rule.startswith("content.") for edit in journal):  # else a page's tree has told its content
            told.update(_proof(edit.rule.split(".")[1], edit.before) for edit in journal if _tells(edit))
        hints: set[str] = set()
        for line in (*self.view.lines[:first], *self.view.lines[last:]):
            kind, family = self.kinds[line.index], self.struck.get(line.index)
            if kind in FURNITURE - {"channel"} or family in _TELLING:
                told.add(_proof(family or kind, line.core))
            elif is_worded(line) or (self.title <= line.index < first and kind in COUNTS and _BYLINE.search(line.core)):
                hints.add(line.core)
        told.discard("")
        return bool(told) and len(told) + 0.5 * len(hints) >= _PROOFS

    def is_plain(self, at: int) -> bool:
        """Whether a block is furniture that no counter or date in an article could be."""
        return self.kinds[at] in FURNITURE or self.struck.get(at) in _FAMILIES

    def closes(self, at: int) -> bool:
        """Whether a block is a line that stands after articles: a site's footer, a heading of links, a notice."""
        return self.struck.get(at) in CLOSING or self.kinds[at] in {"footer", "related"}


def is_no_teaser(line: Line) -> bool:
    """Whether a line says more than any teaser does."""
    return line.mass >= (_TOLD_CJK if line.cjk else _TOLD)


def _proof(family: str, line: str) -> str:
    """Return what a line counts as: one of a source's, a maker's, an address's stands over each item of a digest."""
    return family if family in _OF_ITEMS else line.strip()


def _tells(edit: Edit) -> bool:
    """Whether an edit took what only a page has."""
    stage, _, name = edit.rule.partition(".")
    return stage == "strip" and not edit.after and name.partition(".")[0] in _TELLING


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
