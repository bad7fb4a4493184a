"""Deduplication alone: records in, kept records and duplicates out, by the same shards and the same end as a run."""

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import chain, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.errors import OutputError, UsageError
from cleaner.job.feed import is_chosen
from cleaner.job.finish import write_out
from cleaner.job.ledger import Cursor, Ledger, Shard
from cleaner.job.output import identity, opened
from cleaner.job.run import Summary, checked, outside, saved_stdin
from cleaner.model import Rejected
from cleaner.read import Source, find, read_rows
from cleaner.read.rows import named, plain
from cleaner.settings import Settings
from cleaner.write import columns_of, line

if TYPE_CHECKING:
    from cleaner.dedup import Index

SHARD_ROWS = 1000

_NOBODY = "\0"
"""An id that no record has: an index takes what has the id of one of its records for that record, changed."""


def deduplicate_files(
    inputs: Sequence[str | Path],
    out: str | Path,
    settings: Settings | None = None,
    *,
    against: str | Path = "",
    overwrite: bool = False,
) -> Summary:
    """Fold the duplicates among records in files, rows with `text` and maybe `id`, into the folder `out`.

    An input that is the output of a run stands for its records.  Where the settings name the fields of text and id,
    these change names with `text` and `id`.
    `against` is an older corpus, the file of an Index or the output of an earlier run: what repeats it is a duplicate
    too, and of it nothing is written.  Rows are written as they are, but for the id where one was missing or came
    twice (in the older output too), and `metadata.duplicates` where there is metadata.  `limit` and `sample` count
    the rows that are new.
    Raises UsageError, InputError, OutputError and IndexFileError.
    """
    settings = settings or Settings()
    names = checked(inputs, settings)
    settings = replace(settings, dedup=True)  # a file of settings may have turned it off for runs
    sources = outside(Path(out), names, find([_records_of(name) for name in names]))
    with contextlib.ExitStack() as stack:
        older = _older(against, settings, stack)
        output = stack.enter_context(opened(Path(out), overwrite=overwrite))
        sources = saved_stdin(sources, output.work)
        same = identity([*older.sources, *sources], settings, f"dedup{older.title}")
        done = output.finished(same)
        if done is not None:
            return Summary(done, found_done=True)
        ledger = Ledger(output.work)
        try:
            output.claim(ledger, same, [*older.sources, *sources])
            passed = len(ledger.done())
            whole_corpus = replace(settings, limit=0, sample=1.0)
            known, new = _batches(older.sources, whole_corpus), _batches(sources, settings)
            for seq, (some, are_known) in enumerate(chain(zip(known, repeat(True)), zip(new, repeat(False)))):
                if seq >= passed:
                    ledger.add(_known_shard(seq, some, settings) if are_known else _shard(seq, some, settings, older))
            counts = write_out(ledger, output.work / "done", settings)
        except (OSError, sqlite3.Error) as error:
            raise OutputError(f"{out}: {error}") from error
        finally:
            ledger.close()
        output.put_in_place(output.work / "done", same, counts)
        return Summary(counts)


@dataclass(frozen=True, slots=True)
class _Older:
    """An older corpus that new records are compared with; none by default."""

    title: str = ""
    """What it is, as part of what the run is."""
    sources: tuple[Source, ...] = ()
    """Its records, where they are at hand."""
    index: "Index | None" = None


def _older(against: str | Path, settings: Settings, stack: contextlib.ExitStack) -> _Older:
    """Return the older corpus at a path: the output of a run, or an index, to be closed by `stack`."""
    from cleaner.dedup import Index

    if not against:
        return _Older()
    path = Path(against)
    records = _records_of(str(path))
    if records != str(path):
        return _Older(f" against {path}", tuple(find([records])))
    if not path.is_file():
        raise UsageError(f"{path}: neither an index nor the output of a run, so nothing can be compared with it")
    index = stack.enter_context(Index(path, settings, read_only=True))
    return _Older(f" against {path} of {len(index)} records", index=index)


def _records_of(name: str) -> str:
    """Return the folder of records where an input is the output of a run, else the input as it is."""
    folder = Path(name)
    return str(folder / "records") if (folder / "run.json").is_file() else name


