"""Labels and their values around a text: in rows, or a value below its label, as where each inline element is one."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from cleaner.document import Edit
from cleaner.strip.values import CHANGED, certain_date, clean_pairs
from cleaner.strip.view import Line, View

_FIELDS = """
    source: 来源 文章来源 稿源 信息来源 新闻来源 出处
    original_author: 作者 文章作者 本文作者 撰文 撰稿 原作者
    editor: 责编 责任编辑 编辑
    date: 发布时间 发布日期 发表时间 发布于 发表于 时间 日期 出版
    category: 分类 栏目 分类专栏 博客分类 文章分类 所属分类 全站分类 个人分类 分类于 频道
    tags: 标签 文章标签 关键词 关键字 tags 相关字词 相关标签
    source_url: 本文链接 文章链接 原文链接 原始链接 转载自 本文地址 永久链接 原文地址
    license: 许可协议 授权协议
    title: 更新时间 最后更新 更新 更新于 本文标题 文章标题 上一篇 下一篇 此分类上一篇 此分类下一篇 版权声明
    count: 阅读 浏览 点击 评论 回复 查看 浏览次数 阅读次数 点击次数 阅读数 阅读量 浏览量 点击量
    count: 评论数 字数 人气 本文字数 阅读人次 访问次数 访问量 热度
    count: 回答量 采纳率 帮助的人 帮助网友 收到感谢 关注者 被浏览 个人积分 文章编号 获赞
    count: 发布人 发布者 发表人 录入 文档序号 文档编号 字体 字号 分享 点击数 浏览数 摄影 审核 审稿 校对 供图 难度
    count: 视力保护色 发布 围观 点阅
"""
_LABELS: Mapping[str, str] = {
    label: row.partition(":")[0] for row in _FIELDS.split("\n    ")[1:] for label in row.partition(":")[2].split()
}
"""Labels, folded, and the metadata that their values are; a title of another text and a count are not kept."""

_NEAR = 12
"""Two labels and more, so near one another, are a page's; one alone, or beside a strange one, may be a text's own."""
_NAME, _TITLE, _VALUE = 12, 45, 20
"""Units of the longest name and of the longest title; characters of the longest value in a row."""

_FILLED_IN = frozenset({
    "发布时间", "发布日期", "浏览次数", "阅读次数", "点击次数", "阅读量", "浏览量", "点击量", "访问量", "视力保护色",
})  # fmt: skip
"""Labels whose values scripts fill in; in what is scraped one often stands empty, and alone."""

_URL = re.compile(r"(?:https?://|www\.)\S+")
_COUNT = re.compile(r"[\d,.]{1,9}\s?[万千kw]?\+?%?\s?(?:次|人|条|字|分钟)?")


def split_labels(view: View, rule: str) -> Iterator[Edit]:
    """Take the labels over and under all of a text and their values, which are kept as metadata, and one left empty."""
    total, lines = view.before[-1], view.lines
    if not total:
        return
    ends = [line for line in lines if not line.mass and not line.code and view.before[line.index] in {0, total}]
    labels = {line.index: _field(line) for line in ends if line.units <= 8 and line.folded.rstrip()[-1:] in {":", "﹕"}}
    for at, field in labels.items():
        if field and at == len(lines) - 1:
            if labels.get(at - 1, field):  # below an empty label of its own it is one more of a form's
                yield view.document.removal(at, rule)  # the page's last line: nothing was said
            continue
        if lines[at].core.strip(" ﹕") in _FILLED_IN and _is_empty(view, at) and at + 1 not in labels:
            yield view.document.removal(at, rule)
            continue
        near = [labels[other] for other in range(at - _NEAR, at + _NEAR + 1) if other in labels]
        if not field or len(near) < 2 or "" in near:
            continue
        yield view.document.removal(at, rule)
        after = at + 1
        if after in labels or after == len(lines) or not _fits(lines[after], field, ended=view.before[at] == total):
            continue
        value = lines[after]
        if field not in {"title", "count"}:
            notes = tuple(clean_pairs([(field, view.document.text[value.start : value.end])]))
            yield view.document.edit(value.start, value.start, "", rule, notes)
        yield view.document.removal(after, rule)


_IN_ROW = re.compile(
    rf"(?:(?P<known>{'|'.join(sorted(_LABELS, key=len, reverse=True))})|(?:(?<=[\s|·,\d])|\A)[㐀-鿿]{{2,6}})\s?:"
)
"""A label in a row of them; one of a page's may be glued to the value before it."""
_FEWEST, _LONGEST = 2, 90
"""Labels of a page that a row has at least; characters of the longest."""
_SAID = re.compile(r"[。!?;]")


