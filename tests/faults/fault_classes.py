"""The classes of fault that break tools which eat untrusted dumps, each as a file beside good neighbours.

A case is a name, its bytes, and what must come of it: a set of codes, one of which it must be rejected with; RECORD,
when something must come out; EITHER, where both are right as long as it is accounted for.
"""

import gzip
import io
import json
import lzma
import random
import sqlite3
import tarfile
import zipfile
import zlib

import zstandard

RECORD = frozenset({"record"})
EITHER = frozenset({"record", "empty", "no_content"})

PROSE = (
    "海边的小镇每年春天都要办一次风筝节，今年来的人比往年多。"
    "老师傅们在沙滩上教孩子们扎竹架、糊纸面，傍晚时天上飘满了各色的风筝。"
)


def good(n):
    """A page that must come out whole, and unlike any other."""
    return f"第{n}号好页。{PROSE}这一页是第{n}号，编号{n * 7919}，它的邻居坏了，它自己没有。"


def html(body, head=""):
    head = f"<head><meta charset=utf-8><title>页</title>{head}</head>"
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>".encode()


def article(n):
    return html(f"<article><h1>好页{n}</h1><p>{good(n)}</p></article>")


def row(n, **more):
    return json.dumps({"id": f"row-{n}", "text": good(n), **more}, ensure_ascii=False).encode()


