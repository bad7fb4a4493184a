r"""Characters as markup or programs write them (&ldquo; #xff0c; \n \xa0) in a text unpacked once too seldom."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import NamedTuple, TypeVar

from cleaner.document import Document, Edit
from cleaner.repairs.han import HAN
from cleaner.repairs.places import is_inside

_MARKS = r"\u2010-\u2027\u3000-\u303f\uff01-\uff5e"
"""General punctuation, the marks of Chinese and Japanese, and full-width forms."""

_ENTITY = re.compile(
    r"""&(?:amp;){0,4}(?P<whole>\#[xX][0-9A-Fa-f]{2,6}|\#\d{2,7}|[A-Za-z]{2,8}\d{0,2});
      | (?<![A-Za-z0-9&\#/])(?P<bare>\#[xX][0-9A-Fa-f]{2,4}|\#(?:65[23]\d\d|12(?:289|29\d|30\d))|nbsp);
      | (?<=[A-Za-z])(?P<apostrophe>\#39);(?=[a-z])""",
    re.VERBOSE,
)
"""A reference to a character, whole or without its ampersand, which is lost where addresses are parted at it."""
_SIGN = re.compile(
    r"&(?:amp;)*(?:#[xX]?[0-9A-Fa-f]{2,7}|[A-Za-z]{2,8}\d{0,2});|#(?:[xX][0-9A-Fa-f]{2,4}|39|65\d{3}|12\d{3});|nbsp;"
)

OF_MARKUP = re.compile(
    r"html|xml|svg|javascript|\bjsx?\b|\bphp\b|\bcss\b|entit(?:y|ies)\b|escap(?:e|ed|es|ing)\b|转义|轉義|实体|實體|空格|字符|字元"
    r"|引号|引號|エスケープ|参照",
    re.IGNORECASE,
)
"""What a text says that may be about such writings: they are its subject then."""
_SHIELD = re.compile(r"`[^`\n]+`|(?:https?://|www\.)\S+|<[^<>\n]*>|\$[^$\n]+\$")
_QUOTES = frozenset({'""', "''", "“”", "‘’", "()", "（）", "[]", "「」", "『』", "《》", "【】"})
_SPACES, _UNSEEN = frozenset("\xa0\u2002\u2003\u2009\u3000"), frozenset("\xad\u200b\u200c\u200d\ufeff")
_MANY = 3
"""So many of them are no one's subject, wherever they stand."""

_ESCAPES = re.compile(
    rf"(?:(?<=[{HAN}{_MARKS}])|(?m:^))(?:\\(?:[nrt]|u3000|u00a0|xa0|u200b|ufeff)[ \t]{{0,8}})+(?=[^a-z\s\\\"'`]|\Z)"
)
"""Ends of lines and spaces as strings of programs have them, beside Chinese; small letters behind one are a command's
(\\nu) or a file's name."""
_ESCAPE = re.compile(r"\\(?:n|t|u3000|u00a0|xa0)")
_OF_PROGRAMS = re.compile(
    r"换行|換行|改行|空格|正则|正則|字符|字元|字串|转义|轉義|编码|編碼|print|regex|unicode|[A-Za-z]:\\", re.IGNORECASE
)
_FEWEST_ESCAPES = 2

_Found = TypeVar("_Found")


class _Entity(NamedTuple):
    """A reference in a line, and the character that it stands for."""

    start: int
    end: int
    after: str
    is_sure: bool
    """Whether it stands within words, where nobody who writes about it would put it."""


def judge(document: Document) -> Iterator[Edit]:
    """Propose the characters themselves, but in a text about markup or programs."""
    text = document.text
    may_have = ";" in text and ("&" in text or "#" in text or "nbsp;" in text)
    if may_have and _SIGN.search(text) and not OF_MARKUP.search(text):
        entities = _in_blocks(document, _entities)
        if len(entities) >= _MANY or any(one.is_sure for _, one in entities):
            for offset, one in entities:
                yield document.edit(offset + one.start, offset + one.end, one.after, "repair.entity")
    if "\\" in text and not _OF_PROGRAMS.search(text):
        runs = _in_blocks(document, _ESCAPES.finditer)
        if sum(len(_ESCAPE.findall(found[0])) for _, found in runs) >= _FEWEST_ESCAPES:
            for offset, found in runs:
                yield document.edit(offset + found.start(), offset + found.end(), _meant(found[0]), "repair.escape")


def _meant(run: str) -> str:
    """Return the ends of lines, or the space, that a run of signs stands for."""
    ends = run.count("\\n")
    return "\n" * min(ends, 2) if ends else " " if _ESCAPE.search(run) else ""


def _in_blocks(document: Document, find: Callable[[str], Iterable[_Found]]) -> list[tuple[int, _Found]]:
    """Return what is found in the lines that are no code, each with where its line starts."""
    lines = (block for block in document.blocks if not block.code)
    return [(block.start, one) for block in lines for one in find(document.slice(block))]


def _entities(line: str) -> Iterator[_Entity]:
    """Yield the references in a line that are no code's, no address's and not quoted."""
    shields = [found.span() for found in _SHIELD.finditer(line)]
    for found in _ENTITY.finditer(line):
        start, end = found.span()
        before, behind = line[start - 1 : start], line[end : end + 1]
        after = unescape(f"&{found['whole'] or found['bare'] or found['apostrophe']};")
        if is_inside(start, shields) or before + behind in _QUOTES:
            continue
        is_glued = bool(behind.strip()) and (not start or bool(before.strip()))
        if found["bare"] and found["bare"] != "nbsp":
            is_glued = bool(before.strip() or behind.strip())
        if after == "&":
            near = line[:start].rstrip(" ")[-1:], line[end:].lstrip(" ")[:1]
            if all(map(str.isalnum, near)) and bool(before.strip()) == bool(behind.strip()):
                yield _Entity(start, end, after, is_glued or near[1].isupper())
        elif after in {"<", ">"}:
            if before == behind == " ":
                yield _Entity(start, end, after, is_sure=False)
        elif len(after) == 1 and (after in _SPACES or after in _UNSEEN or after.isprintable()):
            yield _Entity(start, end, " " if after in _SPACES else "" if after in _UNSEEN else after, is_glued)
