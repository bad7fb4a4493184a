"""Who wrote a text, and when, is read from the lines over it in many languages; those that only sign it go."""

import pytest

import cleaner

TEXT = (
    "The old ferry left for the last time in the winter of 1931, and nobody waved, for it rained all day.",
    "Its captain, a quiet man from the hills, took the rope home and hung it over the kitchen door.",
    "Then the bridge was built, and the village learned to walk across, slowly, as if it might still sink.",
)
SIGNED = {
    "By Lena Hart": ["Lena Hart"],
    "Written by Lena Hart and Ivo Brand": ["Lena Hart", "Ivo Brand"],
    "Von Sabine Krämer": ["Sabine Krämer"],
    "Publié par Hugo Mercier le 9 mai 2023": ["Hugo Mercier"],
    "Escrito por Lucía Vidal": ["Lucía Vidal"],
    "Scritto da Marco Ferri il 9 maggio 2023": ["Marco Ferri"],
    "Geschreven door: Pieter Bos": ["Pieter Bos"],
    "Opublikowane przez Tomasz Sowa": ["Tomasz Sowa"],
    "Oleh Rizky Hidayat": ["Rizky Hidayat"],
    "بقلم ليلى منصور": ["ليلى منصور"],
    "द्वारा राजेश मेहता": ["राजेश मेहता"],
    "Lena Hart · 9 May 2023": ["Lena Hart"],
    "Lena Hart | The Harbour Times | May 9, 2023": ["Lena Hart"],
    "9 de mayo de 2023 | Ana de la Cruz": ["Ana de la Cruz"],
    "Marco Ferri 9 maggio 2023": ["Marco Ferri"],
    "Von: Jonas Wolf, Sabine Krämer, Lena Hart": ["Jonas Wolf", "Sabine Krämer", "Lena Hart"],
    "By Lena Hart, Ivo Brand and Nina Porter": ["Lena Hart", "Ivo Brand", "Nina Porter"],
    "By Lena Hart | Harbour Post": ["Lena Hart"],
    "Par Hugo Mercier, à Lyon": ["Hugo Mercier"],
    "Publié le par Hugo": ["Hugo"],
}
STACKED = {
    "a name over its day": ("Lena Hart", "9 May 2023"),
    "a day over its name": ("9 May 2023", "Lena Hart"),
    "a name over a change": ("Lena Hart", "Updated 9 May 2023"),
    "a signature over its day": ("By Lena Hart", "9 May 2023"),
    "torn at each word": ("Published", "3 years ago", "on", "9 May 2023", "By", "Lena Hart"),
    "with the time it takes": ("Lena Hart", "9 May 2023 • 4 minute read"),
}
"""Of the day's and the name's lines all go."""
KEPT = {
    "a town's day": ("New York, 9 May 2023",),
    "a place's day": ("Town Hall, 9 May 2023",),
    "a life": ("Lena Hart", "9 May 1931 – 4 June 2010"),
    "a day of history": ("Prague Spring, 21 August 1968",),
    "a section": ("Lena Hart",),
    "a headline in capitals": ("Truths And Remedies, 9 May 2023",),
    "a deck": ("By the river, in winter, 9 May 2023 was cold",),
}
NAMED = {
    "Yazar: Murat Aksoy": ["Murat Aksoy"],
    "Tác giả: Trần Văn Bình": ["Trần Văn Bình"],
    "Autore: Giulia Ricci": ["Giulia Ricci"],
    "लेखक: सुनीता राव": ["सुनीता राव"],
    "文=田中一郎": ["田中一郎"],
    "Mark Odell, Transport correspondent": ["Mark Odell"],
    "Jeanne Perrot avec AFP": ["Jeanne Perrot"],
    "Veröffentlicht am 9. Mai 2023 von Jonas Wolf": ["Jonas Wolf"],
    "Mark Odell, Staff": ["Mark Odell"],
    "May 9, 2023 by Nina Porter 14 Comments": ["Nina Porter"],
    "Publicado por Marta Soler en 21:03": ["Marta Soler"],
    "pebble_hand 9 May 2023 at 14:03": ["pebble_hand"],
}
NOT_NAMED = (
    "di Milano",
    "Von der Brücke bis zum Hafen",
    "By the river, in winter",
    "Redazione",
    "Future Proof with AI",
    "Por la noche",
    "Par exemple",
    "Monday 9 May 2023 at 14:03 the bell rang",
)
DATED = {
    "14 de mayo de 2024 a las 09:12": "2024-05-14",
    "الخميس 9 مايو 2024 - 09:12": "2024-05-09",
    "14 मई 2024, 09:12 IST": "2024-05-14",
    "14 tháng 5, 2024": "2024-05-14",
    "14 maja 2024, 09:12": "2024-05-14",
}


