"""What rules harvest, brought into the form that a record's metadata has."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from cleaner.dates import written_date
from cleaner.document import Note

_SPLIT = re.compile(r"[,，、;；|/\s#＃]+")
_MARKS = re.compile(r"[,，、;；|/#＃]+")
_HAN = re.compile(r"[぀-ヿ㐀-鿿]")
_TRIM = " \t\u3000\u200b\u200c\u200d\u2060\ufeff,，。.;；:：、|\"“”'‘’「」『』()（）[]【】<>《》·-—_~!！"
_SEVERAL = re.compile(r"\s*[、,，/&；;]\s*")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The hundred commonest (Ministry of Public Security, 2020 report on names)."""

_PERSON = re.compile(rf"(\S{{3,20}})\s([{SURNAMES}][㐀-鿿]{{1,2}})")
"""A source and a reporter's name after it."""

_NAMED = re.compile(rf"[{SURNAMES}][㐀-鿿]{{1,2}}|[가-힣]{{2,4}}")

_BY = re.compile(r"\A\s*(?:By|BY)\s?(?=[A-Z])")
"""What stands before a name and is glued to it."""

_NOBODY = frozenset({
    "未知", "佚名", "匿名", "网络", "互联网", "本站", "原创", "转载", "admin", "管理员", "编辑", "小编", "本文",
    "综合", "人", "责任编辑", "责编", "正文", "来源", "作者", "记者", "기자", "热点", "暂无评论", "留言本",
    "属于原创文章", "头条", "要闻", "站内", "redação", "da redação", "redazione", "redacción", "redaktion",
    "redactie", "redakcja", "rédaction", "la rédaction", "редакция", "redaksi", "編集部", "편집국", "staff",
    "staff writer", "staff reporter", "staff writers", "staff report", "staff reports", "news staff", "news desk",
    "web desk", "editorial staff", "editorial team", "wire reports", "news service", "am", "pm",
    "istock", "getty", "getty images", "shutterstock", "adobe stock", "pixabay",
    "unsplash", "pexels", "freepik", "depositphotos", "123rf",
})  # fmt: skip

_NAMES = frozenset({"original_author", "authors", "editor", "source"})
"""The metadata that are names of people and media."""

_CLOSERS = {"(": ")", "（": "）", "[": "]", "【": "】", "《": "》", "「": "」", "『": "』", "“": "”"}
_COUNT_AFTER = re.compile(r"\s有?\s?\d+\s?(?:人|次|条)(?:参与|评论|阅读|浏览|跟贴)?.*")
"""A counter that stands on the line of a source or a name."""
_BUTTON_AFTER = re.compile(
    r"(?<=\S)(?:\s+\+?\s?(?:我要|人)?(?:发布于|發佈於|發布於|发表于|發表於|关注|关\s注|举报|评论|点击|浏览|阅读|点赞|收藏|分享|私信|订阅|打印|投诉|纠错|字号|字体|人气|热度|回复|跟贴|责任编辑|责编|编辑)"
    r"|\s(?:来源|作者|时间|栏目|发布|摄影|投稿日|公開日|更新日|掲載日)\s?[:：]?\Z|(?<=\S\S)(?:栏目|作者|责编|责任编辑)\Z"
    r"|(?:浏览|点击|阅读|访问|评论)(?:次数|量|数)|发布(?:时间|日期)|(?:字号|字体)(?=\s?[:：]))(?:[(（:：\s量数次]|\d|\Z).*"
)
"""A button or another label that stands on the line of a name, parted from it or not."""
_GLUED = re.compile(
    r"(?<=[^\W\d_]{2})[\s|·(（,，-]{0,3}(?:(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}(?!\d)"
    r"|[(（\s]\s?\d{0,6}\s?条?(?:评论|評論|阅读|閱讀|跟贴)).*"
    r"|(?<=[^\W\d_])\s+[·•]\s+[^\W\d_]{0,12}\.?\s?\d.*"
)
"""A date, or a counter that a script fills in, glued to a name or behind a dot."""
_FOLLOWED = re.compile(
    r"(?<=\S\S)\s?\+?\s?(?:关注|關注|追蹤|追踪|订户|訂戶|作者)\Z|\s?[/／∕]\s?[㐀-鿿]{2,6}(?:报导|报道|報導|報道)\Z"
)
"""A button behind a writer's name, what he is to the platform, or where he reports from."""
_NO_NAME = re.compile(
    r"(?:星期|周|週|礼拜)[一二三四五六日天]|(?:主治|主任|副主任|住院)医师|来自|來自|未经|未經|\d+", re.IGNORECASE
)
"""What stands beside a date and is nobody's name."""
_CODE_AFTER = re.compile(r"(?<=[㐀-鿿])[\s_(（]{0,2}[A-Za-z]{1,3}\d{2,6}[)）]?\Z")
"""An editor's number behind the name."""


