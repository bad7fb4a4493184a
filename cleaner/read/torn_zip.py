"""A zip file whose directory is torn or gone, as of a download broken off: its members by their own headers."""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from cleaner.read.unpack import FREE_RATIO_BYTES, STEP, DamagedError

MARK = b"PK\x03\x04"

_HEADER = struct.Struct("<4s5H3I2H")
"""A member's own header (APPNOTE 4.3.7), without its name and extra field."""

_ENCRYPTED, _SIZES_BEHIND, _UTF8 = 1, 1 << 3, 1 << 11
"""Bits of its flags (APPNOTE 4.4.4)."""

_STORED, _DEFLATED = 0, 8

_LARGE = 0xFFFF_FFFF
"""A size that stands in the extra field instead (APPNOTE 4.5.3)."""


class Member(NamedTuple):
    """One member: its name, what it cannot be read for (empty where it can), and its unpacked bytes."""

    name: str
    fault: str
    file: "_Inflated"


def torn_members(file: BinaryIO, ratio: int) -> Iterator[Member]:
    """Yield the members of a zip file in their order; each is to be read before the next is asked for."""
    at = 0
    while (at := _next_mark(file, at)) >= 0:
        file.seek(at)
        head = file.read(_HEADER.size)
        if len(head) < _HEADER.size:
            return
        _, _, flags, method, _, _, crc, packed, _, name_size, extra_size = _HEADER.unpack(head)
        name = file.read(name_size)
        if not name:  # no header after all
            at += len(MARK)
            continue
        start = at + _HEADER.size + name_size + extra_size
        told = None if flags & _SIZES_BEHIND or packed == _LARGE else (packed, crc)
        fault = "encrypted" if flags & _ENCRYPTED else ""
        if method != _DEFLATED and not (method == _STORED and told):
            fault = fault or f"packed by method {method}, and no directory tells more"
        file.seek(start)
        inflated = _Inflated(file, told, ratio, stored=method == _STORED)
        yield Member(name.decode("utf-8" if flags & _UTF8 else "cp437", "replace"), fault, inflated)
        at = start + (packed if told else inflated.used())


def _next_mark(file: BinaryIO, at: int) -> int:
    """Return the offset of the next member's header at or after `at`; -1 where there is none."""
    file.seek(at)
    data = file.read(STEP)
    while (found := data.find(MARK)) < 0:
        more = file.read(STEP)
        if not more:
            return -1
        at += max(0, len(data) - 3)
        data = data[-3:] + more
    return at + found


class _Inflated(io.RawIOBase):
    """The unpacked bytes of a member; raises EOFError where they end early, ValueError for another checksum."""

    def __init__(self, file: BinaryIO, told: tuple[int, int] | None, ratio: int, *, stored: bool) -> None:
        """`told` is the member's packed size and its checksum, where its header tells them."""
        self._file, self._ratio = file, ratio
        self._left = told[0] if told else None
        self._crc = told[1] if told else None
        self._inner = None if stored else zlib.decompressobj(-15)
        self._raw = self._rest = b""
        self._sum = self._given = self._taken = 0
        self._ended = False

    def readable(self) -> bool:
        """Yes."""
        return True

    def used(self) -> int:
        """Return how many packed bytes were used up."""
        behind = self._inner.unused_data if self._inner else b""
        return self._taken - len(self._raw) - len(behind)

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill `buffer`; raises DamagedError for a bomb."""
        while not self._rest and not self._ended:
            self._rest = self._stored() if self._inner is None else self._inflate(self._inner)
            self._sum = zlib.crc32(self._rest, self._sum)
            self._given += len(self._rest)
            if self._given > max(FREE_RATIO_BYTES, self._ratio * self._taken):
                raise DamagedError("bomb", f"unpacks more than {self._ratio}:1")
            if self._ended and self._crc not in {None, self._sum}:
                raise ValueError("another checksum")
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size

    def _read(self) -> bytes:
        data = self._file.read(STEP if self._left is None else min(STEP, self._left))
        self._taken += len(data)
        if self._left is not None:
            self._left -= len(data)
        return data

    def _stored(self) -> bytes:
        self._ended = not self._left
        data = self._read()
        if not data and not self._ended:
            raise EOFError("it ends early")
        return data

    def _inflate(self, inner: "zlib._Decompress") -> bytes:
        self._raw = self._raw or self._read()
        if not self._raw:
            raise EOFError("it ends early")
        data = inner.decompress(self._raw, STEP)
        self._raw, self._ended = inner.unconsumed_tail, inner.eof
        return data
