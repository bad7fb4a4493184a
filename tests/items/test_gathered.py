"""Digests, lists and threads of fixtures/items/gathered.toml, each in several layouts, text and HTML."""

import re

import pytest

from tests.items.cases import CLEANER, clean, plain
from tests.items.layouts import body, heading, is_html, lay_out, pages

PAGES = pages()
IDS = [f"{name}-{layout}" for name, layout, _ in PAGES]
CLEANED = {}


def cleaned(name, layout, page):
    if (name, layout) not in CLEANED:
        CLEANED[name, layout] = clean(lay_out(page, layout))
    return CLEANED[name, layout]


def wanted(page):
    return page["items"] + page.get("more", [])


def key(item):
    """Return how an item begins: its title, or its text where it has none or is a post."""
    return plain(heading(item) if heading(item) and not item.get("author") else " ".join(body(item)))[:60]


def end(item):
    return plain((body(item) or [heading(item)])[-1])[-30:]


def hits(page, found):
    keys = [key(item) for item in wanted(page)]
    texts = [plain(item.text) for item in found]
    return sum(
        any(key(item) in text and end(item) in text and sum(one in text for one in keys) == 1 for text in texts)
        for item in wanted(page)
    )


@pytest.mark.parametrize(("name", "layout", "page"), PAGES, ids=IDS)
def test_every_item_is_found_whole_and_alone(name, layout, page):
    found = cleaned(name, layout, page).items
    assert (hits(page, found), len(found)) == (len(wanted(page)), len(wanted(page)))


@pytest.mark.parametrize(("name", "layout", "page"), PAGES, ids=IDS)
def test_the_kind_of_page_is_told(name, layout, page):
    assert cleaned(name, layout, page).metadata["kind"] == page["kind"]


def test_items_are_found_at_an_f1_of_97_or_more():
    right = total = given = 0
    for name, layout, page in PAGES:
        found = cleaned(name, layout, page).items
        right, total, given = right + hits(page, found), total + len(wanted(page)), given + len(found)
    assert len(PAGES) >= 40
    assert 2 * right / (total + given) >= 0.97


def test_items_are_found_at_an_f1_of_97_or_more_on_whole_pages_of_a_site():
    right = total = given = pages_seen = 0
    for _, layout, page in PAGES:
        if is_html(layout):
            found = CLEANER.clean(lay_out(page, layout, site=True)).items
            right, total, given = right + hits(page, found), total + len(wanted(page)), given + len(found)
            pages_seen += 1
    assert pages_seen >= 35
    assert 2 * right / (total + given) >= 0.97


@pytest.mark.parametrize("field", ["title", "title_translated", "authors", "organization", "url", "category"])
@pytest.mark.parametrize(("name", "layout", "page"), PAGES, ids=IDS)
def test_an_item_states_what_its_source_states(name, layout, page, field):
    if field == "url" and ("source" in page["items"][0] or layout.startswith("dated")):
        pytest.skip("this layout shows no address")
    if field == "category" and layout.rpartition("_")[2] in HTML:
        pytest.skip("this layout shows no category")
    for item, record in zip(wanted(page), cleaned(name, layout, page).items, strict=True):
        stated = item.get("question", item.get("title", "")) if field == "title" else item.get(field, "")
        if item.get("author"):
            stated = [item["author"]] if field == "authors" else stated
        given = record.metadata[field]
        if field == "category" and "label" in page["items"][0]:
            continue
        assert plain("".join(given)) == plain("".join(stated)), record.text[:80]


HTML = {"cards", "ordered", "unordered", "headings", "articles", "table", "definition"}


@pytest.mark.parametrize(("name", "layout", "page"), PAGES, ids=IDS)
def test_an_item_with_a_text_and_its_translation_holds_both_by_language(name, layout, page):
    for item, record in zip(wanted(page), cleaned(name, layout, page).items, strict=True):
        both = {"zh", "en"} <= item.keys()
        texts = record.metadata.get("texts", {})
        assert bool(texts) == both
        for language in texts:
            assert plain(texts[language]) == plain(item[language])


@pytest.mark.parametrize(("name", "layout", "page"), PAGES, ids=IDS)
def test_a_mark_under_every_item_flags_the_chinese_ones_alone(name, layout, page):
    for item, record in zip(wanted(page), cleaned(name, layout, page).items, strict=True):
        assert record.metadata["machine_translated"] == item.get("machine_translated", False)
        assert ("machine_translated" in record.metadata["flags"]) == item.get("machine_translated", False)


@pytest.mark.parametrize(("name", "layout", "page"), PAGES, ids=IDS)
def test_dates_are_those_that_items_state(name, layout, page):
    if "date" not in page["items"][0] or layout == "giant":
        assert not any(item.metadata["date"] for item in cleaned(name, layout, page).items)
        return
    given = [item.metadata["date"] for item in cleaned(name, layout, page).items]
    assert given == [item["date"] for item in page["items"]]


def test_a_section_label_is_the_category_of_the_items_under_it():
    page = next(page for name, layout, page in PAGES if (name, layout) == ("news_sources", "bracketed"))
    record = cleaned("news_sources", "bracketed", page)
    assert [item.metadata["category"] for item in record.items] == ["市政", "市政", "产业", "产业", "文体", "文体"]
    assert [item.metadata["source"] for item in record.items] == [item["source"] for item in page["items"]]
    assert not any(re.search("市政$|产业$|文体$", item.text) for item in record.items)
