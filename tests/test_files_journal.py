"""What `--fix` did can be undone, byte for byte; what was changed since is left alone."""

import json
import os

import pytest

from cleaner.cli import main
from cleaner.files.journal import Journal, read_journal
from tests.files import CLEAN, DIRTY, temporaries


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleaner.toml").write_text("")
    return tmp_path


def fix(*names):
    assert main(["check", "--fix", "-q", "--journal", "j.jsonl", *names]) == 0


def test_undo_brings_back_every_byte(folder, capfd):
    contents = {
        "a.txt": DIRTY.encode(),
        "b c – ñ.txt": DIRTY.replace("\n", "\r\n").encode("utf-16"),
        "sub/d.md": b"---\nx: y\n---\n" + DIRTY.encode(),
        "e.txt": b"Nothing to cut here, the warden said.\n",
    }
    for name, content in contents.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "a.txt").chmod(0o600)
    fix(".")
    assert (folder / "a.txt").read_text() == CLEAN
    assert len(read_journal(folder / "j.jsonl")) == 3
    assert main(["undo", "j.jsonl"]) == 0
    assert {name: (folder / name).read_bytes() for name in contents} == contents
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o600
    told = capfd.readouterr()
    assert told.out.count(": restored") == 3 and "3 files: 3 restored" in told.err
    assert temporaries(folder) == []


def test_undo_twice_changes_nothing_the_second_time(folder, capfd):
    (folder / "a.txt").write_text(DIRTY)
    fix("a.txt")
    assert main(["undo", "-q", "j.jsonl"]) == 0
    assert main(["undo", "j.jsonl"]) == 0
    assert "is as it was before" in capfd.readouterr().out
    assert (folder / "a.txt").read_text() == DIRTY


def test_what_was_changed_since_is_left_alone(folder, capfd):
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(DIRTY)
    fix(".")
    (folder / "a.txt").write_text("Theirs.")
    (folder / "b.txt").unlink()
    assert main(["undo", "j.jsonl"]) == 1
    assert (folder / "a.txt").read_text() == "Theirs."
    assert not (folder / "b.txt").exists()
    assert (folder / "c.txt").read_text() == DIRTY
    told = capfd.readouterr().err
    assert "changed since; left alone" in told and "is gone" in told


def test_a_journal_of_several_runs_is_undone_from_the_end(folder):
    (folder / "a.txt").write_text(DIRTY)
    fix("a.txt")
    (folder / "a.txt").write_text(CLEAN + "\nShare this article\n\nThe road stays closed, he said.\n")
    second = (folder / "a.txt").read_bytes()
    fix("a.txt")
    assert len(read_journal(folder / "j.jsonl")) == 2
    assert main(["undo", "-q", "j.jsonl"]) == 1, "between the runs somebody wrote"
    assert (folder / "a.txt").read_bytes() == second


def test_the_journal_is_written_before_the_file(folder, monkeypatch):
    (folder / "a.txt").write_text(DIRTY)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("cleaner.files.rewrite.os.replace", killed)
        assert main(["check", "--fix", "--journal", "j.jsonl", "a.txt"]) == 130
    (entry,) = read_journal(folder / "j.jsonl")
    assert (entry.before, (folder / "a.txt").read_text()) == (DIRTY.encode(), DIRTY)
    assert main(["undo", "-q", "j.jsonl"]) == 0


def test_the_journal_itself_is_not_checked(folder):
    (folder / "a.txt").write_text(DIRTY)
    fix(".", "--field", "text")
    (folder / "b.txt").write_text(DIRTY)
    fix(".", "--field", "text")
    assert len(read_journal(folder / "j.jsonl")) == 2


def test_half_a_line_is_ignored_and_written_over(folder):
    (folder / "a.txt").write_text(DIRTY)
    (folder / "b.txt").write_text(DIRTY)
    fix("a.txt")
    with (folder / "j.jsonl").open("ab") as journal:
        journal.write(b'{"version": 1, "path": "/x", "aft')
    assert len(read_journal(folder / "j.jsonl")) == 1
    fix("b.txt")
    assert [e.path.name for e in read_journal(folder / "j.jsonl")] == ["a.txt", "b.txt"]


@pytest.mark.skipif(os.name == "nt", reason="names of any bytes are a matter of Unix")
def test_names_of_any_bytes(folder):
    name = os.fsdecode(b"\xff caf\xc3\xa9.txt")
    (folder / name).write_text(DIRTY)
    fix(".")
    assert main(["undo", "-q", "j.jsonl"]) == 0
    assert (folder / name).read_text() == DIRTY


def test_a_journal_that_cannot_be_written_stops_the_rewrite(folder, monkeypatch, capfd):
    (folder / "a.txt").write_text(DIRTY)

    real = os.fsync

    def full(descriptor):
        if os.path.samestat(os.fstat(descriptor), (folder / "j.jsonl").stat()):
            raise OSError(28, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr("cleaner.files.journal.os.fsync", full)
        assert main(["check", "--fix", "--journal", "j.jsonl", "a.txt"]) == 2
    assert "the journal cannot be written" in capfd.readouterr().err
    assert (folder / "a.txt").read_text() == DIRTY
    assert (folder / "j.jsonl").read_bytes() == b""
    assert temporaries(folder) == []


@pytest.mark.parametrize("content", [b"notes\n", b'{"version": 1}\n', b'{"version": 99, "path": "/x"}\n', b"[]\n"])
def test_what_is_no_journal_is_an_error(folder, content, capfd):
    (folder / "j.jsonl").write_bytes(content)
    assert main(["undo", "j.jsonl"]) == 2
    assert "j.jsonl" in capfd.readouterr().err


def test_a_file_that_is_no_journal_is_never_written_over(folder, capfd):
    (folder / "a.txt").write_text(DIRTY)
    (folder / "j.jsonl").write_text("my notes")
    assert main(["check", "--fix", "--journal", "j.jsonl", "a.txt"]) == 2
    assert (folder / "j.jsonl").read_text() == "my notes"
    assert (folder / "a.txt").read_text() == DIRTY
    assert main(["undo", "gone.jsonl"]) == 2


def test_a_file_that_was_made_is_deleted_again(folder):
    (folder / "a.html").write_text(f"<html><body><p>{DIRTY}</p></body></html>")
    assert main(["check", "--write-text", "-q", "--journal", "j.jsonl", "a.html"]) == 0
    assert (folder / "a.txt").exists()
    assert main(["undo", "-q", "j.jsonl"]) == 0
    assert not (folder / "a.txt").exists() and (folder / "a.html").exists()


def test_lines_are_json(folder):
    with Journal(folder / "j.jsonl") as journal:
        journal.record(folder / "a.txt", b"old", b"new")
    (line,) = (folder / "j.jsonl").read_text().splitlines()
    assert set(json.loads(line)) == {"version", "path", "before", "after"}
