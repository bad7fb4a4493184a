"""Every kind of input, plain and packed, gives the same pages; field names are found or given."""

import bz2
import gzip
import io
import json
import lzma
import os
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import brotli
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from cleaner.errors import InputError
from cleaner.model import Page, Rejected
from cleaner.read import find, read
from cleaner.settings import Settings

HTML = "<html><body><p>一页网页</p></body></html>".encode()
ROW = {
    "id": "a1",
    "url": "http://a.example/1",
    "html": HTML.decode(),
    "title": "题",
    "published": "2024-03-05T10:00:00Z",
}
PACK = {
    "": bytes, "gz": gzip.compress, "zst": zstandard.compress, "br": brotli.compress, "bz2": bz2.compress,
    "xz": lzma.compress,
}  # fmt: skip


def pages(path, **options):
    settings = Settings(**options)
    return [page for source in find([str(path)]) for page in read(source, settings)]


def named(folder, name, packing, data):
    path = folder / (f"{name}.{packing}" if packing else name)
    path.write_bytes(PACK[packing](data))
    return path


@pytest.mark.parametrize("packing", PACK)
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "html"),
        ("a.htm", "html"),
        ("a.xhtml", "html"),
        ("a.txt", "text"),
        ("a.md", "text"),
        ("a.b.HTML", "html"),
    ],
)
def test_a_page_file_is_one_page_however_packed(tmp_path, name, kind, packing):
    path = named(tmp_path, name, packing, HTML)
    assert pages(path) == [Page(HTML, input=str(path), kind=kind)]


@pytest.mark.parametrize("packing", PACK)
def test_rows_of_json_are_pages_however_packed(tmp_path, packing):
    data = (json.dumps(ROW) + "\n\n" + json.dumps({"text": "一行文字"})).encode()
    path = named(tmp_path, "a.jsonl", packing, data)
    assert pages(path) == [
        Page(HTML.decode(), "http://a.example/1", f"{path}#1", "a1", "html", "题", "2024-03-05"),
        Page("一行文字", "", f"{path}#3", "", "text"),
    ]


def test_a_json_array_and_a_single_object_are_rows(tmp_path):
    for name, value in (("array.json", [ROW, ROW]), ("one.json", ROW)):
        path = tmp_path / name
        path.write_text(json.dumps(value, indent=1))
        assert [page.id for page in pages(path)] == ["a1"] * (2 if name == "array.json" else 1)


@pytest.mark.parametrize(
    ("row", "kind", "data"),
    [
        ({"text": "<b>文字</b>"}, "text", "<b>文字</b>"),
        ({"html": "<b>标记</b>"}, "html", "<b>标记</b>"),
        ({"html": "<b>标记</b>", "text": "文字"}, "html", "<b>标记</b>"),
        ({"html": "", "text": "文字"}, "text", "文字"),
        ({"html": None, "text": "文字"}, "text", "文字"),
        ({"content": "不知道是什么"}, "", "不知道是什么"),
        ({"Text": "大写的名字"}, "text", "大写的名字"),
        ({"raw_html": "<p>x"}, "html", "<p>x"),
    ],
)
def test_text_is_read_as_text_and_html_as_html(tmp_path, row, kind, data):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row))
    [page] = pages(path)
    assert (page.kind, page.data) == (kind, data)


def test_a_field_named_by_option_is_the_only_one(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "不是这个", "meta": {"corps": "是这个", "adr": "http://b.example"}}))
    [page] = pages(path, text_field="meta.corps", url_field="meta.adr")
    assert (page.data, page.url, page.kind) == ("是这个", "http://b.example", "text")
    [reject] = pages(path, html_field="markup")
    assert reject.reason == "bad_row"
    assert "meta, text" in reject.detail


