"""How each HTML element lays out its text: which ones part it, how strongly, and which show none.

After the rendering section of the HTML standard (https://html.spec.whatwg.org/multipage/rendering.html) and the CSS default style
sheet; elements that only interaction shows (select, dialog) and fallback content (noscript, video) count as not shown.
"""

INLINE, SPACE, CELL, LINE, PARAGRAPH, SKIP, BREAK, VERBATIM = range(8)
"""Levels of layout: the first five order how strongly an element's edges part text; the rest are ways of its own."""

LEVEL: dict[str, int] = {
    **dict.fromkeys(
        (
            "address article aside blockquote body center dd details dialog dir div dl fieldset figcaption figure footer form "
            "frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav noframes ol optgroup p plaintext search "
            "section summary table tbody textarea tfoot thead title ul xmp"
        ).split(),
        PARAGRAPH,
    ),
    **dict.fromkeys("caption dt li tr".split(), LINE),
    **dict.fromkeys("td th".split(), CELL),
    **dict.fromkeys(
        "audio button canvas embed iframe img input map meter object picture progress svg video image marquee".split(), SPACE
    ),
    **dict.fromkeys(
        (
            "applet area base basefont bgsound col colgroup datalist frame head link meta noembed noscript option "
            "param rp rt rtc script select source style template track"
        ).split(),
        SKIP,
    ),
    "br": BREAK,
    "pre": VERBATIM,
    "listing": VERBATIM,
}
"""Elements that are not named here are inline, save custom elements (a name with a hyphen), which are blocks in practice."""

EMPTY = frozenset("audio canvas embed iframe img input map meter object picture progress svg video image".split())
"""Replaced elements: they stand between words, and what is inside them is fallback."""

ITEMS = frozenset("li tr td th dt dd caption".split())
"""Elements whose own edge decides the gap beside them, whatever paragraphs their text is wrapped in."""
