"""`cleaner clean` for many files: folders, patterns, one file or many as output, JSON that is one document."""

import json
import os
import sys

import pytest

import cleaner
from cleaner.cli import main
from tests.files import CLEAN, DIRTY
from tests.files import cleaner as run

PAGE = f"<html><body><article><h1>Ferry</h1><p>{CLEAN}</p></article></body></html>"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleaner.toml").write_text("")
    for name in ("news/a.txt", "news/deep/b.md", "news/deep/c.txt", "more/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(DIRTY)
    (tmp_path / "news/photo.jpg").write_bytes(b"\xff\xd8\xff")
    return tmp_path


def tree(root):
    return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}


def test_a_folder_keeps_its_structure(folder, capfd):
    assert main(["clean", "news", "-o", "out"]) == 0
    assert tree(folder / "out") == {"a.txt", "deep/b.txt", "deep/c.txt"}
    assert (folder / "out/deep/c.txt").read_text() == CLEAN
    assert "left out 1 file (.jpg 1)" in capfd.readouterr().err


def test_several_folders_stand_under_their_names(folder):
    assert main(["clean", "news/", "more", "-o", "out/", "-q"]) == 0
    assert tree(folder / "out") == {"news/a.txt", "news/deep/b.txt", "news/deep/c.txt", "more/a.txt"}


def test_a_pattern_is_found_without_a_shell(folder):
    assert main(["clean", "news/**/*.txt", "-o", "out/"]) == 0
    assert tree(folder / "out") == {"a.txt", "deep/c.txt"}
    assert main(["clean", "news/*.rst"]) == 2


def test_files_that_differ_in_their_suffix_alone(folder):
    (folder / "news/a.html").write_text(PAGE)
    assert main(["clean", "news", "-o", "out", "-q"]) == 0
    assert {"a.txt", "a.html.txt"} <= tree(folder / "out")


def test_output_is_a_file_or_a_folder(folder, capfd):
    assert main(["clean", "news/a.txt", "-o", "one.txt"]) == 0
    assert (folder / "one.txt").read_text() == CLEAN
    assert main(["clean", "news/a.txt", "-o", "made.d/"]) == 0
    assert tree(folder / "made.d") == {"a.txt"}
    assert main(["clean", "news/a.txt", "-o", "gone/one.txt"]) == 2
    assert main(["clean", "news", "-o", "all.txt"]) == 2
    assert "name a folder (all.txt/)" in capfd.readouterr().err
    assert not (folder / "all.txt").exists()


def test_nothing_that_is_read_is_written_over(folder, capfd):
    for argv in (["news", "-o", "news"], ["news/a.txt", "-o", "news/a.txt"], ["news/a.txt", "more/a.txt", "-o", "out"]):
        assert main(["clean", *argv]) == 2
    (folder / "link.txt").symlink_to("news/a.txt")
    assert main(["clean", "news/a.txt", "-o", "link.txt"]) == 2
    assert (folder / "news/a.txt").read_text() == DIRTY
    assert not (folder / "out").exists()


@pytest.mark.parametrize("form", ["json", "blocks"])
@pytest.mark.parametrize("target", [None, "all.json"])
def test_several_articles_are_one_array(folder, capfd, form, target):
    more = ["-o", target] if target else []
    assert main(["clean", "news", "--format", form, *more]) == 0
    out = capfd.readouterr().out
    found = json.loads((folder / target).read_text() if target else out)
    assert [one["name"] for one in found] == ["news/a.txt", "news/deep/b.md", "news/deep/c.txt"]
    if form == "json":
        assert {one["text"] for one in found} == {CLEAN}


