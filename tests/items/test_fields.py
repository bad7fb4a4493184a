"""What a line of an item is, and what an item states."""
# ruff: noqa: E501 - a row of a table of cases is one line

import pytest

from cleaner.items import lines
from cleaner.items.fields import read


@pytest.mark.parametrize(
    ("line", "value", "style", "rest"),
    [
        ("1、标题", 1, "arabic、", "标题"),
        ("12. Title", 12, "arabic.", "Title"),
        ("3．标题", 3, "arabic.", "标题"),
        ("(4) Title", 4, "round", "Title"),
        ("（5）标题", 5, "round", "标题"),
        ("⑥ 标题", 6, "circled", "标题"),
        ("7️⃣ 标题", 7, "keycap", "标题"),
        ("No.8 标题", 8, "ranked", "标题"),
        ("TOP 9：标题", 9, "ranked", "标题"),
        ("十一、标题", 11, "chinese", "标题"),
        ("二十、标题", 20, "chinese", "标题"),
        ("（三）标题", 3, "chinese_round", "标题"),
        ("## 2. Title", 2, "arabic.", "Title"),
        ("**3、标题", 3, "arabic、", "标题"),
        ("01", 1, "bare", ""),
    ],
)
def test_a_number_heads_a_line(line, value, style, rest):
    number = lines.number_of(line)
    assert (number.value, number.style, line[number.length :]) == (value, style, rest)


@pytest.mark.parametrize(
    "line",
    [
        "1.2 版本",
        "2031年的雪",
        "3.5 million",
        "10:30 开会",
        "第一条 总则",
        "12345",
        "[1] Author",
        "一个人",
        "Notes",
        "1) 2) 3)"[3:] and "x1、",
    ],
)
def test_no_number_heads_a_line(line):
    assert lines.number_of(line) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("S Alder, V Birch, R Cedar", ("S Alder", "V Birch", "R Cedar")),
        ("Ada Brook, Ben van den Rill & Zoë O'Hara", ("Ada Brook", "Ben van den Rill", "Zoë O'Hara")),
        ("A. B. Carr and D. Eaves", ("A. B. Carr", "D. Eaves")),
        ("S Alder, V Birch…", ("S Alder", "V Birch")),
        ("S Alder, V Birch...", ("S Alder", "V Birch")),
        ("Ada Brook, Ben Rill, et al.", ("Ada Brook", "Ben Rill")),
        ("J-B Alayne, Olivier Hénard", ("J-B Alayne", "Olivier Hénard")),
        ("H Tang", ("H Tang",)),
        ("Ada Brook*, Ben Rill†", ("Ada Brook", "Ben Rill")),
    ],
)
def test_a_line_of_names_is_read(line, names):
    assert lines.names_of(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Oxford University",
        "A Study of Rivers",
        "Rivers, lakes, seas",
        "In the morning, we left",
        "新闻, 体育, 财经",
        "ONE, TWO",
        "",
    ],
)
def test_a_line_that_lists_no_persons_is_not_read_as_names(line):
    assert lines.names_of(line) == ()


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("https://a.example.org/x", "https://a.example.org/x"),
        ("链接：https://a.example.org/x", "https://a.example.org/x"),
        ("论文地址: https://a.example.org/x", "https://a.example.org/x"),
        ("Paper: https://a.example.org/x", "https://a.example.org/x"),
        ("<https://a.example.org/x>", "https://a.example.org/x"),
        ("（https://a.example.org/x）", "https://a.example.org/x"),
        ("https://a.example.org/x.", "https://a.example.org/x"),
        ("下载 https://a.example.org/x 之后安装", ""),
        ("https://a.example.org/x.png", ""),
        ("a.example.org/x", ""),
    ],
)
def test_a_line_that_is_an_address_is_told(line, address):
    assert lines.address_of(line) == address


@pytest.mark.parametrize(
    ("line", "organization"),
    [
        ("[Marsh Institute]", "Marsh Institute"),
        ("[A & B & ...]", "A & B & ..."),
        ("[1]", ""),
        ("[图片](https://a.example.org)", ""),
        ("[图片转存失败(https://a.example.org/1)]", ""),
        ("[这是一句话。]", ""),
    ],
)
def test_a_bracketed_line_names_an_organisation(line, organization):
    assert lines.organization_of(line) == organization


@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        ("慢鱼 发表于 2031-06-02 20:14", "慢鱼", "2031-06-02"),
        ("1楼 慢鱼 2031-6-2", "慢鱼", "2031-06-02"),
        ("楼主 慢鱼 发表于 2031年6月2日", "慢鱼", "2031-06-02"),
        ("#3 moss 2031-02-11 09:40", "moss", "2031-02-11"),
        ("moss wrote on 2031-02-11 09:40", "moss", "2031-02-11"),
        ("On 2031-03-01 09:12, Olga Brandt wrote:", "Olga Brandt", "2031-03-01"),
        ("Posted by moss on Mar 4, 2031", "moss", ""),
        ("by annika » Tue Mar 4, 2031 8:12 pm", "annika", ""),
        ("慢鱼 发表于 3小时前", "慢鱼", ""),
    ],
)
def test_the_line_above_a_post_is_read(line, author, date):
    post = lines.post_of(line)
    assert (post.author, post.date) == (author, date)


