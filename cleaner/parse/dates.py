"""The date of a page: what its markup states, and where to look when nothing does."""

import re
from datetime import UTC, datetime

from cleaner.dates import written_date
from cleaner.document import Document

_YEAR = r"(?:19|20)\d\d"
_COMPACT = re.compile(rf"\s*({_YEAR})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T?\d{{4,6}}(?!\d).*)?\s*\Z")
_STAMP = re.compile(r"\s*(1\d{9})(?:\d{3})?\s*\Z")
"""A time in seconds or milliseconds since 1970, from 2001 on."""


def iso_date(value: str, *, month_first: bool = False) -> str:
    """Return the first date that a value of the markup states, as YYYY-MM-DD; empty where it states none.

    `month_first`: 3/4/2020 is the fourth of March, as in the United States.
    """
    if found := _STAMP.match(value):
        return datetime.fromtimestamp(int(found[1]), UTC).date().isoformat()
    if found := _COMPACT.match(value):
        return written_date("-".join(found.groups()))
    return written_date(value, month_first=month_first)


_VALUE = rb"""["']?\s{0,3}[:=]\s{0,3}\\?["']?([12]\d{3}[-/.]?\d\d[-/.]?\d\d|1\d{9}(?:\d{3})?)(?!\d)"""
_SCRIPTED = (
    re.compile(
        rb"pub(?:(?<=\bdatepub)lished|(?<=\bfirst_pub)lished_at"
        rb"|(?<=\bpub)(?:lish(?:date|_date|_time|time|edat|ed_at)|date|time))" + _VALUE
    ),
    re.compile(rb"var ct" + _VALUE),
)
"""A date of publication among the data of a page's scripts, in lower case.

Each begins with letters that are searched for at memory speed: a pattern that does not costs a hundred times as much.
"""
_IN_ADDRESS = re.compile(rf"/t?({_YEAR})[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?:\d{{6}})?(?=[/_.?-]|\Z)")


def scripted_date(markup: bytes) -> str:
    """Return the one date of publication that a page's scripts state; empty for none and for several."""
    lower = markup.lower()
    stated = {found[1] for pattern in _SCRIPTED for found in pattern.finditer(lower)}
    dates = {iso_date(one.decode("ascii")) for one in stated}
    return dates.pop() if len(dates) == 1 else ""


def address_date(url: str) -> str:
    """Return the date that an address holds, as /2020/03/04/ or /20200304; empty where it holds none."""
    found = _IN_ADDRESS.search(url)
    return iso_date("-".join(found.groups())) if found else ""


_TITLED = re.compile(
    rb"""<(?:span|em|abbr|time|a|i|small)\b[^<>]{0,200}?\stitle=["'](20\d\d-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d\d)"""
)
_BEHIND = 4000
"""Bytes of markup behind a heading within which the moment of the first post stands."""


def titled_date(markup: bytes, at: int) -> str:
    """Return the date that an element behind a place (-1: none) has as tool tip, where it shows how long ago it was."""
    found = _TITLED.search(markup, at, at + _BEHIND) if at >= 0 else None
    return iso_date(found[1].decode()) if found else ""


_BEFORE, _AFTER = 2, 12
"""Blocks before and after a heading within which a page's date stands: further up stands the clock of the day."""
_BEFORE_NAMED = 6
"""The same, before, for a block that its class or id names a date."""
_SHORT, _LONGEST = 50, 120
"""Characters of the longest line that is looked at for a date: of any, and of one that is named a date."""
_ALONE = 20
"""Characters of a line that is a date and no more: one that is linked, too, if it is named a date."""
_NAMED = re.compile(r"date|publi|time|datum|fecha|data(?![a-z])")
_OTHER_DATE = re.compile(
    r"copyright|©|update|modifi|revis|expir|aktuali|обновл|изменен|更新|修改|截止|有效|수정|ενημ[έε]ρωση", re.IGNORECASE
)
"""What says that the date behind it is not that of publication."""


def shown_date(document: Document, heading: int, *, month_first: bool = False) -> str:
    """Return the date that stands beside a page's heading, in whatever form; empty where none does.

    `heading` is the index of its block; a date after it comes before one over it.
    """
    blocks = document.blocks
    if heading < 0:
        return ""
    after = range(heading, min(len(blocks), heading + _AFTER + 1))
    for index in (*after, *range(heading - 1, max(-1, heading - 1 - _BEFORE_NAMED), -1)):
        block = blocks[index]
        hint = document.nodes[block.node].hint if document.nodes else ""
        named = hint and _NAMED.search(hint)
        size = block.end - block.start
        linked = 2 * block.link_chars > size and not (named and size <= _ALONE)
        if size > (_LONGEST if named else _SHORT) or linked:
            continue
        text = _OTHER_DATE.split(document.slice(block), maxsplit=1)[0]
        if (named or index >= heading - _BEFORE) and (found := iso_date(text, month_first=month_first)):
            return found
    return ""


_ELSEWHERE = re.compile(r"\.[a-z]{2}(?<!\.us)(?<!\.ph)\Z")


def is_american(host: str, language: str) -> bool:
    """Whether a site's dates have the month first: it is in English, and its domain is no other country's."""
    return language in {"", "en"} and not _ELSEWHERE.search(host)
