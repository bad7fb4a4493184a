"""SQLite databases that are cut, described wrongly, or compute what they hold: what is whole comes out."""

import sqlite3

import fault_classes as classes
import pytest
from test_odd_files import judged

from cleaner.model import Page
from cleaner.read import find, read
from cleaner.settings import Settings

ENDLESS = (
    "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i || '' AS text FROM n"
)


def database(path, *statements):
    db = sqlite3.connect(path)
    for statement in statements:
        db.executemany(*statement) if isinstance(statement, tuple) else db.execute(statement)
    db.commit()
    db.close()
    return path


def outcomes(path, **settings):
    [source] = find([str(path)])
    found = list(read(source, Settings(**settings)))
    return sum(isinstance(one, Page) for one in found), [
        (one.reason, one.input.rpartition("#")[2]) for one in found if not isinstance(one, Page)
    ]


def test_of_a_database_that_is_cut_the_rows_before_the_cut_come_out(tmp_path):
    rows = ("INSERT INTO pages VALUES (?)", [(classes.good(n) * 20,) for n in range(40)])
    path = database(tmp_path / "a.sqlite", "CREATE TABLE pages (text TEXT)", rows)
    path.write_bytes(path.read_bytes()[:40_000])
    goods, codes = judged(path)
    assert goods
    assert goods == list(range(len(goods)))
    assert set(codes) == {"truncated"}


def test_a_table_that_is_described_wrongly_costs_no_other(tmp_path):
    path = database(
        tmp_path / "a.sqlite",
        "CREATE TABLE a (text TEXT)", "INSERT INTO a VALUES ('lost')",
        "CREATE TABLE z (text TEXT)", ("INSERT INTO z VALUES (?)", [(classes.good(1),)]),
        "PRAGMA writable_schema = 1", "UPDATE sqlite_master SET rootpage = 99999 WHERE name = 'a'",
    )  # fmt: skip
    assert judged(path) == ([1], {"truncated": 2})


def test_a_view_without_end_is_left_as_a_bomb(tmp_path):
    assert outcomes(database(tmp_path / "a.sqlite", ENDLESS)) == (10_000, [("bomb", "v")])
    assert outcomes(database(tmp_path / "b.sqlite", ENDLESS + " LIMIT 9999")) == (9999, [])


def test_a_view_that_gives_no_row_in_the_time_of_a_page_is_left(tmp_path):
    path = database(tmp_path / "a.sqlite", ENDLESS + " WHERE i < 0")
    assert outcomes(path, page_seconds=0.01) == (0, [("timeout", "v")])


@pytest.mark.parametrize("size", [30, 300])
def test_a_value_that_is_computed_may_not_be_of_any_size(tmp_path, size):
    path = database(
        tmp_path / "a.sqlite",
        "CREATE TABLE pages (n INT, text TEXT AS (hex(zeroblob(n * 1000))))",
        ("INSERT INTO pages VALUES (?)", [(size,), (1,)]),
    )
    told = [] if size < 100 else [("too_large", "pages/after-0")]
    assert outcomes(path, page_bytes=60_000) == (2 - len(told), told)
    seen = database(tmp_path / "b.sqlite", f"CREATE VIEW v AS SELECT hex(zeroblob({size} * 1000)) AS text")
    assert outcomes(seen, page_bytes=60_000) == ((0, [("too_large", "v")]) if told else (1, []))
