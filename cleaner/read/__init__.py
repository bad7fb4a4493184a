"""Bytes to pages: folders, files, rows, archives.  What is damaged becomes a Rejected with its address; nothing raises.

    for source in find(["dump/", "more.jsonl.gz"]):
        for page in read(source, settings):     # Page | Rejected, in a fixed order
            ...

An address is `path#part`: a line's number, a member's name, a row's number or an offset; the path alone for a whole file.
"""

from collections.abc import Iterator
from typing import Any

from cleaner.errors import MissingExtraError
from cleaner.model import Page, Rejected
from cleaner.read.find import find
from cleaner.read.jsonl import lines_of_rows, read_json, read_lines
from cleaner.read.source import Kind, Source, told_by_bytes
from cleaner.read.unpack import DamagedError, Stream, read_bounded, unpack
from cleaner.settings import Settings

__all__ = ["Source", "find", "read", "read_rows", "read_stream"]

HEAD = 4096
"""Bytes looked at to tell what a file without a telling name holds."""


def read(source: Source, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of one source, and a Rejected for each part that cannot be read.

    Raises only MissingExtraError, where an optional library is needed.
    """
    if source.fault:
        reason = "unsupported" if source.fault.startswith("a device") else "unreadable"
        yield Rejected(reason, "read", source.fault, source.address)  # type: ignore[arg-type]
        return
    try:
        if source.kind in {"parquet", "sqlite"} and not source.packing:
            yield from _read_file(source, settings)
            return
        if source.kind in {"html", "text"} and not source.packing and source.size > settings.page_bytes:
            raise DamagedError("too_large", f"{source.size} bytes, larger than {settings.page_bytes}")
        with unpack(source.open(), source.packing) as stream:
            yield from read_stream(stream, source.kind, source.address, settings)
    except DamagedError as error:
        yield Rejected(error.reason, "read", str(error), source.address)
    except MissingExtraError:
        raise
    except OSError as error:
        yield Rejected("unreadable", "read", error.strerror or str(error), source.address)
    except MemoryError:
        yield Rejected("memory", "read", "reading it needs more memory than there is", source.address)


def read_stream(stream: Stream, kind: Kind, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of an unpacked stream; raises DamagedError and OSError where it breaks."""
    if kind == "unknown":
        kind = told_by_bytes(stream.peek(HEAD)[:HEAD])
    if kind in {"html", "text", "any"}:
        data = read_bounded(stream, settings.page_bytes, settings.page_ratio)
        yield Page(data, input=address, kind="" if kind == "any" else kind)  # type: ignore[arg-type]
    elif kind == "jsonl":
        yield from read_lines(stream, address, settings)
    elif kind == "json":
        yield from read_json(stream, address, settings)
    else:
        yield Rejected("unsupported", "read", f"no reader for such a file ({kind})", address)


def _read_file(source: Source, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of a file that its library opens itself."""
    del settings
    yield Rejected("unsupported", "read", f"no reader for {source.kind}", source.address)


def read_rows(source: Source, settings: Settings) -> Iterator[tuple[str, Any] | Rejected]:
    """Yield the rows of a source of JSON lines as (address, row), as they are, and a Rejected for each that cannot be read."""
    if source.fault or source.kind not in {"jsonl", "json", "unknown", "any"}:
        yield Rejected("unsupported", "read", source.fault or f"no records in such a file ({source.kind})", source.address)
        return
    try:
        with unpack(source.open(), source.packing) as stream:
            yield from lines_of_rows(stream, source.address, settings)
    except DamagedError as error:
        yield Rejected(error.reason, "read", str(error), source.address)
    except OSError as error:
        yield Rejected("unreadable", "read", error.strerror or str(error), source.address)
