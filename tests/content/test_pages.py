"""Which blocks of a page are its content, on pages written for each kind."""

import tomllib
from pathlib import Path

import pytest

from cleaner import content
from cleaner.document import Document, replay, undo
from cleaner.evidence import NO_EVIDENCE
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

PAGES = tomllib.loads((Path(__file__).parents[2] / "fixtures/content/pages.toml").read_text("utf-8"))["page"]
NAMES = [page["name"] for page in PAGES]


def judged(page: dict, **options) -> tuple[Document, Document]:
    parsed = parse(Page(page["html"], page["url"]), Settings())
    assert isinstance(parsed, Parsed)
    edits = content.judge(parsed.document, parsed, NO_EVIDENCE, Settings(**options))
    return parsed.document, parsed.document.apply(edits)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_article_stays_whole(page):
    _, clean = judged(page)
    assert [text for text in page["keep"] if text not in clean.text] == []


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_what_is_outside_goes_with_its_reason(page):
    _, clean = judged(page)
    for text, rule in page["gone"].items():
        edits = [edit for edit in clean.journal if text in edit.before]
        assert edits, f"{text} stayed"
        assert edits[0].rule.startswith("content.")
        assert not rule or edits[0].rule == rule


@pytest.mark.parametrize("page", [page for page in PAGES if "known_failure" not in page], ids=lambda page: page["name"])
def test_the_text_is_the_article_and_nothing_else(page):
    _, clean = judged(page)
    assert clean.text == page["article"]


@pytest.mark.xfail(strict=True, reason="a statement longer than the brief it stands under counts as its sentences")
def test_a_statement_under_a_brief_goes():
    page = next(page for page in PAGES if "known_failure" in page)
    _, clean = judged(page)
    assert page["known_failure"] not in clean.text


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_removal_can_be_taken_back(page):
    document, clean = judged(page)
    assert undo(clean.text, clean.journal) == document.text
    assert replay(document.text, clean.journal) == clean.text


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_judges_need_no_second_opinion(page):
    _, clean = judged(page)
    _, alone = judged(page, second_opinion=False)
    assert clean == alone


def test_a_stub_is_flagged_as_thin_and_not_filled_up():
    _, clean = judged(
        {
            "html": "<html><head><title>停水通知</title></head><body><div class=nav><a href=/>首页</a></div>"
            "<h1>停水通知</h1><div class=content><p>明日停水，请储水。</p></div>"
            "<div class=related><p>上月的停水安排，已经提前三天在公告栏里公布。</p></div></body></html>",
            "url": "",
        }
    )
    assert clean.text == "停水通知\n\n明日停水，请储水。"
    assert ("flags", "thin") in [pair for edit in clean.journal for pair in edit.note]


def test_readers_comments_are_kept_where_asked_for():
    _, clean = judged(PAGES[0], comments=True)
    assert "希望大家都平安回来" in clean.text
    assert "渔船加装新设备" not in clean.text


def a_page_whose_text_is_sent_after_its_links() -> dict:
    lead = (
        "Where to eat after dark, and what it costs, from one who went out every evening, and kept the bills.",
        "Thirty stalls, one soup at each, and no two alike; the prices are those of March, when the nights were cold.",
    )
    stalls = "".join(
        f"<p>At stall {n} the soup is thick, the bench is short, and nobody asks how long you mean to stay.</p>"
        f'<div class="shop"><a href="/shop/{n}">Stall {n}, 35 m from the gate, open late</a></div>'
        for n in range(15)
    )
    more = "The harbour market, where the tables stand in the rain, has been told of before, and will be told of again."
    links = "".join(f'<li><a href="/m/{n}">Market {n}</a></li>' for n in range(120))
    html = (
        "<html><head><title>A month of suppers</title></head><body><main><h1>A month of suppers</h1><div><div>"
        f"<p>3 March 2024</p><p>{lead[0]}</p><p>{lead[1]}</p></div></div></main><ul>{links}</ul>"
        f'<div id="late"><div>{stalls}<div class="tuijian"><p>{more}</p></div>{stalls}</div></div></body></html>'
    )
    return {"html": html, "url": ""}


def test_the_second_opinion_tells_where_the_article_is_and_the_judges_what_of_it_stays():
    _, alone = judged(a_page_whose_text_is_sent_after_its_links(), second_opinion=False)
    assert alone.text.count("the soup is thick") == 0
    _, clean = judged(a_page_whose_text_is_sent_after_its_links())
    assert clean.text.count("the soup is thick") == 30
    assert "The harbour market" not in clean.text
    assert "Market 7" not in clean.text


