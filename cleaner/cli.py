"""The command line: the only module that exits.  Data goes to standard output, the rest to standard error."""

import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleaner._version import __version__
from cleaner.errors import CleanerError, UsageError
from cleaner.terminal import (
    Colour,
    explained,
    give_up_output,
    is_coloured,
    log,
    meter,
    open_standard_files,
    rule_text,
    say,
    visible,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.job import Summary
    from cleaner.job.config import Gathered
    from cleaner.model import Page, Record, Rejected
    from cleaner.settings import Settings

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
rules_app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
app.add_typer(
    rules_app, name="rules", help="Look at the boilerplate rules, and hold rules of your own to their examples."
)


INTERRUPTED = 130
"""Exit status of an interrupted command: 128 and the number of SIGINT."""


class Records(StrEnum):
    """What is written as one record."""

    auto = "auto"
    page = "page"
    item = "item"


class Format(StrEnum):
    """How records are written."""

    jsonl = "jsonl"
    jsonl_gz = "jsonl.gz"
    jsonl_zst = "jsonl.zst"
    parquet = "parquet"


Inputs = Annotated[
    list[str], typer.Argument(help="Folders, files, `-`, addresses, or `@list` of them.", show_default=False)
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.", show_default=False)]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace what an earlier run left in the output.")]
Config = Annotated[
    str, typer.Option("--config", "-c", help="File of settings; else cleaner.toml or pyproject.toml here.")
]
Pairs = Annotated[
    list[str] | None, typer.Option("--set", "-s", metavar="NAME=VALUE", help="Any setting (see cleaner config).")
]
HtmlField = Annotated[str | None, typer.Option(help="Field of a row that holds its HTML.")]
TextField = Annotated[str | None, typer.Option(help="Field of a row that holds its text.")]
UrlField = Annotated[str | None, typer.Option(help="Field of a row that holds its address.")]
RecordsOption = Annotated[Records | None, typer.Option(help="Write digests as items (auto), or always pages or items.")]
ColourOption = Annotated[Colour, typer.Option("--color", "--colour", help="Colour the output; auto: on a terminal.")]


@app.command()
def run(
    inputs: Inputs,
    out: Out,
    config: Config = "",
    pairs: Pairs = None,
    overwrite: Overwrite = False,
    workers: Annotated[int | None, typer.Option(help="Processes that clean; 0: one per core.")] = None,
    cluster: Annotated[str | None, typer.Option(help="Address of a Ray cluster whose machines clean, or auto.")] = None,
    memory: Annotated[str | None, typer.Option(help="Most memory of one worker, such as 1Gi.")] = None,
    timeout: Annotated[float | None, typer.Option(help="Most CPU seconds for one page.")] = None,
    limit: Annotated[int | None, typer.Option(help="Read at most this many pages.")] = None,
    sample: Annotated[float | None, typer.Option(help="Read this share of the pages.")] = None,
    format_: Annotated[Format | None, typer.Option("--format", help="How records are written.")] = None,
    records: RecordsOption = None,
    journal: Annotated[
        bool | None, typer.Option("--journal/--no-journal", help="Write every edit to journal/.")
    ] = None,
    dedup: Annotated[bool | None, typer.Option("--dedup/--no-dedup", help="Fold duplicates together.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of the run: the `source` of its records.")] = None,
    html_field: HtmlField = None,
    text_field: TextField = None,
    url_field: UrlField = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read, and stop.")] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="A line of JSON a second on standard error.")] = False,
) -> None:
    """Clean pages into records: read, learn, clean, deduplicate, write, report.

    Broken off, the same command goes on where it stopped.

    Example: cleaner run dump/ more.jsonl.gz -o out
    """
    from cleaner.job import run as run_job

    gathered = _gather(config, pairs, {
        "workers": workers, "cluster": cluster, "worker_bytes": _size("memory", memory), "page_seconds": timeout,
        "limit": limit, "sample": sample, "format": format_ and format_.value, "records": records and records.value,
        "journal": journal, "dedup": dedup,
        "name": name, "html_field": html_field, "text_field": text_field, "url_field": url_field,
    })  # fmt: skip
    if dry_run:
        _print_plan(inputs, gathered.settings)
        return
    tell = meter(log_json=log_json)
    summary = run_job(inputs, out, gathered.settings, overwrite=overwrite, on_progress=tell)
    tell(None)
    _conclude(summary, out, log_json=log_json)


