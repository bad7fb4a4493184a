"""Parts whose ids say what they tell of, as tools make them of headings, and parts whose ids say what they are."""

import pytest

from cleaner import content
from cleaner.evidence import NO_EVIDENCE
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

SAID = "<p>A pump of make {n} is to be oiled each month, and its filter washed in warm water, never in hot.</p>"


def cleaned(body: str) -> str:
    parsed = parse(Page(f"<html><head><title>Pumps</title></head><body>{body}</body></html>"), Settings())
    assert isinstance(parsed, Parsed)
    edits = content.judge(parsed.document, parsed, NO_EVIDENCE, Settings(second_opinion=False))
    return parsed.document.apply(edits).text


NAMES = ("oil", "valves", "frogs", "leaks")


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("sponsored-pumps", "Sponsored pumps"),
        ("side-by-side", "Two pumps side by side"),
        ("registering-a-pump", "3.1. Registering a pump"),
        ("comments", "Comments in a pump's book"),
        ("shared-keys", "鍵を分ける"),
    ],
)
def test_a_part_whose_id_is_made_of_its_heading_is_named_by_what_it_tells_of(name, heading):
    others = "".join(f"<section id=of-{n}><h2>Of {n}</h2>{SAID.format(n=n) * 3}</section>" for n in NAMES)
    mine = f"<section id={name}><h3>{heading}</h3>{SAID.format(n='mine')}</section>"
    text = cleaned(f"<div role=main><section id=pumps><h1>Pumps</h1>{others}<div>{mine}</div></section></div>")
    assert "make mine" in text


def test_a_method_named_by_its_id_stays():
    def method(name: str) -> str:
        head = f"<div class=method-heading><span>{name}</span> (value)</div>"
        return f"<div id=method-i-{name} class=method-detail>{head}{SAID.format(n=name)}</div>"

    names = ["oil", "open", "close", "assign_caption", "process_authors", "registered_for_block"]
    text = cleaned(f"<main><h1>Pumps</h1>{''.join(map(method, names))}</main>")
    assert [name for name in names if f"make {name}" not in text] == []


def test_a_part_below_its_bar_of_links_is_told_by_its_heading():
    def part(name: str) -> str:
        bar = "<div class=header><p>Next: <a href=#b>Frogs</a>, Up: <a href=#t>Pumps</a></p></div>"
        return f"<div class=subsection id={name.replace(' ', '-')}>{bar}<h4>Of {name}</h4>{SAID.format(n=name)}</div>"

    names = ["oil", "valves", "frogs", "side by side", "leaks"]
    text = cleaned(f"<div class=contents><h1>Pumps</h1>{''.join(map(part, names))}</div>")
    assert "make side by side" in text


@pytest.mark.parametrize("name", ["comments", "newsletter", "related"])
def test_a_part_of_the_layout_keeps_its_name_though_its_heading_says_it(name):
    said = "<p>Nobody said a word, but we will write you, each week, of it.</p>"
    box = f"<div id={name}><h3>{name.title()}</h3>{said}</div>"
    text = cleaned(f"<div id=header>Pumps Weekly</div><div id=main><h1>Pumps</h1>{SAID.format(n=1) * 9}</div>{box}")
    assert "make 1" in text
    assert "each week" not in text


def test_boxes_of_one_class_whose_ids_are_numbers_keep_their_names():
    boxes = "".join(f"<div class=box id=box-{n}a7><p>Text {n}, a long and quiet one.</p></div>" for n in range(9))
    mine = "<div class=box id=disclosures><p>The rates shown are for members, and may be withdrawn.</p></div>"
    text = cleaned(f"<main><h1>Pumps</h1>{SAID.format(n=1) * 9}{boxes}{mine}</main>")
    assert "rates shown" not in text


def test_terms_whose_ids_are_all_named_alike_stay():
    terms = [f"filter.{name}" for name in ("oil", "sand", "frog", "leaf", "mud")]
    rows = "".join(
        f"<dt class=term id={each}>{each}(water: clean, or none, mud: deep or none)</dt><dd>{SAID.format(n=each)}</dd>"
        for each in terms
    )
    text = cleaned(f"<main><h1>Pumps</h1>{SAID.format(n=1)}<dl>{rows}</dl></main>")
    assert [each for each in terms if f"{each}(water" not in text] == []


@pytest.mark.parametrize(
    "aside", ["class='footnote brackets'", "class='admonition tip'", "role=doc-endnotes", "class='callout warn'"]
)
def test_a_note_of_the_text_is_no_sidebar(aside):
    note = f"<aside {aside}><p>The first of them was cast in a bell founder's yard, and rang.</p></aside>"
    text = cleaned(f"<main><h1>Pumps</h1>{SAID.format(n=1) * 6}{note}</main>")
    assert "and rang" in text


def test_an_aside_of_no_such_name_is_a_sidebar():
    aside = "<aside class=box><p>We sell pumps, and mend them, on all days but Sunday.</p></aside>"
    assert "Sunday" not in cleaned(f"<main><h1>Pumps</h1>{SAID.format(n=1) * 6}{aside}</main>")


def test_sections_side_by_side_are_of_one_make_whatever_their_ids():
    links = "".join(f"<li><a href=p{n}.html>Of pumps with {n} valves</a></li>" for n in range(60))
    parts = [f"<section id=of-{n}><h2>Of {n}</h2>{SAID.format(n=n) * 4}</section>" for n in NAMES]
    parts.insert(1, f"<section id=all><h2>All</h2><ul>{links}</ul></section>")
    text = cleaned(f"<main><h1>Pumps</h1>{''.join(parts)}</main>")
    assert [name for name in NAMES if f"make {name}" not in text] == []
