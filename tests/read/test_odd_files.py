"""Files that are odd, damaged or lie, as found by hand: what is whole in them comes out once, the rest is told.

A case is the file's name, its bytes, the numbers of the pages that come out, and the codes of what does not.
"""

import bz2
import codecs
import gzip
import io
import json
import lzma
import os
import sqlite3
import struct
import tarfile
import zipfile
import zlib
from collections import Counter

import brotli
import fault_classes as classes
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from cleaner.model import Page
from cleaner.read import find, read
from cleaner.settings import Settings

ROWS = [classes.row(n) for n in range(4)]
LINES = b"\n".join(ROWS[:2])
SKIPPED = struct.pack("<II", 0x184D2A5E, 4) + b"seek"
"""A frame that a reader of zstd passes over (RFC 8878, 3.1.2): pzstd and the seekable format write such."""


SPACED = f"""id, text
0, "{classes.good(0)}
On two lines, with a comma."
1, "{classes.good(1)}"
""".encode()
"""A table with a blank behind each comma, which stands before the quotes, too."""


SAVED = (
    b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
)
"""The head of a page saved by a browser."""


def parquet(**columns):
    packed = io.BytesIO()
    pq.write_table(pa.table(columns), packed)
    return packed.getvalue()


def zipped(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def overlapping(entries):
    """A zip whose directory names the same member again and again."""
    data = zipped([("a.html", classes.article(0))])
    at, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    names = (data[at:end] * entries, len(data[at:end]) * entries)
    return data[:at] + names[0] + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, entries, entries, names[1], at, 0)


def lying_offset():
    data = bytearray(zipped([(f"{n}.html", classes.article(n)) for n in range(3)]))
    at = data.index(b"PK\x01\x02")
    data[at + 42 : at + 46] = struct.pack("<I", 50)  # inside the member itself
    return bytes(data)


def lying_name():
    """A zip of a name that is not in UTF-8 though it is flagged so, beside one that is."""
    data = zipped([("页.html", classes.article(0)), ("z.html", classes.article(1)), ("页2.html", classes.article(2))])
    return data.replace("页.html".encode(), b"\xff\xfe\xfd.html")


def tarred(*numbers, change=lambda header: header):
    """A tar of pages; `change` is what becomes of the header of page 1."""
    packed = b""
    for n in numbers:
        data = classes.article(n)
        member = tarfile.TarInfo(f"{n}.html")
        member.size = len(data)
        header = member.tobuf(tarfile.GNU_FORMAT)
        packed += (change(header) if n == 1 else header) + data + bytes(-len(data) % 512)
    return packed + bytes(1024)


def sized(field):
    """Return a change of a header: another size, rightly summed."""

    def change(header):
        header = header[:124] + field + header[136:]
        return header[:148] + b"%06o\0 " % sum(header[:148] + b" " * 8 + header[156:]) + header[156:]

    return change


def bare_record(block):
    """A record of an answer that has no HTTP head."""
    head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
    return (head % len(block)).encode() + block + b"\r\n\r\n"


def damaged_sum(data):
    return data[:-8] + bytes([data[-8] ^ 1]) + data[-7:]


def packed(*rows):
    """Rows of which each is a gzip member."""
    return [gzip.compress(row + b"\n", mtime=0) for row in rows]


def torn(member):
    """A gzip member with a byte of its data changed for one that no block begins with."""
    return member[:10] + b"\x07" + member[11:]


def csv(rows):
    return "\n".join(["id,text", *rows]).encode()


def answer(body, head="Content-Type: text/html\r\n", before=b""):
    """A record of an answer, between two others."""
    record = classes.warc_record(b"")
    block = before + b"HTTP/1.1 200 OK\r\n" + head.encode() + b"\r\n" + body
    at, end = record.index(b"Content-Length"), record.index(b"\r\n\r\n")
    odd = record[:at] + b"Content-Length: %d" % len(block) + record[end : end + 4] + block + b"\r\n\r\n"
    return classes.warc_record(classes.article(0)) + odd + classes.warc_record(classes.article(2))


def chunks(data, before=b"", behind=b""):
    return b"%b%x%b\r\n%s\r\n0\r\nExpires: 0\r\n\r\n" % (before, len(data), behind, data)


