"""What authors differ in stays as it is until it is asked for."""

import cleaner

TEXT = "我们用 Python 3 写了这个tool，見 `a中b` 和 https://example.com/a 的說明。"


def test_spaces_and_script_stay_as_they_are_by_default():
    assert cleaner.repair(TEXT).text == TEXT


def test_spaces_between_chinese_and_latin_are_put_in_or_taken_out_when_asked_for():
    spaced = cleaner.repair(TEXT, settings=cleaner.Settings(han_latin="space")).text
    assert spaced == "我们用 Python 3 写了这个 tool，見 `a中b` 和 https://example.com/a 的說明。"
    closed = cleaner.repair("我们用 Python 3 写了这个tool。", settings=cleaner.Settings(han_latin="close")).text
    assert closed == "我们用Python 3写了这个tool。"


def test_the_script_is_converted_when_asked_for():
    assert cleaner.repair("見這裡的說明。", settings=cleaner.Settings(script="simplified")).text == "见这里的说明。"
