"""Rows to pages: which field holds what.  Shared by JSON, CSV, Parquet and SQLite."""

import zlib
from base64 import b64encode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from math import isfinite
from typing import Any, Literal

from cleaner.dates import written_date
from cleaner.model import Page, Rejected
from cleaner.read.unpack import PACKED, DamagedError, unpack_bytes
from cleaner.settings import Settings

HTML_FIELDS = ("html", "raw_html", "html_content", "content_html", "page_html", "page_source", "body_html", "rawhtml")
TEXT_FIELDS = ("text", "plain_text", "main_text", "article_text", "content_text", "raw_text", "article", "正文")
EITHER_FIELDS = ("content", "raw_content", "body", "page", "document", "内容")
"""Fields that hold HTML in one dump and text in the next: told apart by looking."""
URL_FIELDS = (
    "url", "uri", "page_url", "source_url", "link", "href", "warc-target-uri", "metadata.url", "meta.url",
    "warc_headers.warc-target-uri", "网址",
)  # fmt: skip
ID_FIELDS = ("id", "_id", "doc_id", "docid", "document_id", "uuid", "uid")
TITLE_FIELDS = ("title", "headline", "metadata.title", "meta.title", "标题")
DATE_FIELDS = (
    "published", "publish_date", "pub_date", "published_at", "date_published", "datepublished", "publish_time",
    "pubdate", "publication_date", "metadata.date", "发布时间",
)  # fmt: skip
"""Dates of the text.  A bare `date` or `timestamp` is the crawl's clock in most dumps, so it must be named by
option."""

_ID_CHARS = 1000


def fields(settings: Settings) -> frozenset[str]:
    """Return every field name that could be asked for, lower case, for readers that can leave columns out."""
    given = (settings.url_field, settings.id_field, settings.title_field, settings.date_field)
    return content_fields(settings) | _columns((*URL_FIELDS, *ID_FIELDS, *TITLE_FIELDS, *DATE_FIELDS, *given))


def content_fields(settings: Settings) -> frozenset[str]:
    """Return the names among these that hold pages: without one of them a table has none."""
    given = tuple(filter(None, (settings.html_field, settings.text_field)))
    return _columns(given or (*HTML_FIELDS, *TEXT_FIELDS, *EITHER_FIELDS))


def _columns(names: Iterable[str]) -> frozenset[str]:
    """Return the columns in which these fields may be: of `a.b` either itself or `a`, which holds it."""
    return frozenset(part for name in names if name for part in (name.lower(), name.lower().partition(".")[0]))


def page_of(row: Any, address: str, settings: Settings) -> Page | Rejected:
    """Return the page of one row: its HTML as HTML, else its text as text.

    Rejected(bad_row) for what is no such row.
    """
    if not isinstance(row, Mapping):
        return _bad(address, f"a row is an object with fields, not {type(row).__name__}")
    names = {name.lower(): name for name in row if isinstance(name, str)}
    found = _content(row, names, settings)
    if found is None:
        return _bad(address, f"no field of HTML or text; the fields are {', '.join(sorted(names)[:12]) or 'none'}")
    kind, data = found
    if not isinstance(data, str | bytes):
        return _bad(address, f"the {kind or 'content'} is of type {type(data).__name__}, not a string")
    try:
        data = _whole(data, settings)
    except DamagedError as error:
        return Rejected(error.reason, "read", str(error), address)
    if not data:
        return Rejected("empty", "read", "the row's text is empty", address)
    return Page(
        data=data,
        url=_string(_first(row, names, settings.url_field, URL_FIELDS)),
        input=address,
        id=_identity(_first(row, names, settings.id_field, ID_FIELDS)),
        kind=kind,
        title=_string(_first(row, names, settings.title_field, TITLE_FIELDS)),
        date=_date(_first(row, names, settings.date_field, DATE_FIELDS)),
    )


_ZLIB = (b"\x78\x01", b"\x78\x9c", b"\x78\xda")
"""How zlib begins (RFC 1950), at all levels but one that begins as a text may."""


def _whole(data: str | bytes, settings: Settings) -> str | bytes:
    """Return a page as it is to be read: bytes unpacked, a string without what no file can hold.

    Raises DamagedError.
    """
    page = _unpacked(data, settings) if isinstance(data, bytes) else whole(data)
    if len(page) > settings.page_bytes:
        raise DamagedError("too_large", f"larger than {settings.page_bytes} bytes")
    return page


