"""The published schemas say what is written, and what is written obeys them."""

import json

import jsonschema
import pytest

import cleaner
from cleaner import items, schema
from cleaner.document import Document, Edit
from cleaner.errors import UsageError
from cleaner.job.batch import edit_row
from cleaner.model import Reason, Record, Rejected, empty_metadata
from cleaner.settings import Settings
from tests.loads.rows import rows


def obeys(name, row):
    jsonschema.Draft202012Validator(schema.load(name), format_checker=jsonschema.FormatChecker()).validate(row)


@pytest.mark.parametrize("name", schema.NAMES)
def test_every_schema_is_a_valid_schema(name):
    jsonschema.Draft202012Validator.check_schema(schema.load(name))


def test_a_schema_that_there_is_not_is_the_callers_mistake():
    with pytest.raises(UsageError, match="there are record, duplicates"):
        schema.load("recrod")


def test_the_schema_names_every_field_of_a_record_in_its_order():
    stated = schema.load("record")["properties"]
    assert list(stated) == list(Record("1", "x", empty_metadata()).as_row())
    assert list(stated["metadata"]["properties"]) == list(empty_metadata())
    assert stated["metadata"]["required"] == list(empty_metadata())


def test_the_schema_types_a_field_as_its_empty_value():
    kinds = {str: "string", bool: "boolean", int: "integer", list: "array"}
    stated = schema.load("record")["properties"]["metadata"]["properties"]
    assert {name: one["type"] for name, one in stated.items()} == {
        name: kinds[type(value)] for name, value in empty_metadata().items()
    }


def test_records_of_articles_digests_and_items_obey_the_schema():
    written = rows()
    assert {row["metadata"]["kind"] for row in written} >= {"article", "digest", "item"}
    for row in written:
        obeys("record", row)


@pytest.mark.parametrize(
    "change",
    [
        {"authors": None},
        {"authors": "A"},
        {"date": "last week"},
        {"kind": "page"},
        {"item": -1},
        {"more": ""},
        {"language": "Chinese"},
    ],
)
def test_a_record_that_breaks_the_schema_is_told(change):
    row = Record("1", "x", {**empty_metadata(), **change}).as_row()
    with pytest.raises(jsonschema.ValidationError):
        obeys("record", row)


def test_every_reason_of_a_reject_is_in_its_schema():
    assert schema.load("rejects")["properties"]["reason"]["enum"] == list(Reason.__args__)
    obeys("rejects", Rejected("no_content", "strip", "nothing but boilerplate", "a.html").as_row())


def test_a_journal_row_obeys_its_schema():
    document = Document("a\n\nb").apply([Edit(0, "a", "", "strip.test.a", (("source", "x"),), score=0.75)])
    record = Record("1", document.text, empty_metadata(), (), document.journal)
    edits = [edit_row(edit) for edit in record.edits]
    assert [edit["score"] for edit in edits] == [0.75]
    obeys("journal", {"id": "1", "input": "a.txt", "items": [], "source": record.source(), "edits": edits})


def test_a_duplicate_row_obeys_its_schema():
    obeys("duplicates", {"id": "2", "duplicate_of": "1", "kind": "near", "similarity": 0.8123})


def test_all_that_a_run_writes_obeys_its_schemas(tmp_path):
    pytest.importorskip("cleaner.cli")
    pages = tmp_path / "pages"
    pages.mkdir()
    text = "\n".join(f"河湾镇的第{n}座桥在清晨合龙，镇上的人都来看，孩子们第一次从桥上走到了对岸。" for n in range(8))
    (pages / "a.txt").write_text(text, encoding="utf-8")
    (pages / "b.txt").write_text(text, encoding="utf-8")
    (pages / "c.txt").write_text("", encoding="utf-8")
    out = tmp_path / "out"
    run_command("run", str(pages), "-o", str(out), "--set", "journal=true")
    patterns = ("records/*.jsonl", "duplicates.jsonl", "rejects.jsonl", "journal/*.jsonl")
    for name, pattern in zip(schema.NAMES, patterns, strict=False):
        lines = [line for path in out.glob(pattern) for line in path.read_text("utf-8").splitlines()]
        assert lines, name
        for line in lines:
            obeys(name, json.loads(line))
    obeys("run", json.loads((out / "run.json").read_text("utf-8")))


def run_command(*arguments):
    import subprocess
    import sys

    command = [sys.executable, "-c", "from cleaner.cli import main; main()", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 3}, done.stderr


def test_the_arrow_schema_holds_every_field():
    pytest.importorskip("pyarrow", reason="pyarrow is the extra parquet")
    fields = schema.arrow()
    assert fields.names == list(Record("1", "x", empty_metadata()).as_row())
    assert [one.name for one in fields.field("metadata").type] == list(empty_metadata())


def test_an_item_is_written_without_its_texts_which_its_text_holds():
    record = cleaner.clean("\n".join(TWO_LANGUAGES))
    assert all(item.metadata["texts"].keys() == {"zh", "en"} for item in record.items)
    for one in items.rows(record, Settings()):
        obeys("record", one.as_row())


TWO_LANGUAGES = [
    line
    for n in range(1, 4)
    for line in (
        f"{n}、[CL] A Study of Number {n} in the Old Almanacs of the Coast",
        "R Bell, S Tan",
        "[Coast Archive]",
        f"海岸旧历书中数字{n}的研究。旧历书里的数字常被当作装饰，本文逐年核对后发现它们记录的是潮位。",
        f"Numbers in old almanacs, the {n} above all, were taken for ornament. We checked them: they are tide levels.",
        f"https://papers.example.org/abs/{n}",
    )
]
