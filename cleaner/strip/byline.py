"""Read who wrote a text, where and when, from the lines around its title: they are seldom one line with labels."""

import re
from collections.abc import Iterator, Sequence

from cleaner.dates import month_of
from cleaner.document import Edit, Note
from cleaner.fold import fold
from cleaner.strip.chrome import kind_of, kind_of_core
from cleaner.strip.extent import Extent
from cleaner.strip.match import match_rules
from cleaner.strip.moment import MOMENT_WORDS
from cleaner.strip.row import is_medium, told_beside
from cleaner.strip.rulebook import Rules
from cleaner.strip.signed import AND, FULL_NAME, WITH_AGENCY, signature
from cleaner.strip.values import CHANGED, certain_date, clean_pairs, is_person
from cleaner.strip.view import Line, View, letters

_SOURCE = re.compile(
    r"(?:(?:文章|稿件|信息|新闻|本文)?(?:来源|稿源|出处)(?:于)?|(?:微信)?公众号)\s?:\s?(?P<value>[^\s:|,。\[\]]{2,24}(?:-[^\s:|]{2,16})?)?"
)
_AUTHOR = re.compile(
    r"(?:(?:文章|本文)?(?:作者|撰文|撰稿|文|记者)\s?[:/|]\s?|(?:取材[・/]?)?文\s?=\s?"
    r"|(?:投稿者|执笔者?|笔者|著者|ライター|글|작성자)\s?:\s?"
    r"|(?<!\w)(?:автор|текст|author|words|autor(?:in|a|e)?|autrice|auteure?|schrijver|tekst|yazar|haber|tác giả"
    r"|penulis|redacción|लेखक|लेखिका|रिपोर्ट|الكاتب|كتبت?|بقلم)\s?:\s?)"
    r"(?P<value>[^\s:|,。/\[\]()](?:[^:|,。/\[\]()]{0,28}[^\s:|,。/\[\]()])?)?"
)
_SENTENCE_END = re.compile(r"(?<=\w\w\w)\.\s")
"""What ends a value and is no initial's dot."""
_NEXT_LABEL = re.compile(r"\s{1,4}\S{2,8}\Z")
"""The label of what comes next on the line, and its colon behind it."""
_ROLED = re.compile(
    r"(?:\A|[\s|/])(?:(?P<authors>(?:见习|实习|特约)?记者|作者|撰文|撰稿人?|采访[・·、/]?撰文|文)|(?P<editor>(?:责任)?编辑|责编))"
    r"\s{1,2}(?P<value>[㐀-鿿]{2,4})(?=[\s|/]|\Z)"
)
"""A role, a space and a person's name."""
_MARKED = re.compile(r"[□■◎○◇◆●]\s?(?P<value>[㐀-鿿]{2,4}(?:[\s、][㐀-鿿]{2,4}){0,2})")
"""The writer's name as newspapers mark it, alone on a line under a title."""
_LABELS = re.compile(r"[:/|=]")
"""Both need one of them."""
_LABEL_ENDS = re.compile(r"[:/]\s?$")
_LABELLED = re.compile(r"[^:]{1,24}:(?:\s|$)|.*[:/]\s?$")
"""A label, with its value or without one."""
_NAME_DATE = re.compile(
    r"(?<![^\s,。:|()])(?<!\d\s)(?<!\d[a-z]{2}\s)(?P<name>[^\s\d,。:|()]{2,16})\s{1,3}(?=(?:19|20)\d\d\s?[-/.年])"
)
_NAME_ON = re.compile(
    r"(?:\A|[|·]\s?)(?P<name>[^\s\d,。:|()][^\s,。:|()]{1,15}(?:\s[^\s\d,。:|()]{2,14})?)\s(?:最新推荐文章)?于\s?(?=(?:19|20)\d\d)"
)
_POSTED_NAME = re.compile(
    r"posted\s?@?\s?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s\d{1,2}:\d{2}(?::\d{2})?\s{1,3}(?P<name>[^\s,。:|()]{2,16})"
)
_NAME_DAY = re.compile(
    r"\A(?:(?:by|von|par|por|di|da|от)\s|@)?(?P<name>[^\W\d_][\w.-]{2,19})\s(?=\d{1,2}\.?\s[^\W\d_]{3,10}\.?,?\s(?:19|20)\d\d"
    r"\s?(?:г\.)?,?\s(?:в|at|um|à|a las)?\s?\d{1,2}[:.h]\d\d)"
)
"""A member's name before a day and a clock, in words."""
_DATE_NAME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\s{1,3}(?P<name>[^\s\d,。:|()\[\]]{2,16})(?:\[[^\[\]]{1,6}\])?\Z")
_NOT_PUBLISHED = re.compile(
    r"最新推荐文章|最后修改|最后更新|修改于|更新于|编辑于|截止|有效期|浏览器|(?:copyright|©)[\s©]{0,3}(?:19|20)\d\d"
)
_NAME = re.compile(r"@?[^\W\d][\w·. -]{1,39}")
_PUBLISHED = re.compile(r"(?:发布|发表|发稿|刊登|首发|posted|published|veröffentlicht|publié|publicado|опубликовано)")
_ZONES = """
    utc gmt z est edt cst cdt mst mdt pst pdt et ct mt pt akst akdt hst ast adt nst ndt brt clt wet bst ist cet cest
    eet eest trt msk мск samt sast pkt npt ict wib wita sgt myt hkt pht jst kst aest aedt acst acdt awst nzst nzdt
"""
_NO_NAME = re.compile(
    rf"{_PUBLISHED.pattern}|来源|最新推荐文章|기자|(?:投稿|公开|更新|配信|掲载|作成|最终更新)日|\A记者|\A(?:승인|입력|수정|등록|송고|발행|게시|de|del|of|г|р|року|der|den|{'|'.join(_ZONES.split())}|uhr|h|hrs?|часов)(?:[+-]\d{{1,2}})?\Z"
)
"""A label before a date, or the zone after a time: no name."""
_REPORTER = re.compile(
    r"(?:\A|[\s=)\]])(?!기자명)(?P<ko>[가-힣]{3})\s(?:[가-힣]{2,5}\s?)?기자(?=[\s,·|(]|\Z)|记者\s?(?P<zh>[㐀-鿿]{2,4})\s?[/∕]"
)
"""The writer of a Korean paper's text, and of one of Taiwan's."""
_REACH = 14
"""How many lines under a title its byline may take."""

