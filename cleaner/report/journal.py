"""The journal of a finished run, read again."""

import json
from dataclasses import dataclass
from pathlib import Path

from cleaner.document import Edit


@dataclass(frozen=True, slots=True)
class Journaled:
    """What a journal says of one page."""

    id: str
    input: str
    source: str
    edits: tuple[Edit, ...]


def find_journaled(out: Path, id_: str) -> Journaled | None:
    """Return what a run's journal says of the page with this id, or of the page that an item with this id is from."""
    wanted = json.dumps(id_, ensure_ascii=False).encode("utf-8", "replace")
    for path in sorted((out / "journal").glob("*.jsonl")):
        with path.open("rb") as file:
            for line in file:
                if wanted in line:
                    row = json.loads(line)
                    if id_ == row["id"] or id_ in row["items"]:
                        return Journaled(row["id"], row["input"], row["source"], tuple(map(edit_of, row["edits"])))
    return None


def edit_of(row: dict[str, object]) -> Edit:
    """Return the edit of a row of a journal."""
    fields = {name: row[name] for name in ("start", "before", "after", "rule", "step", "score")}
    return Edit(**fields)  # type: ignore[arg-type]
