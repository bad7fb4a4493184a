"""What a run writes loads as it is in the tools of the trade: Hugging Face datasets, DuckDB, Polars, pandas.

They are the extra `loads`: without it these tests are skipped.  Run them with

    pip install 'cleaner[loads]' && python -m pytest tests/loads

datatrove and dolma need environments of their own: tests/loads/run_isolated.py.
"""

import pytest

from cleaner import schema
from tests.loads.rows import FORMATS, rows, write

pytestmark = pytest.mark.filterwarnings("default")  # their own deprecations are not this project's
WRITTEN = rows()
LINES = [name for name in FORMATS if name != "parquet"]


@pytest.fixture(params=FORMATS)
def out(request, tmp_path):
    """An output folder whose first file holds empty fields only."""
    write(tmp_path / "records", request.param, WRITTEN)
    (tmp_path / "rejects.jsonl").write_text('{"input": "x", "stage": "read", "reason": "empty", "detail": ""}\n')
    (tmp_path / "README.md").write_text(schema.dataset_card())
    return tmp_path


@pytest.fixture
def files(out):
    found = sorted(map(str, (out / "records").iterdir()))
    assert len(found) > 1
    return found


def need(name):
    return pytest.importorskip(name, reason=f"{name} is not installed: pip install 'cleaner[loads]'")


def dataset(tmp_path, *where, **options):
    return need("datasets").load_dataset(*where, split="train", cache_dir=str(tmp_path / "cache"), **options)


def test_datasets_loads_an_output_folder(out, tmp_path):
    assert dataset(tmp_path, str(out)).to_list() == WRITTEN


def test_datasets_streams_an_output_folder(out, tmp_path):
    assert list(dataset(tmp_path, str(out), streaming=True)) == WRITTEN


def test_datasets_loads_files_with_the_features_told(files, tmp_path):
    kind = "parquet" if files[0].endswith("parquet") else "json"
    features = need("datasets").Features.from_arrow_schema(schema.arrow())
    assert dataset(tmp_path, kind, data_files=files, features=features).to_list() == WRITTEN


def test_datasets_loads_files_as_they_are_where_the_first_holds_every_field(tmp_path):
    ordered = sorted(WRITTEN, key=lambda row: -len(row["metadata"]["images"]))
    files = list(map(str, write(tmp_path / "records", "jsonl", ordered)))
    assert dataset(tmp_path, "json", data_files=files).to_list() == ordered


@pytest.mark.xfail(
    reason="datasets guesses types from the first file: an empty list there is a list of nulls", strict=True
)
def test_datasets_loads_files_as_they_are_where_the_first_holds_empty_lists_only(tmp_path):
    need("datasets")
    files = list(map(str, write(tmp_path / "records", "jsonl", WRITTEN)))
    assert dataset(tmp_path, "json", data_files=files).to_list() == WRITTEN


def test_duckdb_reads_the_records(files):
    duckdb = need("duckdb")
    reader = "read_parquet" if files[0].endswith("parquet") else "read_ndjson_auto"
    table = duckdb.connect().sql(f"select id, text, source, added, created, metadata from {reader}({files})")  # noqa: S608 - the test's own paths
    found = [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]
    assert [without_dates(row) for row in found] == [without_dates(row) for row in WRITTEN]


def without_dates(row):
    """Return dates as text: DuckDB reads a column of ISO dates as dates."""
    date = row["metadata"]["date"]
    return {**row, "created": str(row["created"] or ""), "metadata": {**row["metadata"], "date": str(date or "")}}


def test_polars_reads_the_records(files):
    polars = need("polars")
    if files[0].endswith("parquet"):
        table = polars.read_parquet(files)
    else:
        table = polars.scan_ndjson(files, schema=polars.from_arrow(schema.arrow().empty_table()).schema).collect()
    assert table.to_dicts() == WRITTEN


def test_pandas_reads_the_records(files):
    pandas = need("pandas")
    if files[0].endswith("parquet"):
        tables = [pandas.read_parquet(file) for file in files]
    else:
        tables = [pandas.read_json(file, lines=True, dtype=False) for file in files]
    found = [row for table in tables for row in table.to_dict("records")]
    assert [plain(row) for row in found] == WRITTEN


def plain(value):
    """Return arrays as lists: pandas reads Parquet lists as numpy arrays."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    return [plain(one) for one in value] if isinstance(value, list) else value
