"""What is read as a name is one: labels, the word before a name and placeholders are not."""

import pytest

import cleaner
from cleaner import strip
from cleaner.document import Document
from cleaner.settings import Settings
from cleaner.strip.values import clean_pairs

RULES = strip.load_rules(Settings())


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (("authors", "ByLena Hart"), [("authors", "Lena Hart")]),
        (("authors", "Byron Hart"), [("authors", "Byron Hart")]),
        (("authors", "责任编辑"), []),
        (("authors", "正文"), []),
        (("original_author", "佚名"), []),
        (("editor", "林小山"), [("editor", "林小山")]),
        (("source", "江边晚报(南岸)"), [("source", "江边晚报(南岸)")]),
        (("source", "渡口网-《江边日报》"), [("source", "渡口网-《江边日报》")]),
        (("source", "（江边晚报）"), [("source", "江边晚报")]),
        (("source", "江边晚报 有12人参与"), [("source", "江边晚报")]),
        (("source", "AM"), []),
        (("source", "江边晚报 举报"), [("source", "江边晚报")]),
        (("source", "市水务局浏览次数：12次"), [("source", "市水务局")]),
        (("source", "关注江边"), [("source", "关注江边")]),
        (("authors", "林小山 +关注"), [("authors", "林小山")]),
        (("authors", "林小山 评论：0 点击：12"), [("authors", "林小山")]),
        (("editor", "林小山_NB12345"), [("editor", "林小山")]),
        (("license", "署名-非商业性使用-相同方式共享 4.0 国际"), [("license", "CC BY-NC-SA 4.0")]),
        (("license", "Attribution-NonCommercial 4.0 International"), [("license", "CC BY-NC 4.0")]),
        (("license", "署名文章，版权所有"), [("license", "署名文章，版权所有")]),
        (("tags", "渡口 石桥"), [("tags", "渡口"), ("tags", "石桥")]),
        (("tags", "stone bridge, ferry"), [("tags", "stone bridge"), ("tags", "ferry")]),
    ],
)
def test_a_value_is_a_name_or_nothing(given, read):
    assert list(clean_pairs([given])) == read


def test_an_address_before_the_date_is_read_whole_or_not_at_all():
    text = (
        "渡口的石板\nhttp://www.longriverside.example.com 2024-02-02 22:51:05\n"
        "河面忽然宽了，水也慢下来，渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天。"
    )
    notes = [note for mark in strip.harvest(Document(text), rules=RULES, title="渡口的石板") for note in mark.note]
    assert dict(notes)["date"] == "2024-02-02"
    assert "source" not in dict(notes)


def test_a_platforms_line_of_its_latest_texts_names_no_source():
    text = (
        "渡口的石板\n最新推荐文章于 2024-02-02 22:51:05 发布\n"
        "河面忽然宽了，水也慢下来，渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天。"
    )
    notes = [note for mark in strip.harvest(Document(text), rules=RULES, title="渡口的石板") for note in mark.note]
    assert "source" not in dict(notes)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Lena Hart and John Whitfield", ["Lena Hart", "John Whitfield"]),
        ("By Lena Hart, Staff Writer", ["Lena Hart"]),
        ("By Lena Hart for the Harbour Times", ["Lena Hart"]),
        ("By Reuters", ["Reuters"]),
        ("by Lena Hart", ["Lena Hart"]),
        ("by the river", []),
        ("Par Claire Dumont, publié le 6 mai 2023 à 10h20", ["Claire Dumont"]),
        ("Von Anna Müller und Jan de Vries, Hafenstadt", ["Anna Müller", "Jan de Vries"]),
        ("Por João Silva — Porto Velho", ["João Silva"]),
        ("Di Mario Rossi", ["Mario Rossi"]),
        ("Di Maio torna al porto vecchio", []),
        ("Por fin llegó la lluvia", []),
        ("Penulis: Budi Santoso", ["Budi Santoso"]),
        ("홍길동 기자", ["홍길동"]),
        ("(서울=강변뉴스) 홍길동 선임기자 hong@example.com", ["홍길동"]),
        ("사진 기자", []),
        ("현장 기자", []),
        ("KERRY HART AND TRACY COLE", []),
        ("By KERRY HART AND TRACY COLE", ["KERRY HART", "TRACY COLE"]),
        ("Autor: Jan Kowalski. Data publikacji: 2023", ["Jan Kowalski"]),
        ("2023/05/06 10:20 江邊報 記者林小山／即時報導", ["林小山"]),
    ],
)
def test_a_line_under_the_title_names_who_wrote_it(line, authors):
    text = f"渡口的石板\n{line}\n河面忽然宽了，水也慢下来，渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天。"
    notes = [note for mark in strip.harvest(Document(text), rules=RULES, title="渡口的石板") for note in mark.note]
    assert list(dict.fromkeys(value for name, value in notes if name == "authors")) == authors


