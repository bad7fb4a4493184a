"""The page's visible text as a frozen Document, and the engine that applies edits to it and writes them down.

A stage looks at a Document and proposes edits; `Document.apply` settles their overlaps, applies them and returns the
next Document, whose journal has grown by them.  Two laws follow, and property tests hold them:

    replay(document.source(), document.journal) == document.text
    undo(document.text, document.journal) == document.source()

All offsets are code points in the text that the edit's own stage saw.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

Note = tuple[tuple[str, str], ...]
"""Metadata that a rule read where it struck: pairs of a record's metadata name and its value."""

FENCE = "```"
"""Stands alone on a line before and after code, as in Markdown; what is between is never touched."""

ID = "#"
"""Begins the word of a container's hint that is its id, the last one."""

_BLOCK = re.compile(r"\S(?:[^\n\t]*\S)?")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the text: `before` stood at `start`, `after` stands there now, because `rule` asked for it.

    An edit that changes nothing (both sides empty) is a mark: it only carries `note`.
    """

    start: int
    """Offset in the text that the stage saw."""
    before: str
    """What stood there; empty for an insertion."""
    after: str
    """What stands there now; empty for a removal."""
    rule: str
    """The rule that asked, as `stage.family.name`."""
    note: Note = ()
    """What the rule learned there for the record's metadata."""
    step: int = -1
    """Which application it belonged to, counted from 0; set by the engine."""
    score: float = 1.0
    """How sure the rule was, 0 to 1: the chance that the edit is right, where the rule weighs evidence."""

    @property
    def end(self) -> int:
        """Where `before` ended."""
        return self.start + len(self.before)

    @property
    def is_mark(self) -> bool:
        """Whether it changes nothing and only carries a note."""
        return not self.before and not self.after


class Node(NamedTuple):
    """A container element of the page (`div`, `li`, `table`, ...), as the content stage needs it."""

    parent: int
    """Index of the enclosing container; -1 for the root."""
    tag: str
    hint: str
    """Its class words, its role and, after ID, its id, lower case."""


class Block(NamedTuple):
    """A run of text between two boundaries: a paragraph, a heading, a cell, a line; it holds no line break or tab."""

    start: int
    end: int
    code: bool = False
    """Inside a code fence, fences included."""
    node: int = -1
    """Index of its container in the document's nodes; -1 in a text."""
    tag: str = ""
    """The element it was laid out by ("p", "h1", "li", "td", ...); empty in a text."""
    link_chars: int = 0
    """How many of its characters are link text."""


_new: Any = tuple.__new__
"""What the class of a named tuple would call, at a third of the cost."""


@dataclass(frozen=True)
class Document:
    """A page's visible text, the blocks it falls into, and every edit made so far."""

    text: str
    journal: tuple[Edit, ...] = ()
    nodes: tuple[Node, ...] = ()
    """The containers of the page as parsed; empty in a text and after the first edit."""
    laid_out: tuple[Block, ...] = field(default=(), repr=False)
    """The blocks as the parser laid them out; empty in a text and after the first edit."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the text, in order."""
        return self.laid_out or tuple(_split(self.text))

    def slice(self, block: Block) -> str:
        """Return a block's text."""
        return self.text[block.start : block.end]

    def gap(self, index: int) -> str:
        """Return the white space before block `index`; before the first and after the last, what is there."""
        start = self.blocks[index - 1].end if index > 0 else 0
        end = self.blocks[index].start if index < len(self.blocks) else len(self.text)
        return self.text[start:end]

    def edit(self, start: int, end: int, after: str, rule: str, note: Note = ()) -> Edit:
        """Propose that text[start:end] become `after`."""
        return Edit(start, self.text[start:end], after, rule, note)

    def removal(self, index: int, rule: str, note: Note = ()) -> Edit:
        """Propose that block `index` go; the engine closes the gap."""
        block = self.blocks[index]
        return self.edit(block.start, block.end, "", rule, note)

    def apply(self, edits: Iterable[Edit]) -> "Document":
        """Settle the overlaps of the proposed edits, apply what stands, and write it down.

        Returns this same document where nothing was proposed.  Raises ValueError where an edit does not fit the text.
        """
        changes, marks = settle(edits, self)
        if not changes and not marks:
            return self
        step = self.journal[-1].step + 1 if self.journal else 0
        accepted = [
            Edit(start, self.text[start:end], edit.after, edit.rule, edit.note, step, edit.score)
            for edit, start, end in _close_gaps(changes, self)
        ]
        text = _splice(self.text, accepted) if accepted else self.text
        if marks:
            accepted += [replace(mark, step=step) for mark in marks]
            accepted.sort(key=attrgetter("start", "end", "rule"))
        journal = (*self.journal, *accepted)
        return Document(text, journal) if changes else replace(self, journal=journal)

    def source(self) -> str:
        """Return the text as it was before the first edit."""
        return undo(self.text, self.journal)


