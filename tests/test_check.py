"""`cleaner check`, called as a user calls it."""

import json
import os
import sys

import pytest

from cleaner.cli import main
from cleaner.files import run as run_module
from cleaner.files.examine import Examiner
from cleaner.files.ignore import FilePipelines
from cleaner.files.progress import Progress
from cleaner.pipeline import Pipeline
from cleaner.splice import Splice
from tests.files import CLEAN, DIRTY, cleaner

BROKEN = "He said &amp; left, the warden thought.\n\nAdvertisement\n\nBy noon it was over, the warden said.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    (tmp_path / "cleaner.toml").write_text("")
    (tmp_path / "a.txt").write_text(DIRTY)
    return tmp_path


def test_clean_files_give_0(folder, capfd):
    (folder / "a.txt").write_text(CLEAN)
    assert main(["check", "a.txt"]) == 0
    assert capfd.readouterr() == ("", "cleaner: 1 file clean\n")


def test_findings_are_listed_where_they_stand_in_the_file(folder, capfd):
    (folder / "a.txt").write_text(BROKEN)
    assert main(["check"]) == 1
    out, err = capfd.readouterr()
    assert out == "a.txt:1:9: repair/entity: '&amp;' -> '&'\na.txt:3:1: ads/label: Advertisement\n"
    assert err == "cleaner: 2 found in 1 of 1 file\n"
    assert (folder / "a.txt").read_text() == BROKEN


def test_places_behind_repairs_and_marks(folder, capfd):
    text = "\ufeffIt &amp; that &amp; more, she said. \u00e2\u20ac\u2122Twas odd.\r\n\r\n"
    text += "  Advertisement\r\n\r\nThe end, she said.\r\n"
    (folder / "a.txt").write_bytes(text.encode())
    main(["check", "--output-format", "json"])
    findings = json.loads(capfd.readouterr().out)["findings"]
    lines = text.removeprefix("\ufeff").split("\n")
    for f in findings:
        assert lines[f["line"] - 1][f["column"] - 1 : f["end_column"] - 1] == f["text"]
    assert [(f["filter"], f["line"], f["column"]) for f in findings][-1] == ("ads", 3, 3)
    assert len(findings) == 4


def test_places_in_jsonl(folder, capfd):
    story = "It rained, \\u0022he\\u0022 said.\\n\\nAdvertisement\\n\\nThen it stopped, he said."
    line = f'{{"id": "\\u00e9", "text": "{story}"}}'
    (folder / "b.jsonl").write_text("\n" + line)
    assert main(["check", "--field", "text", "b.jsonl"]) == 1
    assert capfd.readouterr().out == f"b.jsonl:2:{line.index('Adv') + 1}: ads/label: Advertisement\n"


def test_fix_rewrites(folder, capfd):
    (folder / "a.txt").write_text(BROKEN)
    assert main(["check", "--fix", "a.txt"]) == 0
    assert capfd.readouterr() == ("wrote a.txt (1 cut, 1 repair)\n", "cleaner: 2 carried out in 1 file\n")
    assert (folder / "a.txt").read_text() == BROKEN.replace("&amp;", "&").replace("Advertisement\n\n", "")
    assert main(["check", "--fix", "--exit-non-zero-on-fix", "a.txt"]) == 0


def test_fix_can_exit_with_1(folder, capfd):
    assert main(["check", "--fix", "--exit-non-zero-on-fix", "--verbose"]) == 1
    assert "a.txt:3:1: ads/label: Advertisement\n" in capfd.readouterr().out


def test_diff_is_printed_and_nothing_written(folder, capfd):
    assert main(["check", "--diff", "-q"]) == 1
    out, err = capfd.readouterr()
    assert err == ""
    assert out.startswith("--- a/a.txt\n+++ b/a.txt\n@@ -1,5 +1,3 @@\n") and "\n-Advertisement\n" in out
    assert (folder / "a.txt").read_text() == DIRTY