def test_a_crawl_date_is_not_taken_for_the_texts_own(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "文", "date": "2024-01-01", "timestamp": "2024-01-01"}))
    assert pages(path)[0].date == ""
    assert pages(path, date_field="date")[0].date == "2024-01-01"


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2021-05-06T23:30:00-11:00", "2021-05-06"), ("2021/05/06 10:00", "2021-05-06"), ("20210506", "2021-05-06"),
        ("2021-5-6", "2021-05-06"), ("06.05.2021", "2021-05-06"), ("2021年5月6日", "2021-05-06"),
        ("Thu, 06 May 2021 10:00:00 GMT", "2021-05-06"), ("1848-03-01", "1848-03-01"), ("03/04/2021", ""),
        ("2021-13-45", ""), ("1620295200", ""), (1620295200, ""), ("２０２１-０５-０６", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_rows_date_is_a_day_of_the_calendar_or_none(tmp_path, stated, date):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "words", "published": stated}))
    assert pages(path)[0].date == date


def test_csv_and_tsv_rows_are_pages(tmp_path):
    for name, delimiter, encoding in (("a.csv", ",", "utf-8-sig"), ("a.tsv", "\t", "gb18030")):
        path = tmp_path / name
        rows = (("id", "url", "text"), ("7", "http://c.example", '"一行\n两行"'))
        path.write_bytes("".join(delimiter.join(row) + "\r\n" for row in rows).encode(encoding))
        assert pages(path) == [Page("一行\n两行", "http://c.example", f"{path}#1", "7", "text")]


SENTENCES = {
    "de": ("Der Müller mahlt früh am Morgen über dem Bach das Korn für die Bäcker.", ("cp1252",)),
    "pl": ("Młynarz wcześnie rano mieli zboże nad strumieniem, większych młynów jest dość.", ("cp1250",)),
    "ru": ("Мельник рано утром мелет зерно над ручьём для пекарей всего города.", ("cp1251",)),
    "zh": ("磨豆腐的老师傅说，这门手艺传了三代，做法和别处不同。", ("gb18030",)),
    "tw": ("磨豆腐的老師傅說，這門手藝傳了三代，做法和別處不同。", ("big5",)),
    "ja": ("粉屋は朝早くから小川のほとりで町のパン屋のために麦をひいている。", ("cp932", "euc_jp")),
    "ko": ("방앗간 주인은 이른 아침부터 개울가에서 마을 빵집을 위해 밀을 빻는다.", ("cp949",)),
}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (text, encoding)
        for text, encodings in SENTENCES.values()
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", *encodings)
    ],
)
def test_a_spreadsheets_file_is_read_in_the_encoding_it_was_written_in(tmp_path, text, encoding):
    (tmp_path / "rows.csv").write_bytes(f"id;text\r\n1;{text}\r\n2;{text}\r\n".encode(encoding))
    assert [page.data for page in pages(tmp_path / "rows.csv")] == [text] * 2


@pytest.mark.parametrize("text", [text for text, _ in SENTENCES.values()])
def test_lines_of_json_in_another_encoding_are_read_and_damaged_ones_are_not_made_up(tmp_path, text):
    encoding = next(known[0] for known_text, known in SENTENCES.values() if known_text == text)
    row = json.dumps({"text": text}, ensure_ascii=False)
    (tmp_path / "other.jsonl").write_bytes(f"{row}\n{row}\n{row}\n".encode(encoding))
    assert [page.data for page in pages(tmp_path / "other.jsonl")] == [text] * 3
    (tmp_path / "damaged.jsonl").write_bytes(b'{"text": "plain"}\n{"text": "b\xe9d"}\n{"text": "plain"}\n')
    assert [getattr(page, "reason", "") for page in pages(tmp_path / "damaged.jsonl")] == ["", "bad_row", ""]


def test_columns_may_be_named_with_blanks_around_or_points_within(tmp_path):
    (tmp_path / "rows.csv").write_text("id, url , text\n1,http://a.example/1,words\n")
    (page,) = pages(tmp_path / "rows.csv")
    assert (page.id, page.url, page.data) == ("1", "http://a.example/1", "words")
    pq.write_table(pa.table({"doc.text": ["words"], "doc.url": ["http://a.example/1"]}), tmp_path / "rows.parquet")
    (page,) = pages(tmp_path / "rows.parquet", text_field="doc.text", url_field="doc.url")
    assert (page.url, page.data) == ("http://a.example/1", "words")


