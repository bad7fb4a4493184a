"""Scraped web pages in, clean corpus records out.

    import cleaner

    outcome = cleaner.clean(page, url="https://example.com/a.html")    # bytes or str, HTML or text
    if isinstance(outcome, cleaner.Record):
        print(outcome.text, outcome.metadata["title"])
    else:
        print(outcome.reason)                                          # a documented code, never an exception

The names below are the public face; all else may move between versions.  They load when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cleaner._version import __version__

if TYPE_CHECKING:
    from cleaner.dedup import Deduplication, Index, deduplicate
    from cleaner.document import Edit, replay, undo
    from cleaner.errors import CleanerError
    from cleaner.evidence import Evidence, SiteProfile, Vocabulary
    from cleaner.model import Page, Record, Rejected
    from cleaner.pipeline import Cleaner, clean, learn
    from cleaner.repairs import Repaired, repair
    from cleaner.settings import Settings

__all__ = [
    "Cleaner",
    "CleanerError",
    "Deduplication",
    "Edit",
    "Evidence",
    "Index",
    "Page",
    "Record",
    "Rejected",
    "Repaired",
    "Settings",
    "SiteProfile",
    "Vocabulary",
    "__version__",
    "clean",
    "deduplicate",
    "learn",
    "repair",
    "replay",
    "undo",
]

_HOMES = {
    "cleaner.dedup": ("Deduplication", "Index", "deduplicate"),
    "cleaner.document": ("Edit", "replay", "undo"),
    "cleaner.errors": ("CleanerError",),
    "cleaner.evidence": ("Evidence", "SiteProfile", "Vocabulary"),
    "cleaner.model": ("Page", "Record", "Rejected"),
    "cleaner.pipeline": ("Cleaner", "clean", "learn"),
    "cleaner.repairs": ("Repaired", "repair"),
    "cleaner.settings": ("Settings",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name from its room (PEP 562): importing cleaner alone costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(__all__)
