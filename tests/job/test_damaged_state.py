"""What an unfinished run has written is damaged or lost: the same command ends in the same bytes all the same."""

import json
import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import fault_classes as classes
import pytest

from cleaner.errors import OutputError
from cleaner.job import run
from cleaner.job.feed import Start, batches
from cleaner.job.ledger import Cursor, Ledger, Shard
from cleaner.model import Page, Rejected
from cleaner.read import find
from cleaner.settings import Settings

SETTINGS = Settings(workers=2)


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def zero(path):
    data = path.read_bytes()
    path.write_bytes(data[:50] + bytes(len(data) // 2) + data[50 + len(data) // 2 :])


def garbage(path):
    path.write_bytes(b"garbage")


def lose(path):
    for one in path.parent.glob(f"{path.name}*"):
        shutil.rmtree(one) if one.is_dir() else one.unlink()


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    path = tmp_path_factory.mktemp("in") / "rows.jsonl"
    made = [{"id": f"p{n}", "html": classes.article(n).decode(), "url": f"http://h{n % 5}.example/"} for n in range(90)]
    path.write_text("\n".join(json.dumps(row) for row in made), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def whole(rows, tmp_path_factory):
    out = tmp_path_factory.mktemp("whole") / "out"
    run([rows], out, SETTINGS)
    return tree(out)


@pytest.fixture(scope="module")
def unfinished(rows, tmp_path_factory):
    """A run broken off when four of its six shards were done."""
    done = []

    class BrokenError(Exception):
        pass

    def stop(progress):
        done.append(progress)
        if len(done) == 4:
            raise BrokenError

    out = tmp_path_factory.mktemp("unfinished") / "out"
    with pytest.raises(BrokenError):
        run([rows], out, SETTINGS, on_progress=stop)
    return out


@pytest.mark.parametrize("harm", [cut, zero, garbage, lose], ids=lambda harm: harm.__name__)
@pytest.mark.parametrize(
    "name", ["shards.bin", "learning/shards.bin", "evidence/vocabulary", "evidence/sites.json", "evidence/parsed.json"]
)
def test_damaged_state_is_made_again(rows, whole, unfinished, tmp_path, name, harm):
    shutil.copytree(unfinished, tmp_path / "out")
    harm(tmp_path / "out" / ".cleaner" / name)
    run([rows], tmp_path / "out", SETTINGS)
    assert tree(tmp_path / "out") == whole


@pytest.mark.parametrize("name", ["ledger.sqlite", "learning", "evidence"])
def test_lost_state_is_made_again(rows, whole, unfinished, tmp_path, name):
    shutil.copytree(unfinished, tmp_path / "out")
    lose(tmp_path / "out" / ".cleaner" / name)
    run([rows], tmp_path / "out", SETTINGS)
    assert tree(tmp_path / "out") == whole


def test_a_ledger_that_is_none_is_told_with_a_remedy(rows, whole, unfinished, tmp_path):
    shutil.copytree(unfinished, tmp_path / "out")
    lose(tmp_path / "out" / ".cleaner" / "ledger.sqlite")
    (tmp_path / "out" / ".cleaner" / "ledger.sqlite").write_bytes(b"no database" * 500)
    with pytest.raises(OutputError, match="--overwrite"):
        run([rows], tmp_path / "out", SETTINGS)
    run([rows], tmp_path / "out", SETTINGS, overwrite=True)
    assert tree(tmp_path / "out") == whole


@pytest.mark.parametrize("stage", ["learn", "clean", "fold"])
@pytest.mark.parametrize("name", ["", ".cleaner"])
def test_an_output_removed_or_moved_away_while_it_is_written_ends_the_run_with_an_error(
    rows, whole, tmp_path, name, stage
):
    out = tmp_path / "out"
    move = partial(moved, out / name, tmp_path / "elsewhere")

    def pull(progress):
        if progress.stage == stage:
            move(None)

    with pytest.raises(OutputError, match="moved away"):
        run([rows], out, SETTINGS, on_progress=pull, wrap=move if stage == "learn" else None)
    assert not (out / "run.json").exists()
    run([rows], out, SETTINGS, overwrite=True)
    assert tree(out) == whole


def moved(path, elsewhere, clean):
    """Clean, in a worker that first moves the output away."""
    if not elsewhere.exists():
        path.rename(elsewhere)
    return clean


@pytest.mark.parametrize("harm", ["lengths = '[-1, -9]'", "lengths = '{'", "lengths = '[null]'", "offset = -5"])
def test_a_shard_whose_row_is_damaged_is_done_again(tmp_path, harm):
    with closing(Ledger(tmp_path)) as ledger:
        for seq in range(3):
            ledger.add(Shard(seq, Cursor(0, seq + 1), records=b"one\n"))
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as db:
        db.execute(f"UPDATE shards SET {harm} WHERE seq = 1")  # noqa: S608 - from the table above
        db.commit()
    with closing(Ledger(tmp_path)) as ledger:
        ledger.forget_torn()
        assert ledger.done() == {0, 2}


def test_a_shard_without_bytes_costs_none_behind_it_theirs(tmp_path):
    shards = [Shard(0, Cursor(0, 1)), Shard(1, Cursor(0, 2), records=b"one\n"), Shard(2, Cursor(0, 3))]
    with closing(Ledger(tmp_path)) as ledger:
        for shard in shards:
            ledger.add(shard)
    with closing(Ledger(tmp_path)) as ledger:
        assert [shard.records for shard in ledger.shards()] == [b"", b"one\n", b""]


def test_a_file_that_changed_while_the_run_read_it_is_told(tmp_path):
    for name in ("a", "b"):
        rows = [json.dumps({"id": f"{name}{n}", "text": classes.good(n)}) for n in range(40)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(rows), encoding="utf-8")
    path = tmp_path / "b.jsonl"
    sources = list(find([str(tmp_path)]))
    path.write_text(path.read_text(encoding="utf-8")[:5000], encoding="utf-8")
    pages = [page for batch in batches(sources, Start(), Settings(), lambda *_: None) for page in batch.pages]
    assert sum(isinstance(page, Page) for page in pages) > 40
    assert [page.input for page in pages if isinstance(page, Rejected)][-1] == f"{path}#"
    assert pages[-1].is_fault
