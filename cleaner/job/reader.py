"""The reader of a run, seen by its supervisor: the batches that it sends; started again behind what it died of."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection

from cleaner.errors import CleanerError
from cleaner.job.feed import Start
from cleaner.job.ledger import Cursor
from cleaner.job.process import GROWN, NEVER_BEGIN, TICK, TRIES, Child, Clock
from cleaner.job.worker import AFTER, IDLE, Order, Spec, feed
from cleaner.model import Reason, Rejected
from cleaner.read import Source

READ_SECONDS = 60
"""CPU seconds in which a reader must come to the next batch, on top of the page's own."""

STILL_SECONDS = 90
"""Seconds on the clock in which a reader that is waited for must read a byte or use CPU: some files never answer.
Longer than the minute after which libraries for files elsewhere give up themselves, and say why."""


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
        self._clock, self._looked = Clock(), 0.0
        self._taken, self._since = (0, 0), 0.0

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

        To be called while it is waited for; looks once a TICK.
        """
        now = self._clock.look()
        if now - self._looked < TICK:
            return
        self._looked = now
        limit = READ_SECONDS + self._spec.settings.page_seconds
        if self._still_seconds(now) > STILL_SECONDS:
            self._restart("timeout", f"nothing could be read of it for {STILL_SECONDS} s")
        elif self._child.cpu_seconds() > limit:
            self._restart("timeout", f"more than {limit:g} s of CPU to read on in it", again=False)
        elif self._child.memory() > self._spec.settings.worker_bytes * GROWN:
            self._restart(
                "memory", f"more than {self._spec.settings.worker_bytes} bytes of memory to read it", again=False
            )

    def _still_seconds(self, now: float) -> float:
        """Return for how long it was seen to read nothing and to use no CPU; 0 where that cannot be known."""
        taken = self._child.taken()
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
