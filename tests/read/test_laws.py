"""Laws of the readers: any bytes end, raise nothing, and rows that are whole come out whatever stands beside them."""

import contextlib
import gzip
import io
import json
import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cleaner.model import Page, Rejected
from cleaner.read import read_stream
from cleaner.read.http import body_of, parse_fields, parse_message
from cleaner.read.unpack import Counted, DamagedError, unpack
from cleaner.read.warc import read_warc
from cleaner.read.warc_files import read_warc_file
from cleaner.settings import Settings

LIMITS = Settings(page_bytes=50_000)
KINDS = ["html", "text", "any", "unknown", "jsonl", "json", "csv", "tsv", "warc", "tar", "mhtml"]
PACKINGS = ["", "gz", "zst", "br", "bz2", "xz"]
MAGIC = [
    b"",
    b"\x1f\x8b\x08\0",
    b"(\xb5/\xfd",
    b"BZh9",
    b"\xfd7zXZ\0",
    b"WARC/1.0\r\n",
    b'{"text": "',
    b"MIME-Version: 1.0\r\n",
]


def record(body, length):
    return b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n" % (
        str(length).encode(),
        body,
    )


def taken(stream, kind):
    found = []
    with contextlib.suppress(DamagedError, OSError):
        found.extend(read_stream(stream, kind, "f", LIMITS))
    return found


@given(st.sampled_from(MAGIC), st.binary(max_size=2000), st.sampled_from(KINDS), st.sampled_from(PACKINGS))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_read_without_an_error_of_ours(magic, data, kind, packing):
    found = taken(unpack(io.BytesIO(magic + data), packing), kind)
    assert all(isinstance(page, Page | Rejected) for page in found)


@given(st.lists(st.one_of(st.binary(max_size=60).filter(lambda b: b"\n" not in b), st.integers(0, 9)), max_size=20))
@settings(max_examples=200, deadline=None)
def test_whole_lines_come_out_once_whatever_stands_between(lines):
    data = [json.dumps({"text": f"好行{n}"}).encode() if isinstance(n, int) else n for n in lines]
    found = taken(unpack(io.BytesIO(b"\n".join([b"{}", *data])), ""), "jsonl")
    assert [page.data for page in found if isinstance(page, Page) and page.data.startswith("好行")] == [
        f"好行{n}" for n in lines if isinstance(n, int)
    ]