CHUNKED = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"


class Pipe(io.RawIOBase):
    """What cannot be sought in: sizes come behind the members of a zip that is written to it."""

    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += data
        return len(data)


def streamed(*numbers):
    """A zip written as a stream, without its directory."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in numbers:
            archive.writestr(f"{n}.html", classes.article(n))
    return undirected(pipe.data)


def undirected(data):
    """A zip without its directory."""
    return data[: data.index(b"PK\x01\x02")]


def stored(*numbers):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n in numbers:
            archive.writestr(f"{n}.html", classes.article(n))
    return undirected(packed.getvalue())


THREE = undirected(zipped([(f"{n}.html", classes.article(n)) for n in range(3)]))
"""A zip of three pages, as a download broken off leaves it."""


def commented(comment):
    """A zip of three pages with a comment."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(3):
            archive.writestr(f"{n}.html", classes.article(n))
        archive.comment = comment
    return packed.getvalue()


def redirected(offset):
    """A zip of three pages that says that its directory is elsewhere."""
    return commented(b"")[:-6] + struct.pack("<IH", offset, 0)


def linked():
    """A zip of pages, of a link to a file, and of a file with a link's mode from a system that has no links."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data, system in (
            ("link.html", b"/etc/passwd", 3), ("0.html", classes.article(0), 0), ("1.html", classes.article(1), 3),
        ):  # fmt: skip
            member = zipfile.ZipInfo(name)
            member.create_system = system
            member.external_attr = (0o100644 if name == "1.html" else 0o120777) << 16
            archive.writestr(member, data)
    return packed.getvalue()


def bare(data):
    """Deflate without zlib's head, as some servers send it."""
    return zlib.compress(data)[2:-4]


def encoded(name, chunked=False):
    transfer = "Transfer-Encoding: gzip, chunked\r\n" if chunked else ""
    return f"Content-Type: text/html\r\n{transfer}Content-Encoding: {name}\r\n"


PRETTY = [json.dumps(json.loads(row), indent=2, ensure_ascii=False).encode() for row in ROWS]

PARTS = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(2000))
"""A message of parts within parts."""


