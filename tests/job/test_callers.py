"""A run called from a program: a script without a guard, a pipe, threads, a daemonic process; senseless calls."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.errors import UsageError
from cleaner.job import run
from cleaner.job.redup import deduplicate_files

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}

SCRIPT = """
from pathlib import Path
from cleaner.job import run
from cleaner.settings import Settings

def go(out):
    return run(["in.jsonl"], out, Settings(learn_pages=0, workers=1)).counts["records"]
"""

WAYS = {
    "plain": "print(go('out'))",
    "path": "print(run([Path('in.jsonl')], 'out', Settings(learn_pages=0, workers=1)).counts['records'])",
    "threads": """
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(3) as pool:
    print(*set(pool.map(go, ["a", "b", "c"])))
""",
    "asyncio": """
import asyncio
async def main():
    print(*{await asyncio.to_thread(go, "a"), go("b")})
asyncio.run(main())
""",
}


@pytest.fixture
def folder(tmp_path):
    rows = [{"id": str(n), "text": f"第{n}天，渔船回到港里，码头上的人把{n * 37}箱鱼搬进仓库。"} for n in range(20)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def called(folder, *arguments, **more):
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False, **more)


ENDED = """
import os, signal
from multiprocessing import forkserver
from cleaner.job.process import context, end_forkserver
end_forkserver()
context()
number = forkserver._forkserver._forkserver_pid
end_forkserver()
print(os.WTERMSIG(os.waitpid(number, 0)[1]) == signal.SIGKILL)
"""


def test_the_process_that_others_are_forked_from_is_ended_however_far_it_is(folder):
    done = called(folder, "-c", ENDED)
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr


COMMAND = """
import sys
sys.path.remove("")  # as it is for a command
from cleaner.cli import main
sys.argv[1:] = ["run", "in.jsonl", "-o", "out", "--workers", "1"]
main()
"""


def test_nothing_is_run_that_lies_in_the_folder_one_works_in(folder):
    for name in ("json", "signal", "struct", "pickle", "numpy", "sitecustomize"):
        (folder / f"{name}.py").write_text("open('was_run', 'w').close()\nraise SystemExit(9)\n")
    done = called(folder, "-c", COMMAND)
    assert not (folder / "was_run").exists()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("way", WAYS)
def test_a_script_that_guards_nothing_runs_once(folder, way):
    (folder / "script.py").write_text(SCRIPT + WAYS[way])
    done = called(folder, "script.py")
    assert (done.returncode, done.stdout) == (0, "20\n"), done.stderr


def test_a_program_may_come_from_a_pipe_or_the_command_line(folder):
    assert called(folder, "-", input=SCRIPT + WAYS["plain"]).stdout == "20\n"
    assert called(folder, "-c", SCRIPT + "print(go('other'))").stdout == "20\n"


def test_a_daemonic_process_is_told_that_it_may_not(folder):
    daemon = """
import multiprocessing
from cleaner.errors import CleanerError
def told():
    try:
        go("out")
    except CleanerError as error:
        print(error)
if __name__ == "__main__":
    process = multiprocessing.Process(target=told, daemon=True)
    process.start()
    process.join()
"""
    (folder / "script.py").write_text(SCRIPT + daemon)
    done = called(folder, "script.py")
    assert "daemon=False" in done.stdout, done.stderr


@pytest.mark.parametrize("call", [run, deduplicate_files])
@pytest.mark.parametrize(
    ("inputs", "settings", "says"),
    [
        ("in.jsonl", None, "a list of paths, not one path"), (Path("in.jsonl"), None, "not one path"),
        (5, None, "a list of paths"), ([5], None, "a list of paths"), ([], None, "no inputs"),
        (["in.jsonl"], {"limit": 5}, "settings are cleaner.Settings, not dict"),
    ],
)  # fmt: skip
def test_a_call_that_means_nothing_is_told_before_anything_is_read(tmp_path, call, inputs, settings, says):
    with pytest.raises(UsageError, match=says):
        call(inputs, tmp_path / "out", settings)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("layout", [None, 1], ids=["one line", "many lines"])
@pytest.mark.parametrize("name", ["rows.json", "rows.jsonl", "rows"])
def test_records_in_an_array_are_folded_too(tmp_path, name, layout):
    rows = [{"id": str(n), "text": f"第{n}天，渔船回到港里，码头上的人把{n * 37}箱鱼搬进仓库。"} for n in range(5)]
    (tmp_path / name).write_text(json.dumps(rows, indent=layout))
    assert deduplicate_files([tmp_path / name], tmp_path / "out").counts["records"] == 5
