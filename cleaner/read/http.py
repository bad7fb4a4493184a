"""HTTP messages as archives hold them (RFC 9112): heads, chunks and encodings, which may all lie."""

import contextlib
import re
import zlib
from functools import lru_cache
from typing import NamedTuple

from cleaner.read.source import Packing, looks_textual
from cleaner.read.unpack import FREE_RATIO_BYTES, PACKED, DamagedError, unpack_bytes
from cleaner.settings import Settings

HEAD_BYTES = 1 << 18
"""Most bytes of a message's head that are looked into; the body begins behind all of it."""

_END = re.compile(rb"\n\r?\n")
INTERIM = 5
"""Answers of status 1xx that may stand before the one that counts (RFC 9110, 15.2)."""

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})")
_SPACE = re.compile(r"\s")
_FOLDED = re.compile(rb"\r?\n[ \t]+")
_CHUNK = re.compile(rb"0{0,200}([0-9A-Fa-f]{1,8})[ \t]{0,20}(?:;[^\r\n]{0,200})?\r?\n")
"""The size of a chunk and what may stand behind it (RFC 9112, 7.1); a page that was joined already begins otherwise."""
_ASKED = re.compile(rb"\n(content-type|content-encoding|transfer-encoding)[ \t\r]*:([^\n]*)")
"""The fields of a message that are asked for, which are found faster than all are parted."""


class Message(NamedTuple):
    """A message's status (0 where it has none), the fields that tell of its body, and where that begins."""

    status: int
    fields: dict[str, str]
    """By lower-case name, their values in lower case too."""
    data: bytes
    """All of it: a body is cut out once, when it is known what it is."""
    start: int = 0
    """Offset of the body in it."""


def parse_message(data: bytes) -> Message:
    """Part a message into its head and the rest, interim answers before it left out."""
    message = _parted(data)
    for _ in range(INTERIM):
        if not 100 <= message.status < 200 or not data.startswith(b"HTTP/", message.start):
            break
        data = data[message.start :]
        message = _parted(data)
    return message


def _parted(data: bytes) -> Message:
    """Part a message into its head and the rest; the first of several fields of one name counts."""
    end = _END.search(data)
    head, start = (data[: min(end.start(), HEAD_BYTES)], end.end()) if end else (data[:HEAD_BYTES], len(data))
    status = _STATUS.match(head)
    if b"\n " in head or b"\n\t" in head or b"\n\r" in head:
        head = _unfolded(head)
    found = _ASKED.findall(head.lower())
    fields = {name.decode(): _text(value.replace(b"\r", b"").strip(b" \t")) for name, value in reversed(found)}
    return Message(int(status[1]) if status else 0, fields, data, start)


def parse_fields(head: bytes) -> dict[str, str]:
    """Return all the fields of a head, by lower-case name; the first of several of one name counts."""
    fields: dict[str, str] = {}
    for line in _text(_unfolded(head)).split("\n"):
        name, colon, value = line.partition(":")
        if colon and (name := name.rstrip(" \t")) and not _SPACE.search(name):
            fields.setdefault(name.lower(), value.strip(" \t"))
    return fields


def _unfolded(head: bytes) -> bytes:
    """Return a head with each field on one line, ended by LF."""
    if b"\n " in head or b"\n\t" in head:
        head = _FOLDED.sub(b" ", head)
    return head.replace(b"\r", b"")


def _text(data: bytes) -> str:
    """Return the text of a head or of a part of it."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def media_type(fields: dict[str, str]) -> str:
    """Return the media type that a head states, lower case, the first of several; empty where it states none."""
    return _media_type(fields.get("content-type", ""))


@lru_cache(maxsize=1 << 8)
def _media_type(value: str) -> str:
    return value.partition(";")[0].partition(",")[0].strip().lower()


def body_of(message: Message, settings: Settings) -> bytes:
    """Return a message's body with its chunks joined and its encodings undone.

    Many archives store bodies already undone, so what is not there is not missed.  Raises DamagedError for one over
    the limits.
    """
    data, start = message.data, message.start
    body = None
    if "chunked" in message.fields.get("transfer-encoding", ""):
        body = _joined(data, start)
    if body is None:
        body = data[start:] if start else data
    if encodings := message.fields.get("content-encoding"):
        for encoding in reversed(encodings.split(",")):
            body = _undone(body, encoding.strip(), settings)
    if body.startswith(PACKED):  # though no head says so
        body = _unpacked(body, "", settings)
    if len(body) > settings.page_bytes:
        raise DamagedError("too_large", f"larger than {settings.page_bytes} bytes")
    return body


def _joined(body: bytes, at: int) -> bytes | None:
    """Join the chunks from offset `at` on; None where there are none, though the head says so."""
    pieces: list[memoryview] = []
    view = memoryview(body)
    while True:
        found = _CHUNK.match(body, at)
        if found is None:
            return b"".join(pieces) + body[at:].lstrip(b"\r\n") if pieces else None
        size = int(found[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(view[found.end() : found.end() + size])
        at = found.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
        if at >= len(body):
            return b"".join(pieces)


def _undone(body: bytes, encoding: str, settings: Settings) -> bytes:
    """Undo one encoding; a body that is not in it, though its head says so, is returned as it is."""
    if encoding in {"gzip", "x-gzip"} and body.startswith(b"\x1f\x8b"):
        return _gunzipped(body, settings)
    if encoding == "zstd" and body.startswith(b"\x28\xb5\x2f\xfd"):
        return _unpacked(body, "zst", settings)
    if encoding in {"br", "deflate"}:  # which have no mark to tell them by
        try:
            return _unpacked(body, "br", settings) if encoding == "br" else _inflated(body, settings)
        except DamagedError as error:
            undone = body.startswith(PACKED) or looks_textual(body[:4096])
            if error.reason != "truncated" or not undone:
                raise
    return body


def _inflated(body: bytes, settings: Settings) -> bytes:
    """Undo `deflate`, with zlib's head or, as some servers send it, without; raises DamagedError."""
    for wbits in (15, -15):
        inner = zlib.decompressobj(wbits)
        try:
            data = inner.decompress(body, settings.page_bytes + 1)
        except zlib.error:
            continue
        if len(data) > max(FREE_RATIO_BYTES, settings.page_ratio * len(body)):
            raise DamagedError("bomb", f"unpacks more than {settings.page_ratio}:1")
        if inner.eof or len(data) > settings.page_bytes:
            return data
    raise DamagedError("truncated", "the packed data ends early, or is damaged")


def _gunzipped(body: bytes, settings: Settings) -> bytes:
    """Unpack gzip in one step, as nearly every body can be; what is odd about the others is told by `_unpacked`.

    By ISA-L, which checks what zlib checks in half the time.
    """
    from isal import isal_zlib

    inner = isal_zlib.decompressobj(wbits=31)
    with contextlib.suppress(isal_zlib.error):  # type: ignore[arg-type]  # its stub makes an instance of the class
        data = inner.decompress(body, FREE_RATIO_BYTES)
        if inner.eof and not inner.unused_data:
            return data
    return _unpacked(body, "gz", settings)


def _unpacked(body: bytes, packing: Packing, settings: Settings) -> bytes:
    return unpack_bytes(body, packing, settings.page_bytes, settings.page_ratio)
