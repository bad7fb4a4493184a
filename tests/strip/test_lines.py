"""Each line of the fixtures, alone in an article of its language, goes from a text and a page, and nothing else."""

import re
import tomllib
from html import escape
from pathlib import Path

import pytest

import cleaner

FOLDER = Path(__file__).parents[2] / "fixtures" / "strip"
ARTICLES = tomllib.loads((FOLDER / "world.toml").read_text("utf-8"))
ROWS = [row.split("\t") for row in (FOLDER / "lines.tsv").read_text("utf-8").splitlines() if not row.startswith("# ")]
FAMILIES = sorted({row[0] for row in ROWS if not row[0].startswith("left:")})
LEFT = [row for row in ROWS if row[0].startswith("left:")]
CLEANER = cleaner.Cleaner()


def lines_with(line, place, language):
    """Return the article's lines with one more at its place."""
    title, text = ARTICLES[language]["title"], ARTICLES[language]["text"]
    at = {"head": 0, "byline": 1, "inside": 2, "tail": len(text) + 1}[place]
    lines = [title, *text]
    return [*lines[:at], line, *lines[at:]]


def page_of(lines):
    """Return the lines as HTML, the first heading and then paragraphs."""
    body = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)
    return f"<html><body><div class=main><div class=content>{body}</div></div></body></html>".encode()


def still_there(line, place, language):
    """Return the forms in which the line, or less than the article, comes out."""
    gone = re.findall("⟦(.*?)⟧", line) or [line]
    bare = line.replace("⟦", "").replace("⟧", "")
    rest = "" if bare == line else " ".join(re.sub("⟦.*?⟧", "", line).split())
    lines = lines_with(bare, place, language)
    wrong = []
    for form, page in (("text", "\n".join(lines)), ("page", page_of(lines))):
        found = CLEANER.clean(page).text
        have = found.split("\n")
        article = all(text in found for text in ARTICLES[language]["text"])
        if any(part in (have if bare == line else found) for part in gone) or not article or rest not in found:
            wrong.append(form)
    return wrong


def test_there_are_lines_of_every_family_and_language():
    assert len(ROWS) >= 800
    assert len(FAMILIES) >= 15
    assert {row[2] for row in ROWS} == set(ARTICLES)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_line_alone_goes_and_its_article_stays(family):
    rows = [row[1:] for row in ROWS if row[0] == family]
    wrong = {line: forms for place, language, line in rows if (forms := still_there(line, place, language))}
    assert wrong == {}


@pytest.mark.parametrize(("place", "language", "line"), [row[1:] for row in LEFT], ids=[row[3][:30] for row in LEFT])
@pytest.mark.xfail(strict=True, reason="no rule tells it from an article's own words yet")
def test_a_line_known_to_be_left(place, language, line):
    assert still_there(line, place, language) == []
