"""What authors differ in, changed only when asked for: spaces between Chinese and Latin, and the script of Chinese."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from cleaner.document import Document, Edit
from cleaner.errors import MissingExtraError
from cleaner.repairs.han import HAN, HAN_SIGN
from cleaner.repairs.places import is_inside
from cleaner.repairs.width import SHIELD
from cleaner.settings import Settings

_TOUCH = re.compile(rf"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{HAN}])")
_APART = re.compile(rf"(?<=[{HAN}]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) (?=[{HAN}])")
_CONVERSIONS = {"simplified": "t2s", "traditional": "s2t"}
"""OpenCC's names for them."""


def judge(document: Document, settings: Settings) -> Iterator[Edit]:
    """Propose the spaces and the script that the settings ask for; raises MissingExtraError without opencc."""
    if settings.han_latin == "keep" and settings.script == "keep":
        return
    for block in document.blocks:
        text = document.slice(block)
        if block.code or not HAN_SIGN.search(text):
            continue
        if settings.han_latin != "keep":
            yield from _spaced(document, block.start, text, settings.han_latin)
        if settings.script != "keep":
            converted = _converter(_CONVERSIONS[settings.script]).convert(text)
            if converted != text and len(converted) == len(text):
                yield from _converted(document, block.start, text, converted)


def _spaced(document: Document, start: int, text: str, wanted: str) -> Iterator[Edit]:
    shields = [found.span() for found in SHIELD.finditer(text)]
    pattern, after, rule = (_TOUCH, " ", "space") if wanted == "space" else (_APART, "", "close")
    for found in pattern.finditer(text):
        if not is_inside(found.start() - 1, shields) or not is_inside(found.start(), shields):
            yield document.edit(start + found.start(), start + found.end(), after, f"repair.han_latin.{rule}")


def _converted(document: Document, start: int, text: str, converted: str) -> Iterator[Edit]:
    """Yield the runs of characters that the other script writes differently."""
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and text[end] != converted[end]:
            end += 1
        if end > at:
            yield document.edit(start + at, start + end, converted[at:end], "repair.script")
        at = end + 1


@cache
def _converter(name: str) -> Any:
    try:
        from opencc import OpenCC
    except ImportError as error:
        raise MissingExtraError("the setting `script` needs opencc: pip install opencc") from error
    return OpenCC(name)
