"""A page whose lines were joined by spaces, as `get_text(" ")` writes it, is judged as the lines it was."""

import pytest

import cleaner
from cleaner.document import Document
from cleaner.strip.oneline import OneLine

TITLE = "旧水车修好之后 村里又磨起了豆腐"
BODY = (
    "“轮子是老樟木的，泡了四十年也没有烂。”木匠王师傅一边说，一边把最后一块叶片敲进槽里。",
    "水车停转是在一九九二年，那一年镇上通了电，村里的豆腐坊全都换成了电磨。",
    "今年春天，几户人家凑钱修好了水车，豆腐坊也重新开了张，每天只做三十斤。",
    "来买豆腐的多半是外乡人，他们说这里的豆腐有一股炭火的味道，带回去放两天也不酸。",
)
HEAD = (
    "首页", "新闻", "视频", "图片", "登录", "注册", "当前位置：", "首页", ">", "乡村", ">", "正文", TITLE,
    "2019-04-02 20:15", "来源：", "山野周刊", "作者：", "林小雨", "字号：", "大", "中", "小",
    "分享到：", "微信", "微博",
)  # fmt: skip
TAIL = (
    "责任编辑：周敏", "相关阅读", "油坊里的最后一位师傅", "山里通了公交车", "网友评论", "登录", "发表评论", "暂无评论",
    "关于我们", "联系我们", "网站地图", "隐私政策", "Copyright © 2019 山野周刊 版权所有", "京ICP备10000000号",
)  # fmt: skip


@pytest.mark.parametrize("between", [" ", "  ", "\u3000", " \u3000\u3000"])
def test_what_stands_around_a_text_on_one_line_goes(between):
    record = cleaner.clean(between.join((*HEAD, *BODY, *TAIL)))
    for said in BODY:
        assert said in record.text
    for gone in ("登录", "正文", "字号", "分享到", "相关阅读", "油坊里", "网站地图", "版权所有"):
        assert gone not in record.text
    assert "\n" not in record.text
    assert (record.metadata["date"], record.metadata["source"]) == ("2019-04-02", "山野周刊")


def test_a_page_on_a_few_long_lines_is_no_other():
    text = cleaner.clean("\n".join((" ".join((*HEAD, *BODY)), " ".join((*BODY[::-1], *TAIL))))).text
    assert [gone for gone in ("登录", "正文", "字号", "相关阅读", "网站地图", "版权所有") if gone in text] == []
    assert all(said in text for said in BODY)


def test_the_laws_hold_for_it():
    source = " ".join((*HEAD, *BODY, *TAIL))
    record = cleaner.clean(source)
    assert record.source() == source
    assert cleaner.replay(record.source(), record.edits) == record.text
    assert cleaner.clean(record.text).text == record.text


@pytest.mark.parametrize(
    "text",
    [
        " ".join(BODY),
        " ".join((TITLE, *BODY, "下一篇将介绍村里的油坊。")),
        "装好之后 打开 设置（关于 手机 评论 登录）里的 开关，重启一次就好。" * 4,
    ],
)
def test_a_text_on_one_line_stays(text):
    assert cleaner.clean(text).text == text


def test_words_parted_one_by_one_are_no_lines():
    said = "第一次 看见 水车 的 时候 我 才 六岁 ， 首页 登录 评论 都 是 后来 的 词 。"
    assert OneLine.of(Document(" ".join([said] * 9))) is None


MENU = (
    "网站地图 首页 登录 园艺 果树 盆景 Bonsai入门 嫁接 手工 木工12 编织 陶艺 Clay基础 菜谱31 面点 汤水 "
    "关于我们 联系我们 下一篇 推荐阅读8 茶艺 相关文章 热门标签 摄影 Lightroom技巧44 胶片 暗房 钓鱼 路亚 "
    "Lure钓法 露营27 徒步 骑行 举报 收藏 会员中心 旅行5 古镇 海岛 广告服务 最新评论 上一篇 养鱼 水草 "
    "Aquascape造景9 猫 狗 宠物医院 专栏 问答61 下载 注册 友情链接 书法 国画 篆刻3 古琴"
)


