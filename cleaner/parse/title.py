"""An article's own title: what a page states as its title, without the names of its site and its channel."""

import re

_LAST_PART = re.compile(r"(?:\s*[_|｜–—·»«]\s*|\s+[-:@]\s+|(?<=[^\x00-\x7f])\s*-\s*)(?=[^_|｜–—·»«]{2,40}\Z)")


def site_in_title(title: str, host: str) -> str:
    """Return the last part of a page's title where the `host` says that it is the site's name; else an empty string."""
    parts = _LAST_PART.split(title)
    last = _letters(parts[-1])
    names = map(_letters, host.split(".")[:-1])
    named = (name for name in names if len(name) > 2 and name in last and 2 * len(name) >= len(last))
    return parts[-1].strip() if len(parts) > 1 and any(named) else ""


_LEAST_SHARE = 0.3
"""Share of a page's title that its heading fills at least: a shorter one may be the site's name."""
_LEAST_OWN = 4
_PARTS = frozenset("-_|–—·:：｜»«~/•@>")
"""What parts an article's title from its site's and its channel's name."""
_HAN_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,6}(?![^\W_])")
"""A channel's name, which in Chinese and Japanese a space parts well enough; what is longer is half of the title."""


def article_title(title: str, heading: str, host: str) -> str:
    """Return the article's own title: of what a page states what its heading says, without site and channel around it.

    The stated title where the heading says another thing; the heading where no title is stated, or one cut short.  What
    stands last in a title of Latin letters is the site's name, unless what is before it is: the `host` says so.
    """
    said, stated = _letters(heading), _letters(title)
    if len(said) < 2 or said == stated or said in _letters(host):
        return title
    if not stated or (title.endswith(("...", "…")) and len(stated) > 8 and said.startswith(stated)):
        return heading
    at = stated.find(said)
    places = [place for place, one in enumerate(title) if one.isalnum() and len(one.lower()) == 1]
    if at < 0 or len(said) < _LEAST_SHARE * len(stated) or len(places) != len(stated):
        return _behind_category(title, heading) or title
    after = at + len(said)
    gaps = [title[places[left] + 1 : places[left + 1]] for left in (at - 1, after - 1) if 0 <= left < len(places) - 1]
    spaced = after < len(places) and _HAN_WORD.match(title, places[after]) is not None
    if not all(_PARTS.intersection(gap) or (spaced and gap.isspace()) for gap in gaps):
        return title
    before = stated[:at]
    if before.isascii() and before and after == len(stated):
        return heading if any(len(name) > 2 and name in before for name in host.split(".")[:-1]) else title
    return heading


_CATEGORY_BEFORE = re.compile(r"[\[【][^\[\]【】]{1,12}[\]】]\s*")


def _behind_category(title: str, heading: str) -> str:
    """Return a heading without the bracketed category before it that forums write, where it begins the title so."""
    found = _CATEGORY_BEFORE.match(heading)
    own = heading[found.end() :].strip() if found else ""
    return own if len(own) >= _LEAST_OWN and re.match(rf"{re.escape(own)}\s+[-–—|_]\s", title) else ""


def _letters(text: str) -> str:
    """Return a text's letters and digits, lower case."""
    return "".join(one.lower() for one in text if one.isalnum())
