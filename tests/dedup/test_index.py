import os
import random
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import lmdb
import pytest
from crawler import text_of
from repost_kinds import REPOSTS, articles, repost

import cleaner
from cleaner.dedup.bottom import bottom
from cleaner.dedup.index import Index, Verdict
from cleaner.dedup.store import Stored, Transaction
from cleaner.dedup.verdict import Judge
from cleaner.errors import IndexFileError, UsageError
from cleaner.evidence import Evidence, SiteProfile, Vocabulary
from cleaner.settings import Settings

ARTICLES = articles()
CRAWLER = Path(__file__).with_name("crawler.py")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "crawl.index"


def filled(path):
    index = Index(path)
    for name, text in ARTICLES.items():
        assert index.check_and_add({"id": name, "text": text}) == Verdict("new")
    return index


@pytest.mark.parametrize("kind", REPOSTS)
def test_a_repost_is_recognised_and_not_added(path, kind):
    with filled(path) as index:
        for name, text in ARTICLES.items():
            verdict = index.check_and_add({"id": "repost", "text": repost(text, kind)})
            assert verdict.is_duplicate
            assert verdict.of == name
            assert 0.4 < verdict.similarity <= 1
        assert len(index) == len(ARTICLES)


def test_an_index_remembers_when_opened_again(path):
    filled(path).close()
    with Index(path) as index:
        verdict = index.check({"id": "x", "text": ARTICLES["en-ferry"].upper()})
        assert (verdict.kind, verdict.of) == ("exact", "en-ferry")
        assert list(index.ids()) == list(ARTICLES)
        assert "en-ferry" in index
        assert "x" not in index


def test_a_record_added_before_is_exact_of_itself(path):
    with filled(path) as index:
        assert index.check_and_add({"id": "en-ferry", "text": ARTICLES["en-ferry"]}) == Verdict(
            "exact", "en-ferry", 1.0
        )


def test_a_record_whose_content_has_changed_takes_its_own_place(path):
    with filled(path) as index:
        assert index.check_and_add({"id": "en-ferry", "text": text_of(1)}).kind == "new"
        assert len(index) == len(ARTICLES)
        assert index.check({"id": "x", "text": ARTICLES["en-ferry"]}).kind == "new"
        assert index.check({"id": "x", "text": text_of(1)}).of == "en-ferry"


def test_a_digest_holds_its_articles_and_an_article_lies_inside_a_digest(path):
    with filled(path) as index:
        digest = "\n".join(ARTICLES[name] for name in ("zh-library", "en-seeds"))
        verdict = index.check_and_add({"id": "digest", "text": digest})
        assert verdict.kind == "new"
        assert set(verdict.holds) == {"zh-library", "en-seeds"}
    with Index(path.with_name("other.index")) as index:
        index.check_and_add({"id": "digest", "text": "\n".join(ARTICLES.values())})
        verdict = index.check_and_add({"id": "article", "text": ARTICLES["en-radio"]})
        assert (verdict.kind, verdict.of) == ("contained", "digest")
        assert verdict.similarity > 0.9
        assert len(index) == 2


@pytest.mark.parametrize("digest_first", [True, False])
def test_articles_are_found_in_digests_whichever_came_first(path, digest_first):
    rng = random.Random(7)
    texts = ["".join(chr(rng.randrange(0x4E00, 0x5800)) for _ in range(600)) for _ in range(80)]
    parts = [{"id": f"a{at}", "text": text} for at, text in enumerate(texts)]
    digests = [{"id": f"d{at}", "text": "\n".join(texts[8 * at : 8 * at + 8])} for at in range(10)]
    with Index(path) as index:
        list(index.check_and_add_all(digests if digest_first else parts))
        verdicts = list(index.check_and_add_all(parts if digest_first else digests))
    if digest_first:
        found = {(part["id"], verdict.of) for part, verdict in zip(parts, verdicts, strict=True) if verdict.of}
    else:
        found = {(held, digest["id"]) for digest, one in zip(digests, verdicts, strict=True) for held in one.holds}
    assert found <= {(f"a{at}", f"d{at // 8}") for at in range(80)}
    assert len(found) >= 78


def test_short_texts_on_one_pattern_are_all_new(path):
    with Index(path) as index:
        for number in range(300):
            text = f"Order {1000 + number} has been shipped and will arrive within three working days."
            assert index.check_and_add({"id": str(number), "text": text}).kind == "new"