Stage = Callable[[Document], Iterable[Edit]]
"""A stage, its settings and evidence already bound: a pure function from a document to proposed edits."""


_PARAGRAPH = 3
"""The strongest gap's rank."""


def gap_rank(gap: str) -> int:
    """Return how strongly a gap parts its neighbours: 0 space, 1 cell, 2 line, 3 paragraph."""
    lines = gap.count("\n")
    return _PARAGRAPH if lines > 1 else 2 if lines else 1 if "\t" in gap else 0


def settle(edits: Iterable[Edit], document: Document) -> tuple[list[Edit], list[Edit]]:
    """Choose among overlapping edits and return the chosen changes, in text order, and the new marks.

    The wider edit wins, then the earlier, then the one whose rule sorts first: never the order of proposing.  A loser
    may be proposed again in the next round, when the winner is applied.  A mark conflicts with nothing
    and is taken once.
    """
    known = {(edit.rule, edit.note) for edit in document.journal if edit.is_mark}
    changes: set[Edit] = set()
    marks: dict[tuple[str, Note], Edit] = {}
    for edit in edits:
        if edit.start < 0 or not document.text.startswith(edit.before, edit.start):
            raise ValueError(f"edit by {edit.rule} at {edit.start} does not fit the text")
        if edit.before != edit.after:
            changes.add(edit)
        elif edit.is_mark and (edit.rule, edit.note) not in known:
            first = marks.setdefault((edit.rule, edit.note), edit)
            marks[edit.rule, edit.note] = min(first, edit, key=attrgetter("start"))
    taken: list[Edit] = []
    for group in _overlapping(changes):
        taken += group if len(group) == 1 else _choose(group)
    return sorted(taken, key=attrgetter("start", "end")), list(marks.values())


