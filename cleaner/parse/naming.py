"""What an element is called: what its class says of its text, and the words that tell what it holds."""

from functools import lru_cache
from typing import Any

from cleaner.document import ID

LABEL, HIDE, BUTTON = 16, 32, 512
"""What an element's class may say of its text: a field of its own, not shown, a button."""

_LABEL_WORDS = """author authors user username name nick nickname date time source src from tag tags label labels title
    category cat channel count num number view views read reads reply replies comment comments like likes share btn
    button icon sep editor meta info badge price byline location ip"""
_LABELS = frozenset(_LABEL_WORDS.split())
"""Class words of spans that are fields of their own: a byline's author and date, a counter, a button."""

_BUTTONS = frozenset(("btn", "button"))
"""Class words of links that are shown as buttons."""

_CODE_SPANS = frozenset(("hljs", "token", "cm", "ace", "mord", "mrel", "mi", "mo", "sig"))
"""Class words of spans that a highlighter, a formula renderer or Sphinx makes, for parts of one expression."""

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

_ANCHORS = frozenset(("mw-editsection", "headerlink", "hash-link"))
"""Classes of what tools write behind a heading: a link to edit its part (MediaWiki), one to it (Sphinx, Docusaurus)."""


@lru_cache(1 << 15)
def class_kind(words: str) -> tuple[int, str]:
    """Return what an element's class says of its text: a label, a button, not shown; and its words in lower case."""
    words = words.lower()
    for twin in _TWINS:
        if twin in words:
            return HIDE, words
    if not _ANCHORS.isdisjoint(words.split()):
        return HIDE, words
    parts = words.replace("-", " ").replace("_", " ").split()
    if _LABELS.isdisjoint(parts) or not _CODE_SPANS.isdisjoint(parts):
        return 0, words
    return (LABEL if _BUTTONS.isdisjoint(parts) else LABEL | BUTTON), words


_TESTED = frozenset(("data-component", "data-component-name", "data-testid", "data-test-id", "data-qa", "data-module"))
"""Attributes that name an element for scripts and tests: what is left of its name where tools make the classes."""
NAMING = frozenset(("id", "role", "itemprop", *_TESTED))
"""Attributes that, beside the class, say what an element holds."""


_NO_DIGITS = str.maketrans("", "", "0123456789")


def hint_of(words: str | None, element: Any, names: list[str]) -> str:
    """Return an element's class words and those of its test names, its role as `role-...`, its id, in lower case.

    An article's body that microdata marks is told by a word of its own.  `names` are the element's attributes.
    """
    for name in names:
        if name in _TESTED:
            words = f"{words or ''} {element.get(name).translate(_NO_DIGITS)}"
    if "itemprop" in names and element.get("itemprop") == "articleBody":
        words = f"{words or ''} articlebody"
    if "role" in names and (role := element.get("role")):
        words = f"{words or ''} role-{role}"
    if "id" in names and (own := element.get("id")):
        words = f"{words or ''} {ID}{own}"
    return words.lower() if words else ""