def test_the_address_of_a_row_may_lie_among_the_headers_of_its_warc(tmp_path):
    row = {"content": "words", "warc_headers": {"warc-target-uri": "http://a.example/1"}, "metadata": {}}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row) + "\n")
    assert [page.url for page in pages(tmp_path / "rows.jsonl")] == ["http://a.example/1"]


def test_a_table_without_pages_is_one_reject_and_among_others_none(tmp_path):
    pq.write_table(pa.table({"url": ["u"] * 3, "id": ["1", "2", "3"]}), tmp_path / "rows.parquet")
    assert [page.reason for page in pages(tmp_path / "rows.parquet")] == ["bad_row"]
    with sqlite3.connect(tmp_path / "crawl.db") as db:
        db.execute("CREATE TABLE links (uid INTEGER, link TEXT, headline TEXT)")
        db.execute("INSERT INTO links VALUES (1, 'http://a.example/1', 'words')")
    db.close()
    (reject,) = pages(tmp_path / "crawl.db")
    assert (reject.reason, "links" in reject.detail) == ("bad_row", True)
    with sqlite3.connect(tmp_path / "crawl.db") as db:
        db.execute("CREATE TABLE pages (url TEXT, html TEXT)")
        db.execute("INSERT INTO pages VALUES ('u', '<p>words</p>')")
    db.close()
    assert [page.data for page in pages(tmp_path / "crawl.db")] == ["<p>words</p>"]


def test_parquet_rows_are_pages_and_other_columns_are_not_read(tmp_path):
    path = tmp_path / "a.parquet"
    rows = [{"id": f"p{n}", "html": f"<p>{n}</p>".encode(), "url": None, "big": "x" * 100} for n in range(150)]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=40)
    found = pages(path)
    assert [page.id for page in found] == [f"p{n}" for n in range(150)]
    assert found[149].input == f"{path}#150"


def test_a_damaged_row_group_costs_itself(tmp_path):
    path = tmp_path / "a.parquet"
    rows = [{"id": f"p{n}", "text": f"第{n}行" + os.urandom(50).hex()} for n in range(120)]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=40, compression="snappy", use_dictionary=False)
    data = bytearray(path.read_bytes())
    at = pq.ParquetFile(path).metadata.row_group(1).column(1).data_page_offset
    data[at : at + 400] = bytes(400)
    path.write_bytes(bytes(data))
    found = pages(path)
    assert [page.id for page in found if isinstance(page, Page)] == [f"p{n}" for n in (*range(40), *range(80, 120))]
    assert [reject.reason for reject in found if isinstance(reject, Rejected)] == ["truncated"]
    assert found[-1].input == f"{path}#120"


def test_sqlite_rows_of_every_table_with_pages_are_pages(tmp_path):
    path = tmp_path / "crawl.db"
    db = sqlite3.connect(path)
    db.execute('CREATE TABLE "my pages" (id INTEGER, url TEXT, html BLOB)')
    db.execute('INSERT INTO "my pages" VALUES (3, ?, ?)', ("http://d.example", HTML))
    db.execute("CREATE TABLE log (id INTEGER, url TEXT)")
    db.execute("INSERT INTO log VALUES (1, 'x')")
    db.commit()
    db.close()
    assert pages(path) == [Page(HTML, "http://d.example", f"{path}#my pages/1", "3", "html")]


def test_members_of_archives_are_read_as_files(tmp_path):
    rows = gzip.compress(json.dumps(ROW).encode())
    members = {"x/1.html": HTML, "x/2.txt": "文".encode(), "x/3.jsonl.gz": rows, "x/4.png": b"\x89"}
    zipped, tarred = tmp_path / "a.zip", tmp_path / "a.tar.gz"
    with zipfile.ZipFile(zipped, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    with tarfile.open(tarred, "w:gz") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    for path in (zipped, tarred):
        assert [page.input for page in pages(path)] == [f"{path}#x/1.html", f"{path}#x/2.txt", f"{path}#x/3.jsonl.gz#1"]


def test_a_wacz_gives_the_pages_of_its_warcs_alone(tmp_path):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://e.example/\r\nContent-Type: application/http\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
    )
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}')
        archive.writestr("archive/data.warc.gz", gzip.compress(record))
    assert pages(path) == [Page(HTML, "http://e.example/", f"{path}#archive/data.warc.gz#0", "", "html")]