def notes_of(found: re.Match[str], text: str) -> Note:
    """Return what a match says, as pairs of metadata name and value, read from the unfolded text."""
    pairs = [
        (re.sub(r"_\d$", "", group), text[found.start(group) : found.end(group)])
        for group in found.re.groupindex
        if found[group] is not None
    ]
    return tuple(dict.fromkeys(clean_pairs(pairs)))


def clean_pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs with their values brought into form; what says nothing ("unknown", "internet") is left out."""
    for name, value in pairs:
        named = _BY.sub("", value) if name in {"original_author", "authors"} else value
        if name in _NAMES:
            named = _CODE_AFTER.sub("", _BUTTON_AFTER.sub("", _GLUED.sub("", named)))
            named = _FOLLOWED.sub("", named) if name != "source" else named
        for one in _FORMS.get(name, _plain)(named):
            if name in _NAMES and (one.lower() in _NOBODY or _NO_NAME.fullmatch(one)):
                continue
            person = _PERSON.fullmatch(one) if name == "source" else None
            if person:
                yield "authors", person[2]
            yield name, person[1] if person else one
            if name == "original_author":
                people = one.split()
                names = people if all(map(is_person, people)) else _SEVERAL.split(one)
                yield from (("authors", author) for author in names if author)


def _plain(value: str) -> Iterator[str]:
    whole = re.sub(r"\s+", " ", _COUNT_AFTER.sub("", value))
    value = whole.strip(_TRIM)
    opened = max(value, key=lambda char: value.rfind(char) if char in _CLOSERS else -1, default="")
    closer = _CLOSERS.get(opened, "")
    if closer and closer not in value[value.rfind(opened) :] and value + closer in whole:
        value += closer  # one that belongs to the name
    if value:
        yield value


def _as_is(value: str) -> Iterator[str]:
    value = value.strip()
    if value:
        yield value


def is_person(name: str) -> bool:
    """Whether a name is a Chinese or Korean person's by its length and surname."""
    return _NAMED.fullmatch(name.strip()) is not None


CHANGED = re.compile(
    r"updated?\b|modified|aktualisiert|geändert|stand:|mis à jour|mise à jour|actualizad|atualizad|aggiornat|bijgewerkt"
    r"|gewijzigd|aktualizac|zmieniono|güncelle|cập nhật|diperbarui|обновл|изменен|更新|수정|تحديث|अपडेट"
)
"""What says, folded, that the date behind it is a change's."""


def certain_date(value: str) -> str:
    """Return the first date that a text states, as YYYY-MM-DD; empty where there is none, or it may be one of two."""
    return written_date(value, month_first=None)


_TERMS = (
    ("BY", ("署名", "姓名标示", "姓名標示", "attribution")),
    ("NC", ("非商业", "非商業", "noncommercial", "non-commercial")),
    ("ND", ("禁止演绎", "禁止演繹", "禁止改作", "noderiv", "no derivatives")),
    ("SA", ("相同方式共享", "相同方式分享", "sharealike", "share alike")),
)
"""The parts of a licence as its deeds name them (creativecommons.org/licenses)."""


def _license(value: str) -> Iterator[str]:
    """Yield a Creative Commons licence in its usual form (creativecommons.org), any other as it stands."""
    parts = re.findall(r"by|nc|sa|nd|zero", value.lower())
    version = re.search(r"\d\.\d", value)
    told = [part for part, names in _TERMS if any(name in value.lower() for name in names)]
    if told[:1] == ["BY"] and (len(told) > 1 or version):
        yield f"CC {'-'.join(told)} {version[0] if version else ''}".strip()
    elif re.match(r"cc\b", value.strip().lower()) and parts:
        yield f"CC {'-'.join(dict.fromkeys(part.upper() for part in parts))} {version[0] if version else ''}".strip()
    elif value.strip():
        yield re.sub(r"\s+", " ", value).strip(_TRIM)


def _many(value: str) -> Iterator[str]:
    """Yield the tags of a row: a space parts Chinese ones, and those that a hash begins; others hold spaces."""
    spaced = _HAN.search(value) or value.lstrip().startswith(("#", "＃"))
    for one in (_SPLIT if spaced else _MARKS).split(value):
        yield from _plain(one)


def _address(value: str) -> Iterator[str]:
    """Yield an address; the title that stands in the place of one is none."""
    if "/" in value or "." in value:
        yield from _as_is(value)


_FORMS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "date": lambda value: filter(None, [certain_date(value)]),
    "tags": _many,
    "url": _as_is,
    "source_url": _address,
    "images": _as_is,
    "license": _license,
}
