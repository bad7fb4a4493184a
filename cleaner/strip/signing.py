"""The lines between a text's title and its first paragraph that only say who wrote it, for whom and when.

For texts whose letters have two cases, and others that space their words; Chinese ones have rules of their own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile

from cleaner.dates import month_of
from cleaner.document import Edit, Note
from cleaner.strip.byline import byline_mark, read_byline
from cleaner.strip.extent import Extent
from cleaner.strip.moment import MOMENT_WORDS
from cleaner.strip.signed import AND, FULL_NAME, PERSON, signature
from cleaner.strip.values import CHANGED, certain_date, clean_pairs
from cleaner.strip.view import Line

_REACH, _MOST_OVER = 24, 8
"""Lines over the first paragraph of a text, and those of them that are no furniture, where a byline is looked for."""
_MOST_BELOW = 6
"""Lines below it, where it is a lead."""
_LONGEST, _TITLE = 24, 40
"""Units of the longest line of a byline, and of the longest title."""
_STOPPED, _SHORTEST, _FEWEST = 16, 8, 3
"""Units of a title with a stop, and of a signature in the place of a title; lines of a text that has one there."""
_TEXTS = 2
"""Further lines with a name, by which a page is a list of texts; one with several names is enough."""
_REST = 40
"""Characters of a date behind a name."""

_LISTED = """
by von par por di da door przez oleh written rédigé écrit escrito scritto geschrieben author
"""
_BY = frozenset(_LISTED.split())
_LISTED_STAMPS = """
ago read reading min mins minute minutes hour hours day days week weeks month months year years lesezeit lesedauer
minuten temps lecture minutos tiempo lectura tempo lettura minuti leitura czytania leestijd время чтения минут минуты
мин
"""
_STAMPS = frozenset(_LISTED_STAMPS.split())
"""What stands beside a moment: how long ago it was, and how long a text takes to read."""
_LABELS = frozenset({"published", "posted", "updated", "on", "by", "published on", "posted on", "updated on"})
"""What is left of a byline on lines of their own, without the moment or the name that stood between them."""
_OF_PLACES = re.compile(
    r"\b(?:hall|hotel|park|square|street|road|cent(?:er|re)|church|museum|theat(?:er|re)|library|school|college|hospital"
    r"|stadium|club|room|house|gallery|university|institute|conference|festival|meeting|platz|haus|halle|kirche|saal"
    r"|straße|bahnhof|rathaus|rue|place|salle|église|musée|plaza|calle|sala|teatro|museo|iglesia|piazza|via|chiesa|praça"
    r"|rua|igreja|plein|straat|kerk|ulica|kościół|parku?|парк|театр|музей|площадь|улица|зал|дворец|church|chapel)\b"
)
"""What takes place somewhere has a day beside the place."""
_TOWN = re.compile(
    r"(?:new|los|las|san|santa|são|st|saint|hong|buenos|rio|tel|cape|kuala|bad|sankt|north|south|east|west|port|fort|el|la|ciudad"
    r"|abu|addis|санкт|нижний|великий|ростов|нова|novi|nova|neu|mount|lake|united|white)\b"
)
"""How the names of towns begin that are two words: they stand beside a day, too."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIRST_YEAR = "1995"
"""Of the web: an older day is one of those a text tells of."""
_TERM = 3
"""Years from which on two days are a span's: a text was changed sooner."""
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?|[|·•—–,(/<]")
_SEPARATORS = frozenset("|·•—–,(/<")
_SMALL_WORDS = frozenset({"and", "the", "of", "for", "in", "at", "on", "to", "with", "und", "et", "y", "e"})
"""Those of headlines, in capitals too."""
_PARTICLES = frozenset(
    {"de", "da", "do", "dos", "di", "del", "della", "la", "le", "van", "von", "der", "den", "ten", "bin", "al", "el"}
)
_MARKS = re.compile(r"[\s\d.,:;/|()\[\]·•+–—_<>-]*")
_LETTERS = re.compile(r"[^\W\d_]+")
_NAMED = (
    r"[^\W\da-z_][\w.'’&-]*(?:\s(?:(?:of|the|for|de|du|der|die|des|la|le|del|di)\s){0,2}[^\W\da-z_][\w.'’&-]*){0,4}"
)
_FOR = re.compile(
    rf"\s*(?:[,|/•·—–-]|\b(?:for|in|at|aus|à|en|em|für|pour|para|per)\b)\s*(?:(?:in|at|aus|à|en|em|für|pour)\s)?{_NAMED}\s*"
)
"""A paper, a place or an office behind a signature's name."""
_SEVERAL = re.compile(
    rf"(?:(?:By|BY|Von|Par|Por|Di|Door):?\s(?=[^\n]+(?:{AND}))|(?:By|Von|Par|Por|Di|Door|Autoren|Authors|Auteurs|Autores|Авторы):\s)"
    rf"(?P<value>{PERSON}(?:(?:,\s|{AND}){PERSON}){{1,5}})\s*"
)
"""Several names, with commas between them."""


def plain_byline(extent: Extent, rule: str) -> Iterator[Edit]:
    """Read the lines between the title and the first paragraph of a text, and take those that only sign it."""
    view = extent.view
    lines = view.lines
    titled = bool(lines) and lines[0].units <= _STOPPED  # a title may have its stop, and then reads like a sentence
    first = next((line.index for line in lines[titled:_REACH] if line.mass), 0)
    over = [line for line in lines[1:first] if line.index not in extent.struck]
    told = [line for line in over if not extent.kinds[line.index]]
    if not first or len(told) > _MOST_OVER or lines[0].units > _TITLE:
        return
    if any(line.code or line.codelike for line in over) or _is_chinese(lines[first]):
        return
    found = [*_first_line(extent), *_signing(extent, over, first).items(), *_below_lead(extent, first)]
    if found and _sign_others(extent, max(at for at, _ in found)):
        return
    for at, note in found:
        yield view.document.removal(at, rule, note)
    if over and not view.document.nodes:
        notes = read_byline(view, 0, (first, extent.span[1]))
        yield byline_mark(view, tuple(note for note in notes if note[0] != "site"))


def _is_chinese(line: Line) -> bool:
    return line.han > 0 and 2 * line.han > line.cjk


def _sign_others(extent: Extent, last: int) -> bool:
    """Whether lines behind a byline sign other texts: the first of several has its own, which is not the page's."""
    text, below = extent.view.document.text, extent.view.lines[last + 1 :]
    brief = [line for line in below if not line.mass and line.units <= _LONGEST]
    if any(_SEVERAL.fullmatch(text, line.start, line.end) for line in brief):
        return True
    signed = (line for line in brief if _signed(text, line))
    return len(list(islice(signed, _TEXTS))) == _TEXTS


def _signing(extent: Extent, over: Sequence[Line], first: int) -> Mapping[int, Note]:
    """Return the lines that only sign a text, each with what it says."""
    view = extent.view
    text = view.document.text
    body = view.folded[view.lines[first].start :]
    is_only = not any(_is_day(line) or named_day(text, line) for line in view.lines[first:] if not line.mass)
    days = {line.index for line in view.lines[1:first] if is_only and _is_day(line)}
    brief = [line for line in over if line.units <= _LONGEST]
    gone: dict[int, Note] = {}
    for line in brief:
        name = named_day(text, line) if is_only else ""
        if signed := _signed(text, line):
            gone[line.index] = tuple(("authors", name) for name in signed)
        elif name and name.lower() not in body:
            gone[line.index] = (("authors", name), *_dated(line))
        elif _is_stamp(line) or _is_label(line, over):
            gone[line.index] = _dated(line)
    moments = days | {line.index for line in view.lines[1:first] if _is_stamp(line)}
    for line in brief:
        bare = text[line.start : line.end].strip()
        if line.index in gone or not _is_name(bare) or bare.lower() in body:
            continue
        over_it = view.lines[line.index - 1].folded.strip(" :") if line.index > 1 else ""
        if len({line.index - 1, line.index + 1} & moments) == 1 or over_it in _BY:
            gone[line.index] = tuple(clean_pairs([("authors", bare)]))
    for line in brief:
        if line.index in days and {line.index - 1, line.index + 1} & gone.keys():
            gone.setdefault(line.index, _dated(line))
    return gone


def _first_line(extent: Extent) -> Iterator[tuple[int, Note]]:
    """Yield the first line of a text without a title that says whom it is by, by a full name."""
    view = extent.view
    if len(view.lines) < _FEWEST or not view.lines[1].mass or view.lines[0].units > _SHORTEST:
        return
    signed = _signed(view.document.text, view.lines[0])
    if signed and all(map(_is_name, signed)):
        yield 0, tuple(("authors", name) for name in signed)


def _below_lead(extent: Extent, first: int) -> Iterator[tuple[int, Note]]:
    """Yield the lines right below the first paragraph, where it is a lead, that say whom the text below them is by."""
    view = extent.view
    below = list(takewhile(lambda line: not line.mass, view.lines[first + 1 : first + 1 + _MOST_BELOW]))
    end = first + 1 + len(below)
    if end >= len(view.lines) or not view.lines[end].mass:
        return
    for line in below:
        fits = line.units <= _LONGEST and line.index not in extent.struck
        if fits and (signed := _signed(view.document.text, line)):
            yield line.index, tuple(("authors", name) for name in signed)


def _dated(line: Line) -> Note:
    """Return the day of publication that a line states: before what it says of changes."""
    date = certain_date(CHANGED.split(line.folded, maxsplit=1)[0])
    return (("date", date),) if date else ()


def _signed(text: str, line: Line) -> Sequence[str]:
    """Return the names that a line says a text is by, where it says nothing else than when and for whom."""
    if several := _SEVERAL.fullmatch(text, line.start, line.end):
        return re.split(rf",\s|{AND}", several["value"])
    found = signature(text, line)
    if not found:
        return ()
    rest = text[found.end() : line.end]
    dated = len(rest) <= _REST and certain_date(rest)
    said_for = _FOR.match(rest) if " " in found["value"] else None
    if rest.strip() and not dated and not (said_for and _is_moment(rest[said_for.end() :])):
        return ()
    return re.split(AND, found["value"])


def named_day(text: str, line: Line) -> str:
    """Return the name on a line that is a person's name and a day, and at most a medium or a place; "" for no such."""
    if not _is_dated(line) or _OF_PLACES.search(line.folded):
        return ""
    parts: list[list[str]] = [[]]
    words = _WORD.findall(text[line.start : line.end])
    for at, word in enumerate(words):
        after = next((other for other in words[at + 1 :] if other not in _PARTICLES), "")
        if word in _PARTICLES and parts[-1] and after[:1].isupper():
            parts[-1].append(word)
        elif word in _SEPARATORS or _is_bound(words, at):
            parts.append([])
        else:
            parts[-1].append(word)
    found = [" ".join(part) for part in parts if part]
    if not 1 <= len(found) <= 2 or not _is_name(found[0]) or (len(found) > 1 and not found[1][0].isupper()):
        return ""
    return found[0]


def _is_bound(words: Sequence[str], at: int) -> bool:
    """Whether a word is of a moment, or says that somebody wrote; a month has a figure beside it."""
    bare = words[at].lower().strip(".")
    if bare[0].isdigit() or bare in MOMENT_WORDS or bare in _BY or bare in _STAMPS:
        return True
    if not month_of(bare):
        return False
    near = [word for word in (*words[max(0, at - 2) : at][::-1], "") if word != "de"][:1]
    near += [word for word in (*words[at + 1 : at + 3], "") if word != "de"][:1]
    return any(word[:1].isdigit() for word in near)


def _is_name(text: str) -> bool:
    """Whether a text is a person's name, of two words and more that begin with capitals."""
    words = text.split()
    return (
        _SMALL_WORDS.isdisjoint(text.lower().split())
        and FULL_NAME.fullmatch(text) is not None
        and all(word[0].isupper() or word in _PARTICLES for word in words)
        and not any(word.isupper() and len(word) > 2 for word in words)
        and not _OF_PLACES.search(text.lower())
        and not _TOWN.match(text.lower())
    )


def _is_moment(text: str, more: frozenset[str] = frozenset()) -> bool:
    """Whether a text is of words of a moment, and of some more, and of nothing else."""
    folded = text.lower()
    return _MARKS.fullmatch(_LETTERS.sub(lambda word: _left(word[0], more), folded)) is not None


def _left(word: str, more: frozenset[str]) -> str:
    return "" if word in MOMENT_WORDS or word in more or month_of(word) else "x"


def _is_day(line: Line) -> bool:
    """Whether a line is a day, and its clock, and nothing else."""
    return _is_dated(line) and _is_moment(line.folded)


def _is_dated(line: Line) -> bool:
    """Whether a brief line states a day that may be a page's: none is older than the web, and no life's end is told."""
    if line.mass or line.cjk or line.units > _LONGEST or not certain_date(line.folded):
        return False
    years = _YEAR.findall(line.folded)
    return min(years, default="") >= _FIRST_YEAR and int(max(years)) - int(min(years)) < _TERM


def _is_stamp(line: Line) -> bool:
    """Whether a line says when a text came out and how long it takes to read."""
    words = set(_LETTERS.findall(line.folded))
    return (
        not (line.mass or line.cjk)
        and any(char.isdigit() for char in line.folded)
        and not words.isdisjoint(_STAMPS)
        and _is_moment(line.folded, _STAMPS)
    )


def _is_label(line: Line, over: Sequence[Line]) -> bool:
    """Whether a line is what is left of a byline's words beside another one, or beside a moment."""
    if line.folded.strip(" :") not in _LABELS:
        return False
    beside = [other for other in over if abs(other.index - line.index) == 1]
    return any(
        _is_day(one) or _is_stamp(one) or _is_name_case(one) or one.folded.strip(" :") in _LABELS for one in beside
    )


def _is_name_case(line: Line) -> bool:
    return 2 <= line.units <= 4 and not line.mass and FULL_NAME.fullmatch(line.folded.title()) is not None
