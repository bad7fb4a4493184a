import random
import statistics

import pytest
from repost_kinds import articles, repost

from cleaner.dedup.bottom import MOST, WANTED, Likeness, bottom, bottom_all
from cleaner.dedup.compare import overlap
from cleaner.dedup.index import FORMAT
from cleaner.dedup.shingles import shingle_set

ARTICLES = articles()
KNOWN = [
    ("", 0, 0xFFFFFFFF, 0, ""),
    ("hello, world", 10, 0xFFFFFFFF, 3, "e65f10690448359b"),
    ("图书馆的还书柜", 14, 0xFFFFFFFF, 1, "fcc42279"),
    ("The 3 quick brown foxes; 三只敏捷的棕色狐狸。" * 40, 1480, 0xFFFFFFFF, 28, "8cbeab09feb4e10b"),
    ("".join(map(chr, range(0x4E00, 0x5200))), 2048, 506780801, 128, "77871f0082852800"),
]
"""Answers that change only with FORMAT: width, reach, how many values, and the first two of them."""


def likeness(text, other):
    one, two = bottom(text), bottom(other)
    return Likeness.of(one.values, one.reach, two.values, two.reach)


def jaccard(text, other):
    one, two = shingle_set(text), shingle_set(other)
    shared = overlap(one, two)
    return shared / (len(one) + len(two) - shared)


def han(rng, length):
    return "".join(chr(rng.randrange(0x4E00, 0x9000)) for _ in range(length))


@pytest.mark.parametrize(("text", "length", "reach", "count", "first"), KNOWN)
def test_known_answers_guard_the_format_of_an_index(text, length, reach, count, first):
    kept = bottom(text)
    assert FORMAT == 5
    assert (kept.length, kept.reach, len(kept.values) // 4) == (length, reach, count)
    assert kept.values[:8].hex() == first


def test_many_texts_give_what_each_gives_alone():
    texts = [f"{number} {text}" for number in range(30) for text in ARTICLES.values()]
    texts += ["", "x", "one line again and again\n" * 500, *map(str, range(300))]
    assert list(bottom_all(texts)) == [bottom(text) for text in texts]


@pytest.mark.parametrize("kind", ["cut", "edited", "reordered"])
def test_the_similarity_of_brief_texts_is_exact(kind):
    for text in ARTICLES.values():
        brief = text[:WANTED]
        other = repost(brief, kind)
        assert likeness(brief, other).jaccard == pytest.approx(jaccard(brief, other))


def test_the_estimates_are_without_bias_and_as_good_as_a_minhash_of_128_slots():
    rng, near, held = random.Random(1), [], []
    for number in range(200):
        text = han(rng, rng.choice((400, 1500, 5000, 13000)))
        cut = text[: int(len(text) * rng.uniform(0.3, 0.9))]
        near.append(likeness(text, cut).jaccard - jaccard(text, cut))
        inner = han(rng, 800)
        share = 0.5 + number % 3 / 5
        outer = inner[: int(800 * share)] + text
        held.append(likeness(inner, outer).mine_in_theirs - share)
    assert abs(statistics.mean(near)) < 0.012
    assert statistics.pstdev(near) < 0.05
    assert abs(statistics.mean(held)) < 0.02


def test_a_text_that_says_the_same_again_and_again_is_known_by_what_it_says():
    text = "Nothing was heard from the lighthouse that night, and nothing the next morning. " * 400
    assert len(bottom(text).values) == 4 * len(shingle_set(text))
    assert likeness(text, text + "One line more at the very end, though.").jaccard > 0.5


def test_a_long_text_keeps_more_of_its_values():
    rng = random.Random(2)
    kept = {length: len(bottom(han(rng, length)).values) // 4 for length in (1000, 6000, 12000, 50000)}
    assert kept[1000] < WANTED + 40
    assert kept[6000] > WANTED + 30
    assert kept[12000] < MOST + 50
    assert kept[50000] > MOST + 100
