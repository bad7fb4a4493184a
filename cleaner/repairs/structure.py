"""Chinese text that lost its shape: spaced out, paragraphs and items run together, quotes the wrong way round."""

import re
from collections.abc import Iterator

from cleaner.document import Document, Edit
from cleaner.repairs.han import HAN

_GAP = re.compile(rf"(?<=[{HAN}，。、；：！？]) (?=[{HAN}，。、；：！？])")
_TOUCH = re.compile(rf"[{HAN}](?=[{HAN}])")
_FEWEST_GAPS = 6
_DENSE = 0.6
"""Share of gaps among neighbouring characters above which the spaces are the scan's, not the author's lists'."""

_STOP_GAP = re.compile(rf"(?<=[。！？…])([”’」』）)]?) +(?=[“「『《（(]?[{HAN}A-Z\d])")
_STOP = re.compile(r"[。！？…][”’」』）)]?(?=.)")
_FEWEST_CHARS = 120
_HABIT = 0.7
"""Share of full stops with a space after them above which the space is a habit of typing, not a lost line break."""

_FEWEST_BREAKS = 3
_PARAGRAPH = 100
"""Fewest lost breaks, and characters from one to the next on average, that show a text to be flattened."""

_ITEM = re.compile(r"(?<=[^\s]) +(?=(\d{1,3})、\s?[^\s\d])")
_AFTER_ITEM = re.compile(r"[。！？；…)）\]】”.|]")
_BYLINE = re.compile(r"(?:(?<=[\w/])) +(?=(?:作者|来源|原文|编译|翻译|链接|摘要)[:：])")
_ADDRESS = re.compile(r"https?://\S+$")
_LONGEST_ADDRESS = 300
_RIGHT_QUOTES = re.compile("“[^“”\n]{1,80}”")
_QUOTE = re.compile("[“”]")
_MARKS = re.compile("[，。：；！？,:;!?\n]")
_LONGEST_QUOTE = 20


def judge(document: Document) -> Iterator[Edit]:
    """Propose the lost shape of Chinese text."""
    items = _items(document.text)
    texts = [document.slice(block) for block in document.blocks if not block.code]
    is_flattened = any(map(_is_flattened, texts))
    has_right_quotes = bool(_RIGHT_QUOTES.search(document.text))
    for block in document.blocks:
        if block.code:
            continue
        text = document.slice(block)
        if text.isascii():
            continue
        for at, end, after, rule in (
            *_unspaced(text),
            *(_paragraphs(text) if is_flattened else ()),
            *_item_lines(text, items),
            *_bylines(text),
            *(_quotes(text) if has_right_quotes else ()),
        ):
            yield document.edit(block.start + at, block.start + end, after, rule)


_Change = tuple[int, int, str, str]


def _unspaced(text: str) -> Iterator[_Change]:
    """Take out the spaces between the characters of a line that is spaced out (我 们 的 研 究)."""
    gaps = list(_GAP.finditer(text))
    if len(gaps) < _FEWEST_GAPS or len(gaps) < _DENSE * (len(gaps) + len(_TOUCH.findall(text))):
        return
    for gap in gaps:
        yield gap.start(), gap.end(), "", "repair.spacing.han"


def _paragraphs(text: str) -> Iterator[_Change]:
    """Turn full stop and space back into a line break, in a long block where most full stops have none after them."""
    if len(text) < _FEWEST_CHARS:
        return
    gaps = list(_STOP_GAP.finditer(text))
    if not gaps or len(gaps) > _HABIT * len(_STOP.findall(text)):
        return
    for gap in gaps:
        yield gap.end(1), gap.end(), "\n", "repair.paragraph"


def _is_flattened(text: str) -> bool:
    """Whether a block is several paragraphs run together: one space after a full stop is a slip of typing."""
    breaks = sum(1 for _ in _paragraphs(text))
    return breaks >= _FEWEST_BREAKS and len(text) >= _PARAGRAPH * breaks


def _items(text: str) -> frozenset[int]:
    """Return the item numbers of a text ("2、") that follow on one another."""
    numbers = {int(found) for found in re.findall(r"(?:^|\s)(\d{1,3})、", text)}
    return frozenset(number for number in numbers if number - 1 in numbers or number + 1 in numbers)


def _item_lines(text: str, items: frozenset[int]) -> Iterator[_Change]:
    """Put a numbered item that follows an address or a full stop back on a line of its own."""
    for found in _ITEM.finditer(text):
        if int(found[1]) in items and (
            _AFTER_ITEM.match(text[found.start() - 1])
            or _ADDRESS.search(text, max(0, found.start() - _LONGEST_ADDRESS), found.start())
        ):
            yield found.start(), found.end(), "\n\n", "repair.item"


def _bylines(text: str) -> Iterator[_Change]:
    """Put what follows a source's address (作者:) back on its own line."""
    for found in _BYLINE.finditer(text):
        if _ADDRESS.search(text, max(0, found.start() - _LONGEST_ADDRESS), found.start()):
            yield found.start(), found.end(), "\n", "repair.paragraph"


def _quotes(text: str) -> Iterator[_Change]:
    """Turn round a pair of quotes that stand the wrong way (”毒害“) where every other pair is right."""
    quotes = list(_QUOTE.finditer(text))
    if len(quotes) < 2 or len(quotes) % 2:
        return
    turned: list[_Change] = []
    for left, right in zip(quotes[::2], quotes[1::2], strict=True):
        if (left[0], right[0]) == ("“", "”"):
            continue
        inside = text[left.end() : right.start()]
        is_word = 0 < len(inside) <= _LONGEST_QUOTE and not _MARKS.search(inside)
        if (left[0], right[0]) != ("”", "“") or not is_word or _MARKS.match(text[left.start() - 1 : left.start()]):
            return
        turned += (left.start(), left.end(), "“", "repair.quotes"), (right.start(), right.end(), "”", "repair.quotes")
    yield from turned
