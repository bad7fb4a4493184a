"""Main-content extraction: F1 and speed of several tools in one run, on the fixtures or on any pack given.

    python tests/bench/bench_extract.py                                  the pages of fixtures/content
    python tests/bench/bench_extract.py PACK.tar.xz ... --tools cleaner,trafilatura,resiliparse,readability
    python tests/bench/bench_extract.py --stages                         and where cleaner's time goes

A pack holds html/NAME.html (raw bytes) and truth.json {NAME: {"html": path, "text": "...", "lang": "zh", "url": ""}}.
F1 is the mean over pages of the F1 of multisets of 4-shingles (a token is a word, or one CJK character); speed is CPU
time as a ratio to the first tool's on the same pages, all tools taken in turn on each page.  A tool that is not
installed is left out, and said so.
"""

import argparse
import json
import logging
import re
import statistics
import tarfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

TOKEN = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff]"
    r"|[^\W\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff]+"
)
Tool = Callable[[bytes, str], str]


@dataclass(frozen=True, slots=True)
class Page:
    raw: bytes
    url: str
    text: str
    lang: str


def shingles(text: str, width: int = 4) -> Counter:
    tokens = TOKEN.findall(text.lower())
    return Counter(tuple(tokens[at : at + width]) for at in range(max(1, len(tokens) - width + 1)))


def f1(truth: str, found: str) -> float:
    """F1 of two multisets of shingles."""
    wanted, got = shingles(truth), shingles(found)
    return 2 * sum((wanted & got).values()) / (sum(wanted.values()) + sum(got.values()))


def from_pack(path: Path) -> Iterator[Page]:
    with tarfile.open(path) as tar:
        truth = json.load(tar.extractfile("truth.json"))
        for row in truth.values():
            if row["text"]:
                yield Page(tar.extractfile(row["html"]).read(), row.get("url", ""), row["text"], row.get("lang", ""))


def from_fixtures() -> Iterator[Page]:
    path = Path(__file__).parents[2] / "fixtures/content/pages.toml"
    for row in tomllib.loads(path.read_text("utf-8"))["page"]:
        yield Page(row["html"].encode(), row["url"], row["article"], "")


def with_cleaner() -> Tool:
    from cleaner import Cleaner

    clean = Cleaner().clean
    return lambda raw, url: getattr(clean(raw, url), "text", "")


def with_content_alone() -> Tool:
    """Parse and content only: what the other stages take of the time, and give to the score, is the difference."""
    from cleaner import content, model, parse
    from cleaner.evidence import NO_EVIDENCE
    from cleaner.settings import Settings

    settings = Settings()

    def extract(raw: bytes, url: str) -> str:
        parsed = parse.parse(model.Page(raw, url), settings)
        if not isinstance(parsed, parse.Parsed):
            return ""
        return parsed.document.apply(content.judge(parsed.document, parsed, NO_EVIDENCE, settings)).text

    return extract


def with_trafilatura() -> Tool:
    import trafilatura

    return lambda raw, _: trafilatura.extract(raw, include_comments=False) or ""


def with_resiliparse() -> Tool:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return lambda raw, _: extract_plain_text(
        bytes_to_str(raw, detect_encoding(raw)), main_content=True, alt_texts=False
    )


def with_readability() -> Tool:
    import html_text
    from readability import Document
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return lambda raw, _: html_text.extract_text(Document(bytes_to_str(raw, detect_encoding(raw))).summary())


def with_magic_html() -> Tool:
    from magic_html import GeneralExtractor
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    extractor = GeneralExtractor()

    def extract(raw: bytes, url: str) -> str:
        from lxml.html import fromstring

        found = extractor.extract(bytes_to_str(raw, detect_encoding(raw)), base_url=url)
        return fromstring(found["html"]).text_content() if found.get("html") else ""

    return extract


