"""What a page says to its reader: share bars, calls to follow and to pay, forms, stamps and notices of many languages.

They are worded anew on every site, but with the same words.  A line goes if its words are nearly all of one language's
vocabulary of such things, and the right ones meet: to subscribe and a newsletter, an image and to fail.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from cleaner.document import Edit, Note
from cleaner.strip.button import REQUEST
from cleaner.strip.extent import Extent
from cleaner.strip.match import stands
from cleaner.strip.rulebook import Rules, Where
from cleaner.strip.values import CHANGED, certain_date
from cleaner.strip.view import Line, View
from cleaner.strip.wording import Reading, read_line

_LONGEST = 400
"""Characters of the longest notice."""
_SENTENCE = 120
"""Characters from which on running text within an article is looked at no closer."""

_OWN = re.compile(r"[\"“«„`]|\A\s*(?:#{1,6}\s|!\[)")
"""What quotes, words or code, is a text's own, and so are a heading and an image of Markdown."""
_STEP = re.compile(r"\s*(?:[*•-]|\d{1,2}[.)])\s")
"""What a list's item begins with: a whole sentence behind it is a step."""


_REMARK = re.compile(r"\S\s+#\s")
"""What begins a remark behind code, as of a file of settings."""
_CODE_ENDS = frozenset(");{}")
"""What a line of code ends in, and no notice that begins with a word of a program: a call of the right names."""


class _Act(NamedTuple):
    """One thing that pages say, and how it is told."""

    rule: str
    where: Where
    needs: str
    """Alternatives, parted by bars: meanings that are all said, one named twice by two words, a dashed one by none."""
    strangers: tuple[int, float] = (8, 0.13)
    """Words from which on some may be no part of the vocabulary, and the share of them that may."""
    most: int = 60
    """Words of the longest."""
    note: Note = ()
    mark: str = ""
    """A mark that is in it."""


_KNOWN = (1000, 0.0)
"""No word is a stranger's, however long the line."""
_MACHINE = (("machine_translated", "true"), ("flags", "machine_translated"))

_ACTS = (
    _Act("image.said", "anywhere", "image fail", _KNOWN, 10),
    _Act(
        "share.said",
        "edges",
        "share page|share net|share friends|share link|link link net"
        "|print mailto|print page -num|print mail|mailto friends",
    ),
    _Act("follow.said", "anywhere", "news sub|news unsub|sub latest mail|alert on latest|alert sub latest"),
    _Act("follow.latest", "edges", "sub latest net|sub latest latest|sub latest app", _KNOWN, 24),
    _Act("follow.small_print", "edges", "unsub unsub|unsub sub|terms sub|terms login|terms unsub", _KNOWN),
    _Act(
        "follow.app", "edges", "app down store|app down our|app down latest|app down free|app store store", (8, 0.2), 24
    ),
    _Act(
        "follow.channel",
        "edges",
        "follow net|follow channel|alert on push|alert on page|scan channel|write channel|see channel|scan net"
        "|scan follow",
    ),
    _Act("follow.scan", "edges", "scan see|scan down|scan share|scan page|scan app|scan store", (8, 0.2), 24),
    _Act("image.locked", "anywhere", "cookie watch image|cookie watch page", _KNOWN, 16),
    _Act("footer.cookies_said", "edges", "cookie consent consent", (8, 0.3), 120),
    _Act(
        "expand.paid",
        "anywhere",
        "paid page paid|paid page price|paid page sub|paid sub free|paid read login|paid read sub"
        "|read login free|read login page|read login login",
        _KNOWN,
        40,
    ),
    _Act("expand.limit", "anywhere", "limit limit page|limit free page", _KNOWN, 16),
    _Act("expand.member", "anywhere", "paid login|sub login", _KNOWN, 9, mark="?"),
    _Act("expand.login", "edges", "login free|login page read", _KNOWN, 12),
    _Act("expand.listen", "edges", "listen page|listen num unit", _KNOWN, 10),
    _Act("reader.rate", "edges", "rate page|ai summary", _KNOWN, 24),
    _Act("reader.rated", "edges", "rate rate num", _KNOWN, 10),
    _Act("reader.asked", "edges", "useful page|useful summary|useful ai|like page", _KNOWN, 24, mark="?"),
    _Act("comments.think", "tail", "think comment|think page|think write", _KNOWN, 24, mark="?"),
    _Act("comments.think", "last", "think", _KNOWN, 8, mark="?"),
    _Act("ads.affiliate", "edges", "affil earn|affil affil", (6, 0.25), 60),
    _Act("reader.voted", "edges", "like none|like first|like page like|like like like|like who like", (8, 0.15), 24),
    _Act(
        "reader.more", "edges", "see more page|see more comment|see more also|see also page|see also also", _KNOWN, 12
    ),
    _Act(
        "reader.report", "tail", "report page|report comment|report who|report net|report write|report see", _KNOWN, 12
    ),
    _Act("reader.offer", "tail", "deal free|deal see|deal deal|deal write", _KNOWN, 10),
    _Act(
        "translation.said",
        "edges",
        "translate auto page|translate auto error|translate auto lang",
        most=40,
        note=_MACHINE,
    ),
    _Act("ads.appeal", "edges", "give press|give support|support press", (6, 0.15), 40),
    _Act(
        "copyright.said",
        "edges",
        "view author mirror|page author mirror|page publish license|page license license|copy forbid permit"
        "|copy forbid forbid|copy copy forbid|copy forbid page|copy page permit|copy permit permit|copy rights permit",
        (7, 0.15),
        50,
    ),
    _Act(
        "comments.said",
        "tail",
        "comment first|comment closed|comment paid|comment login|comment write|first write login|comment none"
        "|comment see more|comment num see|comment num who|comment mirror mirror",
        _KNOWN,
        16,
    ),
    _Act("pager.back", "tail", "back home", _KNOWN, 6),
    _Act("related.said", "tail", "also also|also page|also read", _KNOWN, 7),
    _Act("byline.stamp", "edges", "updated num|posted num|num unit ago|edited num ago", _KNOWN, 24),
    _Act("share.counts", "edges", "num count -page|num unit read -page", _KNOWN, 14),
)


