"""Labels that stand on one line and their values on the next go around a text, and are read."""

import pytest

import cleaner

TITLE = "渡口的石板"
TEXT = (
    "河面忽然宽了，水也慢下来，渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天。",
    "老人说那天没有风，船家把缆绳系在柳树上，就再也没有回来，谁也没有去找他。",
)


def record(*lines):
    return cleaner.clean("\n".join(lines))


def test_labels_over_a_text_are_read_and_go():
    found = record(
        TITLE, "来源：", "江边晚报", "作者：", "林小山", "发布时间：", "2021-05-06 10:20", "浏览：", "12", *TEXT
    )
    assert "\n".join(TEXT) in found.text
    assert not any(word in found.text for word in ("来源", "江边晚报", "林小山", "2021", "浏览"))
    assert found.metadata["source"] == "江边晚报"
    assert found.metadata["authors"] == ["林小山"]
    assert found.metadata["date"] == "2021-05-06"


def test_labels_under_a_text_are_read_and_go():
    under = (
        "本文标题:",
        TITLE,
        "文章作者:",
        "林小山",
        "原始链接:",
        "https://jb.example/12/",
        "许可协议:",
        "署名-非商业性使用 4.0 国际",
    )
    found = record(TITLE, *TEXT, *under)
    assert found.text.endswith(TEXT[-1])
    assert found.metadata["source_url"] == "https://jb.example/12/"
    assert found.metadata["license"] == "CC BY-NC 4.0"


@pytest.mark.parametrize(
    "lines",
    [
        ("时间：", "2021年6月3日", "地点：", "文化馆二楼"),
        ("作者：", "林小山"),
    ],
)
def test_labels_of_the_text_itself_stay(lines):
    text = record(TITLE, *TEXT, *lines).text
    assert all(line in text for line in lines)


def test_a_label_without_a_value_at_the_very_end_goes():
    assert record(TITLE, *TEXT, "责任编辑：").text.endswith(TEXT[-1])
    assert record(TITLE, *TEXT, "船家说的话：").text.endswith("船家说的话：")


ROWS = (
    ("文档序号：22118853 发布日期：2021-03-02 阅读：67 来源：江边报", {"date": "2021-03-02", "source": "江边报"}),
    ("2013-09-18 14:23 来源：江边网 作者：陈小河 字数：600字", {"date": "2013-09-18", "original_author": "陈小河"}),
    ("更新时间：2020-01-02 来源：江边报 點擊：12", {"source": "江边报"}),
)


@pytest.mark.parametrize(("row", "told"), ROWS)
def test_a_row_of_labels_goes_and_is_kept_as_metadata(row, told):
    found = record(TITLE, row, *TEXT)
    assert row not in found.text
    assert {name: found.metadata[name] for name in told} == told


@pytest.mark.parametrize(
    "row",
    [
        "口味：咸鲜 工艺：蒸 耗时：二十分钟",
        "导演：高木 来源：小说 片长：90分钟 类型：剧情",
        "时间：周三 地点：桥头",
    ],
)
def test_a_row_of_other_labels_stays(row):
    assert row in record(TITLE, row, *TEXT).text
