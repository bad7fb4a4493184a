"""A byline without an order, as platforms glue it together, goes from between the title and the text of a page."""

import pytest

import cleaner

TITLE = "老渡口停航的那个冬天"
TEXT = (
    "老渡口在一九三一年的冬天停了航，那天下着雨，没有人挥手，船长把缆绳带回家，挂在厨房的门上。",
    "孩子们向他打听那条河，他就把河里的石头一块一块讲给他们听，讲到最后连自己也睡着了。",
    "后来桥修好了，村里人慢慢学会了走过去，好像它还会沉下去似的，谁也不肯在桥上停下来。",
)
HEAD = ("您现在的位置：首页 > 文化 > 正文",)
FOOT = ("上一篇：没有了", "关于我们", "版权声明", "联系我们", "返回顶部")


def page(*byline):
    return cleaner.clean("\n".join((*HEAD, TITLE, *byline, *TEXT, *FOOT)))


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2024年03月12日 21:47来源：江边晨报作者：陆知远128人参与讨论", "2024-03-12"),
        ("2023-12-01 10:22湖北农业领域创作者,优质科普作者", "2023-12-01"),
        ("2023-12-18 19:05发布于：河南省", "2023-12-18"),
        ("江边机器 2023-03-22 12:08:11 创作者说明：船票自费", "2023-03-22"),
        ("2024-03-07 14:25 記者蘇宥任／台南報導", "2024-03-07"),
        ("2023-07-12 · 1.6万次阅读 · 审核专家：丁谦", "2023-07-12"),
        ("何静 副主任医师 市第三人民医院 消化内科 向TA提问", ""),
        ("阿措IP属地: 云南", ""),
        ("儿科岑医生认证2022.09.30阅 3.4万", "2022-09-30"),
    ],
)
def test_a_byline_glued_together_goes_and_its_day_is_kept(line, date):
    record = page(line)
    assert record.text == "\n".join((TITLE, *TEXT))
    assert record.metadata["date"] == date


def test_the_name_over_an_accounts_moment_is_the_writers():
    record = page("农机老邓", "2023-12-01 10:22湖北农业领域创作者", "+ 关注")
    assert record.text == "\n".join((TITLE, *TEXT))
    assert record.metadata["authors"] == ["农机老邓"]


@pytest.mark.parametrize(
    "line",
    [
        "时间：2024年03月12日 19:00 地点：文化馆二楼",
        "2024年3月12日 19:00 开幕 文化馆二楼大厅",
        "——记最后一班渡船与它的船长",
    ],
)
def test_what_is_to_take_place_and_what_belongs_to_the_title_stay(line):
    assert line in page(line).text


def test_such_a_line_over_a_text_alone_stays():
    line = "2023-12-18 19:05发布于：河南省"
    assert line in cleaner.clean("\n".join((TITLE, line, *TEXT))).text
