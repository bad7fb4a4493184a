"""Stub: the strip room is being built."""

from collections.abc import Iterable
from typing import Any

from cleaner.document import Document, Edit


def load_rules(settings: Any) -> Any:
    """Load nothing yet."""
    del settings


def judge(document: Document, *, rules: Any, evidence: Any) -> Iterable[Edit]:
    """Propose nothing yet."""
    del document, rules, evidence
    return ()
