"""The command line: help with examples, one clear line for a mistake, no control characters on a terminal."""

import gzip
import json
import os
import pty
import re
import signal
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from cleaner import schema
from cleaner.cli import main
from cleaner.dedup import Index
from cleaner.model import empty_metadata
from cleaner.settings import Settings
from cleaner.strip.proof import failures
from cleaner.strip.rulefiles import builtin_rules, parse_rules
from cleaner.terminal import rule_text, visible

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
COMMANDS = [
    (), ("run",), ("clean",), ("dedup",), ("explain",), ("report",), ("index",), ("schema",), ("config",), ("rules",),
    ("rules", "list"), ("rules", "show"), ("rules", "test"),
]  # fmt: skip

LOADED_FOR_HELP = """
import sys
from cleaner.cli import main
from cleaner.dedup import Index
sys.argv[0] = "cleaner"
try:
    main()
except SystemExit:
    print(*sys.modules)
"""


def cleaner(*arguments, stdin=None, cwd=None, **environment):
    return subprocess.run(
        [sys.executable, "-m", "cleaner", *map(str, arguments)],
        input=stdin, capture_output=True, check=False, cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | environment,
    )  # fmt: skip


def in_process(monkeypatch, capfdbinary, *arguments):
    """Run in this process, for the many cases that end before anything is done: status, output, errors."""
    monkeypatch.setattr(sys, "argv", ["cleaner", *map(str, arguments)])
    handler = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended:
        main()
    signal.signal(signal.SIGTERM, handler)
    shown = capfdbinary.readouterr()
    return ended.value.code, shown.out, shown.err


