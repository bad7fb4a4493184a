"""The files that a worker reads, as bytes: what it takes along to a machine that does not have them."""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from cleaner.settings import Settings
from cleaner.strip import rule_files


@dataclass(frozen=True, slots=True)
class Kit:
    """What a worker's files hold, by name."""

    evidence: Mapping[str, bytes]
    rules: Mapping[str, bytes]

    @classmethod
    def of(cls, settings: Settings, evidence: str) -> Self:
        """Read the rule files that the settings name, and the evidence in a folder; empty for none.

        The pages that were parsed to learn the evidence stay where they are.
        """
        learned = {path.name: path.read_bytes() for path in Path(evidence).iterdir()} if evidence else {}
        rules = {f"{number:04}.toml": path.read_bytes() for number, path in enumerate(rule_files(settings.rules))}
        return cls(learned and learned | {"parsed.json": b"{}"}, rules)

    @contextlib.contextmanager
    def unpacked(self, settings: Settings) -> Iterator[tuple[Settings, str]]:
        """Yield settings and the folder of the evidence as they are here, until they have been read."""
        with tempfile.TemporaryDirectory(prefix="cleaner-") as folder:
            here = {name: Path(folder) / name for name in ("evidence", "rules")}
            for name, files in (("evidence", self.evidence), ("rules", self.rules)):
                here[name].mkdir()
                for file, data in files.items():
                    (here[name] / file).write_bytes(data)
            rules = (str(here["rules"]),) if self.rules else ()
            yield replace(settings, rules=rules), str(here["evidence"]) if self.evidence else ""
