"""What is parsed to learn from is kept for the pass that cleans, and is the same as parsing it again."""

from collections import Counter
from contextlib import closing
from functools import partial
from pathlib import Path

import fault_hooks
import pytest

from cleaner import parse
from cleaner.document import Document
from cleaner.job import kept, run
from cleaner.job.feed import WORD_PAGES, Start, batches
from cleaner.job.ledger import Ledger
from cleaner.job.output import EVIDENCE, LEARNING
from cleaner.model import Page
from cleaner.pipeline import host_of
from cleaner.read import find
from cleaner.settings import Settings

FOLDER = Path(__file__).parents[2] / "fixtures" / "pages"
PAGES = sorted(path for path in FOLDER.glob("*.html") if path.read_bytes().strip())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_is_kept_of_a_page_is_its_parse(path):
    parsed = parse.parse(Page(path.read_bytes(), "http://a.example/1"), Settings())
    assert kept.unpack(kept.pack(parsed)) == parsed


def test_odd_texts_are_kept_too():
    for text in ("", "一行", "\ud800 halb", "a\0b"):
        parsed = parse.Parsed(Document(text), {"tags": ["a"]})
        assert kept.unpack(kept.pack(parsed)) == parsed


def test_a_page_is_known_by_all_that_its_parse_depends_on():
    pages = [Page(b"x"), Page("x"), Page(b"x", "http://a.example/"), Page(b"x", kind="text"), Page(b"y")]
    assert len({kept.key_of(page) for page in pages}) == len(pages)
    assert kept.key_of(Page(b"x", id="1", input="a")) == kept.key_of(Page(b"x", id="2", input="b"))


def write(folder, hosts):
    """Write a row for each host named, each page with a text of its own."""
    path = folder / "rows.jsonl"
    rows = [
        f'{{"text": "第{n}页，它自己的话，共{n * 7}字。", "url": "http://{host}/{n}"}}' for n, host in enumerate(hosts)
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def learned_from(path, limit=2000):
    sources = list(find([str(path)]))
    made = batches(sources, Start(learning=True), Settings(limit=limit), lambda *_: None)
    return [page for batch in made for page in batch.pages]


def test_of_a_site_the_first_pages_are_learned_from_and_then_every_third(tmp_path):
    pages = learned_from(write(tmp_path, ["a.example"] * 300))
    numbers = [int(page.url.rpartition("/")[2]) for page in pages]
    assert numbers == [*range(10), *range(12, 132, 3)]
    assert len(learned_from(write(tmp_path, [""] * 1000))) == 200


def test_of_many_small_sites_enough_is_learned_and_no_more(tmp_path):
    hosts = [f"h{n}.example" for n in range(3 * WORD_PAGES)]
    assert len(learned_from(write(tmp_path, hosts))) == WORD_PAGES
    late = learned_from(write(tmp_path, [*hosts, *["late.example"] * 12]))
    assert Counter(host_of(page.url) for page in late)["late.example"] == 9, "the second to tenth"


def test_what_was_learned_before_a_break_is_not_learned_again(tmp_path):
    path = write(tmp_path, [f"h{n % 9}.example" for n in range(90)])
    visits = tmp_path / "visits"

    class BrokenError(Exception):
        pass

    def breaking(progress):
        raise BrokenError

    settings = Settings(workers=1, dedup=False)
    with pytest.raises(BrokenError):
        run([str(path)], tmp_path / "out", settings, on_progress=breaking, wrap=partial(fault_hooks.visit, str(visits)))
    work = tmp_path / "out" / ".cleaner"
    (work / EVIDENCE).rename(tmp_path / "gone")
    with closing(Ledger(work / LEARNING)) as ledger:
        done = len(ledger.done())
    assert done > 1
    first = visits.stat().st_size
    run([str(path)], tmp_path / "out", settings, wrap=partial(fault_hooks.visit, str(visits)))
    assert 90 - 16 <= visits.stat().st_size - first <= 90, "all that was left is to clean"


def test_a_limit_bounds_what_is_learned_from(tmp_path):
    path, visits = write(tmp_path, [f"h{n % 9}.example" for n in range(90)]), tmp_path / "visits"
    run([str(path)], tmp_path / "out", Settings(limit=3), wrap=partial(fault_hooks.visit, str(visits)))
    assert visits.stat().st_size == 3 + 3, "learned from, and cleaned"
