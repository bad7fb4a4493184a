"""The processes of a run and their supervisor: a worker that hangs, dies or grows costs only the page in hand."""

import multiprocessing
import os
import pickle
import socket
import struct
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.sharedctypes import RawArray
from pathlib import Path
from typing import Any

from cleaner.errors import CleanerError
from cleaner.job.feed import Start
from cleaner.job.ledger import Cursor, Shard
from cleaner.job.worker import AFTER, IDLE, Order, Spec, do, feed, take_up, work
from cleaner.model import Reason, Rejected
from cleaner.read import Source

TICK = 0.2
"""Seconds between two looks at what the processes have in hand."""

TRIES = 2
"""How often a page is tried that a worker died of."""

WALL = 4
"""A page may take this many times its CPU seconds on the clock, plus five, before its worker is taken for stuck."""

READ_SECONDS = 60
"""CPU seconds in which a reader must come to the next batch, on top of the page's own."""

STILL_SECONDS = 90
"""Seconds on the clock in which a reader that is waited for must read a byte or use CPU: some files never answer.
Longer than the minute after which libraries for files elsewhere give up themselves, and say why."""

START_SECONDS = 60
"""Seconds on the clock in which a worker must take up the first page of a batch, its own start included."""

NEVER_BEGIN = "is there too little memory (worker_bytes) or CPU time, or a module that cannot be imported?"

GROWN = 1.25
"""A worker is killed at this much of its memory limit: what the limit on allocation did not catch."""

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def context() -> Any:
    """Return the way processes are started: forked from one that has everything loaded, where there is such a thing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["cleaner.job.warm"])
    _start_forkserver()
    return made


def _start_forkserver() -> None:
    """Start the process that the others are forked from, where it does not run yet, with nowhere to print to."""
    from multiprocessing import forkserver

    speech, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        forkserver.ensure_running()
    finally:
        os.dup2(speech, 2)
        os.close(speech)
        os.close(nowhere)


def _limit_sending(conn: Connection) -> None:
    """Let sending fail with OSError where the other side takes nothing for START_SECONDS (SO_SNDTIMEO, socket(7))."""
    with socket.socket(fileno=os.dup(conn.fileno())) as shared:
        shared.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", START_SECONDS, 0))


class Clock:
    """The seconds that this process was there to see: of a standstill (Ctrl-Z, a machine asleep) a moment counts."""

    MOMENT = 1.0

    def __init__(self) -> None:
        self.seconds, self._last = 0.0, time.monotonic()

    def look(self) -> float:
        """Return the seconds until now; to be called every TICK or so."""
        now = time.monotonic()
        self.seconds += min(now - self._last, self.MOMENT)
        self._last = now
        return self.seconds


class Child:
    """A process, the pipe to it, and what it has in hand."""

    def __init__(self, target: Callable[..., None], *arguments: Any) -> None:
        made = context()
        self.slot = RawArray("d", 4)
        take_up(self.slot, IDLE)
        self.conn, theirs = made.Pipe()
        _limit_sending(self.conn)
        self.process = made.Process(target=target, args=(theirs, self.slot, *arguments), daemon=True)
        try:
            self.process.start()
        except EOFError as error:  # the process that others are forked from is dead
            raise CleanerError(f"no process of the run can be started: {NEVER_BEGIN}") from error
        theirs.close()
        self._seen, self._since = (0.0, 0.0), 0.0

    def cpu_seconds(self) -> float:
        """Return the CPU time it has used since it took up what it has in hand; 0 where that cannot be known."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / _TICKS - float(self.slot[3])

    def wall_seconds(self, now: float) -> float:
        """Return for how long it was seen to have in hand what it has, by the clock of who asks again and again."""
        held = (float(self.slot[0]), float(self.slot[2]))
        if held != self._seen:
            self._seen, self._since = held, now
        return now - self._since

    def taken(self) -> tuple[int, int]:
        """Return what it has used of the machine: ticks of CPU, bytes read; zeros where that cannot be known."""
        folder = Path(f"/proc/{self.process.pid}")
        try:
            ticks = (folder / "stat").read_text().rpartition(") ")[2].split()[11:13]
            return sum(map(int, ticks)), int((folder / "io").read_text().split()[1])
        except OSError:
            return 0, 0

    def memory(self) -> int:
        """Return the bytes it holds in memory; 0 where that cannot be known."""
        try:
            return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * _PAGE
        except OSError:
            return 0

    def position(self, path: str) -> int:
        """Return how far it has read the file at `path`, in bytes; 0 where that cannot be known."""
        files = Path(f"/proc/{self.process.pid}/fd")
        try:
            number = next(entry.name for entry in files.iterdir() if str(entry.readlink()) == path)
            return int(Path(f"/proc/{self.process.pid}/fdinfo/{number}").read_text().split()[1])
        except (OSError, StopIteration, ValueError):
            return 0

    def kill(self) -> None:
        """End it now."""
        self.process.kill()
        self.process.join()
        self.conn.close()


