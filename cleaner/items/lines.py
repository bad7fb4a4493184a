"""What a line of an item is, told from its own shape: a numbered head, an address, names, an organisation, a date."""

import re
from dataclasses import dataclass

URL = re.compile(r"https?://[!-~]+[!-~/]")
"""An address in running text: RFC 3986 characters only, so it ends where Chinese begins."""

_ADDRESS_LABEL = (
    r"(?:[^\s:：，。]{0,6}(?:链接|地址|网址)|原文|出处|来源|全文|"
    r"(?:(?:Paper|Project|Code|Full|Read|Source|Original)[ ])?(?:Link|URL|Page|Address|Article|Text|More)s?|"
    r"Paper|Source|Code|arXiv|DOI|via)"
)
ADDRESS_LINE = re.compile(
    rf"[(（<\[【]?(?:{_ADDRESS_LABEL}\s*[】\])）]?\s*[:：>]?\s*)?[(（<\[]?(https?://[!-~]+?)[)）>\]]?[。.;；]?",
    re.IGNORECASE,
)
"""A line that is an address and no more, whatever it is labelled."""

SHORT = 120
"""Longest line that is looked at for a post's author and time or for the label of a title."""

IMAGE = re.compile(r"[.](?:jpe?g|png|gif|webp|svg|bmp)(?:$|[?!@])", re.IGNORECASE)
"""An address of a picture, which is no item's own."""

_CHINESE_NUMBER = "一二三四五六七八九十百"
_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}

NUMBERED = re.compile(
    rf"""(?:[\#>*•·●■◆▶-]{{1,4}}\s*)?(?:\*\*|__)?      # Markdown before the number
    (?: (?P<keycap>\d{{1,2}})️?⃣
      | (?P<circled>[①-⑳❶-❿➀-➓])
      | [(（]\s*(?P<round>\d{{1,3}})\s*[)）]
      | (?:NO|No|TOP|Top|№)\s?[.．]?\s?(?P<ranked>\d{{1,3}})(?!\d)\s*[.、:：|丨]?
      | (?P<arabic>\d{{1,3}})\s?(?P<mark>[、．.)）]|[:：|丨](?!\d))(?![\d)）])
      | (?P<bare>\d{{1,2}})(?=\s*$)
      | (?P<chinese>[{_CHINESE_NUMBER}]{{1,3}})、
      | [(（](?P<chinese_round>[{_CHINESE_NUMBER}]{{1,3}})[)）]
    )(?:\*\*|__)?\s*""",
    re.VERBOSE,
)
"""A number at the head of a line; the name of the group that matched is its style."""

TAGGED = re.compile(
    r"[\[［【](?P<tag>[A-Z]{2,4}|[a-z-]{2,8}\.[A-Za-z-]{2,4}|(?:hep|astro|cond|quant|gr|nucl|math)-[a-z]{2,3})[\]］】]\s*(?=\S)"
)
"""A subject tag before a title, as `[LG]` or `[cs.CL]`."""

LABEL = re.compile(r"[^\n。！？；.!?;,，]{2,30}[:：]")
"""A whole line that announces what follows."""

_SENTENCE_END = re.compile(r"[。！？!?…；;][”’」』）)\"']*$|[a-z)][.][”’\"')]*$")

_FIELDS = {
    "title": r"(?:论文|文章|英文|原文)?(?:标题|题目|题名|名称)|Paper[ ]Title|Title",
    "title_translated": r"(?:中文|译文|翻译)(?:标题|题目|题名|名称)|译名",
    "authors": r"(?:论文)?作者|Authors?|By",
    "organization": r"(?:作者|所属|研究|发布|主办)?(?:机构|单位)|主办方|Affiliations?|Organi[sz]ations?|Institutions?",
    "category": r"分类|类别|领域|类目|栏目|Category|Categories|Subjects?",
    "date": r"(?:发布|发表|提交|更新|上线|公布|活动|举办)?(?:日期|时间)|Date|(?:Published|Submitted|Posted)(?:[ ]on)?",
    "source": r"(?:信息|新闻|文章|消息)?来源|出处|Source|Via",
    "text": r"(?:论文|内容|中文|英文)?(?:摘要|简介|介绍|导读|概要|点评|推荐理由)|内容|TL;?DR|Abstract|Summary",
}
LABELLED = re.compile(
    "|".join(f"(?P<{name}>{words})" for name, words in _FIELDS.items()).join(
        (r"[【\[]?(?:", r")\s?(?:[】\]]\s*[:：]?|[:：])\s*")
    ),
    re.IGNORECASE,
)
"""A field that names itself."""

DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})(?!\d)日?(?:\s*T?\d{1,2}:\d\d(?::\d\d)?)?"
)

CLOCK = re.compile(r"(?P<h>[012]?\d)[:：](?P<m>[0-5]\d)(?:[:：][0-5]\d)?(?=\s|【|$)")
"""A time of day at the head of a line."""

QUESTION = re.compile(r"(?:Q|问|問|问题|FAQ|Question)\s?(?P<n>\d{0,3})\s*[:：.、)）]\s*(?=\S)", re.IGNORECASE)
ANSWER = re.compile(r"(?:A|答|Answer)\s?\d{0,3}\s*[:：.、)）]\s*(?=\S)", re.IGNORECASE)

_FLOOR = re.compile(r"(?:(?:第\s?)?\d{1,4}\s?(?:楼|樓|層|层|F\b)|[#＃]\s?\d{1,4}\b|楼主|沙发|板凳|地板)(?=$|[\s:：|·])")
_TIME = re.compile(
    r"(?:(?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[-/月]\d{1,2}日?|昨天|今天|前天|\d+\s?(?:分钟|小时|天|个月|年)前|"
    r"\d+\s(?:minutes?|hours?|days?|months?|years?)\sago|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2},?\s\d{4})"
    r"(?:,?\s*(?:at\s)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?)?",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"发表于|发布于|回复于|评论于|發表於|回覆於|发表时间|\b(?:wrote|posted|replied|commented|said)(?:\s+(?:on|at))?\b|^by\b",
    re.IGNORECASE,
)
_EDGE = " :：|·,，»-\t"
_AROUND = re.compile(r"^(?:on|at|by)\b|\b(?:on|at)$", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b,?")
POST_WORDS = (
    *("发表于", "发布于", "回复于", "评论于", "發表於", "回覆於", "发表时间", "楼", "樓", "沙发", "#"),
    *("wrote", "posted", "replied", "commented", "by "),
)
"""What a page must hold several times to be looked at as a thread."""

_PARTICLE = {
    "van", "von", "der", "den", "de", "la", "le", "da", "di", "del", "dos", "du", "el", "al", "bin", "ben", "ter",
    "v", "d",
}  # fmt: skip
_NAME_WORD = re.compile(r"(?:[A-ZÀ-ÞĀ-ɏ]['’]?[^\W\d_]*[.]?(?:-[^\W\d_]+[.]?)*)+")
_COMMA = re.compile(r"\s*[,，、;；]\s*")
_CONJUNCTION = re.compile(r"\s+(?:&|and|und|et|y)\s+")
_ET_AL = re.compile(r"(?:,?\s*et[ ]al\.?|[，,、]?\s*等(?:人)?|\s*(?:…+|[.]{2,}))\s*$")
_CHINESE_NAME = re.compile(r"[一-鿿]{1,3}(?:[·•][一-鿿]{1,6}){1,3}|[一-鿿]{2,4}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the head of a line."""

    value: int
    style: str
    """How it is written: only numbers of one style make a sequence."""
    length: int
    """How many characters of the line it takes, blanks after it included."""


NUMBER_STARTS = frozenset(
    "0123456789(（#>*•·●■◆▶-_NTt№"
    + _CHINESE_NUMBER
    + "".join(map(chr, (*range(0x2460, 0x2474), *range(0x2776, 0x2794))))
)
"""What a numbered line begins with."""


def number_of(line: str) -> Number | None:
    """Return the number that heads a line, if one does."""
    found = NUMBERED.match(line) if line[:1] in NUMBER_STARTS else None
    if not found:
        return None
    style = (
        str(found.lastgroup)
        if found.lastgroup != "mark"
        else "arabic" + found["mark"].translate({0xFF0E: ".", 0xFF09: ")"})
    )
    written = next(value for name, value in found.groupdict().items() if value and name != "mark")
    return Number(_value(written), style, found.end())


def _value(written: str) -> int:
    """Return a numeral's value: Arabic, Chinese up to 99, circled."""
    if written.isdecimal():
        return int(written)
    if written[0] in _CHINESE_NUMBER:
        tens, ten, ones = written.rpartition("十")
        return 10 * (_DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)
    code = ord(written)
    return next(code - first + 1 for first in (0x2780, 0x2776, 0x2460) if code >= first)


def is_name(text: str) -> bool:
    """Tell whether this can be a person's name in Latin letters: two to five capitalised words, initials, particles."""
    if len(text) > 45 or not 2 <= len(words := text.split()) <= 5:
        return False
    capital = sum(1 for word in words if _NAME_WORD.fullmatch(word))
    particles = sum(1 for word in words if word in _PARTICLE)
    return capital + particles == len(words) and bool(_NAME_WORD.fullmatch(words[-1])) and not text.isupper()


def names_of(text: str) -> tuple[str, ...]:
    """Return the persons that a line of names lists, () where it is anything else."""
    bare = text.strip().rstrip("。.;；")
    first = _CONJUNCTION.split(_COMMA.split(bare[:80], 1)[0], 1)[0]
    if len(first) < len(bare) and first.strip(" *†‡§") and not is_name(first.strip(" *†‡§")):
        return ()
    end = max(0, len(bare) - 40)
    bare = bare[:end] + _ET_AL.sub("", bare[end:])
    parts = [part.strip(" *†‡§") for chunk in _COMMA.split(bare) for part in _CONJUNCTION.split(chunk)]
    parts = [part for part in parts if part]
    if len(parts) > 1 and all(map(is_name, parts)):
        return tuple(parts)
    short = bare != text.strip() or any(len(word.rstrip(".")) == 1 for word in bare.split())
    return tuple(parts) if len(parts) == 1 and short and is_name(parts[0]) else ()


def listed(text: str) -> tuple[str, ...]:
    """Return the names that a labelled field lists, of whatever script; the label is the evidence."""
    bare = _ET_AL.sub("", text.strip().rstrip("。;；"))
    parts = [
        part.strip(" *†‡§") for chunk in re.split(r"\s*[,，、;；|]\s*", bare) for part in _CONJUNCTION.split(chunk)
    ]
    parts = [part for part in parts if part]
    if len(parts) == 1 and " " in parts[0] and all(map(_CHINESE_NAME.fullmatch, parts[0].split())):
        parts = parts[0].split()
    return tuple(parts) if all(len(part) <= 50 for part in parts) else ()


def organization_of(line: str) -> str:
    """Return the organisation that a bracketed line names, "" where it is anything else."""
    if len(line) < 4 or line[0] not in "[［" or line[-1] not in "]］":
        return ""
    inner = line[1:-1].strip()
    return (
        inner
        if not inner.isdecimal()
        and "://" not in inner
        and not re.search(r"[\[\]［］。！？]", inner)
        and len(inner) <= 300
        else ""
    )


def address_of(line: str) -> str:
    """Return the address of a line that is an address and no more."""
    if "://" not in line:
        return ""
    found = ADDRESS_LINE.fullmatch(line)
    return found[1] if found and not IMAGE.search(found[1]) else ""


def date_of(text: str) -> str:
    """Return the first full date in the text as ISO 8601, "" where there is none."""
    found = DATE.search(text)
    if not found or not 1 <= int(found["m"]) <= 12 or not 1 <= int(found["d"]) <= 31:
        return ""
    return f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"


@dataclass(frozen=True, slots=True)
class Post:
    """What the line above a post says."""

    author: str
    date: str
    floor: bool


def post_of(line: str) -> Post | None:
    """Return what a line above a post says of its author and time; None where the line is no such line."""
    if len(line) > SHORT:
        return None
    floor = _FLOOR.match(line)
    if not floor and not any(word in line for word in POST_WORDS):
        return None
    rest = line[floor.end() :] if floor else line
    time = _TIME.search(rest)
    if not time and not (floor and floor[0][0] not in "#＃"):
        return None
    if time:
        rest = f"{rest[: time.start()]} {rest[time.end() :]}"
    said = _SAID.search(rest)
    if not said and not floor:
        return None
    rest = _WEEKDAY.sub("", rest)
    said = _SAID.search(rest)
    author = (rest[: said.start()].strip(_EDGE) or rest[said.end() :]) if said else rest
    author = _AROUND.sub("", author.strip(_EDGE)).strip(_EDGE)
    if len(author) > 30 or re.search(r"[。！？!?；;，]", rest):
        return None
    return Post(author, date_of(time[0]) if time else "", floor=bool(floor))


def is_label(line: str) -> bool:
    """Tell whether a line only announces what follows: a section label."""
    return bool(LABEL.fullmatch(line))


def is_prose(line: str) -> bool:
    """Tell whether a line is a sentence or more."""
    return (len(line) >= 40 and ends_sentence(line)) or line.count("。") > 1


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does: with a full stop or its like, and closing marks behind it."""
    return bool(_SENTENCE_END.search(text, max(0, len(text) - 20)))
