"""Bytes to text: byte order marks, the declared charset, and what the bytes themselves look like."""

import codecs
import contextlib
import re
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Callable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKS = tuple(mark for mark, _ in _BOMS)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_SUPERSET = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
}
"""Labels whose pages use a larger set than they name (https://encoding.spec.whatwg.org/#names-and-labels)."""

_SEVEN_BIT = re.compile(rb"\x1b\$[@AB)]|\x1b\([BIJ]|~\{(?:[!-w][!-~])+~\}")
"""What switches between character sets in ISO-2022 (RFC 1468, RFC 1557) and in HZ (RFC 1843)."""
_SAMPLE = 1 << 16
_MANY = 10
"""So many times more zeros on one side of UTF-16 than on the other tell which side is which."""


def decode(data: bytes) -> str | None:
    """Return the text of `data`, or None where it is binary.  Never raises: what cannot be decoded becomes U+FFFD."""
    text = decode_utf8(data)
    return text if text is not None else decode_other(data)


def decode_utf8(data: bytes) -> str | None:
    """Return the text of what is UTF-8 and nothing else, so that encoding it gives `data` again; None for the rest."""
    head = data[:_SAMPLE]
    if head.startswith(_MARKS) or b"\0" in head or ((b"\x1b" in head or b"~{" in head) and _SEVEN_BIT.search(head)):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def decode_other(data: bytes) -> str | None:
    """Decode what `decode_utf8` does not take."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], codec)
    return _decode_wide(data) if b"\0" in data[:_SAMPLE] else _decode_legacy(data)


def _decode_marked(data: bytes, codec: str) -> str | None:
    """Decode what stands behind a byte order mark, which may lie: no UTF-16 without a NUL is UTF-8 by chance."""
    sample = data[:_SAMPLE]
    if codec == "utf-8" or b"\0" not in sample:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-8")
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if codec == "utf-16-le" and even > _MANY * odd:  # the zeros of what is ASCII stand first, and last the other way
        codec = "utf-16-be"
    elif codec == "utf-16-be" and odd > _MANY * even:
        codec = "utf-16-le"
    return _decode_legacy(data) if codec == "utf-8" else data.decode(codec, "replace")


def _decode_wide(data: bytes) -> str | None:
    """Decode what holds NULs: UTF-32 and UTF-16 without a mark, or a text with a few stray ones, which are dropped.

    None for what is binary.
    """
    sample = data[:_SAMPLE]
    nuls = sample.count(0)
    bare = data.replace(b"\0", b"")
    if nuls <= 1 + len(sample) // 10 and (text := decode_utf8(bare)) is not None and not is_binary(text):
        return text
    for codec in ("utf-32-le", "utf-32-be"):
        with contextlib.suppress(UnicodeDecodeError):
            if not is_binary(sample[: len(sample) // 4 * 4].decode(codec)):
                return data.decode(codec, "replace")
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if nuls * 100 > len(sample):
        for codec in ("utf-16-le", "utf-16-be") if odd >= even else ("utf-16-be", "utf-16-le"):
            text = data.decode(codec, "replace")
            if not _is_noise(text):
                return text
    return None if nuls > 3 + len(sample) // 200 else decode(bare)


def _is_noise(text: str) -> bool:
    """Whether more than one character in fifty of the beginning is none that a text holds.

    What is no UTF-16, or has its bytes the other way round, is full of code points of private use, or of none.
    """
    sample = text[:4096]
    odd = sum(char == "\ufffd" or (category(char) in {"Co", "Cn", "Cc"} and not char.isspace()) for char in sample)
    return odd * 50 > len(sample)


def _decode_legacy(data: bytes) -> str | None:
    """Decode what is not UTF-8: by the declared charset where it fits, else by the bytes' own look."""
    from resiliparse.parse.encoding import detect_encoding

    if data.isascii():
        for codec in ("hz", "iso2022_kr"):
            text = _decoded(data, codec)
            if _commonness(text) > 0.1:
                return text
    declared = _CHARSET.search(data[:4096])
    looked = (detect_encoding(data[: 4 * _SAMPLE]) or "utf-8").lower()
    names = [looked, declared.group(1).decode("ascii").lower()] if declared else [looked]
    best, worst = data.decode("utf-8", "replace"), len(data) + 1
    for name in names:
        text = _decoded(data, _SUPERSET.get(name, name))
        bad = text.count("\ufffd")
        if text and bad < worst:
            best, worst = text, bad
    if looked == "gb18030" and not (declared and _codec_of(declared) == looked):
        best = _as_big5(data, best)
    if looked == "utf-8" and is_binary(data.decode("utf-8", "replace")):
        sample = data[: 4 * _SAMPLE]
        ways: tuple[Callable[[bytes], str], ...] = (
            *(partial(_decoded, codec=codec) for codec in _EASTERN),
            _decode_mixed,
        )
        way = max(ways, key=lambda way: _commonness(way(sample)))
        if _commonness(way(sample)) > max(_commonness(best), 0.1):
            best = way(data)
    return None if is_binary(best) else best


def _codec_of(declared: re.Match[bytes]) -> str:
    name = declared[1].decode("ascii").lower()
    return _SUPERSET.get(name, name)


