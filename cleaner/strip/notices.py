"""What sites and authors say in closing, or before they begin: notices of rights, thanks, calls to follow.

They are worded anew on every site but say the same few things.  A line goes if every sentence of it says one of them,
if it says two and more, and if it stands before all of a text or after it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cleaner.document import Edit
from cleaner.strip.chrome import kind_of_core
from cleaner.strip.view import Line, View

_FEWEST = 2
"""How many different things a notice says at least."""
_BETWEEN = 0.12
"""Share of a page's running text that may stand between its notices, and after them: teasers, a site's slogans."""

_RIGHTS: Mapping[str, str] = {
    "stance": r"不代表.{0,24}(?:观点|立场|意见)|与(?:本站|本网|本网站|本平台|本号|平台).{0,8}无关|赞同其观点",
    "opinion": (
        r"(?:观点|意见|看法).{0,3}(?:代表|属于?).{0,8}(?:作者|个人|本人|发布者)"
        r"|(?:仅|为|系|属).{0,6}(?:作者|发布者|用户|网友|个人).{0,4}(?:独立|个人)?(?:观点|意见|行为)"
    ),
    "reference": (
        r"(?:供|仅用于|只用于).{0,12}(?:参考|学习|交流|研究|欣赏|测试)|参考之用|以.{0,10}(?:正式|官方|实际|实物|原件|说明书).{0,8}为准"
    ),
    "storage": r"提供.{0,8}(?:存储|发布|分享).{0,4}(?:服务|平台)|信息发布平台|信息存储",
    "origin": (
        r"(?:来自|来源|源于|均为|均系|均是|都是).{0,14}(?:网友|用户|会员|互联网|网络|作者|自媒体|创作者|第三方|转载)"
        r"|(?:网友|用户|会员|作者|自媒体|投稿者|机构|商家|企业).{0,8}(?:上传|发布|投稿|提供|贡献|分享|采编|整理)"
        r"|系(?:作者|网友|用户|编辑).{0,36}(?:整合|整理|汇编|编写)|转载作品|原创.{0,4}转载|(?:来(?:源|自)|抓取自|采集自|转自|取自)于?.{0,16}(?:app|客户端|公众号|网络|互联网)|由.{0,4}(?:ai|人工智能|机器).{0,2}(?:翻译|生成|整理)(?!引|过)|(?:搜集|收集|整理)(?:自|于|整理).{0,4}网络"
    ),
    "infringement": r"侵权|侵犯|侵害|版权问题|权益|抄袭|如有不妥|若有冒犯|如有冒犯",
    "contact": (
        r"(?:请|可|敬请|欢迎|均可|并).{0,24}"
        r"(?:联系|来信|发信|私信|致电|告知|举报|通知|反馈|指正|来电|发邮件|发送|说明|纠正|报告|报错|投诉)"
        r"|(?:电话|手机|热线|邮箱|e-?mail|qq|微信)\s?:\s?[\w.@+-]{5,30}"
    ),
    "removal": (
        r"(?:立即|及时|尽快|第一时间|立刻|马上|将).{0,8}(?:删除|处理|更正|下架|撤)|予以删除|(?:联系|私信|留言|告知).{0,6}删除|侵.?删|一经查实"
    ),
    "liability": r"(?:不|概不|不予)(?:承担|负).{0,16}责任|自行承担|(?:风险|后果|责任|文责)自负|追究.{0,10}责任"
    r"|不(?:能|完全|作|做|对)?.{0,4}(?:保证|担保).{0,24}(?:准确|真实|完整|时效|正确)|力求.{0,10}(?:真实|准确)",
    "profit": r"非(?:盈利|营利|赢利|商业)|(?:不|没有)(?:会)?.{0,6}(?:牟利|盈利|营利|获利)|非商业",
    "permission": (
        r"(?:未经|非经|须经|如需|未征得|没有|经).{0,20}(?:许可|授权|同意|允许|转载)|授权.{0,20}(?:发表|发布|转载)"
    ),
    "reprint": (
        r"转载.{0,14}(?:注明|标明|保留|联系|附上)|(?:禁止|谢绝|严禁|不得|请勿).{0,8}(?:转载|复制|使用|摘编|公开)"
        r"|(?:搬运|盗用|抄袭).{0,4}必究"
    ),
    "owner": r"(?:版权|著作权|权利).{0,8}(?:归|属|所有|声明)|独家(?:首发|上传|发布|授权)",
    "credit": r"(?:给出|附上|保留).{0,8}(?:原文|出处|来源|链接|地址|署名|说明|声明)",
    "advice": (
        r"构成.{0,10}(?:建议|依据)|不(?:能|可|可以|应)?(?:作为|代替|替代).{0,16}(?:依据|诊断|建议|医生|治疗|面诊|就诊|就医)"
        r"|遵.{0,2}医嘱|(?:及时|尽快).{0,2}就医|[到往]正规医院|咨询.{0,4}(?:律师|医生|医师)|(?:规避|降低|防范).{0,4}风险"
    ),
    "power": r"有权.{0,12}(?:删除|修改|拒绝|处理|屏蔽)",
    "purpose": r"(?:目的|旨在|为了|用于).{0,8}(?:传递|传播|宣传|普及)|传递.{0,6}信息",
    "caution": r"(?:请|注意|谨慎|务必|自行).{0,8}(?:甄别|核实|判断|鉴别|谨防|确认)|谨防(?:诈骗|上当)|提高警惕|真实性",
}  # fmt: skip
_FAREWELL: Mapping[str, str] = {
    "ask": (
        r"(?:欢迎|记得|别忘|请|不妨|快来|一起来?|麻烦|动动|给个|点个|求|可以在|希望|多多).{0,24}"
        r"(?:点赞|按赞|在看|关注|收藏|转发|分享|三连|打赏|留言|评论|私信|加群|订阅|追踪|讨论|投稿|支持|赞赏|赞助|拍手)"
        r"|加入.{0,14}(?:会员|粉丝团|社群)|留言区.{0,8}(?:等你|聊聊|见|告诉)|点赞.{0,6}前.{0,4}名.{0,4}[送赠]"
    ),
    "end": (
        r"(?:今天|本期|本文|以上|这篇|这次|到此).{0,60}(?:就到这|到此|分享|所有内容|全部内容|介绍到这|就是)|学会了[吗没]"
        r"|(?:介绍|解答|内容|分享|讲解)就?(?:先|聊|分享|介绍|讲|说)?(?:聊|分享|介绍|讲|说)到(?:这里?|此)|看完上述内容"
        r"|(?:本文|文章)(?:到这里|到此|至此).{0,4}(?:结束|完)?"
    ),
    "thanks": r"(?:感谢|谢谢).{0,12}(?:阅读|观看|支持|关注|收看|浏览|收听)",
    "support": r"(?:需要|期待|感谢|离不开).{0,6}[您你]们?的.{0,4}(?:支持|赞助|捐助|捐款|鼓励)",
    "hope": r"希望.{0,20}(?:帮助|收获|启发|支持|喜欢)",
    "if": (
        r"\A你们?(?:身边|家乡|家里|那里).{2,24}[吗呢]\Z|(?:如果|若|要是|有).{0,24}(?:喜欢|觉得|有用|帮助|疑问|问题|想了解|想知道|建议|方法|想法|意见)|喜欢.{0,12}[吗嘛]"
    ),
    "more": (
        r"更多.{0,40}(?:关注|请|搜索|点击|查看|欢迎|尽在|浏览|见)|(?:敬请|欢迎|持续|记得|(?<!敬)请(?=.{0,8}(?:我们|本|公众|账|帐|微))).{0,6}关注"
        r"|(?:可以|可|欢迎|请|记得|别忘了?|不要忘了).{0,4}(?:关注|收藏|在本站).{0,20}(?:了解|查找|搜索|学习)|下期.{0,2}见|期待.{0,8}(?:互动|留言|关注)"
    ),
}
_PREFACE: Mapping[str, str] = {
    "about": (
        r"(?:这篇文章|本文|本篇|本章|小编).{0,8}(?:主要|将|给大家|为大家|就来)?.{0,6}(?:介绍|讲解|分享|带来|整理|收集|准备|总结|谈谈|聊聊)"
        r"|对于想了解.{1,60}的读者|(?:今天|这次).{0,4}[给为跟](?:大家|各位|您|你).{0,6}(?:介绍|讲解|分享|整理|谈谈|聊聊|说说)"
        r"|(?:以下|下面|这)是.{0,4}(?:小编)?[给为]大家.{0,6}(?:整理|带来|收集|准备|介绍)"
    ),
    "detail": r"文中.{0,16}(?:详细|示例|实例)|(?:内容|步骤|讲解).{0,6}(?:详细|清晰|简单易懂)",
    "value": r"(?:参考|借鉴|学习).{0,6}价值|(?:参考|帮助)意义|对.{0,6}(?:大家|您|你).{0,10}帮助|希望.{0,14}帮助",
    "readers": (
        r"(?:需要|感兴趣|有兴趣|喜欢)的?.{0,4}(?:朋友|小伙伴|同学|读者|伙伴).{0,14}(?:参考|看|了解|学习|收藏|来)"
        r"|一起(?:来|跟随|随)?.{0,8}(?:看看|学习|了解)|欢迎.{0,8}(?:参考|阅读|借鉴|收藏|学习|浏览|品鉴|查看)|供.{0,6}参考"
        r"|(?:不要忘了|别忘了|记得).{0,6}(?:收藏|关注)(?:本站|我们)|不可错过的(?:文章|内容)|希望能?够?帮助[你您]了解"
        r"|通过(?:这篇文章|本文).{0,4}希望[你您]"
    ),
}

_SITE = re.compile(
    r"本(?:站|网|文|平台|讨论区|论坛|号|公众号|页|作品|内容|书|社区|栏目|刊|资料|博客|小说|菜谱|回答|图)"
    r"|该(?:文|内容)|此文|以上|文章|上述|文中|内容|信息|版权|用户|网站|资源|购买"
    r"|[此该][㐀-鿿]{2,4}(?:由|系|均|仅|为|属|版权|来自)|这[篇道份则][㐀-鿿]{1,3}由|所有资源|欢迎转载"
)
"""What a notice of rights speaks of: the page itself."""
_READER = re.compile(
    r"点赞|按赞|拍手|追踪|赞助|粉丝团|赞赏|会员|在看|关注|收藏|转发|三连|打赏|留言|评论|私信|订阅|阅读|观看|收看|浏览|这篇|本篇|本文|文章|教程"
)
"""What a farewell speaks of, and a speech's does not."""
_NARRATIVE = re.compile(
    r"(?<!其)[他她](?!们?的?(?:公众|账)号|人|用|处|方)|记者|法院|被告|原告|专家|警方|教授|(?<!咨询|专业)律师|委员|如下|例如|比如"
    r"|第[一二三四五六七八九十]+条|说[,:]|表示|认为|指出|强调|介绍说"
    r"|合同|应当|可是|然而|于是|那[天年时]|[这那]一?句话|的一句话|(?:写|印|刻|贴|挂)着|写道|念道"
    r"|的(?:人|读者|学生|市民|居民|顾客|孩子|老人)[^。,]{0,3}(?:只|占|得了|没有|越|多半|大多|不多|很多|很少|报名)"
)
_ASKED = re.compile(
    r"[”\"」』]\s?[这那]一?[类种句条段]|怎么办|案例|案件|判例|(?<!如果)(?<!假如)(?<!要是)(?<![若是])你(?:是一|将|需要|必须)"
)
"""What quotes a notice, a text on rights and what it asks, and what a task tells its doer: no notice does so."""
_SENTENCE = re.compile(r"[。!?;~…\n]+|\.(?=[\s㐀-鿿]|\Z)")
_LABEL = re.compile(
    r"[\s>*(\[【※◎-]{0,4}(?:(?:免责|版权|特别|郑重|重要|本站|平台|原创|风险|温馨|友情|转载|求职安全|交易安全|安全|防骗)?"
    r"(?:声明|提示|提醒|说明|申明)|ps|注|版权)[)\]】]?\s?:"
)
_TOLD = re.compile(r"声明|提示|提醒|申明")
"""A label that is a thing said; 注 and PS are an author's own, too."""
_HEADING = re.compile(
    r"[【\[(※]?(?:免责|版权|特别|郑重|重要|本站|平台|风险|友情|网站)(?:声明|提示|提醒|申明)[】\])]?:?"
)
"""Stands over a notice by itself."""
_NUMBERED = re.compile(r"\s*\(?(\d{1,2})[.、:)]")
_TERM = re.compile(r"(?P<label>[^\W\d_]{2,10})\s?:\s?\S")
"""One of a list's sentences, each with its label."""
_LEAST_LISTED = 3
"""Lines of a list of notices."""
_QUESTION = re.compile(r"(?:怎么|如何|什么|哪|多少|吗|呢)[^,]{0,12}\Z")
"""The question that an editor's preface begins with."""
_NOTHING = re.compile(r"[\W\d_]*(?:谢谢|感谢|特此声明|大家好|好了|ok|the end|end|完|[a-z]{0,3})[\W\d_]*")
_EMPTY_END = re.compile(r"[\s)\]】」”\"]*")


