"""Reposts whose characters are written in pieces, at half width, as ligatures or with selectors are found."""

import unicodedata

import pytest
from growth import grows_at_most, seconds

from cleaner.dedup import deduplicate, rows, sign
from cleaner.dedup.index import Index

KOREAN = (
    "강가의 오래된 창고가 내년 봄부터 마을 도서관으로 쓰인다. 구청은 지난주 설명회에서 벽돌로 지은 외벽은 그대로 "
    "두고 안쪽만 고치겠다고 밝혔다. 일층에는 어린이 열람실과 작은 찻집이, 이층에는 조용히 공부할 수 있는 자리가 "
    "들어선다. 주민들은 무엇보다 저녁 아홉 시까지 문을 열겠다는 약속을 반겼다. 공사는 다음 달에 시작되며, 그동안 "
    "책은 초등학교 강당에서 빌릴 수 있다."
)
JAPANESE = (
    "川べりの古い倉庫が、来年の春から町の図書館になる。役場は先週の説明会で、れんがの外壁はそのまま残し、内部だけ"
    "を直すと述べた。一階にはこどもの部屋と小さなカフェ、二階には静かに学べるデスクが並ぶ。住民がいちばん喜んだの"
    "は、夜九時まで開けるという約束だった。工事は来月に始まり、そのあいだ本は小学校のホールで、パソコンかハガキで"
    "予約すれば借りられる。"
)
ARABIC = (
    "يتحول المخزن القديم على ضفة النهر إلى مكتبة للحي في الربيع القادم. وقالت البلدية في لقاء مع الأهالي إن "
    "الجدران الخارجية ستبقى كما هي وإن العمل يقتصر على الداخل. في الطابق الأول قاعة للأطفال ومقهى صغير، وفي "
    "الثاني أماكن هادئة للدراسة. ورحب السكان بالوعد بأن تظل الأبواب مفتوحة حتى التاسعة مساء، وتبدأ الأعمال الشهر "
    "المقبل، وتعار الكتب إلى حينها في قاعة المدرسة."
)
CHINESE = (
    "河边的旧仓库明年春天起将成为镇上的图书馆。镇里上周在说明会上表示，砖砌的外墙保持原样，只改造里面。一楼有儿童"
    "阅览室和一间小茶室，二楼是可以安静学习的座位。居民们最高兴的是开放到晚上九点的承诺。工程下个月开始，其间可以"
    "到小学礼堂借书，工作人员会在门口登记，长期借阅的读者见到通知后请更换借书证，马车和自行车停在西边的空地。"
)
ENGLISH = (
    "The old warehouse by the river will be the town's library from next spring. The office said at a first "
    "meeting that the brick front stays as it is and that only the inside is refitted. On the ground floor there "
    "will be a room for children and a small coffee bar, on the first floor quiet places to read. People were "
    "happiest about the offer to stay open until nine."
)
SHAPES = str.maketrans({"ا": "ﺎ", "ل": "ﻟ", "م": "ﻤ", "ن": "ﻨ", "ب": "ﺒ", "ي": "ﻴ", "ر": "ﺮ", "ق": "ﻘ"})
HALF = str.maketrans("カフェデスクホールパソコンハガキ", "ｶﾌｪﾃｽｸﾎｰﾙﾊｿｺﾝﾊｶｷ")
BOLD = str.maketrans({chr(ord("a") + at): chr(0x1D41A + at) for at in range(26)})
VERSIONS = {
    "Hangul in its letters": (KOREAN, unicodedata.normalize("NFD", KOREAN)),
    "Kana apart from its marks": (JAPANESE, unicodedata.normalize("NFD", JAPANESE)),
    "Kana at half width": (
        JAPANESE,
        unicodedata.normalize("NFD", JAPANESE).translate(HALF | {0x3099: "ﾞ", 0x309A: "ﾟ"}),
    ),
    "Arabic in shapes and ligatures": (ARABIC, ARABIC.replace("لأ", "ﻷ").translate(SHAPES)),
    "Arabic stretched": (ARABIC, ARABIC.replace("ية", "يـــة").replace("في", "فـي")),
    "Latin ligatures": (ENGLISH, ENGLISH.replace("ffi", "ﬃ").replace("ff", "ﬀ").replace("fi", "ﬁ").replace("fl", "ﬂ")),
    "bold letters of formulas": (ENGLISH, ENGLISH.translate(BOLD)),
    "full-width Latin": (
        ENGLISH,
        "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else "\u3000" for one in ENGLISH),
    ),
    "radicals for Han": (
        CHINESE,
        CHINESE.translate(str.maketrans("工人一二小里西马车门长见", "⼯⼈⼀⼆⼩⾥⻄⻢⻋⻔⻓⻅")),
    ),
    "selectors": (CHINESE, CHINESE.replace("图", "图\U000e0101").replace("边", "边\U000e0100")),
    "emoji selectors": (CHINESE, CHINESE.replace("，", "\ufe0f，")),
    "blanks": (CHINESE, "\u200b".join(CHINESE).replace("。", "。\u3000\u00a0")),
    "blanks of a page's source": (ENGLISH, ENGLISH.replace(" ", "&nbsp;")),
    "soft hyphens": (ENGLISH, ENGLISH.replace("o", "o\u00ad")),
}


@pytest.mark.parametrize("name", VERSIONS)
def test_a_repost_in_another_writing_is_the_same_text(tmp_path, name):
    text, other = VERSIONS[name]
    assert text != other
    assert sign(text) == sign(other)
    assert [row["kind"] for row in rows(deduplicate([{"id": "a", "text": text}, {"id": "b", "text": other}]))] == [
        "exact"
    ]
    with Index(tmp_path / "crawl.index") as index:
        assert index.check_and_add({"id": "b", "text": other}).kind == "new"
        assert index.check_and_add({"id": "a", "text": text}).of == "b"


def test_articles_of_their_own_stay_apart_in_any_writing():
    other = "산 위의 작은 역이 문을 닫은 지 십 년 만에 다시 열린다. 여름철 주말마다 네 번씩 기차가 선다. " * 4
    texts = [KOREAN, JAPANESE, ARABIC, CHINESE, ENGLISH, other]
    texts = [unicodedata.normalize("NFD", text) if at % 2 else text for at, text in enumerate(texts)]
    assert not list(rows(deduplicate({"id": str(at), "text": text} for at, text in enumerate(texts))))


SHORT = [
    ("바다로 가는 버스", "바다로 가는 버섯"),
    ("ハリの治療", "バリの治療"),
    ("パスで行く", "バスで行く"),
    ("ｶﾝの話", "ｶﾞﾝの話"),
]


@pytest.mark.parametrize(("text", "other"), SHORT)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_that_a_mark_or_a_final_tells_apart_stay_apart(text, other, form):
    one, two = (unicodedata.normalize(form, words) for words in (text, other))
    assert sign(one).exact != sign(two).exact


RUNS = ["\u3099", "か\u3099", "\u1100\u1161\u11a8", "가\u11a8", "ﷺ", "ﳲ", "葛\U000e0100", "ﾊﾞ", "&nbsp;", "&"]


@pytest.mark.parametrize("run", RUNS)
def test_to_compose_takes_as_long_as_the_text_is(run):
    assert grows_at_most(4 * 2.5, lambda size: seconds(lambda: sign(run * size)), 5_000, 20_000)
