"""What text scraped from Chinese pages has around and within its article, and what looks like it."""

import pytest

import cleaner

TITLE = "江边旧水车的一种转轴更换方法"
ONE = "水车一共转了六十年，冬天停，春天再开，转轴换过三根，都是村里人自己上山砍的木头，没有花过一分钱。"
TWO = "它停下来的那个早上没有人注意到，直到中午有人去挑水，才发现水槽是干的，轮子上落了一层白霜。"
THREE = "后来大家凑在一起商量，决定把它修好，因为没有水车，下游的那几块菜地就要靠人一担一担地挑水了。"


def cleaned(*lines):
    return cleaner.clean("\n".join(lines))


def plain(text):
    return text.replace("：", ":").replace("，", ",").replace("（", "(").replace("）", ")").replace("？", "?")


@pytest.mark.parametrize(
    ("line", "known"),
    [
        (
            "作者:laoshi来源:江边诗词网发表于:2020-02-16 07:55:34阅读:100",
            {"date": "2020-02-16", "source": "江边诗词网", "authors": ["laoshi"]},
        ),
        ("2017-01-11 16:43:56来源:江边网发布:江边网", {"date": "2017-01-11", "source": "江边网"}),
        ("来源:江边大学学报作者:作者:林小山", {"source": "江边大学学报", "authors": ["林小山"]}),
        ("創建於2018-07-28 23:46 作者:林小山 熱度:1450 參與評論:0", {"date": "2018-07-28", "authors": ["林小山"]}),
    ],
)
def test_labels_glued_to_the_values_before_them_are_a_byline(line, known):
    record = cleaned(TITLE, line, ONE, TWO)
    assert record.text == f"{TITLE}\n{ONE}\n{TWO}"
    assert {name: record.metadata[name] for name in known} == known


@pytest.mark.parametrize(
    "line",
    [
        "图片来源:江边网作者:林小山",
        "他说的来源:在河里",
        "桥长:30米宽:4米",
        "来源:江边网在作者:何敏家里。他们说了很久。",
    ],
)
def test_labels_of_something_else_are_none(line):
    assert plain(line) in plain(cleaned(TITLE, line, ONE, TWO).text)


def test_the_facts_of_a_shared_file_go_and_its_first_part_stays():
    name = "江边木船《保养》手册要点"
    record = cleaned(
        f"{name}.docx", "- 文档编号:4472473", "- 上传时间:2022-12-01", "- 格式:DOCX", "- 页数:9", "- 大小:25.25KB",
        f"{name}.docx", f"《{name}.docx》由会员分享，可在线阅读，更多相关《{name}.docx》请在江边网上搜索。",
        name, "第一章", "保养关系:", "是木船保养过程中船主与船工之间的关系", "保养方:", ONE, TWO, THREE,
    )  # fmt: skip
    assert [line for line in ("文档编号", "格式", "25.25KB", "由会员分享") if line in record.text] == []
    kept = (name, "第一章", "保养关系:", "是木船保养过程中船主与船工之间的关系", "保养方:")
    assert [line for line in kept if line not in plain(record.text)] == []


def test_facts_of_something_else_stay():
    facts = ("格式:DOCX", "页数:9", "大小:25KB", "价格:30元")
    record = cleaned(TITLE, *facts, ONE, TWO)
    assert [line for line in facts if line not in plain(record.text)] == []


@pytest.mark.parametrize("end", ["", "…", "...", "[…]"])
def test_a_summary_cut_where_the_paragraph_goes_on_goes(end):
    record = cleaned(TITLE, ONE[:38] + end, "", ONE, TWO)
    assert (record.text.count(ONE), record.text.count(ONE[:30])) == (1, 1)


@pytest.mark.parametrize(
    "first",
    [
        "水车一共转了六十年，冬天停，春天再开，转轴换过三根，都是村里人自己上山砍的木头。",
        "水车一共转了六十年，冬天停",
        ONE,
    ],
    ids=["a sentence of its own", "a brief line", "no more below"],
)
def test_what_is_no_piece_of_the_next_paragraph_stays(first):
    below = first.rstrip("。") + "，谁也没有拦他们，他们也没有回头，一直走到河边。" if first != ONE else THREE
    assert first in cleaned(TITLE, first, below, TWO).text


