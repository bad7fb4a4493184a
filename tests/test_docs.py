"""The documentation holds: every command and option is in the README as the program has it, and its examples run.

`python tests/test_docs.py` writes the reference into README.md anew.
"""

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from cleaner.cli import app
from cleaner.model import FAULTS
from cleaner.settings import Settings

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BEGIN, END = "<!-- reference: written by tests/test_docs.py -->", "<!-- end of reference -->"


def commands(group=None, name="cleaner"):
    for command in (group or typer.main.get_command(app)).commands.values():
        if hasattr(command, "commands"):
            yield from commands(command, f"{name} {command.name}")
        else:
            yield f"{name} {command.name}", command


def cell(text):
    return " ".join(str(text).split()).replace("|", "\\|")


def reference():
    """The README's reference of commands and settings, as Markdown."""
    lines = [BEGIN, "", "### Commands", ""]
    for name, command in commands():
        about, _, example = command.help.partition("Example:")
        lines += [
            f"**`{name}`**: {cell(about)}  For example `{cell(example)}`.",
            "",
            "| option | meaning |",
            "| --- | --- |",
        ]
        for parameter in command.params:
            if "--help" not in parameter.opts:
                names = ", ".join(f"`{opt}`" for opt in [*parameter.opts, *parameter.secondary_opts])
                lines.append(f"| {names} | {cell(getattr(parameter, 'help', '') or '')} |")
        lines.append("")
    lines += [
        "### Settings",
        "",
        "Each of these is `--set NAME=VALUE` on the command line, a line of `cleaner.toml` or of `[tool.cleaner]` in",
    ]
    lines += [
        "`pyproject.toml`, and a keyword of `cleaner.Settings`.",
        "",
        "| setting | default | meaning |",
        "| --- | --- | --- |",
    ]
    for one in dataclasses.fields(Settings):
        lines.append(f"| `{one.name}` | `{one.default!r}` | {cell(one.metadata['help'])} |")
    return "\n".join([*lines, "", END])


def test_the_reference_in_the_readme_is_that_of_the_program():
    readme = README.read_text(encoding="utf-8")
    assert reference() in readme, "run: python tests/test_docs.py"


@pytest.mark.parametrize(
    ("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_explains_itself_with_an_example(name, command):
    assert f"Example: {name}" in command.help
    assert all(getattr(p, "help", "") for p in command.params)


def test_every_reject_code_is_in_the_readme_with_whether_it_is_a_fault():
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (yes|no) \|$", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert {code for code, fault in rows.items() if fault == "yes"} == FAULTS
    assert {code for code, fault in rows.items() if fault == "no"} == {"empty", "no_content"}


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL))
def test_the_examples_in_the_readme_run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_example_in_the_package_docstring_names_what_there_is():
    import cleaner

    assert set(re.findall(r"cleaner\.(\w+)", cleaner.__doc__)) <= set(cleaner.__all__)


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(before + reference() + after, encoding="utf-8")


def test_the_rule_in_the_readme_holds(tmp_path):
    rule = re.search(r"```toml\n(\[\[rule\]\].*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "rules.toml").write_text(rule[1], encoding="utf-8")
    command = [sys.executable, "-m", "cleaner", "rules", "test", tmp_path / "rules.toml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
