"""What a person at a terminal sees: lines, colours, a page with its edits marked, the progress of a run."""

import json
import os
import re
import sys
import time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cleaner.job import Progress
    from cleaner.report import Mark
    from cleaner.strip.rulebook import Rule


class Colour(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Return a text that a terminal shows as it is: control and bidirectional characters as escapes.

    All but line ends and tabs.
    """
    return _HIDDEN.sub(
        lambda found: f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else f"\\u{ord(found[0]):04x}", text
    )


def say(text: str) -> None:
    """Write a line to standard error, one whatever the names in it."""
    line = text.replace("\n", "\\n")
    _speak(f"cleaner: {line}\n")


def _speak(text: str) -> None:
    """Write to standard error; where nothing can be written there, what follows goes nowhere: no run ends for it."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def write(data: bytes) -> None:
    """Write bytes to standard output: UTF-8 whatever the locale."""
    sys.stdout.buffer.write(data)


def give_up_output() -> None:
    """Let what is still to be written to standard output go nowhere, so that closing it fails no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def open_standard_files() -> None:
    """Put something in the place of standard files that are closed, before another file gets their number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            # what would be written to a closed standard output is an error, told as any other
            os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            setattr(sys, name, open(number, "r" if name == "stdin" else "w", closefd=False))  # noqa: SIM115


def is_coloured(colour: Colour) -> bool:
    """Whether to colour standard output (no-color.org)."""
    if colour is Colour.auto:
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return colour is Colour.always


def explained(title: str, marked: "list[Mark]", coloured: bool) -> str:
    """Return a page with its edits marked: what went and what came, each with its rule."""
    red, green, dim, off = ("\x1b[9;31m", "\x1b[32m", "\x1b[2m", "\x1b[0m") if coloured else ("", "", "", "")
    parts = [f"== {visible(title)}\n"]
    totals: dict[str, list[int]] = {}
    for mark in marked:
        if not mark.rules:
            parts.append(visible(mark.before))
            continue
        gone, come = (visible(side).replace("\n", "↵") for side in (mark.before, mark.after))
        opening, arrow, closing = ("", "", "") if coloured else ("⟦", "→" if come else "", "⟧")
        parts.append(f"{opening}{red}{gone}{off}{arrow}{green}{come}{off}{closing}{dim}{{{','.join(mark.rules)}}}{off}")
        parts.append("\n" if "\n" in mark.after else "")
        for rule in mark.rules:
            total = totals.setdefault(rule, [0, 0])
            total[0] += 1
            total[1] += len(mark.before) - len(mark.after)
    parts.append("\n\n")
    width = max((len(rule) for rule in totals), default=0)
    for rule, (times, chars) in sorted(totals.items()):
        parts.append(f"{rule:{width}}  {times:5} edits  {chars:7} characters\n")
    parts.append("" if totals else "no edits\n")
    return "".join(parts)


def rule_text(rule: "Rule") -> str:
    """Return a rule as TOML, as it could stand in a file of rules: its parts filled in, its Han in one script."""
    told: dict[str, str] = {"id": _quoted(rule.id), "family": _quoted(rule.family), "why": _quoted(rule.why)}
    told["lines" if rule.listed else "keywords"] = _listed(rule.keywords)
    if not rule.listed:
        told["pattern"] = _pattern(rule.source)
    told |= {"unless": _pattern(rule.sparing)} if rule.sparing else {}
    told |= {"reads": _listed(rule.reading)} if rule.reading else {}
    told |= {"scope": _quoted(rule.scope), "where": _quoted(rule.where)}
    told |= {"yields": f"{{ {', '.join(f'{k} = {_quoted(v)}' for k, v in rule.yields)} }}"} if rule.yields else {}
    told |= {"only_note": "true"} if rule.only_note else {}
    told |= {"notes_when": _quoted(rule.notes_when)} if rule.notes_when else {}
    told |= {"removes": _listed(rule.removes), "keeps": _listed(rule.keeps)}
    return "[[rule]]\n" + "".join(f"{name} = {value}\n" for name, value in told.items()) + "\n"


def _pattern(source: str) -> str:
    """Return a pattern as a literal string of TOML, in which a backslash is one, where it can stand in one."""
    return f"'''{source}'''" if source.isprintable() and "'''" not in source else _quoted(source)


def _listed(texts: "Sequence[str]") -> str:
    """Return a list of strings in TOML, one a line where there are many."""
    parts = [_quoted(text) for text in texts]
    line = f"[{', '.join(parts)}]"
    return line if len(line) <= 100 else "[\n" + "".join(f"  {part},\n" for part in parts) + "]"


def _quoted(text: str) -> str:
    """Return a text as a string of TOML, which is one of JSON but for the DEL; what `visible` escapes is escaped."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def log(row: "Mapping[str, Any]") -> None:
    """Write a row of the log: one line of JSON on standard error."""
    _speak(json.dumps(row) + "\n")


def meter(*, log_json: bool) -> "Callable[[Progress | None], None]":
    """Return what is told of a run's progress: lines of JSON, or one line on a terminal, or nothing.

    None clears that line, and tells the last count in JSON.
    """
    last = 0.0
    untold: dict[str, Any] = {}
    terminal = sys.stderr.isatty() and not log_json

    def tell(progress: "Progress | None") -> None:
        nonlocal last, untold
        if progress is None:
            if terminal:
                _speak("\r\x1b[K")
            elif untold:
                log(untold)
            return
        untold = progress.row() if log_json else {}
        now = time.monotonic()
        if now - last < (1.0 if log_json else 0.2):
            return
        last = now
        if log_json:
            log(untold)
            untold = {}
        elif terminal:
            _speak(f"\r\x1b[K{progress.line()}")

    return tell