CASES = [
    ("overlapping.zip", overlapping(40), [0], {"bomb": 39}),
    ("offset.zip", lying_offset(), [1, 2], {"truncated": 1}),
    ("name.zip", lying_name(), [0, 1, 2], {}),
    ("again.tar", tarred(0, 1, 0), [0, 1, 0], {}),
    ("header.tar", tarred(0, 1, 2, change=lambda header: b"x" + header[1:]), [0, 2], {"truncated": 1}),
    ("two.tar", tarred(0, 1) + tarred(2, 3), [0, 1, 2, 3], {}),
    ("larger.tar", tarred(0, 1, change=sized(b"77777777777\0")), [0], {"truncated": 1}),
    ("negative.tar", tarred(0, 1, 2, change=sized(b"\xff" * 12)), [0, 2], {"truncated": 1}),
    ("text.tar", classes.article(0), [], {"truncated": 1}),
    ("sum.jsonl.gz", damaged_sum(gzip.compress(LINES + b"\n")), [0, 1], {"truncated": 1}),
    ("gap.jsonl.gz", b"garbage".join(packed(*ROWS)), [0, 1, 2, 3], {"truncated": 3}),
    ("marks.jsonl.gz", (b"\x1f\x8b\x08\xff" * 9).join(packed(*ROWS)), [0, 1, 2, 3], {"truncated": 3}),
    ("torn.jsonl.gz", b"".join([packed(ROWS[0])[0], *map(torn, packed(*ROWS[1:3])), packed(ROWS[3])[0]]), [0, 3],
     {"truncated": 1}),
    ("last.jsonl.gz", packed(ROWS[0])[0] + torn(packed(ROWS[1])[0]), [0], {"truncated": 1}),
    ("behind.jsonl.zst", zstandard.compress(LINES) + SKIPPED, [0, 1], {}),
    ("before.jsonl.zst", SKIPPED + zstandard.compress(ROWS[0] + b"\n") + SKIPPED + SKIPPED, [0], {}),
    ("two.jsonl.bz2", bz2.compress(ROWS[0] + b"\n") + bz2.compress(ROWS[1]), [0, 1], {}),
    ("plain.html.br", classes.article(0), [0], {}),
    ("cr.jsonl", b"\r".join(ROWS), [0, 1, 2, 3], {}),
    ("array.jsonl", b"[" + b",\n".join(ROWS) + b"]", [0, 1, 2, 3], {}),
    ("array", b"[\n" + b",\n".join(ROWS) + b"\n]", [0, 1, 2, 3], {}),
    ("pretty.jsonl", json.dumps([json.loads(row) for row in ROWS], indent=1).encode(), [0, 1, 2, 3], {}),
    ("bracket.jsonl", b"[1, 2\n" + LINES, [0, 1], {"bad_row": 1}),
    ("byte.jsonl", b"\n".join([ROWS[0], ROWS[2][:-9] + b'\xe5\xae"}', ROWS[1]]), [0, 1], {"bad_row": 1}),
    ("glued.jsonl", b"\n".join([ROWS[0] + ROWS[1], ROWS[2] + b",", ROWS[3] + b'{"te']), [0, 1, 2], {"bad_row": 1}),
    ("ends.jsonl", b"\n".join([ROWS[0] + b"\x0c", b"\x0b" + ROWS[1], ROWS[2] + b";", ROWS[3] + "\u2028".encode()]),
     [0, 1, 2, 3], {}),
    ("glued.json", ROWS[0] + ROWS[1], [0, 1], {}),
    *((f"{name}.jsonl", ROWS[0][:-1] + b', "html": %s}' % value, [0], {})
      for name, value in (("number", b"5"), ("blank", b'" "'), ("object", b'{"raw": "x"}'), ("false", b"false"))),
    ("zeros.jsonl", bytes(512) + ROWS[0] + b"\n" + ROWS[1] + bytes(512), [0, 1], {}),
    ("nothing.jsonl.gz", b"", [], {"empty": 1}),
    ("nothing.html.zst", b"", [], {"empty": 1}),
    ("nothing.warc", b"", [], {"empty": 1}),
    ("nothing.warc.gz", b"", [], {"empty": 1}),
    ("nothing.jsonl", b"", [], {}),
    ("no_rows.jsonl.gz", gzip.compress(b""), [], {}),
    ("marks.jsonl", b"".join(b"\x1e" + row + b"\n" for row in ROWS), [0, 1, 2, 3], {}),
    ("latin.jsonl", b'{"text": "caf\xe9s"}\n' + LINES, [0, 1], {"bad_row": 1}),
    ("boms.jsonl", b"\n".join(b"\xef\xbb\xbf" + row for row in ROWS), [0, 1, 2, 3], {}),
    *((f"{name}.jsonl", LINES.decode().encode(name), [0, 1], {})
      for name in ("gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")),
    ("utf-16.json", json.dumps([json.loads(row) for row in ROWS]).encode("utf-16"), [0, 1, 2, 3], {}),
    ("byte.csv", csv([f"0,{classes.good(0)}", f"1,{classes.good(1)}"]) + b"\xff", [0, 1], {}),
    ("gbk.csv", csv([f"0,{classes.good(0)}"]).decode().encode("gb18030"), [0], {}),
    ("semicolon.csv", csv([f"0,{classes.good(0)}"]).replace(b",", b";"), [0], {}),
    ("tab.csv", csv([f'0,"{classes.good(0)}; |"']).replace(b",", b"\t"), [0], {}),
    ("bar.csv", csv([f"0,{classes.good(0)}"]).replace(b",", b"|"), [0], {}),
    ("quote.csv", csv([f"0,{classes.good(0)}", '1,"never closed', f"2,{classes.good(2)}"]), [0, 2], {"bad_row": 1}),
    ("quotes.csv", csv([f"0,{classes.good(0)}", *['a","'] * 30, f"2,{classes.good(2)}"]), [0, 2], {"bad_row": 30}),
    ("page.mhtml", classes.article(0), [0], {}),
    *((f"gap.jsonl.{end}", b"garbage".join(pack(row + b"\n") for row in ROWS[:3]), [0, 1, 2], {"truncated": 2})
      for end, pack in (("zst", zstandard.compress), ("bz2", bz2.compress), ("xz", lzma.compress))),
    ("first.jsonl.gz", torn(packed(ROWS[0])[0]) + packed(ROWS[1])[0], [1], {"truncated": 1}),
    ("gap.warc.zst", b"garbage".join(zstandard.compress(classes.warc_record(classes.article(n))) for n in range(3)),
     [0, 1, 2], {"truncated": 2}),
    ("twice.jsonl.gz", gzip.compress(gzip.compress(LINES)), [0, 1], {}),
    ("twice.jsonl.gz.gz", gzip.compress(gzip.compress(LINES)), [0, 1], {}),
    ("twice.html.gz", gzip.compress(zstandard.compress(classes.article(0))), [0], {}),
    ("thrice.html.gz", gzip.compress(gzip.compress(gzip.compress(b"0" * 50_000_000))), [], {"bomb": 1}),
    ("torn.tar.gz", gzip.compress(tarred(0, 1))[:-9], [0, 1], {"truncated": 1}),
    ("digits.jsonl", ROWS[0][:-1] + b', "n": ' + b"9" * 9000 + b"}\n" + ROWS[1], [0, 1], {}),
    ("digits_torn.jsonl", ROWS[0] + b'\n{"n": ' + b"9" * 9000 + b", torn\n" + ROWS[1], [0, 1], {"bad_row": 1}),
    ("lines.jsonl", b"\n".join(PRETTY), [0, 1, 2, 3], {}),
    ("lines_torn.jsonl", b"\n".join([*PRETTY[:2], PRETTY[2][:-9]]), [0, 1], {"bad_row": 1}),
    ("empty.json", b" ", [], {"bad_row": 1}),
    ("said.csv", b"sep=;\r\n" + csv([f"0,{classes.good(0)}"]).replace(b",", b";"), [0], {}),
    ("deep.mhtml", PARTS.encode(), [], {"too_deep": 1}),
    ("interim.warc", answer(classes.article(1), before=b"HTTP/1.1 100 Continue\r\n\r\n" * 2), [0, 1, 2], {}),
    ("types.warc", answer(classes.article(1), "Content-Type: text/html, text/html; charset=utf-8\r\n"), [0, 1, 2], {}),
    ("untold.warc", answer(gzip.compress(classes.article(1))), [0, 1, 2], {}),
    ("other.warc", answer(zstandard.compress(classes.article(1)), encoded("gzip")), [0, 1, 2], {}),
    ("chunks.warc", answer(chunks(gzip.compress(classes.article(1))), encoded("identity", chunked=True)),
     [0, 1, 2], {}),
    ("untold_bomb.warc", answer(gzip.compress(b"0" * 5_000_000)), [0, 2], {"bomb": 1}),
    ("speaks.warc", answer(classes.article(1) + b"<pre>Length: 5\r\n\r\nWARC/1.0 is a format\r\n</pre>"),
     [0, 1, 2], {}),
    ("blanks_above.csv", b"\n \r\n\t\n" + csv([f"0,{classes.good(0)}"]), [0], {}),
    ("blanks_within.csv", SPACED, [0, 1], {}),
    ("quote_behind_a_blank.csv", csv([f'0, "{classes.good(0)}', f"1,{classes.good(1)}"]), [0, 1], {}),
    ("table", csv([f"{n},{classes.good(n)}" for n in range(2)]), [0, 1], {}),
    ("table_of_tabs.unknown", f"url\ttitle\thtml\nhttp://a/\t页\t<p>{classes.good(0)}</p>\n".encode(), [0], {}),
    ("no_table", f"text, says who\n\n{classes.good(0)}".encode(), [0], {}),
    ("warc.html", classes.warc_record(classes.article(0)) + classes.warc_record(classes.article(1)), [0, 1], {}),
    ("warc.jsonl.gz", gzip.compress(classes.warc_record(classes.article(0))), [0], {}),
    ("speaks_of_warc.txt", f"WARC/1.0 is a format.\n{classes.good(0)}".encode(), [0], {}),
    ("parquet.jsonl", parquet(text=[classes.good(0)]), [0], {}),
    ("parquet.html", parquet(text=[classes.good(0)]), [0], {}),
    ("zip.html", zipped([("a.html", classes.article(0))]), [0], {}),
    ("zip_inside.zip", zipped([("a.html", zipped([("b.html", b"x")]))]), [], {"unsupported": 1}),
    ("tar.jsonl", tarred(0), [0], {}),
    ("saved.html", SAVED + classes.article(0), [0], {}),
    ("saved", SAVED + classes.article(0), [0], {}),
    ("rows.csv", LINES, [0, 1], {}),
    ("paper.html", b"%PDF-1.4\n1 0 obj <</Length 9>> stream " + classes.good(0).encode(), [], {"binary": 1}),
    ("rich.txt", b"{\\rtf1\\ansi " + classes.good(0).encode() + b"}", [], {"unsupported": 1}),
    ("zeros_behind.html", classes.article(0) + bytes(4096), [0], {}),
    ("zeros_behind_wide.txt", classes.good(0).encode("utf-16-le") + bytes(99), [], {}),
    ("old.arc", b"filedesc://old.arc 0.0.0.0 20050101000000 text/plain 76\n1 0 X\n" + ROWS[0], [], {"unsupported": 1}),
    ("large_head.warc", answer(classes.article(1), "Content-Type: text/html\r\nX: " + "a" * 900_000 + "\r\n"),
     [0, 1, 2], {}),
    ("zeros_before_a_size.warc", answer(chunks(classes.article(1), b"0" * 9), CHUNKED), [0, 1, 2], {}),
    ("behind_a_size.warc", answer(chunks(classes.article(1), behind=b' ;a="b"'), CHUNKED), [0, 1, 2], {}),
    ("deflate_bomb.warc", answer(zlib.compress(b"0" * 5_000_000), encoded("deflate")), [0, 2], {"bomb": 1}),
    *((f"{name}_torn.warc", answer(pack(classes.article(1))[:-60], encoded(name[-7:])), [0, 2], {"truncated": 1})
      for name, pack in (("deflate", zlib.compress), ("bare_deflate", bare), ("br", brotli.compress))),
    *((f"{name}_undone.warc", answer(classes.article(1), encoded(name)), [0, 1, 2], {})
      for name in ("deflate", "br")),
    ("gzip_for_deflate.warc", answer(gzip.compress(classes.article(1)), encoded("deflate")), [0, 1, 2], {}),
    ("head_torn.warc", answer(classes.article(1)) + classes.warc_record(b"")[:90], [0, 1, 2], {"truncated": 1}),
    ("no_columns.csv", classes.good(0).encode(), [], {"bad_row": 1}),
    ("columns_alone.csv", b"id,text\n", [], {}),
    ("blank_bomb.csv.gz", gzip.compress(csv([f"0,{classes.good(0)}"]) + b"\n" * 20_000_000), [0], {"bomb": 1}),
    ("blank_lines.csv", csv([f"0,{classes.good(0)}"]) + b"\n" * 2_000_000 + classes.good(1).encode().join([b"1,", b""]),
     [0, 1], {}),
    ("zeros_bomb.tar.gz", gzip.compress(tarred(0) + bytes(20_000_000)), [0], {"bomb": 1}),
    ("zeros_between.tar", tarred(0) + bytes(2_000_384) + tarred(1), [0, 1], {}),
    ("undirected.zip", THREE, [0, 1, 2], {"truncated": 1}),
    ("end_mark_in_comment.zip", commented(b"PK\5\6" + b"x" * 40), [0, 1, 2], {}),
    ("end_mark_of_nothing.zip", commented(b"see PK\5\6" + bytes(18) + b" there"), [0, 1, 2], {}),
    ("comment.zip", commented(b"see there"), [0, 1, 2], {}),
    ("directory_elsewhere.zip", redirected(5), [0, 1, 2], {"truncated": 1}),
    ("behind_a_program.zip", b"MZ" * 900 + commented(b""), [0, 1, 2], {}),
    ("lines_of_nothing.zip", zipped([("a.jsonl", b"\n" * 3_000_000), ("0.html", classes.article(0))]), [0],
     {"bomb": 1}),
    ("marks.jsonl", codecs.BOM_UTF8 * 2 + ROWS[0] + b"\n" + codecs.BOM_UTF8 * 2 + ROWS[1], [0, 1], {}),
    ("no_member.zip", b"PK\3\4" + bytes(500), [], {"truncated": 1}),
    ("broken_off.zip", THREE[:-99], [0, 1], {"truncated": 2}),
    ("in_a_header.zip", THREE + THREE[:20], [0, 1, 2], {"truncated": 1}),
    ("streamed.zip", streamed(0, 1, 2), [0, 1, 2], {"truncated": 1}),
    ("streamed_torn.zip", streamed(0, 1, 2)[:-99], [0, 1], {"truncated": 2}),
    ("stored.zip", stored(0, 1, 2), [0, 1, 2], {"truncated": 1}),
    ("stored_torn.zip", stored(0, 1, 2)[:-99], [0, 1], {"truncated": 2}),
    ("checksum.zip", THREE.replace(struct.pack("<I", zlib.crc32(classes.article(1))), b"sums"), [0, 2],
     {"truncated": 2}),
    ("encrypted.zip", THREE[:6] + b"\1\0" + THREE[8:], [1, 2], {"unsupported": 1, "truncated": 1}),
    ("bomb_inside.zip", undirected(zipped([("a.html", b"0" * 5_000_000), ("0.html", classes.article(0))])), [0],
     {"bomb": 1, "truncated": 1}),
    ("lies.mhtml", SAVED[:-2] + b"Content-Transfer-Encoding: base64\r\n\r\n" + classes.article(0), [0], {}),
    ("bare.warc", bare_record(classes.article(0)), [0], {}),
    ("headless.warc", bare_record(b"no head at all"), [], {"parse": 1}),
]  # fmt: skip


