"""Text that was decoded with the wrong table (mojibake), read again with the right one."""

import re
from collections.abc import Iterator

from cleaner.document import Document, Edit

_ODD = re.compile(r"[\u0080-\u024f\u2010-\u203a\u20ac\u2122\ufffd]")


def judge(document: Document) -> Iterator[Edit]:
    """Propose each block's text as it was before it was misread."""
    if document.text.isascii():
        return
    import ftfy
    from ftfy.badness import is_bad

    for block in document.blocks:
        if block.code:
            continue
        text = document.slice(block)
        if text.isascii() or not _ODD.search(text) or not is_bad(text):
            continue
        fixed = ftfy.fix_encoding(text)
        if fixed != text and not re.search(r"[\n\t]", fixed):
            yield document.edit(block.start, block.end, fixed, "repair.mojibake.utf8")
