"""Pages about a thing that people speak of: a film, a product, and what viewers and customers say below it."""

import pytest

import cleaner

ABOUT = "A baker of Ghent inherits a mill, and learns in one winter what a river wants."
SAID = (
    "Slow as flour, and as good; the last half hour is nothing but snow, and I did not want it to end at all.",
    "Two friends fell asleep, and I wept; that is what a film about a mill should do to three people in a row.",
    "The river plays the best part, and whoever recorded its sound should be given every prize that there is.",
)


def a_page(kind: str, about: str = f"<p>{ABOUT}</p>", url: str = "https://films.example.org/f/7") -> cleaner.Record:
    said = "".join(f'<div class="comment-item"><b>viewer{n}</b><p>{one}</p></div>' for n, one in enumerate(SAID))
    html = (
        f'<html><head><title>The Mill in Winter</title><meta property="og:type" content="{kind}"></head><body><main>'
        f"<h1>The Mill in Winter</h1><div class=story>{about}</div><div id=comments>{said * 3}</div></main></body>"
    )
    record = cleaner.clean(html.encode(), url=url)
    assert isinstance(record, cleaner.Record)
    return record


@pytest.mark.parametrize("kind", ["video.movie", "product", "book", "music.album"])
def test_a_thing_that_is_told_in_a_line_keeps_it_beside_what_is_said_of_it_and_is_no_thread(kind):
    record = a_page(kind)
    assert record.metadata["kind"] == "article"
    assert [text for text in (ABOUT, *SAID) if text not in record.text] == []


def test_a_thing_that_is_told_at_length_loses_what_is_said_of_it():
    record = a_page("video.movie", about=f"<p>{ABOUT}</p>" * 12)
    assert record.metadata["kind"] == "article"
    assert ABOUT in record.text
    assert SAID[0] not in record.text


def test_a_page_that_names_no_thing_is_a_thread_where_comments_are_all_it_says():
    assert a_page("website").metadata["kind"] == "thread"


def test_a_boards_thread_about_a_thing_is_a_thread():
    record = a_page("product", url="https://films.example.org/forum/threads/7")
    assert record.metadata["kind"] == "thread"
