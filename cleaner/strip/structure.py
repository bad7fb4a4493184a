"""Judge what no phrase tells: table residue, menus, link lists, repeated paragraphs, and where the article ends."""

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.document import Edit, Note
from cleaner.strip.around import joined_head_lines, neighbours, post_buttons, repeated_summaries
from cleaner.strip.byline import byline_mark, read_byline
from cleaner.strip.chrome import lexicon
from cleaner.strip.extent import Extent
from cleaner.strip.injected import flags, injected_text
from cleaner.strip.menu import home_trails, word_rows
from cleaner.strip.rulebook import Rules
from cleaner.strip.spam import injected_lines
from cleaner.strip.values import notes_of
from cleaner.strip.view import Line, View

_RESIDUE = re.compile(r"[|\s]*\|[|\s]*")
_TRAILING = re.compile(r"\s{0,3}\|\s{0,3}\Z")
_BRACKET_TITLE = re.compile(r"\[(?P<category>[^\[\]\n]{2,16})\](?P<title>[^\n|]{4,120}?)\s{0,3}\|?\s{0,3}")
_MENU_LABEL = re.compile(r"(?:^|\s)[^\s:]{2,6}:\s")
_NO_MENU = re.compile(r"[=$\\]|\w/\w+/\w|^\s*\|.*\|\s*$")
"""A variable, a path, a row of a table."""
_SMALL_WORDS = frozenset(
    "和 与 及 或 的 了 在 是 用 把 被 让 为 从 到 对 如何 怎么 怎样 为什么 什么 如何用 一个".split()
)
"""Words that join others to a sentence."""
_SENTENCE = re.compile(r"[。!?;]|[.,]\s|[^\W\d_]\.[\"”’)]?$")


def judge_structure(extent: Extent, rules: Rules) -> Iterator[Edit]:
    """Propose what the shape of the page gives away."""
    view = extent.view
    judgements = (
        ("residue.separator", separators),
        ("menu.repeated", repeated_menus),
        ("menu.line", menu_lines),
        ("menu.home", home_trails),
        ("title.bracket", bracket_titles),
        ("repeat.paragraph", repeated_paragraphs),
        ("spam.line", injected_lines),
        ("injected.text", injected_text),
    )
    for name, judgement in judgements:
        if rules.allows(name):
            yield from judgement(view, f"strip.{name}")
    around = (
        ("menu.words", word_rows),
        ("title.joined", joined_head_lines),
        ("repeat.summary", repeated_summaries),
        ("page.neighbours", neighbours),
        ("comments.buttons", post_buttons),
    )
    for name, judge_around in around:
        if rules.allows(name):
            yield from judge_around(extent, f"strip.{name}")
    yield from outside(extent, rules)
    for flag in flags(extent):
        yield view.document.edit(0, 0, "", f"strip.flag.{flag}", (("flags", flag),))


def outside(extent: Extent, rules: Rules) -> Iterator[Edit]:
    """Take what stands before and after the article on a whole page; its title and date are read on the way."""
    view = extent.view
    if extent.head and rules.allows("page.head"):
        for at in (*extent.head, *extent.between):
            yield view.document.removal(at, "strip.page.head")
        yield byline_mark(view, head_notes(extent))
    if rules.allows("page.tail"):
        for at in extent.tail_but_comments if rules.comments else extent.tail:
            yield view.document.removal(at, "strip.page.tail")


def head_notes(extent: Extent) -> Note:
    """Return the title, and the date, source and author that stand around it."""
    view = extent.view
    notes = read_byline(view, extent.title, extent.span)
    if extent.title < 0:
        return notes
    line = view.lines[extent.title]
    return (("title", view.document.text[line.start : line.end].strip()), *notes)


def separators(view: View, rule: str) -> Iterator[Edit]:
    """Take the bars that a table's cells left: alone on a line, or at the end of a line that is no table row."""
    if "|" not in view.folded:
        return
    document, lines = view.document, view.lines
    lone = [line for line in lines if not line.code and _RESIDUE.fullmatch(line.folded)]
    for line in lone:
        yield document.removal(line.index, rule)
    if len(lone) < 2:
        return
    for line in lines:
        if not line.code and line.folded.count("|") == 1 and line.folded != "|":
            found = _TRAILING.search(line.folded)
            if found:
                yield document.edit(line.start + found.start(), line.end, "", rule)


