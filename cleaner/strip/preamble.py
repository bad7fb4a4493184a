"""What the tool that wrote or saved a text put over it: front matter, or the header of a service that reads pages."""

import re
from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.strip.values import clean_pairs
from cleaner.strip.view import View

_FRONT_MATTER = re.compile(
    r"""(?P<fence>---|\+\+\+)[ \t]*+\n
    (?P<body> (?:
      (?> [A-Za-z_][\w .-]{0,40}[:=] (?:[ \t][^\n]*+)? | [ \t]++[^\n]*+ | -[ \t][^\n]*+ | \#[^\n]*+ | \]?[ \t]*+ ) \n
    ){1,80}? )
    (?P=fence)[ \t]*+(?=\n|\Z)""",
    re.VERBOSE,
)
"""YAML between lines of three hyphens, or TOML between lines of three plus signs, as Jekyll, Hexo and Hugo have it."""

_READER_HEADER = re.compile(
    r"""Title:[ ](?P<title>[^\n]{0,300}) \n{1,2} URL[ ]Source:[ ]*(?P<url>\S{0,2000}) \n{1,2}
    (?: Published[ ]Time:[ ]*(?P<date>[^\n]{0,60}) \n{1,2} )?
    (?: (?:Number[ ]of[ ]Pages|Warning):[^\n]{0,300} \n{1,2} ){0,4}
    Markdown[ ]Content:[ \t]*+(?=\n|\Z)""",
    re.VERBOSE,
)

_ENTRY = re.compile(r"(?P<key>[A-Za-z_][\w .-]{0,40})[:=](?P<value>[ \t].*)?")

_NAMES = {
    "title": "title", "date": "date", "published": "date", "pubdate": "date", "publishdate": "date", "created": "date",
    "author": "authors", "authors": "authors", "tags": "tags", "tag": "tags", "keywords": "tags",
    "category": "category", "categories": "category", "source": "source", "url": "url", "canonical": "url",
    "canonical_url": "url", "original": "source_url", "source_url": "source_url", "license": "license",
}  # fmt: skip
"""Names of front matter's entries, and those of a record's metadata."""

_ADDRESSES = frozenset({"url", "source_url"})
"""Those that are addresses; a site's own tools write them from its root, which names no page by itself."""

_LONGEST = 300
"""Characters of a value that is kept."""


def preamble(view: View, rule: str) -> Iterator[Edit]:
    """Take what stands over a text for a program to read, and read it."""
    document = view.document
    text = document.text
    if document.nodes or not text.startswith(("---", "+++", "Title: ")):
        return
    if found := _READER_HEADER.match(text):
        pairs = [(name, value) for name, value in found.groupdict().items() if value]
    elif found := _FRONT_MATTER.match(text):
        pairs = list(_entries(found["body"]))
        if not any(name in {"title", "date"} for name, _ in pairs):
            return
    else:
        return
    yield document.edit(0, found.end(), "", rule, tuple(dict.fromkeys(clean_pairs(pairs))))


def _entries(body: str) -> Iterator[tuple[str, str]]:
    """Yield front matter's entries by the names of a record's metadata; a list's one by one."""
    name = ""
    for line in body.splitlines():
        found = _ENTRY.fullmatch(line)
        if found:
            name = _NAMES.get(found["key"].strip().lower().replace("-", "_"), "")
        value = (found["value"] or "") if found else line.strip().removeprefix("-")
        if not name or value.strip() in {"|", ">", "[", "]"}:
            continue
        parts = value.strip()[1:-1].split(",") if value.strip().startswith("[") else [value]
        for part in parts:
            bare = part.strip().strip("\"',").strip()
            if not 0 < len(bare) <= _LONGEST:
                continue
            if "://" in bare:
                yield ("source_url" if name == "source" else name), bare
            elif name not in _ADDRESSES:
                yield name, bare
