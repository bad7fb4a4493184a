import json
import random
from dataclasses import replace
from itertools import islice

import pytest
from growth import grows_at_most, seconds
from hypothesis import given, settings
from hypothesis import strategies as st
from repost_kinds import REPOSTS, articles, repost

from cleaner.dedup import Entries, Entry, cluster, deduplicate, rank_of, rows, sign
from cleaner.errors import IndexFileError, SettingsError, UsageError
from cleaner.model import Record, empty_metadata
from cleaner.settings import Settings

ARTICLES = articles()
ALL = [{"id": name, "text": text} for name, text in ARTICLES.items()]


def reposts():
    """Every article with a repost of every kind."""
    made = [
        {"id": f"{name}+{kind}", "text": repost(text, kind, seed)}
        for seed, (name, text) in enumerate(ARTICLES.items())
        for kind in REPOSTS
    ]
    return ALL + made


def origin(id_):
    return id_.split("+")[0]


def test_every_kind_of_repost_is_tied_to_its_article_and_to_nothing_else():
    found = deduplicate(reposts())
    assert sorted(found.kept) == sorted(ARTICLES)
    for one in found.clusters:
        assert {origin(duplicate.id) for duplicate in one.duplicates} == {one.survivor}
        assert len(one.duplicates) == len(REPOSTS)


def test_each_duplicate_carries_its_evidence():
    found = deduplicate([*ALL[:1], {"id": "cut", "text": repost(ALL[0]["text"], "cut")}])
    (one,) = found.clusters
    (duplicate,) = one.duplicates
    assert (duplicate.id, duplicate.duplicate_of, duplicate.kind) == ("cut", "zh-library", "near")
    assert 0.6 < duplicate.similarity < 0.75
    assert duplicate.tied_by == "zh-library"


def test_rows_are_the_lines_of_duplicates_jsonl():
    found = list(rows(deduplicate(reposts())))
    assert len(found) == len(ARTICLES) * len(REPOSTS)
    for row in found:
        assert list(row) == ["id", "duplicate_of", "kind", "similarity"]
        assert row["kind"] in {"exact", "near"}
        assert 0 < row["similarity"] <= 1
        json.dumps(row, allow_nan=False)


def test_a_digest_holds_its_articles_and_is_no_version_of_the_largest():
    texts = [ARTICLES[name] for name in ("zh-library", "zh-noodles")]
    digest = "\n".join([texts[0], texts[1][:200]])
    found = deduplicate([*ALL, {"id": "cut", "text": texts[1][:200]}, {"id": "digest", "text": digest}])
    assert "digest" in found.kept
    assert {(one.id, one.inside) for one in found.contained} >= {("zh-library", "digest"), ("cut", "digest")}
    assert min(one.similarity for one in found.contained) > 0.9


def test_copies_of_a_contained_article_are_listed_too():
    text = ARTICLES["en-ferry"]
    digest = text + "\n" + ARTICLES["en-seeds"]
    found = deduplicate([*ALL, {"id": "digest", "text": digest}, {"id": "x-copy", "text": text.upper()}])
    assert {one.id for one in found.contained} == {"en-ferry", "en-seeds", "x-copy"}
    assert [duplicate.id for one in found.clusters for duplicate in one.duplicates] == ["x-copy"]