def labelled_rows(view: View, rule: str) -> Iterator[Edit]:
    """Take the rows of labels and brief values over and under all of a text: most of the labels are a page's."""
    total = view.before[-1]
    ends_of_page = {0, total} if total else set()
    for line in view.lines:
        if view.before[line.index] not in ends_of_page or line.mass or line.code or line.index in view.table_cells:
            continue
        if line.end - line.start > _LONGEST or line.folded.count(":") < _FEWEST or _SAID.search(line.folded):
            continue
        labels = list(_IN_ROW.finditer(line.folded))
        named = [found for found in labels if found["known"]]
        if len({found["known"] for found in named}) < _FEWEST or 2 * len(named) <= len(labels):
            continue
        ends = [*(found.start() for found in labels[1:]), len(line.folded)]
        values = [(found, line.folded[found.end() : end].strip()) for found, end in zip(labels, ends, strict=True)]
        over = line.folded[: labels[0].start()].strip()
        near = view.lines[max(0, line.index - 1) : line.index + 2]
        if not certain_date(line.folded) and any(map(_is_facts, near)):
            continue  # a row of a table of facts, most of whose labels no page has
        if all(len(value) <= _VALUE for _, value in values) and (not over or certain_date(over)):
            yield view.document.removal(line.index, rule, tuple(clean_pairs(_pairs(view, line, labels, ends))))


def _is_facts(line: Line) -> bool:
    """Whether a line is a row of labels most of which are none of a page's."""
    labels = list(_IN_ROW.finditer(line.folded)) if not line.mass and line.end - line.start <= _LONGEST else []
    return len(labels) >= _FEWEST and 2 * sum(bool(found["known"]) for found in labels) <= len(labels)


def _pairs(view: View, line: Line, labels: list[re.Match[str]], ends: list[int]) -> Iterator[tuple[str, str]]:
    """Yield what a row's labels say, and its date."""
    if not CHANGED.search(line.folded) and (date := certain_date(line.folded)):
        yield "date", date
    for found, end in zip(labels, ends, strict=True):
        field = _LABELS.get(found["known"] or "", "")
        if field and field not in {"title", "count", "date"}:
            yield field, view.document.text[line.start + found.end() : line.start + end].strip(" |·,")


def _is_empty(view: View, at: int) -> bool:
    """Whether below a label over the text stands neither its value nor another field: the title, or a sentence."""
    below = view.lines[at + 1]
    return not (certain_date(below.folded) or _COUNT.match(below.core)) and (below.mass > 0 or below.units >= 4)


_FACT = re.compile(
    r"[\s•·-]{0,4}(?P<label>文档编号|文档格式|文档页数|文档大小|文档类型|文档热度|上传时间|上传日期|上传[人者]|资源编号"
    r"|格式|页数|大小|价格|下载积分|下载次数|浏览次数|浏览量|星级)\s?:\s?\S{1,24}(?:\s\S{1,12})?\s?"
)
"""What a document shop tells of a file, one fact on a line."""
_SHOPS = ("文档", "上传", "资源")
"""One of the facts begins with one of these: a form and a size are a text's own, too."""
_FEWEST_FACTS = 3


def document_facts(view: View, rule: str) -> Iterator[Edit]:
    """Take the facts of a file that a document shop lists over or under its text, three lines and more of them."""
    run: list[tuple[int, str]] = []
    for line in (*view.lines, None):
        fact = _FACT.fullmatch(line.folded) if line and not line.mass and not line.code else None
        if line and fact:
            run.append((line.index, fact["label"]))
            continue
        if len(run) >= _FEWEST_FACTS and any(label.startswith(_SHOPS) for _, label in run):
            for at, _ in run:
                yield view.document.removal(at, rule)
        run = []


