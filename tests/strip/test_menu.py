"""Rows of English menu words go from the ends of a page; titles, lists of names and rows inside the text stay."""

import pytest

import cleaner
from cleaner import strip
from cleaner.document import Document
from cleaner.evidence import NO_EVIDENCE
from cleaner.fold import fold
from cleaner.settings import Settings
from cleaner.strip.chrome import glued_kind
from cleaner.strip.menu import menu_score
from cleaner.strip.view import View

RULES = strip.load_rules(Settings())
FIRST = (
    "The ferry stopped running the winter the bridge was opened, and the old man carried his pole into the house. "
    "Now those who come to the landing bring cameras, and ask him where the boat has gone."
)
SECOND = (
    "He points at the hull that lies upside down beside the wall, and says that it is only resting until the flood."
)
LONG_ROW = (
    "Search8 Login Register News Reviews Tutorials38 Contact Newsletter Podcasts Gallery9 Privacy Terms Subscribe "
    "Home Linux Android12 Windows Forums Careers4 Advertise Cookies Sitemap Events Photos Videos31 Music Books Help "
    "Archive Tags Comments2 Previous Next"
)


def cleaned(*lines):
    document = Document("\n".join(lines))
    return document.apply(strip.judge(document, rules=RULES, evidence=NO_EVIDENCE)).text.split("\n")


@pytest.mark.parametrize(
    "row",
    [
        LONG_ROW,
        "Home News Photos14 Forums Login Register Newsletter",
        "Tags31 Events5 Share Policy Windows Archive9",
        "Login Register Subscribe",
        "Home Archive Forums Login",
    ],
)
def test_a_menu_goes_from_the_head(row):
    assert cleaned(row, FIRST, SECOND) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "row", [LONG_ROW, "Contact Advertise Sitemap", "About Tags Newsletter Login", "News Login Login"]
)
def test_a_menu_goes_from_the_tail(row):
    assert cleaned(FIRST, SECOND, row) == [FIRST, SECOND]


@pytest.mark.parametrize("row", ["Menü Suche Anmelden", "Menu Log in Sign up", "Меню Поиск Войти Регистрация"])
def test_a_row_of_what_a_page_offers_goes_from_the_head_in_any_language(row):
    assert cleaned(row, FIRST, SECOND) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "row", ["Privacy Policy Terms of Service Cookie Policy", "Mentions légales Plan du site Contact Recrutement"]
)
def test_entries_of_several_words_are_a_row_without_bars_between(row):
    assert cleaned(FIRST, SECOND, row) == [FIRST, SECOND]


@pytest.mark.parametrize("title", ["Privacy policy and terms of service", "Search log in vain", "Suche nach dem Menü"])
def test_a_title_with_the_words_of_menus_stays(title):
    assert cleaned(title, FIRST, SECOND) == [title, FIRST, SECOND]
    assert cleaned(FIRST, SECOND, title) == [FIRST, SECOND, title]


def test_a_row_without_a_verb_to_it_goes_beside_a_footer_only():
    footer = "Copyright 2018. Powered by Ghost. Theme by Pinewood Studio."
    assert cleaned(FIRST, SECOND, "News Archive Privacy", footer) == [FIRST, SECOND]
    assert cleaned(FIRST, SECOND, "News Archive Privacy") == [FIRST, SECOND, "News Archive Privacy"]


@pytest.mark.parametrize(
    "title", ["Linux Security Tools", "Data Privacy Policy", "Popular Science Books", "Home Food Delivery"]
)
def test_a_title_in_capitals_stays(title):
    assert cleaned(title, FIRST, SECOND) == [title, FIRST, SECOND]
    assert cleaned(FIRST, SECOND, title) == [FIRST, SECOND, title]


def test_a_menu_inside_the_text_stays():
    row = "Login Register Subscribe"
    assert cleaned(FIRST, row, FIRST.replace("ferry", "boat")) == [FIRST, row, FIRST.replace("ferry", "boat")]


def test_a_long_list_of_names_stays():
    names = " ".join(
        f"{name} {family}" for name in ("Anna", "Erik", "Olga", "Mark") for family in ("Frost", "Hall", "Reed", "Todd")
    )
    assert cleaned(names, FIRST, SECOND) == [names, FIRST, SECOND]


def test_a_korean_sentence_is_no_menu_and_a_row_of_its_words_is_one():
    said = '법조계에 밝은 한 인사는 "다음 달 인사가 있을 것이라는 전망이 파다하다"며 "책임자가 거론된다"고 전했다.'
    row = "홈 뉴스 정치 경제 사회 문화 스포츠 연예 포토 오피니언"
    sentence, menu = View.of(Document(f"{said}\n{row}")).lines
    assert menu_score(sentence) == 0
    assert menu_score(menu) >= 1


LISTING = ["root", "bin", "daemon", "mail", "ftp", "sshd", "mysql"]
MENU = ["首页", "江南", "渡口", "石桥", "老街", "码头", "登录"]


def test_a_listing_that_a_page_prints_twice_is_no_menu():
    assert cleaned(FIRST, SECOND, *LISTING, "Run it again:", *LISTING) == [
        *(FIRST, SECOND, *LISTING, "Run it again:", *LISTING)
    ]
    assert cleaned(*LISTING, FIRST, SECOND, *LISTING) == [*LISTING, FIRST, SECOND, *LISTING]