def apart(task: Callable[..., Any], *arguments: Any) -> Any:
    """Do a task in a process of its own, which has all that it needs loaded, and return what it does.

    Raises what keeps it from it: CleanerError, OSError or sqlite3.Error.
    """
    child = Child(do, task, *arguments)
    try:
        done, error = child.conn.recv()
    except (EOFError, ConnectionResetError):
        done, error = None, CleanerError("a process of the run died: is there too little memory?")
    finally:
        child.kill()
    if error:
        raise error
    return done


@dataclass(slots=True)
class Task:
    """A batch on its way, as the bytes that the reader sent."""

    seq: int
    cursor: Cursor
    payload: bytes
    pages: int
    forced: dict[int, tuple[Reason, str]] = field(default_factory=dict)
    deaths: dict[int, int] = field(default_factory=dict)
    """How many workers died with each page in hand."""

    def order(self) -> Order:
        """Return how to go about it."""
        forced = tuple((number, *said) for number, said in sorted(self.forced.items()))
        return Order(forced, bool(self.deaths) or bool(self.forced))

    def blame(self, number: int, reason: Reason, detail: str) -> None:
        """Note that a worker had to be killed, or died, with page `number` in hand."""
        self.deaths[number] = self.deaths.get(number, 0) + 1
        if number == IDLE or (reason == "crashed" and self.deaths[number] < TRIES):
            return
        if number >= 0:
            self.forced[number] = (reason, detail)
        elif number == AFTER and self.deaths[number] > TRIES:
            self.forced = dict.fromkeys(range(self.pages), (reason, detail))

    def is_hopeless(self) -> bool:
        """Whether more workers died than its pages, its start and its end can account for."""
        return self.deaths.get(IDLE, 0) > TRIES or sum(self.deaths.values()) > TRIES * (self.pages + 2) + 1


class Reader:
    """The process that reads the input; started again behind a source that it died of."""

    def __init__(self, sources: Sequence[Source], start: Start, done: frozenset[int], spec: Spec) -> None:
        self._sources, self._done, self._spec = sources, done, spec
        self.start = start
        self.ended = False
        self._deaths = 0
        self._child = Child(feed, sources, start, done, spec.settings)
        self._clock, self._taken, self._since = Clock(), (0, 0), 0.0

    @property
    def conn(self) -> Connection:
        """The pipe on which batches come."""
        conn: Connection = self._child.conn
        return conn

    def take(self) -> Task | None:
        """Return the next batch, None where the input ended or the reader had to be started again.

        Raises CleanerError.
        """
        try:
            head = self._child.conn.recv()
            if isinstance(head, CleanerError):
                raise head
            if head is None:
                self.ended = True
                self._child.kill()
                return None
            payload = self._child.conn.recv_bytes()
        except (EOFError, OSError):
            self._restart("crashed", "the reader died of it")
            return None
        seq, cursor, pages = head
        if self.start.learning:  # whether a host was met often enough is counted from the beginning
            self._done |= {seq}
        else:
            self.start = replace(self.start, cursor=cursor, seq=seq + 1, taken=self.start.taken + pages)
        self._deaths = 0
        return Task(seq, cursor, payload, pages)

    def position(self) -> int:
        """Return how many bytes of the source in hand are read; 0 where that cannot be known."""
        n = self.start.cursor.source
        return self._child.position(os.path.realpath(self._sources[n].path)) if n < len(self._sources) else 0

    def look(self) -> None:
        """Kill a reader that is stuck or has grown too large, and start one behind what it has in hand.

        To be called while it is waited for.
        """
        limit = READ_SECONDS + self._spec.settings.page_seconds
        if self._still_seconds() > STILL_SECONDS:
            self._restart("timeout", f"nothing could be read of it for {STILL_SECONDS} s")
        elif self._child.cpu_seconds() > limit:
            self._restart("timeout", f"more than {limit:g} s of CPU to read on in it", again=False)
        elif self._child.memory() > self._spec.settings.worker_bytes * GROWN:
            self._restart(
                "memory", f"more than {self._spec.settings.worker_bytes} bytes of memory to read it", again=False
            )

    def _still_seconds(self) -> float:
        """Return for how long it was seen to read nothing and to use no CPU; 0 where that cannot be known."""
        now, taken = self._clock.look(), self._child.taken()
        if taken != self._taken or not any(taken):
            self._taken, self._since = taken, now
        return now - self._since

    def _restart(self, reason: Reason, detail: str, *, again: bool = True) -> None:
        """Start anew from the last batch that came; a source that killed two readers is left where it did."""
        source, part = int(self._child.slot[0]), int(self._child.slot[1])
        self._child.kill()
        self._deaths += 1
        if source == IDLE and self._deaths > TRIES:
            raise CleanerError(f"the reader dies before it has begun: {NEVER_BEGIN}")
        if source != IDLE and (not again or self._deaths >= TRIES):
            self._leave(source, part, reason, detail)
            self._deaths = 0
        self._child = Child(feed, self._sources, self.start, self._done, self._spec.settings)

    def _leave(self, source: int, part: int, reason: Reason, detail: str) -> None:
        """Have a source left after `part` of its pages; raises CleanerError where it was, and a reader died of it."""
        cursor, broken = self.start.cursor, dict(self.start.broken)
        n = max(source, cursor.source)
        address = self._sources[n].address if n < len(self._sources) else ""
        reached = part if n == source else 0
        if n in broken:  # what could be had before cannot now: nothing more than what came is asked for
            reached = cursor.after if n == cursor.source else 0
            if broken[n][0] <= reached:
                raise CleanerError(f"{address}: readers die of it wherever it is left: take it out of the input")
        broken[n] = reached, Rejected(reason, "read", detail, address)
        self.start = replace(self.start, broken=broken)

    def kill(self) -> None:
        """End it now."""
        self._child.kill()


