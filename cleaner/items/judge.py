"""Whether what stands under the heads are items, and what kind of page they make."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cleaner.items import lines as shape
from cleaner.items.cut import SUPPORT, Span, cut, label_before
from cleaner.items.fields import Fields, read
from cleaner.items.sheet import Sheet
from cleaner.model import Kind

FEWEST = 3
"""Fewest items that make a list."""

MOST = 2_000
"""Most items of a page; what has more is a table of data."""

COVERAGE = 0.5
"""Share of the page's text that the items must hold: a reference list at the end of an article does not."""

BODY = 20
"""Least text that is more than a heading, in code points."""

DIGEST_TITLE = re.compile(
    r"早报|晚报|新闻早餐|早知道|早餐会|简讯|快讯|速报|要闻|"
    r"(?:新闻|资讯|行业|科技|财经|论文|文献|AI|热点|信息)"
    r"(?:汇总|速览|简报|播报|周刊|日报|周报|月报|一览|速递|精选|摘编|文摘|导读)|"
    r"一周(?:热点|新闻|回顾|精选|资讯)|(?:今日|每日|本周)(?:热点|头条|论文|资讯|精选|新闻|速递|速览|arXiv)|"
    r"\b(?:news|weekly|daily|morning|evening|paper|research|arxiv)\s+"
    r"(?:digest|round-?up|brief(?:ing|s)?|highlights|wrap)\b|"
    r"\bnewsletter\s*(?:#|no\b|issue|vol|:|–|—|-|\||$)",
    re.IGNORECASE,
)
"""What a page that gathers pieces from elsewhere calls itself."""

Needs = Callable[[Fields], bool]
"""What an item must state."""


@dataclass(frozen=True, slots=True)
class Found:
    """Items found: where they lie, and what they state."""

    spans: tuple[Span, ...]
    fields: tuple[Fields, ...]
    kind: Kind
    labels: tuple[str, ...]
    """For each item, the section label that it stands under."""


def judge(
    sheet: Sheet, heads: Sequence[int], needs: Needs, kind: Kind | None = None, coverage: float = COVERAGE
) -> Found | None:
    """Cut the text at the heads and read the items; return them where they state what they must and hold the text."""
    if not FEWEST <= len(heads) <= MOST:
        return None
    spans, labels = cut(sheet, heads)
    least = coverage * len(sheet.text.strip())
    if sum(end - start for start, end in spans) < least or not (fields := _read_all(sheet, spans, needs)):
        return None
    if len(spans) > FEWEST and not needs(fields[0]) and not has_body(fields[0]) and all(map(has_body, fields[1:])):
        spans, fields = spans[1:], fields[1:]  # the page's own title
        labels = [label or label_before(sheet, spans[0][0]) for label in labels[1:]]
    if not mostly(needs, fields) or sum(end - start for start, end in spans) < least:
        return None
    return Found(tuple(spans), tuple(fields), kind or _kind(sheet, spans, fields), tuple(labels))


def better(one: Found | None, other: Found | None) -> Found | None:
    """Return which of two sees more items; the first where they see as many."""
    return other if other and (one is None or len(other.spans) > len(one.spans)) else one


def read_span(sheet: Sheet, span: Span) -> Fields:
    """Read the fields of the item in a span."""
    start, end = span
    return read(sheet.text[start:end], tuple(at - start for at in sheet.joints if start < at < end))


def mostly(needs: Needs, fields: Sequence[Fields]) -> bool:
    """Tell whether two thirds of the items state what they must."""
    return sum(map(needs, fields)) >= SUPPORT * len(fields)


def is_supported(fields: Fields) -> bool:
    """Tell whether an item states an origin of its own, as no numbered section does."""
    return fields.supported


def has_origin(fields: Fields) -> bool:
    """Tell whether an item names its address, its authors or their organisation."""
    return bool(fields.url or fields.authors or fields.organization)


def has_body(fields: Fields) -> bool:
    """Tell whether an item is more than a heading."""
    return sum(map(len, fields.body)) >= BODY


def has_headline(fields: Fields) -> bool:
    """Tell whether an item has a headline, longer than any label, and text under it."""
    return len(fields.title) >= 8 and has_body(fields)


def is_piece(fields: Fields) -> bool:
    """Tell whether an element of a page has a title and an origin: HTML marks up an article's own sections alike."""
    own = has_origin(fields) or fields.labelled > 1 or fields.date
    return bool(fields.title) and bool(own or (fields.taken and fields.body))


def is_brief(fields: Fields) -> bool:
    """Tell whether an item says something, and briefly."""
    return len(fields.body) <= 3 and len(fields.title) + sum(map(len, fields.body)) >= 15


def _read_all(sheet: Sheet, spans: Sequence[Span], needs: Needs) -> list[Fields]:
    """Read the items; [] as soon as too many state not what they must.  The first may be the page's own title.

    Items get back what was taken for the page's own and removed from among their lines: dates, addresses.
    """
    starts = [start for start, _ in spans]
    taken: dict[int, list[tuple[str, str]]] = {}
    for place, name, value in sheet.taken:
        taken.setdefault(bisect_left(starts, place) - 1, []).append((name, value))
    fields: list[Fields] = []
    lacking = 0
    for at, span in enumerate(spans):
        stated = read_span(sheet, span)
        for name, value in taken.get(at, ()):
            if not getattr(stated, name):
                setattr(stated, name, value)
        lacking += at > 0 and not needs(stated)
        if lacking > (1 - SUPPORT) * len(spans) + 1:
            return []
        fields.append(stated)
    return fields


def _kind(sheet: Sheet, spans: Sequence[Span], fields: Sequence[Fields]) -> Kind:
    """Tell a digest from an article about several things: by what its items state, its title, its frame of prose."""
    kind: Kind = "digest" if any(one.body for one in fields) else "list"
    if sum(one.independent for one in fields) * 2 >= len(fields) or DIGEST_TITLE.search(sheet.title):
        return kind
    frame = [line.text for line in sheet.lines if line.end <= spans[0][0] or line.start >= spans[-1][1]]
    run_in = sheet.text[: spans[0][0]].rsplit("\n", 1)[-1].strip()
    return "article" if any(map(shape.is_prose, [*frame, run_in])) else kind
