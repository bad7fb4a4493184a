"""Every class of fault at once, beside good neighbours, in one run of the real command."""

import json
import os
import subprocess
import sys
from collections import Counter

import fault_classes as classes
import pytest

from cleaner.model import FAULTS

LIMITS = ["-s", "page_bytes=5M", "-s", "page_seconds=5", "--no-dedup", "--journal"]


class Dump:
    """The folder of all cases, and what must come of each."""

    def __init__(self, folder):
        self.folder = folder
        self.codes = {}
        self.goods = []
        folder.mkdir()
        for name, data, wanted in classes.pages():
            self.add(name, data)
            self.codes[name] = wanted
        self.codes.pop("utf16_rows.jsonl")
        self.goods.append(8)
        data, codes, goods = classes.rows_file()
        self.add("rows.jsonl", data, goods)
        self.codes |= {f"rows.jsonl#{line}": wanted for line, wanted in codes.items()}
        for name, packed in (("dump.warc", False), ("dump.warc.gz", True)):
            data, codes, goods = classes.warc_file(packed)
            self.add(name, data, goods)
            setattr(self, "warc_gz" if packed else "warc", codes)
        data, codes, goods = classes.zip_file()
        self.add("members.zip", data, goods)
        self.codes |= {f"members.zip#{name}": wanted for name, wanted in codes.items()}
        self.add("torn.tar.gz", *classes.tar_file())
        self.goods += classes.sqlite_file(folder / "pages.sqlite")
        self.add("torn.parquet", b"PAR1" + bytes(500) + b"PAR1")
        self.add("torn.sqlite", b"SQLite format 3\0" + bytes(5000))
        self.add("torn.zip", b"PK\x03\x04" + bytes(500))
        self.codes |= {name: {"truncated"} for name in ("torn.parquet", "torn.sqlite", "torn.zip")}
        self.odd_files()

    def add(self, name, data, goods=()):
        (self.folder / name).write_bytes(data)
        self.goods += goods

    def odd_files(self):
        for n, name in enumerate(
            [b"\xff\xfe name.html", "名 字\n.html".encode(), b"-o.html", b"a#b.html", b"x" * 240 + b".html"], 6000
        ):
            (self.folder / os.fsdecode(name)).write_bytes(classes.article(n))
            self.goods.append(n)
        os.mkfifo(self.folder / "pipe.html")
        (self.folder / "device.html").symlink_to("/dev/zero")
        (self.folder / "broken_link.html").symlink_to("nowhere")
        (self.folder / "loop").symlink_to(".")
        (self.folder / "style.css").write_text("p {}")
        self.codes |= {"pipe.html": {"unsupported"}, "device.html": {"unsupported"}, "broken_link.html": {"unreadable"}}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    base = tmp_path_factory.mktemp("faults")
    dump = Dump(base / "in")
    command = [sys.executable, "-m", "cleaner", "run", str(dump.folder), "-o", str(base / "out"), *LIMITS]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    return dump, base / "out", done


def rows(path):
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def address(row, dump):
    return row["input"].removeprefix(f"{dump.folder}/")


def test_the_run_ends_with_one_line_and_status_3(outcome):
    _, _, done = outcome
    assert done.returncode == 3, done.stderr
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1


def test_good_neighbours_come_out_whole_and_once(outcome):
    dump, out, _ = outcome
    texts = Counter()
    for row in rows(out / "records" / "00000.jsonl"):
        for n in dump.goods:
            if classes.good(n) in row["text"].replace("\n", ""):
                texts[n] += 1
    assert {n: texts[n] for n in dump.goods if texts[n] != 1} == {}


def test_each_fault_has_its_code(outcome):
    dump, out, _ = outcome
    got = {address(row, dump): row["reason"] for row in rows(out / "rejects.jsonl")}
    got |= {
        row["metadata"]["input"].removeprefix(f"{dump.folder}/"): "record"
        for row in rows(out / "records" / "00000.jsonl")
    }
    assert {name: got.get(name) for name, wanted in dump.codes.items() if got.get(name) not in wanted} == {}


@pytest.mark.parametrize("name", ["dump.warc", "dump.warc.gz"])
def test_each_lying_record_has_its_code(outcome, name):
    dump, out, _ = outcome
    wanted = dump.warc_gz if name.endswith("gz") else dump.warc
    got = [row["reason"] for row in rows(out / "rejects.jsonl") if address(row, dump).startswith(f"{name}#")]
    assert len(got) == len(wanted)
    assert all(code in codes for code, codes in zip(got, wanted, strict=True)), got


def test_the_ledger_closes(outcome):
    _, out, _ = outcome
    counts = json.loads((out / "run.json").read_bytes())["counts"]
    rejects = rows(out / "rejects.jsonl")
    records = rows(out / "records" / "00000.jsonl")
    assert counts["pages"] == counts["pages_kept"] + counts["pages_duplicate"] + counts["pages_rejected"]
    assert counts["pages_rejected"] == len(rejects)
    assert counts["records"] == len(records)
    assert counts["faults"] == sum(row["reason"] in FAULTS for row in rejects)
    assert counts["pages_kept"] == len({row["metadata"]["input"] for row in records})


def test_ids_and_addresses_tell_all_apart(outcome):
    _, out, _ = outcome
    records = rows(out / "records" / "00000.jsonl")
    assert len({row["id"] for row in records}) == len(records)
    rejects = [row["input"] for row in rows(out / "rejects.jsonl")]
    assert len(set(rejects)) == len(rejects)


def test_what_was_packed_or_linked_never_leaves_the_output(outcome):
    dump, out, _ = outcome
    assert sorted(path.name for path in out.iterdir()) == [
        ".samples.jsonl", "README.md", "duplicates.jsonl", "journal", "records", "rejects.jsonl", "report.html",
        "run.json",
    ]  # fmt: skip
    assert sorted(path.name for path in dump.folder.parent.iterdir()) == ["in", "out"]


def test_nothing_external_is_read(outcome):
    _, out, _ = outcome
    assert b"root:" not in (out / "records" / "00000.jsonl").read_bytes()
