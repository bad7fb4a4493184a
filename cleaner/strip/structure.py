"""Judge what no phrase tells: table residue, menus, link lists, repeated paragraphs, what lies outside the article."""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from cleaner.document import Edit
from cleaner.strip.adverts import agency_adverts
from cleaner.strip.around import (
    dated_titles,
    joined_head_lines,
    neighbours,
    pointed_titles,
    repeated_summaries,
    repeated_titles,
)
from cleaner.strip.byline import byline_mark
from cleaner.strip.contact import press_contacts
from cleaner.strip.contents import listed_headings
from cleaner.strip.counted import counters
from cleaner.strip.credits import picture_credits
from cleaner.strip.days import lone_days
from cleaner.strip.extent import Extent
from cleaner.strip.forum import top_links
from cleaner.strip.injected import flags, injected_text
from cleaner.strip.labels import account_card, document_facts, labelled_rows, own_addresses, rated_files, split_labels
from cleaner.strip.menu import home_trails, menu_lines, repeated_menus, titled_trails, word_rows
from cleaner.strip.moment import moments
from cleaner.strip.numbered import numbered_trails
from cleaner.strip.outside import markdown_title, outside
from cleaner.strip.posted import posted_lines
from cleaner.strip.row import byline_rows
from cleaner.strip.rulebook import Rules
from cleaner.strip.shortcodes import shortcodes
from cleaner.strip.signing import plain_byline
from cleaner.strip.spam import injected_lines
from cleaner.strip.staff import makers
from cleaner.strip.thread import BUTTONS, RECORDS, post_buttons, post_records
from cleaner.strip.values import notes_of
from cleaner.strip.view import View, letters

_RESIDUE = re.compile(r"[|\s]*\|[|\s]*")
_UNDER_HEADER = re.compile(r"\|[\s:]*--")
"""What Markdown has under the row of a table's headings, empty ones too."""
_STROKES = re.compile(r"[-_=~]{3}|[|+]\s{3,60}[|+]|[\u2500-\u257f]{2}|\\")
"""What drawings in characters are made of."""
_TRAILING = re.compile(r"\s{0,3}\|\s{0,3}\Z")
_BRACKET_TITLE = re.compile(r"\[(?P<category>[^\[\]\n]{2,16})\](?P<title>[^\n|]{4,120}?)\s{0,3}\|?\s{0,3}")


def judge_structure(extent: Extent, rules: Rules) -> Iterator[Edit]:
    """Propose what the shape of the page gives away."""
    view = extent.view
    judgements = (
        ("residue.shortcode", shortcodes),
        ("residue.ornaments", ornaments),
        ("menu.repeated", repeated_menus),
        ("menu.line", menu_lines),
        ("menu.home", home_trails),
        ("menu.trail", titled_trails),
        ("menu.numbered", numbered_trails),
        ("pager.counted", counters),
        ("title.bracket", bracket_titles),
        ("repeat.headings", listed_headings),
        ("repeat.paragraph", repeated_paragraphs),
        ("spam.line", injected_lines),
        ("spam.agency", agency_adverts),
        ("injected.text", injected_text),
        ("byline.split", split_labels),
        ("byline.labelled", labelled_rows),
        ("byline.account", account_card),
        ("byline.makers", makers),
        ("expand.document_facts", document_facts),
        ("expand.rated_file", rated_files),
        ("comments.tops", top_links),
        ("repost.own_address", own_addresses),
    )
    for name, judgement in judgements:
        if rules.allows(name):
            yield from judgement(view, f"strip.{name}")
    around = (
        ("residue.separator", separators),
        ("menu.words", word_rows),
        ("title.joined", joined_head_lines),
        ("byline.row", byline_rows),
        ("byline.moment", moments),
        ("byline.posted", posted_lines),
        ("repeat.summary", repeated_summaries),
        ("repeat.title", repeated_titles),
        ("page.neighbours", neighbours),
        ("related.pointed", pointed_titles),
        ("related.dated", dated_titles),
        ("byline.signed", plain_byline),
        ("byline.day", lone_days),
        ("byline.press", press_contacts),
        ("image.credit", picture_credits),
        (BUTTONS, post_buttons),
        (RECORDS, post_records),
    )
    for name, judge_around in around:
        if rules.allows(name):
            yield from judge_around(extent, f"strip.{name}")
    yield from outside(extent, rules)
    if title := markdown_title(view):
        yield byline_mark(view, title)
    for flag in flags(extent):
        yield view.document.edit(0, 0, "", f"strip.flag.{flag}", (("flags", flag),))


