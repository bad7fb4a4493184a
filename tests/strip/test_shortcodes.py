"""A blog's shortcodes go where they stand around what they were to show; those that a text speaks of stay."""

import pytest

import cleaner

TEXT = (
    "The old ferry left for the last time in the winter of 1931, and nobody waved, for it rained all day.",
    "Its captain, a quiet man from the hills, took the rope home and hung it over the kitchen door.",
)


def cleaned(line):
    return cleaner.clean("\n\n".join(["The ferry", TEXT[0], line, TEXT[1]])).text.split("\n\n")


@pytest.mark.parametrize(
    "line",
    [
        "[ad_1]",
        '[/vc_column][/vc_row][vc_row css=".vc_custom"][vc_column width="1/2"]',
        '[contact-form-7 id="12" title="Contact"]',
        '[gallery ids="1,2,3"]',
        '[et_pb_section fb_built="1"] [et_pb_row]',
        "[/fusion_text]",
    ],
)
def test_lines_of_shortcodes_go(line):
    assert cleaned(line) == ["The ferry", *TEXT]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ('[caption id="attachment_7" width="300"]The landing in winter.[/caption]', "The landing in winter."),
        (
            "[vc_column_text]Nobody asked about the rope.[/vc_column_text]",
            "Nobody asked about the rope.",
        ),
        ("[button link=”http://example.com/” type=”big”] Nobody asked about it. [/button]", "Nobody asked about it."),
        ("Nobody asked about the rope.[ad_2]", "Nobody asked about the rope."),
        (
            '[su_highlight color="red"] [su_dropcap]渡口重新开放，船票两块钱。',
            "渡口重新开放，船票两块钱。",
        ),
    ],
)
def test_what_they_hold_stays(line, left):
    assert cleaned(line)[2] == left


@pytest.mark.parametrize(
    "line",
    [
        "[video]",
        "[gallery]",
        "[caption]: https://example.com/a.png",
        "He wrote [button] where the button was to be, and [vc_row] where the row was, and left.",
        "[1] The ferry, 1931.",
        "[图片] 渡口",
        "a[row][col] = b[col][row]",
        "Write [vc_row] and [/vc_row] around it: these shortcodes make a row.",
    ],
)
def test_other_brackets_stay(line):
    assert line in cleaned(line)


def test_a_text_about_shortcodes_keeps_them():
    assert '[gallery ids="1,2,3"]' in cleaner.clean("\n\n".join(["Shortcodes", *TEXT, '[gallery ids="1,2,3"]'])).text