def pages():  # noqa: PLR0915 - one line for each case
    """Whole files that are one page each."""
    p = f"<p>{PROSE}</p>"
    yield "empty.html", b"", {"empty"}
    yield "blank.txt", b" \n\t\r\n  ", {"empty", "no_content"}
    yield "nul.html", b"\0" * 5000, {"binary", "empty", "no_content"}
    yield "nul_inside.html", html(f"<p>{PROSE}\0\0{PROSE}</p>"), RECORD
    yield "png_as.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 40, {"binary"}
    yield "pdf_as.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + zlib.compress(bytes(range(256)) * 99) * 5, {"binary"}
    yield "elf_as.htm", b"\x7fELF\2\1\1\0" + bytes(range(256)) * 30, {"binary"}
    yield "no_charset.html", f"<html><body><p>{PROSE}</p></body></html>".encode("gb18030"), RECORD
    yield "lying_charset.html", html(p).replace(b"utf-8", b"iso-8859-1"), RECORD
    yield "wrong_charset.html", html(p).decode().encode("gb18030"), RECORD
    yield "unknown_charset.html", html(p).replace(b"utf-8", b"x-klingon"), RECORD
    yield "utf16_marked.html", html(p).decode().encode("utf-16"), RECORD
    yield "utf16_unmarked.html", html(p).decode().encode("utf-16-le"), RECORD
    yield "utf7.html", html("<p>+AGE-bc</p>" + p).replace(b"utf-8", b"utf-7"), RECORD
    yield (
        "big5.html",
        "<meta charset=big5><p>颱風季節到了，漁港裡的船都用粗繩綁緊，碼頭上的人把魚箱疊起來收進倉庫。</p>".encode(
            "big5"
        ),
        RECORD,
    )
    yield "mixed_bytes.html", html(p) + "后面是别的编码".encode("gb18030"), RECORD
    yield "mixed_halves.txt", PROSE.encode() + b"\n" + PROSE.encode("gb18030"), RECORD
    yield "korean_untold.txt", ("아침 안개가 걷히고 어선들이 하나둘 항구를 떠났다. " * 3).encode("cp949"), RECORD
    yield "utf32_unmarked.html", html(p).decode().encode("utf-32-be"), RECORD
    yield "short_nul.txt", "海边\0的小镇，春天。".encode(), RECORD
    yield "lying_mark.html", b"\xff\xfe" + html(p), RECORD
    yield "cut_character.txt", PROSE.encode()[:-1], RECORD
    yield "double_mojibake.txt", PROSE.encode().decode("latin-1").encode().decode("latin-1").encode(), EITHER
    yield "deep.html", html("<div>" * 30_000 + p + "</div>" * 30_000), RECORD | {"too_deep"}
    yield "deep_spans.html", html("<b><i>" * 5000 + PROSE), RECORD | {"too_deep"}
    yield "deeper.html", html("<div>" * 500_000 + p), {"too_deep"}
    yield "deep_drawings.html", html("<svg>" * 50_000 + "</svg>" * 50_000 + p), RECORD
    yield "siblings.html", html("<p>x</p>" * 100_000 + p), EITHER | {"timeout"}
    yield "attributes.html", html("<p " + " ".join(f"a{n}=1" for n in range(20_000)) + f">{PROSE}</p>"), RECORD
    yield "long_attribute.html", html(f"<p title='{'x' * 1_000_000}'>{PROSE}</p>"), RECORD
    yield "unclosed.html", b"<html><body><div><p>" + PROSE.encode() + b"<table><tr><td><a href='", RECORD
    yield "unclosed_comment.html", html(p + "<!-- never closed"), RECORD
    yield "unclosed_script.html", html(p + "<script>var x = '<p>"), RECORD
    yield "data_uri.html", html(f"<img src='data:image/png;base64,{'A' * 2_000_000}'>{p}"), RECORD
    yield "glued.html", html(p) + html("<p>第二份文档也在这里，不该弄坏第一份。</p>"), RECORD
    yield (
        "frames.html",
        b"<html><frameset cols='50%,50%'><frame src='a.html'><frame src='b.html'></frameset></html>",
        {"empty", "no_content"},
    )
    yield (
        "bomb_entities.html",
        (
            b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
            + b"]><html><body><p>&j;"
            + PROSE.encode()
            + b"</p></body></html>"
        ),
        RECORD,
    )
    yield (
        "external_entity.xhtml",
        (
            b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            b"<html><body><p>&x;" + PROSE.encode() + b"</p></body></html>"
        ),
        RECORD,
    )
    yield "one_token.txt", b"a" * 2_000_000, EITHER
    yield "one_line.txt", ("好" * 700_000).encode(), EITHER
    yield "brackets.txt", b"[" * 100_000 + PROSE.encode(), EITHER | {"timeout"}
    yield "colons.txt", ("来源：作者：" * 30_000 + PROSE).encode(), EITHER | {"timeout"}
    yield "slashes.txt", ("http://" * 20_000 + PROSE).encode(), EITHER | {"timeout"}
    yield "spaces.txt", (" " * 300_000 + PROSE + " " * 300_000 + "。").encode(), RECORD | {"timeout"}
    yield "combining.txt", (PROSE + "e" + "\u0301" * 50_000).encode(), RECORD
    yield "controls.txt", (PROSE + "".join(map(chr, range(1, 32))) + PROSE[::-1]).encode(), RECORD
    yield "bidi.txt", ("\u202e" + PROSE + "\u2066\u200f").encode(), RECORD
    yield "escapes.txt", ("\x1b]0;owned\x07\x1b[31m" + PROSE).encode(), RECORD
    yield "surrogates.txt", PROSE.encode() + b"\xed\xa0\x80\xed\xb0\x80", RECORD
    yield "markup_in_title.html", html(p, "<title>&lt;script&gt;alert(1)&lt;/script&gt;[/red]</title>"), RECORD
    yield "nothing_but_links.html", html("".join(f"<a href=/{n}>栏目{n}</a> " for n in range(300))), EITHER
    yield "robots_only.html", html("<script>document.write('x')</script><noscript></noscript>"), {"empty", "no_content"}
    yield "too_large.html", html("<p>" + "字" * 2_000_000 + "</p>"), {"too_large"}
    yield "bomb.html.gz", gzip.compress(b"<p>" + b"0" * 4_000_000), {"bomb", "too_large"}
    yield "bomb.html.zst", zstandard.compress(b"<p>" + b"0" * 4_000_000), {"bomb", "too_large"}
    yield "bomb.txt.xz", lzma.compress(b"0" * 4_000_000), {"bomb", "too_large"}
    yield "truncated.html.gz", gzip.compress(article(1), mtime=0)[:-30], {"truncated"}
    yield "truncated.html.zst", zstandard.compress(article(2))[:-20], {"truncated"}
    yield "plain_named.html.gz", article(3), RECORD
    yield "packed_named.html", gzip.compress(article(4), mtime=0), RECORD
    yield "garbage_behind.html.gz", gzip.compress(article(6), mtime=0) + b"garbage", RECORD
    yield (
        "two_members.html.gz",
        gzip.compress(article(7)[:50], mtime=0) + gzip.compress(article(7)[50:], mtime=0),
        RECORD,
    )
    yield "utf16_rows.jsonl", b"\xff\xfe" + row(8).decode().encode("utf-16-le"), EITHER
    yield "noise.html.gz", b"\x1f\x8b\x08\0" + bytes(range(200)), {"truncated"}
    yield "no_end.unknown", article(5), RECORD
    yield "noise.unknown", bytes(range(256)) * 50, {"unsupported", "binary"}


