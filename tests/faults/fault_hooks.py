"""Faults on purpose: put around the cleaning of a page, in the worker, where the page's text names one."""

import contextlib
import os
import re
import signal
import time
from pathlib import Path

from cleaner.read import Source


class Silent(Source):
    """A file that never answers, as one on a disk that is gone, or /proc/kmsg."""

    __slots__ = ()

    def open(self):
        time.sleep(3600)


def strike(clean):
    """Clean, but obey `FAULT-name` in the page first."""

    def struck(page):
        data = page.data if isinstance(page.data, str) else page.data.decode("utf-8", "replace")
        found = re.search(r"FAULT-(\w+)", data)
        if found:
            FAULTS[found[1]]()
        return clean(page)

    return struck


def visit(path, clean):
    """Note in a file that a page was visited, when it was."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def visited(page):
        outcome = clean(page)
        os.write(file, b".")
        return outcome

    return visited


def die(clean):
    """End the worker before it begins."""
    os._exit(1)


def hang(clean):
    """Keep the worker from ever beginning."""
    time.sleep(3600)


def hang_once(path, clean):
    """Keep the first worker from beginning; `path` says that there was one."""
    with contextlib.suppress(FileExistsError):
        Path(path).open("x").close()
        time.sleep(3600)
    return clean


class Jumping:
    """A clock that goes a step further from the right time whenever it is looked at."""

    def __init__(self, clock, step):
        self.clock, self.step, self.ahead = clock, step, 0

    def __call__(self):
        self.ahead += self.step
        return self.clock() + self.ahead


def jump(step, clean):
    """Clean, in a worker whose time of day jumps."""
    time.time = Jumping(time.time, step)
    return clean


def crash():
    os.kill(os.getpid(), signal.SIGSEGV)


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def spin():
    while True:
        pass


def sleep():
    signal.setitimer(signal.ITIMER_PROF, 0)
    time.sleep(3600)


def memory():
    hoard = []
    while True:
        hoard.append(bytearray(1 << 24))


def swallow():
    """Use up the time in code that lets no exception through, as some libraries do."""
    while True:
        with contextlib.suppress(BaseException):
            sum(range(1000))


def memory_swallow():
    hoard = []
    while True:
        try:
            hoard.append(b"x" * (1 << 24))
        except MemoryError:
            return


FAULTS = {
    "crash": crash, "killed": killed, "spin": spin, "sleep": sleep, "memory": memory, "swallow": swallow,
    "memory_swallow": memory_swallow,
}  # fmt: skip
