"""Text that was injected to be found by search engines: names of gambling and of adult sites around others' texts."""

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.strip.view import Line, View

_WORD = re.compile(
    r"威尼斯人|太阳城|皇冠(?:体育|国际|现金)|澳门(?:赌场|新葡京|永利|金沙)|新葡京|永利(?:赌场|国际|娱乐)|金沙(?:娱乐|国际|赌场)|葡京(?:赌场|娱乐)"
    r"|申博|优乐国际|同升国际|必威|华体会|博狗|伟德|威廉希尔|betway|bet365|bat365|188bet|m88|ag(?:代理|真人|平台|视讯|旗舰)|bb电子|hg0088"
    r"|娱乐(?:城|平台|代理|电子|亚洲|官网|注册|网址|场官)|电玩城|棋牌(?:官网|平台|游戏|娱乐|手机)?|博彩|六合彩|时时彩|北京赛车|骰宝|百家乐|老虎机|现金网|现金直营"
    r"|真人(?:登入|荷官|娱乐|视讯|百家)|返水|充值佣金|注册(?:就|即)?送\d|送彩金|彩金|上网导航|九州娱乐|博发|盛世棋牌|亚博|乐鱼体育|开云体育|米兰体育|江南体育|爱游戏体育|星空体育|kaiyun"
)
_BRAND = re.compile(
    r"[^\s,。:;!?、()\[\]]{0,8}(?:威尼斯人|太阳城|皇冠|新葡京|永利|金沙|申博|必威|华体会|betway|bet365|bat365|亚博|乐鱼|开云|米兰体育|伟德|博狗)"
    r"[^\s,。:;!?、()\[\]]{0,10}?(?:网址|官网|平台|中文版|入口|登录|注册|app|下载|代理|直营|导航)"
)
_ADULT = re.compile(
    r"熟(?:妇|女)|人妻|少妇|久久(?:久|精品|综合|亚洲|免费)|麻豆|激情(?:综合|视频|小说)|婷婷|五月(?:天|香)|丁香|一区[二三]区|二区三区|中文(?:字幕)?(?:乱码|无码|在线|亚洲)"
    r"|无码|免费(?:av|va|的?视频)|在线(?:av|va|视频)|三级视频|黄色视频|av(?:在线|免费|天堂|一区|片|无码)|亚洲(?:av|视频|精品|欧美|日韩|综合|免费|日本|国产|va)|欧美(?:av|视频|日韩|激情|精品|性|大片)"
    r"|日韩(?:av|视频|精品|欧美|无码|色|综合)|国产(?:av|视频|精品|自拍|偷拍|亚洲|乱|欧美|日韩|免费)|色(?:中色|综合|播|情|噜噜|久久)|高潮|自慰|内射|乱伦|偷拍|香蕉视频|伊人|三级片|毛片|成人(?:视频|网站|影院|片)"
)
"""Words of adult sites; two or three in a text say nothing."""
_FEWEST_ADULT = 3
"""Such words of a line that is made of them."""
_SUMMARY = re.compile(r"(?:文章|本文|内容)?(?:摘要|简介|关键词|导读)\s?:")
_ABOUT = re.compile(r"警方|公安|法院|检察|打击|诈骗|涉赌|赌博罪|犯罪|被捕|抓获|查处|上市|股价|财报|旅游|酒店")


def injected_lines(view: View, rule: str) -> Iterator[Edit]:
    """Take lines made of such names; a text about gambling, the police or a casino's shares is left alone."""
    for line in _adult_lines(view):
        yield view.document.removal(line.index, rule, (("flags", "spam"),))
    if not _WORD.search(view.folded):
        return
    hits = {line.index: _hits(line) for line in view.lines if not line.code}
    spam = [at for at, count in hits.items() if count and _is_spam(view.lines[at], count)]
    if not spam or (len(spam) < 2 and max(hits.values()) < 3 and not _SUMMARY.match(view.lines[spam[0]].core)):
        return
    flags = (("flags", "spam"),)
    for at in spam:
        yield view.document.removal(at, rule, flags)
    yield from _inserted(view, f"{rule.rpartition('.')[0]}.inserted_name", set(spam))


def _adult_lines(view: View) -> Iterator[Line]:
    """Yield the lines without a sentence in them half of whose phrases name adult sites."""
    if not _ADULT.search(view.folded):
        return
    for line in view.lines:
        if line.code or line.folded[-1] in "。!?" or "。" in line.folded:
            continue
        if len({found[0] for found in _ADULT.finditer(line.folded[:2000])}) < _FEWEST_ADULT:
            continue
        phrases = [phrase for phrase in re.split(r"[\s,|/·、_—-]+", line.folded) if phrase]
        named = sum(_ADULT.search(phrase) is not None for phrase in phrases)
        if named > 1 and 2 * named >= len(phrases):
            yield line


def _hits(line: Line) -> int:
    return len({found[0] for found in _WORD.finditer(line.folded[:2000])})


def _is_spam(line: Line, hits: int) -> bool:
    if _ABOUT.search(line.folded):
        return False
    if _SUMMARY.match(line.core):
        return hits >= 1 and bool(_BRAND.search(line.folded) or hits > 1)
    if line.mass and "。" in line.folded:
        return False
    words = [word for word in re.split(r"[\s,|/·、]+", line.folded) if word]
    return hits >= 2 and hits * 4 >= len(words)


def _inserted(view: View, rule: str, spam: set[int]) -> Iterator[Edit]:
    """Take a name that such lines promote out of the sentences of the text as well."""
    names = Counter(found[0] for line in view.lines for found in _BRAND.finditer(line.folded))
    promoted = {found[0] for at in spam for found in _BRAND.finditer(view.lines[at].folded)}
    for name in promoted:
        if names[name] < 2 or len(name) < 5:
            continue
        for line in view.lines:
            if line.index in spam or line.code:
                continue
            for found in re.finditer(re.escape(name) + r"\s?[:,]?\s?", line.folded):
                yield view.document.edit(line.start + found.start(), line.start + found.end(), "", rule)
