"""What rules harvest, brought into the form that a record's metadata has."""

import re
from collections.abc import Callable, Iterator, Mapping

from cleaner.document import Note

_DATE = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})")
_SPLIT = re.compile(r"[,，、;；|/\s#＃]+")
_TRIM = " \t\u3000\u200b\u200c\u200d\u2060\ufeff,，。.;；:：、|\"“”'‘’「」『』()（）[]【】<>《》·-—_~!！"
_SEVERAL = re.compile(r"\s*[、,，/&；;]\s*")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
"""The hundred commonest (Ministry of Public Security, 2020 report on names)."""

_PERSON = re.compile(rf"(\S{{3,20}})\s([{_SURNAMES}][㐀-鿿]{{1,2}})")
"""A source and a reporter's name after it."""

_NOBODY = frozenset({"未知", "佚名", "匿名", "网络", "互联网", "本站", "原创", "转载", "admin", "管理员", "编辑", "小编", "本文", "综合", "人"})


def notes_of(found: re.Match[str], text: str) -> Note:
    """Return what a match says, as pairs of metadata name and value, read from the unfolded text."""
    notes: list[tuple[str, str]] = []
    for group in found.re.groupindex:
        if found[group] is not None:
            name = re.sub(r"_\d$", "", group)
            value = text[found.start(group) : found.end(group)]
            for one in _FORMS.get(name, _plain)(value):
                if name in {"original_author", "editor", "source"} and one in _NOBODY:
                    continue
                if name == "source" and (person := _PERSON.fullmatch(one)):
                    one, author = person.groups()
                    notes.append(("authors", author))
                notes.append((name, one))
                if name == "original_author":
                    notes += [("authors", author) for author in _SEVERAL.split(one) if author]
    return tuple(dict.fromkeys(notes))


def _plain(value: str) -> Iterator[str]:
    value = re.sub(r"\s+", " ", value).strip(_TRIM)
    if value:
        yield value


def _as_is(value: str) -> Iterator[str]:
    value = value.strip()
    if value:
        yield value


def iso_date(value: str) -> Iterator[str]:
    """Yield the date in ISO 8601 if it is one of the calendar."""
    found = _DATE.search(value)
    if found and 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31:
        yield f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"


def _many(value: str) -> Iterator[str]:
    for one in _SPLIT.split(value):
        yield from _plain(one)


_FORMS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "date": iso_date,
    "tags": _many,
    "source_url": _as_is,
    "images": _as_is,
    "license": _as_is,
}
