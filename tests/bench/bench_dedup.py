"""Deduplication side by side with datasketch, rensa and datatrove: quality and speed on generated reposts, in one run.

    python tests/bench/bench_dedup.py --documents 4000 --signatures 1000000
    python tests/bench/bench_dedup.py --peer ../other/bin/python    # has datatrove, spacy, tokenizers, xxhash<4

Every figure is of one process and one core (CPU seconds), on texts that are made here: any size, nothing downloaded.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "dedup"))
from repost_kinds import REPOSTS  # the tests' own kinds of damage

from cleaner.dedup import Entries, Entry, Index, Signature, cluster, deduplicate, sign_all
from cleaner.settings import Settings

HAN = [chr(point) for point in range(0x4E00, 0x4E00 + 2500)]
LATIN = "etaoinshrdlucmfwypvbgkjqxz"


def vocabulary(language: str, rng: random.Random) -> list[str]:
    """Make some thousand words of a language."""
    if language == "zh":
        return ["".join(rng.choices(HAN, k=rng.choice((1, 2, 2, 2, 3)))) for _ in range(20000)]
    return ["".join(rng.choices(LATIN, k=rng.randint(2, 10))) for _ in range(20000)]


def article(language: str, words: list[str], rng: random.Random) -> str:
    """Make an article of a few thousand characters, with frequent and rare words."""
    space, stop = ("", "。") if language == "zh" else (" ", ". ")
    lines = []
    for _ in range(rng.randint(5, 25)):
        sentences = []
        for _ in range(rng.randint(2, 6)):
            picks = [words[int(len(words) * rng.random() ** 2.5)] for _ in range(rng.randint(6, 18))]
            sentences.append(space.join(picks))
        lines.append(stop.join(sentences) + stop.strip())
    return "\n".join(lines)


def corpus(documents: int, seed: int = 0) -> tuple[dict[str, str], dict[str, int]]:
    """Return texts by id, and the cluster of each: half originals, a third of them reposted, some in digests."""
    rng = random.Random(seed)
    words = {language: vocabulary(language, rng) for language in ("zh", "en")}
    texts: dict[str, str] = {}
    truth: dict[str, int] = {}
    number = 0
    while len(texts) < documents:
        language = rng.choice(("zh", "en"))
        text = article(language, words[language], rng)
        versions = [text]
        if rng.random() < 0.33:
            versions += [REPOSTS[rng.choice(list(REPOSTS))](text, rng) for _ in range(rng.randint(1, 5))]
        if rng.random() < 0.03 and texts:
            versions = ["\n".join(rng.choices(list(texts.values()), k=rng.randint(2, 5)))]
        for version in versions:
            id_ = f"{len(texts):08}"
            texts[id_], truth[id_] = version, number
        number += 1
    return texts, truth


def cpu(job: Callable[[], Any]) -> tuple[Any, float]:
    """Return what a job gives and the CPU seconds it took."""
    start = time.process_time()
    result = job()
    return result, time.process_time() - start


def score(edges: list[tuple[str, str]], truth: dict[str, int]) -> dict[str, float]:
    """Score ties between ids as pairs of clusters."""
    up: dict[str, str] = {}

    def head(id_: str) -> str:
        while (above := up.setdefault(id_, id_)) != id_:
            up[id_] = id_ = up[above]
        return id_

    for one, other in edges:
        up[head(one)] = head(other)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id_ in truth:
        found[head(id_)].append(id_)
    wanted = sum(count * (count - 1) // 2 for count in Counter(truth.values()).values())
    listed = hit = 0
    for members in found.values():
        listed += len(members) * (len(members) - 1) // 2
        hit += sum(count * (count - 1) // 2 for count in Counter(truth[one] for one in members).values())
    precision, recall = hit / max(1, listed), hit / max(1, wanted)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "largest": max(map(len, found.values())),
    }


def by_cleaner(texts: dict[str, str]) -> list[tuple[str, str]]:
    """Tie as the library does."""
    found = deduplicate({"id": id_, "text": text} for id_, text in texts.items())
    return [(one.id, one.duplicate_of) for each in found.clusters for one in each.duplicates]


def by_datasketch(texts: dict[str, str], threshold: float) -> list[tuple[str, str]]:
    """Tie as the usual recipe does: character 5-grams, MinHashLSH, every candidate taken."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=threshold, num_perm=128)
    edges = []
    for id_, text in texts.items():
        minhash = MinHash(num_perm=128)
        minhash.update_batch([text[at : at + 5].encode("utf-8") for at in range(max(1, len(text) - 4))])
        edges += [(id_, other) for other in lsh.query(minhash)]
        lsh.insert(id_, minhash)
    return edges


def by_rensa(texts: dict[str, str], threshold: float) -> list[tuple[str, str]]:
    """Tie as rensa's readme does, on character 5-grams."""
    from rensa import RMinHash, RMinHashLSH

    ids = list(texts)
    lsh = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32)
    edges = []
    for number, id_ in enumerate(ids):
        text = texts[id_]
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update([text[at : at + 5] for at in range(max(1, len(text) - 4))])
        edges += [(id_, ids[other]) for other in lsh.query(sketch) if other != number]
        lsh.insert(number, sketch)
    return edges


