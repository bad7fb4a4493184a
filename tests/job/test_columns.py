"""Rows of other tools, folded into Parquet: they keep their columns."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner.errors import OutputError
from cleaner.job.redup import deduplicate_files
from cleaner.schema import arrow
from cleaner.settings import Settings

PARQUET = Settings(format="parquet")
TEXT = "The ferry leaves the north quay at {} and takes the long way round the island of {}, as it did before the war."
OTHER = "Nobody at the mill could say who had painted the wheel green, or when. "
ROWS = [
    {
        "id": "a",
        "text": OTHER * 3,
        "url": "https://a.example",
        "score": 1,
        "tags": [],
        "extra": {},
    },
    {"id": "b", "text": TEXT.format("nine", "Rab") * 3, "score": 2.5, "tags": ["x"], "meta": {"lang": "en", "n": 3}},
    {"id": "c", "text": TEXT.format("nine", "Rab") * 3, "score": None, "metadata": {"date": "2020-01-02"}},
    {"text": "还书柜放在了四个车站里，扫描条码之后柜门就会弹开。" * 3, "score": 7, "metadata": {"date": "x"}},
]


def folded(tmp_path, rows, name="in.jsonl"):
    path = tmp_path / name
    if name.endswith("jsonl"):
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    else:
        pq.write_table(rows, path)
    deduplicate_files([str(path)], tmp_path / "out", PARQUET)
    return pq.read_table(tmp_path / "out" / "records" / "00000.parquet")


def test_columns_of_other_tools_are_carried_through(tmp_path):
    table = folded(tmp_path, ROWS)
    assert table.column_names[:5] == ["id", "text", "url", "score", "tags"]
    rows = {row["id"]: row for row in table.to_pylist()}
    assert {"a", "b"} < rows.keys()
    assert len(rows) == 3  # c is b
    assert rows["a"]["url"] == "https://a.example"
    assert (rows["a"]["score"], rows["b"]["score"]) == (1.0, 2.5)
    assert rows["b"]["meta"] == {"lang": "en", "n": 3}
    (own,) = (row for id_, row in rows.items() if id_ not in {"a", "b"})
    assert own["metadata"] == {"duplicates": None, "date": "x"}


@pytest.mark.parametrize(("form", "levels"), [("jsonl", 300), ("jsonl", 900), ("parquet", 100), ("parquet", 900)])
def test_a_row_nested_too_deeply_costs_itself(tmp_path, form, levels):
    deep = json.dumps(ROWS[3])[:-1] + ', "x": ' + "[" * levels + "]" * levels + "}"
    (tmp_path / "in.jsonl").write_text("\n".join([json.dumps(ROWS[0]), deep, json.dumps(ROWS[1])]), encoding="utf-8")
    counts = deduplicate_files([str(tmp_path / "in.jsonl")], tmp_path / "out", Settings(format=form)).counts
    assert (counts["records"], counts["faults"]) == ((3, 0) if levels == 300 else (2, 1))


def test_lone_surrogates_in_a_row_are_written_as_what_they_are_not(tmp_path):
    table = folded(tmp_path, [{"id": "\ud800", "text": OTHER + "\ud83d", "of\udfff": ["\ud800x"]}])
    assert table.to_pylist() == [{"id": "\ufffd", "text": OTHER + "\ufffd", "of\ufffd": ["\ufffdx"]}]


def test_a_table_comes_out_with_the_types_it_went_in_with(tmp_path):
    table = pa.table(
        {
            "text": [row["text"] for row in ROWS],
            "id": pa.array(range(4), pa.int64()),
            "score": pa.array([0.5, None, 1.5, 2.0], pa.float64()),
            "labels": pa.array([["x"], [], None, ["y"]], pa.list_(pa.string())),
            "ok": [True, False, True, True],
        }
    )
    found = folded(tmp_path, table, "in.parquet")
    assert found.column_names == table.column_names
    for name in ("text", "score", "labels", "ok"):
        assert found.schema.field(name).type == table.schema.field(name).type
    assert found.schema.field("id").type == pa.string()
    assert found.column("score").to_pylist() == [0.5, None, 2.0]


def test_columns_that_differ_from_part_to_part_are_joined(tmp_path):
    rows = [{"id": str(number), "text": f"{number} {number * 7919:x} " * 9, "n": number} for number in range(2500)]
    for row in rows[1500:]:
        row["late"] = [row["n"] / 2]
    table = folded(tmp_path, rows)
    assert table.column_names == ["id", "text", "n", "late"]
    assert table.column("late").to_pylist()[0] is None
    assert table.column("late").to_pylist()[-1] == [rows[-1]["n"] / 2]


def test_records_of_a_run_keep_their_own_columns(tmp_path):
    metadata = {"title": "A ferry", "authors": [], "duplicates": 0}
    record = {"id": "a", "text": ROWS[0]["text"], "source": "", "added": "", "created": "", "metadata": metadata}
    assert folded(tmp_path, [record]).schema.equals(arrow())


def test_values_that_no_column_holds_are_told_with_what_to_do(tmp_path):
    rows = [ROWS[0] | {"score": "high"}, ROWS[1] | {"score": {"n": 1}}]
    with pytest.raises(OutputError, match="JSON lines hold them"):
        folded(tmp_path, rows)


def test_columns_of_types_that_json_lacks_are_written_as_json_has_them(tmp_path):
    from datetime import UTC, date, datetime
    from decimal import Decimal

    stated = {
        "text": OTHER.encode(), "when": datetime(2021, 5, 6, 7, 8, tzinfo=UTC), "day": date(2021, 5, 6),
        "price": Decimal("1.50"), "score": float("nan"), "packed": b"\xff\xfe", "nested": {"days": [date(2021, 5, 7)]},
        "map": [("a", 1)],
    }  # fmt: skip
    table = pa.Table.from_pylist([stated], pa.schema([
        ("text", pa.binary()), ("when", pa.timestamp("us", "UTC")), ("day", pa.date32()),
        ("price", pa.decimal128(9, 2)), ("score", pa.float64()), ("packed", pa.binary()),
        ("nested", pa.struct([("days", pa.list_(pa.date32()))])),
        ("map", pa.map_(pa.string(), pa.int64())),
    ]))  # fmt: skip
    pq.write_table(table, tmp_path / "in.parquet")
    deduplicate_files([str(tmp_path / "in.parquet")], tmp_path / "lines")
    (row,) = map(json.loads, (tmp_path / "lines" / "records" / "00000.jsonl").read_text().splitlines())
    assert len(row.pop("id")) == 32
    assert row == {
        "text": OTHER, "when": "2021-05-06T07:08:00+00:00", "day": "2021-05-06", "price": "1.50", "score": None,
        "packed": "//4=", "nested": {"days": ["2021-05-07"]}, "map": [["a", 1]],
    }  # fmt: skip
    pq.write_table(table.drop_columns("map"), tmp_path / "in.parquet")
    deduplicate_files([str(tmp_path / "in.parquet")], tmp_path / "out", PARQUET)
    (row,) = pq.read_table(tmp_path / "out" / "records" / "00000.parquet").to_pylist()
    assert (row["when"], row["price"]) == ("2021-05-06T07:08:00+00:00", "1.50")


def test_fields_named_by_option_are_the_text_and_the_id(tmp_path):
    rows = [
        {"docid": "a", "id": 1, "body": OTHER * 3, "text": "raw"},
        {"docid": "b", "id": 2, "body": OTHER * 3, "text": "other"},
        {"docid": "c", "id": 3, "text": OTHER},
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    deduplicate_files([str(path)], tmp_path / "out", Settings(text_field="body", id_field="docid"))
    (row,) = map(json.loads, (tmp_path / "out" / "records" / "00000.jsonl").read_text().splitlines())
    assert row == {"id": "a", "docid": 1, "text": OTHER * 3, "body": "raw"}
    (gone,) = map(json.loads, (tmp_path / "out" / "duplicates.jsonl").read_text().splitlines())
    assert (gone["id"], gone["duplicate_of"]) == ("b", "a")
    (reject,) = map(json.loads, (tmp_path / "out" / "rejects.jsonl").read_text().splitlines())
    assert "`body`" in reject["detail"]
    nested = {"doc": {"key": "n", "body": OTHER}}
    path.write_text(json.dumps(nested))
    deduplicate_files([str(path)], tmp_path / "nested", Settings(text_field="doc.body", id_field="doc.key"))
    (row,) = map(json.loads, (tmp_path / "nested" / "records" / "00000.jsonl").read_text().splitlines())
    assert row == nested | {"id": "n", "text": OTHER}
