"""What was set into a text against its author's will: pinyin between characters, search links on words; flags."""

import re
from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.strip.extent import Extent
from cleaner.strip.view import View, letters

_RUBY = re.compile(r"\((?<=[㐀-鿿]\()[a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,4}\)")
"""Pinyin has exactly one toned vowel a syllable (GB/T 16159)."""
_LEAST_RUBIES = 5
"""Fewer are glosses: an article may well say how a rare character is read."""

_SEARCH_LINK = re.compile(r"\[(?P<word>[^\[\]\n]{1,60})\]\(https?://(?:wenku|so|search)\.[\w.-]{3,60}/[^()\s]{0,300}\)")

_PAIR = r"[!-;]\ [?-~]"
_BLANK = rf"\ [?-~](?={_PAIR}|[^\S\n]*$)"
_JAMMED = re.compile(rf"(?:{_PAIR}|(?<=[?-~]){_BLANK})(?:{_PAIR}|{_BLANK}){{2,30}}", re.MULTILINE)
"""What Discuz! sets between lines against copying: pairs of a mark or figure, a space and a letter, drawn at random.

Its `jammer()`: `chr(mt_rand(32, 59)).' '.chr(mt_rand(63, 126))`, some five to fifteen times; a blank drawn at random
falls together with the one behind it.
"""
_LEAST_JAMMED, _VARIED = 3, 3
"""Fewer such runs are something else; and so many different marks and letters each has."""

_BRACKETED = re.compile(r"\s{0,8}【(?P<title>[^【】\n]{6,80})】\s{0,2}(?=\S)(?![是指为的由在于乃即和与,:;、。])")
_BRACKETED_LAST = re.compile(r"\s{0,8}【(?P<title>[^【】\n]{6,80})】\s{0,3}")
_TITLES, _LEAST_TITLE = 3, 6
"""Among so many lines stands a page's title; units of one that is no heading of a part."""

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
    jams = [found for found in _JAMMED.finditer(view.document.text) if _is_jam(found[0])]
    if len(jams) >= _LEAST_JAMMED:
        for found in jams:
            if not view.lines[view.block_at(found.start())].code:
                yield view.document.edit(*found.span(), "", f"{rule}_jam")
    yield from _titles_within(view, f"{rule}_title")
    links = list(_SEARCH_LINK.finditer(view.folded))
    if len(links) >= 2:
        for found in links:
            word = view.document.text[found.start("word") : found.end("word")]
            yield view.document.edit(*found.span(), word, f"{rule}_link")


def _is_jam(run: str) -> bool:
    pairs = re.findall(_PAIR, run)
    marks = sum(not char.isalnum() for char in run if char != " ")
    return marks > 1 and min(len({pair[0] for pair in pairs}), len({pair[2] for pair in pairs})) >= _VARIED


def _titles_within(view: View, rule: str) -> Iterator[Edit]:
    """Yield the page's own title where a mirror set it, in brackets, before a sentence of the text or under it all."""
    titles = {letters(line.folded) for line in view.lines[:_TITLES] if line.units >= _LEAST_TITLE}
    for line in view.lines[1:]:
        found = _BRACKETED.match(line.folded)
        if found and not line.code and letters(found["title"]) in titles:
            yield view.document.edit(line.start, line.start + found.end(), "", rule)
    last = view.lines[-1] if view.lines[1:] else None
    name = last and _BRACKETED_LAST.fullmatch(last.folded)
    if last and name and any(title.startswith(letters(name["title"])) for title in titles):
        yield view.document.removal(last.index, rule)


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