@given(
    st.lists(
        st.tuples(st.binary(max_size=50), st.one_of(st.none(), st.integers(-9, 400), st.text(max_size=5))), max_size=6
    ),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_whole_records_come_out_whatever_lies_between(broken, packed):
    parts, wanted = [record(b"<p>0</p>", 8)], ["<p>0</p>"]
    for number, (body, length) in enumerate(broken, 1):
        body = body.replace(b"WARC", b"")  # noqa: PLW2901
        lie = len(body) + 3 if length is None else length
        good = b"<p>%d</p>" % number
        parts += [record(body, lie if lie != len(body) else -1), record(good, len(good))]
        wanted.append(good.decode())
    data = b"".join(gzip.compress(part, mtime=0) if packed else part for part in parts)
    source = Counted(io.BytesIO(data)) if packed else None
    found = list(read_warc(unpack(io.BytesIO(data), ""), "f", LIMITS, source))
    got = [page.data.decode() for page in found if isinstance(page, Page) and page.data.decode("latin-1") in wanted]
    assert got == wanted


@given(st.integers(1, 60))
def test_a_torn_member_costs_itself_and_what_came_before_stays(cut):
    whole = gzip.compress(record(b"<p>whole</p>", 12), mtime=0)
    torn = gzip.compress(record(random.Random(1).randbytes(200), 200), mtime=0)
    data = whole + torn[:-cut]
    first, *rest = read_warc(unpack(io.BytesIO(b""), ""), "f", LIMITS, Counted(io.BytesIO(data)))
    assert first.data == b"<p>whole</p>"
    assert rest[-1].reason == "truncated"


@given(
    st.binary(max_size=400),
    st.sampled_from(["chunked", ""]),
    st.sampled_from(["gzip", "br", "deflate", "zstd", "x", "gzip, br"]),
)
@settings(max_examples=300, deadline=None)
def test_bodies_that_lie_about_their_encoding_are_taken_as_they_are(body, transfer, content):
    head = f"HTTP/1.1 200 OK\r\nTransfer-Encoding: {transfer}\r\nContent-Encoding: {content}\r\n\r\n".encode()
    with contextlib.suppress(DamagedError):
        assert isinstance(body_of(parse_message(head + body), LIMITS), bytes)


@given(
    st.lists(st.tuples(st.binary(max_size=50), st.one_of(st.none(), st.integers(-9, 400))), max_size=6), st.booleans(),
)  # fmt: skip
@example(broken=[(b" ", 0)], packed=False)
@example(broken=[(b"\t\r\n \r\n", 0)], packed=True)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_fast_reader_gives_what_the_careful_one_gives(broken, packed):
    parts = [record(b"<p>0</p>", 8)]
    for number, (body, length) in enumerate(broken, 1):
        good = b"<p>%d</p>" % number
        parts += [record(body.replace(b"WARC", b""), len(body) if length is None else length), record(good, len(good))]
    data = b"".join(gzip.compress(part, mtime=0) if packed else part for part in parts)
    careful = read_warc(unpack(io.BytesIO(data), ""), "f", LIMITS, Counted(io.BytesIO(data)) if packed else None)
    fast = read_warc_file(io.BytesIO(data), "f", LIMITS, packed=packed)
    assert list(fast) == list(careful)


HEADERS = {
    "two types": b"WARC-Type: resource\r\nWARC-Type: request",
    "another type first": b"WARC-Type: request\r\nWARC-Type: resource",
    "other letters": b"warc-type:RESOURCE",
    "no type": b"X: y",
    "a type in a line that goes on": b"X: y\r\n WARC-Type: resource",
    "a line that goes on behind no field": b"WARC-Type: resource\r\nno field\r\n WARC-Type: request",
    "an address over two lines": b"WARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\n\tb",
    "an address in Latin-1": b"WARC-Type: resource\r\nWARC-Target-URI: http://a.example/\xe9",
    "an address with a NUL": b"WARC-Type: resource\r\nWARC-Target-URI: http://a.example/\0",
    "a field without a name": b"WARC-Type: resource\r\n: y",
    "a segment": b"WARC-Type: resource\r\nWARC-Segment-Number: 1",
    "a bare CR in a line": b"WARC-Type: resource\r\nWARC-Date: 2024\r00\nWARC-Target-URI: http://a.example/",
    "two lengths": b"WARC-Type: resource\r\nContent-Length: 3",
}


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("packed", [False, True])
def test_the_fast_reader_takes_odd_headers_as_the_careful_one_does(name, packed):
    odd = record(b"<p>odd</p>", 10).replace(b"WARC-Type: resource", HEADERS[name])
    parts = [record(b"<p>0</p>", 8), odd, record(b"<p>1</p>", 8)]
    data = b"".join(gzip.compress(part, mtime=0) if packed else part for part in parts)
    careful = read_warc(unpack(io.BytesIO(data), ""), "f", LIMITS, Counted(io.BytesIO(data)) if packed else None)
    assert list(read_warc_file(io.BytesIO(data), "f", LIMITS, packed=packed)) == list(careful)


def test_the_fast_reader_takes_no_other_records_header_into_one_that_ends_with_a_bare_line_feed():
    torn = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024\n\r\n"
    data = record(b"<p>0</p>", 8) + torn + record(b"<p>1</p>", 8) + record(b"<p>2</p>", 8)
    fast = list(read_warc_file(io.BytesIO(data), "f", LIMITS, packed=False))
    assert fast == list(read_warc(unpack(io.BytesIO(data), ""), "f", LIMITS))
    assert [one.data for one in fast if isinstance(one, Page)] == [b"<p>0</p>", b"<p>1</p>", b"<p>2</p>"]


@pytest.mark.parametrize("body", [b"<p>no CR\nhere</p>", b"<p>lines\r\nof CR\r\n\r\nand LF</p>"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_length_that_takes_in_the_next_record_loses_none_behind_it(body, packed):
    inner = record(b"<p>swallowed</p>", 16)
    parts = [record(b"<p>0</p>", 8), record(body, len(body) + 4 + len(inner) - 4), inner, record(b"<p>1</p>", 8)]
    data = b"".join(gzip.compress(part, mtime=0) if packed else part for part in parts)
    found = list(read_warc_file(io.BytesIO(data), "f", LIMITS, packed=packed))
    assert [getattr(one, "data", b"lie") for one in found] == [b"<p>0</p>", b"lie", b"<p>swallowed</p>", b"<p>1</p>"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Content-Type", "CONTENT-encoding", "transfer-Encoding", " content-type", "X-Type"]),
            st.sampled_from([":", " :", "\t: ", "\x0b:", "", ": "]),
            st.text(st.sampled_from("a/; \t\r\x0b\x85\u2028\u017f")),
            st.sampled_from(["\r\n", "\n", "\r\n ", "\n\t"]),
        )
    )
)
def test_the_fields_asked_for_are_those_that_parting_all_finds(lines):
    head = "".join(["HTTP/1.1 200 OK\r\n", *("".join(line) for line in lines), "X: y"]).encode()
    asked = ("content-type", "content-encoding", "transfer-encoding")
    message = parse_message(head + b"\r\n\r\n<p>")
    wanted = parse_fields(message.data[: message.start])
    assert {name: value.lower() for name, value in wanted.items() if name in asked} == message.fields
