"""What `--fix` did can be undone, byte for byte; what was changed since is left alone."""

import base64
import json
import os
import zlib
from hashlib import sha256

import pytest

from cleaner.cli import main
from cleaner.files.journal import Entry, Journal, JournalReader, line_of
from tests.files import CLEAN, DIRTY, temporaries


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleaner.toml").write_text("")
    return tmp_path


def entries(path) -> list[Entry]:
    with JournalReader(path) as journal:
        return journal.entries


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
    assert len(entries(folder / "j.jsonl")) == 3
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
    assert len(entries(folder / "j.jsonl")) == 2
    assert main(["undo", "-q", "j.jsonl"]) == 1, "between the runs somebody wrote"
    assert (folder / "a.txt").read_bytes() == second


def test_the_journal_is_written_before_the_file(folder, monkeypatch):
    (folder / "a.txt").write_text(DIRTY)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("cleaner.files.rewrite.os.replace", killed)
        assert main(["check", "--fix", "--journal", "j.jsonl", "a.txt"]) == 130
    with JournalReader(folder / "j.jsonl") as journal:
        (entry,) = journal.entries
        assert (journal.content(entry), (folder / "a.txt").read_text()) == (DIRTY.encode(), DIRTY)
    assert main(["undo", "-q", "j.jsonl"]) == 0


def test_the_journal_itself_is_not_checked(folder):
    (folder / "a.txt").write_text(DIRTY)
    fix(".", "--field", "text")
    (folder / "b.txt").write_text(DIRTY)
    fix(".", "--field", "text")
    assert len(entries(folder / "j.jsonl")) == 2


def test_half_a_line_is_ignored_and_written_over(folder):
    (folder / "a.txt").write_text(DIRTY)
    (folder / "b.txt").write_text(DIRTY)
    fix("a.txt")
    with (folder / "j.jsonl").open("ab") as journal:
        journal.write(b'{"version": 1, "path": "/x", "aft')
    assert len(entries(folder / "j.jsonl")) == 1
    fix("b.txt")
    assert [e.path.name for e in entries(folder / "j.jsonl")] == ["a.txt", "b.txt"]


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
    with Journal(folder / "j.jsonl", folder) as journal:
        journal.record(folder / "a.txt", b"old", b"new")
    (line,) = (folder / "j.jsonl").read_text().splitlines()
    assert set(json.loads(line)) == {"version", "root", "path", "after", "size", "before", "content", "sum"}


def hostile(folder, path, content=b"old", now=b"new", *, root=None, size=None, packed=None):
    """Write a journal, as somebody else might, that tells of `path`."""
    values = {
        "root": str(root or folder),
        "path": str(path),
        "after": sha256(now).hexdigest(),
        "size": str(len(content) if size is None else size),
        "before": sha256(content).hexdigest(),
        "content": base64.b64encode(packed or zlib.compress(content)).decode(),
    }
    (folder / "j.jsonl").write_bytes(line_of(values))


def test_two_runs_cannot_share_a_journal(folder, capfd):
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(DIRTY)
    fix("a.txt")
    before = (folder / "j.jsonl").read_bytes()
    with Journal(folder / "j.jsonl", folder):
        assert main(["check", "--fix", "-q", "--journal", "j.jsonl", "b.txt"]) == 2
        assert "another run" in capfd.readouterr().err
        assert (folder / "b.txt").read_text() == DIRTY, "nothing is rewritten that could not be noted"
        assert main(["undo", "j.jsonl"]) == 2
    assert (folder / "j.jsonl").read_bytes() == before
    assert main(["undo", "-q", "j.jsonl"]) == 0


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize(
    "harm", [lambda b: b[:200] + b"Q" + b[201:], lambda b: b[:99] + b"\n", lambda b: b"\0" * 80 + b"\n"]
)
def test_what_is_whole_is_restored_and_what_is_not_is_named(folder, capfd, number, harm):
    names = ["a.txt", "b.txt", "c.txt"]
    for name in names:
        (folder / name).write_text(DIRTY)
    fix(*names)
    lines = (folder / "j.jsonl").read_bytes().splitlines(keepends=True)
    lines[number] = harm(lines[number])
    (folder / "j.jsonl").write_bytes(b"".join(lines))
    assert main(["undo", "j.jsonl"]) == 2
    assert f"line {number + 1} is damaged" in capfd.readouterr().err
    assert [(folder / n).read_text() == DIRTY for n in names] == [i != number for i in range(3)]
    (folder / "d.txt").write_text(DIRTY)
    fix("d.txt")
    assert len(entries(folder / "j.jsonl")) == 3, "a later run adds to it"