def test_a_title_that_is_the_sites_name_names_no_heading():
    links = "".join(f"<li><a href=/{n}>Lamps of the {n}th year</a></li>" for n in range(40))
    html = (
        '<html><head><title>Exemplar</title><meta property="og:site_name" content="Exemplar"></head><body>'
        "<div><h1>Build your own lamp</h1><p>Choose a base, a stem and a shade; we wire it, and send it to you.</p>"
        "<p>Every part is turned or blown by hand, so that no two lamps are quite alike.</p></div>"
        f"<div><h3>About Exemplar</h3><ul>{links}</ul></div><footer>{'<p>We make lamps, and we mend them.</p>' * 40}"
        "</footer></body></html>"
    )
    _, clean = judged({"html": html, "url": ""})
    assert clean.text.startswith("Build your own lamp")
    assert "no two lamps" in clean.text


NEWS = (
    (
        "The ferry runs again",
        "The small ferry takes walkers across from Easter on, and the dogs travel free, as before.",
    ),
    (
        "Stiles mended in the wood",
        "Six stiles were replaced in two weekends, with oak from the same wood, and one gate.",
    ),
    (
        "A map for the north path",
        "The new map shows the springs, the shelters and the two steps that need a steady foot.",
    ),
    (
        "Dates of the summer walks",
        "Eleven walks are planned, the shortest of an hour, the longest from dawn until dark.",
    ),
)


def a_list(*, kind: str) -> dict:
    entries = "".join(
        f'<article class="hentry"><h2><a href="/{n}">{head}</a></h2><p class="dated">May {n + 1}, 2024</p>'
        f"<p>{text}</p></article>"
        for n, (head, text) in enumerate(NEWS)
    )
    html = (
        f'<html><head><title>Path news</title><meta property="og:type" content="{kind}"></head><body><h1>Path news</h1>'
        f'<div class="list">{entries}</div></body></html>'
    )
    return {"html": html, "url": "https://paths.example.org/updates"}


def test_the_linked_headings_of_a_lists_entries_stay_with_their_texts():
    _, clean = judged(a_list(kind="website"))
    assert [head for head, _ in NEWS if head not in clean.text] == []


def test_linked_headings_below_an_article_are_no_entries():
    _, clean = judged(a_list(kind="article"))
    assert [head for head, _ in NEWS if head in clean.text] == []


def test_the_dates_of_cards_are_no_date_of_an_article():
    cards = "".join(
        f'<li class="opening"><a href="/o/{n}"><h3>Night baker, shop {n}</h3><div>Mill Lane {n}</div>'
        f'<span class="since">Posted {n + 2} days ago</span></a></li>'
        for n in range(8)
    )
    html = (
        "<html><head><title>Openings</title></head><body><main><h1>Openings</h1><form><label>Place</label></form>"
        f"<ul>{cards}</ul></main></body></html>"
    )
    _, clean = judged({"html": html, "url": ""})
    assert clean.text.count("Night baker") == 8


def a_product(price: str, table: str) -> dict:
    html = (
        f'<html><head><title>Kettle</title></head><body><main><h1>Kettle</h1><div class="amount">{price}</div>'
        "<div><p>The kettle boils a litre in three minutes, pours without a drip, and keeps warm for long.</p></div>"
        "<div><p>It is spun from one sheet of copper, so that there is no seam to leak, and no glue to give.</p></div>"
        f'<div class="more">{table}</div></main></body></html>'
    )
    return {"html": html, "url": ""}


def test_a_products_price_and_its_labelled_table_stay():
    rows = "<tr><th>Weight</th><td>1.4 kg</td></tr><tr><th>Lid</th><td>Beech</td></tr>"
    _, clean = judged(a_product("<span>$48.00</span>", f"<table>{rows}</table>"))
    assert [text for text in ("$48.00", "Weight", "1.4 kg", "Beech") if text not in clean.text] == []


@pytest.mark.parametrize(
    ("terms", "stays"),
    [
        ("<dt>Weight</dt><dd>1.4 kg</dd><dt>Lid</dt><dd>Beech</dd>", ("1.4 kg", "Beech")),
        ("<dt>Lid</dt><dd>Beech</dd>", ()),
        ("<dt>Tags</dt><dd><a href=/b>Beech, and other woods</a></dd><dt>1.4 kg</dt>", ("1.4 kg",)),
    ],
    ids=["terms", "one alone", "a link"],
)
def test_a_list_of_a_products_terms_after_the_text_stays(terms, stays):
    _, clean = judged(a_product("<span>$48.00</span>", f"<dl>{terms}</dl>"))
    assert tuple(text for text in ("1.4 kg", "Beech") if text in clean.text) == stays


def test_many_prices_and_a_table_of_no_labels_go():
    rows = "<tr><td>Terms</td><td>Imprint</td></tr>"
    _, clean = judged(a_product("".join(f"<div>€ {n}9</div>" for n in range(5)), f"<table>{rows}</table>"))
    assert [text for text in ("€", "Terms") if text in clean.text] == []


