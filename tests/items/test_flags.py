"""What is wrong with a text, told by its edges."""
# ruff: noqa: E501 - a row of a table of cases is one line

import pytest

from cleaner.items.flags import flags_of

LONG = "河水在清晨退去，露出昨夜被淹没的石阶，渔夫们提着灯笼沿岸走来，互相问候，谈论着上游的雨。他们说今年的水比往年来得早，也退得快，鱼都留在了浅滩上，孩子们用手就能捉到。"
ENGLISH = "The river fell in the morning and left the steps bare. Fishermen came along the bank with lanterns and spoke of rain."


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        (LONG, []),
        (ENGLISH, []),
        ("关于放假的通知", ["thin"]),
        ("https://example.org/a/very/long/address/that/says/nothing/to/a/reader/of/the/page/at/all/really", ["thin"]),
        (
            "and widely used as a measure of the flow, the old gauge was replaced last year. " + ENGLISH,
            ["truncated_head"],
        ),
        ("，于是大家都回去了。" + LONG, ["truncated_head"]),
        ("iPhone users will find that the new version is slower. " + ENGLISH, []),
        ("npm install is slow on old machines with small disks. " + ENGLISH, []),
        (LONG + "他们还说，等到秋天，", ["truncated_tail"]),
        (ENGLISH + " They said that the water came with the", ["truncated_tail"]),
        (LONG + "他们还说，等到秋天水位...", ["truncated_tail"]),
        (LONG + "他们还说，等到秋天……", []),
        (LONG + "\n\n（记者 周一帆）", []),
        (ENGLISH + " - Ada Brook, The Harbour Post", []),
        ("\n".join([LONG, LONG, LONG, LONG[:-1] + "，大人在岸上看"]), ["truncated_tail"]),
        (LONG[:-1] + "，大人在岸上看", []),
    ],
)
def test_a_text_is_flagged_by_its_edges(text, flags):
    assert flags_of(text) == flags
