"""The batch job measured: pages a second, memory, overhead, workers, and WARC reading, beside other tools.

    python tests/bench/bench_job.py scale [--pages 10000] [--workers 2]   a run over generated pages
    python tests/bench/bench_job.py peers [--pages 10000]                 trafilatura's command line, datatrove
    python tests/bench/bench_job.py overhead [--pages 1000] [INPUT]       a run beside a loop of cleaner.clean
    python tests/bench/bench_job.py workers [--pages 2000] [INPUT]        two workers beside one
    python tests/bench/bench_job.py warc [INPUT]                          reading, beside warcio and FastWARC

INPUT is a file of one's own: JSON lines with `html` and `url`, or a WARC; without one, pages are generated.  CPU is
user and system time of all processes, the orphaned ones too; memory is that of all processes of a run together.
What is compared is run in turn, and the least of --rounds counts.  A tool that is not installed is left out, and said
so; datatrove, which pins other versions, is run by the interpreter that --datatrove names.  A million pages:
scale --pages 1000000.
"""

import argparse
import contextlib
import ctypes
import gzip
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
"""prctl(2): what loses its parent becomes our child, so that its CPU time is counted too."""

COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Else every process compiles every module anew, and a run has more of them than a loop."""

WORDS = "海边 小镇 风筝 竹架 渔港 灯塔 老师 孩子 沙滩 傍晚 木船 集市 茶山 古桥 书院 药铺 粮仓 铁路".split()  # noqa: SIM905
SITE_PAGES = 100


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds of CPU and of the clock, bytes of memory at its largest, and early on."""

    cpu: float
    wall: float
    memory: int = 0
    early: int = 0


def page(n):
    """A small page, about 2 KB: an article of its own between the menus of its site."""
    rnd = random.Random(n)
    menu = "".join(f"<li><a href='/{k}'>{WORDS[(n // SITE_PAGES + k) % len(WORDS)]}频道</a></li>" for k in range(8))
    lines = [
        "".join(rnd.choice(WORDS) for _ in range(9)) + f"，第{rnd.randrange(10**6)}回，" + rnd.choice(WORDS) + "。"
        for _ in range(10)
    ]
    text = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>记事{n}</title></head><body><ul>{menu}</ul><h1>记事{n}</h1>{text}</body></html>"


