"""No run goes on for ever: processes that never begin end it with one line, one that hangs at its start is replaced."""

import json
import os
from functools import partial

import fault_hooks
import pytest

from cleaner.errors import CleanerError
from cleaner.job import pool, process, reader, run
from cleaner.job.feed import Start
from cleaner.job.pool import Pool
from cleaner.job.reader import Reader
from cleaner.job.worker import Spec
from cleaner.read import find
from cleaner.settings import Settings

QUICK = Settings(dedup=False, learn_pages=0, workers=2)


@pytest.fixture
def rows(tmp_path):
    """Two batches, the first larger than what a pipe holds while nobody reads from it."""
    path = tmp_path / "rows.jsonl"
    texts = ["一座石桥立了一百年。\n" * 30_000, *(f"镇上的第{n}座石桥在清晨合龙，镇上的人都来看。" for n in range(40))]
    path.write_text("\n".join(json.dumps({"id": f"p{n}", "text": text}) for n, text in enumerate(texts)))
    return str(path)


@pytest.fixture
def impatient(monkeypatch):
    for module in (pool, process):
        monkeypatch.setattr(module, "START_SECONDS", 1)


def test_workers_that_die_before_they_begin_end_the_run_with_one_line(rows, tmp_path):
    with pytest.raises(CleanerError, match=r"^workers die or hang before they have begun: [^\n]*$"):
        run([rows], tmp_path / "out", QUICK, wrap=fault_hooks.die)


def test_a_process_that_cannot_be_started_ends_the_run_with_one_line(rows, tmp_path, monkeypatch):
    def dead(process):
        raise EOFError  # as multiprocessing has it where the process that others are forked from died

    monkeypatch.setattr(process.context().Process, "start", dead)
    with pytest.raises(CleanerError, match=r"^no process of the run can be started: [^\n]*$"):
        run([rows], tmp_path / "out", QUICK)


@pytest.mark.usefixtures("impatient")
def test_workers_that_hang_before_they_begin_end_the_run_with_one_line(rows, tmp_path):
    with pytest.raises(CleanerError, match=r"^workers die or hang before they have begun: [^\n]*$"):
        run([rows], tmp_path / "out", QUICK, wrap=fault_hooks.hang)


@pytest.mark.usefixtures("impatient")
def test_a_worker_that_hangs_before_it_begins_loses_nothing(rows, tmp_path):
    summary = run([rows], tmp_path / "out", QUICK, wrap=partial(fault_hooks.hang_once, str(tmp_path / "hung")))
    assert (tmp_path / "hung").exists()
    assert summary.counts["pages"] == summary.counts["records"] == 41


def test_a_file_that_never_answers_costs_itself(rows, tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "STILL_SECONDS", 2)
    spec = Spec(QUICK)
    reading = Reader([fault_hooks.Silent("silent.jsonl", "jsonl"), *find([rows])], Start(), frozenset(), spec)
    workers = Pool(1, spec)
    try:
        shards = list(workers.shards(reading, lambda: False))
    finally:
        workers.kill()
        reading.kill()
    rejects = [json.loads(line) for shard in shards for line in shard.rejects.splitlines()]
    assert [(row["input"], row["reason"]) for row in rejects] == [("silent.jsonl", "timeout")]
    assert sum(shard.counts["pages"] for shard in shards) == 42


def test_a_free_worker_has_its_next_batch_before_the_shard_of_its_last_is_written_down(rows):
    reading = Reader(list(find([rows])), Start(), frozenset(), Spec(QUICK))
    workers = Pool(1, Spec(QUICK))
    try:
        busy = [any(workers._workers.values()) for _ in workers.shards(reading, lambda: False)]
    finally:
        workers.kill()
        reading.kill()
    assert any(busy)
    assert not busy[-1]


class Deadly:
    """Ends the process that receives it, as a module does that cannot be imported there."""

    def __reduce__(self):
        return os._exit, (1,)


def test_a_reader_that_dies_before_it_begins_ends_the_run_with_one_line():
    reading = Reader([Deadly()], Start(), frozenset(), Spec(QUICK))
    try:
        taken = [reading.take() for _ in range(process.TRIES)]
        with pytest.raises(CleanerError, match=r"^the reader dies before it has begun: [^\n]*$"):
            reading.take()
    finally:
        reading.kill()
    assert taken == [None, None]
