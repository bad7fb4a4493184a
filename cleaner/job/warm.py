"""Imported once, in the process that the workers are forked from: all that is heavy is loaded before, not in each of them."""

import contextlib
import gc

from cleaner.job import learn, worker
from cleaner.pipeline import Cleaner

__all__ = ["learn", "worker"]

PAGE = "<html><body><article><h1>Warm up</h1><p>The first page loads word lists, tables and parsers.</p></article></body></html>"

with contextlib.suppress(Exception):  # what is wrong here is told where it strikes, in the run itself
    Cleaner().clean(PAGE)
gc.collect()
gc.freeze()  # the forked processes share all this: their collector neither walks nor copies it
