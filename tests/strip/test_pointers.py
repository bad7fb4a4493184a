"""Pointers to other articles within a text: the label and its titles go, the text below them stays."""

import pytest

import cleaner

FIRST = (
    "The council voted on Tuesday to close the mill for the whole of the winter, and nobody in the valley was "
    "surprised when the two letters came."
)
SECOND = (
    "Two of its wheels had stood still since the flood, and the third one needed a new axle before it could turn again "
    "in the spring, the miller said."
)
THIRD = (
    "He has run the place for thirty years, as his father had done before him, and he does not mean to leave it to the "
    "rats and to the ivy."
)
FURNITURE = "Share\nFacebook\nComments\nLeave a comment\nAbout us\nPrivacy policy"


@pytest.mark.parametrize(
    ("label", "titles"),
    [
        ("Also Read", "Farm market returns to the green in April"),
        ("Lesen Sie auch", "Steinschlag im Tal ohne Verletzte"),
        ("Leggi anche", "Frana nella valle, nessun ferito"),
        ("Lees ook", "Steenval in het dal zonder gewonden"),
        ("Czytaj także", "Osuwisko w dolinie, nikt nie ucierpiał"),
        ("Читайте также", "На дороге в долине сошёл камнепад"),
        ("Xem thêm", "Sạt lở ở thung lũng, không ai bị thương"),
        ("Also Read", "Farm market returns to the green\nLibrary board seeks two members"),
        ("Baca juga:", "Pasar desa buka lagi pekan ini\nBaca juga:\nDua anggota baru dewan perpustakaan"),
    ],
)
def test_a_label_and_its_titles_go_between_two_paragraphs(label, titles):
    text = cleaner.clean(f"The mill is closed\n{FIRST}\n{label}\n{titles}\n{SECOND}\n{THIRD}").text
    assert text == f"The mill is closed\n{FIRST}\n{SECOND}\n{THIRD}"


def test_the_last_paragraph_below_a_pointer_stays_where_a_page_ends_after_it():
    pointer = "Also Read\nFarm market opens again"
    page = f"Home\nNews\nSport\nThe mill is closed\n{FIRST}\n{SECOND}\n{pointer}\n{THIRD}\n{FURNITURE}"
    text = cleaner.clean(page).text
    assert FIRST in text
    assert THIRD in text
    assert "Farm market" not in text
    assert "Privacy policy" not in text


def test_a_button_may_stand_over_a_pointer():
    pointer = "Sigue leyendo\nLe recomendamos\nDesprendimiento en el valle sin heridos"
    text = cleaner.clean(f"The mill is closed\n{FIRST}\n{SECOND}\n{pointer}\n{THIRD}\n{FURNITURE}").text
    assert THIRD in text
    assert "Desprendimiento" not in text


def test_teasers_below_a_label_are_no_text_that_goes_on():
    teasers = (
        "Farm market opens again\nOn Saturday it is.\nLibrary seeks members\nTwo of them left.\nNew roof\nIt leaked."
    )
    page = f"Home\nNews\nSport\nThe mill is closed\n{FIRST}\n{SECOND}\nRelated articles\n{teasers}\n{FURNITURE}"
    text = cleaner.clean(page).text
    assert SECOND in text
    assert "Farm market" not in text
    assert "It leaked" not in text


@pytest.mark.parametrize(
    ("label", "line"), [("The miller", "Thirty years at one wheel"), ("Also Read", "Winter"), ("Related", "See below:")]
)
def test_headings_and_lines_that_lead_on_stay(label, line):
    text = f"The mill is closed\n{FIRST}\n{label}\n{line}\n{SECOND}\n{THIRD}"
    assert line in cleaner.clean(text).text


def test_a_paragraph_torn_at_its_links_goes_on_below_a_pointer():
    torn = [
        "The wheels are to be mended before the spring, with timber from the woods above the village, with rope",
        "old forge",
        ", which has not been lit since the flood, the council said on Tuesday in its letter to the miller.",
    ]
    torn[0] += " that is left over from the ferry, and, if nobody asks for it until then, with all of the iron from the"
    text = "\n".join((FIRST, SECOND, "Also read:", "Farm market returns to the green in April", *torn, FURNITURE))
    assert cleaner.clean(text).text == "\n".join((FIRST, SECOND, *torn))


STAMPED = (
    "渡口今年春天重新開放【江邊新聞網】2012-01-17 21:40\n石橋修繕工程三月動工【江邊新聞網】2012-01-17 21:25",
    "渡口今年春天重新开放 (01-17)\n石桥修缮工程三月动工 (01-16)\n老船工的最后一天 (01-15)",
    "Ferry to run again in spring 2012-01-17\nBridge works begin in March 2012-01-16",
)
ZH = "渡口的青石板被脚掌磨得发亮，最后一班渡船停在二十年前的冬天，那天没有风，船家把缆绳系在柳树上。"


@pytest.mark.parametrize("titles", STAMPED)
@pytest.mark.parametrize("label", ["其他兩岸新聞", "相關新聞", "Related stories"])
def test_headlines_with_their_days_go_under_their_heading(label, titles):
    assert cleaner.clean(f"渡口的石板\n{ZH}\n{ZH[::-1]}。\n{label}\n{titles}").text.endswith(ZH[::-1] + "。")


@pytest.mark.parametrize("label", ["大事记", "修桥的经过", "Events of the year"])
def test_a_chronicle_stays(label):
    text = cleaner.clean(f"渡口的石板\n{ZH}\n{ZH[::-1]}。\n{label}\n{STAMPED[1]}").text
    assert "老船工的最后一天" in text


@pytest.mark.parametrize("label", ["Czytaj także:", "Also Read", "Lesen Sie auch"])
def test_what_stands_over_a_label_and_menu_like_titles_stays(label):
    links = (
        "<ul><li><a href=/a>Farm market returns</a></li><li><a href=/b>Library board seeks two members</a></li></ul>"
    )
    page = f"<article><h1>The mill</h1><p>{FIRST}</p><p>{label}</p>{links}<p>{SECOND}</p><p>{THIRD}</p></article>"
    assert cleaner.clean(page).text.startswith(f"The mill\n\n{FIRST}\n\n")
