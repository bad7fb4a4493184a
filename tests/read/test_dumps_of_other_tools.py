"""Dumps as other tools write them, and what systems lay beside them: read whole, each page once."""

import base64
import gzip
import io
import sqlite3
import struct
import tarfile
import tracemalloc
import zipfile

import fault_classes as classes
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe
import pytest
import zstandard

from cleaner.model import Page
from cleaner.read import find, read, tables
from cleaner.settings import Settings

ROWS = [classes.row(n) for n in range(4)]
RECORDS = [classes.warc_record(classes.article(n)) for n in range(3)]
FORK = b"\0\5\x16\7\0\2\0\0Mac OS X" + bytes(90)
"""A resource fork, as macOS lays it beside a file."""


def judged(path, **options):
    """Return which pages come out of a file or folder, in their order, and the codes of what does not."""
    found = [one for source in find([str(path)]) for one in read(source, Settings(**options))]
    assert len({one.input for one in found}) == len(found), "two have one address"
    texts = [one.data if isinstance(one.data, str) else one.data.decode("utf-8", "replace") for one in found
             if isinstance(one, Page)]  # fmt: skip
    goods = [n for text in texts for n in range(10) if classes.good(n) in text]
    return goods, [one.reason for one in found if not isinstance(one, Page)]


def with_dictionary(*, packed):
    """A WARC of zstandard frames with a dictionary, which stands in a frame of its own before them."""
    dictionary = zstandard.train_dictionary(4096, [classes.warc_record(classes.article(n)) for n in range(400)])
    data = zstandard.compress(dictionary.as_bytes()) if packed else dictionary.as_bytes()
    frames = zstandard.ZstdCompressor(dict_data=dictionary)
    return struct.pack("<II", 0x184D2A5D, len(data)) + data + b"".join(map(frames.compress, RECORDS))