def test_a_title_right_under_itself_and_for_each_picture_goes():
    record = cleaned(TITLE, "", TITLE, "", ONE, "", TITLE, "", "旧轴", "", TITLE, "", TWO, "", TITLE, "", THREE)
    assert record.text.count(TITLE) == 1
    assert "旧轴" in record.text


@pytest.mark.parametrize(
    "text",
    [
        "不要在天黑的时候过河\n不要在天黑的时候过河\n水很凉，\n船已经睡了。",
        f"{TITLE}\n{ONE}\n{TITLE}\n{TWO}",
        f"转吧，水车\n{ONE}\n转吧，水车\n{TWO}\n转吧，水车\n{THREE}\n转吧，水车\n{ONE}",
    ],
    ids=["a poem called by its first verse", "once more is no picture", "a refrain"],
)
def test_lines_that_come_again_stay(text):
    again = text.split("\n")[0]
    assert cleaner.clean(text).text.count(again) == text.count(again)


def test_the_title_that_a_mirror_set_into_the_text_goes():
    record = cleaned(TITLE, ONE, f"【{TITLE}】{TWO}", THREE)
    assert record.text == f"{TITLE}\n{ONE}\n{TWO}\n{THREE}"


@pytest.mark.parametrize(
    "line", [f"【{TITLE}】是一本薄薄的书，只有三十页，放在祠堂里。", f"【另一种方法】{TWO}", f"【{TITLE}】"]
)
def test_brackets_of_a_text_stay(line):
    assert line in cleaned(TITLE, ONE, line, THREE).text


def test_what_a_forum_sets_between_lines_against_copying_goes():
    record = cleaned(
        TITLE, "+ K+ o' ~7 D\" ]( o3 }* T" + ONE, ", ?* E G7 V2 w/ L$ d) F- p* _* x" + TWO,
        ": |: M; q: `2 v8 }) h4 X2 o", "8 m7 B+ K8 m8 K! [2 L) r9 \\7 F", THREE,
    )  # fmt: skip
    assert record.text == f"{TITLE}\n{ONE}\n{TWO}\n{THREE}"


@pytest.mark.parametrize(
    "rows",
    [
        ("1 a2 b3 c4 d", "1 a2 b3 c4 e", "1 a2 b3 c4 f"),
        ("+ K+ o' ~7 D\" ]( o3 }* T",),
        (". a b c d e f", "- a - b - c - d", "1 x 2 y 3 z"),
    ],
    ids=["figures and letters", "one line", "lists of letters"],
)
def test_rows_of_letters_and_marks_stay(rows):
    text = cleaned(TITLE, ONE, *rows, TWO).text
    assert [row for row in rows if row not in text] == []


def test_a_moment_in_a_table_of_an_office_stays_with_its_label():
    table = ("• 索引号:", "6107280000/2024-001005", "• 发文日期:", "2024年04月06日 16:40", "• 有效性:")
    record = cleaned("江边县渡口管理规则", *table, ONE, TWO)
    assert [line for line in table if line not in plain(record.text)] == []
    assert record.metadata["date"] == "2024-04-06"


@pytest.mark.parametrize("heading", ["第一章", "第一章 总则", "一、管、板、型材"])
def test_a_numbered_heading_is_no_part_of_a_pages_head(heading):
    record = cleaned("首页", "登录", "注册", "联系我们", "网站地图", TITLE, heading, "保养方", "船主", ONE, TWO, THREE)
    assert [line for line in (TITLE, heading, "保养方", "船主") if line not in plain(record.text)] == []
    assert "网站地图" not in record.text


HEADINGS = ("去渡口坐什么车", "渡口几点开船", "渡口的船票多少钱")


def contents(label, *entries):
    parts = [line for heading, text in zip(HEADINGS, (ONE, TWO, THREE), strict=True) for line in (heading, text)]
    return cleaned("去旧渡口的人要知道的几件事", label, *entries, *parts)


@pytest.mark.parametrize("label", ["本文目录一览：", "文章目录一览", "本文导读目录："])
def test_a_list_of_its_headings_that_the_page_made_goes(label):
    record = contents(label, *(f"- {at}、{heading}" for at, heading in enumerate(HEADINGS, 1)))
    assert [record.text.count(heading) for heading in HEADINGS] == [1, 1, 1]
    assert "目录" not in record.text


