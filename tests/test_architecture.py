"""The house rules that a machine can hold: imports run one way, only the command line prints, heavy libraries wait."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "cleaner"

LEVELS = [
    {"errors", "_version", "fold", "dates", "reasons"},
    {"document"},
    {"model", "journal"},
    {"evidence", "language", "schema"},
    {"settings"},
    {"read", "parse", "content", "strip", "repairs", "items", "dedup", "write", "layout"},
    {"pipeline"},
    {"job", "report", "scrapy"},
    {"terminal"},
    {"cli"},
    {"__main__"},
]
"""Bottom up: a room imports from the levels below its own, and of its own level only itself."""

LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
SOURCES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {"trafilatura", "lxml", "datasketch", "ftfy", "wordfreq", "numpy", "resiliparse", "pyarrow", "duckdb"}


def room(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    """Every absolute module that a file imports, with whether it is imported when the file is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    at_once = set(ast.walk(ast.Module([n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)], [])))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in at_once) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "cleaner":
                yield from ((f"cleaner.{alias.name}", node in at_once) for alias in node.names)
            else:
                yield node.module, node in at_once


def test_every_room_has_a_level():
    assert {room(path) for path in SOURCES} - {"__init__"} <= set(LEVEL)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path):
    here = room(path)
    if here == "__init__":
        return
    for name, _ in imports(path):
        if name.startswith("cleaner."):
            there = name.split(".")[1]
            assert there == here or LEVEL.get(there, 0) < LEVEL[here], f"{here} imports {there}"


def test_no_two_files_lean_on_each_other():
    modules = {f"cleaner.{path.relative_to(PACKAGE).with_suffix('')}".replace("/", "."): path for path in SOURCES}
    leans = {name: {there for there, _ in imports(path) if there in modules} for name, path in modules.items()}
    assert list(TopologicalSorter(leans).static_order())


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_libraries_are_imported_where_they_are_used(path):
    assert not {name for name, at_once in imports(path) if at_once and name.split(".")[0] in HEAVY}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_prints_or_exits(path):
    if room(path) == "cli":
        return
    calls = {
        n.func.id
        for n in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    assert not calls & {"print", "exit", "quit"}


def test_importing_the_package_loads_nothing_heavy():
    script = "import sys, cleaner; print(*sorted(m for m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not HEAVY & set(loaded)


def test_the_public_face_keeps_its_names():
    import cleaner

    assert {"clean", "repair", "deduplicate", "Cleaner", "Record", "Rejected", "Vocabulary", "Index"} <= set(
        dir(cleaner)
    )
    for name in cleaner.__all__:
        assert getattr(cleaner, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'cleen'"):
        cleaner.cleen  # noqa: B018
