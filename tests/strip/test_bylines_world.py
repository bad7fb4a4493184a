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
