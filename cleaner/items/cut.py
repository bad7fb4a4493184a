"""From heads to items: where each ends, and which section label it stands under."""

import re
from collections.abc import Sequence
from itertools import pairwise

from cleaner.items import lines as shape
from cleaner.items.sheet import Line, Sheet, lines_in, trim

SUPPORT = 2 / 3
"""Share of the items that must have what makes them a list; the last may be cut off, and a few be odd."""

LABEL = 12
"""Longest section label without a colon, in code points."""

_CLOSING = re.compile(r"(?<=[。！？!?.）)”\"])\s+https?://[!-~]+[!-~/](?=\s|$)")

Span = tuple[int, int]


def cut(sheet: Sheet, heads: Sequence[int]) -> tuple[list[Span], list[str]]:
    """Cut the text into items at their heads; return their spans and the section label that each stands under.

    What stands between an item's closing address and the next head is nobody's; so is a label before the next head.
    """
    rough = list(pairwise((*heads, len(sheet.text))))
    inside = [lines_in(sheet, start, end) for start, end in rough]
    closed = [_closing_address(lines) for lines in inside]
    terminated = sum(end > 0 for end in closed[:-1]) >= SUPPORT * (len(rough) - 1)
    if terminated:
        closed[-1] = _first_address(inside[-1]) or closed[-1]
    spans, labels = [], []
    label = label_before(sheet, heads[0])
    for (start, end), lines, close in zip(rough, inside, closed, strict=True):
        labels.append(label)
        last = end == len(sheet.text)
        rest = (
            [line for line in lines if line.start >= close]
            if terminated and close
            else _section_label(lines, last=last)
        )
        stop = close if terminated and close else rest[0].start if rest else end
        label = _label_of(rest) or label
        spans.append(trim(sheet.text, start, stop) or (start, start))
    if terminated:
        _add_unnumbered(sheet, spans, labels, label)
    else:
        spans[-1] = _cut_tail(spans[-1], [len(lines) for lines in inside[:-1]], inside[-1])
    return spans, labels


def label_before(sheet: Sheet, head: int) -> str:
    """Return the section label that stands before a head."""
    return _label_of([line for line in lines_in(sheet, 0, head)[-2:] if line.text != sheet.title])


def ends_in_address(text: str, at: int) -> bool:
    """Tell whether the text before an offset ends in an address."""
    last = text[max(0, at - 300) : at].split()
    return bool(last) and last[-1].startswith("http")


def _closing_address(lines: Sequence[Line]) -> int:
    """Return where the address that closes an item ends, 0 where none does; a label may follow it."""
    for line in reversed(lines[-2:]):
        if shape.address_of(line.text) or ends_in_address(line.text, len(line.text)):
            return line.end
        if line.ends_sentence or len(line.text) > 40:
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


def _section_label(lines: Sequence[Line], *, last: bool) -> list[Line]:
    """Return the last line of an item in a list where it is the label of the next section, [] elsewhere."""
    if last or len(lines) < 2:
        return []
    text = lines[-1].text
    if shape.is_label(text):
        ends = len(lines) > 2 and not shape.LABELLED.match(text)
    else:
        ends = (
            len(text) <= LABEL and not lines[-1].ends_sentence and lines[-2].ends_sentence and not shape.date_of(text)
        )
    return [lines[-1]] if ends else []


def _label_of(lines: Sequence[Line]) -> str:
    """Return the section label among the lines before a head, without its colon: the last, where it is short."""
    if not lines or len(lines[-1].text) > 30 or lines[-1].ends_sentence or shape.date_of(lines[-1].text):
        return ""
    return lines[-1].text.strip(" :：-—=【】[]#*")


def _add_unnumbered(sheet: Sheet, spans: list[Span], labels: list[str], label: str) -> None:
    """Add the items that follow the numbered ones, each closed by its address: "others worth a look"."""
    added: list[Span] = []
    group: list[Line] = []
    for line in lines_in(sheet, spans[-1][1], len(sheet.text)):
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


def _cut_tail(span: Span, counts: Sequence[int], lines: Sequence[Line]) -> Span:
    """Cut from the last item what is longer than any other item: the page's own closing lines."""
    longest = max(counts, default=len(lines))
    return (span[0], lines[longest - 1].end) if len(lines) > longest else span