def test_mhtml_gives_the_page_it_was_saved_from(tmp_path):
    path = tmp_path / "a.mhtml"
    path.write_bytes(
        b"From: <Saved>\r\nSnapshot-Content-Location: http://f.example/\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/css\r\n\r\np {}\r\n'
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<p>=E4=B8=80=E9=A1=B5</p>\r\n--b--\r\n"
    )
    [page] = pages(path)
    assert (page.data.strip(), page.url, page.kind) == ("<p>一页</p>".encode(), "http://f.example/", "html")


def test_a_file_without_a_telling_name_is_told_by_its_bytes(tmp_path):
    wanted = {
        "page": (HTML, [Page]),
        "rows": (json.dumps(ROW).encode(), [Page]),
        "packed": (gzip.compress(HTML), [Page]),
        "noise": (bytes(range(256)) * 9, [Rejected]),
    }
    for name, (data, kinds) in wanted.items():
        (tmp_path / name).write_bytes(data)
        assert [type(page) for page in pages(tmp_path / name)] == kinds


def test_a_folder_is_read_in_the_order_of_its_names_without_assets(tmp_path):
    for name in ("b/2.html", "a/1.html", "c.html", "b/logo.png", "b/style.css", "B.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(HTML)
    names = [page.input.removeprefix(f"{tmp_path}/") for page in pages(tmp_path)]
    assert names == ["B.html", "a/1.html", "b/2.html", "c.html"]


def test_links_are_followed_but_no_folder_is_read_twice(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.html").write_bytes(HTML)
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "c.html").symlink_to("a/1.html")
    names = [page.input.removeprefix(f"{tmp_path}/") for page in pages(tmp_path)]
    assert names == ["a/1.html", "c.html"]


def test_a_list_that_leads_back_to_itself_is_told(tmp_path):
    (tmp_path / "a").write_text(f"@{tmp_path}/b\n")
    (tmp_path / "b").write_text(f"@{tmp_path}/./a\n")
    with pytest.raises(InputError, match="leads back to itself"):
        list(find([f"@{tmp_path}/a"]))


def test_a_list_names_inputs_one_a_line(tmp_path):
    (tmp_path / "x.html").write_bytes(HTML)
    listed = tmp_path / "list.txt"
    listed.write_text(f"{tmp_path}/x.html\r\n\n{tmp_path}/x.html\n")
    assert len(pages(f"@{listed}")) == 2


def test_a_list_of_windows_names_its_first_input_too(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "list").write_bytes(b"\xef\xbb\xbf" + f"{tmp_path / 'a.txt'}\r\n".encode())
    assert [source.path for source in find([f"@{tmp_path / 'list'}"])] == [str(tmp_path / "a.txt")]


@pytest.mark.parametrize("path", ["nowhere", "@nowhere", "no\0where"])
def test_a_path_that_is_not_there_is_told_at_once(path):
    with pytest.raises(InputError):
        list(find([path]))


def test_special_files_are_not_opened_and_unreadable_ones_cost_themselves(tmp_path):
    os.mkfifo(tmp_path / "a.html")
    (tmp_path / "b.html").symlink_to("nowhere")
    (tmp_path / "c.html").write_bytes(HTML)
    (tmp_path / "d").symlink_to("d")
    found = pages(tmp_path)
    assert [getattr(page, "reason", "page") for page in found] == ["unsupported", "unreadable", "page", "unreadable"]


def test_names_that_are_not_utf8_are_read_and_told_with_escapes(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.html")).write_bytes(HTML)
    [page] = pages(tmp_path)
    assert page.input == f"{tmp_path}/\\xff.html"
    page.input.encode()
