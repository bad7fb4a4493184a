"""Word lists: read as wordfreq reads them, and only those that a text needs."""

import subprocess
import sys

import pytest
import wordfreq

from cleaner.repairs import lexicon, wordlists

LANGUAGES = sorted(lexicon.FUNCTION_WORDS)
SAMPLE = 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_have_the_frequencies_that_wordfreq_gives_them(language):
    expected = wordfreq.get_frequency_dict(language, wordlist="large")
    step = max(1, len(expected) // SAMPLE)
    words = lexicon.lexicon(language).words
    for word in sorted(expected)[::step]:
        assert words.get(word) == pytest.approx(expected[word])
        assert word in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", ["", "\n", "qxqxq", "a\nb", "\ud800", "ab" * 40])
def test_what_is_no_word_has_no_frequency(language, word):
    words = lexicon.lexicon(language).words
    assert words.get(word) == 0.0
    assert word not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_a_packed_list_has_each_of_its_words_once(language):
    listed = wordlists._LargeList(language)
    words = wordfreq.get_frequency_dict(language, wordlist="large")
    places = {int(entry) & wordlists._PLACE for entry in listed._table}
    assert len(places) == len(listed._table) == len(words)
    assert listed._bounds[-1] < wordlists._PLACE, "a place has bits enough"


@pytest.mark.parametrize(
    ("word", "is_listed"),
    [
        ("y", True), ("à", True), ("œuvre", True), ("chauffage", True), ("hauffage", False), ("chauffagé", False),
        ("internationalisation", True), ("internatisation", False), ("inter\0nationalisation", False), ("", False),
        ("zusammengehörigkeitsgefühls", False),
    ],
)  # fmt: skip
def test_a_word_is_listed_by_all_its_letters_not_by_the_first_and_the_last_alone(word, is_listed):
    assert (wordlists._LargeList("fr").frequency(word) > 0) == is_listed


def test_bytes_that_end_a_longer_word_are_no_word():
    listed = wordlists._LargeList("fr")
    words = wordfreq.get_frequency_dict("fr", wordlist="large")
    tail = next(
        word[at + 1 :]
        for word in words
        for at in range(1, len(word) - 1)
        if word[at + 1 :].isascii()
        and word[at].encode()[-1] == 0xA0 + len(word) - at - 1  # the byte that begins a word of this length
        and word[at + 1 :] not in words
    )
    assert listed._data.find(bytes([0xA0 + len(tail)]) + tail.encode()) > 0
    assert listed.frequency(tail) == 0.0


TOLD = """
import cleaner
from cleaner.repairs import wordlists
cleaner.repair({text!r})
print(wordlists.word_list.cache_info().currsize, wordlists._large_list.cache_info().currsize)
"""


@pytest.mark.parametrize(
    ("text", "tables", "packed"),
    [
        ("The bell is rung at noon and the old men of the town go home for lunch.", 1, 0),
        ("Die Glocke wird am Mittag geläutet, und die alten Männer der Stadt gehen nach Hause.", 1, 0),
        ("Die Glockenstube wird am Mittag geöffnet, und die Turmwächter gehen nach Hause zu ihrem Essen.", 1, 0),
        ("Die Glocke wird am Mittag geläutet, und die alten Männer dereinzigen Stadt gehen nach Hause.", 1, 1),
    ],
    ids=["English", "German", "compounds", "a join in German"],
)
def test_a_text_loads_no_list_that_it_has_no_use_for(text, tables, packed):
    done = subprocess.run([sys.executable, "-c", TOLD.format(text=text)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(tables), str(packed)]
