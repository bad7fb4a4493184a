"""The stage proposes edits that fit, comes to rest, and leaves a cleaned text alone; whatever it is given."""

from functools import partial

from growth import grows_at_most, seconds
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import layout, strip
from cleaner.document import Document, replay, undo
from cleaner.evidence import NO_EVIDENCE
from cleaner.settings import Settings
from cleaner.strip.rulefiles import builtin_rules

RULES = strip.load_rules(Settings())
ROUNDS = 8

PHRASES = [
    phrase.replace("⟦", "").replace("⟧", "")
    for rule in builtin_rules()
    for phrase in (*rule.removes[:3], *rule.keeps[:2])
]
LINES = st.one_of(
    st.sampled_from(PHRASES),
    st.sampled_from(
        [
            "首页",
            "登录",
            "相关推荐",
            "评论",
            "|",
            "| |",
            "2024-05-01",
            "12",
            "分享到：",
            "```",
            "    x = 1",
            "Home",
            "Reply",
        ]
    ),
    st.text(max_size=40),
    st.just("河水在这里拐了一个弯，把村子抱在怀里，老人说这弯是百年前发大水冲出来的。"),
    st.just("The river bends here and holds the village in its arms, and the bend, they say, is a hundred years old."),
)
TEXTS = st.lists(LINES, max_size=40).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\t", " "]).map(lambda gap: gap.join(lines))
)


def settled(text):
    document = Document(text)
    for _ in range(ROUNDS):
        before = document.text
        document = document.apply(layout.judge(document))
        document = document.apply(strip.judge(document, rules=RULES, evidence=NO_EVIDENCE))
        if document.text == before:
            return document
    raise AssertionError("does not come to rest")


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_comes_to_rest_and_its_journal_is_whole(text):
    document = settled(text)
    assert replay(text, document.journal) == document.text
    assert undo(document.text, document.journal) == text


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_cleaned_text_is_clean(text):
    once = settled(text).text
    assert settled(once).text == once


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab |>-·:1首页登录。\n", max_size=60), max_size=20).map("\n".join))
def test_fenced_code_is_never_touched(text):
    code = "```\n登录\n| |\nx = 1  # 复制代码\n```"
    document = Document(f"{text.replace('`', '')}\n\n{code}")
    edits = list(strip.judge(document, rules=RULES, evidence=NO_EVIDENCE))
    start = len(document.text) - len(code)
    assert not [edit for edit in edits if edit.end > start and not edit.is_mark and edit.before.strip()]


HOSTILE = {
    "one endless line": "a" * 50,
    "endless Han": "汉字" * 25,
    "short lines": "首页\n",
    "bars": "| |\n",
    "dates": "2024-05-01 12:00\n",
    "teasers": "他为什么放弃了百万年薪，回到村里种地\n12评论\n2024-05-01\n",
    "notices": "转载请注明出处：https://example.com/a ",
    "brackets": "[外链图片转存失败(img-",
    "spaces": " " * 50,
    "colons": "来源：作者：编辑：",
    "colons and what they lead to": "渡口的石板和小船和旧桥：\n转载请注明出处：江边网的老码头\n",
    "labels that rules know": "Lesezeit: 2 Minuten\n",
    "holders of rights": "Copyright 2020 Old Mill\n",
    "press contacts": "Rückfragen an: a@b.example\n",
    "lists of headings": "本文目录\n1、水车\n2、磨坊\n3、旧桥\n",
    "hashes": "#a #b ",
    "paragraphs": "河水在这里拐了一个弯，把村子抱在怀里，老人说这弯是百年前发大水冲出来的。\n",
}


def test_doubled_input_takes_at_most_two_and_a_half_times_the_time():
    def cost(unit, size):
        document = Document(2 * HOSTILE["paragraphs"] + unit * (size // len(unit)))
        return seconds(lambda: list(strip.judge(document, rules=RULES, evidence=NO_EVIDENCE)))

    grown = {name: grows_at_most(2.5 * 2.5, partial(cost, unit), 20_000, 80_000) for name, unit in HOSTILE.items()}
    assert [name for name, linear in grown.items() if not linear] == []
