"""One walk over the tree: visible text laid out as blocks, every boundary kept, and the containers they stand in."""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import chain
from typing import Any

from cleaner.document import FENCE, Block, Document, Node
from cleaner.parse.tags import BREAK, CELL, INLINE, ITEMS, LEVEL, LINE, PARAGRAPH, SKIP, SPACE, VERBATIM

_GAPS = ("", "", "\t", "\n", "\n\n")

_LEVELS, _LINK, _LABEL, _HIDE, _PLAIN, _BLOCK = 7, 8, 16, 32, 64, 128
"""What the walk remembers of an open element: its level in the low bits, whether it is a link, a label, not shown."""

_new: Any = tuple.__new__
"""What the class of a named tuple would call, at a third of the cost."""

_LABEL_WORDS = """author authors user username name nick nickname date time source src from tag tags label labels title
    category cat channel count num number view views read reads reply replies comment comments like likes share btn
    button icon sep editor meta info badge price byline location ip"""
_LABELS = frozenset(_LABEL_WORDS.split())
"""Class words of spans that are fields of their own: a byline's author and date, a counter, a button."""

_CODE_SPANS = frozenset(("hljs", "token", "cm", "ace", "mord", "mrel", "mi", "mo"))
"""Class words of spans that a highlighter or a formula renderer makes, for parts of one expression."""

_TWINS = (
    "katex-mathml",
    "mjx-assistive-m",
    "mjx_assistive_m",
    "mathjax_preview",
    "visually-hidden",
    "visuallyhidden",
    "sr-only",
    "screen-reader-text",
)
"""Class words of copies made for screen readers: what they say is also shown."""

_WORDS = str.maketrans("-_", "  ")

_ODD_SPACE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\xa0\u2028\u2029]+")
"""All white space that a browser collapses or that a record's text shows as a space: not the ideographic space."""