def zipped(*members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def member(name, data, kind=tarfile.REGTYPE):
    header = tarfile.TarInfo(name)
    header.type, header.size = kind, len(data)
    return header.tobuf(tarfile.GNU_FORMAT) + data + bytes(-len(data) % 512)


def tarred(*middle):
    """A tar of page 0, of what is given, and of page 2."""
    first, last = (member(f"{n}.html", classes.article(n)) for n in (0, 2))
    return first + b"".join(middle) + last + bytes(1024)


SPARSE = member("pax", b"26 GNU.sparse.map=a,b,c,d\n", tarfile.XHDTYPE) + member("1.html", classes.article(1))
"""A member with a map of its holes that is none."""


def saved(start="", how="8bit"):
    """A page as a browser saves it, of two parts of HTML, in some encoding."""
    kind = f"multipart/related;{start} boundary=b"
    out = f"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n".encode()
    for n in range(2):
        data = (
            classes.article(n) if how == "8bit" else base64.encodebytes(classes.article(n)).replace(b"\n", b"\r\n \r\n")
        )
        head = f"--b\r\nContent-Type: text/html\r\nContent-ID: <{n}@x>\r\nContent-Transfer-Encoding: {how}\r\n\r\n"
        out += head.encode() + data + b"\r\n"
    return out + b"--b--\r\n"


def array(*rows):
    return b"[" + b", ".join(rows) + b"]"


CASES = [
    ("dictionary.warc.zst", with_dictionary(packed=False), [0, 1, 2], []),
    ("packed_dictionary.warc.zst", with_dictionary(packed=True), [0, 1, 2], []),
    (
        "no_dictionary.warc.zst",
        struct.pack("<II", 0x184D2A5D, 12) + b"\x37\xa4\x30\xec garbage" + RECORDS[0],
        [],
        ["truncated"],
    ),
    ("nameless.zip", zipped(("x", b""), ("0.html", classes.article(0))).replace(b"\0x", b"\0\0"), [0], []),
    ("cut_dictionary.warc.zst", with_dictionary(packed=False)[:500], [], ["truncated"]),
    ("twice.warc.gz", gzip.compress(b"".join(map(gzip.compress, RECORDS))), [0, 1, 2], []),
    ("elsewhere.wacz", zipped(("datapackage.json", b"{}"), ("data/a.warc", RECORDS[0])), [0], []),
    ("empty.wacz", zipped(("datapackage.json", b"{}"), ("indexes/index.cdx", b"x")), [], ["parse"]),
    ("rows.tar", tarred(member("rows.csv", b"id,text\n1," + classes.good(1).encode())), [0, 1, 2], []),
    ("map.tar", tarred(SPARSE), [0, 2], ["truncated"]),
    ("litter.tar", tarred(member("./._0.html", FORK), member("./.DS_Store", bytes(99))), [0, 2], []),
    ("litter.zip", zipped(("._0.html", FORK), ("a/Thumbs.db", bytes(99)), ("0.html", classes.article(0))), [0], []),
    ("cdx.zip", zipped(("a.cdx", b" CDX N b a\n"), ("b.cdxj.gz", b"x"), ("0.html", classes.article(0))), [0], []),
    (
        "a.docx",
        zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:p>x</w:p>")),
        [],
        ["unsupported"],
    ),
    (
        "a.odt",
        zipped(("mimetype", b"application/x"), ("META-INF/manifest.xml", b"<m/>"), ("content.xml", b"<x/>")),
        [],
        ["unsupported"],
    ),
    (
        "a.epub",
        zipped(
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", b"<c/>"),
            ("a.opf", b"<p/>"),
            ("0.xhtml", classes.article(0)),
        ),
        [0],
        [],
    ),
    ("root.mhtml", saved(' start="<1@x>";'), [1], []),
    ("first.mhtml", saved(), [0], []),
    ("root_gone.mhtml", saved(' start="<9@x>";'), [0], []),
    ("arrays.jsonl", array(*ROWS[:2]) + b"\n" + array(*ROWS[2:]), [0, 1, 2, 3], []),
    ("arrays.json", array(*ROWS[:2]) + b"\n" + array(*ROWS[2:]) + b"\n", [0, 1, 2, 3], []),
    ("array_of_one.jsonl", b"\n".join(map(array, ROWS)), [0, 1, 2, 3], []),
    ("array_between.jsonl", b"\n".join([ROWS[0], array(ROWS[1], b"5", ROWS[2]), ROWS[3]]), [0, 1, 2, 3], ["bad_row"]),
    ("one_array.jsonl", array(*ROWS) + b"\n\n", [0, 1, 2, 3], []),
    ("blank_above.jsonl", b"\n\n" + b"\n".join(map(array, ROWS)), [0, 1, 2, 3], []),
    ("first_torn.jsonl", array(ROWS[0])[:-5] + b"\n" + array(ROWS[1]) + b"\n" + ROWS[2], [1, 2], ["bad_row"]),
    ("bare_tab.jsonl", ROWS[0][:-2] + b'\t\x01"}\n' + ROWS[1][:-2] + b"\tx\n" + ROWS[2], [0, 2], ["bad_row"]),
    ("blanks_around.mhtml", saved(how="Base64 "), [0], []),
    ("numbers.jsonl", b"[1, 2]\n" + ROWS[0], [0], ["bad_row"]),
]


@pytest.mark.parametrize(("name", "data", "goods", "codes"), CASES, ids=[case[0] for case in CASES])
def test_a_dump_of_another_tool_is_read_whole(tmp_path, name, data, goods, codes):
    (tmp_path / name).write_bytes(data)
    assert judged(tmp_path / name) == (goods, codes)


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        (['"he said \\"a, b\\", and\nmore"', '"plain"'], ['he said "a, b", and\nmore', "plain"]),
        (['"<p class=\\"x, y\\">z</p>"', '"ends so\\""'], ['<p class="x, y">z</p>', 'ends so"']),
        (['"\\"quoted\\" and C:\\new"', '"ends so\\\\"'], ['"quoted" and C:\\new', "ends so\\"]),
        (['"doubled ""a, b"" C:\\"', '"\\d"'], ['doubled "a, b" C:\\', "\\d"]),
        (['"C:\\"', '"D:\\"'], ["C:\\", "D:\\"]),
    ],
)
def test_quotes_in_a_table_stand_behind_a_backslash_or_are_doubled(tmp_path, rows, texts):
    (tmp_path / "a.csv").write_text("id,text,url\n" + "".join(f"{n},{row},u\n" for n, row in enumerate(rows)))
    [source] = find([str(tmp_path / "a.csv")])
    assert [page.data for page in read(source, Settings())] == texts


