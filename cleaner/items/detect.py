"""Where the items of a page lie: several ways to see a list, one measure of whether it is one.

Every way proposes heads, the offsets where items begin; the items' own fields then decide.  A numbered section is not an item:
an item has an origin of its own (an address, authors, an organisation, a source), as a piece taken from elsewhere has.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, NamedTuple

from cleaner.items import lines as shape
from cleaner.items.fields import Fields, credit_of, read
from cleaner.model import Kind

FEWEST = 3
"""Fewest items that make a list."""

SUPPORT = 2 / 3
"""Share of the items that must state an origin of their own."""

TITLE_LINE = 60
"""Longest first line that is taken for the title of a page that states none, in code points."""

LONG_LINE = 500
"""A line of more code points may hold several items whose breaks were lost."""

COVERAGE = 0.5
"""Share of the page's text that the items must hold: a reference list at the end of an article does not."""

DIGEST_TITLE = re.compile(
    r"早报|晚报|新闻早餐|早知道|早餐会|简讯|快讯|速报|"
    r"(?:新闻|资讯|行业|科技|财经|论文|文献|AI|热点|信息)(?:汇总|速览|简报|播报|周刊|日报|周报|月报|一览|速递|精选|摘编|文摘|导读)|"
    r"要闻|一周(?:热点|新闻|回顾|精选|资讯)|(?:今日|每日|本周)(?:热点|头条|论文|资讯|精选|新闻|速递|速览|arXiv)|"
    r"\b(?:news|weekly|daily|morning|evening|paper|research|arxiv)\s+(?:digest|round-?up|brief(?:ing|s)?|highlights|wrap)\b|"
    r"\bnewsletter\s*(?:#|no\b|issue|vol|:|–|—|-|\||$)",
    re.IGNORECASE,
)
"""What a page that gathers pieces from elsewhere calls itself."""

_FAQ_TITLE = re.compile(
    r"常见(?:问题|疑问|问答)|FAQ|问答|答疑|Q\s?&\s?A|热点问题|有问必答|frequently asked", re.IGNORECASE
)
_DATE_ENDS = frozenset("0123456789[](（）)【】")
_ENTRY = re.compile(r"\[\d+\]|\d+[.)、]\s|arXiv:", re.IGNORECASE)
_OPENING = frozenset("[［【")
_ASKS = frozenset("QqFf问問")
_TITLE_LABELS = ("标题", "题目", "题名", "名称", "Title", "title", "TITLE")
_INTERVIEW = re.compile(r"专访|对话|访谈|采访|记者|interview", re.IGNORECASE)
_INLINE = re.compile(r"(?:^|(?<=\s)|(?<=[。！？!?；;）)\]】]))(?P<n>\d{1,3})\s?[、．.]\s?(?=[^\s\d])", re.MULTILINE)
_CLOSING = re.compile(r"(?<=[。！？!?.）)”\"])\s+https?://[!-~]+[!-~/](?=\s|$)")
_DATED = re.compile(
    r"(?P<first>[\[(（【]?\s*(?:20\d\d[-/.])?[01]?\d[-/.][0-3]?\d(?:\s+\d\d:\d\d)?\s*[\])）】]?)?\s*(?P<title>\S.{5,98}?\S)"
    r"(?(first)$|\s+[\[(（【]?\s*(?:20\d\d[-/.])?[01]?\d[-/.][0-3]?\d(?:\s+\d\d:\d\d(?::\d\d)?)?\s*[\])）】]?$)"
)
_LINKED = re.compile(r"(?:[*•·-]\s+)?\S.{3,150}?\s*[:：]?\s*[(（<]?https?://[!-~]+[)）>]?$")
_VERSION = re.compile(r"\bv?\d+\.\d+(?:\.\d+)?\b|changelog|release notes|更新日志|更新记录|版本", re.IGNORECASE)


