"""The ways to see a list.

Every way proposes heads, offsets where items begin; the items' own fields then decide (`judge`).  A numbered section
is not an item: an item has an origin of its own (an address, authors, an organisation, a source), as a piece taken from
elsewhere has.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import islice, pairwise

from cleaner.items import lines as shape
from cleaner.items.cut import SUPPORT, ends_in_address
from cleaner.items.fields import Fields, credit_of
from cleaner.items.judge import (
    DIGEST_TITLE,
    FEWEST,
    MOST,
    Found,
    better,
    has_body,
    has_headline,
    has_origin,
    is_brief,
    is_piece,
    is_supported,
    judge,
    mostly,
    read_span,
)
from cleaner.items.sheet import Line, Sheet, lines_in, trim

LONG_LINE = 500
"""A line of more code points may hold several items whose breaks were lost."""

STARTS = 20
"""How many of the numbers 1 on a page are tried as the beginning of a sequence."""

LINKS = 5
"""Fewest one-line items that make a list of links; they are the least marked of items."""

MOSTLY = 0.8
"""Share of a page's lines or items that must be alike where little else tells that they are a list."""

_FAQ_TITLE = re.compile(
    r"常见(?:问题|疑问|问答)|FAQ|问答|答疑|Q\s?&\s?A|热点问题|有问必答|frequently asked", re.IGNORECASE
)
_INTERVIEW = re.compile(r"专访|对话|访谈|采访|记者|interview", re.IGNORECASE)
_ASKS = frozenset("QqFf问問")
_TITLE_LABELS = ("标题", "题目", "题名", "名称", "Title", "title", "TITLE")
_ENTRY = re.compile(r"\[\d+\]|\d+[.)、]\s|arXiv:", re.IGNORECASE)
_INLINE = re.compile(r"(?:^|(?<=\s)|(?<=[。！？!?；;）)\]】]))(?P<n>\d{1,3})\s?[、．.]\s?(?=[^\s\d])", re.MULTILINE)
_DATE = r"[\[(（【]?\s*(?:20\d\d[-/.])?[01]?\d[-/.][0-3]?\d(?:\s+\d\d:\d\d(?::\d\d)?)?\s*[\])）】]?"
_DATED = re.compile(rf"(?P<first>{_DATE})?\s*(?P<title>\S.{{5,98}}?\S)(?(first)$|\s+{_DATE}$)")
_DATE_ENDS = frozenset("0123456789[](（)）【】")
_LINKED = re.compile(r"(?:[*•·-]\s+)?\S.{3,150}?\s*[:：]?\s*[(（<]?https?://[!-~]+[)）>]?$")
_VERSION = re.compile(r"\bv?\d+\.\d+(?:\.\d+)?\b|changelog|release notes|更新日志|更新记录|版本", re.IGNORECASE)


def find(sheet: Sheet) -> Found | None:
    """Return the items of the page, None for an article: of the ways that see a list, the one that sees most items."""
    return reduce(better, (way(sheet) for way in WAYS), None)


def separated(sheet: Sheet) -> Found | None:
    """See items that each end in the same mark, as "translated by ..." under every abstract of a list."""
    if found := _between(sheet, sheet.marks):
        return found
    found = _between(sheet, sheet.buttons)
    return found if found and mostly(is_piece, found.fields) else None


def restored(sheet: Sheet) -> Found | None:
    """See items whose closing addresses were taken for the page's own and removed: each gets its address back."""
    addresses = [(place, value) for place, name, value in sheet.taken if name == "url"]
    found = _between(sheet, [place for place, _ in addresses])
    if not found or len(found.spans) != len(addresses) or not all(one.title for one in found.fields):
        return None
    for one, (_, address) in zip(found.fields, addresses, strict=True):
        one.url = one.url or address
    return replace(found, kind="digest")


def _between(sheet: Sheet, marks: Sequence[int]) -> Found | None:
    """Return what stands between marks as items, None where too little, or much is left after the last."""
    if not FEWEST <= len(marks) <= MOST:
        return None
    spans = [span for start, end in pairwise((0, *marks)) if (span := trim(sheet.text, start, end))]
    tail = trim(sheet.text, marks[-1], len(sheet.text)) or (0, 0)
    if len(spans) < FEWEST or 2 * (tail[1] - tail[0]) > len(sheet.text) or any(end - at < 20 for at, end in spans):
        return None
    first, *others = [lines_in(sheet, *span) for span in spans]
    longest = max(map(len, others))
    if len(first) > longest:  # the page's own title and what else stands before the first item
        spans[0] = (first[-longest].start, spans[0][1])
    return Found(tuple(spans), tuple(read_span(sheet, span) for span in spans), "list", ("",) * len(spans))


def numbered(sheet: Sheet) -> Found | None:
    """See items headed by numbers in sequence, and those that follow under a label of their own."""
    return reduce(better, (judge(sheet, chain, is_supported) for chain in _chains(sheet)), None)


