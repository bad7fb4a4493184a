"""What goes in and what comes out: Page in; Record or Rejected out."""

from dataclasses import dataclass, field
from typing import Any, Literal

from cleaner._version import __version__
from cleaner.document import Edit, undo

Reason = Literal[
    "empty", "binary", "no_content", "too_large", "too_deep", "bomb", "timeout", "memory", "decode", "parse",
    "truncated", "unreadable", "bad_row", "unsupported", "crashed",
]  # fmt: skip
"""Why a page was rejected.  All but `empty` and `no_content` are faults: a run that met one ends with status 3."""

FAULTS: frozenset[str] = frozenset(Reason.__args__) - {"empty", "no_content"}  # type: ignore[attr-defined]

Kind = Literal["article", "digest", "list", "thread", "item"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: its bytes, or its text where the input was a row of text."""

    data: bytes | str
    url: str = ""
    input: str = ""
    """Where it was read, as `path#part`: part is a line, a member, a row or an offset, empty for a whole file."""
    id: str = ""
    """The input row's own id, empty where it has none."""
    kind: Literal["", "html", "text"] = ""
    """What it is; empty: told by looking."""
    title: str = ""
    """A title that the input row states."""
    date: str = ""
    """A date of the text that the input row states, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Record:
    """A clean corpus record: a page's text, or one item of a page."""

    id: str
    text: str
    metadata: dict[str, Any]
    """Every key of `empty_metadata()`, no nulls."""
    items: tuple["Record", ...] = ()
    """The items of a digest, list or thread, in page order; each with `parent_id` naming this record."""
    edits: tuple[Edit, ...] = field(default=(), repr=False)
    """The journal: every change between the source and the text, in order."""

    def source(self) -> str:
        """Return the page's visible text as it was read, by undoing every edit."""
        return undo(self.text, self.edits)

    def as_row(self, source: str = "", added: str = "") -> dict[str, Any]:
        """Return the record as one JSON row; `source` names the run, `added` is a time stamp if one was asked for."""
        return {
            "id": self.id,
            "text": self.text,
            "source": source,
            "added": added,
            "created": self.metadata["date"],
            "metadata": self.metadata,
        }


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page that gave no record, and why."""

    reason: Reason
    stage: str
    """Where it was found out: read, parse, content, strip, repair, items, job."""
    detail: str = ""
    """One line for a person: what and where."""
    input: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether the input was damaged or over a limit, as against merely without content."""
        return self.reason in FAULTS

    def as_row(self) -> dict[str, str]:
        """Return the reject as one JSON row."""
        return {"input": self.input, "stage": self.stage, "reason": self.reason, "detail": self.detail}


def empty_metadata() -> dict[str, Any]:
    """Return a record's metadata with every key present and nothing known."""
    return {
        "url": "", "input": "", "kind": "article", "parent_id": "", "item": 0, "title": "", "title_translated": "",
        "authors": [], "organization": "", "date": "", "language": "", "site": "", "category": "", "tags": [],
        "images": [], "source": "", "source_url": "", "original_author": "", "license": "", "editor": "",
        "machine_translated": False, "translator": "", "flags": [], "removed_chars": 0, "duplicates": 0,
        "cleaner": __version__,
    }  # fmt: skip