class Line(NamedTuple):
    """A line of the text, without the blanks around it."""

    start: int
    end: int
    text: str
    number: shape.Number | None = None
    """The number that heads it."""

    @property
    def rest(self) -> str:
        """Return the line without its number."""
        return self.text[self.number.length :] if self.number else self.text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as the detectors see it."""

    text: str
    lines: tuple[Line, ...]
    title: str
    """The page's title, or its first line where it is short."""
    short: str = ""
    """Its short lines together: where a heading can stand."""
    marks: tuple[int, ...] = ()
    """Where a translator's mark was removed that may follow every item."""
    buttons: tuple[int, ...] = ()
    """Where a button to read on was removed that may follow every item."""
    addresses: tuple[tuple[int, str], ...] = ()
    """Where a line with an address was removed that may close every item, and the address."""
    joints: tuple[int, ...] = ()
    """Where repair parted joined words."""
    outlines: tuple[tuple[int, ...], ...] = ()
    """For each repeated structure of the page's HTML, where its elements begin, and where the last one ends."""


@dataclass(frozen=True, slots=True)
class Found:
    """Items found: where they lie, and what they state."""

    spans: tuple[tuple[int, int], ...]
    fields: tuple[Fields, ...]
    kind: Kind
    labels: tuple[str, ...] = field(default=())
    """For each item, the section label that it stands under."""


def lines_of(text: str) -> tuple[Line, ...]:
    """Cut a text into its non-blank lines."""
    lines, at = [], 0
    for row in text.split("\n"):
        bare = row.strip()
        if bare:
            start = at if row[0] == bare[0] else at + row.index(bare[0])
            lines.append(Line(start, start + len(bare), bare, shape.number_of(bare)))
        at += len(row) + 1
    return tuple(lines)


def sheet_of(text: str, title: str, **found: Any) -> Sheet:
    """Return a page as the detectors see it."""
    lines = lines_of(text)
    first = lines[0].text if lines and len(lines[0].text) <= TITLE_LINE else ""
    short = "\n".join([line.text for line in lines if len(line.text) <= shape.SHORT])
    return Sheet(text, lines, title or first, short, **found)


def find(sheet: Sheet) -> Found | None:
    """Return the items of the page, None for an article: of the ways that see a list, the one that sees most items."""
    best: Found | None = None
    for way in WAYS:
        found = way(sheet)
        if found and (best is None or len(found.spans) > len(best.spans)):
            best = found
    return best


def separated(sheet: Sheet) -> Found | None:
    """See items that each end in the same mark, as "translated by ..." under every abstract of a list."""
    if found := _between(sheet, sheet.marks):
        return found
    found = _between(sheet, sheet.buttons)
    if found and sum(map(_is_piece, found.fields)) >= SUPPORT * len(found.fields):
        return found
    return None


def restored(sheet: Sheet) -> Found | None:
    """See items whose closing addresses were taken for the page's own and removed: each gets its address back."""
    found = _between(sheet, [at for at, _ in sheet.addresses])
    if not found or len(found.spans) != len(sheet.addresses) or not all(one.title for one in found.fields):
        return None
    for one, (_, address) in zip(found.fields, sheet.addresses, strict=True):
        one.url = one.url or address
    return replace(found, kind="digest")


def _between(sheet: Sheet, marks: Sequence[int]) -> Found | None:
    """Return what stands between marks as items, None where too little or too much is left after the last."""
    if len(marks) < FEWEST:
        return None
    spans = [span for start, end in pairwise((0, *marks)) if (span := _trim(sheet.text, start, end))]
    tail = _trim(sheet.text, marks[-1], len(sheet.text))
    if len(spans) < FEWEST or (tail and tail[1] - tail[0] > len(sheet.text) * (1 - COVERAGE)):
        return None
    if any(end - start < 20 for start, end in spans):
        return None
    spans[0] = _without_title(sheet, spans[0])
    return Found(tuple(spans), tuple(_read(sheet, span) for span in spans), "list")


def _without_title(sheet: Sheet, span: tuple[int, int]) -> tuple[int, int]:
    """Leave the page's own title out of the first item."""
    lines = _lines_in(sheet, *span)
    return (lines[1].start, span[1]) if len(lines) > 2 and lines[0].text == sheet.title else span


def numbered(sheet: Sheet) -> Found | None:
    """See items headed by numbers in sequence, and those that follow under a label of their own."""
    best: Found | None = None
    for chain in _chains(sheet):
        found = _judge(sheet, chain)
        if found and (best is None or len(found.spans) > len(best.spans)):
            best = found
    return best


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


