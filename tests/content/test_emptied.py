"""The heading of a box goes with the box's list of links; of what the text itself lists it stays."""

import pytest

import cleaner

TOLD = "".join(
    f"<p>The old ferry left for the {n} time in the winter of 1931, and nobody waved, for it rained all day long.</p>"
    for n in ("first", "second", "third", "fourth", "last")
)
LINKS = "".join(f"<li><a href=/{n}>The bridge over the river is {n} years old</a></li>" for n in (30, 40, 50))


def text(box):
    return cleaner.clean(f"<article><h1>The ferry</h1>{TOLD}{box}{TOLD.replace('1931', '1932')}</article>").text


@pytest.mark.parametrize(
    "box",
    [
        "<div class=island><h3>Tales of the river</h3><ul>{}</ul></div>",
        "<div><div class=b><h4>ZOBACZ TAKŻE</h4><div><ul>{}</ul></div></div></div>",
    ],
)
def test_the_heading_of_a_list_of_links_goes_with_it(box):
    found = text(box.format(LINKS))
    assert found.count("\n\n") == 10
    assert "years old" not in found


@pytest.mark.parametrize(
    ("box", "heading"),
    [
        ("<section><h2>What is left of it</h2><p>Only the iron ring, in dry summers, below the old inn.</p></section>",
         "What is left of it"),
        ("<section><div><h2>What is left of it</h2><a href=/edit>edit</a></div><p>Only the iron ring.</p></section>",
         "What is left of it"),
        ("<h2>What is left of it</h2>", "What is left of it"),
    ],
)  # fmt: skip
def test_a_heading_over_text_stays(box, heading):
    assert heading in text(box)
