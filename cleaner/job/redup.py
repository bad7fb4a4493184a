"""Deduplication alone: records in, kept records and duplicates out, by the same shards and the same end as a run."""

import json
import sqlite3
from collections.abc import Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from cleaner.errors import OutputError
from cleaner.job.finish import write_out
from cleaner.job.ledger import Cursor, Ledger, Shard
from cleaner.job.output import identity, opened
from cleaner.job.run import Summary
from cleaner.model import Rejected
from cleaner.read import find, read_rows
from cleaner.read.rows import whole
from cleaner.settings import Settings
from cleaner.write import line

SHARD_ROWS = 1000


def deduplicate_files(
    inputs: Sequence[str], out: str | Path, settings: Settings | None = None, *, overwrite: bool = False
) -> Summary:
    """Fold the duplicates among records in files, rows with `text` and maybe `id`, into the folder `out`.

    Rows are written as they are, but for the id where one was missing or came twice, and `metadata.duplicates` where
    there is metadata.  Raises InputError and OutputError.
    """
    settings = settings or Settings()
    sources = list(find(list(inputs)))
    with opened(Path(out), overwrite=overwrite) as output:
        same = identity(sources, settings, "dedup")
        done = output.finished(same)
        if done is not None:
            return Summary(done, found_done=True)
        ledger = Ledger(output.work)
        try:
            output.claim(ledger, same, sources)
            rows = (row for source in sources for row in read_rows(source, settings))
            passed = len(ledger.done())
            for seq, some in enumerate(iter(lambda: list(islice(rows, SHARD_ROWS)), [])):
                if seq >= passed:
                    ledger.add(_shard(seq, some, settings))
            counts = write_out(ledger, output.work / "done", settings)
        except (OSError, sqlite3.Error) as error:
            raise OutputError(f"{out}: {error}") from error
        finally:
            ledger.close()
        output.put_in_place(output.work / "done", same, counts)
        return Summary(counts)


def _shard(seq: int, rows: list[tuple[str, Any] | Rejected], settings: Settings) -> Shard:
    """Return the shard of some rows."""
    from cleaner.dedup import rank_of, sign_all

    checked = [row if isinstance(row, Rejected) else _checked(*row) for row in rows]
    good = [row for row in checked if not isinstance(row, Rejected)]
    rejects = [row for row in checked if isinstance(row, Rejected)]
    signed = list(sign_all([row["text"] for row in good], settings))
    lines, index, packed = [], [], []
    for number, (row, signature) in enumerate(zip(good, signed, strict=True)):
        lines.append(line(row))
        packed.append(signature.pack())
        rank = rank_of(signature.length, row.get("metadata") if isinstance(row.get("metadata"), dict) else None)
        index.append(json.dumps([number, row["id"], len(lines[-1]), len(packed[-1]), rank]).encode() + b"\n")
    reasons: dict[str, int] = {}
    for reject in rejects:
        reasons[reject.reason] = reasons.get(reject.reason, 0) + 1
    counts = {"pages": len(rows), "faults": sum(r.is_fault for r in rejects), "reasons": reasons, "rules": {}}
    told = b"".join(line(reject.as_row()) for reject in rejects)
    return Shard(seq, Cursor(0, seq), b"".join(lines), b"".join(index), b"".join(packed), rejects=told, counts=counts)


def _checked(address: str, row: Any) -> dict[str, Any] | Rejected:
    """Return a row that can be folded, with an id."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return Rejected("bad_row", "read", "a record is an object with a `text`, a string", address)
    row["text"] = whole(row["text"])
    if not row["text"].strip():
        return Rejected("empty", "read", "the record's text is empty", address)
    given = row.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str) or not given:
        given = blake2b(line(row), digest_size=16).hexdigest()
    return row | {"id": whole(given)}
