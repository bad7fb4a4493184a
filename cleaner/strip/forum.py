"""The title of a thread and its buttons, by what a Chinese forum prints around them: counts, its link, its tools."""

import re
from collections.abc import Iterator
from itertools import takewhile

from cleaner.document import Edit
from cleaner.strip.view import Line, View

_COUNTED = re.compile(r"(?:查看|阅读|浏览)\s?:?\s?\d{1,9}\s?\|?\s?(?:回复|回覆|回帖)\s?:?\s?\d{1,7}(?:\s?\|.{0,60})?")
"""How often a thread was read and answered; Discuz! prints it right over or under the title."""
_LINK = re.compile(r"[\[【]?复制(?:链接|连结)[\]】]?")
_POSTED = re.compile(r"(?:.{1,40}\s)?(?:[|·]\s?)?发表于\s?:?\s?(?:19|20)\d\d.{4,60}")
_BUTTONS = frozenset({"收起左侧", "展开左侧", "电梯直达", "跳转到指定楼层", "楼主", "打印", "上一主题", "下一主题"})
_HEAD, _NEAR = 80, 6
"""Lines that a forum's head has at most; those between the counts and the title's button, or the first post."""


def thread_title(view: View) -> int:
    """Return the block of the title of a forum's thread; -1 where no forum's software gives it away."""
    if "发表于" not in view.folded and "复制" not in view.folded:
        return -1
    lines = view.lines[:_HEAD]
    counted = next((line.index for line in lines if _is(_COUNTED, line)), -1)
    if counted < 0:
        return -1
    link = next((line for line in lines if _is(_LINK, line)), None)
    if link:
        over = (line.index for line in reversed(lines[: link.index]) if _may_title(line))
        title = next(over, -1)
        near = abs(counted - link.index) <= _NEAR and link.index - title <= _NEAR
        return title if near else -1
    below = lines[counted + 1 : counted + 1 + _NEAR]
    between = list(takewhile(lambda line: not _is(_POSTED, line), below))
    if len(between) == len(below):
        return -1
    return next((line.index for line in between if _may_title(line)), -1)


_TOP, _FEWEST_TOPS = "TOP", 2
_TOOLS = re.compile(
    r"(?:使用道具|举报|评分|显示全部楼层|只看该作者)(?:[\s|]{1,3}(?:使用道具|举报|评分|支持|反对|分享|收藏)){0,5}"
)
"""What stands beside a forum's button to answer."""
_ANSWER = frozenset({"回复", "引用", "回覆"})


def top_links(view: View, rule: str) -> Iterator[Edit]:
    """Take the links to the page's top that a forum has under each post, and a button to answer beside its tools."""
    lines, text = view.lines, view.document.text
    tops = [line for line in lines if text[line.start : line.end].strip() == _TOP and not line.code]
    if len(tops) >= _FEWEST_TOPS and len(tops) < len(lines) and tops[-1].index - tops[0].index > 1:
        for line in tops:
            yield view.document.removal(line.index, rule)
    for line in lines:
        near = lines[line.index + 1] if line.index + 1 < len(lines) else line
        if line.core in _ANSWER and not line.code and _is(_TOOLS, near):
            yield view.document.removal(line.index, rule)


def _is(pattern: re.Pattern[str], line: Line) -> bool:
    return not line.code and pattern.fullmatch(line.folded.strip()) is not None


def _may_title(line: Line) -> bool:
    return line.core not in _BUTTONS and 2 <= line.units <= 60 and not _is(_COUNTED, line)
