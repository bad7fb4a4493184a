"""What a page states of itself: in meta elements, JSON-LD, microdata; and its title without the site's."""

import json

import pytest

import cleaner
from cleaner.model import Page
from cleaner.parse import Parsed, article_title, is_publisher, parse, site_in_title
from cleaner.settings import Settings

TEXT = "<p>The mill by the lake stood there for a hundred years, and nobody knew who had built it.</p>" * 3


def stated(head="", body="", lang="en"):
    found = parse(
        Page(f"<html lang={lang}><head><title>T</title>{head}</head><body>{body}{TEXT}</body></html>"), Settings()
    )
    assert isinstance(found, Parsed)
    return found.metadata


def ld(**data):
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def meta(**names):
    return "".join(f'<meta name="{name.replace("__", ":")}" content="{value}">' for name, value in names.items())


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        (ld(**{"@type": "NewsArticle", "datePublished": "2021-03-05T08:09:10Z"}), "", "2021-03-05"),
        (ld(**{"@type": "JobPosting", "datePosted": "2021-03-05", "validThrough": "2021-04-01"}), "", "2021-03-05"),
        (ld(**{"@context": "https://hills.example/c.jsonld", "pubDate": "2021-03-05T08:09:10"}), "", "2021-03-05"),
        (meta(article__published_time="1614931750"), "", "2021-03-05"),
        (meta(content_PublishedDate="2021-03-05 14:04:56"), "", "2021-03-05"),
        (meta(publish_type="2021-03-05"), "", "2021-03-05"),
        (meta(DisplayDate="March 5, 2021"), "", "2021-03-05"),
        (meta(og__updated_time="2021-03-05", publisher="2021-03-05"), "", ""),
        ("", '<meta itemprop="datePublished" content="2021-03-05">', "2021-03-05"),
        ("", '<span itemprop="datePublished">Friday, 5 March 2021</span>', "2021-03-05"),
        ("", '<h1>T</h1><time datetime="2021-03-05T08:00">yesterday</time>', "2021-03-05"),
        ("", '<time datetime="2021-03-09">now</time><h1>T</h1>', ""),
        ("", '<h1>T</h1><ol class="x comment-list"><li><p><time>2021-03-09</time></p></li></ol>', ""),
        ("", '<h1>T</h1><div id="reviews"><div><time>2021-03-09</time></div></div>', ""),
        ("", '<h1>T</h1><div class="has-comments"><time>2021-03-09</time></div>', "2021-03-09"),
        ("", '<h1>T</h1><time class="modified" datetime="2021-03-09">yesterday</time>', ""),
    ],
)
def test_the_date_of_publication_is_read_wherever_it_is_stated(head, body, date):
    assert stated(head, body).get("date", "") == date


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (ld(**{"@type": "Article", "author": [{"name": "Ada Brook"}, {"name": "Ben Rill"}]}), "",
         ["Ada Brook", "Ben Rill"]),
        (meta(author="By Ada Brook, Staff writer"), "", ["Ada Brook"]),
        (meta(author="Ada Brook, MD, PhD"), "", ["Ada Brook"]),
        (meta(author="Ada Brook | The Hills"), "", ["Ada Brook", "The Hills"]),
        (meta(author="ADA BROOK (STAFF WRITER)"), "", ["ADA BROOK"]),
        (meta(author="Ada Brook (Hull), Ben Rill (with Bo, Cy and Di)"), "", ["Ada Brook", "Ben Rill"]),
        (meta(author="Ada (A. J.) Brook"), "", ["Ada (A. J.) Brook"]),
        (meta(author="Ada Brook -Dec 16, 2017 3:30 pm UTC"), "", ["Ada Brook"]),
        (meta(author="Ada Brook-Rill 2nd"), "", ["Ada Brook-Rill 2nd"]),
        (meta(author="https://hills.example/find?q=&amp;name=Ada+Brook"), "", []),
        (meta(author="hills.example", byline="Ada Brook and Ben Rill"), "", ["Ada Brook", "Ben Rill"]),
        (meta(author="作者：林小禾"), "", ["林小禾"]),
        (meta(author="Von Rill"), "", ["Von Rill"]),
        (meta(author="admin", twitter__creator="@adabrook"), "", []),
        (meta(author="2804"), "", []),
        ('<meta name="citation_author" content="Brook, Ada"><meta name="citation_author" content="Ben Rill">', "",
         ["Ada Brook", "Ben Rill"]),
        ("", '<div itemprop="author" itemscope><a href="/a"><span itemprop="name">Ada Brook</span></a> Follow</div>',
         ["Ada Brook"]),
        ("", '<p><b itemprop="author">Ada Brook</b> <b itemprop="author">Ben Rill</b></p><b itemprop="author">Bo</b>',
         ["Ada Brook", "Ben Rill"]),
    ],
)  # fmt: skip
def test_authors_are_names_of_people_and_not_addresses_accounts_jobs_or_degrees(head, body, authors):
    assert stated(head, body).get("authors", []) == authors


