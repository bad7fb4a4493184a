"""What the strip stage costs: rules by the hundred, its share of the CPU of cleaning pages, doubled input.

    python tests/bench/bench_strip.py [--only rules|share|doubled]
    python tests/bench/bench_strip.py --only share FOLDER PACK.tar.xz ...

Ratios of CPU time in one process.  The share is that of one round over the HTML pages of the fixtures, or of the
folders and packs given, after a round in which patterns are compiled; of more pages than the caches of lines hold
(some two hundred) it is that of pages never seen.  The other texts are generated; the least of some rounds counts.
"""

import argparse
import tarfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cleaner import Cleaner, Settings, strip
from cleaner.document import Document
from cleaner.evidence import NO_EVIDENCE
from cleaner.strip.rulebook import compile_rules
from cleaner.strip.rulefiles import builtin_rules, parse_rules

PARAGRAPH = (
    "河水在这里拐了一个弯，把村子抱在怀里，老人说这弯是百年前发大水冲出来的。"
    "村口的石桥修过三次，最后一次是在他十岁那年。"
)
PAGE = "\n".join(
    [
        "首页",
        "新闻",
        "登录",
        "石桥记",
        "来源：江南晚报 2024-05-01",
        *[f"{PARAGRAPH}{n}" for n in range(60)],
        "责任编辑：林小山",
        "相关推荐",
    ]
)


def made_up_rules(count):
    """Return rules as different from each other as real ones are: each has its own word."""
    words = [f"横幅{chr(0x4E00 + 7 * n)}{chr(0x5E00 + 11 * n % 4000)}" for n in range(count)]
    text = "".join(
        f"[[rule]]\nid = 'made.r{n}'\nwhy = 'made up'\nkeywords = ['{word}']\n"
        f"pattern = '''{word}(?:[^。]{{0,40}}点击)?'''\nremoves = ['⟦{word}⟧']\nkeeps = ['别的']\n"
        for n, word in enumerate(words)
    )
    return parse_rules(text, "made up")


def seconds(rules, text=PAGE, rounds=5):
    """Return the least CPU time of judging a text."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        list(strip.judge(Document(text), rules=rules, evidence=NO_EVIDENCE))
        times.append(time.process_time() - start)
    return min(times)


def rules():
    """Compare five hundred rules with fifty."""
    own = builtin_rules()
    few, many = compile_rules(own[:50]), compile_rules([*own[:50], *made_up_rules(450)])
    seconds(few)
    small, large = seconds(few, rounds=9), seconds(many, rounds=9)
    print(f"50 rules {small * 1e3:.2f} ms, 500 rules {large * 1e3:.2f} ms: {large / small:.2f}x")


FIXTURES = Path(__file__).parents[2] / "fixtures"


def pages_of(path: Path) -> Iterator[bytes]:
    """Yield the HTML pages of a folder, or of a pack as bench_extract.py has them."""
    if path.is_dir():
        yield from (page.read_bytes() for page in sorted(path.rglob("*.html")))
        return
    with tarfile.open(path) as pack:
        for member in sorted(pack.getmembers(), key=lambda member: member.name):
            if member.name.endswith(".html"):
                yield pack.extractfile(member).read()


def fixture_pages() -> Iterator[bytes]:
    """Yield every HTML page of the fixtures."""
    yield from pages_of(FIXTURES)
    for row in tomllib.loads((FIXTURES / "content/pages.toml").read_text("utf-8"))["page"]:
        yield row["html"].encode()


def timed(name, spent):
    """Put a stage in its own place that adds up the CPU seconds it takes; return what stood there."""
    stage = getattr(strip, name)

    def measured(*args, **options):
        start = time.process_time()
        edits = list(stage(*args, **options))
        spent[name] += time.process_time() - start
        return edits

    setattr(strip, name, measured)
    return stage


def share(paths=()):
    """Compare the stage, in all the rounds that pages take, and its reading of bylines with cleaning the pages."""
    for path in paths or [FIXTURES]:
        pages = list(pages_of(path) if paths else fixture_pages())
        spent = Counter()
        stages = {name: timed(name, spent) for name in ("judge", "harvest")}
        try:
            clean = Cleaner().clean
            for _ in range(2):
                spent.clear()
                start = time.process_time()
                for page in pages:
                    clean(page)
                whole = time.process_time() - start
        finally:
            for name, stage in stages.items():
                setattr(strip, name, stage)
        print(
            f"{path.name}: {len(pages)} pages, {whole / len(pages) * 1e3:.1f} ms a page, "
            f"strip {spent['judge'] / whole:.1%} of it, what it reads around an article {spent['harvest'] / whole:.1%}"
        )


def doubled():
    """Compare a text with one of twice its size."""
    own = strip.load_rules(Settings())
    small, large = seconds(own, PAGE * 20, 3), seconds(own, PAGE * 40, 3)
    print(f"{len(PAGE) * 20} characters {small * 1e3:.1f} ms, twice as many {large / small:.2f}x")


if __name__ == "__main__":
    parts = {"rules": rules, "share": share, "doubled": doubled}
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", choices=parts, help="one of the comparisons")
    options.add_argument("pages", nargs="*", type=Path, help="folders and packs of HTML pages whose share is measured")
    given = options.parse_args()
    for name, part in parts.items():
        if given.only in {None, name}:
            part(given.pages) if part is share else part()
