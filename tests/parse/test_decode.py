"""Bytes to text: every encoding that Chinese pages come in, and what is no text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.model import Page, Rejected
from cleaner.parse import Parsed, parse
from cleaner.parse.decode import decode, looks_like_html, read_again
from cleaner.settings import Settings

SENTENCE = "清晨的雾散了，渔船一条接一条地驶出港湾，岸上的人挥着手。老人说，今年的鱼比去年多。" * 3
TRADITIONAL = "清晨的霧散了，漁船一條接一條地駛出港灣，岸上的人揮著手。老人說，今年的魚比去年多。" * 3
JAPANESE = "朝の霧が晴れて、漁船が次々に港を出ていった。岸の人たちは手を振っていた。" * 3


def page(text: str, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<!DOCTYPE html><html><head>{meta}<title>t</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("codec", "declared", "text"),
    [
        ("utf-8", "utf-8", SENTENCE),
        ("utf-8", "", SENTENCE),
        ("utf-8", "gb2312", SENTENCE),
        ("utf-8-sig", "gbk", SENTENCE),
        ("gb18030", "gb2312", SENTENCE),
        ("gb18030", "gbk", SENTENCE + "㐀"),
        ("gb18030", "", SENTENCE),
        ("gb18030", "utf-8", SENTENCE),
        ("big5", "big5", TRADITIONAL),
        ("big5", "", TRADITIONAL),
        ("shift_jis", "shift_jis", JAPANESE),
        ("euc-jp", "euc-jp", JAPANESE),
        ("iso-2022-jp", "iso-2022-jp", JAPANESE),
        ("iso-2022-kr", "iso-2022-kr", "아침 안개가 걷히고 어선들이 하나둘 항구를 떠났다. " * 3),
        ("hz", "hz-gb-2312", SENTENCE),
        ("hz", "", SENTENCE),
        ("utf-8", "hz-gb-2312", SENTENCE + "~{VPND~}"),
        ("ascii", "", "In code, ~{ and ~} are signs like others: ~{ab~} is no word of any language. " * 3),
        ("cp949", "euc-kr", "아침 안개가 걷히고 어선들이 하나둘 항구를 떠났다. " * 3),
        ("cp1251", "windows-1251", "Утренний туман рассеялся, и лодки вышли из гавани. " * 3),
        ("utf-16", "", SENTENCE),
        ("utf-16-le", "utf-8", SENTENCE),
        ("utf-16-be", "", SENTENCE),
        ("cp1252", "iso-8859-1", "“Déjà vu” — he said, naïvely. " * 3),
    ],
)
def test_a_page_reads_the_same_in_every_encoding(codec, declared, text):
    parsed = parse(Page(page(text, declared).encode(codec)), Settings())
    assert isinstance(parsed, Parsed)
    assert parsed.html
    assert parsed.document.text == text.strip()


def test_one_damaged_character_does_not_change_the_encoding_of_a_page():
    data = page(SENTENCE, "utf-8").encode()
    cut = data[:120] + b"\xe6" + data[120:]
    assert SENTENCE[-20:] in (decode(cut) or "")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\x01\x02" * 200,
        b"\0" * 1000,
        b"PK\x03\x04" + bytes(range(128, 256)) * 10 + b"\0" * 50,
    ],
    ids=["every byte", "an image", "zeros", "an archive"],
)
def test_what_is_no_text_is_rejected_as_binary(data):
    outcome = parse(Page(data), Settings())
    assert isinstance(outcome, Rejected)
    assert outcome.reason == "binary"


@pytest.mark.parametrize(
    "data",
    [b"", "", b"  \r\n\t", "　\n", b"\xef\xbb\xbf", "<html><body></body></html>", "<!-- x -->", "<html><body>\ufeff"],
)
def test_what_holds_nothing_is_rejected_as_empty(data):
    outcome = parse(Page(data), Settings())
    assert isinstance(outcome, Rejected)
    assert outcome.reason == "empty"


@pytest.mark.parametrize("data", ["中" * 400, ("中" * 400).encode()])
def test_a_page_over_the_limit_is_rejected_as_too_large(data):
    outcome = parse(Page(data), Settings(page_bytes=1000))
    assert isinstance(outcome, Rejected)
    assert outcome.reason == "too_large"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>x",
        "\ufeff  <html><body>x",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>',
        "<!-- saved page --><html>",
        "<div class=a><p>one</p></div>",
        "<p>一句话。</p>",
        "<meta http-equiv=refresh content='0;url=/next'>\n",
        "text first <p>one</p><p>two</p><div>three</div><ul><li>four</li></ul>",
    ],
)
def test_markup_is_told_from_text(text):
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "清晨的雾散了。",
        "if a < b and c > d then",
        "The <div> element is a block; write <div>…</div> around it, as in every other page of this long explanation. "
        * 3,
        "# Title\n\nSome *Markdown* with <br> and <b>bold</b> words, which is text.",
        "<3 I love this",
        "<b is the tag for what is bold.",
        "<https://example.com/> is an address",
    ],
)
def test_text_that_quotes_markup_is_text(text):
    assert not looks_like_html(text)


@given(st.text())
def test_text_is_taken_exactly_as_given(text):
    parsed = parse(Page(text, kind="text"), Settings())
    if isinstance(parsed, Parsed):
        assert parsed.document.text == text
        assert not parsed.html


@given(st.binary(max_size=2000))
def test_no_bytes_raise(data):
    outcome = parse(Page(data), Settings())
    assert isinstance(outcome, Parsed | Rejected)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<td>", "<b>", "</div>", "<a href=x>", "<pre>", "词", "w ", "\t", "```", "&#0;", "<!--"]
        )
    )
)
def test_no_markup_raises_and_blocks_are_those_of_its_text(pieces):
    outcome = parse(Page("".join(pieces), kind="html"), Settings())
    if isinstance(outcome, Parsed):
        document = outcome.document
        again = type(document)(document.text)
        assert [block[:3] for block in document.blocks] == [block[:3] for block in again.blocks]


def misread(data: bytes, western: str) -> bytes:
    return data.decode(western, "strict").encode("utf-8")


FRENCH = "Le brouillard s’est levé, et les bateaux ont quitté la rade : « à ce soir », criait-on à l’été qui s’achève."


@pytest.mark.parametrize("text", [SENTENCE, TRADITIONAL, FRENCH * 3, "Утренний туман рассеялся, и лодки вышли. " * 3])
def test_a_page_encoded_twice_is_read_once_more(text):
    html = page(text).encode()
    assert read_again(misread(html, "latin-1")) == html
    assert read_again(html) == html


@pytest.mark.parametrize("western", ["latin-1", "iso-8859-15"])
@pytest.mark.parametrize(("declared", "text"), [("gb2312", SENTENCE), ("GBK", SENTENCE), ("big5", TRADITIONAL)])
def test_a_chinese_charset_taken_for_a_western_one_is_what_the_page_declares(declared, text, western):
    html = page(text, declared)
    kept = misread(html.encode(declared), western)
    assert read_again(kept).decode() == html
    assert read_again(misread(kept, "latin-1")).decode() == html
    assert parse(Page(kept), Settings()).document.text == text


@pytest.mark.parametrize(
    "html",
    [
        page(FRENCH * 3, "gb2312"),
        page(FRENCH * 3, "iso-8859-1"),
        page("The name came out as JosÃ© on every invoice, and the price as Â£5. " * 4),
        page("ÃO, NÃO, CORAÇÃO: Ã e Â são letras, e não faltam em português. " * 8),
        page("Ã©" * 30 + "’"),
        page(SENTENCE, "gb2312"),
    ],
)
def test_a_page_that_was_read_right_stays(html):
    assert read_again(html.encode()) == html.encode()


SHORT = {
    "en": "The harbour was quiet.\nBoats came late.",
    "zh": "海边的小镇一年办一次风筝节，今年来的人多。",
    "ko": "아침 안개가 걷히고 어선들이.\n",
}


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("at", [[4], [5], [5, 11], [4, 9, 16]], ids=str)
@pytest.mark.parametrize("text", SHORT.values(), ids=SHORT)
def test_a_few_stray_nuls_make_no_wide_characters_of_a_short_text(text, at, codec):
    data = text.encode(codec)
    for place in at:
        data = data[:place] + b"\0" + data[place:]
    assert decode(data) == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [*SHORT.values(), "一天又一天\n" * 30, page(SENTENCE)], ids=[*SHORT, "ones", "page"])
def test_wide_characters_need_no_mark(text, codec):
    assert decode(text.encode(codec)) == text


def test_wide_characters_that_a_caller_took_for_narrow_ones_lose_their_nuls():
    said = "The ferry left at six in the morning, and nobody on the landing had seen it come back by the evening."
    record = cleaner.clean("Notes of the landing\n" + "".join(f"{one}\0" for one in said))
    assert record.text == f"Notes of the landing\n{said}"
    assert cleaner.clean("\0\1\0\2\0\3" * 40).reason == "binary"


FOREIGN = {
    "cp949": "아침 안개가 걷히고 어선들이 하나둘 항구를 떠났다. 사람들은 손을 흔들었다.",
    "big5hkscs": "漁港裡嘅船都用粗繩綁緊，啲人喺碼頭將魚箱疊起身，佢哋話今年冇往年咁多魚。",
    "gb18030": "清晨的雾散了，渔船一条接一条地驶出港湾。㐀㐁𠀀𠀁䶵ḿǹ",
}


@pytest.mark.parametrize("declared", ["", "utf-8", "gb18030", "shift_jis"])
@pytest.mark.parametrize("codec", FOREIGN)
def test_a_charset_that_nothing_tells_of_is_told_by_the_words_that_come_out(codec, declared):
    html = page(FOREIGN[codec], declared)
    assert decode(html.encode(codec)) == html


@pytest.mark.parametrize("times", [1, 5, 20])
@pytest.mark.parametrize("declared", ["", "big5"])
@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("big5", "火車誤點了三十分鐘，旅客都在月台上等。"),
        ("big5", "新書發表會將在台北舉行，歡迎讀者參加。"),
        ("gb18030", "火车误点了三十分钟，旅客都在月台上等。"),
        ("gb18030", "火車誤點了三十分鐘，旅客都在月台上等。"),
    ],
)
def test_repeated_sentences_are_told_by_the_characters_of_either_charset(codec, text, declared, times):
    html = page(text * times, declared)
    assert decode(html.encode(codec)) == html


@pytest.mark.parametrize("join", ["\n", "<p>"])
def test_a_page_of_two_encodings_is_read_in_both(join):
    parts = [SENTENCE.encode(), SENTENCE.encode("gb18030")] * 3
    assert decode(join.encode().join(parts)) == join.join([SENTENCE] * 6)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"\xff\xfe", "utf-8"),
        (b"\xfe\xff", "utf-8"),
        (b"\xff\xfe", "utf-16-be"),
        (b"\xfe\xff", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xef\xbb\xbf", "gb18030"),
    ],
)
def test_a_mark_that_lies_is_passed_over(mark, codec):
    assert decode(mark + page(SENTENCE).encode(codec)) == page(SENTENCE)