def judged(path):
    """Return which pages come out of a file, and the codes of what does not."""
    found = [one for source in find([str(path)]) for one in read(source, Settings())]
    texts = [one.data if isinstance(one.data, str) else one.data.decode("utf-8", "replace") for one in found
             if isinstance(one, Page)]  # fmt: skip
    goods = [n for text in texts for n in range(10) if classes.good(n) in text]
    assert len({one.input for one in found}) == len(found), "two have one address"
    return goods, Counter(one.reason for one in found if not isinstance(one, Page))


@pytest.mark.parametrize(("name", "data", "goods", "codes"), CASES, ids=[case[0] for case in CASES])
def test_an_odd_file_gives_what_is_whole_in_it_and_tells_the_rest(tmp_path, name, data, goods, codes):
    (tmp_path / name).write_bytes(data)
    assert judged(tmp_path / name) == (goods, codes)


@pytest.mark.parametrize(
    ("name", "data", "pages"),
    [
        ("links.zip", linked(), [classes.article(0), classes.article(1)]),
        (
            "heads.csv",
            csv([f"0,{classes.good(0)}", "id,text", f"1,{classes.good(1)}"]),
            list(map(classes.good, (0, 1))),
        ),
        ("joined.warc", answer(b"Adding\r\n<p>", CHUNKED), [classes.article(0), b"Adding\r\n<p>", classes.article(2)]),
    ],
)
def test_no_page_is_made_of_what_is_none_and_none_is_cut(tmp_path, name, data, pages):
    (tmp_path / name).write_bytes(data)
    [source] = find([str(tmp_path / name)])
    assert [one.data for one in read(source, Settings())] == pages


