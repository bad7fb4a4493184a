"""Markup to a tree: what shows no text is cut out first, then one native parse that loses nothing."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from cleaner.parse.tags import CELL, INLINE, LEVEL

_UNSEEN = (b"<!--", b"<script", b"<style", b"<noscript", b"<template", b"<svg")
_NAME_ENDS = (b" ", b"\t", b"\n", b"\r", b"\f", b"\v", b"/", b">")
_NESTING = (b"<template", b"<svg")
_REST = (b"</p>", b"</div>", b"</li>", b"</td>", b"</article>", b"</h1>", b"</h2>")

LONGEST_TAG = 20_000
"""Bytes of one tag from which its attributes are counted; a parser's time grows with the square of their number."""

_SHORTEST_TAG = len(b"<b>")
_MOST_ATTRIBUTES = 1000
_KEPT = re.compile(rb"""\s(?:class|id|style|hidden)\s*=\s*(?:"[^"<>]{0,200}"|'[^'<>]{0,200}')""")

_SHADOW = re.compile(rb"<template\b[^<>]{0,500}?\sshadowroot(?:mode)?\s*=")
"""A template whose content is shown in its place: a shadow root written out (HTML 4.12.3), by its name of today or of
Chrome 90."""

DEEPEST = 500
"""Open elements that stay nested where a page is deeper than libxml2 takes (2,048): the rest is laid out flat."""

_ROOT_END = re.compile(rb"</html\s*>|(<html\b[^<>]*)/(?=>)", re.IGNORECASE)
"""What ends a page's root.  HTML goes on after it; libxml2 begins another root there."""

_TOKEN = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905


_OPENING = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*)")
_ENDED = frozenset(  # by what follows them, and so not nested in it however many are never closed
    b"a body button caption colgroup dd dt h1 h2 h3 h4 h5 h6 head html li nobr optgroup option p rp rt tbody td tfoot "
    b"th thead tr".split()
) | {name.encode() for name in _VOID}


@cache
def _finder(words: tuple[bytes, ...]) -> Any:
    from ahocorasick_rs import BytesAhoCorasick

    return BytesAhoCorasick(words)


_STEP, _LONGEST = 1 << 20, 20
"""Bytes that are searched at a time, as a page may be full of what is looked for; and of the longest word."""


def _places(html: bytes, words: tuple[bytes, ...]) -> Iterator[tuple[int, bytes]]:
    """Yield where some words stand, in order: one pass at memory speed for all of them."""
    view, find = memoryview(html), _finder(words).find_matches_as_indexes
    for at in range(0, len(html), _STEP):
        for which, start, _ in find(view[at : at + _STEP + _LONGEST], overlapping=True):
            if start < _STEP:
                yield at + start, words[which]


def held(html: bytes, signs: tuple[bytes, ...]) -> set[bytes]:
    """Return which of some signs a page holds."""
    return {sign for _, sign in _places(html, signs)}


_MADE_BY = re.compile(
    rb"<!--[^<>]{0,60}?\b(?:generated|created|converted|produced|written)\s+(?:by|with|using)\s+([\w .:/()-]{2,60})",
    re.IGNORECASE,
)
_BEGINNING = 3000
"""Bytes within which a tool says that it made a page."""


def maker(html: bytes) -> str:
    """Return what a comment at a page's beginning says made it, as many tools of before `<meta name=generator>` do."""
    found = _MADE_BY.search(html, 0, _BEGINNING)
    return found[1].decode("utf-8", "replace").lower() if found else ""


def cut_unseen(html: bytes, *, scripted: bool = True) -> tuple[bytes, list[bytes]]:
    """Return a page in UTF-8 without its comments, scripts and styles, and the JSON-LD scripts among them.

    They are most of a page's bytes, and a search for their end costs a hundredth of a parse.  One that is never closed
    loses only its opening tag where markup follows it, so that it does not hide the rest of the page.  Not `scripted`:
    what is shown where no scripts run stays.  A script that holds TeX becomes an element, for it is a formula.
    """
    lower = html.lower()
    kept: list[bytes] = []
    data: list[bytes] = []
    at = 0
    unclosed: dict[bytes, int] = {}
    closing: dict[bytes, int] = {}
    for start, opening in _openings(lower):
        if start < at or (opening == b"<noscript" and not scripted):
            continue
        end = -1 if opening in unclosed else _end_of(lower, start, opening, closing)
        if end < 0:
            if opening not in unclosed:
                unclosed[opening] = max(map(lower.rfind, _REST))
            end = start + len(opening)
            if opening != b"<!--":
                end = lower.find(b">", start, start + 2000) + 1 or end
                end = end if unclosed[opening] > end else len(lower)
        if end > 0:
            kept.append(html[at:start])
            if opening == b"<svg":
                kept.append(b"<img>")  # it stands between words as an image does
            if opening == b"<script" and b"math/tex" in lower[start : start + 100]:
                tex = html[html.find(b">", start) + 1 : html.rfind(b"<", start, end)]
                kept += (b'<span class="math-tex">', tex.replace(b"&", b"&amp;").replace(b"<", b"&lt;"), b"</span>")
            elif opening == b"<script" and b"ld+json" in lower[start : start + 200]:
                data.append(html[html.find(b">", start) + 1 : html.rfind(b"<", start, end)])
            at = end
    kept.append(html[at:])
    return _shorten(b"".join(kept)), data


