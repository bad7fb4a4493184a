"""The page's heading: the block from which on its article stands."""

import re
from itertools import compress

from cleaner.document import Block

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_LETTERS = re.compile(r"[\W_]+")
_RANKS = {"h1": 3.0, "h2": 2.0, "h3": 1.5, "h4": 1.2, "title": 0.0}
_PARTS = re.compile(r"\s[-–—|·»:]\s|[_|｜—]")
"""What parts a page's name from its site's in a title."""

REPLY = ("Re:", "RE:", "re:", "AW:", "回复:", "回复：")
"""How a reply begins that says its thread's title again."""

_LEAST = 0.3
_LONGEST = 300
"""Characters of the longest block that is compared with the title."""

_LONGEST_LOGO = 24
"""Characters of the longest site's name that is taken for one: longer ones are headlines."""

_REACH = 600
"""Blocks into a page within which a heading may be marked as none."""


def find_heading(blocks: tuple[Block, ...], texts: list[str], density: list[float], title: str) -> int:
    """Return the block that says the page's stated title: the highest heading that begins it, or that it begins.

    One that is no more than the title's first part says all of it, unless it is linked, as a site's name is.  Else,
    or where it says more or less than the only h1 above it, that h1; -1 where there is none, or more than one.
    """
    stated = letters(title)
    parts = [letters(part) for part in _PARTS.split(title)]
    longest = max(parts, key=len)
    start, known = title[:3], len(stated) >= 4
    best, best_rank = -1, 0.0
    firsts: list[int] = []
    for index, (_, _, _, _, tag, _) in enumerate(blocks):
        rank = _RANKS.get(tag, 1.0)
        if rank == 1.0 and (density[index] > 0.5 or index > _REACH):
            continue
        text = texts[index]
        if tag == "h1":
            firsts.append(index)
        elif rank == 1.0 and start not in text and text[:3] not in title:
            continue
        if not known or not 4 <= len(text) <= _LONGEST or (text.startswith(REPLY) and not title.startswith(REPLY)):
            continue
        said = letters(text)
        if len(said) >= 4 and (longest in said or _is_part(said, stated, parts)):
            linked = density[index] > 0.5
            rank *= 0.5 if linked else 1
            rank *= 1 if said == parts[0] and not linked else _share(said, stated, longest)
            if rank > best_rank and not (best >= 0 and tag in _BELOW and _names(blocks[best], texts[best], said)):
                best, best_rank = index, rank
    best = _below_site(blocks, texts, best, parts)
    own = firsts if len(firsts) == 1 else [index for index in firsts if density[index] <= 0.5]
    first = own[0] if len(own) == 1 else -1
    if best_rank < _LEAST:
        is_logo = first >= 0 and known and density[first] > 0.5 and _is_logo(texts[first], parts[0])
        return -1 if is_logo else first
    return first if first >= 0 and density[first] <= 0.5 and _is_better(blocks, texts, first, best, best_rank) else best


def _is_better(blocks: tuple[Block, ...], texts: list[str], first: int, best: int, rank: float) -> bool:
    """Whether the only h1 is the heading, and not what says the title best: a part's heading, a trail's entry."""
    if first < best:
        return _heads(texts[first], texts[best])
    says_on = letters(texts[first]).startswith(letters(texts[best]))
    return first > best and blocks[best].tag not in HEADINGS and (rank < 1 or says_on)


def _is_logo(text: str, own: str) -> bool:
    """Whether a linked heading is the site's name: brief, and nothing that the page's own part of its title says."""
    return len(text) <= _LONGEST_LOGO and letters(text) not in own


_OWN, _BELOW = frozenset(("h1", "h2")), frozenset(("h3", "h4", "h5", "h6"))
"""Levels of a page's own heading, and of those of its parts."""


def _names(block: Block, text: str, said: str) -> bool:
    """Whether a page's own heading says more around what a part's says: a class's, above its constructor's."""
    return block.tag in _OWN and said in letters(text) and 2 * block.link_chars < block.end - block.start


def _below_site(blocks: tuple[Block, ...], texts: list[str], best: int, parts: list[str]) -> int:
    """Return the heading below the best one that is the title's first part, where that is its last: the site's name."""
    if best < 0 or parts[0] == parts[-1] or letters(texts[best]) != parts[-1]:
        return best
    below = range(best + 1, len(blocks))
    return next((at for at in below if blocks[at].tag in HEADINGS and letters(texts[at]) == parts[0]), best)


def _heads(heading: str, text: str) -> bool:
    """Whether a text is the heading of a part below the page's own: it says its words and goes on, or its last ones."""
    above, said = letters(heading), letters(text)
    return len(above) >= 4 and (said.startswith(above) or (len(said) >= 4 and above.endswith(said)))


def _is_part(said: str, stated: str, parts: list[str]) -> bool:
    """Whether words of the title are most of it, or begin or end one of its parts: those in its midst are a topic's."""
    return said in stated and (
        2 * len(said) >= len(stated) or any(part.startswith(said) or part.endswith(said) for part in parts)
    )


def _share(said: str, stated: str, longest: str) -> float:
    """Return how much of the stated title a heading is, or how much of a heading the title's longest part is."""
    return len(said) / len(stated) if said in stated else len(longest) / len(said)


def letters(text: str) -> str:
    """Return a text's letters and digits, lower case."""
    return _LETTERS.sub("", text).lower()


def is_misplaced(heading: int, prose: list[bool], weight: list[int]) -> bool:
    """Whether nearly all sentences stand before a supposed heading."""
    before = sum(compress(weight[:heading], prose))
    after = sum(compress(weight[heading + 1 :], prose[heading + 1 :]))
    return after < 400 and before > 3 * after
