import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.dedup.passages import passages
from cleaner.dedup.shingles import shingle_set, shingles
from cleaner.dedup.signature import sign, sign_all
from cleaner.dedup.units import content, folded_characters

SAME = [
    ("今天的 Linux 命令", "今天的Linux命令"),
    ("開始使用", "开始使用"),
    ("ＡＢＣ，１２３", "abc 123"),
    ("Café naïve", "cafe\u0301 naive"),
    ("看图：[外链图片转存失败,源站可能有防盗链(img-a1-1650012345678)(https://a.example/b(1).png)]完", "看图完"),
    ("看图：[外链图片转存中...(img-a1-1650012345678)]完", "看图完"),
    ("见 https://example.com/a?b=c#d，谢谢", "见谢谢"),
    ("見[鏈接](http://example.com/x)。", "见[链接]"),
    ("见http://中国", "见中国"),
    ("a https://b.example/http://c.example d", "ad"),
    ("xhttps://b.example", "x"),
    ("http://a.example/中http://b.example", "中"),
    ("joined words", "joinedwords"),
    ("a\0b", "ab"),
    ("나라의 첫 도서관", unicodedata.normalize("NFD", "나라의 첫 도서관")),
    ("각각", "가\u11a8각"),
    ("電車でゴー、パリ", unicodedata.normalize("NFD", "電車でゴー、パリ")),
    ("データベースのページ", "ﾃﾞｰﾀﾍﾞｰｽのﾍﾟｰｼﾞ"),
    ("アイウ", "ｱｲｳ"),
    ("office floor", "oﬃce ﬂoor"),
    ("السلام على الأهل", "اﻟﺴﻼم ﻋﻠﻰ الأهل"),
    ("محمد كبير", "محـــمد كبـير"),
    ("葛飾区の辻", "葛\U000e0100飾区の辻\U000e0101"),
    ("工作人员，龙门见", "⼯作⼈员，⻰⻔⻅"),
    ("龍門與馬", "⿓⾨與⾺"),
    ("Hello, sum", "𝐇𝐞𝐥𝐥𝐨, 𝑠𝑢𝑚"),
    ("ａｂｃ　ＡＢＣ", "abcabc"),
    ("北京\u00a0上\u200b海\u3000广\u00ad州\ufeff", "北京上海广州"),
    ("心\ufe0f❤\ufe0e", "心❤"),
    ("one&nbsp;&nbsp;two&#8203;three&shy;", "one two three"),
    ("一＆ｎｂｓｐ；二&nbsp;三＆＃１６０；", "一二三"),
    ("가\u3164나", "가나"),
]
LOOK_ALIKES = [
    ("かき", "がぎ"),
    ("ハリ", "バリ"),
    ("バリ", "パリ"),
    ("ﾊﾘ", "ﾊﾞﾘ"),
    (unicodedata.normalize("NFD", "バリ"), unicodedata.normalize("NFD", "パリ")),
    ("가각", "가가"),
    (unicodedata.normalize("NFD", "국"), unicodedata.normalize("NFD", "구")),
    ("ᄀ", "가"),
    ("ㅋㅋㅋ", "ㅎㅎㅎ"),
    ("ﻻ", "ﻝ"),
    ("日", "曰"),
    ("⼟", "⼠"),
    ("AT&T nbsp", "AT&T"),
    ("ⅱ", "ⅲ"),
]
UNLIKE = [
    *LOOK_ALIKES,
    ("第1章", "第2章"),
    ("图片转存失败的原因", "失败的原因"),
    ("防盗链[外部]说明", "防盗链说明"),
    ("http 协议", "协议"),
]


@pytest.mark.parametrize(("text", "other"), SAME)
def test_what_reposts_change_in_writing_makes_no_difference(text, other):
    assert content(text) == content(other)


@pytest.mark.parametrize("text", [text for pair in SAME for text in pair if "\0" not in text])
def test_a_texts_passages_are_looked_for_in_what_is_compared(text):
    assert folded_characters(text)[0] == content(text)


