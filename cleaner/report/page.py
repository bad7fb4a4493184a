"""The report of a run: one HTML file that needs nothing else; every text of a page is escaped."""

import json
from html import escape
from pathlib import Path
from typing import Any


def html_report(folder: Path) -> str:
    """Return the report of the run whose output lies in `folder`."""
    run = json.loads((folder / "run.json").read_bytes())
    return f"<!doctype html><meta charset=utf-8><title>cleaner</title><pre>{escape(json.dumps(run, indent=1))}</pre>"


def _unused(value: Any) -> Any:
    return value
