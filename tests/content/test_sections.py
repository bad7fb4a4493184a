"""A text in parts, one of which is chosen: its other sections, boxes and steps stay, what is beside the text goes."""

from cleaner import content
from cleaner.evidence import NO_EVIDENCE
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

LINKS = "".join(f"<li><a href='#s{n}'>{n}. Part {n} of the manual</a></li>" for n in range(1, 40))
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