@pytest.mark.parametrize(("text", "other"), UNLIKE)
def test_what_is_said_makes_a_difference(text, other):
    assert content(text) != content(other)


@pytest.mark.parametrize(("text", "count"), [("", 0), ("?!…", 0), ("中", 1), ("abcdefgh", 1), ("abcdefghi", 2)])
def test_every_text_with_a_letter_has_a_shingle(text, count):
    assert len(shingle_set(text)) == count


PARTS = "かハﾊﾟ\u3099\u309a가\u1100\u1161\u11a8ﬁﻻ葛\U000e0100𝐀\ud835\0文a "


@given(st.lists(st.text(alphabet=PARTS), max_size=12))
def test_texts_in_pieces_are_signed_the_same_alone_and_among_others_and_their_passages_found(texts):
    assert list(sign_all([*texts, "plain", "文"])) == [sign(text) for text in [*texts, "plain", "文"]]
    for text in texts:
        assert folded_characters(text.replace("\0", " "))[0] == content(text)


def test_of_a_composed_text_the_places_are_those_of_its_pieces():
    text = unicodedata.normalize("NFD", "각 が ") + "ﬁn"
    folded, places = folded_characters(text)
    assert folded == "각がfin"
    assert places == [0, 4, 7, 7, 8]
    pieces = unicodedata.normalize("NFD", "서울의 도서관에서 새 책을 빌렸다")
    (found,) = passages(f"머리말 {pieces} 끝", "앞: 서울의 도서관에서 새 책을 빌렸다!", least=8)
    assert f"머리말 {pieces} 끝"[found.start : found.end] == pieces


@given(st.lists(st.text(), max_size=12))
def test_a_text_is_signed_the_same_alone_and_among_others(texts):
    assert list(sign_all(texts)) == [sign(text) for text in texts]


ASCII = [
    "See https://a.example/b?c#d. and go on",
    "xhttp://a http://b",
    "a://b",
    "odd",
    "",
    "\0 a\0b",
    ":/",
    "://",
    "Two\nLINES, 2.",
]


@given(st.lists(st.text(st.characters(max_codepoint=127)) | st.sampled_from(ASCII), max_size=12))
def test_ascii_texts_are_signed_the_same_alone_and_among_others(texts):
    alone = [sign(text) for text in texts]
    assert list(sign_all(texts)) == alone
    assert list(sign_all([*texts, "中文"]))[: len(texts)] == alone


@given(st.text(min_size=30), st.text(), st.text())
def test_a_text_keeps_its_shingles_inside_another(text, before, after):
    inside = set(shingle_set(text)[:].tolist())
    whole = set(shingle_set(f"{before}\n{text}\n{after}").tolist())
    if "://" not in before + text and "[外" not in before + text and len(content(text)) >= 8:
        assert inside <= whole


def test_a_batch_repeats_hashes_between_texts_and_adds_none():
    texts = ["", "中国", "!", "hello world, foo bar", "x"]
    batch = shingles(texts)
    for index, text in enumerate(texts):
        part = batch.hashes[int(batch.starts[index]) : int(batch.starts[index + 1])]
        if batch.lengths[index]:
            assert set(part.tolist()) == set(shingle_set(text).tolist())


def test_shared_passages_are_told_in_the_texts_own_offsets():
    text = "导语。图书馆的还书柜放在了四个车站里，扫描条码之后柜门就会弹开。结尾"
    other = "另一页：圖書館的還書柜放在了四個車站裏, 掃描條碼之後柜門就會彈開！"
    (found,) = passages(text, other, least=20)
    assert text[found.start : found.end] == "图书馆的还书柜放在了四个车站里，扫描条码之后柜门就会弹开"
    assert other[found.other_start : found.other_end] == "圖書館的還書柜放在了四個車站裏, 掃描條碼之後柜門就會彈開"
    assert passages(text, "毫不相干的一段话，讲的是别的事情。") == ()
