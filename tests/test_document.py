"""The edit engine: overlaps settled in one place, every edit written down, replay and undo exact."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Document, Edit, gap_rank, replay, settle, undo

TEXT = st.text(alphabet="ab 中，\t\n`。", max_size=60)


@st.composite
def documents_and_rounds(draw):
    """A text, and for each of up to four rounds a way to draw edits that fit whatever the text is by then."""
    text = draw(TEXT)
    document = Document(text)
    for _ in range(draw(st.integers(0, 4))):
        size = len(document.text)
        edits = []
        for _ in range(draw(st.integers(0, 8))):
            start = draw(st.integers(0, size))
            end = draw(st.integers(start, min(size, start + 6)))
            edits.append(
                document.edit(start, end, draw(st.text(alphabet="xy\n", max_size=3)), draw(st.sampled_from("pqr")))
            )
        document = document.apply(edits)
    return text, document


@given(documents_and_rounds())
def test_replaying_the_journal_gives_the_text_and_undoing_it_gives_the_source(drawn):
    source, document = drawn
    assert replay(source, document.journal) == document.text
    assert undo(document.text, document.journal) == source == document.source()


@given(documents_and_rounds(), st.randoms())
def test_the_order_of_proposing_never_matters(drawn, random):
    _, document = drawn
    size = len(document.text)
    edits = [
        document.edit(start, min(size, start + width), after, rule)
        for start in range(0, size, 3)
        for width, after, rule in ((5, "", "b"), (5, "z", "a"), (0, "!", "c"), (2, "", "d"))
    ]
    shuffled = edits[:]
    random.shuffle(shuffled)
    assert document.apply(edits) == document.apply(shuffled)


@given(documents_and_rounds())
def test_accepted_edits_never_overlap(drawn):
    _, document = drawn
    size = len(document.text)
    edits = [document.edit(i, min(size, i + w), "", str(w)) for i in range(size) for w in (1, 2, 4)]
    accepted, _ = settle(edits, document)
    assert all(left.end <= right.start for left, right in pairwise(accepted))


def test_the_wider_edit_wins_then_the_earlier_then_the_rule_that_sorts_first():
    document = Document("abcdef")
    wide, narrow = document.edit(1, 5, "", "z"), document.edit(0, 2, "", "a")
    assert [e.rule for e in settle([narrow, wide], document)[0]] == ["z"]
    left, right = document.edit(0, 3, "", "z"), document.edit(2, 5, "", "a")
    assert [e.rule for e in settle([right, left], document)[0]] == ["z"]
    one, two = document.edit(0, 3, "", "b"), document.edit(0, 3, "x", "a")
    assert [e.rule for e in settle([one, two], document)[0]] == ["a"]


def test_an_insertion_at_the_edge_of_a_removal_stands_and_one_inside_it_falls():
    document = Document("abcdef")
    removal = document.edit(2, 4, "", "r")
    assert document.apply([removal, document.edit(2, 2, "+", "i")]).text == "ab+ef"
    assert document.apply([removal, document.edit(4, 4, "+", "i")]).text == "ab+ef"
    assert document.apply([removal, document.edit(3, 3, "+", "i")]).text == "abef"


def test_an_edit_that_does_not_fit_raises():
    with pytest.raises(ValueError, match=r"by some\.rule at 0 does not fit"):
        Document("abc").apply([Edit(0, "x", "", "some.rule")])


def test_a_mark_is_journaled_once_and_changes_nothing():
    document = Document("abc")
    mark = document.edit(1, 1, "", "rule", (("source", "x"),))
    marked = document.apply([mark, mark])
    assert marked.text == "abc"
    assert len(marked.journal) == 1
    assert marked.apply([mark]) is marked
    assert undo(marked.text, marked.journal) == "abc"


def test_nothing_proposed_gives_the_same_document():
    document = Document("abc")
    assert document.apply([]) is document
    assert document.apply([document.edit(0, 1, "a", "no change")]) is document


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("a\nX\nb", ["X"], "a\nb"),
        ("a\nX\nY\nb", ["X", "Y"], "a\nb"),
        ("a\n\nX\nb", ["X"], "a\n\nb"),
        ("a\nX\n\nb", ["X"], "a\n\nb"),
        ("a\nX\n\nY\nb", ["X", "Y"], "a\n\nb"),
        ("a\tX\tb", ["X"], "a\tb"),
        ("a\nX\tb", ["X"], "a\nb"),
        ("a\tX\nb", ["X"], "a\nb"),
        ("X\na", ["X"], "a"),
        ("a\nX", ["X"], "a"),
        ("X", ["X"], ""),
    ],
)
def test_removing_blocks_joins_nothing_and_keeps_the_stronger_break(text, gone, left):
    document = Document(text)
    edits = [document.removal(i, "r") for i, b in enumerate(document.blocks) if document.slice(b) in gone]
    assert document.apply(edits).text == left


@given(st.lists(st.sampled_from(["a", "X"]), min_size=1, max_size=9), st.data())
def test_the_gap_between_two_kept_blocks_is_never_weaker_than_the_strongest_that_stood_there(marks, data):
    gaps = [data.draw(st.sampled_from(["\t", "\n", "\n\n"])) for _ in marks[1:]]
    text = "".join(part for pair in zip(marks, [*gaps, ""], strict=True) for part in pair)
    document = Document(text)
    if data.draw(st.booleans()):  # a whole run of blocks by one edit
        spans = [found.span() for found in re.finditer("X+", "".join(marks))]
        edits = [document.edit(document.blocks[i].start, document.blocks[j - 1].end, "", "r") for i, j in spans]
    else:
        edits = [document.removal(i, "r") for i, mark in enumerate(marks) if mark == "X"]
    cleaned = document.apply(edits)
    assert undo(cleaned.text, cleaned.journal) == text
    assert replay(text, cleaned.journal) == cleaned.text
    kept = [i for i, mark in enumerate(marks) if mark == "a"]
    assert len(cleaned.blocks) == len(kept)
    for at, (left, right) in enumerate(pairwise(kept)):
        assert gap_rank(cleaned.gap(at + 1)) == max(map(gap_rank, gaps[left:right]))


def test_a_removal_around_the_strongest_break_is_parted_there_and_keeps_its_note_once():
    document = Document("a\nb\n\nc\nd")
    cleaned = document.apply([document.edit(2, 6, "", "r", (("editor", "e"),))])
    assert cleaned.text == "a\n\nd"
    assert [(edit.before, edit.note) for edit in cleaned.journal] == [("\nb", (("editor", "e"),)), ("c\n", ())]


def test_a_block_emptied_by_two_notices_closes_its_gap_as_one():
    document = Document("a\n[n] [n]\nb")
    edits = [document.edit(2, 5, "", "notice"), document.edit(6, 9, "", "notice")]
    cleaned = document.apply(edits)
    assert cleaned.text == "a\nb"
    assert undo(cleaned.text, cleaned.journal) == document.text


def test_a_notice_taken_out_of_a_line_leaves_the_line():
    document = Document("a\nb [n] c\nd")
    assert document.apply([document.edit(4, 8, "", "notice")]).text == "a\nb c\nd"


def test_blocks_are_lines_and_cells_without_the_blanks_around_them():
    document = Document("  one two \n\n\tthree\tfour\n")
    assert [document.slice(b) for b in document.blocks] == ["one two", "three", "four"]
    assert [document.gap(i) for i in range(4)] == ["  ", " \n\n\t", "\t", "\n"]


def test_fenced_lines_are_code_with_their_indentation_and_an_unclosed_fence_opens_nothing():
    document = Document("say\n```py\n  if x:\n\treturn\n```\nend")
    assert [(document.slice(b), b.code) for b in document.blocks] == [
        ("say", False), ("```py", True), ("  if x:", True), ("\treturn", True), ("```", True), ("end", False),
    ]  # fmt: skip
    assert not any(b.code for b in Document("```\nopen\tended").blocks)


@given(TEXT)
def test_blocks_cover_all_but_white_space(text):
    document = Document(text)
    at = 0
    for block in document.blocks:
        assert not text[at : block.start].strip()
        at = block.end
    assert not text[at:].strip()


def test_an_edit_keeps_its_score_where_a_neighbour_empties_a_block():
    document = Document("away\n\nstaysmended")
    edits = [document.removal(0, "test.away"), Edit(11, "", " ", "test.mend", score=0.75)]
    assert [edit.score for edit in document.apply(edits).journal] == [1.0, 0.75]