@pytest.mark.parametrize(
    ("label", "entries"),
    [
        ("目录", [f"{at}、{heading}" for at, heading in enumerate(HEADINGS, 1)]),
        ("本文目录", ["1、去渡口坐什么车", "2、从前的船家"]),
        ("旧渡口的三件事：", [f"{at}、{heading}" for at, heading in enumerate(HEADINGS, 1)]),
    ],
    ids=["an author's own", "of more than this page", "no contents"],
)
def test_any_other_list_over_a_text_stays(label, entries):
    record = contents(label, *entries)
    assert [entry for entry in entries if plain(entry) not in plain(record.text)] == []


@pytest.mark.parametrize("label", ["发布日期：", "浏览量:", "視力保護色："])
def test_a_label_that_no_script_filled_in_goes(label):
    assert cleaned(label, TITLE, ONE, TWO).text == f"{TITLE}\n{ONE}\n{TWO}"


@pytest.mark.parametrize("lines", [("发布日期：", "待定"), ("阅读量：", "三十页"), ("时间：", TITLE)])
def test_a_label_with_a_value_or_of_something_that_takes_place_stays(lines):
    text = plain(cleaned(*lines, ONE, TWO).text)
    assert [line for line in lines if plain(line) not in text] == []


def test_a_file_that_a_platform_offers_and_marks_without_words_go():
    record = cleaned(TITLE, "江边木船使用手册电子版下载.pdf", "5星 · 资源好评率100%", ONE, TWO, "♦", "♦", "♦")
    assert record.text == f"{TITLE}\n{ONE}\n{TWO}"


@pytest.mark.parametrize(
    "lines", [("江边木船使用手册.pdf", ONE), (ONE, "♦"), (ONE, "♦", "■", "★"), ("5星好评率100%", ONE)]
)
def test_files_and_marks_of_a_text_stay(lines):
    text = cleaned(TITLE, TWO, *lines).text
    assert [line for line in lines if line not in text] == []


@pytest.mark.parametrize(
    "under", ["", "声明：转载此文是出于传递更多信息之目的，若有错误，请与本网联系，我们将及时删除。"]
)
def test_the_makers_of_a_papers_text_go(under):
    record = cleaned(TITLE, ONE, TWO, "江报记者华小山", "通讯员周田维", "编辑孙立平", "校对徐小卉", "审核王思宁", under)
    assert record.text == f"{TITLE}\n{ONE}\n{TWO}"
    assert record.metadata["authors"] == ["华小山"]
    assert record.metadata["editor"] == "孙立平"


@pytest.mark.parametrize(
    "lines",
    [("编辑孙立平", "校对徐小卉"), ("审核制度", "设计方案", "校对流程"), ("编辑部", "记者站", "通讯员名单")],
    ids=["two", "headings", "offices"],
)
def test_roles_without_persons_and_few_of_them_stay(lines):
    text = cleaned(TITLE, ONE, *lines, TWO, THREE).text
    assert [line for line in lines if line not in text] == []


def test_the_title_in_brackets_below_a_mirrors_text_goes():
    assert cleaned(TITLE, ONE, TWO, f"【{TITLE}】").text == f"{TITLE}\n{ONE}\n{TWO}"
    assert cleaned(TITLE, ONE, TWO, "【江边渡口散记之二】").text.endswith("【江边渡口散记之二】")


def test_a_row_of_a_pages_labels_with_a_full_day_goes_from_beside_a_title_with_a_colon():
    title = "渡口见闻:一根新轴的来历"
    record = cleaned("江边渡口网 : 乡土文章", title, "时间:2018/8/11 作者:林小山", ONE, TWO)
    assert "2018/8/11" not in record.text
    assert title in plain(record.text)
    assert record.metadata["date"] == "2018-08-11"


def test_a_table_of_facts_keeps_its_rows():
    facts = ("书名:渡口 出版:江边书局", "作者:林小山 出版:1923", "纸张:毛边纸 装订:线装")
    text = plain(cleaned("旧书一种", *facts, ONE, TWO).text)
    assert [line for line in facts if line not in text] == []


def test_a_title_with_a_number_for_each_picture_goes():
    record = cleaned(TITLE, ONE, f"{TITLE} 图1", f"{TITLE} 图1", TWO, "图2 旧轴", THREE)
    assert record.text.count(TITLE) == 1
    assert "图2 旧轴" in record.text
