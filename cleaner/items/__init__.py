"""Stub: the items room is being built."""

from typing import Any

from cleaner.model import Record


def split(record: Record, settings: Any) -> Record:
    """Split nothing yet."""
    del settings
    return record
