"""Chinese punctuation that was folded to ASCII, given back its width where its neighbours are Chinese."""

import re
from collections.abc import Iterator

from cleaner.document import Document, Edit
from cleaner.repairs.han import HAN, HAN_SIGN
from cleaner.repairs.places import is_inside

_WIDE = str.maketrans(",:;!?()", "，：；！？（）")
SHIELD = re.compile(
    rf"`[^`\n]+`|(?:https?://|www\.)[^\s{HAN}\u3000-\u303f\uff00-\uffef]+|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|[&#]#?\w{{1,8}};|\bnbsp;|"
    rf"<[^<>\n]*>|\$[^$\n]+\$|(?<!\S)--?[a-z][\w-]*=\S+|(?:[{HAN}A-Za-z]{{1,10}}:){{3,12}}(?=\S)"
)
"""Code, addresses, Markdown links, entities, tags, formulas, options, a record's fields: no mark is a sentence's."""
_MARK = re.compile(
    rf"(?<=[{HAN}])(?:[,;:](?=[^\s\d,;:=/\\.)\]}}])|[,;:]?(?=\Z)|[!?](?![!?=\w&]))"
    rf"|(?<=[{HAN}])[!?](?=[{HAN}])"
    rf"|(?<=[^\s,;:!?(\[{{&])[,;](?=[{HAN}“‘《「『（])"
    rf"|(?<=[{HAN}])[,;](?=\d)"
    rf"|(?<=[`*])[,;](?=[\w`*])"
    rf"|(?<=[”’》」』）)`*\]])[:!?](?=[{HAN}]|\Z)"
)
_BETWEEN = re.compile(rf"(?<=[{HAN}])[,;:!?](?=[{HAN}])")
_KEPT = re.compile("[，；：！？（）]")
_NARROW = re.compile(
    rf"(?<=[{HAN}])(?:[,;:(](?=\S)|[!?](?=[{HAN}”’》」』])|[,;:](?=\s*$)|[,;:] )"
    rf"|(?<=\S)[,;](?=[{HAN}])|\((?=[^()\n]{{0,200}}[{HAN}])|(?<=[)`*])[,:](?=\s*$)",
    re.MULTILINE,
)
_TIMES = frozenset({"时:分", "時:分", "分:秒"})
"""Parts of a format of time, whose colons are those of the figures."""
_QUOTES = "”’》」』`*。"
_FEW = 10
_SHARE = 0.1
"""Least share of Han in a line whose brackets are Chinese without a Chinese neighbour."""
_LATIN_COMMA = re.compile(r"(?<=[A-Za-z0-9]{2}),(?=[A-Z][A-Za-z])(?![^,，。（）()]{0,40}[=(){}])")
_SHARE_OF_LINE = 0.3
_SPACED = re.compile(rf"(?<=[{HAN}])[,;:!?](?: (?=[{HAN}])|(?= \S))")
_PARENS = re.compile(r"(?<!\])\(((?:[^()\n]|\([^()\n]*\))*)\)")
_STOP = re.compile(rf"(?<=[{HAN}]{{2}})\.(?=[”’」』）)]?\Z)")
"""A full stop that ends a line: within one it may part a foreign name."""
_NARROW_SIGN = re.compile("[,:;!?()]")


def judge(document: Document) -> Iterator[Edit]:
    """Propose full-width marks between Chinese neighbours.

    Where a document has kept the width of its marks, a narrow one is its author's choice or slip unless it stands
    between two Chinese characters; where it has none left, they were folded, and one Chinese neighbour is enough.
    """
    if not _NARROW_SIGN.search(document.text):
        return
    narrow = len(_NARROW.findall(document.text))
    is_folded = narrow > 0 and len(_KEPT.findall(document.text)) * _FEW <= narrow
    lacks_stops = is_folded and "。" not in document.text
    for block in document.blocks:
        if not block.code:
            text = document.slice(block)
            if not text.isascii() and _NARROW_SIGN.search(text) and HAN_SIGN.search(text):
                for at, end, after in widened(text, is_folded=is_folded):
                    yield document.edit(block.start + at, block.start + end, after, "repair.width")
                stop = _STOP.search(text) if lacks_stops else None
                if stop:
                    yield document.edit(block.start + stop.start(), block.start + stop.end(), "。", "repair.width")
                for at in spaced(text):
                    yield document.edit(block.start + at, block.start + at, " ", "repair.join.comma")


def spaced(text: str) -> Iterator[int]:
    """Yield where a list of Latin names in a Chinese line lost the space after a comma: CIFAR-10,SVHN和ImageNet."""
    if "," not in text or len(HAN_SIGN.findall(text)) < _SHARE_OF_LINE * len(text):
        return
    shields = [found.span() for found in SHIELD.finditer(text)]
    for found in _LATIN_COMMA.finditer(text):
        if not is_inside(found.start(), shields):
            yield found.end()


def widened(text: str, *, is_folded: bool) -> Iterator[tuple[int, int, str]]:
    """Yield the marks of a Chinese line that lost their width: start, end, the mark in its width."""
    shields = [found.span() for found in SHIELD.finditer(text)]
    for pattern in (_MARK, _SPACED) if is_folded else (_BETWEEN,):
        for found in pattern.finditer(text):
            is_time = text[found.start() - 1 : found.end() + 1] in _TIMES
            if found[0] and not is_time and not is_inside(found.start(), shields):
                yield found.start(), found.end(), found[0].strip().translate(_WIDE)
    is_chinese = len(HAN_SIGN.findall(text)) >= _SHARE * len(text)
    for found in _PARENS.finditer(text) if is_folded else ():
        if not is_inside(found.start(), shields) and _is_chinese(text, found, is_chinese=is_chinese):
            yield found.start(), found.start() + 1, "（"
            yield found.end() - 1, found.end(), "）"
            follower = text[found.end() : found.end() + 1]
            if follower and follower in ",;:" and not text[found.end() + 1 : found.end() + 2].isspace():
                yield found.end(), found.end() + 1, follower.translate(_WIDE)


def _is_chinese(text: str, found: "re.Match[str]", *, is_chinese: bool) -> bool:
    """Whether brackets are a Chinese sentence's, in a text whose every mark lost its width."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    if found[1].isdigit():
        return bool(HAN_SIGN.match(after)) and not (before.isascii() and before.isalnum())
    if not found[1].strip():
        return False
    if not is_chinese and not HAN_SIGN.match(before) and not HAN_SIGN.match(after):
        return False
    if HAN_SIGN.search(found[1]):
        return before != "]" and not (before.isascii() and before.isalnum() and "," in found[1])
    if not before or not (HAN_SIGN.match(before) or before in _QUOTES):
        return False
    return not after or bool(HAN_SIGN.match(after)) or after in ",;:。、，；：”!?*-—《"