@app.command()
def clean(
    file: Annotated[str, typer.Argument(help="A page, a file of rows, or `-`.", show_default=False)],
    config: Config = "",
    pairs: Pairs = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write records, one line each; rows are always written so.")
    ] = False,
    records: RecordsOption = None,
    html_field: HtmlField = None,
    text_field: TextField = None,
    url_field: UrlField = None,
) -> None:
    """Clean one page or a stream of rows to standard output, without deduplication.

    A page comes out as its text, rows as records, one line of JSON each.

    Example: cleaner clean page.html
    """
    from cleaner.job.batch import written
    from cleaner.model import Rejected
    from cleaner.write import line

    settings = _gather(config, pairs, {
        "records": records and records.value,
        "html_field": html_field, "text_field": text_field, "url_field": url_field,
    }).settings  # fmt: skip
    faults = 0
    for rows, outcome in _cleaned(file, settings):
        if isinstance(outcome, Rejected):
            faults += outcome.is_fault
            say(f"{outcome.input}: {outcome.reason}: {outcome.detail}")
        elif rows or as_json:
            for record in written(outcome, settings):
                write(line(record.as_row(settings.name, settings.added)))
        else:
            text = visible(outcome.text) if sys.stdout.isatty() else outcome.text
            write(text.encode("utf-8", "replace") + b"\n")
    if faults:
        raise typer.Exit(3)


@app.command()
def dedup(
    records: Annotated[
        list[str],
        typer.Argument(
            help="Files or folders of records, JSON lines or Parquet; outputs of runs; `-`.", show_default=False
        ),
    ],
    out: Out,
    config: Config = "",
    pairs: Pairs = None,
    threshold: Annotated[float | None, typer.Option(help="Least Jaccard similarity of near duplicates.")] = None,
    text_field: TextField = None,
    id_field: Annotated[str | None, typer.Option(help="Field of a row that holds its id.")] = None,
    against: Annotated[
        str, typer.Option(help="An older corpus to compare with: a crawl's index, or the output folder of a run.")
    ] = "",
    overwrite: Overwrite = False,
) -> None:
    """Fold the duplicates among records (rows with `id` and `text`), and those of an older corpus.

    Writes OUT/records with those that are kept, and OUT/duplicates.jsonl; of the older corpus nothing is written.

    Example: cleaner dedup new.jsonl -o folded --against old_out
    """
    from cleaner.job.redup import deduplicate_files

    gathered = _gather(config, pairs, {"dedup_threshold": threshold, "text_field": text_field, "id_field": id_field})
    summary = deduplicate_files(records, out, gathered.settings, against=against, overwrite=overwrite)
    _conclude(summary, out)


@app.command()
def explain(
    file: Annotated[str, typer.Argument(help="A page, a file of rows, `-`, or the output of a run with --journal.")],
    record: Annotated[str, typer.Argument(metavar="[ID]", help="The id of a record of that run.")] = "",
    config: Config = "",
    pairs: Pairs = None,
    colour: ColourOption = Colour.auto,
    limit: Annotated[int, typer.Option(help="Show at most this many pages.")] = 10,
) -> None:
    """Show a page with every edit marked and its rule named.

    Example: cleaner explain page.html
    """
    from cleaner.model import Rejected
    from cleaner.report import marks

    coloured = is_coloured(colour)
    if Path(file, "run.json").is_file():
        write(_journaled(file, record, coloured).encode("utf-8", "replace"))
        return
    if record:
        raise UsageError(f"{visible(file)}: is no output of a run; an id is looked up in one")
    settings = _gather(config, pairs, {}).settings
    for number, (_, outcome) in enumerate(_cleaned(file, settings)):
        if number == limit:
            say(f"the first {limit} pages; --limit shows more")
            break
        if isinstance(outcome, Rejected):
            why = f"rejected: {outcome.reason} ({outcome.stage}): {outcome.detail}"
            shown = f"== {visible(outcome.input)}\n{visible(why)}\n"
        else:
            shown = explained(outcome.metadata["input"], marks(outcome.source(), outcome.edits), coloured)
        write(shown.encode("utf-8", "replace"))


@app.command()
def report(out: Annotated[Path, typer.Argument(help="Output folder of a run.", show_default=False)]) -> None:
    """Write OUT/report.html anew: counts, rules, rejects, and pages before and after.

    Example: cleaner report out
    """
    if not (out / "run.json").is_file():
        raise UsageError(f"{visible(str(out))}: is no output of a run: there is no run.json")
    try:
        _write_report(out)
    except (ValueError, KeyError, TypeError) as error:  # what a run writes whole holds none of these
        raise UsageError(f"{visible(str(out))}: its files are damaged, or no output of a run: {error}") from error
    write(f"{visible(str(out / 'report.html'))}\n".encode("utf-8", "replace"))


