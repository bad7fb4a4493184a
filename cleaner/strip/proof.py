"""Hold rules to their own examples."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cleaner.document import Document
from cleaner.errors import RuleError
from cleaner.strip.extent import Extent
from cleaner.strip.match import match_rules
from cleaner.strip.rulebook import Rule, compile_rules
from cleaner.strip.rulefiles import read_rules
from cleaner.strip.view import View

_MARKED = re.compile(r"⟦([^⟦⟧]*)⟧")


def check(rules: Iterable[Rule]) -> None:
    """Raise RuleError that names the first rule and the example that does not hold."""
    for rule in rules:
        for failure in failures(rule):
            raise RuleError(failure)


def test_file(path: str | Path) -> Iterator[str]:
    """Yield one line for each example of a rule file that does not hold; raises RuleError where it cannot be read."""
    for rule in read_rules(Path(path)):
        yield from failures(rule)


def failures(rule: Rule) -> Iterator[str]:
    """Yield one line for each of the rule's examples that does not hold, with what came out instead."""
    where = f"{rule.origin}: rule {rule.id}"
    for example in rule.removes:
        if not _MARKED.search(example):
            yield f"{where}: removes {example!r}: mark what goes with ⟦ and ⟧"
            continue
        wanted = _MARKED.sub("" if not rule.only_note else r"\1", example)
        text = _MARKED.sub(r"\1", example)
        got, struck = _run(rule, text)
        if not struck or "".join(got.split()) != "".join(wanted.split()):
            yield f"{where}: removes {example!r}: gave {got!r}"
    for example in rule.keeps:
        got, struck = _run(rule, example)
        if struck:
            yield f"{where}: keeps {example!r}: gave {got!r}"


def _run(rule: Rule, text: str) -> tuple[str, bool]:
    document = Document(text)
    view = View.of(document)
    edits = list(match_rules(view, compile_rules([rule]), Extent.of(view)))
    return document.apply(edits).text, bool(edits)
