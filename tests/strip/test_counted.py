"""Counters of a page shown in parts go where they count up to their last; scores, steps and fractions stay."""

import pytest

import cleaner

TITLE = "渡口的八张老照片"
PARTS = [
    f"第{n}位老人指着照片说，那一年的水比石阶还要高，船就系在门前的柳树上，孩子们从窗口钓鱼。"
    for n in ("一", "二", "三", "四", "五")
]


def page(counter, first=1, every=5):
    lines = [TITLE, "镇上的人把照片收在铁盒里，每年清明拿出来晒一次，今年他们请了摄影师来翻拍。"]
    for number, part in zip(range(first, every + 1), PARTS, strict=False):
        lines += [counter.format(number, every), part]
    return cleaner.clean("\n".join(lines)).text


COUNTERS = (
    "{} / {}",
    "{}/{}",
    "({}/{})",
    "图{}/{}",
    "Slide {} of {}",
    "{} dari {} halaman",
    "第{}页 共{}页",
    "{} von {}",
)


@pytest.mark.parametrize("counter", COUNTERS)
@pytest.mark.parametrize("first", [1, 2])
def test_counters_up_to_the_last_go(counter, first):
    text = page(counter, first)
    assert counter.format(3, 5) not in text
    assert all(part in text for part in PARTS[: 6 - first])


def test_the_last_counter_may_be_gone():
    assert "3 / 6" not in page("{} / {}", every=6)


def test_counters_that_do_not_reach_the_last_stay():
    assert "3 / 9" in page("{} / {}", every=9)


@pytest.mark.parametrize("counter", ["Step {} of {}", "Part {} of {}", "{}:{}", "{} of {} men"])
def test_steps_parts_and_scores_stay(counter):
    assert counter.format(3, 5) in page(counter)


def test_a_column_of_fractions_stays():
    text = cleaner.clean("\n".join([TITLE, *PARTS, "1/3", "2/3", "3/3", PARTS[0][::-1]])).text
    assert "2/3" in text
