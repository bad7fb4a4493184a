"""A Source is one file of input: where it is, what it holds, how it is packed."""

import codecs
import errno
import os
import re
import stat
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Literal

from cleaner.read.remote import open_address

Kind = Literal[
    "html", "text", "any", "jsonl", "json", "csv", "tsv", "warc", "parquet", "sqlite", "zip", "tar", "mhtml", "unknown"
]  # fmt: skip
"""What a file holds.  `any`: a page told apart by looking; `unknown`: to be told by its first bytes."""

Packing = Literal["", "gz", "zst", "br", "bz2", "xz"]

KINDS: dict[str, Kind] = {
    "html": "html", "htm": "html", "xhtml": "html", "shtml": "html", "xht": "html",
    "txt": "text", "text": "text", "md": "text", "markdown": "text",
    "jsonl": "jsonl", "ndjson": "jsonl", "jl": "jsonl", "json": "json",
    "csv": "csv", "tsv": "tsv",
    "warc": "warc", "wet": "warc",
    "parquet": "parquet", "pq": "parquet",
    "sqlite": "sqlite", "sqlite3": "sqlite", "db": "sqlite",
    "zip": "zip", "wacz": "zip", "tar": "tar", "tgz": "tar", "tbz2": "tar", "txz": "tar",
    "mhtml": "mhtml", "mht": "mhtml",
}  # fmt: skip
"""By the end of a file's name, lower case."""

PACKINGS: dict[str, Packing] = {
    "gz": "gz", "gzip": "gz", "zst": "zst", "zstd": "zst", "br": "br", "bz2": "bz2", "xz": "xz",
    "tgz": "gz", "tbz2": "bz2", "txz": "xz",
}  # fmt: skip

