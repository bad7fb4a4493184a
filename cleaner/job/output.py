"""The output folder of a run: its lock, whose run it holds, and how what is finished gets into place."""

import contextlib
import fcntl
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cleaner._version import __version__
from cleaner.errors import OutputError
from cleaner.job.ledger import Ledger
from cleaner.read import Source
from cleaner.schema import dataset_card
from cleaner.settings import Settings

WORK = ".cleaner"
"""Folder within OUT for what a run needs until it is done."""

LEARNING = "learning"
"""Folder within it for the ledger of the pages that are learned from."""

EVIDENCE = "evidence"
"""Folder within it for what was learned."""

SAMPLES = ".samples.jsonl"
"""Pages before and after, for the report alone; hidden, so that whoever reads all of the folder does not meet it."""

CARD = "README.md"
"""The folder as a Hugging Face dataset."""

PRODUCTS = (
    "records", "journal", "duplicates.jsonl", "rejects.jsonl", SAMPLES, CARD, "report.html", "run.json",
)  # fmt: skip
"""What a run leaves, in the order it is put in place: run.json last, it says that the run is done."""

HOW = ("workers", "cluster")
"""Settings that change how a run goes about it and not what comes out."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/")
"""How a Path of an address begins, such as s3://bucket: it has lost a slash."""

REMEDY = "choose another output or pass --overwrite"


@dataclass(frozen=True, slots=True)
class Output:
    """An output folder, locked."""

    folder: Path
    work: Path
    """Where what is not finished lies."""

    def finished(self, identity: dict[str, Any]) -> dict[str, Any] | None:
        """Return the counts of this same run where it was finished before; raises OutputError where another was."""
        path = self.folder / "run.json"
        if not path.exists():
            return None
        try:
            row = json.loads(path.read_bytes())
            difference = _difference(row, identity)
            counts: dict[str, Any] = row["counts"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise OutputError(f"{path}: not the run.json of a run; {REMEDY}") from error
        if difference:
            raise OutputError(f"{self.folder}: holds a finished run of {difference}; {REMEDY}")
        return counts

    def claim(self, ledger: Ledger, identity: dict[str, Any], sources: Sequence[Source]) -> None:
        """Write down what this run is, or see that it is the one that was broken off; raises OutputError."""
        stamps = [(source.address, source.size, source.stamp) for source in sources]
        mine = json.dumps([identity, blake2b(repr(stamps).encode()).hexdigest()])
        held = ledger.fact("identity")
        if not held:
            ledger.set_sources(sources)
            ledger.note("identity", mine)
        elif held != mine:
            raise OutputError(f"{self.folder}: holds an unfinished run of {_unlike(held, identity)}; {REMEDY}")

    def put_in_place(self, done: Path, identity: dict[str, Any], counts: dict[str, Any]) -> None:
        """Rename what is finished into the folder, run.json last."""
        row = {**identity, "counts": counts}
        (done / "run.json").write_text(json.dumps(row, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        for name in PRODUCTS:
            if (done / name).exists() and not _is_foreign(self.folder / name):
                remove(self.folder / name)
                (done / name).rename(self.folder / name)


@contextlib.contextmanager
def opened(folder: Path, *, overwrite: bool) -> Iterator[Output]:
    """Make ready and lock an output folder; raises OutputError where it holds something else or cannot be written."""
    if _ADDRESS.match(str(folder)):
        raise OutputError(f"{folder}: an address: a run writes to a folder of this machine, copy it from there")
    work = folder / WORK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        here = {entry.name for entry in folder.iterdir()}
        if here and not overwrite and WORK not in here and "run.json" not in here:
            raise OutputError(f"{folder}: is not empty and no output of a run; {REMEDY}")
        work.mkdir(exist_ok=True)
        lock = (work / "lock").open("w")
    except FileExistsError as error:
        raise OutputError(f"{folder}: is a file, not a folder") from error
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OutputError(f"{folder}: another run is writing there") from error
        if overwrite:
            _clear(folder, work)
        yield Output(folder, work)
        if (folder / "run.json").exists():
            remove(work)


def identity(sources: Sequence[Source], settings: Settings, task: str) -> dict[str, Any]:
    """Return what makes two runs the same: task, inputs by name and size, settings, the user's rules and version."""
    digest = blake2b(digest_size=16)
    for source in sources:
        digest.update(f"{source.address}\0{source.size}\0".encode("utf-8", "backslashreplace"))
    row = {"cleaner": __version__, "task": task, "inputs": digest.hexdigest(), "settings": settings_row(settings)}
    return row | {"rules": _digest_of_rules(settings)} if settings.rules and task == "run" else row


def _digest_of_rules(settings: Settings) -> str:
    """Return a hash of what the rule files hold that the settings name."""
    from cleaner.strip import rule_files

    return blake2b(b"\0".join(file.read_bytes() for file in rule_files(settings.rules)), digest_size=16).hexdigest()


def settings_row(settings: Settings) -> dict[str, Any]:
    """Return the settings that shape the output."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(settings).items()
        if name not in HOW
    }


def _difference(row: dict[str, Any], wanted: dict[str, Any]) -> str:
    """Say in what another run differs from the one asked for; empty where in nothing."""
    if row["cleaner"] != wanted["cleaner"]:
        return f"version {row['cleaner']}"
    if row["task"] != wanted["task"]:
        return f"another task ({row['task']})"
    names = [name for name, value in wanted["settings"].items() if row["settings"].get(name) != value]
    if names:
        return f"other settings ({', '.join(names)})"
    if row.get("rules") != wanted.get("rules"):
        return "other rules: their files have changed"
    return "other inputs" if row["inputs"] != wanted["inputs"] else ""


def _unlike(held: str, wanted: dict[str, Any]) -> str:
    return _difference(json.loads(held)[0], wanted) or "an input that has changed since"


def _clear(folder: Path, work: Path) -> None:
    """Remove what an earlier run left: its own files by name, nothing else."""
    for name in PRODUCTS:
        if not _is_foreign(folder / name):
            remove(folder / name)
    for entry in work.iterdir():
        if entry.name != "lock":
            remove(entry)


def _is_foreign(path: Path) -> bool:
    """Whether this is a README.md that somebody else wrote: the one product with a name that others use too."""
    head = dataset_card().partition("dataset_info")[0].encode()
    return path.name == CARD and path.is_file() and not path.read_bytes().startswith(head)


def digest_of(folder: Path) -> str:
    """Return a hash of a folder's files."""
    digest = blake2b(digest_size=16)
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        digest.update(f"{path.name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def remove(path: Path) -> None:
    """Remove a file or a folder; nothing where there is none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
