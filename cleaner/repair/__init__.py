"""Stub: the repair room is being built."""

from collections.abc import Iterable
from typing import Any

from cleaner.document import Document, Edit


def judge(document: Document, *, evidence: Any, settings: Any) -> Iterable[Edit]:
    """Propose nothing yet."""
    del document, evidence, settings
    return ()