MAGIC: tuple[tuple[bytes, Packing], ...] = (
    (b"\x1f\x8b\x08", "gz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    *((b"%c\x2a\x4d\x18" % mark, "zst") for mark in range(0x50, 0x60)),
    *((b"BZh%d1AY&SY" % level, "bz2") for level in range(1, 10)),
    (b"\xfd7zXZ\x00", "xz"),
)
"""First bytes of packed files (RFC 1952, RFC 8878 with its skippable frames, bzip2, xz); brotli has none."""

ARRAY = re.compile(rb"\s*\[\s*\{")
"""How a JSON array of rows begins."""

UNLIKE = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n[A-Za-z-]{1,100}[ \t]*:|PAR1\x15|SQLite format 3\0|PK\x03\x04")
"""How WARC, Parquet, SQLite and zip files begin, and nothing else does."""

_SAVED = re.compile(rb"From: ?[\"<]Saved by|MIME-Version:", re.IGNORECASE)
"""How browsers begin the mail message that a page is saved as."""

ASSETS = frozenset([
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "avif", "woff", "woff2",
    "ttf", "otf", "eot", "mp3", "mp4", "webm", "avi", "mov", "pdf",
])  # fmt: skip
"""What a saved page brings along and is no page: left out of a folder, counted, never rejected."""

_LITTER = re.compile(r"""
    (?:^|/)(?:
        __MACOSX/ | \._ | \.DS_Store$ | Thumbs\.db$ | desktop\.ini$    # systems: resource forks, looks of a folder
        | \.[^/]*\.crc$                                               # Hadoop: checksums
        | META-INF/ | mimetype$                                       # books and programs in a zip: what they are
    )
    | \.(?:cdxj?(?:\.gz)?|opf|ncx)$                                   # indexes of WARCs, and of books
""", re.VERBOSE)  # fmt: skip
"""What is laid beside files that hold pages."""

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of input."""

    path: str
    """As the system opens it; names that are not UTF-8 stand in surrogate escapes."""
    kind: Kind
    packing: Packing = ""
    size: int = 0
    """Bytes as stored."""
    stamp: int = 0
    """When it was last changed, in nanoseconds, or a hash of what is known of it; tells a resumed run that its input is
    still the same."""
    fault: str = ""
    """Why it cannot be read, found out while looking for it; empty where nothing is known against it."""
    name: str = ""
    """What to call it where that is not its path: `-` for standard input that was saved to a file."""

    @property
    def address(self) -> str:
        """The path as valid Unicode, for `input` and for people."""
        return printable(self.name or self.path)

    def open(self) -> BinaryIO:
        """Open it for reading; raises OSError, and MissingExtraError where an address needs an extra.

        What is no regular file by now is not opened, nor waited for: a pipe may have taken its place.
        """
        if is_remote(self.path):
            return open_address(self.path)
        return open(self.path, "rb", opener=_regular)


def _regular(path: str, flags: int) -> int:
    """Open a regular file as `open` does; raises OSError for any other."""
    number = os.open(path, flags | os.O_NONBLOCK)
    if stat.S_ISREG(os.fstat(number).st_mode):
        return number
    os.close(number)
    raise OSError(errno.EINVAL, "no regular file any more")


def is_litter(path: str) -> bool:
    """Whether a system laid this beside what somebody kept: left out as assets are."""
    return _LITTER.search(path) is not None


def is_asset(name: str) -> bool:
    """Whether a file holds no page by its name, but what a page brings along."""
    return _without_query(name).rpartition(".")[2].lower() in ASSETS


def _without_query(name: str) -> str:
    """Return a file's name without the query of an address, with which tools save what stands there."""
    before, _, query = name.partition("?")
    asked = "=" in query or before.rpartition(".")[2].lower() in ASSETS
    return before if asked else name


def told_by_name(name: str) -> tuple[Kind, Packing]:
    """Return what a file's name says that it holds, and its packing."""
    name = _without_query(name)
    ends = [end.lower() for end in PurePosixPath(name.replace("\\", "/")).name.split(".")[1:]]
    packing: Packing = ""
    if ends and ends[-1] in PACKINGS:
        packing = PACKINGS[ends[-1]]
        if ends[-1] not in KINDS:
            ends.pop()
    kind = KINDS.get(ends[-1], "unknown") if ends else "unknown"
    return kind, packing


def told_by_bytes(head: bytes) -> Kind:  # noqa: PLR0911 - one for each kind
    """Return what the first (unpacked) bytes of a file without a telling name say that it holds."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"WARC/0.", b"WARC/1.")):
        return "warc"
    if head.startswith(b"filedesc://"):  # ARC, which came before WARC: many pages, not one
        return "unknown"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"SQLite format 3\0"):
        return "sqlite"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    if _SAVED.match(head) and b"multipart/related" in head:
        return "mhtml"
    if start.startswith((b'{"', b'{ "')):
        return "jsonl"
    if ARRAY.match(start):
        return "json"
    return "any" if looks_textual(head) else "unknown"


_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "euc-kr": "cp949", "shift_jis": "cp932"}
"""Charsets that hold what a name stands for and more (https://encoding.spec.whatwg.org/#names-and-labels)."""

_FEW = 10
"""Of the characters that are none in UTF-8 one in so many may be none in another charset, either."""


def encoding_of(head: bytes, fewest: int = 1) -> str:
    """Return the encoding of rows that begin so: UTF-8, unless more of them is wrong in it than right.

    Then it is what the bytes look like; `fewest`: so many characters must be wrong, less is damage.
    """
    shown = _decoded(head, "utf-8")
    wrong = shown.count("\ufffd")
    if wrong < fewest or wrong * 2 < sum(char > "\x7f" for char in shown):
        return "utf-8"
    from resiliparse.parse.encoding import detect_encoding

    looked = detect_encoding(head) or "utf-8"
    guesses = [_LARGER.get(looked, looked)] if looked != "utf-8" else ["cp949", "gb18030"]
    for name in guesses:
        text = _decoded(head, name)
        korean = 5 * sum("가" <= char <= "힣" for char in text) > 4 * sum(char > "\x7f" for char in text)
        if text.count("\ufffd") * _FEW < wrong and (name != "cp949" or korean):
            return name
    return "utf-8"


def _decoded(head: bytes, encoding: str) -> str:
    """Return the text of some bytes whose last character may be cut."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(head)


def looks_textual(head: bytes) -> bool:
    """Whether these bytes may be text: a byte order mark, or hardly any control bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", head))
    return controls * 50 <= len(head)


def printable(path: str) -> str:
    """Return a path as valid Unicode: bytes that are not UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace") if not path.isascii() else path


def is_remote(path: str) -> bool:
    """Whether a path is an address for fsspec, such as s3://bucket/key."""
    return "://" in path
