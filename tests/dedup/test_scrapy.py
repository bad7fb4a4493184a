import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from repost_kinds import articles, repost

import cleaner

pytest.importorskip("scrapy", reason="the extra [scrapy] is not installed")
ARTICLES = articles()
SPIDER = Path(__file__).with_name("spider.py")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def page(text):
    title, *lines = text.split("\n")
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


@pytest.fixture
def site(tmp_path):
    """A site on loopback: three articles, a repost of each, an empty page; its address."""
    root = tmp_path / "site"
    root.mkdir()
    for name in ("zh-library", "zh-telescope", "en-ferry"):
        (root / f"{name}.html").write_text(page(ARTICLES[name]), "utf-8")
        (root / f"{name}-repost.html").write_text(page(repost(ARTICLES[name], "edited")), "utf-8")
    (root / "empty.html").write_text("<html><body></body></html>", "utf-8")
    links = "".join(f'<a href="{one.name}">{one.stem}</a> ' for one in sorted(root.iterdir()))
    (root / "index.html").write_text(f"<html><body>{links}</body></html>", "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()


def crawl(site, tmp_path, *settings):
    out = tmp_path / "items.jsonl"
    out.unlink(missing_ok=True)
    command = [
        sys.executable, "-m", "scrapy", "runspider", str(SPIDER), "-a", f"start={site}", "-o", str(out), "-L", "ERROR",
        *(part for one in settings for part in ("-s", one)),
    ]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(cleaner.__file__).parents[1])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else []


def test_a_real_crawl_keeps_each_article_once_and_remembers_it(site, tmp_path):
    index = f"CLEANER_INDEX={tmp_path / 'crawl.index'}"
    items = crawl(site, tmp_path, index)
    assert len(items) == 3
    for item in items:
        assert set(item) == {"id", "text", "metadata", "url"}
        assert item["metadata"]["url"] == item["url"]
        assert "<p>" not in item["text"]
    assert {cleaner_name(item["url"]) for item in items} == {"zh-library", "zh-telescope", "en-ferry"}
    again = crawl(site, tmp_path, index)
    assert sorted(item["id"] for item in again) == sorted(item["id"] for item in items)


def cleaner_name(url):
    return url.rsplit("/", 1)[1].removesuffix(".html").removesuffix("-repost")


def test_reposts_can_be_marked_instead_of_dropped(site, tmp_path):
    items = crawl(site, tmp_path, f"CLEANER_INDEX={tmp_path / 'crawl.index'}", "CLEANER_DUPLICATES=mark")
    assert len(items) == 6
    marked = [item for item in items if item["duplicate_of"]]
    assert len(marked) == 3
    by_id = {item["id"]: item for item in items}
    for item in marked:
        assert cleaner_name(by_id[item["duplicate_of"]]["url"]) == cleaner_name(item["url"])


def test_without_an_index_every_page_is_cleaned_and_kept(site, tmp_path):
    assert len(crawl(site, tmp_path)) == 6


@pytest.fixture
def pipeline(tmp_path):
    from scrapy.utils.test import get_crawler

    from cleaner.scrapy import CleanerPipeline

    settings = {"CLEANER_INDEX": str(tmp_path / "crawl.index"), "CLEANER_DUPLICATES": "mark"}
    made = CleanerPipeline.from_crawler(get_crawler(settings_dict=settings))
    made.open_spider()
    yield made
    made.close_spider()


@dataclass
class Full:
    html: str
    url: str = ""
    id: str = ""
    text: str = ""
    metadata: dict = field(default_factory=dict)
    duplicate_of: str = ""


@dataclass
class Bare:
    html: str


def test_an_item_of_a_class_keeps_its_fields(pipeline):
    item = pipeline.process_item(Full(page(ARTICLES["en-ferry"]), "https://a.example/1"))
    assert item.html == ""
    assert "ferry" in repr(item)
    assert item.metadata["url"] == "https://a.example/1"


@dataclass(frozen=True)
class Frozen:
    html: str
    url: str = ""
    id: str = ""
    text: str = ""
    metadata: dict = field(default_factory=dict)
    duplicate_of: str = ""


def test_an_item_that_is_frozen_is_told_before_it_is_noted(pipeline):
    with pytest.raises(cleaner.CleanerError, match="Frozen cannot be filled"):
        pipeline.process_item(Frozen(page(ARTICLES["en-ferry"]), "https://a.example/1"))
    assert pipeline.process_item(Full(page(ARTICLES["en-ferry"]), "https://a.example/1")).text


def test_an_item_without_fields_for_the_record_is_told_before_it_is_noted(pipeline):
    with pytest.raises(cleaner.CleanerError, match="Bare has no field id, text, metadata"):
        pipeline.process_item(Bare(page(ARTICLES["en-ferry"])))
    item = pipeline.process_item({"html": page(ARTICLES["en-ferry"])})
    assert item["duplicate_of"] == ""
