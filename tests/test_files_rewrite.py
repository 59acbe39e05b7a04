"""A file gets new content whole or not at all: full disks, read-only places, links, rivals, kills."""

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time

import pytest
from kill_test_files import Figures, kill_runs

from cleaner._io.atomic import sweep
from cleaner.cli import main
from cleaner.files.rewrite import RewriteError, create, rewrite
from tests.files import CLEAN, DIRTY, temporaries

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
posix = pytest.mark.skipif(os.name != "posix", reason="permissions, links and signals of Unix")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleaner.toml").write_text("")
    (tmp_path / "a.txt").write_text(DIRTY)
    return tmp_path


def content(path):
    return path.read_text(encoding="utf-8")


def test_rewrite_gives_new_content_and_keeps_the_mode(folder):
    path = folder / "a.txt"
    path.chmod(0o640)
    os.utime(path, (1, 1))
    assert rewrite(path, DIRTY.encode(), CLEAN.encode()) == path.resolve()
    assert content(path) == CLEAN
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.stat().st_mtime > 1, "whoever builds from the file must see that it changed"
    assert temporaries(folder) == []


@posix
def test_owner_and_attributes_stay(folder):
    path = folder / "a.txt"
    if ROOT:
        os.chown(path, 12345, 23456)
    try:
        os.setxattr(path, "user.origin", b"feed 7")
        attributes = True
    except (OSError, AttributeError):  # not every file system has them
        attributes = False
    before = path.stat()
    rewrite(path, DIRTY.encode(), CLEAN.encode())
    assert (path.stat().st_uid, path.stat().st_gid) == (before.st_uid, before.st_gid)
    if attributes:
        assert os.getxattr(path, "user.origin") == b"feed 7"


@posix
@pytest.mark.skipif(not ROOT, reason="needs root to become another user")
def test_a_file_of_another_user_is_refused(folder):
    os.chown(folder / "a.txt", 12345, 12345)
    (folder / "a.txt").chmod(0o666)
    folder.chmod(0o777)
    _open_up(folder)
    with pytest.raises(RewriteError, match="belongs to another user"):
        _as_nobody(lambda: rewrite(folder / "a.txt", DIRTY.encode(), CLEAN.encode()))
    assert content(folder / "a.txt") == DIRTY
    assert temporaries(folder) == []


def _open_up(folder):
    """Let everybody pass through the folders that pytest made around `folder`: two, or three if it runs in parallel."""
    for parent in folder.parents[:3]:
        if parent.name.startswith(("pytest-", "popen-")):
            parent.chmod(parent.stat().st_mode | 0o011)


def _as_nobody(call):
    """Call with the rights of nobody, in this process."""
    os.setegid(65534)
    os.seteuid(65534)
    try:
        return call()
    finally:
        os.seteuid(0)
        os.setegid(0)


def test_unchanged_files_are_not_written(folder):
    (folder / "a.txt").write_text(CLEAN)
    before = (folder / "a.txt").stat()
    assert main(["check", "--fix", "a.txt"]) == 0
    after = (folder / "a.txt").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_symbolic_link_stays_and_what_it_leads_to_is_rewritten(folder):
    (folder / "far").mkdir()
    (folder / "far/real.txt").write_text(DIRTY)
    (folder / "link.txt").symlink_to("far/real.txt")
    assert main(["check", "--fix", "link.txt"]) == 0
    assert (folder / "link.txt").is_symlink()
    assert content(folder / "far/real.txt") == CLEAN


def test_a_broken_link_is_an_error(folder, capfd):
    (folder / "link.txt").symlink_to("gone.txt")
    assert main(["check", "--fix", "link.txt"]) == 2
    assert "link.txt" in capfd.readouterr().err


def test_hard_links_are_refused_unless_asked(folder, capfd):
    os.link(folder / "a.txt", folder / "b.txt")
    assert main(["check", "--fix", "a.txt"]) == 2
    assert "2 names" in capfd.readouterr().err
    assert content(folder / "a.txt") == DIRTY
    assert main(["check", "--fix", "--break-hard-links", "a.txt"]) == 0
    assert (content(folder / "a.txt"), content(folder / "b.txt")) == (CLEAN, DIRTY)


def test_a_read_only_file_is_refused(folder, capfd):
    (folder / "a.txt").chmod(0o444)
    assert main(["check", "--fix", "a.txt"]) == 2
    assert "read-only" in capfd.readouterr().err
    assert content(folder / "a.txt") == DIRTY
    assert main(["check", "a.txt"]) == 1, "it can still be checked"