def _chains(sheet: Sheet) -> Iterator[list[int]]:
    """Yield the runs of numbered lines, by style of number: from 1 upwards, and with sections that each begin at 1."""
    styles: dict[str, list[tuple[int, int]]] = {}
    for line in sheet.lines:
        if line.number:
            styles.setdefault(line.number.style, []).append((line.start, line.number.value))
    for same in styles.values():
        whole, sections = _chain(same), _chain(same, restarts=True)
        if len(whole) >= FEWEST:
            yield whole
        if len(sections) > len(whole):
            yield sections


def _chain(heads: Sequence[tuple[int, int]], *, restarts: bool = False) -> list[int]:
    """Return the offsets of the first long run 1, 2, 3 ...; with `restarts` sections may each begin at 1 again."""
    starts = islice((at for at, (_, number) in enumerate(heads) if number == 1), 1 if restarts else STARTS)
    best: list[int] = []
    for first in starts:
        chain, due = [], 1
        for at, number in islice(heads, first, None):
            if number == due or (restarts and number == 1):
                chain.append(at)
                due = number + 1
        best = max(best, chain, key=len)
        if len(best) >= FEWEST:
            break
    return best


def run_together(sheet: Sheet) -> Found | None:
    """See numbered items in a line that lost its breaks: each but the first follows the address of the one before."""
    if sheet.text.count("://") < FEWEST or not any(len(line.text) > LONG_LINE for line in sheet.lines):
        return None
    places = [(found.start("n"), int(found["n"])) for found in _INLINE.finditer(sheet.text)]
    return judge(
        sheet, _chain([(at, n) for at, n in places if n == 1 or ends_in_address(sheet.text, at)]), is_supported
    )


def tagged(sheet: Sheet) -> Found | None:
    """See items headed by a subject tag, numbered or not: `3、[LG] Title`, `[CV] Title`."""
    heads = [line.start for line in sheet.lines if line.rest[:1] in {"[", "［", "【"} and shape.TAGGED.match(line.rest)]
    return judge(sheet, heads, has_origin)


def bracketed(sheet: Sheet) -> Found | None:
    """See news headed 【source】title or 【headline】text."""
    heads = [line.start for line in sheet.lines if line.rest.startswith("【")]
    return judge(sheet, heads, has_headline, "digest") if len(heads) > FEWEST else None


def labelled(sheet: Sheet) -> Found | None:
    """See items whose fields name themselves: each begins with the title, or with a number on the line above it."""
    if sum(map(sheet.short.count, _TITLE_LABELS)) < FEWEST:
        return None
    named = ((at, shape.LABELLED.match(line.rest)) for at, line in enumerate(sheet.lines))
    titles = [at for at, found in named if found and found.lastgroup == "title"]
    above = all(at > 0 and _ENTRY.match(sheet.lines[at - 1].text) for at in titles)
    return judge(sheet, [sheet.lines[at - above].start for at in titles], lambda fields: fields.labelled > 1, "digest")


def addressed(sheet: Sheet) -> Found | None:
    """See items that each end in a line with their address, or have it right under their title."""
    if sheet.text.count("://") <= FEWEST:
        return None
    groups = list(_groups(sheet.lines, lambda line: bool(shape.address_of(line.text))))
    if len(groups) <= FEWEST:
        return None
    bodied = [
        group for group in groups[1:] if len(group) > 1 and group[0].ends_sentence and not group[-1].ends_sentence
    ]
    under_title = len(bodied) >= MOSTLY * (len(groups) - 1)
    heads = [group[-1].start for group in groups] if under_title else _heads(groups)
    return judge(sheet, heads, lambda fields: bool(fields.url and fields.title), coverage=0.7)


def credited(sheet: Sheet) -> Found | None:
    """See items that each end in the name of their source, in brackets."""
    if sheet.text.count(")\n") + sheet.text.count("）\n") < FEWEST:
        return None
    groups = [
        group for group in _groups(sheet.lines, lambda line: bool(credit_of(line.text)), closing=True) if group[1:]
    ]
    if len(groups) <= FEWEST:
        return None
    return judge(sheet, _heads(groups), lambda fields: bool(fields.taken and fields.title), "digest", 0.7)


def _groups(lines: Sequence[Line], closes: Callable[[Line], bool], *, closing: bool = False) -> Iterator[list[Line]]:
    """Yield the groups of lines that each end in one which closes an item, with it or not; no labels before them."""
    group: list[Line] = []
    for line in lines:
        if closes(line):
            if group:
                yield [*group, line] if closing else group
            group = []
        elif group or not shape.is_label(line.text):
            group.append(line)