def test_a_quote_that_is_not_closed_within_a_large_page_costs_its_row_and_no_other(tmp_path):
    rows = [f'{n},"{classes.good(n)}"' for n in range(3)]
    middle = ['x,"never closed', *(f"{n},{'y' * 100}" for n in range(3000))]
    (tmp_path / "a.csv").write_text("\n".join(["id,text", rows[0], *middle, *rows[1:]]))
    [source] = find([str(tmp_path / "a.csv")])
    found = list(read(source, Settings(page_bytes=100_000)))
    assert [one.reason for one in found if not isinstance(one, Page)] == ["bad_row"]
    assert len(found) == 3 + 1 + 3000
    assert found[-1].data == classes.good(2)


def test_a_line_that_no_memory_holds_is_passed_over(tmp_path):
    lines = ["id,text", f"0,{classes.good(0)}", f"1,{'x' * 30_000_000}", f"2,{classes.good(2)}"]
    (tmp_path / "a.csv").write_text("\n".join(lines))
    tracemalloc.start()
    try:
        assert judged(tmp_path / "a.csv", page_bytes=50_000) == ([0, 2], ["too_large"])
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_of_a_database_without_a_table_of_pages_the_views_are_read(tmp_path):
    db = sqlite3.connect(tmp_path / "a.sqlite")
    db.execute("CREATE TABLE raw (number INTEGER, stored TEXT)")
    db.execute("INSERT INTO raw VALUES (1, ?)", (classes.good(0),))
    db.execute("CREATE VIEW pages AS SELECT number AS id, stored AS text FROM raw")
    db.commit()
    assert judged(tmp_path / "a.sqlite") == ([0], [])
    db.execute("CREATE TABLE news AS SELECT ? AS text", (classes.good(1),))
    db.commit()
    db.close()
    assert judged(tmp_path / "a.sqlite") == ([1], [])


def test_a_schema_that_is_no_utf8_is_told_as_damage(tmp_path):
    db = sqlite3.connect(tmp_path / "a.sqlite")
    db.execute("CREATE TABLE pages (text TEXT)")
    db.commit()
    db.close()
    data = (tmp_path / "a.sqlite").read_bytes()
    assert b"CREATE TABLE pages" in data
    (tmp_path / "a.sqlite").write_bytes(data.replace(b"CREATE TABLE pages", b"CREATE T\xff\xfeLE \xffages"))
    assert judged(tmp_path / "a.sqlite") == ([], ["truncated"])


@pytest.mark.parametrize(
    ("columns", "numbers"),
    [
        ("id INTEGER PRIMARY KEY, text TEXT", [-(1 << 63), -5, 0, (1 << 63) - 1]),
        ("id TEXT PRIMARY KEY, text TEXT", [0, 1, 2]),
        ("id TEXT, text TEXT, _rowid_ TEXT", [0, 1, 2]),
        ("id TEXT, text TEXT, _rowid_ TEXT, rowid TEXT, oid TEXT", [0, 1, 2]),
    ],
)
def test_rows_of_a_database_come_out_however_they_are_numbered(tmp_path, columns, numbers):
    db = sqlite3.connect(tmp_path / "a.sqlite")
    db.execute(f"CREATE TABLE pages ({columns})")
    db.executemany(
        "INSERT INTO pages (id, text) VALUES (?, ?)", [(n, classes.good(at)) for at, n in enumerate(numbers)]
    )
    db.commit()
    db.close()
    assert judged(tmp_path / "a.sqlite") == ([*range(len(numbers))], [])


