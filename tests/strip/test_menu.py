"""Rows of English menu words go from the ends of a page; titles, lists of names and rows inside the text stay."""

import pytest

from cleaner import strip
from cleaner.document import Document
from cleaner.evidence import NO_EVIDENCE
from cleaner.settings import Settings
from cleaner.strip.structure import menu_score
from cleaner.strip.view import View

RULES = strip.load_rules(Settings())
FIRST = (
    "The ferry stopped running the winter the bridge was opened, and the old man carried his pole into the house. "
    "Now those who come to the landing bring cameras, and ask him where the boat has gone."
)
SECOND = (
    "He points at the hull that lies upside down beside the wall, and says that it is only resting until the flood."
)
LONG_ROW = (
    "Search8 Login Register News Reviews Tutorials38 Contact Newsletter Podcasts Gallery9 Privacy Terms Subscribe "
    "Home Linux Android12 Windows Forums Careers4 Advertise Cookies Sitemap Events Photos Videos31 Music Books Help "
    "Archive Tags Comments2 Previous Next"
)


def cleaned(*lines):
    document = Document("\n".join(lines))
    return document.apply(strip.judge(document, rules=RULES, evidence=NO_EVIDENCE)).text.split("\n")


@pytest.mark.parametrize(
    "row",
    [
        LONG_ROW,
        "Home News Photos14 Forums Login Register Newsletter",
        "Tags31 Events5 Share Policy Windows Archive9",
        "Login Register Subscribe",
        "Home Archive Forums Login",
    ],
)
def test_a_menu_goes_from_the_head(row):
    assert cleaned(row, FIRST, SECOND) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "row", [LONG_ROW, "Contact Advertise Sitemap", "About Tags Newsletter Login", "News Login Login"]
)
def test_a_menu_goes_from_the_tail(row):
    assert cleaned(FIRST, SECOND, row) == [FIRST, SECOND]


def test_a_row_without_a_verb_to_it_goes_beside_a_footer_only():
    footer = "Copyright 2018. Powered by Ghost. Theme by Pinewood Studio."
    assert cleaned(FIRST, SECOND, "News Archive Privacy", footer) == [FIRST, SECOND]
    assert cleaned(FIRST, SECOND, "News Archive Privacy") == [FIRST, SECOND, "News Archive Privacy"]


@pytest.mark.parametrize(
    "title", ["Linux Security Tools", "Data Privacy Policy", "Popular Science Books", "Home Food Delivery"]
)
def test_a_title_in_capitals_stays(title):
    assert cleaned(title, FIRST, SECOND) == [title, FIRST, SECOND]
    assert cleaned(FIRST, SECOND, title) == [FIRST, SECOND, title]


def test_a_menu_inside_the_text_stays():
    row = "Login Register Subscribe"
    assert cleaned(FIRST, row, FIRST.replace("ferry", "boat")) == [FIRST, row, FIRST.replace("ferry", "boat")]


def test_a_long_list_of_names_stays():
    names = " ".join(
        f"{name} {family}" for name in ("Anna", "Erik", "Olga", "Mark") for family in ("Frost", "Hall", "Reed", "Todd")
    )
    assert cleaned(names, FIRST, SECOND) == [names, FIRST, SECOND]


def test_a_korean_sentence_is_no_menu_and_a_row_of_its_words_is_one():
    said = '법조계에 밝은 한 인사는 "다음 달 인사가 있을 것이라는 전망이 파다하다"며 "책임자가 거론된다"고 전했다.'
    row = "홈 뉴스 정치 경제 사회 문화 스포츠 연예 포토 오피니언"
    sentence, menu = View.of(Document(f"{said}\n{row}")).lines
    assert menu_score(sentence) == 0
    assert menu_score(menu) >= 1
