"""Signatures to and from datasketch, for corpora and tools that hold its MinHashes."""

from typing import TYPE_CHECKING

from cleaner.dedup.shingles import shingle_set
from cleaner.dedup.signature import SLOTS, VERSION, Signature
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from datasketch import LeanMinHash

LEAN_SEED = 0x636C6E00 + VERSION
"""Written as the seed of an exported sketch, so that datasketch refuses to compare it with one of its own making."""


def to_lean(signature: Signature) -> "LeanMinHash":
    """Return a signature's sketch as a datasketch LeanMinHash, for its jaccard, its bytes and MinHashLSH."""
    import numpy as np
    from datasketch import LeanMinHash

    values = np.frombuffer(signature.sketch, "<u4").copy()
    return LeanMinHash(seed=LEAN_SEED, hashvalues=values, scheme="affine32")


def from_lean(lean: "LeanMinHash") -> bytes:
    """Return the sketch bytes of a LeanMinHash that `to_lean` made; raises UsageError for any other."""
    import numpy as np

    if lean.seed != LEAN_SEED or len(lean) != SLOTS:
        raise UsageError(
            f"a LeanMinHash of seed {lean.seed} and {len(lean)} values was not exported by this version "
            f"(seed {LEAN_SEED}, {SLOTS} values); sign its text anew"
        )
    return np.asarray(lean.hashvalues, "<u4").tobytes()


def datasketch_of(text: str, slots: int = SLOTS, seed: int = 1) -> "LeanMinHash":
    """Return datasketch's own MinHash of a text's shingles, comparable with others that it made of such."""
    from datasketch import LeanMinHash, MinHash

    minhash = MinHash(num_perm=slots, seed=seed, hashfunc=_low_half)
    minhash.update_batch(shingle_set(text).tolist())
    return LeanMinHash(minhash)


def _low_half(value: int) -> int:
    """Return the well mixed half of a shingle's hash: datasketch takes 32 bits."""
    return value >> 27 & 0xFFFFFFFF
