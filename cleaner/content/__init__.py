"""Which blocks of a page are its content: one removal for each run of blocks that is not, with its reason."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cleaner.document import Document, Edit
from cleaner.settings import Settings

if TYPE_CHECKING:
    from cleaner.evidence import Evidence

__all__ = ["judge"]


def judge(document: Document, parsed: Any, evidence: "Evidence", settings: Settings) -> Iterable[Edit]:
    """Propose the removal of every block outside the article."""
    del evidence
    from cleaner.content.judgement import outside

    return _removals(document, outside(document, parsed, settings))


def _removals(document: Document, reasons: dict[int, str]) -> Iterator[Edit]:
    """Yield one removal for each run of neighbouring blocks with the same reason."""
    blocks = document.blocks
    for (_, reason), members in groupby(
        enumerate(sorted(reasons.items())), lambda pair: (pair[1][0] - pair[0], pair[1][1])
    ):
        run = [index for _, (index, _) in members]
        yield document.edit(blocks[run[0]].start, blocks[run[-1]].end, "", reason)