def broken_rows():
    """Lines of JSON that are no good rows, with the code of each; they stand between good ones."""
    yield b"{", {"bad_row"}
    yield b"not json at all", {"bad_row"}
    yield b'{"id": "x", "text": "' + b"\xff\xfe" + '坏字节"}'.encode(), {"bad_row", "decode"}
    yield b"[1, 2, 3]", {"bad_row"}
    yield b'"just a string"', {"bad_row"}
    yield b"null", {"bad_row"}
    yield b"{}", {"bad_row"}
    yield b'{"id": "n", "text": 5}', {"bad_row"}
    yield b'{"id": "n", "text": null}', {"bad_row", "empty"}
    yield b'{"id": "n", "text": ["a"]}', {"bad_row"}
    yield b'{"id": "n", "text": ""}', {"empty"}
    yield b'{"a":' * 100_000 + b"1" + b"}" * 100_000, {"bad_row"}
    yield b'{"text": "' + b"a" * 6_000_000 + b'"}', {"too_large"}
    yield b'{"text": "' + b"a" * 40_000_000 + b'"}', {"too_large"}
    yield b"\0\0\0\0\0", {"bad_row"}


def odd_rows():
    """Rows that are odd and must come out, with their text."""
    yield 900, row(900).replace(b"}", b', "score": NaN, "x": Infinity}')
    yield 901, row(901).replace('没有。"}'.encode(), '没有。\\ud800"}'.encode())
    yield 902, row(902).replace(b'"row-902"', b'"first", "id": "row-902"')
    yield 903, row(903).replace(b'"row-903"', b'{"$oid": "5f"}')
    yield 904, row(904, url=12, title=None, date=[])
    yield 905, json.dumps({"id": "row-900", "text": good(905)}).encode()
    yield 907, row(907).replace(b'"row-907"', b"9" * 10_000)
    yield 906, json.dumps({"id": "\x1b[2J\n", "text": good(906)}).encode()


def rows_file():
    """A JSONL file with every broken and odd row between good ones: its bytes, the codes by line, the good numbers."""
    lines, codes, goods = [b"\xef\xbb\xbf" + row(100)], {}, [100]
    for n, (line, wanted) in enumerate(broken_rows(), 101):
        lines += [line, row(n)]
        codes[len(lines) - 1] = wanted
        goods.append(n)
    for n, line in odd_rows():
        lines += [line, b"", b"   \r"]
        goods.append(n)
    return b"\n".join(lines), codes, goods


def warc_record(
    body, kind="response", length=None, head="Content-Type: text/html\r\n", media="application/http; msgtype=response"
):
    block = b"HTTP/1.1 200 OK\r\n" + head.encode() + b"\r\n" + body if media.startswith("application/http") else body
    size = len(block) if length is None else length
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://w.example/{zlib.crc32(body)}\r\n"
        f"WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: {media}\r\nContent-Length: {size}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def broken_records():
    """WARC records that lie or are torn: each must cost itself."""
    bad = html("<p>bad record</p>")
    yield warc_record(bad, length=-5), {"parse"}
    yield warc_record(bad, length="many"), {"parse"}
    yield warc_record(bad, length=10**14), {"truncated"}
    yield warc_record(bad, length=len(bad) + 90), {"truncated"}
    yield warc_record(bad, length=70), {"truncated"}
    yield b"\0\xffgarbage between records", {"parse"}
    yield b"WARC/1.0\r\nno end of this header " + b"x" * 70_000, {"parse"}
    yield warc_record(b"", kind="revisit"), {"no_content"}
    yield warc_record(html("<p>" + "a" * 6_000_000)), {"too_large"}
    yield (
        warc_record(gzip.compress(b"0" * 4_000_000), head="Content-Type: text/html\r\nContent-Encoding: gzip\r\n"),
        {"bomb", "too_large"},
    )


