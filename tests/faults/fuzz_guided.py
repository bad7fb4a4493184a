"""Fuzz with the coverage of the code as a guide (atheris): the parser and the rules, and the readers.

    pip install 'cleaner[fuzz]'
    python tests/faults/fuzz_guided.py TARGET [CORPUS ...] [-max_total_time=600] [other options of libFuzzer]

TARGET is pages, rows, warc, archives or mhtml.  What fails is printed and written to crash-*: it belongs into
fixtures/dumps/fuzz/ (pages) or the tables of tests/read.  A run of seconds is in the tests, where atheris is installed.
"""

import contextlib
import gzip
import io
import sys
import tempfile
from pathlib import Path

import fault_classes as classes

SMALL = {"page_bytes": 200_000, "page_seconds": 10.0}
"""Limits that short inputs can reach."""


def seeds(target):
    """Return inputs to begin with."""
    if target == "pages":
        from fuzz import PAGES

        return [path.read_bytes() for path in PAGES if path.stat().st_size < 20_000]
    if target == "rows":
        return [classes.row(1), b"\n".join([classes.row(n) for n in range(3)] + [row for _, row in classes.odd_rows()])]
    if target == "warc":
        records = [record for record, _ in classes.broken_records() if len(record) < 2000]
        records += [record for _, record in classes.odd_records()]
        packed = b"".join(gzip.compress(record, mtime=0) for record in records[:4])
        return [*records, b"".join(records), packed]
    if target == "archives":
        return [classes.zip_file()[0][:5000], classes.tar_file()[0][:5000]]
    return [(b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
             + classes.article(1) + b"\n--b--\n")]  # fmt: skip


def check_page(data):
    """Raise where a page crashes the pipeline or its edits do not give its text."""
    from fuzz import failure

    wrong = failure(check_page.cleaner, data, twice=False)
    if wrong:
        raise AssertionError(wrong)


def read_all(data, kind, settings, packing=""):
    """Return what a reader makes of some bytes; the only exception it may end in is told as what it is."""
    from cleaner.read import read_stream
    from cleaner.read.unpack import DamagedError, unpack

    found = []
    try:
        with unpack(io.BytesIO(data), packing) as stream:
            found.extend(read_stream(stream, kind, "x", settings))
    except DamagedError as error:
        found.append(error.reason)
    return found


def check_read(kinds):
    """Return a check of the readers of these kinds: they end, and give pages and rejects."""

    def check(data):
        from cleaner.model import Page, Rejected
        from cleaner.settings import Settings

        settings = Settings(**SMALL)
        for kind in kinds:
            for one in read_all(data, kind, settings):
                assert isinstance(one, Page | Rejected | str), one

    return check


def check_warc(data):
    """Raise where the fast reader of WARC files misses a page that the careful one finds."""
    from itertools import islice

    from cleaner.model import Page
    from cleaner.read.unpack import Stream
    from cleaner.read.warc import read_warc
    from cleaner.read.warc_files import read_warc_file
    from cleaner.settings import Settings

    settings = Settings(**SMALL)
    packed = data.startswith(b"\x1f\x8b\x08")
    fast = list(islice(read_warc_file(io.BytesIO(data), "x", settings, packed=packed), len(data) + 1))
    assert len(fast) <= len(data), "more than there can be"
    if not packed:
        careful = read_warc(Stream(io.BytesIO(data)), "x", settings)
        assert {one for one in careful if isinstance(one, Page)} <= set(fast)


def check_archive(data):
    """Raise where a zip file raises what is not told as damage; tar files are streams."""
    from cleaner.read.archives import read_zip
    from cleaner.read.unpack import DamagedError
    from cleaner.settings import Settings

    settings = Settings(**SMALL)
    with contextlib.suppress(DamagedError):
        list(read_zip(io.BytesIO(data), "x", settings))
    check_read(["tar"])(data)


CHECKS = {
    "pages": check_page,
    "rows": check_read(["jsonl", "json", "csv", "tsv"]),
    "warc": check_warc,
    "archives": check_archive,
    "mhtml": check_read(["mhtml"]),
}


def main(argv):
    """Run one target until libFuzzer ends it."""
    import atheris

    target = argv[1]
    with atheris.instrument_imports(include=["cleaner"]):
        from cleaner import read  # noqa: F401
        from cleaner.pipeline import Cleaner
        from cleaner.read import warc_files  # noqa: F401
    if target == "pages":
        check_page.cleaner = Cleaner()
        check_page.cleaner.clean(b"<p>warm up</p>")
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(seeds(target)):
            (Path(folder) / str(number)).write_bytes(data)
        atheris.Setup([argv[0], *argv[2:], folder], CHECKS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
