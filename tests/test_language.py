"""The language of texts and blocks: by script, by identifier, mixed pages told as such."""
# ruff: noqa: E501 - a row of a table of cases is one line

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.language import block_language, language_of

TEXTS = {
    "zh": "河水在清晨退去，露出昨夜被淹没的石阶，渔夫们提着灯笼沿岸走来，互相问候。",
    "en": "The river fell in the morning and left the steps bare, and the fishermen came along the bank with lanterns.",
    "ja": "川の水は朝には引いて、昨夜沈んでいた石段が現れた。漁師たちは提灯を持って岸を歩いてきた。",
    "ko": "강물은 아침에 빠졌고 어젯밤 잠겼던 돌계단이 드러났다. 어부들이 등불을 들고 강둑을 따라 걸어왔다.",
    "ru": "Утром река отступила и обнажила ступени, затопленные ночью, и рыбаки пошли вдоль берега с фонарями.",
    "de": "Am Morgen war der Fluss gefallen und hatte die Stufen freigegeben, die in der Nacht überflutet worden waren.",
    "fr": "Au matin, la rivière avait baissé et laissé à nu les marches inondées pendant la nuit, et les pêcheurs arrivaient.",
    "es": "Por la mañana el río había bajado y dejó al descubierto los escalones que la noche anterior estaban inundados.",
    "pt": "De manhã o rio tinha baixado e deixou à vista os degraus que na noite anterior não se podiam ver por causa da água.",
    "it": "Al mattino il fiume era sceso e aveva lasciato scoperti i gradini che la notte prima erano stati sommersi dall'acqua.",
    "el": "Το πρωί το ποτάμι είχε πέσει και άφησε γυμνά τα σκαλιά που τη νύχτα είχαν πλημμυρίσει από το νερό.",
    "pl": "Rano rzeka opadła i odsłoniła stopnie, które w nocy były zalane, a rybacy szli brzegiem z latarniami.",
    "vi": "Buổi sáng nước sông rút đi, để lộ những bậc đá bị ngập đêm qua, và những người đánh cá đi dọc bờ sông.",
    "id": "Pada pagi hari air sungai surut dan tangga batu yang semalam terendam mulai terlihat oleh para nelayan di tepi sungai.",
    "ar": "في الصباح انحسر النهر وكشف عن الدرجات التي غمرتها المياه في الليلة السابقة، وجاء الصيادون بمصابيحهم.",
    "th": "ตอนเช้าน้ำในแม่น้ำลดลงและเผยให้เห็นขั้นบันไดที่ถูกน้ำท่วมเมื่อคืนนี้ ชาวประมงเดินถือตะเกียงมาตามตลิ่ง",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_in_its_language(language):
    assert language_of(TEXTS[language]) == language
    assert block_language(TEXTS[language]) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", ""),
        ("12:30 —— 45%", ""),
        ("https://example.org/only/an/address", ""),
        ("本文介绍 Transformer、BERT 和 GPT 等模型在 ImageNet 上的表现，并给出 PyTorch 代码。", "zh"),
        ("漢字廣告意見與建議，繁體中文也是中文。", "zh"),
        ("中文里夹一个日文词カワイイ并不会变成日文，因为其余都是汉字，假名只有这么几个而已。", "zh"),
        ("A Title of Some Words: Methods and Results", "en"),
        ("Finding Similar Floor Plans with Five Labelled Examples", "en"),
    ],
)
def test_what_little_there_is_decides(text, language):
    assert language_of(text) == language


def test_a_page_in_two_languages_is_told_as_such_chinese_first():
    page = "\n".join(3 * [TEXTS["en"], TEXTS["zh"]])
    assert language_of(page) == "zh+en"
    assert language_of("\n".join(3 * [TEXTS["ru"], TEXTS["en"]])) == "en+ru"


def test_chinese_prose_with_english_terms_or_code_is_chinese():
    prose = "\n".join(
        5 * ["我们使用 Stable Diffusion 和 ControlNet 生成图片，然后用 OpenCV 处理，最后上传到 GitHub 仓库。"]
    )
    code = "\n".join(f"for (int i{n} = 0; i{n} < {n}; i{n}++) {{ sum{n} += values[i{n}]; }}" for n in range(8))
    assert language_of(prose) == "zh"
    assert language_of(f"{prose}\n{code}") == "zh"


def test_one_english_line_in_a_chinese_page_does_not_make_it_mixed():
    assert language_of("\n".join([*(9 * [TEXTS["zh"]]), TEXTS["en"]])) == "zh"


def test_a_long_page_is_judged_by_samples_from_its_head_to_its_tail():
    half = 200 * (TEXTS["en"] + "\n")
    assert language_of(half + 200 * (TEXTS["zh"] + "\n") + half) == "zh+en"


@given(st.text())
def test_any_text_has_a_language_or_none(text):
    assert isinstance(language_of(text), str)
    assert language_of(text) == language_of(text)
