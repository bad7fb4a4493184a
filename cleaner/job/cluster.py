"""The workers of a run on the machines of a Ray cluster: batches go out, shards come back.

This machine reads the input, keeps the ledger and folds, as it does for its own workers; Ray finds each batch a core,
and another one where a machine is lost.  There a batch goes through a worker of ours, under the same limits as here.
"""

import contextlib
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cleaner._version import __version__
from cleaner.errors import CleanerError, MissingExtraError
from cleaner.job.kit import Kit
from cleaner.job.ledger import Shard
from cleaner.job.pool import Pool
from cleaner.job.process import TICK
from cleaner.job.reader import Reader, Task
from cleaner.job.worker import Spec

LOST = 5
"""How many machines or processes of the cluster a batch may lose before the run ends."""

AHEAD = 2
"""Batches on their way for each core, so that none waits for the next."""

_BRIEF = 0.02
"""Seconds for which the next batch is waited for while others are on their way."""


@contextlib.contextmanager
def connected(address: str) -> Iterator[None]:
    """Be connected to a cluster, unless this process is already, with its signals left as they are.

    Raises MissingExtraError without ray, CleanerError where there is no cluster.
    """
    ray = _ray()
    if ray.is_initialized():
        yield
        return
    _call(address)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    handler = signal.getsignal(signal.SIGTERM)
    try:
        ray.init(address=address, log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        said = str(error).partition("\n")[0]
        raise CleanerError(f"cluster {address}: {said}") from error
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, handler)
    try:
        yield
    finally:
        ray.shutdown()


def _call(address: str) -> None:
    """Raise CleanerError where nobody answers at an address: Ray would ask again for minutes."""
    place = urlsplit(address if "//" in address else f"//{address}")
    with contextlib.suppress(ValueError):
        if place.hostname and place.port:
            try:
                socket.create_connection((place.hostname, place.port), 10).close()
            except OSError as error:
                raise CleanerError(f"cluster {address}: {error.strerror or error}") from error


class Cluster:
    """The cores of a Ray cluster in the place of a Pool's workers."""

    def __init__(self, count: int, spec: Spec) -> None:
        """Use the cluster that this process is connected to for batches of one kind.

        `count` is the most of them in hand at once, 0: as many as keep all cores busy.
        """
        self._ray = _ray()
        self._count = count
        kit = Kit.of(spec.settings, spec.evidence)
        self._order = self._ray.put((__version__, replace(spec, evidence="", kit=kit)))
        self._clean = self._ray.remote(num_cpus=1, max_retries=LOST)(clean_batch)
        self._pending: list[Any] = []

    def shards(self, reader: Reader, stop: Callable[[], bool]) -> Iterator[Shard]:
        """Yield the shards of all that the reader brings, as they are done; once `stop()`, only of what is in hand."""
        while True:
            more = not stop() and not reader.ended
            if more:
                self._send(reader)
            if self._pending:
                done, self._pending = self._ray.wait(self._pending, timeout=TICK)
                yield from map(self._received, done)
            elif not more:
                return

    def _send(self, reader: Reader) -> None:
        """Hand out the batches that the reader has ready, as far as there are hands for them."""
        most = self._count or AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        while len(self._pending) < most and not reader.ended:
            if not reader.conn.poll(_BRIEF if self._pending else TICK):
                reader.look()
                return
            task = reader.take()
            if task is not None:
                self._pending.append(self._clean.remote(task, (self._order,)))

    def _received(self, done: Any) -> Shard:
        """Return the shard of a batch; raises CleanerError where the cluster could not clean it."""
        try:
            shard: Shard = self._ray.get(done)
        except self._ray.exceptions.RayTaskError as error:
            raise CleanerError(f"the cluster: {error.cause}") from error
        except self._ray.exceptions.RayError as error:
            said = str(error).partition("\n")[0]
            raise CleanerError(f"the cluster lost a batch {LOST + 1} times: {said}") from error
        return shard

    def kill(self) -> None:
        """Let go of what is in hand."""
        for one in self._pending:
            self._ray.cancel(one, force=True)


def clean_batch(task: Task, box: tuple[Any]) -> Shard:
    """Clean a batch; runs on the cluster.  The order comes in a box: Ray would fetch it anew for each batch."""
    return _hand(box[0]).done(task)


@lru_cache(maxsize=1)
def _hand(order: Any) -> Pool:
    """Return the one worker of this process in a run."""
    version, spec = _ray().get(order)
    if version != __version__:
        raise CleanerError(f"cleaner {__version__} is installed on one of its machines, here {version}")
    return Pool(1, spec)


def _ray() -> Any:
    """Return the library; raises MissingExtraError without it."""
    try:
        import ray
    except ImportError as error:
        raise MissingExtraError("the setting `cluster` needs ray: pip install 'cleaner[ray]'") from error
    return ray