_NO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that show nothing: a block of them alone is none."""


class Layout:
    """What has been laid out so far; `document()` closes it."""

    __slots__ = ("_at", "_blocks", "_floor", "_fresh", "_out", "gap", "links", "node", "nodes", "run")

    def __init__(self) -> None:
        self.run: list[str] = []
        """Text nodes of the block in hand, as they stand in the page."""
        self.links = 0
        """How many of its characters are link text, about."""
        self.gap = INLINE
        """Level of the strongest boundary since the last block."""
        self.node = -1
        """The container in hand."""
        self._at = 0
        self._out: list[str] = []
        self._blocks: list[Block] = []
        self.nodes: list[Node] = []
        self._floor = INLINE  # the least gap before the next block: a fence stands alone on its line
        self._fresh = False  # inside an item that has no text yet

    def flush(self) -> None:
        """End the block in hand."""
        raw = "".join(self.run)
        self.run.clear()
        if "\xad" in raw:
            raw = raw.replace("\xad", "")
        words = _ODD_SPACE.sub(" ", raw).strip() if "\u3000" in raw else " ".join(raw.split())
        if words and (words.isascii() or words.strip(_NO_WIDTH)):
            self._put(words, self.nodes[self.node].tag if self.node >= 0 else "", self.links)
            self._fresh = False
        self.links = 0

    def _put(self, words: str, tag: str, links: int = 0, *, code: bool = False) -> None:
        """Write a block after the gap that is due."""
        out, start = self._out, self._at
        if out:
            gap = _GAPS[max(self.gap, self._floor)]
            out.append(gap)
            start += len(gap)
        self._at = end = start + len(words)
        out.append(words)
        self._blocks.append(_new(Block, (start, end, code, self.node, tag, min(links, end - start))))
        self.gap = self._floor = INLINE

    def open(self, level: int, tag: str, hint: str) -> None:
        """Begin a block-level element: its container, and the gap before it unless it only wraps an item's first."""
        nodes = self.nodes
        nodes.append(_new(Node, (self.node, tag, hint)))
        self.node = len(nodes) - 1
        if level > self.gap and not (self._fresh and level == PARAGRAPH):
            self.gap = level
        if tag in ITEMS:
            self._fresh = True

    def close(self, level: int) -> None:
        """End a block-level element; an item's own edge outweighs those of the paragraphs inside it."""
        self.node, tag, _ = self.nodes[self.node]
        if tag in ITEMS:
            if not self._fresh:
                self.gap = level
            self._fresh = False
        elif level > self.gap and not self._fresh:
            self.gap = level

    def special(self, level: int, element: Any, hint: str) -> None:
        """Lay out an element whose inside is not walked: a line break, preformatted text, or an image between words."""
        if level not in {BREAK, VERBATIM}:
            self.run.append(" ")
            return
        if self.run:
            self.flush()
        if level == VERBATIM:
            self._verbatim(_verbatim_text(element), hint)
        elif not self._fresh:  # one ends the line, a second the paragraph
            self.gap = PARAGRAPH if self.gap >= LINE else LINE

    def _verbatim(self, text: str, hint: str) -> None:
        """Lay out a `<pre>`: code between fences, line by line with its indentation; prose as lines."""
        lines = [line.rstrip() for line in _BREAKS.sub("\n", text.replace("\xa0", " ")).split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        if not lines:
            return
        self.open(PARAGRAPH, "pre", hint)
        self._fresh = False
        if is_code(lines):
            self._code(lines)
        else:
            for line in lines:
                self.run.append(line)
                self.flush()
                self.gap = PARAGRAPH if self.gap == LINE else LINE
        self.close(PARAGRAPH)

    def _code(self, lines: list[str]) -> None:
        """Write code between fences; a blank line is a gap between its neighbours."""
        self.gap = PARAGRAPH
        self._put(FENCE, "pre", code=True)
        for line in [*lines, FENCE]:
            self.gap = INLINE
            self._out.append("\n")
            self._at += 1
            if line:
                self._put(line, "pre", code=True)
        self._floor = LINE

    def document(self) -> Document:
        """Close the last block and return the document."""
        self.flush()
        text = "".join(self._out)
        blocks = tuple(self._blocks)
        if any(not block.code and text.startswith(FENCE, block.start) for block in blocks):
            blocks = _as_in_text(text, blocks)
        return Document(text, (), tuple(self.nodes), blocks)


def _as_in_text(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a page that shows fences as text: as the text alone is read, with the page's containers."""
    starts = [block.start for block in blocks]
    found = []
    for block in Document(text).blocks:
        shown = blocks[bisect_right(starts, block.start) - 1]
        links = min(shown.link_chars, block.end - block.start)
        found.append(Block(block.start, block.end, block.code, shown.node, shown.tag, links))
    return tuple(found)


_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_PROSE_MARK = re.compile(r"[。，？！；]|[a-z]{2}[.,] [A-Za-z]")
_CODE_MARK = re.compile(r"[{}<>=\[\]\\;|_$#]|\(\)|//|^\s{4}|\t")


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


def _verbatim_text(element: Any) -> str:
    """Return an element's text as it stands, with a line break for a `<br>` and after a line shown as a block."""
    from lxml import etree

    pieces: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces.append("\n" if one.tag == "br" else one.text or "")
        elif one is not element:
            if one.tag in {"li", "div", "p", "tr"} and not (pieces and pieces[-1].endswith("\n")):
                pieces.append("\n")
            pieces.append(one.tail or "")
    return "".join(pieces)


@lru_cache(1 << 15)
def _class_kind(words: str) -> int:
    """Return what an element's class says of its text: a label, not shown, nothing."""
    words = words.lower()
    for twin in _TWINS:
        if twin in words:
            return _HIDE
    parts = words.translate(_WORDS).split()
    return 0 if _LABELS.isdisjoint(parts) or not _CODE_SPANS.isdisjoint(parts) else _LABEL


def _hint(words: str | None, name: str | None, role: str | None, item: str | None) -> str:
    """Return an element's class and id words, its role as `role-...`, whether it is an article's body, lower case."""
    if item == "articleBody":
        words = f"{words or ''} articlebody"
    if role:
        words = f"{words or ''} role-{role}"
    if name:
        words = f"{words or ''} {name}"
    return words.lower() if words else ""


_DISPLAY = re.compile(
    r"(?:^|;)\s*display\s*:\s*(none|inline-|inline|block|flex|grid|table|list-item|flow-root)", re.IGNORECASE
)


def _styled_level(element: Any, level: int, style: str | None, *, shown: bool) -> int:
    """Return the level that an element's own style, or its being hidden, gives it; `shown` takes hidden as shown."""
    found = _DISPLAY.search(style) if style else None
    display = found.group(1).lower() if found else ""
    if display == "none" or element.get("hidden") is not None:
        # React streams a page's parts hidden, as S:0, S:1, and its script shows them
        return level if shown or (element.get("id") or "").startswith("S:") else SKIP
    if not display or level == CELL or level >= SKIP:
        return level
    if display == "inline":
        return min(level, INLINE)
    if display == "inline-":
        alone = len("".join(element.itertext()).strip()) < 2  # a drop capital
        return LINE if level >= LINE else INLINE if alone else SPACE
    return max(level, PARAGRAPH)


def lay_out(root: Any, *, shown: bool = False) -> Document:  # noqa: C901, PLR0912, PLR0915 - runs for each element: one loop, local names
    """Lay out a tree's visible text; `shown` takes what is hidden, and what is for no script, as shown."""
    layout = Layout()
    run = layout.run
    levels: dict[str, Any] = dict(LEVEL)
    if shown:
        levels["noscript"] = PARAGRAPH
    kinds_of: dict[str | None, Any] = {None: 0, "": 0}
    stack: list[Any] = [None]
    kinds: list[Any] = [0]
    links = hidden = after = 0
    kind: Any
    level: Any
    for element in chain(root.iter("*"), (None,)):
        parent = None if element is None else element.getparent()
        while (top := stack[-1]) is not parent:
            stack.pop()
            kind = kinds.pop()
            if kind & _BLOCK:
                if run:
                    layout.flush()
                layout.close(kind & _LEVELS)
                after = 0
            elif kind & _HIDE:
                hidden -= 1
            elif run:
                after |= kind | _PLAIN
                if kind & SPACE:
                    run.append(" ")
            if kind & _LINK:
                links -= 1
            if (text := top.tail) and not hidden:
                if not text.isspace():
                    run.append(text)
                    after = 0
                    if links:
                        layout.links += len(text.strip())
                elif run:
                    run.append(" ")
                    after = 0
        if element is None:
            break
        stack.append(element)
        tag, words = element.tag, element.get("class")
        if (level := levels.get(tag)) is None:
            level = levels[tag] = LINE if "-" in tag else INLINE
        if (kind := kinds_of.get(words)) is None:
            kind = kinds_of[words] = _class_kind(words)
        style = element.get("style")
        if (style and "isplay" in style) or element.get("hidden") is not None:
            level = _styled_level(element, level, style, shown=shown)
        if hidden or level >= SKIP or kind & _HIDE:
            hidden += 1
            kinds.append(_HIDE)
            if hidden == 1 and level > SKIP and not kind & _HIDE:
                layout.special(level, element, words or "")
                after = 0
            continue
        if level >= CELL:
            if run:
                layout.flush()
            layout.open(level, tag, _hint(words, element.get("id"), element.get("role"), element.get("itemprop")))
            kind = level | _BLOCK
            after = 0
            if tag == "a":
                links += 1
                kind |= _LINK
        else:
            if tag == "a":
                links += 1
                kind = _LINK
            elif tag == "time":
                kind = _LABEL
            if run and (level or (after and ((kind | after) & _LABEL or kind & after & _LINK))):
                run.append(" ")
            kind |= level
        kinds.append(kind)
        if text := element.text:
            if not text.isspace():
                run.append(text)
                after = 0
                if links:
                    layout.links += len(text.strip())
            elif run:
                run.append(" ")
                after = 0
    return layout.document()