def test_a_run_that_stands_at_both_ends_is_a_menu_where_some_of_its_words_are():
    text = ["河水在这里拐了一个弯，把村子抱在怀里，老人说这弯是百年前发大水冲出来的。" * 3]
    assert cleaned(*MENU, *text, *MENU) == text


def test_lone_brackets_are_no_buttons():
    lines = [
        f"创建分区的第{n}件事是看清楚提示，输错一个字母就会毁掉整个磁盘，所以动手之前先做好备份。" for n in range(6)
    ]
    for step in range(12):
        lines += ["[", "]", f"*第{step}步*", "输入分区的编号，再按回车键。"]
    assert cleaned(*lines) == lines


@pytest.mark.parametrize(
    "row",
    [
        "如何用 Java 和 Linux 建立 一个 Facebook Forum 机器人 教程",
        "* Linux 模拟器 (随 Windows Tools Android 一起提供) 或 Android Windows 物理设备",
        "| 时间 | 搜索 | 新闻 | 下载 (次) | 论坛 | 视频 | 音乐 | 图片 | 游戏 (局) |",
        "新闻 PATH=/usr/bin:/bin 下载 搜索 /usr/local/bin 论坛 视频 音乐 图片 首页",
    ],
)
def test_a_title_a_table_row_and_a_variable_are_no_menus(row):
    assert cleaned(row, FIRST, SECOND) == [row, FIRST, SECOND]


def test_what_a_text_ends_with_is_no_neighbours_title():
    text = [f"河水在第{n}个弯口慢下来，把村子抱在怀里，老人说这弯是百年前发大水冲出来的。" for n in range(4)]
    for end, last in (
        ("盼望在渡口见到你，预祝一路平安～", "详情见群里的通知，谁都可以加入，不收一分钱。（江边读者）"),
        ("老城的另一座桥", "村口的石桥修过三次，名单见 [another page]"),
    ):
        assert cleaned(*text, last, end) == [*text, last, end]


def test_a_title_set_with_spaces_between_its_characters_is_no_menu():
    title = "老 渡 口 中 小 船 可 停 大 船 改 泊 上 游"
    body = [
        "石板是从上游的采石场运来的，十二个石匠干了整整一个冬天。",
        "开春以后渔网又晒在了石板上，孩子们踩着网眼跳。",
    ]
    assert cleaned(title, *body) == [title, *body]


def test_hangul_is_no_han():
    (line,) = View.of(Document("홈 뉴스 정치 漢字")).lines
    assert (line.han, line.cjk) == (2, 7)


GLUED = (
    "即时焦点政治社会地方生活国际财经娱乐运动读者投书电子报订阅",
    "金网首页股票基金期货外汇黄金保险银行信托专题移动端下载",
    "網遊單機手遊攻略下載壁紙禮包",
    "分享脸书留言列印存新闻",
)
"""Menus whose links a scraper wrote one after the other."""


@pytest.mark.parametrize("row", GLUED)
def test_a_row_of_links_glued_together_is_a_menu(row):
    assert glued_kind(fold(row))


@pytest.mark.parametrize(
    "line",
    [
        "股票基金期货都不适合这位老船长",
        "首页设计的三条原则与常见误区",
        "财经新闻的读者为什么越来越少",
        "生活在河边的人都听过这个故事",
        "社会新闻、地方新闻、国际新闻",
        "下载安装登录三步学会网上挂号",
    ],
)
def test_a_title_with_words_of_menus_is_none(line):
    assert glued_kind(fold(line)) == ""


@pytest.mark.parametrize("row", GLUED[:3])
def test_such_a_row_goes_from_either_end_of_a_page(row):
    text = "渡口的石板路修好以后，来的人反而少了，老人说从前泥泞的时候，船家还要在岸边搭一块跳板。"
    assert cleaner.clean(f"{row}\n{text}").text == cleaner.clean(f"{text}\n{row}").text == text


KOREAN = (
    "곶의 등대에 전기가 들어온 것은 오십육 년 겨울이었다. 그전까지는 매일 밤 남은 기름을 재고 나서야 잠을 잤다.",
    "안개가 낀 날에는 종을 쳤다. 십오 분마다 세 번씩, 날이 밝을 때까지 계속하면 다음 날 팔이 올라가지 않았다.",
)


@pytest.mark.parametrize(
    "line",
    [
        "서버 환경 설정 파일에 어떻게 지정하고 사용하는지에 대한 사항은",
        "오류: 등대의 불을 켤 수 없음: 기름이 모두 떨어져 있음",
        "알림: 이 등대는 다음 두 개의 시스템에서 함께 관리합니다:",
        "数据库 %s 看上去像是旧的、小的、坏的、空的、没有人用过的 %s 数据库",
    ],
)
def test_a_sentence_without_a_stop_is_no_menu_though_spaces_part_its_words(line):
    assert cleaned(*KOREAN, line) == [*KOREAN, line]


def test_a_korean_menu_goes():
    assert cleaned(*KOREAN, "홈 뉴스 정치 경제 사회 문화 스포츠 연예 로그인") == [*KOREAN]
