"""Clocks that jump, of the day or of the machine, neither hang a run nor cost it a page."""

import json
import time
from functools import partial

import fault_classes as classes
import fault_hooks
import pytest

from cleaner.job import process, run
from cleaner.settings import Settings

SETTINGS = Settings(workers=2)


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    path = tmp_path_factory.mktemp("in") / "rows.jsonl"
    made = [{"id": f"p{n}", "html": classes.article(n).decode(), "url": f"http://h{n % 3}.example/"} for n in range(80)]
    path.write_text("\n".join(json.dumps(row) for row in made), encoding="utf-8")
    return str(path)


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def undisturbed(rows, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "out"
    run([rows], out, SETTINGS)
    return tree(out)


@pytest.mark.parametrize("step", [-(10**7), 10**7], ids=["backwards", "forwards"])
def test_a_time_of_day_that_jumps_changes_nothing(rows, undisturbed, tmp_path, monkeypatch, step):
    jumping = fault_hooks.Jumping(time.time, step)
    monkeypatch.setattr(time, "time", jumping)
    run([rows], tmp_path / "out", SETTINGS, wrap=partial(fault_hooks.jump, step))
    assert tree(tmp_path / "out") == undisturbed


def test_a_machine_that_stood_still_is_no_reason_to_take_a_worker_for_stuck(rows, undisturbed, tmp_path, monkeypatch):
    class Time:
        monotonic = staticmethod(fault_hooks.Jumping(time.monotonic, 3600))

    monkeypatch.setattr(process, "time", Time)  # the supervisor's alone: each look at it is an hour later
    run([rows], tmp_path / "out", SETTINGS)
    assert tree(tmp_path / "out") == undisturbed


def test_a_clock_counts_what_it_saw_and_of_a_standstill_a_moment(monkeypatch):
    times = iter([100.0, 100.25, 100.5, 7300.5, 7300.75])
    monkeypatch.setattr(process.time, "monotonic", lambda: next(times))
    clock = process.Clock()
    assert [clock.look() for _ in range(4)] == [0.25, 0.5, 0.5 + process.Clock.MOMENT, 0.75 + process.Clock.MOMENT]
