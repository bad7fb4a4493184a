"""A batch run: plan, learn, clean, fold, write; whatever breaks it off, the same call goes on and ends in the same bytes."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cleaner._version import __version__
from cleaner.errors import OutputError
from cleaner.job.feed import Start
from cleaner.job.finish import write_out
from cleaner.job.ledger import Cursor, Ledger
from cleaner.job.worker import Spec, Wrap
from cleaner.pipeline import Cleaner
from cleaner.read import Source, find
from cleaner.settings import Settings

WORK = ".cleaner"
"""Folder within OUT for what a run needs until it is done."""

PRODUCTS = ("records", "journal", "duplicates.jsonl", "rejects.jsonl", "report.html", "run.json")
"""What a run leaves, in the order it is put in place: run.json last, it says that the run is done."""

HOW = ("workers",)
"""Settings that change how a run goes about it and not what comes out."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    stage: str
    """learn, clean, fold."""
    pages: int = 0
    rejected: int = 0
    records: int = 0
    done_bytes: int = 0
    all_bytes: int = 0
    seconds: float = 0.0


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


def run(
    inputs: Sequence[str],
    out: str | Path,
    settings: Settings | None = None,
    *,
    overwrite: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    wrap: Wrap | None = None,
) -> Summary:
    """Clean the pages of the inputs into the folder `out`; goes on where an earlier run of the same call was broken off.

    Raises InputError for a path that is not there, OutputError for an output that exists or cannot be written.
    """
    settings = settings or Settings()
    Cleaner(settings)  # rules that do not load are told before anything is begun
    out = Path(out)
    sources = [source for source in find(list(inputs)) if not _within(source.path, out)]
    with _opened(out, overwrite=overwrite) as work:
        sources = _saved_stdin(sources, work)
        identity = _identity(sources, settings)
        done = _finished(out, identity)
        if done is not None:
            return Summary(done, found_done=True)
        try:
            return _Run(out, work, sources, settings, identity, on_progress, wrap).go()
        except OSError as error:
            raise OutputError(f"{out}: {error.strerror or error}") from error


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


def workers(settings: Settings) -> int:
    """Return how many workers a run starts: as set, else one for each core that this process may use."""
    return settings.workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _within(path: str, out: Path) -> bool:
    """Whether a path lies in the output, which is never input."""
    return Path(path).resolve().is_relative_to(out.resolve()) if path != "-" and "://" not in path else False