def test_a_batch_gives_the_same_verdicts_as_one_by_one(path):
    records = [{"id": name, "text": text} for name, text in ARTICLES.items()]
    records += [{"id": f"{name}+{kind}", "text": repost(ARTICLES[name], kind)} for name in ARTICLES for kind in REPOSTS]
    with Index(path) as index, Index(path.with_name("other.index")) as other:
        assert list(index.check_and_add_all(records)) == [other.check_and_add(record) for record in records]


LOOKED_INTO = """
import sys, cleaner, cleaner.errors
try:
    with cleaner.Index(sys.argv[1], read_only=len(sys.argv) > 2) as index:
        print(len(list(index.ids())), index.check({"id": "x", "text": "a text"}).kind)
except cleaner.errors.IndexFileError as error:
    print(error)
"""


@pytest.mark.parametrize("mode", [[], ["read only"]])
@pytest.mark.parametrize("pages", [1, 2, 40, 200])
def test_an_index_that_was_cut_short_is_refused_and_ends_no_process(path, pages, mode):
    with Index(path) as index:
        list(index.check_and_add_all({"id": str(number), "text": text_of(number)} for number in range(2100)))
    size = path.stat().st_size
    os.truncate(path, size - 4096 * pages)
    run = [sys.executable, "-c", LOOKED_INTO, path, *mode]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert f"crawl.index: cut short, {size - 4096 * pages} bytes of {size} are there" in done.stdout


def test_of_an_index_whose_last_pages_are_free_they_may_be_missing(path):
    with filled(path) as index:
        for data in (bytes(400_000), b""):
            with index._transaction(write=True) as stored:
                stored.put("sites", data)
        index.delete("en-ferry")
        index.check_and_add({"id": "en-ferry", "text": ARTICLES["en-ferry"]})
    os.truncate(path, path.stat().st_size - 4096 * 10)
    done = subprocess.run([sys.executable, "-c", LOOKED_INTO, path], capture_output=True, text=True, check=True)
    assert done.stdout == f"{len(ARTICLES)} new\n"


@pytest.mark.parametrize("late", [1, 12, 40])
def test_what_came_after_the_last_run_of_keys_is_found_when_deleted_ones_were_removed(path, late):
    count = 2048 + late
    with Index(path) as index:
        list(index.check_and_add_all({"id": str(number), "text": text_of(number)} for number in range(count)))
        index.delete("5")
        assert index.compact() > 0
        assert [name for name in map(str, range(count)) if name not in index] == ["5"]
        for number in (0, 2047, 2048, count - 1):
            assert index.check({"id": "x", "text": text_of(number)[:-60]}).of == str(number)


