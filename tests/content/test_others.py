"""Other articles on an article's page, each an element of its own behind it: they go, its own chapters stay."""

import pytest

from cleaner import content
from cleaner.evidence import NO_EVIDENCE
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

DATED = '<meta property="article:published_time" content="2021-03-04">'
OWN = "".join(
    f"<p>The mill of row {n} grinds from dawn, when the water is high, until the miller is tired.</p>" for n in "abcd"
)
OTHER = "<p>Nobody had crossed the ford since spring, and whoever tried it came home with wet boots, and no hat.</p>"


def cleaned(body: str, head: str = DATED) -> str:
    html = f"<html><head><title>The mill of the row</title>{head}</head><body>{body}</body></html>"
    parsed = parse(Page(html, "https://www.example.org/k/7"), Settings())
    assert isinstance(parsed, Parsed)
    edits = content.judge(parsed.document, parsed, NO_EVIDENCE, Settings(second_opinion=False))
    return parsed.document.apply(edits).text


TITLED = f"<article class='post'><h1>The mill of the row</h1>{OWN}</article>"


@pytest.mark.parametrize(
    ("body", "head", "stays"),
    [
        (f"{TITLED}<article class='card'>{OTHER * 3}</article>", DATED, False),
        (f"{TITLED}<section><article><h3>The ford</h3>{OTHER}</article></section>", DATED, False),
        (f"{TITLED}<article class='post'><h1>The ford</h1>{OTHER}</article>", DATED, False),
        (f"{TITLED}<article class='post'><h2><a href=/f>The ford, in full</a></h2>{OTHER}</article>", DATED, False),
        (f"{TITLED}<article class='post'><h2>The ford</h2>{OTHER}</article>", DATED, True),
        (f"<h1>The mill of the row</h1><article>{OWN}</article><article>{OTHER}</article>", DATED, True),
        (f"<div>{TITLED}<article class='update'>{OTHER * 30}</article></div>", DATED, True),
        (f"<div>{TITLED}<article class='card'><h3>The ford</h3>{OTHER}</article></div>", "", True),
    ],
    ids=["of another make", "in a section", "the next", "a link", "a chapter", "no article", "updates", "no date"],
)
def test_other_articles_behind_an_articles_own_go(body, head, stays):
    text = cleaned(body, head)
    assert text.count("The mill of row") == 4
    assert ("crossed the ford" in text) is stays
