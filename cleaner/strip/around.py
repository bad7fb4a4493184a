"""What is left right before and after an article: joined head lines, repeated summaries, neighbours' titles."""

import re
from collections.abc import Iterator
from itertools import takewhile

from cleaner.document import Edit
from cleaner.strip.chrome import lexicon
from cleaner.strip.extent import Extent, title_likeness
from cleaner.strip.values import certain_date
from cleaner.strip.view import Line, letters

_JOINED = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?|\d{1,2}:\d{2}(?::\d{2})?"
    r"|已关闭评论|评论已关闭|(?:\d{1,7}\s?(?:次|人|字)?\s?(?:浏览|阅读|评论|点赞|条评论|views?)\s?)|(?:阅读)?\d{1,3}分\d{1,2}秒|\d{1,7}字"
    r"|(?:阅读|浏览|评论|点击|来源|作者)[:量数]{0,2}\s?\d{0,7}|[\s|>»/·,-]"
)
_SUMMARY = re.compile(r"(?:本文|文章|内容)?(?:摘要|导读|简介|提要)\s?[:】]\s?")
_SIGN_OFF = re.compile(
    r"(?:\((?=[^()]*[㐀-鿿])|\[(?=[^\[\]]*(?:编辑|责编|记者|校对)))[^()\[\]。,!?]{2,16}[)\]][\s。]*\Z"
)
_LABEL = re.compile(r"[^。,!?]{0,14}(?:相关|推荐|参考资料|更多|延伸|热门|最新|其他|往期)[^。,!?]{0,10}:")
_LONGEST_WORD = 8

_LABELS = """
also read|read also|read more|read next|related|related article|related articles|related stories|recommended
more from|see also|lesen sie auch|lies auch|lesen sie mehr|auch interessant|mehr zum thema|à lire aussi|lire aussi
à lire également|à lire|voir aussi|lee también|lea también|leer también|te puede interesar|le puede interesar
le recomendamos|te recomendamos|sigue leyendo|leia também|leia mais|veja também|leggi anche|vedi anche
potrebbe interessarti|potrebbe interessarti anche|ti potrebbe interessare|lees ook|lees verder|czytaj też
czytaj także|czytaj również|zobacz też|zobacz także|zobacz również|przeczytaj także|ilgili haber|ilgili haberler
ilginizi çekebilir|xem thêm|đọc thêm|tin liên quan|baca juga|lihat juga|simak juga|читайте также|читать также
смотрите также|по теме|материалы по теме|читайте по теме|关连记事|あわせて読みたい|合わせて読みたい|こちらもおすすめ
推荐阅读|延伸阅读|拓展阅读|相关阅读|相关新闻|相关报道|相关文章|更多新闻|更多报道|编辑推荐|热门新闻|往期回顾|往期推荐
你可能感兴趣|你可能也想看|你可能还想看|猜你喜欢|阅读更多|更多文章|看更多文章|看更多报道|看更多新闻|看更多相关新闻
관련기사|관련 기사|함께 보면 좋은 기사|اقرأ أيضا|إقرأ أيضا|اقرأ أيضًا|شاهد أيضا
"""
_CALLS = frozenset(_LABELS.strip().replace("\n", "|").split("|"))
"""Labels of the title of another article that stands within a text, folded."""
_TITLE = 4
"""Units of the briefest title that is known again."""
_PICTURE = re.compile(r"[\s_-]{0,3}(?:图片?|插图|配图)\s?\d{1,2}\Z")
"""What a mirror writes behind the title for each of a text's pictures."""
_LONG_TITLE, _PROSE, _PICTURES = 8, 25, 3
"""Units of a title that few refrains are as long as, and of a sentence that no verse is; so many pictures' titles."""
_FEWEST_WORDS, _FEWEST_HAN = 3, 8
"""Units of such a title; a text's own heading is often shorter."""


