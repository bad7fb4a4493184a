"""Every form of a date that markup and bylines have, and where a page's date is looked for when nothing states it."""

import pytest
from growth import grows_at_most, seconds

from cleaner.document import Block, Document, Node
from cleaner.parse.dates import address_date, is_american, iso_date, scripted_date, shown_date, titled_date

FORMS = [
    ("2021-03-05T08:09:10+08:00", "2021-03-05"),
    ("20210305T0809+0800Z", "2021-03-05"),
    ("20210305080910", "2021-03-05"),
    ("1614931750", "2021-03-05"),
    ("1614931750123", "2021-03-05"),
    ("2021年3月5日 08:09", "2021-03-05"),
    ("2021년 3월 5일", "2021-03-05"),
    ("2021. 3. 5. 오전 8:09", "2021-03-05"),
    ("民國110年3月5日", "2021-03-05"),
    ("05.03.2021 08:09", "2021-03-05"),
    ("5/3/2021", "2021-03-05"),
    ("25/3/2021", "2021-03-25"),
    ("Fri Mar 05 2021 08:09:10 GMT", "2021-03-05"),
    ("March 5th, 2021", "2021-03-05"),
    ("Mar 5 Fri 2021", "2021-03-05"),
    ("5. März 2021", "2021-03-05"),
    ("le 1er août 2021", "2021-08-01"),
    ("5 juin 2021, 6 juillet", "2021-06-05"),
    ("viernes, 5 de marzo de 2021", "2021-03-05"),
    ("5 de março de 2021", "2021-03-05"),
    ("5 marzo 2021", "2021-03-05"),
    ("Jumat, 5 Mei 2021 08:09 WIB", "2021-05-05"),
    ("5 Ağustos 2021", "2021-08-05"),
    ("5 марта 2021", "2021-03-05"),
    ("5 серпня 2021", "2021-08-05"),
    ("5 stycznia 2021", "2021-01-05"),
    ("5 Lis 2021", "2021-11-05"),
    ("5 Ιουνίου 2021", "2021-06-05"),
    ("5 Μαΐου 2021", "2021-05-05"),
    ("31.02.2021", ""),
    ("2021-13-05", ""),
    ("release 1.2.2021.3", ""),
    ("303012345", ""),
    ("2021-03-0508:09", "2021-03-05"),
    ("on the 12 benches 2021", ""),
    ("2021", ""),
    ("", ""),
]


@pytest.mark.parametrize(("value", "date"), FORMS)
def test_a_date_is_read_in_whatever_form_it_is_written(value, date):
    assert iso_date(value) == date


def test_where_the_month_comes_first_it_is_read_first():
    assert iso_date("3/5/2021", month_first=True) == "2021-03-05"
    assert iso_date("25/3/2021", month_first=True) == "2021-03-25"
    assert iso_date("3.5.2021", month_first=True) == "2021-05-03"
    assert is_american("www.hills.example", "en")
    assert is_american("hills.us", "")
    assert not is_american("hills.co.uk", "en")
    assert not is_american("www.hills.example", "fr")


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://hills.example/2021/03/05/the-mill.html", "2021-03-05"),
        ("https://hills.example/n/20210305/c4-99.htm", "2021-03-05"),
        ("https://hills.example/t20210305_99.htm", "2021-03-05"),
        ("https://hills.example/20210305080910.html", "2021-03-05"),
        ("https://hills.example/202103059.html", ""),
        ("https://hills.example/2021/03/", ""),
        ("https://hills.example/?day=2021-03-05", ""),
        ("", ""),
    ],
)
def test_an_address_that_holds_a_day_dates_its_page(url, date):
    assert address_date(url) == date


def test_scripts_date_a_page_where_they_all_say_the_same():
    assert scripted_date(b'<script>var ct = "1614931750";</script>') == "2021-03-05"
    assert scripted_date(b'{"publishDate":"2021-03-05T01:02","x":1} {"publishDate":"2021-03-05"}') == "2021-03-05"
    assert scripted_date(b'{"publishDate":"2021-03-05"} {"publishDate":"2021-03-06"}') == ""
    assert scripted_date(b'object = "1614931750"; modified_date = "2021-03-05"') == ""


@pytest.mark.parametrize(
    ("markup", "date"),
    [
        ('<em>posted <span title="2021-3-5 08:09:10">yesterday 08:09</span></em>', "2021-03-05"),
        ("<abbr class=ago title='2021-03-05T08:09Z'>3 hours ago</abbr>", "2021-03-05"),
        ('<span title="2021-03-05">the fifth</span>', ""),
        ('<img title="2021-03-05 08:09">', ""),
        ('<span data-title="2021-03-05 08:09">x</span>', ""),
        (f'{"<p>far</p>" * 500}<span title="2021-03-05 08:09">x</span>', ""),
        ("", ""),
    ],
)
def test_a_moment_ago_is_dated_by_its_tool_tip(markup, date):
    page = f"<span title='2020-01-01 10:00'>clock</span><h1>The mill</h1>{markup}".encode()
    assert titled_date(page, page.index(b"</h1>")) == date
    assert titled_date(page, -1) == ""


def page(*lines, links=()):
    """Return a document of one block a line, each in a container with the words that stand before a bar."""
    nodes, blocks, text = [Node(-1, "body", "")], [], ""
    for line in lines:
        hint, _, words = line.rpartition("|")
        nodes.append(Node(0, "div", hint))
        size = len(words)
        blocks.append(Block(len(text), len(text) + size, False, len(nodes) - 1, "div", size * (line in links)))
        text += words + "\n"
    return Document(text, (), tuple(nodes), tuple(blocks))


TITLE = "The mill by the lake"


@pytest.mark.parametrize(
    ("lines", "heading", "date"),
    [
        ((TITLE, "by Ada Brook", "5.3.2021, seen 12 times"), 0, "2021-03-05"),
        (("6.3.2021", "menu", "search", "login", TITLE, "The mill stood there."), 4, ""),
        (("article-date|5.3.2021", "menu", "search", "login", TITLE, "The mill stood."), 4, "2021-03-05"),
        (("5.3.2021", TITLE, "text"), 1, "2021-03-05"),
        ((TITLE, "published|Published: 05.03.2021 08:09, updated: 07.03.2021 09:10, by the editors of the day"), 0,
         "2021-03-05"),
        ((TITLE, "Updated 7 March 2021"), 0, ""),
        ((TITLE, "© 5 March 2021 The Hills"), 0, ""),
        ((TITLE, "It was on 5 March 2021 that the miller left the village, and nobody knew why."), 0, ""),
        ((TITLE, *["line"] * 14, "5.3.2021"), 0, ""),
        ((TITLE, "5.3.2021"), -1, ""),
    ],
)  # fmt: skip
def test_the_date_beside_a_heading_is_the_pages_and_a_clock_far_above_is_not(lines, heading, date):
    assert shown_date(page(*lines), heading) == date


def test_a_linked_date_is_another_pages():
    link = "5 March 2021 More of the mill"
    assert shown_date(page(TITLE, link, links=(link,)), 0) == ""
    alone = "entry-date|5 March 2021"
    assert shown_date(page(alone, TITLE, links=(alone,)), 1) == "2021-03-05"


@pytest.mark.parametrize("unit", ["1", "1.", "may ", "20 ", "2021-"])
def test_the_cost_of_reading_a_date_grows_with_its_text(unit):
    def cost(times):
        value = unit * times
        return seconds(lambda: (iso_date(value), scripted_date(value.encode()), address_date(value)))

    assert grows_at_most(2.5 * 2.5, cost, 5_000, 20_000)