def test_a_full_article_is_no_collection_of_its_own_excerpts():
    text = ARTICLES["en-radio"]
    cut = text[: len(text) * 7 // 10]
    found = deduplicate([{"id": "full", "text": text}, {"id": "cut", "text": cut}, {"id": "cut2", "text": cut[:-60]}])
    assert found.kept == ("full",)


def test_containment_never_merges_clusters():
    whole = "\n".join(ARTICLES.values())
    found = deduplicate([*ALL, {"id": "whole", "text": whole}])
    assert len(found.kept) == len(ALL) + 1
    assert len(found.contained) == len(ALL)


def short_texts():
    """Three hundred different one-line texts, most of them on a pattern."""
    cities = ["北京", "上海", "广州", "成都", "武汉", "西安", "南京", "长沙", "沈阳", "昆明"]
    yield from (f"第{number}章 风起于青萍之末" for number in range(60))
    yield from (
        f"{city}今天多云转晴，最高气温{20 + n}度，西北风三级，空气质量良。" for n, city in enumerate(cities * 6)
    )
    yield from (f"Order {1000 + n * 7} has been shipped and will arrive within three working days." for n in range(60))
    yield from (
        f"【公告】{city}分公司将于{month}月搬迁至新址办公，联系电话不变。" for city in cities for month in range(1, 7)
    )
    yield from (
        f"Meeting notes, {day} March: budget, hiring, roof repairs, any other business." for day in range(1, 32)
    )
    words = ["amber", "brisk", "cobalt", "dapper", "elm", "fennel", "granite", "hazel", "indigo"]
    yield from (f"The {one} house beside the {two} lane" for one in words for two in words if one != two)


def test_three_hundred_different_one_line_texts_give_no_duplicate():
    texts = list(dict.fromkeys(short_texts()))
    assert len(texts) >= 300
    found = deduplicate({"id": str(n), "text": text} for n, text in enumerate(texts))
    assert list(rows(found)) == []


SHORT = [
    ("还书柜外形像储物柜，扫描条码之后柜门弹开，放进去关好，手机上随即收到归还的记录，读者说很方便。",
     "還書柜外形像儲物柜, 扫描条码之后柜門弹开, 放进去关好, 手机上随即收到归还的记录, 读者说很方便.", "exact"),
    ("The crack was welded in March by a retired shipwright who would accept nothing but coffee.",
     "The crack was welded in March by a retired shipwrihgt who would accept nothing but coffee.", "near"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "other", "kind"), SHORT)
def test_a_short_text_with_a_typo_is_the_same_text(text, other, kind):
    (row,) = rows(deduplicate([{"id": "a", "text": text}, {"id": "b", "text": other}]))
    assert row["kind"] == kind


def test_messages_on_one_form_are_not_joined_by_the_bare_form():
    form = "Your parcel has left our warehouse and will arrive within three working days; keep this message."
    things = ["It holds the amber lantern you chose.", "It holds two pairs of garden gloves.", "A kettle is in it."]
    texts = {"form": form} | {thing: f"{form} {thing}" for thing in things}
    found = deduplicate({"id": id_, "text": text} for id_, text in texts.items())
    assert set(found.kept) == set(things)


def chain(steps):
    """Texts each of which is like the one before, the last without anything of the first."""
    rng = random.Random(5)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(100 + 25 * steps)]
    return [{"id": f"{n:02}", "text": " ".join(words[25 * n : 25 * n + 100])} for n in range(steps)]


def test_clusters_do_not_drift_along_chains():
    found = deduplicate(chain(12))
    for one in found.clusters:
        numbers = [int(one.survivor), *(int(duplicate.id) for duplicate in one.duplicates)]
        assert max(numbers) - min(numbers) <= 4
    assert len(found.kept) >= 3


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(rng):
    records = reposts()
    rng.shuffle(records)
    found = deduplicate(records)
    first = deduplicate(reposts())
    assert set(found.kept) == set(first.kept)
    assert list(rows(found)) == list(rows(first))


def test_another_threshold_is_judged_without_texts():
    records = {record["id"]: record["text"] for record in reposts()}
    fetched = []

    def fetch(id_):
        fetched.append(id_)
        return records[id_]

    found = cluster((Entry(id_, sign(text)) for id_, text in records.items()), fetch)
    before = len(fetched)
    strict = found.at(0.9)
    assert len(fetched) == before
    assert len(strict.kept) > len(found.kept)
    direct = deduplicate(({"id": id_, "text": text} for id_, text in records.items()), Settings(dedup_threshold=0.9))
    assert len(strict.kept) == len(direct.kept)
    assert list(rows(strict.at(0.4))) == list(rows(found))


def test_a_threshold_below_what_was_looked_for_is_refused():
    with pytest.raises(SettingsError, match="dedup_threshold"):
        deduplicate(ALL).at(0.1)


def record(id_, text, **about):
    return Record(id_, text, empty_metadata() | about)


def test_the_survivor_is_the_complete_one_then_the_original_then_the_smaller_id():
    text = ARTICLES["zh-noodles"]
    full = record("z", text, source_url="https://origin.example/1")
    original = record("y", text)
    cut = record("a", text[:-80])
    flagged = record("b", text, flags=["truncated"])
    assert deduplicate([cut, flagged, full, original]).kept == ("y",)
    assert deduplicate([cut, flagged, full]).kept == ("z",)
    assert deduplicate([cut, flagged]).kept == ("a",)
    assert deduplicate([original, record("x", text)]).kept == ("x",)


def test_ranks_order_by_completeness_before_all_else():
    assert rank_of(1000) < rank_of(900) < rank_of(100) < rank_of(0)
    assert rank_of(1000) < rank_of(1000, {"source": "elsewhere"}) < rank_of(900)
    assert rank_of(100) < rank_of(1000, {"flags": ["truncated_head"]})


