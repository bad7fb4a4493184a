"""Hostile shapes: nothing is lost, and time grows with the size."""

from functools import partial

import pytest
from growth import grows_at_most, seconds

from cleaner.model import Page, Rejected
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

SHAPES = {
    "deep blocks": lambda n: "<div>" * n + "middle" + "</div>" * n,
    "deep spans": lambda n: "<span>" * n + "middle" + "</span>" * n,
    "blocks that are never closed": lambda n: "<div>" * n + "middle",
    "fonts that are never closed": lambda n: "<font>x" * n + "middle",
    "siblings": lambda n: "<p>x</p>" * n + "middle",
    "attributes": lambda n: "<div " + " ".join(f'a{i}="1"' for i in range(n)) + ">middle</div>",
    "one line": lambda n: "字" * (10 * n) + "<p>middle</p>",
    "comments that are never closed": lambda n: "<!--" * n + "<p>middle</p>",
    "scripts that are never closed": lambda n: "<script>" * n + "<p>middle</p>",
    "tables in tables": lambda n: "<table><tr><td>" * (n // 4) + "middle",
    "drawings in drawings": lambda n: "<svg>" * n + "</svg>" * n + "middle",
    "less-than signs": lambda n: "<" * n + "<p>middle</p>",
    "cells": lambda n: "<table>" + "<tr><td>1</td><td>2</td></tr>" * (n // 4) + "</table>middle",
    "roots that end": lambda n: "</html>" * n + "<p>middle</p>",
    "roots in roots": lambda n: "<html>" * n + "<p>middle</p>",
    "line breaks": lambda n: "x<br>" * n + "middle",
}


def cost(shape: str, size: int) -> float:
    html = f"<html><body><p>first</p>{SHAPES[shape](size)}<p>the last</p></body></html>"
    results = []
    spent = seconds(lambda: results.append(parse(Page(html), Settings())))
    (parsed,) = results
    assert isinstance(parsed, Parsed)
    text = parsed.document.text
    assert text.startswith("first")
    assert "middle" in text
    assert text.endswith("the last")
    return spent


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_size_and_no_text_is_lost(shape):
    assert grows_at_most(2.5 * 2.5, partial(cost, shape), 10_000, 40_000)


@pytest.mark.parametrize("before", range(-10, 4))
def test_a_script_is_found_where_two_megabytes_meet(before):
    html = "<html><body><p>first</p>".ljust((1 << 20) + before) + "<script>unseen</script><p>the last</p></body></html>"
    parsed = parse(Page(html), Settings())
    assert isinstance(parsed, Parsed)
    assert parsed.document.text == "first\n\nthe last"


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<font size=1><p>"])
def test_a_page_nested_deeper_than_the_setting_is_told_as_that(opening):
    outcomes = [parse(Page(f"<html><body>{opening * n}text"), Settings(depth=50)) for n in (40, 60)]
    assert isinstance(outcomes[0], Parsed)
    assert isinstance(outcomes[1], Rejected)
    assert outcomes[1].reason == "too_deep"


@pytest.mark.parametrize("one", ["<div>x</div>", "<p>x", "<li>x", "<tr><td>x", "<br>x", "<a href=x>x", "<!--<b>-->x"])
def test_siblings_are_not_deep_however_many_are_never_closed(one):
    assert isinstance(parse(Page(f"<html><body>{one * 200}"), Settings(depth=50)), Parsed)
