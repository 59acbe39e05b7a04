"""Files, folders, settings and names made to harm: a clear line and exit 2, never a trace, a wait or a command run."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cleaner._io.atomic import NewFile, temporary_name, write_whole
from cleaner._io.lock import is_being_written
from cleaner._io.show import safe, safe_line, shortened
from cleaner.cli import main
from cleaner.files.rewrite import RewriteError, rewrite
from tests.files import CLEAN, DIRTY, cleaner, temporaries

posix = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and links of Unix")
ACTING = "\x1b]0;owned\x07\x9b31m\u202e\u2066\r"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleaner.toml").write_text("")
    (tmp_path / "a.txt").write_text(DIRTY)
    return tmp_path


def refused(capfd, *argv):
    """Run; the answer must be an error in one clear line."""
    assert main(list(argv)) == 2
    told = capfd.readouterr().err
    assert told.startswith("cleaner: ") and "Traceback" not in told and "please report" not in told
    return told


@posix
@pytest.mark.parametrize("what", ["pipe", "device"])
@pytest.mark.parametrize("name", [".gitignore", "base.json", "settings.toml", "journal", "p.txt"])
def test_what_is_no_regular_file_is_not_waited_for(folder, capfd, what, name):
    if what == "pipe":
        os.mkfifo(folder / name)
    else:
        (folder / name).symlink_to("/dev/zero")
    argv = {
        ".gitignore": ["check", "."],
        "base.json": ["check", "--baseline", name, "a.txt"],
        "settings.toml": ["check", "--config", name, "a.txt"],
        "journal": ["check", "--fix", "--journal", name, "a.txt"],
        "p.txt": ["check", name],
    }[name]
    told = refused(capfd, *argv)
    assert name in told
    if name != "journal":
        assert "no regular file" in told


@posix
def test_strays_that_are_no_regular_files_are_left(folder):
    os.mkfifo(folder / ".cleaner-999999999-0123.tmp")
    (folder / ".cleaner-999999999-4567.tmp").symlink_to("a.txt")
    (folder / ".cleaner-mine.tmp").write_text("mine")
    assert main(["check", "--fix", "-q", "a.txt"]) == 0
    assert len(temporaries(folder)) == 3 and (folder / "a.txt").read_text() == CLEAN


@posix
def test_links_that_lead_to_themselves(folder, capfd):
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "round").symlink_to(".")
    for argv in (["check", "loop.txt"], ["check", "--fix", "loop.txt"], ["clean", "loop.txt"], ["explain", "loop.txt"]):
        assert "loop.txt" in refused(capfd, *argv)
    assert main(["check", "--fix", "-q", "."]) == 0, "links are not followed"


@pytest.fixture
def deep(folder):
    """1,200 folders in each other, with a file in the last; taken away again, for pytest cannot."""
    there = os.open(folder, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=there)
        below = os.open("d", os.O_RDONLY, dir_fd=there)
        os.close(there)
        there = below
    with os.fdopen(os.open("b.txt", os.O_WRONLY | os.O_CREAT, dir_fd=there), "w") as deep:
        deep.write(DIRTY)
    yield
    os.unlink("b.txt", dir_fd=there)
    for _ in range(1200):
        above = os.open("..", os.O_RDONLY, dir_fd=there)
        os.rmdir("d", dir_fd=above)
        os.close(there)
        there = above
    os.close(there)


@posix
def test_folders_nested_1200_deep(deep, capfd):
    assert main(["check", "."]) == 1
    assert capfd.readouterr().out.count("ads/label") == 2


@pytest.mark.parametrize(
    "text", ["only = " + "[" * 20_000, "a = " + "{b=" * 5000, "[" * 5000, "a" + ".a" * 50 + " = 1", "\0"]
)
@pytest.mark.parametrize("name", ["cleaner.toml", "pyproject.toml"])
def test_odd_settings(folder, capfd, text, name):
    (folder / name).write_text(f"[tool.cleaner]\n{text}" if name == "pyproject.toml" else text)
    if name == "pyproject.toml":
        (folder / "cleaner.toml").unlink()
    assert name in refused(capfd, "check", "a.txt")


BASELINES = [
    "[" * 50_000,
    '{"version": 1, "files": ' + "[" * 50_000,
    "null",
    "1e400",
    '{"version": NaN}',
    '{"version": 1, "files": {"a.txt": {}}}',
    '{"version": 1, "files": {"a\\u0000.txt": []}}',
    '{"version": 1, "files": {"a.txt": [{"rule": 1, "digest": [], "count": "x"}]}}',
    '{"version": 1, "files": {"a.txt": [{"rule": "r", "digest": "d", "count": 1e999}]}}',
    '{"version": 1, "files": {"a.txt": [{"rule": "r", "digest": "d", "count": ' + "9" * 5000 + "}]}}",
]


@pytest.mark.parametrize("content", BASELINES, ids=range(len(BASELINES)))
def test_odd_baselines(folder, capfd, content):
    (folder / "base.json").write_text(content)
    assert "base.json" in refused(capfd, "check", "--baseline", "base.json", "a.txt")
    assert "base.json" in refused(capfd, "check", "--write-baseline", "base.json", "a.txt")
    assert (folder / "base.json").read_text() == content


@posix
@pytest.mark.parametrize("content", ["[" * 50_000, "null", "[]", '{"version": [1]}', "\0", None])
def test_odd_manifests_and_outputs(folder, capfd, content):
    (folder / "out").mkdir()
    for name in ("manifest.json", "part-00000-0000.jsonl"):
        if content is None:
            os.mkfifo(folder / "out" / name)
        else:
            (folder / "out" / name).write_text(content)
    refused(capfd, "run", "a.txt", "out")
    if content != '{"version": [1]}':
        refused(capfd, "diff", "out", "out")


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "argv", [["clean", "a.txt"], ["check", "a.txt"], ["explain", "a.txt"], ["--help"], ["filters"]]
)
def test_a_full_disk_behind_standard_output(folder, argv):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "cleaner", *argv], stdout=full, stderr=subprocess.PIPE, cwd=folder)
    assert done.returncode == 2
    assert b"No space left" in done.stderr and b"Traceback" not in done.stderr and b"ignored" not in done.stderr


@posix
def test_closed_standard_streams(folder):
    done = subprocess.run(f"{sys.executable} -m cleaner check a.txt >&- 2>&- <&-", shell=True, cwd=folder)
    assert done.returncode == 1
    assert (folder / "a.txt").read_text() == DIRTY


def test_any_other_mistake_is_one_line(folder, capfd, monkeypatch):
    monkeypatch.delenv("CLEANER_TRACEBACK", raising=False)
    for error in (
        ValueError("odd\n::error::x"),
        RecursionError(),
        MemoryError(),
        OSError(5, "Input/output error", "x"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr("cleaner.cli.clean.parser", lambda error=error: (_ for _ in ()).throw(error))
            assert main(["clean", "a.txt"]) == 2
        told = capfd.readouterr().err
        assert told.startswith("cleaner: ") and told.count("\n") == 1


# Trust


def with_filter(folder, name="cleaner.toml", table=""):
    (folder / "evil.py").write_text(
        "open('ran', 'w').close()\nclass F:\n    name = 'f'\n    def __call__(self, view): return ()\n"
    )
    (folder / name).write_text(f'{table}filters = ["evil:F"]\n')


@pytest.mark.parametrize("command", ["check", "clean", "explain", "run"])
@pytest.mark.parametrize("below", [False, True])
def test_settings_that_were_found_by_the_way_run_no_code(tmp_path, command, below):
    with_filter(tmp_path)
    where = tmp_path / "news" if below else tmp_path
    where.mkdir(exist_ok=True)
    (where / "a.txt").write_text(DIRTY)
    more = ["--dry-run"] if command == "run" else []
    done = cleaner(command, "a.txt", *more, cwd=where)
    assert done.returncode == 2 and not (where / "ran").exists()
    assert b"--config" in done.stderr and b"evil:F" in done.stderr and b"Traceback" not in done.stderr
    assert cleaner(command, "a.txt", *more, "--isolated", cwd=where).returncode in (0, 1)
    allowed = cleaner(command, "a.txt", *more, "--config", str(tmp_path / "cleaner.toml"), cwd=where)
    assert allowed.returncode in (0, 1) and (where / "ran").exists()


def test_the_users_own_project_may_have_filters(tmp_path):
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    with_filter(project, "pyproject.toml", "[tool.cleaner]\n")
    (project / "a.txt").write_text(DIRTY)
    assert cleaner("clean", "a.txt", cwd=project).returncode == 0
    assert (project / "ran").exists()


@posix
@pytest.mark.parametrize("how", ["no repository", "inside another project", "others may write", "a link", "another's"])
def test_a_pyproject_that_is_not_the_root_of_the_users_project_runs_no_code(tmp_path, how):
    project = tmp_path / "data"
    (project / ".git").mkdir(parents=True)
    with_filter(project, "pyproject.toml", "[tool.cleaner]\n")
    (project / "a.txt").write_text(DIRTY)
    if how == "no repository":
        (project / ".git").rmdir()
    elif how == "inside another project":
        (tmp_path / ".git").mkdir()
    elif how == "others may write":
        (project / "pyproject.toml").chmod(0o666)
    elif how == "a link":
        (project / "pyproject.toml").rename(project / "other.toml")
        (project / "pyproject.toml").symlink_to("other.toml")
    elif os.geteuid() == 0:
        os.chown(project / "pyproject.toml", 65534, 65534)
    else:
        pytest.skip("needs root to give a file away")
    assert cleaner("clean", "a.txt", cwd=project).returncode == 2
    assert not (project / "ran").exists()


# Printing


def test_the_gate():
    assert safe("ein\tschöner Tag\n日本語 🙂 שלום\u200f") == "ein\tschöner Tag\n日本語 🙂 שלום\u200f", (
        "text stays as it is"
    )
    assert safe("a\r\nb\x1b[31m\x9b\u202e\ud800") == "a\nb<U+001B>[31m<U+009B><U+202E>\ufffd"
    assert safe_line("a\nb\tc\u200b") == "a<U+000A>b<U+0009>c<U+200B>"
    assert shortened("a  b\n c" * 9, 8) == "a b ca …"


def acts(told):
    return any(c in told for c in "\x1b\x07\x9b\u202e\u2066") or any(
        line.startswith(("::", "a::")) for line in told.splitlines()
    )


@posix
def test_names_cannot_act_on_a_terminal_or_a_log(folder, capfd):
    name = f"a{ACTING}\n::error file=x::y.txt"
    (folder / name).write_text(DIRTY)
    (folder / name.replace(".txt", ".csv")).write_text("x")
    (folder / name.replace(".txt", ".md")).symlink_to("gone")
    for argv in (
        ["check", "."],
        ["check", "-v", "--field", "f", name, name.replace(".txt", ".csv")],
        ["check", name.replace(".txt", ".md")],
        ["check", "--diff", "."],
        ["check", "--output-format", "github", "."],
        ["check", "--output-format", "json", "."],
        ["check", "--output-format", "sarif", "."],
        ["clean", "--explain", name],
        ["clean", name + "gone"],
        ["explain", name],
        ["explain", name + "gone"],
        ["check", f"--fi{ACTING}"],
        ["check", "--fix", "--journal", "j", "."],
        ["undo", "j"],
    ):
        main(argv)
        told = capfd.readouterr()
        told_lines = [line for line in (told.out + told.err).splitlines() if not line.startswith("::error file=")]
        assert not acts("\n".join(told_lines)), argv


def test_findings_cannot_act_on_a_terminal(folder, capfd):
    (folder / "a.txt").write_text(DIRTY.replace("Advertisement", f"Photo: {ACTING} Jane Roe / Reuters"))
    for argv in (["check", "a.txt"], ["clean", "--explain", "-o", "out", "a.txt"], ["explain", "a.txt"]):
        main([*argv, "--preset", "article"])
        assert not acts("".join(capfd.readouterr())), argv


@posix
@pytest.mark.parametrize(
    "argv", [["clean", "a.txt", "--preset", "safe", "--repairs", "none"], ["check", "--diff", "a.txt"]]
)
def test_text_and_diffs_are_exact_in_a_file_and_safe_on_a_terminal(folder, argv):
    (folder / "a.txt").write_text(DIRTY.replace("night", f"night {ACTING[:-1]}"))
    command = [sys.executable, "-m", "cleaner", *argv]
    assert ACTING[:-1] in subprocess.run(command, capture_output=True).stdout.decode(), "a file gets what there is"
    parent, child = os.openpty()
    with os.fdopen(parent, "rb", buffering=0) as screen, os.fdopen(child, "wb") as terminal:
        subprocess.run(command, stdout=terminal, stderr=subprocess.DEVNULL)
        shown = screen.read(100_000).decode()
    assert "<U+001B>" in shown and not acts(shown)


# Whole files


@posix
def test_a_new_file_follows_no_link_and_takes_no_foreseen_name(folder):
    (folder / "kept").write_text("kept")
    (folder / "b.txt").symlink_to("kept")
    (folder / "b.txt.tmp").symlink_to("kept")
    write_whole(folder / "b.txt", b"new")
    assert (folder / "kept").read_text() == "kept" and not (folder / "b.txt").is_symlink()
    assert temporary_name() != temporary_name()
    with NewFile(folder / "b.txt") as new:
        assert new.temporary.name not in ("b.txt.tmp", "b.txt")


@posix
def test_what_another_program_appends_during_the_last_step_is_kept(folder, monkeypatch):
    path = folder / "a.txt"
    real = os.replace

    def appended(old, new):
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", real)
            with path.open("a") as log:
                real(old, new)
                log.write("Theirs.\n")

    with monkeypatch.context() as patch:
        patch.setattr("cleaner._io.atomic.os.replace", appended)
        rewrite(path, DIRTY.encode(), CLEAN.encode())
    assert path.read_text() == CLEAN + "Theirs.\n"
    assert temporaries(folder) == []


@posix
def test_what_another_program_writes_anew_during_the_last_step_gets_its_place_back(folder, monkeypatch):
    path = folder / "a.txt"
    real = os.replace

    def overwritten(old, new):
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", real)
            with path.open("r+") as theirs:
                real(old, new)
                theirs.write("Theirs.\n")

    with monkeypatch.context() as patch:
        patch.setattr("cleaner._io.atomic.os.replace", overwritten)
        with pytest.raises(RewriteError, match="another program changed it"):
            rewrite(path, DIRTY.encode(), CLEAN.encode())
    assert path.read_text().startswith("Theirs.\n")
    assert temporaries(folder) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a kernel that tells who writes")
def test_a_file_that_is_being_written_is_refused(folder, capfd):
    with (folder / "a.txt").open("a") as log:
        with (folder / "a.txt").open("rb") as file:
            if not is_being_written(file):
                pytest.skip("the file system has no leases")
        assert "open for writing" in refused(capfd, "check", "--fix", "a.txt")
        log.write("more\n")
    assert main(["check", "--fix", "-q", "a.txt"]) == 0


@posix
def test_appending_while_we_rewrite_loses_hardly_anything(folder):
    path, lines, stop = folder / "log.txt", 400, threading.Event()
    path.write_text(DIRTY)

    def rewrite_again_and_again():
        while not stop.is_set():
            before = path.read_bytes()
            try:
                rewrite(path, before, before + b"-")
            except RewriteError:
                continue

    other = threading.Thread(target=rewrite_again_and_again)
    other.start()
    for i in range(lines):
        with path.open("a") as log:
            log.write(f"line {i}\n")
    stop.set()
    other.join()
    kept = path.read_text()
    assert sum(f"line {i}\n" in kept for i in range(lines)) >= lines - (1 if sys.platform == "linux" else 4)
