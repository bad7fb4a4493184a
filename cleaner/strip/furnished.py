"""What stands before and after the article on a whole page and proves itself to be page furniture."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from cleaner.strip.chrome import is_worded
from cleaner.strip.contents import contents_end
from cleaner.strip.entries import are_goods, is_image, is_in_brief_lines
from cleaner.strip.extent import CLOSING, FURNITURE, PARAGRAPH, Extent, is_no_teaser, said_by_someone, title_likeness
from cleaner.strip.thread import (
    LAST_POST,
    is_discussion,
    is_record,
    numbered_posts,
    posts_end,
    question_start,
    was_forum,
)
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

_TITLED = 4
"""Units from which on a heading of Markdown is no menu's word, whatever its own words are."""

_AFTER = 0.1
"""Most of a proven page's running text that its tail may have: teasers, comments."""

_MOST_AFTER, _FEW_AFTER = 0.35, 0.25
"""The same of a tail that proves itself, up to where other texts begin: on a proven page, and on another."""

_ROW = 3
"""So many paragraphs one after the other are a text's, and lines of code."""

_FENCED = 3
"""Lines of the shortest block of code, its fences among them."""

_OVER_POST = 3
"""So many blocks over a post's number are its own: its writer, his rank, the moment."""

_UNDER_POST = 3
"""So many blocks under a post's text its buttons stand."""

_STEP, _STEPS = 10, 2
"""Units of a line that leads on to what stands under it, and is no label; and so many of them are an article's."""

_LIKE, _ALIKE = 0.25, 0.5
"""Likeness to the text of a line that belongs to its title, and of one that may be the title itself."""

_OFFICIAL = re.compile(
    r"(?:信息)?索引号|(?:发文|发布|制发|公开)(?:机关|机构|单位|部门)|发文字号|文号|成文日期|(?:主题|组配|信息|公文|体裁)分类"
    r"|来信(?:人|时间|主题|内容)|(?:回复|答复|受理|办理)(?:单位|部门|时间|内容)|主题词|有效性|公开(?:方式|形式|类别|范围)|(?:公文)?时效"
)
_FEWEST_OFFICIAL = 2
"""Labels of the table over an office's notice (State Council, rules on government information disclosure)."""

_PART = re.compile(
    r"附(?:件|表|录|图)(?:信息|下载|列表)?\s?[\d一二三四五:【(]|参考文献|\[\d{1,3}\]|联系(?:人|电话|方式)\s?:\s?\S"
)
"""What a line after a text begins with that belongs to it."""

