"""The shapes of all that a run writes: JSON Schemas of a record and of each file beside it, the record's column types.

JSON lines carry no types, so a loader guesses them from the first rows; where those hold only empty lists, wrongly.
`arrow` and `dataset_card` tell it instead.  Parquet carries its types itself.
"""

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cleaner.errors import MissingExtraError, UsageError
from cleaner.model import empty_metadata

if TYPE_CHECKING:
    import pyarrow as pa

NAMES = ("record", "duplicates", "rejects", "journal", "run")
"""What there is a schema of."""

COLUMNS = ("id", "text", "source", "added", "created")
"""A record's columns beside its metadata; all are strings."""


def load(name: str = "record") -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12) by its name; raises UsageError for one that there is not."""
    if name not in NAMES:
        raise UsageError(f"no schema is named {name!r}; there are {', '.join(NAMES)}")
    schema: dict[str, Any] = json.loads(files("cleaner.schema").joinpath(f"{name}.json").read_text("utf-8"))
    return schema


def arrow() -> "pa.Schema":
    """Return a record's Arrow schema, for readers of JSON lines that take one.

    datasets.Features.from_arrow_schema(arrow()), polars.from_arrow(arrow().empty_table()).schema.
    Raises MissingExtraError without pyarrow.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingExtraError("an Arrow schema needs pyarrow: pip install 'cleaner[parquet]'") from error
    types = {"bool": pa.bool_(), "int64": pa.int64(), "string": pa.string(), "list": pa.list_(pa.string())}
    metadata = pa.struct([(name, types[kind]) for name, kind in metadata_types().items()])
    return pa.schema([*((name, pa.string()) for name in COLUMNS), ("metadata", metadata)])


def metadata_types() -> dict[str, str]:
    """Return the type of each metadata field: bool, int64, string, or list (of strings)."""
    return {name: _type(value) for name, value in empty_metadata().items()}


def _type(value: object) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int64"
    return "list" if isinstance(value, list) else "string"


def dataset_card() -> str:
    """Return the README.md that makes an output folder a Hugging Face dataset: load_dataset("OUT") knows every type."""
    fields = "".join(f"  - name: {name}\n    dtype: string\n" for name in COLUMNS)
    inner = "".join(
        f"    - name: {name}\n      {'list: string' if kind == 'list' else f'dtype: {kind}'}\n"
        for name, kind in metadata_types().items()
    )
    return (
        "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: records/*\n"
        f"dataset_info:\n  features:\n{fields}  - name: metadata\n    struct:\n{inner}---\n"
    )
