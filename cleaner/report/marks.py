"""A page's source with every edit marked where it struck: what `explain` and the report show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from cleaner.document import Edit


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of text: kept, or replaced."""

    before: str
    """What the source has here."""
    after: str
    """What the record has here: the same where nothing struck."""
    rules: tuple[str, ...] = ()
    """The rules that asked for it, in their order; empty where nothing struck."""


@dataclass(slots=True)
class _Piece:
    """A run of the text between two stages: `text` stands now where `before` stood in the source."""

    text: str
    before: str
    rules: tuple[str, ...] = ()


def marks(source: str, journal: Iterable[Edit]) -> list[Mark]:
    """Return the source from its start to its end, in runs that were kept or changed.

    A later edit of a change joins it.
    """
    pieces = [_Piece(source, source)]
    for _, edits in groupby((edit for edit in journal if not edit.is_mark), attrgetter("step")):
        pieces = list(_applied(pieces, list(edits)))
    return [Mark(piece.before, piece.text, piece.rules) for piece in pieces if piece.before or piece.text]


def _applied(pieces: list[_Piece], edits: list[Edit]) -> Iterator[_Piece]:
    """Yield the pieces after one step: those that an edit touches are joined into one with it, the rest stay."""
    at, rest = 0, iter(pieces)
    piece = next(rest, None)
    for edit in edits:
        while piece is not None and at + len(piece.text) <= edit.start and (piece.text or at < edit.start):
            yield piece
            at += len(piece.text)
            piece = next(rest, None)
        struck = _Piece(edit.after, "", (edit.rule,))
        if piece is not None and at < edit.start:
            head, piece = _cut(piece, edit.start - at)
            if head.rules:
                struck.text, struck.before = head.text + struck.text, head.before
                struck.rules = _joined(head.rules, struck.rules)
            else:
                yield head
            at = edit.start
        while piece is not None and at < edit.end:
            part = min(len(piece.text), edit.end - at)
            inside, tail = _cut(piece, part)
            struck.before += inside.before
            struck.rules = _joined(inside.rules, struck.rules)
            at += part
            if tail.text or tail.before:
                piece = tail
                break
            piece = next(rest, None)
        yield struck
    if piece is not None:
        yield piece
    yield from rest


def _cut(piece: _Piece, length: int) -> tuple[_Piece, _Piece]:
    """Part a piece after `length` characters of its present text.

    A changed one gives its whole source to the first part.
    """
    if length >= len(piece.text):
        return piece, _Piece("", "")
    if not piece.rules:
        return _Piece(piece.text[:length], piece.before[:length]), _Piece(piece.text[length:], piece.before[length:])
    return _Piece(piece.text[:length], piece.before, piece.rules), _Piece(piece.text[length:], "", piece.rules)


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return (*first, *(rule for rule in second if rule not in first))
