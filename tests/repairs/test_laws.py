"""Laws of repair, over random texts: no exception, mended stays mended, every edit can be undone."""

import re
from pathlib import Path

import pytest
from growth import grows_at_most, seconds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.document import Document, replay, undo
from cleaner.evidence import NO_EVIDENCE, Evidence
from cleaner.repairs import judge
from cleaner.repairs.stock import take_stock
from cleaner.settings import Settings

FIXTURES = Path(__file__).parents[2] / "fixtures" / "repairs"
PIECES = [
    *(FIXTURES / "negative.txt").read_text(encoding="utf-8").splitlines()[::2],
    "rangeof", "andpropose", "thehuman", "layers,and", "techniques.We",
    "80billion", "JasonQ. Lee", "2- armed", "`code`", "```",
    "https://example.com/ ab/cd", "https://github.com/ ab/cd",
    "\\emph{a}", "``b''", "$ \\ SIM $", "中文,中文", "（", "(", ")",
    "”毒害“", "我 们 的 研 究 是 很",
    "2、", "1、", "。 ", " 3、", "\n", "\t", " ", "Ã©", "Äã¿ÉÒÔÊ¹ÓÃ", "锛屽彧",
    "&nbsp;", "&amp;", "amp;", "lt;", "#xff0c;", "\\n", "\\xa0",
    "<br>", "&lt;p>", "</p>", "<b>", "</b>", "[b]", "[/b]", "[img]", "[/img]",
    "锟斤拷", "\u200b", "\x00", "\u0301" * 40, "\x85", "\xa0",
    "A Short History of Clocks in TownsMartha Ellery, Ingo Brandt", "Modeling", "基于掩码视觉建模", "state-of-theart",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=16).map(" ".join) | st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=16
).map("".join)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_a_mended_text_is_mended_and_its_journal_can_be_replayed_and_undone(text):
    mended = cleaner.repair(text)
    assert replay(text, mended.edits) == mended.text
    assert undo(mended.text, mended.edits) == text
    again = cleaner.repair(mended.text)
    assert again.text == mended.text, (again.edits, mended.edits)
    assert cleaner.repair(text) == mended


SOUND = (FIXTURES / "negative.txt").read_text(encoding="utf-8").splitlines()
LEARNED = cleaner.Vocabulary.learn(SOUND * 3)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(SOUND), min_size=1, max_size=20),
    st.sampled_from([0.005, 0.02, 0.1, 0.4]),
    st.randoms(use_true_random=False),
    st.sampled_from([None, LEARNED]),
    st.sampled_from([" ", "\n"]),
)
def test_a_text_that_lost_some_of_its_spaces_is_mended_at_once(lines, rate, chance, vocabulary, between):
    torn = re.sub(r"(?<=\S) (?=\S)", lambda _: "" if chance.random() < rate else " ", between.join(lines))
    mended = cleaner.repair(torn, vocabulary=vocabulary)
    assert replay(torn, mended.edits) == mended.text
    assert undo(mended.text, mended.edits) == torn
    assert cleaner.repair(mended.text, vocabulary=vocabulary).text == mended.text


def judged_anew(text, vocabulary):
    """Mend a text by the stage alone, which knows nothing of the round before."""
    document, evidence, before = Document(text), Evidence(vocabulary) if vocabulary else NO_EVIDENCE, None
    while document.text != before:
        before = document.text
        document = document.apply(judge(document, evidence=evidence, settings=Settings()))
    return document


def steps(text, journal):
    """Yield each round of a journal: the text before it, its edits, the text after it."""
    for step in sorted({edit.step for edit in journal}):
        edits = [edit for edit in journal if edit.step == step]
        mended = replay(text, edits)
        yield text, edits, mended
        text = mended


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    texts
    | st.lists(st.sampled_from(SOUND), min_size=1, max_size=12).map(
        lambda lines: re.sub(r"(?<=[a-z,.]) (?=[a-zA-Z]{3})", lambda at: " " * (at.start() % 7 > 0), " ".join(lines))
    ),
    st.sampled_from([None, LEARNED]),
)
def test_a_round_that_looks_only_at_what_the_last_one_touched_sees_what_one_that_looks_at_everything_does(
    text, vocabulary
):
    mended, anew = cleaner.repair(text, vocabulary=vocabulary), judged_anew(text, vocabulary)
    assert (mended.text, mended.edits) == (anew.text, anew.journal)
    for before, edits, after in steps(text, mended.edits):
        followed, taken = take_stock(before).after(before, edits), take_stock(after)
        for told in ("odd", "counts", "words", "functions", "names", "language"):
            assert getattr(followed, told) == getattr(taken, told), told
        assert set(followed.rare) == set(taken.rare)
        assert set(followed.seams) == set(taken.seams)
        assert followed.chars | frozenset(map(chr, range(128))) >= taken.chars


@pytest.mark.parametrize(
    "piece",
    ["a", "ab,", "aB", "a b, Cd Ef, ", "我 ", "(", "”", "“", "1、", "`", "$ \\ ", "- ", "Ã", "中,", "\u0301",
     "\\emph{", "http://a/ ",
     "Ab. ", "xAb Cd, ", "theof", "A.", "9", "锛", "Äã", "。 ", "“a", "[a](", "the ",
     "the ab,cd ", "the AnnC. Lee ", "the old(of a ", "the cat (ab,dog ", "the f_g() ", "the $ \\sim \\emph{a} ",
     "the --ab theof ",
     "&amp;", "a&amp;nbsp;b", "&", "中#xff0c;", "中\\n", "\\xa0",
     "<b>中", "</b>中<b>", "&lt;p ", "<p a", "[b]", "[b]a[/b]", "[b][/i]",
     "the a$5 ", "the old” ”the ", "。 我们1、 "],
)  # fmt: skip
def test_time_grows_with_the_text_and_not_with_its_square(piece):
    def cost(size):
        text = (piece * (size // len(piece)))[:size]
        return seconds(lambda: cleaner.repair(text))

    assert grows_at_most(2.5 * 2.5, cost, 20_000, 80_000)
