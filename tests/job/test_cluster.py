"""A run on a real Ray cluster, started here: the same bytes as on one machine, whatever becomes of the machines."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import fault_hooks
import pytest
from test_run import prose, tree

from cleaner.errors import CleanerError
from cleaner.job import cluster, run
from cleaner.settings import Settings

ray = pytest.importorskip("ray", reason="needs the extra `ray`")
pytestmark = pytest.mark.filterwarnings("default")  # Ray's own warnings are its own

FAULTS = str(Path(__file__).parents[1] / "faults")
RULE = """[[rule]]
id = "mine.sea"
why = "the tests' own line"
keywords = ["海边"]
pattern = "海边的一行"
removes = ["⟦海边的一行⟧"]
keeps = ["海边的两行"]
"""


@pytest.fixture(scope="module")
def machines():
    """A cluster of two machines of one core each, on loopback."""
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("PYTHONPATH", os.pathsep.join([FAULTS, os.environ.get("PYTHONPATH", "")]))
        made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        made.add_node(num_cpus=1)
        ray.init(address=made.address, log_to_driver=False)
        yield made
        ray.shutdown()
        made.shutdown()


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """120 rows: half are repeated, some have a line that a rule of our own takes, one brings its worker down."""
    path = tmp_path_factory.mktemp("in") / "rows.jsonl"
    texts = [prose(n // 2) + ("\n海边的一行" if n % 9 == 4 else "") for n in range(120)]
    texts[40] = "FAULT-crash"
    made = [{"id": f"p{n}", "text": text, "url": f"http://s{n % 5}.example/{n}"} for n, text in enumerate(texts)]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in made), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    rules = tmp_path_factory.mktemp("rules") / "mine.toml"
    rules.write_text(RULE, encoding="utf-8")
    return {"journal": True, "rules": (str(rules),)}


@pytest.fixture(scope="module")
def expected(rows, settings, tmp_path_factory):
    """What one machine makes of it."""
    out = tmp_path_factory.mktemp("here") / "out"
    summary = run([str(rows)], out, Settings(workers=1, **settings), wrap=fault_hooks.strike)
    assert summary.counts["reasons"] == {"crashed": 1}
    assert "strip.mine.sea" in summary.counts["rules"]
    return tree(out)


def command(*arguments):
    line = [sys.executable, "-m", "cleaner", "run", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_a_cluster_gives_the_bytes_of_one_machine_though_it_loses_one(machines, rows, settings, expected, tmp_path):
    lost = []

    def lose(progress):
        if progress.stage == "clean" and not lost:
            lost.append(machines.remove_node(next(iter(machines.worker_nodes)), allow_graceful=False))

    out, there = tmp_path / "out", Settings(cluster=machines.address, **settings)
    run([str(rows)], out, there, wrap=fault_hooks.strike, on_progress=lose)
    assert lost
    assert tree(out) == expected
    assert run([str(rows)], out, Settings(workers=2, **settings), wrap=fault_hooks.strike).found_done


def test_what_a_cluster_began_one_machine_ends(machines, rows, settings, expected, tmp_path):
    def interrupt(progress):
        if progress.stage == "clean":
            os.kill(os.getpid(), signal.SIGINT)

    there, here = (Settings(cluster=at, **settings) for at in (machines.address, ""))
    begun = run([str(rows)], tmp_path / "out", there, wrap=fault_hooks.strike, on_progress=interrupt)
    assert begun.exit_status == 130
    run([str(rows)], tmp_path / "out", here, wrap=fault_hooks.strike)
    assert tree(tmp_path / "out") == expected


def test_machines_with_another_version_are_told(machines, rows, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "__version__", "0.0.1")
    with pytest.raises(CleanerError, match=r"is installed on one of its machines, here 0\.0\.1"):
        run([str(rows)], tmp_path / "out", Settings(cluster=machines.address, **settings))


def test_the_command_line_names_a_cluster_and_says_no_more_than_ever(machines, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(prose(1), encoding="utf-8")
    done = command(page, "-o", tmp_path / "out", "--cluster", machines.address)
    assert done.returncode == 0
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) <= 1
    assert (tmp_path / "out" / "run.json").exists()


def test_a_cluster_that_is_not_there_is_told_in_a_line(rows, tmp_path):
    done = command(rows, "-o", tmp_path / "out", "--cluster", "127.0.0.1:1")
    assert done.returncode == 1
    assert done.stderr.startswith("cleaner: cluster 127.0.0.1:1: ")
    assert len(done.stderr.splitlines()) == 1
