"""Reads the pages of fixtures/items, and cleans pages without the content stage, which is another room's."""

import html
import re
import unicodedata
from unittest import mock

from cleaner import content
from cleaner.pipeline import Cleaner
from tests.items.layouts import FIXTURES

CLEANER = Cleaner()


def clean(source):
    """Clean a page that is all content: every stage but the choice of the article, which would be of another room."""
    with mock.patch.object(content, "judge", return_value=()):
        return CLEANER.clean(source)


def sections(name):
    """Yield the sections of a fixture file, each with the words of its heading line."""
    words, lines = [], []
    for line in (FIXTURES / name).read_text("utf-8").splitlines():
        if line.startswith("=== "):
            if words:
                yield words, "\n".join(lines).strip()
            words, lines = line[4:].split(), []
        elif words:
            lines.append(line)
    yield words, "\n".join(lines).strip()


def as_sections(text):
    """Lay a text out as HTML: its short lines are headings, each of a section of its own."""
    title, *lines = [line for line in text.split("\n") if line.strip()]
    out, opened = [f"<h1>{html.escape(title)}</h1>"], ""
    for line in lines:
        if len(line) <= 30 and not re.search(r"[。！？!?.,；;：:]$", line):
            out.append(f"{opened}<section><h2>{html.escape(line)}</h2>")
            opened = "</section>"
        else:
            out.append(f"<p>{html.escape(line)}</p>")
    return f"<html><body><div class='content'>{''.join(out)}{opened}</div></body></html>"


def as_list(text):
    """Lay a text out as HTML: one list item for each line."""
    title, *lines = [line for line in text.split("\n") if line.strip()]
    entries = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f"<html><body><h1>{html.escape(title)}</h1><ul>{entries}</ul></body></html>"


def plain(text):
    """Return a text's letters and digits alone, half width: what repair does to marks is another room's business."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text))
