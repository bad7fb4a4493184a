"""Addresses through fsspec, against a real S3 server on loopback; skipped where the libraries are not installed."""

import socket

import pytest

from cleaner.errors import InputError
from cleaner.model import Page
from cleaner.read import find, read
from cleaner.settings import Settings

WHY = "the extra [server] is not installed"
s3fs = pytest.importorskip("s3fs", reason=WHY)
moto_server = pytest.importorskip("moto.server", reason=WHY)
boto3 = pytest.importorskip("boto3", reason=WHY)


@pytest.fixture
def bucket(monkeypatch):
    """A bucket with three objects, as the client's own environment variables name it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=port)
    server.start()
    environment = {
        "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    client.create_bucket(Bucket="crawl")
    for name, data in (("b.html", b"<p>b"), ("a.txt", b"a"), ("logo.png", b"\x89")):
        client.put_object(Bucket="crawl", Key=f"dump/{name}", Body=data)
    yield "s3://crawl/dump"
    server.stop()


@pytest.mark.filterwarnings("ignore")  # theirs, not ours: clients and server leave sockets to the collector
def test_files_under_an_address_are_read_in_the_order_of_their_names(bucket):
    pages = [page for source in find([bucket]) for page in read(source, Settings())]
    assert pages == [
        Page(b"a", input=f"{bucket}/a.txt", kind="text"),
        Page(b"<p>b", input=f"{bucket}/b.html", kind="html"),
    ]
    with pytest.raises(InputError):
        list(find(["s3://crawl/nowhere"]))


@pytest.mark.filterwarnings("ignore")
def test_an_object_that_is_written_anew_is_another_input_though_it_is_as_long(bucket):
    def stamps():
        s3fs.S3FileSystem.clear_instance_cache()  # as another process would look
        return {source.path: (source.size, source.stamp) for source in find([bucket])}

    before = stamps()
    assert stamps() == before
    boto3.client("s3").put_object(Bucket="crawl", Key="dump/a.txt", Body=b"z")
    changed = {path for path, mark in stamps().items() if mark != before[path]}
    assert changed == {f"{bucket}/a.txt"}
