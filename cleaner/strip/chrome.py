"""What a line of the page is by itself: a control, a menu entry, a counter, a heading of links, or none of these."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import takewhile
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from cleaner.fold import fold
from cleaner.strip.button import is_button
from cleaner.strip.view import Line

Kind = Literal["", "control", "button", "share", "footer", "channel", "related", "meta", "date", "blank"]

_COUNTED = (
    "评论|阅读|浏览|点赞|回复|跟贴|参与|收藏|转发|粉丝|关注|播放|赞同|喜欢|文章|文章数|关注度|原创|订阅|访问|次播放|人参与|回帖"
    "|回答|日志|标签"
    "|views?|likes?|comments?|shares?|followers?"
)
_COUNTS = (
    "阅读|浏览|点击|评论|点赞|收藏|转发|回复|跟贴|粉丝|关注|随笔|文章|访问|原创|积分|等级|获赞|踩|顶|赞|共|第|码龄|园龄|热度|人气|围观|被引"
    "|标签|归档|本日人气|累积人气|即时浏览数|浏览人次"
)
_MEASURES = "条|次|人|个|篇|图|位|年|分|元|张|天|楼|章|集|字|积分|币|℃"
_META = re.compile(
    rf"""(?: \d[\d\s,./:万千亿kwm+%-]{{0,14}}
      | [(\[]?\d[\d,.]{{0,9}}[万千亿kwm]?\+?[)\]]?\s?(?:{_MEASURES})?(?:{_COUNTED})?
      | (?:{_COUNTS})(?:量|数|次数)?\s?[-:(|+]{{0,3}}\s?\d{{0,9}}[万千]?\+?\s?[条次人个年月篇)]{{0,2}}
      | [|+\s]{{0,3}}\+?1?[踩顶赞]\s?\d{{1,7}}
      | .{{1,24}}?\s?[⋅·・]\s?\d{{1,6}}\s?(?:评论|阅读|跟贴|回复|天前|小时前|분\s전|시간\s전|일\s전|comments?).{{0,8}}
      | .{{1,20}}\(\d{{1,6}}\)
      | .{{1,16}}(?:\s|第)?\d{{1,4}}(?:篇|讲|课)
      | .{{1,30}}的(?:博客|专栏|主页|空间)
      | \#?\d{{1,4}}\# | \#\d{{1,4}} | \d{{1,3}}(?:st|nd|rd|th)? | \d{{1,2}}:\d{{2}}(?::\d{{2}})?
      | 第?\d{{1,3}}楼(?:层)? | \d{{1,3}}\s?/\s?\d{{1,4}}(?:字)?
      | (?:来自|ip属地|ip:)[:\s]?\S{{1,14}} | [<>«»‹›x×✕/:~!]{{1,3}} | 剩余\d{{1,4}}秒
      | v?\d{{1,2}}\.\d{{1,3}}(?:\.\d{{1,3}})?
      | [\d,.]{{1,8}}[km]?\s(?:min\ read|подписчик\w{{0,3}}|прочитал\w{{0,2}}|просмотр\w{{0,3}})
      | ¥?\$?\d{{1,8}}(?:\.\d{{1,2}})?元? | \d{{1,6}}°?c? )""",
    re.VERBOSE,
)
_ENGLISH_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_OTHER_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mei|agu|okt|des|mai|juin|ao[uû]t|enero|янв|фев|мар|апр|ма[йя]|июн|июл"
    r"|авг|сен|окт|ноя|дек|mär|avril)[а-яa-zéû]{0,9}\.?"
)
_DATED = re.compile(r"[\d昨今前刚]")
"""One of these is in each date: to look for one at each place of a line takes long."""
_DATE = re.compile(
    rf"""(?:.{{0,24}}?[\s|·⋅,:])?(?:
      (?:19|20)\d\d\s?[-/.年]\s?\d{{1,2}}(?:\s?[-/.月]\s?\d{{1,2}}\s?日?)?
        (?:\s{{0,2}}(?:星期|周|\(?[一二三四五六日月火水木金土]\)?)[一二三四五六日]?)?(?:\s{{0,2}}(?:上午|下午|凌晨|晚上|早上)?\s?\d{{1,2}}:\d{{2}}(?::\d{{1,2}})?)?
      | \d{{1,2}}[-/月]\d{{1,2}}日?(?:\s\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?
      | (?:昨天|今天|前天|刚刚|昨日|今日)(?:\s?\d{{1,2}}:\d{{2}})?
      | \d{{1,3}}\s?(?:秒|分钟|小时|天|周|个月|月|年)前(?:发布|更新|回复)?
      | (?:mon|tue|wed|thu|fri|sat|sun)?[a-z]{{0,6}},?\s?{_ENGLISH_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s?(?:20\d\d)?
        (?:\s(?:at\s)?\d{{1,2}}:\d{{2}}\s?(?:am|pm)?.{{0,8}})?
      | \d{{1,2}}\s{_OTHER_MONTH}(?:\s(?:19|20)\d\d)?(?:,?\s\d{{1,2}}:\d{{2}}.{{0,6}})?
      | \d{{1,3}}\s?(?:seconds?|mins?|minutes?|hours?|days?|weeks?|months?|years?)\sago
      | \d{{1,3}}[hdwm](?:\sago)? | \d{{1,2}}(?:일|시간|분)\s?전
    )(?:\s?(?:发布|更新|发表|回复|编辑|回覆|举报|来自.{{1,8}}))?""",
    re.VERBOSE,
)
_ASKED = (
    "查看|加入|上传|下载|收藏|关注|举报|打开|登录|注册|扫码|扫一扫|返回|打印|分享|投诉|申请|发表|撰写|写下|展开|收起|加载|搜索|发起"
    "|编辑|投稿|提问|追问|咨询|询价|询底价|反馈|评论|回复|点赞|赞赏|打赏|订阅|投递|复制|切换|进入|领取|购买|预约|预订|试读|播放|完善"
    "|推荐|转发|引用|纠错|报错|挂号|提交|参与|点击|邀请"
)
_HEADED = r"""(?:相关|相似|同类|本类|类似|热门|最热|随机|往期|猜|您可能|你可能|大家都?在?|为[你您]|看了|看过|延伸|附近)
        [^\W\d_]{1,10}
      | (?:最新|本周|今日|近期|更多|其他|其它|编辑|精彩)[^\W\d_]{0,4}
        (?:文章|新闻|资讯|推荐|排行|评论|问题|内容|下载|专题|视频|图片|阅读|回答|职位|产品)"""
_HEADS = re.compile(_HEADED, re.VERBOSE)
_WORDED = re.compile(
    rf"""(?:我也?要|立即|马上|在线|免费|一键|快速|继续|高速|普通|本地)?(?:{_ASKED})[^\W\d_]{{0,8}}
      | (?:我也?要|立即|马上|在线|免费|一键|快速)[^\W\d_]{{1,6}}
      | {_HEADED}""",
    re.VERBOSE,
)
"""How buttons and headings of links are worded, composed anew on every site."""

_ENTRIES = re.compile(r"[\s|/·•・,、>»:()\[\]【】┊┆│-]+")
_STOP, _SENTENCE = re.compile(r"[。!?;]"), re.compile(r"[。;]")
_COUNT = re.compile(r"\+?\d[\d.]{0,8}[万千kw]?\+?|a[+-]?")
"""A button's count, and the letters that set a page's type size: they name nothing."""
_HEADING = 4
"""Characters of a heading of links that begins a row of them."""
_LEADING, _BRIEF, _MOST_LED = 12, 8, 12
"""Units of a sentence that leads to a list, of one where the text goes on below it, and lines of the list."""
_LONGEST = 160
"""Longer lines are no row of entries."""


@cache
def lexicon() -> Mapping[str, Kind]:
    """Return the words of page furniture and their groups."""
    words: dict[str, Kind] = {}
    for line in fold(files("cleaner.strip").joinpath("lexicon.txt").read_text("utf-8")).splitlines():
        if line and not line.startswith("#"):
            group, _, names = line.partition(":")
            for name in filter(None, map(str.strip, names.split(","))):
                words.setdefault(name, group)  # type: ignore[arg-type]
    return words


def kind_of(line: Line) -> Kind:
    """Return what a line is by itself; "" for what could be an article's."""
    if not line.core:
        return "blank"
    if len(line.core) > _LONGEST or line.code:
        return ""
    return kind_of_core(line.core, line.folded.rstrip().endswith(":"))


@lru_cache(maxsize=1 << 16)
def kind_of_core(core: str, is_label: bool = False) -> Kind:
    """Return what a folded text, bare of the marks at its ends, is by itself.

    A label's word names no channel, and its date heads what stands under it.
    """
    words = lexicon()
    found = words.get(core) or words.get(core.strip("[]()【】「」《》<> 　:.…⋅+"))
    if found:
        behind_name = found == "share" and core[0] == "(" and core[-1] == ")"  # his account, where a text is torn at it
        return "" if behind_name or (found == "channel" and is_label) else found
    if len(core) <= 48 and _DATED.search(core) and _DATE.fullmatch(core):
        return "" if is_label else "date"
    if len(core) <= 48 and _META.fullmatch(core):
        return "meta"
    if is_button(core):
        return "" if is_label else "button"
    return "" if _STOP.search(core) else _kind_of_row(core)


def led_to(lines: Sequence[Line], kinds: Sequence[Kind]) -> Iterator[int]:
    """Yield the brief lines that a sentence with a colon leads to: a list of the text's, whatever its words."""
    for line in lines:
        if line.units >= _BRIEF and line.folded[-1] == ":" and not kinds[line.index]:
            below = range(line.index + 1, min(line.index + 1 + _MOST_LED, len(lines)))
            led = list(takewhile(lambda at: bool(kinds[at]), below))
            after = line.index + 1 + len(led)
            if line.units >= _LEADING or (after < len(lines) and lines[after].mass):
                yield from led


def is_worded(line: Line) -> bool:
    """Whether a line is worded as Chinese buttons and headings of links are, or a row of such: texts have them, too."""
    if line.mass or line.code or line.han < 2:
        return False
    core = line.core.strip(" :.")
    return (line.han <= 12 and _WORDED.fullmatch(core) is not None) or _is_worded_row(line.core)


_UNPARTED = re.compile(r"(?=.{0,80}[㐀-鿿])[㐀-鿿a-z+#]{10,80}")
"""A Chinese line without a mark or a space."""
_FEWEST_GLUED, _LEAST_GLUED = 4, 0.6
"""Words of furniture in a row of links that a scraper glued together, and their share of it.

Measured: every menu of 30 pages and not one line of 900 texts has as many.
"""


@cache
def _glue() -> tuple[AhoCorasick, tuple[Kind, ...]]:
    """Return what finds the Chinese words of furniture in a line without spaces, and the kind of each."""
    words = {word: kind for word, kind in lexicon().items() if len(word) > 1 and _UNPARTED_WORD.fullmatch(word)}
    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), tuple(words.values())


_UNPARTED_WORD = re.compile(r"[㐀-鿿a-z]*[㐀-鿿][㐀-鿿a-z]*|[a-z]{2,4}")


def glued_kind(core: str) -> Kind:
    """Return what most words of a row of links glued to one another are; "" for what is none."""
    if not _UNPARTED.fullmatch(core):
        return ""
    automaton, kinds = _glue()
    found = automaton.find_matches_as_indexes(core)
    if len(found) < _FEWEST_GLUED or sum(end - start for _, start, end in found) < _LEAST_GLUED * len(core):
        return ""
    named = [kinds[word] for word, _, _ in found]
    return max(sorted(set(named)), key=named.count)


def _is_worded_row(core: str) -> bool:
    """Whether a line is a Chinese row of three and more entries, two of them and a third known to furniture."""
    if len(core) > _LONGEST or _SENTENCE.search(core):
        return False
    entries = [entry for entry in _ENTRIES.split(core) if entry]
    least = max(2, len(entries) / 3)
    if len(entries) > 2 and _HEADS.fullmatch(entries[0]):
        return True
    return len(entries) > least and sum(map(_is_known, entries)) >= least


def _is_heading(entry: str) -> bool:
    """Whether an entry is a Chinese heading of links."""
    return len(entry) >= _HEADING and not entry.isascii() and lexicon().get(entry) == "related"


@lru_cache(maxsize=1 << 14)
def _is_known(entry: str) -> bool:
    return entry in lexicon() or _WORDED.fullmatch(entry) is not None or is_button(entry)


def _uncounted(entries: Iterable[str]) -> Iterator[str]:
    """Yield the entries of a row without the counts behind its buttons."""
    is_button = False
    for entry in entries:
        if not _COUNT.fullmatch(entry):
            is_button = entry in lexicon()
            yield entry
        elif not (is_button or entry[0] == "a"):
            yield entry


def _kind_of_row(core: str) -> Kind:
    """Return the kind of a line without a stop that is a row of several entries, half of them page furniture."""
    entries = [entry for entry in _ENTRIES.split(core) if entry]
    words = lexicon()
    if not core.isascii() and ":" not in core:
        entries = list(_uncounted(entries))
    if len(entries) < 2:
        return glued_kind(core)
    kinds = [words[entry] for entry in entries if entry in words]
    if len(entries) == 2 and "channel" in kinds and " ".join(entries) == core and core.isascii():
        return ""  # two words of an English phrase
    if all(map(_is_known, entries)):
        return "control"
    if _is_heading(entries[0]) and (len(entries) > 2 or ":" not in core):  # a label points to one title within a text
        return "related"
    if len(kinds) * 2 < len(entries) or (len(entries) == 2 and len(kinds) < 2):
        return ""
    return max(sorted(set(kinds)), key=kinds.count)
