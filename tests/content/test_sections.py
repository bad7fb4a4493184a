"""A text in parts, one of which is chosen: its other sections, boxes and steps stay, what is beside the text goes."""

import pytest

from cleaner import content
from cleaner.evidence import NO_EVIDENCE
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

LINKS = "".join(f"<li><a href='#s{n}'>{n}. Part {n} of the manual</a></li>" for n in range(1, 40))
DATE = "<meta name=date content=2018-05-03>"
SAID = "<p>A pump of make {n} is to be oiled each month, and its filter washed in warm water, never in hot.</p>"


def rows(count: int) -> str:
    """Return a table of short cells with a link in each row, as manuals list parts."""
    return "<table>" + "".join(f"<tr><td><a href=/p{n}>P{n}</a><td>V:{n}<td>{n}0" for n in range(count)) + "</table>"


def section(number: str, inner: str) -> str:
    return f"<div class=section><h2>{number}. Pumps</h2>{inner}</div>"


def cleaned(body: str) -> str:
    html = f"<html><head><title>Pumps</title></head><body>{body}</body></html>"
    parsed = parse(Page(html, "https://www.example.org/k/7"), Settings())
    assert isinstance(parsed, Parsed)
    edits = content.judge(parsed.document, parsed, NO_EVIDENCE, Settings(second_opinion=False))
    return parsed.document.apply(edits).text


LONG = "".join(SAID.format(n=n) for n in range(4))
MANUAL = (
    f"<div class=chapter><h1>Pumps</h1><div class=toc><ul>{LINKS}</ul></div>"
    + section("1", LONG.replace("make", "kind") + rows(30))
    + section("2", rows(9))
    + section("3", section("3.1", LONG) + section("3.2", rows(20) + SAID.format(n=41)))
    + section("4", rows(8) + SAID.format(n=42))
    + "{tail}</div>"
)


def test_all_sections_of_a_manual_stay():
    text = cleaned(MANUAL.replace("{tail}", ""))
    kept = ["pump of kind 3", "pump of make 3", "2. Pumps", "3.2. Pumps", "make 41", "make 42"]
    assert [part for part in kept if part not in text] == []


def test_what_has_no_section_of_its_own_or_is_links_goes():
    cards = "".join(
        f"<p><a href=/n{n}>How the pump of the year {n} was made and sold, at last</a></p>" for n in range(9)
    )
    tail = f"<div class=section><h2>More to read</h2>{cards}</div><div class=section>{SAID.format(n=43)}</div>"
    text = cleaned(MANUAL.replace("{tail}", tail))
    assert "make 42" in text
    assert "More to read" not in text
    assert "make 43" not in text


def test_what_leads_to_a_list_of_steps_stays():
    steps = "".join(f"<li><p>In step {n}, the lid is turned to the left, and then lifted.</p></li>" for n in range(6))
    others = "".join(f"<div class=e><p><a href=/p{n}>Of the pumps with {n} valves</a></p></div>" for n in range(9))
    head = "<header><h1><a href=/>Manuals</a></h1></header>"
    text = cleaned(
        f"{head}<div id=a><h1>To open the lid</h1><p>A lid sits firmly, as it must.</p><ol>{steps}</ol>{others}</div>"
    )
    assert [part for part in ("To open the lid", "sits firmly", "In step 5") if part not in text] == []
    assert "valves" not in text


BOX = "<div class=sidebar><p class=title>{}</p><div class=para>{}</div></div>"
PARA = "<div class=para>A pump of make {} is to be oiled each month, and its filter washed in warm water.</div>"


def test_boxes_among_the_paragraphs_stay_though_they_are_called_sidebars():
    body = BOX.format("BASICS", "A filter keeps the sand out, and with it the frogs.") + PARA.format(1)
    body += (
        BOX.format("CULTURE", "The first pump was a hollow log, as the song has it.") + PARA.format(2) + PARA.format(3)
    )
    text = cleaned(f"<div class=section><h1>Pumps</h1>{body}</div>")
    assert "with it the frogs" in text
    assert "a hollow log" in text


def test_a_sidebar_beside_the_text_goes():
    said = "".join(PARA.format(n) for n in range(6))
    aside = BOX.format("ABOUT", "We sell pumps, and mend them, on all days but Sunday.")
    text = cleaned(f"<div class=row><div class=section><h1>Pumps</h1>{said}</div>{aside}</div>")
    assert "all days but Sunday" not in text


@pytest.mark.parametrize(
    "name", ["more-on-pumps", "related-work", "hot-standby-pumps", "advertising-a-pump", "share-of-pumps"]
)
def test_a_section_named_by_what_it_tells_of_stays(name):
    names = ["oil", "filters", name, "valves"]
    parts = [f"<section id={each}><h2>Of {each}</h2>{SAID.format(n=each) * 3}</section>" for each in names]
    text = cleaned(f"<div role=main><section id=pumps><h1>Pumps</h1>{''.join(parts)}</section></div>")
    assert [each for each in names if f"make {each}" not in text] == []