def joined_head_lines(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the head lines that are the title with its trail, date or counters joined to it without a space."""
    lines = extent.view.lines[: max(8, extent.span[0] + 2)][:12]
    for line in lines:
        for title in lines:
            if title.index == line.index or title.units < 6 or title.core not in line.folded or title.core == line.core:
                continue
            if title.folded[-1] in ".。":  # a sentence is no title
                continue
            rest = _JOINED.sub("", line.folded.replace(title.core, "", 1))
            if len(rest) <= 40 and _left_over(rest) <= 1:
                date = certain_date(line.folded)
                notes = (("date", date),) if date else ()
                yield extent.view.document.removal(line.index, rule, notes)
                break


def _left_over(text: str) -> int:
    """Return how many characters of a text are in no word of page furniture, words taken longest first."""
    words, at, left = lexicon(), 0, 0
    while at < len(text):
        size = next((size for size in range(_LONGEST_WORD, 0, -1) if text[at : at + size] in words), 0)
        left += not size
        at += size or 1
    return left


def repeated_titles(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the title where it stands again: under the line that says when the page came out, right under itself.

    And where a mirror wrote it between the paragraphs of a text for each of its pictures.
    """
    lines = extent.view.lines
    if len(lines) < 3:
        return
    title, second, third = lines[:3]
    name = letters(title.folded)
    if title.units < _TITLE or title.code:
        return
    if not second.mass and name == letters(third.folded) != letters(second.folded) and certain_date(second.folded):
        yield extent.view.document.removal(third.index, rule)
    if title.units < _LONG_TITLE:
        return  # a verse that a poem is called by
    if name == letters(second.folded) and third.mass >= _PROSE:
        yield extent.view.document.removal(second.index, rule)
    numbered = [line for line in lines[2:] if _PICTURE.sub("", line.core) == title.core != line.core]
    for line in numbered:
        yield extent.view.document.removal(line.index, rule)
    again = [line for line in lines[2:] if line.core == title.core and letters(line.folded) == name]
    if len(again) >= _PICTURES and all(_is_among_prose(extent, line) for line in again):
        for line in again:
            yield extent.view.document.removal(line.index, rule)


def _is_among_prose(extent: Extent, line: Line) -> bool:
    """Whether a line stands over or under a paragraph of prose, and not among verses."""
    near = extent.view.lines[max(0, line.index - 2) : line.index + 3]
    return any(other.mass >= _PROSE for other in near if other is not line)


def repeated_summaries(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take a labelled summary that only repeats what the text begins with."""
    lines = extent.view.lines
    for line in lines[:40]:
        found = _SUMMARY.match(line.core)
        if not found or line.units < 12:
            continue
        said = line.core[found.end() :]
        body = "".join(other.folded for other in lines[line.index + 1 : line.index + 8])
        if body and _overlap(said, body) >= 0.8:
            yield extent.view.document.removal(line.index, rule)


def _overlap(said: str, body: str) -> float:
    """Return the share of the 6-character pieces of one text that another has."""
    bare, other = (letters(text[:4000]) for text in (said, body))
    pieces = {bare[at : at + 6] for at in range(len(bare) - 5)}
    return sum(piece in other for piece in pieces) / len(pieces) if pieces else 0.0


def neighbours(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the titles of other texts that end a page: after the reporters' names, or after a label."""
    start, first = _trailing(extent)
    if start < 0:
        return
    document, lines = extent.view.document, extent.view.lines
    for line in lines[start:]:
        if line.index not in extent.struck:
            yield document.removal(line.index, rule)
    if first:
        opening = [line for line in lines[: extent.span[0]] if line.core][:2]
        body = "".join(line.core for line in lines[extent.span[0] : extent.span[1]])
        if len(opening) == 2 and all(map(_is_title, opening)):
            other, title = (title_likeness(line.core, body) for line in opening)
            if other <= 0.35 and title >= 0.6:
                yield document.removal(opening[0].index, rule)


def pointed_titles(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the label and the titles of other articles that stand between two paragraphs."""
    lines = extent.view.lines
    for at in sorted(extent.pointers):
        if lines[at].core not in _CALLS:
            label, _, title = lines[at].core.partition(" ")
            if label in _CALLS and lines[at].han >= _FEWEST_HAN + len(label) and not title.startswith("《"):
                yield extent.view.document.removal(at, rule)
            continue
        below = takewhile(lambda line: line.index in extent.pointers and line.core not in _CALLS, lines[at + 1 :])
        titles = list(below)
        told = [
            line for line in titles if not _is_title(line) or line.units < (_FEWEST_HAN if line.cjk else _FEWEST_WORDS)
        ]
        told += [line for line in titles if line.folded.startswith("《")]  # a list of books is an author's own
        tags = [extent.view.document.blocks[line.index].tag for line in titles]
        if titles and not told and not any(tag.startswith("h") for tag in tags):
            for line in (lines[at], *titles):
                yield extent.view.document.removal(line.index, rule)


_STAMPED = re.compile(
    r"""[^\n]{4,80}? [\s)\]】]
    [(\[]? (?:\d{2,4}[-/.年])? \d{1,2}[-/.月] \d{1,2}日? (?:\s{0,2}\d{1,2}:\d{2}(?::\d{2})?)? [)\]]? \s*""",
    re.VERBOSE,
)
"""A headline with its day, and its hour, behind it."""


def dated_titles(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the headlines, two and more, each with its day behind it, right under the heading of a list of others."""
    lines = extent.view.lines
    for at, family in extent.struck.items():
        if family != "related" or lines[at].mass:
            continue
        below = list(takewhile(lambda line: not line.code and _STAMPED.fullmatch(line.folded), lines[at + 1 :]))
        for line in below if len(below) > 1 else ():
            yield extent.view.document.removal(line.index, rule)


def _trailing(extent: Extent) -> tuple[int, bool]:
    """Return where the neighbours' titles begin, -1 for nowhere, and whether they stand there without a label."""
    lines, last = extent.view.lines, extent.span[1]
    titles = last
    while titles < len(lines) and (
        titles in extent.struck or not lines[titles].core or _LABEL.fullmatch(lines[titles].folded)
    ):
        titles += 1
    rest = lines[titles:]
    if (
        not last
        or not rest
        or len(rest) > 12
        or not all(_is_title(line) or line.index in extent.struck for line in rest)
    ):
        return -1, False
    label = next((line.index for line in lines[last:titles] if _LABEL.fullmatch(line.folded)), -1)
    heading = any(extent.struck.get(line.index) == "related" for line in lines[last:titles])
    if label >= 0 or heading:
        return (label if label >= 0 else titles), False
    pager = any(extent.struck.get(line.index) == "pager" for line in lines[last : min(titles, last + 2)])
    if pager:
        return (titles, False) if len(rest) <= 2 else (-1, False)
    texts = sum(line.mass > 0 for line in lines[:last])
    if texts >= 3 and _SIGN_OFF.search(lines[last - 1].folded):
        return titles, True
    return -1, False


def _is_title(line: Line) -> bool:
    """Whether a line could be the title of a text: some words, no stop at its end."""
    end = line.folded.rstrip("*_ ")[-1:]
    return (
        3 <= line.units <= 45
        and not (line.mass or line.codelike or line.folded.startswith("["))
        and end not in '。,;:.)]”"、~'
    )