def _compiled(says: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in says.items()}


class _Kind(NamedTuple):
    says: Mapping[str, re.Pattern[str]]
    about: re.Pattern[str]
    """One of its words is in each notice of the kind."""
    proof: frozenset[str]
    """One of these things each of them says."""
    longest: int
    asks: bool = False
    """May begin with a question."""


_NOTICE = _Kind(_compiled(_RIGHTS), _SITE, frozenset(_RIGHTS), 600)
_CLOSING = (_NOTICE, _Kind(_compiled(_FAREWELL), _READER, frozenset({"ask", "thanks", "more"}), 200))
_OPENING = (
    _NOTICE,
    _Kind(
        _compiled(_PREFACE),
        re.compile(r"大家|朋友|小伙伴|同学|读者|伙伴|您|各位|[为帮][助你]|希望你"),
        frozenset({"readers"}),
        300,
        True,
    ),
)


def closing_notices(view: View, rule: str) -> Iterator[Edit]:
    """Take the notices after a text and before it, of Chinese pages."""
    lines = [line for line in view.lines if line.core]
    if not view.before[-1]:
        return
    listed, terms = _listed(lines), _terms(lines)
    for row, kinds, most in ((lines[::-1], _CLOSING, _BETWEEN * view.before[-1]), (lines, _OPENING, 0)):
        taken = list(_notices(row, listed, kinds, most))
        if sum(line.mass for line in taken) > 0.5 * view.before[-1]:
            continue  # a page that says nothing else: its terms of use
        for line in taken:
            if line.index in terms:
                continue
            yield view.document.removal(line.index, rule)


