"""A body that a server packed is read alike by ISA-L in one step and by zlib as a stream, whatever is wrong with it."""

import gzip

import pytest

from cleaner.read import http
from cleaner.read.unpack import DamagedError, unpack_bytes
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


def outcome(unpack, *arguments):
    try:
        return unpack(*arguments)
    except DamagedError as error:
        return error.reason


@pytest.mark.parametrize("name", BODIES)
def test_isal_gives_what_zlib_gives(name):
    settings = Settings()
    message = http.Message(200, {"content-encoding": "gzip"}, BODIES[name])
    streamed = outcome(unpack_bytes, BODIES[name], "", settings.page_bytes, settings.page_ratio)
    assert outcome(http.body_of, message, settings) == streamed


def test_a_whole_body_is_unpacked_whether_in_one_member_or_two():
    assert http._gunzipped(BODIES["whole"], Settings()) == http._gunzipped(BODIES["in two members"], Settings()) == PAGE
