"""Menus: rows of menu words and runs of short lines at the ends of a page, the trail that begins with its home page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cleaner.document import Edit
from cleaner.strip.chrome import glued_kind, lexicon
from cleaner.strip.extent import Extent
from cleaner.strip.values import clean_pairs
from cleaner.strip.view import Line, View, letters

_BETWEEN = re.compile(r"[\s|/·•>»&]+")
_ENTRY = re.compile(r"[A-Z][A-Za-z]{0,15}(?:\d{0,4}|\(\d{1,4}\))")
"""An English menu's entry: one word with a capital, its counter glued to it."""

_HAN_ENTRY = re.compile(r"[^\W_]{0,8}[㐀-鿿][^\W_]{0,8}|[a-z][\w+#.]{0,11}")
_LATIN = re.compile(r"[a-z][\w+#.]*", re.ASCII)
_COUNTER = re.compile(r"\(?\d{1,4}\)?\Z")
_SECTION = re.compile(r".{1,8}(?:教程|知识库|中心|频道|专区|论坛|社区|大全|下载|博客|排行榜?|列表|精选)|走进.{2,5}")
_HOME = frozenset({
    "首页", "网站首页", "主页", "返回首页", "home", "startseite", "accueil", "inicio", "главная", "ホーム", "トップ",
    "홈",
})  # fmt: skip

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

_MOST_STEP = 24
"""Characters of a section's name in a trail."""
_LONG, _SHORT, _FEWEST = 12, 6, 3
"""Rows of so many entries and more, and of fewer, in words, and of the fewest."""

_PHRASE, _MOST_WORDS = 4, 40
"""Words of the longest entry, and of the longest row that is looked through."""

_MENU_LABEL = re.compile(r"(?:^|\s)[^\s:]{2,6}:\s")
_NO_MENU = re.compile(r"[=$\\]|%(?:s\b|\d*\$?[sdu]\b)|\w/\w+/\w|^\s*\|.*\|\s*$")
"""A variable, what a program puts in, a path, a row of a table."""
_KNOWN, _SYLLABLE = 0.25, re.compile(r"[가-힣]")
"""Share of the words of a Korean row that are a menu's."""
_SMALL_WORDS = frozenset("和与及或的了在是用把被让为从到对") | {
    "如何",
    "如何用",
    "怎么",
    "怎样",
    "为什么",
    "什么",
    "一个",
}
"""Words that join others to a sentence."""
_RUN = 6
"""So many lines that stand twice, one after the other, are no chance."""
_SENTENCE = re.compile(r"[。!?;]|[.,]\s|[^\W\d_]\.[\"”’)]?$")


def repeated_menus(view: View, rule: str) -> Iterator[Edit]:
    """Take a run of short lines that stands twice on the page, as a menu at both ends does.

    Listings and tables repeat themselves too: some of its words have to be known to menus, half of them at one end.
    """
    total = view.before[-1]
    counts = Counter([line.core for line in view.lines])
    if not total or len(counts) > len(view.lines) - _RUN:
        return
    again = [line.core if counts[line.core] > 1 and _is_brief(line) else "" for line in view.lines]
    runs = list(_repeated_runs(again))
    if not runs:
        return
    heads, tails = ({at for at, said in enumerate(view.before) if end(said / total)} for end in (_is_head, _is_tail))
    marked: set[int] = set()
    for cores, places in runs:
        known = sum(core in lexicon() for core in cores)
        both = heads.intersection(places) and tails.intersection(places)
        if known * 2 >= _RUN or (known and both):
            marked.update(at for start in places for at in range(start, start + _RUN))
    for at in sorted(marked & (heads | tails)):
        yield view.document.removal(at, rule)


def _is_brief(line: Line) -> bool:
    """Whether a line is as short as a menu's, and says nothing else."""
    return line.units <= 12 and not line.codelike and line.mass == 0


