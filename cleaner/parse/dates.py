"""The date of a text: every form of one that markup and bylines have, and where to look when nothing states it."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime

from cleaner.document import Document

_MONTH_STARTS = (
    "jan ene gen oca sty led янв січ ιαν",
    "feb fev sub lut uno фев лют φεβ",
    "mar maa mrt bre мар бер μαρ",
    "apr avr abr nis kwi dub апр кві απρ",
    "may mai mei mag maj kve май мая тра μαι μαϊ",
    "jun juin giu haz cze июн чер ιουν",
    "jul juil lug tem lip июл лип ιουλ",
    "aug aou ago agu sie srp авг сер αυγ",
    "sep set eyl wrz zar сен вер σεπ",
    "oct okt out ott eki paz rij окт жов οκτ",
    "nov noy kas lis ноя лис νοε",
    "dec dez des dic ara gru pro дек гру δεκ",
)
"""How the months' names begin, without accents: the languages of Europe, Turkish and Indonesian.

In each language three letters tell them apart, but for French and Greek June and July, which need four.
"""
_MONTHS = {start: month for month, starts in enumerate(_MONTH_STARTS, 1) for start in starts.split()}

_YEAR = r"(?:19|20)\d\d"
_FIRST_YEAR = re.compile(rf"(?<!\d)({_YEAR})\s?[-/.年년]\s?(0?[1-9]|1[0-2])\s?[-/.月월]\s?(0?[1-9]|[12]\d|3[01])(?!\d)")
_REPUBLIC = re.compile(r"民國\s?(\d{2,3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
"""The years of Taiwan: the first was 1912."""
_COMPACT = re.compile(rf"\s*({_YEAR})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T?\d{{4,6}}(?!\d).*)?\s*\Z")
_LAST_YEAR = re.compile(rf"(?<![\d./-])(\d{{1,2}})\s?([./-])\s?(\d{{1,2}})\s?\2\s?({_YEAR})(?!\.?\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-](?:de\s|of\s)?([^\W\d_]{{3,12}})\.?,?[\s-](?:del?\s)?({_YEAR})(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)([^\W\d_]{{3,12}})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(?:[^\W\d_]{{3}}\s)?({_YEAR})(?!\d)",
    re.IGNORECASE,
)
_STAMP = re.compile(r"\s*(1\d{9})(?:\d{3})?\s*\Z")
"""A time in seconds or milliseconds since 1970, from 2001 on."""


def iso_date(value: str, *, month_first: bool = False) -> str:
    """Return the first date that a value states, as YYYY-MM-DD; empty where it states no day of the calendar.

    `month_first`: 3/4/2020 is the fourth of March, as in the United States.
    """
    return next(_dates(value, month_first=month_first), "")


def _dates(value: str, *, month_first: bool) -> Iterator[str]:
    if found := _STAMP.match(value):
        yield datetime.fromtimestamp(int(found[1]), UTC).date().isoformat()
        return
    if found := _COMPACT.match(value):
        yield from _day(found[1], found[2], found[3])
        return
    if found := _FIRST_YEAR.search(value):
        yield from _day(*found.groups())
    if found := _REPUBLIC.search(value):
        yield from _day(str(int(found[1]) + 1911), found[2], found[3])
    for found in _DAY_MONTH.finditer(value):
        yield from _day(found[3], _month(found[2]), found[1])
    for found in _MONTH_DAY.finditer(value):
        yield from _day(found[3], _month(found[1]), found[2])
    if found := _LAST_YEAR.search(value):
        day, mark, month, year = found.groups()
        swapped = int(month) > 12 or (month_first and mark == "/" and int(day) <= 12)
        yield from _day(year, day, month) if swapped else _day(year, month, day)


def _day(year: str, month: str | int, day: str) -> Iterator[str]:
    try:
        yield datetime(int(year), int(month), int(day), tzinfo=UTC).date().isoformat()
    except ValueError:
        return


def _month(name: str) -> int:
    """Return a month's number by how its name begins; 0 for what is no month."""
    plain = "".join(one for one in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(one))
    return _MONTHS.get(plain[:4]) or _MONTHS.get(plain[:3]) or 0


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
