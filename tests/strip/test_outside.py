"""What stands around the text of a scraped page goes once the page is proven; of a text alone nothing does."""

import pytest

import cleaner
from cleaner.strip.chrome import kind_of_core

TITLE = "渡口石板路修好以后的那个冬天"
TEXT = [
    "渡口的石板路修好以后，来的人反而少了，老人说从前泥泞的时候，船家还要在岸边搭一块跳板。",
    "那个冬天河面结了薄冰，修路的石匠把剩下的石板码在柳树底下，谁家要用就自己来搬。",
    "开春的时候冰化了，渡口又热闹起来，石板路上晒着渔网，孩子们踩着网眼跳来跳去。",
]
PROOF_BEFORE = ["您现在的位置：首页 > 文化 > 正文"]
BYLINE = ["2021-03-04 10:20", "阅读 1203"]
FOOT = ["上一篇：没有了", "关于我们", "版权声明", "联系我们", "返回顶部"]
MENU = ["找船家", "问渡口", "查水位", "修船加盟"]
BUTTONS = ["举报船家", "收藏渡口", "投递稿件", "相似渡口", "柳湾渡"]
HEADLINES = [
    "山里茶园迎来头批采茶客 价格略涨",
    "三座粮仓改成图书馆 市民凭证可借",
    "夜市搬迁首日 摊主称生意少了一半",
    "中学足球队夺冠 校长当场宣布放假",
    "新车站启用首周 日均客流超过五万",
    "大雾致航班延误 旅客滞留到凌晨",
    "苹果大丰收 果农开直播卖空库存",
    "气象台提醒周末降温 最低零下三度",
    "老戏院翻修完成 首演一票难求",
]


def cleaned(*parts):
    return cleaner.clean("\n".join(line for part in parts for line in part)).text.split("\n")


def page(*, before=(), over=(), after=()):
    return cleaned(before, PROOF_BEFORE, over, [TITLE], BYLINE, TEXT, after, FOOT)


def test_a_menu_of_words_never_seen_goes_before_the_title_of_a_proven_page():
    assert page(before=MENU) == [TITLE, *TEXT]


def test_the_same_words_before_a_text_alone_stay():
    assert cleaned(MENU, [TITLE], TEXT) == [*MENU, TITLE, *TEXT]


def test_buttons_and_headings_worded_anew_go_after_the_text_of_a_proven_page():
    assert page(after=BUTTONS) == [TITLE, *TEXT]


def test_steps_worded_as_buttons_are_stay_after_a_text_alone():
    steps = ["打开设置", "查看水位", "返回渡口", "下载地图"]
    assert cleaned([TITLE], TEXT, steps) == [TITLE, *TEXT, *steps]


def test_a_row_of_buttons_worded_anew_is_furniture():
    assert page(after=["举报船家 收藏渡口 我要投稿"]) == [TITLE, *TEXT]


def test_a_list_of_other_texts_titles_goes_after_the_text_of_a_proven_page():
    assert page(after=HEADLINES) == [TITLE, *TEXT]


@pytest.mark.parametrize(
    "rows",
    [
        [
            "不合格的石板一览",
            *(f"{one}石料厂 抗压强度 {size}/1200" for size, one in enumerate("江山溪桥湾坡岭塘", 1010)),
        ],
        [f"{n}、{line}" for n, line in enumerate(HEADLINES, 1)],
        [f"渡口的石板路修到{place}那一段" for place in ("柳树底下", "河神庙前", "石匠屋后", "旧船坞边")] * 2,
        [f"我在渡口等过你的船，{what}" for what in ("等过你的灯", "等过你的信", "等过冬天过去", "等过冰化")] * 2,
    ],
    ids=["a table", "numbered", "of the text", "verses"],
)
def test_a_texts_own_list_stays(rows):
    assert page(after=rows) == [TITLE, *TEXT, *rows]


def test_the_same_titles_after_a_text_alone_stay():
    assert cleaned([TITLE], TEXT, HEADLINES) == [TITLE, *TEXT, *HEADLINES]


def test_the_lines_that_belong_to_a_title_stay_before_it():
    over = ["渡口的石板路 从泥泞到平整"]
    assert page(before=MENU, over=over) == [*over, TITLE, *TEXT]


def test_the_table_over_an_offices_notice_stays():
    table = ["索引号", "11330100/2021-00312", "发布机构", "渡口管理处", "成文日期", "2021-03-02", "有效性", "有效"]
    assert page(over=table) == [*table, TITLE, *TEXT]


def test_enclosures_after_a_text_stay():
    parts = ["附件：1.石板路验收表", "2.石匠名单", "[1] 柳湾县志. 江南出版社, 1998."]
    assert page(after=parts) == [TITLE, *TEXT, *parts]


def test_a_notice_goes_from_between_what_others_say_in_few_words():
    notice = "声明：本站部分图文来自网友投稿，如侵犯了您的权益，请来信告知，我们会及时删除。"
    slogan = "渡口网，记录每一条船。"
    assert cleaned([TITLE], TEXT, [notice, slogan]) == [TITLE, *TEXT, slogan]


def test_cleaning_a_cleaned_page_again_changes_nothing():
    text = "\n".join(page(before=MENU, after=[*BUTTONS, *HEADLINES]))
    assert cleaner.clean(text).text == text


def test_the_answers_to_a_question_stay():
    answers = ["石板要先在水里泡三天，再铺到沙上，这样过冬才不会翘。", "也可以在两块石板之间留一指宽的缝，填上细沙。"]
    rest = ["关注 3 收藏 1 回复 阅读 2k", "2 个回答 得票 时间", answers[0], "有用 5 回复", answers[1], "撰写回答"]
    text = cleaned([TITLE], TEXT[:1], rest)
    assert [answer for answer in answers if answer not in text] == []


