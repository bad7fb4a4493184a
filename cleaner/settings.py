"""Every option, once: its name, its default and what it means.  From keywords, from TOML, or from the command line."""

import dataclasses
import difflib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self, get_args, get_origin, get_type_hints

from cleaner.errors import SettingsError

MOST = 10**15
"""No number is larger, nor its negative: what it is added to or counted with still fits into 64 bits."""


def option(default: Any, meaning: str, low: float = -MOST, high: float = MOST) -> Any:
    """Declare a setting: its default, one line that says what it means, and the range of a number."""
    return field(default=default, metadata={"help": meaning, "low": low, "high": high})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to clean.  Raises SettingsError for a value that a setting cannot take."""

    # pages and records
    records: Literal["auto", "page", "item"] = option(
        "auto", "write digests as one record per item (auto), or always pages, or always items"
    )
    comments: bool = option(False, "keep readers' comments in the text of articles")

    # content
    second_opinion: bool = option(True, "ask trafilatura where our own judges disagree on a page's content")

    # strip
    rules: tuple[str, ...] = option((), "rule files or folders to use beside the built-in ones")
    disable: tuple[str, ...] = option((), "rules, judgements or families to leave out, by id")

    # repair
    repair: bool = option(True, "mend joined words, widths, encodings, lost paragraphs and leftover markup")
    join_odds: float = option(0.5, "log-odds a joined word needs to be split; higher: fewer false splits, more left")
    han_latin: Literal["keep", "space", "close"] = option("keep", "spaces between Chinese and Latin")
    script: Literal["keep", "simplified", "traditional"] = option("keep", "script of Chinese (a change needs opencc)")

    # dedup
    dedup: bool = option(True, "fold duplicates together in a run")
    dedup_threshold: float = option(0.4, "least Jaccard similarity of two near duplicates, Chinese or other", 0.3, 1)
    dedup_contained: float = option(0.65, "least share of a text that another has to contain it", 0.5, 1)
    dedup_shingle_han: int = option(5, "characters compared as one where they start on Han, Kana or Hangul", 4, 8)
    dedup_shingle_other: int = option(8, "letters compared as one elsewhere: a word and a half of English", 4, 8)
    dedup_short: int = option(200, "columns (a letter one, Han two) below which a text is judged as a short one", 0)
    dedup_memory: int = option(1_000_000_000, "bytes for the candidate search; what is more goes to disk", 50_000_000)

    # read
    html_field: str = option("", "field of a row that holds its HTML; empty: the usual names")
    text_field: str = option("", "field of a row that holds its text; empty: the usual names")
    url_field: str = option("", "field of a row that holds its address; empty: the usual names")
    id_field: str = option("", "field of a row that holds its id; empty: the usual names")
    title_field: str = option("", "field of a row that holds its title; empty: the usual names")
    date_field: str = option("", "field of a row that holds the date of its text; empty: the usual names")
    limit: int = option(0, "read at most this many pages; 0: all", 0)
    sample: float = option(1.0, "read this share of the pages, chosen by content and place, never by chance", 0, 1)

    # job
    workers: int = option(0, "processes that clean; 0: one per core", 0)
    cluster: str = option("", "address of a Ray cluster whose machines clean, or auto; empty: this machine")
    worker_bytes: int = option(1 << 30, "most memory of one worker, in bytes (memory)", 1 << 28)
    learn_pages: int = option(2000, "most pages to learn vocabulary and site profiles from before cleaning; 0: none", 0)
    format: Literal["jsonl", "jsonl.gz", "jsonl.zst", "parquet"] = option("jsonl", "how records are written")
    file_records: int = option(100_000, "most records in one file of records", 1)
    journal: bool = option(False, "write every edit of every record to journal/")
    name: str = option("", "name of the run: the `source` of its records")
    added: str = option("", "time stamp for the `added` of the records; empty: none, so that runs can be compared")

    # limits: told when they strike, as a reject with its code
    page_bytes: int = option(25_000_000, "largest page, in bytes after decompression (too_large)", 1)
    page_ratio: int = option(100, "largest ratio of decompression above 1 MB (bomb)", 1)
    page_seconds: float = option(10.0, "most CPU seconds for one page (timeout)", 0.001, 10**9)
    depth: int = option(100_000, "deepest nesting of elements (too_deep)", 1)

    def __post_init__(self) -> None:
        """Check each value against its declared type and range."""
        hints = get_type_hints(type(self))
        for one in dataclasses.fields(self):
            if isinstance(getattr(self, one.name), list):
                object.__setattr__(self, one.name, tuple(getattr(self, one.name)))
            _check(one, hints[one.name], getattr(self, one.name))

    def allows(self, judgement: str) -> bool:
        """Whether a judgement, by its id in a journal, is on: `disable` names neither it nor a family it is of."""
        return not any(judgement == name or judgement.startswith(f"{name}.") for name in self.disable)

    @classmethod
    def of(cls, **options: Any) -> Self:
        """Return settings from keywords; raises SettingsError that names the nearest setting for an unknown one."""
        known = {one.name for one in dataclasses.fields(cls)}
        for name in options:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(sorted(known))}"
                raise SettingsError(f"no setting is named {name!r}{hint}")
        return cls(**options)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Return settings from a TOML file: cleaner.toml, or the [tool.cleaner] table of a pyproject.toml."""
        table = read_table(path)
        try:
            return cls.of(**table)
        except SettingsError as error:
            raise SettingsError(f"{path}: {error}") from error


