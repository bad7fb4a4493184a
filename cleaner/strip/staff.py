"""The makers of a Chinese paper's text, each on a line below it: a role and a name, with nothing between them."""

import re
from collections.abc import Iterator
from itertools import groupby

from cleaner.document import Edit
from cleaner.strip.values import clean_pairs, is_person
from cleaner.strip.view import Line, View

_MADE = re.compile(
    r"\s*(?P<over>[㐀-鿿]{0,6}?)(?:(?P<authors>(?:首席|见习|实习|特约|全媒体)?(?:记者|采访人员)|撰文|撰稿)"
    r"|(?P<editor>(?:责任|值班|新媒体|本期)?(?:编辑|责编|主编))"
    r"|通讯员|实习生|校对|版式|美编|审核|终审|初审|复审|[一二三]审|监制|统筹|摄影|摄像|视频|剪辑|制图|海报|排版|设计)"
    r"[\s:|/丨]{0,3}(?P<names>[㐀-鿿]{2,3}(?:[\s、][㐀-鿿]{2,3}){0,4})\s*"
)
"""A role and who had it, perhaps behind the paper's short name."""
_FEWEST = 3
"""So many such lines, one under the other, are no chance, if half of them name persons by their surnames."""
_NEAR_END = 16
"""Among so many lines at the page's end they stand: notices of rights may follow."""


def makers(view: View, rule: str) -> Iterator[Edit]:
    """Take the lines that name a text's makers, three and more of them at its end; writers and editors are kept."""
    text = view.document.text
    made = [(line, _made(line)) for line in view.lines[-_NEAR_END:]]
    for is_made, run in groupby(made, key=lambda pair: pair[1] is not None):
        rows = list(run)
        if not is_made or len(rows) < _FEWEST or 2 * sum(map(_is_named, (found for _, found in rows))) < len(rows):
            continue
        for line, found in rows:
            role = found and next((role for role in ("authors", "editor") if found[role]), "")
            start, end = found.span("names") if found else (0, 0)
            names = text[line.start + start : line.start + end].split() if role else []
            yield view.document.removal(line.index, rule, tuple(clean_pairs([(str(role), name) for name in names])))


def _made(line: Line) -> re.Match[str] | None:
    """Return the match of a line that is a role and its persons; none for any other."""
    return _MADE.fullmatch(line.folded) if line.units <= 24 and not line.mass and not line.code else None


def _is_named(found: re.Match[str] | None) -> bool:
    """Whether one of the persons has a common surname."""
    return found is not None and any(map(is_person, re.split(r"[\s、]", found["names"])))
