"""Pages broken at random, for a moment; `python tests/faults/fuzz.py` does it for as long as one likes."""

from pathlib import Path

import fuzz
import pytest

from cleaner.model import Record
from cleaner.pipeline import Cleaner

FOUND = Path(__file__).parents[2] / "fixtures" / "dumps" / "fuzz"


def test_broken_pages_never_crash_and_their_edits_replay():
    assert list(fuzz.fuzz(2, seed=0, twice=False)) == []


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.bin")), ids=lambda path: path.stem)
def test_what_the_fuzzer_found_stays_fixed(path):
    outcome = Cleaner().clean(path.read_bytes())
    assert isinstance(outcome, Record) or outcome.reason != "crashed", outcome.detail
