"""Whole pages, as scraped text and as HTML: everything around the article goes, and the article stays."""

import tomllib
from pathlib import Path

import pytest

import cleaner
from cleaner import layout, strip
from cleaner.document import Document
from cleaner.evidence import NO_EVIDENCE

FOLDER = Path(__file__).parents[2] / "fixtures" / "strip"
BODIES = tomllib.loads((FOLDER / "bodies.toml").read_text("utf-8"))["body"]
FURNITURE = tomllib.loads((FOLDER / "furniture.toml").read_text("utf-8"))
RULES = strip.load_rules(cleaner.Settings())
PAGES = range(len(BODIES))
KNOWN_LEFT = {("code", "複製")}
"""Left on purpose: a word that every text uses."""


def cleaned(text):
    document = Document(text)
    for _ in range(8):
        before = document.text
        document = document.apply(layout.judge(document))
        document = document.apply(strip.judge(document, rules=RULES, evidence=NO_EVIDENCE))
        if document.text == before:
            break
    return document


def parts(number, families):
    """Return a page's lines: (place, family, line), the article's own with no family."""
    head, inside, tail = [], [], []
    for family in families:
        spec = FURNITURE[family]
        lines = [(spec["place"], family, line) for line in spec["variants"][number].split("\n")]
        {"head": head, "inside": inside, "tail": tail}[spec["place"]].extend(lines)
    body = BODIES[number]
    text = [("text", "", line) for line in body["text"]]
    return [*head, ("text", "", body["title"]), text[0], *inside, *text[1:], *tail]


def left(lines, text):
    """Return the furniture lines that are still whole lines of the text, and the article lines that are not."""
    have = {line.strip() for line in text.split("\n")}
    stays = {line for _, family, line in lines if not family}
    gone_wrong = [line for line in stays if line not in have]
    still = [(family, line) for _, family, line in lines if family and line in have and line not in stays]
    return [pair for pair in still if pair not in KNOWN_LEFT], gone_wrong


def test_every_family_stands_on_ten_pages_and_more_in_both_scripts():
    assert len(BODIES) >= 10
    assert {body["script"] for body in BODIES} == {"hans", "hant"}
    assert all(len(spec["variants"]) >= 10 for spec in FURNITURE.values())
    assert len(FURNITURE) >= 17


@pytest.mark.parametrize("number", PAGES)
def test_a_page_as_text_with_every_family_on_it_comes_out_as_its_article(number):
    lines = parts(number, FURNITURE)
    assert left(lines, cleaned("\n".join(line for _, _, line in lines)).text) == ([], [])


@pytest.mark.parametrize("family", FURNITURE)
def test_one_family_alone_goes_from_every_page(family):
    wrong = {}
    for number in PAGES:
        lines = parts(number, [family])
        found = left(lines, cleaned("\n".join(line for _, _, line in lines)).text)
        if found != ([], []):
            wrong[number] = found
    assert wrong == {}


@pytest.mark.parametrize("number", PAGES)
def test_a_page_as_html_comes_out_as_its_article(number):
    lines = parts(number, FURNITURE)
    boxes = {"head": "div class=nav", "inside": "", "tail": "div class=foot", "text": ""}
    html = "<html><head><title>" + BODIES[number]["title"] + "</title></head><body><div class=page>"
    for place, _, line in lines:
        box = boxes[place]
        html += f"<{box}><p>{line}</p></div>" if box else f"<p>{line}</p>"
    record = cleaner.clean((html + "</div></body></html>").encode())
    still, lost = left(lines, record.text)
    assert not still
    assert [line for line in lost if line != BODIES[number]["title"]] == []


@pytest.mark.parametrize("number", PAGES)
def test_an_article_without_furniture_is_left_as_it_is(number):
    text = "\n\n".join([BODIES[number]["title"], *BODIES[number]["text"]])
    assert cleaned(text).text == text
