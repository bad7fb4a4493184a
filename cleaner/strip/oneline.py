"""Pages whose lines a scraper joined by spaces: judged as the lines they were.

Chinese parts neither its words nor its sentences by spaces, so that nearly each of them stands where a line ended.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from cleaner.document import Block, Document, Edit

_SPACE = re.compile(r"[ \u3000\xa0]+")
_CJK = re.compile(r"[぀-ヿ㐀-鿿]")
_ENDS = frozenset("。！？!?…；”’』」》】")
"""A sentence's last character, or a part's in brackets; a narrow semicolon parts the words of a row, too."""
_BEGINS = frozenset("“‘「『《【（(#")
"""What opens a part."""
_CLOSING = frozenset(")）")
"""Closes a counter, or a word of another script: then no line ended there."""
_DATE = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?!\d)")
_DATED = re.compile(r"(?:\d[-/.月]\d{1,2}日?|\d:\d\d)\Z")
_BEGINS_LINE = re.compile(
    r"©|copyright|powered\s|abstract\s?[:：]|key\s?words?\s?[:：]|\d{1,2}(?:[、．]|\.\s?)(?=[㐀-鿿])|·(?=[㐀-鿿])",
    re.IGNORECASE,
)
"""What a page's last lines begin with, a paper's in English, and a list's items."""
_COUNTER = re.compile(
    r"(?:阅读|浏览|评论|点赞|收藏|喜欢|播放|回复|转发|閱讀|瀏覽|評論|[\s\d]赞)[量数]?\s?[\d,.]{1,7}\Z"
)
_LEADS = re.compile(r"[于於]\Z|(?:\A|\s)\d{1,2}\.\Z|第[\d一二三四五六七八九十百千零两]{1,8}[章回节卷]\Z")
_LEADING = frozenset("于於.章回节卷")
"""What is never at a line's end: "edited on", a list's number, a chapter's; and their last characters."""

_MOST_BLOCKS, _LONG, _LONG_SHARE = 6, 200, 0.6
"""Such a page has few lines; those of so many characters are most of it."""
_MOST_WITH_CODE, _JOINED = 40, 8
"""The same where its code has kept its lines, between two long ones that have lost so many line ends each."""
_FEWEST = 5
"""Line ends that such a page has lost at least."""
_PARAGRAPH, _SENTENCE = re.compile(r".{30}", re.DOTALL), re.compile(r"(?=.{30}).*[，。！？；、,!?;]", re.DOTALL)
"""A paragraph, which words parted one by one are none of, and one that a row of a menu's words is none of."""
_TOLD = 0.1
"""Share of a line that is in paragraphs."""
_BRACKETS = (("(", ")"), ("（", "）"), ("《", "》"), ("【", "】"), ("“", "”"), ("「", "」"))
_ASIDE = 60
"""Characters of the longest line with a space between brackets."""
_BEFORE = 12
"""Characters before a space that tell whether a date stands there."""


@dataclass(frozen=True)
class OneLine:
    """A page on one line as the lines it was: each lost line end is one where a space stood, so all offsets hold."""

    source: Document
    document: Document

    @classmethod
    def of(cls, source: Document) -> "OneLine | None":
        """Read where the lines ended; None for a page that has its tree or its lines, and for a text that had none."""
        blocks = source.blocks
        if not 0 < len(blocks) <= _MOST_WITH_CODE or source.nodes or any(block.code for block in blocks):
            return None
        if any(edit.rule.startswith("content.") for edit in source.journal):
            return None
        long = [block for block in blocks if block.end - block.start >= _LONG]
        if not long or sum(block.end - block.start for block in long) < _LONG_SHARE * len(source.text):
            return None
        many = len(blocks) > _MOST_BLOCKS
        if many and not {blocks[0], blocks[-1]} <= {*long}:
            return None
        told = _PARAGRAPH if len(blocks) == 1 else _SENTENCE  # beside other lines one may be a menu's row
        lost = [_lost_ends(source.text, block, told) for block in long]
        ends = [at for some in lost for at in some]
        if len(ends) < _FEWEST or (many and min(len(lost[0]), len(lost[-1])) < _JOINED):
            return None
        text = list(source.text)
        for at in ends:
            text[at] = "\n"
        return cls(source, Document("".join(text), source.journal))

    def edits(self, judged: Iterable[Edit]) -> Iterator[Edit]:
        """Yield edits of the lines as edits of the source, with the spaces that would be left doubled."""
        known = len(self.source.journal)
        for edit in self.document.apply(judged).journal[known:]:
            yield replace(edit, before=self.source.text[edit.start : edit.end], step=-1)


def _lost_ends(text: str, block: Block, told: re.Pattern[str]) -> list[int]:
    """Return where the lines ended that were joined to one; none where too little of it is in what tells of a text."""
    ends = list(_line_ends(text, block.start, block.end))
    lines = (text[left:right] for left, right in pairwise((block.start, *ends, block.end)))
    said = sum(len(line) for line in lines if told.match(line))
    return ends if said >= _TOLD * (block.end - block.start) else []


def _line_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the first of the spaces that stand for each line end between two offsets: within brackets none does."""
    begun = start
    for found in _SPACE.finditer(text, start, end):
        if _is_line_end(text, *found.span()) and not _is_open(text[begun : found.start()]):
            begun = found.end()
            yield found.start()


def _is_open(line: str) -> bool:
    """Whether a bracket is open at a line's end; one that is never closed holds nothing back for long."""
    return len(line) <= _ASIDE and any(line.count(one) > line.count(other) for one, other in _BRACKETS)


def _is_line_end(text: str, left: int, right: int) -> bool:
    """Whether a line ended where text[left:right] is spaces: figures and words of other scripts have their own."""
    before, last = text[max(0, left - _BEFORE) : left], text[left - 1]
    if last in _LEADING and _LEADS.search(before):
        return False
    if last in _ENDS or _BEGINS_LINE.match(text, right) or (last.isdigit() and _COUNTER.search(before)):
        return True
    if _DATE.match(text, right):
        return last.isalnum() or last in _CLOSING
    if text[right] == "|" or not (_CJK.match(text[right]) or text[right] in _BEGINS):
        return text[right] == "|" and last in _CLOSING
    if last in _CLOSING:
        return text[left - 2].isdigit() or _CJK.match(text[left - 2]) is not None
    return last == "." or _CJK.match(last) is not None or _DATED.search(before) is not None
