"""Tags of HTML and of boards that scraping left in a plain text: <br>, </p><p>, [b]...[/b], [img]...[/img]."""

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.document import Document, Edit, Note
from cleaner.repairs.escapes import OF_MARKUP
from cleaner.repairs.han import HAN
from cleaner.repairs.places import is_inside

_OPENS, _CLOSES = "(?:<|&lt;)", "(?:>|&gt;)"
_TAG = re.compile(
    rf"""{_OPENS}(?P<closing>/?)
      (?P<name>br|hr|p|div|span|strong|b|i|em|u|font|a|img|h[1-6]|ul|ol|li|table|tbody|tr|td|center|blockquote|section|o:p)
      (?P<attributes>\s(?:[^<>\n&]|&(?![lg]t;)){{0,600}}?)?\s?/?{_CLOSES}""",
    re.VERBOSE | re.IGNORECASE,
)
"""Those that pages set their text with; the small figures of formulas (<sup>) say something, and stay."""
_PARAGRAPHS = frozenset(
    {
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "tbody",
        "center",
        "blockquote",
        "section",
        "hr",
    }
)
_LINES = frozenset({"br", "li", "tr"})
_ALONE = frozenset({"br", "hr", "img"})
_SOURCE = re.compile(r"""\ssrc=["']?(?P<address>https?://[^\s"'<>]{1,600})""")
_PROSE = re.compile(rf"[{HAN}\u3000-\u303f\uff01-\uff5e\u2018-\u201f\w,.;:!?]")
_OF_PAGES = re.compile(
    r"</?(?:html|head|body|script|style|link|meta|input|form|template|button)\b|标签(?!\s?[:：])|標籤(?!\s?[:：])"
    r"|[(（]</?[a-z]|[“\"'‘「]</?[a-z]\w*\s?/?>[”\"'’」]"
)
"""The source of a page, and what tells of its tags."""
_OF_MARKDOWN = re.compile(r"`|\]\(|\*\*|^#{1,6} ", re.MULTILINE)
"""Signs of Markdown, in which tags may stand among the others."""
_CODE = re.compile(r"`[^`\n]+`")
_FEWEST = 2

_BOARD = re.compile(
    r"\[(?P<closing>/?)(?P<name>b|i|u|s|color|size|font|align|url|email|quote|indent|center|left|right|float|backcolor"
    r"|p|table|tr|td|list|img|attach|media|flash)(?:=[^\[\]\n]{1,300})?\]",
    re.IGNORECASE,
)
"""Those of phpBB, vBulletin and Discuz; only in pairs, for a[i] is code."""
_TAKEN_WHOLE = frozenset({"img", "attach", "media", "flash"})
_HELD = re.compile(r"https?://\S{1,2000}|[!-~]{0,2000}")
"""An address, or a file's number."""
_OF_BOARDS = re.compile(r"bbcode|\bubb\b", re.IGNORECASE)

_Found = re.Match[str]


def judge(document: Document) -> Iterator[Edit]:
    """Propose the text without its tags, and the ends of lines that they stand for."""
    text = document.text
    has_tag = ("<" in text or "&lt;" in text) and _TAG.search(text)
    if has_tag and not any(subject.search(text) for subject in (OF_MARKUP, _OF_PAGES, _OF_MARKDOWN)):
        yield from _tags(document)
    if "[/" in text and not _OF_BOARDS.search(text):
        yield from _boards(document)


def _tags(document: Document) -> Iterator[Edit]:
    text = document.text
    tags = list(_outside_code(document, _TAG))
    names = Counter((_name(found), bool(found["closing"])) for found in tags)
    tags = [one for one in tags if _name(one) in _ALONE or (names[_name(one), False] and names[_name(one), True])]
    glued = sum(_is_glued(text, found) for found in tags)
    if len(tags) < _FEWEST or 2 * glued < len(tags):
        return
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    for run in _runs(text, tags):
        start, end = run[0].start(), run[-1].end()
        met = set(map(_name, run))
        if start <= first or end >= last:
            yield document.edit(start, end, "", "repair.tag", _images(run))
        elif met & (_PARAGRAPHS | _LINES):
            yield document.edit(start, end, "\n\n" if met & _PARAGRAPHS else "\n", "repair.tag", _images(run))
        else:
            for found in run:
                after = " " if _name(found) == "td" else ""
                yield document.edit(*found.span(), after, "repair.tag", _images([found]))


def _is_glued(text: str, found: _Found) -> bool:
    """Whether a tag stands beside a text: in the source of a page most stand on lines of their own."""
    start, end = found.span()
    return bool(_PROSE.match(text, end) or (start and _PROSE.match(text, start - 1)))


def _name(found: _Found) -> str:
    return found["name"].lower()


def _runs(text: str, tags: list[_Found]) -> Iterator[list[_Found]]:
    """Yield the tags that stand together, with nothing but white space between them."""
    run: list[_Found] = []
    for found in tags:
        if run and text[run[-1].end() : found.start()].strip():
            yield run
            run = []
        run.append(found)
    if run:
        yield run


def _images(tags: list[_Found]) -> Note:
    """Return the addresses of the pictures among tags."""
    pictures = (_SOURCE.search(found["attributes"] or "") for found in tags if _name(found) == "img")
    return tuple(("images", found["address"]) for found in pictures if found)


def _boards(document: Document) -> Iterator[Edit]:
    """Propose what a board's tags hold; of a picture nothing, its address is kept as metadata."""
    opened: dict[str, list[_Found]] = {}
    for found in _outside_code(document, _BOARD):
        waiting = opened.setdefault(_name(found), [])
        if not found["closing"]:
            waiting.append(found)
        elif waiting:
            begin = waiting.pop()
            if _name(found) in _TAKEN_WHOLE:
                held = document.text[begin.end() : found.start()].strip()
                if _HELD.fullmatch(held):  # else they are no pair: a text lies between
                    note = (("images", held),) if _name(found) == "img" and held.startswith("http") else ()
                    yield document.edit(begin.start(), found.end(), "", "repair.board_tag", note)
            else:
                yield document.edit(*begin.span(), "", "repair.board_tag")
                yield document.edit(*found.span(), "", "repair.board_tag")


def _outside_code(document: Document, pattern: re.Pattern[str]) -> Iterator[_Found]:
    """Yield what a pattern finds in the lines that are no code, and not in a code span."""
    for block in document.blocks:
        if not block.code:
            spans = [found.span() for found in _CODE.finditer(document.text, block.start, block.end)]
            for found in pattern.finditer(document.text, block.start, block.end):
                if not is_inside(found.start(), spans):
                    yield found
