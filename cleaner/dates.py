"""The date that a text states, in whatever form it is written."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

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
_MONTH_NAMES = (
    "يناير जनवरी", "فبراير شباط फरवरी फ़रवरी", "مارس آذار मार्च", "أبريل ابريل نيسان अप्रैल",
    "مايو أيار मई", "يونيو حزيران जून", "يوليو تموز जुलाई", "أغسطس آب अगस्त",
    "سبتمبر أيلول सितंबर सितम्बर", "أكتوبر अक्टूबर अक्तूबर", "نوفمبر नवंबर नवम्बर", "ديسمبر दिसंबर दिसम्बर",
)  # fmt: skip
"""The months' names, whole, in Arabic and Hindi."""
_MONTHS = {start: month for month, starts in enumerate(_MONTH_STARTS, 1) for start in starts.split()}

_NAME = r"(?:[^\W\d_]|[\u0900-\u097f]){2,14}"
"""Hindi's vowels are marks on its letters."""
_YEAR = r"(?:19|20)\d\d"
_SOME_YEAR = re.compile(f"{_YEAR}|民|发布|發佈")
_FIRST_YEAR = re.compile(
    rf"(?<!\d)({_YEAR})\s?[-/.年년]\s?(0?[1-9]|1[0-2])\s?[-/.月월]\s?(0?[1-9]|[12]\d|3[01])(?:(?!\d)|(?=\d{{1,2}}:\d\d))"
)
"""The time may be joined to the day: what parted them was lost."""
_REPUBLIC = re.compile(r"民[國国]\s?(\d{2,3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
"""The years of Taiwan: the first was 1912."""
_SHORT_YEAR = re.compile(
    r"(?:发布|發佈)(?:时间|時間|日期|于|於)\s?[:：]?\s?([0-3]\d)-(\d{2})-(\d{2})(?=\s|\Z|\d{2}:\d{2})"
)
"""Only where Chinese says that it is the moment of publication: the year comes first in it."""
_LAST_YEAR = re.compile(rf"(?<![\d./-])(\d{{1,2}})\s?([./-])\s?(\d{{1,2}})\s?\2\s?({_YEAR})(?!\.?\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-](?:de\s|of\s)?({_NAME})\.?,?[\s-](?:del?\s)?({_YEAR})(?!\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?<!\d)(\d{{1,2}})\s(?:tháng|thg)\s?(\d{{1,2}}),?\s(?:năm\s)?({_YEAR})(?!\d)", re.IGNORECASE)
"""Vietnamese numbers its months."""
_MONTH_DAY = re.compile(
    rf"(?<!\w)({_NAME})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(?:[^\W\d_]{{3}}\s)?({_YEAR})(?!\d)",
    re.IGNORECASE,
)


def written_date(text: str, *, month_first: bool | None = False) -> str:
    """Return the first date that a text states, as YYYY-MM-DD; empty where it states no day of the calendar.

    `month_first`: 3/4/2020 is the fourth of March, as in the United States; None: it may be either, and is not read.
    """
    return next(_dates(text, month_first=month_first), "") if _SOME_YEAR.search(text) else ""


def _dates(value: str, *, month_first: bool | None) -> Iterator[str]:
    if found := _FIRST_YEAR.search(value):
        yield from _day(*found.groups())
    if found := _SHORT_YEAR.search(value):
        yield from _day(f"20{found[1]}", found[2], found[3])
    if found := _REPUBLIC.search(value):
        yield from _day(str(int(found[1]) + 1911), found[2], found[3])
    for found in _DAY_MONTH.finditer(value):
        yield from _day(found[3], month_of(found[2]), found[1])
    for found in _MONTH_DAY.finditer(value):
        yield from _day(found[3], month_of(found[1]), found[2])
    if found := _NUMBERED.search(value):
        yield from _day(found[3], found[2], found[1])
    if found := _LAST_YEAR.search(value):
        day, mark, month, year = found.groups()
        if month_first is None and mark == "/" and int(day) <= 12 and int(month) <= 12:
            return
        swapped = int(month) > 12 or (month_first and mark == "/" and int(day) <= 12)
        yield from _day(year, day, month) if swapped else _day(year, month, day)


def _day(year: str, month: str | int, day: str) -> Iterator[str]:
    try:
        yield datetime(int(year), int(month), int(day), tzinfo=UTC).date().isoformat()
    except ValueError:
        return


@lru_cache(maxsize=1 << 12)
def month_of(name: str) -> int:
    """Return a month's number by how its name begins; 0 for what is no month."""
    plain = _plain(name)
    return _MONTHS.get(plain[:4]) or _MONTHS.get(plain[:3]) or _WHOLE.get(plain, 0)


def _plain(name: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(one))


_WHOLE = {_plain(name): month for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
