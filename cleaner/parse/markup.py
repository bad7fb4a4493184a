"""Markup to a tree: what shows no text is cut out first, then one native parse that loses nothing."""

import re
from typing import Any

_UNSEEN = re.compile(rb"<(?:!--|script(?=[\s/>])|style(?=[\s/>])|noscript(?=[\s/>])|template(?=[\s/>])|svg(?=[\s/>]))")
_NESTING = (b"<template", b"<svg")
DEEPEST = 1500
"""Depth of open elements that libxml2 is trusted with; it gives up, without a word, a little beyond 2,000."""


def cut_unseen(html: bytes) -> tuple[bytes, list[bytes]]:
    """Return a page in UTF-8 without its comments, scripts and styles, and the JSON-LD scripts among them.

    They are most of a page's bytes, and a search for their end costs a hundredth of a parse.  What is never closed stays in: else
    the rest of the page would go with it.
    """
    lower = html.lower()
    kept: list[bytes] = []
    data: list[bytes] = []
    at = 0
    unclosed: set[bytes] = set()
    for found in _UNSEEN.finditer(lower):
        start, opening = found.span()[0], found.group()
        if start < at or opening in unclosed:
            continue
        end = _end_of(lower, start, opening)
        if end < 0:
            unclosed.add(opening)
        elif end > 0:
            kept.append(html[at:start])
            if opening == b"<script" and b"ld+json" in lower[start : start + 200]:
                data.append(html[html.find(b">", start) + 1 : html.rfind(b"<", start, end)])
            at = end
    kept.append(html[at:])
    return b"".join(kept), data


def _end_of(lower: bytes, start: int, opening: bytes) -> int:
    """Return where the element or comment at `start` ends; -1 where it never does, 0 where the parser shall decide."""
    if opening == b"<!--":
        if lower.startswith((b"<!-->", b"<!--->"), start):
            return lower.index(b">", start) + 1
        end = lower.find(b"-->", start + 4)
        return end + 3 if end >= 0 else -1
    end = lower.find(b"</" + opening[1:], start)
    if end < 0:
        return -1
    if opening in _NESTING and lower.find(opening, start + 1, end) >= 0:
        return 0
    close = lower.find(b">", end)
    return close + 1 if close >= 0 else len(lower)


def tree_of(html: bytes) -> Any:
    """Return the root element of a page in UTF-8, or None where there is no markup to speak of."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(html, parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError:
        return None