def _heads(groups: Sequence[Sequence[Line]]) -> list[int]:
    """Return where groups begin; the first, which the page's own head is part of, is as long as the others are."""
    usual = sorted(map(len, groups[1:]))[len(groups) // 2 - 1]
    return [groups[0][-usual:][0].start, *(group[0].start for group in groups[1:])]


def posts(sheet: Sheet) -> Found | None:
    """See the posts of a thread, each under a line that names its author and time, or its floor."""
    if sum(map(sheet.short.count, shape.POST_WORDS)) < FEWEST:
        return None
    heads = [(line.start, post) for line in sheet.lines if (post := shape.post_of(line.text))]
    if sum(bool(post.author) or post.floor for _, post in heads) < SUPPORT * len(heads):
        return None
    return judge(sheet, [start for start, _ in heads], lambda fields: bool(fields.body), "thread")


def questions(sheet: Sheet) -> Found | None:
    """See questions and answers, where the page says that it lists them, or where each answer is marked as one."""
    said = bool(_FAQ_TITLE.search(sheet.title))
    heads, counted, answers = [], 0, 0
    for line in sheet.lines:
        asked = shape.QUESTION.match(line.text) if line.text[0] in _ASKS else None
        if asked or (said and len(line.text) <= shape.SHORT and line.text[-1] in "?？"):
            heads.append(line.start)
            counted += bool(asked and asked["n"])
        answers += bool(shape.ANSWER.match(line.text))
    if _INTERVIEW.search(sheet.title) or not (said or (counted == len(heads) and answers >= SUPPORT * counted)):
        return None
    return judge(sheet, heads, lambda fields: bool(fields.body), "list")


def briefs(sheet: Sheet) -> Found | None:
    """See short news in sequence on a page that calls itself a digest."""
    if not DIGEST_TITLE.search(sheet.title):
        return None
    best = max(_chains(sheet), key=len, default=[])
    return judge(sheet, best, is_brief, "digest") if len(best) > FEWEST else None


def clocked(sheet: Sheet) -> Found | None:
    """See news headed by the time of day: with headlines, or the latest first, as no agenda has them."""
    found = [(line, shape.CLOCK.match(line.text)) for line in sheet.lines if line.text[0].isdecimal()]
    heads = [(line, int(clock["h"]) * 60 + int(clock["m"])) for line, clock in found if clock]
    if len(heads) <= FEWEST:
        return None
    backward = sum(late >= early for (_, late), (_, early) in pairwise(heads)) >= MOSTLY * (len(heads) - 1)
    headlines = sum("【" in line.text for line, _ in heads) >= MOSTLY * len(heads)
    if not headlines and not (backward and heads[0][1] > heads[-1][1]):
        return None
    return judge(sheet, [line.start for line, _ in heads], has_body, "list")


def linked(sheet: Sheet) -> Found | None:
    """See one-line items: a title with its date, or with its address."""
    lines = sheet.lines[1:] if sheet.lines and sheet.lines[0].text == sheet.title else sheet.lines
    if not LINKS <= len(lines) <= MOST or _VERSION.search(sheet.title):
        return None
    found = _most(lines, _DATED, lambda text: text[-1] in _DATE_ENDS or text[0] in _DATE_ENDS)
    found = found or _most(lines, _LINKED, lambda text: "://" in text)
    fields = tuple(_read_line(line) for line in found)
    if len(found) < LINKS or not all(one.title and not _VERSION.search(one.title) for one in fields):
        return None
    return Found(tuple((line.start, line.end) for line in found), fields, "list", ("",) * len(found))


def _most(lines: Sequence[Line], pattern: re.Pattern[str], looks: Callable[[str], bool]) -> list[Line]:
    """Return the lines that match, [] as soon as more than a fifth do not."""
    found, spare = [], len(lines) // 5
    for line in lines:
        if len(line.text) <= 300 and looks(line.text) and pattern.fullmatch(line.text):
            found.append(line)
        elif spare:
            spare -= 1
        else:
            return []
    return found


def _read_line(line: Line) -> Fields:
    """Read a one-line item: its title, and the date or address beside it."""
    stated, rest = Fields(date=shape.date_of(line.text)), line.rest
    if found := shape.URL.search(rest):
        stated.url, rest = found[0].rstrip(")>"), rest[: found.start()]
    elif dated := _DATED.fullmatch(rest):
        rest = dated["title"]
    stated.title = rest.strip(" \t*•·-:：(（<")
    return stated


def structured(sheet: Sheet) -> Found | None:
    """See the elements of a repeated structure in the page's HTML: list items, cards, rows, headed sections."""
    return reduce(better, (_judge_structure(sheet, outline) for outline in sheet.outlines), None)


def _judge_structure(sheet: Sheet, outline: tuple[int, ...]) -> Found | None:
    stop = outline[-1]
    lines = tuple(line for line in sheet.lines if line.end <= stop)
    part = replace(sheet, text=sheet.text[:stop], lines=lines)
    heads = [start for start, end in pairwise(outline) if part.text[start:end].strip()]
    if not lines:
        return None
    found = judge(part, heads, is_brief) if DIGEST_TITLE.search(sheet.title) else None
    return found or judge(part, heads, is_piece)


WAYS: tuple[Callable[[Sheet], Found | None], ...] = (
    *(separated, numbered, tagged, bracketed, labelled, addressed, credited, restored, run_together),
    *(posts, questions, briefs, clocked, linked, structured),
)
"""The ways to see a list; where two see as many items, the earlier one is believed."""
