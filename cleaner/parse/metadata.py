"""What a page states of itself: meta elements, JSON-LD, and the byline near its heading."""

import json
import re
from collections.abc import Iterator
from typing import Any

_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
_SITE = ("og:site_name", "application-name", "al:ios:app_name", "twitter:app:name:iphone")
_AUTHOR = (
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "og:article:author",
    "twitter:creator",
)
_DATES = """article:published_time og:published_time datepublished pubdate publishdate publish_time publication_date
    dc.date dc.date.issued dcterms.created dcterms.date article_date_original date parsely-pub-date sailthru.date
    apub:time ptime bytedance:published_time og:release_date og:time
    og:regdate regdate"""
_DATE = tuple(_DATES.split())
_TAGS = ("keywords", "news_keywords", "article:tag", "og:article:tag", "parsely-tags")
_CATEGORY = ("article:section", "og:article:section", "parsely-section", "category")
_IMAGES = ("og:image", "twitter:image", "og:image:url")

_ISO = re.compile(
    r"((?:19|20)\d\d)[-/.年]\s?(0?[1-9]|1[0-2])[-/.月]\s?(0?[1-9]|[12]\d|3[01])(?!\d)",
)
_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_WRITTEN = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"article|posting|report|review|discussion|question|product|recipe|webpage|book|howto", re.IGNORECASE
)


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")


def stated(root: Any, data: list[bytes]) -> tuple[dict[str, Any], str]:
    """Return what the page states, under the names of a record's metadata, and words that tell what kind it is."""
    named, link, title, language = _head(root)
    ld = list(_json_ld(data))
    found: dict[str, Any] = {
        "title": _first(named, _TITLE) or _ld_text(ld, "headline") or title,
        "site": _first(named, _SITE) or _ld_name(ld, "publisher"),
        "authors": _ld_people(ld) or _people(_first(named, _AUTHOR)),
        "date": _date(_ld_text(ld, "datePublished")) or _date(_first(named, _DATE)),
        "language": language,
        "url": link or _first(named, ("og:url",)),
        "tags": _listed(named, _TAGS),
        "category": _first(named, _CATEGORY) or _ld_text(ld, "articleSection"),
        "images": [one for one in _listed(named, _IMAGES, split=False) if one.startswith(("http", "//"))][:8],
    }
    return {name: value for name, value in found.items() if value}, _signs(root, named, ld)


def _signs(root: Any, named: dict[str, list[str]], ld: list[dict[str, Any]]) -> str:
    """Return the generator, the types the page gives itself and its root elements' classes, lower case."""
    words = [*named.get("generator", ()), *named.get("og:type", ()), *(str(one.get("@type", "")) for one in ld)]
    for element in (root, root.find("body")):
        if element is not None:
            words += (element.get(name) or "" for name in ("class", "id", "itemtype"))
    return " ".join(words).lower()[:2000]


def _head(root: Any) -> tuple[dict[str, list[str]], str, str, str]:
    """Return the named contents of the meta elements, the canonical address, the title and the language."""
    named: dict[str, list[str]] = {}
    link = title = ""
    head = root.find("head")
    for element in (root if head is None or head.find("title") is None else head).iter("meta", "title", "link"):
        if element.tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = element.get("content")
            if name and content and len(content) < 2000:
                named.setdefault(name.lower(), []).append(" ".join(content.split()))
        elif element.tag == "title":
            title = title or " ".join((element.text or "").split())
        elif not link and (element.get("rel") or "").lower() == "canonical":
            link = (element.get("href") or "").strip()
    language = re.split(r"[-_]", root.get("lang") or root.get(_XML_LANG) or "")[0].lower()
    if not re.fullmatch("[a-z]{2,3}", language):
        language = ""
    return named, link if link.startswith("http") else "", title[:500], language


def _first(named: dict[str, list[str]], names: tuple[str, ...]) -> str:
    for name in names:
        for value in named.get(name, ()):
            if value:
                return value
    return ""


def _listed(named: dict[str, list[str]], names: tuple[str, ...], *, split: bool = True) -> list[str]:
    for name in names:
        values = named.get(name)
        if values:
            parts = [part for value in values for part in (re.split(r"[,，、;；|]", value) if split else [value])]
            return list(dict.fromkeys(part.strip() for part in parts if part.strip()))[:30]
    return []


def _json_ld(data: list[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD that describe an article or the page."""
    for one in data[:8]:
        if len(one) > 200_000:
            continue
        try:
            loaded = json.loads(one.decode("utf-8", "replace").strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [loaded]
        for value in waiting[:200]:
            if isinstance(value, list):
                waiting += value[:50]
            elif isinstance(value, dict):
                waiting += [value[key] for key in _NESTED if isinstance(value.get(key), list | dict)]
        yield from (
            value for value in waiting if isinstance(value, dict) and _ARTICLE.search(str(value.get("@type", "")))
        )


def _ld_text(objects: list[dict[str, Any]], key: str) -> str:
    for one in objects:
        value = one.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""


def _ld_name(objects: list[dict[str, Any]], key: str) -> str:
    for one in objects:
        value = one.get(key)
        value = value[0] if isinstance(value, list) and value else value
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str) and name.strip():
            return name.strip()
    return ""


def _ld_people(objects: list[dict[str, Any]]) -> list[str]:
    for one in objects:
        value = one.get("author")
        many = value if isinstance(value, list) else [value]
        names = [person.get("name") if isinstance(person, dict) else person for person in many]
        flat = [name for value in names for name in (value if isinstance(value, list) else [value])]
        people = [person for name in flat if isinstance(name, str) for person in _people(name)]
        if people:
            return list(dict.fromkeys(people))
    return []


def _people(value: str) -> list[str]:
    """Split a byline's names; an address is no name."""
    value = re.sub(r"^\s*(?:by|作者[：:])\s+", "", value, flags=re.IGNORECASE)
    if not value or "://" in value or value.startswith("@") or len(value) > 120:
        return []
    parts = re.split(r"\s*(?:,|;|、|\band\b|&)\s*", value)
    return [part.strip() for part in parts if 1 < len(part.strip()) < 60]


def _date(value: str) -> str:
    """Return an ISO 8601 date, with its time where there is one; empty where no full date is stated."""
    if not value:
        return ""
    found = _ISO.search(value)
    if found:
        year, month, day = (int(part) for part in found.group(1, 2, 3))
        return f"{year:04d}-{month:02d}-{day:02d}"
    compact = re.match(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:\d{6})?$", value)
    if compact:
        return "-".join(compact.groups())
    written = _WRITTEN.search(value)
    if written and (written.group(1) or written.group(3)):
        day = int(written.group(1) or written.group(3))
        month = _MONTHS[written.group(2).lower()]
        return f"{written.group(4)}-{month:02d}-{day:02d}" if 1 <= day <= 31 else ""
    return ""
