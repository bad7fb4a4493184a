"""Where settings come from: a file of settings, then the command line; each value knows whence."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from cleaner.errors import SettingsError
from cleaner.settings import Settings, read_table

FILES = ("cleaner.toml", "pyproject.toml")
"""Files of settings that are looked for in the working folder, the first that states any."""

UNITS = {"k": 10**3, "m": 10**6, "g": 10**9, "ki": 2**10, "mi": 2**20, "gi": 2**30}


@dataclass(frozen=True, slots=True)
class Gathered:
    """Settings, and where each that is not a default was stated."""

    settings: Settings
    origins: dict[str, str]


def gather(path: str, options: dict[str, Any], pairs: list[str]) -> Gathered:
    """Bring together a file of settings (`path`, or one found in the working folder), `name=value` pairs and options.

    What comes later outweighs what came before.  Raises SettingsError.
    """
    table, origins = {}, {}
    for name in (path,) if path else FILES:
        if path or Path(name).is_file():
            table = read_table(name)
            origins = dict.fromkeys(table, name)
        if table:
            break
    file = next(iter(origins.values()), "")
    if file:
        try:
            Settings.of(**table)
        except SettingsError as error:
            raise SettingsError(f"{file}: {error}") from error
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise SettingsError(f"--set takes name=value, not {pair!r}")
        table[name] = parse_value(name, value)
        origins[name] = "--set"
    for name, value in options.items():
        if value is not None:
            table[name] = value
            origins[name] = "command line"
    return Gathered(Settings.of(**table), origins)


def parse_value(name: str, value: str) -> Any:
    """Return a setting's value from its text: numbers may end in k, M, G or Ki, Mi, Gi; lists are parted by commas."""
    wanted = get_type_hints(Settings).get(name)
    if wanted is bool:
        if value.lower() not in {"true", "false", "yes", "no", "on", "off", "1", "0"}:
            raise SettingsError(f"{name} is true or false, not {value!r}")
        return value.lower() in {"true", "yes", "on", "1"}
    if wanted is int or wanted is float:
        return parse_number(name, value, wanted)
    if get_origin(wanted) is tuple:
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def parse_number(name: str, value: str, wanted: type = int) -> Any:
    """Return a number from its text, its unit counted in."""
    text = value.strip().lower().removesuffix("b").replace("_", "")
    unit = next((unit for unit in sorted(UNITS, key=len, reverse=True) if text.endswith(unit)), "")
    try:
        number = float(text.removesuffix(unit)) * UNITS.get(unit, 1)
        return wanted(number) if wanted is float or number == int(number) else _not(name, value)
    except (ValueError, OverflowError) as error:
        raise SettingsError(f"{name} is a number, not {value!r}") from error


def _not(name: str, value: str) -> Any:
    raise SettingsError(f"{name} is a whole number, not {value!r}")


def described() -> list[tuple[str, Any, str, str]]:
    """Return every setting: name, default, type as a person reads it, and what it means."""
    hints = get_type_hints(Settings)
    return [
        (one.name, one.default, _type_name(hints[one.name]), one.metadata["help"])
        for one in dataclasses.fields(Settings)
    ]


def _type_name(hint: Any) -> str:
    if get_args(hint) and get_origin(hint) is tuple:
        return "list"
    return "|".join(map(str, get_args(hint))) if get_args(hint) else hint.__name__
