"""Imported once, in the process that the workers are forked from: what is heavy is loaded there, not in each."""

import contextlib
import gc

from cleaner.dedup import sign_all
from cleaner.job import learn, worker
from cleaner.pipeline import Cleaner
from cleaner.settings import Settings

__all__ = ["learn", "worker"]

PAGE = "<html><body><h1>Warm up</h1><p>The first page loads word lists, tables and parsers.</p></body></html>"

with contextlib.suppress(Exception):  # what is wrong here is told where it strikes, in the run itself
    Cleaner().clean(PAGE)
    list(sign_all([PAGE], Settings()))
gc.collect()
gc.freeze()  # the forked processes share all this: their collector neither walks nor copies it
