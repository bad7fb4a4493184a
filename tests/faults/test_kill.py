"""A run killed at any moment is gone on with; `python tests/faults/kill.py` measures it with twenty kills."""

import subprocess
import sys
from pathlib import Path


def test_little_is_done_twice_after_a_kill_and_the_bytes_are_the_same():
    command = [sys.executable, Path(__file__).parent / "kill.py", "--kills", "2", "--pages", "300", "--seed", "5"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(b"the same bytes") == 2
