"""Records to numbered files, in JSON lines or Parquet."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from cleaner.errors import OutputError
from cleaner.schema import arrow
from cleaner.write.lines import LineFile

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 1000
"""Records in one row group of a Parquet file."""


def extension(format_name: str) -> str:
    """Return the end of a record file's name."""
    return "." + format_name


class RecordFiles:
    """Writes records in their order to 00000, 00001, ... of `most` records each; at least one file.

    Even if it is empty.  `schema`: the columns of Parquet files, where they are not those of `cleaner.schema.arrow`.
    """

    def __init__(self, folder: Path, format_name: str, most: int, schema: "pa.Schema | None" = None) -> None:
        self._folder, self._format, self._most, self._schema = folder, format_name, most, schema
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
        with nullcontext() if error is None else suppress(OSError, ValueError, OutputError):
            self.close()  # what was wrong before is what is told

    def _next(self) -> None:
        if self._file is not None:
            self._file.close()
        path = self._folder / f"{self._files:05d}{extension(self._format)}"
        packing = self._format.partition(".")[2]
        is_parquet = self._format == "parquet"
        self._file = ParquetFile(path, self._schema) if is_parquet else LineFile(path, packing)
        self._files += 1
        self._count = 0


class ParquetFile:
    """A Parquet file of records, being written; its columns are those of the JSON rows.

    Raises OutputError for rows that Parquet cannot hold.
    """

    def __init__(self, path: Path, schema: "pa.Schema | None" = None) -> None:
        self._schema = arrow() if schema is None else schema
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._pa, self._rows = pa, list[dict[str, Any]]()
        with _told():
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
        rows, self._rows = self._rows, []
        if rows:
            with _told():
                self._writer.write_table(self._pa.Table.from_pylist(rows, self._schema))


def columns_of(rows: Sequence[dict[str, Any]]) -> str:
    """Return the columns of other tools' rows, for `schema_of`; raises OutputError where one holds unlike values."""
    import pyarrow as pa

    counted = [
        row | {"metadata": {"duplicates": 0} | row["metadata"]} if isinstance(row.get("metadata"), dict) else row
        for row in rows
    ]  # what the end of a run adds
    with _told():
        found = {field.name: field for field in _fields(pa.array(counted, from_pandas=False).type)}
    ordered = [found[name] for name in dict.fromkeys(chain.from_iterable(rows)) if name in found]
    return b64encode(pa.schema(ordered).serialize()).decode()


def schema_of(columns: Iterable[str]) -> "pa.Schema | None":
    """Return the schema of the rows of which `columns_of` told; None where they are records as a run writes them."""
    import pyarrow as pa

    with _told():
        schemas = [pa.ipc.read_schema(pa.py_buffer(b64decode(one))) for one in columns]
        schema = pa.unify_schemas(schemas, promote_options="permissive")
    usual = arrow()
    inner = {field.name for field in schema.field("metadata").flatten()} if "metadata" in schema.names else set()
    if set(schema.names) <= set(usual.names) and inner <= {field.name for field in usual.field("metadata").flatten()}:
        return None
    return schema


def _fields(struct: "pa.StructType") -> "list[pa.Field]":
    """Return the fields of rows but for those without any value: Parquet has no empty objects."""
    import pyarrow as pa

    fields = []
    for field in struct:
        if pa.types.is_struct(field.type):
            inner = _fields(field.type)
            if inner:
                fields.append(pa.field(field.name, pa.struct(inner)))
        else:
            fields.append(field)
    return fields


@contextmanager
def _told() -> Iterator[None]:
    """Tell of rows that do not fit into columns."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OverflowError) as error:
        raise OutputError(f"these rows do not fit into Parquet's columns ({error}): JSON lines hold them") from error