_SOURCES = re.compile(
    r"[\s(\[]{0,3}(?:source|quelle|fuente|fonte|источник|джерело|bron|źródło|kaynak|nguồn|sumber|(?:ال)?مصدر|स्रोत|出典|출처)"
    r"\s?:\s?(?P<value>[^\n.。,;:()\[\]]{2,40})[)\]\s.]{0,3}"
)
"""Who first published a text, as a line of its own below it."""
_POSTED = re.compile(r"(?:posted|发布于|编辑于|发表于|发佈於|张贴于|刊登于)\b|(?:posted|发布于|编辑于|发表于|张贴于)")
_ACCOUNT = re.compile(r"(?:\A|\s)\+?(?:关注|原创|粉丝)|属地")
"""What stands beside the name of a platform's account."""
_MONTH = 3
"""Letters of a month's name cut short."""
_FOLLOW = frozenset({"关注", "+关注", "关注他", "关注她", "关注我", "follow", "私信", "subscribe"})


def harvest(view: View, rules: Rules, title: str) -> Iterator[Edit]:
    """Propose marks, and nothing but marks, for what a page's visible text says of its article's provenance.

    For pages whose byline the content stage takes out with the furniture around it; `title` is the one the page states.
    """
    extent = Extent.of(view)
    for edit in match_rules(view, rules.provenance or rules, extent):
        if edit.note:
            yield view.document.edit(edit.start, edit.start, "", edit.rule, edit.note)
    at = title_line(view, title)
    notes = (*read_byline(view, at if at >= 0 else extent.title, extent.span), *site_of(view, at, title))
    if notes:
        yield byline_mark(view, notes)


def byline_mark(view: View, notes: Note) -> Edit:
    """Return a mark at the end of the text: what a line says by its label comes before what merely stands there."""
    return view.document.edit(len(view.document.text), len(view.document.text), "", "strip.byline.lines", notes)


def site_of(view: View, at: int, title: str) -> Iterator[tuple[str, str]]:
    """Yield the site's name: what the page's stated title has after the title that stands on the page."""
    if at < 0:
        return
    shown = view.document.text[view.lines[at].start : view.lines[at].end].strip()
    found = re.search(r"\s?[-_|–—·:]{1,2}\s?([^-_|–—]{2,24})\Z", title) if title.startswith(shown) else None
    if found and len(title) > len(shown):
        yield "site", found[1].strip()


_LETTER = re.compile(r"[^\W_]")


