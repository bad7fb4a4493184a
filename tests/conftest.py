"""CI draws the same examples every time, so that a red run is a change's doing; at home hypothesis looks further."""

import gc
import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("home", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "home")


def pytest_collection_finish():
    """Take what the run has loaded out of the collector's rounds: it is no part of what a test's clock measures."""
    gc.collect()
    gc.freeze()
