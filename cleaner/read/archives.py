"""Zip, WACZ and tar to pages: each member like a file; its name is a label, never a path."""

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from cleaner.model import Page, Rejected
from cleaner.read.source import ASSETS, told_by_name
from cleaner.read.unpack import DamagedError, Stream, unpack
from cleaner.settings import Settings

NESTED = frozenset({"zip", "tar", "parquet", "sqlite"})
"""What is not opened inside an archive: an archive in an archive, and files that need to be sought in."""


def read_zip(file: BinaryIO, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of a zip file's members, in the order of its directory; of a WACZ, those of its WARCs."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise DamagedError("truncated", f"no zip file, or a torn one: {error}") from error
    with archive:
        wacz = address.lower().endswith(".wacz")
        for member in archive.infolist():
            name = member.filename
            if member.is_dir() or name.startswith("__MACOSX/") or (wacz and not name.startswith("archive/")):
                continue
            yield from _zip_member(archive, member, f"{address}#{name}", settings)


def _zip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, address: str, settings: Settings
) -> Iterator[Page | Rejected]:
    """Yield the pages of one member."""
    if member.file_size > settings.page_ratio * max(member.compress_size, 10_000) and _is_page(member.filename):
        yield Rejected("bomb", "read", f"unpacks more than {settings.page_ratio}:1", address)
        return
    try:
        with archive.open(member) as file:
            yield from _member(cast("BinaryIO", file), member.filename, address, settings)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        yield Rejected("truncated", "read", f"the member is damaged: {error}", address)
    except (RuntimeError, NotImplementedError) as error:
        yield Rejected("unsupported", "read", str(error), address)


def _is_page(name: str) -> bool:
    return told_by_name(name)[0] in {"html", "text", "mhtml", "unknown"}


def read_tar(stream: Stream, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of a tar file's regular members, in their order; links and devices are passed over."""
    try:
        with tarfile.open(fileobj=stream, mode="r|", ignore_zeros=False) as archive:
            for member in archive:
                if member.isreg():
                    file = archive.extractfile(member)
                    if file is not None:
                        yield from _member(
                            cast("BinaryIO", file), member.name, f"{address}#{_label(member.name)}", settings
                        )
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise DamagedError("truncated", f"no tar file, or a torn one: {error}") from error


def _label(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _member(file: BinaryIO, name: str, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of a member that is open."""
    from cleaner.read import read_stream

    if name.rpartition(".")[2].lower() in ASSETS:
        return
    kind, packing = told_by_name(name)
    if kind in NESTED:
        yield Rejected("unsupported", "read", f"a {kind} file inside an archive: unpack it first", address)
        return
    try:
        with unpack(file, packing) as stream:
            yield from read_stream(stream, kind, address, settings)
    except DamagedError as error:
        yield Rejected(error.reason, "read", str(error), address)
