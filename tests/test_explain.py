"""The terminal view and `cleaner explain`."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given

import cleaner
from cleaner.cli import main
from cleaner.metadata.fields import Metadata
from cleaner.model import Claim, Document, Edit, Flag, Source
from cleaner.report._wrap import Run, columns, wrapped
from cleaner.report.terminal import terminal_view
from cleaner.result import Result
from tests.laws.strategies import texts
from tests.made import PAYLOADS, hostile, made

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").glob("*/input.*"))
ARTICLE = "Advertisement\n\nIt rained all night, said the warden.\n\nBy noon it was over. Share Share\n"
CUTS = (("Advertisement", "ad", "ads/label"), ("Share Share", "share", "share/button"))
_CODES = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleaner.toml").write_text("")
    (tmp_path / "a.txt").write_text("It rained all night, he said.\n\nAdvertisement\n\nBy noon it was over.\n")
    return tmp_path


def test_marks_without_colours():
    lines = terminal_view(made(ARTICLE, *CUTS)).splitlines()
    assert lines[:5] == [
        "ads/label    - Advertisement",
        "",
        "               It rained all night, said the warden.",
        "",
        "share/button ~ By noon it was over. [-Share Share-]",
    ]


def test_colours_strike_what_was_cut_and_nothing_else():
    view = terminal_view(made(ARTICLE, *CUTS), colour=True)
    assert re.findall(r"\x1b\[9;[0-9;]*m(.*?)\x1b\[0m", view) == ["Advertisement", "[-Share Share-]"]
    assert _CODES.sub("", view) == terminal_view(made(ARTICLE, *CUTS))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.parent.name)
def test_lines_without_a_mark_are_the_clean_text(path):
    result = cleaner.clean(path)
    body = re.split(r"\n(?=Metadata$|Repairs$|THE FILE: )", terminal_view(result, "THE FILE"), flags=re.MULTILINE)[0]
    margin = min(28, max((len(f"{r.filter}/{r.rule}") for r in result.removals if r.kind != "layout"), default=0))
    lines = [(line[margin + 1 : margin + 2], line[margin + 3 :]) for line in body.splitlines()]
    kept = [re.sub(r"\[-.*?-\]", "", text) for mark, text in lines if mark != "-"]
    assert "".join("".join(kept).split()) == "".join(result.text.split())


def test_metadata_repairs_counts_and_flags():
    original, text = "The team.Â\n\nSo.", "The team.\n\nSo."
    claims = (Claim("title", "The ferry", Source("headline")), Claim("title", "Ferry | Daily", Source("og"), 0.6))
    document = Document(original, text, (), repairs=(Edit(9, 10, "Â", "", "lossy-nbsp"),))
    metadata = Metadata(title="The ferry", sources={"title": "headline"}, claims=claims)
    view = terminal_view(Result(text, metadata, (), document, (Flag("truncated", "the end is missing"),)), "a.txt")
    assert "  title  The ferry  (headline)\n           not Ferry | Daily (og, 0.6)\n" in view
    assert "  lossy-nbsp: 1\n    line 1: The team.[-Â-]↵↵So.\n" in view
    assert "a.txt: 0 % cut, 0 of 14 characters; 1 repair\n  flag truncated: the end is missing\n" in view


@pytest.mark.parametrize("payload", [*PAYLOADS, "\x1b[2J\x1b]0;owned\x07", "\x9b2J", "a\rb\x08c", "\u202eevil\u2066"])
def test_scraped_text_cannot_steer_the_terminal(payload):
    for colour in (False, True):
        view = _CODES.sub("", terminal_view(hostile(payload), payload, colour=colour, width=70))
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", view)


@given(texts)
def test_anything_can_be_shown(text):
    result = cleaner.clean(text, kind="text")
    terminal_view(result, colour=True, width=40).encode()


@given(texts)
def test_wrapped_lines_fit_and_lose_no_word(text):
    line = " ".join(text.split())
    runs = [Run(part, str(n)) for n, part in enumerate(re.split("(e)", line))]
    lines = wrapped(runs, 24)
    assert all(columns("".join(run.text for run in shown)) <= 24 for shown in lines)
    assert "".join(run.text for shown in lines for run in shown).replace(" ", "") == line.replace(" ", "")
    assert {run.style for shown in lines for run in shown} <= {run.style for run in runs}


def test_wide_characters_take_two_columns_and_words_stay_whole():
    assert columns("新聞a\u0301") == 5
    assert [r[0].text for r in wrapped([Run("新聞新聞新聞")], 4)] == ["新聞", "新聞", "新聞"]
    shown = wrapped([Run("one "), Run("tw", "4"), Run("o three")], 6)
    assert [[r.text for r in line] for line in shown] == [["one"], ["tw", "o"], ["three"]]


def test_one_long_line_of_many_repairs_wraps_in_linear_time():
    runs = [Run("abcd ", str(n % 7)) for n in range(40_000)]
    assert len(wrapped(runs, 80)) == pytest.approx(40_000 * 5 / 80, rel=0.1)


def test_explain_a_file(folder, capfd):
    assert main(["explain", "a.txt"]) == 0
    out, err = capfd.readouterr()
    assert "ads/label - Advertisement" in out
    assert "\x1b" not in out
    assert err == ""


def test_explain_in_colours(folder, capfd):
    assert main(["explain", "a.txt", "--color", "always"]) == 0
    assert "\x1b[9;" in capfd.readouterr().out


def test_explain_standard_input(folder, capfd, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"It rained, he said.\n")))
    assert main(["explain", "--isolated"]) == 0
    assert "It rained, he said." in capfd.readouterr().out


def test_explain_as_a_page(folder, capfd):
    assert main(["explain", "a.txt", "--html", "out.html"]) == 0
    assert (folder / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert capfd.readouterr().out == ""


def test_open_shows_the_page_in_the_browser(folder, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert main(["explain", "a.txt", "--html", "out.html", "--open"]) == 0
    assert main(["explain", "a.txt", "--open"]) == 0
    assert opened[0] == (folder / "out.html").resolve().as_uri()
    assert opened[1].endswith(".html")
    Path(opened[1].removeprefix("file://")).unlink()


@pytest.mark.parametrize(
    "arguments", [["missing.txt"], ["a.txt", "--html", "no/such/out.html"], ["a.txt", "--only", "adz"]]
)
def test_errors_exit_with_2(folder, capfd, arguments):
    assert main(["explain", *arguments]) == 2
    assert capfd.readouterr().err.startswith("cleaner: ")