def _batches(sources: Sequence[Source], settings: Settings) -> Iterator[list[tuple[str, Any] | Rejected]]:
    """Yield the rows of some sources that `sample` and `limit` leave, so many at a time."""
    rows = (row for source in sources for row in read_rows(source, settings))
    some = islice((row for row in rows if is_chosen(_address(row), settings.sample)), settings.limit or None)
    return iter(lambda: list(islice(some, SHARD_ROWS)), [])


def _address(row: tuple[str, Any] | Rejected) -> str:
    """Return where a row was read."""
    return row.input if isinstance(row, Rejected) else row[0]


def _shard(seq: int, rows: list[tuple[str, Any] | Rejected], settings: Settings, older: _Older) -> Shard:
    """Return the shard of some rows."""
    checked = [row if isinstance(row, Rejected) else _checked(*row, settings) for row in rows]
    good = [row for row in checked if not isinstance(row, Rejected)]
    rejects = [row for row in checked if isinstance(row, Rejected)]
    counts = {
        "pages": len(rows),
        "faults": sum(reject.is_fault for reject in rejects),
        "reasons": dict(Counter(reject.reason for reject in rejects)),
        "rules": {},
        "seen": list(_seen(good, older.index)) if older.index else [],
    }
    if settings.format == "parquet" and good:
        counts["columns"] = columns_of(good)
    told = b"".join(line(reject.as_row()) for reject in rejects)
    return replace(_signed(seq, good, settings), rejects=told, counts=counts)


def _known_shard(seq: int, rows: list[tuple[str, Any] | Rejected], settings: Settings) -> Shard:
    """Return the shard of some rows of an older corpus: no pages of this run, and first among their duplicates."""
    checked = [_checked(*row, Settings()) for row in rows if not isinstance(row, Rejected)]
    good = [row for row in checked if not isinstance(row, Rejected)]
    counts = {"pages": 0, "faults": 0, "reasons": {}, "rules": {}}
    return replace(_signed(seq, good, settings, known=True), counts=counts)


def _seen(rows: list[dict[str, Any]], index: "Index") -> Iterator[tuple[int, str, str, float]]:
    """Yield which of the rows an index knows: place, the record it has, how, and how similar."""
    for place, row in enumerate(rows):
        verdict = index.check(row | {"id": _NOBODY})
        if verdict.kind != "new":
            yield place, verdict.of, verdict.kind, round(verdict.similarity, 4)


def _signed(seq: int, rows: list[dict[str, Any]], settings: Settings, *, known: bool = False) -> Shard:
    """Return the shard of rows that can be folded: their lines, index and signatures."""
    from cleaner.dedup import rank_of, sign_all

    signed = list(sign_all([row["text"] for row in rows], settings))
    lines, index, packed = [], [], []
    for number, (row, signature) in enumerate(zip(rows, signed, strict=True)):
        lines.append(line(row))
        packed.append(signature.pack())
        metadata = row.get("metadata") if isinstance(row.get("metadata"), dict) else None
        rank = rank_of(signature.length, metadata, known=known)
        index.append(json.dumps([number, row["id"], len(lines[-1]), len(packed[-1]), rank]).encode() + b"\n")
    return Shard(seq, Cursor(0, seq), b"".join(lines), b"".join(index), b"".join(packed))


LEVELS = (400, 50)
"""How deep a row may be nested: in JSON, which Python reads up to about twice that, and in Parquet (Arrow keeps a
schema of up to 64 levels)."""


def _checked(address: str, row: Any, settings: Settings) -> dict[str, Any] | Rejected:
    """Return a row that can be folded, with an id."""
    try:
        row = plain(row, LEVELS[settings.format == "parquet"])
    except RecursionError:
        return Rejected("bad_row", "read", "nested too deeply", address)
    if isinstance(row, dict):
        row = _renamed(_renamed(row, settings.text_field, "text"), settings.id_field, "id")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        wanted = settings.text_field or "text"
        return Rejected("bad_row", "read", f"a record is an object with a `{wanted}`, a string", address)
    if not row["text"].strip():
        return Rejected("empty", "read", "the record's text is empty", address)
    given = row.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str) or not given:
        given = blake2b(line(row), digest_size=16).hexdigest()
    return row | {"id": given}


def _renamed(row: dict[str, Any], given: str, name: str) -> dict[str, Any]:
    """Return a row in which the field named by option and that of this name have each other's; all stay in place."""
    if not given:
        return row
    if given in row:
        names = {given: name, name: given}
        return {names.get(key, key): value for key, value in row.items()}
    return row | {name: named(row, given)}