def write_rows(path, pages):
    """Write that many pages as JSON lines, a hundred to a host."""
    with path.open("w", encoding="utf-8") as file:
        for n in range(pages):
            row = {"id": f"p{n}", "url": f"http://h{n // SITE_PAGES}.example/{n}", "html": page(n)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def children(pid):
    """Yield all processes below one."""
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield int(child)
            yield from children(int(child))


def memory():
    """Return the bytes that all processes below this one hold, each shared page counted by its share."""
    total = 0
    for pid in children(os.getpid()):
        with contextlib.suppress(OSError, IndexError):
            total += 1024 * int(Path(f"/proc/{pid}/smaps_rollup").read_text().partition("\nPss:")[2].split()[0])
    return total


def cost(*command):
    """Run a command and return what it took; modules are compiled once, as they are where they are installed."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(
        list(map(str, command)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | COMPILED,
    )
    held = []
    while process.poll() is None:
        held.append(memory())
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.5)
    wall = time.monotonic() - began
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in {0, 3}:
        raise SystemExit(f"{command}: status {process.returncode}: {process.stderr.read().decode()[-500:]}")
    process.stderr.close()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, max(held, default=0), max(held[: len(held) // 3 + 1], default=0))


def run(source, folder, *options):
    """Return what a whole run took."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    return cost(sys.executable, "-m", "cleaner", "run", source, "-o", folder / "out", *options)


def told(name, pages, size, took):
    """Print a line of the table."""
    print(
        f"{name:34} {pages / took.wall:8.0f} pages/s {size / took.wall / 1e6:7.1f} MB/s {took.cpu:8.1f} s CPU"
        f" {took.cpu / pages * 1e3:7.2f} ms/page {took.memory / 1e6:6.0f} MB"
    )


def scale(given, folder):
    """One run over generated pages: speed, and memory early and at its largest."""
    source = folder / "rows.jsonl"
    write_rows(source, given.pages)
    took = run(source, folder, "--workers", given.workers)
    told(f"cleaner, {given.workers} workers", given.pages, source.stat().st_size, took)
    print(f"memory in the first third of the run {took.early / 1e6:.0f} MB, at its largest {took.memory / 1e6:.0f} MB")


DATATROVE = """
import sys
from datatrove.executor.local import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.extractors import Trafilatura
from datatrove.pipeline.writers.jsonl import JsonlWriter
if __name__ == "__main__":  # its workers import this file
    rows, out, workers = sys.argv[1:]
    LocalPipelineExecutor(
        pipeline=[JsonlReader(rows, text_key="html"), Trafilatura(timeout=30), JsonlWriter(out + "/records")],
        tasks=int(workers), workers=int(workers), logging_dir=out + "/logs",
    ).run()
"""


def peers(given, folder):
    """The same pages through trafilatura's command line and datatrove's local executor."""
    pages, rows = folder / "pages", folder / "rows"
    pages.mkdir()
    rows.mkdir()
    write_rows(folder / "rows.jsonl", given.pages)
    data = (folder / "rows.jsonl").read_bytes().splitlines(keepends=True)
    for n in range(given.workers):  # datatrove shares out files, not rows
        (rows / f"{n}.jsonl").write_bytes(b"".join(data[n :: given.workers]))
    for n in range(given.pages):
        (pages / f"{n}.html").write_text(page(n), encoding="utf-8")
    size = (folder / "rows.jsonl").stat().st_size
    for options in ((), ("--no-dedup", "--set", "learn_pages=0")):
        took = run(rows, folder, "--workers", given.workers, *options)
        told(" ".join(("cleaner", *options)), given.pages, size, took)
    command = (sys.executable, "-m", "trafilatura.cli", "--input-dir", pages, "--output-dir", folder / "trafilatura")
    told("trafilatura's command line", given.pages, size, cost(*command, "--parallel", given.workers))
    if not given.datatrove:
        print("datatrove: left out, --datatrove names no interpreter that has it")
        return
    (folder / "peer.py").write_text(DATATROVE)
    took = cost(given.datatrove, folder / "peer.py", rows, folder / "datatrove", given.workers)
    told("datatrove's local executor", given.pages, size, took)


BARE = """
import json, sys, cleaner
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    cleaner.clean(row["html"], row.get("url"))
"""

TWICE = """
import subprocess, sys
both = [subprocess.Popen([sys.executable, *sys.argv[1:]]) for _ in range(2)]
sys.exit(max(one.wait() for one in both))
"""


def rows_of(given, folder):
    """Return the file of rows given, or one of generated pages."""
    source = Path(given.input or folder / "rows.jsonl")
    if not given.input:
        write_rows(source, given.pages)
    return source


def overhead(given, folder):
    """CPU of a whole run by that of a bare loop over the same rows, start-up in both."""
    source = rows_of(given, folder)
    (folder / "bare.py").write_text(BARE)
    kinds = {"bare loop": None, "whole run": (), "no dedup, no learning": ("--no-dedup", "--set", "learn_pages=0")}
    least = {}
    for _ in range(given.rounds):
        for name, options in kinds.items():
            bare = options is None
            took = cost(sys.executable, folder / "bare.py", source) if bare else run(
                source, folder, "--workers", 1, *options)  # fmt: skip
            least[name] = min(least.get(name, took.cpu), took.cpu)
    for name, cpu in least.items():
        print(f"{name:24} {cpu:8.2f} s CPU  {cpu / least['bare loop']:.3f} of the bare loop's")


def workers(given, folder):
    """Two workers by one, and beside it two bare loops at once by one: no job is faster on two cores than the cores."""
    source = rows_of(given, folder)
    bare, twice = folder / "bare.py", folder / "twice.py"
    bare.write_text(BARE)
    twice.write_text(TWICE)
    kinds = {
        "one worker": lambda: run(source, folder, "--workers", 1),
        "two workers": lambda: run(source, folder, "--workers", 2),
        "one bare loop": lambda: cost(sys.executable, bare, source),
        "two at once": lambda: cost(sys.executable, twice, bare, source),
    }
    walls, cpus = {}, {}
    for _ in range(given.rounds):
        for name, job in kinds.items():
            took = job()
            walls[name] = min(walls.get(name, took.wall), took.wall)
            cpus[name] = min(cpus.get(name, took.cpu), took.cpu)
    for name, wall in walls.items():
        print(f"{name:14} {wall:7.2f} s on the clock, {cpus[name]:7.2f} s of CPU")
    print(f"speed of two workers by one {walls['one worker'] / walls['two workers']:.2f}, of the machine's two cores "
          f"{2 * walls['one bare loop'] / walls['two at once']:.2f}; its load {os.getloadavg()[0]:.1f}")  # fmt: skip


def write_warc(path, pages):
    """Write a WARC packed by record, of pages of about 40 KB, one in four packed, one in four in chunks."""
    with path.open("wb") as file:
        for n in range(pages):
            body = "".join(page(n * 20 + k) for k in range(20)).encode()
            head = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\n"
            if n % 4 == 1:
                head, body = head + b"Content-Encoding: gzip\r\n", gzip.compress(body, mtime=0)
            elif n % 4 == 2:
                chunks = [body[at : at + 8192] for at in range(0, len(body), 8192)]
                head += b"Transfer-Encoding: chunked\r\n"
                body = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in chunks) + b"0\r\n\r\n"
            request = b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"
            for kind, block in (("request", request), ("response", head + b"\r\n" + body)):
                lines = (
                    f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/{n}\r\n"
                    f"WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype={kind}\r\n"
                    f"Content-Length: {len(block)}\r\n\r\n"
                )
                file.write(gzip.compress(lines.encode() + block + b"\r\n\r\n", 6, mtime=0))


