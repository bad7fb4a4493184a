"""What a page of products, of entries, or of captioned parts keeps, and what a board writes beside its posts."""

import pytest

from cleaner import content
from cleaner.content.view import DATE
from cleaner.evidence import NO_EVIDENCE
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings


def cleaned(body: str, *, title: str, head: str = "", classes: str = "", url: str = "") -> str:
    html = f"<html><head><title>{title}</title>{head}</head><body class='{classes}'>{body}</body></html>"
    parsed = parse(Page(html, url), Settings())
    assert isinstance(parsed, Parsed)
    edits = content.judge(parsed.document, parsed, NO_EVIDENCE, Settings(second_opinion=False))
    return parsed.document.apply(edits).text


ADVICE = "".join(
    f"<p>A kettle of size {n} boils for {n} cups, and should be filled to no more than its rim, since it spits.</p>"
    for n in range(2, 9)
)
DATED = '<meta property="article:published_time" content="2021-03-04">'


def a_shop(prices: int, head: str = "") -> str:
    cards = "".join(
        f'<li><a href="/k/{n}">Kettle of {n} pints</a><div class="price">${n}.50</div></li>' for n in range(prices)
    )
    body = f'<h1>Kettles</h1><ol class="grid">{cards}</ol><div class="description"><h2>How to choose</h2>{ADVICE}</div>'
    return cleaned(body, title="Kettles", head=head)


def test_a_shops_grid_stays_with_the_advice_below_it():
    text = a_shop(12)
    assert "Kettle of 3 pints" in text
    assert "$3.50" in text
    assert "since it spits" in text


@pytest.mark.parametrize(
    ("prices", "head"),
    [(4, ""), (12, DATED), (12, '<meta property="og:type" content="article">')],
    ids=["few prices", "a date", "an article by its own words"],
)
def test_an_articles_row_of_offers_goes(prices, head):
    assert "Kettle of 3 pints" not in a_shop(prices, head)


def test_links_of_one_make_head_a_lists_entries_where_no_heading_does():
    entries = "".join(
        f'<article class="tile"><a class="tile-name" href="/w/{n}">Estate number {n}, of the year {2000 + n}</a>'
        f'<p class="note">Dark in the glass, with plums and smoke, and better after the {n + 2}th year.</p></article>'
        for n in range(6)
    )
    text = cleaned(f"<main><h1>Red wines</h1><div>{entries}</div></main>", title="Red wines")
    assert "Estate number 4" in text


def test_a_headings_link_to_its_own_place_is_no_link():
    parts = "".join(
        f'<h2><a href="#part-{n}">Part {n} of the manual</a></h2>'
        f"<ul><li>Wheel {n}</li></ul><p>Turn the wheel {n} times, wait, and listen.</p>"
        for n in range(5)
    )
    text = cleaned(f"<main><h1>The wheel</h1>{ADVICE}{parts}</main>", title="The wheel", head=DATED)
    assert "Part 3 of the manual" in text
    assert "Part 4 of the manual" in text


def trails(kind: str) -> str:
    cards = "".join(
        f"<div class=box><h2>Trail {n}</h2><div>Difficulty: {n}</div><div>Length: {n} miles</div></div>"
        for n in range(20)
    )
    head = f'<meta property="og:type" content="article">{DATED}'
    intro = "<section><div class=intro><p>Ride softly, and give way to those who come uphill.</p></div></section>"
    body = f"<h1>Trails</h1>{intro}<section>{cards}</section>"
    return cleaned(body, title="Trails", head=head, classes=kind)


def test_a_page_of_wordpress_is_no_article_for_its_type_and_the_day_it_was_made():
    assert "Length: 7 miles" in trails("page-template page-id-7")
    assert "Length: 7 miles" not in trails("post-template single-post")


def test_captions_between_an_articles_parts_do_not_part_it():
    caption = "<figure><figcaption>The lake from the north, with the boats drawn up in the reeds.</figcaption></figure>"
    parts = "".join(
        f"<div class='part p{n}'><h2>{n}. The lake in month {n}, with its ice, its boats and its reeds.</h2>"
        f"{caption * 3}</div>"
        for n in range(1, 6)
    )
    lead = "<div class='part p0'><p>The lake was painted from one window, in all weathers, for a year.</p></div>"
    text = cleaned(
        f"<div class=views><h1>A year of the lake</h1>{lead}{parts}</div>", title="A year of the lake", head=DATED
    )
    assert "5. The lake in month 5" in text
    assert "drawn up in the reeds" not in text


