"""What search-engine optimisers put into other people's texts: a web agency that praises its services."""

import re
from collections.abc import Iterator

from cleaner.document import Edit
from cleaner.strip.view import Line, View

_SERVICE = re.compile(
    r"网站(?:建设|设计|策划|导航|收录|制作|开发|推广|优化|改版|维护|托管|建站|程序)|网页设计|定制网站|企业网站|外贸网站|手机网站|响应式网站|seo(?!(?:的|是|人员))"
    r"|(?:网络|全网|整合|品牌)(?:营销|推广)|(?:小程序|app|软件|web系统|微信|公众号|商城)(?:二次)?(?:开发|制作|定制)|微商城"
    r"|域名(?:注册|申请)|虚拟主机|服务器(?:租用|托管)|云服务器|主机(?:租用|托管)|ssl证书|(?:标志|vi|logo|品牌|平面|视觉|app)设计|400电话"
)
"""What such an agency sells."""
_COMMON = ("网站", "服务器", "证书", "小程序", "域名", "开发")
"""Nearly every such advert has one of them, and they are told sooner than its services."""
_ASKS = re.compile(
    r"联系[^。,!?]{0,14}客服|加微信|(?:欢迎|敬请)[^。,!?]{0,8}(?:来电|电话|咨询|联系|洽谈|合作)|期待[与您]{1,2}[^。,!?]{0,4}合作|(?<!\d)1[3-9]\d{9}(?!\d)"
)
"""Asks its reader to get in touch."""
_OFFERS = re.compile(
    r"(?:为|向)[^。,!?]{0,8}(?:客户|用户|企(?:事)?业|您)[^。,!?]{0,6}提供|我们(?:提供|的?服务|一直|专注|专业)|提供的?服务|服务项目|一站式|一条龙|\d对一|[六五四三一]对一"
    r"|选择我们|就是放心|值得信赖|优惠|每个客户|售前|售后|贴心|建站"
)
"""Offers what it sells, and praises it."""
_ADDRESSED = re.compile(r"我们|您|欢迎")
_TOLD = re.compile(
    r"[他她](?!们)|记者|表示|该公司|创始人|招聘|岗位|职责|任职|负责|应聘|创办|合同|被告|案例|课程|本章|本文介绍|例如|比如"
)
"""Words of texts that tell of such an agency, or look for people."""
_FEWEST, _FEWEST_TOLD = 3, 5
"""Services of a paragraph that speaks to its reader, where to ask is as good as two; of one that does not."""
_LATER = 2
"""The same beside another such paragraph."""
_ELSEWHERE = 1
"""Most services that the rest of such a page speaks of: it is not about them."""
_LEAST = 1
"""Sentences' weight of the rest, by that of the adverts."""


def agency_adverts(view: View, rule: str) -> Iterator[Edit]:
    """Take the paragraphs in which a web agency offers its services, out of a text that speaks of none of them."""
    if not any(word in view.folded for word in _COMMON):
        return
    adverts = {line.index for line in view.lines if _is_advert(line, _FEWEST, _FEWEST_TOLD)}
    if not adverts:
        return
    adverts |= {line.index for line in view.lines if _is_advert(line, _LATER, _LATER)}
    rest = [line for line in view.lines if line.index not in adverts]
    named = {service for line in rest for service in _services(line)}
    said = sum(view.lines[at].mass for at in adverts)
    if len(named) > _ELSEWHERE or sum(line.mass for line in rest) < _LEAST * said:
        return
    for at in sorted(adverts):
        yield view.document.removal(at, rule, (("flags", "spam"),))


def _services(line: Line) -> set[str]:
    return {found[0] for found in _SERVICE.finditer(line.folded)}


def _is_advert(line: Line, least: int, least_told: int) -> bool:
    """Whether a paragraph names so many services and offers them, or so many and does not speak to its reader."""
    services = len(_services(line)) if line.han and not line.code else 0
    if not services or _TOLD.search(line.folded):
        return False
    asks = len({found[0] for found in _ASKS.finditer(line.folded)})
    if services + 2 * asks < (least if asks or _ADDRESSED.search(line.folded) else least_told):
        return False
    return bool(asks or _OFFERS.search(line.folded))
