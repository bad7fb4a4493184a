"""The one day that stands alone over a text's title or under its end, as the software of blogs and papers prints it."""

import re
from collections.abc import Iterator

from cleaner.dates import month_of
from cleaner.document import Edit
from cleaner.strip.extent import Extent
from cleaner.strip.moment import MOMENT_WORDS
from cleaner.strip.values import certain_date
from cleaner.strip.view import Line

_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)day\b|\b(?:mon|diens|donners|frei|sams|sonn)tag\b|\bmittwoch\b"
    r"|\b(?:lun|mar|mercre|jeu|vendre|same|diman)(?:di|che)\b|\b(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b"
    r"|\b(?:segunda|terça|quarta|quinta|sexta)-feira\b|\b(?:lune|marte|mercole|giove|vener)dì\b|\b(?:sabato|domenica)\b"
    r"|\b(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b|[日月火水木金土]曜日?|[월화수목금토일]요일"
    r"|\b(?:poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela)\b|\b(?:maan|dins|woens|donder|vrij|zater|zon)dag\b"
)
_CLOCK = re.compile(r"(?<![\d.,:])\d{1,2}[:h.]\d{2}(?![\d.,])")
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[\s\d.,:;/|()\[\]·•+–—_-]*")
_LONGEST, _TITLE = 60, 45
"""Characters of the line of a day, and units of a title under it."""
_FIRST_YEAR = "1995"
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "am", "pm", "de", "del", "of"})


def lone_days(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the one line that is a day, over a text's title, or behind all of it; the latter is kept.

    Over the title it may be the day on which the page was shown.  A diary has several, and a day alone behind a text
    has its weekday or its clock.
    """
    view = extent.view
    lines = [line for line in view.lines if line.core]
    if len(lines) < 3 or not view.before[-1]:
        return
    first = next(line for line in lines if line.mass)
    if first.han > 0 and 2 * first.han > first.cjk:
        return
    days = [line for line in lines if _is_day(line)]
    if len(days) != 1 or days[0].index in extent.struck:
        return
    day = days[0]
    under = [line for line in lines if line.index > day.index]
    if day is lines[0] and not under[0].mass and 2 <= under[0].units <= _TITLE and not extent.kinds[under[0].index]:
        yield view.document.removal(day.index, rule)
        return
    ends = all(line.index in extent.struck or extent.is_plain(line.index) for line in under)
    if ends and not day.mass and (_WEEKDAY.search(day.folded) or _CLOCK.search(day.folded)):
        yield view.document.removal(day.index, rule, (("date", certain_date(day.folded)),))


def _is_day(line: Line) -> bool:
    """Whether a line is a day of the web's years, with its weekday and clock, and nothing else."""
    if line.code or len(line.folded) > _LONGEST or not line.folded[:1].strip() or line.mass > _LONGEST:
        return False
    if not _FIGURE.search(line.folded) or certain_date(line.folded) < _FIRST_YEAR:  # a date takes long to read
        return False
    rest = _WORD.sub(lambda word: "" if _is_bound(word[0]) else "x", line.folded)
    return _MARKS.fullmatch(rest) is not None


def _is_bound(word: str) -> bool:
    if word in MOMENT_WORDS or word in _ORDINALS or month_of(word):
        return True
    return not word.isascii() and all(char in MOMENT_WORDS or char in "曜요월화수목금토일" for char in word)