def test_when_and_where_something_takes_place_stays():
    said = ["报告人：许明远", "时间：2023年4月18日 下午2:30", "地点：渡口茶馆二楼"]
    assert cleaned(MENU, PROOF_BEFORE, [TITLE], BYLINE, said, TEXT, FOOT) == [TITLE, *said, *TEXT]


def test_a_list_of_rows_and_the_enclosures_under_it_stay():
    rows = [
        "序号",
        "标的名称",
        "预算金额",
        "石板清运",
        "860000",
        "联系人：李工 电话：0576-85110011",
        "附件信息：磋商文件.zip",
    ]
    assert page(after=rows) == [TITLE, *TEXT, *rows]


def test_a_last_line_before_the_neighbours_is_the_texts():
    last = "欢迎大家到渡口来看石板路！"
    assert cleaned([TITLE], TEXT, [last, "上一篇：关于放假的通知 下一篇：渡口的灯"]) == [TITLE, *TEXT, last]


def test_the_last_line_of_a_text_that_was_cut_is_the_texts():
    cut = ["软件", "图一：船上的记录", "至于船上的记录，那时候没有多少好用的、可靠的办", "图二：渡口的船"]
    assert cleaned([TITLE], TEXT, cut, ["...阅读全文"]) == [TITLE, *TEXT, *cut]


def test_a_markdown_title_of_several_words_begins_the_text_whatever_they_are():
    lines = [
        "# Help Ferry - Get Help",
        "Do you like the **Ferry**?",
        "## Newsletter",
        "* news",
        "* guides",
        "* features",
    ]
    lines += [
        "## Follow",
        "The ferry crosses the river twice a day, and in winter it does not cross at all. It never has.",
    ]
    lines += ["Write to us before you come, since the ferryman is often asleep, and he does not like to be woken up."]
    text = "\n\n".join(lines)
    assert cleaner.clean(text).text == text


def test_a_manual_whose_headings_are_words_of_pages_keeps_its_code():
    said = [
        f"A turtle of size {n} walks over the page, and draws what it is told, however long that takes."
        for n in range(9)
    ]
    parts = [
        "\n".join([name, "```", f"{name} {n} ; the turtle does as it is told", "```"])
        for n, name in enumerate(COMMANDS)
    ]
    manual = "\n\n".join(["The turtle", *said, *parts])
    assert cleaner.clean(manual).text == manual


COMMANDS = "HOME,CLOSE,BACK,PRINT,SEARCH,TEXT,LABEL,LEFT,SHARE,HELP,LOGIN,MENU,NEXT,SAVE,VIDEO,CONTACT".split(",")  # noqa: SIM905


def test_a_name_s_account_in_brackets_ends_no_text():
    keepers = ["老渡工", "(微博)", "石匠名单", "沈大", "柳湾人，码石板的手艺是父亲教的，三十年没有换过地方。"]
    assert page(after=keepers)[-5:] == keepers


def test_a_linked_word_of_a_torn_sentence_stays():
    torn = [
        "水务站昨天下午公布的一份记录里写着，渡口这个冬天的水位比往年低了两尺，河对岸的",
        "新闻",
        "员已经来看过三回。",
    ]
    assert page(over=[], after=[]) == [TITLE, *TEXT]
    lines = cleaned(PROOF_BEFORE, [TITLE], BYLINE, torn, TEXT, FOOT)
    assert [line for line in torn if line not in lines] == []


@pytest.mark.parametrize(
    "row",
    ["网站首页 找船家 问渡口 查水位 修船加盟 渡口地图 船价", "柳湾网首页 石板行情 船家名录 拟建渡口 采石公告 修船"],
)
def test_a_row_behind_a_home_page_is_a_menu_whatever_it_is_called(row):
    assert cleaned([row, TITLE], TEXT) == [TITLE, *TEXT]


def test_a_trail_that_begins_with_its_site_goes():
    assert cleaned(["问渡网 > 河工 > 石板路", TITLE], TEXT) == [TITLE, *TEXT]


@pytest.mark.parametrize("row", ["设置 > 通用 > 关于本机", "首页 设计 说明", "水位 > 警戒线 > 停航"])
def test_a_path_over_a_text_stays(row):
    assert cleaned([row, TITLE], TEXT) == [row, TITLE, *TEXT]


def test_counts_and_type_sizes_in_a_row_of_buttons_name_nothing():
    assert kind_of_core("赞 +1 0 分享 列印 存图 a- a+") == "control"
    assert kind_of_core("石板: 3 船: 0 分享: 12 系船石: 7") == ""
    assert kind_of_core("▲ 赞同 64 ▼ 7 条评论 喜欢 申请转载") == ""  # under an answer, where others follow


CARD = ["青石板 柳湾厂", "¥289", "店家好价", "去看看"]
TABLE = [
    "石料",
    "重量",
    "吸水",
    "青石",
    "31000",
    "0.4%",
    "红石",
    "28000",
    "1.7%",
    "麻石",
    "35000",
    "0.2%",
    "白石",
    "33000",
    "0.9%",
]
GOES_ON = (
    "青石最贵，可是吸水少，冬天不裂，铺在渡口的斜坡上最稳当，二十年没有换过一块。",
    "红石便宜，颜色好看，铺在院子里正合适，只是不能走车，也怕冬天的冰，买的时候要挑没有白筋的，敲起来声音要脆，不能发闷。",
)


def test_a_text_goes_on_below_the_card_of_goods_that_stands_in_it():
    after = [*CARD, "硬度与吸水", *TABLE, GOES_ON[0], "怎么选", GOES_ON[1]]
    assert page(after=[*after, *BUTTONS]) == [TITLE, *TEXT, *after]
