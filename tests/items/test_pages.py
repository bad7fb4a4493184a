"""Pages by hand: where each item begins and ends is marked in fixtures/items/pages.txt."""

import re

import pytest

from tests.items.cases import clean, plain, sections

PAGES = [(name, kind, text) for (name, kind), text in sections("pages.txt")]


def without_addresses(text):
    """Leave out the lines with an address, which strip may take for the page's own."""
    return "\n".join(line for line in text.split("\n") if "://" not in line or len(line) > 120)


@pytest.mark.parametrize(("name", "kind", "text"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page_falls_into_its_items(name, kind, text):
    record = clean(text.replace("⟦", "").replace("⟧", ""))
    marked = re.findall(r"⟦(.*?)⟧", text, re.DOTALL)
    wanted = [plain(without_addresses(item.replace("translated by 谷歌翻译", ""))) for item in marked]
    assert [plain(without_addresses(item.text)) for item in record.items] == wanted
    assert record.metadata["kind"] == kind