def on_a_terminal(*arguments, **environment):
    """Run with standard output on a pseudo-terminal and return what it showed."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "cleaner", *map(str, arguments)], stdout=slave, stderr=subprocess.DEVNULL,
        env=os.environ | {"TERM": "xterm"} | environment,
    ) as process:  # fmt: skip
        os.close(slave)
        shown = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        process.wait()
    os.close(master)
    return shown


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(monkeypatch, capfdbinary, command):
    status, shown, _ = in_process(monkeypatch, capfdbinary, *command, "--help")
    assert status == 0
    assert b"Example: cleaner" in shown or command == ("rules",)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_answers_at_once(command):
    """It loads nothing of what does the work: that is what makes people wait."""
    asked = subprocess.run(
        [sys.executable, "-c", LOADED_FOR_HELP, *command, "--help"], capture_output=True, text=True, check=True
    )
    loaded = set(asked.stdout.splitlines()[-1].split())
    assert "typer" in loaded
    assert not loaded & {"lxml", "trafilatura", "datasketch", "ftfy", "numpy", "cleaner.pipeline", "cleaner.job"}


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["run", PAGES], 2, "--out"),
        (["run", PAGES, "-o", "out", "--wokers", "3"], 2, "--workers"),
        (["run", PAGES, "-o", "out", "--workers", "many"], 2, "--workers"),
        (["run", PAGES, "-o", "out", "--workers", "-1"], 2, "workers lies between"),
        (["run", PAGES, "-o", "out", "--memory", "much"], 2, "memory is a number"),
        (["run", PAGES, "-o", "out", "--timeout", "nan"], 2, "page_seconds lies between"),
        (["run", PAGES, "-o", "out", "--sample", "nan"], 2, "sample lies between"),
        (["run", PAGES, "-o", "out", "--limit", "9" * 30], 2, "limit lies between"),
        (["run", PAGES, "-o", "s3://bucket/out"], 1, "a folder of this machine"),
        (["run", PAGES, "-o", "out", "--format", "xml"], 2, "--format"),
        (["run", PAGES, "-o", "out", "-s", "limt=3"], 2, "did you mean limit"),
        (["run", PAGES, "-o", "out", "-s", "limit"], 2, "name=value"),
        (["run", PAGES, "-o", "out", "-c", "nowhere.toml"], 2, "nowhere.toml"),
        (["run", "nowhere", "-o", "out"], 1, "nowhere: No such file"),
        (["run", PAGES, "-o", "/dev/null/out"], 1, "/dev/null/out"),
        (["run", PAGES, "-o", PAGES], 1, "never input"),
        (["clean", "nowhere"], 1, "nowhere"),
        (["run", PAGES / "rows.jsonl", "-o", PAGES], 1, "never input"),
        (["dedup", PAGES / "rows.jsonl", "-o", PAGES, "--overwrite"], 1, "never input"),
        (["dedup", "nowhere", "-o", "out"], 1, "nowhere"),
        (["dedup", PAGES / "rows.jsonl", "-o", "out", "--against", "nowhere"], 2, "neither an index nor"),
        (["dedup", PAGES / "rows.jsonl", "-o", "out", "--against", PAGES], 2, "neither an index nor"),
        (["dedup", PAGES / "rows.jsonl", "-o", "out", "--against", PAGES / "rows.jsonl"], 1, "not an index"),
        (["explain", "nowhere"], 1, "nowhere"),
        (["explain", PAGES / "repost_howto.html", "an-id"], 2, "no output of a run"),
        (["report", "."], 2, "run.json"),
        (["index", "nowhere.index"], 2, "nowhere.index"),
        (["rules", "show", "footr"], 2, "did you mean footer"),
        (["rules", "test", "nowhere.toml"], 2, "nowhere.toml"),
        (["schema", "recrod"], 2, "there are record, duplicates"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_a_mistake_is_one_clear_line_and_a_status(monkeypatch, capfdbinary, tmp_path, arguments, status, says):
    monkeypatch.chdir(tmp_path)
    got, shown, errors = in_process(monkeypatch, capfdbinary, *arguments)
    assert got == status, errors
    assert shown == b""
    assert says in errors.decode()
    assert errors.count(b"\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_one_page_is_cleaned_to_its_text_and_rows_to_records(monkeypatch, capfdbinary):
    def clean(*arguments):
        return in_process(monkeypatch, capfdbinary, "clean", *arguments)[1]

    text = clean(PAGES / "repost_howto.html").decode()
    assert "布隆过滤器" in text
    assert "外链图片转存失败" not in text
    assert cleaner("clean", "-", stdin=(PAGES / "repost_howto.html").read_bytes()).stdout.decode() == text
    records = [json.loads(line) for line in clean(PAGES / "rows.jsonl").splitlines()]
    assert all(set(record["metadata"]) == set(empty_metadata()) for record in records)
    assert clean(PAGES / "repost_howto.html", "--json").startswith(b'{"id": ')


def test_a_page_without_content_is_told_and_no_fault(monkeypatch, capfdbinary, tmp_path):
    (tmp_path / "a.html").write_bytes(b"")
    (tmp_path / "b.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    status, shown, errors = in_process(monkeypatch, capfdbinary, "clean", tmp_path / "a.html")
    assert (status, shown) == (0, b"")
    assert b"empty" in errors
    assert in_process(monkeypatch, capfdbinary, "clean", tmp_path / "b.html")[0] == 3


def test_standard_input_that_is_torn_is_told_in_one_line():
    torn = cleaner("clean", "-", stdin=gzip.compress((PAGES / "repost_howto.html").read_bytes())[:-40])
    assert (torn.returncode, torn.stdout) == (3, b"")
    assert torn.stderr.count(b"\n") == 1
    assert b"truncated" in torn.stderr


def test_ctrl_c_ends_it_without_a_traceback_while_modules_load():
    for module in ("cleaner.cli", "cleaner.job"):
        code = f"""
import os, runpy, signal, sys
class Struck:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Struck())
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background begins with it ignored
sys.argv = ["cleaner", "run", "absent", "-o", "out"]
runpy.run_module("cleaner", run_name="__main__")
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        assert done.returncode in {-signal.SIGINT, 130}
        assert b"Traceback" not in done.stderr


def test_explain_marks_every_edit_with_its_rule(monkeypatch, capfdbinary):
    shown = in_process(monkeypatch, capfdbinary, "explain", PAGES / "repost_howto.html")[1].decode()
    assert re.search(r"⟦\[外链图片转存失败[^⟦⟧]*⟧\{strip\.image\.[a-z_]+\}", shown)
    assert "\x1b" not in shown
    assert "误判率由三个数决定" in shown


def test_explain_is_coloured_on_a_terminal_unless_asked_not_to_be():
    assert b"\x1b[9;31m" in on_a_terminal("explain", PAGES / "repost_howto.html")
    assert b"\x1b" not in on_a_terminal("explain", PAGES / "repost_howto.html", NO_COLOR="1")
    assert b"\x1b" not in on_a_terminal("explain", PAGES / "repost_howto.html", "--color", "never")
    assert "\x1b" in cleaner("explain", PAGES / "repost_howto.html", "--color", "always").stdout.decode()


