"""A day alone over a title or behind a text goes; the days of diaries, letters and histories stay."""

import pytest

import cleaner

TEXT = (
    "The old ferry left for the last time in the winter of 1931, and nobody waved, for it rained all day.",
    "Its captain, a quiet man from the hills, took the rope home and hung it over the kitchen door.",
    "Then the bridge was built, and the village learned to walk across, slowly, as if it might still sink.",
)
TITLE = "The landing below the inn"
OVER = (
    "jeudi 9 mai 2024",
    "mayo 9, 2024",
    "Thursday, May 9, 2024",
    "9 мая 2024",
    "2024년 5월 9일 목요일",
    "2024年5月9日木曜日",
)
BEHIND = {
    "Thursday, May 9th, 2024 11:13am": "2024-05-09",
    "09.05.2024 14:56": "2024-05-09",
    "jueves, 9 de mayo de 2024": "2024-05-09",
}
KEPT = {
    "a diary": ("9 May 2024", TEXT[0], "10 May 2024", TEXT[1], "11 May 2024", TEXT[2]),
    "a day over a text without a title": ("9 May 2024", *TEXT),
    "a day behind a text": (TITLE, *TEXT, "9 May 2024"),
    "a day of history": ("9 May 1871", TITLE, *TEXT),
    "more than a day": ("9 May 2024 in pictures", TITLE, *TEXT),
}


def clean(*lines):
    return cleaner.clean("\n\n".join(lines))


@pytest.mark.parametrize("day", OVER)
def test_a_day_over_the_title_goes(day):
    assert clean(day, TITLE, *TEXT).text.split("\n\n") == [TITLE, *TEXT]


@pytest.mark.parametrize(("day", "date"), BEHIND.items())
def test_a_day_with_its_weekday_or_clock_behind_a_text_is_read_and_goes(day, date):
    record = clean(TITLE, *TEXT, day)
    assert (record.text.split("\n\n"), record.metadata["date"]) == ([TITLE, *TEXT], date)


@pytest.mark.parametrize("lines", KEPT.values(), ids=KEPT)
def test_other_days_stay(lines):
    assert clean(*lines).text.split("\n\n") == list(lines)
