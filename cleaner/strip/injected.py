"""What was set into a text against its author's will: pinyin between characters, search links on words; flags."""

import re
from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.strip.extent import Extent
from cleaner.strip.view import View

_RUBY = re.compile(r"\((?<=[㐀-鿿]\()[a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,4}\)")
"""Pinyin has exactly one toned vowel a syllable (GB/T 16159)."""
_LEAST_RUBIES = 5
"""Fewer are glosses: an article may well say how a rare character is read."""

_SEARCH_LINK = re.compile(r"\[(?P<word>[^\[\]\n]{1,60})\]\(https?://(?:wenku|so|search)\.[\w.-]{3,60}/[^()\s]{0,300}\)")

_MID_SENTENCE = re.compile(r"[,、;。!?)】」』”]|[a-z]{2,}\s[a-z]{2,}\s[a-z]")
_CUT_OFF = re.compile(r"[㐀-鿿\w][,、]\Z|(?:\.{3,6}|…{1,2})\Z")
_SPINNERS = ("先容", "希翼", "相识到", "知晓到", "声浪", "沦为了")
"""Words that spinning software puts for common ones ("introduce", "hope", "become"): nobody writes several of them."""


def injected_text(view: View, rule: str) -> Iterator[Edit]:
    """Propose what was injected and can be told for certain: dense pinyin, and links of words to a search."""
    rubies = list(_RUBY.finditer(view.folded))
    if len(rubies) >= _LEAST_RUBIES and len(rubies) * 400 >= len(view.folded):
        for found in rubies:
            yield view.document.edit(*found.span(), "", f"{rule}_ruby")
    links = list(_SEARCH_LINK.finditer(view.folded))
    if len(links) >= 2:
        for found in links:
            word = view.document.text[found.start("word") : found.end("word")]
            yield view.document.edit(*found.span(), word, f"{rule}_link")


def flags(extent: Extent) -> Iterator[str]:
    """Yield what a text shows and no edit can mend: cut off at either end, spun."""
    view, (first, last) = extent.view, extent.span
    texts = [line for line in view.lines[first:last] if line.mass]
    if texts:
        start = view.document.text[texts[0].start :]
        if texts[0].index == first and first == 0 and _MID_SENTENCE.match(start):
            yield "truncated_head"
        end = texts[-1]
        closing = extent.struck.get(end.index + 1) == "expand"
        if closing and _CUT_OFF.search(end.folded):
            yield "truncated_tail"
    if sum(word in view.folded for word in _SPINNERS) >= 2 and sum(map(view.folded.count, _SPINNERS)) >= 3:
        yield "spun"