@pytest.mark.parametrize("broken", [[2], [3], [4, 9], [10, 11], [41], [38, 39, 40, 41]])
def test_a_damaged_page_of_a_database_costs_its_rows_and_no_others(tmp_path, broken):
    path = tmp_path / "a.sqlite"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE pages (id TEXT, text TEXT)")
    db.executemany("INSERT INTO pages VALUES (?, ?)", [(f"r{n}", f"第{n}行" + "文" * 700) for n in range(40)])
    db.commit()
    db.close()
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18])
    assert data[size] == 5, "the root of the table has leaves"
    for page in broken:
        data[page * size : (page + 1) * size] = bytes(size)
    path.write_bytes(data)
    [source] = find([str(path)])
    found = list(read(source, Settings()))
    ids = [one.id for one in found if isinstance(one, Page)]
    codes = [one.reason for one in found if not isinstance(one, Page)]
    assert codes == ["truncated"] * len(codes)
    assert 1 <= len(codes) <= len(broken)
    assert len(set(ids)) == len(ids) >= 40 - 3 * len(broken)
    assert ids[-1] == f"r{39 - sum(page > 37 for page in broken)}"


class Keys(pe.KmsClient):
    """Keys that lock nothing."""

    def __init__(self, config):
        del config
        super().__init__()

    def wrap_key(self, key, _name):
        return base64.b64encode(key)

    def unwrap_key(self, key, _name):
        return base64.b64decode(key)


@pytest.mark.parametrize("plain", [True, False])
def test_encrypted_parquet_is_told_as_that(tmp_path, plain):
    table = pa.table({"id": ["a"], "text": [classes.good(0)]})
    how = pe.EncryptionConfiguration(footer_key="f", column_keys={"k": ["text"]}, plaintext_footer=plain)
    properties = pe.CryptoFactory(Keys).file_encryption_properties(pe.KmsConnectionConfig(), how)
    with pq.ParquetWriter(tmp_path / "a.parquet", table.schema, encryption_properties=properties) as writer:
        writer.write_table(table)
    assert judged(tmp_path / "a.parquet") == ([], ["unsupported"])


def test_a_cell_of_parquet_that_is_larger_than_a_page_costs_its_row_where_memory_is_short(tmp_path, monkeypatch):
    real = tables._values

    def too_much(batch):
        if batch.nbytes > 50_000:
            raise MemoryError
        return real(batch)

    monkeypatch.setattr(tables, "_values", too_much)
    texts = [classes.good(0), "x" * 90_000, classes.good(2)]
    pq.write_table(pa.table({"text": texts}), tmp_path / "a.parquet", use_dictionary=False)
    assert judged(tmp_path / "a.parquet", page_bytes=50_000) == ([0, 2], ["too_large"])


def test_what_systems_and_git_lay_beside_pages_is_left_out(tmp_path):
    for name in (
        "index.cdx",
        "index.cdxj.gz",
        "._0.html",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        ".part-0.jsonl.crc",
        ".git/config",
        "a/.git/HEAD",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(FORK)
    for n, name in enumerate([".hidden.html", "a/.github.html", "thumbs.html"]):
        (tmp_path / name).write_bytes(classes.article(n))
    assert judged(tmp_path) == ([0, 1, 2], [])
    (tmp_path / ".git" / "page.html").write_bytes(classes.article(3))
    assert judged(tmp_path / ".git")[0] == [3], "named by whoever runs it"
