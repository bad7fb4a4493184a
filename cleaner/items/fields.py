"""What an item states of itself: title, authors, organisation, address, category, date, its text by language."""

import re
from dataclasses import dataclass, field

from cleaner.items import lines as shape
from cleaner.language import script_of

TITLE = 200
"""Longest title, in code points; the longest of arXiv's have 240 with line breaks, the hundredth of a per cent."""

_HAN = re.compile(r"[一-鿿]")
_LATIN_WORDS = re.compile(r"(?:[^\W\d_][\w'’-]*[^\w一-鿿]+){3,}")
_BRACKETS = re.compile(r"【(?P<inside>[^】\n]{2,80})】\s*(?P<rest>.*)", re.DOTALL)
_LINKED = re.compile(r"(?:#+\s*)?\[(?P<title>[^\]\n]+)\]\((?P<url>https?://[^\s)]+)\)\s*")
_CREDIT = re.compile(
    r"[（(](?P<label>(?:图文)?来源|来自|via|source)?\s*[:：]?\s*(?P<source>[^（）()。，,;；\d]{2,20})[）)]\s*$",
    re.IGNORECASE,
)
_CREDITED = re.compile(r"网$|社$|报$|日报|时报|新闻|财经|周刊|电视台|[a-z]\.(?:com|cn)", re.IGNORECASE)
_ENDING_ADDRESS = re.compile(r"[。！？!?.）)”\"]\s+(?P<url>https?://[!-~]+[!-~/])\s*$")
_JOINED = re.compile(r"(?<=[a-zà-þ]{4})(?=[A-ZÀ-Þ][a-zà-þ])")
"""Where two words were joined: LearningSebastian, but not McCarthy, MacArthur or LeCun."""
_WORD = re.compile(r"[^\W\d_][^\W_]{2,}")
_EDGE = " \t:：-–—|*_#"


@dataclass(slots=True)
class Fields:
    """What one item states; what it does not state stays empty."""

    title: str = ""
    title_translated: str = ""
    authors: tuple[str, ...] = ()
    organization: str = ""
    url: str = ""
    category: str = ""
    date: str = ""
    source: str = ""
    body: list[str] = field(default_factory=list)
    """The lines that are neither heading nor address."""
    labelled: int = 0
    """How many fields named themselves."""
    taken: bool = False
    """Whether its source stands in its heading or closes its text, as where a piece was taken over."""
    posted: bool = False
    """Whether it is a post: it opens with its author and time, or with its floor."""

    @property
    def supported(self) -> bool:
        """Whether it states more than a numbered section does: an origin of its own."""
        tagged = self.category and self.body
        return bool(self.url or self.organization or self.authors or tagged or self.taken or self.labelled > 1)

    @property
    def independent(self) -> bool:
        """Whether it states what only a piece taken from elsewhere states."""
        return bool(
            self.organization
            or (self.category and self.supported)
            or self.taken
            or (self.date and self.title)
            or self.texts
        )

    @property
    def texts(self) -> dict[str, str]:
        """The body by language where the item holds a text and its translation: `{"zh": ..., "en": ...}`."""
        parts: dict[str, list[str]] = {}
        for line in self.body:
            script = script_of(line)
            if script in {"zh", "latin"} and len(line) >= 20:
                parts.setdefault("zh" if script == "zh" else "en", []).append(line)
        return {name: "\n".join(parts[name]) for name in ("zh", "en")} if len(parts) == 2 else {}


def read(text: str, joints: tuple[int, ...] = ()) -> Fields:
    """Read an item's fields from its text.

    `joints` are offsets in the text where repair parted two joined words: in a heading, where the title ends.
    """
    stated = Fields()
    rows = [row.strip() for line in text.split("\n") for row in line.split("\t") if row.strip()]
    if not rows:
        return stated
    number = shape.number_of(rows[0])
    head = rows[0][number.length :].strip() if number else rows[0]
    shift = text.find(rows[0]) + len(rows[0]) - len(head)
    head, *rest = _take_tail([head, *rows[1:]], stated) or [""]
    if not head and rest:
        head, *rest = rest
    posted = shape.post_of(rows[0])
    if posted:
        stated.posted, stated.date = True, posted.date
        stated.authors = (posted.author,) if posted.author else ()
        stated.body = rows[1:]
        return stated
    body = _read_head(head, tuple(at - shift for at in joints), stated)
    rest = _read_heading_lines(rest, stated)
    stated.body = [*body, *rest]
    _take_credit(stated)
    return stated