def run(path, *arguments):
    return subprocess.Popen(
        [sys.executable, CRAWLER, path, *map(str, arguments)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd(),
        env=os.environ | {"PYTHONPATH": str(Path(cleaner.__file__).parents[1])},
    )  # fmt: skip


@pytest.mark.parametrize("batch", [[], ["batch"]])
def test_a_crawler_killed_at_any_moment_loses_and_doubles_nothing(path, batch):
    for lines in (3, 40, 2100 if batch else 90):  # the last is past the first run of keys
        crawler = run(path, 0, 1, 4000, *batch)
        for _ in range(lines):
            told = int(crawler.stdout.readline())
        os.kill(crawler.pid, signal.SIGKILL)
        crawler.communicate()
        with Index(path) as index:
            ids = list(index.ids())
            assert ids == [f"{number:08}" for number in range(len(ids))]
            assert len(ids) > told
    with Index(path) as index:
        verdicts = list(index.check_and_add_all({"id": f"{n:08}", "text": text_of(n)} for n in range(max(400, told))))
        assert {verdict.kind for verdict in verdicts} <= {"new", "exact"}
        assert {verdict.kind for verdict in verdicts[: told + 1]} == {"exact"}
        assert len(set(index.ids())) == len(index) >= 400


def test_many_processes_share_an_index_and_each_text_is_new_once(path):
    crawlers = [run(path, 0, 1, 120), run(path, 0, 1, 120), run(path, 0, 1, 120)]
    for crawler in crawlers:
        crawler.communicate()
        assert crawler.returncode == 0
    with Index(path) as index:
        assert sorted(index.ids()) == [f"{number:08}" for number in range(120)]


def test_an_index_of_another_version_is_refused_with_what_to_do(path):
    filled(path).close()
    with lmdb.open(str(path), subdir=False, max_dbs=8) as env, env.begin(write=True) as transaction:
        transaction.put(b"parameters", b'{"format": 99}', db=env.open_db(b"meta", transaction))
    with pytest.raises(IndexFileError, match=r"format 99.*add the corpus's records to a new one"):
        Index(path)


@pytest.mark.parametrize("read_only", [True, False])
def test_an_index_of_an_older_version_that_has_fewer_tables_is_refused_for_that_and_left_as_it_is(path, read_only):
    with lmdb.open(str(path), subdir=False, max_dbs=8) as env, env.begin(write=True) as transaction:
        transaction.put(b"parameters", b'{"format": 1}', db=env.open_db(b"meta", transaction))
    before = path.read_bytes()
    with pytest.raises(IndexFileError, match=r"format 1.*add the corpus's records to a new one"):
        Index(path, read_only=read_only)
    assert path.read_bytes() == before


def test_an_index_of_shingles_of_other_sizes_is_refused(path):
    filled(path).close()
    with pytest.raises(
        IndexFileError, match=r"made with shingles \[5, 8\], the settings say \[4, 8\].*dedup_shingle_han"
    ):
        Index(path, Settings(dedup_shingle_han=4))


@pytest.mark.parametrize("data", [b"", b"not an index\n" * 1000])
def test_what_is_no_index_is_refused_or_filled(path, data):
    path.write_bytes(data)
    if not data:
        Index(path).close()
        return
    with pytest.raises(IndexFileError, match=r"crawl\.index"):
        Index(path)
    assert path.read_bytes() == data


def test_a_transaction_that_cannot_begin_holds_up_no_other(path):
    index = filled(path)
    index.close()
    with pytest.raises(IndexFileError):
        index.check({"id": "x", "text": "x"})
    assert not index._known.lock.locked()


def test_a_state_that_cannot_be_read_holds_up_no_other(path, monkeypatch):
    with filled(path) as index:
        aborted = []
        with monkeypatch.context() as broken:
            broken.setattr(Transaction, "_read_state", lambda stored: aborted.append(stored._tx) or 1 / 0)
            index._known.forget()
            with pytest.raises(ZeroDivisionError):
                index.check_and_add({"id": "x", "text": "x"})
        with pytest.raises(lmdb.Error):
            aborted[0].get(b"x")  # it is over, although it is held
        assert index.check_and_add({"id": "x", "text": "x"}).kind == "new"


def test_a_damaged_or_closed_index_is_told(path):
    with filled(path) as index:
        pass
    with pytest.raises(IndexFileError, match="closed"):
        len(index)
    data = path.read_bytes()
    path.write_bytes(data[:8192] + random.Random(1).randbytes(len(data) - 8192))
    with pytest.raises(IndexFileError), Index(path) as index:
        len(index)


def test_an_index_may_be_closed_twice(path):
    with filled(path) as index:
        index.close()
    index.close()
    index.sync()
    with pytest.raises(IndexFileError, match="closed"):
        index.check_and_add({"id": "x", "text": "x"})


def test_settings_that_are_none_are_told_before_a_file_is_made(path):
    with pytest.raises(UsageError, match="not dict"):
        Index(path, {"dedup_threshold": 0.5})
    assert not path.exists()


def test_a_path_that_cannot_be_opened_is_told(tmp_path):
    with pytest.raises(IndexFileError, match="nowhere"):
        Index(tmp_path / "nowhere" / "crawl.index")


def test_deleted_records_are_forgotten_and_their_room_is_used_again(path):
    with filled(path) as index:
        assert index.delete("en-ferry")
        assert not index.delete("en-ferry")
        assert index.check({"id": "x", "text": ARTICLES["en-ferry"]}).kind == "new"
        assert index.stats().deleted == 1
        keys = index.stats().keys
        assert index.compact() > 0
        assert index.stats().keys < keys
        assert index.stats().deleted == 0
        assert index.check({"id": "x", "text": ARTICLES["en-radio"]}).of == "en-radio"


def test_thousands_of_records_are_found_whatever_became_of_others(path, tmp_path):
    numbers = range(5000)
    with Index(path) as index, Index(tmp_path / "other.index") as other:
        list(index.check_and_add_all({"id": str(number), "text": text_of(number)} for number in numbers))
        list(other.check_and_add_all({"id": str(number), "text": text_of(number)} for number in reversed(numbers)))
        assert all(index.delete(str(number)) for number in (0, 1, 2047, 2048, 4999))
        keys = index.stats().keys
        assert index.compact() > 0
        assert index.stats().keys < keys
        assert index.stats().records == 4995
        for number in (0, 1, 2, 2046, 2047, 2048, 2049, 4095, 4096, 4998, 4999):
            record = {"id": "x", "text": text_of(number) + " and a word more"}
            assert other.check(record).of == str(number)
            assert index.check(record).of == ("" if number in {0, 1, 2047, 2048, 4999} else str(number))
            assert (str(number) in index) == (number not in {0, 1, 2047, 2048, 4999})
        assert index.check_and_add({"id": "4999", "text": text_of(4999)}).kind == "new"
    with Index(path) as index:
        assert index.check({"id": "x", "text": text_of(4999)}).of == "4999"
        assert index.check({"id": "x", "text": text_of(4097)}).of == "4097"


def add_and_fail(index, text):
    with index._transaction(write=True) as stored:
        Judge(stored, index.settings).judge("gone", text, bottom(text), add=True)
        raise ZeroDivisionError


def test_what_a_process_adds_others_see_at_once_and_what_fails_is_forgotten(path):
    with Index(path) as index:
        adding = run(path, 0, 1, 3000, "batch")
        adding.communicate()
        assert adding.returncode == 0
        for number in (0, 2047, 2048, 2999):
            assert index.check_and_add({"id": "x", "text": text_of(number)}).of == f"{number:08}"
        with pytest.raises(UsageError, match="needs 'text'"):
            list(index.check_and_add_all([{"id": "new", "text": text_of(7000)}, {"id": "bad"}]))
        assert index.check({"id": "x", "text": text_of(7000)}).kind == "new"
        with pytest.raises(ZeroDivisionError):
            add_and_fail(index, text_of(8000))
        assert index.check_and_add({"id": "x", "text": text_of(8000)}).kind == "new"
        assert index.check({"id": "y", "text": text_of(8000)}).of == "x"


def test_two_processes_that_write_in_turn_know_of_each_other(path):
    with Index(path) as index:
        told = []
        for at in range(0, 4400, 1100):  # each turn makes a run of keys, or merges it with the one before
            crawler = run(path, at, 1, at + 1099, "batch")
            crawler.communicate()
            assert crawler.returncode == 0
            told.append(index.check_and_add({"id": f"mine{at}", "text": text_of(at + 1099)}))
            for number in (0, at, at + 1098, at + 1099):
                assert index.check({"id": "x", "text": text_of(number)}).kind == "exact"
        assert told == [Verdict("new")] * 4
        script = "import sys; from cleaner import Index\nwith Index(sys.argv[1]) as index:\n"
        script += "    print(index.delete('mine0'), index.compact() > 0)"
        done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
        assert done.stdout == "True True\n"
        assert index.check_and_add({"id": "y", "text": text_of(1099)}) == Verdict("new")
        assert index.check({"id": "x", "text": text_of(1099)}).of == "y"
        assert index.check({"id": "x", "text": text_of(2199)}).of == "mine1100"


def test_no_view_of_what_a_transaction_wrote_outlives_it(path):
    with Index(path) as index:
        index.check_and_add({"id": "one more", "text": text_of(9000)})
        records = ({"id": str(number), "text": text_of(number)} for number in range(2048))
        list(index.check_and_add_all(records))  # the last batch writes a run, and searches it
        assert index._known.runs is None
        assert index.check({"id": "x", "text": text_of(1800)}).of == "1800"
        assert index._known.runs


def test_threads_share_an_index(path):
    with Index(path) as index, ThreadPoolExecutor(4) as pool:
        records = [{"id": f"{number:08}", "text": text_of(number % 300)} for number in range(900)]
        kinds = Counter(verdict.kind for verdict in pool.map(index.check_and_add, records))
        assert kinds == {"new": 300, "exact": 600}


def test_a_copy_is_an_index_of_its_own(path, tmp_path):
    with filled(path) as index:
        index.copy(tmp_path / "copy.index")
        with pytest.raises(IndexFileError, match="exists"):
            index.copy(tmp_path / "copy.index")
    with Index(tmp_path / "copy.index") as copy:
        assert list(copy.ids()) == list(ARTICLES)


@pytest.fixture
def sealed():
    """Give a path in a folder that, once yielded to `seal`, nobody who runs the test may write to."""
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to all but their owner
        path = Path(folder, "crawl.index")
        yield path
        os.seteuid(os.getuid())
        Path(folder).chmod(0o755)


def seal(path):
    for file in path.parent.iterdir():
        file.chmod(0o444)
    path.parent.chmod(0o555)
    if not os.getuid():
        os.seteuid(65534)  # nobody: no mode keeps root from writing


@pytest.mark.parametrize("lock_stays", [True, False])
def test_what_cannot_be_written_can_be_looked_into(sealed, lock_stays):
    filled(sealed).close()
    if not lock_stays:
        Path(f"{sealed}-lock").unlink()
    before = {file: file.read_bytes() for file in sealed.parent.iterdir()}
    seal(sealed)
    with pytest.raises(IndexFileError, match="cannot be opened"):
        Index(sealed)
    with Index(sealed, read_only=True) as index:
        assert index.stats().records == len(ARTICLES)
        assert list(index.ids()) == list(ARTICLES)
        verdict = index.check({"id": "x", "text": ARTICLES["en-ferry"].upper()})
        assert (verdict.kind, verdict.of) == ("exact", "en-ferry")
        assert index.evidence() == Evidence()
        index.sync()
    assert {file: file.read_bytes() for file in sealed.parent.iterdir()} == before


@pytest.mark.parametrize(
    "change",
    [
        lambda index: index.check_and_add({"id": "x", "text": "another text"}),
        lambda index: list(index.check_and_add_all([{"id": "x", "text": "another text"}])),
        lambda index: index.delete("en-ferry"),
        lambda index: index.compact(),
        lambda index: index.keep_evidence(Evidence()),
    ],
)
def test_an_index_opened_to_look_inside_is_not_changed(path, change):
    filled(path).close()
    with Index(path, read_only=True) as index, pytest.raises(UsageError, match="without read_only"):
        change(index)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda _: None, "cannot be opened"),
        (Path.touch, "an empty file"),
        (lambda path: path.write_text("a text, and no index" * 9), "another kind"),
        (lambda path: lmdb.open(str(path), subdir=False, max_dbs=1).close(), "not an index"),
    ],
)
def test_to_look_inside_makes_no_index(path, make, why):
    make(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(IndexFileError, match=why):
        Index(path, read_only=True)
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_crawls_vocabulary_and_site_profiles_live_in_it_too(path):
    learned = Evidence(Vocabulary.learn(ARTICLES.values()), {"news.example": SiteProfile(12, frozenset({7, 2**63}))})
    with Index(path) as index:
        assert index.evidence() == Evidence()
        index.keep_evidence(learned)
    with Index(path) as index:
        assert index.evidence() == learned
        index.keep_evidence(Evidence())
        assert index.evidence() == Evidence()


def test_a_document_costs_less_than_a_kilobyte_on_disk(path):
    with Index(path) as index:
        list(index.check_and_add_all({"id": f"{n:032x}", "text": text_of(n) + text_of(n + 5000)} for n in range(1500)))
        stats = index.stats()
        assert stats.records == 1500
        assert stats.disk / stats.records < 1000


@pytest.mark.parametrize("content", ["", "abc", "图书馆", "图a", "é", "\ud800", "文\U0001f600x"])
@pytest.mark.parametrize("is_collection", [True, False])
def test_a_record_survives_being_stored_and_takes_no_more_than_two_bytes_a_character(content, is_collection):
    record = Stored("号", 2**63, 40, 7, b"\1\0\0\0", content, is_collection)
    assert Stored.unpack(record.pack()) == record
    size = len(content.encode("utf-16-le", "surrogatepass"))
    assert len(record.pack()) <= len(record._replace(content="").pack()) + size


def test_ids_of_any_length_and_kind_are_kept_apart(path):
    ids = ["", "a", "b" * 600, "b" * 601, "\ud800", "号"]
    with Index(path) as index:
        for number, id_ in enumerate(ids):
            assert index.check_and_add({"id": id_, "text": text_of(number)}).kind == "new"
        for number, id_ in enumerate(ids):
            assert id_ in index
            assert index.check({"id": "other", "text": text_of(number)}).of == id_


def test_an_index_opened_before_a_fork_says_so(path):
    with filled(path) as index:
        child = os.fork()
        if not child:
            try:
                index.check({"id": "x", "text": "x"})
            except UsageError:
                os._exit(7)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
        assert len(index) == len(ARTICLES)


def test_the_face_of_the_library_has_the_index(path):
    with cleaner.Index(path) as index:
        assert index.check_and_add({"id": "a", "text": text_of(3)}).kind == "new"


def test_a_file_that_is_no_index_is_refused_and_nothing_is_laid_beside_it(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "1", "text": "a row"}\n' * 40, encoding="utf-8")
    with pytest.raises(IndexFileError, match="not an index"), Index(path):
        pass
    assert [found.name for found in tmp_path.iterdir()] == ["rows.jsonl"]