@pytest.mark.parametrize(
    "line",
    [
        "论文发表于 2031-06-02，引起了讨论。",
        "#2: a command",
        "他发表于报纸上的文章",
        "这栋楼有 12 楼",
        "by the river",
        "2031-06-02 20:14",
    ],
)
def test_a_sentence_is_no_line_above_a_post(line):
    assert lines.post_of(line) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2031-6-2", "2031-06-02"),
        ("2031年6月2日", "2031-06-02"),
        ("2031/06/02 10:00", "2031-06-02"),
        ("2031.13.40", ""),
        ("6月2日", ""),
    ],
)
def test_a_full_date_is_read_as_iso(text, date):
    assert lines.date_of(text) == date


STATED = [
    ("1、[LG] A Long Title in English\n一个中文标题", {"title": "A Long Title in English", "title_translated": "一个中文标题", "category": "LG"}),
    ("[CV] A Long Title in English基于掩码的方法研究", {"title": "A Long Title in English", "title_translated": "基于掩码的方法研究"}),
    ("GPT-4 技术报告\n正文很长，说了很多话。", {"title": "GPT-4 技术报告", "title_translated": ""}),
    ("HammerNet:大规模网络拓扑", {"title": "HammerNet:大规模网络拓扑", "title_translated": ""}),
    ("3、央行今日开展了逆回购操作，利率不变。", {"title": ""}),
    ("A cheap counter for grains\nTomas Vrba\n[Sand Institute]", {"authors": ("Tomas Vrba",), "organization": "Sand Institute"}),
    ("1、Deep Rivers of the NorthAda Brook, Ben Rill. 一个新模型。", {"title": "Deep Rivers of the North", "authors": ("Ada Brook", "Ben Rill")}),
    ("1、Deep Rivers of the North Ada Brook, Ben Rill. 一个新模型。", {"title": "Deep Rivers of the North", "authors": ("Ada Brook", "Ben Rill")}),
    ("2、Fast Rivers, Slow Lakes Ada E Brook, Ben Rill & Cy Dale. 新的。",
     {"title": "Fast Rivers, Slow Lakes", "authors": ("Ada E Brook", "Ben Rill", "Cy Dale")}),
    ("标题：河流\n作者：张三、李四\n单位：水利所\n日期：2031-01-02\n摘要：河流很长。",
     {"title": "河流", "authors": ("张三", "李四"), "organization": "水利所", "date": "2031-01-02"}),
    ("Title: Rivers\nAuthors: A Brook and B Rill\nSubjects: Water", {"title": "Rivers", "authors": ("A Brook", "B Rill"), "category": "Water"}),
    ("【南岸日报】大桥通车\n今日大桥通车，市民步行过江。", {"source": "南岸日报", "title": "大桥通车"}),
    ("【大桥今日正式通车】市民步行过江，场面热闹。（新华社）", {"title": "大桥今日正式通车", "source": "新华社"}),
    ("【做法】茄子切块，撒盐腌十分钟，挤去水分。", {"title": "", "source": ""}),
    ("Q3: 怎么补办？\nA3: 到服务台补办。", {"title": "怎么补办？"}),
    ("1. [灯塔](https://a.example.org/l)\n讲灯塔的文章。", {"title": "灯塔", "url": "https://a.example.org/l"}),
    ("灯塔\n讲灯塔的文章，很长。\n链接：https://a.example.org/l", {"title": "灯塔", "url": "https://a.example.org/l"}),
    ("正文里有地址 https://a.example.org/x 而已，不是它自己的。", {"url": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), STATED)
def test_an_item_states_its_fields_and_nothing_is_invented(text, wanted):
    stated = read(text)
    assert {name: getattr(stated, name) for name in wanted} == wanted


def test_a_joint_that_repair_made_tells_where_the_title_ends():
    text = "1、The Voice of Marsh Hen Ada Brook, Ben Rill. 一种水鸟。"
    stated = read(text, (text.index("Ada"),))
    assert (stated.title, stated.authors) == ("The Voice of Marsh Hen", ("Ada Brook", "Ben Rill"))


def test_an_item_that_states_nothing_has_no_fields():
    stated = read("只有一段正文，没有标题，也没有作者，更没有地址，就是一段话而已，说完就完了。")
    assert not any(
        (stated.title, stated.authors, stated.url, stated.organization, stated.category, stated.date, stated.source)
    )
    assert stated.body
