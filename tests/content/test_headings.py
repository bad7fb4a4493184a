"""Which block of a page is its heading."""

import pytest

from cleaner.content.heading import find_heading
from cleaner.model import Page
from cleaner.parse import Parsed, parse
from cleaner.settings import Settings

SENTENCE = "<p>水开以后把火关小，盖上盖子再等一刻钟，然后就可以上桌了。</p>"
CASES = [
    (
        "a headline that is a link and that the title does not say",
        "Tea at home, a guide - Kettle Row",
        f"<h1><a href='/k'>How a kettle is chosen, filled and poured</a></h1>{SENTENCE}",
        "How a kettle is chosen, filled and poured",
    ),
    (
        "a linked h1 that says a part of the title",
        "Good copper kettles for all",
        f"<h1><a href='/k'>copper kettles</a></h1>{SENTENCE}",
        "copper kettles",
    ),
    (
        "the only h1 goes on from the trail's entry above it",
        "About - The kettle papers",
        f"<ul><li>About</li></ul><h1>About kettles</h1>{SENTENCE}",
        "About kettles",
    ),
    (
        "the only h1 stands below a menu's word",
        "Kettle Help",
        f"<table><tr><td>Help</td></tr></table><h1>How a kettle is mended</h1>{SENTENCE}",
        "How a kettle is mended",
    ),
    (
        "what says the title stands above an h1 of other words",
        "番茄牛腩",
        f"<div>番茄牛腩</div>{SENTENCE}<h1>本周菜谱</h1>",
        "番茄牛腩",
    ),
    ("the h1 that is the title", "番茄牛腩", f"<h1>番茄牛腩</h1>{SENTENCE}", "番茄牛腩"),
    (
        "words in the midst of the title head a part",
        "远山搬运 - 专业居民搬运公司",
        f"<h1>全城可达，准时上门</h1><h3>居民搬运</h3>{SENTENCE}<h3>公司搬运</h3>{SENTENCE}",
        "全城可达，准时上门",
    ),
    (
        "a part's heading that goes on from the page's",
        "番茄牛腩的做法",
        f"<h1>番茄牛腩</h1><h2>用料</h2><p>牛腩</p><h2>番茄牛腩的做法</h2>{SENTENCE}",
        "番茄牛腩",
    ),
    (
        "a linked site's name that the heading begins with",
        "Kettle Row opens its third shop",
        f"<h1><a href='/'>Kettle Row</a></h1><h2>Kettle Row opens its third shop</h2>{SENTENCE}",
        "Kettle Row opens its third shop",
    ),
    (
        "most of the title, in its midst",
        "本地：番茄牛腩怎样才能炖得又软又香",
        f"<h2>番茄牛腩怎样才能炖得又软又香</h2>{SENTENCE}",
        "番茄牛腩怎样才能炖得又软又香",
    ),
    (
        "a part's heading that says the last words of the page's",
        "OilPump (Pumps 3.1 API)",
        f"<h1>Class OilPump</h1>{SENTENCE}<h3>OilPump</h3>{SENTENCE}",
        "Class OilPump",
    ),
    (
        "a class whose constructor alone says the title",
        "OilPump",
        f"<h2>Class OilPump&lt;T&gt;</h2>{SENTENCE}<h3>Constructors</h3><h4>OilPump</h4>{SENTENCE}",
        "Class OilPump<T>",
    ),
    (
        "a heading below the site's linked name",
        "OilPump",
        f"<h2><a href='/'>OilPump Works</a></h2><h4>OilPump</h4>{SENTENCE}",
        "OilPump",
    ),
    (
        "one of the title's parts",
        "远山日报_番茄牛腩_生活",
        f"<h2>番茄牛腩</h2>{SENTENCE}",
        "番茄牛腩",
    ),
]


@pytest.mark.parametrize(("title", "body", "heading"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_heading_is_the_block_that_says_the_title(title, body, heading):
    parsed = parse(Page(f"<html><head><title>{title}</title></head><body>{body}</body></html>"), Settings())
    assert isinstance(parsed, Parsed)
    document = parsed.document
    texts = [document.slice(block) for block in document.blocks]
    density = [block.link_chars / (block.end - block.start) for block in document.blocks]
    found = find_heading(document.blocks, texts, density, title)
    assert found >= 0
    assert texts[found] == heading


def test_the_sites_name_alone_in_a_linked_h1_is_no_heading():
    html = (
        f"<html><head><title>About us</title></head><body><h1><a href='/'>Kettle Row</a></h1>{SENTENCE}</body></html>"
    )
    parsed = parse(Page(html), Settings())
    assert isinstance(parsed, Parsed)
    texts = [parsed.document.slice(block) for block in parsed.document.blocks]
    assert find_heading(parsed.document.blocks, texts, [1.0, 0.0], "About us") == -1
