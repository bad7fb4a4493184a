"""What is written of a page: items or the page, never the same text twice, and the page can be had back."""
# ruff: noqa: E501 - a row of a table of cases is one line

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import items
from cleaner.model import Record, empty_metadata
from cleaner.settings import Settings
from tests.items.cases import clean, plain
from tests.items.layouts import lay_out, pages

DIGEST = next(lay_out(page, layout) for name, layout, page in pages() if (name, layout) == ("papers_zh_en", "numbered"))
THREAD = next(lay_out(page, layout) for name, layout, page in pages() if (name, layout) == ("thread_zh", "posted"))
LINKS = next(lay_out(page, layout) for name, layout, page in pages() if (name, layout) == ("links_zh", "dated"))


def kinds(text, records):
    return [row.metadata["kind"] for row in items.rows(clean(text), Settings(records=records))]


@pytest.mark.parametrize(
    ("text", "records", "wanted"),
    [
        (DIGEST, "auto", ["digest"] + 6 * ["item"]),
        (DIGEST, "item", ["digest"] + 6 * ["item"]),
        (DIGEST, "page", ["digest"]),
        (THREAD, "auto", ["thread"]),
        (THREAD, "item", ["thread"] + 4 * ["item"]),
        (LINKS, "auto", ["list"]),
        (LINKS, "item", ["list"] + 7 * ["item"]),
        ("一篇短文。", "item", ["article"]),
    ],
)
def test_digests_are_written_as_items_and_all_else_as_pages_unless_asked(text, records, wanted):
    assert kinds(text, records) == wanted


@pytest.mark.parametrize("records", ["auto", "page", "item"])
@pytest.mark.parametrize(("name", "layout", "page"), pages())
def test_the_same_text_is_never_written_twice(name, layout, page, records):
    record = clean(lay_out(page, layout))
    written = items.rows(record, Settings(records=records))
    assert len(plain("".join(row.text for row in written))) == len(plain(record.text))


@pytest.mark.parametrize(("name", "layout", "page"), pages())
def test_a_page_can_be_put_together_again_from_its_items(name, layout, page):
    record = clean(lay_out(page, layout))
    frame = items.frame_of(record)
    assert items.assemble(frame, reversed(record.items)) == record.text
    assert frame.source() == record.source()
    assert frame.id == record.id


def test_a_page_of_which_nothing_but_items_is_left_is_written_as_its_items():
    marked = next(lay_out(page, layout) for name, layout, page in pages() if name == "abstracts_marked")
    assert kinds(marked, "auto") == 5 * ["item"]


def test_an_item_is_tied_to_its_page_by_number_and_id():
    record = clean(DIGEST)
    assert [item.metadata["item"] for item in record.items] == [1, 2, 3, 4, 5, 6]
    assert {item.metadata["parent_id"] for item in record.items} == {record.id}
    assert all(len(item.id) == 32 for item in record.items)


def test_an_items_id_depends_on_its_page_and_its_own_text_alone():
    ids = [item.id for item in clean(DIGEST).items]
    assert ids == [item.id for item in clean(DIGEST).items]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & {item.id for item in clean(DIGEST + "\n").items}


def test_the_same_item_twice_on_a_page_has_two_ids():
    one = "1、[LG] A Title of Several Words\nA Bell, C Dunn\n[Institute]\n这一段正文出现了两次，因为网站把它抓取了两次。\nhttps://papers.example.org/1\n"
    text = one + one.replace("1、", "2、", 1) + one.strip()
    record = items.split(Record("p", text, empty_metadata()), Settings())
    ids = [item.id for item in record.items]
    assert len(ids) == 3
    assert len(set(ids)) == 3
    assert ids[2] == f"{ids[0]}-2"


def test_items_know_where_their_page_was_read():
    from cleaner.model import Page

    record = clean_page(Page(DIGEST, "https://example.org/d", "pages/d.txt"))
    assert {item.metadata["input"] for item in record.items} == {"pages/d.txt"}
    assert not any(item.metadata["url"] == "https://example.org/d" for item in record.items)


def clean_page(page):
    from tests.items.cases import CLEANER

    return CLEANER.clean(page)


@given(st.text(max_size=400), st.booleans())
def test_any_text_can_be_split(text, flag):
    metadata = empty_metadata() | {"machine_translated": flag}
    record = items.split(Record("p", text, metadata), Settings())
    assert record.text == text
    assert items.assemble(items.frame_of(record), record.items) == text


PIECES = st.sampled_from(
    ["1、", "2、", "3、", "[LG] ", "【", "】", "https://example.org/a", "A Bell, C Dunn", "[Institute]", "问：", "答：", "1楼 ",
     "发表于 2031-01-01", "\n", "\n\n", "标题：", "作者：", "。", "一段正文，不长也不短，恰好够数。", "2031-01-02", "10:30 ", "（新华社）"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_likeness_of_a_list_can_be_split_and_put_together_again(text):
    record = items.split(Record("p", text, empty_metadata()), Settings())
    assert items.assemble(items.frame_of(record), record.items) == text
    assert [item.metadata["item"] for item in record.items] == list(range(1, len(record.items) + 1))
    at = 0
    for item in record.items:
        assert item.text
        assert item.text == item.text.strip()
        at = text.index(item.text, at) + len(item.text)