@contextlib.contextmanager
def _opened(out: Path, *, overwrite: bool) -> Iterator[Path]:
    """Make ready the output folder and hold its lock; yields the folder for the work in progress."""
    work = out / WORK
    try:
        out.mkdir(parents=True, exist_ok=True)
        here = {entry.name for entry in out.iterdir()}
        if overwrite:
            for name in (*PRODUCTS, WORK):
                _remove(out / name)
        elif here and WORK not in here and "run.json" not in here:
            raise OutputError(f"{out}: is not empty and no output of a run; choose another or pass --overwrite")
        work.mkdir(exist_ok=True)
        lock = (work / "lock").open("w")
    except OSError as error:
        raise OutputError(f"{out}: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OutputError(f"{out}: another run is writing there") from error
        yield work
        if (out / "run.json").exists():
            _remove(work)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _saved_stdin(sources: list[Source], work: Path) -> list[Source]:
    """Save standard input to a file, so that it can be read twice and a run be gone on with."""
    import sys

    saved = []
    for source in sources:
        if source.path == "-":
            path = work / "stdin"
            digest = blake2b()
            with path.open("wb") as file:
                while piece := sys.stdin.buffer.read(1 << 20):
                    digest.update(piece)
                    file.write(piece)
            stamp = int.from_bytes(digest.digest()[:7])
            source = replace(source, path=str(path), name="-", size=path.stat().st_size, stamp=stamp)  # noqa: PLW2901
        saved.append(source)
    return saved


def _identity(sources: Sequence[Source], settings: Settings) -> dict[str, Any]:
    """Return what makes two runs the same: the inputs by name and size, the settings and the version."""
    digest = blake2b(digest_size=16)
    for source in sources:
        digest.update(f"{source.address}\0{source.size}\0".encode("utf-8", "backslashreplace"))
    return {"cleaner": __version__, "inputs": digest.hexdigest(), "settings": settings_row(settings)}


def settings_row(settings: Settings) -> dict[str, Any]:
    """Return the settings that shape the output."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(settings).items()
        if name not in HOW
    }


def _finished(out: Path, identity: dict[str, Any]) -> dict[str, Any] | None:
    """Return the counts of a run that was finished here before; raises OutputError where it was another one."""
    path = out / "run.json"
    if not path.exists():
        return None
    try:
        row = json.loads(path.read_bytes())
        same = {name: row[name] for name in identity} == identity
        counts: dict[str, Any] = row["counts"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputError(f"{path}: not the run.json of a run; choose another output or pass --overwrite") from error
    if not same:
        raise OutputError(f"{out}: holds a finished run of {_difference(row, identity)}; choose another output or pass --overwrite")
    return counts


def _difference(row: dict[str, Any], identity: dict[str, Any]) -> str:
    """Say in what a finished run differs from the one asked for."""
    if row["cleaner"] != identity["cleaner"]:
        return f"version {row['cleaner']}"
    if row["inputs"] != identity["inputs"]:
        return "other inputs"
    names = [name for name, value in identity["settings"].items() if row["settings"].get(name) != value]
    return f"other settings ({', '.join(names)})"


class _Run:
    """One run, from its plan to its end."""

    def __init__(
        self,
        out: Path,
        work: Path,
        sources: list[Source],
        settings: Settings,
        identity: dict[str, Any],
        on_progress: Callable[[Progress], None] | None,
        wrap: Wrap | None,
    ) -> None:
        self._out, self._work, self._sources, self._settings = out, work, sources, settings
        self._identity, self._wrap = identity, wrap
        self._tell = on_progress or (lambda progress: None)
        self._began = time.monotonic()
        self._stopped = ""

    def go(self) -> Summary:
        """Do what is left to do."""
        ledger = Ledger(self._work)
        try:
            self._claim(ledger)
            with self._signals():
                self._learn(ledger)
                self._clean(ledger)
                if self._stopped:
                    return Summary(finished=False)
                self._tell(Progress("fold"))
                counts = write_out(ledger, self._work / "done", self._settings)
        finally:
            ledger.close()
        self._put_in_place(counts)
        return Summary(counts)

    def _claim(self, ledger: Ledger) -> None:
        """Write down what this run is, or see that it is the one that was broken off; raises OutputError."""
        stamps = [(source.address, source.size, source.stamp) for source in self._sources]
        mine = json.dumps([self._identity, blake2b(repr(stamps).encode()).hexdigest()])
        held = ledger.fact("identity")
        if not held:
            ledger.set_sources(self._sources)
            ledger.note("identity", mine)
        elif held != mine:
            what = "other settings or a changed input"
            raise OutputError(f"{self._out}: holds an unfinished run of {what}; choose another output or pass --overwrite")

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Let Ctrl-C finish what is in hand, and SIGTERM or a second Ctrl-C end at once."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def strike(number: int, frame: object) -> None:
            del frame
            if number == signal.SIGTERM or self._stopped:
                raise KeyboardInterrupt
            self._stopped = "soon"

        before = {number: signal.signal(number, strike) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        except KeyboardInterrupt:
            self._stopped = "now"
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _learn(self, ledger: Ledger) -> None:
        """Learn the evidence, unless that was done before."""
        from cleaner.job.learn import learn_to_file, sampled
        from cleaner.job.pool import Pool, Reader

        path = self._work / "evidence.json"
        if not self._settings.learn_pages or path.exists():
            return
        chosen, each = sampled(self._sources, self._settings.learn_pages)
        spec = Spec(replace(self._settings, limit=self._settings.learn_pages), learning=True)
        pool = Pool(workers(self._settings), spec)
        reader = Reader(chosen, Start(each=each), frozenset(), spec)
        try:
            found = {shard.seq: shard.records for shard in pool.shards(reader, lambda: bool(self._stopped))}
        finally:
            pool.kill()
            reader.kill()
        if not self._stopped:
            learn_to_file(b"".join(found[seq] for seq in sorted(found)), str(path))

    def _clean(self, ledger: Ledger) -> None:
        """Clean what is not yet done."""
        from cleaner.job.pool import Pool, Reader

        done = ledger.done()
        seq = next(n for n in range(len(done) + 1) if n not in done)
        cursor = ledger.cursor(seq - 1) if seq else Cursor()
        pages = [counts["pages"] for counts in ledger.counts()]
        self._pages, self._rejected = sum(pages), 0
        start = Start(cursor, seq, sum(pages[:seq]))
        evidence = self._work / "evidence.json"
        spec = Spec(self._settings, str(evidence) if evidence.exists() else "", wrap=self._wrap)
        if self._stopped or cursor.source >= len(self._sources):
            return
        pool = Pool(workers(self._settings), spec)
        reader = Reader(self._sources, start, frozenset(done), spec)
        try:
            for shard in pool.shards(reader, lambda: bool(self._stopped)):
                ledger.add(shard)
                self._pages += shard.counts["pages"]
                self._rejected += sum(shard.counts["reasons"].values())
                self._tell(self._progress(shard.cursor))
        finally:
            pool.kill()
            reader.kill()

    def _progress(self, cursor: Cursor) -> Progress:
        sizes = [source.size for source in self._sources]
        return Progress(
            "clean",
            pages=self._pages,
            rejected=self._rejected,
            done_bytes=sum(sizes[: cursor.source]),
            all_bytes=sum(sizes),
            seconds=time.monotonic() - self._began,
        )

    def _put_in_place(self, counts: dict[str, Any]) -> None:
        """Rename the finished output into OUT, run.json last."""
        done = self._work / "done"
        row = {**self._identity, "counts": counts}
        (done / "run.json").write_text(json.dumps(row, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        for name in PRODUCTS:
            if (done / name).exists():
                _remove(self._out / name)
                (done / name).rename(self._out / name)