def title_line(view: View, title: str) -> int:
    """Return the heading of the text, else a line over it that repeats the stated title; -1 where there is neither."""
    headings = [
        at for at, block in enumerate(view.document.blocks) if block.tag == "h1" and 3 <= view.lines[at].units <= 60
    ]
    if len(headings) == 1:
        return headings[0]
    wanted = letters(fold(title))
    found = headings
    for line in view.lines:
        first = _LETTER.search(line.folded)
        if not first or not wanted.startswith(first[0]):
            continue  # most lines: no need to take their marks out
        bare = letters(line.folded)
        fits = len(wanted) >= 4 and len(bare) >= max(4, 0.4 * len(wanted)) and wanted.startswith(bare)
        if fits and view.before[line.index] < 0.3 * view.before[-1]:
            found = [*found, line.index]
    dated = [at for at in found if any(_date_in(line) for line in view.lines[at + 1 : at + 8])]
    return min(dated) if dated else max(found, default=-1)


def read_byline(view: View, title: int, span: tuple[int, int]) -> Note:
    """Return date, source and author from the lines between a title and its text, else from those right after the text.

    `span` are the blocks of the text.  Without a title the lines around the first date of publication are read.
    """
    first, last = span
    lines = view.lines
    anchor = title
    if title < 0:
        anchor = next((line.index for line in lines if _PUBLISHED.search(line.folded) and _date_in(line)), -1)
    head: list[Line] = []
    for line in lines[max(0, anchor - 3) : anchor + _REACH] if anchor >= 0 else lines[max(0, first - _REACH) : first]:
        if line.mass >= 40 and line.index > anchor:
            break
        head.append(line)
    tail = [line for line in lines[last : last + 2 * _REACH] if not line.mass]
    said = next((line.index for line in reversed(lines[first:last]) if line.mass >= 40), last)
    under = [line for line in lines[said + 1 : said + 2 * _REACH] if not line.mass]
    text = view.document.text
    pairs = [
        *_dates(head),
        *_labelled(head, text),
        *_names([line for line in head if line.index != title and not _ROLED.search(line.folded)], text),
        *_sourced([*head, *under], text),
        *_closing(tail, text),
    ]
    return tuple(dict.fromkeys(clean_pairs(pairs)))


def _date_in(line: Line) -> str:
    told = line.units <= 60 and not line.mass and not _NOT_PUBLISHED.search(line.folded)
    return certain_date(line.folded) if told else ""


def _sourced(lines: Sequence[Line], text: str) -> Iterator[tuple[str, str]]:
    """Yield who first published a text, from the lines below it."""
    for line in lines:
        if ":" in line.folded and (found := _SOURCES.fullmatch(line.folded)):
            yield "source", text[line.start + found.start("value") : line.start + found.end("value")]


def _closing(lines: Sequence[Line], text: str) -> Iterator[tuple[str, str]]:
    """Yield the date and the author below a text: "posted @", "edited on"."""
    for at, line in enumerate(lines):
        if _POSTED.search(line.folded):
            near = lines[at : at + 3]
            date = next(filter(None, (certain_date(other.folded) for other in near)), "")
            if date:
                yield "date", date
                found = _POSTED_NAME.search(line.folded)
                if found:
                    yield "authors", text[line.start + found.start("name") : line.start + found.end("name")]
                    return
                name = next((other for other in near[1:] if not kind_of(other) and _NAME.fullmatch(other.core)), None)
                if name and name.units <= 6:
                    yield "authors", text[name.start : name.end]
                return


