"""One walk over the tree: visible text laid out as blocks, every boundary kept, and the containers they stand in."""

import re
from bisect import bisect_right
from itertools import chain
from typing import Any

from cleaner.document import FENCE, Block, Document, Node
from cleaner.parse.naming import BUTTON, HIDE, LABEL, NAMING, class_kind, hint_of
from cleaner.parse.tags import (
    BREAK,
    CELL,
    INLINE,
    ITEMS,
    LEVEL,
    LINE,
    PARAGRAPH,
    REPLACED,
    SENTENCE,
    SKIP,
    SPACE,
)
from cleaner.parse.verbatim import is_code, lines_of, verbatim_text

_GAPS = ("", "", "\t", "\n", "\n\n")

_LEVELS, _LINK, _PLAIN, _BLOCK, _ITEM = 7, 8, 64, 128, 256
"""What the walk remembers of an open element: its level in the low bits, whether it is a link, a block, an item; and
what its class says, in bits of their own."""

_new: Any = tuple.__new__
"""What the class of a named tuple would call, at a third of the cost."""

_ODD_SPACE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\xa0\u2028\u2029]+")
"""All white space that a browser collapses or that a record's text shows as a space: not the ideographic space."""


_NO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that show nothing: a block of them alone is none."""


class Layout:
    """What has been laid out so far; `document()` closes it."""

    __slots__ = ("_at", "_blocks", "_floor", "_out", "nodes")

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._at = 0
        self._out: list[str] = []
        self._blocks: list[Block] = []
        self._floor = INLINE  # the least gap before the next block: a fence stands alone on its line

    def flush(self, run: list[str], gap: int, node: int, links: int) -> bool:
        """End the block in hand, whether or not it shows anything, and return whether it does.

        `run` is its text nodes as they stand in the page, `gap` the level of the strongest boundary since the last
        block, `node` its container, `links` about how many of its characters are link text.
        """
        raw = "".join(run)
        run.clear()
        if "\xad" in raw:
            raw = raw.replace("\xad", "")
        words = _ODD_SPACE.sub(" ", raw).strip() if "\u3000" in raw else " ".join(raw.split())
        if not words or not (words.isascii() or words.strip(_NO_WIDTH)):
            return False
        self._put(words, gap, node, links)
        return True

    def _put(self, words: str, level: int, node: int, links: int = 0, *, code: bool = False) -> None:
        """Write a block after the gap that is due."""
        out, start = self._out, self._at
        if out:
            gap = _GAPS[level if level > self._floor else self._floor]  # noqa: FURB136 - runs for each block: no call
            out.append(gap)
            start += len(gap)
        self._at = end = start + len(words)
        out.append(words)
        tag = self.nodes[node][1] if node >= 0 else ""
        self._blocks.append(_new(Block, (start, end, code, node, tag, min(links, end - start) if links else 0)))
        self._floor = INLINE

    def verbatim(self, text: str, gap: int, parent: int, hint: str) -> bool:
        """Lay out a `<pre>`: code between fences, line by line with its indentation; prose as lines.

        Returns whether it shows anything.
        """
        lines = lines_of(text)
        if not lines:
            return False
        node = len(self.nodes)
        self.nodes.append(Node(parent, "pre", hint))
        if is_code(lines):
            self._code(lines, node)
            return True
        for line in lines:
            shown = self.flush([line], gap, node, 0)
            gap = LINE if shown or gap != LINE else PARAGRAPH
        return True

    def _code(self, lines: list[str], node: int) -> None:
        """Write code between fences; a blank line is a gap between its neighbours."""
        self._put(FENCE, PARAGRAPH, node, code=True)
        for line in [*lines, FENCE]:
            self._out.append("\n")
            self._at += 1
            if line:
                self._put(line, INLINE, node, code=True)
        self._floor = LINE

    def document(self) -> Document:
        """Return what has been laid out."""
        text = "".join(self._out)
        blocks = tuple(self._blocks)
        if FENCE in text and any(not block.code and text.startswith(FENCE, block.start) for block in blocks):
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


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
"""Elements whose link to a place in their own page is an anchor or a button that unfolds, as one without an address
is: it leads nowhere.  Elsewhere an accordion's link does the same."""

_ACCORDION = re.compile(r"accord|faq|collaps|question")
"""Class words of buttons that unfold what stands below them."""

_CALL = re.compile(r"cta|btn|button|more")
"""Class words of a link in an accordion that calls for something else than to unfold it."""

_NOWHERE = "#jJ"
"""What the address of a link that leads to no other page begins with: a place in this one, a script."""


def _stays(element: Any, parent: Any, hint: str) -> bool:
    """Whether a link is an anchor in a heading, or unfolds what stands below it: it or what is around it says so."""
    address = element.get("href") or "#"
    if address[0] != "#":
        if not address.lower().startswith("javascript:"):
            return False
    elif parent.tag in _HEADINGS:
        return True
    if "collapse" in (element.get("data-toggle"), element.get("data-bs-toggle")):
        return True
    if _CALL.search(hint):
        return False
    return _ACCORDION.search(hint) is not None or _ACCORDION.search((parent.get("class") or "").lower()) is not None


