"""What a page states of itself: meta elements, JSON-LD, and the byline near its heading."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from cleaner.parse.dates import iso_date
from cleaner.parse.people import is_name, people_of

_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "citation_title")
_SITE = ("og:site_name", "application-name", "al:ios:app_name", "twitter:app:name:iphone")
_AUTHORS = """author article:author byl byline dc.creator dcterms.creator parsely-author sailthru.author
    og:article:author og:author article:author_name articleauthor content_author cxenseparse:author"""
_AUTHOR = tuple(_AUTHORS.split())
_SOURCE = ("article:media_name", "mediaid", "source", "contentsource")
_DATES = """article:published_time og:published_time datepublished pubdate publishdate publish_time publication_date
    dc.date dc.date.issued dcterms.created dcterms.date article_date_original date parsely-pub-date sailthru.date
    apub:time ptime bytedance:published_time og:release_date og:time
    og:regdate regdate"""
_DATE = tuple(_DATES.split())
_DATE_NAME = re.compile(r"publi(?:sh|cation)|pub[-_.]?(?:date|time)|create|issued|online_date|display[-_.]?date")
_NO_DATE_NAME = re.compile(r"modif|updat|expir|publisher|creator")
_TAGS = ("keywords", "news_keywords", "article:tag", "og:article:tag", "parsely-tags")
_CATEGORY = ("article:section", "og:article:section", "parsely-section", "category")
_IMAGES = ("og:image", "twitter:image", "og:image:url")

_ARTICLE = re.compile(
    r"article|posting|report|review|discussion|question|qapage|product|recipe|webpage|book|howto", re.IGNORECASE
)


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")


def stated(root: Any, data: list[bytes], signs: set[bytes]) -> tuple[dict[str, Any], str]:
    """Return what the page states, under the names of a record's metadata, and words that tell what kind it is.

    `root` is the page's tree, `data` its JSON-LD, `signs` those that its markup holds.
    """
    named, link, title, language = _head(root)
    ld = list(_json_ld(data))
    shown = microdata(root, signs)
    headline = _ld_text(ld, "headline")
    name = "" if headline else _ld_product(ld) or shown.product
    found: dict[str, Any] = {
        "title": _named_title(_first(named, _TITLE) or headline or title, name),
        "site": _site(root, named) or _ld_name(ld, "publisher") or shown.publisher,
        "authors": _ld_people(ld) or _named_people(named) or shown.authors,
        "source": next((one for one in _listed(named, _SOURCE, split=False) if is_name(one)), "")
        or (_account(root) if ACCOUNT in signs else ""),
        "date": _ld_date(ld) or _named_date(named) or shown.date,
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
    title = _POWERED.sub("", title[:500])
    return named, link if link.startswith("http") else "", title, language


_POWERED = re.compile(r"\s+[-–—|]\s+powered by\b[^-–—|]{1,40}\Z", re.IGNORECASE)
"""What forum software writes last in every title."""


def _first(named: dict[str, list[str]], names: tuple[str, ...]) -> str:
    for name in names:
        for value in named.get(name, ()):
            if value:
                return value
    return ""


_PLATFORMS = frozenset(("微信公众平台",))
"""Platforms that give their own name for every account's pages."""
ACCOUNT = b'id="js_name"'
"""Of the element that names the account on WeChat's pages, and on the mirrors of them."""


def _site(root: Any, named: dict[str, list[str]]) -> str:
    site = _first(named, _SITE)
    return (_account(root) or site) if site in _PLATFORMS else site


def _account(root: Any) -> str:
    """Return the name of the account that a page of WeChat's is of; empty where none is named."""
    named = root.xpath("//*[@id='js_name']")
    return _value(named[0]) if named else ""


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
        for value in waiting:
            if isinstance(value, dict) and (_ARTICLE.search(str(value.get("@type", ""))) or "pubDate" in value):
                yield value


def _ld_text(objects: list[dict[str, Any]], key: str) -> str:
    for one in objects:
        value = one.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""


def _ld_product(objects: list[dict[str, Any]]) -> str:
    """Return the name of the one product that a page describes; empty for none, and for several."""
    products = [one for one in objects if "Product" in str(one.get("@type", ""))]
    names = {_ld_text([one], "name") for one in products}
    return names.pop() if len(names) == 1 else ""


def _named_title(title: str, name: str) -> str:
    """Return what a page of a product states as its title, or the product's `name` where most of its words are others.

    A shop's pages may all have the shop's title.
    """
    said, stated = _WORD.findall(name.lower()), title.lower()
    return name if 2 * sum(word in stated for word in said) < len(said) else title


_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
"""A word, or one character of a script that parts none."""


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
        people = [person for name in flat if isinstance(name, str) for person in people_of(name)]
        if people:
            return list(dict.fromkeys(people))
    return []


_LD_DATES = ("datePublished", "datePosted", "pubDate", "dateCreated", "uploadDate")
"""`datePosted` is a job's; `pubDate` is what Baidu's JSON-LD context calls it."""


