"""Packed bytes unpacked as a stream, in bounded steps, with truncation told and bombs stopped."""

import bz2
import contextlib
import io
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol, cast

from cleaner.errors import MissingExtraError
from cleaner.model import Reason
from cleaner.read.source import MAGIC, Packing, looks_textual

STEP = 1 << 16
"""Bytes unpacked at a time."""

FREE_RATIO_BYTES = 1_000_000
"""Below this many bytes any ratio of decompression passes: short files of white space reach 1000:1."""

TRIED = 512
"""Bytes behind a member's mark that must unpack without fault, for it to be taken for one."""

TWICE = 2
"""How often more what was unpacked is unpacked again: a server packs what was packed already."""

XZ_MEMORY = 1 << 28
"""Most memory for an xz dictionary, in bytes; xz -9 asks for 65 MB."""


class DamagedError(Exception):
    """Input that cannot be read further, with its reject code."""

    def __init__(self, reason: Reason, detail: str, *, whole: bool = False, rest: bytes = b"") -> None:
        super().__init__(detail)
        self.reason: Reason = reason
        self.rest = rest
        """The packed bytes in hand; the member that broke begins with them or before."""
        self.whole = whole
        """Whether what was read before is whole in itself, as packed data with garbage behind it is."""


class _Decompressor(Protocol):
    """What zlib, bz2, lzma, zstandard and brotli are brought down to."""

    eof: bool
    unused: bytes

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` unpacks to, in bounded pieces."""
        ...


class _Zlib:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.eof, self.unused = False, b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data and not self._inner.eof:
            before = self._inner.copy()
            try:
                yield self._inner.decompress(data, STEP)
            except zlib.error:
                for at in range(len(data)):  # all that stands before the damage, which it holds back
                    yield before.decompress(data[at : at + 1])
                raise
            data = self._inner.unconsumed_tail
        while not self._inner.eof and (rest := self._inner.decompress(b"", STEP)):
            yield rest
        self.eof, self.unused = self._inner.eof, self._inner.unused_data


class _Bounded:
    """bz2 and xz, which take a limit and say whether they need input."""

    def __init__(self, inner: "bz2.BZ2Decompressor | lzma.LZMADecompressor") -> None:
        self._inner = inner
        self.eof, self.unused = False, b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield self._inner.decompress(data, STEP)
        while not self._inner.eof and not self._inner.needs_input:
            yield self._inner.decompress(b"", STEP)
        self.eof, self.unused = self._inner.eof, self._inner.unused_data


class _Zstd:
    SLICE = 1024
    """Bytes fed at a time: zstandard sets no bound on its output, and 1 KiB unpacks to 32 MiB at the most (RFC 8878:
    a block of 4 bytes gives up to 128 KiB)."""

    def __init__(self, dictionary: bytes = b"") -> None:
        import zstandard

        known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        try:
            self._inner = zstandard.ZstdDecompressor(known, max_window_size=1 << 27).decompressobj()
        except zstandard.ZstdError as error:
            raise DamagedError(
                "truncated", f"the dictionary that the packed data begins with is none: {error}"
            ) from error
        self.eof, self.unused = False, b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        for at in range(0, len(data), self.SLICE):
            yield self._inner.decompress(data[at : at + self.SLICE])
            if self._inner.eof:
                self.eof, self.unused = True, self._inner.unused_data + data[at + self.SLICE :]
                return


class _Brotli:
    def __init__(self) -> None:
        try:
            import brotli
        except ImportError as error:
            raise MissingExtraError("reading .br needs brotli: pip install brotli") from error
        self._inner = brotli.Decompressor()
        self.eof, self.unused = False, b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield self._inner.process(data, output_buffer_limit=STEP)
        while not self._inner.is_finished() and not self._inner.can_accept_more_data():
            yield self._inner.process(b"", output_buffer_limit=STEP)
        self.eof = self._inner.is_finished()


def _start(packing: Packing, dictionary: bytes = b"") -> _Decompressor:
    if packing == "gz":
        return _Zlib()
    if packing == "bz2":
        return _Bounded(bz2.BZ2Decompressor())
    if packing == "xz":
        return _Bounded(lzma.LZMADecompressor(memlimit=XZ_MEMORY))
    return _Zstd(dictionary) if packing == "zst" else _Brotli()


def _dictionary(data: bytes, file: "Counted") -> tuple[bytes, bytes]:
    """Return the dictionary that a zstandard file of records begins with, and what of it follows.

    It stands in a frame that others skip, packed or not (iipc.github.io/warc-specifications, WARC-zstd 1.0).  Empty
    where there is none; raises DamagedError.
    """
    if not data.startswith(_DICTIONARY):
        return b"", data
    while len(data) < 8 and (more := file.read(STEP)):
        data += more
    end = 8 + int.from_bytes(data[4:8], "little")
    while len(data) < end <= MOST_DICTIONARY and (more := file.read(STEP)):
        data += more
    if len(data) < end:
        raise DamagedError("truncated", "the dictionary that the packed data begins with ends early, or is too large")
    found, data = data[8:end], data[end:]
    if found.startswith(b"\x28\xb5\x2f\xfd"):
        found = unpack_bytes(found, "zst", MOST_DICTIONARY, MOST_DICTIONARY)
    return found, data or file.read(STEP)


_DICTIONARY = b"\x5d\x2a\x4d\x18"
MOST_DICTIONARY = 1 << 26


def _pieces(file: "Counted", packing: Packing, data: bytes = b"") -> Iterator[bytes]:
    """Yield the unpacked bytes of all members of a packed stream that goes on behind `data`; raises DamagedError."""
    data = data or file.read(STEP)
    dictionary, data = _dictionary(data, file) if packing == "zst" else (b"", data)
    inner, fed = _start(packing, dictionary), False
    while data:
        try:
            yield from inner.feed(data)
        except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError) as error:
            raise DamagedError("truncated", f"packed data broken near byte {file.taken}: {error}", rest=data) from error
        except MemoryError as error:
            raise DamagedError("bomb", "packed data asks for too much memory") from error
        except Exception as error:
            if type(error).__name__ not in {"ZstdError", "error"}:  # zstandard's and brotli's own
                raise
            raise DamagedError("truncated", f"packed data broken near byte {file.taken}: {error}", rest=data) from error
        fed = True
        if inner.eof:
            data = inner.unused.lstrip(b"\0") or file.read(STEP).lstrip(b"\0")
            if data and not _begins(data, packing):
                detail = f"garbage behind the packed data, at byte {file.taken}"
                raise DamagedError("truncated", detail, whole=True, rest=data)
            if data:
                inner, fed = _start(packing, dictionary), False
        else:
            data = file.read(STEP)
    if fed and not inner.eof:
        raise DamagedError("truncated", f"packed data ends early, after byte {file.taken}")


def _begins(data: bytes, packing: Packing) -> bool:
    """Whether another member begins here; brotli has no mark to tell it by."""
    return any(data.startswith(magic[: len(data)]) for magic, told in MAGIC if told == packing)


def _to_member(data: bytes, file: "Counted", packing: Packing) -> bytes:
    """Return the bytes in hand from the next member on that begins behind the first of `data`; empty for none."""
    mark, at = _MARKS[packing], 1
    while True:
        met = mark.search(data, at)
        found = met.start() if met else -1
        if found < 0 or len(data) - found < TRIED:
            if piece := file.read(STEP):
                data, at = data[found if found >= 0 else max(at, len(data) - LONGEST_MARK) :] + piece, 0
                continue
            if found < 0:
                return b""
        if _unpacks(data[found : found + TRIED], packing):
            return data[found:]
        at = found + 1


_MARKS = {
    packing: re.compile(b"|".join(re.escape(mark) for mark, told in MAGIC if told == packing), re.DOTALL)
    for packing in ("gz", "zst", "bz2", "xz")
}
LONGEST_MARK = max(len(mark) for mark, _ in MAGIC) - 1


def _unpacks(data: bytes, packing: Packing) -> bool:
    """Whether the beginning of a member unpacks without fault; gzip's mark is short, so it must give something."""
    inner = _start(packing)
    try:
        return any(list(inner.feed(data))) or packing != "gz"
    except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError, MemoryError):
        return False
    except Exception as error:
        if type(error).__name__ != "ZstdError":  # zstandard's own
            raise
        return False


class Counted:
    """A file that counts the bytes taken from it."""

    def __init__(self, file: BinaryIO, taken: int = 0) -> None:
        self._file, self.taken = file, taken

    def read(self, size: int) -> bytes:
        """Read up to `size` bytes."""
        data = self._file.read(size)
        self.taken += len(data)
        return data

    def seek(self, offset: int) -> None:
        """Go to an offset of a file that can be sought in."""
        self.taken = self._file.seek(offset)


class Unpacked(io.RawIOBase):
    """A readable stream of the unpacked bytes, which knows how many went in and came out."""

    def __init__(self, file: BinaryIO, packing: Packing) -> None:
        self._file, self._packing = file, packing
        self._counted = Counted(file)
        self._pieces = _pieces(self._counted, packing)
        self._rest = memoryview(b"")
        self._broken: DamagedError | None = None
        self.given = 0

    def resync(self) -> bool:
        """Go on at the next member behind the damage that was met; False where there is none, or was no such damage."""
        broken, self._broken = self._broken, None
        if broken is None or broken.reason != "truncated" or self._packing not in _MARKS:
            return False
        data = _to_member(broken.rest, self._counted, self._packing)
        self._pieces = _pieces(self._counted, self._packing, data) if data else iter(())
        return bool(data)

    @property
    def ratio(self) -> float:
        """Bytes out by bytes in, so far."""
        inner = self._file.ratio if isinstance(self._file, Stream) else 1.0
        return self.given / max(1, self._counted.taken) * inner

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill `buffer`; raises DamagedError, and again until `resync`: what is damaged has no end."""
        while not self._rest:
            if self._broken:
                raise self._broken
            try:
                piece = next(self._pieces, None)
            except DamagedError as error:
                self._broken = error
                raise
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        self.given += size
        return size

    def close(self) -> None:
        """Close the file beneath."""
        self._file.close()
        super().close()


class Stream(io.BufferedReader):
    """Buffered bytes to read from, packed or not."""

    def __init__(self, raw: io.RawIOBase, beneath: Callable[[], float] | None = None) -> None:
        """`beneath` tells the ratio of the archive that the bytes come from."""
        super().__init__(raw, STEP)
        self._beneath = beneath

    @property
    def ratio(self) -> float:
        """Bytes out by bytes in, so far; 1 for what is not packed."""
        own = self.raw.ratio if isinstance(self.raw, Unpacked) else 1.0
        return own * self._beneath() if self._beneath else own

    def seekable(self) -> bool:
        """No: it is read from one end to the other, and not every file beneath can so much as say."""
        return False

    def resync(self) -> bool:
        """Go on behind damage in packed data, where that can be; what was buffered is lost."""
        return isinstance(self.raw, Unpacked) and self.raw.resync()


def unpack(file: BinaryIO, packing: Packing, beneath: Callable[[], float] | None = None) -> Stream:
    """Return the unpacked stream of an open file; what its first bytes say outweighs what its name said.

    `beneath` tells the ratio of the archive that the file is a member of.
    """
    buffered = cast("io.BufferedReader", file if hasattr(file, "peek") else io.BufferedReader(file))
    told = _told(buffered)
    if packing == "br" and not told and _may_be_brotli(buffered.peek(STEP)):
        told = "br"
    if not told:
        return Stream(cast("Any", buffered), beneath)
    stream = Stream(Unpacked(buffered, told), beneath)
    with contextlib.suppress(DamagedError):  # who reads the stream is told
        for _ in range(TWICE):
            if told := _told(stream):
                stream = Stream(Unpacked(stream, told))
    return stream


def _told(file: io.BufferedReader) -> Packing:
    """Return how a file is packed by its first bytes; empty where it is not."""
    head = file.peek(16)[:16]
    return next((packing for magic, packing in MAGIC if head.startswith(magic)), "")


def _may_be_brotli(head: bytes) -> bool:
    """Whether packed data may begin so: brotli has no mark to tell it by."""
    try:
        list(_Brotli().feed(head[:STEP]))
    except Exception as error:
        if type(error).__name__ != "error":  # brotli's own
            raise
        return not looks_textual(head)
    return True


def read_bounded(stream: Stream, limit: int, ratio: int) -> bytes:
    """Read a whole page; raises DamagedError with too_large over `limit` bytes, and bomb over `ratio`:1."""
    pieces, size = [], 0
    while piece := _next_piece(stream):
        pieces.append(piece)
        size += len(piece)
        if size > FREE_RATIO_BYTES and stream.ratio > ratio:
            raise DamagedError("bomb", f"unpacks more than {ratio}:1")
        if size > limit:
            raise DamagedError("too_large", f"larger than {limit} bytes")
    return b"".join(pieces)


PACKED = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")
"""How gzip and zstandard begin: no page does."""


def unpack_bytes(data: bytes, packing: Packing, limit: int, ratio: int) -> bytes:
    """Return what some bytes unpack to; raises DamagedError as `read_bounded` does, and where they are damaged."""
    with unpack(cast("BinaryIO", io.BytesIO(data)), packing) as stream:
        return read_bounded(stream, limit, ratio)


def unpadded(data: bytes) -> bytes:
    """Return a page without the zeros behind it, as a crash or a block device leaves them.

    Up to three stay: they may belong to a character of UTF-16 or UTF-32.
    """
    if not data.endswith(b"\0" * 16):
        return data
    return data[: -(-len(data.rstrip(b"\0")) // 4) * 4]


def _next_piece(stream: Stream) -> bytes:
    """Read on; garbage behind a page that is whole is passed over, as gzip itself does."""
    try:
        return stream.read1(STEP)
    except DamagedError as error:
        if error.whole:
            return b""
        raise