def test_a_file_that_is_not_stable_is_told_of_and_not_written(folder, monkeypatch, capfd):
    seen = []
    look = Examiner._look

    def unstable(self, path, encoded):
        seen.append(path)
        found = look(self, path, encoded)
        if len(seen) == 2:
            found.splices.append(Splice(0, 0, ""))
        return found

    monkeypatch.setattr(Examiner, "_look", unstable)
    assert main(["check", "--fix", "a.txt"]) == 1
    out, err = capfd.readouterr()
    assert "a.txt:3:1" in out and "cleaning it twice gives something else" in err
    assert (folder / "a.txt").read_text() == DIRTY


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--fxi"], "did you mean --fix?"),
        (["--fix", "--diff"], "not allowed with"),
        (["gone.txt"], "no such file or folder"),
        (["--ignore", "captoins"], "did you mean 'captions'?"),
        (["--ignore", "captoins/x"], "unknown filter to ignore"),
        (["--encoding", "utf-9"], "no encoding 'utf-9'"),
        (["--preset", "sfae"], "did you mean 'safe'?"),
        (["--journal", "j"], "--journal goes with --fix"),
        (["--statistics", "--output-format", "sarif"], "--statistics goes with text or json"),
        (["--diff", "--output-format", "json"], "--diff is a format of its own"),
        (["-", "a.txt"], "cannot be checked together"),
        (["--jobs", "-1"], "must not be negative"),
        (["--baseline", "gone.json"], "cannot be read"),
        (["b.py"], "no kind of file that is checked"),
        (["b.csv"], "needs the name of the field"),
    ],
)
def test_mistakes_give_2(folder, args, message, capfd):
    (folder / "b.py").write_text("")
    (folder / "b.csv").write_text("text\nx\n")
    assert main(["check", *args]) == 2
    assert message in capfd.readouterr().err


def test_an_error_in_one_file_does_not_stop_the_others(folder, capfd):
    (folder / "0.txt").write_bytes(b"%PDF-1.4\n%\xe2\xe3\n\0")
    assert main(["check", "--fix"]) == 2
    out, err = capfd.readouterr()
    assert "wrote a.txt" in out and "0.txt: is binary" in err and "1 error" in err


def test_github(folder, capfd):
    (folder / "b,1:2.txt").write_text(BROKEN)
    assert main(["check", "--output-format", "github", "b,1:2.txt"]) == 1
    first, second = capfd.readouterr().out.splitlines()
    place = "file=b%2C1%3A2.txt,line=1,endLine=1,col=9,endColumn=14"
    assert first == f"::error {place},title=cleaner repair/entity::'&amp;' -> '&'"
    assert second.endswith("title=cleaner ads/label::Advertisement")