def test_a_tar_does_not_keep_its_members(tmp_path, monkeypatch):
    kept = []
    real = tarfile.TarFile.next
    monkeypatch.setattr(tarfile.TarFile, "next", lambda self: kept.append(len(self.members)) or real(self))
    (tmp_path / "a.tar").write_bytes(tarred(*range(8)))
    assert judged(tmp_path / "a.tar")[0] == list(range(8))
    assert max(kept) <= 1


def test_a_csv_of_nothing_but_quotes_is_read_a_few_times_and_no_more(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"text\n" + b'a","\n' * 50_000)
    [source] = find([str(tmp_path / "a.csv")])
    found = list(read(source, Settings(page_bytes=1_000_000)))
    assert 1 <= len(found) < 10  # each time but one line fewer would be read: 50,000 times


def test_a_field_too_large_for_a_page_costs_its_row_and_no_other(tmp_path):
    field = '"' + "x,\n" * 100_000 + '"'
    (tmp_path / "a.csv").write_bytes(csv([f"0,{classes.good(0)}", f"1,{field}", f"2,{classes.good(2)}"]))
    [source] = find([str(tmp_path / "a.csv")])
    found = list(read(source, Settings(page_bytes=100_000)))
    assert [getattr(one, "reason", "page") for one in found] == ["page", "too_large", "page"]