_ORNAMENT = re.compile(r"[♦◆◇●○■□★☆▲△▼▽•·]")
_FEWEST_ORNAMENTS = 3


def ornaments(view: View, rule: str) -> Iterator[Edit]:
    """Take the marks, one on a line, that the items of a list left behind a text when their words were pictures."""
    found = list(takewhile(lambda line: not line.code and _ORNAMENT.fullmatch(line.folded.strip()), view.lines[::-1]))
    if len(found) >= _FEWEST_ORNAMENTS and len({line.folded.strip() for line in found}) == 1:
        for line in found:
            yield view.document.removal(line.index, rule)


def separators(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the bars that a table's cells left: alone on a line, or at the end of a line that is no table row.

    In a text wrapped at a width they belong to drawings and tables.
    """
    view = extent.view
    if "|" not in view.folded or extent.is_wrapped:
        return
    document, lines = view.document, view.lines
    lone = [line for line in lines if not line.code and _RESIDUE.fullmatch(line.folded)]
    for line in lone:
        below = lines[line.index + 1].folded if line.index + 1 < len(lines) else ""
        if not (_UNDER_HEADER.match(below) or _is_drawn(view, line.index)):
            yield document.removal(line.index, rule)
    if len(lone) < 2:
        return
    for line in lines:
        if not line.code and line.folded.count("|") == 1 and line.folded != "|":
            found = _TRAILING.search(line.folded)
            if found:
                yield document.edit(line.start + found.start(), line.end, "", rule)


def _is_drawn(view: View, at: int) -> bool:
    """Whether a line of bars belongs to a drawing: right over or under a line of strokes."""
    text, lines = view.document.text, view.lines
    pairs = ((near, near + 1) for near in (at - 1, at) if 0 <= near < len(lines) - 1)
    below = [pair for pair in pairs if text[lines[pair[0]].end : lines[pair[1]].start].count("\n") == 1]
    return any(_STROKES.search(lines[near].folded) for pair in below for near in pair if near != at)


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

    A summary may be cut where the paragraph goes on.  A caption, a refrain or a product's description may well come
    back further down.
    """
    kept: list[_Ends] = []
    last = -1
    yield from _excerpt(view, rule)
    for line in view.lines:
        if line.mass < 20:
            continue
        ends = _Ends(line.folded, letters(line.folded[:_TELL]), letters(line.folded[-_TELL:]))
        doubled = kept and line.index - last <= 2 and _is_same(kept[-1], ends)
        if doubled or (0 < len(kept) <= 2 and _is_same(kept[0], ends)):
            yield view.document.removal(line.index, rule)
        else:
            kept.append(ends)
        last = line.index


_CUT = re.compile(r"[\s.…·]*(?:\[…\]|\[\.{3}\]|阅读全文|详细)?[\s.…·]*\Z")
_LEAST_CUT = 30
"""Letters of a summary that is cut somewhere."""


def _excerpt(view: View, rule: str) -> Iterator[Edit]:
    """Take the first paragraph where it is a piece, without its end, of one that stands right below."""
    told = [line for line in view.lines if line.units >= _LEAST_CUT and not line.code][:_SUMMARISED]
    for one, other in pairwise(told):
        piece = letters(one.folded[: _CUT.search(one.folded).start()])  # type: ignore[union-attr]  # matches nothing, too
        ended = one.folded.rstrip()[-1:] in "。!?:;" and not one.folded.rstrip().endswith("...")
        whole = letters(other.folded)
        if len(piece) < _LEAST_CUT or ended or len(piece) >= len(whole) or other.index - one.index > _SUMMARISED:
            continue
        if whole.startswith(piece):
            yield view.document.removal(one.index, rule)
            return


_SUMMARISED = 3
"""So many long lines may stand over a text's first paragraph, a title among them."""
_TELL = 24
"""Characters at either end that nearly always tell two paragraphs apart."""


class _Ends(NamedTuple):
    """A paragraph, and the letters and digits at its ends."""

    text: str
    head: str
    tail: str


def _is_same(one: _Ends, other: _Ends) -> bool:
    """Whether two paragraphs have the same letters and digits: seldom, as their ends tell."""
    if not (one.head.startswith(other.head) or other.head.startswith(one.head)):
        return False
    return (one.tail.endswith(other.tail) or other.tail.endswith(one.tail)) and letters(one.text) == letters(other.text)
