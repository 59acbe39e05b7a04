"""`cleaner run`, the command."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from _articles import write_jsonl

from cleaner.cli import main
from cleaner.cli._outputs import read_output
from cleaner.cli._progress import Display
from cleaner.corpus import Progress
from cleaner.corpus.engines import local
from tests._corpus import InlinePool, output

pytest.importorskip("pyarrow")


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files with 20 documents and a torn line."""
    monkeypatch.setattr(local, "Pool", InlinePool)
    write_jsonl(tmp_path / "in", 2, 10)
    with (tmp_path / "in" / "in-001.jsonl").open("a") as stream:
        stream.write("torn\n")
    return tmp_path / "in"


def test_a_run_and_its_summary(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(source), str(tmp_path / "out"), "--isolated", "--removals", "--limit", "15"]) == 0
    assert len(output(tmp_path / "out")) == 15
    assert "removals" in output(tmp_path / "out")[0]
    assert capsys.readouterr().out.startswith("15 documents in, 15 out, 0 rejected\n")


def test_settings_for_pages_are_part_of_the_run(source: Path, tmp_path: Path) -> None:
    settings = tmp_path / "cleaner.toml"
    settings.write_text('leave-out = ["tables"]\n[sites."news.example"]\ndrop = [".promo"]\n[limits]\ndepth = 99\n')
    run = ["run", str(source), str(tmp_path / "out"), "--limit", "2", "--config", str(settings)]
    assert main(run) == main(run) == 0
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())["config"]
    assert told["leave_out"] == ["tables"] and told["limits"]["depth"] == 99
    assert told["sites"]["rules"] == [["news.example", {"keep": [], "drop": [".promo"]}]]
    settings.write_text('[sites."news.example"]\ndrop = [".poll"]\n')
    assert main(run) == 2


def test_a_dry_run_shows_examples(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(source), "--isolated", "--dry-run"]) == 3
    told = capsys.readouterr().out
    assert "21 documents in, 20 out, 1 rejected" in told
    assert "rejected: damaged 1" in told
    assert ": Advertisement  (doc-" in told
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["in"], "run needs a folder to write into"),
        (["nowhere", "out"], "no such file or folder"),
        (["in", "in/out"], "lies inside of"),
        (["in", "out", "--memory", "lots"], "is no size"),
        (["in", "out", "--timeout", "0"], "above 0 seconds"),
        (["in", "out", "--presett", "safe"], "did you mean --preset?"),
        (["in", "out", "--without", "adds"], "did you mean 'ads'?"),
    ],
)
def test_usage_errors(
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["run", "--isolated", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_progress_on_a_terminal_and_elsewhere() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    progress = Progress(bytes=1000, read=600, passed=200, documents=40, rejected=2, seconds=20.0)
    terminal, plain = Terminal(), io.StringIO()
    for stream in (terminal, plain):
        display = Display(stream)
        display.show(progress)
        display.close()
    assert " 60%  40 documents, 2 rejected  2/s, 20 s left" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    assert plain.getvalue() == ""  # too soon for a line
    assert Progress(bytes=1000).seconds_left is None


@pytest.mark.parametrize("form", ["jsonl", "parquet", "csv"])
def test_text_as_markdown(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "Pool", InlinePool)
    page = "<html><body><article><h2>Ferry</h2>" + "<p>It rained <b>all</b> night, the warden said.</p>" * 4
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(page)
    options = ["--text", "markdown", "--quiet"]
    assert main(["run", str(tmp_path / "in"), str(tmp_path / "out"), "--format", form, *options]) == 0
    (row,) = read_output(tmp_path / "out")
    assert "**all** night" in row["text"]
    assert main(["run", str(tmp_path / "in"), str(tmp_path / "no"), "--removals", *options]) == 2
