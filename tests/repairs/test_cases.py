"""Tables of cases: what is mended, what must stay, what is known to be missed."""

import tomllib
from pathlib import Path

import pytest

import cleaner

FIXTURES = Path(__file__).parents[2] / "fixtures" / "repairs"


def cases(name):
    return tomllib.loads((FIXTURES / name).read_text(encoding="utf-8"))["case"]


def look_alikes():
    rows = (FIXTURES / "look_alikes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [row.split("\t")[1] for row in rows]


@pytest.mark.parametrize("case", cases("in_the_wild.toml"), ids=lambda case: case["before"][:40])
def test_damage_met_in_the_wild_is_mended_and_named(case):
    mended = cleaner.repair(case["before"])
    assert mended.text == case["after"]
    assert case["kind"] in {edit.rule for edit in mended.edits}


@pytest.mark.parametrize("line", (FIXTURES / "negative.txt").read_text(encoding="utf-8").splitlines())
def test_a_sound_text_stays_as_it_is(line):
    mended = cleaner.repair(line)
    assert mended.text == line, mended.edits


@pytest.mark.parametrize("page", (FIXTURES / "negative_pages.txt").read_text(encoding="utf-8").split("----\n"))
def test_a_sound_page_of_lines_stays_as_it_is(page):
    mended = cleaner.repair(page)
    assert mended.text == page, mended.edits


@pytest.mark.parametrize("case", cases("known_failures.toml"), ids=lambda case: case["reason"][:40])
@pytest.mark.xfail(strict=True)
def test_known_failures_are_mended(case):
    assert cleaner.repair(case["before"]).text == case["after"]


def test_there_are_three_hundred_look_alikes_of_our_own():
    assert len(set(look_alikes())) >= 300


AMONG_OTHERS = (
    "The committee met again on Tuesday and went over the plan for the coming year. It mentions {} here, and most of "
    "the members seemed to agree with what was said about it. There were some questions about the cost, but they were "
    "answered before lunch. In the afternoon the group walked through the old town and looked at the houses."
)


@pytest.mark.parametrize("frame", ["It mentions {} here.", AMONG_OTHERS], ids=["alone", "among others"])
def test_no_look_alike_is_touched(frame):
    touched = [token for token in look_alikes() if cleaner.repair(frame.format(token)).text != frame.format(token)]
    assert touched == []


def test_a_name_of_two_pinyin_syllables_is_no_join():
    text = "The letter was signed by Yangchen and by Weijun, and it was sent to the office of the mayor on Monday."
    assert cleaner.repair(text).text == text


def test_a_doubtful_join_is_split_where_the_text_is_torn_elsewhere_and_stays_where_it_is_whole():
    whole = (
        "The keeper of the tower was asked by the men to ring the bell, and he did so. The door was open when they "
        "came, and the clerk was in the yard, and the clerkwrote it."
    )
    torn = whole.replace("of the", "ofthe").replace("by the", "bythe").replace("in the", "inthe")
    torn = torn.replace("and the clerk was", "andthe clerk was")
    assert cleaner.repair(whole).text == whole
    assert cleaner.repair(torn).text == whole.replace("clerkwrote", "clerk wrote")


def test_a_label_before_its_colon_is_no_join():
    text = "The form is read by the clerk of the town, and it was seen.\nfoldername: the place of the old letters."
    assert cleaner.repair(text).text == text


def test_code_is_never_touched():
    code = "```\nrangeof layers,and 80billion in1999 中文,中文\n```"
    fenced = f"The code is here and it is to be read as it stands.\n{code}\nIt was the end of the file."
    assert cleaner.repair(fenced).text == fenced
    assert cleaner.repair("```\nrangeof the layers,and 80billion of the\n```").edits == ()