def test_a_json_array_holds_even_if_files_are_bad(folder, capfd):
    assert main(["clean", "news/a.txt", "gone.txt", "more/a.txt", "--format", "json"]) == 2
    assert len(json.loads(capfd.readouterr().out)) == 2
    (folder / "x.txt").write_bytes(b"%PDF-1.7")
    (folder / "y.txt").write_bytes(b"%PDF-1.7")
    assert main(["clean", "x.txt", "y.txt", "--format", "json"]) == 2
    assert json.loads(capfd.readouterr().out) == []


def test_json_lines_have_names(folder, capfd):
    assert main(["clean", "news", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [row["name"] for row in rows] == ["news/a.txt", "news/deep/b.md", "news/deep/c.txt"]


def test_several_texts_are_told_apart(folder, capfd):
    assert main(["clean", "news/a.txt", "more/a.txt"]) == 0
    assert capfd.readouterr().out == f"==> news/a.txt <==\n{CLEAN}\n==> more/a.txt <==\n{CLEAN}"


def test_workers_give_the_same(folder, capfd):
    for i in range(12):
        (folder / f"more/{i}.txt").write_text(DIRTY)
    told = []
    for jobs in ("1", "2"):
        assert main(["clean", "more", "--explain", "--jobs", jobs]) == 0
        told.append(capfd.readouterr())
    assert told[0] == told[1]
    assert main(["clean", "more", "-o", "out", "--jobs", "2"]) == 0
    assert len(tree(folder / "out")) == 13


@pytest.mark.parametrize("name", ["https://news.example/1", "http://news.example/a.html?x=1", "HTTPS://NEWS.EXAMPLE"])
@pytest.mark.parametrize("command", ["clean", "explain", "check", "run"])
def test_an_address_gets_an_answer_that_helps(folder, capfd, command, name):
    assert main([command, name, *(["out"] if command == "run" else [])]) == 2
    assert f"curl -sL {name} | cleaner clean --url {name}" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["feed.jsonl", "feed.CSV"])
def test_a_file_of_many_articles_is_sent_to_run(folder, capfd, name):
    (folder / name).write_text('{"text": "It rained."}\n')
    assert main(["clean", name]) == 2
    out, err = capfd.readouterr()
    assert out == "" and f"cleaner run {name} FOLDER" in err


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "docx"),
        (b"\xd0\xcf\x11\xe0", "Office"),
        (b"\x89PNG", "image"),
        (b"\xff\xd8\xff", "image"),
        (b"\x1f\x8b\x08", "gzip"),
    ],
)
@pytest.mark.parametrize("command", ["clean", "explain"])
def test_what_is_no_text_is_refused(folder, capfd, command, head, what):
    (folder / "x.txt").write_bytes(head + b"..." * 9)
    assert main([command, "x.txt"]) == 2
    assert what in capfd.readouterr().err
    assert run("clean", stdin=head).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Unix")
def test_a_pipe_that_the_user_names_is_read(folder, capfd):
    read, write = os.pipe()
    os.write(write, DIRTY.encode())
    os.close(write)
    assert main(["clean", f"/dev/fd/{read}"]) == 0
    assert capfd.readouterr().out == CLEAN


def test_explain_goes_by_place(folder, capfd):
    (folder / "a.txt").write_text(
        "Caf&eacute; owners met.\n\nAdvertisement\n\nTom &amp; Sons spoke, it said.\n\nAdvertisement\n\nIt rained.\n"
    )
    assert main(["clean", "a.txt", "--explain"]) == 0
    lines = [int(line.split(":")[1]) for line in capfd.readouterr().err.splitlines()]
    assert lines == sorted(lines) and len(set(lines)) >= 3


@pytest.mark.parametrize("text", ["article.html", " news/a.txt\n", "https://news.example/1", "C:\\news\\a.txt"])
def test_a_str_that_looks_like_a_path_is_flagged(text):
    assert [f.code for f in cleaner.clean(text).flags] == ["looks-like-a-path"]


@pytest.mark.parametrize("text", ["", "It rained.", "See index.html for more.", "node.js\n\nis a runtime", "e.g. this"])
def test_other_strs_are_not(text):
    assert "looks-like-a-path" not in [f.code for f in cleaner.clean(text).flags]


