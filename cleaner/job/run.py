"""A batch run: plan, learn, clean, fold, write.

Whatever breaks it off, the same call goes on and ends in the same bytes.
"""

import contextlib
import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.errors import InputError, OutputError, UsageError
from cleaner.job.feed import Start, sampled
from cleaner.job.ledger import Cursor, Ledger, Shard
from cleaner.job.output import CARD, EVIDENCE, LEARNING, Output, digest_of, identity, opened, remove
from cleaner.job.pool import Pool
from cleaner.job.process import TICK, apart
from cleaner.job.reader import Reader
from cleaner.job.worker import Spec, Wrap, fold, learn
from cleaner.read import Source, find
from cleaner.read.source import STDIN, is_remote, printable
from cleaner.schema import dataset_card
from cleaner.settings import Settings

if TYPE_CHECKING:
    from cleaner.job.cluster import Cluster


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    stage: str
    """learn, clean, fold."""
    pages: int = 0
    rejected: int = 0
    kept: int = 0
    done_bytes: int = 0
    all_bytes: int = 0
    seconds: float = 0.0

    def row(self) -> dict[str, Any]:
        """Return it as a row of the log."""
        rate = self.pages / self.seconds if self.seconds else 0.0
        return {**asdict(self), "pages_per_second": round(rate, 1), "seconds_left": self.seconds_left()}

    def seconds_left(self) -> float:
        """Return the time left by the bytes of input still to come; -1 where it cannot be told yet."""
        if not self.done_bytes or not self.seconds:
            return -1
        return round(self.seconds * (self.all_bytes - self.done_bytes) / self.done_bytes)

    def line(self) -> str:
        """Return it as a line for a terminal."""
        if self.stage != "clean":
            return f"{self.stage} ..."
        left = self.seconds_left()
        rate = self.pages / self.seconds if self.seconds else 0.0
        time_left = f", {left // 3600:.0f}:{left // 60 % 60:02.0f}:{left % 60:02.0f} left" if left >= 0 else ""
        return f"{self.pages} pages, {rate:.0f}/s, {self.kept} kept, {self.rejected} rejected{time_left}"


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended."""

    counts: dict[str, Any] = field(default_factory=dict)
    finished: bool = True
    """False where it was interrupted: the same call goes on."""
    found_done: bool = False
    """Whether it had been finished before and was left alone."""

    @property
    def exit_status(self) -> int:
        """0 done, 3 done but some inputs were rejected for a fault, 130 interrupted."""
        if not self.finished:
            return 130
        return 3 if self.counts.get("faults") else 0


def run(  # noqa: PLR0913 - inputs, output, settings; the rest are named and few callers need them
    inputs: Sequence[str | Path],
    out: str | Path,
    settings: Settings | None = None,
    *,
    overwrite: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    wrap: Wrap | None = None,
) -> Summary:
    """Clean the pages of the inputs into the folder `out`.

    Goes on where an earlier run of the same call was broken off; a finished one is left alone.  Raises InputError for a
    path that is not there, OutputError for an output that exists or cannot be written.
    """
    settings = settings or Settings()
    names = checked(inputs, settings)
    if settings.rules or settings.disable:
        from cleaner.pipeline import Cleaner

        Cleaner(settings)  # rules that do not load are told before anything is begun
    out = Path(out)
    sources = outside(out, names, find(names))
    with opened(out, overwrite=overwrite) as output:
        sources = saved_stdin(sources, output.work)
        done = output.finished(identity(sources, settings, "run"))
        if done is not None:
            return Summary(done, found_done=True)
        try:
            return _Run(output, sources, settings, on_progress, wrap).go()
        except OSError as error:
            raise OutputError(f"{out}: {error.strerror or error}") from error
        except sqlite3.Error as error:
            raise OutputError(f"{out}: the ledger cannot be kept: {error}") from error


def plan(inputs: Sequence[str], settings: Settings) -> dict[str, Any]:
    """Return what a run would read: sources and bytes by kind, and the memory it may take.  Opens nothing."""
    sources = list(find(list(inputs)))
    kinds: dict[str, list[int]] = {}
    for source in sources:
        kind = kinds.setdefault(source.kind, [0, 0])
        kind[0] += 1
        kind[1] += source.size
    count = workers(settings)
    return {
        "sources": len(sources),
        "bytes": sum(source.size for source in sources),
        "kinds": {kind: {"sources": n, "bytes": size} for kind, (n, size) in sorted(kinds.items())},
        "workers": count,
        "memory": (count + 1) * settings.worker_bytes + settings.dedup_memory,
    }


def checked(inputs: Sequence[str | Path], settings: Settings) -> list[str]:
    """Return the inputs of a run as paths; raises UsageError for what its caller cannot mean."""
    if not isinstance(settings, Settings):
        raise UsageError(f"settings are cleaner.Settings, not {type(settings).__name__}: Settings.of(**settings)")
    if isinstance(inputs, str | bytes | Path):
        raise UsageError(f"inputs are a list of paths, not one path: [{str(inputs)!r}]")
    try:
        names = [os.fsdecode(one) for one in inputs]
    except TypeError as error:
        raise UsageError(f"inputs are a list of paths: {error}") from error
    if not names:
        raise UsageError("no inputs: name one at least")
    return names


def workers(settings: Settings) -> int:
    """Return how many workers a run starts: as set, else one for each core that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return settings.workers or cores or 1


