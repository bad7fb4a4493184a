"""The JSON Schema of a record, from the one place that says what a record holds."""

from typing import Any

from cleaner.model import empty_metadata


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one line of records."""
    metadata = empty_metadata()
    text = {"type": "string"}
    properties = dict.fromkeys(("id", "text", "source", "added", "created"), text)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A clean corpus record",
        "type": "object",
        "properties": {**properties, "metadata": _object({name: _type(value) for name, value in metadata.items()})},
        "required": [*properties, "metadata"],
        "additionalProperties": False,
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _type(value: object) -> dict[str, Any]:
    if isinstance(value, list):
        return {"type": "array", "items": {"type": "string"}}
    return {"type": "boolean" if isinstance(value, bool) else "integer" if isinstance(value, int) else "string"}
