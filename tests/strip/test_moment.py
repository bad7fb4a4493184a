"""The moment of publication alone on its line: gone between a title and its text, kept where a text has its days."""

import pytest

import cleaner

FIRST, SECOND = (
    "The council voted on Tuesday to close the mill for the whole of the winter, and nobody was surprised.",
    "Two of its wheels had stood still since the flood, and the third one needed a new axle by spring.",
)
TEXT = f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("14 Marzo 2024 alle 09:12", "2024-03-14"),
        ("Thứ năm, 14/3/2024, 09:12 (GMT+7)", "2024-03-14"),
        ("Kamis, 14 Mar 2024 09:12 WIB", "2024-03-14"),
        ("2021. 5. 2. 14:03", "2021-05-02"),
        ("2023年12月4日(月) 6時0分", "2023-12-04"),
        ("le 14 mars 2024 à 09h12", "2024-03-14"),
        ("14 marca 2024, 9:12", "2024-03-14"),
        ("14 مارس 2024 - 9:12 ص", "2024-03-14"),
    ],
)
def test_a_day_and_a_clock_under_a_title_go_and_the_day_is_kept(line, date):
    record = cleaner.clean(f"A mill is closed\n{line}\n{TEXT}")
    assert line not in record.text
    assert FIRST in record.text
    assert record.metadata["date"] == date


@pytest.mark.parametrize("line", ["14 March 2024", "March 2024", "Half past nine, 14 March", "3:12 in the third run"])
def test_a_day_without_a_clock_stays(line):
    assert line in cleaner.clean(f"A mill is closed\n{line}\n{TEXT}").text


def test_the_moments_of_a_log_stay():
    log = f"The mill's log\n14 March 2024, 09:12\n{FIRST}\n15 March 2024, 10:30\n{SECOND}"
    assert cleaner.clean(log).text == log


def test_a_date_with_a_label_comes_before_a_moment():
    page = f"A mill is closed\nPublished: 2 May 2021\n14 March 2024, 09:12\n{TEXT}"
    assert cleaner.clean(page).metadata["date"] == "2021-05-02"
