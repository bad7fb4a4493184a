import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from crawler import text_of
from repost_kinds import REPOSTS, articles, repost

from cleaner.errors import IndexFileError, UsageError

redis = pytest.importorskip("redis", reason="the extra [redis] is not installed")
ARTICLES = articles()
TIED = set(REPOSTS)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A Redis of its own on loopback; its address."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed")
    port = free_port()
    process = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        cwd=tmp_path_factory.mktemp("redis"), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    client = redis.Redis(port=port)
    deadline = time.monotonic() + 20
    while True:
        try:
            client.ping()
            break
        except redis.ConnectionError:
            assert time.monotonic() < deadline, "redis-server does not answer"
    client.close()
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait()


@pytest.fixture
def index_of(server, request):
    from cleaner.dedup.shared import SharedIndex

    return lambda: SharedIndex(server, request.node.name)


def test_crawlers_on_several_machines_share_what_they_have_seen(index_of):
    with index_of() as here, index_of() as there:
        for name, text in ARTICLES.items():
            assert here.check_and_add({"id": name, "text": text}).kind == "new"
        for name, text in ARTICLES.items():
            for kind in sorted(TIED):
                verdict = there.check_and_add({"id": "repost", "text": repost(text, kind)})
                assert (verdict.is_duplicate, verdict.of) == (True, name), kind
        assert len(here) == len(there) == len(ARTICLES)


def test_of_equal_records_at_the_same_moment_one_is_new(index_of):
    indexes = [index_of() for _ in range(4)]

    def crawl(index):
        return [index.check_and_add({"id": f"{n}", "text": text_of(n)}).kind for n in range(15)]

    with ThreadPoolExecutor(4) as pool:
        kinds = list(zip(*pool.map(crawl, indexes), strict=True))
    for four in kinds:
        assert sorted(four) == ["exact", "exact", "exact", "new"]
    for index in indexes:
        index.close()


def test_short_texts_on_one_pattern_are_all_new(index_of):
    with index_of() as index:
        for number in range(30):
            text = f"Order {1000 + number} has been shipped and will arrive within three working days."
            assert index.check_and_add({"id": str(number), "text": text}).kind == "new"


def test_a_record_without_an_id_is_told(index_of):
    with index_of() as index, pytest.raises(UsageError, match="id"):
        index.check_and_add({"id": "", "text": ARTICLES[next(iter(ARTICLES))]})


def test_signatures_of_another_version_are_refused(server):
    from cleaner.dedup.shared import SharedIndex

    redis.Redis.from_url(server).set("cleaner:old:version", 99)
    with pytest.raises(IndexFileError, match="use another name"):
        SharedIndex(server, "old")


def test_a_server_that_is_not_there_is_told():
    from cleaner.dedup.shared import SharedIndex

    with pytest.raises(IndexFileError, match="127"):
        SharedIndex(f"redis://127.0.0.1:{free_port()}/0", "crawl")
