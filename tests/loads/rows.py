"""Records as a run writes them, for real loaders: a first file whose fields are all empty, a second whose are full."""

import tomllib
from dataclasses import replace
from pathlib import Path

from cleaner import items
from cleaner.model import Record, empty_metadata
from cleaner.pipeline import Cleaner
from cleaner.settings import Settings
from cleaner.write import RecordFiles, line

FORMATS = ("jsonl", "jsonl.gz", "jsonl.zst", "parquet")
FIXTURES = Path(__file__).parents[2] / "fixtures" / "items"


def rows():
    """Return the rows of a run: eight with nothing known, then those of a real digest with every field filled."""
    settings = Settings()
    bare = [Record(f"bare-{n}", f"第{n}页只有正文。", empty_metadata()) for n in range(8)]
    with (FIXTURES / "gathered.toml").open("rb") as file:
        page = next(page for page in tomllib.load(file)["page"] if page["name"] == "papers_zh_en")
    lines = [page["title"]]
    for n, one in enumerate(page["items"], 1):
        lines += [f"{n}、[{one['category']}] {one['title']}", ", ".join(one["authors"]), f"[{one['organization']}]"]
        lines += [one["zh"], one["en"], one["url"]]
    page = Cleaner(settings).clean("\n".join(lines))
    full = page.metadata | {
        "url": "https://news.example.org/1?a=1&b=2",
        "title": '"quoted" \\ 标题 \u2028 🎉',
        "authors": ["A", "乙"],
        "tags": ["x", "y z"],
        "images": ["https://img.example.org/1.png"],
        "date": "2031-03-08",
        "removed_chars": 12,
        "duplicates": 3,
        "machine_translated": True,
        "flags": ["thin"],
    }
    records = [*bare, *items.rows(page, settings), replace(page, id="full", metadata=full, items=())]
    return [record.as_row("loads") for record in records]


def write(folder, format_name, written):
    """Write rows as a run does, eight to a file, and return the files."""
    files = RecordFiles(folder, format_name, 8)
    for row in written:
        files.write(line(row))
    files.close()
    return sorted(folder.iterdir())
