"""How each HTML element lays out its text: which ones part it, how strongly, and which show none.

After the rendering section of the HTML standard (https://html.spec.whatwg.org/multipage/rendering.html) and the default
style sheets; what only interaction shows (select) and fallback content (noscript, video) count as not shown.
"""

INLINE, SPACE, CELL, LINE, PARAGRAPH, SKIP, BREAK, VERBATIM, REPLACED = range(9)
"""Levels of layout: the first five order how strongly an element's edges part text; the rest are laid out in ways of
their own, and what is inside them is not walked."""

_ELEMENTS = {
    PARAGRAPH: """address article aside blockquote body center details dialog dir div dl fieldset figcaption figure
        footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav noframes ol optgroup p
        plaintext search section summary table tbody textarea tfoot thead title ul xmp""",
    LINE: "caption dd dt li tr",
    CELL: "td th",
    SPACE: "button marquee",
    REPLACED: "audio canvas embed iframe img input map meter object picture progress svg video image",
    SKIP: """applet area base basefont bgsound col colgroup datalist frame head link meta noembed noscript option
        param rp rt rtc script select source style template track""",
    BREAK: "br",
    VERBATIM: "listing pre",
}

LEVEL: dict[str, int] = {tag: level for level, tags in _ELEMENTS.items() for tag in tags.split()}
"""Elements not named here are inline, save custom ones (a name with a hyphen), which are blocks in practice."""

SENTENCE = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "b", "cite", "em", "i", "q", "small", "strong", "sub", "sup")
)
"""Elements that hold nothing but running text: a custom element in one of them is part of its sentence."""

ITEMS = frozenset(("li", "tr", "td", "th", "dt", "dd", "caption"))
"""Elements whose own edge decides the gap beside them, whatever paragraphs their text is wrapped in."""