def run_together(sheet: Sheet) -> Found | None:
    """See numbered items inside one line that lost its breaks: each but the first follows the address that ends the one before."""
    if sheet.text.count("://") < FEWEST or not any(len(line.text) > LONG_LINE for line in sheet.lines):
        return None
    places = [(found.start("n"), int(found["n"])) for found in _INLINE.finditer(sheet.text)]
    chain = _chain([(at, n) for at, n in places if n == 1 or _ends_in_address(sheet.text, at)])
    return _judge(sheet, chain) if len(chain) >= FEWEST else None


def _ends_in_address(text: str, at: int) -> bool:
    last = text[max(0, at - 300) : at].split()
    return bool(last) and last[-1].startswith("http")


def tagged(sheet: Sheet) -> Found | None:
    """See items headed by a subject tag, numbered or not: `3、[LG] Title`, `[CV] Title`."""
    heads = [line.start for line in sheet.lines if line.rest[:1] in _OPENING and shape.TAGGED.match(line.rest)]
    return _judge(sheet, heads, needs=_has_origin) if len(heads) >= FEWEST else None


def _has_origin(fields: Fields) -> bool:
    return bool(fields.url or fields.authors or fields.organization)


def bracketed(sheet: Sheet) -> Found | None:
    """See news headed 【source】title or 【headline】text."""
    heads = [line.start for line in sheet.lines if line.rest.startswith("【")]
    return _judge(sheet, heads, needs=_has_headline, kind="digest") if len(heads) > FEWEST else None


def _has_headline(fields: Fields) -> bool:
    return len(fields.title) >= 8 and _has_body(fields)


def labelled(sheet: Sheet) -> Found | None:
    """See items whose fields name themselves: each begins with the title, or with a number on the line above it."""
    if sum(map(sheet.short.count, _TITLE_LABELS)) < FEWEST:
        return None
    lines = sheet.lines
    titles = [
        at for at, line in enumerate(lines) if (found := shape.LABELLED.match(line.rest)) and found.lastgroup == "title"
    ]
    if len(titles) < FEWEST:
        return None
    above = [at > 0 and bool(_ENTRY.match(lines[at - 1].text)) for at in titles]
    heads = [lines[at - all(above)].start for at in titles]
    return _judge(sheet, heads, needs=lambda fields: fields.labelled > 1, kind="digest")


def addressed(sheet: Sheet) -> Found | None:
    """See items that each end in a line with their address, or have it right under their title."""
    if sheet.text.count("://") <= FEWEST:
        return None
    groups = list(_groups(sheet.lines, lambda line: bool(shape.address_of(line.text))))
    if len(groups) <= FEWEST:
        return None
    later = groups[1:]
    under = sum(len(one) > 1 and _ends(one[0]) and not _ends(one[-1]) for one in later) >= 0.8 * len(later)
    heads = [one[-1].start for one in groups] if under else _heads(groups)
    return _judge(sheet, heads, needs=lambda fields: bool(fields.url and fields.title), coverage=0.7)


def _ends(line: Line) -> bool:
    return bool(shape.SENTENCE_END.search(line.text))


def credited(sheet: Sheet) -> Found | None:
    """See items that each end in the name of their source, in brackets."""
    if sheet.text.count(")\n") + sheet.text.count("）\n") < FEWEST:
        return None
    groups = [
        one for one in _groups(sheet.lines, lambda line: bool(credit_of(line.text)), closing=True) if len(one) > 1
    ]
    if len(groups) <= FEWEST:
        return None
    return _judge(
        sheet, _heads(groups), needs=lambda fields: bool(fields.taken and fields.title), kind="digest", coverage=0.7
    )


def _groups(lines: Sequence[Line], closes: Callable[[Line], bool], *, closing: bool = False) -> Iterator[list[Line]]:
    """Yield the groups of lines that end in one which closes an item, itself told or not; labels before them passed over."""
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
    if len(heads) < FEWEST or sum(bool(post.author) or post.floor for _, post in heads) < SUPPORT * len(heads):
        return None
    return _judge(sheet, [start for start, _ in heads], needs=lambda fields: bool(fields.body), kind="thread")


