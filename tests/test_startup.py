"""What a plain run must not import: a hook starts once for each commit, and imports are most of its time."""

import subprocess
import sys
from pathlib import Path

import pytest

PROSE = "The river rose by two metres in a single night, the warden said, and nobody had been told.\n"
RESIDUE = "Advertisement\n\nBy Jane Roe\n\nPublished 3 March 2024\n\n"
# `dataclasses` brings inspect, ast and tokenize, and compiles methods for every class.
NEVER = set(
    """
    dataclasses inspect ast email html tempfile shutil random logging subprocess asyncio concurrent.futures
    multiprocessing difflib csv hashlib sqlite3 bs4 charset_normalizer ftfy htmldate json_repair lxml numpy
    pyarrow trafilatura
    """.split()  # noqa: SIM905 - one a line would fill the page
)
METADATA = {
    "cleaner.metadata.choose",
    "cleaner.metadata.evidence",
    "cleaner.metadata.text",
    "cleaner.lines.title_lines",
}
FOR_RESIDUE = {
    "cleaner.lines.names",
    "cleaner.lines.dates",
    "cleaner.lines.credits",
    "cleaner.classify.lines.model",
    "datetime",
}
OTHER_WORK = set(
    """
    cleaner.files.rewrite cleaner.files.journal cleaner.files.sarif cleaner.files.table cleaner.files.jsonl
    cleaner.page cleaner.dom cleaner.repair.lines tomllib
    """.split()  # noqa: SIM905 - one a line would fill the page
)


def _imported(*argv: str) -> set[str]:
    code = "import sys; from cleaner.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


@pytest.mark.parametrize(
    ("command", "text", "unwanted"),
    [
        ("check", PROSE, NEVER | METADATA | FOR_RESIDUE | OTHER_WORK),
        ("check", "“Zoë’s café,” she said. " + PROSE, NEVER | METADATA | FOR_RESIDUE),
        ("check", RESIDUE + PROSE, NEVER | METADATA | OTHER_WORK),
        ("clean", RESIDUE + PROSE, NEVER | METADATA | OTHER_WORK),
    ],
)
def test_a_run_imports_only_what_it_uses(command: str, text: str, unwanted: set[str], tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(text, encoding="utf-8")
    imported = _imported(command, "--isolated", str(path))
    assert "cleaner.filters" in imported
    assert not unwanted & imported


def test_help_imports_nothing_that_cleans() -> None:
    imported = _imported("--help")
    assert "cleaner.cli" in imported
    assert not {"cleaner.pipeline", "cleaner.filters", "argparse"} & imported