def _as_big5(data: bytes, read: str) -> str:
    """Return the text of what was taken for GB 18030, read as Big5 where that is what it is.

    Big5 misread so is full of characters that GB 2312 has not, as no simplified text is, and has fewer common ones than
    the traditional text that it was.
    """
    sample = "".join(char for char in read[:4096] if char > "\x7f")
    if len(sample.encode("gb2312", "ignore")) < 2 * _IN_GB2312 * len(sample):
        big5 = _decoded(data, "big5hkscs")
        if "\ufffd" not in big5 and _commonness(big5) > _commonness(read) + _CLEARLY:
            return big5
    return read


_IN_GB2312 = 0.75
_CLEARLY = 0.05
"""Shares of characters: of 4,600 lines of news, alone and repeated, none in GB 18030 was read as Big5 by them."""


def _decoded(data: bytes, codec: str) -> str:
    """Return the text in a charset, empty where there is no such charset."""
    with contextlib.suppress(LookupError, ValueError):
        return data.decode(codec, "replace")
    return ""


_EASTERN = ("gb18030", "cp949", "big5hkscs", "cp932")
"""Charsets of which each takes nearly any bytes of the others, and is told by the words that come out."""

_COMMON = frozenset(
    "的一是不了在人有我他这们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年過這個們來為國說時會對於著還過"
    "嘅咗喺佢唔冇，。、：이다는을의에가고한를지사로하은도리서기나"
)
"""Some of the commonest characters of Chinese and Korean: between them a quarter of any text and more."""


def _commonness(text: str) -> float:
    """Return what share of a text's characters beyond ASCII is among the commonest; those not read count against it."""
    beyond = [char for char in text[:_SAMPLE] if char > "\x7f"]
    common = sum(char in _COMMON or "ぁ" <= char <= "ヿ" for char in beyond)
    return (common - beyond.count("\ufffd")) / max(1, len(beyond))


def _decode_mixed(data: bytes) -> str:
    """Decode a page of UTF-8 and GB 18030, each element or line by itself: neither has "<" or LF within a character."""
    pieces = []
    for piece in _PIECES.findall(data):
        try:
            pieces.append(piece.decode("utf-8"))
        except UnicodeDecodeError:
            pieces.append(piece.decode("gb18030", "replace"))
    return "".join(pieces)


_PIECES = re.compile(rb"[<\n]?[^<\n]+|[<\n]")

_FEWEST = 20
"""Characters that must have been misread: fewer may be a page that speaks of such."""

_TWICE = (re.compile(rb"\xc3[\x82\x83]"), re.compile(rb"\xc2[\x80-\x9f]"))
"""What UTF-8 encoded a second time is full of: the images of lead bytes, and controls that nothing else has.

Two patterns, for each begins with one byte, which is searched for at memory speed.
"""

_HAN = re.compile(rb"[\xe4-\xe9][\x80-\xbf]{2}")


def read_again(page: bytes) -> bytes:
    """Return a page, in UTF-8, as it was before someone misread it and kept that; the same bytes where nobody did.

    Two such accidents leave no doubt, for the whole page goes back without a fault: UTF-8 taken for Latin-1, and
    the Chinese charset that a page still declares taken for a Western one.  A line here and there is repair's work.
    """
    if sum(len(twice.findall(page, 0, 4 * _SAMPLE)) for twice in _TWICE) >= _FEWEST:
        with contextlib.suppress(UnicodeError):
            once = page.decode("utf-8").encode("latin-1")
            once.decode("utf-8")
            page = once
    declared = _CHARSET.search(page[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    codec = _SUPERSET.get(name, name)
    if codec in {"gb18030", "big5hkscs"} and not _HAN.search(page):
        for western in ("latin-1", "iso-8859-15", "cp1252"):
            with contextlib.suppress(UnicodeError):
                read = page.decode("utf-8").encode(western).decode(codec).encode("utf-8")
                if len(_HAN.findall(read)) >= _FEWEST:
                    return read
    return page


_LONE_NUL = re.compile("(?<=[^\0])\0(?=[^\0])")


def is_binary_text(text: str) -> bool:
    """Whether what a caller decoded is no text; one NUL beside each character is left of wide ones, and forgiven."""
    return is_binary(_LONE_NUL.sub("", text[:8192].replace("\ufffd", "?")))


def is_binary(text: str) -> bool:
    """Whether more than one character in ten of the beginning is a control character or could not be decoded."""
    sample = text[:4096]
    odd = sum(char == "\ufffd" or (char < " " and char not in "\t\n\r\f\x0b\x1b\x1a") for char in sample)
    return odd * 10 > len(sample)


_TAG = re.compile(
    r"<(?:!doctype\s|!--|/?(?:html|head|body|div|p|span|table|ul|ol|dl|article|section|main|header|nav|meta|title|h[1-6]|"
    r"center|a|img|link|script|style|form|font|b|br|base|frameset|noscript)\b)",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    r"</(?:html|head|body|div|p|span|table|td|tr|ul|li|a|h[1-6]|script|style|title|article|section|font|b)\s*>",
    re.IGNORECASE,
)
_ROOT = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,20}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def looks_like_html(text: str) -> bool:
    """Tell HTML from text by looking: a root element, or a beginning in markup that goes on as markup.

    A text that quotes some markup (an article on HTML, Markdown with a tag or two) is text.
    """
    head = text[:4096].lstrip("\ufeff \t\r\n\f\x0b")
    if not head:
        return False
    if _ROOT.match(head):
        return True
    sample = text[:20_000]
    closings = len(_CLOSE.findall(sample))
    if _TAG.match(head):
        return closings > 0 or "<" in head[1:] or head.startswith("<!--") or head.rstrip().endswith(">")
    return closings * 250 > len(sample) and closings > 3
