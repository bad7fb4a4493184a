"""White space is tidied, and nothing but white space and control characters is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import layout
from cleaner.document import Document


def tidy(text):
    document = Document(text)
    for _ in range(4):
        document = document.apply(layout.judge(document))
    return document.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("\n\n a  \n\n\n\nb \n", "a\n\nb"),
        ("a \t\t b", "a\tb"),
        ("a\n    indented", "a\n    indented"),
        ("a\n\u3000\u3000全角缩进", "a\n全角缩进"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("a\ud800b", "ab"),
        ("```\na\n\n\n\nb\n```", "```\na\n\n\n\nb\n```"),
        (" \n\t ", ""),
        ("a\x85b", "a\nb"),
        ("ä»\x85æ", "ä»\x85æ"),
    ],
)
def test_white_space_is_tidied(before, after):
    assert tidy(before) == after


@given(st.text())
def test_tidying_touches_no_visible_character_and_is_done_once(text):
    once = tidy(text)
    visible = [c for c in text if not c.isspace() and not layout._CONTROL.match(c)]
    assert [c for c in once if not c.isspace()] == visible
    assert tidy(once) == once
