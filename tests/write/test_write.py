"""What is written: the same bytes for the same rows, whole lines, numbered files."""

import errno
import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from cleaner.model import Record, empty_metadata
from cleaner.write import LineFile, RecordFiles, line


def row(n, **metadata):
    return Record(f"r{n}", f"第{n}条\u2028记录", empty_metadata() | metadata).as_row("run")


def test_a_row_is_one_line_of_utf8_whatever_it_holds():
    data = line(row(1, title="a\nb\r\x85\ud800"))
    assert data.count(b"\n") == 1
    assert data.endswith(b"\n")
    data.decode("utf-8")
    assert "第1条".encode() in data


@pytest.mark.parametrize(("packing", "unpack"), [("", bytes), ("gz", gzip.decompress), ("zst", zstandard.decompress)])
def test_packed_lines_hold_no_clock(tmp_path, packing, unpack):
    for name in ("a", "b"):
        with LineFile(tmp_path / name, packing) as file:
            for n in range(1000):
                file.write(line(row(n)))
    first = (tmp_path / "a").read_bytes()
    assert first == (tmp_path / "b").read_bytes()
    if packing == "zst":
        first = zstandard.ZstdDecompressor().stream_reader(first).read()
    assert (first if packing == "zst" else unpack(first)) == b"".join(line(row(n)) for n in range(1000))


@pytest.mark.parametrize("name", ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"])
def test_records_go_to_numbered_files_and_none_still_make_one(tmp_path, name):
    with RecordFiles(tmp_path / "some", name, 4) as files:
        for n in range(10):
            files.write(line(row(n)))
    with RecordFiles(tmp_path / "none", name, 4):
        pass
    assert [path.name for path in sorted((tmp_path / "some").iterdir())] == [f"0000{n}.{name}" for n in range(3)]
    assert [path.name for path in (tmp_path / "none").iterdir()] == [f"00000.{name}"]


def test_parquet_has_the_columns_of_the_rows_and_no_nulls(tmp_path):
    rows = [row(n, tags=["a"] * n, machine_translated=bool(n)) for n in range(3)]
    with RecordFiles(tmp_path, "parquet", 10) as files:
        for one in rows:
            files.write(line(one))
    assert pq.read_table(tmp_path / "00000.parquet").to_pylist() == [json.loads(line(one)) for one in rows]


def test_a_full_disk_is_told_as_one_when_a_table_is_closed(tmp_path, monkeypatch):
    errors = iter([OSError(errno.ENOSPC, "No space left on device"), pa.ArrowInvalid("Operation on closed file")])

    def full(*_):
        raise next(errors)

    with pytest.raises(OSError, match="No space left"), RecordFiles(tmp_path, "parquet", 2) as files:  # noqa: PT012
        files.write(line(row(1)))
        files.write(line(row(2)))
        monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
        files.write(line(row(3)))