def test_control_characters_of_a_page_never_reach_the_terminal(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "这是一页\x1b]0;owned\x07有转义\x1b[31m序列的文字，\u202e方向也被改过，还有\x9b响铃。", encoding="utf-8"
    )
    for command in ("clean", "explain"):
        shown = on_a_terminal(command, path, NO_COLOR="1").decode()
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    named = tmp_path / "\x1b[31mred.txt"
    assert b"\x1b" not in cleaner("clean", named).stderr
    assert visible("a\x1b\u202eb\n\t") == "a\\x1b\\u202eb\n\t"


def test_a_run_keeps_quiet_off_a_terminal_and_logs_json_when_asked(tmp_path):
    done = cleaner("run", PAGES / "repost_howto.html", "-o", tmp_path / "a")
    assert (done.stdout, done.stderr.count(b"\n")) == (b"", 1)
    done = cleaner("run", PAGES, "-o", tmp_path / "b", "--log-json")
    rows = [json.loads(line) for line in done.stderr.splitlines()]
    assert {"stage", "pages", "rejected", "pages_per_second", "seconds_left"} <= set(rows[0])
    counts = json.loads((tmp_path / "b/run.json").read_text(encoding="utf-8"))["counts"]
    assert (rows[-1]["stage"], rows[-1]["pages"]) == ("done", counts["pages"])


def test_a_dry_run_writes_nothing(tmp_path):
    done = cleaner("run", PAGES, "-o", tmp_path / "out", "--dry-run")
    assert json.loads(done.stdout)["sources"] == len(list(PAGES.iterdir()))
    assert not (tmp_path / "out").exists()


def test_a_record_of_a_run_is_explained_from_its_journal(monkeypatch, capfdbinary, tmp_path):
    cleaner("run", PAGES / "repost_howto.html", "-o", tmp_path / "out", "--journal")
    [record] = [json.loads(line) for line in (tmp_path / "out" / "records" / "00000.jsonl").read_bytes().splitlines()]

    def explain(*arguments):
        return in_process(monkeypatch, capfdbinary, "explain", *arguments)[:2]

    assert explain(tmp_path / "out", record["id"]) == explain(PAGES / "repost_howto.html")
    assert explain(tmp_path / "out", "nobody") == (2, b"")


def test_deduplication_alone_keeps_the_rows_as_they_are(tmp_path):
    path = tmp_path / "rows.jsonl"
    text = "渔港的人修好了古桥，茶山的人卖掉了灯塔里的第八十九件东西，钟楼下面有人在量水渠的深浅。" * 9
    rows = [
        {"id": "b", "text": text, "mine": [1]},
        {"id": "a", "text": text},
        {"text": "别的一篇，说的是窑厂和船坞。" * 12},
    ]
    path.write_text("\n".join(json.dumps(row) for row in [*rows, "no row"]))
    assert cleaner("dedup", path, "-o", tmp_path / "out").returncode == 3
    kept = [json.loads(line) for line in (tmp_path / "out" / "records" / "00000.jsonl").read_bytes().splitlines()]
    [duplicate] = [json.loads(line) for line in (tmp_path / "out" / "duplicates.jsonl").read_bytes().splitlines()]
    assert duplicate == {"id": "b", "duplicate_of": "a", "kind": "exact", "similarity": 1.0}
    assert [row["text"] for row in kept] == [text, rows[2]["text"]]
    assert re.fullmatch("[0-9a-f]{32}", kept[1]["id"])


def test_records_may_be_piped_to_deduplication(tmp_path):
    rows = b'{"doc": "a", "body": "words"}\n{"doc": "b", "body": "words"}\n'
    done = cleaner("dedup", "-", "-o", tmp_path / "out", "--text-field", "body", "--id-field", "doc", stdin=rows)
    assert b"2 pages: 1 records from 1 pages, 1 duplicates" in done.stderr


def test_the_report_escapes_everything_and_loads_nothing(tmp_path):
    (tmp_path / "in").mkdir()
    evil = "<script>alert(1)</script>[/red]&amp;"
    shown = evil.replace("<", "&lt;")
    prose = "渔港的人修好了古桥。" * 9
    page = f"<title>{shown}</title><p>{prose}</p><p>{shown}</p><p>京ICP备12345678号</p>"
    (tmp_path / "in" / "<img src=x onerror=alert(1)>.html").write_text(page, encoding="utf-8")
    (tmp_path / "in" / "<b>.html").write_bytes(b"")
    assert cleaner("run", tmp_path / "in", "-o", tmp_path / "out", "--name", evil).returncode == 0
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"<(script|img|b>\.|link|iframe)", report)
    assert not re.search(r"""(src|href)=|url\(|@import""", report.replace("onerror", "").replace("src=x", ""))
    assert "&lt;script&gt;" in report


