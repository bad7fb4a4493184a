"""Who wrote a page, by the class of an element near its heading."""

import pytest

import cleaner
from cleaner.parse.byline import marked_authors

HEAD = b"<div class=main><h1 class='post-title'>Winter on the river</h1>"
TEXT = b"<p>The river was quiet all winter, and so was he.</p></div>"


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        (b'<a class="follow-nickName" href="/u/1">Lena Hart</a>', ["Lena Hart"]),
        ('<div class="AuthorInfo"><meta content="x"><span class="UserLink"><a>林小山</a></span></div>', ["林小山"]),
        ('<p class="index-module_authorName_7y5nA">江边小课堂</p>', ["江边小课堂"]),
        ('<span id="author_baidu" class="author">作者：<strong>林小山</strong></span>', ["林小山"]),
        (b'<div class="post-author">By Lena Hart and Tom Cole</div>', ["Lena Hart", "Tom Cole"]),
        ('<div class="authi"><a href="/u/1" class="xw1">山里人</a></div>', ["山里人"]),
        ('<span class="sv_wrap"><a href="/u/1" class="sv_member">산마루</a></span>', ["산마루"]),
        ('<img class="authicn vm" id="authicon7"><em class="when">山里人</em>', []),
        ('<span class="author">作者</span>', []),
        ('<a class="author-btn">+关注</a>', []),
        ('<span class="comment-author">林小山</span>', []),
        ('<span class="author-desc">写字的人</span>', []),
        (b'<span class="authorized">Harbour Dealer</span>', []),
        (b'<span class="author">posted in 2019</span>', []),
        (b'<span class="name">Lena Hart</span>', []),
    ],
)
def test_an_element_named_for_the_author_names_him(markup, names):
    inner = markup.encode() if isinstance(markup, str) else markup
    assert marked_authors(HEAD + inner + TEXT, "Winter on the river") == names


def test_one_far_from_the_heading_is_another_texts():
    far = b"<p>" + b"The river was quiet all winter. " * 200 + b"</p>"
    assert marked_authors(HEAD + far + b'<a class="author">Lena Hart</a>', "Winter on the river") == []
    assert marked_authors(b'<a class="author">Lena Hart</a>', "Winter on the river") == []


def test_a_page_that_names_its_author_by_a_label_is_not_read_so():
    page = "<html><body><h1>江边的冬天</h1><p>作者：林小山</p><a class='author'>江边网</a>" + "".join(
        f"<p>河水在第{n}个冬天很安静，他也一样，谁也没有再提起那条船，老人们说往年不是这样。</p>" for n in "一二三四五"
    )
    assert cleaner.clean(page.encode()).metadata["authors"] == ["林小山"]


STORY = "".join(
    f"<p>In the {n} week the ferry did not run, and whoever had to cross went by the mill, as in old times.</p>"
    for n in ("first", "second", "third", "fourth")
)
CHINESE = "".join(
    f"<p>河水在第{n}个冬天很安静，他也一样，谁也没有再提起那条船，老人们说往年不是这样。</p>" for n in "一二三四"
)


def metadata_of(byline: str, author: str, site: str, text: str = STORY, foot: str = "") -> dict:
    head = f"<meta property='og:site_name' content='{site}'><meta property='article:author' content='{author}'>"
    page = (
        f"<html><head><title>The ferry stops</title>{head}</head><body><article><h1>The ferry stops</h1>{byline}"
        f"<div class=text>{text}</div></article><footer>{foot}</footer></body></html>"
    )
    return cleaner.clean(page.encode(), url="https://news.example.org/a/7").metadata


DATED = "<p>March 3, 2021</p>"


@pytest.mark.parametrize(
    ("byline", "site", "authors", "source"),
    [
        (f"<p>By Lena Hart and Tom Cole</p>{DATED}", "Mill Post", ["Lena Hart", "Tom Cole"], "Mill Post"),
        (f"<p>Par Lena Hart et Tom Cole</p>{DATED}", "Mill Post", ["Lena Hart", "Tom Cole"], "Mill Post"),
        (f"<p><span class='author'>Lena Hart</span></p>{DATED}", "Mill Post", ["Lena Hart"], "Mill Post"),
        ("<p>By Mill Post March 3, 2021</p>", "Mill Post", ["Mill Post"], ""),
        (f"<p>Travel Stories</p>{DATED}", "Mill Post", ["Mill Post"], ""),
        (f"<p><span class='author'>mill_post_desk</span></p>{DATED}", "Mill Post", ["Mill Post"], ""),
        ("<p>記者林小山／台北報導</p>", "江邊新聞網", ["林小山"], "江邊新聞網"),
        ("<p>2021-03-03 記者 林小山／台北報導</p>", "江邊新聞網", ["林小山"], "江邊新聞網"),
    ],
    ids=["English", "French", "a class", "the site's own name", "a channel", "an account", "Taiwan", "Taiwan, dated"],
)
def test_the_site_named_as_the_author_is_the_source_where_the_page_shows_a_person(byline, site, authors, source):
    found = metadata_of(byline, site, site, CHINESE if "記者" in byline else STORY)
    assert (found["authors"], found["source"]) == (authors, source)


@pytest.mark.parametrize("author", ["Lena Hart | Mill Post", "By Lena Hart · Mill Post", "Lena Hart, Mill Post"])
def test_the_site_beside_a_stated_name_is_no_second_author(author):
    assert metadata_of("", author, "Mill Post")["authors"] == ["Lena Hart"]


def test_a_person_whose_site_it_is_stays_its_author():
    assert metadata_of(f"<p>By Lena Hart</p>{DATED}", "Lena Hart", "Lena Hart")["authors"] == ["Lena Hart"]


def test_a_date_behind_a_labelled_name_is_no_part_of_it():
    assert metadata_of("<p>Author: Lena Hart · March 3, 2021</p>", "", "Mill Post")["authors"] == ["Lena Hart"]
