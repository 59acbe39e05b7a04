"""A file gets new content whole or not at all, whatever happens on the way.

The new content is written beside the file, brought to the disk, and put in its place in one step (`os.replace`). Who
is killed before that step leaves the old file and a stray, which the next run sweeps; after it, the new file.
Between the last look at the file and that step lies a moment (some microseconds) in which another program's write
would be lost; no portable call closes it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from cleaner.errors import InputError

PREFIX, SUFFIX = ".cleaner-", ".tmp"
_LOCK_SECONDS = 5.0
_STRAY_SECONDS = 3600.0  # a stray this old goes, even if its number is a living process's again


class RewriteError(InputError):
    """A file could not be rewritten, and is as it was."""


def rewrite(
    path: Path,
    before: bytes,
    after: bytes,
    *,
    break_hard_links: bool = False,
    ready: Callable[[Path], None] | None = None,
) -> Path:
    """Give `path` the content `after`, if it still has the content `before`.

    Mode, owner and extended attributes stay; the time of change is now. A symbolic link stays a link:
    what it leads to is rewritten.

    Args:
        path: the file.
        before: what was read from it.
        after: what it shall hold.
        break_hard_links: whether a file with several names may be rewritten; the others keep the old content.
        ready: called with the real path when nothing but the last step is left to do.

    Returns:
        The path that was written: `path`, links resolved.

    Raises:
        RewriteError: the file could not be rewritten, and is as it was.
    """
    try:
        target = path.resolve(strict=True)
        with target.open("rb") as file:
            _lock(file)
            status = _checked(target, file, before, break_hard_links)
            with _beside(target, after, status) as temporary:
                if ready is not None:
                    ready(target)
                _compare(target, file, before, status)
                os.replace(temporary, target)  # noqa: PTH105 (one step, and the tests make it fail)
            _sync_folder(target.parent)
    except RewriteError:
        raise
    except OSError as error:
        raise RewriteError(f"not rewritten: {_reason(error)}") from None
    return target


def create(path: Path, content: bytes) -> bool:
    """Write a new file, whole or not at all; say whether it had to be written.

    Raises:
        RewriteError: there is another file of that name, or it cannot be written.
    """
    try:
        if path.exists():
            if path.read_bytes() == content:
                return False
            raise RewriteError(f"{path} is there already, with other content; move it away first")
        with _beside(path, content, None) as temporary:
            try:
                os.link(temporary, path)  # unlike a rename it never takes the place of another file
            except FileExistsError:
                raise RewriteError(f"{path} has just been made by another program") from None
            except OSError:  # a file system without hard links
                temporary.rename(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise RewriteError(f"{path} not written: {_reason(error)}") from None
    return True


def sweep(folder: Path) -> list[Path]:
    """Delete what runs that were killed have left in `folder`; give what was deleted."""
    swept: list[Path] = []
    try:
        strays = sorted(p for p in folder.iterdir() if p.name.startswith(PREFIX) and p.name.endswith(SUFFIX))
    except OSError:
        return swept
    for stray in strays:
        with contextlib.suppress(OSError):
            if _is_dead(stray):
                stray.unlink()
                swept.append(stray)
    return swept


def _is_dead(stray: Path) -> bool:
    """Whether nobody writes `stray` any more: its process is gone, or it is old, and its lock is free."""
    number = stray.name.removeprefix(PREFIX).partition("-")[0]
    if number.isdecimal() and _alive(int(number)) and time.time() - stray.stat().st_mtime < _STRAY_SECONDS:
        return False
    with stray.open("rb") as file:
        return _try_lock(file)


def _alive(process: int) -> bool:
    if os.name != "posix":  # os.kill would end it there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _lock(file: IO[bytes]) -> None:
    """Keep other runs from rewriting `file` at the same time."""
    until = time.monotonic() + _LOCK_SECONDS
    while not _try_lock(file):
        if time.monotonic() > until:
            raise RewriteError("not rewritten: another run is at work on it; try again when that has ended")
        time.sleep(0.02)


def _try_lock(file: IO[bytes]) -> bool:
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # Windows; the comparisons with what was read still hold
        return True
    try:
        flock(file, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _checked(target: Path, file: IO[bytes], before: bytes, break_hard_links: bool) -> os.stat_result:
    """The state of the file, if it may be rewritten."""
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        raise RewriteError("not rewritten: it is no regular file")
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise RewriteError("not rewritten: it is read-only; make it writable first")
    if status.st_nlink > 1 and not break_hard_links:
        raise RewriteError(
            f"not rewritten: it has {status.st_nlink} names (hard links), of which the others would keep "
            "the old content; --break-hard-links does it nevertheless"
        )
    _compare(target, file, before, status)
    return status


def _compare(target: Path, file: IO[bytes], before: bytes, status: os.stat_result) -> None:
    """Make sure that `target` is still the file that was opened and still holds `before`."""
    file.seek(0)
    same = file.read() == before
    now = os.stat(target)  # noqa: PTH116
    keys = ("st_ino", "st_dev", "st_size", "st_mtime_ns", "st_mode", "st_nlink")
    if not same or any(getattr(now, k) != getattr(status, k) for k in keys):
        raise RewriteError("not rewritten: another program changed it meanwhile; run again")


@contextlib.contextmanager
def _beside(target: Path, content: bytes, status: os.stat_result | None) -> Iterator[Path]:
    """A temporary file in the folder of `target` that holds `content`, on the disk; gone again at the end."""
    temporary = target.parent / f"{PREFIX}{os.getpid()}-{os.urandom(6).hex()}{SUFFIX}"
    with contextlib.ExitStack() as undo:
        # O_EXCL: never through a link that somebody put there.
        mode = 0o666 if status is None else 0o600
        made = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode)
        undo.callback(temporary.unlink, missing_ok=True)
        with open(made, "wb", buffering=0) as file:  # noqa: PTH123 (a descriptor, not a path)
            _try_lock(file)
            _write(file.fileno(), content)
            if status is not None:
                _take_over(target, temporary, status)
            os.fsync(file.fileno())
            yield temporary


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _take_over(target: Path, temporary: Path, status: os.stat_result) -> None:
    """Give `temporary` the owner, mode and attributes of `target`, but the time of now."""
    if hasattr(os, "chown"):
        mine = temporary.stat()
        if (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
            try:
                os.chown(temporary, status.st_uid, status.st_gid)
            except PermissionError:
                raise RewriteError("not rewritten: it belongs to another user or group, which would be lost") from None
    shutil.copystat(target, temporary)
    os.utime(temporary)


def _sync_folder(folder: Path) -> None:
    """Bring a change of names in `folder` to the disk, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{error.strerror}; make room and run again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{error.strerror} (is the folder read-only?)"
    return error.strerror or str(error)
