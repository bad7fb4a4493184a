"""What runs in the processes of a run: the reader, and the workers that clean.

Each can die without harm to the rest.  What cleans is imported where it is used: the parent, which never cleans, does
not load it.
"""

import contextlib
import ctypes
import os
import pickle
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.errors import CleanerError
from cleaner.job.batch import Batch, Clean, to_shard
from cleaner.job.feed import Start, batches
from cleaner.job.ledger import Cursor, Ledger, Shard
from cleaner.job.output import EVIDENCE, LEARNING
from cleaner.model import Page, Reason, Record, Rejected
from cleaner.read import Source
from cleaner.settings import Settings

if TYPE_CHECKING:
    from cleaner.job.kit import Kit

Slot = Any
"""Shared doubles in which a process tells what it has in hand: a number (of a page, or of a source), a second one
(the pages of that source), the clock (another value for each thing taken up) and the process's CPU clock then."""

AFTER = -1
"""In hand: no page, but the batch as a whole, to be signed and counted."""

IDLE = -2

PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when its parent dies."""

Wrap = Callable[[Clean], Clean]


class PageTimeoutError(BaseException):
    """The page in hand has used up its time.  No Exception: nothing between here and the worker may swallow it."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What a worker needs to know; the same for all."""

    settings: Settings
    evidence: str = ""
    """Folder of the evidence, and of what was parsed to learn it; empty for none."""
    kit: "Kit | None" = None
    """What stands for the files that settings and evidence name, on a machine that does not have them."""
    learning: bool = False
    """Whether pages are only parsed, for the first pass."""
    wrap: Wrap | None = None
    """Put around the cleaning of a page by tests that inject faults."""


@dataclass(frozen=True, slots=True)
class Order:
    """How to go about a batch that was tried before."""

    forced: tuple[tuple[int, Reason, str], ...] = ()
    """Pages not to be tried again, and what to say of them."""
    careful: bool = False
    """Sign each page on its own, so that the one to blame is known."""


def settle_in(memory: int) -> None:
    """Set up a process: it dies with its parent, leaves Ctrl-C and speech to it, takes at most `memory` bytes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory if hard < 0 else min(memory, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def take_up(slot: Slot, number: int, part: int = 0) -> None:
    """Tell the parent what is in hand."""
    slot[2] = time.monotonic()
    slot[3] = time.process_time()
    slot[1] = part
    slot[0] = number


@contextlib.contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raise PageTimeoutError in the block when it has used `seconds` of CPU, and again each half second after."""
    signal.signal(signal.SIGPROF, _strike)
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _strike(number: int, frame: object) -> None:
    del number, frame
    raise PageTimeoutError


def work(conn: Connection, slot: Slot, spec: Spec) -> None:
    """Clean batches, or parse them to learn from, until the parent hangs up."""
    settle_in(spec.settings.worker_bytes)
    clean = _cleaner(spec)
    finish = _finish(spec)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            take_up(slot, IDLE)
            order = conn.recv()
            batch = pickle.loads(conn.recv_bytes())  # noqa: S301 - from our own reader, over a pipe
            outcomes = _outcomes(batch, order, clean, slot, spec.settings)
            take_up(slot, AFTER)
            conn.send(finish(batch, outcomes, spec.settings))


def _finish(spec: Spec) -> Callable[[Batch, Sequence[Record | Rejected], Settings], Shard]:
    """Return what makes a shard of a batch's outcomes."""
    from cleaner.job.learn import to_sample

    return to_sample if spec.learning else to_shard


def _cleaner(spec: Spec) -> Clean:
    """Compile the cleaner that the batches go through."""
    if spec.kit:
        with spec.kit.unpacked(spec.settings) as (settings, evidence):
            return _compiled(replace(spec, settings=settings, evidence=evidence))
    return _compiled(spec)


def _compiled(spec: Spec) -> Clean:
    from cleaner.job.learn import load_evidence, load_parsed, visible
    from cleaner.pipeline import Cleaner

    clean: Clean
    if spec.learning:
        clean = partial(visible, settings=spec.settings)
    elif spec.evidence:
        folder = Path(spec.evidence)
        clean = Cleaner(spec.settings, load_evidence(folder), load_parsed(folder).parse).clean
    else:
        clean = Cleaner(spec.settings).clean
    return spec.wrap(clean) if spec.wrap else clean


def _outcomes(batch: Batch, order: Order, clean: Clean, slot: Slot, settings: Settings) -> list[Record | Rejected]:
    """Return what became of each page of a batch."""
    forced = {number: (reason, detail) for number, reason, detail in order.forced}
    outcomes: list[Record | Rejected] = []
    for number, page in enumerate(batch.pages):
        if isinstance(page, Rejected):
            outcomes.append(page)
        elif number in forced:
            reason, detail = forced[number]
            outcomes.append(Rejected(reason, "job", detail, page.input))
        else:
            take_up(slot, number)
            outcomes.append(_limited(page, clean, order, settings))
    return outcomes


def _limited(page: Page, clean: Clean, order: Order, settings: Settings) -> Record | Rejected:
    """Clean a page within its limits, and sign its record where that may be what killed a worker."""

    def cleaned(page: Page) -> Record | Rejected:
        outcome = clean(page)
        if order.careful and isinstance(outcome, Record):
            to_shard(Batch(0, Cursor(), (page,)), [outcome], settings)
        return outcome

    return within_limits(page, cleaned, settings)


def within_limits(page: Page, clean: Clean, settings: Settings) -> Record | Rejected:
    """Clean a page in this process's main thread; Rejected where it takes too much time or memory."""
    try:
        with cpu_limit(settings.page_seconds):
            return clean(page)
    except MemoryError:
        return Rejected("memory", "job", "the page needs more memory than a worker may take", page.input)
    except PageTimeoutError:
        return Rejected("timeout", "job", f"more than {settings.page_seconds:g} s of CPU", page.input)


def do(conn: Connection, slot: Slot, task: Callable[..., Any], *arguments: Any) -> None:
    """Do one task of a run and send what it returns, or the error that keeps it from it."""
    del slot
    settle_in(
        sys.maxsize
    )  # no page can make it grow: it handles bounded samples, signatures, or one shard after another
    try:
        conn.send((task(*arguments), None))
    except (CleanerError, OSError, sqlite3.Error) as error:
        conn.send((None, error))


def learn(work: Path) -> None:
    """Learn from what the first pass left in the folder `work`."""
    from cleaner.job.learn import learn_to_file

    with contextlib.closing(Ledger(work / LEARNING, begin=False)) as ledger:
        learn_to_file(ledger, work / EVIDENCE)


def fold(work: Path, done: Path, settings: Settings) -> dict[str, Any]:
    """Write all the output of the run in the folder `work` into `done`, and return its counts."""
    from cleaner.job.finish import write_out

    with contextlib.closing(Ledger(work, begin=False)) as ledger:
        return write_out(ledger, done, settings)


def feed(  # noqa: PLR0913, PLR0917 - what a process is started with
    conn: Connection, slot: Slot, sources: Sequence[Source], start: Start, done: frozenset[int], settings: Settings
) -> None:
    """Read the input and send its batches to the parent, those that are done left out; None at the end."""
    settle_in(settings.worker_bytes)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        try:
            for batch in batches(sources, start, settings, partial(take_up, slot)):
                if batch.seq not in done:
                    conn.send((batch.seq, batch.cursor, len(batch.pages)))
                    conn.send_bytes(pickle.dumps(batch, pickle.HIGHEST_PROTOCOL))
            conn.send(None)
        except CleanerError as error:
            conn.send(error)