@posix
def test_a_read_only_folder_is_refused(folder, capfd):
    path = folder / "sub/a.txt"
    path.parent.mkdir()
    path.write_text(DIRTY)
    if ROOT:
        os.chown(path, 65534, 65534)
        _open_up(folder)
        folder.chmod(0o755)
    path.parent.chmod(0o555)
    try:
        assert (_as_nobody if ROOT else lambda call: call())(lambda: main(["check", "--fix", "sub/a.txt"])) == 2
    finally:
        path.parent.chmod(0o755)
    assert "Permission denied" in capfd.readouterr().err
    assert content(path) == DIRTY


@posix
def test_pipes_and_folders_are_no_files(folder, capfd):
    os.mkfifo(folder / "p.txt")
    assert main(["check", "--fix", "p.txt"]) == 2
    assert "no regular file" in capfd.readouterr().err


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "open"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_failing_call_leaves_the_old_file(folder, monkeypatch, capfd, call, number):
    real = getattr(os, call)

    def fail(*args, **kwargs):
        if call == "open" and not args[1] & os.O_CREAT:
            return real(*args, **kwargs)
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        code = main(["check", "--fix", "a.txt"])
    assert code == 2
    assert os.strerror(number) in capfd.readouterr().err
    assert content(folder / "a.txt") == DIRTY
    assert temporaries(folder) == []


def test_short_writes_are_gone_on_with(folder, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda to, data: real(to, data[:7]))
    rewrite(folder / "a.txt", DIRTY.encode(), CLEAN.encode())
    assert content(folder / "a.txt") == CLEAN


