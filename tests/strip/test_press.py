"""What press releases, newspapers and scrapers put around a text goes, and what looks like it stays."""

import pytest

import cleaner

TITLE = "The landing below the inn"
TEXT = (
    "The old ferry left for the last time in the winter of 1931, and nobody waved, for it rained all day.",
    "Its captain, a quiet man from the hills, took the rope home and hung it over the kitchen door.",
    "Then the bridge was built, and the village learned to walk across, slowly, as if it might still sink.",
)
CONTACTS = {
    "of an agency's client": ("Pressekontakt:", "Hafen AG", "Lena Hart", "Tel. 0123 4567", "presse@hafen.example"),
    "of the police": ("Rückfragen bitte an:", "Polizei Hafenau", "Pressestelle", "Telefon: 0123 4567-89"),
    "on one line": ("Pressekontakt: Lena Hart, Tel. 0123 4567, presse@hafen.example",),
    "in English": ("Media Contact:", "Lena Hart", "Harbour Inc.", "+1 555 0134 200", "lena@example.com"),
    "in French": ("Contact presse :", "Hugo Mercier", "01 23 45 67 89", "presse@port.example"),
    "in Spanish": ("Contacto de prensa:", "Lucía Vidal", "+34 600 000 000"),
    "in Polish": ("Kontakt dla mediów:", "Tomasz Sowa", "prasa@port.example"),
    "in Russian": ("Контакты для СМИ:", "Иван Петров", "press@port.example"),
    "in Japanese": ("【本件に関するお問い合わせ先】", "株式会社川船", "TEL：03-1234-5678"),
    "before the service's line": (
        "Pressekontakt:",
        "Hafen AG",
        "presse@hafen.example",
        "Original-Content von: Hafen AG, übermittelt durch news aktuell",
    ),
}
NO_CONTACTS = {
    "a job's": ("Rückfragen bitte an:", "Frau Müller", "Telefon: 0123 4567"),
    "no number and no address": ("Pressekontakt:", "Hafen AG"),
    "a text that goes on": ("Pressekontakt:", "Hafen AG", "Telefon: 0123 4567", TEXT[1].replace("captain", "mate")),
    "a sentence": ("Media contacts were three, and none of them ever wrote to lena@example.com again.",),
}
TRAILS = (
    ("1. Home", "2. News", "3. Rivers"),
    ("1. hafenpost-de", "2. Welt"),
    ("1. Hafenpost.de", "2. >", "3. Region", "4. >", "5. The landing below the inn and its boats"),
    ("1. Accueil", "2. Régions"),
)
NO_TRAILS = (
    ("1. alpha.com", "2. beta.com", "3. gamma.org"),
    ("1. Rope", "2. Lamp", "3. Oar"),
)
CREDITS = (
    "Photo: Anna Berg/AP",
    "Bild: picture alliance/dpa | Anna Berg",
    "(Foto: Anna Berg)",
    "Photo courtesy: Harbour Museum",
)
NO_CREDITS = (
    ("Photo: the old ferry at dawn",),
    ("Photo: Required",),
    ("Foto: schwarz und weiß",),
    ("Name: Lena", "Photo: Anna Berg", "Built: 1931"),
    ("Image: 40 by 60 pixels",),
)


def clean(*lines):
    return cleaner.clean("\n\n".join(lines))


@pytest.mark.parametrize("contact", CONTACTS.values(), ids=CONTACTS)
def test_a_press_contact_below_a_text_goes(contact):
    assert clean(TITLE, *TEXT, *contact).text.split("\n\n") == [TITLE, *TEXT]


@pytest.mark.parametrize("contact", NO_CONTACTS.values(), ids=NO_CONTACTS)
def test_what_only_looks_like_a_press_contact_stays(contact):
    text = clean(TITLE, *TEXT, *contact).text
    assert [line for line in contact if line not in text] == []


@pytest.mark.parametrize("trail", TRAILS, ids=" ".join)
def test_a_trail_written_as_a_numbered_list_goes(trail):
    assert clean("\n".join(trail), TITLE, *TEXT).text.split("\n\n") == [TITLE, *TEXT]


@pytest.mark.parametrize("items", NO_TRAILS, ids=" ".join)
def test_a_list_that_begins_a_text_stays(items):
    text = clean("\n".join(items), *TEXT).text
    assert [item for item in items if item not in text] == []


@pytest.mark.parametrize("credit", CREDITS)
def test_a_pictures_credit_between_paragraphs_goes(credit):
    assert clean(TITLE, TEXT[0], credit, *TEXT[1:]).text.split("\n\n") == [TITLE, *TEXT]


@pytest.mark.parametrize("lines", NO_CREDITS, ids=" ".join)
def test_a_caption_a_field_and_a_fact_are_no_credits(lines):
    text = clean(TITLE, TEXT[0], "\n".join(lines), *TEXT[1:]).text
    assert [line for line in lines if line not in text] == []