def _repeated_runs(cores: Sequence[str]) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Yield the runs of lines, none of them empty, that stand twice and more, and where each begins."""
    seen: dict[tuple[str, ...], list[int]] = {}
    start = 0
    for at, core in enumerate([*cores, ""]):
        if core:
            continue
        for first in range(start, at - _RUN + 1):
            run = tuple(cores[first : first + _RUN])
            if len(set(run)) > _RUN // 2:
                seen.setdefault(run, []).append(first)
        start = at + 1
    for run, places in seen.items():
        if places[-1] - places[0] >= _RUN:
            yield run, places


def _is_head(share: float) -> bool:
    """Whether so small a share of the running text stands before a line that it can be a page's menu."""
    return share <= 0.1


def _is_tail(share: float) -> bool:
    return share >= 0.9


def menu_lines(view: View, rule: str) -> Iterator[Edit]:
    """Take a line that is a whole menu: many short words in a row, no sentence among them, at an end of the page."""
    total = view.before[-1]
    rows = [line for line in view.lines if not line.codelike and not line.mass and line.end - line.start >= 8]
    if not rows or not total:
        return
    counts = Counter(line.core for line in rows)
    for line in rows:
        before = view.before[line.index]
        if not (before <= 0.1 * total or before >= 0.9 * total):
            continue
        if is_row(line) or glued_kind(line.core) or menu_score(line) + (0.3 if counts[line.core] > 1 else 0) >= 1:
            yield view.document.removal(line.index, rule)


_BARS = re.compile(r"\s*[|/·•>»]+\s*")
_HAN_BARS, _HAN_MARKS = re.compile(r"[\s|/·•>»\[\]【】]+"), re.compile(r"[\s|/·•,、>»:]+")
"""What stands between the entries of a row: in Chinese spaces, too."""


def is_row(line: Line) -> bool:
    """Whether a line is three entries and more, every one of them a word of page furniture."""
    gaps = _HAN_BARS if line.cjk * 3 > line.units else _BARS
    entries = [entry for entry in gaps.split(line.folded) if entry]
    return len(entries) >= 3 and all(entry in lexicon() for entry in entries)


def menu_score(line: Line) -> float:
    """Return how much a line looks like a menu on one line: 1 and more is one.

    Measured by its words: how many, how short, how few of them marks of a sentence, how many known to menus.
    """
    text, is_cjk = line.folded, line.cjk * 3 > line.units
    words = [word for word in (_HAN_MARKS if is_cjk else _BARS).split(text) if word]
    if len(words) < 8 or (is_cjk and sum(map(bool, map(_LATIN.fullmatch, words))) > 0.4 * len(words)):
        return 0.0
    if _SENTENCE.search(text) or _NO_MENU.search(text) or not _SMALL_WORDS.isdisjoint(words):
        return 0.0
    if 2 * sum(len(word) == 1 and word.isalpha() for word in words) > len(words):
        return 0.0  # a title set with a space between its characters
    known = sum(word in lexicon() for word in words) / len(words)
    if known < _KNOWN and len(_SYLLABLE.findall(text)) * 2 > line.cjk:
        return 0.0  # spaces part the words of a Korean sentence, too
    short = sum(len(word) <= 12 for word in words) / len(words)
    labels = len(_MENU_LABEL.findall(text))
    suffix = Counter(word[-2:] for word in words if len(word) > 2).most_common(1)
    alike = suffix[0][1] / len(words) if suffix and is_cjk else 0.0
    return (short >= 0.9) * (0.4 + 2 * known + 0.2 * min(labels, 2) + 0.6 * alike + 0.02 * min(len(words), 20))


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
        words = [word for word in _BETWEEN.split(line.folded) if word]
        if len(words) < _FEWEST:
            continue
        raw = view.document.text[line.start : line.end]
        han = duties != 2 and line.cjk and _is_han_row(words, 0.5 if duties == 3 else 0)
        phrases = not line.cjk and line.units <= _MOST_WORDS
        if han or is_word_row(raw, duties) or (phrases and _is_phrase_row(words, duties)):
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


def _is_phrase_row(words: Sequence[str], duties: int) -> bool:
    """Whether words are three and more entries of a menu, of several words each, with nothing between and around them.

    As many as `duties` have to name what a reader can do on a page.
    """
    known, at, entries = lexicon(), 0, 0
    while at < len(words):
        ends = range(min(at + _PHRASE, len(words)), at, -1)
        end = next((end for end in ends if " ".join(words[at:end]) in known), 0)
        if not end:
            return False
        duties -= _is_duty(" ".join(words[at:end]))
        entries, at = entries + 1, end
    return entries >= _FEWEST and duties <= 0


