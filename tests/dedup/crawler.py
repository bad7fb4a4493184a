"""Adds records to an index until it is killed: run as a process by the tests.

crawler.py INDEX FIRST STEP COUNT [batch]
"""

import sys

from cleaner import Index
from cleaner.dedup.index import Verdict


def text_of(number: int) -> str:
    """A text of its own for each number: no two of them are alike."""
    words = [f"{(number * 7919 + at * 104729) % 1_000_003:x}{at}" for at in range(60)]
    return " ".join(words)


def main() -> None:
    path, first, step, count, *batch = sys.argv[1:]
    numbers = range(int(first), int(count), int(step))
    records = ({"id": f"{number:08}", "text": text_of(number)} for number in numbers)
    with Index(path) as index:
        verdicts = index.check_and_add_all(records) if batch else map(index.check_and_add, records)
        for number, verdict in zip(numbers, verdicts, strict=True):
            own = verdict == Verdict("exact", f"{number:08}", 1.0)
            if verdict.kind != "new" and not own:
                sys.exit(f"{number}: {verdict}")
            print(number, flush=True)


if __name__ == "__main__":
    main()
