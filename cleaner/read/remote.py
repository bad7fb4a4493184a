"""Addresses of files elsewhere, such as s3://bucket/key, through fsspec (an extra)."""

import io
from collections.abc import Iterator
from hashlib import blake2b
from operator import itemgetter
from typing import Any, BinaryIO, cast

from cleaner.errors import InputError, MissingExtraError

_STAMP = 7
"""Bytes of a stamp: what a ledger's signed number holds."""


def _filesystem(address: str) -> tuple[Any, str]:
    """Return the file system of an address and the path on it; raises MissingExtraError and InputError."""
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError("reading addresses needs fsspec: pip install 'cleaner[remote]'") from error
    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise MissingExtraError(f"reading {address.partition('://')[0]}:// needs a library: {error}") from error
    except ValueError as error:
        raise InputError(f"{address}: {error}") from error
    return system, path


def list_address(address: str) -> Iterator[tuple[str, int, int]]:
    """Yield the address, the size in bytes and the stamp of each file at an address or under it as a prefix, sorted.

    A stamp is another one where what the file system knows of the file is.  Raises InputError where there is none.
    """
    system, path = _filesystem(address)
    try:
        found = system.find(path, detail=True)
    except Exception as error:  # each file system has errors of its own: here they become ours
        raise InputError(f"{address}: {error}") from error
    if not found:
        raise InputError(f"{address}: nothing there")
    for name in sorted(found):
        known = repr(sorted(found[name].items(), key=itemgetter(0))).encode("utf-8", "replace")
        stamp = int.from_bytes(blake2b(known, digest_size=_STAMP).digest())
        yield system.unstrip_protocol(name), int(found[name].get("size") or 0), stamp


def open_address(address: str) -> BinaryIO:
    """Open an address for reading; raises MissingExtraError, InputError or OSError."""
    system, path = _filesystem(address)
    try:
        return cast("BinaryIO", io.BufferedReader(system.open(path, "rb")))
    except OSError:
        raise
    except Exception as error:  # as above: a reader knows OSError alone
        raise OSError(f"{address}: {error}") from error