def test_a_folder_that_cannot_be_synced_is_no_error(folder, monkeypatch):
    real = os.fsync

    def only_files(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not here")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    rewrite(folder / "a.txt", DIRTY.encode(), CLEAN.encode())
    assert content(folder / "a.txt") == CLEAN


@posix
@pytest.mark.skipif(not ROOT, reason="needs root to mount a small file system")
def test_a_full_disk(folder, capfd):
    disk = folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        before = DIRTY + "The water rose. " * 6000
        (disk / "a.txt").write_text(before)
        (disk / "filler").write_bytes(b"x" * 100_000)
        code = main(["check", "--fix", "--journal", "j", "disk/a.txt"])
        told = capfd.readouterr().err
        assert code == 2 and "No space left on device" in told and "make room" in told
        assert content(disk / "a.txt") == before
        assert temporaries(disk) == []
        (disk / "filler").unlink()
        assert main(["check", "--fix", "-q", "disk/a.txt"]) == 0
        assert content(disk / "a.txt") == before.replace("Advertisement\n\n", "")
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("rival", ["writes", "replaces", "deletes", "links"])
def test_a_file_that_changes_under_us_is_left_alone(folder, rival):
    path = folder / "a.txt"

    def meddle(_):
        if rival == "writes":
            path.write_text("Theirs.")
        elif rival == "replaces":
            (folder / "new").write_text(DIRTY)
            (folder / "new").replace(path)
        elif rival == "links":
            os.link(path, folder / "b.txt")
        else:
            path.unlink()

    with pytest.raises(RewriteError, match="not rewritten"):
        rewrite(path, DIRTY.encode(), CLEAN.encode(), ready=meddle)
    assert (content(path) if path.exists() else None) == {"writes": "Theirs.", "deletes": None}.get(rival, DIRTY)
    assert temporaries(folder) == []


def test_a_file_that_changed_before_the_rewrite_is_left_alone(folder):
    with pytest.raises(RewriteError, match="another program changed it"):
        rewrite(folder / "a.txt", b"something else", CLEAN.encode())
    assert content(folder / "a.txt") == DIRTY


@posix
def test_runs_wait_for_each_other(folder, monkeypatch):
    fcntl = pytest.importorskip("fcntl")
    path = folder / "a.txt"
    with path.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        monkeypatch.setattr("cleaner.files.rewrite._LOCK_SECONDS", 0.1)
        with pytest.raises(RewriteError, match="another run"):
            rewrite(path, DIRTY.encode(), CLEAN.encode())
        monkeypatch.setattr("cleaner.files.rewrite._LOCK_SECONDS", 30)
        threading.Timer(0.1, fcntl.flock, (held, fcntl.LOCK_UN)).start()
        rewrite(path, DIRTY.encode(), CLEAN.encode())
    assert content(path) == CLEAN


@posix
def test_two_runs_at_once_lose_nothing(folder):
    for i in range(40):
        (folder / f"{i}.txt").write_text(DIRTY)
    command = [sys.executable, "-m", "cleaner", "check", "--fix", "-q", "."]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    told = b"".join(run.communicate()[1] for run in runs)
    assert {run.returncode for run in runs} <= {0, 2} and b"Traceback" not in told
    assert all(content(p) == CLEAN for p in folder.glob("*.txt"))
    assert temporaries(folder) == []


def test_create_never_takes_the_place_of_another_file(folder):
    assert create(folder / "new.txt", b"one")
    assert not create(folder / "new.txt", b"one")
    with pytest.raises(RewriteError, match="there already"):
        create(folder / "new.txt", b"two")
    assert (folder / "new.txt").read_bytes() == b"one"
    assert temporaries(folder) == []


def test_create_where_there_are_no_hard_links(folder, monkeypatch):
    def fail(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", fail)
    assert create(folder / "new.txt", b"one")
    assert (folder / "new.txt").read_bytes() == b"one"
    assert temporaries(folder) == []


@posix
def test_strays_of_dead_runs_are_swept_and_others_left(folder):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    names = {
        "dead": f".cleaner-{gone.pid}-0123.tmp",
        "living": f".cleaner-{os.getpid()}-0123.tmp",
        "old": f".cleaner-{os.getpid()}-4567.tmp",
        "other": ".cleaner-notes.txt",
    }
    for name in names.values():
        (folder / name).write_text("half")
    os.utime(folder / names["old"], (1, 1))
    assert [p.name for p in sweep(folder)] == sorted([names["dead"], names["old"]])
    assert sorted(temporaries(folder)) == sorted([names["living"], names["other"]])


@posix
def test_check_alone_sweeps_nothing(folder, capfd):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (folder / f".cleaner-{gone.pid}-0123.tmp").write_text("half")
    assert main(["check", "."]) == 1
    assert len(temporaries(folder)) == 1
    assert main(["check", "--fix", "."]) == 0
    assert temporaries(folder) == []
    assert "left by a run that was killed" in capfd.readouterr().err


@posix
def test_control_c_leaves_whole_files_and_says_so(folder):
    for i in range(300):
        (folder / f"{i:03}.txt").write_text(DIRTY * 20)
    command = [sys.executable, "-m", "cleaner", "check", "--fix", "--jobs", "1", "."]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdout is not None
    run.stdout.readline()  # the first file is written
    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=30)
    assert run.returncode == 130
    assert b"the others are as they were" in told and b"Traceback" not in told
    written = {content(p) == DIRTY * 20 for p in folder.glob("???.txt")}
    assert written == {True, False}
    assert temporaries(folder) == []


@posix
def test_control_c_ends_the_workers_too(folder):
    for i in range(200):
        (folder / f"{i:03}.txt").write_text(DIRTY * 20)
    command = [sys.executable, "-m", "cleaner", "check", "--jobs", "2", "."]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert run.stdout is not None
    run.stdout.readline()
    os.killpg(run.pid, signal.SIGINT)
    run.communicate(timeout=30)
    assert run.returncode == 130
    assert gone(run.pid), "workers stayed behind"


@posix
def test_workers_die_with_a_parent_that_is_killed(folder):
    for i in range(200):
        (folder / f"{i:03}.txt").write_text(DIRTY * 200)
    command = [sys.executable, "-m", "cleaner", "check", "--jobs", "2", "."]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    assert run.stdout is not None
    run.stdout.readline()
    run.kill()
    run.communicate(timeout=30)
    assert gone(run.pid), "workers stayed behind"


def gone(group, seconds=2.0):
    """Whether no process of `group` is at work; one that nobody has asked after yet (a zombie) is not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
        if not any(line.split()[0] == str(group) and "Z" not in line for line in listed.splitlines()):
            return True
        time.sleep(0.02)
    return False


@posix
def test_kills_at_random_moments_tear_and_lose_nothing(tmp_path):
    figures = kill_runs(tmp_path, kills=30, files=8, seed=7)
    harmless = Figures(30, figures.finished, torn=0, lost=0, strays=figures.strays, strays_left=0, not_undone=0)
    assert figures == harmless
    assert figures.finished < 30, "some kills must hit a run that is at work"
