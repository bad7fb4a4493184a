"""Whole Chinese pages as scrapers hand them on: rows of entries, posts, sections, cards, lists of notices."""

import pytest

import cleaner

TEXT = (
    "老渡口在一九三一年的冬天停了航，那天下着雨，没有人挥手，船长把缆绳带回家，挂在厨房的门上。",
    "孩子们向他打听那条河，他就把河里的石头一块一块讲给他们听，讲到最后连自己也睡着了。",
    "后来桥修好了，村里人慢慢学会了走过去，好像它还会沉下去似的，谁也不肯在桥上停下来。",
)
LONG = tuple(f"{one}{other}" for one, other in zip(TEXT, TEXT[::-1], strict=True))
TITLE = "老渡口停航的那个冬天"


def cleaned(*lines):
    return cleaner.clean(cleaner.Page("\n".join(lines), kind="text"))


def whole_page(*rows):
    return cleaned("江边网 首页 注册 登录", TITLE, "2018-09-03 22:13", *TEXT, *rows, "© 2018 江边网 版权所有").text


@pytest.mark.parametrize(
    "row",
    [
        "發表評論 登錄 還沒有人評論，快來搶沙發 所有評論 想成為第一個評論的人麼？ 請在上方評論欄輸入並且點擊發布。",
        "相关文章 石桥修成的第二年 江边人 2018-09-03 21:10:11",
        "發表意見 載入中 注目新聞 社會今日熱門",
        "大家都在问 缆绳怎么打结？ [1个船工解答]",
    ],
)
def test_a_row_of_entries_after_a_text_goes_with_the_page(row):
    assert whole_page("点赞 收藏 评论", row) == "\n".join((TITLE, *TEXT))


@pytest.mark.parametrize("line", ["茶馆 面馆 铁匠铺 杂货店", "东街 收藏 三枚铜钱", "桥 渡口 灯塔"])
def test_a_line_of_names_under_a_text_is_no_row_of_entries(line):
    assert cleaned(TITLE, *TEXT, line).text.endswith(line)


SECTIONS = (
    "河水从桥下流过，冬天结冰，春天化开，村里人凭冰的厚薄记住每一年。",
    "桥长三十二米，宽四米六，石头取自上游的采石场，桥面以青石板铺成。",
)


def test_sections_that_a_table_of_contents_lists_are_the_text():
    page = (
        "进入词条", "全站搜索", "首页", "编辑", "讨论2", "上传视频", "回澜桥", TEXT[0], "目录", "1", "历史沿革", "2",
        "建筑格局", "历史沿革", "编辑", SECTIONS[0], "建筑格局", "编辑", SECTIONS[1], "新手上路", "在线客服",
        "意见反馈", "投诉建议", "举报不良信息", "未通过词条申诉", "©2024 江边百科 使用前必读",
    )  # fmt: skip
    text = cleaned(*page).text
    assert all(section in text for section in SECTIONS)
    assert "投诉" not in text


def test_an_answer_below_a_members_record_is_no_furniture():
    page = (
        "快速问船工", "找船工", "手机版", "缆绳泡了水怎么办", "2018-05-16 20:12:31", "缆绳泡了三天水，摸上去有点滑。",
        "王素琴", "擅长：缆绳", "帮助网友：10221", "这种情况多半是没有晾透，先挂在门上吹两天再说。", "有用", "(3)",
        "李国强", "擅长：木船", "帮助网友：821", "如果三天以后还滑，就换一根新的，旧的留着拴牛。",
        "您可能关注的问题", "用户都在看", "推荐船工", "更多", "免费咨询", "版权所有 © 2000-2024",
    )  # fmt: skip
    text = cleaned(*page).text
    assert "先挂在门上吹两天" in text
    assert "旧的留着拴牛" in text


def test_a_reply_stays_though_the_first_round_took_what_proved_the_forum():
    page = (
        "设为首页", "收藏本站", "登录", "立即注册", "快捷导航", "发新帖", "返回列表", TITLE, "风中人", "发表于",
        "2019-3-2 21:08:11", "只看该作者", TEXT[0], "回复", "使用道具", "举报", "老张", "金牌会员", "沙发", "发表于",
        "2019-3-2 22:15:40", "只看该作者", "缆绳我也有一根，挂在灶台上，熏得漆黑。", "回复", "使用道具",
        "举报", "高级模式", "您需要登录后才可以回帖", "本版积分规则", "发表回复", "小黑屋", "手机版",
        "Archiver", "Powered by Discuz! X3.4",
    )  # fmt: skip
    text = cleaned(*page).text
    assert "熏得漆黑" in text
    assert cleaned(text).text == text


