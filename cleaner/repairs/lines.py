"""Line ends that were lost without a space: the page's width tells where each of them was.

A text set in lines of at most W characters loses a space every W characters or so.  Joins that are sure of
themselves give W:
each says that its line was not longer, and that the next word did not fit any more.  From there the token that
lies across
the end of each line is known, even where it looks like a word ("overtime").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from cleaner.document import Block, Document, Edit
from cleaner.repairs.local import Local

_SHORTEST, _LONGEST = 40, 140
_LONGEST_CHUNK = 100
FEWEST = 3
"""Fewest sure joins that can tell a width."""
_SHARE_OF_LINES = 0.12
_AGREEMENT = 0.75
_AGREEMENT_OF_FEW = 0.95
_FEWEST_LOOSE = 5
_MOST_FAILURES = 0.3
_LOOSE = 5
"""How many characters the ends of lines set in a proportional face vary by."""
_NOT_LISTED = 1e-9
_AFTER_MARK = 8.0
_AT_NUMBER = 3.0
_AT_CAPITAL = 4.0
_NEVER = float("-inf")
_FLOOR = -6.0
_FLOOR_LOOSE = -1.5


_CODE = re.compile(r"[/\\@_#=<>{}|~^&+`]|::|\.[a-z]{2}|www\.")


@dataclass(frozen=True, slots=True)
class Width:
    """The width of the lines, and by how much they vary."""

    chars: int
    slack: int


def judge(document: Document, sure: Sequence[int], local: Local) -> Iterator[Edit]:
    """Propose a space at each line end that the page's width tells; `sure` are the joins found without it, in order."""
    width = find_width(document, sure)
    if width is None:
        return
    found: list[Edit] = []
    done = failed = 0
    for block in document.blocks:
        if block.code or block.end - block.start <= width.chars:
            continue
        places = list(sure[bisect_right(sure, block.start) : bisect_left(sure, block.end)])
        ends = list(_walk(document.text, block, places, width, local))
        guessed = [at for at, is_sure in ends if at >= 0 and not is_sure]
        failed += sum(at < 0 for at, _ in ends)
        done += sum(at >= 0 for at, _ in ends)
        if not width.slack or 2 * len(guessed) <= len(ends):
            found += [document.edit(at, at, " ", "repair.join.line_end") for at in guessed]
    if failed <= _MOST_FAILURES * (done + failed):
        yield from found


def find_width(document: Document, sure: Sequence[int]) -> Width | None:
    """Return the width that most lines between sure joins agree on; None where there is no such."""
    if len(sure) < FEWEST:
        return None
    text = document.text
    lines = []
    for start, end in pairwise(sure):
        if _SHORTEST <= end - start <= _LONGEST and "\n" not in text[start:end]:
            lines.append((end - start, _word_end(text, end) - end))
    if len(lines) < FEWEST or len(lines) < _SHARE_OF_LINES * len(sure):
        return None
    for slack, fewest in ((0, FEWEST), (_LOOSE, _FEWEST_LOOSE)):
        votes = [
            sum(length - slack <= chars <= length + word + slack for length, word in lines)
            for chars in range(_LONGEST + 20)
        ]
        best = max(votes)
        agreement = _AGREEMENT if len(lines) >= 0.3 * len(sure) and best > FEWEST else _AGREEMENT_OF_FEW
        if best >= max(fewest, agreement * len(lines)):
            among = [chars for chars, count in enumerate(votes) if count == best]
            return Width(among[len(among) // 2], slack)
    return None


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def _walk(text: str, block: Block, sure: list[int], width: Width, local: Local) -> Iterator[tuple[int, bool]]:
    """Yield each line end of a block: its place and whether it was sure; place -1 where none could be found."""
    start, is_first = block.start, True
    while start + width.chars - width.slack < block.end:
        low = start + width.chars - width.slack - is_first
        high = start + width.chars + width.slack + 12 * is_first
        near = [at for at in sure if at > start and _chunk_start(text, low) < at <= high]
        if near:
            start = near[-1]
            yield start, True
        else:
            floor = _FLOOR if not is_first and not width.slack else _FLOOR_LOOSE
            best = None if is_first and width.slack else _best_place(text, low, high, floor, local)
            if best is None or best <= start:
                later = [at for at in sure if at > start]
                if not is_first:
                    yield -1, False
                if not later:
                    return
                start = later[0]
            else:
                start = best
                yield start, False
        is_first = False


def _chunk_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _best_place(text: str, low: int, high: int, floor: float, local: Local) -> int | None:
    """Return the likeliest line end in the tokens that lie across `low` to `high`; None where none is likely."""
    best: tuple[float, int] | None = None
    at = _chunk_start(text, low)
    while at <= high and at < len(text):
        end = _word_end(text, at)
        if end >= low and 1 < end - at <= _LONGEST_CHUNK and not _CODE.search(text, at, end):
            for place in range(at + 1, end):
                score = _place_score(text, at, place, end, local) - 1.5 * max(0, place - high)
                if score >= floor and (best is None or score > best[0]):
                    best = score, place
        at = end + 1
    return best[1] if best else None


def _place_score(text: str, start: int, place: int, end: int, local: Local) -> float:
    """Log-odds, but for a constant, of a line end inside text[start:end] at `place`."""
    before, after = text[place - 1], text[place]
    if before.isalpha() and after.islower():
        return _letters_score(text, start, place, end, local)
    if before.isalpha() and after.isupper():
        return _AT_CAPITAL if before.islower() and place - start > 1 else _NEVER
    if before.isalpha() and after.isdigit():
        return _AT_NUMBER if place - start > 1 and text[start:place].lower() in local.lexicon.words else _NEVER
    if before.isdigit() and after.isalpha():
        word = text[place:end].strip(".,;:)").lower()
        return _AT_NUMBER if len(word) > 1 and word in local.lexicon.words else _NEVER
    return _mark_score(before, after, place - start)


def _mark_score(before: str, after: str, length: int) -> float:
    """Log-odds of a line end beside a mark."""
    if before == "," and after.isdigit():
        return _AT_NUMBER
    if before in ",;:!?)”]" and (after.isalnum() or after in "“("):
        return _AFTER_MARK
    if (before == "." and after.isupper() and length > 2) or (after in "(“[$" and before.isalpha()):
        return _AFTER_MARK
    return _NEVER


def _letters_score(text: str, start: int, place: int, end: int, local: Local) -> float:
    left_at, right_end = place, place
    while left_at > start and text[left_at - 1].isalpha():
        left_at -= 1
    while right_end < end and text[right_end].isalpha():
        right_end += 1
    left, right = text[left_at:place].lower(), text[place:right_end].lower()
    singles = local.lexicon.single_letters
    if (len(left) == 1 and left not in singles) or (len(right) == 1 and right not in singles):
        return _NEVER
    one, two = local.chance(left), local.chance(right)
    if not one and not two:
        return _NEVER
    one, two = one or _NOT_LISTED, two or _NOT_LISTED
    pair = max(local.lexicon.pair(left, right), log(one) + log(two) - 1.0)
    whole = max(local.lexicon.words.get(left + right, 0.0), _NOT_LISTED)
    return pair - log(whole) + min(3, local.together(left, right))
