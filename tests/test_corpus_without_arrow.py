"""Corpora in a Python that has neither pyarrow nor zstandard: only Parquet and zstd need them."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys

import pytest
from _articles import records

from tests._corpus import output, tree, warc_records

NUMBER = 6
ROWS = [{**row, "tags": ["a", "b"], "score": i / 2} for i, row in enumerate(records(NUMBER))]
JSONL = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
CSV = b"id,url,text\r\n" + b"".join(b'%d,,"It rained.\n\nAdvertisement\n\nIt stopped."\r\n' % i for i in range(NUMBER))
# Read by every Python that starts with the folder on its path, and so by the workers too.
BLOCKER = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("pyarrow", "zstandard", "pandas", "polars"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocked())
import importlib.util
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name in ("pyarrow", "zstandard") else real(name, package)
"""


@pytest.fixture(scope="module")
def blocked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the packages cannot be imported."""
    folder = tmp_path_factory.mktemp("blocked")
    (folder / "sitecustomize.py").write_text(BLOCKER)
    path = os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path}


def run(environment: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cleaner", "run", "--jobs", "1", "--quiet", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)


def test_the_packages_cannot_be_imported_there(blocked):
    for package in ("pyarrow", "zstandard"):
        done = subprocess.run([sys.executable, "-c", f"import {package}"], capture_output=True, env=blocked, timeout=60)
        assert b"ModuleNotFoundError" in done.stderr


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_runs_without_them_give_the_same_bytes(tmp_path, blocked, form):
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.jsonl").write_bytes(JSONL)
    (source / "b.jsonl.gz").write_bytes(gzip.compress(JSONL))
    (source / "c.csv").write_bytes(CSV)
    (source / "d.txt").write_text("It rained.\n\nAdvertisement\n\nIt stopped.")
    page = "<html><body><article><h1>Rain</h1><p>It rained all night, the warden said.</p></article></body></html>"
    (source / "e.warc.gz").write_bytes(b"".join(warc_records([page])))
    (source / "f.jsonl").write_bytes(b'{"text": "It rained.", "score": "none"}\nno JSON\n')
    for target, environment in (("without", blocked), ("with", dict(os.environ))):
        done = run(environment, source, tmp_path / target, "--format", form)
        assert done.returncode == 3 and not done.stderr, done.stderr  # one line is no JSON
    without = tree(tmp_path / "without")
    assert without == tree(tmp_path / "with")
    assert json.loads(without["statistics.json"])["documents"] == {"in": 22, "out": 21, "rejected": 1}


def test_profiles_of_sites_can_be_learned_without_them(tmp_path, blocked):
    (tmp_path / "in.jsonl").write_bytes(JSONL)
    done = run(blocked, tmp_path / "in.jsonl", tmp_path / "out", "--learn-sites")
    assert done.returncode == 0 and len(output(tmp_path / "out")) == NUMBER, done.stderr


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("in.parquet", (), "reading Parquet (in.parquet) needs pyarrow"),
        ("in.jsonl.zst", (), "reading .zst (in.jsonl.zst) needs zstandard"),
        ("in.jsonl", ("--format", "parquet"), "writing Parquet needs pyarrow"),
    ],
)
def test_what_does_need_them_says_what_to_install(tmp_path, blocked, name, arguments, message):
    (tmp_path / name).write_bytes(JSONL)
    done = run(blocked, tmp_path / name, tmp_path / "out", *arguments)
    assert done.returncode == 2 and not (tmp_path / "out").exists()
    assert done.stderr == f"cleaner: {message}; install it with: pip install 'scrapewash[corpus]'\n"


def test_a_batch_needs_pyarrow(blocked):
    code = "import cleaner.corpus; cleaner.corpus.clean_batch([])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=blocked, timeout=60)
    assert "MissingPackageError: a batch or data frame needs pyarrow; install it with: pip install" in done.stderr