def questions(sheet: Sheet) -> Found | None:
    """See questions and answers, where the page says that it is a list of them, or where each answer is marked as one."""
    said = bool(_FAQ_TITLE.search(sheet.title))
    heads, answers = [], 0
    for line in sheet.lines:
        if (line.text[0] in _ASKS and shape.QUESTION.match(line.text)) or (
            said and len(line.text) <= 100 and line.text[-1] in "?？"
        ):
            heads.append(line)
        answers += bool(shape.ANSWER.match(line.text))
    if len(heads) < FEWEST or _INTERVIEW.search(sheet.title):
        return None
    numbered = all((found := shape.QUESTION.match(line.text)) and found["n"] for line in heads)
    if not said and not (numbered and answers >= SUPPORT * len(heads)):
        return None
    return _judge(sheet, [line.start for line in heads], needs=lambda fields: bool(fields.body), kind="list")


def briefs(sheet: Sheet) -> Found | None:
    """See short news in sequence on a page that calls itself a digest."""
    if not DIGEST_TITLE.search(sheet.title):
        return None
    best = max(_chains(sheet), key=len, default=[])
    if len(best) <= FEWEST:
        return None
    return _judge(sheet, best, needs=_says_something, kind="digest")


def clocked(sheet: Sheet) -> Found | None:
    """See news headed by the time of day, the latest first."""
    heads = [
        (line, found) for line in sheet.lines if line.text[0].isdecimal() and (found := shape.CLOCK.match(line.text))
    ]
    if len(heads) <= FEWEST:
        return None
    times = [int(found["h"]) * 60 + int(found["m"]) for _, found in heads]
    backward = sum(late >= early for late, early in pairwise(times)) >= 0.8 * (len(times) - 1) and times[0] > times[-1]
    headlines = sum("【" in line.text for line, _ in heads) >= 0.8 * len(heads)
    if not backward and not headlines:
        return None
    needs = lambda fields: sum(map(len, fields.body)) + len(fields.title) >= 30  # noqa: E731 - one line says it
    return _judge(sheet, [line.start for line, _ in heads], needs=needs, kind="list")


def linked(sheet: Sheet) -> Found | None:
    """See one-line items: a title with its date, or with its address."""
    lines = sheet.lines[1:] if sheet.lines and sheet.lines[0].text == sheet.title else sheet.lines
    if len(lines) < 5 or _VERSION.search(sheet.title):
        return None
    for pattern, looks in ((_DATED, _ends_in_digit), (_LINKED, _holds_address)):
        found = _most(lines, pattern, looks)
        if len(found) >= 5:
            spans = tuple((line.start, line.end) for line in found)
            fields = tuple(_read_line(line.text) for line in found)
            if all(one.title and not _VERSION.search(one.title) for one in fields):
                return Found(spans, fields, "list", ("",) * len(spans))
    return None


def _ends_in_digit(text: str) -> bool:
    return text[-1] in _DATE_ENDS or text[0] in _DATE_ENDS


def _holds_address(text: str) -> bool:
    return "://" in text


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


def _read_line(text: str) -> Fields:
    """Read a one-line item: its title, and the date or address beside it."""
    stated = Fields(date=shape.date_of(text))
    number = shape.number_of(text)
    rest = text[number.length :] if number else text
    if found := shape.URL.search(rest):
        stated.url = found[0].rstrip(")>")
        rest = rest[: found.start()]
    elif dated := _DATED.fullmatch(rest):
        rest = dated["title"]
    stated.title = rest.strip(" \t*•·-:：(（<")
    return stated


def structured(sheet: Sheet) -> Found | None:
    """See the elements of a repeated structure in the page's HTML: list items, cards, rows, articles, headed sections."""
    best: Found | None = None
    for outline in sheet.outlines:
        found = _judge_structure(sheet, outline)
        if found and (best is None or len(found.spans) > len(best.spans)):
            best = found
    return best


def _judge_structure(sheet: Sheet, outline: tuple[int, ...]) -> Found | None:
    *heads, stop = outline
    cut = Sheet(
        sheet.text[:stop], tuple(line for line in sheet.lines if line.end <= stop), sheet.title, (), sheet.joints
    )
    heads = [start for start, end in pairwise(outline) if cut.text[start:end].strip()]
    if len(heads) < FEWEST or not cut.lines:
        return None
    if DIGEST_TITLE.search(sheet.title) and (found := _judge(cut, heads, needs=_says_something)):
        return found
    return _judge(cut, heads, needs=_is_piece)


def _is_piece(fields: Fields) -> bool:
    """Tell whether an element has a title and an origin: HTML marks up an article's own sections and lists alike."""
    own = fields.url or fields.authors or fields.organization or fields.labelled > 1 or fields.date
    return bool(fields.title) and bool(own or (fields.taken and fields.body))