def courses(date: str) -> dict:
    cards = "".join(
        f'<div class="course"><h3><a href="/c/{n}">{head}, a course</a></h3><p>{n}. {text}</p></div>'
        for n, (head, text) in enumerate(NEWS * 6)
    )
    said = "<p>Every course is held out of doors, in small groups, by people who mend paths for a living.</p>"
    html = (
        f"<html><head><title>Courses on paths</title>{date}</head><body><main><h1>Courses on paths</h1>"
        f'<div class="lead">{said * 16}</div><div class="all">{cards}</div></main></body></html>'
    )
    return {"html": html, "url": ""}


def test_what_looks_like_teasers_is_the_page_where_it_is_no_article_and_they_are_most_of_it():
    _, clean = judged(courses(""))
    assert clean.text.count(", a course") == 24
    _, clean = judged(courses('<meta property="article:published_time" content="2024-05-01T10:00:00Z">'))
    assert ", a course" not in clean.text


def a_page_of_parts(meta: str) -> dict:
    part = "We mend the path, the stile and the bridge, in every weather, and we tell you what it costs."
    html = (
        f"<html><head><title>Mending paths</title>{meta}</head><body><main><h1>Mending paths</h1><p>{part}</p>"
        f"<p>{part[::-1]}</p><div class='cmp-teaser'><h3>Stiles</h3><p>Oak stiles, to last, set in a day.</p></div>"
        "<div class='gallery-caption'><p>The bridge at the mill, mended, as it looked in spring.</p></div>"
        f"<p>{part} And then some.</p></main></body></html>"
    )
    return {"html": html, "url": ""}


@pytest.mark.parametrize(
    ("meta", "stays"),
    [
        ('<meta property="og:type" content="article">', ()),
        ("", ("Oak stiles",)),
        ('<meta property="og:type" content="product">', ("Oak stiles", "The bridge at the mill")),
    ],
)
def test_teasers_are_parts_of_a_page_that_is_no_article_and_captions_of_a_products(meta, stays):
    _, clean = judged(a_page_of_parts(meta))
    assert tuple(text for text in ("Oak stiles", "The bridge at the mill") if text in clean.text) == stays


def a_board(posts: str, title: str = "Kettles that whistle") -> dict:
    html = (
        f"<html><head><title>{title} : tea</title></head><body><div class='top'><h1>{title}</h1></div>"
        f"<div class='board'>{posts}</div></body></html>"
    )
    return {"html": html, "url": "https://board.example.org/forum/threads/7"}


ANSWERS = (
    "Mine has whistled for eleven years, and the neighbours, who hear it too, say they set their clock by it.",
    "The whistle is a matter of the hole, and of the plate behind it; a drop of vinegar, and it sings again.",
    "so true",
    "I took the whistle off, put it in a drawer, and have burned two kettles since, which is a kind of answer.",
)


def test_a_threads_bylines_and_buttons_go_and_its_short_answers_in_forms_stay():
    posts = "".join(
        f'<div class="thing"><p class="tagline"><a href="/u">steam_user{n}</a> 1{n} points 5 hours ago (0 children)</p>'
        f'<form class="usertext form-{n}"><div><p>{said}</p></div></form>'
        '<ul class="flat"><li><a href="/l">permalink</a></li><li><a href="/r">report</a></li></ul></div>'
        for n, said in enumerate(ANSWERS)
    )
    _, clean = judged(a_board(posts))
    assert [said for said in ANSWERS if said not in clean.text] == []
    assert [text for text in ("permalink", "report", "points", "steam_user") if text in clean.text] == []


def test_the_title_said_again_above_each_reply_goes_and_the_thread_keeps_its_own():
    posts = "".join(
        f'<div class="row"><span class="when">March {n + 1}, 2024, 10:12 AM #{n}</span>'
        f'<h2 class="head">Re: Kettles that whistle</h2><div class="said">{said}</div></div>'
        for n, said in enumerate(ANSWERS)
    )
    _, clean = judged(a_board(posts))
    assert clean.text.startswith("Kettles that whistle")
    assert "Re:" not in clean.text
    assert "2024" not in clean.text


def test_a_price_between_the_heading_and_the_text_stays_and_a_row_of_them_goes():
    text = "<p>The kettle boils a litre in three minutes, pours without a drip, and keeps warm for long.</p>" * 20
    links = "".join(f'<li><a href="/{n}">Kettles of the {n}th kind</a></li>' for n in range(30))
    for prices, stays in ((1, True), (5, False)):
        shown = "".join(f"<b>${n}8.00</b><br>" for n in range(4, 4 + prices))
        html = (
            f"<html><head><title>Kettle</title></head><body><h1>Kettle</h1><div class=b>{shown}</div><ul>{links}</ul>"
            f"<div class='about'>{text}</div></body></html>"
        )
        _, clean = judged({"html": html, "url": ""})
        assert ("$48.00" in clean.text) is stays
