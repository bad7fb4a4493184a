"""The faults of tests/faults, for the runs here; the workers import them too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "faults"))
