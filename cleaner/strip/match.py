"""Run the rules over a page: one pass finds the keywords, and only the rules they call look closer."""

import re
from collections.abc import Iterator

from cleaner.document import Edit, Note
from cleaner.strip.extent import Extent
from cleaner.strip.rulebook import Rule, Rules, Where
from cleaner.strip.values import notes_of
from cleaner.strip.view import Line, View

REACH = 800
"""How far around a keyword a part of a block is looked for, in characters; longer parts do not exist."""

HEAD, TAIL = 0.2, 0.34
"""The head of a page has at most this share of the running text before it, the tail at most this share after it."""

_SOON = 3
"""Lines among which code goes on after what a program prints when it starts."""

_NAMES = re.compile(r"(?:source|original_author|editor)(?:_\d)?\Z")
"""What a rule reads that is a name."""
_TOLD, _SMALL = 4, 0.75
"""Words of what is no name, and the share of them that is in small letters."""
_LETTERS = re.compile(r"[^\W\d_]+")

_LINE = re.compile(r"[^\n]*")


def match_rules(view: View, rules: Rules, extent: Extent) -> Iterator[Edit]:
    """Propose what the rules find in a view and its extent; no rule sees another's doing."""
    for (at, block), (low, high) in _candidates(view, rules).items():
        rule, line = rules.rules[at], view.lines[block]
        if rule.scope == "block" and not stands(rule.where, extent, (line.start, line.end)):
            continue  # told sooner than by its pattern, which may not be compiled yet
        for start, end, found in _matches(rule, view, block, low, high):
            if rule.scope != "block" and not stands(rule.where, extent, (start, end)):
                continue
            if _names(rule, found) and _is_told(view.document.text[start:end]):
                continue
            if not (rule.unless and rule.unless.search(line.folded)):
                yield _edit(rule, view, block, (start, end), found)


def _candidates(view: View, rules: Rules) -> dict[tuple[int, int], tuple[int, int]]:
    """Map (rule, block) to the first and last offset of the rule's keywords in the block, or of the listed line."""
    called: dict[tuple[int, int], tuple[int, int]] = {}
    blocks = view.document.blocks
    words = rules.automaton.find_matches_as_indexes(view.folded, overlapping=True) if rules.automaton else ()
    for word, start, end in words:
        block = view.block_at(start)
        if view.lines[block].code or block in view.table_cells or end > blocks[block].end:
            continue
        for rule in rules.owners[word]:
            known = called.get((rule, block))
            called[rule, block] = (known[0], end) if known else (start, end)
    for line in view.lines if rules.lines else ():
        for rule in rules.listing(line):
            if not line.code and line.index not in view.table_cells:
                called[rule, line.index] = (line.start, line.end)
    return called


def _matches(rule: Rule, view: View, block: int, low: int, high: int) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield the parts of a block that the rule takes."""
    line = view.lines[block]
    if rule.scope == "block":
        if found := _whole(rule, view.folded, line):
            yield line.start, line.end, found
    elif rule.scope == "start":
        if found := rule.pattern.match(view.folded, line.start, min(line.end, line.start + REACH)):
            yield found.start(), found.end(), found
    elif rule.scope == "end":
        if found := rule.pattern.search(view.folded, max(line.start, line.end - REACH), line.end):
            yield found.start(), found.end(), found
    else:
        low, high = max(line.start, low - REACH), min(line.end, high + REACH)
        for found in rule.pattern.finditer(view.folded, low, high):
            if found.end() > found.start():
                yield found.start(), found.end(), found


def _whole(rule: Rule, folded: str, line: Line) -> re.Match[str] | None:
    """Return the rule's match of a line, with the marks at its ends or without."""
    if rule.listed:
        return _LINE.fullmatch(folded, line.start, line.end)
    if line.end - line.start > 4 * REACH:
        return None
    offset = line.start + line.folded.find(line.core)
    bare = rule.pattern.fullmatch(folded, offset, offset + len(line.core))
    return bare or rule.pattern.fullmatch(folded, line.start, line.end)


def stands(where: Where, extent: Extent, part: tuple[int, int]) -> bool:
    """Whether a part, from offset to offset, stands where a rule wants it."""
    if where == "anywhere":
        return True
    before, after = extent.view.share_before(*part, extent.span)
    if _heads_code(extent.view, part[1]):
        return False
    if where == "last":
        return after <= 0 and not _leads_to_code(extent.view, part[1])
    head, tail = before <= HEAD, after <= TAIL
    return head if where == "head" else tail if where == "tail" else head or tail


def _names(rule: Rule, found: re.Match[str]) -> bool:
    """Whether a rule takes a line for a maker's or a source's, with a label and a name."""
    names = (name for name, value in found.groupdict().items() if value)
    return rule.scope == "block" and (rule.family == "byline" or any(map(_NAMES.match, names)))


def _is_told(text: str) -> bool:
    """Whether what follows a label is told rather than named: words in small letters nearly all, and no address."""
    words = _LETTERS.findall(text.partition(":")[2])
    return len(words) >= _TOLD and "://" not in text and sum(map(str.islower, words)) > _SMALL * len(words)


def _heads_code(view: View, end: int) -> bool:
    """Whether a block of code begins on the line below an offset: what stands over it says of what it is."""
    below = view.block_at(end) + 1
    return below < len(view.lines) and view.lines[below].code and not view.lines[below - 1].code


def _leads_to_code(view: View, end: int) -> bool:
    """Whether code goes on soon after an offset: what stands before it is what a program printed."""
    at = view.block_at(end)
    return any(line.codelike for line in view.lines[at + 1 : at + 1 + _SOON])


def _edit(rule: Rule, view: View, block: int, span: tuple[int, int], found: re.Match[str]) -> Edit:
    document = view.document
    notes: Note = ()
    if not rule.notes_when or _after_han(view, span[0]):
        read = (part.search(view.folded, found.start(), found.end()) for part in rule.reads)
        matches = [found, *(one for one in read if one)]
        notes = (*rule.yields, *(note for one in matches for note in notes_of(one, document.text)))
    if rule.only_note:
        return document.edit(span[0], span[0], "", rule.journal_id, notes)
    start, end, after = trimmed(view, block, *span)
    return document.edit(start, end, after, rule.journal_id, notes)


def trimmed(view: View, block: int, start: int, end: int) -> tuple[int, int, str]:
    """Return a part of a block, widened over the white space it leaves doubled, and what is to stand in its place.

    Nothing is joined: two words of a script that spaces its words keep a space.
    """
    text, line = view.document.text, view.lines[block]
    left = start
    while left > line.start and text[left - 1].isspace():
        left -= 1
    right = end
    while right < line.end and text[right].isspace():
        right += 1
    if left == line.start or right == line.end:
        return left, right, ""
    if left < start and right > end:
        return start, right, ""
    if left < start or right > end:
        return start, end, ""
    joins = _is_spaced(text[start - 1]) and _is_spaced(text[end])
    return start, end, " " if joins else ""


def _is_spaced(char: str) -> bool:
    """Whether a character is of words that spaces part: Chinese, Japanese and Korean have none where they are cut."""
    is_cjk = "぀" <= char <= "ヿ" or "㐀" <= char <= "鿿" or "가" <= char <= "힣"
    return not is_cjk and (char.isalnum() or char == "_")


def _after_han(view: View, start: int) -> bool:
    """Whether the text right before is mostly Chinese: of its last 200 letters, more than a quarter."""
    before = view.folded[max(0, start - 2000) : start]
    letters = [char for char in before if char.isalpha()][-200:]
    return sum("㐀" <= char <= "鿿" for char in letters) * 4 > len(letters) > 0
