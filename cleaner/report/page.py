"""The report of a run: one HTML file that needs nothing else and loads nothing; every text of a page is escaped."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from cleaner.report.journal import edit_of
from cleaner.report.marks import marks

RULES_SHOWN = 15
REJECTS_SHOWN = 200
SAMPLES_SHOWN = 24

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

FAULT_NOTE = "a fault of the input, or a limit that struck"
REASONS = {
    "empty": "nothing to read",
    "no_content": "nothing but boilerplate, or no answer with content",
    "binary": "no text under its name",
    "too_large": "larger than page_bytes",
    "too_deep": "nested deeper than depth",
    "bomb": "unpacks more than page_ratio",
    "timeout": "more than page_seconds",
    "memory": "more than worker_bytes",
    "decode": "no encoding fits",
    "parse": "not what its kind says",
    "truncated": "torn, or of another length than stated",
    "unreadable": "the system would not give it",
    "bad_row": "no row with HTML or text",
    "unsupported": "no reader for it",
    "crashed": "two workers died of it",
}
"""What the codes mean, in a few words."""


def escape(text: str) -> str:
    """Return a text as HTML shows it: its markup and quotes as text, its control and direction characters gone."""
    return html.escape(_CONTROLS.sub("\ufffd", text), quote=True)


def html_report(folder: Path) -> str:
    """Return the report of the finished run whose output lies in `folder`."""
    run = json.loads((folder / "run.json").read_bytes())
    counts = run["counts"]
    style = files("cleaner.report").joinpath("style.css").read_text("utf-8")
    parts = [
        "<!doctype html><html lang=en><head><meta charset=utf-8>",
        "<meta name=viewport content='width=device-width,initial-scale=1'>",
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>cleaner: {counts['pages']} pages</title><style>{style}</style></head><body><main>",
        *_head(run),
        *_reasons(counts),
        *_rules(counts),
        *_samples(folder),
        *_rejects(folder),
        *_settings(run),
        "</main></body></html>\n",
    ]
    return "".join(parts)


def _head(run: dict[str, Any]) -> Iterator[str]:
    """Yield the title, the counts, and the bar of what became of the pages."""
    counts = run["counts"]
    name = run["settings"].get("name") or "A run"
    yield f"<h1>{escape(name)}</h1><p class=sub>cleaner {escape(run['cleaner'])}, {escape(run['task'])}</p>"
    yield "<div class=cards>"
    yield _card(counts["pages"], "pages read")
    yield _card(counts["records"], "records written")
    yield _card(counts["pages_kept"], "pages kept")
    yield _card(counts["duplicates"], "duplicate records")
    yield _card(counts["pages_rejected"], "pages rejected")
    yield _card(counts["faults"], "of them for a fault", bad=counts["faults"] > 0)
    yield "</div><div class=bar>"
    parts = [
        ("pages_kept", "kept", "var(--accent)"),
        ("pages_duplicate", "duplicates", "#94a3b8"),
        ("pages_rejected", "rejected", "var(--warn)"),
    ]
    total = max(1, counts["pages"])
    for key, label, colour in parts:
        width = 100 * counts[key] / total
        yield f"<i style='width:{width:.3f}%;background:{colour}' title='{label}: {counts[key]}'></i>"
    yield "</div><p class=key>"
    for key, label, colour in parts:
        yield f"<i style='background:{colour}'></i>{label} {100 * counts[key] / total:.1f}%"
    yield "</p>"


def _card(value: int, label: str, *, bad: bool = False) -> str:
    return f"<div class='card{' bad' if bad else ''}'><b>{value:,}</b><span>{label}</span></div>"


def _reasons(counts: dict[str, Any]) -> Iterator[str]:
    """Yield the table of reject codes."""
    if not counts["reasons"]:
        return
    yield "<h2>Why pages were rejected</h2><div class=box><table><tr><th>code<th class=n>pages<th>meaning</tr>"
    for reason, times in sorted(counts["reasons"].items(), key=lambda pair: (-pair[1], pair[0])):
        kind = "mild" if reason in {"empty", "no_content"} else "fault"
        meaning = escape(REASONS.get(reason, FAULT_NOTE))
        yield f"<tr><td class={kind}><code>{escape(reason)}</code><td class=n>{times:,}<td>{meaning}</tr>"
    yield "</table></div>"


def _rules(counts: dict[str, Any]) -> Iterator[str]:
    """Yield the table of rules by the characters they took."""
    rules = sorted(counts["rules"].items(), key=lambda pair: (-pair[1]["chars"], -pair[1]["edits"], pair[0]))
    if not rules:
        return
    most = max(1, *(rule["chars"] for _, rule in rules))
    head = "<table><tr><th>rule<th class=n>edits<th class=n>characters taken<th></tr>"
    yield f"<h2>What the rules did</h2><div class=box>{head}"
    yield from (_rule(name, rule, most) for name, rule in rules[:RULES_SHOWN])
    yield "</table></div>"
    if len(rules) > RULES_SHOWN:
        yield f"<details><summary>and {len(rules) - RULES_SHOWN} more</summary>{head}"
        yield from (_rule(name, rule, most) for name, rule in rules[RULES_SHOWN:])
        yield "</table></details>"


def _rule(name: str, rule: dict[str, int], most: int) -> str:
    width = 100 * max(0, rule["chars"]) / most
    meter = f"<i style=width:{width:.2f}%></i>" if width else ""
    numbers = f"<td class=n>{rule['edits']:,}<td class=n>{rule['chars']:,}"
    return f"<tr><td><code>{escape(name)}</code>{numbers}<td class=meter>{meter}</tr>"


def _samples(folder: Path) -> Iterator[str]:
    """Yield some pages with what went and what came."""
    rows = list(islice(_rows(folder / ".samples.jsonl"), SAMPLES_SHOWN))
    if not rows:
        return
    yield "<h2>Pages, before and after</h2>"
    for number, row in enumerate(rows):
        title = escape(row["title"] or row["input"] or row["id"])
        opened = "" if number else " open"
        yield f"<details{opened}><summary>{title} <small>{escape(row['input'])}</small></summary><pre>"
        for mark in marks(row["source"], map(edit_of, row["edits"])):
            if not mark.rules:
                yield escape(mark.before)
                continue
            name = escape(", ".join(mark.rules))
            yield f'<del title="{name}">{escape(mark.before)}</del>' if mark.before.strip() else ""
            yield f'<ins title="{name}">{escape(mark.after)}</ins>' if mark.after.strip() else escape(mark.after)
        yield "</pre></details>"


def _rejects(folder: Path) -> Iterator[str]:
    """Yield the first rejects, faults first."""
    rows = list(islice(_rows(folder / "rejects.jsonl"), REJECTS_SHOWN + 1))
    if not rows:
        return
    yield "<h2>Rejected inputs</h2><div class=box><table><tr><th>input<th>code<th>detail</tr>"
    for row in rows[:REJECTS_SHOWN]:
        kind = "mild" if row["reason"] in {"empty", "no_content"} else "fault"
        code = f"<td class={kind}><code>{escape(row['reason'])}</code>"
        yield f"<tr><td><code>{escape(row['input'])}</code>{code}<td>{escape(row['detail'])}</tr>"
    yield "</table></div>"
    if len(rows) > REJECTS_SHOWN:
        yield "<p class=more>and more in rejects.jsonl</p>"


def _settings(run: dict[str, Any]) -> Iterator[str]:
    """Yield the settings of the run."""
    yield "<h2>Settings</h2><details><summary>what held in this run</summary><div class=box><table>"
    for name, value in run["settings"].items():
        shown = escape(json.dumps(value, ensure_ascii=False))
        yield f"<tr><td><code>{escape(name)}</code><td><code>{shown}</code></tr>"
    yield "</table></div></details>"


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    """Yield the rows of a file of JSON lines; none where there is no such file."""
    if path.exists():
        with path.open("rb") as file:
            yield from map(json.loads, file)
