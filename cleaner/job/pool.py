"""The workers of a run and their supervisor: one that hangs, dies or grows costs only the page in hand."""

import pickle
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait

from cleaner.errors import CleanerError
from cleaner.job.ledger import Shard
from cleaner.job.process import GROWN, NEVER_BEGIN, START_SECONDS, TICK, TRIES, Child, Clock
from cleaner.job.reader import Reader, Task
from cleaner.job.worker import AFTER, IDLE, Spec, take_up, work
from cleaner.model import Reason

WALL = 4
"""A page may take this many times its CPU seconds on the clock, plus five, before its worker is taken for stuck."""


class Pool:
    """Workers, as many as there is work for, up to `count`."""

    def __init__(self, count: int, spec: Spec) -> None:
        self._count, self._spec = count, spec
        self._workers: dict[Child, Task | None] = {}
        self._waiting: deque[Task] = deque()
        self._clock, self._looked = Clock(), 0.0

    def shards(self, reader: Reader, stop: Callable[[], bool]) -> Iterator[Shard]:
        """Yield the shards of all that the reader brings, as they are done; once `stop()`, only of what is in hand."""
        while True:
            stopping = stop()
            if not stopping:
                self._give_out()
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
                    shards = self._received(conn)
                    if not stop():
                        self._give_out()  # none waits until this shard is written down
                    yield from shards
            self._look()
            if more and len(self._waiting) < 2:
                reader.look()

    def done(self, task: Task) -> Shard:
        """Return the shard of one batch, where nothing else is in hand; raises CleanerError."""
        self._waiting.append(task)
        while True:
            self._give_out()
            for conn in wait([worker.conn for worker in self._workers], TICK):
                for shard in self._received(conn):
                    return shard
            self._look()

    def _give_out(self) -> None:
        """Hand out the batches that wait, as far as there are free workers for them."""
        while self._waiting and self._give(self._waiting[0]):
            self._waiting.popleft()

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

    def _received(self, conn: object) -> list[Shard]:
        """Return the shard that the worker at the end of a pipe sent; none where it died, or was buried already."""
        worker = next((worker for worker in self._workers if worker.conn is conn), None)
        if worker is None:
            return []
        try:
            shard: Shard = worker.conn.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            self._lost(worker, "crashed", f"{TRIES} workers died of it")
            return []
        self._workers[worker] = None
        if shard.counts["reasons"].get("memory"):
            worker.kill()  # what it could not free would weigh on the pages to come
            del self._workers[worker]
        return [shard]

    def _look(self) -> None:
        """Kill the workers that are stuck or have grown too large; looks once a TICK."""
        settings, now = self._spec.settings, self._clock.look()
        if now - self._looked < TICK:
            return
        self._looked = now
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