# Rules by name


def test_rules_are_listed_and_told(capfd):
    assert main(["rules"]) == 0
    listed = [line.split()[0] for line in capfd.readouterr().out.splitlines()]
    assert {"ads/label", "classifier/line", "repair/mojibake"} <= set(listed) and listed == sorted(listed)
    for name in listed:
        assert main(["rule", name]) == 0
    assert main(["rule", "ads/label"]) == 0
    told = capfd.readouterr().out.split("\nads/label\n")[-1]
    assert all(
        word in told for word in ("what", "why", "certain", "safe, article", "Advertisement", "--ignore ads/label")
    )
    assert main(["rule", "share"]) == 0 and capfd.readouterr().out.count("ignore it") >= 4
    assert main(["rule", "ads/lable"]) == 2 and "ads/label" in capfd.readouterr().err
    assert main(["rule", "adz"]) == 2


def test_every_rule_that_cuts_is_known():
    from pathlib import Path

    from cleaner.config.rules import rule_names

    seen = set()
    for path in sorted(Path(__file__).parents[1].glob("fixtures/*/input.*")):
        result = cleaner.clean(path)
        seen |= {f"{r.filter}/{r.rule}" for r in (*result.removals, *result.candidates)}
        seen |= {f"repair/{rule}" for e in result.repairs for rule in e.rule.split("+")}
    assert seen - set(rule_names()) == set(), "tell in data/rules.toml what they take"


def test_select_and_ignore(folder, capfd):
    text = "It rained all night, he said.\n\nAdvertisement\n\nShare this article\n\nBy noon it was over, he said.\n"
    (folder / "a.txt").write_text(text)
    for argv, gone in (
        (["--select", "ads"], {"Advertisement"}),
        (["--select", "share/button"], {"Share this article"}),
        (["--ignore", "ads/label"], {"Share this article"}),
        (["--ignore", "ads,share"], set()),
        (["--select", "ads,share", "--ignore", "share/button"], {"Advertisement"}),
    ):
        assert main(["clean", "a.txt", *argv]) == 0
        out = capfd.readouterr().out
        assert {line for line in text.splitlines() if line and line not in out} == gone, argv
        assert main(["check", "--fix", "a.txt", "-q", *argv]) == 0
        assert (folder / "a.txt").read_text() == out
        capfd.readouterr()
        (folder / "a.txt").write_text(text)
    for name in ("adz", "ads/lable", "captions/credits"):
        assert main(["clean", "a.txt", "--ignore", name]) == 2
        assert main(["check", "a.txt", "--ignore", name]) == 2
        assert main(["check", "a.txt", "--select", name]) == 2
    (folder / "cleaner.toml").write_text('select = ["share"]\n')
    assert main(["clean", "a.txt"]) == 0 and "Advertisement" in capfd.readouterr().out


# What is left alone, and named


INLINE = [
    ("<!-- cleaner: ignore -->\nAdvertisement\n", True),
    ("<!-- cleaner: ignore -->\n\nAdvertisement\n", True),
    ("<!-- cleaner: off -->\n\nIt rained.\n\nAdvertisement\n\n<!-- cleaner: on -->\n", True),
    ("# cleaner: off\n\nAdvertisement\n", True),
    ("<!-- cleaner: ignore -->\nIt rained.\n\nAdvertisement\n", False),
    ("<!-- cleaner: off -->\n<!-- cleaner: on -->\n\nAdvertisement\n", False),
    ("He wrote <!-- cleaner: off --> there.\n\nAdvertisement\n", False),
]