_RATED = re.compile(r"\d星\s?[·•]?\s?资源好评率\s?\d{1,3}%")
_FILE = re.compile(r"[^\n]{2,120}\.(?:pdf|zip|rar|7z|tar|gz|docx?|pptx?|xlsx?|txt|exe|apk|md)")


def rated_files(view: View, rule: str) -> Iterator[Edit]:
    """Take the file that a platform offers in its text, with its stars and how many readers liked it."""
    for line in view.lines[1:]:
        if _RATED.fullmatch(line.folded.strip()):
            yield view.document.removal(line.index, rule)
            over = view.lines[line.index - 1]
            if _FILE.fullmatch(over.folded.strip()) and not over.code:
                yield view.document.removal(over.index, rule)


_OWN = "本文|文章|网页|网站|新闻|当前|标题|分享|链接|路径|地址|网址|浏览|转载|来源|url"
_OWN_TITLE = re.compile(rf"(?:{_OWN}|名称){{0,2}}(?:标题|名称|题目|文章)\s?:\s?\S[^\n。]{{1,90}}")
_OWN_ADDRESS = re.compile(
    rf"(?:{_OWN}){{1,2}}(?:{_OWN}|源|来|出自|注明|位置)?于?\s?:\s?(?:https?://\S+|www\.\S+|/[\w./-]{{4,80}})"
)
"""The page's own title and its own address, under a text, each with a label: sites have many words for them."""


def own_addresses(view: View, rule: str) -> Iterator[Edit]:
    """Take the two lines under all of a text that name the page's own title and its own address."""
    total, lines = view.before[-1], view.lines
    under = [line for line in lines[-_NEAR:] if total and view.before[line.index] == total and not line.code]
    for one, other in pairwise(under):
        for title, address in ((one, other), (other, one)):
            found = _OWN_ADDRESS.fullmatch(address.folded.strip())
            if found and _OWN_TITLE.fullmatch(title.folded.strip()):
                yield view.document.removal(title.index, rule)
                yield view.document.removal(address.index, rule)


_ACCOUNT = re.compile(r"微信号\s?:?\s?(?P<id>[a-z][\w-]{4,24})?")
_ABOUT = re.compile(r"功能介绍\s?:?\s?(?P<said>\S.*)?")


def account_card(view: View, rule: str) -> Iterator[Edit]:
    """Take an account's card over its text, its id and what it says of itself; the name before it is the source."""
    lines = view.lines
    for at, line in enumerate(lines):
        account = _ACCOUNT.fullmatch(line.core) if line.core.startswith("微信号") else None
        if not account:
            continue
        second = at + 1 if account["id"] else at + 2
        about = _ABOUT.fullmatch(lines[second].core) if second < len(lines) else None
        last = second if about and about["said"] else second + 1
        if not about or last >= len(lines) or not (account["id"] or _ACCOUNT.fullmatch("微信号" + lines[at + 1].core)):
            continue
        name = lines[at - 1] if at else line
        if 0 < name.units <= _NAME and not name.mass and name is not line:
            notes = tuple(clean_pairs([("source", view.document.text[name.start : name.end])]))
            yield view.document.edit(name.start, name.start, "", rule, notes)
        posted = last + 1 < len(lines) and lines[last + 1].core == "发表于"  # its place is filled in by a script
        for card in range(at, last + 1 + posted):
            yield view.document.removal(card, rule)


def _field(line: Line) -> str:
    """Return what a label's value is; empty for one that is no page's."""
    return _LABELS.get(line.core.strip(" ﹕(【["), "")


def _fits(value: Line, field: str, *, ended: bool) -> bool:
    """Whether a line can be the value of a label before it: of what stands under a text titles may be, too."""
    if value.mass or value.code:
        return False
    if field == "date":
        return certain_date(value.folded) != ""
    if field == "title":
        return ended and value.units <= _TITLE
    pattern = {"source_url": _URL, "count": _COUNT}.get(field)
    return (
        pattern.fullmatch(value.core) is not None
        if pattern
        else 0 < value.units <= (_TITLE if field == "license" else _NAME)
    )
