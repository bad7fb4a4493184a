"""Deduplication against an older corpus: what it has is left out, the older record stays, its own are not written."""

import json
import random

import pytest

import cleaner
from cleaner.errors import OutputError
from cleaner.job.redup import deduplicate_files
from cleaner.settings import Settings

NOUNS = ["灯塔", "渔港", "药铺", "戏台", "书院", "染坊", "铁路", "粮仓", "果园", "船坞", "钟楼", "水渠"]
DEEDS = ["修好了", "卖掉了", "画下了", "记住了", "搬走了", "打扫了", "称过了", "送回了", "数清了"]


def text(n, sentences=30):
    rnd = random.Random(n)
    return "".join(
        f"{rnd.choice(NOUNS)}的人{rnd.choice(DEEDS)}{rnd.choice(NOUNS)}里的第{rnd.randint(2, 9999)}件东西，"
        f"又{rnd.choice(DEEDS)}它。"
        for _ in range(sentences)
    )


OLD = {f"old{n}": text(n) for n in range(4)}
NEW = {
    "same": text(0),
    "longer": f"{text(1)}编者按：这篇文章写得很长，读者来信也很多。",
    "old2": text(9),
    "own": text(7),
    "own_copy": text(7),
    "part": text(3, 9),
}


def write(path, texts):
    rows = [json.dumps({"id": id_, "text": text}, ensure_ascii=False) for id_, text in texts.items()]
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


def read(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture(params=["output", "index"])
def older(request, tmp_path):
    if request.param == "output":
        deduplicate_files([write(tmp_path / "old.jsonl", OLD)], tmp_path / "old")
        return tmp_path / "old"
    with cleaner.Index(tmp_path / "old.index") as index:
        for id_, one in OLD.items():
            assert index.check_and_add({"id": id_, "text": one}).kind == "new"
    return tmp_path / "old.index"


def test_what_an_older_corpus_has_is_left_out_and_the_older_record_stays(older, tmp_path):
    out = tmp_path / "out"
    counts = deduplicate_files([write(tmp_path / "new.jsonl", NEW)], out, against=older).counts
    kept = {row["text"] for row in read(out / "records" / "00000.jsonl")}
    assert kept == {NEW["old2"], NEW["own"], NEW["part"]}
    duplicates = {row["id"]: (row["duplicate_of"], row["kind"]) for row in read(out / "duplicates.jsonl")}
    assert duplicates.pop("longer") == ("old1", "near"), "though it is the longer one"
    assert duplicates == {"same": ("old0", "exact"), "own_copy": ("own", "exact"), "part": ("old3", "contained")}
    assert (counts["pages"], counts["pages_kept"], counts["pages_duplicate"]) == (6, 3, 3)
    assert (counts["records"], counts["duplicates"]) == (3, 3)


def test_another_older_corpus_makes_another_run(older, tmp_path):
    new = write(tmp_path / "new.jsonl", NEW)
    deduplicate_files([new], tmp_path / "out", against=older)
    assert deduplicate_files([new], tmp_path / "out", against=older).found_done
    with pytest.raises(OutputError, match="another task \\(dedup against"):
        deduplicate_files([new], tmp_path / "out")


def test_an_id_of_the_older_corpus_is_not_given_to_another_text(tmp_path):
    deduplicate_files([write(tmp_path / "old.jsonl", OLD)], tmp_path / "old")
    deduplicate_files([write(tmp_path / "new.jsonl", NEW)], tmp_path / "out", against=tmp_path / "old")
    named = {row["text"]: row["id"] for row in read(tmp_path / "out" / "records" / "00000.jsonl")}
    assert named[NEW["old2"]] == "old2-2"


def test_a_record_that_was_crawled_again_and_is_nearly_the_same_is_a_duplicate_of_itself(older, tmp_path):
    again = {"old1": f"{text(1)}编者按：这篇文章写得很长，读者来信也很多。"}
    deduplicate_files([write(tmp_path / "new.jsonl", again)], tmp_path / "out", against=older)
    assert read(tmp_path / "out" / "records" / "00000.jsonl") == []
    (row,) = read(tmp_path / "out" / "duplicates.jsonl")
    assert (row["duplicate_of"], row["kind"]) == ("old1", "near")


def test_the_output_of_a_run_stands_for_its_records(tmp_path):
    deduplicate_files([write(tmp_path / "old.jsonl", OLD)], tmp_path / "old")
    summary = deduplicate_files([str(tmp_path / "old")], tmp_path / "again")
    assert (summary.counts["records"], summary.exit_status) == (len(OLD), 0)


def test_limit_and_sample_count_the_new_rows_alone(older, tmp_path):
    new = write(tmp_path / "new.jsonl", NEW | {f"other{n}": text(100 + n) for n in range(60)})
    few = deduplicate_files([new], tmp_path / "few", Settings(limit=3), against=older).counts
    assert (few["pages"], few["records"], few["duplicates"]) == (3, 1, 2)
    some = deduplicate_files([new], tmp_path / "some", Settings(sample=0.5), against=older).counts
    again = deduplicate_files([new], tmp_path / "again", Settings(sample=0.5, limit=9), against=older).counts
    assert 15 < some["pages"] < 51
    assert again["pages"] == 9
    first = read(tmp_path / "again" / "records" / "00000.jsonl")
    assert first == read(tmp_path / "some" / "records" / "00000.jsonl")[: len(first)]
    with pytest.raises(OutputError, match="limit"):
        deduplicate_files([new], tmp_path / "few", Settings(limit=4), against=older)
