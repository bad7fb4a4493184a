"""A title that stands again under the line of its day goes; a label of an address with a title behind it gives none."""

import pytest

import cleaner

BODY = (
    "水车一共转了六十年，冬天停，春天再开，转轴换过三根，都是村里人自己上山砍的木头，没有花过一分钱。\n"
    "它停下来的那个早上没有人注意到，直到中午有人去挑水，才发现水槽是干的，轮子上落了一层白霜。"
)
TITLE = "一种水车转轴的更换方法"


@pytest.mark.parametrize(
    "day", ["文档序号:1234567发布日期:2019-05-07 20:51阅读:288来源:江边局", "2019-05-07 20:51", "发布于 2019年5月7日"]
)
def test_a_title_again_under_its_day_goes(day):
    assert cleaner.clean(f"{TITLE}\n\n{day}\n{TITLE}\n\n{BODY}").text == f"{TITLE}\n\n{BODY}"


@pytest.mark.parametrize(
    "text",
    [
        f"转吧，水车\n没有人看见\n转吧，水车\n{BODY}",
        f"2019-05-07\n水车停了\n2019-05-07\n{BODY}",
        f"{TITLE}\n2019年5月7日，水车停了，村里人都来看，谁也没有说话，只有孩子在哭。\n{TITLE}\n{BODY}",
    ],
    ids=["a refrain", "days of a diary", "a sentence with a day"],
)
def test_what_comes_again_around_anything_else_stays(text):
    assert cleaner.clean(text).text.count(text.split("\n")[0]) == 2


def test_a_title_in_the_place_of_an_address_is_none():
    record = cleaner.clean(f"{TITLE}\n原文地址：水车的转轴 作者：林小山\n{BODY}")
    assert not record.metadata["source_url"]
    assert "原文地址" not in record.text