@pytest.mark.parametrize(
    "content", [b'{"version": 1, "mine": 2}\n', b'{"version"', b'{"version": 2, "root": "/x"}\n', b"\n"]
)
def test_a_file_of_the_users_that_looks_like_a_journal_stays(folder, content, capfd):
    (folder / "a.txt").write_text(DIRTY)
    (folder / "j.json").write_bytes(content)
    assert main(["check", "--fix", "--journal", "j.json", "a.txt"]) == 2
    assert "no journal" in capfd.readouterr().err
    assert ((folder / "j.json").read_bytes(), (folder / "a.txt").read_text()) == (content, DIRTY)


def test_undo_stays_inside_the_root_of_the_run(folder, tmp_path_factory, capfd):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "b.txt"
    elsewhere.write_bytes(b"new")
    hostile(folder, elsewhere)
    assert main(["undo", "j.jsonl"]) == 2
    assert "outside of" in capfd.readouterr().err and elsewhere.read_bytes() == b"new"
    hostile(folder, elsewhere, root="/")
    assert main(["undo", "j.jsonl"]) == 2 and elsewhere.read_bytes() == b"new"
    assert main(["undo", "--anywhere", "j.jsonl"]) == 0 and elsewhere.read_bytes() == b"old"


def test_paths_that_lead_upward_are_refused(folder, capfd):
    (folder / "sub").mkdir()
    (folder / "b.txt").write_bytes(b"new")
    for path in (folder / "sub/../b.txt", "b.txt", "/"):
        hostile(folder, path, root=folder / "sub")
        assert main(["undo", "j.jsonl"]) == 2
    assert (folder / "b.txt").read_bytes() == b"new"
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("link", ["file", "folder"])
def test_a_link_that_was_swapped_in_is_not_followed(folder, tmp_path_factory, capfd, link):
    (folder / "sub").mkdir()
    (folder / "sub/a.txt").write_text(DIRTY)
    fix("sub/a.txt")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "a.txt").write_text(CLEAN)
    (folder / "sub/a.txt").unlink()
    if link == "file":
        (folder / "sub/a.txt").symlink_to(elsewhere / "a.txt")
    else:
        (folder / "sub").rmdir()
        (folder / "sub").symlink_to(elsewhere)
    for option in ((), ("--anywhere",)):
        assert main(["undo", *option, "j.jsonl"]) == 2
        assert "a link leads elsewhere" in capfd.readouterr().err
    assert (elsewhere / "a.txt").read_text() == CLEAN


@pytest.mark.skipif(os.name == "nt", reason="pipes of Unix")
def test_pipes_and_devices_are_not_waited_for(folder, capfd):
    os.mkfifo(folder / "pipe.txt")
    hostile(folder, folder / "pipe.txt")
    assert main(["undo", "j.jsonl"]) == 2
    assert "no regular file" in capfd.readouterr().err
    hostile(folder, "/dev/zero", root="/dev")
    assert main(["undo", "--anywhere", "j.jsonl"]) == 2
    assert main(["undo", "pipe.txt"]) == 2
    (folder / "a.txt").write_text(DIRTY)
    assert main(["check", "--fix", "--journal", "pipe.txt", "a.txt"]) == 2
    assert (folder / "a.txt").read_text() == DIRTY


def test_a_bomb_is_not_inflated(folder, capfd):
    (folder / "a.txt").write_bytes(b"new")
    bomb = zlib.compress(b"x" * (80 << 20))
    for size in (80 << 20, 3, -1, 10**30):
        hostile(folder, folder / "a.txt", size=size, packed=bomb)
        assert main(["undo", "j.jsonl"]) == 2
        assert "journal" in capfd.readouterr().err
    assert (folder / "a.txt").read_bytes() == b"new"


def test_content_that_packs_like_a_bomb_comes_back(folder, monkeypatch):
    monkeypatch.setattr("cleaner.files.journal._SAFE_SIZE", 1000)
    (folder / "a.txt").write_bytes(b"new")
    with Journal(folder / "j.jsonl", folder) as journal:
        journal.record(folder / "a.txt", b"x" * 1_000_000, b"new")
    assert main(["undo", "-q", "j.jsonl"]) == 0
    assert (folder / "a.txt").read_bytes() == b"x" * 1_000_000


def test_what_will_be_done_is_listed_first(folder, capfd):
    (folder / "a.txt").write_text(DIRTY)
    fix("a.txt")
    assert main(["undo", "--dry-run", "j.jsonl"]) == 0
    assert capfd.readouterr().out.endswith("a.txt: to be restored\n")
    assert (folder / "a.txt").read_text() == CLEAN
    assert main(["undo", "j.jsonl"]) == 0
    told = capfd.readouterr().out
    assert told.index("to be restored") < told.index(": restored")


def test_names_in_a_journal_cannot_act_on_the_terminal(folder, capfd):
    hostile(folder, folder / "a\x1b]0;owned\x07\u202e\n::error::b.txt")
    main(["undo", "j.jsonl"])
    told = "".join(capfd.readouterr())
    assert "\x1b" not in told and "\x07" not in told and "\u202e" not in told
    assert not any(line.startswith("::") for line in told.splitlines())