def clean(line):
    return cleaner.clean("\n".join(("The landing below the inn", line, "", "\n\n".join(TEXT))))


@pytest.mark.parametrize(("line", "authors"), SIGNED.items())
def test_a_line_that_only_signs_a_text_is_read_and_goes(line, authors):
    record = clean(line)
    assert record.metadata["authors"] == authors
    assert line not in record.text


@pytest.mark.parametrize("lines", STACKED.values(), ids=STACKED)
def test_a_signature_on_several_lines_is_read_and_goes(lines):
    record = clean("\n".join(lines))
    assert (record.metadata["authors"], record.metadata["date"]) == (["Lena Hart"], "2023-05-09")
    assert record.text.split("\n\n") == ["The landing below the inn", *TEXT]


@pytest.mark.parametrize("lines", KEPT.values(), ids=KEPT)
def test_a_name_and_a_day_that_sign_nothing_stay(lines):
    text = clean("\n".join(lines)).text
    assert [line for line in lines if line not in text] == []


def test_the_days_of_a_diary_stay():
    page = "\n\n".join(
        ("The landing", "Lena Hart", "9 May 2023", TEXT[0], "10 May 2023", TEXT[1], "11 May 2023", TEXT[2])
    )
    assert "9 May 2023" in cleaner.clean(page).text


def test_a_name_that_the_text_speaks_of_stays():
    text = (
        "Lena Hart kept the ferry for forty years and knew each rock under the water, and each boy who had fallen in."
    )
    record = cleaner.clean("\n\n".join(("Portrait", "Lena Hart", "9 May 2023", text, *TEXT)))
    assert "Lena Hart\n" in record.text


def test_a_signature_below_the_lead_is_read_and_goes():
    record = cleaner.clean("\n\n".join(("The landing below the inn", TEXT[0], "von Jonas Wolf, HAFENPOST", *TEXT[1:])))
    assert record.metadata["authors"] == ["Jonas Wolf"]
    assert "HAFENPOST" not in record.text


def test_a_signature_in_the_place_of_a_title_is_read_and_goes():
    record = cleaner.clean("\n\n".join(("di Marco Ferri", *TEXT)))
    assert (record.metadata["authors"], record.text.split("\n\n")) == (["Marco Ferri"], list(TEXT))


def test_a_moment_below_a_title_with_its_stop_is_read():
    lines = ("The landing below the inn will be built anew this year.", "9 May 2023, Lena Hart", *TEXT)
    record = cleaner.clean("\n".join(lines))
    assert (record.metadata["date"], record.metadata["authors"]) == ("2023-05-09", ["Lena Hart"])
    assert record.text.split("\n") == [lines[0], *TEXT]


def test_an_empty_label_takes_no_other_label_for_its_value():
    record = clean("Автор:\nКатегория: Реки и мосты")
    assert record.metadata["authors"] == []


@pytest.mark.parametrize(("line", "authors"), NAMED.items())
def test_a_line_that_names_the_writer_is_read(line, authors):
    assert clean(line).metadata["authors"] == authors


@pytest.mark.parametrize("line", NOT_NAMED)
def test_what_only_begins_like_a_signature_names_nobody(line):
    record = clean(line)
    assert record.metadata["authors"] == []
    assert line in record.text


@pytest.mark.parametrize(("line", "date"), DATED.items())
def test_the_date_under_a_title_is_read_in_the_languages_of_the_world(line, date):
    assert clean(line).metadata["date"] == date


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("Par Sylvie Morel avec AFP", "Sylvie Morel", "AFP"),
        ("Von Sabine Krämer, dpa", "Sabine Krämer", "dpa"),
        ("By Lena Hart, Reuters", "Lena Hart", "Reuters"),
    ],
)
def test_the_agency_behind_a_name_is_the_source(line, author, source):
    metadata = clean(line).metadata
    assert (metadata["authors"], metadata["source"]) == ([author], source)


def test_the_source_below_a_page_is_read():
    page = "<h1>The landing below the inn</h1>" + "".join(f"<p>{text}</p>" for text in TEXT)
    assert cleaner.clean(f"<article>{page}<p>Bron: De Vuurtoren</p></article>").metadata["source"] == "De Vuurtoren"
