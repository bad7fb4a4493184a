"""A process of a run and what its supervisor sees of it: what it has in hand, its time, its memory."""

import contextlib
import multiprocessing
import os
import signal
import socket
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import RawArray
from pathlib import Path
from types import ModuleType
from typing import Any

from cleaner.errors import CleanerError
from cleaner.job.worker import IDLE, do, take_up

TICK = 0.2
"""Seconds between two looks at what the processes have in hand."""

TRIES = 2
"""How often a page is tried that a process died of."""

START_SECONDS = 60
"""Seconds on the clock in which a worker must take up the first page of a batch, its own start included."""

NEVER_BEGIN = "is there too little memory (worker_bytes) or CPU time, or a module that cannot be imported?"

GROWN = 1.25
"""A process is killed at this much of its memory limit: what the limit on allocation did not catch."""

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
    """Start the process that the others are forked from, where it does not run yet, with nowhere to print to.

    It is born deaf to Ctrl-C, which a terminal sends to every process: what is in hand is to be finished.
    """
    from multiprocessing import forkserver, resource_tracker

    with _without_folder():
        resource_tracker.ensure_running()  # here, since starting it would end the deafness
    speech, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        os.dup2(nowhere, 2)
        with _without_folder():
            forkserver.ensure_running()
    except OSError as error:
        if "AF_UNIX" not in str(error):
            raise
        raise CleanerError(f"{tempfile.gettempdir()}: too long a path for sockets; set TMPDIR to a shorter") from error
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        os.dup2(speech, 2)
        os.close(speech)
        os.close(nowhere)


@contextlib.contextmanager
def _without_folder() -> Iterator[None]:
    """Keep the folder that one works in out of the module path of a process that is started with `python -c`.

    A file there by the name of a module (json.py) would be run in its place.
    """
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


SAFE_PATH = "PYTHONSAFEPATH"


def end_forkserver() -> None:
    """End the process that the others are forked from, at the end of a program that was told to end.

    It ends by itself, but only when it has loaded what it is to have loaded: seconds on a busy machine.
    """
    from multiprocessing import forkserver

    number = getattr(forkserver._forkserver, "_forkserver_pid", None)  # noqa: SLF001 - nothing public tells it
    if number:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def _limit_sending(conn: Connection) -> None:
    """Let sending fail with OSError where the other side takes nothing for START_SECONDS (SO_SNDTIMEO, socket(7))."""
    with socket.socket(fileno=os.dup(conn.fileno())) as shared:
        shared.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", START_SECONDS, 0))


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Keep the program that a run was called from out of the process that is started.

    It would be imported there: a script that guards nothing with `if __name__ == "__main__"` would begin anew in each.
    """
    if multiprocessing.current_process().daemon:
        raise CleanerError("a run starts processes, which a daemonic process may not: call it with daemon=False")
    with _STARTING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


_STARTING = threading.Lock()
"""One thread at a time starts a process."""


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
            with _without_main():
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