TOOLS = {
    "cleaner": with_cleaner,
    "content": with_content_alone,
    "trafilatura": with_trafilatura,
    "resiliparse": with_resiliparse,
    "readability": with_readability,
    "magic-html": with_magic_html,
}


def load(names: list[str]) -> dict[str, Tool]:
    tools = {}
    for name in names:
        try:
            tools[name] = TOOLS[name]()
        except ImportError as error:
            print(f"{name} is left out: {error}")
    return tools


def run(pages: list[Page], tools: dict[str, Tool]) -> tuple[dict[str, list[float]], Counter]:
    scores: dict[str, list[float]] = {name: [] for name in tools}
    spent: Counter = Counter()
    for tool in tools.values():  # one untimed call each
        tool(pages[0].raw, pages[0].url)
    for at, page in enumerate(pages):
        names = list(tools)
        for name in names[at % len(names) :] + names[: at % len(names)]:
            start = time.process_time()
            try:
                found = tools[name](page.raw, page.url)
            except Exception as error:  # noqa: BLE001 - a tool that fails on a page scores nothing there
                print(f"{name}: {type(error).__name__} on {page.url}")
                found = ""
            spent[name] += time.process_time() - start
            scores[name].append(f1(page.text, found))
    return scores, spent


def stage_shares(pages: list[Page]) -> Counter:
    """CPU seconds of each stage of `clean` over the pages; what is in no stage is the engine's, under `engine`."""
    from cleaner import Cleaner, content, items, layout, parse, pipeline, strip

    spent: Counter = Counter()
    inside = [0.0]  # seconds spent in stages within the one that runs, by depth

    def timed(stage: str, work: Callable) -> Callable:
        def run_timed(*given, **named):
            inside.append(0.0)
            start = time.process_time()
            found = work(*given, **named)
            found = list(found) if isinstance(found, Iterator) else found
            whole = time.process_time() - start
            spent[stage] += whole - inside.pop()
            inside[-1] += whole
            return found

        return run_timed

    with pytest.MonkeyPatch.context() as patch:
        for room, names in ((items, ("outline", "spared", "split")), (content, ("judge",)), (layout, ("judge",))):
            for name in names:
                patch.setattr(room, name, timed(room.__name__.rpartition(".")[2], getattr(room, name)))
        patch.setattr(strip, "harvest", timed("byline", strip.harvest))
        patch.setattr(strip, "judge", timed("strip", strip.judge))
        patch.setattr(pipeline, "judge_repair", timed("repair", pipeline.judge_repair))
        clean = timed("engine", Cleaner(parser=timed("parse", parse.parse)).clean)
        for page in pages:
            clean(page.raw, page.url)
    return spent


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("packs", nargs="*", type=Path)
    ask.add_argument("--tools", default="trafilatura,cleaner,content,resiliparse,readability,magic-html")
    ask.add_argument("--stages", action="store_true", help="print each stage's share of cleaner's time")
    options = ask.parse_args()
    logging.disable(logging.CRITICAL)
    tools = load(options.tools.split(","))
    packs = {path.name.split(".")[0]: list(from_pack(path)) for path in options.packs}
    for name, pages in (packs or {"fixtures": list(from_fixtures())}).items():
        scores, spent = run(pages, tools)
        print(f"\n{name}, {len(pages)} pages")
        first = next(iter(tools))
        for tool in tools:
            chinese = [score for score, page in zip(scores[tool], pages, strict=True) if page.lang == "zh"]
            print(
                f"  {tool:12s} F1 {statistics.mean(scores[tool]):.3f}"
                + (f"  Chinese {statistics.mean(chinese):.3f}" if chinese else "")
                + f"  {spent[first] / spent[tool]:5.2f}x  {1000 * spent[tool] / len(pages):.1f} ms a page"
            )
        if options.stages:
            shares = stage_shares(pages)
            print("  of cleaner's time: ", end="")
            print(", ".join(f"{stage} {seconds / shares.total():.0%}" for stage, seconds in shares.most_common()))


if __name__ == "__main__":
    main()