class Pool:
    """Workers, as many as there is work for, up to `count`."""

    def __init__(self, count: int, spec: Spec) -> None:
        self._count, self._spec = count, spec
        self._workers: dict[Child, Task | None] = {}
        self._waiting: deque[Task] = deque()
        self._clock = Clock()

    def shards(self, reader: Reader, stop: Callable[[], bool]) -> Iterator[Shard]:
        """Yield the shards of all that the reader brings, as they are done; once `stop()`, only of what is in hand."""
        while True:
            stopping = stop()
            while not stopping and self._waiting and self._give(self._waiting[0]):
                self._waiting.popleft()
            busy = any(self._workers.values())
            more = not stopping and not reader.ended
            if not busy and not more and (stopping or not self._waiting):
                return
            conns = [worker.conn for worker in self._workers]
            if more and len(self._waiting) < 2:
                conns.append(reader.conn)
            for conn in wait(conns, TICK):
                if more and conn is reader.conn:
                    task = reader.take()
                    if task is not None:
                        self._waiting.append(task)
                else:
                    yield from self._received(next(w for w in self._workers if w.conn is conn))
            self._look()
            if more and len(self._waiting) < 2:
                reader.look()

    def _give(self, task: Task) -> bool:
        """Hand a batch to a free worker, a new one where there may be one more; False where all are busy."""
        free = next((worker for worker, has in self._workers.items() if has is None), None)
        if free is None:
            if len(self._workers) >= self._count:
                return False
            try:
                free = Child(work, self._spec)
            except OSError:
                if not self._workers:
                    raise
                self._count = len(self._workers)  # too few descriptors or processes for more
                return False
        self._workers[free] = task
        take_up(free.slot, IDLE)
        try:
            free.conn.send(task.order())
            free.conn.send_bytes(task.payload)
        except OSError:
            self._lost(free, "crashed", "its worker died")
        return True

    def _received(self, worker: Child) -> Iterator[Shard]:
        """Take what a worker sent, or note that it died."""
        try:
            shard = worker.conn.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            self._lost(worker, "crashed", f"{TRIES} workers died of it")
            return
        self._workers[worker] = None
        if shard.counts["reasons"].get("memory"):
            worker.kill()  # what it could not free would weigh on the pages to come
            del self._workers[worker]
        yield shard

    def _look(self) -> None:
        """Kill the workers that are stuck or have grown too large."""
        settings, now = self._spec.settings, self._clock.look()
        for worker, task in list(self._workers.items()):
            number = int(worker.slot[0])
            if task is None:
                continue
            wall = worker.wall_seconds(now)
            if number == IDLE:
                if wall > START_SECONDS:
                    self._lost(worker, "timeout", f"not begun after {START_SECONDS} s")
                continue
            limit = settings.page_seconds * (task.pages if number == AFTER else 1)
            if worker.cpu_seconds() > limit * 1.5 + 1 or wall > limit * WALL + 5:
                self._lost(worker, "timeout", f"more than {settings.page_seconds:g} s of CPU, or stuck")
            elif worker.memory() > settings.worker_bytes * GROWN:
                self._lost(worker, "memory", f"more than {settings.worker_bytes} bytes of memory")

    def _lost(self, worker: Child, reason: Reason, detail: str) -> None:
        """Bury a worker and put its batch first in line."""
        number = int(worker.slot[0])
        worker.kill()
        task = self._workers.pop(worker)
        if task is None:
            return
        task.blame(number, reason, detail)
        if task.is_hopeless():
            raise CleanerError(f"workers die or hang before they have begun: {NEVER_BEGIN}")
        self._waiting.appendleft(task)

    def kill(self) -> None:
        """End all workers now."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()