def test_a_section_of_related_articles_goes():
    parts = [f"<section id={each}><h2>Of {each}</h2>{SAID.format(n=each) * 3}</section>" for each in ("oil", "valves")]
    cards = "".join(
        f"<p><a href=/{n}>Why pumps of the year {n} leak</a></p><p>They were cast in sand, and badly.</p>"
        for n in range(3)
    )
    parts.append(f"<section id=related><h3>Related articles</h3>{cards}</section>")
    text = cleaned(f"<main><h1>Pumps</h1>{''.join(parts)}</main>")
    assert "cast in sand" not in text


def test_a_table_of_paragraphs_that_ends_a_page_stays():
    fields = "".join(f"<tr><td><p>field_{n} <code>oid</code></p><p>Row {n}</p></td></tr>" for n in range(5))
    table = f"<div><table><thead><tr><th><p>Column</p></th></tr></thead><tbody>{fields}</tbody></table></div>"
    text = cleaned(f"<div class=sect1><h1>pump_rows</h1>{SAID.format(n=1) * 3}{table}</div>")
    assert [n for n in range(5) if f"field_{n}" not in text] == []


def test_paragraphs_that_end_in_a_link_are_no_teasers():
    def part(n):
        at = f"https://lists.example.org/pumps-{n}/"
        return f"<div class=para>{SAID.format(n=n) * 2}<div class=url>→ <a href={at}>{at}</a></div></div>"

    more = "".join(f"<div class=text>{SAID.format(n=n) * 2}</div>" for n in range(10, 18))
    text = cleaned(f"<div class=section><h1>Pumps</h1>{''.join(map(part, range(4)))}{more}</div>")
    assert [n for n in range(4) if f"make {n} " not in text] == []


def test_terms_of_a_manual_that_are_told_alike_stay():
    def term(name: str) -> str:
        return f"<div class=term><h3>{name}()</h3>{LONG.replace('make', 'kind')}<p>It returns water.</p></div>"

    terms = ["open_pump", "close_pump", "oil_pump"]
    text = cleaned(f"<main><h1>Pumps</h1>{''.join(map(term, terms))}</main>")
    assert text.count("kind 3") == len(terms)
    assert [name for name in terms if name not in text] == []


def test_a_text_laid_out_again_for_another_screen_goes():
    text = cleaned(f"<h1>Pumps</h1><div class=wide>{LONG}</div><div class=small>{LONG}</div>")
    assert text.count("make 3") == 1


@pytest.mark.parametrize(("head", "stays"), [("<tr><th>Pump<th>What it is for</tr>", True), ("", False)])
def test_rows_of_a_table_with_headings_are_no_teasers(head, stays):
    rows = "".join(
        f"<tr class=row><td><a href=/p{n}>The pump with {n} valves</a><td>It lifts water from {n} wells, at night."
        for n in range(5)
    )
    text = cleaned(f"<h1>Pumps</h1><div>{LONG * 4}</div><table>{head}{rows}</table>")
    assert ("from 4 wells" in text) == stays


def test_sections_of_a_manual_stay_on_whatever_day_it_was_made():
    parts = "".join(
        f"<section class=part-{n}><h2>Part {n}</h2>{SAID.format(n=n) * 2}{rows(12)}</section>" for n in range(3)
    )
    head = f"<head><title>Pumps</title><meta name=generator content='javadoc/Maker'>{DATE}</head>"
    html = f"<html>{head}<body><h1>Pumps</h1>{parts}"
    parsed = parse(Page(html, "https://www.example.org/k/7"), Settings())
    assert isinstance(parsed, Parsed)
    edits = content.judge(parsed.document, parsed, NO_EVIDENCE, Settings(second_opinion=False))
    text = parsed.document.apply(edits).text
    assert [n for n in range(3) if f"make {n}" not in text] == []


@pytest.mark.parametrize(
    ("first", "second", "stays"),
    [
        ("<div class=sub>Oiling the pump</div>", "<div class=sub>Washing the filter</div>", True),
        ("<div class=sub>3 May 2018, 9:20</div>", "<div class=sub>Washing the filter</div>", False),
        ("<div class=sub>Oiling the pump</div>", "<div class=sup>Washing the filter</div>", False),
        ("<div class=sub>Oiling the pump</div>", "<div class=sub>Washing</div><div class=sub>The filter</div>", False),
    ],
    ids=["heads", "a date", "of another make", "heads no sentence"],
)
def test_the_heading_of_the_first_section_stays_where_its_make_heads_others(first, second, stays):
    said = SAID.format(n=1) + SAID.format(n=2)
    text = cleaned(
        f"<div class=top><h1>Pumps</h1></div><div><div>{first}<div>{said}</div></div><div>{second}{said}</div></div>"
    )
    assert (first.partition(">")[2].partition("<")[0] in text) is stays
    assert "filter washed" in text
