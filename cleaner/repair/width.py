"""Chinese punctuation that was folded to ASCII, given back its width where its neighbours are Chinese."""

import re
from collections.abc import Iterator

from cleaner.document import Document, Edit

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE = str.maketrans(",:;!?()", "，：；！？（）")
_CLOSE = "”’」』》〉】）)"
_OPEN = "“‘「『《〈【（("
_BETWEEN = re.compile(rf"(?<=[{HAN}{_CLOSE}])[,;:!?](?=[{HAN}{_OPEN}])")
_LAST = re.compile(rf"(?<=[{HAN}])[,;:!?](?=\s*$)")
_PARENS = re.compile(rf"\([^()\n]*[{HAN}][^()\n]*\)")


def judge(document: Document) -> Iterator[Edit]:
    """Propose full-width marks between Chinese neighbours."""
    for block in document.blocks:
        if block.code:
            continue
        text = document.slice(block)
        if text.isascii():
            continue
        for pattern in (_BETWEEN, _LAST):
            for found in pattern.finditer(text):
                at = block.start + found.start()
                yield document.edit(at, at + 1, found[0].translate(_WIDE), "repair.width")