def test_zeros_behind_a_page_go_and_its_last_character_stays(tmp_path):
    for encoding in ("utf-8", "utf-16-le", "utf-32-le"):
        (tmp_path / "a.txt").write_bytes("那年春天e".encode(encoding) + bytes(1000))
        [source] = find([str(tmp_path / "a.txt")])
        [page] = read(source, Settings())
        assert page.data.decode(encoding).rstrip("\0") == "那年春天e"
        assert len(page.data) < 30


def test_a_bomb_of_blank_lines_is_told_as_one(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(ROWS[0] + b"\n" * 3_000_000 + ROWS[1]))
    assert judged(tmp_path / "a.jsonl.gz") == ([0], {"bomb": 1})


def test_a_column_that_is_computed_is_read(tmp_path):
    db = sqlite3.connect(tmp_path / "a.sqlite")
    db.execute("CREATE TABLE pages (stored BLOB, text TEXT AS (CAST(stored AS TEXT)))")
    db.execute("INSERT INTO pages (stored) VALUES (?)", (classes.good(0).encode(),))
    db.commit()
    db.close()
    assert judged(tmp_path / "a.sqlite") == ([0], {})


def test_pages_that_a_database_holds_packed_are_unpacked_and_damaged_ones_told(tmp_path):
    packers = (gzip.compress, zlib.compress, zstandard.compress, bytes)
    cells = [pack(classes.article(n)) for n, pack in enumerate(packers)]
    db = sqlite3.connect(tmp_path / "a.sqlite")
    db.execute("CREATE TABLE pages (html BLOB)")
    db.executemany("INSERT INTO pages VALUES (?)", [(cell,) for cell in [*cells, cells[0][:-20]]])
    db.commit()
    db.close()
    pq.write_table(pa.table({"html": cells}), tmp_path / "a.parquet")
    assert judged(tmp_path / "a.sqlite") == ([0, 1, 2, 3], {"truncated": 1})
    assert judged(tmp_path / "a.parquet") == ([0, 1, 2, 3], {})


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_bomb_in_a_cell_costs_its_row(tmp_path, pack):
    pq.write_table(pa.table({"html": [pack(b"0" * 4_000_000), classes.article(1)]}), tmp_path / "a.parquet")
    [source] = find([str(tmp_path / "a.parquet")])
    bomb, page = read(source, Settings(page_bytes=3_000_000))
    assert bomb.reason in {"bomb", "too_large"}
    assert page.data == classes.article(1)


