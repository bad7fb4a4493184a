"""Paragraphs around a chosen list, table or quotation, which is no whole text: they stay with it."""

import pytest

from cleaner import content
from cleaner.evidence import NO_EVIDENCE
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

LINKS = "<ul>" + "".join(f"<li><a href=p{n}.html>Of pumps with {n} valves</a></li>" for n in range(40)) + "</ul>"
SAID = "Each pump is to be oiled once a month, and its filter washed in warm water, never in hot."
STEPS = "".join(
    f"<li>In step {n}, the lid is turned to the left, and then lifted, with both hands.</li>" for n in range(12)
)
DATED = "<meta property='article:published_time' content='2024-05-03'>"


def cleaned(body: str, head: str = "") -> str:
    html = f"<html><head><title>Pumps</title>{head}</head><body><div class=page>{body}</div></body></html>"
    parsed = parse(Page(html, "https://www.example.org/k/7"), Settings())
    assert isinstance(parsed, Parsed)
    edits = content.judge(parsed.document, parsed, NO_EVIDENCE, Settings(second_opinion=False))
    return parsed.document.apply(edits).text


@pytest.mark.parametrize(
    "part",
    [
        f"<p>These are the steps:</p><ol>{STEPS}</ol><p>{SAID}</p>",
        f"<ol>{STEPS}</ol><p>{SAID}</p>",
        f"<table><tr><td>{STEPS.replace('li>', 'p>')}</td></tr></table><p>{SAID}</p>",
        f"<blockquote>{STEPS.replace('li>', 'p>')}</blockquote><p>{SAID}</p>",
    ],
)
def test_a_paragraph_beside_a_list_or_a_quotation_is_of_its_text(part):
    text = cleaned(f"<h1>Pumps</h1>{part}<h2>All of them</h2>{LINKS}")
    assert "In step 11" in text
    assert "never in hot" in text


def test_a_paragraph_below_a_quotations_frame_stays():
    quote = f"<div class=frame><div class=quote>{STEPS.replace('li>', 'p>')}</div><p>A monk</p></div>"
    text = cleaned(f"<h1>Pumps</h1>{LINKS}{quote}<p>{SAID}</p>")
    assert "never in hot" in text


@pytest.mark.parametrize("between", ["<div class=comments><p>First!</p></div>", LINKS])
def test_a_paragraph_behind_links_or_comments_goes(between):
    text = cleaned(f"<h1>Pumps</h1>{LINKS}<div class=text>{STEPS.replace('li>', 'p>')}</div>{between}<p>{SAID}</p>")
    assert "In step 11" in text
    assert "never in hot" not in text


def test_a_paragraph_below_an_articles_container_goes():
    text = cleaned(f"<h1>Pumps</h1>{LINKS}<div class=text>{STEPS.replace('li>', 'p>')}</div><p>{SAID}</p>", DATED)
    assert "never in hot" not in text
