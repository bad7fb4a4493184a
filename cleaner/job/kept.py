"""Pages parsed to learn from, kept for the pass that cleans them: a parse is a quarter of a page's work.

Packed as plain data with msgpack, and found again by what the page holds, so that a page that is not the same is parsed
anew.
"""

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cleaner import parse
from cleaner.document import Block, Document, Node
from cleaner.job.ledger import Ledger
from cleaner.model import Page, Rejected
from cleaner.parse import Parsed
from cleaner.settings import Settings

MOST_BYTES = 1 << 18
"""Packed bytes of the largest page that is kept: 2,000 pages of web take about 50 MB on disk, and never over 512 MB."""


def key_of(page: Page) -> str:
    """Return 32 hex digits of all that a page's parse depends on."""
    data = page.data if isinstance(page.data, bytes) else page.data.encode("utf-8", "surrogatepass")
    of = f"{type(page.data).__name__}\0{page.kind}\0{page.url}\0".encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16, key=blake2b(of).digest()).hexdigest()


def pack(parsed: Parsed) -> bytes:
    """Return a parsed page as bytes; empty where it is too large to be kept."""
    import msgpack  # type: ignore[import-untyped]  # it ships no types
    import zstandard

    document = parsed.document
    rest = {one.name: getattr(parsed, one.name) for one in fields(parsed) if one.name != "document"}
    row = (document.text, document.nodes, document.laid_out, rest)
    packer = zstandard.ZstdCompressor(1, write_checksum=True)
    data = packer.compress(msgpack.packb(row, unicode_errors="surrogatepass"))
    return data if len(data) <= MOST_BYTES else b""


def unpack(data: bytes) -> Parsed:
    """Return what `pack` packed."""
    import msgpack
    import zstandard

    text, nodes, blocks, rest = msgpack.unpackb(zstandard.decompress(data), unicode_errors="surrogatepass")
    new: Any = tuple.__new__  # what the class of a named tuple would call, at a third of the cost
    document = Document(
        text, nodes=tuple([new(Node, node) for node in nodes]), laid_out=tuple([new(Block, block) for block in blocks])
    )
    return Parsed(document, **rest)


def index_line(key: str, size: int) -> bytes:
    """Return the row of a shard's index for one page: its key and the bytes of its parse."""
    return json.dumps([key, size]).encode() + b"\n"


def places(ledger: Ledger) -> dict[str, tuple[int, int]]:
    """Return the key of each page that is kept, with the offset and size of its parse in the ledger's shards.bin."""
    found = {}
    for at, index in ledger.signature_places():
        for key, size in map(json.loads, index.splitlines()):
            if size:
                found[key] = at, size
            at += size  # noqa: PLW2901
    return found


class Kept:
    """The pages that a first pass parsed; `parse` stands in for `cleaner.parse.parse`."""

    def __init__(self, path: Path, found: Mapping[str, tuple[int, int]]) -> None:
        """Open the file that holds them; where it is gone, none is kept."""
        self._places = found
        try:
            self._file = os.open(path, os.O_RDONLY)
        except OSError:
            self._places = {}

    def parse(self, page: Page, settings: Settings) -> Parsed | Rejected:
        """Return the page's parse: the one that is kept, where there is one and it is whole."""
        place = self._places.get(key_of(page)) if self._places else None
        if place:
            import zstandard

            with contextlib.suppress(OSError, zstandard.ZstdError):
                return unpack(os.pread(self._file, place[1], place[0]))
        return parse.parse(page, settings)