def a_board(answer: str) -> str:
    posts = "".join(
        f"<table><tr><td class=who><b>walker{n}</b><ul><li class=standing>Senior Member</li></ul></td><td class=says>"
        f"<div class=message>{said}</div></td></tr></table>"
        for n, said in enumerate(
            ["My roof rack whistles above forty miles an hour, and I have tried tape.", answer]
            + [f"Turn the bars round, as I did on car {n}, and the whistle goes." for n in range(4)]
        )
    )
    return cleaned(f"<h1>Roof rack</h1>{posts}", title="Roof rack", url="https://wagons.example/showthread.php?t=1")


def test_a_rank_beside_every_post_goes_and_a_brief_answer_stays():
    text = a_board("Same here")
    assert "Senior Member" not in text
    assert "Same here" in text
    assert "car 3" in text


@pytest.mark.parametrize("text", ["March 7", "Mar. 7, 2020", "Sept 3", "sep 3", "Dec 24", "May 1", "3 hours ago"])
def test_dates_are_told(text):
    assert DATE.search(text)


@pytest.mark.parametrize("text", ["Market 7", "Marble 12", "Decision 3", "Section 4", "Mayor 1", "Junction 9"])
def test_words_that_begin_as_months_do_are_no_dates(text):
    assert not DATE.search(text)


def test_the_buttons_of_a_grid_go_and_its_prices_stay():
    cards = "".join(
        f'<li><a href="/k/{n}"><h2>Kettle of {n} pints</h2></a><span class="price">${n}.50</span>'
        f'<a class="button add" href="/cart/{n}">Add to basket</a><button>Compare</button></li>'
        for n in range(2, 14)
    )
    text = cleaned(f"<h1>Kettles</h1><ul>{cards}</ul>", title="Kettles")
    assert "Kettle of 7 pints\n\n$7.50" in text
    assert "Add to basket" not in text
    assert "Compare" not in text


QUESTIONS = "".join(
    f"<div><button {{}}>Size {n}, how full?</button>"
    f"<div><p>A kettle of size {n} boils for {n} cups, no more.</p></div></div>"
    for n in range(2, 9)
)


@pytest.mark.parametrize("unfolds", ["aria-controls='panel'", "class='faq__label'", "class='accordion-toggle'"])
def test_a_button_that_unfolds_a_part_is_the_parts_heading(unfolds):
    text = cleaned(f"<h1>Kettles</h1><div>{QUESTIONS.replace('{}', unfolds)}</div>", title="Kettles")
    assert "Size 7, how full?" in text


LINKED = "".join(
    f"<div class='item'><div class='{{where}}'><a {{link}}>Size {n}, how full?</a></div>"
    f"<div class='body'><p>A kettle of size {n} boils for {n} cups, no more.</p></div></div>"
    for n in range(2, 4)
)


@pytest.mark.parametrize(
    ("where", "link", "stays"),
    [
        ("accordion-title", "href=''", True),
        ("x", "href='#p7' data-toggle=collapse", True),
        ("x", "href='#p7' data-bs-toggle=collapse", True),
        ("x", "href='#p7' class=faq-q", True),
        ("faq-q", "href='javascript:void(0)'", True),
        ("x", "href='#p7'", False),
        ("accordion-title", "href='/size'", False),
        ("accordion-title", "href='#p7' class='faq-cta'", False),
        ("accordion-title", "href='jars.html'", False),
    ],
)
def test_a_link_that_unfolds_a_part_is_the_parts_heading_and_no_link(where, link, stays):
    listed = LINKED.replace("{where}", where).replace("{link}", link)
    text = cleaned(f"<h1>Kettles</h1><div>{ADVICE}{listed}{ADVICE}</div>", title="Kettles", head=DATED)
    assert ("Size 3, how full?" in text) is stays
    assert "boils for 3 cups" in text


def test_a_button_that_says_a_sentence_stays():
    said = "Every kettle is boiled twice before it leaves the workshop, and nobody has sent one back."
    text = cleaned(f"<h1>Kettles</h1><div>{ADVICE}<button>{said}</button>{ADVICE}</div>", title="Kettles")
    assert said in text


def test_buttons_between_the_paragraphs_of_an_article_go():
    text = cleaned(
        f"<h1>Kettles</h1><div>{ADVICE}<button>Save this</button>{ADVICE}</div>", title="Kettles", head=DATED
    )
    assert "Save this" not in text


