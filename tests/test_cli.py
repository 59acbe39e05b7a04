"""The command, called as a user calls it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.cli import main

ARTICLE = "It rained all night, the warden said.\n\nAdvertisement\n\nBy noon the river was over its banks.\n"
CLEAN = "It rained all night, the warden said.\n\nBy noon the river was over its banks.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleaner.toml").write_text("")
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def run(*args, stdin=b"", **kwargs):
    return subprocess.run([sys.executable, "-m", "cleaner", *args], input=stdin, capture_output=True, **kwargs)


def test_clean_a_file(folder, capfd):
    assert main(["clean", "a.txt"]) == 0
    assert capfd.readouterr() == (CLEAN, "")


def test_clean_standard_input(folder):
    done = run("clean", "-", stdin=ARTICLE.encode(), cwd=folder)
    assert (done.returncode, done.stdout.decode()) == (0, CLEAN)


def test_json_holds_the_whole_result(folder, capfd):
    assert main(["clean", "a.txt", "--format", "json"]) == 0
    result = json.loads(capfd.readouterr().out)
    assert set(result) == {"text", "metadata", "sources", "removals", "repairs", "flags"}
    assert [r["text"] for r in result["removals"] if r["kind"] == "ad"] == ["Advertisement"]


def test_jsonl_is_a_line_a_file(folder, capfd):
    assert main(["clean", "a.txt", "a.txt", "--format", "jsonl"]) == 0
    assert [json.loads(line)["text"] for line in capfd.readouterr().out.splitlines()] == [CLEAN, CLEAN]


def test_metadata_stands_first_as_front_matter(folder, capfd):
    (folder / "b.txt").write_text(f"Ferry sails again\n\nBy Hanna Lind\n\n{ARTICLE}", encoding="utf-8")
    assert main(["clean", "b.txt", "--metadata"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("---\n") and 'authors: ["Hanna Lind"]\n' in out and out.endswith(CLEAN)


def test_explain_names_file_line_filter_and_rule(folder, capfd):
    assert main(["clean", "a.txt", "--explain"]) == 0
    assert capfd.readouterr().err == "a.txt:3: ads/label: Advertisement\n"


def test_explain_numbers_the_lines_of_the_page(folder, capfd):
    prose = "The ferry sails again on Monday, the harbour said on Friday, after three weeks in dock for its new engine."
    lines = [
        "<!doctype html>",
        "<title>Newsletter</title>",
        "<body>",
        '<nav title="Sport">',
        '<a href="/">Home</a> <a href="/sport">Sport</a></nav>',
        f"<article><p>{prose}</p>",
        f"<p>Nobody on board had slept, least of all the captain. {prose}</p></article>",
        "<aside>",
        "<h3>Newsletter</h3></aside>",
    ]
    (folder / "page.html").write_text("\n".join(lines), encoding="utf-8")
    assert main(["clean", "page.html", "--explain"]) == 0
    numbers = [line.split(":")[1] for line in capfd.readouterr().err.splitlines()]
    assert numbers == ["5", "9"]


def test_explain_is_in_order_of_lines(folder, capfd):
    (folder / "b.txt").write_text(f"Advertisement\n\n{ARTICLE}\n\nIt wasnâ€™t easy, he said.\n", encoding="utf-8")
    assert main(["clean", "b.txt", "--explain"]) == 0
    numbers = [int(line.split(":")[1]) for line in capfd.readouterr().err.splitlines()]
    assert numbers == sorted(numbers) and len(numbers) == 3


def test_output_folder(folder, capfd):
    assert main(["clean", "a.txt", "-o", "out"]) == 0
    assert (folder / "out" / "a.txt").read_text(encoding="utf-8") == CLEAN
    assert capfd.readouterr().out == ""


def test_outputs_never_overwrite_each_other_or_their_input(folder, capfd):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert main(["clean", "a.txt", "sub/a.txt", "-o", "out"]) == 2
    assert main(["clean", "a.txt", "-o", "."]) == 2
    assert (folder / "a.txt").read_text(encoding="utf-8") == ARTICLE
    assert not (folder / "out").exists()


def test_without_and_only(folder, capfd):
    assert main(["clean", "a.txt", "--without", "ads"]) == 0
    assert main(["clean", "a.txt", "--only", "bylines,captions"]) == 0
    assert capfd.readouterr().out == ARTICLE * 2


def test_config_nearest_upward(folder, capfd, monkeypatch):
    (folder / "pyproject.toml").write_text('[tool.cleaner]\nwithout = ["ads"]\n')
    (folder / "cleaner.toml").unlink()
    (folder / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(folder / "deep" / "er")
    assert main(["clean", "../../a.txt"]) == 0
    assert main(["clean", "../../a.txt", "--isolated"]) == 0
    assert capfd.readouterr().out == ARTICLE + CLEAN


@pytest.mark.parametrize(
    "toml",
    [
        "[tool.cleaner]\nwithout = ['ads']",
        "[ tool . 'cleaner' ]\nwithout = ['ads']",
        "[tool]\ncleaner.without = ['ads']",
    ],
)
def test_config_however_it_is_written(folder, capfd, toml):
    (folder / "pyproject.toml").write_text(toml)
    (folder / "cleaner.toml").unlink()
    assert main(["clean", "a.txt"]) == 0
    assert capfd.readouterr().out == ARTICLE


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["clean", "a.txt", "--preset", "artikel"], "article"),
        (["clean", "a.txt", "--without", "captoins"], "captions"),
        (["clean", "a.txt", "--repairs", "certian"], "certain"),
        (["clean", "a.txt", "--max-loss", "2"], "0 to 1"),
        (["clean", "a.txt", "--extractor", "trafilatur"], "trafilatura"),
        (["clean", "a.txt", "--include", "comment"], "comments"),
        (["clean", "a.txt", "--leave-out", "table"], "tables"),
        (["clean", "a.txt", "--metdata"], "--metadata"),
        (["claen", "a.txt"], "clean"),
        (["clean", "missing.txt"], "no such file"),
        (["clean", "a.txt", "--config", "none.toml"], "none.toml"),
    ],
)
def test_mistakes_are_named_and_exit_with_2(folder, capfd, args, hint):
    assert main(args) == 2
    err = capfd.readouterr().err
    assert hint in err and "Traceback" not in err


@pytest.mark.parametrize(
    ("toml", "hint"),
    [
        ('presett = "safe"', "'preset'"),
        ('preset = "saef"', "'safe'"),
        ("preset = 1", "preset"),
        ('without = "ads"', "list"),
        ("max-loss = true", "max-loss"),
        ("preset = ", "TOML"),
        ('extractor = "trafilatur"', "'trafilatura'"),
        ('include = ["comment"]', "'comments'"),
        ('sites = ["a.example"]', 'sites."news.example"'),
        ("limits = 5", "limits is a table with"),
        ("[limits]\nchars = 0", "above 0"),
        ("[limits]\ntags = 5", "attributes"),
        ("[limits]\nseconds = -1", "0 is no limit"),
        ("[limits]\nseconds = true", "0 is no limit"),
        ("[limits]\nseconds = inf", "0 is no limit"),
        ('[sites."a.example"]\nkeep = ["p["]', "CSS selector"),
    ],
)
def test_config_mistakes(folder, capfd, toml, hint):
    (folder / "cleaner.toml").write_text(toml)
    assert main(["clean", "a.txt"]) == 2
    assert hint in capfd.readouterr().err


def test_limits_of_pages_are_settings(folder, capfd):
    (folder / "cleaner.toml").write_text("[limits]\nchars = 400\n")
    (folder / "page.html").write_text(PAGE)
    assert main(["clean", "page.html"]) == 0
    assert "only the first 400 characters were read" in capfd.readouterr().err


PAGE = """<html><body><nav><a href="/">Home</a></nav><article><h1>Ferry sails again</h1>
<p>The ferry to the island sails again on Monday, the harbour board said on Friday, after three weeks in dock.</p>
<h2>A part from abroad</h2>
<p>Repairs to the hull had taken longer than planned, because a part had to be cast anew in a yard abroad.</p>
<p class="promo">Islanders had been brought over in fishing boats meanwhile, which the board paid for, it said.</p>
</article><footer><p>Copyright Harbour News. All rights reserved.</p></footer></body></html>"""


@pytest.mark.parametrize(
    ("toml", "args", "gone"),
    [
        ("", [], set()),
        ("", ["--leave-out", "headings"], {"A part"}),
        ('leave-out = ["headings"]', [], {"A part"}),
        ('[sites."news.example"]\ndrop = [".promo"]', [], {"Islanders"}),
        ('[sites."news.example"]\nkeep = [".promo"]', [], {"The ferry", "A part", "Repairs"}),
        ('[sites."other.example"]\ndrop = [".promo"]', [], set()),
        ('extractor = "trafilatura"', [], set()),
    ],
)
def test_parts_and_site_rules_of_pages(folder, capfd, toml, args, gone):
    (folder / "cleaner.toml").write_text(toml)
    (folder / "page.html").write_text(PAGE)
    assert main(["clean", "page.html", "--url", "https://www.news.example/1", *args]) == 0
    out = capfd.readouterr().out
    assert {t for t in ("The ferry", "A part", "Repairs", "Islanders") if t not in out} == gone
    assert "Home" not in out and "Copyright" not in out


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\xff\xfe" * 50, b"\xff\xfe\x00\xd8", "caf\xe9".encode("cp1252")])
def test_any_bytes_give_a_result_or_a_flag(folder, data):
    (folder / "x.txt").write_bytes(data)
    done = run("clean", "x.txt", cwd=folder)
    assert done.returncode == (2 if len(data) > 100 else 0)  # what is no text is refused
    assert b"Traceback" not in done.stderr


def test_one_bad_file_does_not_stop_the_others(folder, capfd):
    assert main(["clean", "missing.txt", "a.txt"]) == 2
    assert capfd.readouterr().out == CLEAN


def test_closed_pipe_is_silent(folder):
    (folder / "big.txt").write_text("It rained all night, the warden said.\n\n" * 50_000, encoding="utf-8")
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [sys.executable, "-m", "cleaner", "clean", "big.txt"], stdout=write_end, stderr=subprocess.PIPE, cwd=folder
    )
    os.close(write_end)
    assert done.stderr == b""


def test_any_locale(folder):
    (folder / "u.txt").write_text("Zażółć gęślą jaźń.\n", encoding="utf-8")
    done = run("clean", "u.txt", cwd=folder, env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert done.stdout.decode("utf-8") == "Zażółć gęślą jaźń.\n"


def test_filters_lists_every_filter(capfd):
    from cleaner.presets import BUILT_IN

    assert main(["filters"]) == 0
    out = capfd.readouterr().out
    assert all(f"\n{made.name}\n" in f"\n{out}" for made in BUILT_IN)


def test_help_and_version(capfd):
    assert main(["--help"]) == 0
    assert main(["clean", "--help"]) == 0
    capfd.readouterr()
    assert main(["--version"]) == 0
    assert re.fullmatch(r"cleaner [\d.]+ \((pure|compiled) kernel\)\n", capfd.readouterr().out)
    assert main([]) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            "clean --format mrkdown a.txt",
            "--format: unknown value 'mrkdown'; did you mean markdown? (see `cleaner clean --help`)",
        ),
        (
            "completion tcsh",
            "shell: unknown value 'tcsh'; there are: bash, zsh, fish (see `cleaner completion --help`)",
        ),
        ("clean --jbos 2 a.txt", "unknown argument --jbos; did you mean --jobs? (see `cleaner clean --help`)"),
        ("clean --bogus a.txt", "unknown argument --bogus (see `cleaner clean --help`)"),
        ("check --fix --diff a.txt", "--diff: not allowed with argument --fix (see `cleaner check --help`)"),
        ("run", "SRC is missing (see `cleaner run --help`)"),
        ("run a.jsonl out --memory 3X", "--memory: '3X' is no size; write it as 512M or 2G (see `cleaner run --help`)"),
        ("run a.jsonl a.txt", "a.txt: is a file; name a folder"),
        ("clean empty", "empty: holds no file to clean; it looks for .htm, .html, .markdown, .md, .text, .txt, .xhtml"),
        ("clean a.txt -o no/b.txt", "no/b.txt: there is no folder no; make it first"),
        ("explain a.txt --html no/b.html", "no/b.html: there is no folder no; make it first"),
        ("sites show no.toml", "no.toml: cannot be read (No such file or directory)"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(arguments, message, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("It rained.")
    (tmp_path / "a.jsonl").write_text('{"text": "It rained."}')
    (tmp_path / "empty").mkdir()
    assert main(arguments.split()) == 2
    assert capfd.readouterr() == ("", f"cleaner: {message}\n")


@pytest.mark.parametrize(
    ("redirection", "message"),
    [
        ("<&-", "standard input is closed; name a file, or pipe one in"),
        (">&-", "standard output is closed; name a file with -o"),
        (">/dev/full", "No space left on device"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_closed_and_full_streams_are_errors(redirection, message, tmp_path):
    (tmp_path / "a.txt").write_text("It rained.")
    name = "" if "<" in redirection else "a.txt"
    command = f'"{sys.executable}" -m cleaner clean {name} {redirection}'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"cleaner: {message}\n")


def test_nothing_is_missed_on_a_closed_output_where_nothing_is_written(tmp_path):
    (tmp_path / "a.txt").write_text("It rained.")
    command = f'"{sys.executable}" -m cleaner clean a.txt -o b.txt >&-'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and (tmp_path / "b.txt").read_text() == "It rained.\n"