@rules_app.command("list")
def rules_list(config: Config = "", pairs: Pairs = None) -> None:
    """List the rules, and what else edits a page: id and why.

    Example: cleaner rules list
    """
    from cleaner.strip import load_rules

    rules = load_rules(_gather(config, pairs, {}).settings).rules
    whys = {rule.id: rule.why for rule in rules} | _judgements()
    width = max(map(len, whys))
    for name, why in sorted(whys.items()):
        write(f"{name:{width}}  {why}\n".encode())


@rules_app.command("show")
def rules_show(
    rule: Annotated[
        str, typer.Argument(help="Id of a rule or family, as `rules list` or a journal names it.", show_default=False)
    ],
    config: Config = "",
    pairs: Pairs = None,
) -> None:
    """Show a rule, or all of a family, in TOML: what it is for, what it removes and what it keeps.

    What is judged by more than a pattern is shown with its reason alone.

    Example: cleaner rules show footer
    """
    import difflib

    from cleaner.strip import load_rules

    rules = load_rules(_gather(config, pairs, {}).settings).rules
    wanted = rule.removeprefix("strip.")
    judgements = _judgements()
    found = [rule_text(one) for one in rules if wanted in {one.id, one.family}]
    found += [f"# {name}: {why}\n" for name, why in judgements.items() if f"{name}.".startswith(f"{wanted}.")]
    if not found:
        names = {*judgements, *(name for one in rules for name in (one.id, one.family))}
        near = difflib.get_close_matches(wanted, sorted(names), 1)
        raise UsageError(f"no rule or family is named {visible(rule)}" + (f"; did you mean {near[0]}?" if near else ""))
    for text in found:
        write(text.encode())


def _judgements() -> dict[str, str]:
    """Return why what is no rule edits a page, by id as `disable` takes it."""
    from cleaner.reasons import reasons

    return {name.removeprefix("strip."): why for name, why in reasons().items()}


@rules_app.command("test")
def rules_test(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders of rules; none: the built-in ones.", show_default=False),
    ] = None,
) -> None:
    """Hold rules to their own examples; each that does not hold is one line, and the exit status is 1.

    Example: cleaner rules test my_rules.toml
    """
    from cleaner.strip import rule_files, test_file
    from cleaner.strip.proof import failures
    from cleaner.strip.rulefiles import builtin_rules

    failed = 0
    checks: list[Iterator[str]] = (
        [test_file(file) for file in rule_files(files)] if files else [failures(rule) for rule in builtin_rules()]
    )
    for check in checks:
        for failure in check:
            failed += 1
            write(f"{visible(failure)}\n".encode("utf-8", "replace"))
    say(f"{failed} examples do not hold" if failed else "all examples hold")
    if failed:
        raise typer.Exit(1)


