"""What is said of pairs that are hard to tell: reposts under damage, and texts that only look like reposts."""

import random
import tomllib

import pytest
from repost_kinds import FIXTURES, articles, full_width, joined, reordered, repost

from cleaner.dedup import deduplicate, rows
from cleaner.dedup.compare import figures
from cleaner.dedup.index import Index

ARTICLES = articles()
ZH, EN = ARTICLES["zh-library"], ARTICLES["en-ferry"]
REST = [text for text in ARTICLES.values() if text not in {ZH, EN}]
with (FIXTURES / "pairs.toml").open("rb") as file:
    PAIRS = {
        name: (pair["one"].strip(), pair["two"].strip(), pair["verdict"]) for name, pair in tomllib.load(file).items()
    }
ADS = [
    "Sign up for our newsletter and never miss a story.",
    "点击关注公众号，回复“资料”领取最新学习礼包，扫码进群即可免费获取。",
    "Advertisement: save forty percent on garden furniture this weekend only.",
    "春季新款连衣裙限时五折，包邮到家，七天无理由退换。",
]
COMMENTS = "\n".join(
    f"网友 {name}：{text}"
    for name, text in {
        "小满": "这个办法真不错，希望我们这儿也能有。",
        "河边的人": "那张电影票后来找到主人了吗？",
        "老周": "精装书还是去窗口还吧，机械手夹书听着就心疼。",
        "七里": "地铁里推小车确实挡路，早高峰尤其挤。",
        "阿布": "支持，已经用过两次了，很快。",
    }.items()
)


BILINGUAL = "\n".join(f"{one}\n{two}" for one, two in zip(ZH.split("\n"), EN.split("\n"), strict=True))


def lines(text, change):
    return "\n".join(change(number, line) for number, line in enumerate(text.split("\n")))


BRIEF = ZH[:180]

DAMAGED = {
    "in the other script": (ZH, repost(ZH, "traditional"), "exact"),
    "full width": (EN, full_width(EN, None), "exact"),
    "all words joined": (EN, EN.replace(" ", ""), "exact"),
    "some words joined": (EN, joined(EN, random.Random(1)), "exact"),
    "in capitals": (EN, EN.upper(), "exact"),
    "soft hyphens and zero-width spaces": (EN, EN.replace("er", "e\u00adr").replace("th", "t\u200bh"), "exact"),
    "accents decomposed": (EN.replace("e", "é"), EN.replace("e", "e\u0301"), "exact"),
    "words broken at line ends": (EN, EN.replace("harbour", "har-\nbour").replace("summers", "sum-\nmers"), "exact"),
    "ligatures": (EN, EN.replace("fi", "\ufb01").replace("fl", "\ufb02"), "exact"),
    "tail cut": (ZH, ZH[: len(ZH) * 6 // 10], "near"),
    "head cut": (EN, EN[len(EN) * 4 // 10 :], "near"),
    "both ends cut": (ZH, ZH[len(ZH) // 6 : -len(ZH) // 6], "near"),
    "paragraphs reordered": (EN, reordered(EN, random.Random(2)), "near"),
    "an advertisement after every paragraph": (ZH, lines(ZH, lambda _, line: f"{line}\n{ADS[1]}"), "near"),
    "another one after every paragraph": (EN, lines(EN, lambda at, line: f"{line}\n{ADS[at % 4]}"), "near"),
    "a watermark in every paragraph": (ZH, lines(ZH, lambda _, line: f"{line[:9]}首发于河湾读书网{line[9:]}"), "near"),
    "page numbers": (EN, lines(EN, lambda at, line: f"{line}\n- {at} -"), "near"),
    "emoji all over": (ZH, "😀".join(ZH[at : at + 40] for at in range(0, len(ZH), 40)), "near"),
    "a letter in thirty lost": (EN, "".join(one for at, one in enumerate(EN) if at % 30), "near"),
    "read by a machine": (EN, EN.replace("l", "1", 6).replace("rn", "m"), "near"),
    "comments below": (ZH, f"{ZH}\n{COMMENTS}", "near"),
    "traditional, wide and with advertisements": (
        ZH, full_width(repost(ZH, "traditional"), None).replace("\n", f"\n{ADS[3]}\n"), "near",
    ),
    "each with a time stamp and readers of its own": (
        f"发布时间：2024-05-03 10:22 浏览：118\n{BRIEF}", f"发布时间：2024-05-06 17:40 浏览：2046\n{BRIEF}", "near",
    ),
    "each with a time stamp before its source": (
        f"河湾网 2024-05-03 10:22 来源：河湾晚报\n{BRIEF}", f"河湾网 2024-05-06 17:40 来源：南岸日报\n{BRIEF}", "near",
    ),
    "the same for another day": (
        f"时间：2024-05-03 10:00\n{BRIEF}", f"时间：2024-05-10 14:00\n{BRIEF}", "new",
    ),
    "an excerpt": (EN, EN[:300], "contained"),
    "beside its translation": (ZH, BILINGUAL, "holds"),
    "a translation alone": (ZH, EN, "new"),
    "the same notice below two articles": (f"{ZH}\n{ADS[1]}{ADS[3]}", f"{EN}\n{ADS[1]}{ADS[3]}", "new"),
    "two parts of a series with one introduction": (f"{ZH[:150]}\n{REST[0]}", f"{ZH[:150]}\n{REST[1]}", "new"),
}  # fmt: skip
ALL = DAMAGED | PAIRS


def said(one, two):
    """Return what the engine says of the second of two texts."""
    found = list(rows(deduplicate([{"id": "one", "text": one}, {"id": "two", "text": two}])))
    if not found:
        return "new"
    (row,) = found
    return "holds" if row["kind"] == "contained" and row["id"] == "one" else row["kind"]


@pytest.mark.parametrize("name", ALL)
def test_reposts_are_told_from_what_only_looks_like_one(name):
    one, two, verdict = ALL[name]
    assert said(one, two) == verdict


@pytest.mark.parametrize("name", ALL)
def test_an_index_says_the_same_as_the_engine(name, tmp_path):
    one, two, verdict = ALL[name]
    with Index(tmp_path / "crawl.index") as index:
        index.check_and_add({"id": "one", "text": one})
        found = index.check_and_add({"id": "two", "text": two})
    if verdict == "holds":
        assert (found.kind, found.holds) == ("new", ("one",))
    else:
        assert found.kind == verdict


def test_a_hundred_notices_on_one_form_are_a_hundred_records():
    notice = PAIRS["calls for bids"][0]
    texts = [notice.replace("118", f"{number}").replace("46", f"{7 * number}") for number in range(100, 200)]
    assert list(rows(deduplicate({"id": str(at), "text": text} for at, text in enumerate(texts)))) == []


def test_a_longer_report_with_other_figures_throughout_is_another_report():
    form = "\n".join(
        f"{name}一栏本季度为{{}}万元，上年同期为{{}}万元，变动的原因见报表附注的说明。"
        for name in "甲乙丙丁戊己庚辛壬癸"
    )
    first, second = (form.format(*(seed + 17 * at for at in range(20))) for seed in (1003, 2008))
    assert said(first, second) == "new"
    assert said(first, first.replace("1003", "1004")) == "near"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7号线12站最高21度多云8", ["号线12站最高", "站最高21度多云"]),
        ("ab1c22d3", ["ab1c#d", "b#c22d"]),
        ("12", []),
    ],
)
def test_a_number_is_known_by_what_stands_around_it(text, found):
    assert figures(text) == found
