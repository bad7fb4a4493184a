"""What the ids of a journal stand for that are no rules: the judgements of the stages, each with its reason."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def reasons() -> Mapping[str, str]:
    """Return why each judgement edits, by its id as a journal has it: `stage.family.name`."""
    stages = tomllib.loads(files("cleaner").joinpath("reasons.toml").read_text("utf-8"))
    return {f"{stage}.{name}": why for stage, judgements in stages.items() for name, why in judgements.items()}
