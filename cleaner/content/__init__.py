"""Stub: the content room is being built."""

from collections.abc import Iterable
from typing import Any

from cleaner.document import Document, Edit


def judge(document: Document, parsed: Any, evidence: Any, settings: Any) -> Iterable[Edit]:
    """Propose nothing yet."""
    del document, parsed, evidence, settings
    return ()