def test_a_menu_over_a_brief_text_goes_as_the_one_line_it_is():
    page = "\n".join((MENU, BODY[1], "本文转载自网络,版权归原作者所有,如有侵权请联系删除。"))
    assert OneLine.of(Document(page)) is None
    assert cleaner.clean(page).text == BODY[1]


def test_spaces_beside_words_of_other_scripts_end_no_line():
    said = "用 Python 3 读取 CSV 文件，把结果写入 SQLite 数据库，再用 cron 每天运行一次。"
    assert OneLine.of(Document(said * 8)) is None


def test_a_line_end_keeps_every_offset():
    source = Document(" ".join((*HEAD, *BODY, *TAIL)))
    lines = OneLine.of(source)
    assert lines is not None
    assert len(lines.document.text) == len(source.text)
    assert [source.slice(block) for block in lines.document.blocks if BODY[0] in source.slice(block)] == [BODY[0]]


CODE = "wheel: planks axle\n\tjoin planks axle > wheel\n\naxle: log\n\tturn log > axle\n\nturn:\n\techo done"


def test_a_page_on_one_line_but_for_its_code_is_judged_as_the_lines_it_was():
    text = cleaner.clean("\n".join((" ".join((*HEAD, *BODY)), CODE, " ".join((*BODY[::-1], *TAIL))))).text
    assert [gone for gone in ("登录", "正文", "字号", "相关阅读", "网站地图", "版权所有") if gone in text] == []
    assert all(said in text for said in (*BODY, *CODE.split("\n")))


def test_a_text_of_long_lines_with_code_between_is_no_such_page():
    long = " ".join(("".join(BODY), "".join(BODY[::-1])))
    assert OneLine.of(Document(f"{long}\n{CODE}\n{long}")) is None


PAPER = (
    "摘要： 旧水车的叶片在停转四十年后仍有七成可用，修复的费用约为新造的三分之一，工期不足一个月。",
    "关键词: 水车; 修复; 樟木",
    "Abstract: Seven in ten paddles of the old water wheel were sound, and repair cost a third of a new one.",
)


def lines_of(text):
    joined = OneLine.of(Document(text))
    assert joined is not None
    return [joined.document.slice(block) for block in joined.document.blocks]


def test_a_row_of_keywords_is_one_line_and_an_english_abstract_its_own():
    assert [line in lines_of(" ".join((*BODY, *PAPER, *TAIL))) for line in PAPER[1:]] == [True, True]


def test_a_day_stays_beside_the_word_that_leads_to_it():
    lines = lines_of(" ".join((*BODY, "编辑于 2019-04-02 20:15", BODY[0], "發佈於 2019-04-03", BODY[1], *TAIL)))
    assert {"编辑于 2019-04-02 20:15", "發佈於 2019-04-03"} <= set(lines)


NEXT_PART = ("他没有说话，水车转了一圈，又转了一圈。", "“那就再等一年。”木匠把斧头收进布袋里，头也不回地下了山。")
FOOT_OF_CHAPTER = ("喜欢旧水车请大家收藏：旧水车更新速度全网最快。", "上一章", "投推荐票", "回目录", "下一章")


def test_a_chapter_goes_on_below_the_word_that_its_next_part_follows():
    page = (*HEAD, *BODY[:3], "本章未完，请点击下一页继续阅读！", *NEXT_PART, *FOOT_OF_CHAPTER, *TAIL)
    text = cleaner.clean(" ".join(page)).text
    assert all(said in text for said in NEXT_PART)
    assert "下一页" not in text


@pytest.mark.parametrize(
    "said",
    [
        "第二百一十四章 渡口夜话", "第三节 磨豆腐", "1. 泡豆要一整夜，冬天还要再加两个钟头。",
        "2、磨浆时水要一勺一勺地加，不能快。",
        "·油坊的来历", "阅读 488",
    ],
)  # fmt: skip
def test_a_chapters_title_a_lists_item_and_a_counter_are_lines(said):
    lines = lines_of(" ".join((*BODY[:2], "（图片由村委会提供）", said, *BODY[2:], *TAIL)))
    assert said in lines
