"""The words of a corpus: learned, merged, kept within bounds, saved and loaded as they were."""

import zlib

import pytest

import cleaner
from cleaner.evidence import vocabulary

TEXTS = [
    "The bell tower stands in the old town and the bell is rung at noon.",
    "The old town has a bell tower and a river, and the river has two bridges.",
    "钟楼在城的中央。The bell of 1923 was cast here.",
]


def test_words_and_neighbours_are_counted_as_they_stand():
    learned = cleaner.Vocabulary.learn(TEXTS)
    assert learned.counts["bell"] == 4
    assert learned.counts["The"] == 3
    assert learned.pairs["bell tower"] == 2
    assert "钟楼" not in learned.counts
    assert "river and" not in learned.pairs, "a mark parts neighbours"


def test_parts_merged_are_the_whole():
    whole = cleaner.Vocabulary.learn(TEXTS)
    parts = [cleaner.Vocabulary.learn([text]) for text in TEXTS]
    assert cleaner.Vocabulary.merged(parts) == whole
    assert cleaner.Vocabulary.merged(reversed(parts)) == whole


def test_what_is_saved_is_loaded_and_the_same_vocabulary_gives_the_same_bytes(tmp_path):
    learned = cleaner.Vocabulary.learn(TEXTS)
    learned.save(tmp_path / "one")
    cleaner.Vocabulary.learn(reversed(TEXTS)).save(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert cleaner.Vocabulary.load(tmp_path / "one") == learned


@pytest.mark.parametrize(
    "data", [b"", b"no vocabulary", zlib.compress(b"{}"), zlib.compress(b"[1]"), zlib.compress(b'{"format":"x"}')]
)
def test_a_file_that_is_no_vocabulary_is_said_to_be_none(tmp_path, data):
    (tmp_path / "other").write_bytes(data)
    with pytest.raises(cleaner.CleanerError, match="not a vocabulary"):
        cleaner.Vocabulary.load(tmp_path / "other")
    with pytest.raises(cleaner.CleanerError, match="missing"):
        cleaner.Vocabulary.load(tmp_path / "missing")


def test_the_rarest_words_are_forgotten_first(monkeypatch):
    monkeypatch.setattr(vocabulary, "MOST_WORDS", 3)
    monkeypatch.setattr(vocabulary, "MOST_PAIRS", 2)
    learned = cleaner.Vocabulary.learn(["a a a b b c d", "a b b c e f g h i j k"])
    assert set(learned.counts) == {"a", "b", "c"}
    assert len(learned.pairs) == 2


def test_a_corpus_tells_how_often_it_lost_a_space():
    sentence = "the old bell of the town was rung by the old man of the town and the bell was heard by the man"
    sound = cleaner.Vocabulary.learn([sentence] * 200)
    torn = cleaner.Vocabulary.learn(
        [sentence] * 60
        + [
            sentence.replace("of the", "ofthe", 1),
            sentence.replace("the old", "theold"),
            sentence.replace("by the", "bythe", 1),
        ]
    )
    assert sound.join_rate == 0.0
    assert 0.0 < torn.join_rate < 0.01


@pytest.mark.parametrize("copies", [60, 1200])
def test_the_rate_that_a_corpus_tells_does_not_fall_as_it_grows(copies):
    sentence = "the old bell of the town was rung by the old man of the town and the bell was heard by the man"
    gaps = [at for at, char in enumerate(sentence) if char == " "]
    torn = [sentence[:at] + sentence[at + 1 :] for at in gaps]  # one space in 22 of each
    learned = cleaner.Vocabulary.learn([*(torn * copies), *([sentence] * (len(gaps) * copies))])
    assert learned.join_rate == pytest.approx(1 / (2 * len(gaps)), rel=0.2)


def test_a_word_that_a_corpus_has_beside_its_parts_is_no_lost_space():
    sentences = ["and the man may be old and may be in the town of the bell", "and maybe the bell is in the town"]
    assert cleaner.Vocabulary.learn(sentences * 300).join_rate == 0.0


def test_a_word_of_the_corpus_is_no_join_and_neighbours_of_the_corpus_are_one():
    corpus = [
        "The treewidth of a graph is small.",
        "A treewidth is bounded.",
        "The clock face is large and the clock face is old.",
    ]
    learned = cleaner.Vocabulary.learn(corpus * 20)
    text = "It has a bounded treewidth and it is one of those that were found by the group in the old town last year."
    assert cleaner.repair(text, vocabulary=learned).text == text


VILLAGE = (
    "The clerk of the town has a new book and a new bell. A lot of the men were in the mill as well, and at least one "
    "of them saw the old clock of Long Harbour. He was there as well, with a lot of his men, and he had a new coat. "
)


def torn_corpus(whole=100):
    """Return the vocabulary of a corpus in which each copy but some whole ones lacks another of its spaces."""
    gaps = [at for at, char in enumerate(VILLAGE.strip()) if char == " "]
    return cleaner.Vocabulary.learn([VILLAGE] * whole + [VILLAGE[:at] + VILLAGE[at + 1 :] for at in gaps])


def test_two_words_that_make_a_third_are_told_by_how_often_a_torn_corpus_has_them_side_by_side():
    text = "He was the one who saw the men of anew town, and he was not aswell as the clerk of LongHarbour was."
    mended = "He was the one who saw the men of a new town, and he was not as well as the clerk of Long Harbour was."
    assert cleaner.repair(text, torn_corpus()).text == mended
    assert cleaner.repair(text, cleaner.Vocabulary.learn([VILLAGE] * 120)).text != mended
    assert cleaner.repair(text).text == text


def test_a_mark_without_its_space_is_weighed_by_what_the_corpus_has_lost():
    text = "It was drawn by Ellery B.Hurst, who was the clerk of it."
    assert cleaner.repair(text).text == text
    mended = cleaner.repair(text, torn_corpus()).text
    assert mended == "It was drawn by Ellery B. Hurst, who was the clerk of it."


NAMED = "The mayor is Ada Hurst. The works are in Dathra and the mill is in Brunholm. It was Hurst who saw it acting. "
CONTEXT = "It was the one that they had seen in the town, and Brunholm was not one of those. "


@pytest.mark.parametrize(
    ("torn", "mended"),
    [
        ("It was said that PresidentHurst had it.", "It was said that President Hurst had it."),
        ("It was seen by formerHurst men.", "It was seen by former Hurst men."),
        ("The men of Brunholmplan it.", "The men of Brunholm plan it."),
        ("The clerk andDenver had it.", "The clerk and Denver had it."),
        ("They were actingup in it.", "They were acting up in it."),
        ("They have toldme of it.", "They have told me of it."),
        ("The Sundayclosed mill.", "The Sunday closed mill."),
        ("The languagetoo was old.", "The language too was old."),
        ("It had hundredson it.", "It had hundreds on it."),
        ("The Fundour men had.", "The Fund our men had."),
        ("The Marketplans it.", "The Market plans it."),
    ],
)
def test_a_token_that_a_torn_corpus_has_once_is_told_by_what_hardly_forms_a_word(torn, mended):
    learned = cleaner.Vocabulary.merged([torn_corpus(20), cleaner.Vocabulary.learn([NAMED])])
    assert cleaner.repair(CONTEXT + torn, learned).text == CONTEXT + mended
    whole = cleaner.Vocabulary.learn([VILLAGE, NAMED] * 120)
    assert cleaner.repair(CONTEXT + torn, whole).text == CONTEXT + torn


@pytest.mark.parametrize(
    "text",
    [
        "It was the PresidentHurst that they had, and PresidentHurst was in it.",
        "It is the vHURST of the town.",
        "Call get_name() to see what PresidentHurst is.",
    ],
)
def test_a_name_that_recurs_or_stands_among_code_is_no_join_of_a_torn_corpus(text):
    learned = cleaner.Vocabulary.merged([torn_corpus(20), cleaner.Vocabulary.learn([NAMED])])
    assert cleaner.repair(CONTEXT + text, learned).text == CONTEXT + text
