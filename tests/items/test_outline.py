"""The repeated structures of a page's HTML, and which pages are nothing but items."""

import pytest

from cleaner import items, parse
from cleaner.document import Document
from cleaner.items.outline import gathered
from cleaner.model import Page
from cleaner.settings import Settings

PROSE = "河水在清晨退去，露出昨夜被淹没的石阶，渔夫们提着灯笼沿岸走来，互相问候，谈论着上游的雨。"


def document(body):
    return parse.parse(Page(f"<html><body>{body}</body></html>"), Settings()).document


def card(n, tag="div"):
    return f'<{tag} class="card"><h3><a href="/{n}">第{n}条河流的消息</a></h3><p>2031-01-0{n}</p><p>{PROSE}</p></{tag}>'


CARDS = "".join(card(n) for n in range(1, 6))
ARTICLE = "".join(f"<p>{n}{PROSE}{PROSE}</p>" for n in range(20))


def starts(body):
    page = document(body)
    return [[page.text[at : at + 4] for at in found[:-1]] for found in items.outline(page)]


@pytest.mark.parametrize("tag", ["div", "section", "article", "li", "tr", "blockquote"])
def test_repeated_elements_make_an_outline(tag):
    wrap = {"li": "<ul>{}</ul>", "tr": "<table>{}</table>"}.get(tag, "{}")
    cards = "".join(
        card(n, tag) if tag != "tr" else f"<tr><td>第{n}条河</td><td>{PROSE}</td></tr>" for n in range(1, 6)
    )
    assert ["第1条河", "第2条河", "第3条河", "第4条河", "第5条河"] in starts(wrap.format(cards))


def test_headings_of_one_rank_make_an_outline():
    assert ["第1条河", "第2条河", "第3条河"] in starts(
        "".join(f"<h2>第{n}条河</h2><p>{PROSE}</p>" for n in range(1, 4))
    )


def test_menus_paragraphs_and_the_pages_own_parts_make_none():
    assert starts(ARTICLE) == []
    assert starts(f"<div>首页</div><div>{ARTICLE}</div><div>联系</div>") == []
    assert starts("<ul><li>首页</li><li>列表</li><li>关于</li></ul>" + ARTICLE) == []


def test_a_text_has_no_outline():
    assert items.outline(Document(PROSE)) == ()


def region(body):
    page = document(body)
    found = gathered(page, items.outline(page))
    return page.text[slice(*found)] if found else None


def test_a_page_of_cards_is_gathered():
    assert region(f"<div>首页</div>{CARDS}<div>联系我们</div>").startswith("第1条河流的消息")


@pytest.mark.parametrize(
    "body",
    [
        ARTICLE,
        f"{ARTICLE}<div class='list'>{CARDS}</div>",
        f"<p>{PROSE}</p><div class='comments'>{CARDS}</div>",
        f"<p>{PROSE}</p><div id='related-posts'>{CARDS}</div>",
        "".join(f"<section><h2>第{n}节</h2><p>{PROSE}</p></section>" for n in range(5)),
        "".join(f"<section><h2><a href='#{n}'>第{n}节</a></h2><p>{PROSE}</p></section>" for n in range(5)),
        "".join(f"<div><h3><a href='/{n}'>第{n}条</a></h3></div>" for n in range(9)),
    ],
    ids=["article", "related", "comments", "related by name", "sections", "anchored sections", "bare links"],
)
def test_a_page_that_is_more_or_less_than_items_is_not_gathered(body):
    assert region(body) is None


def test_on_a_gathered_page_an_edit_reaches_up_to_the_items_and_no_further():
    page = document(f"<div>首页</div>{CARDS}<div>联系我们</div>")
    whole = page.edit(0, len(page.text), "", "content.outside")
    inner = page.edit(page.text.index("第2条"), page.text.index("第2条") + 3, "", "content.links")
    edits = list(items.spared(page, [whole, inner], items.outline(page)))
    assert [edit.before for edit in edits] == ["首页", "联系我们"]


def test_elsewhere_every_edit_stands():
    page = document(ARTICLE)
    edit = page.edit(0, 5, "", "content.outside")
    assert list(items.spared(page, [edit], items.outline(page))) == [edit]
