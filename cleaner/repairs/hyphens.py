"""Hyphens that a line break took: state-of-theart, convolutionallike."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from cleaner.document import Document, Edit
from cleaner.repairs.joins import is_protected
from cleaner.repairs.lexicon import lexicon, word_set
from cleaner.repairs.places import find_runs

_CHAIN = re.compile(r"(?<![\w-])[A-Za-z]+-(?:[a-z]+-)*(?:the|of|to|and|in|the|on|for|by|a)(?=[a-z]{2,}(?![\w-]))")
_CHAINS = word_set(
    "state-of-the-art out-of-the-box end-of-the-year day-to-day end-to-end "
    "face-to-face back-to-back step-by-step up-to-date "
    "side-by-side one-by-one one-to-one one-to-many many-to-one many-to-many "
    "out-of-date out-of-domain out-of-distribution "
    "out-of-sample out-of-vocabulary in-the-wild in-the-loop human-in-the-loop "
    "rule-of-thumb off-the-shelf on-the-fly "
    "run-of-the-mill top-of-the-line middle-of-the-road point-to-point peer-to-peer word-of-mouth case-by-case "
    "sequence-to-sequence text-to-image text-to-speech image-to-image brother-in-law "
    "state-of-the-union cost-of-living "
    "trial-and-error cut-and-paste drag-and-drop plug-and-play proof-of-concept coming-of-age matter-of-fact"
)
"""Compounds of function words that English writes with hyphens throughout."""
_LIKE = re.compile(r"(?<![\w-])[a-z]{4,}(?:al|ic|ous|oid)(?=like(?![\w-]))")

_TAIL = re.compile("[a-z]+")


def judge(document: Document, runs: Mapping[str, int], odd: Iterable[str]) -> Iterator[Edit]:
    """Propose the hyphens that compounds lost at line ends; `runs` and `odd` are those that are no plain words."""
    text = document.text
    for start, stop in find_runs(text, [run for run in runs if "-" in run and _lacks_hyphen(run)], runs):
        for found in _CHAIN.finditer(text, start, stop):
            end = found.end()
            tail = _TAIL.match(text, end)
            if tail and f"{found[0]}-{tail[0]}".lower() in _CHAINS and not is_protected(text, found.start(), end):
                yield document.edit(end, end, "-", "repair.join.hyphen")
    for found in _LIKE.finditer(text) if any(token.endswith("like") for token in odd) else ():
        words = lexicon("en").words
        if (
            words.get(found[0], 0) > 1e-7
            and not words.get(found[0] + "like")
            and not is_protected(text, found.start(), found.end())
        ):
            yield document.edit(found.end(), found.end(), "-", "repair.join.hyphen")


@lru_cache(maxsize=1 << 16)
def _lacks_hyphen(run: str) -> bool:
    return bool(_CHAIN.search(run))
