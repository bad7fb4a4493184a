"""A forum's software gives its thread's title away: all below it stays, and nobody's name is read from it."""

import pytest

import cleaner
from cleaner.document import Document
from cleaner.strip.forum import thread_title
from cleaner.strip.view import View

TITLE = "[木工] [新手] 给渡船换一根桨的全部过程"
NOTES = [
    "0x00 写在前面",
    "材料:一根两米的杉木,一把刨子",
    "场地:河边的空地,风要小",
    "目标:换好之后桨和旧的一样重",
]
TEXT = (
    "先把旧桨拆下来，量好长短和粗细，在杉木上画线，留出一指宽的余量，再用斧头顺着木纹慢慢地劈，不要着急。\n"
    "刨到能握住的粗细就停手，放到水里泡一夜，第二天捞出来阴干，干透了再刷两遍桐油，等油干了就可以装上去了。"
)
HEAD = "江边论坛 - jiangbian.example\n\n 找回密码\n 注册[Register]\n\nQQ登录\n\n只需一步,快速开始\n\n"
COUNTS = "查看: 1024|回复: 12\n收起左侧\n\n"
POSTED = "林小山 发表于 2021-05-06 20:15\n本帖最后由 林小山 于 2021-5-7 08:00 编辑\n\n"


@pytest.mark.parametrize(
    ("over", "under"),
    [
        (COUNTS, f"\n\n  [复制链接]\n{POSTED}"),
        ("查看: 1024|回复: 12\n\n", f"\n\n{POSTED}"),
        ("閱讀 1024 | 回覆 12\n\n", "\n\n[複製連結]\n林小山 發表於 2021-05-06 20:15\n\n"),
    ],
    ids=["its link's button", "its first post", "traditional script"],
)
def test_a_thread_loses_no_note_under_its_title(over, under):
    record = cleaner.clean(HEAD + over + TITLE + under + "\n".join(NOTES) + "\n\n" + TEXT)
    kept = record.text.replace("：", ":").replace("，", ",")
    assert [line for line in (TITLE, *NOTES) if line not in kept] == []
    assert "找回密码" not in kept
    assert "1024" not in kept
    assert record.metadata["title"] == TITLE
    assert TITLE not in record.metadata["authors"]


@pytest.mark.parametrize(
    "text",
    [
        f"换桨的过程\n林小山 发表于 2021-05-06 20:15\n{TEXT}",
        f"换桨的过程\n点右上角的按钮\n复制链接\n发给船家\n{TEXT}",
        f"查看: 12|回复: 3\n{TEXT}\n换桨的过程\n点右上角的按钮\n发给船家\n再等一会儿\n林小山\n何敏\n复制链接\n{TEXT}",
    ],
    ids=["no counts", "a step of a how-to", "far from the counts"],
)
def test_what_no_forum_printed_is_no_title(text):
    assert thread_title(View.of(Document(text))) == -1


ANSWER = "我也换过一根，用的是槐木，比杉木重一点，但是耐泡，到现在已经用了七年，没有裂过。"


def test_a_forums_links_to_the_top_and_its_button_to_answer_go():
    text = f"TOP\n\n{ANSWER}\n回复\n\n使用道具 举报\n\n{TEXT}\n\nTOP"
    record = cleaner.clean(text)
    assert [word for word in ("TOP", "回复", "使用道具") if word in record.text] == []
    assert ANSWER in record.text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("TOP", f"TOP\n{ANSWER}\n{TEXT}"),
        ("Top", f"Top\n{ANSWER}\nTop\n{TEXT}"),
        ("回复", f"{TEXT}\n回复\n{ANSWER}\n{TEXT}"),
    ],
    ids=["one", "a garment", "a heading"],
)
def test_words_that_only_look_like_a_forums_buttons_stay(line, text):
    assert line in cleaner.clean(text).text.split("\n")
