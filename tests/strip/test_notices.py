"""Notices and farewells around a Chinese text go whatever their wording; sentences that speak of them stay."""

import pytest

import cleaner

TITLE = "渡口的石板"
TEXT = (
    "河面忽然宽了，水也慢下来，渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天。",
    "老人说那天没有风，船家把缆绳系在柳树上，就再也没有回来，谁也没有去找他。",
    "后来桥修好了，对岸的人走着过来买盐，渡口的铺子一家一家关了门，只剩下茶馆。",
)

AFTER = (
    "声明：本站部分图文来自网友投稿，如侵犯了您的权益，请来信告知，我们会在第一时间处理。",
    "免责声明：本页内容由用户自行上传，不代表江边网的立场，江边网不承担由此产生的任何责任。",
    "本栏目文章仅供读者学习交流之用，不作为诊断依据，身体不适请及时就医。",
    "江边网所载稿件未经许可不得摘编，转载请注明出处，违者将追究法律责任。",
    "該文為作者獨立觀點，不代表本站立場，轉載請註明出處。",
    "好了，今天就分享到这里，如果你还有更好的做法，欢迎在评论区留言！",
    "以上就是本文的全部内容，感谢您的阅读，更多教程请关注江边笔记。",
    "重要聲明：本討論區以即時留言的方式運作，對留言的真實性不負任何法律責任，管理員有權刪除留言。",
    "喜歡我的作品嗎？別忘了給予支持與讚賞，讓我知道在路上有你陪伴！",
    "到此这篇关于石板铺法的文章就介绍到这了，更多相关内容请搜索江边笔记以前的文章，希望大家以后多多支持！",
    "免责声明：江边财经社力求但不保证数据的完全准确，如有错漏请以官方公布为准，不构成任何投资建议。",
    "声明：该文章由法规和互联网上的知识整合而成，不能作为法律依据，如有疑问请咨询律师。",
    "江邊媒體需要您的支持。如果您認同江邊媒體的理念，請按此成為每月贊助人。",
    "本内容来源于@江边值不值APP，观点仅代表作者本人｜作者：林小山",
    "本页图文抓取自公众号「渡口来信」，权利属于作者本人，如有不妥请发信至 kefu@mail.example，我们将在24小时内处理。",
    "本文系作者独家首发，搬运抄袭必究。图片取自网络，若有冒犯请私信删除。",
    "欢迎转载，但须保留这段说明，并在页面显眼处给出原文地址。",
    "江边文库所有资源均由用户自行上传，未经上传人同意请勿作他用；若您的权利被侵害，请联系客服，我们核实后马上下架。",
    "这道菜谱由江边小厨独家上传于渡口网，禁止任何形式的转载与复制",
    "求职安全提示：以培训、办卡为名收取费用的均属违法，请提高警惕，遇到此类行为请马上举报",
    "你身边也有这样的渡口吗？留言区等你的故事，点赞前三名送一本旧书。",
)
BEFORE = (
    "下面是小编为大家整理的石板铺法，欢迎大家参考学习，希望能够帮助到大家！",
    "本文内容由江边社区注册用户贡献，版权归原作者所有，江边社区不承担相应法律责任。",
    "这篇文章主要介绍了石板的三种铺法，文中讲解非常详细，需要的朋友可以参考下。",
)
STAYS = (
    "他在信的末尾写道，如果喜欢这些石头，就来看看渡口。",
    "合同约定，侵权的一方应当承担责任，由网友上传的图片不得使用，可是谁也没有读过第九条。",
    "感谢大家的支持，希望明年的桥能修得更好！",
    "镇上的人不承担修桥的费用，桥的名字也不归他们。",
    "本书主要介绍了石板的历史，作者花了三年时间，走了四十个渡口。",
    "这些都是学习铺石板很基本的手法.有了这些手法，修桥变得很简单，如果喜欢可以请人来看，感谢关注渡口的人.后来他走了.",
    "前言：本文会以几个渡口为例，分享铺石板的一点经验，希望对读者有一点帮助。",
    "有问题请联系船家，他住在柳树后面的屋子里。",
    "专家提醒，未经授权不得复制他人作品，转载应当注明出处。",
    "律师提醒船家，没有写进合同的承诺不能作为依据，如有疑问请先问清楚。",
    "渡口需要你们的支持，没有人过河，船就只能停在那里。",
    "很多读者留言说，希望渡口能留下来，至少把石板留下来。",
    "你身边也有这样的渡口吗？我走了四十个，只见到一个还有船。",
    "石板的权利属于全村，搬运的人要先问过老人。",
    "这道菜由他独家传给了渡口的铺子，谁也不许写下来。",
    "欢迎转载的告示贴在船头，风一吹就掉了。",
)


def said(first, last=""):
    return cleaner.clean("\n".join(filter(None, (TITLE, first, *TEXT, last)))).text


@pytest.mark.parametrize("line", AFTER)
def test_a_notice_after_a_text_goes(line):
    assert said("", line) == said("")


@pytest.mark.parametrize("line", BEFORE)
def test_a_notice_before_a_text_goes(line):
    assert said(line) == said("")


@pytest.mark.parametrize("line", STAYS)
def test_a_sentence_that_only_speaks_of_such_things_stays(line):
    assert line in said("", line)
    assert line in said(line)


@pytest.mark.parametrize("line", AFTER[:3])
def test_a_notice_within_a_text_stays(line):
    assert line in cleaner.clean("\n".join((TITLE, *TEXT[:2], line, *TEXT))).text


def test_terms_of_use_are_a_text():
    terms = "\n".join(("使用条款", *AFTER[:5]))
    assert AFTER[0] in cleaner.clean(terms).text


def test_an_answer_on_a_forums_page_stays_and_what_is_under_it_goes():
    page = (
        "渡口的石板还在吗\n楼主\n发表于 2014-10-21 10:02\n只看该作者\n" + "\n".join(TEXT) + "\n回复\n举报\n"
        "柳树\n发表于 2014-10-21 11:20\n石板还在，去年冬天我见过，上面结了很厚的冰，谁也不敢走上去。\n回复\n举报\n"
        "您需要登录后才可以回帖\n登录\n立即注册\n本版积分规则\n返回列表\n关于我们\n联系我们\n手机版"
    )
    text = cleaner.clean(page).text
    assert "石板还在，去年冬天我见过" in text
    assert "返回列表" not in text
    assert "联系我们" not in text


def test_rows_of_buttons_under_the_posts_of_a_thread_go():
    posts = "".join(
        f"<div class='post'><div class='post-body'><p>{text}</p></div><div class='ops'>收藏 {n} 评论 举报</div></div>"
        for n, text in enumerate(TEXT)
    )
    page = f"<html><body><div id='postlist' class='thread'><h1>渡口的石板还在吗</h1>{posts}</div></body></html>"
    record = cleaner.clean(page.encode(), url="http://bbs.example.com/thread-12-1-1.html")
    assert all(text in record.text for text in TEXT)
    assert record.metadata["kind"] == "thread"
    assert "举报" not in record.text
