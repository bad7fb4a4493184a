"""Misread text is read again, whatever table it went through, and text of other scripts is left alone."""

from collections import Counter

import pytest

import cleaner
from cleaner.repairs import encoding
from cleaner.repairs.wordlists import word_list

CHINESE = [
    "钟楼在城的中央，四面都有门，每天敲十二次。",
    "我们在山里住了三天，天气一直很好，大家都很高兴。",
    "版本 2.0 已经发布，请到网站下载最新的文件（约 30 MB）。",
]
TRADITIONAL = "請問這個網站的資料庫要怎麼設定才能讓使用者登入呢"


@pytest.mark.parametrize("text", CHINESE)
@pytest.mark.parametrize(
    ("written", "read"), [("utf-8", "latin-1"), ("gbk", "latin-1"), ("gbk", "cp1252"), ("gb18030", "latin-1")]
)
def test_chinese_read_by_a_western_table_comes_back(text, written, read):
    try:
        damaged = text.encode(written).decode(read)
    except UnicodeDecodeError:
        pytest.skip("this table cannot read those bytes")
    mended = cleaner.repair(damaged)
    assert mended.text == text
    assert any(edit.rule.startswith("repair.mojibake.") for edit in mended.edits)


def test_big5_read_as_latin_1_comes_back():
    assert cleaner.repair(TRADITIONAL.encode("big5").decode("latin-1")).text == TRADITIONAL


@pytest.mark.parametrize(
    "text", ["我们在山里住了三天，天气很好", "这是我们的网站，请登录后使用", "数据在系统中的位置是对的"]
)
def test_utf_8_read_as_gbk_comes_back(text):
    assert cleaner.repair(text.encode("utf-8").decode("gb18030")).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Übergröße ÄÖÜ äöüß",
        "été À çà et là, où ça naïve façade Noël",
        "El niño comió piña año",
        "Съешь ещё этих мягких французских булок".encode("cp1251").decode("latin-1"),
        "Съешь ещё этих мягких французских булок".encode("koi8-r").decode("latin-1"),
        "Ελληνικά γράμματα".encode("iso8859-7").decode("latin-1"),
        "한국어 텍스트입니다".encode("euc-kr").decode("latin-1"),
        "涓涓细流，汇成大海",
    ],
)  # fmt: skip
def test_what_is_no_misread_chinese_is_not_made_chinese(text):
    assert cleaner.repair(text).text == text


def test_text_that_cannot_be_read_again_is_flagged_and_left():
    text = "他说锟斤拷锟斤拷，然后走了。"
    mended = cleaner.repair(text)
    assert mended.text == text
    assert [edit.note for edit in mended.edits] == [(("flags", "mojibake"),)]


def test_runs_of_combining_marks_are_capped():
    assert cleaner.repair("a" + "\u0301" * 5000 + "b").text == "a" + "\u0301" * 30 + "b"


def test_the_commonest_characters_are_those_of_wordfreqs_list():
    counts: Counter = Counter()
    for word, frequency in word_list("zh").items():
        for char in filter("\u4e00".__le__, filter("\u9fff".__ge__, word)):
            counts[char] += frequency
    assert {char for char, _ in counts.most_common(500)} == encoding._COMMON


def test_a_misread_run_behind_a_good_one_is_read_again():
    misread = "钟楼的历史和现在".encode().decode("gb18030")
    assert cleaner.repair(f"标题：{misread} (2021)").text == "标题：钟楼的历史和现在 (2021)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der größere Teil der StraÃŸe ist für FuÃŸgänger.", "Der größere Teil der Straße ist für Fußgänger."),
        ("Une école créée en 1900, rÃ©ouverte depuis.", "Une école créée en 1900, réouverte depuis."),
    ],
)
def test_accents_side_by_side_in_a_word_hide_no_misread_text_of_their_line(text, expected):
    assert cleaner.repair(text).text == expected
