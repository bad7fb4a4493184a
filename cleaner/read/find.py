"""Find the files of an input: folders walked in a fixed order, links and loops, names that are not UTF-8."""

import codecs
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from cleaner.errors import InputError
from cleaner.read.remote import list_address
from cleaner.read.source import STDIN, Source, is_asset, is_litter, is_remote, printable, told_by_name


def find(inputs: list[str]) -> Iterator[Source]:
    """Yield the sources of these inputs, in the order given; a folder's files sorted by their names' bytes.

    An input is a file, a folder, `-`, an address for fsspec, or `@list`, a file of inputs, one a line.  Raises
    InputError for a path that is not there: whoever named it is told at once.  What is found in a folder and cannot
    be read is a source with a fault, never an error.
    """
    return _all(inputs, ())


def _all(inputs: list[str], lists: tuple[str, ...]) -> Iterator[Source]:
    """Yield the sources of inputs that stand within these lists."""
    for name in inputs:
        if name == STDIN:
            yield Source(STDIN, "unknown")
        elif name.startswith("@"):
            path = os.path.realpath(name[1:])
            if path in lists:
                raise InputError(f"{printable(name)}: a list that leads back to itself")
            yield from _all(_listed(name[1:]), (*lists, path))
        elif is_remote(name):
            yield from _remote(name)
        else:
            yield from _found(name)


def _listed(path: str) -> list[str]:
    """Return the inputs that a list names; raises InputError."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{printable(path)}: {error.strerror}") from error
    return [os.fsdecode(line.rstrip(b"\r")) for line in data.removeprefix(codecs.BOM_UTF8).split(b"\n") if line.strip()]


def _found(path: str) -> Iterator[Source]:
    """Yield the sources at a path that a caller named."""
    try:
        status = os.stat(path)  # noqa: PTH116 - Path loses the form in which a name was given
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"{printable(path)}: {why}") from error
    if stat.S_ISDIR(status.st_mode):
        try:
            os.scandir(path).close()
        except OSError as error:
            raise InputError(f"{printable(path)}: {error.strerror}") from error
        yield from _walk(path)
    else:
        yield _source(path, status)


def _remote(address: str) -> Iterator[Source]:
    """Yield the sources at an address."""
    for name, size, stamp in list_address(address):
        if not _is_left_out(name.rpartition("/")[2]):
            kind, packing = told_by_name(name)
            yield Source(name, kind, packing, size, stamp)


def _walk(top: str) -> Iterator[Source]:
    """Yield a folder's files, its entries sorted; each folder in it once, however many links lead there."""
    seen: set[tuple[int, int]] = set()
    left = [top]
    while left:
        path = left.pop()
        try:
            status = os.stat(path)  # noqa: PTH116 - as in _found
            here = (status.st_dev, status.st_ino)
            if stat.S_ISDIR(status.st_mode) and here not in seen and not _is_history(path, top):
                seen.add(here)
                names = sorted(os.listdir(path), key=os.fsencode, reverse=True)  # noqa: PTH208
                left += [os.path.join(path, name) for name in names]  # noqa: PTH118
        except OSError as error:
            yield Source(path, "unknown", fault=error.strerror or "cannot be read")
            continue
        if not stat.S_ISDIR(status.st_mode) and not _is_left_out(path.rpartition("/")[2]):
            yield _source(path, status)


def _is_history(path: str, top: str) -> bool:
    """Whether a folder is what git keeps beside a clone: every version of all that lies there."""
    return path != top and path.rpartition("/")[2] == ".git"


def _is_left_out(name: str) -> bool:
    """Whether a file in a folder holds no page by its name."""
    return is_asset(name) or is_litter(name)


def _source(path: str, status: os.stat_result) -> Source:
    """Return the source for a path that is there and no folder; special files are never opened."""
    kind, packing = told_by_name(path)
    fault = "" if stat.S_ISREG(status.st_mode) else "a device, pipe or socket"
    return Source(path, kind, packing, status.st_size, status.st_mtime_ns, fault)