def _unpacked(data: bytes, settings: Settings) -> bytes:
    """Return a cell's bytes, unpacked where they are packed, as crawlers keep pages in databases."""
    if data.startswith(PACKED):
        return unpack_bytes(data, "", settings.page_bytes, settings.page_ratio)
    if data.startswith(_ZLIB):
        inner = zlib.decompressobj()
        with suppress(zlib.error):  # else it is told as what it looks like
            page = inner.decompress(data, settings.page_bytes + 1)
            if inner.eof or len(page) > settings.page_bytes:
                return page
    return data


def _content(
    row: Mapping[str, Any], names: Mapping[str, str], settings: Settings
) -> tuple[Literal["", "html", "text"], Any] | None:
    """Return what the row holds: fields named by option alone where there are any, else the usual ones.

    A null is absent; what is blank, or no string, is what the row holds only where it has nothing better.
    """
    if settings.html_field or settings.text_field:
        ways: tuple[tuple[Literal["", "html", "text"], str, Iterable[str]], ...] = (
            ("html", settings.html_field, ()),
            ("text", settings.text_field, ()),
        )
    else:
        ways = (("html", "", HTML_FIELDS), ("text", "", TEXT_FIELDS), ("", "", EITHER_FIELDS))
    second: tuple[Literal["", "html", "text"], Any] | None = None
    for kind, given, usual in ways:
        value = _first(row, names, given, usual)
        if isinstance(value, str | bytes) and value and not value.isspace():
            return kind, value
        second = second if value is None or (second and second[1]) else (kind, value)
    return second


def _first(row: Mapping[str, Any], names: Mapping[str, str], given: str, usual: Iterable[str]) -> Any:
    """Return the first field that is there and not null; a dotted name looks into a nested object."""
    for name in (given,) if given else usual:
        key = name if name in row else names.get(name.lower())
        value = row.get(key) if key is not None else None
        if value is None and "." in name:
            value = _inner(row, name)
        if value is not None:
            return value
    return None


def named(row: Mapping[str, Any], name: str) -> Any:
    """Return the field of this name, in any case, or of `a.b` what `a` holds as `b`; None where there is none."""
    return _first(row, {key.lower(): key for key in row}, name, ())


def _inner(row: Mapping[str, Any], name: str) -> Any:
    outer, _, inner = name.partition(".")
    holder = row.get(outer)
    return holder.get(inner) if isinstance(holder, Mapping) else None


def plain(value: Any, levels: int) -> Any:
    """Return a value of a row as JSON has it: a date in ISO 8601, bytes as text or in base 64, no number that is none.

    Other values that JSON lacks, such as decimal numbers, are strings, and lone surrogates U+FFFD.  Raises
    RecursionError for one that is nested in more levels.
    """
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, str):
        return whole(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Mapping | list | tuple):
        if not levels:
            raise RecursionError
        if isinstance(value, Mapping):
            return {whole(str(key)): plain(part, levels - 1) for key, part in value.items()}
        return [plain(part, levels - 1) for part in value]
    return value.isoformat() if hasattr(value, "isoformat") else _string_of(value)


def _string_of(value: Any) -> str:
    if not isinstance(value, bytes):
        return str(value)
    try:
        return value.decode()
    except UnicodeDecodeError:
        return b64encode(value).decode()


def whole(text: str) -> str:
    """Return a text with its lone surrogates, which no file can hold, as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _string(value: Any) -> str:
    return whole(value.strip()) if isinstance(value, str) else ""


def _identity(value: Any) -> str:
    """Return a row's id as a string; what cannot be one (a list, a number with a point) counts as none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(value)[:_ID_CHARS]


def _date(value: Any) -> str:
    """Return a row's date in ISO 8601, empty where it is not one: a number may count seconds, days or anything."""
    text = value.isoformat() if hasattr(value, "isoformat") else _string(value)
    try:
        return date.fromisoformat(text[:10].replace("/", "-")).isoformat()
    except ValueError:
        return written_date(text, month_first=None)


def _bad(address: str, detail: str) -> Rejected:
    return Rejected("bad_row", "read", detail, address)
