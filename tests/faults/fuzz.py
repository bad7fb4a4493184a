"""Fuzz the parser and the rules: authored pages, broken in many ways, through the whole pipeline.

    python tests/faults/fuzz.py [SECONDS] [SEED]     # a short run is in the tests; a long one by this command

Every outcome must be a record whose edits undo to its source, or a reject that is no crash.  What fails is printed
with its seed and written to fuzz-SEED.bin: it belongs into fixtures/dumps/fuzz/, where the tests keep it.
"""

import random
import sys
import time
from pathlib import Path

from cleaner.document import replay
from cleaner.model import Page, Record
from cleaner.pipeline import Cleaner

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in (ROOT / "fixtures" / "pages").iterdir() if path.suffix in {".html", ".txt"})
TOKENS = [
    b"<",
    b">",
    b"</div>",
    b"<div>",
    b"<p>",
    b"<table><tr><td>",
    b"<pre>",
    b"<br>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"&#x0;",
    b"&amp;",
    b"&#xd800;",
    b"\0",
    b"\n",
    b"\t",
    b"\r",
    b"\xff",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x98\x80",
    b"```",
    b"```\n",
    "来源：".encode(),
    "作者：".encode(),
    "上一篇：".encode(),
    "【".encode(),
    "】".encode(),
    "，".encode(),
    b",",
    b"http://x.example/",
    b"(",
    b")",
    b"[",
    b"]",
    b"2024-01-01 12:00",
    b"\xe2\x80\x8b",
    b"e\xcc\x81",
    b"<script>",
    b"<svg>",
    b"<math>",
    b"<select>",
    b"<template>",
    b"|",
    b"->",
    "转自".encode(),
    "译者：".encode(),
    "责任编辑".encode(),
    b" " * 40,
    "\u3000".encode() * 9,
]


def broken(seed):
    """Return a page, broken by a few random changes."""
    rnd = random.Random(seed)
    data = rnd.choice(PAGES).read_bytes()
    for _ in range(rnd.randint(1, 12)):
        at, end = sorted(rnd.randint(0, len(data)) for _ in range(2))
        part = data[at : min(end, at + 400)]
        change = rnd.randrange(7)
        if change == 0:
            data = data[:at] + rnd.choice(TOKENS) * rnd.choice([1, 1, 1, 3, 200]) + data[at:]
        elif change == 1:
            data = data[:at] + data[at + len(part) :]
        elif change == 2:
            data = data[:at] + part * rnd.randint(2, 5) + data[at:]
        elif change == 3:
            data = data[:at] + rnd.randbytes(rnd.randint(1, 8)) + data[at:]
        elif change == 4:
            other = rnd.choice(PAGES).read_bytes()
            data = data[:at] + other[rnd.randint(0, len(other)) :][:600] + data[at:]
        elif change == 5:
            data = data[:end]
        else:
            data = b"".join(rnd.choice([bytes([byte]), b"", bytes([byte])]) for byte in data[:2000]) + data[2000:]
    return data


def failure(cleaner, data, *, twice):
    """Return what is wrong with the outcome of a page, and with `twice` of its text; empty where nothing is."""
    outcome = cleaner.clean(data)
    if isinstance(outcome, Record):
        source = outcome.source()
        if replay(source, outcome.edits) != outcome.text:
            return "replaying the edits does not give the text"
        again = cleaner.clean(Page(outcome.text, kind="text")) if twice else None
        if isinstance(again, Record) and again.text != outcome.text:
            return "cleaning the cleaned text changes it"
        return ""
    return outcome.detail if outcome.reason == "crashed" else ""


def fuzz(seeds, *, twice=True):
    """Yield (seed, what is wrong) of each page that fails."""
    cleaner = Cleaner()
    for seed in seeds:
        wrong = failure(cleaner, broken(seed), twice=twice)
        if wrong:
            yield seed, wrong


def until(seconds, seed):
    """Yield seeds from one on until the time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield seed
        seed += 1


if __name__ == "__main__":
    failed = 0
    seconds, first = (*map(float, sys.argv[1:]), *(60, 0)[len(sys.argv) - 1 :])
    for seed, wrong in fuzz(until(seconds, int(first))):
        failed += 1
        Path(f"fuzz-{seed}.bin").write_bytes(broken(seed))
        print(f"seed {seed}: {wrong}")
    sys.exit(failed > 0)
