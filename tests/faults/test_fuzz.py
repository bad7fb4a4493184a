"""Pages broken at random, for a moment; `python tests/faults/fuzz.py` does it for as long as one likes."""

import subprocess
import sys
from pathlib import Path

import fuzz
import fuzz_guided
import pytest

from cleaner.model import Record
from cleaner.pipeline import Cleaner

FOUND = Path(__file__).parents[2] / "fixtures" / "dumps" / "fuzz"


def test_broken_pages_never_crash_and_their_edits_replay():
    assert list(fuzz.fuzz(range(120), twice=False)) == []


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.bin")), ids=lambda path: path.stem)
def test_what_the_fuzzer_found_stays_fixed(path):
    outcome = Cleaner().clean(path.read_bytes())
    assert isinstance(outcome, Record) or outcome.reason != "crashed", outcome.detail


@pytest.mark.parametrize("target", fuzz_guided.CHECKS)
def test_what_the_guided_fuzzer_begins_with_passes_its_checks(target):
    if target == "pages":
        fuzz_guided.check_page.cleaner = Cleaner()
    for data in fuzz_guided.seeds(target):
        fuzz_guided.CHECKS[target](data)


@pytest.mark.parametrize(("target", "runs"), [("pages", 400), ("warc", 3000)])
def test_a_moment_of_fuzzing_guided_by_coverage_finds_nothing(target, runs, tmp_path):
    pytest.importorskip("atheris", reason="pip install 'cleaner[fuzz]'")
    command = [sys.executable, fuzz_guided.__file__, target, f"-runs={runs}", "-timeout=100", "-seed=1"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
