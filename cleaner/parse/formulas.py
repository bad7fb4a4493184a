"""Formulas as their authors wrote them: where a page keeps the TeX beside what a renderer made of it, the TeX is shown.

A rendered formula is no text: its glyphs stand in two dimensions, and in one line a fraction reads as a number.
"""

import re
from typing import Any

SIGNS = (b"katex", b"MathJax", b"<math", b"math-tex", b"eeimg", b"data-tex", b"mwe-math", b'"latex')
"""One of these a page holds that keeps the TeX of a formula."""

_RENDERED = (
    "descendant-or-self::math | .//span[contains(@class,'katex-mathml') or contains(@class,'MathJax')"
    " or contains(@class,'math-tex') or @data-tex] | .//div[contains(@class,'MathJax')] | .//img[@alt]"
)
_IMAGES = re.compile(r"\b(?:mwe-math-fallback-image|latex|tex)\b")
_BLANK = re.compile(r"\n\s*\n")
_STYLE = re.compile(r"\{\\(?:display|text)style\s+(.*)\}", re.DOTALL)
_DELIMITERS = re.compile(r"\A(?:\$\$?|\\[(\[])(.+?)(?:\$\$?|\\[)\]])\Z", re.DOTALL)
_MARKUP = re.compile(r"[\\^_{}]")


def restore(root: Any, signs: set[bytes]) -> None:
    """Put the TeX of each formula in the place of what shows it; a formula that keeps none stays as it is.

    `signs` are those that the markup holds.
    """
    if signs.isdisjoint(SIGNS):
        return
    for element in root.xpath(_RENDERED):
        shown, tex = _tex_of(element)
        if tex:
            _write(shown, tex)
        elif "MathJax" in (element.get("class") or "") and _script_after(element):
            _empty(element)


def _tex_of(element: Any) -> tuple[Any, str]:
    """Return the element that shows a formula and its TeX, "" where it keeps none."""
    words = element.get("class") or ""
    if element.tag == "math":
        return element, _annotation(element) or element.get("alttext", "")
    if element.tag == "img":
        return element, element.get("alt") if element.get("eeimg") or _IMAGES.search(words) else ""
    if "katex-mathml" in words:
        parent = element.getparent()
        if parent is None or "katex" not in (parent.get("class") or ""):
            return element, ""
        # some pages keep the text of the MathML without its elements: the glyphs, then the TeX
        return parent, _annotation(element) or _BLANK.split("".join(element.itertext()).strip())[-1]
    return element, (element.text or "") if "math-tex" in words else element.get("data-tex", "")


def _annotation(element: Any) -> str:
    """Return the TeX that MathML carries."""
    return next(("".join(one.itertext()) for one in element.iter("annotation") if "tex" in one.get("encoding", "")), "")


def _script_after(element: Any) -> bool:
    """Whether the TeX of what MathJax rendered follows it."""
    for after in element.itersiblings():
        if "math-tex" in (words := after.get("class") or ""):
            return True
        if "MathJax" not in words:
            return False
    return False


def _write(element: Any, tex: str) -> None:
    """Show a formula's TeX instead of the element: in dollars where it is more than its letters."""
    tex = " ".join(tex.split())
    for wrapped in (_STYLE, _DELIMITERS):
        tex = wrapped.sub(r"\1", tex).strip() if wrapped.fullmatch(tex) else tex
    if tex:
        _empty(element)
        element.tag = "span"
        element.text = f"${tex}$" if _MARKUP.search(tex) else tex


def _empty(element: Any) -> None:
    """Take out what an element holds; what follows it stays, and so does how it is shown."""
    tail, style, words = element.tail, element.get("style"), element.get("class")
    element.clear()
    element.tail = tail
    for name, value in (("style", style), ("class", words)):
        if value:
            element.set(name, value)
