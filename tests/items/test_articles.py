"""Articles, however numbered, stay whole: fixtures/items/articles.txt, as text, as sections and as a list."""

import pytest

from cleaner import items
from cleaner.settings import Settings
from tests.items.cases import as_list, as_sections, clean, sections

ARTICLES = [(name, text) for (name,), text in sections("articles.txt")]
NAMES = [name for name, _ in ARTICLES]


def test_there_are_at_least_sixty():
    assert len(ARTICLES) >= 60


@pytest.mark.parametrize("lay_out", [str, as_sections, as_list], ids=["text", "sections", "list"])
@pytest.mark.parametrize(("name", "text"), ARTICLES, ids=NAMES)
def test_an_article_is_not_split(name, text, lay_out):
    record = clean(lay_out(text))
    assert record.items == ()
    assert record.metadata["kind"] == "article"
    assert items.rows(record, Settings(records="item")) == [record]


LISTICLE = """五篇论文看懂河流
河流研究这几年变化很快，新的仪器和旧的水文年鉴放在一起，常常得出和教科书不同的结论，下面五篇是我今年读到的最好的。
""" + "\n".join(
    f"{n}、How River Number {n} Found Its Bed\nAda Brook, Ben Rill\n这篇论文讲第{n}条河怎样找到自己的河床，我读了两遍，第二遍才看懂那张图。\nhttps://papers.example.org/r/{n}"
    for n in range(1, 6)
)


def test_an_article_about_several_things_stays_whole_unless_items_are_asked_for():
    record = clean(LISTICLE)
    assert record.metadata["kind"] == "article"
    assert [item.metadata["title"] for item in record.items] == [
        f"How River Number {n} Found Its Bed" for n in range(1, 6)
    ]
    assert items.rows(record, Settings()) == [record]
    assert [row.metadata["kind"] for row in items.rows(record, Settings(records="item"))] == ["article"] + 5 * ["item"]