def test_config_prints_settings_that_read_back_as_they_are(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.cleaner]\nlimit = 7\n")
    done = cleaner("config", "-s", "page_bytes=3M", cwd=tmp_path)
    assert b"(int; pyproject.toml)\nlimit = 7" in done.stdout
    assert b"(int; --set)\npage_bytes = 3000000" in done.stdout
    assert Settings.of(**tomllib.loads(done.stdout.decode())) == Settings(limit=7, page_bytes=3_000_000)


def test_the_schema_fits_the_records():
    stated = json.loads(cleaner("schema").stdout)
    assert set(stated["properties"]["metadata"]["required"]) == set(empty_metadata())


def test_every_file_of_a_run_has_a_schema(monkeypatch, capfdbinary):
    for name in schema.NAMES:
        status, shown, _ = in_process(monkeypatch, capfdbinary, "schema", name)
        assert (status, json.loads(shown)) == (0, schema.load(name))


def test_an_index_made_with_other_settings_is_looked_into_with_them(tmp_path):
    with Index(tmp_path / "seen.index", Settings(dedup_shingle_han=6)) as index:
        index.check_and_add({"id": "a", "text": "渔港的人修好了古桥" * 20})
    asked = ("index", tmp_path / "seen.index", "a")
    assert b"dedup_shingle_han" in cleaner(*asked).stderr
    assert json.loads(cleaner(*asked, "-s", "dedup_shingle_han=6").stdout)["known"]


def test_rules_are_listed_shown_and_held_to_their_examples(monkeypatch, capfdbinary, tmp_path):
    listed = in_process(monkeypatch, capfdbinary, "rules", "list")[1].decode().splitlines()
    assert len(listed) > 20
    name = listed[0].split()[0]
    assert name in in_process(monkeypatch, capfdbinary, "rules", "show", f"strip.{name}")[1].decode()
    bad = tmp_path / "bad.toml"
    rule = {
        "id": "x.y",
        "family": "x",
        "why": "w",
        "keywords": ["乙"],
        "pattern": "乙",
        "removes": ["⟦甲⟧"],
        "keeps": ["甲"],
    }
    stated = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in rule.items())
    bad.write_text(f"[[rule]]\n{stated}", encoding="utf-8")
    done = cleaner("rules", "test", bad)
    assert done.returncode in {1, 2}
    assert b"x.y" in done.stdout + done.stderr


@pytest.mark.parametrize("rule", builtin_rules(), ids=lambda rule: rule.id)
def test_a_rule_is_shown_as_a_file_of_rules_has_it(rule):
    (read,) = parse_rules(rule_text(rule), "shown.toml")
    assert list(failures(read)) == []
    assert replace(read, source="") == replace(rule, source="")


def test_a_folder_of_rules_is_held_to_its_examples(tmp_path):
    (tmp_path / "shown.toml").write_bytes(cleaner("rules", "show", "footer").stdout)
    assert b"all examples hold" in cleaner("rules", "test", tmp_path).stderr


def test_closed_or_full_standard_output_is_one_line():
    command = [sys.executable, "-m", "cleaner", "config"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    shell = f"{sys.executable} -m cleaner clean {PAGES / 'repost_howto.html'}"
    done = subprocess.run(f"{shell} | head -c 1", shell=True, capture_output=True, check=False)  # noqa: S602
    assert done.stderr == b""
    done = subprocess.run(f"{shell} >&-", shell=True, capture_output=True, check=False)  # noqa: S602
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("options", [(), ("--log-json",)])
def test_a_run_that_cannot_speak_is_done_all_the_same(tmp_path, options):
    command = [sys.executable, "-m", "cleaner", "run", PAGES / "repost_howto.html", "-o", tmp_path / "out", *options]
    with Path("/dev/full").open("wb") as full:
        assert subprocess.run(command, stderr=full, check=False).returncode == 0
    assert (tmp_path / "out" / "report.html").exists()


def test_the_locale_and_a_missing_home_change_nothing():
    wanted = cleaner("clean", PAGES / "repost_howto.html").stdout
    bare = subprocess.run(
        [sys.executable, "-m", "cleaner", "clean", str(PAGES / "repost_howto.html")], capture_output=True, check=False,
        env={"LC_ALL": "C", "PATH": os.environ["PATH"], "PYTHONPATH": str(PAGES.parents[1]), "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert bare.stdout == wanted
