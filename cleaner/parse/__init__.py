"""Page to Document: HTML to blocks with every boundary kept, text exactly as given; and what the markup states."""

import re
from dataclasses import dataclass, field
from typing import Any

from cleaner.document import Document
from cleaner.model import Page, Rejected
from cleaner.parse.byline import marked_authors, place_of
from cleaner.parse.dates import address_date, is_american, scripted_date, shown_date, titled_date
from cleaner.parse.decode import decode_other, decode_utf8, is_binary_text, looks_like_html, read_again
from cleaner.parse.formulas import SIGNS, restore
from cleaner.parse.metadata import ACCOUNT, MARKS, stated
from cleaner.parse.people import is_publisher
from cleaner.parse.title import article_title, site_in_title
from cleaner.settings import Settings

__all__ = ["Parsed", "article_title", "found_date", "is_publisher", "marked_authors", "parse", "shows", "site_in_title"]


_SHOWN = re.compile(r"[^\s\0\xad\u200b-\u200f\u2060-\u2064\ufeff]")
"""A character that is neither white space nor without width."""


def shows(text: str) -> bool:
    """Whether a text shows anything at all."""
    return _SHOWN.search(text) is not None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page's document and what its markup states."""

    document: Document
    metadata: dict[str, Any] = field(default_factory=dict)
    """Names of `empty_metadata()`; only what the page states."""
    html: bool = False
    markup: bytes = b""
    """The page in UTF-8, as the parser saw it; empty for a text."""
    signs: str = ""
    """What tells the kind of page, lower case: its address, then its generator, types, root classes and maker."""


def parse(page: Page, settings: Settings) -> Parsed | Rejected:
    """Return the page's visible text laid out, or why there is none: too_large, too_deep, binary, empty."""
    data = page.data
    size = (
        len(data)
        if isinstance(data, bytes) or len(data) * 4 <= settings.page_bytes
        else len(data.encode("utf-8", "replace"))
    )
    if size > settings.page_bytes:
        return Rejected("too_large", "parse", f"{size} bytes, the limit is {settings.page_bytes}", page.input)
    source = None
    if isinstance(data, str):
        text: str | None = data
    elif (text := decode_utf8(data)) is not None:
        source = data
    else:
        text = decode_other(data)
    if text is None or (isinstance(data, str) and is_binary_text(data)):
        return Rejected("binary", "parse", "not text: control characters or bytes of no encoding", page.input)
    if not shows(text):
        return Rejected("empty", "parse", "nothing to read", page.input)
    if page.kind == "html" or (not page.kind and looks_like_html(text)):
        return _parse_html(source or text.encode("utf-8", "replace"), page, settings.depth)
    return Parsed(Document(text))


SPARSE = 1000
"""Characters below which a page may show its text by script alone: what is hidden, or meant for no script, is tried."""


_SIGNS = (*SIGNS, *MARKS, ACCOUNT)
"""What a page's markup must hold for a formula or microdata to be looked for in its tree: few pages hold any."""


def _parse_html(source: bytes, page: Page, depth: int) -> Parsed | Rejected:
    from cleaner.parse.lay import lay_out
    from cleaner.parse.markup import cut_unseen, held, maker, nests_deeper, tree_of

    source = read_again(source.replace(b"\0", b"") if b"\0" in source else source)
    markup, data = cut_unseen(source)
    if nests_deeper(markup, depth):
        return Rejected("too_deep", "parse", f"more than {depth} elements, one inside the other", page.input)
    root = tree_of(markup)
    if root is None:
        return Rejected("empty", "parse", "markup without text", page.input)
    signs = held(markup, _SIGNS)
    restore(root, signs)
    document = lay_out(root)
    if len(document.text) < SPARSE:
        bare, _ = cut_unseen(source, scripted=False)
        other = tree_of(bare)
        others = held(bare, _SIGNS)
        restore(other, others)
        shown = lay_out(other, shown=True)
        if len(shown.text) > max(SPARSE // 2, 3 * len(document.text)):
            document, markup, root, signs = shown, bare, other, others
    if not shows(document.text):
        return Rejected("empty", "parse", "markup without text", page.input)
    metadata, words = stated(root, data, signs)
    return Parsed(document, metadata, html=True, markup=markup, signs=f"{page.url.lower()} {words} {maker(source)}")


def found_date(page: Page, parsed: Parsed, heading: int, host: str) -> str:
    """Return the date of a page that states none: from its address, its scripts, or the lines beside its heading.

    `heading` is the index of the heading's block, -1 for none; `host` the page's.
    """
    known, document = parsed.metadata, parsed.document
    month_first = is_american(host, known.get("language", ""))
    source = page.data if isinstance(page.data, bytes) else page.data.encode("utf-8", "replace")
    shown = document.slice(document.blocks[heading]) if heading >= 0 else ""
    return (
        address_date(page.url)
        or address_date(known.get("url", ""))
        or scripted_date(source)
        or titled_date(parsed.markup, place_of(parsed.markup, shown))
        or shown_date(document, heading, month_first=month_first)
    )