def test_json(folder, capfd):
    assert main(["check", "--output-format", "json", "--statistics"]) == 1
    told = json.loads(capfd.readouterr().out)
    assert told["findings"] == [
        {"path": "a.txt", "line": 3, "column": 1, "end_line": 3, "end_column": 14, "filter": "ads", "rule": "label",
         "text": "Advertisement", "replacement": None, "certainty": 1.0, "fixed": False}
    ]  # fmt: skip
    assert told["statistics"] == [{"rule": "ads/label", "count": 1, "characters": 13}]
    assert told["totals"] == {"files": 1, "found": 1, "left": 1, "known": 0}
    assert main(["check", "--fix", "--output-format", "json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["written"], told["findings"][0]["fixed"]) == (["a.txt"], True)


def test_sarif(folder, capfd):
    (folder / "ü 1.txt").write_text(DIRTY)
    (folder / "0.txt").write_bytes(b"%PDF-1.4\n%\xe2\xe3\n\0")
    assert main(["check", "--output-format", "sarif"]) == 2
    log = json.loads(capfd.readouterr().out)
    (run,) = log["runs"]
    assert log["version"] == "2.1.0" and run["tool"]["driver"]["rules"] == [{"id": "ads/label"}]
    one, two = run["results"]
    location = two["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "%C3%BC%201.txt", "uriBaseId": "%SRCROOT%"}
    assert location["region"] == {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 14}
    assert one["partialFingerprints"] == two["partialFingerprints"] and one["ruleIndex"] == 0
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "binary" in note["message"]["text"]


def test_statistics(folder, capfd):
    (folder / "b.txt").write_text(BROKEN)
    assert main(["check", "--statistics"]) == 1
    rows = [line.split() for line in capfd.readouterr().out.splitlines()]
    assert rows == [["2", "26", "characters", "ads/label"], ["1", "5", "characters", "repair/entity"]]


def test_standard_input(folder):
    done = cleaner("check", "-", stdin=DIRTY.encode())
    assert (done.returncode, done.stdout) == (1, b"stdin.txt:3:1: ads/label: Advertisement\n")
    done = cleaner("check", "--fix", "--stdin-filename", "x/a.txt", stdin=DIRTY.replace("\n", "\r\n").encode())
    assert (done.returncode, done.stdout) == (0, CLEAN.replace("\n", "\r\n").encode())
    assert b"carried out" in done.stderr
    clean = b"\xef\xbb\xbfNothing here, he said."
    done = cleaner("check", "--fix", "-", "-q", stdin=clean)
    assert (done.returncode, done.stdout, done.stderr) == (0, clean, b"")
    done = cleaner("check", "--diff", "-", stdin=DIRTY.encode())
    assert done.returncode == 1 and b"--- a/stdin.txt\n" in done.stdout
    done = cleaner("check", "--fix", "--stdin-filename", "a.jsonl", "--field", "t", stdin=b"{")
    assert (done.returncode, done.stdout) == (2, b"{"), "what cannot be read is handed on"


def test_standard_input_has_a_name_for_its_settings(folder):
    (folder / "cleaner.toml").write_text('[files]\nexclude = ["old/"]\nper-file-ignores = { "legacy/" = ["ads"] }\n')
    name = "old/a.txt"
    done = cleaner("check", "--fix", "--stdin-filename", name, "--force-exclude", stdin=DIRTY.encode())
    assert (done.returncode, done.stdout) == (0, DIRTY.encode())
    done = cleaner("check", "--fix", "--stdin-filename", "legacy/a.txt", stdin=DIRTY.encode())
    assert (done.returncode, done.stdout) == (0, DIRTY.encode())


def test_isolated_reads_no_settings(folder, capfd):
    (folder / "cleaner.toml").write_text('[files]\nignore = ["ads"]\n')
    assert main(["check"]) == 0
    assert main(["check", "--isolated"]) == 1


@pytest.mark.parametrize(
    ("settings", "left"),
    [
        ("ignore = ['ads']", {"repair/entity"}),
        ("ignore = ['ads/label']", {"repair/entity"}),
        ("ignore = ['ads/continue']", {"repair/entity", "ads/label"}),
        ("ignore = ['repair']", {"ads/label"}),
        ("ignore = ['repair/entity']", {"ads/label"}),
        ("per-file-ignores = { '*.txt' = ['ads'], 'b*' = ['repair'] }", {"repair/entity"}),
        ("per-file-ignores = { 'sub/' = ['ads'] }", {"repair/entity", "ads/label"}),
    ],
)
def test_what_is_ignored_is_neither_told_nor_cut(folder, settings, left, capfd):
    (folder / "cleaner.toml").write_text(f"[files]\n{settings}\n")
    (folder / "a.txt").write_text(BROKEN)
    assert main(["check", "--output-format", "json"]) == 1
    found = json.loads(capfd.readouterr().out)["findings"]
    assert {f"{f['filter']}/{f['rule']}" for f in found} == left
    assert main(["check", "--fix"]) == 0
    text = (folder / "a.txt").read_text()
    assert ("Advertisement" in text, "&amp;" in text) == ("ads/label" not in left, "repair/entity" not in left)
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    "settings",
    [
        "fields = 'x'", "field = 1", "exclude = 'x'", "gitignore = 'no'", "ignore = ['nosuch']", "encoding = 'utf-9'",
        "per-file-ignores = ['x']", "per-file-ignores = { 'x' = 'ads' }", "baseline = 'gone.json'",
    ],
)  # fmt: skip
def test_wrong_settings_are_an_error(folder, settings, capfd):
    (folder / "cleaner.toml").write_text(f"[files]\n{settings}\n")
    assert main(["check"]) == 2
    assert capfd.readouterr().err.startswith("cleaner: ")


def test_baseline(folder, capfd):
    (folder / "b.txt").write_text(BROKEN)
    assert main(["check", "--write-baseline", "known.json"]) == 0
    assert main(["check", "--baseline", "known.json"]) == 0
    assert "3 known" in capfd.readouterr().err
    moved = "A new first line, they said.\n\n" + DIRTY
    (folder / "a.txt").write_text(moved)
    assert main(["check", "--baseline", "known.json"]) == 0, "what moves within its file stays known"
    (folder / "a.txt").write_text(moved + "\nShare this article\n\nAdvertisement\n\nThe road stays closed, he said.\n")
    capfd.readouterr()
    assert main(["check", "--baseline", "known.json"]) == 1
    assert [line.split(": ")[1] for line in capfd.readouterr().out.splitlines()] == ["share/button", "ads/label"]
    assert main(["check", "--fix", "--baseline", "known.json"]) == 0, "what is known is not cut either"
    assert (folder / "a.txt").read_text() == moved + "\nThe road stays closed, he said.\n"
    assert (folder / "b.txt").read_text() == BROKEN


def test_baseline_is_kept_for_files_that_were_not_checked(folder, monkeypatch):
    (folder / "sub").mkdir()
    (folder / "sub/b.txt").write_text(DIRTY)
    (folder / "c.txt").write_text(DIRTY)
    assert main(["check", "-q", "--write-baseline", "sub/known.json"]) == 0
    (folder / "c.txt").unlink()
    (folder / "a.txt").write_text(BROKEN)
    assert main(["check", "-q", "--write-baseline", "sub/known.json", "a.txt"]) == 0
    held = json.loads((folder / "sub/known.json").read_text())
    assert sorted(held["files"]) == ["../a.txt", "b.txt"]
    assert [e["rule"] for e in held["files"]["../a.txt"]] == ["ads/label", "repair/entity"]
    monkeypatch.chdir(folder / "sub")
    (folder / "sub/cleaner.toml").write_text('[files]\nbaseline = "known.json"\n')
    assert main(["check", ".", "../a.txt"]) == 0


def test_empty_baseline_is_readable(folder):
    (folder / "a.txt").write_text(CLEAN)
    assert main(["check", "--write-baseline", "known.json"]) == 0
    assert main(["check", "--baseline", "known.json"]) == 0


def test_what_is_no_baseline_is_not_written_over(folder, capfd):
    (folder / "notes.json").write_text('{"mine": 1}')
    assert main(["check", "--write-baseline", "notes.json"]) == 2
    assert (folder / "notes.json").read_text() == '{"mine": 1}'
    assert main(["check", "--baseline", "notes.json"]) == 2
    assert "is no baseline" in capfd.readouterr().err


PAGE = """<html><head><title>Rain</title></head><body><article><h1>Rain over the valley</h1>
<p>It rained all night in the valley, the warden said on Tuesday, and the river rose by two metres.</p>
<p>Advertisement</p><p>By noon the river was over its banks, and the council had closed the old bridge.</p>
</article></body></html>"""


def test_pages_are_checked_but_never_rewritten(folder, capfd):
    (folder / "p.html").write_text(PAGE)
    assert main(["check", "--fix", "p.html"]) == 1
    told = capfd.readouterr()
    assert "p.html:3:4: ads/label: Advertisement\n" in told.out
    assert "not rewritten" in told.err and "--format html" in told.err and "--write-text" in told.err
    assert main(["check", "p.html"]) == 1
    assert "not rewritten" not in capfd.readouterr().err
    assert (folder / "p.html").read_text() == PAGE
    assert sorted(p.name for p in folder.iterdir()) == ["a.txt", "cleaner.toml", "p.html"]


def test_the_text_of_pages_is_written_beside_on_request(folder, capfd):
    (folder / "p.html").write_text(PAGE)
    assert main(["check", "--write-text", "p.html"]) == 0
    assert "wrote p.txt" in capfd.readouterr().out
    text = (folder / "p.txt").read_text()
    assert "By noon" in text and "Advertisement" not in text and "<p>" not in text
    assert main(["check", "--write-text", "p.html"]) == 0
    (folder / "p.txt").write_text("mine")
    assert main(["check", "--write-text", "p.html"]) == 2
    assert (folder / "p.txt").read_text() == "mine"


def test_jobs_change_nothing_in_what_is_told(folder, capfd):
    for i in range(30):
        (folder / f"{i}.txt").write_text(DIRTY if i % 3 else CLEAN)
    told = []
    for jobs in ("1", "2"):
        assert main(["check", "--jobs", jobs]) == 1
        told.append(capfd.readouterr())
    assert told[0] == told[1] and told[0].out.count("\n") == 21
    assert main(["check", "--fix", "-q", "--jobs", "2"]) == 0
    assert {(folder / f"{i}.txt").read_text() for i in range(30)} == {CLEAN}


class _Deadly(FilePipelines):
    def of(self, path):
        if "7" in path:
            os._exit(9)
        return super().of(path)


def test_a_file_that_kills_its_worker_is_an_error_and_the_others_are_done(folder, monkeypatch):
    monkeypatch.setattr(run_module, "_CHUNK", 2)
    for i in range(12):
        (folder / f"{i}.txt").write_text(DIRTY)
    examiner = Examiner(_Deadly(Pipeline.preset("safe")))
    done = list(run_module.examine_files(examiner, [f"{i}.txt" for i in range(12)], jobs=2))
    assert [e.path for e in done] == [f"{i}.txt" for i in range(12)]
    assert [e.path for e in done if e.error] == ["7.txt"]
    assert all(e.findings for e in done if not e.error)


def test_colours(folder, monkeypatch, capfd):
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["check"])
    assert "\x1b[" in capfd.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["check"])
    assert "\x1b[" not in capfd.readouterr().out


