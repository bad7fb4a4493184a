"""Text that a crawler kept as Markdown: its links are read by their words, and go whole or stay whole."""

import pytest

import cleaner
from cleaner.document import Document
from cleaner.strip.markdown import Shown

BODY = (
    "去年冬天我把一台闲置的电脑改成了家庭相册服务器，一直稳定运行到现在。本文记录整个过程，包括硬件选择、系统安装和备份策略。"
    "\n\n"
    "受持续高温影响，硬盘的温度比往年高出不少。随着[固态硬盘](https://shop.example.com/tag/ssd)价格下降，更换的成本已经很低。"
    "\n\n"
    "每天凌晨三点同步一次，保留最近七天的版本。下一篇将介绍如何做异地备份，欢迎继续阅读。"
)
TITLE = "# 旧电脑改造成家庭相册服务器"


@pytest.mark.parametrize(
    "line",
    [
        "[首页](/) | [登录](/login) | [注册](/reg)",
        "[分享到微博](javascript:;) [分享到微信](javascript:;) [打印](javascript:;)",
        "2023-10-18 09:12  来源：[示例日报](https://daily.example.com/)  作者：[李小雨](/u/1)  [ 0评论](#comments)",
    ],
)
def test_a_line_of_links_is_read_by_its_words(line):
    record = cleaner.clean(f"{line}\n\n{TITLE}\n\n{BODY}\n")
    assert record.text == f"{TITLE}\n\n{BODY}"
    assert cleaner.replay(record.source(), record.edits) == record.text


@pytest.mark.parametrize(
    "tail",
    [
        "[上一篇：两种文件系统的比较](/a/1.html)\n\n[下一篇：给路由器换天线](/a/3.html)",
        "### 相关推荐\n\n  * [十分钟搭建私有云](/a/11.html)\n  * [硬盘选购指南](/a/12.html)",
        "相关阅读：\n\n1. [十分钟搭建](/a/1.html)\n2. [硬盘选购](/a/2.html)\n\n[关于我们](/about) | [网站地图](/map)",
    ],
)
def test_links_to_other_texts_go_whole(tail):
    assert cleaner.clean(f"{TITLE}\n\n{BODY}\n\n{tail}\n").text == f"{TITLE}\n\n{BODY}"


def test_what_a_line_of_links_says_is_kept():
    line = "2023-10-18 09:12:33  来源：[示例日报](https://daily.example.com/)  作者：[李小雨](/u/12)"
    found = cleaner.clean(f"[首页](/) > [数码](/it/) > 正文\n\n{TITLE}\n\n{line}\n\n{BODY}\n").metadata
    assert (found["title"], found["date"]) == (TITLE.removeprefix("# "), "2023-10-18")
    assert (found["source"], found["authors"]) == ("示例日报", ["李小雨"])


def test_the_address_of_a_source_is_read_though_the_link_goes():
    text = f"{TITLE}\n\n{BODY}\n\n> 原文链接：[https://blog.example.com/p/7](https://blog.example.com/p/7)\n"
    assert cleaner.clean(text).metadata["source_url"] == "https://blog.example.com/p/7"


@pytest.mark.parametrize(
    "text",
    [
        "# Backup\n\n- [Install](#install)\n- [License](#license)\n\n## Install\n\nRun it once, then wait.\n",
        "# 写作指南\n\n链接写作 `[文字](https://example.com/)`，方括号里是文字，圆括号里是地址。例如[首页](https://example.com/)。\n",
        f"{TITLE}\n\n{BODY}\n\n## 参考资料\n\n- [硬盘](https://a.example.com/)\n- [文件系统](https://fs.example.org/)\n",
        "# 调用\n\n先取出函数，再把参数交给它，结果写回。\n\n```js\nhandlers[name](/start/)\n[登录](/login)\n```\n",
    ],
)
def test_links_that_belong_to_a_text_stay(text):
    assert cleaner.clean(text).text == text.strip()


def test_offsets_carry_over_between_what_is_shown_and_what_stands_there():
    source = Document("a [bc](/x) d [](/y) e[f](/z)")
    shown = Shown.of(source)
    assert shown.document.text == "a bc d  ef"
    cases = {"bc": "[bc](/x)", "b": "b", "c": "c", " d ": " d ", "a bc": "a [bc](/x)", "f": "[f](/z)", "c d": None}
    for part, expected in cases.items():
        at = shown.document.text.index(part)
        edits = list(shown.edits([shown.document.edit(at, at + len(part), "", "strip.x.y")]))
        assert [edit.before for edit in edits] == ([expected] if expected else []), part
        assert all(source.text[edit.start : edit.end] == edit.before for edit in edits)


MENUS = "\n\n".join(
    f"### 频道{number}\n\n" + "\n".join(f"  * [{name}](/{number}/{at}/)" for at, name in enumerate(names.split()))
    for number, names in enumerate(("窗边 河岸 山口 水库 田埂", "竹林 石桥 渡口 码头"))
)


def test_menus_of_links_over_and_under_a_text_go():
    image = "[![封面](/img/a.jpg) 图集](/album/)"
    tail = "* [渔火三五点](/t/1)\n* [风吹过山口](/t/2)\n* [石桥下的水](/t/3)\n* [关于我们](/about)\n* [联系我们](/c)"
    record = cleaner.clean(f"{MENUS}\n\n{image}\n\n{TITLE}\n\n{BODY}\n\n{tail}\n")
    assert record.text == f"{TITLE}\n\n{BODY}"
    assert cleaner.clean(record.text).text == record.text


def test_a_few_links_over_a_text_wrapped_at_a_width_are_no_menu():
    badges = "\n".join(f"[![{name}](https://ci.example.com/{name}.svg)](https://ci.example.com/)" for name in "abcdefg")
    text = (
        f"# tidewatch\n\n{badges}\n\n- [Documentation](https://t.example.org/d)\n- [Contact](https://t.example.org/c)\n\n"
        "Tidewatch is a small program that reads the level of the sea from a\ngauge, smooths it over an hour,"
        " and draws what it has read as a line\nthat anyone can follow and not know what a harmonic constituent\nis or"
        " how the moon comes into it.\n\nLicense\n-------\n\nAbout the terms see the file that comes with it.\n"
    )
    assert cleaner.clean(text).text == text.strip()


def test_an_image_over_the_title_is_not_the_title():
    menu = "*   [Home](/)\n*   [Tides](/tides)\n*   [About](/about)\n*   [Contact](/contact)\n*   [Subscribe](/sub)"
    text = (
        f"{menu}\n\n![Image 1: the logo of the gauge](/logo.png)\n\nHow the gauge at the old pier works\n"
        "===================================\n\nBy [Ann Porter](/by/ann) | March 5, 2024\n\n"
        "The gauge at the old pier is a simple thing: a well, a float and a wire. The well keeps the waves out.\n\n"
        "The wire turns a drum, and the drum turns a pen. What the gauge draws in a month is enough for a year.\n"
    )
    found = cleaner.clean(text).metadata
    assert (found["title"], found["authors"]) == ("How the gauge at the old pier works", ["Ann Porter"])