@pytest.mark.parametrize(("text", "left"), INLINE, ids=range(len(INLINE)))
def test_inline_ignores_count_only_if_asked_for(folder, text, left):
    text = f"It rained all night, the warden said.\n\n{text}\nBy noon the river was over its banks.\n"
    (folder / "a.txt").write_text(text)
    assert main(["check", "-q", "a.txt"]) == 1, "scraped text may say it too"
    assert main(["check", "-q", "--inline-ignores", "a.txt"]) == (0 if left else 1)
    (folder / "cleaner.toml").write_text("[files]\ninline-ignores = true\n")
    assert main(["check", "-q", "--fix", "a.txt"]) == 0
    assert (folder / "a.txt").read_text() == text if left else "Advertisement" not in (folder / "a.txt").read_text()


def test_files_that_are_passed_over_are_named(folder, capfd):
    (folder / "feed.jsonl").write_text('{"text": "x"}\n')
    (folder / "cleaner.toml").write_text('[files]\nexclude = ["more/"]\nforce-exclude = true\n')
    main(["check", "."])
    assert "feed.jsonl: left out; name the field" in capfd.readouterr().err
    main(["check", "more/a.txt"])
    assert "more/a.txt: left out, as the settings say" in capfd.readouterr().err


def test_a_file_that_cannot_be_read_is_not_counted_clean(folder, capfd):
    (folder / "good.txt").write_text(CLEAN)
    (folder / "bad.txt").write_bytes(b"%PDF-1.7")
    assert main(["check", "good.txt", "bad.txt"]) == 2
    assert "1 file clean, 1 error" in capfd.readouterr().err
    assert main(["check", "bad.txt"]) == 2
    assert "clean" not in capfd.readouterr().err.replace("cleaner", "")


def test_cleaner_toml_with_the_table_of_pyproject_explains_itself(folder, capfd):
    (folder / "cleaner.toml").write_text('[tool.cleaner]\npreset = "safe"\n')
    assert main(["clean", "news/a.txt"]) == 2
    assert "stand at the top" in capfd.readouterr().err


def test_title_and_images_are_for_formats_that_have_them(folder, capfd):
    body = "<p>It rained all night, and by noon the river was over its banks in the lower town.</p>" * 3
    (folder / "page.html").write_text(
        f"<title>A wet spring</title><h1>A wet spring</h1><img src=/r.png alt=Rain>{body}"
    )
    assert main(["clean", "page.html", "--format", "md", "--title", "--images"]) == 0
    told = capfd.readouterr().out
    assert told.startswith("# A wet spring\n") and "![Rain](/r.png)" in told
    assert main(["clean", "page.html", "--format", "html", "--title"]) == 0
    assert capfd.readouterr().out.startswith("<h1>A wet spring</h1>")
    assert main(["clean", "page.html", "--format", "md"]) == 0
    assert "A wet spring" not in capfd.readouterr().out
    for options in (["--title"], ["--format", "json", "--title"], ["--format", "html", "--images"]):
        assert main(["clean", "page.html", *options]) == 2
        assert "is for --format markdown" in capfd.readouterr().err


def test_help_names_formats_and_defaults(capfd):
    main(["clean", "--help"])
    told = " ".join(capfd.readouterr().out.split())
    from cleaner.output import FORMATS

    assert ", ".join(FORMATS) in told and "(default: text)" in told


def test_a_repair_of_several_steps_is_ignored_by_each_of_their_names(folder, capfd):
    text = "It\u2019s l\u200bate, the warden said.\n"
    (folder / "a.txt").write_text(text.encode().decode("cp1252") * 3)
    assert main(["check", "--output-format", "json", "a.txt"]) == 1
    rules = {f["rule"] for f in json.loads(capfd.readouterr().out)["findings"]}
    assert any("+" in rule for rule in rules)
    for name in {part for rule in rules for part in rule.split("+")}:
        main(["check", "--output-format", "json", "--ignore", f"repair/{name}", "a.txt"])
        left = {f["rule"] for f in json.loads(capfd.readouterr().out)["findings"]}
        assert not any(name in rule.split("+") for rule in left)
