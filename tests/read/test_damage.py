"""A packed WARC damaged anywhere in the second of its records: reading ends, and the others come out once."""

import gzip
import io
from collections import Counter
from itertools import islice

import fault_classes as classes
import pytest

from cleaner.model import Page
from cleaner.read import find, read
from cleaner.read.unpack import Counted
from cleaner.read.warc import read_warc
from cleaner.read.warc_files import read_warc_file
from cleaner.settings import Settings

MEMBERS = [gzip.compress(classes.warc_record(classes.article(n)), mtime=0) for n in range(3)]
MOST = 20


def readers(data):
    yield read_warc_file(io.BytesIO(data), "x", Settings(), packed=True)
    yield read_warc(io.BytesIO(data), "x", Settings(), Counted(io.BytesIO(data)))


@pytest.mark.parametrize("damage", [bytes(9), b"\xff" * 9, b"", b"\x1f\x8b\x08", b"WARC/1.0\r\n"])
def test_damage_anywhere_in_a_record_costs_that_record(damage):
    first, second, third = MEMBERS
    for at in range(len(second) - 9):
        data = first + second[:at] + damage + second[at + 9 :] + third
        for reader in readers(data):
            found = list(islice(reader, MOST))
            pages = Counter(one.data for one in found if isinstance(one, Page))
            assert len(found) < MOST, "reading does not end"
            assert pages[classes.article(0)] == pages[classes.article(2)] == 1, f"a good record lost, damage at {at}"
            assert pages.keys() <= {classes.article(n) for n in range(3)}


def test_a_json_array_gives_the_rows_before_its_damage(tmp_path):
    rows = [classes.row(n) for n in range(3)]
    for name, data, wanted in (
        ("cut", b"[" + b",\n".join(rows)[:-40], 2),
        ("behind", b"[" + b",".join(rows) + b"] and more", 3),
        ("comma", b"[" + b",".join(rows) + b",]", 3),
        ("deep", b"[" + rows[0] + b"," + b"[" * 200_000, 1),
        ("none", b"[" * 200_000, 0),
        ("empty", b"[", 0),
    ):
        path = tmp_path / f"{name}.json"
        path.write_bytes(data)
        *pages, last = read(next(find([str(path)])), Settings())
        assert [page.data for page in pages] == [classes.good(n) for n in range(wanted)], name
        assert last.reason == "bad_row"
