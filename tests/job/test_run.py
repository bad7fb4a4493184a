"""The batch run: the same bytes whatever happens, every page accounted for, faults that cost the page in hand."""

import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import fault_hooks
import pytest

from cleaner.errors import InputError, OutputError
from cleaner.job import plan, run
from cleaner.settings import Settings

TOPICS = re.findall("..", "渔港茶山古桥灯塔集市药铺戏台书院染坊磨坊铁路邮局粮仓果园窑厂船坞钟楼水渠")
DEEDS = re.findall("...", "修好了卖掉了画下了记住了找到了搬走了打扫了称过了借来了送回了量过了数清了")


def prose(seed, lines=8):
    rnd = random.Random(seed)
    parts = (
        f"{rnd.choice(TOPICS)}的人{rnd.choice(DEEDS)}{rnd.choice(TOPICS)}里的第{rnd.randint(2, 9999)}件东西"
        for _ in range(lines * 3)
    )
    return "\n".join("，".join(some) + "。" for some in zip(parts, parts, parts, strict=False))


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """300 rows: some are repeated, some share an id, some are no rows."""
    path = tmp_path_factory.mktemp("in") / "rows.jsonl"
    made = []
    for n in range(300):
        id_ = "twice" if n % 60 == 2 else f"p{n}"
        row = {"id": id_, "text": prose(n // 2 if n % 20 == 3 else n), "url": f"http://s{n % 7}.example/{n}"}
        made.append("{broken" if n % 50 == 9 else json.dumps(row, ensure_ascii=False))
    path.write_text("\n".join(made), encoding="utf-8")
    return path


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def lines(path):
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def command(*arguments, before=("-m", "cleaner"), **environment):
    return subprocess.Popen(
        [sys.executable, *map(str, [*before, "run", *arguments])],
        stderr=subprocess.PIPE, env=os.environ | environment, start_new_session=True,
    )  # fmt: skip


def finished(process):
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors.decode()


@pytest.fixture(scope="module")
def undisturbed(rows, tmp_path_factory):
    out = tmp_path_factory.mktemp("run") / "out"
    status, errors = finished(command(rows, "-o", out, "--journal", "--workers", 2))
    assert status == 3, errors
    return tree(out)


def test_the_ledger_closes_and_every_file_is_valid(undisturbed):
    records = [json.loads(line) for line in undisturbed["records/00000.jsonl"].splitlines()]
    counts = json.loads(undisturbed["run.json"])["counts"]
    assert counts["pages"] == 300 == counts["pages_kept"] + counts["pages_duplicate"] + counts["pages_rejected"]
    assert counts["pages_rejected"] == counts["faults"] == len(undisturbed["rejects.jsonl"].splitlines()) == 6
    assert counts["records"] == len(records) == len({record["id"] for record in records})
    assert counts["duplicates"] == counts["pages_duplicate"] > 0
    assert {"twice", "twice-2", "twice-3"} <= {record["id"] for record in records}
    assert len(undisturbed["journal/00000.jsonl"].splitlines()) == 294


def test_the_bytes_do_not_depend_on_workers_or_hash_seeds(rows, undisturbed, tmp_path):
    finished(command(rows, "-o", tmp_path / "out", "--journal", "--workers", 4, PYTHONHASHSEED="12345"))
    assert tree(tmp_path / "out") == undisturbed


# The command line, killed with all its processes where it would write down one more shard than it is told.
KILLED = """
import os, signal, sys
from cleaner.cli import main
from cleaner.job.ledger import Ledger

left, add = int(sys.argv.pop(1)), Ledger.add

def struck(ledger, shard):
    global left
    if not left:
        os.killpg(0, signal.SIGKILL)
    left -= 1
    add(ledger, shard)

Ledger.add = struck
main()
"""


def test_killed_at_any_shard_the_same_command_ends_in_the_same_bytes(rows, undisturbed, tmp_path):
    statuses = []
    for shards in (0, 1, 1, 99):
        before = ["-c", KILLED, shards]
        statuses.append(finished(command(rows, "-o", tmp_path / "out", "--journal", "--workers", 2, before=before))[0])
    assert statuses == [-signal.SIGKILL] * 3 + [3]
    assert tree(tmp_path / "out") == undisturbed


# The command line, which sends a signal to all its processes, as a terminal does, where it first does a thing.
STRUCK = """
import os, signal, sys
from cleaner.cli import main

number, event, ending = int(sys.argv.pop(1)), sys.argv.pop(1), sys.argv.pop(1)

def strike(happened, arguments):
    global event
    if happened == event and str(arguments[:1]).strip("(,)'").endswith(ending):
        event = ""
        os.killpg(0, number)

sys.addaudithook(strike)
main()
"""


@pytest.mark.parametrize(
    "moments",
    [
        [(signal.SIGINT, "sqlite3.connect", "/learning/ledger.sqlite"), (signal.SIGINT, "socket.connect", "")],
        [(signal.SIGHUP, "socket.connect", ""), (signal.SIGTERM, "open", "/evidence/parsed.json")],
        [(signal.SIGTERM, "open", "/done/README.md")],
    ],
    ids=["as it begins", "as it learns", "as it ends"],
)
def test_an_interrupted_run_ends_soon_with_130_and_goes_on(moments, rows, undisturbed, tmp_path):
    out = ["-o", tmp_path / "out", "--journal", "--workers", 2]
    for number, event, ending in moments:
        status, errors = finished(command(rows, *out, before=["-c", STRUCK, number, event, ending]))
        assert (status, errors) == (130, "cleaner: interrupted; a run goes on with the same command\n")
    finished(command(rows, *out))
    assert tree(tmp_path / "out") == undisturbed


def test_a_full_disk_is_one_line_and_nothing_torn(rows, undisturbed, tmp_path):
    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    process = subprocess.run(
        [sys.executable, "-m", "cleaner", "run", str(rows), "-o", str(tmp_path / "out"), "--journal"],
        capture_output=True, preexec_fn=small, check=False,
    )  # fmt: skip
    assert process.returncode == 1
    assert process.stderr.count(b"\n") == 1
    assert not (tmp_path / "out" / "run.json").exists()
    finished(command(rows, "-o", tmp_path / "out", "--journal"))
    assert tree(tmp_path / "out") == undisturbed


def test_a_finished_run_is_left_alone_and_another_refused(rows, tmp_path):
    out = tmp_path / "out"
    first = run([str(rows)], out, Settings(limit=20))
    stamp = (out / "run.json").stat().st_mtime_ns
    again = run([str(rows)], out, Settings(limit=20, workers=1))
    assert again.found_done
    assert (again.counts, again.exit_status) == (first.counts, first.exit_status)
    assert (out / "run.json").stat().st_mtime_ns == stamp
    with pytest.raises(OutputError, match="other settings \\(limit\\)"):
        run([str(rows)], out, Settings(limit=21))
    assert run([str(rows)], out, Settings(limit=21), overwrite=True).counts["pages"] == 21


def test_a_run_with_other_rules_in_the_same_files_is_another_run(rows, tmp_path):
    out, mine = tmp_path / "out", tmp_path / "mine.toml"
    rule = (
        '[[rule]]\nid = "mine.one"\nwhy = "Ours"\nkeywords = ["hello"]\npattern = "hello"\n'
        'removes = ["⟦hello⟧"]\nkeeps = ["he said hello"]\n'
    )
    mine.write_text(rule, encoding="utf-8")
    settings = Settings(limit=5, rules=(str(mine),))
    run([str(rows)], out, settings)
    assert run([str(rows)], out, settings).found_done
    mine.write_text(rule.replace("hello", "howdy"), encoding="utf-8")
    with pytest.raises(OutputError, match="other rules"):
        run([str(rows)], out, settings)


def test_two_runs_never_share_an_output(rows, tmp_path):
    import fcntl

    (tmp_path / "out" / ".cleaner").mkdir(parents=True)
    with (tmp_path / "out" / ".cleaner" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OutputError, match="another run"):
            run([str(rows)], tmp_path / "out")


def test_an_input_that_changed_under_an_unfinished_run_is_refused(rows, tmp_path):
    copied = tmp_path / "rows.jsonl"
    copied.write_bytes(rows.read_bytes())
    before = ["-c", STRUCK, signal.SIGKILL, "open", "/evidence/parsed.json"]
    assert finished(command(copied, "-o", tmp_path / "out", before=before))[0] == -signal.SIGKILL
    os.utime(copied, ns=(1, 1))
    with pytest.raises(OutputError, match="changed since"):
        run([str(copied)], tmp_path / "out")


def test_what_is_not_the_output_of_a_run_is_never_touched(rows, tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(OutputError, match="not empty"):
        run([str(rows)], tmp_path)
    run([str(rows)], tmp_path, Settings(limit=5), overwrite=True)
    assert (tmp_path / "mine.txt").read_text() == "keep"
    assert (tmp_path / "README.md").read_text().startswith("---\nconfigs:")
    (tmp_path / "README.md").write_text("mine")
    run([str(rows)], tmp_path, Settings(limit=5), overwrite=True)
    assert (tmp_path / "README.md").read_text() == "mine"
    with pytest.raises(OutputError, match="is a file"):
        run([str(rows)], tmp_path / "mine.txt")


def test_a_missing_input_is_told_before_anything_is_made(tmp_path):
    with pytest.raises(InputError):
        run([str(tmp_path / "nowhere")], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_output_inside_the_input_is_not_read(tmp_path):
    (tmp_path / "a.txt").write_text(prose(1), encoding="utf-8")
    for _ in range(2):
        assert run([str(tmp_path)], tmp_path / "out", Settings(file_records=1)).counts["pages"] == 1


def test_limit_and_sample_choose_the_same_pages_every_time(rows, tmp_path):
    chosen = []
    for out, workers in (("a", 1), ("b", 3)):
        run([str(rows)], tmp_path / out, Settings(sample=0.2, limit=30, workers=workers, dedup=False))
        chosen.append((tmp_path / out / "records" / "00000.jsonl").read_bytes())
    assert chosen[0] == chosen[1]
    assert 20 < len(chosen[0].splitlines()) <= 30


@pytest.mark.parametrize("name", ["jsonl.gz", "jsonl.zst", "parquet"])
def test_records_are_the_same_in_every_format(rows, tmp_path, name):
    import gzip

    import pyarrow.parquet as pq
    import zstandard

    run([str(rows)], tmp_path / "plain", Settings(limit=40))
    run([str(rows)], tmp_path / "other", Settings(limit=40, format=name, file_records=15))
    files = sorted((tmp_path / "other" / "records").iterdir())
    assert [file.name for file in files] == [f"{n:05d}.{name}" for n in range(len(files))]
    if name == "parquet":
        got = [row for file in files for row in pq.read_table(file).to_pylist()]
    else:
        opened = gzip.open if name.endswith("gz") else zstandard.open
        got = []
        for file in files:
            with opened(file, "rt", encoding="utf-8") as opened_file:
                got += map(json.loads, opened_file)
    assert got == lines(tmp_path / "plain" / "records" / "00000.jsonl")


def test_a_plan_opens_nothing_and_tells_the_memory(rows, tmp_path):
    (tmp_path / "a.html").write_text("x")
    told = plan([str(rows), str(tmp_path)], Settings(workers=3))
    assert (told["sources"], told["workers"]) == (2, 3)
    assert told["memory"] == 4 * Settings().worker_bytes + Settings().dedup_memory


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("crash", "crashed"), ("killed", "crashed"), ("spin", "timeout"), ("memory", "memory"), ("swallow", "timeout"),
        ("memory_swallow", None),
    ],
)  # fmt: skip
def test_a_page_that_harms_its_worker_costs_itself(tmp_path, fault, code):
    path = tmp_path / "rows.jsonl"
    bad = {11} if fault == "swallow" else {11, 12, 30}
    rows = [{"id": f"p{n}", "text": prose(n, 3) + (f"FAULT-{fault}" if n in bad else "")} for n in range(40)]
    path.write_text("\n".join(json.dumps(row) for row in rows))
    seconds = 5 if "memory" in fault else 0.5  # to fill the memory takes its time on a busy machine
    settings = Settings(page_seconds=seconds, worker_bytes=1 << 28, dedup=False, learn_pages=0)
    summary = run([str(path)], tmp_path / "out", settings, wrap=fault_hooks.strike)
    assert summary.counts["reasons"] == ({code: len(bad)} if code else {})
    assert summary.exit_status == (3 if code else 0)
    kept = [row["id"] for row in lines(tmp_path / "out" / "records" / "00000.jsonl")]
    assert kept == [f"p{n}" for n in range(40) if code is None or n not in bad]
    if code:
        rejects = lines(tmp_path / "out" / "rejects.jsonl")
        assert [row["input"].rpartition("#")[2] for row in rejects] == [str(n + 1) for n in sorted(bad)]


def test_a_worker_killed_from_outside_loses_nothing(rows, tmp_path):
    struck = []

    def kill_one(progress):
        if progress.stage == "clean" and not struck:
            struck.extend(_workers())
            os.kill(struck[0], signal.SIGKILL)

    summary = run([str(rows)], tmp_path / "out", Settings(dedup=False, learn_pages=0), on_progress=kill_one)
    assert struck
    assert summary.counts["records"] == 294


def _workers():
    """Processes that were forked from the fork server of this one."""
    from multiprocessing import forkserver

    server = forkserver._forkserver._forkserver_pid
    return [int(pid) for pid in Path(f"/proc/{server}/task/{server}/children").read_text().split()][1:]


@pytest.mark.parametrize("unit", ["<a href=x>y</a> ", "<b>"], ids=["wide", "deep"])
def test_a_tree_that_needs_more_memory_than_a_worker_has_is_told_as_that(unit, tmp_path):
    (tmp_path / "large.html").write_text(unit * (12_000_000 // len(unit)))
    limits = Settings(worker_bytes=1 << 28, page_seconds=60.0, depth=100_000_000)
    run([str(tmp_path / "large.html")], tmp_path / "out", limits)
    [reject] = lines(tmp_path / "out" / "rejects.jsonl")
    assert reject["reason"] == "memory"