PEER = """
import json, sys, time
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from datatrove.utils.hashing import HashConfig
folder = sys.argv[1]
config = MinhashConfig(hash_config=HashConfig(precision=64), num_buckets=14, hashes_per_bucket=8, n_grams=5)
start = time.process_time()
steps = [
    [JsonlReader(folder + "/in"), MinhashDedupSignature(folder + "/sig", config=config, language="en")],
    [MinhashDedupBuckets(folder + "/sig", folder + "/buckets", config=config)],
    [MinhashDedupCluster(folder + "/buckets", folder + "/remove", config=config, save_cluster_id=True)],
    [JsonlReader(folder + "/in"), MinhashDedupFilter(folder + "/remove", load_cluster_ids=True,
     exclusion_writer=JsonlWriter(folder + "/removed", compression=None)),
     JsonlWriter(folder + "/kept", compression=None)],
]
for number, pipeline in enumerate(steps):
    tasks = 14 if number == 1 else 1
    LocalPipelineExecutor(pipeline, tasks=tasks, workers=1, logging_dir=f"{folder}/log{number}").run()
print("SECONDS", time.process_time() - start)
"""


def by_datatrove(texts: dict[str, str], python: str) -> tuple[list[tuple[str, str]], float]:
    """Tie as datatrove does (word 5-grams, 14 buckets of 8), in its own environment."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in").mkdir()
        with (Path(folder) / "in" / "0.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": id_, "text": text}) + "\n" for id_, text in texts.items())
        done = subprocess.run([python, "-c", PEER, folder], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"datatrove: {done.stderr[-2000:]}")
        groups: defaultdict[int, list[str]] = defaultdict(list)
        for path in [*Path(folder, "kept").glob("*"), *Path(folder, "removed").glob("**/*.jsonl")]:
            for line in path.read_text("utf-8").splitlines():
                row = json.loads(line)
                if row["metadata"].get("minhash_cluster_id", -1) >= 0:
                    groups[row["metadata"]["minhash_cluster_id"]].append(row["id"])
        seconds = float(done.stdout.rsplit("SECONDS", 1)[1])
        return [pair for members in groups.values() for pair in pairwise(members)], seconds


def compare(documents: int, peer: str) -> None:
    """Print quality and speed of whole deduplications."""
    texts, truth = corpus(documents)
    megabytes = sum(len(text.encode()) for text in texts.values()) / 1e6
    print(f"{documents} documents, {megabytes:.1f} MB, largest true cluster {max(Counter(truth.values()).values())}")
    runs: list[tuple[str, Callable[[], Any]]] = [
        ("cleaner", lambda: by_cleaner(texts)),
        *((f"datasketch, {at}", lambda at=at: by_datasketch(texts, at)) for at in (0.5, 0.7)),
        *((f"rensa, {at}", lambda at=at: by_rensa(texts, at)) for at in (0.5, 0.7)),
    ]
    for name, job in runs:
        edges, seconds = cpu(job)
        show(name, score(edges, truth), seconds, megabytes)
    if peer:
        edges, seconds = by_datatrove(texts, peer)
        show("datatrove", score(edges, truth), seconds, megabytes)


def show(name: str, scores: dict[str, float], seconds: float, megabytes: float) -> None:
    """Print one line."""
    print(
        f"  {name:18} P {scores['precision']:.4f}  R {scores['recall']:.4f}  F1 {scores['f1']:.4f}  "
        f"largest {scores['largest']:4.0f}  {seconds:7.2f} s  {megabytes / seconds:6.1f} MB/s"
    )


def signing(documents: int) -> None:
    """Print the speed from text to signature, the best of three."""
    rng = random.Random(1)
    for language in ("zh", "en"):
        words = vocabulary(language, rng)
        texts = [article(language, words, rng) for _ in range(documents)]
        megabytes = sum(len(text.encode()) for text in texts) / 1e6
        ours = min(cpu(lambda texts=texts: sum(1 for _ in sign_all(texts)))[1] for _ in range(3))
        line = f"signing {language}: cleaner {megabytes / ours:6.1f} MB/s"
        few = texts[: max(1, documents // 20)]
        size = sum(len(text.encode()) for text in few) / 1e6
        for name, job in (("datasketch update_batch", by_datasketch), ("rensa", by_rensa)):
            seconds = cpu(lambda job=job, few=few: job(dict(zip(map(str, range(len(few))), few, strict=True)), 0.7))[1]
            line += f", {name} {size / seconds:5.1f}"
        print(line)


def made_signatures(count: int, together: int = 256) -> Iterator[Entries]:
    """Make signatures of which three in ten are near copies of another, and none of them of any text.

    Packed, as a run keeps them: those of `together` records in one piece.
    """
    import numpy as np

    rng = np.random.default_rng(0)
    samples = 75
    size = len(Signature(bytes(16), 2000, bytes(4 * 128), bytes(4 * samples)).pack())
    layout = [("head", "<u4", 3), ("exact", "<u8", 2), ("sketch", "<u4", 128), ("sample", "<u4", samples)]
    for made in range(0, count, 1 << 13):
        some = min(1 << 13, count - made)
        first = max(1, some * 7 // 10)
        rows = np.zeros(some, layout)
        rows["head"] = np.frombuffer(Signature(bytes(16), 2000, b"", bytes(4 * samples)).pack()[:12], "<u4")
        rows["exact"] = rng.integers(0, 2**63, (some, 2), dtype=np.uint64)
        source = rng.integers(0, first, some - first)
        for name, alike in (("sketch", 0.8), ("sample", 0.9)):
            table = rng.integers(0, 2**32, rows[name].shape, dtype=np.uint32)
            copied = rng.random((some - first, table.shape[1])) < alike
            table[first:] = np.where(copied, table[source], table[first:])
            rows[name] = table
        rows["sample"].sort(axis=1)
        packed = rows.tobytes()
        for at in range(0, some, together):
            ids = [f"{made + row:08x}" for row in range(at, min(some, at + together))]
            part = packed[size * at : size * (at + len(ids))]
            yield Entries(ids, [100] * len(ids), [size] * len(ids), part)


def apart(entries: Iterator[Entries], spent: list[float], chunk: int = 1 << 5) -> Iterator[Entries]:
    """Yield entries, and add up in `spent` the CPU seconds that their making takes, which are not the taking's."""
    while True:
        made, seconds = cpu(lambda: list(islice(entries, chunk)))
        spent.append(seconds)
        if not made:
            return
        yield from made