_PIECE = re.compile(r"[^\W\d_]{2}[,;、][^,;、]{2,40}[^\W\d_]\s*\Z")
"""What a text ends in that was cut in the middle of a sentence."""

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
        proven = self._is_told_of(self.extent.title)
        if proven and end == self.extent.title:
            end = self._headings_from(end)
        while end and not proven and not self.extent.is_plain(end - 1) and end > first - AROUND_TITLE:
            end -= 1
        end = self._before_posts(self.before_told(end))
        rest = range(end)
        if not first or self._speaks(rest) or are_goods(self._lines(rest)):
            return range(0)
        return rest if proven or self._is_furniture(rest, short=0.4) else range(0)

    @cached_property
    def tail(self) -> range:
        """The blocks after the article from the first furniture on, if they testify themselves.

        On a proven page, where too much is said after the first furniture, from the first one after that.
        """
        if not self.last or not self.says_enough:
            return range(0)
        own = self._tail_from(self.last)
        return own or (self._tail_from(self._last_told) if self.extent.is_page and self._last_told else own)

    @cached_property
    def _last_told(self) -> int:
        """The block past the last one before links that says more than a teaser, after an insert; 0 where none does."""
        rest = range(self.last, self._links(range(self.last, len(self.extent.view.lines))))
        told = (line.index + 1 for line in self._lines(rest) if is_no_teaser(line))
        return max((at for at in told if at - 1 not in self.extent.struck), default=0)

    def _tail_from(self, last: int) -> range:
        """Return the blocks from the first furniture after `last` on, if they testify themselves."""
        count = len(self.extent.view.lines)
        if last == count:
            return range(0)
        start = next((at for at in range(last, count) if self._goes_on(at)), count)
        start = next((at for at in range(last, start) if self._begins(at) and self._is_bare(range(at, count))), start)
        if self.extent.is_page:
            start = next((at for at in range(last, start) if self._opens(at) and self._ends(range(at, count))), start)
        closed = [
            at
            for at in range(max(last, start - 15), start)
            if self.extent.struck.get(at) in CLOSING and not any(line.mass for line in self._lines(range(at, start)))
        ]
        rest = range(closed[0] if closed else self._tags_before(start, last), count)
        if was_forum(self.extent.view):
            proven = self._ends(rest)  # another post may stand there
        elif self.extent.is_page:
            proven = self._proves_itself(rest, _MOST_AFTER) or self._ends(rest)
        else:
            proven = self._proves_itself(rest, _FEW_AFTER) and not are_goods(self._lines(rest))
        return rest if proven and not self.goes_on_in(rest) else range(0)

    @cached_property
    def may_have_head(self) -> bool:
        """Whether anything may go before the article: there is one, and what comes before it is no thread's posts."""
        return self.says_enough and sum(map(is_record, self._lines(range(self.extent.span[0])))) < 2

    @cached_property
    def head_end(self) -> int:
        """The block where a head ends at the latest: Markdown's title, an office's table, title, question or text."""
        first = self.extent.title if self.extent.title >= 0 else self.extent.span[0]
        lines, kinds = self.extent.view.lines, self.extent.kinds
        labels = [at for at in range(first) if _OFFICIAL.match(lines[at].core)]
        end = labels[0] if len(labels) >= _FEWEST_OFFICIAL else min(first, self.extent.opening)
        end = min(end, max(0, self._posts.start - _OVER_POST)) if self._posts else end
        end = min(end, question_start(self.extent.view, self.extent.span[0], self.extent.furniture))
        marked = (at for at in range(end) if lines[at].folded.startswith("# "))
        return next((at for at in marked if not kinds[at] or lines[at].units >= _TITLED), end)

    @cached_property
    def last(self) -> int:
        """The block past the article's last; 0 where there is none."""
        last = self.extent.span[1]
        after = range(last, len(self.extent.kinds))
        listed = contents_end(self.extent.view, lambda: self._links(after))
        return last and self._past_parts(max(last, posts_end(self.extent.view), self._posts.stop, self._cut, listed))

    @cached_property
    def _posts(self) -> range:
        """The numbered posts of a thread; the last one ends where furniture begins."""
        posts, said = numbered_posts(self.extent.view), self.extent.view.lines
        last = range(posts.start, min(posts.stop, len(said)))[len(posts) - LAST_POST + 2 :]
        ends = (at for at in last if self.extent.is_plain(at) and said[at - 1].units > 1)
        return range(posts.start, next(ends, last.stop)) if posts else posts

    @cached_property
    def _cut(self) -> int:
        """The block of the one button after the text that reads on, if a piece of a sentence leads to it; else 0."""
        last, lines = self.extent.span[1], self.extent.view.lines
        buttons = [at for at in range(last, len(lines)) if self.extent.struck.get(at) == "expand"]
        if len(buttons) != 1 or buttons[0] - last > _LOOK_AHEAD:
            return 0
        return buttons[0] if any(_PIECE.search(line.folded) for line in lines[last : buttons[0]]) else 0

    @cached_property
    def says_enough(self) -> bool:
        """Whether the run says enough to be the article of a page; else all that a list or a shop says would go."""
        return sum(line.mass for line in self._lines(range(*self.extent.span))) >= _LEAST_SAID

    def goes_on_in(self, rest: range) -> bool:
        """Whether the blocks after the article are answers to it, or have code: no page's furniture has any."""
        if sum(line.code for line in self._lines(rest)) >= _FENCED:
            return True
        return is_discussion(self.extent.view, self._lines(range(*self.extent.span)), self._lines(rest))

    def _speaks(self, rest: range) -> bool:
        """Whether the blocks before an article say more than a menu does: a long one has notes to its settings."""
        said, total = self.extent.view.before[rest.stop], self.extent.view.before[-1]
        notes = [line.mass for line in self._lines(rest) if line.mass]
        is_long = len(rest) >= _LONG and len(notes) <= 0.1 * len(rest) and max(notes, default=0) < PARAGRAPH
        is_menu = is_long and sum(map(self.extent.is_plain, rest)) >= 0.12 * len(rest)
        tells = any(is_no_teaser(line) and line.index not in self.extent.struck for line in self._lines(rest))
        return said > max(40, (0.2 if is_menu else 0.06) * total) or (tells and not is_long)

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

    def _before_posts(self, end: int) -> int:
        """Return where the furniture ends that comes before a sentence with a forum's tools under it, at most `end`."""
        said = (line.index for line in self._lines(range(end)) if line.mass and line.index not in self.extent.struck)
        below = (at for at in said if "comments" in map(self.extent.struck.get, range(at + 1, at + 1 + _UNDER_POST)))
        return next(below, end)

    def _is_told_of(self, title: int) -> bool:
        """Whether what stands before a title is none of the text's: on a proven page most of which is the text.

        Where it went in an earlier round what is first now is the text's own.
        """
        headed = any(edit.rule == "strip.page.head" for edit in self.extent.view.document.journal)
        return title >= 0 and not headed and self.extent.is_page and self._mass(range(*self.extent.span)) >= 0.5

    def _headings_from(self, title: int) -> int:
        """Return the first of the lines before a title that are its own: over-lines, other titles of it, verses."""
        lines, at = self.extent.view.lines, title
        while at and not self._is_marked(at - 1):
            line = lines[at - 1]
            alike = is_image(line) or (line.units >= 6 and title_likeness(line.core, self.extent.body) >= _LIKE)
            if not alike and line.folded.rstrip()[-1:] not in ",。;":
                break
            at -= 1
        first = next((before + 1 for before in range(at - 1, -1, -1) if self._is_marked(before)), 0)
        others = (line for line in lines[first:at] if line.units >= 6 and line.core not in lines[title].core)
        own = (line for line in others if line.cjk and lines[title].core not in line.core)
        return next((line.index for line in own if title_likeness(line.core, self.extent.body) >= _ALIKE), at)

    def _is_marked(self, at: int) -> bool:
        """Whether a block is furniture, or a rule's."""
        return self.extent.furniture[at] or at in self.extent.struck

    def _mass(self, rest: range) -> float:
        """Return how much of a page's running text the blocks have, as a share; what a rule takes is none."""
        total = self.extent.view.before[-1]
        said = sum(line.mass for line in self._lines(rest) if line.index not in self.extent.struck)
        return said / total if total else 0.0

    def _ends(self, rest: range) -> bool:
        """Whether next to none of a page's running text is among its last blocks, and the text does not go on there."""
        return self._mass(rest) <= _AFTER and not self._resumes(rest)

    def _resumes(self, rest: Sequence[int]) -> bool:
        """Whether the text goes on among the blocks, after an insert: paragraphs in a row soon, steps, or code."""
        lines = self._lines(rest)
        steps = sum(line.units >= _STEP and line.folded.endswith(":") for line in lines[:_LONG])
        told = (all(line.mass for line in lines[at : at + _ROW]) for at in range(min(_LONG, len(lines) - _ROW + 1)))
        return any(told) or steps >= _STEPS or sum(line.codelike for line in lines) >= _ROW

    def _past_parts(self, last: int) -> int:
        """Return the end of the lines after a text that are parts of it: its enclosures, notes and references."""
        near = self._lines(range(last, min(last + AROUND_TITLE, len(self.extent.view.lines))))
        own = takewhile(lambda line: not self.extent.is_plain(line.index), near)
        return max((line.index + 1 for line in own if _PART.match(line.core)), default=last)

    def _opens(self, at: int) -> bool:
        """Whether a line after the text of a proven page is worded as a button, or as a heading of other texts."""
        return self._begins(at) or is_worded(self.extent.view.lines[at])

    def _tags_before(self, start: int, last: int) -> int:
        """Return where the run of single words right before the furniture begins: a page's tags."""
        at = start
        while at > last and _is_tag(self.extent.view.lines[at - 1]):
            at -= 1
        return at if start - at >= 3 and not is_in_brief_lines(self.extent) else start

    def _begins(self, at: int) -> bool:
        """Whether a block is furniture, and not a heading of the text: Chinese ones often are a menu's words too."""
        is_word = self.extent.kinds[at] == "channel" and self.extent.view.lines[at].han > 0
        lone = is_word and not any(self.extent.furniture[at + 1 : at + 1 + _NEAR])
        return self.extent.is_plain(at) and not lone and at not in self.extent.inner

    def _goes_on(self, at: int) -> bool:
        """Whether furniture begins here and goes on."""
        if not self.extent.is_plain(at) or at in self.extent.inner:
            return False
        ahead = self.extent.furniture[at : at + _LOOK_AHEAD]
        return sum(ahead) >= min(_DENSE, len(ahead))

    def _is_furniture(self, rest: Sequence[int], short: float = 0.25) -> bool:
        """Whether the blocks testify that they are page furniture: enough of them, and little running text among them.

        A short line testifies too, by `short`: more before the article, where menus stand, than after it.
        """
        lines = self.extent.view.lines
        named = len({lines[at].core for at in rest if self.extent.kinds[at] in FURNITURE})
        plain = len({lines[at].core for at in rest if self.extent.is_plain(at)})
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

    def _proves_itself(self, rest: range, most: float) -> bool:
        """Whether a tail is furniture by its own testimony, and says at most such a share before other texts begin."""
        return self._is_furniture(rest) and self._mass(range(rest.start, self._links(rest))) <= most

    def _links(self, rest: range) -> int:
        """Return where among the blocks links to other texts or comments begin; their end where none do."""
        return next((at for at in rest if self.extent.heads_links(at)), rest.stop)

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