_PRESSED = 3
"""Elements in a link from which it is a card, whatever its class words say: a button holds an icon and its words."""


def _button(element: Any, parent: Any, level: int, hint: str) -> tuple[int, str]:
    """Return the level and the name of a button, or of a link that is shown as one; `level` is its own.

    It stands on a line of its own, save in a sentence.  One that unfolds a part of the page is what heads that part.
    """
    if parent is not None and parent.tag in SENTENCE:
        return level, element.tag
    return LINE, "summary" if element.get("aria-controls") or _ACCORDION.search(hint) else "button"


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
    nodes, flush = layout.nodes, layout.flush
    run: list[str] = []  # text nodes of the block in hand
    levels: dict[str, Any] = dict(LEVEL)
    if shown:
        levels["noscript"] = PARAGRAPH
    kinds_of: dict[str | None, Any] = {None: (0, ""), "": (0, "")}
    stack: list[Any] = []
    kinds: list[int] = []
    top: Any = None
    node = -1  # the container in hand
    gap = INLINE  # the strongest boundary since the last block
    fresh = False  # inside an item that has no text yet
    links = linked = hidden = after = top_kind = 0
    level: Any
    parts = [child.iter("*") for child in root if child.tag != "head" or child.tail]  # a head shows nothing
    for element in chain((root,), *parts, (None,)):
        parent = None if element is None else element.getparent()
        while top is not parent:
            if top_kind & _BLOCK:
                if run:
                    if flush(run, gap, node, linked):
                        gap, fresh = INLINE, False
                    linked = 0
                node = nodes[node][0]
                level = top_kind & _LEVELS
                if top_kind & _ITEM:  # its own edge outweighs those of the paragraphs inside it
                    if not fresh:
                        gap = level
                    fresh = False
                elif level > gap and not fresh:
                    gap = level
                after = 0
            elif top_kind & HIDE:
                hidden -= 1
            elif run:
                after |= top_kind | _PLAIN
                if top_kind & SPACE:
                    run.append(" ")
            if top_kind & _LINK:
                links -= 1
            if not hidden and (text := top.tail):
                if not text.isspace():
                    run.append(text)
                    after = 0
                    if links:
                        linked += len(text.strip())
                elif run:
                    run.append(" ")
                    after = 0
            top = stack.pop()
            top_kind = kinds.pop()
        if element is None:
            break
        stack.append(top)
        kinds.append(top_kind)
        top = element
        if hidden:
            hidden += 1
            top_kind = HIDE
            continue
        tag, names = element.tag, element.keys()
        words = element.get("class") if "class" in names else None
        if (level := levels.get(tag)) is None:
            if "-" in tag:  # a custom element is a block in practice, save where a sentence goes on through it
                level = INLINE if parent is not None and parent.tag in SENTENCE else LINE
            else:
                level = levels[tag] = INLINE
        if (known := kinds_of.get(words)) is None:
            known = kinds_of[words] = class_kind(words)
        kind, hint = known
        if tag == "button" or (kind & BUTTON and tag == "a" and len(element) < _PRESSED):
            level, tag = _button(element, parent, level, hint)
        if names and (("style" in names and "isplay" in element.get("style")) or "hidden" in names):
            level = _styled_level(element, level, element.get("style"), shown=shown)
        if level >= SKIP or kind & HIDE:
            hidden = 1
            top_kind = HIDE
            if level == SKIP or kind & HIDE:
                continue
            after = 0
            if level == REPLACED:
                run.append(" ")
                continue
            if run:
                if flush(run, gap, node, linked):
                    gap, fresh = INLINE, False
                linked = 0
            if level == BREAK:
                if not fresh:  # one ends the line, a second the paragraph
                    gap = PARAGRAPH if gap >= LINE else LINE
            elif layout.verbatim(verbatim_text(element), gap if fresh else PARAGRAPH, node, words or ""):
                gap, fresh = PARAGRAPH, False
            continue
        if level >= CELL:
            if run:
                if flush(run, gap, node, linked):
                    gap, fresh = INLINE, False
                linked = 0
            if names and not NAMING.isdisjoint(names):
                hint = hint_of(words, element, names)
            nodes.append(_new(Node, (node, tag, hint)))
            node = len(nodes) - 1
            if level > gap and not (fresh and level == PARAGRAPH):  # not where it only wraps an item's first
                gap = level
            top_kind = level | _BLOCK
            if tag in ITEMS:
                fresh = True
                top_kind |= _ITEM
            after = 0
            if element.tag == "a":
                links += 1
                top_kind |= _LINK
        else:
            if tag == "a":
                address = element.get("href") or "#"
                leads = "href" in names or "name" not in names
                if leads and (address[0] not in _NOWHERE or parent is None or not _stays(element, parent, hint)):
                    links += 1
                    kind = _LINK
            elif tag == "time":
                kind = LABEL
            if run and (level or (after and ((kind | after) & LABEL or kind & after & _LINK))):
                run.append(" ")
            top_kind = kind | level
        if text := element.text:
            if not text.isspace():
                run.append(text)
                after = 0
                if links:
                    linked += len(text.strip())
            elif run:
                run.append(" ")
                after = 0
    if run:
        flush(run, gap, node, linked)
    return layout.document()