def test_identical_documents_cost_linear_time_and_leave_one():
    signature = sign(ARTICLES["zh-library"])

    def kept(count):
        return cluster((Entry(f"{n:08}", signature) for n in range(count)), lambda _: ARTICLES["zh-library"]).kept

    assert kept(1000) == ("00000000",)
    assert grows_at_most(2.5 * 2.5, lambda count: seconds(lambda: kept(count)), 10_000, 40_000)


def test_little_memory_spills_to_disk_and_changes_nothing(tmp_path):
    records = {record["id"]: record["text"] for record in reposts()}
    entries = [Entry(id_, sign(text)) for id_, text in records.items()]
    tight = Settings(dedup_memory=50_000_000)
    small = replace(cluster(entries, records.__getitem__, tight, tmp_path), findings=None)
    large = replace(cluster(entries, records.__getitem__), findings=None)
    assert small == large
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("han", "other"), [(4, 4), (4, 6), (7, 8), (8, 5)])
def test_shingles_of_any_size_find_the_reposts(han, other):
    found = deduplicate(reposts(), Settings(dedup_shingle_han=han, dedup_shingle_other=other))
    assert sorted(found.kept) == sorted(ARTICLES)


def as_stored(entries):
    packed = [entry.signature.pack() for entry in entries]
    ids, ranks = [entry.id for entry in entries], [entry.rank for entry in entries]
    return Entries(ids, ranks, [len(one) for one in packed], b"".join(packed))


@pytest.mark.parametrize("sizes", [(1, 1, 1), (7, 0, 2), (40, 5000, 9)])
def test_texts_come_one_by_one_or_packed_and_the_outcome_is_the_same(sizes):
    records = {f"{name}+{kind}": repost(text, kind) for name, text in ARTICLES.items() for kind in REPOSTS}
    records |= {"empty": "", "dots": "...", "brief": "Closed today."}
    entries = [Entry(id_, sign(text), len(text) % 7) for id_, text in records.items()]
    expected = cluster(entries, records.__getitem__)
    left = iter(entries)
    mixed = [as_stored(list(islice(left, size))) for size in sizes]
    assert cluster([*mixed, *left], records.__getitem__) == expected
    assert cluster([as_stored(entries)], records.__getitem__) == expected
    assert cluster([as_stored([])], records.__getitem__).kept == ()


def test_signatures_of_other_shingles_are_refused():
    entries = [Entry("a", sign("some text", Settings(dedup_shingle_other=5)))]
    with pytest.raises(UsageError, match="sign the texts anew"):
        cluster(entries, lambda _: "some text")
    with pytest.raises(UsageError, match="sign the texts anew"):
        cluster([as_stored(entries)], lambda _: "")


def test_packed_signatures_of_another_version_are_refused():
    stored = as_stored([Entry(name, sign(text)) for name, text in ARTICLES.items()])
    at = sum(stored.sizes[:2])
    later = stored.packed[:at] + bytes([stored.packed[at] + 1]) + stored.packed[at + 1 :]
    with pytest.raises(IndexFileError, match="sign the texts again"):
        cluster([replace(stored, packed=later)], lambda _: "")


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([{"id": "a", "text": "x"}, {"id": "a", "text": "y"}], "record 1: .*'a' comes twice"),
        ([{"id": "a"}], "record 0: .*'text'"),
        ([{"id": 1, "text": "x"}], "record 0: .*'id'"),
        (["text"], "record 0: .*str"),
    ],
)
def test_a_callers_mistake_is_told_at_once(records, message):
    with pytest.raises(UsageError, match=message):
        deduplicate(records)
    with pytest.raises(UsageError, match="not dict"):
        deduplicate([], {"dedup_threshold": 0.5})


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["!", "?"], ["中"], ["\0", "\ud800"], ["\U00020000字"] * 2])
def test_odd_texts_are_no_trouble(texts):
    found = deduplicate({"id": str(n), "text": text} for n, text in enumerate(texts))
    assert len(found.kept) == len(set(texts))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(), max_size=8))
def test_no_text_raises_and_every_id_is_kept_or_explained(texts):
    found = deduplicate({"id": str(n), "text": text} for n, text in enumerate(texts))
    left_out = [duplicate.id for one in found.clusters for duplicate in one.duplicates]
    assert sorted([*found.kept, *left_out]) == sorted(str(n) for n in range(len(texts)))


def test_a_text_of_the_older_corpus_survives_every_new_one():
    text = ARTICLES["zh-noodles"]
    old, new = text[: len(text) * 8 // 10], text
    entries = [Entry("new", sign(new), rank_of(900)), Entry("old", sign(old), rank_of(700, known=True))]
    assert cluster(entries, {"old": old, "new": new}.__getitem__).kept == ("old",)