@app.command()
def index(
    path: Annotated[Path, typer.Argument(help="File of an index.", show_default=False)],
    record: Annotated[str, typer.Argument(metavar="[ID]", help="The id of a record to look up.")] = "",
    config: Config = "",
    pairs: Pairs = None,
) -> None:
    """Look into a crawl's index: how many texts it knows, or whether it knows one.

    Example: cleaner index seen.index
    """
    import json
    from dataclasses import asdict

    from cleaner.dedup import Index

    if not path.exists():
        raise UsageError(f"{visible(str(path))}: no such index")
    with Index(path, _gather(config, pairs, {}).settings, read_only=True) as opened:
        shown = {"id": record, "known": record in opened} if record else asdict(opened.stats())
    write(json.dumps(shown, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n")


@app.command()
def schema(
    name: Annotated[str, typer.Argument(help="One of record, duplicates, rejects, journal, run.")] = "record",
) -> None:
    """Print the JSON Schema of a record, or of another file that a run writes.

    Example: cleaner schema journal
    """
    import json

    from cleaner.schema import load

    write(json.dumps(load(name), ensure_ascii=False, indent=2).encode() + b"\n")


@app.command()
def config(file: Config = "", pairs: Pairs = None) -> None:
    """Show every setting, what holds, and whence; in TOML, so that it can be a file of settings.

    Example: cleaner config > cleaner.toml
    """
    import json

    from cleaner.job.config import described

    gathered = _gather(file, pairs, {})
    for name, _, kind, meaning in described():
        value = getattr(gathered.settings, name)
        value = list(value) if isinstance(value, tuple) else value
        whence = gathered.origins.get(name, "default")
        write(f"# {meaning} ({kind}; {whence})\n{name} = {json.dumps(value, ensure_ascii=False)}\n\n".encode())


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[bool, typer.Option("--version", help="Show the version.", is_eager=True)] = False,
) -> None:
    """Scraped web pages in, clean corpus records out: Chinese and mixed Chinese-English pages first of all.

    Example: cleaner run dump/ -o out
    """
    if version:
        write(f"cleaner {__version__}\n".encode())
        raise typer.Exit


def main() -> None:
    """Run the command line: errors become one line on standard error and an exit status."""
    open_standard_files()
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # else nohup wants it unheard
        signal.signal(signal.SIGHUP, signal.default_int_handler)
    try:
        status = app(standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        say(visible(error.format_message()) + _hint(error))
        status = error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except CleanerError as error:
        say(visible(str(error)))
        status = error.exit_status
    except BrokenPipeError:
        give_up_output()
        status = 1
    except OSError as error:
        give_up_output()
        say(visible(f"{error.filename or 'output'}: {error.strerror or error}"))
        status = 1
    if status == INTERRUPTED:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # one more Ctrl-C changes nothing now
        say("interrupted; a run goes on with the same command")
    sys.exit(status if isinstance(status, int) else 0)


def _hint(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return f" (see {context.command_path} --help)" if context is not None else ""


def _gather(path: str, pairs: list[str] | None, given: dict[str, Any]) -> "Gathered":
    """Return the settings of a command."""
    from cleaner.job.config import gather

    return gather(path, given, pairs or [])


def _size(name: str, value: str | None) -> int | None:
    """Return a number of bytes from an option; raises SettingsError."""
    from cleaner.job.config import parse_number

    if value is None:
        return None
    number: int = parse_number(name, value)
    return number


def _cleaned(file: str, settings: "Settings") -> "Iterator[tuple[bool, Record | Rejected]]":
    """Yield whether a file holds rows, and what became of each page."""
    from cleaner.job.worker import within_limits
    from cleaner.model import Rejected
    from cleaner.pipeline import Cleaner

    cleaner = Cleaner(settings)
    for page in _pages(file, settings):
        rows = "#" in page.input and not Path(page.input).exists()
        yield rows, page if isinstance(page, Rejected) else within_limits(page, cleaner.clean, settings)


def _pages(file: str, settings: "Settings") -> "Iterator[Page | Rejected]":
    """Yield the pages of a file or of standard input."""
    from cleaner.read import find, read, read_piped

    if file == "-":
        yield from read_piped(sys.stdin.buffer, settings)
        return
    for source in find([file]):
        yield from read(source, settings)


def _journaled(out: str, record: str, coloured: bool) -> str:
    """Return the explanation of a record of a finished run, from its journal; raises UsageError."""
    from cleaner.report import find_journaled, marks

    if not record:
        raise UsageError(f"{visible(out)}: is the output of a run; name the id of one of its records")
    found = find_journaled(Path(out), record)
    if found is None:
        raise UsageError(f"{visible(out)}: its journal has no page {visible(record)}; was the run made with --journal?")
    return explained(found.input, marks(found.source, found.edits), coloured)


def _print_plan(inputs: list[str], settings: "Settings") -> None:
    """Write what a run would read."""
    import json

    from cleaner.job import plan

    write(json.dumps(plan(inputs, settings), indent=2).encode() + b"\n")


def _conclude(summary: "Summary", out: Path, *, log_json: bool = False) -> None:
    """Say how a run ended, in words or as one more line of the log, and exit with its status."""
    counts = summary.counts
    if not summary.finished:
        from cleaner.job.process import end_forkserver

        end_forkserver()
        raise typer.Exit(summary.exit_status)
    if not summary.found_done or not (out / "report.html").exists():
        _write_report(out)
    report = out / "report.html"
    if log_json:
        numbers = {name: count for name, count in counts.items() if isinstance(count, int)}
        log({"stage": "done", **numbers, "report": visible(str(report))})
        raise typer.Exit(summary.exit_status)
    was = "was finished before: " if summary.found_done else ""
    faults = f" ({counts['faults']} for a fault)" if counts["faults"] else ""
    kept = f"{counts['records']} records from {counts['pages_kept']} pages"
    gone = f"{counts['pages_duplicate']} duplicates, {counts['pages_rejected']} rejected{faults}"
    say(f"{was}{counts['pages']} pages: {kept}, {gone}; {visible(str(report))}")
    raise typer.Exit(summary.exit_status)


def _write_report(out: Path) -> None:
    """Write OUT/report.html, beside and renamed."""
    from cleaner.report import html_report

    beside = out / ".report.part"
    beside.write_text(html_report(out), encoding="utf-8")
    beside.replace(out / "report.html")
