"""Rules as data: compiled once, found by their keywords; `rulefiles` reads them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from cleaner.strip.view import LEADING, TRAILING, Line

Scope = Literal["inline", "block", "start", "end"]
"""What of a block a rule takes: any part, the whole, a part at its start, a part at its end."""

Where = Literal["anywhere", "head", "tail", "edges", "last"]
"""Where on the page it may stand, by how much running text lies before and after it; `last`: none after."""

_PROVENANCE = frozenset({"repost", "byline", "copyright", "translation", "tags"})
_MARKS_BEFORE, _MARKS_AFTER = LEADING + "▲▼△▽◆◇■□●○★☆▶►▍◎※[(【「", TRAILING + ":.!?。…>»›~*)]】」+∨﹀⌄▼▾▲↓"
"""Marks that may stand before and after a listed line."""

_SLACK = 8
"""What stands before and after a listed line has at most so many characters that say something."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of boilerplate: how to know it, what of it to keep as metadata, and examples on both sides."""

    id: str
    """`family.name`; in a journal `strip.family.name`."""
    family: str
    why: str
    keywords: tuple[str, ...]
    """Literals, folded; without one of them in a block the pattern is not tried there."""
    source: str
    """Of the pattern that judges the folded text; its named groups are metadata names, read from the unfolded text.

    Of a rule that lists lines it is only shown: to have found one of its keywords is to have found the line.
    """
    removes: tuple[str, ...]
    """Texts with what goes between ⟦ and ⟧."""
    keeps: tuple[str, ...]
    """Texts that it must leave alone."""
    scope: Scope = "block"
    where: Where = "anywhere"
    yields: tuple[tuple[str, str], ...] = ()
    """Metadata that a match states whatever it says."""
    only_note: bool = False
    """Reads metadata and leaves the text."""
    reading: tuple[str, ...] = ()
    """Sources of patterns that read metadata from what was matched, where one pattern cannot both match and read."""
    sparing: str = ""
    """Source of the pattern of what, anywhere in the folded block, tells that the words are an article's own."""
    notes_when: Literal["", "after_han"] = ""
    """`after_han`: the metadata holds only where the text before is Chinese."""
    listed: bool = False
    """Its keywords are the whole lines that it takes."""
    origin: str = field(default="", compare=False)
    """The file it was read from."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern; like the next two compiled when it is first asked for, as a page meets few of the rules."""
        return compiled(self.source)

    @property
    def reads(self) -> tuple[re.Pattern[str], ...]:
        """The patterns that read metadata from what was matched."""
        return tuple(map(compiled, self.reading))

    @property
    def unless(self) -> re.Pattern[str] | None:
        """The pattern of an article's own words."""
        return compiled(self.sparing) if self.sparing else None

    @property
    def journal_id(self) -> str:
        """The rule's name in a journal."""
        return f"strip.{self.id}"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one Cleaner, with what finds them: an automaton over the keywords, a table of the listed lines."""

    rules: tuple[Rule, ...]
    owners: tuple[tuple[int, ...], ...] = field(repr=False)
    """For each keyword the rules that it calls."""
    automaton: AhoCorasick | None = field(repr=False)
    lines: Mapping[str, tuple[tuple[str, int], ...]] = field(repr=False)
    """The listed lines and their rules, by what is left of a line without the marks at its ends."""
    disabled: frozenset[str] = frozenset()
    """Ids and families that are off; structure judgements have families too."""
    comments: bool = False
    """Keep readers' comments."""
    provenance: "Rules | None" = field(default=None, repr=False)
    """Those of them that read where a text comes from, to be run alone."""

    def listing(self, line: Line) -> Iterator[int]:
        """Yield the rules that list a line, with marks at its ends or without."""
        for listed, rule in self.lines.get(_unmarked(line.folded), ()):
            before, found, after = line.folded.partition(listed)
            bare = not before.strip(_MARKS_BEFORE) and not after.strip(_MARKS_AFTER)
            if found and bare and len(line.core) <= len(listed) + _SLACK:
                yield rule

    def allows(self, rule: str) -> bool:
        """Whether a judgement, `family.name`, is on."""
        return rule not in self.disabled and rule.partition(".")[0] not in self.disabled


def compile_rules(rules: Iterable[Rule], disabled: Iterable[str] = (), *, comments: bool = False) -> Rules:
    """Return the rules with one automaton over all their keywords; the order of the rules carries no meaning."""
    off = frozenset(name.removeprefix("strip.") for name in disabled)
    kept = tuple(rule for rule in rules if rule.id not in off and rule.family not in off)
    sources = tuple(rule for rule in kept if rule.id.partition(".")[0] in _PROVENANCE)
    reading = Rules(sources, *_automaton(sources), _listings(sources))
    return Rules(kept, *_automaton(kept), _listings(kept), off, comments, reading)


def _automaton(kept: Sequence[Rule]) -> tuple[tuple[tuple[int, ...], ...], AhoCorasick | None]:
    """Return for each keyword the rules that it calls, and the automaton that finds the keywords."""
    owners: dict[str, list[int]] = {}
    for at, rule in enumerate(kept):
        for keyword in () if rule.listed else rule.keywords:
            owners.setdefault(keyword, []).append(at)
    words = list(owners)
    automaton = AhoCorasick(words, matchkind=MatchKind.Standard) if words else None
    return tuple(tuple(owners[word]) for word in words), automaton


def _listings(kept: Sequence[Rule]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the lines that rules list, by what is left of them without the marks at their ends.

    In tuples, which the garbage collector learns to pass over: thousands of lists cost it half a millisecond a page.
    """
    lines: dict[str, list[tuple[str, int]]] = {}
    for at, rule in enumerate(kept):
        for line in rule.keywords if rule.listed else ():
            lines.setdefault(_unmarked(line), []).append((line, at))
    return {bare: tuple(found) for bare, found in lines.items()}


def _unmarked(text: str) -> str:
    return text.lstrip(_MARKS_BEFORE).rstrip(_MARKS_AFTER)


@cache
def compiled(source: str) -> re.Pattern[str]:
    """Return the pattern of a source, compiled when it is first asked for."""
    return re.compile(source, re.VERBOSE)