def test_an_accounts_card_goes_and_its_name_is_the_source():
    page = (
        TITLE,
        "陈小满",
        "江边旧事",
        "江边旧事",
        "微信号",
        "jiangbian_js",
        "功能介绍",
        "讲江边的人和事，每周五更新。",
        "发表于",
        *TEXT,
    )
    outcome = cleaned(*page)
    assert "jiangbian_js" not in outcome.text
    assert "每周五更新" not in outcome.text
    assert "发表于" not in outcome.text
    assert outcome.text.startswith(TITLE)
    assert outcome.metadata["source"] == "江边旧事"


def test_a_text_on_account_names_keeps_its_terms():
    lines = ("微信号", "一个人的微信号只能改一次。", "功能介绍", "这一栏最多写一百二十个字。")
    assert cleaned(TITLE, *lines, *TEXT).text == "\n".join((TITLE, *lines, *TEXT))


def test_a_trail_that_ends_in_the_title_goes():
    outcome = cleaned(f"江律网 > 法律知识 > 渡口纠纷 > {TITLE}", TITLE, *TEXT)
    assert outcome.text == "\n".join((TITLE, *TEXT))
    assert outcome.metadata["category"] == "渡口纠纷"


@pytest.mark.parametrize("line", ["设置 > 通用 > 关于本机", "春耕 > 夏耘 > 秋收", f"{TITLE} > 注释"])
def test_a_path_that_does_not_end_in_the_title_stays(line):
    assert line in cleaned(line, TITLE, *TEXT).text


NOTICES = (
    "本站声明：",
    "1. 江边技术网（下文简称本站）提供的所有内容，仅供技术学习、探讨和分享；",
    "2. 关于本站的所有留言、评论、转载及引用，纯属内容发起人的个人观点，与本站观点和立场无关；",
    "3. 本站文章均是网友提供，不完全保证内容的完整性和准确性；如您发现侵权，可联系我们第一时间进行删除；",
    "4. 本站为非盈利性的个人网站，所有内容不会用来进行牟利。",
)


def test_a_numbered_list_of_notices_goes_with_its_heading():
    assert cleaned(TITLE, *LONG, *NOTICES).text == "\n".join((TITLE, *LONG))


def test_a_numbered_list_of_a_text_stays():
    rules = ("村规：", "1. 渡口的石阶仅供行人使用；", "2. 捞到的东西归失主；", "3. 船工可拒绝载运牲口；")
    assert cleaned(TITLE, *TEXT, *rules).text == "\n".join((TITLE, *TEXT, *rules))


@pytest.mark.parametrize(
    "line",
    [
        "聲明：該作品系作者結合法律法規、政府官網及互聯網相關知識整合，如若內容錯誤請通過【投訴】功能聯繫刪除。",
        "*以上为医患交流记录，因个体差异，不可替代面诊，仅供参考。",
        "此法规由网友上传，仅供参考，请以正式文本为准。 打印本页 返回顶部",
    ],
)
def test_a_notice_goes_with_the_buttons_beside_it(line):
    assert cleaned(TITLE, *TEXT, line).text == "\n".join((TITLE, *TEXT))


@pytest.mark.parametrize("insert", [("推薦閱讀", "老街書店的最後一盞燈"), ("延伸閱讀 老街書店的最後一盞燈還亮著",)])
def test_another_article_that_a_text_points_to_goes(insert):
    assert cleaned(TITLE, *LONG[:2], *insert, LONG[2], *TEXT[::-1]).text == "\n".join((TITLE, *LONG, *TEXT[::-1]))


def test_books_that_a_text_recommends_stay():
    page = (TITLE, *LONG[:2], "推荐阅读", "《石桥营造法式与水运旧闻》", LONG[2], *TEXT[::-1])
    assert "《石桥营造法式与水运旧闻》" in cleaned(*page).text
