"""Commands where things are hard: odd names, a terminal for input, little room for sockets, damaged outputs."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}


def cleaner(*arguments, **more):
    command = [sys.executable, "-m", "cleaner", *arguments]
    return subprocess.run(command, capture_output=True, check=False, **{"env": ENVIRONMENT} | more)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    out = tmp_path_factory.mktemp("run") / "out"
    assert cleaner("run", PAGES / "rows.jsonl", "-o", out, "-s", "learn_pages=0").returncode == 0
    return out


def test_the_end_of_a_terminal_is_told_once():
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "cleaner", "clean", "-"]
    with subprocess.Popen(command, env=ENVIRONMENT, stdin=theirs, stdout=subprocess.PIPE) as process:
        os.close(theirs)
        os.write(ours, "海边的小镇每年春天都要办一次风筝节，今年来的人比往年多。\n\x04".encode())
        shown, _ = process.communicate(timeout=60)
    os.close(ours)
    assert "风筝节" in shown.decode()


def test_standard_input_that_is_named_twice_is_read_all_the_same(tmp_path):
    row = {"text": "海边的小镇每年春天都要办一次风筝节，今年来的人比往年多。"}
    done = cleaner("run", "-", "-", "-o", tmp_path / "out", input=json.dumps(row).encode())
    assert done.returncode == 0, done.stderr
    counts = json.loads((tmp_path / "out" / "run.json").read_bytes())["counts"]
    assert (counts["pages"], counts["records"]) == (2, 1)


def test_an_output_of_an_odd_name_is_told_in_one_line(tmp_path):
    out = os.fsencode(tmp_path) + b"/o\xff\n\x1b[2J"
    done = cleaner("run", PAGES / "rows.jsonl", "-o", out, "-s", "learn_pages=0")
    assert (done.returncode, done.stderr.count(b"\n")) == (0, 1)
    assert b"\x1b" not in done.stderr


def test_a_temporary_folder_too_deep_for_sockets_is_named(tmp_path):
    folder = tmp_path / ("t" * 120)
    folder.mkdir()
    done = cleaner("run", PAGES / "rows.jsonl", "-o", tmp_path / "out", env=ENVIRONMENT | {"TMPDIR": str(folder)})
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"TMPDIR" in done.stderr


@pytest.mark.parametrize(
    ("name", "held"),
    [
        *(("run.json", held) for held in ("", "{", "null", "5", "[]", '{"counts": 5}', '{"counts": {"pages": 1}}')),
        ("rejects.jsonl", "{"), (".samples.jsonl", "\udcff{\n"), (".samples.jsonl", '{"id": 5}\n'),
    ],
)  # fmt: skip
def test_a_report_on_damaged_files_says_so(finished, tmp_path, name, held):
    out = tmp_path / "out"
    shutil.copytree(finished, out)
    (out / name).write_text(held, errors="surrogateescape")
    done = cleaner("report", out)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"damaged" in done.stderr
    assert cleaner("report", finished).returncode == 0


@pytest.mark.parametrize("command", ["run", "dedup"])
@pytest.mark.parametrize("part", ["", "records", "records/00000.jsonl", "../link"])
def test_an_input_within_the_output_is_refused_and_not_removed(finished, command, part):
    link = finished.parent / "link"
    if not link.exists():
        link.symlink_to(finished / "records")
    done = cleaner(command, finished / part, "-o", finished, "--overwrite")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1), done.stderr
    assert b"never input" in done.stderr
    assert (finished / "records" / "00000.jsonl").stat().st_size