@pytest.mark.parametrize(
    "line", ["Puerto - 06 may 2023 - 10:20 CEST", "Sabtu, 2023-05-06 10:20 WIB", "2023-05-06 10:20 GMT"]
)
def test_a_month_or_a_zone_beside_the_date_is_no_source(line):
    text = f"渡口的石板\n{line}\n河面忽然宽了，水也慢下来，渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天。"
    notes = [note for mark in strip.harvest(Document(text), rules=RULES, title="渡口的石板") for note in mark.note]
    assert dict(notes)["date"] == "2023-05-06"
    assert not {"source", "authors"} & set(dict(notes))


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2023년 5월 6일 10:20", "2023-05-06"),
        ("입력 2023. 5. 6. 오전 10:20", "2023-05-06"),
        ("2023-05-0610:20:30", "2023-05-06"),
        ("06.05.2023, 10:20 Uhr", "2023-05-06"),
        ("6 maja 2023, 10:20", "2023-05-06"),
        ("民國112年5月6日", "2023-05-06"),
        ("05/06/2023 10:20", ""),
    ],
)
def test_a_date_under_the_title_is_read_in_any_language_unless_it_may_be_two(line, date):
    text = f"渡口的石板\n{line}\n河面忽然宽了，水也慢下来，渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天。"
    notes = [note for mark in strip.harvest(Document(text), rules=RULES, title="渡口的石板") for note in mark.note]
    assert dict(notes).get("date", "") == date


@pytest.mark.parametrize(("above", "authors"), [("Lena Hart", ["Lena Hart"]), ("Film", []), ("Back to overview", [])])
def test_a_channel_above_the_date_is_no_writer(above, authors):
    text = (
        f"The stones at the landing\n{above}\n6 May 2023\nThe river is suddenly wide here and the water goes slowly, "
        "and the stones of the landing are worn smooth by the feet of those who waited for the last ferry, years ago."
    )
    title = "The stones at the landing"
    notes = [note for mark in strip.harvest(Document(text), rules=RULES, title=title) for note in mark.note]
    assert [value for name, value in notes if name == "authors"] == authors


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Scott 2024-02-02 22:51", "Scott"),
        ("Brett 2024-02-02 22:51", "Brett"),
        ("EST 2024-02-02 22:51", ""),
        ("CEST 2024-02-02 22:51", ""),
        ("WIB 2024-02-02 22:51", ""),
        ("GMT+8 2024-02-02 22:51", ""),
    ],
)
def test_a_word_beside_a_date_is_a_name_unless_it_is_a_time_zone(line, source):
    text = f"渡口的石板\n{line}\n河面忽然宽了，水也慢下来，渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天。"
    notes = [note for mark in strip.harvest(Document(text), rules=RULES, title="渡口的石板") for note in mark.note]
    assert dict(notes).get("source", "") == source


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("影子先生 2023-05-06 22:10 (12/15有用)", "authors", "影子先生"),
        ("小鱼干 发表于 2023-05-06 0 收藏 浏览 2031", "authors", "小鱼干"),
        ("林小滿 追蹤 2023/05/06 閱讀時間約 4 分鐘", "authors", "林小滿"),
        ("花匠老陈 发布于 2023-05-06 分类：园艺 阅读(203)", "authors", "花匠老陈"),
        ("江岸晚报 2023-05-06 09:20 跟贴 12", "source", "江岸晚报"),
        ("2023-05-06 江邊網-渡口報", "source", "江邊網-渡口報"),
        ("2023-05-06 09:20 独家报道", "authors", None),
        ("2023年5月6日 河边 晴 北风", "authors", None),
        ("来源 江岸晚报 2023-05-06 09:20", "authors", None),
        ("6 января 2023 10:20", "authors", None),
        ("公众号：夜读石桥 2023-05-06 08:30", "source", "夜读石桥"),
    ],
)
def test_the_one_word_beside_dates_and_counters_is_a_name(line, name, value):
    text = f"渡口的石板\n{line}\n河面忽然宽了，水也慢下来，渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天。"
    notes = [note for mark in strip.harvest(Document(text), rules=RULES, title="渡口的石板") for note in mark.note]
    assert dict(notes).get(name) == value


def test_a_menu_above_the_date_is_no_writer():
    text = (
        "影片 影院 社区\n渡口的石板\n2023-05-06\n"
        "河面忽然宽了，水也慢下来，渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天。"
    )
    notes = [note for mark in strip.harvest(Document(text), rules=RULES, title="渡口的石板") for note in mark.note]
    assert "authors" not in dict(notes)


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("小鱼干 发表于 2023-05-06 0 收藏 浏览 2031", True),
        ("2023-05-06 22:10 阅读 31 评论 2", True),
        ("2023年5月6日 晴", False),
        ("2023-05-06", False),
        ("林小山 2023-05-06", False),
        ("小鱼干 2023-05-06 到了渡口 浏览 31", False),
    ],
)
def test_a_row_of_date_counters_and_one_name_under_the_title_goes(line, goes):
    said = "河面忽然宽了，水也慢下来，渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天。"
    text = cleaner.clean(f"渡口的青石板\n{line}\n{said}\n{said[:20]}，谁也没有回来。").text
    assert (line in text) is not goes


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (("authors", "林小山 我要评论(0)"), [("authors", "林小山")]),
        (("authors", "法律图 人浏览"), [("authors", "法律图")]),
        (("authors", "Antony 發佈於"), [("authors", "Antony")]),
    ],
)
def test_buttons_and_labels_behind_a_name_are_cut(given, read):
    assert list(clean_pairs([given])) == read