def test_the_source_and_the_site_are_read_from_what_names_them():
    assert stated(meta(mediaid="山里日报"))["source"] == "山里日报"
    assert "source" not in stated(meta(source="https://hills.example/"))
    publisher = '<div itemprop="publisher" itemscope><meta itemprop="name" content="The Hills"></div>'
    assert stated("", publisher)["site"] == "The Hills"
    account = '<h1>T</h1><a id="js_name">山里人家</a>'
    assert stated(meta(og__site_name="微信公众平台"), account)["site"] == "山里人家"
    assert stated(meta(og__site_name="The Hills"), account)["site"] == "The Hills"
    assert stated("", account)["source"] == "山里人家"
    assert stated(meta(mediaid="山里日报"), account)["source"] == "山里日报"


@pytest.mark.parametrize(
    ("title", "heading", "host", "own"),
    [
        ("湖边的磨坊_副刊_山里人家", "湖边的磨坊", "", "湖边的磨坊"),
        ("湖边的磨坊 副刊 山里人家", "湖边的磨坊", "", "湖边的磨坊"),
        ("山里人家--副刊--湖边的磨坊和它的主人们", "湖边的磨坊和它的主人们", "", "湖边的磨坊和它的主人们"),
        ("湖边的磨坊 三代人和一条河的往事 副刊", "湖边的磨坊", "", "湖边的磨坊 三代人和一条河的往事 副刊"),
        ("The Hills | The mill by the lake", "The Hills", "www.thehills.example", "The Hills | The mill by the lake"),
        ("湖边的磨坊(图)_副刊", "湖边的磨坊(图)", "", "湖边的磨坊(图)"),
        ("湖边的磨坊工程概算-山里人家", "湖边的磨坊", "", "湖边的磨坊工程概算-山里人家"),
        ("The mill by the lake - Culture | The Hills", "The mill by the lake", "", "The mill by the lake"),
        ("The mill by the lake (revisited)", "The mill by the lake", "", "The mill by the lake (revisited)"),
        ("Old mills of the hills", "Mills of the hills", "", "Old mills of the hills"),
        ("Mills - The Old Hills Society for Mills", "The Old Hills Society for Mills", "ohs.example",
         "Mills - The Old Hills Society for Mills"),
        ("The Hills: the mill by the lake", "The mill by the lake", "thehills.example", "The mill by the lake"),
        ("The mill by the…", "The mill by the lake", "", "The mill by the lake"),
        ("", "The mill by the lake", "", "The mill by the lake"),
        ("湖边的磨坊还开吗 - 副刊 - 山里人家", "[求助]湖边的磨坊还开吗", "", "湖边的磨坊还开吗"),
        ("湖边的磨坊还开吗 - 副刊", "[求助]湖边的磨坊", "", "湖边的磨坊还开吗 - 副刊"),
        ("The mill by the lake", "Related", "", "The mill by the lake"),
        ("The mill by the lake, a story of three families and one winter - Hills", "Hills", "",
         "The mill by the lake, a story of three families and one winter - Hills"),
    ],
)  # fmt: skip
def test_a_title_is_what_the_pages_heading_says_without_site_and_channel(title, heading, host, own):
    assert article_title(title, heading, host) == own