def ours(path):
    """Return the bytes of all pages as cleaner reads them."""
    from cleaner.model import Page
    from cleaner.read import find, read
    from cleaner.settings import Settings

    found = (page for source in find([str(path)]) for page in read(source, Settings()))
    return sum(len(page.data) for page in found if isinstance(page, Page))


def by_warcio(path):
    """Return the same by warcio."""
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as file:
        responses = (record for record in ArchiveIterator(file) if record.rec_type == "response")
        html = (one for one in responses if (one.http_headers.get_header("Content-Type") or "").startswith("text/html"))
        return sum(len(one.content_stream().read()) for one in html)


def by_fastwarc(path):
    """Return the same by FastWARC alone, which trusts what the file says."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with path.open("rb") as file:
        found = ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True, auto_decode="all")
        return sum(len(one.reader.read()) for one in found if (one.http_content_type or "").startswith("text/html"))


def warc(given, folder):
    """CPU of reading every page of a WARC."""
    path = Path(given.input or folder / "pages.warc.gz")
    if not given.input:
        write_warc(path, min(given.pages, 1000))
    least = {}
    for _ in range(given.rounds):
        for read_all in (ours, by_warcio, by_fastwarc):
            began = time.process_time()
            try:
                size = read_all(path)
            except ImportError as error:
                print(f"{read_all.__name__}: left out, {error}")
                continue
            took = time.process_time() - began
            least[read_all.__name__] = min(least.get(read_all.__name__, (took, size)), (took, size))
    for name, (took, size) in least.items():
        speed = f"{least['by_warcio'][0] / took:.2f} times warcio's speed" if "by_warcio" in least else ""
        print(f"{name:12} {took:7.3f} s  {size / took / 1e6:7.1f} MB/s of pages  {speed}")


TASKS = {"scale": scale, "peers": peers, "overhead": overhead, "workers": workers, "warc": warc}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("input", nargs="?", default="")
    for name, default in (("pages", 0), ("workers", 2), ("rounds", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--datatrove", default="", help="an interpreter that has datatrove")
    given = parser.parse_intermixed_args()
    given.pages = given.pages or {"overhead": 1000, "workers": 2000}.get(given.task, 10_000)
    with tempfile.TemporaryDirectory() as folder:
        TASKS[given.task](given, Path(folder))


if __name__ == "__main__":
    main()
