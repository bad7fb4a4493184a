"""Formulas that a scraper broke into lines of one symbol each leave the text around them where it is."""

import cleaner
from cleaner.document import Document
from cleaner.strip.formula import formula_lines
from cleaner.strip.view import View

MENU = ["首页", "论坛", "登录", "注册", "搜索", "下载", "阅读 120", "点赞 3", "收藏 4", "2024-05-01"]
TEXT = """我们把渡口到对岸的距离记作
d
d
d，水流的速度记作
v
v
v，于是渡船走的路程就是
s
=
d
2
+
v
2
\\sqrt{d^2+v^2}
s=d2+v2。
等船夫把篙收起来的时候
t
=
0
t=0
t=0，船还没有离岸
\\lim\\limits_{t \\to 0}
t→0lim
这时候水声很轻
x
x
x 是老人心里的另一个数"""
PROSE = "老人说，算得再准也不如看一眼水色，水色变了，船就要晚一个时辰开，这个道理他讲了四十年，从来没有人记下来过。"


def lines(text):
    return View.of(Document(text)).lines


def test_symbols_of_formulas_and_the_words_between_them_are_told():
    parts, beside = formula_lines(lines(TEXT))
    rows = TEXT.split("\n")
    assert {rows[at] for at in parts} >= {"d", "v", "=", "2", "\\sqrt{d^2+v^2}", "0", "x"}
    assert {rows[at] for at in beside} >= {"v，于是渡船走的路程就是", "t=0，船还没有离岸", "x 是老人心里的另一个数"}
    assert not parts & beside


def test_a_page_without_formulas_has_none():
    assert formula_lines(lines("\n".join([*MENU, "1", "1", "1", PROSE]))) == (frozenset(), frozenset())
    assert formula_lines(lines(f"C:\\notes\n12\n12\n{PROSE}\n3\n4")) == (frozenset(), frozenset())


def test_a_text_of_broken_formulas_is_not_taken_for_the_menu_before_it():
    page = "\n".join(
        [*MENU, "渡船的路程", *TEXT.split("\n"), PROSE, PROSE.replace("四十", "三十"), "评论", "上一篇", "下一篇"]
    )
    text = cleaner.clean(page).text
    assert [row for row in TEXT.split("\n") if row not in text] == []
    assert "注册" not in text