@pytest.mark.parametrize(
    ("title", "host", "site"),
    [
        ("The mill by the lake | Hillside", "www.hillside.example", "Hillside"),
        ("湖边的磨坊-Hillside博客", "blog.hillside.example", "Hillside博客"),
        ("The mill | Hillside Kettles Ltd", "www.hillside-kettles.example", "Hillside Kettles Ltd"),
        ("The mill - What is new in Hillside this year", "hillside.example", ""),
        ("The mill | The Plains", "hillside.example", ""),
        ("A state-of-the-hillside", "hillside.example", ""),
        ("Hillside", "hillside.example", ""),
        ("The mill | Hillside", "", ""),
    ],
)
def test_the_host_tells_the_sites_name_at_the_end_of_a_title(title, host, site):
    assert site_in_title(title, host) == site


def test_the_heading_that_begins_a_title_comes_before_the_sites_name_that_ends_it():
    head = "<title>湖边的磨坊和它的主人 @ 林小禾的家 :: 山里人家 HILLS ::</title>"
    body = '<h1>山里人家 HILLS</h1><ul><li>Mar 5 Fri 2021 00:28</li></ul><h2><a href="/1">湖边的磨坊和它的主人</a></h2>'
    record = cleaner.clean(html(head, body, MILL))
    assert (record.metadata["title"], record.metadata["date"]) == ("湖边的磨坊和它的主人", "2021-03-05")


def test_who_holds_the_copyright_published_it():
    assert is_publisher("산골일보", "Copyright © 산골일보. 무단전재 금지")
    assert not is_publisher("산골일보", "산골일보 기자\nCopyright © 강변일보")


def html(head, body, text=TEXT):
    return f"<html><head>{head}</head><body><article>{body}{text}</article></body></html>"


MILL = "".join(
    f"<p>镇上的{place}立了一百年，见过三代人从它身边走过，没有人记得是谁造了它。</p>"
    for place in ("磨坊", "石桥", "水车")
)


@pytest.mark.parametrize(
    ("author", "publisher", "authors", "source"),
    [
        ("山里日报", "山里日报", ["林小禾"], "山里日报"),
        ("山里日报", "河边日报", ["林小禾"], "山里日报"),
        ("山里人家", "山里人家", ["林小禾"], "山里人家"),
        ("山里人家", "河边日报", ["山里人家", "林小禾"], ""),
    ],
)
def test_the_byline_names_the_author_where_the_markup_names_the_publisher(author, publisher, authors, source):
    head = f'<meta property="og:title" content="湖边的磨坊"><meta name="author" content="{author}">'
    page = html(head, "<h1>湖边的磨坊</h1><p>作者：林小禾</p><p>2021-03-05 08:09</p>", MILL)
    record = cleaner.clean(page.replace("</body>", f"<footer>Copyright © {publisher}</footer></body>"))
    assert (record.metadata["authors"], record.metadata["source"]) == (authors, source)


def test_a_name_that_merely_stands_beside_the_title_does_not_count_beside_a_stated_author():
    body = "<h1>湖边的磨坊</h1><p>王大河</p><p>2021-03-05 08:09</p>"
    assert cleaner.clean(html("", body, MILL)).metadata["authors"] == ["王大河"]
    assert cleaner.clean(html('<meta name="author" content="林小禾">', body, MILL)).metadata["authors"] == ["林小禾"]


def test_a_page_that_states_nothing_is_dated_by_its_address_and_named_by_its_heading():
    record = cleaner.clean(html("", "<h1>The mill by the lake</h1>"), url="https://hills.example/2021/03/05/mill")
    assert (record.metadata["title"], record.metadata["date"]) == ("The mill by the lake", "2021-03-05")
    record = cleaner.clean(html("", "<h1>The mill by the lake</h1><p>Published 5 March 2021</p>"))
    assert record.metadata["date"] == "2021-03-05"
    row = cleaner.Page(html("<title>The mill | H</title>", "<h1>The mill</h1>"), title="Own title", date="2020-01-01")
    record = cleaner.clean(row)
    assert (record.metadata["title"], record.metadata["date"]) == ("Own title", "2020-01-01")


def test_the_dates_beside_other_articles_headings_are_not_the_pages():
    others = "".join(
        f'<li><a href="/{day}">The weir above the bridge is to be mended</a><div>Fri, Jul {day} 2013</div></li>'
        for day in (5, 12)
    )
    body = f'<h1>The mill by the lake</h1><div class="related-news"><ul>{others}</ul></div><p>Jul 19, 2013 1:38am</p>'
    assert cleaner.clean(html("<title>The mill by the lake</title>", body)).metadata["date"] == "2013-07-19"