def _ld_date(objects: list[dict[str, Any]]) -> str:
    """Return the date of publication."""
    stated = (iso_date(_ld_text(objects, name)) for name in _LD_DATES)
    return next(filter(None, stated), "")


def _named_date(named: dict[str, list[str]]) -> str:
    """Return the date of a meta element that is known for it, else of one whose name tells a date of publication."""
    others = (name for name in named if _DATE_NAME.search(name) and not _NO_DATE_NAME.search(name))
    stated = (iso_date(value) for name in (*_DATE, *others) for value in named.get(name, ()))
    return next(filter(None, stated), "")


def _named_people(named: dict[str, list[str]]) -> list[str]:
    """Return the names of the first meta element that names any; one that is given again and again names one each."""
    if cited := named.get("citation_author"):  # Google Scholar's, one name in each, the family name first
        return [" ".join(reversed(re.split(r",\s*", one, maxsplit=1))) for one in dict.fromkeys(cited) if is_name(one)]
    for name in _AUTHOR:
        people = [person for value in named.get(name, ()) for person in people_of(value)]
        if people:
            return list(dict.fromkeys(people))
    return []


@dataclass(frozen=True, slots=True)
class Microdata:
    """What the elements of the page's body are marked as."""

    date: str = ""
    authors: list[str] = field(default_factory=list)
    publisher: str = ""
    product: str = ""


MARKS = {b"itemprop": "//@itemprop/..", b"<time": "//time | //h1", b'rel="author"': "//a/@rel[.='author']/.."}
"""What a page's markup must hold for a path to find anything: most pages hold none, and a path walks the whole tree.

Paths go by the attribute: a condition on each element takes twice the time.
"""
_MOST_MARKED = 300
_NO_PUBLICATION = re.compile(r"modif|updat|comment|edit", re.IGNORECASE)


def _is_products(element: Any) -> bool:
    """Whether an element that is marked as a name is in a product's item, and in none within that."""
    item = next((one for one in element.iterancestors() if one.get("itemscope") is not None), None)
    return item is not None and (item.get("itemtype") or "").rstrip("/").endswith("/Product")


_REPLIES = re.compile(r"(?:^|\s)(?:comments?|comment-?list|reviews)(?:\s|\Z)", re.IGNORECASE)
"""Class words and ids of what holds the comments on a page, or customers' reviews."""
_REPLIES_REACH = 8
"""Elements above a reply's date among which that stands."""


def _is_reply(element: Any) -> bool:
    """Whether an element is in a page's comments or in its customers' reviews."""
    above = islice(element.iterancestors(), _REPLIES_REACH)
    return any(_REPLIES.search(one.get("class") or "") or _REPLIES.search(one.get("id") or "") for one in above)


def microdata(root: Any, signs: set[bytes]) -> Microdata:
    """Return what items (itemprop), `rel=author` and `<time>` elements state, each the first of its kind.

    After https://html.spec.whatwg.org/multipage/microdata.html.  A date marked as that of publication comes before a
    `<time>` below the page's h1; one over it may be a clock, and one that says it is a change's is none.
    """
    dates: dict[str, str] = {}
    people: dict[Any, list[str]] = {}
    products: list[str] = []
    publisher, below = "", False
    paths = tuple(path for sign, path in MARKS.items() if sign in signs)
    for element in _path(paths)(root)[:_MOST_MARKED] if paths else ():
        words = (element.get("itemprop") or element.get("rel") or "").lower().split()
        below = below or element.tag == "h1"
        if "datepublished" in words:
            dates["published"] = dates.get("published") or iso_date(_value(element))
        elif below and element.tag == "time" and not _NO_PUBLICATION.search(f"{element.get('class')} {words}"):
            dates["below"] = dates.get("below") or ("" if _is_reply(element) else iso_date(_value(element)))
        if "author" in words:
            people[element] = people_of(_value(element))
        elif "name" in words:
            above = list(islice(element.iterancestors(), 4))
            marks = [one.get("itemprop") for one in above]
            if "author" in marks:
                people[above[marks.index("author")]] = people_of(_value(element))
            elif "publisher" in marks and is_name(name := _value(element)):
                publisher = publisher or name
            elif _is_products(element):
                products.append(_value(element))
    date = next(filter(None, map(dates.get, ("published", "below"))), "")
    product = products[0] if len(set(products)) == 1 else ""
    first = next((element for element, names in people.items() if names), None)
    beside = [] if first is None else [names for one, names in people.items() if one.getparent() is first.getparent()]
    return Microdata(date, list(dict.fromkeys(name for names in beside for name in names)), publisher, product)


@cache
def _path(paths: tuple[str, ...]) -> Any:
    from lxml import etree

    return etree.XPath(" | ".join(paths))


def _value(element: Any) -> str:
    """Return what an element is marked for: its content, its time, or else the beginning of its text."""
    stated = element.get("content") or element.get("datetime") or "".join(islice(element.itertext(), 12))
    return " ".join(stated[:200].split())