def _dates(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Yield the date of publication: one that says so before one that merely stands there, before one of a change."""
    dated = []
    for line in lines:
        if date := _date_in(line):
            kept = "" if line.han else certain_date(CHANGED.split(line.folded, maxsplit=1)[0])
            changed = not line.han and not kept
            dated.append((changed, not _PUBLISHED.search(line.folded), line.index, kept or date))
    if dated:
        yield "date", min(dated)[3]


def _labelled(lines: Sequence[Line], text: str) -> Iterator[tuple[str, str]]:
    """Yield what follows a label, on its line or on the next."""
    for at, line in enumerate(lines):
        yield from (("authors", name) for name in _signed(line, text))
        yield from _roled(line, text)
        if not line.mass and line.units <= 12 and (agency := WITH_AGENCY.search(text, line.start, line.end)):
            yield "source", agency["agency"]
        if line.units > 60 or not _LABELS.search(line.folded):
            continue
        for name, pattern in (("source", _SOURCE), ("authors", _AUTHOR)):
            for found in pattern.finditer(line.folded):
                if found["value"]:
                    value = text[line.start + found.start("value") : line.start + found.end("value")]
                    if line.folded[found.end() :].startswith(":"):
                        value = _NEXT_LABEL.sub("", value)
                    yield name, _SENTENCE_END.split(value)[0]
                elif at + 1 < len(lines) and found.end() == len(line.folded) and _LABEL_ENDS.search(line.folded):
                    following = lines[at + 1]
                    if following.units <= 12 and not _LABELLED.match(following.folded) and not kind_of(following):
                        yield name, text[following.start : following.end]


def _roled(line: Line, text: str) -> Iterator[tuple[str, str]]:
    """Yield the persons that a short Chinese line names behind a role and a space, or behind a newspaper's mark."""
    if not line.han or line.mass or line.units > 60:
        return
    if found := _MARKED.fullmatch(line.folded.strip()):
        for name in re.split(r"[\s、]", found["value"]):
            yield "authors", text[(at := line.start + line.folded.index(name)) : at + len(name)]
    for found in _ROLED.finditer(line.folded):
        if is_person(found["value"]):
            start, end = found.span("value")
            if is_medium(over := text[line.start : line.start + found.start()].strip()):
                yield "source", over
            yield "authors" if found["authors"] else "editor", text[line.start + start : line.start + end]


def _signed(line: Line, text: str) -> Iterator[str]:
    """Yield the names that a short line says are its writers', without a colon."""
    if line.mass or line.units > 60:
        return
    found = signature(text, line) if line.units <= 24 else None
    if found:
        yield from re.split(AND, found["value"])
    for found in _REPORTER.finditer(line.folded):
        start, end = found.span("zh" if found["zh"] else "ko")
        if found["zh"] or is_person(found["ko"]):
            yield text[line.start + start : line.start + end]


def _names(lines: Sequence[Line], text: str) -> Iterator[tuple[str, str]]:
    """Yield a name that stands beside the date without a label: a source on its line, an author on the line above."""
    for at, line in enumerate(lines):
        if not certain_date(line.folded):
            continue
        found = _NAME_ON.search(line.folded)
        if found:
            yield "authors", text[line.start + found.start("name") : line.start + found.end("name")]
            return
        if (name := told_beside(line, text)[1]) and not _is_pages(name):
            yield "source" if is_medium(name) else "authors", name
            return
        yield from _beside(line, text)
        above = _name_near(lines, at)
        name = re.split(r"\s[-|–]\s", text[above.start : above.end])[0] if above else _account(lines[:at], text)
        name = WITH_AGENCY.sub("", name.lstrip("@"))
        if above and (signature(text, above) or _REPORTER.search(above.folded)):
            return
        if name and (any(near.cjk for near in lines) or (name[0].isupper() and FULL_NAME.fullmatch(name))):
            yield "source" if is_medium(name) else "authors", name
            return
    if len(lines) > 4 and any(line.core in _FOLLOW for line in lines):
        beside = next((line for line in lines[3:5] if not kind_of(line)), None)
        if beside and beside.units <= 6 and _NAME.fullmatch(beside.core):
            yield "authors", text[beside.start : beside.end]
            return
    follow = next((at for at, line in enumerate(lines) if at and line.core in _FOLLOW), 0)
    above = _name_near(lines, follow) if follow else None
    if above:
        yield "authors", text[above.start : above.end]


def _beside(line: Line, text: str) -> Iterator[tuple[str, str]]:
    """Yield the names right before the date on a line, and right after its clock."""
    for pattern in (_NAME_DATE, _DATE_NAME, _NAME_DAY):
        found = pattern.search(line.folded)
        if found and not _NO_NAME.search(found["name"]) and not _is_pages(found["name"]):
            name = text[line.start + found.start("name") : line.start + found.end("name")]
            yield "authors" if is_person(name) or pattern is _NAME_DAY else "source", name


def _is_pages(name: str) -> bool:
    """Whether what stands beside a date is the page's own word, a button or a channel, or the date's."""
    word = fold(name).lower()
    return word in MOMENT_WORDS or (len(word) == _MONTH and month_of(word) > 0) or kind_of_core(word) != ""


def _account(lines: Sequence[Line], text: str) -> str:
    """Return the name that stands on the last of some lines beside what a platform's accounts have."""
    is_account = bool(lines) and _ACCOUNT.search(lines[-1].folded) is not None
    return told_beside(lines[-1], text)[1] if is_account else ""


def _name_near(lines: Sequence[Line], at: int) -> Line | None:
    """Return the line above that is a name and nothing else, past buttons."""
    for line in reversed(lines[max(0, at - 3) : at]):
        if kind_of(line) in {"control", "share", "blank"}:
            continue
        row = len(line.core.split()) > 2 and line.cjk
        return line if not kind_of(line) and not row and line.units <= 6 and _NAME.fullmatch(line.core) else None
    return None
