"""One walk over the tree: visible text laid out as blocks, every boundary kept, and the containers they stand in."""

import re
from dataclasses import dataclass, field
from typing import Any

from cleaner.document import FENCE, Block, Document, Node
from cleaner.parse.tags import (
    BREAK, CELL, EMPTY, INLINE, ITEMS, LEVEL, LINE, PARAGRAPH, SKIP, SPACE, VERBATIM,
)  # fmt: skip

_GAPS = ("", "", "\t", "\n", "\n\n")
_LINK, _LABEL = 1, 2
_LABELS = re.compile(
    r"(?:^|[\s_-])(?:author|user|name|nick|date|time|source|from|tags?|label|title|category|cat|channel|count|num|number|views?|"
    r"reads?|replies|comments?|likes?|share|btn|button|icon|sep|editor|meta|info|badge|price|byline|location|ip)(?:$|[\s_-])"
)
"""Class words of spans that are fields of their own: a byline's author and date, a counter, a button."""

_DISPLAY = re.compile(r"display:(none|inline-|inline|block|flex|grid|table|list-item)")
_ODD_SPACE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\xa0\u2028\u2029]+")


class Layout:
    """What has been laid out so far; `document()` closes it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.at = 0
        self.run: list[str] = []
        self.links = 0
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self.node = -1
        self.gap = INLINE
        self.space = False
        self.fresh = False
        self.link_depth = 0
        self.after = 0
        self.code_depth = 0

    def add(self, text: str) -> None:
        """Add a text node's characters to the run, white space collapsed."""
        if "\xad" in text:
            text = text.replace("\xad", "")
        if "\u3000" in text:
            plain = _ODD_SPACE.sub(" ", text)
            words = plain.strip(" ")
            if not words.strip():
                self.space = True
                return
        else:
            words = " ".join(text.split())
        if not words:
            if text:
                self.space = True
            return
        run = self.run
        if run:
            if self.space or text[0].isspace():
                run.append(" ")
        else:
            self.fresh = False
        run.append(words)
        if self.link_depth:
            self.links += len(words)
        self.space = text[-1].isspace()
        self.after = 0

    def flush(self) -> None:
        """End the block in hand."""
        if self.run:
            words = "".join(self.run)
            if "\u3000" in words:
                words = words.strip()
            self.run.clear()
            if words:
                tag = self.nodes[self.node].tag if self.node >= 0 else ""
                self.put(words, tag, self.links)
            self.links = 0
        self.space = False
        self.after = 0

    def put(self, words: str, tag: str, links: int = 0, *, code: bool = False) -> None:
        """Write a block after the gap that is due."""
        if self.blocks:
            gap = _GAPS[self.gap]
            self.out.append(gap)
            self.at += len(gap)
        start = self.at
        self.at += len(words)
        self.out.append(words)
        self.blocks.append(Block(start, self.at, code, self.node, tag, min(links, len(words))))
        self.gap = INLINE

    def open(self, level: int, tag: str, hint: str) -> None:
        """Begin a block-level element: its container, and the gap before it unless it only wraps the first of an item."""
        self.flush()
        self.nodes.append(Node(self.node, tag, hint))
        self.node = len(self.nodes) - 1
        if level > self.gap and not (self.fresh and level == PARAGRAPH):
            self.gap = level
        if tag in ITEMS:
            self.fresh = True

    def close(self, level: int) -> None:
        """End a block-level element; an item's own edge outweighs those of the paragraphs inside it."""
        self.flush()
        node = self.nodes[self.node]
        if node.tag in ITEMS:
            if not self.fresh:
                self.gap = level
            self.fresh = False
        elif level > self.gap and not self.fresh:
            self.gap = level
        self.node = node.parent

    def line_break(self) -> None:
        """A `<br>`: one ends the line, a second ends the paragraph."""
        self.flush()
        if not self.fresh:
            self.gap = PARAGRAPH if self.gap >= LINE else LINE

    def verbatim(self, text: str, hint: str) -> None:
        """Lay out a `<pre>`: code between fences, line by line with its indentation; prose as lines."""
        self.flush()
        text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4) if "\r" in text else text
        lines = [line.rstrip() for line in text.split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        if not lines:
            return
        self.nodes.append(Node(self.node, "pre", hint))
        self.node = len(self.nodes) - 1
        self.gap = PARAGRAPH
        self.fresh = False
        if any(line.lstrip().startswith(FENCE) for line in lines) or _is_prose(text):
            for line in lines:
                self.add(line)
                self.flush()
                self.gap = PARAGRAPH if self.gap == LINE else LINE
        else:
            self.put(FENCE, "pre", code=True)
            self.gap = LINE
            blank = 0
            for line in [*lines, FENCE]:
                if not line:
                    blank += 1
                    continue
                if blank:
                    self.out.append("\n" * blank)
                    self.at += blank
                    blank = 0
                self.put(line, "pre", code=True)
                self.gap = LINE
        self.gap = PARAGRAPH
        self.node = self.nodes[self.node].parent

    def document(self) -> Document:
        """Close the last block and return the document."""
        self.flush()
        return Document("".join(self.out), (), tuple(self.nodes), tuple(self.blocks))


_CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_PROSE_MARK = re.compile(r"[。，？！；]|[a-z]{2}[.,] [A-Za-z]")
_CODE_MARK = re.compile(r"[{}<>=\[\]\\;|_$#]|\(\)|//|^\s{4}|\t", re.MULTILINE)


def _is_prose(text: str) -> bool:
    """Whether preformatted text reads as prose: marks of sentences outweigh those of code."""
    return len(_PROSE_MARK.findall(text)) > len(_CODE_MARK.findall(text))


def _verbatim_text(element: Any) -> str:
    """Return an element's text as it stands, `<br>` as a line break."""
    pieces: list[str] = []
    for event, one in _walk(element):
        if event == "start":
            if one.tag == "br":
                pieces.append("\n")
            if one.text:
                pieces.append(one.text)
        elif one is not element:
            if one.tail:
                pieces.append(one.tail)
            if one.tag in {"li", "div", "p", "tr"} and pieces and not pieces[-1].endswith("\n"):
                pieces.append("\n")
    return "".join(pieces)


def _walk(element: Any) -> Any:
    from lxml import etree

    return etree.iterwalk(element, events=("start", "end"))


def _style_level(style: str, level: int) -> int:
    """Return the level that an inline style gives an element."""
    found = _DISPLAY.search(style.replace(" ", "").lower())
    if not found:
        return level
    shown = found.group(1)
    if shown == "none":
        return SKIP
    if shown == "inline":
        return INLINE if level in {LINE, PARAGRAPH} else level
    if shown == "inline-":
        return max(level, SPACE) if level < LINE else LINE
    return max(level, LINE)


_HIDDEN_TWINS = ("katex-mathml", "mjx-assistive-mml", "mjx_assistive_mathml", "mathjax_preview", "visually-hidden", "sr-only",
                 "screen-reader-text")  # fmt: skip


def lay_out(root: Any, *, hidden: bool = False) -> Document:
    """Lay out a page's visible text; `hidden` takes what its inline styles hide as shown."""
    layout = Layout()
    levels: list[tuple[int, int]] = []
    walker = _walk(root)
    for event, element in walker:
        if event == "start":
            tag = element.tag
            level = LEVEL.get(tag, INLINE)
            hint, kind = "", 0
            if level != SKIP:
                get = element.get
                hint = f"{get('class', '')} {get('id', '')}".lower().strip()
                style = get("style")
                if style and "display" in style.lower() and level != BREAK:
                    level = _style_level(style, level)
                    if level == SKIP and hidden:
                        level = LINE
                if get("hidden") is not None and not hidden:
                    level = SKIP
                if hint and any(twin in hint for twin in _HIDDEN_TWINS):
                    level = SKIP
                elif level == INLINE and "-" in tag:
                    level = LINE
            if level == SKIP or (level == SPACE and tag in EMPTY):
                walker.skip_subtree()
                if level == SPACE and layout.run:
                    layout.space = True
                levels.append((INLINE, 0))
                continue
            if level == VERBATIM:
                layout.verbatim(_verbatim_text(element), hint)
                walker.skip_subtree()
                levels.append((INLINE, 0))
                continue
            if level == BREAK:
                layout.line_break()
                levels.append((INLINE, 0))
                continue
            if level >= CELL:
                layout.open(level, tag, hint)
            else:
                if tag == "a":
                    layout.link_depth += 1
                    kind = _LINK
                elif tag == "code":
                    layout.code_depth += 1
                elif (tag == "time" or (hint and _LABELS.search(hint))) and not layout.code_depth:
                    kind = _LABEL
                after = layout.after
                if layout.run and ((kind & after & _LINK) or after & _LABEL or (after and kind & _LABEL) or level == SPACE):
                    layout.space = True
            levels.append((level, kind))
            if element.text:
                layout.add(element.text)
        else:
            level, kind = levels.pop()
            if level >= CELL:
                layout.close(level)
            else:
                tag = element.tag
                if tag == "a" and kind:
                    layout.link_depth -= 1
                elif tag == "code" and layout.code_depth:
                    layout.code_depth -= 1
                if layout.run:
                    layout.after |= kind | 4
                    if level == SPACE:
                        layout.space = True
            if element.tail and levels:
                layout.add(element.tail)
    return layout.document()