def _is_duty(entry: str) -> bool:
    """Whether a word names what a page offers its reader, and hardly ever what a text is about."""
    return entry == "tweet" or (lexicon().get(entry) in _DUTIES and entry not in _NO_DUTIES)


def _is_han_row(words: Sequence[str], least: float) -> bool:
    """Whether every word of a row is a Chinese section's name, and not each of them a product's or a subject's.

    Before an article, where titles stand, more of them have to name sections and nothing else: at `least` this share.
    """
    entries = [_COUNTER.sub("", word) for word in words]
    sure = [entry in lexicon() or _SECTION.fullmatch(entry) is not None for entry in entries]
    known = (
        _HAN_ENTRY.fullmatch(entry) and (yes or entry in _TOPICS) for entry, yes in zip(entries, sure, strict=True)
    )
    enough = len(entries) >= (4 if least else _FEWEST) and sum(sure) >= max(1, least * len(entries))
    return enough and all(known)


def _beside_furniture(extent: Extent, at: int) -> bool:
    """Whether the next block on either side is one that closes a page, past none of its text."""
    return any(extent.closes(near) for near in (at - 1, at + 1) if 0 <= near < len(extent.kinds))


def home_trails(view: View, rule: str) -> Iterator[Edit]:
    """Take the trail or menu before an article that begins with its site's home page and has no marks between."""
    for line in view.lines:
        if view.before[line.index] or line.mass:
            return
        words = line.folded.split()
        home = len(words) >= 2 and (words[0] in _HOME or _FRONT.fullmatch(words[0])) and not line.codelike
        if home and view.before[-1] and _is_trail(view, line, words):
            yield view.document.removal(line.index, rule)


_STEP = re.compile(r"\s?(?:->|[>»›→]{1,2}|::)\s?")
_SITE = re.compile(r".{1,8}(?:网|首页|网站|频道|论坛|社区|门户|文库|书屋|书城|书院|小说网|日报|晚报)")
"""What a site, or its front page, is called."""
_FRONT = re.compile(r"[㐀-鿿]{2,6}首页")
_MENU, _MOST_MENU = 6, 24
"""So many short entries behind a home page are a menu, whatever they are called; at most so many on a line."""
_TRAILED = 12
"""So many lines below a trail its page's title stands."""


def titled_trails(view: View, rule: str) -> Iterator[Edit]:
    """Take the trail before an article that begins with its site or ends in its title, which stands below, too."""
    for line in view.lines:
        if view.before[line.index] or line.mass:
            return
        steps = _STEP.split(line.core)
        if len(steps) < 3 or any(len(step) > _MOST_STEP or not step for step in steps[:-1]):
            continue
        title = letters(steps[-1])
        below = view.lines[line.index + 1 : line.index + 1 + _TRAILED]
        named = len(title) >= _SHORT and any(letters(other.core) == title for other in below)
        if named or (view.before[-1] and _SITE.fullmatch(steps[0])):
            notes = tuple(clean_pairs([("category", step) for step in steps[-2:-1] if step not in _HOME]))
            yield view.document.removal(line.index, rule, notes)


def _is_trail(view: View, line: Line, words: list[str]) -> bool:
    """Whether the words after the home page are sections: the first of them at least a known one."""
    known = [word in lexicon() or word in _TOPICS for word in words]
    if line.cjk:
        short = all(_HAN_ENTRY.fullmatch(word) and len(word) <= 8 for word in words)
        if _MENU <= len(words) <= _MOST_MENU and _SMALL_WORDS.isdisjoint(words):
            return short
        return short and len(words) < _MENU and (known[1] or bool(_SECTION.fullmatch(words[1])))
    titled = line.index + 1 < len(view.lines) and not view.lines[line.index + 1].mass
    plain = all(word.isalpha() for word in words) and len(words) <= 12
    return plain and all(known) and (len(words) >= 4 or (len(words) == 3 and titled))
