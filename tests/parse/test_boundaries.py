"""HTML to blocks: no two blocks' words are joined, and no word is broken."""

import tomllib
from pathlib import Path

import pytest

from cleaner.document import Document
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

CASES = tomllib.loads((Path(__file__).parents[2] / "fixtures/parse/boundaries.toml").read_text("utf-8"))["case"]


def laid_out(html: str) -> Document:
    page = f"<!DOCTYPE html><html><head><title>t</title></head><body>{html}</body></html>"
    parsed = parse(Page(page), Settings())
    assert isinstance(parsed, Parsed)
    return parsed.document


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_text_is_parted_where_the_page_parts_it(case):
    assert laid_out(case["html"]).text == case["text"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_text_alone_has_the_same_blocks_as_the_page(case):
    document = laid_out(case["html"])
    again = Document(document.text)
    assert [block[:3] for block in document.blocks] == [block[:3] for block in again.blocks]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_blocks_hold_no_line_break_and_know_their_containers(case):
    document = laid_out(case["html"])
    for block in document.laid_out:
        assert "\n" not in document.slice(block)
        assert document.slice(block).strip()
        assert 0 <= block.node < len(document.nodes)
        assert 0 <= block.link_chars <= block.end - block.start
    for index, node in enumerate(document.nodes):
        assert -1 <= node.parent < index


def test_prose_in_pre_that_only_wraps_an_items_first_text_keeps_the_items_edge() -> None:
    page = "<ul><li>甲说了一句话。</li><li><pre>乙说了一句话，又说了一句。</pre></li></ul>"
    parsed = parse(Page(page, kind="html"), Settings())
    assert isinstance(parsed, Parsed)
    assert parsed.document.text == "甲说了一句话。\n乙说了一句话，又说了一句。"


@pytest.mark.parametrize(
    "html",
    [
        "<html lang='en' /><body><p>first</p><p>last</p></body></html>",
        "<html><body><p>first</p></body></html><p>last</p>",
        "<html><head></head></html><body><p>first</p><p>last</p></body>",
        "<html><body><p>first</p></body></html>\n<HTML><head></head><body><p>last</p></body></HTML >",
    ],
)
def test_a_page_goes_on_where_its_root_has_ended(html: str) -> None:
    parsed = parse(Page(html, kind="html"), Settings())
    assert isinstance(parsed, Parsed)
    assert parsed.document.text == "first\n\nlast"


@pytest.mark.parametrize("section", ["article", "main", "section", "header", "aside", "figure", "details"])
@pytest.mark.parametrize("head", ["<title>t</title>", "<meta charset=utf-8><link href=x>", "<html><head><meta x>"])
def test_a_section_opens_the_body_that_a_page_leaves_out(section: str, head: str) -> None:
    html = f"<!DOCTYPE html>{head}<{section}><p>first</p></{section}><p>last</p>"
    parsed = parse(Page(html, kind="html"), Settings())
    assert isinstance(parsed, Parsed)
    assert parsed.document.text == "first\n\nlast"