def _take_tail(rows: list[str], stated: Fields) -> list[str]:
    """Take the addresses that end an item."""
    rows = list(rows)
    while rows and (address := shape.address_of(rows[-1])):
        stated.url = address
        rows.pop()
        if rows and rows[-1][-1] in ":：" and len(rows[-1]) <= 12:
            rows.pop()
    if rows and not stated.url and (ends := _ENDING_ADDRESS.search(rows[-1])):
        stated.url = ends["url"]
        rows[-1] = rows[-1][: ends.start("url")].rstrip()
    return rows


def _take_credit(stated: Fields) -> None:
    """Read the source that closes an item's text in brackets: (新华社), （来源：财新）."""
    source = credit_of(stated.body[-1]) if stated.body and not stated.source else ""
    if source:
        stated.source, stated.taken = source, True


def credit_of(text: str) -> str:
    """Return the source that closes a text in brackets, "" where none does: (新华社), （来源：财新）."""
    found = _CREDIT.search(text[-40:]) if text[-1:] in ")）" else None
    return found["source"].strip() if found and (found["label"] or _CREDITED.search(found["source"])) else ""


def _read_head(head: str, joints: tuple[int, ...], stated: Fields) -> list[str]:
    """Read the heading; return what of it is body."""
    if tag := shape.TAGGED.match(head):
        stated.category = tag["tag"]
        joints = tuple(at - tag.end() for at in joints)
        head = head[tag.end() :]
    if linked := _LINKED.match(head):
        stated.url = stated.url or linked["url"]
        stated.title = linked["title"].strip()
        return [head[linked.end() :]] if head[linked.end() :].strip(_EDGE) else []
    if clock := shape.CLOCK.match(head):
        head = head[clock.end() :].lstrip()
    if asked := shape.QUESTION.match(head):
        stated.title = head[asked.end() :].strip()
        return []
    if bracket := _BRACKETS.match(head):
        return _read_bracket(bracket["inside"].strip(), bracket["rest"].strip(), stated)
    if labelled := shape.LABELLED.match(head):
        return _keep_field(labelled, head, stated)
    return _read_title(head, joints, stated)


def _read_bracket(inside: str, rest: str, stated: Fields) -> list[str]:
    """Read 【source】title, 【headline】text."""
    if not rest:
        stated.title = inside
    elif len(inside) <= 12 and len(rest) <= TITLE and "。" not in rest and not shape.ends_sentence(rest):
        stated.source, stated.taken, stated.title = inside, True, rest
    elif len(inside) >= 6:
        stated.title = inside
        return [rest]
    else:
        return [rest]
    return []


def _read_title(head: str, joints: tuple[int, ...], stated: Fields) -> list[str]:
    """Read a bare heading: a title, a title with its translation, or one run into names and text."""
    if not shape.is_prose(head) and len(head) <= TITLE and head[-1:] not in "。；;" and not shape.URL.search(head):
        latin, other = _two_titles(head)
        stated.title, stated.title_translated = (latin, other) if other else (_clean(head), "")
        if script_of(stated.title) != "zh":
            _part_names(stated.title, joints, stated)
        return []
    opening = _opening(head)
    if opening and _part_names(opening.strip(), joints, stated):
        return [head[len(opening) :].strip()]
    if len(head) <= TITLE and not shape.ends_sentence(head):
        stated.title = _clean(head)
        return []
    return [head]


def _opening(row: str) -> str:
    """Return the Latin text that opens a Chinese row, up to its last full stop, if it may list names; "" elsewhere."""
    first = None if row.isascii() else _HAN.search(row)
    opening = row[: first.start()] if first else ""
    opening = opening[: opening.rfind(". ") + 1] or opening
    return opening if "," in opening or "，" in opening or " & " in opening else ""


def _clean(title: str) -> str:
    """Take Markdown and hanging marks off a title."""
    return title.strip(_EDGE).rstrip("：:")


def _two_titles(head: str) -> tuple[str, str]:
    """Part an English title from the Chinese one that follows it in the same line; ("", "") where there is but one."""
    first = _HAN.search(head)
    if not first:
        return "", ""
    cut = first.start()
    spaced = head.rfind(" ", 0, cut)
    if cut and head[cut - 1] in ":：-·" and spaced > 0:
        cut = spaced
    latin, other = head[:cut].strip(" |/-—"), head[cut:].strip(" |/-—")
    if not _LATIN_WORDS.match(latin + " ") or len(_HAN.findall(other)) < 4 or latin[-1:] in '(（,，《“"':
        return "", ""
    return latin, other


