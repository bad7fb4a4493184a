"""Records to numbered files, in JSON lines or Parquet."""

import json
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cleaner.schema import arrow
from cleaner.write.lines import LineFile

GROUP = 1000
"""Records in one row group of a Parquet file."""


def extension(format_name: str) -> str:
    """Return the end of a record file's name."""
    return "." + format_name


class RecordFiles:
    """Writes records in their order to 00000, 00001, ... of `most` records each; at least one file.

    Even if it is empty.
    """

    def __init__(self, folder: Path, format_name: str, most: int) -> None:
        self._folder, self._format, self._most = folder, format_name, most
        self._count, self._files = 0, 0
        self._file: LineFile | ParquetFile | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, data: bytes) -> None:
        """Write one record, given as its line of JSON."""
        if self._file is None or self._count == self._most:
            self._next()
        assert self._file is not None  # noqa: S101 - for the type checker: _next has just set it
        self._file.write(data)
        self._count += 1

    def close(self) -> None:
        """Finish the last file."""
        if self._file is None:
            self._next()
        assert self._file is not None  # noqa: S101 - as above
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _next(self) -> None:
        if self._file is not None:
            self._file.close()
        path = self._folder / f"{self._files:05d}{extension(self._format)}"
        packing = self._format.partition(".")[2]
        self._file = ParquetFile(path) if self._format == "parquet" else LineFile(path, packing)
        self._files += 1
        self._count = 0


class ParquetFile:
    """A Parquet file of records, being written; its columns are those of the JSON rows."""

    def __init__(self, path: Path) -> None:
        self._schema = arrow()
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._pa, self._rows = pa, list[dict[str, Any]]()
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def write(self, data: bytes) -> None:
        """Write one record, given as its line of JSON."""
        self._rows.append(json.loads(data))
        if len(self._rows) == GROUP:
            self._flush()

    def close(self) -> None:
        """Write the last rows and the footer."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._pa.Table.from_pylist(self._rows, self._schema))
            self._rows = []