def read_table(path: str | Path) -> dict[str, Any]:
    """Return the settings that a TOML file states, unchecked; raises SettingsError for one that cannot be read.

    Rule files are named from where the file of settings lies.
    """
    try:
        table = tomllib.loads(Path(path).read_text("utf-8-sig"))  # editors of Windows write the mark
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from error
    except ValueError as error:  # no TOML, no UTF-8, or a number of more digits than Python reads
        raise SettingsError(f"{path}: {error}") from error
    except RecursionError as error:
        raise SettingsError(f"{path}: nested too deeply") from error
    if Path(path).name == "pyproject.toml":
        tool = table.get("tool", {})
        table = tool.get("cleaner", {}) if isinstance(tool, dict) else tool
        if not isinstance(table, dict):
            raise SettingsError(f"{path}: tool.cleaner is a table of settings, not {table!r}")
    if isinstance(table.get("rules"), list):
        folder = Path(path).parent
        table["rules"] = [str(folder / name) if isinstance(name, str) else name for name in table["rules"]]
    return table


def _strings_in(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, tuple) else (value,)
    return tuple(part for part in parts if isinstance(part, str))


def _check(one: "dataclasses.Field[Any]", wanted: Any, value: Any) -> None:
    """Raise SettingsError unless `value` is of the declared type and within the declared range, and can be written."""
    if any("\ud800" <= char <= "\udfff" for part in _strings_in(value) for char in part):
        raise SettingsError(f"{one.name} is no Unicode text: {value!a}")
    if get_origin(wanted) is Literal:
        if value not in get_args(wanted):
            raise SettingsError(f"{one.name} is one of {', '.join(map(str, get_args(wanted)))}, not {value!r}")
        return
    if get_origin(wanted) is tuple:
        if not isinstance(value, tuple) or not all(isinstance(part, str) for part in value):
            raise SettingsError(f"{one.name} is a list of strings, not {value!r}")
        return
    numeric = wanted is float and type(value) is int
    if type(value) is not wanted and not numeric:
        raise SettingsError(f"{one.name} is of type {wanted.__name__}, not {value!r}")
    if wanted in {int, float} and not one.metadata["low"] <= value <= one.metadata["high"]:  # nor is nan between
        raise SettingsError(f"{one.name} lies between {one.metadata['low']} and {one.metadata['high']}, not {value!r}")
