"""Preformatted text: its lines as they stand, and whether they are code or prose."""

import re
from typing import Any

from cleaner.document import FENCE

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_PROSE_MARK = re.compile(r"[。，？！；]|[a-z]{2}[.,] [A-Za-z]")
_CODE_MARK = re.compile(r"[{}<>=\[\]\\;|_$#]|\(\)|//|^\s{4}|\t")


def lines_of(text: str) -> list[str]:
    """Return a preformatted text's lines without what ends them, from the first that shows something to the last."""
    lines = [line.rstrip() for line in _BREAKS.sub("\n", text.replace("\xa0", " ")).split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def is_code(lines: list[str]) -> bool:
    """Whether preformatted lines are code and not prose: marks of code are no fewer than those of sentences.

    Lines that would end a fence are never fenced.
    """
    code = prose = 0
    for line in lines:
        if line.lstrip().startswith(FENCE):
            return False
        code += len(_CODE_MARK.findall(line))
        prose += len(_PROSE_MARK.findall(line))
    return code >= prose


def verbatim_text(element: Any) -> str:
    """Return an element's text as it stands, with a line break for a `<br>` and after a line shown as a block."""
    from lxml import etree

    pieces: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces.append("\n" if one.tag == "br" else one.text or "")
        elif one is not element:
            if one.tag in {"li", "div", "p", "pre", "tr"} and not (pieces and pieces[-1].endswith("\n")):
                pieces.append("\n")
            pieces.append(one.tail or "")
    return "".join(pieces)