class _Need(NamedTuple):
    """One alternative of what an act needs: how often each meaning is said at least, and which is not."""

    least: Mapping[str, int]
    never: frozenset[str]


@cache
def _needs(alternatives: str) -> tuple[_Need, ...]:
    """Read the alternatives that an act is written with; a dash stands before what must not be said."""
    told = (Counter(one.split()) for one in alternatives.split("|"))
    return tuple(
        _Need(
            {name: least for name, least in names.items() if name[0] != "-"},
            frozenset(name[1:] for name in names if name[0] == "-"),
        )
        for names in told
    )


def said_lines(extent: Extent, rules: Rules) -> Iterator[Edit]:
    """Propose the lines in which a page speaks to its reader."""
    view = extent.view
    for line in view.lines:
        size = len(line.core)
        if not 4 <= size <= _LONGEST or (line.mass and size > _SENTENCE and not stands("edges", extent, line[1:3])):
            continue
        reading = read_line(line.core)
        if reading is None or line.code or line.index in view.table_cells or _OWN.search(line.folded):
            continue
        if _goes_on(view, line) or (line.mass and _STEP.match(line.folded)):
            continue
        if (line.codelike and line.folded[-1] in _CODE_ENDS) or REQUEST.match(line.folded):
            continue
        for act in _ACTS:
            if (
                act.mark in line.folded
                and _fits(act, reading)
                and rules.allows(act.rule)
                and not (act.rule == "byline.stamp" and _STEP.match(line.folded))
                and not (act.rule == "share.counts" and _REMARK.search(line.folded))
                and stands(act.where, extent, (line.start, line.end))
            ):
                yield view.document.removal(line.index, f"strip.{act.rule}", (*act.note, *_dated(act, line)))
                break


def _goes_on(view: View, line: Line) -> bool:
    """Whether a line of a plain text is the next one of a paragraph that is wrapped, or the next one goes on in it."""
    text = view.document.text
    if text[line.start].islower() and text[max(0, line.start - 2) : line.start].strip(" ") not in {"", "\n\n"}:
        return True
    below = view.lines[line.index + 1] if line.index + 1 < len(view.lines) else None
    if below is None or view.document.nodes or line.folded[-1] in ".!?:;" or not text[below.start].islower():
        return False
    return below.mass > 0 and text[line.end : below.start].count("\n") == 1


def _fits(act: _Act, reading: Reading) -> bool:
    """Whether a line says what an act needs, and little else."""
    least_words, share = act.strangers
    if reading.words > act.most or reading.strangers > (share * reading.words if reading.words >= least_words else 0):
        return False
    meanings = reading.meanings
    return any(
        need.least.keys() <= meanings.keys()
        and need.never.isdisjoint(meanings)
        and all(meanings[name] >= least for name, least in need.least.items())
        for need in _needs(act.needs)
    )


def _dated(act: _Act, line: Line) -> Iterator[tuple[str, str]]:
    """Yield the date of publication that a stamp states: before what it says of changes."""
    if act.rule == "byline.stamp":
        date = certain_date(CHANGED.split(line.folded, maxsplit=1)[0])
        if date:
            yield "date", date