def clustering(count: int) -> None:
    """Print what the candidate search over many signatures takes, phase by phase."""
    import numpy as np

    from cleaner.dedup.candidates import near_pairs, sample_pairs, unique_rows
    from cleaner.dedup.corpus import take_in
    from cleaner.dedup.shingles import DEFAULT

    memory = Settings().dedup_memory
    spent: list[float] = []
    list(made_signatures(1 << 13))
    before = resident()
    taken, seconds = cpu(lambda: take_in(apart(made_signatures(count), spent), DEFAULT, memory // 32))
    (rows, _), unique = cpu(lambda: unique_rows(taken))
    near, near_seconds = cpu(lambda: near_pairs(taken, rows, 0.3))
    contained, contained_seconds = cpu(lambda: sample_pairs(taken, np.ones(count, bool), 0.4, memory // 4))
    taken.close()
    print(
        f"{count} signatures: taken in {seconds - sum(spent):.2f} s, told apart {unique:.2f} s, "
        f"near {near_seconds:.2f} s ({len(near)} pairs), contained {contained_seconds:.2f} s ({len(contained)}); "
        f"{(resident() - before) / count:.0f} bytes each, {resident() / 1e6:.0f} MB in all"
    )


def identical(count: int) -> None:
    """Print what a number of identical documents takes."""
    (signature,) = sign_all(["one and the same document, " * 40])
    entries = (Entry(f"{number:08x}", signature) for number in range(count))
    found, seconds = cpu(lambda: cluster(entries, lambda _: ""))
    print(f"{count} identical documents: {len(found.kept)} kept, {seconds:.2f} s")


def indexing(documents: int) -> None:
    """Print the speed and size of the index."""
    rng = random.Random(2)
    words = vocabulary("zh", rng)
    texts = [article("zh", words, rng)[:1500] for _ in range(documents)]
    records = [{"id": f"{number:032x}", "text": text} for number, text in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        with Index(Path(folder) / "warm.index") as index:
            index.check_and_add(records[0])  # imports and tables, once a process
        with Index(Path(folder) / "one.index") as index:
            one = cpu(lambda: [index.check_and_add(record) for record in records])[1]
        with Index(Path(folder) / "many.index") as index:
            many = cpu(lambda: list(index.check_and_add_all(records)))[1]
            size = index.stats().disk / documents
    print(
        f"index: {documents / one:.0f} check-and-add a second one by one, {documents / many:.0f} in batches, "
        f"signing included; {size:.0f} bytes a document"
    )


def resident() -> int:
    """Return the most memory the process had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Run what was asked for."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--documents", type=int, default=1500)
    ask.add_argument("--signatures", type=int, default=200_000)
    ask.add_argument("--peer", default="", help="a Python that has datatrove")
    ask.add_argument("--only", choices=["compare", "signing", "clustering", "identical", "indexing"])
    given = ask.parse_args()
    jobs = {
        "clustering": lambda: clustering(given.signatures),
        "identical": lambda: identical(given.signatures),
        "signing": lambda: signing(given.documents),
        "indexing": lambda: indexing(given.documents),
        "compare": lambda: compare(given.documents, given.peer),
    }
    for name, job in jobs.items():
        if given.only in {None, name}:
            job()


if __name__ == "__main__":
    main()