def _openings(lower: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield where comments and elements that show nothing open, and as which."""
    for start, opening in _places(lower, _UNSEEN):
        if opening == b"<template" and _SHADOW.match(lower, start):
            continue
        if opening == b"<!--" or lower.startswith(_NAME_ENDS, start + len(opening)):
            yield start, opening


def _end_of(lower: bytes, start: int, opening: bytes, closing: dict[bytes, int]) -> int:
    """Return where the element or comment at `start` ends; -1 where it never does, 0 where the parser shall decide.

    `closing` keeps the closing tag found last of each element: those nested in one another share it.
    """
    if opening == b"<!--":
        if lower.startswith((b"<!-->", b"<!--->"), start):
            return lower.index(b">", start) + 1
        end = lower.find(b"-->", start + 4)
        return end + 3 if end >= 0 else -1
    end = closing.get(opening, -1)
    if end < start:
        end = closing[opening] = lower.find(b"</" + opening[1:], start)
    if end < 0:
        return -1
    if opening in _NESTING and lower.find(opening, start + 1, end) >= 0:
        return 0
    close = lower.find(b">", end)
    return close + 1 if close >= 0 else len(lower)


def _shorten(html: bytes) -> bytes:
    """Take most attributes from a tag that has more than a thousand."""
    at = 0
    while at + LONGEST_TAG < len(html) and (end := html.rfind(b">", at, at + LONGEST_TAG)) >= 0:
        at = end + 1
    if at + LONGEST_TAG >= len(html):
        return html
    pieces = html.split(b">")
    for index, piece in enumerate(pieces):
        if len(piece) < LONGEST_TAG:
            continue
        start = piece.find(b"<")
        tag = piece[start:]
        if start >= 0 and tag[1:2].isalpha() and len(tag.split(None, _MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES:
            words = b"".join(_KEPT.findall(tag[:LONGEST_TAG])[:4])
            pieces[index] = piece[:start] + tag.split(None, 1)[0] + words
    return b">".join(pieces)


def nests_deeper(html: bytes, depth: int) -> bool:
    """Whether more than so many elements of a page are open at once: no parser takes any number of them."""
    if len(html) <= _SHORTEST_TAG * depth or html.count(b"<") - html.count(b"</") <= depth:
        return False
    now = 0
    for found in _OPENING.finditer(html):
        if found[2].lower() not in _ENDED:
            now = max(0, now - 1) if found[1] else now + 1
            if now > depth:
                return True
    return False


def tree_of(html: bytes) -> Any:
    """Return the root element of a page in UTF-8, or None where there is no markup to speak of.

    Raises MemoryError, which libxml2 and lexbor tell as an error of the page.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(html, parser)
        error = parser.error_log.last_error
        if error is not None and error.type_name == "ERR_RESOURCE_LIMIT":
            root = etree.fromstring(_flatten(html), parser)
        if root is not None and root.getnext() is not None:
            root = etree.fromstring(_ROOT_END.sub(rb"\1", html), parser)
        if root is not None and (b"<template" in html or b"<TEMPLATE" in html):
            _show_shadow_roots(root)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        return None
    return None if root is None else _opened(root)


def _show_shadow_roots(root: Any) -> None:
    """Let the content of templates that are shadow roots count as their host's, before what the host itself holds."""
    for template in root.iter("template"):
        if not {"shadowrootmode", "shadowroot"}.isdisjoint(template.keys()):
            template.tag = "span"


def _opened(root: Any) -> Any:
    """Return a tree whose head holds no content: libxml2 takes into it the sections that a page without `<body>` has.

    It does not know them (HTML 5, 4.3), and keeps in the head what it does not know.
    """
    head = root.find("head")
    first = None if head is None else next((child for child in head if child.tag in _SECTIONS), None)
    if first is not None:
        body = head.makeelement("body")
        head.addnext(body)
        body.extend([first, *first.itersiblings()])
    return root


_SECTIONS = frozenset(
    ("article", "aside", "details", "dialog", "figure", "footer", "header", "hgroup", "main", "nav", "section")
)


def _flatten(html: bytes) -> bytes:
    """Return a page with the elements below DEEPEST laid flat, after lexbor, which takes any depth, has read it."""
    from resiliparse.parse.html import HTMLTree

    try:
        document = HTMLTree.parse_from_bytes(html, "utf-8").document
    except ValueError as error:  # it takes any page: nothing else can be wrong
        raise MemoryError from error
    source = document.html if document is not None else ""
    pieces: list[str] = []
    at = depth = 0
    for found in _TOKEN.finditer(source):
        closing, tag = found.groups()
        if tag in _VOID:
            continue
        depth -= bool(closing)
        if depth > DEEPEST:
            pieces.append(source[at : found.start()])
            if LEVEL.get(tag, INLINE) >= CELL:
                pieces.append("<hr>")
            at = found.end()
        depth += not closing
    pieces.append(source[at:])
    return "".join(pieces).encode("utf-8", "replace")
