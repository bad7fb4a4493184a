"""The candidate search, against what a plain loop finds."""

from collections import defaultdict
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.dedup import deduplicate
from cleaner.dedup.candidates import _ALL_PAIRS, _COMMON, _bucket_pairs, _meetings
from cleaner.dedup.cluster import hopeful
from cleaner.dedup.judge import FLOOR
from cleaner.settings import Settings

HASHES = st.lists(st.integers(0, 3), max_size=90)
"""Few enough values for groups of every size."""
FLAGS = st.integers(0, 2**90 - 1)
"""A bit for each place."""


def groups(values):
    found = defaultdict(list)
    for place, value in enumerate(values):
        found[value].append(place)
    return found.values()


@given(HASHES)
def test_a_bucket_gives_all_its_pairs_and_a_large_one_ties_each_to_its_first_and_its_neighbour(hashes):
    packed = np.array([value << 32 | place for place, value in enumerate(hashes)], np.uint64)
    wanted = set()
    for places in groups(hashes):
        small = len(places) <= _ALL_PAIRS
        wanted |= set(
            combinations(places, 2) if small else [*pairwise(places), *((places[0], one) for one in places[1:])]
        )
    found = _bucket_pairs(packed)
    assert {(int(one) >> 32, int(one) & 0xFFFFFFFF) for one in found} == wanted


@given(HASHES, FLAGS, FLAGS)
def test_two_texts_meet_where_one_asks_for_a_value_that_both_have_and_few_others(values, probes, chosen):
    postings = sorted(value << 32 | place << 1 | probes >> place & 1 for place, value in enumerate(values))
    chosen = np.array([chosen >> place & 1 for place in range(90)], bool)
    wanted = set()
    for places in groups(values):
        some = [place for place in places if chosen[place]]
        if len(some) <= _COMMON:
            wanted |= {(*pair, probes >> pair[0] & 1, probes >> pair[1] & 1) for pair in combinations(some, 2)}
    found = _meetings(np.array(postings, np.uint64), chosen).tolist()
    assert len(found) == len(set(found))
    assert {(one >> 33, one >> 2 & 0x7FFFFFFF, one >> 1 & 1, one & 1) for one in found} == {
        meeting for meeting in wanted if meeting[2] or meeting[3]
    }


def grown(text, rng):
    return text + "".join(chr(0x4E00 + n) for n in rng.integers(0, 9000, 1200).tolist())


@pytest.mark.parametrize("contained", [0.65, 1.0])
def test_long_texts_that_are_alike_by_two_fifths_are_found_by_their_bands_or_their_samples(contained):
    rng = np.random.default_rng(2)
    texts = {}
    for pair in range(40):
        common = grown(grown("", rng), rng)[:1800]
        texts |= {f"{pair}-{version}": grown(common, rng) for version in "ab"}
    found = deduplicate(
        [{"id": id_, "text": text} for id_, text in texts.items()],
        Settings(dedup_contained=contained, dedup_threshold=0.4),
    )
    assert {one.id.split("-")[0] for each in found.clusters for one in each.duplicates} == set(map(str, range(40)))
    assert all(0.4 < one.similarity < 0.5 for each in found.clusters for one in each.duplicates)


def test_a_family_of_long_texts_that_is_too_large_for_samples_is_tied_by_bands():
    rng = np.random.default_rng(3)
    common = grown(grown("", rng), rng)
    family = [{"id": f"{n:03}", "text": grown(common, rng)} for n in range(2 * _COMMON)]
    (cluster,) = deduplicate(family).clusters
    assert len(cluster.duplicates) == len(family) - 1


def test_of_many_candidates_none_that_shares_enough_is_passed_over_and_few_that_do_not():
    rng = np.random.default_rng(1)
    one = rng.integers(0, 1 << 63, 120, np.uint64)
    others = [np.append(one[:shared], rng.integers(0, 1 << 63, 150 - shared, np.uint64)) for shared in range(121)]
    sets = [np.unique(some) for some in (one, *others, one[:0], one[:9])]

    class Texts:
        shingles = staticmethod(sets.__getitem__)

    found = set(hopeful(0, range(1, len(sets)), Texts, Settings()))
    shared = [len(np.intersect1d(sets[0], some)) for some in sets]
    near = {n for n, k in enumerate(shared) if n and k / (len(sets[0]) + len(sets[n]) - k) >= FLOOR}
    assert found >= near | {len(sets) - 1}
    assert not found & set(range(1, 40)) | {len(sets) - 2} & found