def odd_records():
    """WARC records that are odd and must come out."""
    typed = "Content-Type: text/html\r\n"
    body = article(800)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[at : at + 50]), body[at : at + 50]) for at in range(0, len(body), 50))
    yield 800, warc_record(chunks + b"0\r\n\r\n", head=typed + "Transfer-Encoding: chunked\r\n")
    yield 801, warc_record(article(801), head=typed + "Transfer-Encoding: chunked\r\n")
    yield 802, warc_record(gzip.compress(article(802)), head=typed + "Content-Encoding: gzip\r\n")
    yield 803, warc_record(article(803), head=typed + "Content-Encoding: gzip\r\n")
    yield 804, warc_record(article(804), head=typed + "Content-Encoding: br\r\n")
    yield 805, warc_record(good(805).encode(), kind="conversion", media="text/plain")
    yield 806, warc_record(article(806), kind="resource", media="text/html")
    yield (
        807,
        warc_record(
            article(807), head="content-TYPE:text/html;charset=utf-8\nX: \xff\n".encode("latin-1").decode("latin-1")
        ),
    )


def warc_file(packed):
    """A WARC of all of them between good ones: its bytes, the codes wanted in order, the good numbers."""
    base = 2000 if packed else 1000
    records, codes, goods = [warc_record(article(base))], [], [base]
    for n, (record, wanted) in enumerate(broken_records(), base + 1):
        records += [record, warc_record(article(n))]
        codes.append(wanted)
        goods.append(n)
    if not packed:
        for n, record in odd_records():
            records.append(record)
            goods.append(n)
    data = b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)
    return data, codes, goods


def zip_file():
    """A zip with good members, a bomb, a nested archive, a damaged member and names that would climb out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/good.html", article(3000))
        archive.writestr("../../climb.html", article(3001))
        archive.writestr("/abs/olute.html", article(3002))
        archive.writestr("bomb.html", b"0" * 30_000_000)
        archive.writestr("inner.zip", b"PK\x03\x04 whatever")
        archive.writestr("torn.html", article(3999))
        archive.writestr("rows.jsonl", row(3003) + b"\n{\n" + row(3004))
        archive.writestr("z/中文名.html", article(3005))
        archive.writestr("image.png", b"\x89PNG")
    data = bytearray(packed.getvalue())
    at = data.index(b"torn.html") + len(b"torn.html") + 8
    data[at : at + 12] = bytes(12)
    codes = {
        "bomb.html": {"bomb"},
        "inner.zip": {"unsupported"},
        "torn.html": {"truncated"},
        "rows.jsonl#2": {"bad_row"},
    }
    return bytes(data), codes, [3000, 3001, 3002, 3003, 3004, 3005]


def tar_file():
    """A torn tar: the members before the tear come out."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for n in (4000, 4001):
            data = article(n)
            member = tarfile.TarInfo(f"../{n}.html")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("link.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        member = tarfile.TarInfo("big.txt")
        noise = random.Random(1).randbytes(60_000)
        member.size = len(noise)
        archive.addfile(member, io.BytesIO(noise))
    return packed.getvalue()[:-20_000], [4000, 4001]


def sqlite_file(path):
    """A database with good rows and odd ones, whose last pages are overwritten."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE pages (id TEXT, url TEXT, html TEXT)")
    db.executemany(
        "INSERT INTO pages VALUES (?, ?, ?)", [(f"q{n}", "", article(n).decode()) for n in (5000, 5001, 5002)]
    )
    db.execute("INSERT INTO pages VALUES ('null', '', NULL)")
    db.commit()
    db.close()
    return [5000, 5001, 5002]