def _overlapping(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Yield the edits in groups that touch nothing outside themselves."""
    group: list[Edit] = []
    reach = -1
    for edit in sorted(edits, key=attrgetter("start", "end", "rule", "after", "note")):
        if group and (edit.start > reach or (edit.start == reach and edit.before)):
            yield group
            group = []
        group.append(edit)
        reach = max(reach, edit.end)
    if group:
        yield group


def _choose(group: list[Edit]) -> list[Edit]:
    """Choose by width, then place, then name; `group` is small: edits that overlap each other in a chain."""
    taken: list[Edit] = []
    for edit in sorted(group, key=lambda e: (e.start - e.end, e.start, e.rule, e.after, e.note)):
        at = bisect_left(taken, edit.start, key=attrgetter("start"))
        clear_before = at == 0 or taken[at - 1].end <= edit.start
        clear_after = at == len(taken) or (
            taken[at].start >= edit.end and (taken[at].start > edit.start or bool(taken[at].before))
        )
        if clear_before and clear_after:
            taken.insert(at, edit)
    return taken


def _close_gaps(edits: list[Edit], document: Document) -> list[tuple[Edit, int, int]]:
    """Return each edit with where it shall begin and end: removals that empty a block go over its gaps, all but one.

    Of the gaps around a run of emptied blocks the strongest stays, so that what was a paragraph break stays one, what
    was a line break does not become one, and nothing is joined; a removal around it is parted there.  At the text's
    edges none stays.
    """
    spans = [[edit.start, edit.end] for edit in edits]
    emptied = _emptied(edits, document)
    blocks = document.blocks if emptied else ()
    last = len(blocks)
    parted: dict[int, int] = {}
    for first, run in _runs(sorted(emptied)):
        stop = first + run
        outer = [first, *(gap for gap in range(first + 1, stop) if emptied[gap - 1][1] != emptied[gap][0]), stop]
        kept = -1 if first == 0 or stop == last else _strongest(document, outer, range(first + 1, stop))
        for gap in outer:
            if gap != kept and gap in emptied:
                at = emptied[gap][0]
                start = max(blocks[gap - 1].end if gap else 0, spans[at - 1][1] if at else 0)
                spans[at][0] = min(spans[at][0], start)
            elif gap != kept:
                at = emptied[gap - 1][1]
                end = blocks[gap].start if gap < last else len(document.text)
                spans[at][1] = max(spans[at][1], min(end, spans[at + 1][0]) if at + 1 < len(spans) else end)
        for left, right in {emptied[block] for block in range(first, stop)}:
            for at in range(left, right):
                spans[at][1] = spans[at + 1][0]
        if kept >= 0 and kept not in outer:
            parted[emptied[kept][0]] = kept
    placed = [(edit, start, end) for edit, (start, end) in zip(edits, spans, strict=True)]
    for at, gap in sorted(parted.items(), reverse=True):
        edit, start, end = placed[at]
        placed[at : at + 1] = (edit, start, blocks[gap - 1].end), (replace(edit, note=()), blocks[gap].start, end)
    return placed


def _strongest(document: Document, outer: list[int], inner: range) -> int:
    """Return the strongest gap, the first of equals: those beside an edit come before those inside one."""
    ranks = {gap: gap_rank(document.gap(gap)) for gap in outer}
    most = max(ranks.values())
    if most < _PARAGRAPH:
        ranks |= {gap: rank for gap in inner if (rank := gap_rank(document.gap(gap))) > most}
    return max(ranks, key=lambda gap: (ranks[gap], -gap))


def _emptied(edits: list[Edit], document: Document) -> dict[int, tuple[int, int]]:
    """Map each block that is left without text to the first and last of the edits that took it."""
    emptied: dict[int, tuple[int, int]] = {}
    removals = [at for at, edit in enumerate(edits) if edit.before and not edit.after]
    blocks = document.blocks if removals else ()
    starts = [block.start for block in blocks]
    touched: dict[int, list[int]] = {}
    for at in removals:
        start, end = edits[at].start, edits[at].end
        first, stop = max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)
        if stop - first > 2:  # most of them: a whole run of blocks goes at once
            emptied.update(dict.fromkeys(range(first + 1, stop - 1), (at, at)))
        for index in {first, stop - 1} if stop > first else ():
            if start <= blocks[index].start and blocks[index].end <= end:
                emptied[index] = at, at
            elif blocks[index].end > start:
                touched.setdefault(index, []).append(at)
    for index, members in touched.items():
        block = blocks[index]
        at, left = block.start, ""
        inserted = any(
            edit.after and block.start <= edit.start <= block.end for edit in edits[members[0] : members[-1] + 1]
        )
        for member in members:
            left += document.text[at : max(at, edits[member].start)]
            at = max(at, edits[member].end)
        if not inserted and not (left + document.text[at : block.end]).strip():
            emptied[index] = members[0], members[-1]
    return emptied


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, length) of each run of consecutive numbers."""
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = list(group)
        yield run[0][1], len(run)


def _splice(text: str, edits: Sequence[Edit]) -> str:
    pieces: list[str] = []
    at = 0
    for edit in edits:
        if not edit.is_mark:
            pieces += text[at : edit.start], edit.after
            at = edit.end
    return "".join([*pieces, text[at:]])


def replay(source: str, journal: Iterable[Edit]) -> str:
    """Apply a journal to the text it began with."""
    for _, edits in groupby(journal, attrgetter("step")):
        source = _splice(source, list(edits))
    return source


def undo(text: str, journal: Sequence[Edit]) -> str:
    """Take a journal back from the text it ended with."""
    for _, group in groupby(reversed(journal), attrgetter("step")):
        pieces: list[str] = []
        at = shift = 0
        for edit in reversed(list(group)):
            if edit.is_mark:
                continue
            start = edit.start + shift
            pieces += text[at:start], edit.before
            at = start + len(edit.after)
            shift += len(edit.after) - len(edit.before)
        text = "".join([*pieces, text[at:]])
    return text


def _split(text: str) -> Iterator[Block]:
    """Cut a text into blocks at line breaks and tabs; a fenced line is one block with its indentation."""
    if FENCE not in text:
        for found in _BLOCK.finditer(text):
            yield _new(Block, (*found.span(), False, -1, "", 0))
        return
    at, fenced = 0, False
    closes = _last_fence(text)
    for line in text.split("\n"):
        stripped = line.strip()
        is_fence = stripped.startswith(FENCE) and (fenced or at < closes)
        if (fenced or is_fence) and stripped:
            yield Block(at, at + len(line.rstrip()), code=True)
        elif stripped:
            for found in _BLOCK.finditer(line):
                yield Block(at + found.start(), at + found.end())
        if is_fence:
            fenced = not fenced
        at += len(line) + 1


def _last_fence(text: str) -> int:
    """Offset of the last line that begins with a fence: an opening there is never closed, so it opens nothing."""
    found = list(re.finditer(r"^[^\S\n]*```", text, re.MULTILINE))
    return found[-1].start() if found else -1
