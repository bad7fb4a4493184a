"""Lost line ends: the width of the page says where they were, even where the join looks like a word."""

import textwrap

import cleaner

STORY = (
    "The harbour was built in the years after the great storm, when the town had "
    "lost most of its boats and all of its trees. "
    "Those who came back found that the river had taken another way to the sea and "
    "that the old mill stood in the water. "
    "They began with the wall on the north side and worked on it for three summers, "
    "until the money was gone and the masons "
    "went home. In the years that followed the wall was raised by the people "
    "themselves, a little every year, and it is said "
    "that each family had a part of it to look after. The rules of this have changed "
    "over time, but the wall still stands and "
    "it is still the families who mend it. Visitors who walk along it can see the "
    "marks that the masons left on their stones, "
    "and those who know how to read them can tell which of the stones were cut in "
    "winter and which of them in the summer."
)


def joined(width):
    return "".join(textwrap.wrap(STORY, width, break_on_hyphens=False))


def test_a_page_whose_lines_ran_together_comes_back():
    for width in (72, 88, 95, 104):
        assert cleaner.repair(joined(width)).text == STORY, width


def test_a_join_that_is_a_word_is_found_by_its_place():
    width = next(w for w in range(60, 130) if "overtime" in joined(w))
    mended = cleaner.repair(joined(width))
    assert "changed over time" in mended.text
    assert "repair.join.line_end" in {edit.rule for edit in mended.edits}


def test_the_same_words_in_a_sound_page_are_left_alone():
    text = STORY.replace("over time", "overtime")
    assert cleaner.repair(text).text == text
