"""Kill a run with SIGKILL at random moments and run the same command again: the same bytes, and how much is done twice.

    python tests/faults/kill.py [--kills 20] [--pages 1500] [--workers 2] [--seed 0] [--input FILE]

Each kill is of a run of its own.  Work is counted in visits of pages (one to learn from it, one to clean it) and in CPU
seconds of all processes, start-up included; both as what the killed run and the one after it took together, beyond
what an undisturbed run takes.  Ends with status 1 where bytes differ or more than MOST of the visits were repeated.
A short round is in the tests.
"""

import argparse
import contextlib
import ctypes
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import fault_classes as classes
import fault_hooks

PR_SET_CHILD_SUBREAPER = 36
"""prctl(2): what loses its parent becomes our child, so that its CPU time is counted too."""

MOST = 0.15
"""Share of the work that a kill may cost."""


@dataclass(frozen=True)
class Repeated:
    """What one kill cost, as shares of an undisturbed run, and whether the output is the same."""

    moment: float
    visits: float
    cpu: float
    same: bool


def page(n):
    """A page of about 4 KB that costs a few milliseconds: an article between menus."""
    rnd = random.Random(n)
    menu = "".join(f"<li><a href='/{k}'>栏目{k}</a></li>" for k in range(12))
    text = "".join(f"<p>{classes.good(rnd.randrange(10**6))}记事第{rnd.randrange(10**6)}条。</p>" for _ in range(10))
    return f"<html><body><ul>{menu}</ul><article><h1>记事{n}</h1>{text}</article></body></html>"


def write_input(path, pages):
    """Write that many pages as rows, of hosts of forty pages each."""
    with path.open("w", encoding="utf-8") as file:
        for n in range(pages):
            row = {"id": f"p{n}", "url": f"http://h{n % -(-pages // 40)}.example/{n}", "html": page(n)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def start(source, out, visits, workers):
    """Start a run that notes each visit of a page in the file `visits`."""
    return subprocess.Popen([sys.executable, __file__, "--run", source, out, visits, str(workers)])


def run(source, out, visits, workers):
    """Do the run, in the process that is to be killed."""
    from cleaner.job import run
    from cleaner.settings import Settings

    run([source], out, Settings(workers=int(workers)), wrap=partial(fault_hooks.visit, visits))


def ended(process):
    """Wait for a process and all that it left behind."""
    process.wait()
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def size(path):
    return path.stat().st_size if path.exists() else 0


def measure(folder, source, kills, workers, seed):
    """Yield what each of some kills cost."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    began, before = time.monotonic(), cpu()
    ended(start(source, folder / "whole", folder / "visits", workers))
    wall, whole, visits = time.monotonic() - began, cpu() - before, size(folder / "visits")
    wanted = tree(folder / "whole")
    rnd = random.Random(seed)
    for n in range(kills):
        out, seen, before = folder / f"out{n}", folder / f"visits{n}", cpu()
        moment = rnd.uniform(0, 1)
        process = start(source, out, seen, workers)
        time.sleep(moment * wall)
        process.kill()
        ended(process)
        ended(start(source, out, seen, workers))
        yield Repeated(moment, size(seen) / visits - 1, (cpu() - before) / whole - 1, tree(out) == wanted)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name, default in (("kills", 20), ("pages", 1500), ("workers", 2), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--input", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = given.input or str(Path(folder) / "rows.jsonl")
        if not given.input:
            write_input(Path(source), given.pages)
        found = []
        for one in measure(Path(folder), source, given.kills, given.workers, given.seed):
            found.append(one)
            same = "the same bytes" if one.same else "OTHER BYTES"
            print(f"at {one.moment:4.0%}: {one.visits:6.1%} of the visits again, {one.cpu:6.1%} of the CPU, {same}")
    for name in ("visits", "cpu"):
        shares = sorted(getattr(one, name) for one in found)
        print(f"{name}: median {shares[len(shares) // 2]:.1%}, most {shares[-1]:.1%}")
    return any(not one.same or one.visits > MOST for one in found)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(*sys.argv[2:])
    else:
        sys.exit(main())