def _part_names(heading: str, joints: tuple[int, ...], stated: Fields) -> bool:
    """Part a title from the names that were run into it; the title is all there is where no names are found."""
    bare = heading.rstrip(" .。")
    parts = list(re.finditer(r"[^,，]+", bare))
    first = len(parts)
    while first and shape.names_of(parts[first - 1][0].strip() + "," + "A. Name"):
        first -= 1
    if not first:  # a short title, written as names are: its part holds too many words for one name
        first = 1 + max((at for at, part in enumerate(parts) if len(_WORD.findall(part[0])) > 3), default=-1)
    cut = _author_start(bare, parts[first - 1].end(), joints) if 0 < first < len(parts) else -1
    if cut <= 0:
        return False
    authors = shape.names_of(bare[cut:])
    if len(authors) < 2:
        return False
    stated.title, stated.authors = bare[:cut].strip(" .,，"), authors
    return True


def _author_start(heading: str, end: int, joints: tuple[int, ...]) -> int:
    """Return where the first author's name begins in the part of a heading that ends at `end`, -1 where none is found.

    A joint that repair made tells; else a name is two words, with the initials or particles between them: the next
    author shows whether names begin with an initial here.
    """
    told = [at for at in joints if 0 < at < end and shape.is_name(heading[at:end].strip())]
    if told:
        return told[-1]
    words = list(re.finditer(r"\S+", heading[:end]))
    short = len(heading[end:].strip(" ,，").split(" ", 1)[0].rstrip(".")) == 1
    for count in (2, 3, 4):
        if len(words) <= count:
            return -1
        word = words[-count]
        if word[0].islower() or (len(word[0].rstrip(".")) == 1 and not short):
            continue
        inner = _JOINED.search(word[0])
        start = word.start() + (inner.start() if inner else 0)
        return start if shape.is_name(heading[start:end]) else -1
    return -1


def _read_heading_lines(rows: list[str], stated: Fields) -> list[str]:
    """Read the lines between the heading and the text; return the rest."""
    for at, row in enumerate(rows):
        if not stated.authors and shape.is_name(row) and _is_origin(rows[at + 1 : at + 2]):
            stated.authors = (row,)
        elif labelled := shape.LABELLED.match(row):
            rest = _keep_field(labelled, row, stated)
            if rest:
                return [*rest, *_later_fields(rows[at + 1 :], stated)]
        elif not stated.authors and (opening := _opening(row)) and (names := shape.names_of(opening.strip())):
            stated.authors = names
            return _later_fields([row[len(opening) :].strip(), *rows[at + 1 :]], stated)
        elif not _read_heading_line(row, stated):
            return _without_answer_mark(_later_fields(rows[at:], stated))
    return []


def _is_origin(rows: list[str]) -> bool:
    """Tell whether the next row is an organisation or a date: then a name before it is the author's."""
    return bool(rows) and bool(shape.organization_of(rows[0]) or (len(rows[0]) <= 40 and shape.date_of(rows[0])))


def _without_answer_mark(rows: list[str]) -> list[str]:
    """Take the "A:" off an answer."""
    return [shape.ANSWER.sub("", rows[0]), *rows[1:]] if rows else rows


def _later_fields(rows: list[str], stated: Fields) -> list[str]:
    """Read the labelled fields that follow the text; return the text."""
    body = []
    for row in rows:
        labelled = shape.LABELLED.match(row) if len(row) <= TITLE else None
        body += _keep_field(labelled, row, stated) if labelled else [row]
    return body


def _read_heading_line(row: str, stated: Fields) -> bool:
    """Read one unlabelled heading line; False where it is text."""
    if address := shape.address_of(row):
        stated.url = stated.url or address
    elif not stated.organization and (organization := shape.organization_of(row)):
        stated.organization = organization
    elif not stated.authors and (names := shape.names_of(row)):
        stated.authors = names
    elif len(row) <= 40 and not stated.date and (date := shape.date_of(row)):
        stated.date = date
    elif _is_translation(row, stated):
        stated.title_translated = row
    else:
        return False
    return True


def _is_translation(row: str, stated: Fields) -> bool:
    """Tell whether a line is the title in the other language."""
    if not stated.title or stated.title_translated or len(row) > TITLE or shape.ends_sentence(row):
        return False
    scripts = {script_of(stated.title), script_of(row)}
    return scripts == {"zh", "latin"} or (scripts == {"zh"} and not _HAN.search(stated.title))


def _keep_field(found: "re.Match[str]", row: str, stated: Fields) -> list[str]:
    """Keep a labelled field; return what is body."""
    name, value = str(found.lastgroup), row[found.end() :].strip()
    if name == "text" or not value:
        return [value] if value else []
    if shape.is_prose(value) and len(value) > TITLE:
        return [row]
    stated.labelled += 1
    if name == "authors":
        stated.authors = stated.authors or shape.listed(value)
    elif name == "date":
        stated.date = stated.date or shape.date_of(value)
    elif name == "source" and (address := shape.address_of(value)):
        stated.url = stated.url or address
    elif not getattr(stated, name):
        setattr(stated, name, value)
    return []
