"""Where an edit of the journal stands in the final text."""

from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Document, Edit, replay
from cleaner.items import forward, positions


def edit(start, before, after, step=0, rule="strip.a.b", note=()):
    return Edit(start, before, after, rule, note, step)


def test_a_removed_mark_stands_where_the_text_around_it_met():
    document = Document("one\nmark\ntwo\nmark")
    document = document.apply([document.edit(4, 8, "", "strip.x.mark"), document.edit(13, 17, "", "strip.x.mark")])
    document = document.apply([document.edit(0, 3, "three", "repair.x.y")])
    assert document.text == "three\ntwo"
    assert [place for place, _ in positions(document.journal, lambda one: one.rule == "strip.x.mark")] == [6, 9]


def test_a_place_inside_what_a_later_edit_took_moves_to_where_that_stood():
    journal = [edit(5, "x", "", 0), edit(2, "cdef", "", 1)]
    assert [place for place, _ in positions(journal, lambda one: one.step == 0)] == [2]


def test_an_insertion_stands_before_what_it_adds():
    assert forward([edit(3, "", "--")], [2, 3, 4]) == [2, 3, 6]


SOURCE = "".join(chr(0x4E00 + n) for n in range(40))


@st.composite
def journals(draw):
    """Two steps of removals and insertions of one text."""
    text, journal = SOURCE, []
    for step in range(2):
        cuts = sorted(draw(st.sets(st.integers(0, max(0, len(text) - 1)), max_size=8)))
        edits = []
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            edits.append(edit(start, text[start:end], draw(st.sampled_from(["", "ab"])), step))
        journal += edits
        text = replay(text, edits)
    return journal, text


@given(journals())
def test_a_character_that_no_edit_took_is_found_where_it_went(case):
    journal, text = case
    kept = [at for at, character in enumerate(SOURCE) if character in text]
    for at, place in zip(kept, forward(journal, kept), strict=True):
        assert text[place] == SOURCE[at]


@given(journals(), st.lists(st.integers(0, len(SOURCE)), max_size=10).map(sorted))
def test_places_keep_their_order_and_stay_in_the_text(case, places):
    journal, text = case
    moved = forward(journal, places)
    assert moved == sorted(moved)
    assert all(0 <= place <= len(text) for place in moved)
