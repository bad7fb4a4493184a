import statistics

import pytest
from repost_kinds import REPOSTS, articles, repost

from cleaner.dedup import Signature, sign, sign_all
from cleaner.dedup.compare import overlap
from cleaner.dedup.corpus import estimate, nibbles
from cleaner.dedup.exchange import LEAN_SEED, datasketch_of, from_lean, to_lean
from cleaner.dedup.shingles import shingle_set
from cleaner.dedup.signature import SLOTS, VERSION, _places
from cleaner.errors import IndexFileError, UsageError
from cleaner.settings import Settings

ARTICLES = articles()
MIXED = "The quick brown fox jumps over the lazy dog. " * 3 + "敏捷的棕色狐狸跳过了懒狗，然后又跳了回来，最后睡着了。"
KNOWN = [
    ("", 0, "99aa06d3014798d8", "ffffffffffffffff", ""),
    ("hello, world", 10, "58c11f6bf5be9bdf", "84696dc9cedab8c7", ""),
    ("图书馆的还书柜", 14, "5dc929d86e5702b1", "baeba3eb5dcfe3fa", ""),
    (MIXED, 153, "a818a17c327ce0f7", "9ef988c171d244bb", "a604b3127aa3adea"),
]
"""Answers that change only with VERSION: first bytes of the exact hash, of the sketch and of the sample."""


def jaccard(text, other):
    one, two = shingle_set(text), shingle_set(other)
    shared = overlap(one, two)
    return shared / (len(one) + len(two) - shared)


def sketch_of(text):
    import numpy as np

    return np.frombuffer(sign(text).sketch, "<u4").reshape(1, -1)


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("kind", ["cut", "edited", "reordered"])
def test_sketches_estimate_the_similarity_of_the_shingle_sets(name, kind):
    text, other = ARTICLES[name], repost(ARTICLES[name], kind)
    one, two = sketch_of(text), sketch_of(other)
    truth = jaccard(text, other)
    assert abs((one == two).mean() - truth) < 0.17
    assert abs(float(estimate(nibbles(one), nibbles(two))[0]) - truth) < 0.2


def test_the_estimate_is_without_bias_and_as_good_as_datasketchs():
    ours, theirs = [], []
    for name, text in ARTICLES.items():
        for seed, kind in enumerate(("cut", "edited", "edited", "reordered")):
            other = repost(text, kind, seed)
            truth = jaccard(text, other)
            ours.append(to_lean(sign(text)).jaccard(to_lean(sign(other))) - truth)
            theirs.append(datasketch_of(text).jaccard(datasketch_of(other)) - truth)
        assert name
    assert abs(statistics.mean(ours)) < 0.025
    assert statistics.pstdev(ours) < max(0.06, 1.5 * statistics.pstdev(theirs))


@pytest.mark.parametrize(("text", "length", "exact", "sketch", "sample"), KNOWN)
def test_known_answers_guard_the_format(text, length, exact, sketch, sample):
    signature = sign(text)
    assert VERSION == 1
    assert signature.length == length
    assert signature.exact.hex().startswith(exact)
    assert signature.sketch.hex().startswith(sketch)
    assert signature.sample.hex().startswith(sample)


def test_a_sketch_does_not_depend_on_how_many_texts_are_signed_together():
    texts = [f"{number} {text}" for number in range(40) for text in ARTICLES.values()]
    alone = [sign(text) for text in texts]
    assert list(sign_all(texts)) == alone
    assert list(sign_all([*texts, "short " * 9] * 2))[-1] == sign("short " * 9)
    assert list(sign_all([str(number) for number in range(600)])) == [sign(str(number)) for number in range(600)]


@pytest.mark.parametrize("text", ["", "x", *ARTICLES.values()])
def test_a_signature_survives_being_stored(text):
    signature = sign(text)
    assert Signature.unpack(signature.pack()) == signature
    assert len(signature.pack()) < 600 + len(text.encode()) // 6


def test_a_signature_of_another_version_is_refused_with_what_to_do():
    data = bytes([VERSION + 1]) + sign("x").pack()[1:]
    with pytest.raises(IndexFileError, match="sign the texts again"):
        Signature.unpack(data)


@pytest.mark.parametrize("kind", ["same", "white_space", "width", "traditional", "joined", "notices"])
def test_reposts_that_change_nothing_of_the_content_have_the_same_exact_hash(kind):
    for name, text in ARTICLES.items():
        assert sign(repost(text, kind)).exact == sign(text).exact, name
    assert kind in REPOSTS


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 64, 1003])
@pytest.mark.parametrize("every", [1, 2, 8, 31, 5000])
def test_the_places_of_a_mask_are_those_that_are_true(count, every):
    import numpy as np

    mask = np.arange(count) % every == every // 2
    assert _places(mask).tolist() == mask.nonzero()[0].tolist()


def test_shingles_of_other_sizes_are_signed_for_what_they_are():
    coarse = Settings(dedup_shingle_han=7, dedup_shingle_other=6)
    text = ARTICLES["zh-library"]
    signature = sign(text, coarse)
    assert signature.sizes == (7, 6)
    assert signature.sketch != sign(text).sketch
    assert Signature.unpack(signature.pack()) == signature


def test_a_sketch_goes_to_datasketch_and_back():
    signature = sign(ARTICLES["zh-library"])
    lean = to_lean(signature)
    stored = bytearray(lean.bytesize())
    lean.serialize(stored)
    assert from_lean(type(lean).deserialize(stored)) == signature.sketch
    assert lean.seed == LEAN_SEED


def test_a_sketch_of_datasketchs_own_is_not_taken_for_one_of_ours():
    own = datasketch_of(ARTICLES["zh-library"], SLOTS)
    with pytest.raises(UsageError, match="sign its text anew"):
        from_lean(own)
    with pytest.raises(ValueError, match="seed"):
        own.jaccard(to_lean(sign(ARTICLES["zh-library"])))
