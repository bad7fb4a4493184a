"""A body that a server packed is read alike by zlib and by ISA-L, whatever is wrong with it."""

import gzip
import sys
import zlib

import pytest

from cleaner.read import http
from cleaner.read.unpack import DamagedError
from cleaner.settings import Settings

PAGE = "".join(f"<p>第{n}行，字字不同。</p>" for n in range(3000)).encode()
PACKED = gzip.compress(PAGE, mtime=0)
BODIES = {
    "whole": PACKED,
    "in two members": gzip.compress(PAGE[:99], mtime=0) + gzip.compress(PAGE[99:], mtime=0),
    "torn": PACKED[: len(PACKED) // 2],
    "without its sum": PACKED[:-8],
    "another sum": PACKED[:-8] + b"1234" + PACKED[-4:],
    "another length": PACKED[:-4] + b"1234",
    "noise within": PACKED[:500] + bytes(9) + PACKED[509:],
    "something behind": PACKED + b"<!-- behind -->",
    "nothing in it": gzip.compress(b""),
    "a large page": gzip.compress(b"<p>" + bytes(range(32, 127)) * 30_000),
    "a bomb": gzip.compress(b"0" * 9_000_000),
    "not packed": PAGE,
}


@pytest.fixture(autouse=True)
def _chosen_anew():
    http._inflater.cache_clear()
    yield
    http._inflater.cache_clear()


def outcome(body):
    message = http.Message(200, {"content-encoding": "gzip"}, body)
    try:
        return http.body_of(message, Settings())
    except DamagedError as error:
        return error.reason


@pytest.mark.parametrize("name", BODIES)
def test_isal_gives_what_zlib_gives(monkeypatch, name):
    isal_zlib = pytest.importorskip("isal.isal_zlib")
    assert http._inflater() is isal_zlib
    found = outcome(BODIES[name])
    http._inflater.cache_clear()
    monkeypatch.setitem(sys.modules, "isal", None)
    assert http._inflater() is zlib
    assert outcome(BODIES[name]) == found


def test_a_whole_body_is_unpacked_without_isal(monkeypatch):
    monkeypatch.setitem(sys.modules, "isal", None)
    assert outcome(BODIES["whole"]) == outcome(BODIES["in two members"]) == PAGE
