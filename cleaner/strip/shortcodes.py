"""The shortcodes of a blog whose plug-ins were gone when its pages were written: `[caption id="12"]`, `[ad_1]`."""

import re
from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.strip.view import Line, View

_BUILDERS = r"(?:vc|et_pb|fusion|su|av|tdc?|ux|fl|cs|siteorigin|elementor|thrive|nectar|mk|wpb|kc)[_-][a-z0-9_-]{2,30}"
_PLUGINS = (
    r"ad_[12]|adrotate|contact-form-7|contact-form|wpforms|mc4wp_form|rev_slider|gravityforms?|ninja_forms?|smartslider3"
    r"|metaslider|sociallocker|wp_ad_camp_\d|the_ad(?:_group|_placement)?|lwptoc|rank_math_toc"
)
_WRITERS = "caption|gallery|playlist|embed|audio|video|button|dropcap|pullquote|blockquote|highlight|columns?|divider"
_CODE = re.compile(
    rf"""\[(?:
        /(?:{_BUILDERS}|{_PLUGINS}|{_WRITERS})
      | (?:{_BUILDERS}|{_PLUGINS})(?:\s[^\[\]\n]{{0,400}})?
      | (?:{_WRITERS})(?:\s[a-z_-]{{1,20}}=["'“”][^\[\]\n]{{0,300}})
      | embed(?=\]https?://)
    )/?\]""",
    re.VERBOSE,
)
"""An opening or a closing one; of those that a writer might name, only with what they are told, as a page has them."""
_TELLS = ("shortcode", "short code", "短代码", "简码", "ショートコード")
"""A text that says these is about them."""


def shortcodes(view: View, rule: str) -> Iterator[Edit]:
    """Take the shortcodes that begin or end a line, and those beside them; in a text about shortcodes none."""
    if "[" not in view.folded or any(word in view.folded for word in _TELLS):
        return
    for line in view.lines:
        if not line.code and line.index not in view.table_cells and "[" in line.folded:
            for start, end in _at_its_ends(line):
                yield view.document.edit(line.start + start, line.start + end, "", rule)


def _at_its_ends(line: Line) -> list[tuple[int, int]]:
    """Return the parts of a line that are shortcodes, from its start on and up to its end, with the space between."""
    text, spans = line.folded, [found.span() for found in _CODE.finditer(line.folded)]
    first = 0
    for start, end in spans:
        if text[first:start].strip():
            break
        first = end
    last = len(text)
    for start, end in reversed(spans):
        if text[end:last].strip() or start < first:
            break
        last = start
    head = len(text) - len(text[first:].lstrip()) if first else 0
    tail = len(text[:last].rstrip()) if last < len(text) else last
    return [(start, end) for start, end in ((0, head), (max(head, tail), len(text))) if start < end]