def _notices(lines: Sequence[Line], listed: frozenset[int], kinds: Sequence[_Kind], most: float) -> Iterator[Line]:
    """Yield the notices among lines, up to where running text that is none weighs more than `most`.

    Behind such text stand notices of rights alone: what else sounds like one is an article's own.
    """
    other, above = 0, False
    for line in lines:
        if line.index in listed or any(is_notice(line, kind) for kind in (kinds if not other else (_NOTICE,))):
            above = True
            yield line
            continue
        if above and _HEADING.fullmatch(line.core):
            yield line
            continue
        above = False
        other += line.mass
        if other > most or line.codelike:
            return


def _listed(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbered lines of a list half of which are notices of rights, if each of the others says one thing."""
    found: set[int] = set()
    run: list[Line] = []
    for line in [*lines, None]:
        number = _NUMBERED.match(line.folded) if line else None
        if line and number and int(number[1]) == len(run) + 1:
            run.append(line)
            continue
        if len(run) >= _LEAST_LISTED:
            sure = [one.index for one in run if is_notice(one, _NOTICE)]
            if 2 * len(sure) >= len(run) and all(is_notice(one, _NOTICE, 1) for one in run):
                found.update(one.index for one in run)
        run = [line] if line and number and number[1] == "1" else []
    return frozenset(found)


def _terms(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines of each run of sentences with labels, none of them a notice's, that no notices are for most."""
    found: set[int] = set()
    run: list[Line] = []
    for line in [*lines, None]:
        if line and _TERM.match(line.folded) and not _LABEL.match(line.folded):
            run.append(line)
            continue
        if len(run) >= _LEAST_LISTED and 2 * sum(is_notice(one, _NOTICE) for one in run) < len(run):
            found.update(one.index for one in run)
        run = []
    return frozenset(found)


def _is_row(sentence: str) -> bool:
    """Whether what stands behind a notice on its line is a page's buttons."""
    return kind_of_core(sentence.strip()) in {"control", "share", "footer", "button"}


def is_notice(line: Line, kind: _Kind, fewest: int = _FEWEST) -> bool:
    """Whether each sentence of a line says something of the kind, and the line two different things, or `fewest`."""
    text = line.folded
    if line.code or line.han < 12 or len(text) > kind.longest or _NARRATIVE.search(text):
        return False
    if kind is _NOTICE and _ASKED.search(text):
        return False
    labelled = _LABEL.match(text)
    said: set[str] = {"label"} if labelled and _TOLD.search(labelled[0]) else set()
    if not said and not kind.about.search(text):
        return False
    for sentence in _SENTENCE.split(text[labelled.end() if labelled else 0 :]):
        if _EMPTY_END.fullmatch(sentence) or _NOTHING.fullmatch(sentence):
            continue
        found = {name for name, pattern in kind.says.items() if pattern.search(sentence)}
        if not (found or (kind.asks and not said and _QUESTION.search(sentence)) or _is_row(sentence)):
            return False
        said |= found
    return len(said) >= fewest and not said.isdisjoint(kind.proof)
