"""Hostile shapes: the judges' time grows with the page."""

from functools import partial

import pytest
from growth import grows_at_most, seconds

from cleaner import content
from cleaner.evidence import NO_EVIDENCE
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

SENTENCE = "清晨的雾散了，渔船一条接一条地驶出港湾。"
SHAPES = {
    "paragraphs": lambda n: f"<p>{SENTENCE}</p>" * n,
    "links": lambda n: '<a href="/x">链接文字在这里</a><br>' * n,
    "different classes": lambda n: "".join(f'<div class="c{i} nav-{i}"><p>{SENTENCE}</p></div>' for i in range(n)),
    "one line": lambda n: f"<p>{SENTENCE * n}</p>",
    "one class of many words": lambda n: f'<div class="{"nav " * n}"><p>{SENTENCE}</p></div>',
    "deep": lambda n: "<div class=comment>" * n + SENTENCE + "</div>" * n,
    "headings": lambda n: f"<h1>{SENTENCE}</h1>" * n,
    "twins": lambda n: f"<div><p>{SENTENCE}</p></div>" * n,
    "fields": lambda n: f"<div class=post>{SENTENCE}</div><div class=rank>3</div>" * n,
    "cells": lambda n: "<table>" + f"<tr><td>{SENTENCE}</td><td>2</td></tr>" * n + "</table>",
}


def cost(shape: str, size: int) -> float:
    html = f"<html><head><title>{SENTENCE}</title></head><body>{SHAPES[shape](size)}</body></html>"
    parsed = parse(Page(html), Settings())
    assert isinstance(parsed, Parsed)
    return seconds(lambda: list(content.judge(parsed.document, parsed, NO_EVIDENCE, Settings(second_opinion=False))))


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_page(shape):
    assert grows_at_most(2.5 * 2.5, partial(cost, shape), 2000, 8000)
