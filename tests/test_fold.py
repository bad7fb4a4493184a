import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.fold import fold

CASES = [
    ("ＡＢｃ１２，：（）", "abc12,:()"),
    ("後臺　發佈", "后台 发布"),
    ("裏面的麵條，什麼著作", "里面的面条,什么著作"),
    ("什么是著作权？", "什么是著作权?"),
    ("衞生署与衛生署", "卫生署与卫生署"),
    ("。、“”【】《》", "。、“”【】《》"),
    ("Straße ΣΑΣ", "straße σασ"),
    ("İ", "İ"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), CASES)
def test_width_script_and_case_are_folded_and_nothing_else(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_keeps_every_offset_and_happens_once(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(st.text(alphabet=st.characters(), min_size=1))
def test_long_texts_fold_as_short_ones_do(text):
    assert fold(text * 400) == "".join(fold(char) for char in text) * 400


@given(st.text(alphabet=st.characters(max_codepoint=127)), st.text())
def test_folding_has_no_context(left, right):
    assert fold(left + right) == fold(left) + fold(right)