def test_quiet_tells_findings_only(folder, capfd):
    assert main(["check", "-q"]) == 1
    assert capfd.readouterr() == ("a.txt:3:1: ads/label: Advertisement\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_progress_is_drawn_on_terminals_only(monkeypatch, tmp_path):
    monkeypatch.setattr("cleaner.files.progress._PATIENCE", 0.0)
    monkeypatch.setattr("cleaner.files.progress._EVERY", 0.0)
    parent, child = os.openpty()
    with os.fdopen(child, "w") as terminal, (tmp_path / "log").open("w") as log:
        for stream, wanted in ((terminal, True), (terminal, False), (log, True)):
            bar = Progress(stream, 4, wanted=wanted)
            for _ in range(4):
                bar.step()
            bar.clear()
        drawn = ""
        while not drawn.endswith("\x1b[K"):
            drawn += os.read(parent, 10_000).decode()
    os.close(parent)
    assert drawn.count("4/4 files") == 1 and drawn.endswith("4/4 files \r\x1b[K")
    assert (tmp_path / "log").read_text() == ""


def test_words_that_a_terminal_cannot_show_do_not_stop_it(folder, capfd):
    (folder / "a.txt").write_text(
        "It rained, he said.\n\nAdver\x1btisement\n\nADVERTISEMENT \x07\n\nIt stopped, he said.\n"
    )
    main(["check"])
    assert "\x1b" not in capfd.readouterr().out