def outside(out: Path, inputs: Iterable[str], sources: Iterable[Source]) -> list[Source]:
    """Return the sources that do not lie in the output, which is never input; raises InputError for one named there."""
    inside = os.path.join(os.path.realpath(out), "")  # noqa: PTH118 - Path.resolve raises for links in a circle

    def is_inside(path: str) -> bool:
        local = path != STDIN and not is_remote(path)
        return local and os.path.join(os.path.realpath(path), "").startswith(inside)  # noqa: PTH118

    for name in inputs:
        if is_inside(name):
            raise InputError(f"{printable(name)}: lies in the output, {out}, which is never input")
    return [one for one in sources if not is_inside(one.path)]


def saved_stdin(sources: list[Source], work: Path) -> list[Source]:
    """Save standard input to a file, so that it can be read twice and a run be gone on with."""
    saved = []
    path, digest = work / "stdin", blake2b()
    if any(source.path == STDIN for source in sources):  # once, however often it is named: it can be read but once
        with path.open("wb") as file:
            while piece := sys.stdin.buffer.read(1 << 20):
                digest.update(piece)
                file.write(piece)
    for source in sources:
        if source.path == STDIN:
            stamp = int.from_bytes(digest.digest()[:7])
            source = replace(source, path=str(path), name="-", size=path.stat().st_size, stamp=stamp)  # noqa: PLW2901
        saved.append(source)
    return saved


