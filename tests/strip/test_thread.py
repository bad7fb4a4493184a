"""Threads already scraped to text, whose posts only their numbers tell."""

import pytest

import cleaner

HEAD = """技术问答社区
首页
社区
招聘
文档
注册
登录
"""
FOOT = """需要登录后方可回复
关于我们
联系我们
使用条款
Android 客户端
"""
FIRST = "家里的旧路由器刷了固件以后，每天半夜都会断线一次，日志里只有一行内核警告。换了电源和网线都没有用。"
ANSWERS = [
    "先看看是不是温度太高",
    "我这台也这样，换成稳定版就好了",
    "半夜断线多半是运营商强制重拨",
    "楼上说得对，我家是凌晨三点",
    "把日志贴全一点，只有一行看不出来",
]


def thread(mark):
    posts = (f"用户{at}\n{mark.format(at)}\n{at} 天前\n{text}" for at, text in enumerate(ANSWERS, 1))
    return "\n".join((HEAD.strip(), "旧路由器半夜断线怎么办", FIRST, *posts, FOOT.strip()))


@pytest.mark.parametrize("mark", ["#{}", "{}楼", "第{}楼", "发布 #{}", "{}#"])
def test_numbered_posts_stay(mark):
    record = cleaner.clean(thread(mark))
    assert [text for text in (FIRST, *ANSWERS) if text not in record.text] == []
    assert "使用条款" not in record.text
    assert cleaner.replay(record.source(), record.edits) == record.text


def test_comments_under_an_article_have_numbers_too_and_go():
    article = "\n".join(
        f"第{at}段讲的是旧城改造里的一条街。街上的铺子换了好几茬，只有修表的师傅还守着他的柜台，一守就是四十年。"
        for at in "一二三四五六七八"
    )
    comments = "\n".join(f"网友{at}\n{at}楼\n{text}" for at, text in enumerate(["好文章", "支持一下", "怀念小时候"], 1))
    text = cleaner.clean(f"{HEAD}一条街和它的修表匠\n{article}\n网友评论\n{comments}\n{FOOT}").text
    assert text.endswith("四十年。")


def test_a_button_under_each_answer_is_the_thread_s_own():
    answers = [f"{text}，我是照着说明书第{at}页做的，一次就成了。" for at, text in enumerate(ANSWERS, 1)]
    told = "\n".join(f"{text}\n登录后发表评论" for text in (FIRST, *answers))
    text = cleaner.clean(
        f"旧路由器半夜断线怎么办\n{told}\n短的\n也答一句\n登录后发表评论\n好\n登录后发表评论\n{FOOT}"
    ).text
    assert [one for one in (FIRST, *answers) if one not in text] == []


def test_a_post_that_names_the_number_it_answers_ends_no_thread():
    answers = [f"{text}，{at}号机也是" for at in range(1, 4) for text in ANSWERS]
    posts = [f"用户{at}\n#{at}\n{at} 天前\n{text}" for at, text in enumerate(answers, 1)]
    posts[5] = f"用户6\n#6\n6 天前\n对\n用户1\n#1\n回复\n{answers[5]}"
    posts[9] = f"用户10\n#10\n6 天前\n对\n用户1\n#1\n回复\n{answers[9]}"
    record = cleaner.clean("\n".join((HEAD.strip(), "旧路由器半夜断线怎么办", FIRST, *posts, FOOT.strip())))
    assert [text for text in (FIRST, *answers) if text not in record.text] == []


def forum(*posts):
    """A thread as such software prints it, each element on its line."""
    said = (
        f"{name}\n{at}\n主题\n{at * 7}\n帖子\n{at * 30}\n积分\n{rank}\n"
        f"发表于 2019-10-1{at} 20:11:03\n|\n只看该作者\n{text}\n回复\n举报"
        for at, (name, rank, text) in enumerate(posts, 1)
    )
    head = "设为首页\n收藏本站\n快捷导航\n论坛\n返回列表 发新帖\n旧硬盘换下来以后"
    return "\n".join((head, *said, "高级模式\n发表回复\n小黑屋\n手机版"))


POSTS = (
    ("老张", "中级会员", "家里那台老笔记本开机要两分钟，上周末索性买了一块固态硬盘自己换上。"),
    ("过路人", "新手上路", "克隆之前最好先把旧盘的坏道修一修，不然中途会报错退出。"),
    ("小林", "论坛元老", "换下来的旧盘装个硬盘盒，还能当移动硬盘用上好几年。"),
)


def test_what_stands_between_the_posts_of_a_forum_goes():
    record = cleaner.clean(forum(*POSTS))
    lines = record.text.split("\n")
    assert [text for _, _, text in POSTS if text not in lines] == []
    assert [line for line in ("主题", "帖子", "积分", "60") if line in lines] == []
    assert cleaner.clean(record.text).text == record.text


def test_the_same_words_between_the_paragraphs_of_an_article_stay():
    text = "\n".join(f"{text}\n主题\n{at * 30}\n积分" for at, (_, _, text) in enumerate(POSTS, 1))
    assert cleaner.clean(f"{text}\n每人的积分在年底清零，主题帖另算。").text.startswith(text)


BOARD = (
    "新闻网页贴吧知道进入贴吧全吧搜索",
    "路由器吧 关注：8,912 帖子：66,120 签到",
    "旧路由器半夜断线怎么办",
    "57回复贴，共3页",
)
FLOORS = (
    ("修理工", FIRST, "送TA礼物 1楼 2019-05-04 20:11 回复"),
    ("小砖头", "温度是不是太高了？有没有摸过？", "来自Android客户端 2楼 2019-05-04 20:30 回复(2)"),
    ("修理工: 摸过，不烫手，外壳上的贴纸还是冰的。 2019-5-4 20:41 回复", "我也说一句", "还有3条回复，点击查看"),
    ("钢筋少女", "我们楼里也有人这样，换了稳定版就好了，信号也比从前稳。", "3楼 2019-05-04 22:02 收起回复"),
)


def test_posts_whose_numbers_stand_among_their_moments_and_buttons_stay():
    rows = [line for post in FLOORS for line in post]
    text = cleaner.clean("\n".join((*BOARD, *rows, "发表回复", "贴吧热议榜", "©2019 贴吧协议|隐私政策|意见反馈"))).text
    assert [said for said in (FIRST, "温度是不是太高了", "摸过，不烫手", "换了稳定版就好了") if said not in text] == []
    assert "贴吧协议" not in text
