"""Who wrote a Chinese text is read from rows of labels, and from the row of an account."""

import pytest

import cleaner

TEXT = (
    "老渡口在一九三一年的冬天停了航，那天下着雨，没有人挥手，只有一条狗跟着船跑了很远。",
    "船长是个话不多的山里人，他把缆绳带回家，挂在厨房的门上，从此再也没有提起过那条河。",
    "后来桥修好了，村里人慢慢学会了走过去，好像它还会沉下去似的，谁也不敢在桥上停下来。",
)


def page(byline):
    body = "".join(f"<p>{text}</p>" for text in TEXT)
    return f"<html><body><div><h1>渡口旧事</h1><div>{byline}</div>{body}</div></body></html>".encode()


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("发布者：宣传科 作者：周小敏 发布时间：2019-11-08 阅读：532", "周小敏"),
        ("2013-09-18 14:23 来源：江边网原创 作者：陈小河 字数：600字", "陈小河"),
        ("阿木 2021-10-09 2,331 阅读4分钟", "阿木"),
        ("<p>阿木 关注 IP属地: 江苏</p><p>2018.09.02 21:40 字数 1,033 阅读 412</p>", "阿木"),
    ],
)
def test_the_writer_is_read_without_the_next_label_and_the_counters(byline, author):
    assert cleaner.clean(page(byline)).metadata["authors"] == [author]


def test_a_trail_is_no_title():
    over = ("登录", "注册", "江边网 > 渡口停航旧事 >", "2019-03-18 07:00 来源：江边报")
    lines = (*over, *TEXT[:2], "分享到微博", "返回首页", "版权所有 江边网", "相关文章")
    assert ">" not in cleaner.clean("\n".join(lines)).metadata["title"]
