"""Whole menus on one line: rows of menu words at the ends of a page, and the trail that begins with its home page."""

import re
from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.strip.chrome import lexicon
from cleaner.strip.extent import Extent
from cleaner.strip.view import Line, View

_BETWEEN = re.compile(r"[\s|/·•>»&]+")
_ENTRY = re.compile(r"[A-Z][A-Za-z]{0,15}(?:\d{0,4}|\(\d{1,4}\))")
"""An English menu's entry: one word with a capital, its counter glued to it."""

_HAN_ENTRY = re.compile(r"[^\W_]{0,8}[㐀-鿿][^\W_]{0,8}|[a-z][\w+#.]{0,11}")
_COUNTER = re.compile(r"\(?\d{1,4}\)?\Z")
_SECTION = re.compile(r".{1,8}(?:教程|知识库|中心|频道|专区|论坛|社区|大全|下载|博客|排行榜?|列表|精选)|走进.{2,5}")
_HOME = frozenset(
    {
        "首页",
        "网站首页",
        "主页",
        "返回首页",
        "home",
        "startseite",
        "accueil",
        "inicio",
        "главная",
        "ホーム",
        "トップ",
        "홈",
    }
)

_TOPIC_WORDS = """
android apple apps azure aws big browsers careers cloud coding containers css data databases design
desktop devops docker enterprise firefox gadgets git hardware how-tos html infrastructure internet
interviews ios iot java javascript kernel kubernetes laptops linux mac machine microsoft mobile
mysql networking open-source php phones policy privacy programming python raspberry recent reviews
robotics ruby rust security servers software startups storage tablets tips tools tutorials tweet
ubuntu unix virtualization web webinars whitepapers windows wordpress guides training
装机 显卡 显示器 单反 相机 笔记本 电脑 平板 主板 内存 硬盘 键盘 鼠标 路由器 打印机 耳机 小米
华为 苹果 三星 联想 数据库 人工智能 服务器 操作系统 网络 汤羹 菜谱 菜系 烘焙 家常菜 生态 非遗 民俗 人物
语文 数学 英语 物理 化学 生物 地理 人才培养 科学研究 教学科研 合作交流 公共服务 教育教学 校园文化
人力资源 售后服务 服务项目 服务范围 生产设备
"""
_TOPICS = frozenset(_TOPIC_WORDS.split())
"""Words that name a section only among other words of a menu; alone they head an article's part."""

_DUTIES = frozenset({"control", "share", "footer"})
_NO_DUTIES = frozenset(
    {"ad", "ads", "back", "follow", "jobs", "like", "line", "more", "off", "play", "post", "press", "report", "save"}
    | {"search", "support", "top", "google", "youtube", "facebook", "instagram", "tiktok", "twitter", "help", "legal"}
)
"""Verbs and nouns of titles as much as of menus: known to both, proof of neither."""

_LONG, _SHORT = 12, 6
"""Rows of so many entries and more, and of fewer, in words."""


def word_rows(extent: Extent, rule: str) -> Iterator[Edit]:
    """Take the rows of three and more menu words that stand before or after a page's running text."""
    view = extent.view
    total = view.before[-1]
    if not total:
        return
    for line in view.lines:
        if line.mass or line.codelike or line.units < 3 or line.index in view.table_cells:
            continue
        before = view.before[line.index]
        if before >= 0.9 * total:
            duties = 1 if _beside_furniture(extent, line.index) else 2
        elif before <= 0.1 * total:
            duties = 3
        else:
            continue
        raw = view.document.text[line.start : line.end]
        if is_word_row(raw, duties) or (duties != 2 and _is_han_row(line, 0.5 if duties == 3 else 0)):
            yield view.document.removal(line.index, rule)


def is_word_row(raw: str, duties: int) -> bool:
    """Whether a line is a row of three and more one-word menu entries with nothing of a sentence among them.

    The shorter the row, the more of it has to be known to menus.  Titles have three to five such words too, so that
    `duties` of those have to name what a reader can do on a page: most before an article, where its title stands.
    """
    words = [word for word in _BETWEEN.split(raw) if word]
    if len(words) < 3 or not all(map(_ENTRY.fullmatch, words)):
        return False
    entries = [_COUNTER.sub("", word).lower() for word in words]
    known = sum(entry in _TOPICS or entry in lexicon() for entry in entries)
    named = sum(map(_is_duty, entries))
    if len(words) >= _LONG:
        return known >= 0.7 * len(words) and named >= 0.15 * len(words)
    if len(words) >= _SHORT:
        counted = sum(word[-1] in "0123456789)" for word in words)
        return known >= 0.8 * len(words) and named + (counted >= 3) >= 2
    twice = len(set(entries)) < len(entries)
    return known == len(words) and named + twice >= duties


def _is_duty(entry: str) -> bool:
    """Whether a word names what a page offers its reader, and hardly ever what a text is about."""
    return entry == "tweet" or (lexicon().get(entry) in _DUTIES and entry not in _NO_DUTIES)


def _is_han_row(line: Line, least: float) -> bool:
    """Whether every entry of a row is a Chinese section's name, and not each of them a product's or a subject's.

    Before an article, where titles stand, more of them have to name sections and nothing else: at `least` this share.
    """
    entries = [_COUNTER.sub("", entry) for entry in _BETWEEN.split(line.folded) if entry]
    sure = [entry in lexicon() or _SECTION.fullmatch(entry) is not None for entry in entries]
    known = (
        _HAN_ENTRY.fullmatch(entry) and (yes or entry in _TOPICS) for entry, yes in zip(entries, sure, strict=True)
    )
    enough = len(entries) >= (4 if least else 3) and sum(sure) >= max(1, least * len(entries))
    return line.cjk > 0 and enough and all(known)


def _beside_furniture(extent: Extent, at: int) -> bool:
    """Whether the next block on either side is one that closes a page, past none of its text."""
    return any(extent.closes(near) for near in (at - 1, at + 1) if 0 <= near < len(extent.kinds))


def home_trails(view: View, rule: str) -> Iterator[Edit]:
    """Take the trail or menu before an article that begins with its site's home page and has no marks between."""
    for line in view.lines:
        if view.before[line.index] or line.mass:
            return
        words = line.folded.split()
        home = len(words) >= 2 and words[0] in _HOME and not line.codelike
        if home and view.before[-1] and _is_trail(view, line, words):
            yield view.document.removal(line.index, rule)


def _is_trail(view: View, line: Line, words: list[str]) -> bool:
    """Whether the words after the home page are sections: the first of them at least a known one."""
    known = [word in lexicon() or word in _TOPICS for word in words]
    if line.cjk:
        short = all(_HAN_ENTRY.fullmatch(word) and len(word) <= 8 for word in words)
        return short and len(words) <= 12 and (known[1] or bool(_SECTION.fullmatch(words[1])))
    titled = line.index + 1 < len(view.lines) and not view.lines[line.index + 1].mass
    plain = all(word.isalpha() for word in words) and len(words) <= 12
    return plain and all(known) and (len(words) >= 4 or (len(words) == 3 and titled))