def write_strings(path, values, **more):
    """Write a column of text whose bytes nobody checked."""
    raw = pa.array(values, pa.binary())
    text = pa.Array.from_buffers(pa.string(), len(values), raw.buffers())
    pq.write_table(pa.table({"text": text, **more}), path)


def test_a_value_of_parquet_that_cannot_be_read_costs_itself(tmp_path):
    write_strings(tmp_path / "a.parquet", [classes.good(0).encode(), b"\xff\xfe", classes.good(2).encode()])
    assert judged(tmp_path / "a.parquet") == ([0, 2], {"bad_row": 1})
    times = pa.array([2**62, -(2**62)], pa.timestamp("ms"))
    write_strings(tmp_path / "b.parquet", [classes.good(n).encode() for n in (0, 1)], published=times)
    assert judged(tmp_path / "b.parquet") == ([0, 1], {})


def test_rows_of_parquet_that_cannot_be_held_together_are_read_one_by_one(tmp_path, monkeypatch):
    real = pq.ParquetFile.iter_batches

    def too_much(self, size, **more):
        for number, batch in enumerate(real(self, size, **more)):
            if size > 1 and number == 1:
                raise MemoryError
            yield batch

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", too_much)
    pq.write_table(pa.table({"text": [f"第{n}行" for n in range(150)]}), tmp_path / "a.parquet")
    [source] = find([str(tmp_path / "a.parquet")])
    found = list(read(source, Settings()))
    assert [one.data for one in found] == [f"第{n}行" for n in range(150)]
    assert found[-1].input == f"{tmp_path}/a.parquet#150"


