"""Loads a run's records in datatrove and dolma, each in an environment of its own: they pin what cleaner cannot have.

    python tests/loads/run_isolated.py [FOLDER]

makes the environments in FOLDER (kept; a temporary one otherwise), writes records in every format, reads them back
there and compares.  Needs the package index; not part of the default test run.  Ends with status 1 where one differs.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.loads.rows import FORMATS, rows, write

NEEDS = {"datatrove": ["datatrove", "orjson", "zstandard", "pyarrow"], "dolma": ["dolma"]}

DATATROVE = """
import json, sys
from datatrove.pipeline.readers import JsonlReader, ParquetReader
reader = ParquetReader if sys.argv[2] == "parquet" else JsonlReader
for document in reader(sys.argv[1]).run():
    print(json.dumps({"id": document.id, "text": document.text, "metadata": document.metadata}))
"""

DOLMA_READ = """
import json, sys, smart_open, msgspec
from dolma.core.utils import add_compression
add_compression()
from pathlib import Path
from dolma.core.data_types import InputSpecWithMetadata
decoder = msgspec.json.Decoder(InputSpecWithMetadata)
for path in sorted(Path(sys.argv[1]).iterdir()):
    with smart_open.open(path, "rb") as lines:
        for line in lines:
            row = decoder.decode(line)
            print(json.dumps({"id": row.id, "text": row.text, "created": row.created, "metadata": row.metadata}))
"""

DOLMA_TAG = """
import sys
from dolma.cli.__main__ import main
main(["tag", "--documents", sys.argv[1] + "/*", "--taggers", "char_length_v1", "--experiment", "x", "--processes", "1"])
"""


def environment(folder, name):
    """Make an environment that holds one tool, or find it made; return its interpreter."""
    python = folder / name / "bin" / "python"
    if not python.exists():
        venv.create(folder / name, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *NEEDS[name]], check=True)
    return python


def output(python, code, *arguments):
    """Run code in an environment and return the JSON lines that it prints."""
    done = subprocess.run([python, "-c", code, *map(str, arguments)], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def datatrove(python, folder, format_name, written):
    """Compare what datatrove's readers give: text and id as they are, all else in one flat metadata.

    There the run's name takes the place of metadata.source: datatrove lays the row's other columns over its metadata.
    """
    found = output(python, DATATROVE, folder, format_name)
    wanted = [(row["id"], row["text"], {**row["metadata"], "source": row["source"]}) for row in written]
    given = [(row["id"], row["text"], {name: row["metadata"].get(name) for name in wanted[0][2]}) for row in found]
    return given == wanted


def dolma(python, folder, format_name, written):
    """Compare what dolma's input type decodes; where the files are gzip, also tag them with its own tagger."""
    keys = ("id", "text", "created", "metadata")
    if output(python, DOLMA_READ, folder) != [{key: row[key] for key in keys} for row in written]:
        return False
    if format_name != "jsonl.gz":
        return True
    subprocess.run([python, "-c", DOLMA_TAG, str(folder)], check=True, capture_output=True)
    tagged = list((folder.parent / "attributes").rglob("*.gz"))
    code = "import gzip, sys\nfor path in sorted(sys.argv[1:]): print(gzip.open(path, 'rt').read(), end='')"
    lengths = {row["id"]: row["attributes"] for row in output(python, code, *tagged)}
    return len(tagged) > 1 and set(lengths) == {row["id"] for row in written}


def main():
    written, failed = rows(), []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        for name, check in (("datatrove", datatrove), ("dolma", dolma)):
            python = environment(folder, name)
            for format_name in FORMATS if name == "datatrove" else FORMATS[:-1]:  # dolma reads JSON lines alone
                records = Path(temporary) / name / format_name / "documents"
                write(records, format_name, written)
                same = check(python, records, format_name, written)
                print(f"{name:10s} {format_name:10s} {'loads' if same else 'DIFFERS'}")
                failed += [] if same else [(name, format_name)]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
