"""What is wrong with a text, told by its edges: too thin, cut off at its head, cut off at its tail."""

import re

THIN = 40
"""A text that says less than so many Chinese characters, or three times as many letters, is thin: a stub or a heading."""

LONG = 80
"""Only a block of at least so many code points that holds a whole sentence can be told to be cut off."""

_WIDE = re.compile(r"[⺀-鿿가-힣]")
_CUT_HEAD = re.compile(r"[a-zà-þ][a-zà-þ'’-]*[ ,;]|[，、。；：,;.)）】」』”](?!\.)")
_NAMES = re.compile(r"(?:i[A-Z]|e[A-Z]|[a-z]+[A-Z0-9_./@(]|npm |pip |git |sudo |def |import |from |the Verge)")
_ENDS = re.compile(r"[。！？!?.．…：:；;」』）)\]】》”\"'’>*`~～—✨🎉]$|[\U0001f300-\U0001faff]$")
_SENTENCE = re.compile(r"[。！？]|[a-z)][.!?]\s")
_CUT_TAIL = re.compile(r"(?:[，、,]|\.\.\.|…|\b(?:the|a|an|of|and|or|to|in|for|with|by|that|which|is|are|was))$")


def flags_of(text: str) -> list[str]:
    """Return the flags that a text earns by itself, in alphabetical order."""
    flags = []
    if width(text[: 4 * THIN]) < THIN:
        flags.append("thin")
    first = text.split("\n", 1)[0]
    if len(first) >= LONG and _CUT_HEAD.match(first) and not _NAMES.match(first) and _SENTENCE.search(first):
        flags.append("truncated_head")
    last = text.rsplit("\n", 1)[-1].rstrip()
    if len(last) >= LONG and _SENTENCE.search(last[:-1]) and _is_cut(last):
        flags.append("truncated_tail")
    return flags


def _is_cut(last: str) -> bool:
    """Tell whether a long last block stops in mid-sentence."""
    if "://" in last[-200:]:
        return False
    return bool(_CUT_TAIL.search(last)) or not _ENDS.search(last)


def width(text: str) -> float:
    """Return how much a text says, in Chinese characters' worth: three letters or so say as much as one character."""
    wide = len(_WIDE.findall(text))
    return wide + (len("".join(text.split())) - wide) / 3
