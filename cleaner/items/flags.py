"""What is wrong with a text, told by its edges: too thin, cut off at its head, cut off at its tail."""

import re

THIN = 30
"""A text that says less than so many Chinese characters, or three times as many letters, is a stub or a heading."""

LONG = 80
"""Only a paragraph of so many code points or more, with a whole sentence in it, can be told to be cut off."""

_ADDRESS = re.compile(r"https?://[!-~]+")
_WIDE = re.compile(r"[⺀-鿿가-힣]")
_SENTENCE = re.compile(r"[。！？]|[a-z)][.!?]\s")
_CUT_HEAD = re.compile(r"[a-zà-þ][a-zà-þ'’-]*[ ,;]|[，、。；：,;.)）】」』”](?!\.)")
_LOWER_NAMES = re.compile(r"[a-z]{0,3}[A-Z]|[a-z]+[0-9_./@(]|(?:npm|pip|git|sudo|def|import|from|the Verge)\s")
_CUT_TAIL = re.compile(
    r"(?:[，、,]|[^\W_](?<!…)(?:…|\.\.\.)|[\[(](?:…|\.\.\.)[\])]|\b(?:the|a|an|of|and|or|to|in|with|by|that|which|is|are))$"
)
_OPEN_END = re.compile(r"[一-鿿a-z]$")
_ENDED = re.compile(r"[。！？!?.…：:；;」』）)\]】》”\"'’]$")


def flags_of(text: str) -> list[str]:
    """Return the flags that a text earns by itself, in alphabetical order."""
    flags = ["thin"] if len(text) < 12 * THIN and width(text) < THIN else []
    first = text.split("\n", 1)[0]
    if len(first) >= LONG and _CUT_HEAD.match(first) and not _LOWER_NAMES.match(first) and _SENTENCE.search(first):
        flags.append("truncated_head")
    if _is_cut(text):
        flags.append("truncated_tail")
    return flags


def _is_cut(text: str) -> bool:
    """Tell whether the last paragraph stops in mid-sentence.

    It does after a comma, a word that never ends a sentence, dots that stand for the rest; and where it just stops, if
    it is the only one of at least three long paragraphs that does.
    """
    last = text[text.rfind("\n") + 1 :]
    if len(last) < LONG or "://" in last[-200:] or not _SENTENCE.search(last[:-1]):
        return False
    if _CUT_TAIL.search(last):
        return True
    if not _OPEN_END.search(last):
        return False
    others = [line for line in text.split("\n")[:-1] if len(line) >= LONG]
    return len(others) > 1 and all(map(_ENDED.search, others))


def width(text: str) -> float:
    """Return how much a text says, in Chinese characters: three letters or so say as much as one; addresses nothing."""
    text = _ADDRESS.sub("", text) if "://" in text else text
    wide = len(_WIDE.findall(text))
    return wide + (len("".join(text.split())) - wide) / 3
