"""What stands before and after the article on a whole page, and goes where furniture testifies that it is a page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cleaner.document import Edit, Note
from cleaner.strip.byline import byline_mark, read_byline
from cleaner.strip.entries import is_list, list_after, list_before, words_in
from cleaner.strip.extent import Extent
from cleaner.strip.furnished import AROUND_TITLE, Furnished
from cleaner.strip.rulebook import Rules
from cleaner.strip.thread import told_end
from cleaner.strip.view import View

_ON_A_PAGE, _MENU = 4, 20
"""So many lines of furniture tell a page; and so many entries, before and after a text, where furniture is scarce."""

_COMMENT_HEADINGS = frozenset({
    "评论", "评论区", "网友评论", "全部评论", "最新评论", "热门评论", "留言", "跟贴", "热门跟贴",
    "comments", "kommentare", "commentaires", "comentarios", "комментарии", "댓글", "コメント",
})  # fmt: skip

_PLACE = re.compile(r"(?:活动|会议|讲座|报告)?(?:地点|会场|地址)\s?:|(?:报告|主讲|演讲)人\s?:")

_BELOW_TITLE = 3
"""So many lines below its title a page's date stands."""

_TORN, _STOPS = 30, frozenset("。.!?…:;")
"""Units of a line from which on it is a piece of a sentence if it has no stop: a title is shorter."""

_ONE_ARTICLE = 0.8
"""Share of the running text of a wrapped page that its article has at least."""

_HEADING_MARK = re.compile(r"\A#{1,6}\s+")


def outside(extent: Extent, rules: Rules) -> Iterator[Edit]:
    """Take what stands before and after the article on a whole page; its title and date are read on the way."""
    if extent.is_wrapped and not _is_wrapped_page(extent):
        return
    view, around = extent.view, Outside(extent)
    if around.head and rules.allows("page.head"):
        for at in around.head:
            yield view.document.removal(at, "strip.page.head")
        yield byline_mark(view, head_notes(extent))
    if rules.allows("page.tail"):
        for at in around.tail_but_comments if rules.comments else around.tail:
            yield view.document.removal(at, "strip.page.tail")


def _is_wrapped_page(extent: Extent) -> bool:
    """Whether a text wrapped at a width is a proven page with one article: over parts of manuals menus' words stand."""
    said = extent.view.before
    return extent.is_page and said[extent.span[1]] - said[extent.span[0]] >= _ONE_ARTICLE * said[-1]


def head_notes(extent: Extent) -> Note:
    """Return the title, and the date, source and author that stand around it."""
    view = extent.view
    notes = read_byline(view, extent.title, extent.span)
    if extent.title < 0:
        return notes
    line = view.lines[extent.title]
    return (("title", _HEADING_MARK.sub("", view.document.text[line.start : line.end].strip())), *notes)


def markdown_title(view: View) -> Note:
    """Return the title that a text in Markdown begins with, alone on its line."""
    document = view.document
    if document.nodes or not document.text.startswith("# ") or len(view.lines) < 2 or document.gap(1) != "\n\n":
        return ()
    line = view.lines[0]
    return (("title", document.text[line.start + 2 : line.end].strip()),) if 2 <= line.units <= 60 else ()


@dataclass(frozen=True)
class Outside:
    """The blocks around a page's article that go: furniture that proves itself, and on such a page lists of entries."""

    extent: Extent

    @cached_property
    def head(self) -> Sequence[int]:
        """The blocks before the article that go, and those between its title and its text: counters, buttons, dates.

        Of a thread those before its first sentence, unless what stood around its posts is gone already.
        """
        view = self.extent.view
        if not told_end(view):
            return self._over
        if any(edit.rule == "content.outside" for edit in view.document.journal):
            return ()
        first = next((line.index for line in view.lines if line.mass), 0)
        return [at for at in self._over if at < first]

    @cached_property
    def _over(self) -> Sequence[int]:
        extent, proved = self.extent, self._furnished
        head = proved.head
        if not head:
            end = proved.before_told(proved.head_end) if proved.may_have_head else 0
            if self._begins_with_title:
                below = range(1, min(1 + _BELOW_TITLE, extent.span[0]))
                return [at for at in below if extent.kinds[at] == "date"]
            if not (self._is_surrounded and is_list(extent, range(end))):
                return ()
            head = range(max(0, end - AROUND_TITLE))
        between = range(max(extent.title + 1, head.stop), extent.span[0])
        return [
            *head,
            *words_in(extent, range(head.stop, proved.head_end)),
            *(
                at
                for at in between
                if extent.furniture[at] and not extent.view.lines[at].mass and not self._is_text(at)
            ),
        ]

    @cached_property
    def _begins_with_title(self) -> bool:
        """Whether a proven page has nothing before its title, and had nothing there."""
        headed = any(edit.rule == "strip.page.head" for edit in self.extent.view.document.journal)
        return self.extent.title == 0 and self.extent.is_page and not headed

    def _is_text(self, at: int) -> bool:
        """Whether a block says when something takes place, or is a linked word of a torn sentence.

        Beside the one stands who speaks or where, over the other a long line without a stop.
        """
        lines = self.extent.view.lines
        over, line = lines[max(0, at - 1)], lines[at]
        if self.extent.kinds[at] == "channel" and over.units >= _TORN and over.folded[-1] not in _STOPS:
            return not self.extent.kinds[over.index]
        beside = lines[max(0, at - 1) : at + 2]
        return line.core.startswith("时间") and any(_PLACE.match(line.core) for line in beside)

    @cached_property
    def tail(self) -> range:
        """The blocks after the article that go."""
        own, last, count = self._furnished.tail, self._furnished.last, len(self.extent.view.lines)
        if not (self._is_surrounded and last and self._furnished.says_enough):
            return own
        end = own.start if own else count
        start = list_after(self.extent, last, end)
        if start < end and not self._furnished.goes_on_in(range(start, end)):
            return range(start, count)
        return range(list_before(self.extent, own.start, last), count) if own else own

    @cached_property
    def tail_but_comments(self) -> range:
        """The blocks after the article that go where readers' comments are kept: none once a comment section begins."""
        begins = (
            at
            for at in self.tail
            if self.extent.struck.get(at) == "comments" or self.extent.view.lines[at].core in _COMMENT_HEADINGS
        )
        return range(self.tail.start, next(begins, self.tail.stop))

    @cached_property
    def _furnished(self) -> Furnished:
        return Furnished(self.extent)

    @cached_property
    def _is_surrounded(self) -> bool:
        """Whether lists around the article may go: this is a proven page, or furniture or long lists stand about it."""
        first, last = self.extent.span
        lines = self.extent.view.lines
        around = (range(first), range(last, len(lines)))
        named = {lines[at].core for part in around for at in part if self.extent.is_plain(at)}
        if self.extent.is_page or self._furnished.head or self._furnished.tail or len(named) >= _ON_A_PAGE:
            return True
        return len(named) >= 2 and all(len(part) >= _MENU and is_list(self.extent, part) for part in around)