def repeated_menus(view: View, rule: str) -> Iterator[Edit]:
    """Take a run of short lines that stands twice on the page, as a menu at both ends does.

    Listings and tables repeat themselves too: some of its words have to be known to menus, half of them at one end.
    """
    lines, total = view.lines, view.before[-1]
    if not total or len({line.core for line in lines}) > len(lines) - 6:
        return
    short = [line.units <= 12 and not line.codelike and line.mass == 0 and bool(line.core) for line in lines]
    seen: dict[tuple[str, ...], list[int]] = {}
    size = 6
    for at in range(len(lines) - size + 1):
        if all(short[at : at + size]):
            cores = tuple(line.core for line in lines[at : at + size])
            if len(set(cores)) > size // 2:
                seen.setdefault(cores, []).append(at)
    marked: set[int] = set()
    for cores, places in seen.items():
        if len(places) < 2 or places[-1] - places[0] < size:
            continue
        known = sum(core in lexicon() for core in cores)
        head, tail = ([at for at in places if end(view.before[at] / total)] for end in (_is_head, _is_tail))
        if known * 2 >= size or (known and head and tail):
            for at in (*head, *tail):
                marked.update(range(at, at + size))
    for at in sorted(marked):
        if _is_head(view.before[at] / total) or _is_tail(view.before[at] / total):
            yield view.document.removal(at, rule)


def _is_head(share: float) -> bool:
    """Whether so small a share of the running text stands before a line that it can be a page's menu."""
    return share <= 0.1


def _is_tail(share: float) -> bool:
    return share >= 0.9


def menu_lines(view: View, rule: str) -> Iterator[Edit]:
    """Take a line that is a whole menu: many short words in a row, no sentence among them, at an end of the page."""
    total = view.before[-1]
    rows = [line for line in view.lines if not line.codelike and not line.mass and line.end - line.start >= 8]
    if not rows or not total:
        return
    counts = Counter(line.core for line in rows)
    for line in rows:
        before = view.before[line.index]
        if not (before <= 0.1 * total or before >= 0.9 * total):
            continue
        if is_row(line) or menu_score(line) + (0.3 if counts[line.core] > 1 else 0) >= 1:
            yield view.document.removal(line.index, rule)


def is_row(line: Line) -> bool:
    """Whether a line is three entries and more, every one of them a word of page furniture."""
    gaps = r"[\s|/·•>»\[\]【】]+" if line.cjk * 3 > line.units else r"\s*[|/·•>»]+\s*"
    entries = [entry for entry in re.split(gaps, line.folded) if entry]
    return len(entries) >= 3 and all(entry in lexicon() for entry in entries)


def menu_score(line: Line) -> float:
    """Return how much a line looks like a menu on one line: 1 and more is one.

    Measured by its words: how many, how short, how few of them marks of a sentence, how many known to menus.
    """
    text = line.folded
    words = [
        word for word in re.split(r"[\s|/·•,、>»:]+" if line.cjk * 3 > line.units else r"\s*[|/·•>»]+\s*", text) if word
    ]
    if len(words) < 8:
        return 0.0
    if _SENTENCE.search(text) or _NO_MENU.search(text) or not _SMALL_WORDS.isdisjoint(words):
        return 0.0
    known = sum(word in lexicon() for word in words) / len(words)
    lengths = [len(word) for word in words]
    short = sum(length <= 12 for length in lengths) / len(words)
    labels = len(_MENU_LABEL.findall(text))
    suffix = Counter(word[-2:] for word in words if len(word) > 2).most_common(1)
    alike = suffix[0][1] / len(words) if suffix and line.cjk * 3 > line.units else 0.0
    return (short >= 0.9) * (0.4 + 2 * known + 0.2 * min(labels, 2) + 0.6 * alike + 0.02 * min(len(words), 20))


def bracket_titles(view: View, rule: str) -> Iterator[Edit]:
    """Take a mirror's heading, category in brackets before the title; both are kept as metadata."""
    if "[" not in view.folded:
        return
    total = view.before[-1]
    trails = [line.folded for line in view.lines if re.match(r"[|\s]*(?:->|→)", line.folded)]
    for line in view.lines[:80]:
        if total and view.before[line.index] > 0.05 * total:
            return
        found = _BRACKET_TITLE.fullmatch(view.folded, line.start, line.end)
        if found and (line.folded.endswith("|") or any(found["title"].strip() in trail for trail in trails)):
            yield view.document.removal(line.index, rule, notes_of(found, view.document.text))


def repeated_paragraphs(view: View, rule: str) -> Iterator[Edit]:
    """Take a paragraph that stands there again: right after itself, or the first one, as a summary over the text.

    A caption, a refrain or a product's description may well come back further down.
    """
    kept: list[str] = []
    last = -1
    for line in view.lines:
        if line.mass < 20:
            continue
        doubled = kept and line.index - last <= 2 and _is_same(kept[-1], line.folded)
        if doubled or (0 < len(kept) <= 2 and _is_same(kept[0], line.folded)):
            yield view.document.removal(line.index, rule)
        else:
            kept.append(line.folded)
        last = line.index


_LETTER = re.compile(r"[^\W_]")


def _is_same(one: str, other: str) -> bool:
    """Whether two texts have the same letters and digits: seldom, as their first tell."""
    first, second = _LETTER.search(one), _LETTER.search(other)
    return (first and first[0]) == (second and second[0]) and _LETTER.findall(one) == _LETTER.findall(other)
