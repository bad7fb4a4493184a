"""The main job on fixtures/pages, as a user runs it: every page accounted for, boilerplate gone, reposts folded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"


def cleaner(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "cleaner", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run") / "out"
    done = cleaner("run", PAGES, "-o", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def records(out):
    return [row for path in sorted((out / "records").iterdir()) for row in rows(path)]


def of(records, name):
    return [r for r in records if name in r["metadata"]["input"]]


def test_every_input_is_a_record_a_duplicate_or_a_reject(out, records):
    pages = {r["metadata"]["parent_id"] or r["id"] for r in records}
    whole = [row for row in rows(out / "duplicates.jsonl") if row["kind"] != "contained"]
    rejects = rows(out / "rejects.jsonl")
    inputs = sum(1 for path in PAGES.iterdir() if path.suffix != ".jsonl") + len(rows(PAGES / "rows.jsonl"))
    assert len(pages) + len(whole) + len(rejects) == inputs
    assert {r["reason"] for r in rejects} == {"empty", "no_content"}


def test_a_repost_is_folded_into_its_original_whatever_surrounds_it(out, records):
    kept = of(records, "repost_howto")
    assert len(kept) == 1
    assert {row["kind"] for row in rows(out / "duplicates.jsonl")} <= {"exact", "near", "contained"}
    assert kept[0]["metadata"]["duplicates"] == 1


def test_a_repost_in_the_other_script_is_folded_too(records):
    assert [r["id"] for r in of(records, "rows.jsonl") if "番茄" in r["text"]] == ["soup-1"]


@pytest.mark.parametrize(
    "gone",
    [
        "外链图片转存失败",
        "img-Kq2mWz8t",
        "沙发等你来抢",
        "版权声明",
        "translated by",
        "转自",
        "涉及版权问题",
        "当前位置",
        "上一篇",
        "相关推荐",
        "跳表",
        "猜你喜歡",
        "廣告意見",
        "責任編輯",
        "Share this",
        "Accept all",
        "All rights reserved",
        "Powered by",
        "网站联系",
        "系统运维",
        "2024/11/2",
        "分享到",
    ],
)
def test_boilerplate_is_gone(records, gone):
    assert not [r["metadata"]["input"] for r in records if gone in r["text"]]


@pytest.mark.parametrize(
    "kept",
    [
        "误判率由三个数决定",
        "应当改用计数布隆过滤器",
        "return int(-n * log(p) / log(2) ** 2)",
        "沙發是從祖父的客廳搬來的",
        "下一篇將介紹隔壁的冬瓜茶老闆",
        "A backup that has not been restored is a hope",
        "said success, and nobody",
        "Restore one copy a week, on another machine.",
        "corpus and retrieve the nearest",
        "在六个小数据集上平均提升四个百分点",
        "Table Question Answering You Can Check",
        "a state-of-the-art filter",
        "总航程超过四十公里",
        "一罐糖膏可以喝上一个月",
    ],
)
def test_content_is_kept(records, kept):
    assert [r for r in records if kept in r["text"]]


def test_what_the_boilerplate_knew_is_in_the_metadata(records):
    page = of(records, "repost_howto")[0]["metadata"]
    assert page["title"] == "用布隆过滤器给爬虫去重"
    assert "http://img.example.com/upload/bloom.png" in page["images"]
    news = of(records, "traditional_news")[0]["metadata"]
    assert (news["editor"], news["date"][:10], news["authors"]) == ("周庭", "2022-03-09", ["林若溪"])
    items = of(records, "abstract_list")
    assert [i["metadata"]["machine_translated"] for i in items] == [True, False, False]


def test_a_digest_is_written_as_its_items(records):
    page, *items = of(records, "paper_digest")
    assert page["text"].startswith("摘要")  # the preamble and the labels stay with the page
    assert [i["metadata"]["title"] for i in items] == [
        "Retrieval Helps When Labels Are Few",
        "Fast Denoising for Photographs Taken in the Dark",
        "Table Question Answering You Can Check",
    ]
    assert items[0]["metadata"]["authors"] == ["A Morita", "J Lindqvist", "P Okafor"]
    assert {i["metadata"]["parent_id"] for i in items} == {page["id"]}