def a_product(reviews: int, named: str) -> str:
    said = "".join(
        f"<div class='card'><b>Ann {n}</b><p>It arrived on day {n}, it boils fast, and we would buy it again.</p></div>"
        for n in range(reviews)
    )
    return f"<h1>Kettle of 2 pints</h1><div>{ADVICE[:400]}</div><div class='{named}'><h2>Reviews</h2>{said}</div>"


@pytest.mark.parametrize("named", ["reviews", "pdp-reviews", "customer_reviews", "review-list"])
def test_what_customers_say_of_a_product_is_no_part_of_it(named):
    text = cleaned(a_product(9, named), title="Kettle of 2 pints")
    assert "should be filled" in text
    assert "buy it again" not in text


def test_reviews_that_are_all_that_a_page_says_stay():
    said = "".join(f"<h3>Kettle of {n} pints</h3>{ADVICE}" for n in range(3))
    text = cleaned(f"<h1>Kettles tried</h1><div class='reviews'>{said}</div>", title="Kettles tried")
    assert text.count("since it spits") >= 7


def a_forum(rows: str) -> str:
    body = f'<div class="nav"><a href="/">Index</a></div><h1>Boats and rivers</h1><table class="topics">{rows}</table>'
    return cleaned(body, title="Boats and rivers", url="https://forum.example/viewforum.php?f=3")


def test_a_board_keeps_the_titles_of_its_threads_and_is_no_thread():
    rows = "".join(
        f'<tr><td class="subject"><a href="/t/{n}">How do I caulk a clinker hull of {n} planks</a></td>'
        f'<td class="count">{n}7</td><td class="count">{n}31</td><td class="by"><a href="/u/{n}">ann{n}</a></td></tr>'
        for n in range(1, 9)
    )
    assert "How do I caulk a clinker hull of 5 planks" in a_forum(rows)


def test_a_thread_that_links_to_less_than_it_says_keeps_its_posts_alone():
    rows = "".join(
        f'<tr><td class="by"><a href="/u/{n}">ann of the long canal {n}</a></td>'
        f'<td class="said">I would strip it to the wood, dry it for {n} weeks, and only then mend its ribs.</td></tr>'
        for n in range(1, 9)
    )
    text = a_forum(rows)
    assert "dry it for 4 weeks" in text
    assert "ann of the long canal 4" not in text


WHOLE = (
    '<nav><a href="/">Home</a> <a href="/s">Shop</a></nav><div class="page">{0}</div>'
    '<div id="footer"><a href="/t">Terms</a></div>'
)
GOODS = "".join(f'<div class="tile"><h3>Kettle {n}</h3><span>of iron, {n} pints</span></div>' for n in range(12))


@pytest.mark.parametrize(
    ("html", "stays"),
    [
        (f'<form id="aspnetForm">{WHOLE.format(GOODS)}</form>', True),
        (WHOLE.format(f"<h1>Kettles</h1>{ADVICE}<form>{GOODS}</form>"), False),
        (f"<form>{GOODS}</form>", False),
    ],
    ids=["around the whole page", "within a page", "a page of nothing else"],
)
def test_a_form_around_the_whole_page_is_the_page(html, stays):
    assert ("of iron, 7 pints" in cleaned(html, title="Kettles")) == stays


def test_a_paragraph_of_share_buttons_goes_and_one_that_says_a_sentence_stays():
    body = (
        f'<h1>Kettles</h1><p class="social-share">SHARE PIN 31 EMAIL</p>{ADVICE}'
        '<p class="share-tip">Share the water out before it boils, or the last cup will be a cold one.</p>'
        f'<p class="social-share">SHARE PIN 31 EMAIL</p>{ADVICE}'
    )
    text = cleaned(body, title="Kettles", head=DATED)
    assert "SHARE PIN" not in text
    assert "Share the water out" in text


@pytest.mark.parametrize(("named", "stays"), [("hide tab2", True), ("tab-pane hide", True), ("hide", False)])
def test_a_part_behind_a_tab_stays_and_what_is_hidden_goes(named, stays):
    part = f'<div class="{named}"><p>Iron rusts where tin would not, so dry it.</p></div>'
    text = cleaned(f"<main><h1>Kettles</h1><div>{ADVICE}</div>{part}</main>", title="Kettles")
    assert ("Iron rusts" in text) == stays
