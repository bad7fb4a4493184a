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


def read(byline, first=""):
    body = "".join(f"<p>{text}</p>" for text in (first + TEXT[0], *TEXT[1:]))
    page = f"<html><body><div><h1>渡口旧事</h1><div>{byline}</div>{body}</div></body></html>"
    return cleaner.clean(page.encode()).metadata


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("作者：林小山2022-04-10阅读 3.2万", "林小山"),
        ("文 / 小楠 2021-03-25 09:24:37 来源：江边网", "小楠"),
        ("<p>石榴<b>关注</b></p><p>2018.01.21 20:10:33</p>", "石榴"),
        ("采訪・撰文 蔡紀眉 2021.04.12", "蔡紀眉"),
        ("江边报 记者 林小山 编辑 何敏 2021-12-24 09:12", "林小山"),
        ("<p>□林小山</p><p>2023年05月12日 星期五 江边晚刊</p>", "林小山"),
    ],
)
def test_a_name_ends_where_a_date_a_counter_or_a_button_begins(byline, author):
    assert read(byline)["authors"] == [author]


@pytest.mark.parametrize(
    ("byline", "source"),
    [
        ("江边报 记者 林小山 编辑 何敏 2021-12-24 09:12", "江边报"),
        ("<p>江边社</p><p>2022-12-08 09:21 星期四</p>", "江边社"),
        ("2022年06月30日 15:12 稿源：江边网 条评论", "江边网"),
        ("2020-06-11 00:06 作者：阿泽 来源：江边汽车网(评论 12条)", "江边汽车网"),
    ],
)
def test_a_source_is_a_medium_without_what_stands_behind_it(byline, source):
    metadata = read(byline)
    assert metadata["source"] == source
    assert source not in metadata["authors"]


@pytest.mark.parametrize(
    "byline",
    [
        "2022-12-08 09:21 星期四",
        "2021-03-04 主治医师",
        "来自 2021-03-04 10:20",
        "2022-01-05 10:20:21 举报",
        "Jul 15 Thu 2021 20:30",
        "港聞 2021年3月15日",
    ],
)
def test_a_weekday_a_job_a_button_and_a_label_are_nobodys_names(byline):
    assert read(byline)["authors"] == []
    assert read(byline)["source"] == ""


def test_the_reporter_of_a_dispatch_and_its_editor_are_read_and_left():
    metadata = read("2023-04-19 09:30 来源：江边网", "江边网讯（记者林小山 通讯员何敏）")
    assert metadata["authors"] == ["林小山"]
    assert read("2022-12-08 09:21", "江边社12月8日讯（编辑 林小山）")["editor"] == "林小山"


def test_a_byline_named_other_info_is_no_list_of_other_articles():
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXT)
    byline = '<div class="other-info"><span>2020/10/12 9:01:24</span> <span>来源：<a>江边之家</a></span></div>'
    page = f"<html><body><h1>渡口旧事</h1>{byline}<div>{paragraphs}</div></body></html>"
    assert cleaner.clean(page.encode()).metadata["source"] == "江边之家"


def test_a_trail_is_no_title():
    over = ("登录", "注册", "江边网 > 渡口停航旧事 >", "2019-03-18 07:00 来源：江边报")
    lines = (*over, *TEXT[:2], "分享到微博", "返回首页", "版权所有 江边网", "相关文章")
    assert ">" not in cleaner.clean("\n".join(lines)).metadata["title"]
