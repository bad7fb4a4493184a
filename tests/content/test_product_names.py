"""A product's name, where the page's title says no more than the shop's."""

import json

import pytest

import cleaner

TEXT = "".join(
    f"<p>{one}</p>"
    for one in (
        "A kettle cast from an old pattern that a net maker lent to us, in an iron that keeps warm for an hour.",
        "It stands on three feet, as kettles should, and there is room below it for a candle and for a spoon.",
        "One founder makes it from start to end, and mends it as well, for as long as its owner likes.",
    )
)
ABOVE = '<div class="top"><a href="/">Shop</a> <a href="/c">Caps</a></div>'


def page(head: str, name: str, title: str = "Hill and Mill online shop", product: str = "") -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body>{ABOVE}<div {product}><div class=info>{name}"
        f"<span class=price>£148.00</span></div><div class=desc>{TEXT}</div></div>"
        '<footer>© Hill and Mill online shop <a href="/p">Privacy</a></footer></body></html>'
    )


def ld(*objects: dict) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in objects)


PRODUCT = {"@type": "Product", "name": "Iron Ember"}
ITEM = 'itemscope itemtype="https://schema.org/Product"'


@pytest.mark.parametrize(
    ("head", "name", "product"),
    [
        (ld(PRODUCT), "<div>Iron Ember</div>", ""),
        (ld(PRODUCT), "<h1>Iron Ember</h1>", ""),
        ("", '<div itemprop="name">Iron Ember</div>', ITEM),
    ],
    ids=["JSON-LD", "JSON-LD and a heading", "microdata"],
)
def test_the_name_that_a_product_is_given_heads_its_page_where_the_title_is_the_shops(head, name, product):
    record = cleaner.clean(page(head, name, product=product).encode(), url="https://shop.example.org/p/7")
    assert record.metadata["title"] == "Iron Ember"
    assert record.text.startswith("Iron Ember\n")
    assert "£148.00" in record.text
    assert "Caps" not in record.text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (ld(PRODUCT, {"@type": "Product", "name": "Iron Owl"}), "Hill and Mill online shop"),
        (ld(PRODUCT, {"@type": "Article", "headline": "Ten kettles"}), "Hill and Mill online shop"),
        (ld({"@type": "Product", "name": "Kettles of Iron"}), "Iron kettles for every stove"),
        (ld({"@type": "Recipe", "name": "Iron Ember"}), "Hill and Mill online shop"),
        (ld({"@type": "Product", "name": "铁水壶"}), "铁水壶大全"),
    ],
    ids=["two products", "an article", "most words said", "no product", "Chinese, said"],
)
def test_other_titles_stay_what_they_are(head, title):
    record = cleaner.clean(page(head, "<h1>Iron Ember</h1>", title).encode(), url="https://shop.example.org/p/7")
    assert record.metadata["title"] in {title, "Ten kettles"}


def test_the_name_of_what_stands_in_a_products_item_is_none_of_its_own():
    brand = '<div itemprop="brand" itemscope itemtype="https://schema.org/Brand"><b itemprop="name">Ember</b></div>'
    record = cleaner.clean(page("", f"<h1>Iron Owl</h1>{brand}", product=ITEM).encode())
    assert record.metadata["title"] == "Hill and Mill online shop"


def test_the_only_h1_heads_a_page_whose_title_is_said_below_its_text():
    html = page("", "<h1>Iron Ember</h1>").replace('<a href="/p">Privacy</a>', "")
    assert cleaner.clean(html.encode()).text.startswith("Iron Ember\n\n£148.00")