def _says_something(fields: Fields) -> bool:
    return len(fields.body) <= 3 and len(fields.title) + sum(map(len, fields.body)) >= 15


def _chain(heads: Sequence[tuple[int, int]], *, restarts: bool = False) -> list[int]:
    """Return the offsets of the longest run 1, 2, 3 ...; with `restarts` sections may each begin at 1 again."""
    if restarts:
        chain, due = [], 1
        for at, number in heads:
            if number in {due, 1}:
                chain.append(at)
                due = number + 1
        return chain
    best: list[int] = []
    for first, (_, number) in enumerate(heads):
        if number != 1:
            continue
        chain, due = [], 1
        for at, value in heads[first:]:
            if value == due:
                chain.append(at)
                due += 1
        if len(chain) > len(best):
            best = chain
        if len(heads) - first <= len(best) or len(best) >= FEWEST:
            break
    return best


def _judge(
    sheet: Sheet,
    heads: Sequence[int],
    *,
    needs: Callable[[Fields], bool] = lambda fields: fields.supported,
    kind: Kind | None = None,
    coverage: float = COVERAGE,
) -> Found | None:
    """Cut the text at the heads, read the items, and accept them or not."""
    spans, labels = _cut(sheet, heads)
    fields = [_read(sheet, span) for span in spans]
    _give_addresses(sheet, spans, fields)
    if len(spans) > FEWEST and not needs(fields[0]) and not _has_body(fields[0]) and all(map(_has_body, fields[1:])):
        spans, labels, fields = spans[1:], labels[1:], fields[1:]  # the page's own title
    if sum(map(needs, fields)) < SUPPORT * len(fields):
        return None
    if sum(end - start for start, end in spans) < coverage * len(sheet.text.strip()):
        return None
    return Found(tuple(spans), tuple(fields), kind or _kind(sheet, spans, fields), tuple(labels))


def _has_body(fields: Fields) -> bool:
    return sum(map(len, fields.body)) >= 20


def _give_addresses(sheet: Sheet, spans: Sequence[tuple[int, int]], fields: Sequence[Fields]) -> None:
    """Give items their closing addresses back that were taken for the page's own and removed."""
    starts = [start for start, _ in spans]
    for place, address in sheet.addresses if len(sheet.addresses) > 1 else ():
        at = bisect_left(starts, place) - 1
        if at >= 0 and not fields[at].url:
            fields[at].url = address


def _kind(sheet: Sheet, spans: Sequence[tuple[int, int]], fields: Sequence[Fields]) -> Kind:
    """Tell a digest from an article about several things: by what its items state, by its title, by its frame."""
    if sum(one.independent for one in fields) * 2 >= len(fields) or DIGEST_TITLE.search(sheet.title):
        return "digest" if any(one.body for one in fields) else "list"
    frame = [line.text for line in sheet.lines if line.end <= spans[0][0] or line.start >= spans[-1][1]]
    inline = sheet.text[: spans[0][0]].rsplit("\n", 1)[-1]
    if any(map(shape.is_prose, [*frame, inline.strip()])):
        return "article"
    return "digest" if any(one.body for one in fields) else "list"


def _read(sheet: Sheet, span: tuple[int, int]) -> Fields:
    start, end = span
    return read(sheet.text[start:end], tuple(at - start for at in sheet.joints if start < at < end))


def _cut(sheet: Sheet, heads: Sequence[int]) -> tuple[list[tuple[int, int]], list[str]]:
    """Cut the text into items at their heads; return their spans and the section label that each stands under.

    What stands between an item's closing address and the next head is nobody's; so is a label before the next head.
    """
    rough = list(pairwise((*heads, len(sheet.text))))
    inside = [_lines_in(sheet, start, end) for start, end in rough]
    closed = [_closing_address(lines) for lines in inside]
    terminated = sum(end > 0 for end in closed[:-1]) >= SUPPORT * (len(rough) - 1)
    if terminated:
        closed[-1] = _first_address(inside[-1]) or closed[-1]
    label = _label_of(_lines_in(sheet, 0, heads[0])[1:])
    spans, labels = [], []
    for (start, end), lines, stop in zip(rough, inside, closed, strict=True):
        labels.append(label)
        rest = [line for line in lines if line.start >= stop] if terminated and stop else []
        if not (terminated and stop):
            rest = lines[-1:] if len(lines) > 1 and end < len(sheet.text) and _ends_section(lines) else []
            stop = rest[0].start if rest else end
        label = _label_of(rest) or label
        spans.append(_trim(sheet.text, start, stop) or (start, start))
    if terminated:
        _add_unnumbered(sheet, spans, labels, label)
    else:
        spans[-1] = _cut_tail(spans[-1], [len(lines) for lines in inside[:-1]], inside[-1])
    return spans, labels


