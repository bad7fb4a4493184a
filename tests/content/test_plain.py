"""Lines that stand bare beside a text's sentences: an ingredient, a signature, the head of minutes, a verse."""

import pytest

from cleaner import content
from cleaner.evidence import NO_EVIDENCE
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

SAID = (
    "Whisk the eggs with the cream, season them well, and pour them over the leeks in the tin.",
    "Bake it for half an hour, until the top is brown, and let it stand before it is cut.",
)
TEXT = "".join(f"<p>{one}</p>" for one in SAID)
TOP = '<div id="top"><a href="/">Home</a> <a href="/a">About us</a></div>'
FOOT = '<div id="low">Lane End Bakers, since 1962 <a href="/p">Privacy</a></div>'


def cleaned(body: str, title: str = "Leek tart") -> str:
    html = f"<html><head><title>{title}</title></head><body>{TOP}<div>{body}</div>{FOOT}</body></html>"
    parsed = parse(Page(html, "https://www.example.org/k/7"), Settings())
    assert isinstance(parsed, Parsed)
    edits = content.judge(parsed.document, parsed, NO_EVIDENCE, Settings(second_opinion=False))
    return parsed.document.apply(edits).text


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"<h1>Leek tart</h1>{TEXT}<div>With thanks</div><div>Ada Moss</div>", ("With thanks", "Ada Moss")),
        (f"<h1>Leek tart</h1><div>Three leeks</div><div>Two eggs</div>{TEXT}", ("Three leeks", "Two eggs")),
        (f"<h1>Leek tart</h1><div>Leeks<br>Eggs</div><div>{'<br>'.join(SAID)}</div>", ("Leeks", "Eggs")),
        (f"<h1>Leek tart</h1><div>Open</div><div>Tue 9:00 - 17:00</div><div>{SAID[0]}</div>", ("Open", "Tue 9:00")),
        (f"<h1>Leek tart</h1><div class=k>Leeks<br>Eggs<br>Cream</div><div>{TEXT}</div>", ("Leeks", "Eggs", "Cream")),
        (f"<h1>Leek tart</h1>{TEXT}<div>19 June</div><div><a href=/1>Onion soup</a></div>", ("19 June",)),
    ],
    ids=["a signature", "before paragraphs", "parts", "hours", "named parts of a brief page", "over a link"],
)
def test_lines_beside_the_sentences_stay(body, lines):
    text = cleaned(body)
    assert [line for line in (*lines, SAID[0]) if line not in text] == []
    assert "Onion soup" not in text
    assert "Home" not in text


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"<h1>Leek tart</h1>{TEXT}<div class=foot-links>Print</div>", ("Print",)),
        (f"<h1>Leek tart</h1>{TEXT}<div class=x>Print</div><div class=x>Copy</div>", ("Print", "Copy")),
        (f"<h1>Leek tart</h1>{TEXT}<div><a href=/1>Onion soup</a></div><div>Also</div>", ("Onion", "Also")),
        (f"<h1>Leek tart</h1><div>Village news</div><div>3 May 2019, 8:00</div>{TEXT}", ("Village", "2019")),
        (f"<h1>Leek tart</h1><div class=k>Leeks<br>Eggs<br>Cream</div><div>{TEXT * 4}</div>", ("Leeks",)),
        (f"<h1>Leek tart</h1>{TEXT * 3}{''.join(f'<div>Lamp of size {n}</div>' for n in range(30))}", ("Lamp",)),
    ],
    ids=["named", "unknown names", "after a link", "a date", "not brief", "too many"],
)
def test_what_is_named_linked_or_dated_ends_them(body, lines):
    text = cleaned(body)
    assert SAID[1] in text
    assert [line for line in lines if line in text] == []


@pytest.mark.parametrize("verses", [("柴门半掩", "犬吠空庭", "隔溪遥指"), ("No one walks", "on the weir", "by night")])
def test_a_page_without_a_sentence_keeps_its_lines(verses):
    text = cleaned(f"<h1>Leek tart</h1><div class=k>{'<br>'.join(verses)}</div>")
    assert text.split() == ["Leek", "tart", *" ".join(verses).split()]


NOTICE = "<footer>Printed by Lane End Bakers in spring, and again in autumn; the recipes are free to copy.</footer>"
STEPS = "<h1>Tins</h1><ul><li>Butter them</li><li>Line them</li></ul><h2>Ovens</h2><ul><li>Light them</li></ul>"


@pytest.mark.parametrize(
    "body",
    [
        f"{STEPS}{NOTICE}",
        f"{STEPS.replace('ul', 'ol')}{NOTICE}",
        f"<pre>Butter them\nLine them\nLight them</pre>{NOTICE}",
    ],
    ids=["lists", "numbered", "lines"],
)
def test_a_page_that_says_little_keeps_its_lists_beside_a_footer_that_says_more(body):
    text = cleaned(f"<section class=k>{body}</section><ul class=empty></ul>", title="Book")
    assert [line for line in ("Butter them", "Line them", "Light them") if line not in text] == []
    assert "free to copy" not in text


def test_the_places_for_what_a_search_finds_go_while_they_are_empty():
    found = "<div class='search-results'><h1>results for</h1><h2>No results for</h2></div>"
    text = cleaned(f"<div id='book-search-results'><div class='k'>{STEPS}</div>{found}</div>", title="Book")
    assert "Butter them" in text
    assert "results for" not in text


def test_what_a_search_has_found_stays():
    found = "".join(f"<li><a href='/{n}'>Leek tart of the {n}th kind</a></li>" for n in range(9))
    text = cleaned(f"<h1>Leek tart</h1><div class='search-results'><p>Nine were found.</p><ul>{found}</ul></div>")
    assert "Leek tart of the 7th kind" in text


def test_a_brief_text_that_is_named_as_such_stays_beside_a_box_of_more_words():
    box = (
        "<div class='box'>Balance 0<br>Top up<br>Choose how to pay<br>Enter a code<br>Ask a friend to pay for it</div>"
    )
    said = "<div class='article_content'><p>Ask at the shop</p></div>"
    text = cleaned(f"<h1>Leek tart</h1><p>3 May 2019</p>{said}<div><div>{box}</div></div>")
    assert "Ask at the shop" in text
    assert "Balance" not in text
