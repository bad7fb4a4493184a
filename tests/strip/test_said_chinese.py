"""What Chinese pages say to their readers goes, however composed; sentences and headings of the same words stay."""

import pytest

import cleaner
from cleaner.strip.button import is_button

TEXT = (
    "老渡口在一九三一年的冬天停了航，那天下着雨，没有人挥手。",
    "船长是个话不多的山里人，他把缆绳带回家，挂在厨房的门上。",
    "孩子们向他打听那条河，他就把河里的石头一块一块讲给他们听。",
    "后来桥修好了，村里人慢慢学会了走过去，好像它还会沉下去似的。",
    "渡口如今长满了草，只有干旱的夏天，还能看见墙根下的那个铁环。",
)
UNDER = (
    "还有11条回复，点击查看",
    "已有0人评论，共12人参与讨论",
    "还没有人留言评论。精彩留言会获得点赞！",
    "QQ扫码加入读者交流群",
    "扫一扫下载APP",
    "扫描二维码下载",
    "查看更多相关新闻",
    "查看剩余評論",
    "舉報這條評論",
    "名医在线 免费咨询",
    "发表第一个留言支持创作者！",
)
STAYS = (
    "扫码进群的人很快超过两百。",
    "最后，获取反馈",
    "报名请拨打0571-12345678。",
    "推荐阅读这本书。",
    "举报信写了三页，落款是全体船工。",
    "看更多的河，走更多的桥。",
    "他的评论没有人点赞。",
    "如果每个人都在打开链接之前分享它，会怎么样？",
)
BUTTONS = (
    "收起回复", "推荐问题", "撰写回答", "更多追问追答", "余下全文", "点击下载本文 WORD文档", "網友點擊排行",
    "你尚未登录，登录后可以", "推荐作文 最新作文 热门作文 精选范文", "已采纳 有用 没用 新手上路，请多包涵",
)  # fmt: skip
NO_BUTTONS = (
    "3. 搜索", "12、发布", "发布 #3", "登录失败怎么办", "河边的石头", "![查看原图]", "コメントを見る",
    "回复内容",
    "投诉标题", "第三章 登录", "评论",
)  # fmt: skip


def said(line, *, over=False):
    lines = (line, *TEXT) if over else (*TEXT, line)
    return cleaner.clean("\n\n".join(lines)).text


@pytest.mark.parametrize("line", UNDER)
def test_what_a_page_says_under_its_text_goes(line):
    assert said(line) == "\n\n".join(TEXT)


@pytest.mark.parametrize("line", STAYS)
def test_a_sentence_that_uses_such_words_stays(line):
    assert line in said(line)
    assert line in said(line, over=True)


@pytest.mark.parametrize("line", BUTTONS)
def test_a_line_with_no_word_but_a_pages_is_a_button(line):
    assert is_button(cleaner.fold.fold(line))


@pytest.mark.parametrize("line", NO_BUTTONS)
def test_other_lines_are_none(line):
    assert not is_button(cleaner.fold.fold(line))


def test_buttons_after_a_text_prove_its_page():
    rest = ("余下全文", "撰写回答 你尚未登录，登录后可以", "推荐问题 链子生锈了怎么除", "网友点击排行 红豆饼的做法")
    assert cleaner.clean("\n".join((*TEXT, *rest))).text == "\n".join(TEXT)


def test_a_question_and_its_answers_stay_and_what_is_around_them_goes():
    menu = ("资讯", "视频", "图片", "地图", "文库", "我要提问")
    question = ("秋千绳断了怎么接", "昨晚院里秋千断了一根绳，请问该怎么接？")
    head = ("分享 举报", "2个回答", "匿名用户 2019-04-02", "推荐于2019-04-05")
    answer, other = "".join(TEXT[:3]), TEXT[3] + TEXT[4]
    more = (
        "本回答由提问者推荐",
        "已赞过 评论 收起",
        "热心网友",
        other,
        "更多追问追答",
        "推荐问题",
        "红豆饼怎么做",
        "为你推荐",
    )
    text = cleaner.clean("\n".join((*menu, *question, *head, answer, *more))).text
    assert [line for line in (*question, answer, other) if line not in text] == []
    assert [line for line in ("资讯", "图片", "推荐问题", "红豆饼怎么做") if line in text] == []


def test_a_notice_that_closes_a_text_is_no_text_that_goes_on():
    notice = "该文观点仅代表作者本人，平台仅提供信息存储空间服务，不代表本站立场。"
    rest = (
        "+1 12 好文章，需要你的鼓励",
        "渡口周刊 特邀作者 记下河边的事 211 篇",
        "下一篇 一家船厂的生意，四个渡口。",
        "城市合作",
    )
    page = ("首页", "登录", "注册", "寻求报道", "江边时报", *TEXT, notice, *rest)
    assert cleaner.clean("\n".join(page)).text.endswith(TEXT[-1])