def _lines_in(sheet: Sheet, start: int, end: int) -> list[Line]:
    """Return the lines between two offsets; a line that the span begins or ends inside is cut."""
    first = bisect_right(sheet.lines, start, key=lambda line: line.end)
    found = []
    for line in sheet.lines[first:]:
        if line.start >= end:
            break
        if line.start < start or line.end > end:
            left, right = _trim(sheet.text, max(start, line.start), min(end, line.end)) or (0, 0)
            line = Line(left, right, sheet.text[left:right])  # noqa: PLW2901 - the same line, cut
        if line.text:
            found.append(line)
    return found


def _closing_address(lines: Sequence[Line]) -> int:
    """Return where the address that closes an item ends, 0 where none does; a label may follow it."""
    for line in reversed(lines[-2:]):
        if shape.address_of(line.text) or _ends_in_address(line.text, len(line.text)):
            return line.end
        if shape.SENTENCE_END.search(line.text) or len(line.text) > 40:
            break
    return 0


def _first_address(lines: Sequence[Line]) -> int:
    """Return where the first address line of the last item ends, with the address lines right after it."""
    end = 0
    for line in lines:
        if shape.address_of(line.text):
            end = line.end
        elif end:
            break
    if not end:
        places = (line.start + found.end() for line in lines if (found := _CLOSING.search(line.text)))
        end = next(places, 0)
    return end


def _ends_section(lines: Sequence[Line]) -> bool:
    """Tell whether the last line of an item is the label of the next section."""
    last = lines[-1].text
    if shape.is_label(last):
        return len(lines) > 2 and not shape.LABELLED.match(last)
    return len(last) <= 12 and not shape.SENTENCE_END.search(last) and _ends(lines[-2]) and not shape.date_of(last)


def _label_of(lines: Sequence[Line]) -> str:
    """Return the section label among the lines before a head, without its colon: the last short one."""
    last = lines[-1].text if lines else ""
    bare = last.strip(" :：-—=【】[]#*")
    return bare if bare and len(last) <= 30 and not shape.SENTENCE_END.search(last) and not shape.date_of(last) else ""


def _add_unnumbered(sheet: Sheet, spans: list[tuple[int, int]], labels: list[str], label: str) -> None:
    """Add the items that follow the numbered ones, each closed by its address: "others worth a look"."""
    added: list[tuple[int, int]] = []
    group: list[Line] = []
    for line in _lines_in(sheet, spans[-1][1], len(sheet.text)):
        if not group and shape.is_label(line.text):
            label = _label_of([line])
            continue
        group.append(line)
        if shape.is_prose(line.text) or len(group) > 8:
            break
        if shape.address_of(line.text):
            if len(group) > 1:
                added.append((group[0].start, line.end))
                labels.append(label)
            group = []
    if len(added) > 1:
        spans += added
    else:
        del labels[len(spans) :]


def _cut_tail(span: tuple[int, int], counts: Sequence[int], lines: Sequence[Line]) -> tuple[int, int]:
    """Cut from the last item what is longer than any other item: the page's own closing lines."""
    longest = max(counts, default=len(lines))
    return (span[0], lines[longest - 1].end) if len(lines) > longest else span


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without the white space around it, None where there is nothing else."""
    piece = text[start:end]
    bare = piece.strip()
    left = start + len(piece) - len(piece.lstrip())
    return (left, left + len(bare)) if bare else None


WAYS: tuple[Callable[[Sheet], Found | None], ...] = (
    *(separated, numbered, tagged, bracketed, labelled, addressed, credited, restored, run_together),
    *(posts, questions, briefs, clocked, linked, structured),
)
"""The ways to see a list; where two see as many items, the earlier one is believed."""