class _Run:
    """One run, from its plan to its end."""

    def __init__(
        self,
        output: Output,
        sources: list[Source],
        settings: Settings,
        on_progress: Callable[[Progress], None] | None,
        wrap: Wrap | None,
    ) -> None:
        self._output, self._work, self._sources, self._settings = output, output.work, sources, settings
        self._wrap = wrap
        self._pages = self._rejected = 0
        self._behind = list(accumulate((source.size for source in sources), initial=0))
        self._looked, self._read = 0.0, 0
        self._tell = on_progress or (lambda _: None)
        self._began = time.monotonic()
        self._stopped = ""

    def go(self) -> Summary:
        """Do what is left to do."""
        ledger = Ledger(self._work)
        same = identity(self._sources, self._settings, "run")
        counts = None
        try:
            self._output.claim(ledger, same, self._sources)
            with self._signals():
                ledger.forget_torn()
                with self._connected():
                    self._learn(ledger)
                    self._clean(ledger)
                if not self._stopped:
                    self._tell(Progress("fold"))
                    ledger.check()
                    folded = apart(fold, self._work, self._work / "done", self._settings)
                    (self._work / "done" / CARD).write_text(dataset_card(), encoding="utf-8")
                    counts = folded  # last: a run that is broken off here is not done
        finally:
            ledger.close()
        if counts is None:
            return Summary(finished=False)
        self._output.put_in_place(self._work / "done", same, counts)
        return Summary(counts)

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Let Ctrl-C finish what is in hand, and SIGTERM, a closed terminal or a second Ctrl-C end at once."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def strike(number: int, frame: object) -> None:
            del frame
            if number != signal.SIGINT or self._stopped:
                raise KeyboardInterrupt
            self._stopped = "soon"

        heard = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
        if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:  # as nohup has it
            heard.discard(signal.SIGHUP)
        before = {number: signal.signal(number, strike) for number in heard}
        try:
            yield
        except KeyboardInterrupt:
            self._stopped = "now"
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _learn(self, ledger: Ledger) -> None:
        """Learn the evidence, unless that was done before; what was parsed to learn from is kept if broken off."""
        path = self._work / EVIDENCE
        if not self._settings.learn_pages or (path.exists() and ledger.fact(EVIDENCE) in {"", digest_of(path)}):
            return
        remove(path)
        chosen, each = sampled(self._sources, self._settings.learn_pages)
        most = min(self._settings.learn_pages, self._settings.limit or self._settings.learn_pages)
        spec = Spec(replace(self._settings, limit=most), learning=True, wrap=self._wrap)
        with contextlib.closing(Ledger(self._work / LEARNING)) as seen:
            seen.forget_torn()
            for _ in self._shards(chosen, Start(learning=True, each=each), seen, spec):
                pass
        if not self._stopped:
            apart(learn, self._work)
            ledger.note(EVIDENCE, digest_of(path))

    def _clean(self, ledger: Ledger) -> None:
        """Clean what is not yet done."""
        done = ledger.done()
        seq = next(n for n in range(len(done) + 1) if n not in done)
        cursor = ledger.cursor(seq - 1) if seq else Cursor()
        pages = [counts["pages"] for counts in ledger.counts()]
        self._pages = sum(pages)
        start = Start(cursor, seq, sum(pages[:seq]))
        evidence = self._work / EVIDENCE
        spec = Spec(self._settings, str(evidence) if evidence.exists() else "", wrap=self._wrap)
        if cursor.source < len(self._sources):
            for shard, reader in self._shards(self._sources, start, ledger, spec):
                self._report(shard, reader)

    def _shards(
        self, sources: list[Source], start: Start, ledger: Ledger, spec: Spec
    ) -> Iterator[tuple[Shard, Reader]]:
        """Yield the shards of what is not yet done, each when it is written down."""
        if self._stopped:
            return
        pool = self._pool(spec)
        reader = Reader(sources, start, frozenset(ledger.done()), spec)
        try:
            for shard in pool.shards(reader, lambda: bool(self._stopped)):
                ledger.add(shard)
                yield shard, reader
        finally:
            pool.kill()
            reader.kill()

    def _connected(self) -> contextlib.AbstractContextManager[None]:
        """Return what holds the connection to a cluster, where one is named."""
        if not self._settings.cluster:
            return contextlib.nullcontext()
        from cleaner.job.cluster import connected

        return connected(self._settings.cluster)

    def _pool(self, spec: Spec) -> "Pool | Cluster":
        """Return the workers: the cluster's, where one is named, else this machine's."""
        if not self._settings.cluster:
            return Pool(workers(self._settings), spec)
        from cleaner.job.cluster import Cluster

        return Cluster(self._settings.workers, spec)

    def _report(self, shard: Shard, reader: Reader) -> None:
        """Tell how far the run has come; the reader is a few batches ahead of the workers, which is near enough."""
        self._pages += shard.counts["pages"]
        self._rejected += sum(shard.counts["reasons"].values())
        now, source = time.monotonic(), reader.start.cursor.source
        if now - self._looked >= TICK:
            self._looked, self._read = now, min(self._behind[source] + reader.position(), self._behind[-1])
        progress = Progress(
            "clean",
            pages=self._pages,
            rejected=self._rejected,
            kept=self._pages - self._rejected,
            done_bytes=self._read,
            all_bytes=self._behind[-1],
            seconds=now - self._began,
        )
        self._tell(progress)
