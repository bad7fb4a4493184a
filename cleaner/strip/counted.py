"""The counters of a page shown in parts: "2 / 8", again and again with a text between, up to the last."""

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaner.document import Edit
from cleaner.strip.view import Line, View

_COUNTER = re.compile(
    r"""[\s(\[【|-]{0,3} (?:(?P<part>[^\W\d_]{1,11})\s?)?? (?P<at>\d{1,3})
    \s? (?:/|of|von|de|sur|di|van|av|af|z|из|dari|trong|の|页\s?[/,]?\s?共) \s?
    (?P<all>\d{1,3}) (?:\s?(?P<unit>[^\W\d_]{1,11}))? [\s)\]】|-]{0,3}""",
    re.VERBOSE,
)
_PARTS = frozenset((
    "page", "pages", "slide", "slides", "photo", "photos", "image", "images", "picture", "seite", "bild", "foto",
    "fotos", "diapositive", "página", "páginas", "pagina", "pagine", "imagen", "imágenes", "imagem", "strona",
    "zdjęcie", "страница", "фото", "halaman", "ảnh", "sida", "side",
    "第", "页", "张", "图", "图片", "组图", "幅", "枚", "ページ", "쪽",
))  # fmt: skip
"""What a page is shown in; a part, a step, a lesson of so many is the author's own."""
_FEWEST = 3


def counters(view: View, rule: str) -> Iterator[Edit]:
    """Take the lines that count a page's parts, each one more than the one before, up to the number that all name.

    No two stand side by side: between them is what they count.  The last may have gone with the page's tail.
    """
    runs: dict[tuple[str, str, str], list[tuple[int, Line]]] = {}
    for line in view.lines:
        found = _COUNTER.fullmatch(line.folded) if line.end - line.start <= 32 and not line.mass else None
        if not found or line.code or line.index in view.table_cells:
            continue
        words = found["part"] or "", found["unit"] or ""
        if any(word and word not in _PARTS for word in words):
            continue
        runs.setdefault((*words, found["all"]), []).append((int(found["at"]), line))
    for (_, _, every), run in runs.items():
        numbers, places = [number for number, _ in run], [line.index for _, line in run]
        first, last = numbers[0], numbers[-1]
        goes_on = numbers == list(range(first, last + 1)) and first in {1, 2} and last in {int(every), int(every) - 1}
        if len(run) >= _FEWEST and goes_on and all(after - at > 1 for at, after in pairwise(places)):
            for at in places:
                yield view.document.removal(at, rule)