def test_a_table_that_cannot_be_read_costs_no_other(tmp_path):
    db = sqlite3.connect(tmp_path / "a.sqlite")
    for n, name in enumerate(["a", "z"]):
        db.execute(f"CREATE TABLE {name} AS SELECT ? AS text", (classes.good(n),))
    db.execute("PRAGMA writable_schema = 1")
    db.execute("INSERT INTO sqlite_master VALUES ('table', 'm', 'm', 0, 'CREATE VIRTUAL TABLE m USING absent(text)')")
    db.commit()
    db.close()
    assert judged(tmp_path / "a.sqlite") == ([0, 1], {"truncated": 1})


def test_rows_that_stand_in_a_write_ahead_log_are_not_passed_over_in_silence(tmp_path):
    db = sqlite3.connect(tmp_path / "live.sqlite", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE pages (text TEXT)")
    db.execute("INSERT INTO pages VALUES (?)", (classes.good(0),))
    db.execute("PRAGMA wal_checkpoint")
    db.execute("INSERT INTO pages VALUES (?)", (classes.good(1),))
    for end in ("", "-wal"):
        (tmp_path / f"copy.sqlite{end}").write_bytes((tmp_path / f"live.sqlite{end}").read_bytes())
    db.close()
    assert judged(tmp_path / "copy.sqlite") == ([0], {"unreadable": 1})


@pytest.mark.parametrize(
    ("name", "is_page"),
    [
        ("page.jsp?picture=a.png", True),
        ("index.php?css=a.css&v=2", True),
        ("get.php?file=rows.jsonl", True),
        ("what now?.html", True),
        ("style.css?v=3", False),
        ("logo.png?t=1.html", False),
        ("what now?.png", False),
        ("a=b?.css", False),
    ],
)
def test_the_query_of_an_address_is_no_ending_of_a_name(tmp_path, name, is_page):
    (tmp_path / name).write_bytes(classes.article(0))
    assert judged(tmp_path)[0] == [0] * is_page
    (tmp_path / "a.zip").write_bytes(zipped([(name, classes.article(0))]))
    assert judged(tmp_path / "a.zip")[0] == [0] * is_page


@pytest.mark.parametrize("name", ["a.html", "a.sqlite", "a.parquet", "a.zip", "a.warc.gz", "a.jsonl", "a"])
def test_a_pipe_that_took_the_place_of_a_file_is_not_waited_for(tmp_path, name):
    (tmp_path / name).write_bytes(classes.article(0))
    [source] = find([str(tmp_path / name)])
    (tmp_path / name).unlink()
    os.mkfifo(tmp_path / name)
    [told] = read(source, Settings())
    assert (told.reason, told.detail) == ("unreadable", "no regular file any more")


def test_each_folder_is_read_once_however_many_links_lead_to_it(tmp_path):
    for n in range(9):  # ways through links that never pass a folder twice: 9! and more
        (tmp_path / str(n)).mkdir()
        (tmp_path / str(n) / "page.html").write_bytes(classes.article(n))
        for other in range(9):
            (tmp_path / str(n) / f"to{other}").symlink_to(f"../{other}")
    assert judged(tmp_path) == (list(range(9)), {})


def test_folders_may_lie_deeper_than_the_interpreter_may_recurse(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(1200):
        os.mkdir("d")  # noqa: PTH102 - the whole path is too long for some tools
        os.chdir("d")
    with open("page.html", "wb") as file:  # noqa: PTH123
        file.write(classes.article(0))
    assert judged(tmp_path)[0] == [0]
    for _ in range(1200):  # what pytest removes it with recurses
        os.chdir("..")
        if os.path.exists("d/page.html"):  # noqa: PTH110
            os.remove("d/page.html")  # noqa: PTH107
        os.rmdir("d")  # noqa: PTH106
