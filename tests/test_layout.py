"""Clean text with a paragraph a line: in the library, the commands, the settings and the adapters."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.cli import main
from cleaner.cli._outputs import read_output
from cleaner.config import Config, load_config
from cleaner.corpus import Recipe, clean_batch
from cleaner.corpus.engines import local
from cleaner.errors import ConfigError, UnknownNameError
from cleaner.output import render
from cleaner.pipeline import Pipeline
from tests._corpus import InlinePool
from tests.laws.strategies import markdown, pages, texts

BODY = [
    "The swing bridge at Corran was closed to all traffic on Monday, when an inspector found a crack in one of the two "
    "bearings that carry the northern span.",
    "Repairs will cost four million, the harbour board said, and nobody knows yet who is to pay for them.",
    "Ferries will run every half hour from six in the morning until well after midnight, and the fare stays as it is.",
]
WRAPPED = "\n\n".join(textwrap.fill(p, 60) for p in (BODY[0], "Advertisement", *BODY[1:])) + "\n"
CLEAN = "\n\n".join(textwrap.fill(p, 60) for p in BODY) + "\n"
LINES = "".join(f"{p}\n" for p in BODY)


@given(source=texts | markdown | pages, preset=st.sampled_from(["repair", "safe", "article"]))
def test_no_character_is_lost_or_moved_by_a_layout(source: str, preset: str) -> None:
    result = cleaner.clean(source, preset=preset)
    shown = result.to_text(layout="paragraphs")
    if result.document.shape in ("lines", "flat", "glued", "mixed"):  # in others marks go: > # * [](…)
        assert "".join(shown.split()) == "".join(result.text.split())
    again = cleaner.clean(source, preset=preset)
    assert (again.text, again.removals) == (result.text, result.removals)
    assert result.undo() == source


def test_code_keeps_its_lines_and_rows_of_tables_their_cells() -> None:
    page = f"<article><h1>Bridge</h1><p>{BODY[0]}</p><pre>def f(x):\n    return x</pre><p>{BODY[1]}</p><p>{BODY[2]}</p>"
    page += "<table><tr><th>Day</th><th>Cars</th></tr><tr><td>1 May</td><td>1,204</td></tr></table></article>"
    shown = cleaner.clean(page, kind="html").to_text(layout="paragraphs")
    assert shown == f"{BODY[0]}\ndef f(x):\n    return x\n{BODY[1]}\n{BODY[2]}\nDay\tCars\n1 May\t1,204\n"
    source = f"# Bridge\n\n{BODY[0]}\n\n```\ndef f(x):\n    return x\n```\n\n* {BODY[1]}\n* {BODY[2]}\n"
    shown = cleaner.clean(source, preset="repair").to_text(layout="paragraphs")
    assert shown == f"Bridge\n{BODY[0]}\ndef f(x):\n    return x\n{BODY[1]}\n{BODY[2]}\n"


def test_what_came_back_whole_keeps_its_lines() -> None:
    lyrics = "".join(f"[00:{n:02}.10]The bridge is  closed again\n" for n in range(9))
    assert cleaner.clean(lyrics).flags and cleaner.clean(lyrics).to_text(layout="paragraphs") == lyrics
    from cleaner.page.options import HtmlOptions
    from cleaner.page.tree import PageLimits

    small = Pipeline.preset("article").with_html(HtmlOptions(limits=PageLimits(blocks=5)))
    result = small.clean("\n\n".join([WRAPPED] * 4))
    assert [f.code for f in result.flags] == ["too-many-blocks"]
    assert result.to_text(layout="paragraphs") == result.text


def test_json_has_the_layout_and_then_no_spans_of_another_text() -> None:
    result = cleaner.clean(WRAPPED)
    whole, shown = (json.loads(render(result, "json", layout=name)) for name in ("input", "paragraphs"))
    assert (whole["text"], shown["text"]) == (CLEAN, LINES)
    assert {*whole} - {*shown} == {"removals", "repairs"}
    assert json.loads(render(result, "jsonl", layout="paragraphs")) == shown
    assert result.to_dict(layout="paragraphs") == result.to_dict(account=False) | {"text": LINES}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleaner.toml").write_text('layout = "paragraphs"\n')
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(WRAPPED)
    return tmp_path


def test_clean_obeys_the_setting_and_its_options(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    def shown(*options: str) -> str:
        assert main(["clean", *options, "in/a.txt"]) == 0
        return capfdbinary.readouterr().out.decode()

    assert shown() == LINES
    assert shown("--isolated", "--unwrap") == shown("--isolated", "--layout", "paragraphs") == LINES
    assert shown("--layout", "input") == shown("--isolated") == CLEAN
    assert shown("--metadata").endswith(f"---\n\n{LINES}")
    assert json.loads(shown("--format", "json"))["text"] == LINES
    assert shown("--format", "markdown") == CLEAN  # which has a layout of its own
    assert main(["clean", "--unwrap", "--format", "markdown", "in/a.txt"]) == 2
    assert "--format markdown has a layout of its own" in capfdbinary.readouterr().err.decode()


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_run_obeys_the_setting(form: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    monkeypatch.setattr(local, "Pool", InlinePool)
    assert main(["run", "in", "out", "--format", form, "--quiet"]) == 0
    (row,) = read_output(folder / "out")
    assert row["text"] == LINES
    assert main(["run", "in", "flag", "--format", form, "--quiet", "--isolated", "--unwrap"]) == 0
    (row,) = read_output(folder / "flag")
    assert row["text"] == LINES


def test_a_run_is_not_gone_on_with_in_another_layout(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(local, "Pool", InlinePool)
    assert main(["run", "in", "out", "--quiet"]) == main(["run", "in", "out", "--quiet"]) == 0
    assert main(["run", "in", "out", "--quiet", "--layout", "input"]) == 2
    assert "config layout was paragraphs, is now input" in capsys.readouterr().err


def test_the_account_goes_with_the_lines_of_the_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for option in (["--removals"], ["--report", "report"]):
        assert main(["run", "in", "out", *option]) == 2
        assert "spans of plain text in the lines of the input" in capsys.readouterr().err
    assert main(["run", "in", "out", "--text", "markdown"]) == 2
    assert "is one of plain text" in capsys.readouterr().err
    assert not (folder / "out").exists()
    with pytest.raises(ConfigError):
        Recipe(Config(layout="paragraphs"), removals=True)


def test_files_in_place_keep_their_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "in" / "a.txt"
    assert main(["check", "in"]) == 1
    assert "layout" not in capsys.readouterr().err
    assert main(["check", "--fix", "--journal", "fix.journal", "in"]) == 0
    assert path.read_text() == CLEAN
    assert "files in place keep their lines" in capsys.readouterr().err
    assert main(["undo", "fix.journal"]) == 0
    assert path.read_text() == WRAPPED
    assert main(["check", "--unwrap", "in"]) == 2


@pytest.mark.parametrize("value", ['"paragraph"', "true", '["paragraphs"]'])
def test_a_wrong_value_is_an_error(value: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "cleaner.toml").write_text(f"layout = {value}\n")
    for command in (["clean", "in/a.txt"], ["run", "in", "out"], ["check", "in"]):
        assert main(command) == 2
        assert "layout" in capsys.readouterr().err
    assert main(["clean", "--layout", "circle", "in/a.txt"]) == 2


def test_the_setting_is_read(folder: Path) -> None:
    config = load_config(folder / "cleaner.toml")
    assert config is not None and config.layout == "paragraphs"
    assert config.override(layout="input").layout == "input"


def test_batches() -> None:
    pa = pytest.importorskip("pyarrow")
    table = pa.table({"text": [WRAPPED], "id": ["a"]})
    plain = clean_batch(table, removals=True).to_pylist()[0]
    assert plain["text"] == CLEAN
    for out in (clean_batch(table, layout="paragraphs"), clean_batch(table, Config(layout="paragraphs"))):
        assert out.to_pylist()[0]["text"] == LINES
    assert clean_batch(table, Config(layout="paragraphs"), layout="input", removals=True).to_pylist() == [plain]
    with pytest.raises(ConfigError, match="lines of the input"):
        clean_batch(table, layout="paragraphs", removals=True)
    with pytest.raises(UnknownNameError, match="layout"):
        clean_batch(table, layout="circle")  # type: ignore[arg-type]


def test_scrapy() -> None:
    pytest.importorskip("scrapy")
    from scrapy.utils.test import get_crawler

    from cleaner.adapters.scrapy import CleanerPipeline

    pipeline = CleanerPipeline.from_crawler(get_crawler(settings_dict={"CLEANER_LAYOUT": "paragraphs"}))
    assert pipeline.process_item({"html": WRAPPED})["text"] == LINES
    with pytest.raises(UnknownNameError):
        CleanerPipeline.from_crawler(get_crawler(settings_dict={"CLEANER_LAYOUT": "circle"}))


def test_datatrove() -> None:
    pytest.importorskip("datatrove")
    from datatrove.data import Document

    from cleaner.adapters.datatrove import CleanerFilter

    document = Document(WRAPPED, "1")
    assert CleanerFilter(layout="paragraphs").filter(document) is True and document.text == LINES
